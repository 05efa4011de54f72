"""Which sentences bind, whom, and how hard."""

from __future__ import annotations

import pytest

SPEC, CONTRACT, ADMIN, QUALIFICATION = (
    "# 4 Kravspecifikation",
    "# 6 Avtalsvillkor",
    "# 2 Anbudets form",
    "# 3 Krav på anbudsgivaren",
)

BINDING = [
    (
        QUALIFICATION,
        "Anbudsgivaren ska vara registrerad hos Bolagsverket eller i ett motsvarande register.",
        "tenderer",
        "must",
    ),
    (QUALIFICATION, "Minst två referensuppdrag ska redovisas i anbudet.", "tenderer", "must"),
    (QUALIFICATION, "Leverantören måste ha en stabil ekonomi.", "tenderer", "must"),
    (ADMIN, "Anbudet ska vara skrivet på svenska.", "tenderer", "must"),
    (ADMIN, "Bifoga ett intyg för varje erbjuden person.", "tenderer", "must"),
    (ADMIN, "Frågor ställs i upphandlingssystemet.", "tenderer", "must"),
    (ADMIN, "Det är viktigt att anbudsgivaren läser hela underlaget.", "tenderer", "should"),
    (ADMIN, "Intyg får lämnas på engelska.", "tenderer", "may"),
    (ADMIN, "Anbud kan endast lämnas på hela uppdraget.", "tenderer", "must"),
    (ADMIN, "Om uppgiften saknas, ange skälet till det.", "tenderer", "must"),
    (ADMIN, "Vi ber anbudsgivarna att hålla vecka 14 fri.", "tenderer", "should"),
    (SPEC, "Fordonen måste uppfylla Euro 6 eller likvärdigt.", "supplier", "must"),
    (SPEC, "Det krävs att arbetsledaren talar svenska.", "supplier", "must"),
    (SPEC, "Systemet bör kunna exportera tabeller.", "supplier", "should"),
    (SPEC, "Den erbjudna konsulten ska ha fem års erfarenhet.", "tenderer", "must"),
    (SPEC, "Konsulten ska lämna en rapport varje månad.", "supplier", "must"),
    (SPEC, "Anbudsgivaren ska bifoga en beskrivning.", "tenderer", "must"),
    (SPEC, "Vid avtalsstart ska anbudsgivaren presentera sin plan.", "supplier", "must"),
    (CONTRACT, "Leverantören svarar för alla kostnader för resor.", "supplier", "must"),
    (CONTRACT, "Det åligger leverantören att anmäla byte av personal.", "supplier", "must"),
    (CONTRACT, "Leverantören förbinder sig att ha en försäkring.", "supplier", "must"),
    (CONTRACT, "Leverantören har att följa gällande föreskrifter.", "supplier", "must"),
    (CONTRACT, "Leverantören äger inte rätt att överlåta avtalet.", "supplier", "must"),
    (CONTRACT, "Inga tillägg accepteras.", "supplier", "must"),
    (CONTRACT, "Vid försening utgår vite med 5 000 kronor per vecka.", "supplier", "must"),
    (CONTRACT, "Parterna ska mötas två gånger om året.", "supplier", "must"),
    (CONTRACT, "Kommunen ska betala inom 30 dagar.", "authority", "must"),
    (CONTRACT, "Köparen ska ha nyttjanderätt till resultatet.", "supplier", "must"),
    (CONTRACT, "En plan ska godkännas skriftligen på begäran av köparen.", "supplier", "must"),
    (CONTRACT, "Fel ska anses ha funnits vid leveransen.", "nobody", "must"),
    (CONTRACT, "Före start upprättar leverantören en plan.", "supplier", "must"),
    (CONTRACT, "Underlag skickas senast den femte i varje månad.", "supplier", "must"),
    ("# 1 Bakgrund", "Den nya skolan ska stå klar hösten 2030.", "nobody", "must"),
    (SPEC, "Syftet är att eleverna ska få bra mat.", None, None),
    (SPEC, "Enligt 13 kap. LOU ska en leverantör uteslutas om den har dömts.", "nobody", "must"),
]


@pytest.mark.parametrize(("heading", "text", "on", "force"), BINDING, ids=lambda v: str(v)[:60])
def test_one_sentence_binds(requirements_of, heading, text, on, force):
    found = requirements_of(heading, text)
    if on is None:
        assert all(r.on == "nobody" for r in found)
        return
    assert [(r.text, r.on.value, r.force.value) for r in found] == [(text, on, force)]


SILENT = [
    "Tilldelningsbeslutet kommer att skickas till alla.",
    "Med arbetsdag avses en dag som inte är lördag eller söndag.",
    "Anbud som inte uppfyller alla ska-krav kan förkastas.",
    "Kommunen har 14 förskolor och fyra skolor.",
    "Detta gäller bara om det krävs.",
    "Det krävs ingen lägsta omsättning.",
    "Beställaren har rätt att göra egna kontroller.",
    "Leverantören ansvarar inte för indirekta skador.",
    "Köparen avgör om arbetet är godkänt.",
    "Har leverantören tidigare gjort liknande arbeten?",
]


