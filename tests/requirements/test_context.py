"""Alternatives, exceptions, conditions and timing belong to the right requirement."""

from __future__ import annotations

import pytest

QUALIFICATION = "# 3.2 Ekonomisk ställning"


def links(requirement):
    return {(link.name, link.same_sentence) for link in requirement.links}


SAME = [
    ("Anbudsgivaren ska vara certifierad enligt ISO 9001 eller likvärdigt.", "equivalent"),
    ("Maskinen ska vara av märket Tornado eller motsvarande.", "equivalent"),
    ("Anbudsgivaren ska i förekommande fall vara registrerad för F-skatt.", "if_applicable"),
    ("Anbudsgivaren ska vara registrerad för moms (undantaget skattefri verksamhet).", "exempt"),
    ("Försäkringen ska visas på begäran.", "on_request"),
    ("Försäkringen ska finnas vid avtalsstart.", "at_start"),
    ("Beviset ska lämnas av vinnande anbudsgivare före avtalstecknande.", "from_winner"),
    ("Personalen ska gå kursen inom fyra veckor från anställningen.", "time_to_meet"),
    ("Leverantören ska så långt som möjligt använda fossilfria bränslen.", "if_possible"),
    ("Om kommunen begär det ska leverantören delta i mötet.", "conditional"),
]


@pytest.mark.parametrize(("text", "name"), SAME, ids=lambda v: v[:40])
def test_cue_in_the_same_sentence(requirements_of, text, name):
    (found,) = requirements_of("# 3 Krav på anbudsgivaren", text)
    assert (name, True) in links(found)


FRIENDS = [
    ("Alternativa anbud får inte lämnas.", "alternatively"),
    ("Anbudsgivaren ska lämna en bankgaranti.", "other_evidence"),
    ("Leverantören ska utan anmodan visa intyget.", "on_request"),
    ("Anbudsgivaren ska ha utfört ett uppdrag i motsvarande omfattning.", "equivalent"),
]


@pytest.mark.parametrize(("text", "name"), FRIENDS, ids=lambda v: v[:40])
def test_false_friend_is_no_cue(requirements_of, text, name):
    (found,) = requirements_of("# 3 Krav på anbudsgivaren", text)
    assert not found.has_link(name)


def test_other_evidence_in_the_next_paragraph(requirements_of):
    found = requirements_of(
        QUALIFICATION,
        "Anbudsgivaren ska ha lägst riskklass 3.",
        "Betyget hämtas av kommunen.",
        "Den som saknar betyg kan i stället visa sin ställning med intyg från revisor.",
    )
    assert ("other_evidence", False) in links(found[0])


def test_link_carries_its_place(requirements_of, document_of):
    lines = (
        QUALIFICATION,
        "Anbudsgivaren ska ha lägst riskklass 3.",
        "Intyg från bank på annat sätt styrker ställningen.",
    )
    document = document_of(*lines)
    found = requirements_of(*lines)
    (link,) = [x for x in found[0].links if x.name == "other_evidence"]
    assert document.text[link.start : link.end].lower() == "intyg från bank"


def test_another_section_does_not_soften(requirements_of):
    found = requirements_of(
        QUALIFICATION,
        "Anbudsgivaren ska ha lägst riskklass 3.",
        "# 3.3 Referenser",
        "Nystartade företag kan i stället visa intyg från revisor.",
    )
    assert not found[0].has_link("other_evidence", "new_firms")


def test_way_out_for_credit_is_none_for_registration(requirements_of):
    found = requirements_of(
        "# 3 Krav på anbudsgivaren",
        "Anbudsgivaren ska vara registrerad för F-skatt.",
        "Anbudsgivaren ska ha lägst riskklass 3.",
        "Annan utredning som visar anbudsgivarens ekonomiska ställning godtas.",
    )
    by_topic = {r.topic: r for r in found}
    assert by_topic["credit"].has_link("other_evidence")
    assert not by_topic["registration"].has_link("other_evidence")


def test_new_firms_stand_before_or_behind(requirements_of):
    for order in (1, -1):
        lines = [
            "Anbudsgivaren ska redovisa tre referensuppdrag.",
            "Nystartade anbudsgivare får åberopa uppdrag som en ägare har ansvarat för.",
        ][::order]
        found = [r for r in requirements_of("# 3.3 Referenser", *lines) if r.text.startswith("Anbudsgivaren ska")]
        assert found[0].has_link("new_firms")


