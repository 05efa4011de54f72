"""Sentences: the tender test set, and what no splitter may cut."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upplint.language.abbreviations import ABBREVIATIONS, sentence_end
from upplint.language.sentences import split_sentences

DATA = Path(__file__).parent / "data" / "sentences.txt"


def blocks() -> list[tuple[str, list[tuple[int, int]]]]:
    found = []
    for block in DATA.read_text(encoding="utf-8").strip().split("\n\n"):
        text, spans = "", []
        for line in block.split("\n"):
            sentence = line.removeprefix("\\")
            if text:
                text += "\n" if line.startswith("\\") else " "
            spans.append((len(text), len(text) + len(sentence)))
            text += sentence
        found.append((text, spans))
    return found


def split(text: str) -> list[str]:
    return [text[a:b] for a, b in split_sentences(text)]


def test_f_score_on_the_tender_set() -> None:
    gold = right = found = 0
    for text, spans in blocks():
        answer = split_sentences(text)
        gold += len(spans)
        found += len(answer)
        right += len(set(spans) & set(answer))
    assert gold >= 400
    assert 2 * right / (gold + found) >= 0.98


@pytest.mark.parametrize("abbreviation", sorted(ABBREVIATIONS))
def test_no_cut_before_a_small_letter(abbreviation: str) -> None:
    text = f"Uppdraget omfattar arbete {abbreviation} som anges här."
    assert split(text) == [text]


@pytest.mark.parametrize(
    "abbreviation", sorted(a for a in ABBREVIATIONS if sentence_end(a.replace(" ", "")) == "never")
)
def test_no_cut_at_abbreviations_that_never_end_a_sentence(abbreviation: str) -> None:
    text = f"Uppdraget sköts {abbreviation} Anbudsgivaren i Eskilby."
    assert split(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "Kravet framgår av 4 kap. 13 § LOU och 19 kap. 6 a § i samma lag.",
        "Ärendet UE 26.050 Konsult handläggs av inköp.",
        "Anbud lämnas senast kl. 08.00 den 3. mars 2026 i systemet.",
        "Se bilaga 3.2 och AFB.22 samt avsnitt 1.4.2 Krav.",
        "Arbetet leds från St. Görans torg varje dag.",
        "Diarienr. UE 31.007 ska stå på fakturan.",
        "Kontakta Anna K. Berg eller J.R. Lind i receptionen.",
        "Summan är 1.250.000 kr exkl. moms.",
        "1. Anbudsgivaren ska vara registrerad.",
        "a) Anbudsgivaren ska vara registrerad.",
        "3.2 Krav på personal",
        "Se prop. 2015/16:195 s. 432 och HFD 2018 ref. 50 om detta.",
        "Läs mer på www.exempel.se. eller ring",
        "Priset (inkl. moms. Se nedan) anges i kr.",
        "Priserna framgår av bil. 3, bil. B och prislistan (bil. Priser).",
        "Se bil. Prislista för mer.",
    ],
)
def test_one_sentence(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Det gäller städning m.m. Kontakta oss.", ["Det gäller städning m.m.", "Kontakta oss."]),
        ("Priset anges i kr. Uppdragen är två.", ["Priset anges i kr.", "Uppdragen är två."]),
        ("Köpet gäller 300 st. Steg sätts av er.", ["Köpet gäller 300 st.", "Steg sätts av er."]),
        ("Se bilaga A. Den ska fyllas i.", ["Se bilaga A.", "Den ska fyllas i."]),
        ("Uppfylls kravet? Ja/Nej. Ja krävs", ["Uppfylls kravet?", "Ja/Nej.", "Ja krävs"]),
        ("Krav på städ\nLeverantören ska städa varje dag.", ["Krav på städ", "Leverantören ska städa varje dag."]),
        ("Detta köp görs enligt Lagen om offentlig\nUpphandling och dess regler.", None),
        ("Leverantören ska:\n- städa\n- tvätta", ["Leverantören ska:", "- städa", "- tvätta"]),
        ("Städa enligt\nschemat. Tvätta\nsedan.", ["Städa enligt\nschemat.", "Tvätta\nsedan."]),
        ("Avsnitt om anbudet.Anbudsgivaren ska svara.", ["Avsnitt om anbudet.", "Anbudsgivaren ska svara."]),
        ("  Hej.  \n\n  Då.  ", ["Hej.", "Då."]),
        ("", []),
        (" \n ", []),
        ("Resorna görs med bil. Leverantören står för den.", ["Resorna görs med bil.", "Leverantören står för den."]),
        ("Anbudet gäller till 31 dec. Det ändras inte.", ["Anbudet gäller till 31 dec.", "Det ändras inte."]),
    ],
)
def test_splits(text: str, expected: list[str] | None) -> None:
    assert split(text) == ([text] if expected is None else expected)


@given(st.text(alphabet='abcÅÄÖ .!?:;\n()"”12§-•', max_size=120))
def test_all_text_is_kept_in_order(text: str) -> None:
    spans = split_sentences(text)
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())
    assert all(a < b and text[a:b] == text[a:b].strip() for a, b in spans)
    assert all(x[1] <= y[0] for x, y in pairwise(spans))
