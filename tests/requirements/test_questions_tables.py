"""Answer fields of tender systems, and requirement tables."""

from __future__ import annotations

from decimal import Decimal

import pytest

from upplint.documents.model import Answer, AnswerKind

from .conftest import question, row

YES = Answer(AnswerKind.YES_NO, required="Ja", text="Ja/Nej. Ja krävs")
TEXT = Answer(AnswerKind.TEXT, text="Fritext")
FILE = Answer(AnswerKind.FILE, text="Bifogad fil")


def test_confirmation_is_a_formality_of_the_tenderer(requirements_of):
    (found,) = requirements_of("# 3 Krav på anbudsgivaren", question("Uppfyller anbudsgivaren kravet?", YES))
    assert (found.on, found.force, found.topic, found.answer_required) == ("tenderer", "must", "form", True)


def test_requirement_with_an_answer_field_is_found_once(requirements_of):
    found = requirements_of(
        "# 3 Krav på anbudsgivaren",
        question("Anbudsgivaren ska ha minst två anställda. Uppfylls kravet?", YES),
    )
    assert [r.text for r in found] == ["Anbudsgivaren ska ha minst två anställda.", "Uppfylls kravet?"]
    assert all(r.answer_required for r in found)


@pytest.mark.parametrize(
    ("text", "answer", "binds"),
    [
        ("Ange antal anställda", TEXT, True),
        ("Anbudsgivarens organisationsnummer", TEXT, True),
        ("Redovisa metod och tidplan.", FILE, True),
        ("Kommer underleverantörer att anlitas? Om ja, ange vilka.", TEXT, True),
        ("Namn:", TEXT, False),
        ("Telefonnummer", TEXT, False),
        ("Är ni ett litet företag?", Answer(AnswerKind.YES_NO, text="Ja/Nej"), False),
    ],
)
def test_fields(requirements_of, text, answer, binds):
    found = requirements_of("# 2 Anbudets form", question(text, answer))
    assert bool(found) is binds
    assert all(r.on == "tenderer" for r in found)


def test_weighted_question_is_an_award_criterion(requirements_of):
    weighted = Answer(AnswerKind.CHOICE, weight=Decimal(20), text="20 %")
    (found,) = requirements_of("# 5 Utvärdering", question("Hur många miljöbilar erbjuds", weighted))
    assert (found.force, found.stage, found.points) == ("should", "award", Decimal(20))


HEAD = ("Nr", "Krav", "Ska/bör", "Svar")


def test_requirement_table_one_a_row(requirements_of):
    found = requirements_of(
        "# 4 Kravspecifikation",
        row(*HEAD, headers=HEAD, header_row=True),
        row("1", "Handtag i metall", "Ska", "", headers=HEAD),
        row("2", "Reglerbar höjd", "Bör", "Ja", headers=HEAD),
    )
    assert [(r.text, r.force.value) for r in found] == [("Handtag i metall", "must"), ("Reglerbar höjd", "should")]


def test_table_without_force_column_follows_its_heading(requirements_of):
    head = ("Ska-krav", "Kommentar")
    (found,) = requirements_of(
        "# 4 Kravspecifikation", row(*head, headers=head, header_row=True), row("Batteritid 8 timmar", "", headers=head)
    )
    assert (found.text, found.force) == ("Batteritid 8 timmar", "must")


def test_matrix_of_requirements_by_kind(requirements_of):
    head = ("Krav", "Kök", "Lager")
    found = requirements_of(
        "# 4 Kravspecifikation", row(*head, headers=head, header_row=True), row("Yta", "40 m2", "80 m2", headers=head)
    )
    assert [r.text for r in found] == ["40 m2", "80 m2"]


def test_plain_table_holds_no_requirement(requirements_of):
    head = ("Skola", "Elever")
    assert (
        requirements_of("# 1 Bakgrund", row(*head, headers=head, header_row=True), row("Ekskolan", "410", headers=head))
        == ()
    )


@pytest.mark.parametrize(
    ("cells", "headers"),
    [
        (("4.2", "Ska", ""), ("Nr", "Ska/Bör", "Svar")),
        (("K-7", "", "Skall"), ("Id", "Krav", "Kravtyp")),
        (("5", "Bör-krav", "Ja/Nej"), ("", "", "")),
        (("12 st", "ska", "x"), ("Antal", "Typ", "Uppfylls")),
    ],
)
def test_row_without_text_is_no_requirement(requirements_of, cells, headers):
    assert requirements_of("# 4 Krav på tjänsten", row(*cells, headers=headers)) == ()


def test_short_text_in_a_row_is_a_requirement(requirements_of):
    (found,) = requirements_of("# 4 Krav på tjänsten", row("4.3", "GPS", "Ska", headers=("Nr", "", "Ska/Bör")))
    assert (found.text, found.force) == ("GPS", "must")


@pytest.mark.parametrize(
    ("lines", "text", "points"),
    [
        (("Hur många av cyklarna har hjälmhållare? Fritext. Viktning: 15 %",), "hjälmhållare?", 15),
        (("Kan ni ta emot studiebesök? (Viktning 8 poäng)", "Ja/Nej"), "studiebesök?", 8),
        (("Hur följer ni upp svinnet?", "Fritext. Viktning: 25 %"), "svinnet?", 25),
        (("Hur lär ni upp nya vikarier? (max 12,5 poäng)",), "vikarier?", Decimal("12.5")),
        (("Beskriv hur ni minskar matsvinnet. Fritext. Viktning: 30 %",), "matsvinnet.", 30),
    ],
)
def test_weighted_question_in_running_text(requirements_of, lines, text, points):
    (found,) = requirements_of("# 5 Frågor", *lines)
    assert text in found.text
    assert (found.on, found.force, found.stage, found.points) == ("tenderer", "should", "award", points)


@pytest.mark.parametrize(
    "text", ["Hur ser kommunen på framtiden?", "Vad är viktigt? Det är 10 poäng i hela modellen och mer därtill."]
)
def test_question_without_a_weight_demands_nothing(requirements_of, text):
    assert requirements_of("# 5 Frågor", text) == ()
