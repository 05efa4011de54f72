"""Abbreviations: expansions, and which a text leaves unexplained."""

from __future__ import annotations

import pytest

from upplint.language.abbreviations import ABBREVIATIONS, expansion, find_abbreviations


@pytest.mark.parametrize(
    ("abbreviation", "words"),
    [
        ("t.ex.", "till exempel"),
        ("t ex", "till exempel"),
        ("Bl.a.", "bland annat"),
        ("enl.", "enligt"),
        ("m. fl.", "med flera"),
        ("LOU", "lagen (2016:1145) om offentlig upphandling"),
        ("xyz.", None),
    ],
)
def test_expansion(abbreviation: str, words: str | None) -> None:
    assert expansion(abbreviation) == words


def test_the_list_holds_what_spacy_splits() -> None:
    assert {"enl.", "st.", "jfr.", "ca.", "nr.", "o.dyl.", "fr.o.m.", "bil."} <= ABBREVIATIONS


@pytest.mark.parametrize(
    ("text", "form", "explained"),
    [
        ("Upphandlingen följer lagen om offentlig upphandling (LOU). LOU gäller.", "LOU", True),
        ("Lagen (2016:1145) om offentlig upphandling (LOU) gäller.", "LOU", True),
        ("LOU (lagen om offentlig upphandling) gäller.", "LOU", True),
        ("LOU gäller.", "LOU", False),
        ("Ett personuppgiftsbiträdesavtal (PUB-avtal) tecknas.", "PUB", True),
        ("KAB = kommunens avtalsbank.", "KAB", True),
        ("Vi använder KAB. Kommunens avtalsbank (KAB) är öppen.", "KAB", False),
        ("Intyg om ESPD lämnas.", "ESPD", False),
        ("Kundens Interna Portal (”KIP”) används.", "KIP", True),
    ],
)
def test_explained(text: str, form: str, explained: bool) -> None:
    found = {a.form: a for a in find_abbreviations(text)}
    assert found[form].explained is explained
    assert text[found[form].start : found[form].end] == form


def test_what_the_text_says_it_means() -> None:
    found = find_abbreviations("Kommunens avtalsbank (KAB) är öppen. KAB nås på webben.")
    assert [(a.form, a.expansion, a.uses) for a in found] == [("KAB", "Kommunens avtalsbank", 2)]


@pytest.mark.parametrize(
    "text",
    ["OBLIGATORISKA KRAV PÅ LEVERANTÖREN", "Se AFB.22 och AB 04.", "Kapitel IV och XII gäller.", "Vi köper 3 st."],
)
def test_no_abbreviation(text: str) -> None:
    assert [a.form for a in find_abbreviations(text)] == []


def test_well_known_ones_are_marked() -> None:
    assert all(a.known for a in find_abbreviations("Filen är en PDF från ett AB inom EU."))