def test_exception_for_foreign_suppliers_only_is_no_equivalent(requirements_of):
    (found,) = requirements_of(
        "# 3 Krav på anbudsgivaren", "Utländsk leverantör ska lämna registreringsbevis eller motsvarande intyg."
    )
    assert found.has_link("foreign_only")
    assert not found.has_link("equivalent")


def test_lead_in_passes_its_links_to_the_items(requirements_of):
    found = requirements_of("# 3 Krav på anbudsgivaren", "Anbudsgivaren ska på begäran visa:", "- bokslut", "- intyg")
    assert all(r.has_link("on_request") for r in found)


def test_exception_in_one_item_is_not_said_of_the_one_before(requirements_of):
    first, second = requirements_of(
        "# 3.1 Krav på anbudsgivaren",
        "Anbudsgivaren ska:",
        "- sakna skulder för skatt",
        "- vara registrerad för moms (undantaget skattefria verksamheter)",
    )
    assert not first.links
    assert second.links


def test_condition_in_a_lead_in_is_said_of_its_items_only(requirements_of):
    before, item = requirements_of(
        "# 4.1 Uppdraget",
        "Nyttan av förslagen ska vägas mot kostnaden.",
        "Vid avtalsstart ska leverantören:",
        "- presentera sin organisation",
    )
    assert not before.links
    assert item.links


@pytest.mark.parametrize(
    "text",
    [
        "Anbudsgivaren ska ställa en bankgaranti om 500 000 kronor.",
        "En bankgaranti om 500 000 kronor ska ställas av entreprenören.",
        "Entreprenören ställer bankgaranti om fem procent.",
    ],
)
def test_demanded_guarantee_is_no_way_out(requirements_of, text):
    found = requirements_of("# 3.1 Ekonomi", "Anbudsgivaren ska ha en stabil ekonomi.", text)
    assert all(link.name != "other_evidence" for r in found for link in r.links)


@pytest.mark.parametrize(
    ("before", "other"),
    [
        ("Växeln ska vara bemannad dygnet runt.", "Hälften av förarna ska ha truckkort eller motsvarande."),
        ("Bolaget ska ha certifikat enligt ISO 9001.", "Det krävs även certifikat enligt ISO 14001 eller likvärdigt."),
        ("Golven ska moppas varje dag.", "Det krävs ISO 14001 eller likvärdigt."),
        ("Förarna ska ha utbildning i hygien.", "Minst två förare ska ha ledarbevis eller motsvarande."),
    ],
)
def test_alternative_in_another_requirement_belongs_to_that_one(requirements_of, before, other):
    first, second = requirements_of("# 4 Krav på tjänsten", f"{before} {other}")
    assert "equivalent" not in {name for name, _ in links(first)}
    assert "equivalent" in {name for name, _ in links(second)}


@pytest.mark.parametrize(
    "text",
    [
        "Bolaget ska vara certifierat enligt ISO 9001. Likvärdigt certifikat godtas.",
        "Stolarna ska vara märkta med Möbelfakta. Motsvarande godtas.",
        "Bolaget ska visa ett miljöcertifikat. Certifikat enligt ISO 14001 eller likvärdigt godtas.",
        "Bolaget ska ha ledning enligt ISO 9001. Bolaget ska styrka detta med intyg eller motsvarande bevis.",
        "Bolaget ska ha certifikat enligt ISO 9001. Certifikatet eller likvärdigt ska bifogas anbudet.",
    ],
)
def test_alternative_that_refers_to_the_requirement_before_softens_it(requirements_of, text):
    found = requirements_of("# 4 Krav på tjänsten", text)
    assert "equivalent" in {name for name, _ in links(found[0])}


def test_such_a_grade_speaks_of_the_requirement_that_names_it(requirements_of):
    sales, grade, *_ = requirements_of(
        QUALIFICATION,
        "Anbudsgivaren ska omsätta minst 4 miljoner kronor per år.",
        "Anbudsgivaren ska ha kreditklass A. Om sådan kreditklass inte kan visas godtas en bankgaranti.",
    )
    assert "other_evidence" not in {name for name, _ in links(sales)}
    assert "other_evidence" in {name for name, _ in links(grade)}
