"""Volumes in tables and lists, price weights in points, and days reckoned from the last day for tenders."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from upplint.engine.testing import document_from_text
from upplint.tender.build import build_tender, make_part
from upplint.tender.model import TenderFacts


def _facts(text: str) -> TenderFacts:
    part = make_part(document_from_text(text, file="anbud.txt").document, requirements=())
    return build_tender("anbud", [part]).facts


def _volumes(text: str) -> list[tuple[Decimal, str]]:
    return [(Decimal(str(f.value)), f.unit) for f in _facts(text).all("volume")]


def test_columns_of_places_are_summed() -> None:
    text = """
# 1 Omfattning

Kontoren ligger i Norrby och i Söderby.

| Tjänst | Norrby, timmar per år | Söderby, timmar per år |
| Vaktmästare | 1 200 | 300 |
| Post | 0 | 450 |
"""
    assert _volumes(text) == [(Decimal(1500), "hours"), (Decimal(450), "hours")]


def test_columns_of_other_things_are_not_summed() -> None:
    text = """
# 1 Omfattning

| Område | Gång, km | Gata, km | Värde, kr |
| Öst | 12 | 40 | 1 900 000 |
| Väst | 9 | 31 | 1 400 000 |
"""
    assert _volumes(text) == [(Decimal(12), "km"), (Decimal(9), "km")]


@pytest.mark.parametrize(
    ("sentence", "volumes"),
    [
        ("Uppdraget uppskattas till cirka 80 % av en heltidsekvivalent.", [("0.8", "full-time post")]),
        ("Tjänsten omfattar en halvtid.", [("0.5", "full-time post")]),
        ("Avtalet omfattar cirka 20 timmar/vecka eller cirka 80 timmar/månad.", [("80", "hours per month")]),
        ("Fördelningen beräknas bli 90 timmar för en byggledare och 210 timmar för en projektör.",
         [("90", "hours"), ("210", "hours")]),
        ("Fordonsparken omfattar 82 personbilar, 16 lätta lastbilar och 9 tunga fordon.",
         [("82", "personbilar"), ("16", "lastbilar"), ("9", "fordon")]),
        ("Avtalet omfattar tre leverantörer.", []),
        ("Kommunen har 82 personbilar.", []),
    ],
)  # fmt: skip
def test_volumes_in_sentences(sentence: str, volumes: list[tuple[str, str]]) -> None:
    found = _volumes(f"# 1 Om köpet\n\n{sentence}\n")
    assert found == [(Decimal(value), unit) for value, unit in volumes]


@pytest.mark.parametrize(
    "text",
    [
        "# 3 Krav på personal\n\n| Roll | Antal |\n| Ledare | 2 |\n| Arbetare | 9 |\n",
        "# 4 Utvärdering\n\n| Kriterium | Poäng |\n| Plan | 40 |\n| Pris | 60 |\n",
        "# 1 Omfattning\n\n| Tjänst | Pris, kr |\n| Tvätt | 120 |\n| Mangel | 80 |\n",
        "# 1 Omfattning\n\n| Avgång | Antal elever |\n| 07.10 | 18 |\n| 07.40 | 12 |\n",
        "# 3 Krav\n\n- Bemanning: 12 personer\n- Öppettid: 40 timmar\n",
        "# 1 Omfattning\n\n- Uppsägningstid: 3 månader\n- Avgift: 400 kronor\n",
        "# 1 Omfattning\n\n- Beredskap: minst 40 timmar\n",
        "# 2 Bakgrund\n\nUnder 2025 gjordes 3 förändringar i organisationen.\n",
    ],
)
def test_no_volume(text: str) -> None:
    assert _volumes(text) == []


def test_list_below_a_heading_of_volumes() -> None:
    text = "# 1 Volymer\n\n- Plogning: cirka 1 250 timmar\n- Sand: 430 ton\n- Skyltar: 60 st\n"
    assert _volumes(text) == [(Decimal(1250), "hours"), (Decimal(430), "tonnes"), (Decimal(60), "pieces")]


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("Pris kan ge högst 20 poäng och kvalitet högst 60 poäng.", 25),
        ("- Pris: 55 poäng\n- Plan: 25 poäng\n- Miljö: 20 poäng\n", 55),
        ("| Kriterium | Max poäng |\n| Priset | 30 |\n| Plan | 30 |\n| Summa | 60 |\n", 50),
        ("Lägsta pris ger 40 poäng, högst kvalitet ger 60.", None),  # how points are given, not what they weigh
        ("| Kriterium | Poäng |\n| Pris | 30 |\n| Plan | 30 |\n| varav tid | 20 |\n", None),  # does not add up
    ],
)
def test_price_weight_in_points(text: str, weight: int | None) -> None:
    found = _facts(f"# 4 Tilldelning\n\n{text}").value("price_weight")
    assert found == (None if weight is None else Decimal(weight))


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("Anbudet är bindande i 90 dagar.", date(2027, 7, 4)),
        ("Anbudsgivaren är bunden av sitt anbud i sex veckor efter anbudstidens utgång.", date(2027, 5, 17)),
        ("Anbudet ska gälla i två månader.", date(2027, 6, 5)),
        ("Anbudet ska vara bindande till och med 2027-09-30.", date(2027, 9, 30)),
    ],
)
def test_validity_from_the_last_day(said: str, day: date) -> None:
    assert (
        _facts(f"# 1 Anbud\n\nSista anbudsdag är 2027-04-05.\n\n# 2 Giltighet\n\n{said}").value("validity_date") == day
    )


def test_validity_is_not_known_without_a_last_day() -> None:
    assert _facts("# 2 Giltighet\n\nAnbudet är bindande i 90 dagar.").value("validity_date") is None


def test_several_days_in_one_line_keep_their_words() -> None:
    facts = _facts("Publicerad 2027-01-11 08:00 Sista anbudsdag: 2027-02-15 Sista dag för frågor och svar: 2027-02-01")
    assert facts.value("published") == date(2027, 1, 11)
    assert facts.value("tender_deadline") == date(2027, 2, 15)
    assert facts.value("question_deadline") == date(2027, 2, 1)