@pytest.mark.parametrize("text", SILENT)
@pytest.mark.parametrize("heading", [ADMIN, CONTRACT])
def test_information_does_not_bind(requirements_of, heading, text):
    assert requirements_of(heading, text) == ()


def test_two_duties_in_one_sentence_are_two(requirements_of):
    found = requirements_of(CONTRACT, "Kommunen ska meddela skadan, och leverantören ska hålla kommunen skadeslös.")
    assert [(r.text, r.on.value) for r in found] == [
        ("Kommunen ska meddela skadan", "authority"),
        ("och leverantören ska hålla kommunen skadeslös.", "supplier"),
    ]


def test_and_with_the_same_subject_keeps_the_party(requirements_of):
    found = requirements_of(CONTRACT, "Intyget kan komma att begäras in och ska visas för köparen på begäran.")
    assert found[-1].on == "supplier"


def test_pronoun_takes_the_party_of_the_sentence_before(requirements_of):
    found = requirements_of(CONTRACT, "Kommunen ska lämna ett besked. Den ska även motivera det.")
    assert [r.on.value for r in found] == ["authority", "authority"]


def test_name_of_the_authority_is_learnt_from_the_document(requirements_of):
    found = requirements_of(
        "# 1 Upphandlande myndighet",
        "Vattrona kommun",
        "# 2 Avtalsvillkor",
        "Vattrona ska meddela beslutet.",
    )
    assert found[0].on == "authority"


def test_heading_names_the_supplier(requirements_of):
    found = requirements_of("# 3 Krav på föreningen", "Föreningen ska ha stadgar.")
    assert found[0].on == "tenderer"


def test_indirect_question_belongs_to_its_sentence(requirements_of):
    found = requirements_of(ADMIN, "Beskriv hur uppdraget ska utföras.")
    assert len(found) == 1
    assert (found[0].on, found[0].cue) == ("tenderer", "Beskriv")


def test_condition_belongs_to_the_duty(requirements_of):
    found = requirements_of(CONTRACT, "Om leverantören ska anlita någon annan krävs kommunens godkännande.")
    assert len(found) == 1
    assert found[0].has_link("conditional")


def test_pronoun_takes_the_party_of_its_own_sentence_first(requirements_of):
    found = requirements_of(
        CONTRACT,
        "Kommunen ska lämna ett besked.",
        "Om leverantören blir försenad ska den genast meddela kommunen.",
    )
    assert [r.on.value for r in found] == ["authority", "supplier"]


def test_instruction_to_the_author_of_a_template_binds_no_tenderer(requirements_of):
    found = requirements_of(
        SPEC,
        "[Anvisning: Ange vad leverantören ska göra. Ni måste vara tydliga. Beskriv ert behov.]",
        "Välj alternativ.",
    )
    assert [r.on for r in found] == ["nobody", "authority"]


def test_condition_with_om_is_not_about_om(requirements_of):
    found = requirements_of(CONTRACT, "En plan om högst två sidor bifogas.", "Om planen ska ändras meddelas det.")
    assert next(r.text for r in found if r.on == "supplier") == "En plan om högst två sidor bifogas."


@pytest.mark.parametrize(
    "text",
    [
        "Anbudsgivare benämns Utföraren i detta dokument.",
        "Utföraren kallas nedan Bolaget.",
        '"Utföraren ska salta trappan" löd den gamla texten.',
        'I förra avtalet stod "utföraren ska salta trappan".',
    ],
)
def test_definitions_and_quotations_bind_nobody(requirements_of, text):
    for head in ("# 2 Avtalsvillkor", "# 3 Krav på anbudsgivaren", "# 4 Kravspecifikation"):
        assert requirements_of(head, text) == ()


def test_what_may_befall_a_party_binds_nobody(requirements_of):
    found = requirements_of("# 2 Avtalsvillkor", "Avtalet upphör om utföraren ska försättas i konkurs.")
    assert all(r.on == "nobody" for r in found)


@pytest.mark.parametrize("text", ["Krav på elcykel gäller.", "Kravet på skyddsväst gäller vid alla uppdrag."])
def test_a_demand_that_applies_is_a_requirement(requirements_of, text):
    (found,) = requirements_of("# 4 Kravspecifikation", text)
    assert (found.on, found.force) == ("supplier", "must")


@pytest.mark.parametrize(
    "text", ["Krav på elcykel gäller inte.", "Krav på elcykel gäller enligt bilaga som saknas här?"]
)
def test_a_demand_that_does_not_apply_is_none(requirements_of, text):
    assert requirements_of("# 4 Kravspecifikation", text) == ()
