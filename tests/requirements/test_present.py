"""Duties in the plain present, told from the parsed clause, its subject and its chapter."""

from __future__ import annotations

import pytest

from upplint.requirements import present
from upplint.requirements.sections import heading_type, section_types
from upplint.requirements.subjects import Names

from .conftest import parse

SERVICE = ["# 3 Uppdraget", "Utföraren tar emot besökare varje vardag.", "Utföraren svarar i telefon på förmiddagen."]
TENDERING = ["# 2 Anbudets form"]


def _found(requirements_of, *lines):
    return {r.text: r for r in requirements_of(*lines)}


@pytest.mark.parametrize(
    "text",
    [
        "Behandlarna är legitimerade psykologer.",
        "Verksamhetschefen har minst tre års erfarenhet av ledning.",
        "Maskinisterna har genomgått utbildning i säkra lyft.",
        "Gränssnittet är på svenska.",
        "Lagringen följer stadsarkivets riktlinjer.",
        "Besökaren tillfrågas om allergier.",
        "Deltagaren är delaktig i planeringen.",
        "Vikarier omfattas av samma villkor som fast anställda.",
        "Praktikanter kör inte truck på egen hand.",
        "Meddelarfrihet gäller för personalen.",
    ],
)
def test_binds_the_supplier_in_a_chapter_in_the_plain_present(requirements_of, text):
    found = _found(requirements_of, *SERVICE, text)
    assert (found[text].on, found[text].force) == ("supplier", "must")


@pytest.mark.parametrize(
    "text",
    [
        "Kommunen betalar hyran för lokalen.",
        "Kommunens handläggare fattar beslut om stöd.",
        "Maten levereras av kommunens kök.",
        "Städmaterialet köps av en annan leverantör.",
        "Stödet är en frivillig insats.",
        "I dag deltar ungefär sjuttio personer.",
        "Antalet besök har ökat sedan dess.",
        "Resor till sjukhus ingår inte i uppdraget.",
        "Utföraren ansvarar inte för besökarnas värdesaker.",
        "Utföraren är medveten om att behovet kan ändras.",
    ],
)
def test_tells_and_binds_nobody(requirements_of, text):
    assert text not in _found(requirements_of, *SERVICE, text)


def test_a_things_active_present_only_tells_among_words_of_duty(requirements_of):
    told = "Stolarna har hjul."
    modal = ["# 3 Uppdraget", *(f"Utföraren ska sköta rum {n} varje dag." for n in range(6)), told]
    assert told not in _found(requirements_of, *modal)
    assert told in _found(requirements_of, *SERVICE, told)


def test_background_chapters_bind_nobody(requirements_of):
    text = "Badhuset har två bassänger."
    assert not requirements_of("# 1 Bakgrund", "Personalen arbetar i skift.", text)
    assert not requirements_of("# 1 Inledning", "## 1.1 Stadsdelen", text)


@pytest.mark.parametrize(
    ("text", "force"),
    [
        ("Försent inkomna anbud förkastas.", "must"),
        ("Sidoanbud prövas inte.", "must"),
        ("Ritningar bifogas i DWG.", "must"),
        ("Produktblad kan vara på engelska.", "may"),
        ("Svaret är på högst fyra sidor.", "must"),
    ],
)
def test_tendering_binds_the_tenderer(requirements_of, text, force):
    found = _found(requirements_of, *TENDERING, text)
    assert (found[text].on, found[text].force) == ("tenderer", force)


@pytest.mark.parametrize(
    "text", ["Anbuden öppnas av två personer.", "Beslutet skickas till alla.", "Anbuden poängsätts i tre steg."]
)
def test_steps_of_the_procedure_bind_nobody(requirements_of, text):
    assert text not in _found(requirements_of, *TENDERING, text)


def test_items_under_a_lead_in_without_a_word_of_duty(requirements_of):
    found = _found(requirements_of, "# 2 Ansökan", "Till ansökan hör:", "- intyg från bank", "- stadgar")
    assert {t: r.on for t, r in found.items()} == {"intyg från bank": "tenderer", "stadgar": "tenderer"}


@pytest.mark.parametrize("text", ["För sen rapport: 500 kronor per dag.", "Utebliven städning: 2 procent."])
def test_rows_of_fines(requirements_of, text):
    assert _found(requirements_of, "# 6 Avtalsvillkor", text)[text].topic == "penalty"
    assert present.fine(text, "contract")


@pytest.mark.parametrize("text", ["Lunch: 95 kronor.", "Timpris: 700 kronor per timme."])
def test_rows_of_prices_are_no_fines(text):
    assert not present.fine(text, "contract")


def test_a_state_body_is_known_by_its_short_name(requirements_of):
    lines = ["# 1 Om oss", "Statens hamninspektion har kontor i Luleå.", "# 3 Uppdraget"]
    found = _found(requirements_of, *lines, "Inspektionen ska utse en kontaktperson.")
    assert found["Inspektionen ska utse en kontaktperson."].on == "authority"
    assert "hamninspektionen" in Names(parse(*lines)).authority


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Ert svar", "admin"),
        ("Vad vi behöver", "specification"),
        ("Vår verksamhet", "background"),
        ("Ord vi använder", "definitions"),
    ],
)
def test_plain_headings_are_known(title, kind):
    assert heading_type(title) == kind


def test_codes_of_construction_rules_say_what_a_section_is():
    document = parse("# AFA.12 Beställare", "Text.", "# AFB.25 Övrigt", "Text.", "# AFC.42 Personal", "Text.")
    kinds = section_types(document)
    assert [kinds[i] for i in (1, 3, 5)] == ["background", "admin", "contract"]


@pytest.mark.parametrize("text", ["", "Kort.", "Frågar vi något här?", "kl. 8 kommer den.", "Tid är [fyll i tid]."])
def test_what_cannot_bind_is_not_parsed(text):
    assert not present.may_bind(text, "specification")
