"""Numbers tied to what they measure; evidence, who hands it in and when."""

from __future__ import annotations

from decimal import Decimal

import pytest

MEASURED = [
    ("Anbudsgivaren ska ha en årsomsättning på minst 20 miljoner kronor.", "turnover", "20000000", "ge"),
    ("Anbudsgivaren ska redovisa tre referensuppdrag.", "references", "3", "eq"),
    ("Konsulten ska ha minst fem års erfarenhet av ritningar.", "experience_years", "5", "ge"),
    ("Leverantören ska ha en ansvarsförsäkring om minst 10 000 000 kronor per skada.", "insurance", "10000000", "ge"),
    ("Leverantören ska vara på plats inom två timmar från felanmälan.", "response_time", "2", "le"),
    ("Kommunen ska betala fakturan inom 30 dagar.", "payment_days", "30", "le"),
    ("Minst 60 procent av personalen ska ha yrkesbevis.", "staff_share", "60", "ge"),
    ("Vid försening utgår vite med 5 000 kronor per vecka.", "penalty", "5000", "eq"),
    ("Anbudsgivaren ska ha minst sex anställda montörer.", "staff_count", "6", "ge"),
    ("Beskrivningen ska vara högst fem sidor.", "pages", "5", "le"),
]


@pytest.mark.parametrize(("text", "what", "value", "comparator"), MEASURED, ids=lambda v: str(v)[:40])
def test_measure(requirements_of, document_of, text, what, value, comparator):
    (found,) = requirements_of("# 3 Krav på anbudsgivaren", text)
    measure = next(m for m in found.measures if m.what == what)
    assert (measure.quantity.value, measure.quantity.comparator.value) == (Decimal(value), comparator)
    whole = document_of("# 3 Krav på anbudsgivaren", text).text
    assert whole[measure.quantity.start : measure.quantity.end] in text


@pytest.mark.parametrize(
    ("text", "grade", "comparator"),
    [
        ("Anbudsgivaren ska ha rating A eller högre.", "A", "ge"),
        ("Anbudsgivaren ska ha kreditbetyg BBB och uppåt.", "BBB", "ge"),
        ("Anbudsgivaren ska ha rating AA eller över hos ratingbolaget.", "AA", "ge"),
        ("Anbudsgivaren ska ha minst kreditklass B.", "B", "ge"),
        ("Anbudsgivaren ska ha rating A som lägst.", "A", "ge"),
        ("Anbudsgivaren ska ha rating A.", "A", "eq"),
        ('Anbudsgivaren ska ha lägst rating "A" hos kreditbolaget.', "A", "ge"),
        ("Anbudsgivaren ska ha kreditbetyget AAA.", "AAA", "eq"),
    ],
)
def test_grade(requirements_of, text, grade, comparator):
    (found,) = requirements_of("# 3.2 Ekonomi", text)
    measure = next(m for m in found.measures if m.what == "rating")
    assert (measure.quantity.counted, measure.quantity.comparator.value) == (grade, comparator)


def test_several_numbers_each_with_its_meaning(requirements_of):
    (found,) = requirements_of(
        "# 3.3 Referenser", "Anbudsgivaren ska redovisa två referensuppdrag om minst 4 000 m2 från de senaste fem åren."
    )
    assert {m.what for m in found.measures} == {"references", "reference_area", "lookback_years"}


def test_number_in_the_lead_in_holds_for_the_items(requirements_of):
    found = requirements_of(
        "# 3 Krav på konsulten", "Konsulten ska ha minst sju års erfarenhet av:", "- betong", "- stål"
    )
    assert all([m.what for m in r.measures] == ["experience_years"] for r in found)


EVIDENCE = [
    ("Bifoga registreringsbevis i anbudet.", "registreringsbevis", "tender", "tenderer"),
    ("Försäkringsbevis ska visas på begäran.", "Försäkringsbevis", "request", "tenderer"),
    (
        "Vinnande anbudsgivare ska lämna intyg från revisor innan avtal tecknas.",
        "intyg från revisor",
        "before_contract",
        "winner",
    ),
    ("Utdrag ur registret ska lämnas vid avtalsstart.", "Utdrag ur registret", "start", "tenderer"),
]


@pytest.mark.parametrize(("text", "words", "when", "by"), EVIDENCE, ids=lambda v: v[:40])
def test_evidence(requirements_of, text, words, when, by):
    (found,) = requirements_of("# 3 Krav på anbudsgivaren", text)
    first = found.evidence[0]
    assert first.text.startswith(words)
    assert (first.when, first.by) == (when, by)


def test_evidence_in_the_sentence_behind_shows_the_requirement(requirements_of):
    found = requirements_of(
        "# 3.5 Kvalitet", "Anbudsgivaren ska ha ett kvalitetssystem. Kravet styrks genom en beskrivning av systemet."
    )
    assert found[0].evidence
    assert found[0].evidence[0].text.startswith("beskrivning")


def test_words_about_language_are_no_evidence(requirements_of):
    (found,) = requirements_of("# 2 Anbudets form", "Intyg får lämnas på engelska.")
    assert found.evidence == ()


def test_evidence_behind_a_list_goes_to_the_item_it_names(requirements_of):
    found = requirements_of(
        "# 3.2 Krav på konsulten",
        "Konsulten ska:",
        "- ha intyg om genomförd kurs i lyftteknik",
        "- ha arbetat med kranar i två år",
        "Bifoga kopia av intyg om kurs i lyftteknik.",
        "Bifoga meritförteckning som visar arbete med kranar.",
    )
    assert [e.text for e in found[0].evidence] == ["kopia av intyg om kurs i lyftteknik"]
    assert [e.text for e in found[1].evidence] == ["meritförteckning som visar arbete med kranar"]


def test_proof_of_something_is_evidence(requirements_of):
    (found,) = requirements_of("# 3 Krav på anbudsgivaren", "Anbudsgivaren ska lämna bevis om brandskyddskurs.")
    assert [e.text for e in found.evidence] == ["bevis om brandskyddskurs"]
