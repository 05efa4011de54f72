"""Definitions that documents give."""

from __future__ import annotations

import pytest

from upplint.language.definitions import find_definitions


@pytest.mark.parametrize(
    ("text", "term", "kind", "meaning"),
    [
        (
            "Eskilby kommun, org.nr 212000-0000, nedan kallad Beställaren, köper.",
            "Beställaren",
            "name",
            "Eskilby kommun",
        ),
        ("Eskilby kommun (nedan Kommunen) köper.", "Kommunen", "name", "Eskilby kommun"),
        ("Städbolaget AB, i det följande Leverantören, ska", "Leverantören", "name", "Städbolaget AB"),
        ("Storby kommun (”Beställaren”) ska betala.", "Beställaren", "name", "Storby kommun"),
        ('Bolaget AB ("Leverantören") ska städa.', "Leverantören", "name", "Bolaget AB"),
        ("Parterna, gemensamt benämnda ”Avtalsparterna”, är överens.", "Avtalsparterna", "name", "Parterna"),
        ("Anbudsgivare benämns Leverantör.", "Leverantör", "name", "Anbudsgivare"),
        ("Den som antas kallas härefter för Utföraren.", "Utföraren", "name", "Den som antas"),
        ("Avtalet, härefter kallat ramavtalet, gäller.", "ramavtalet", "name", "Avtalet"),
        ("Med arbetsdag avses måndag till fredag. Helg räknas inte.", "arbetsdag", "meaning", "måndag till fredag"),
        ("Med ”konsult” menas en person som utför uppdraget.", "konsult", "meaning", "en person som utför uppdraget"),
        ("Med begreppet kund avses i detta avtal kommunen.", "kund", "meaning", "kommunen"),
        ("Med dag avses\nkalenderdag.", "dag", "meaning", "kalenderdag"),
        ("Dygn = 24 timmar i följd", "Dygn", "meaning", "24 timmar i följd"),
        ("Arbetsdag definieras som helgfri vardag.", "Arbetsdag", "meaning", "helgfri vardag"),
        ("”Tjänst” avser det som levereras.", "Tjänst", "meaning", "det som levereras"),
    ],
)
def test_definition(text: str, term: str, kind: str, meaning: str) -> None:
    found = find_definitions(text)
    assert [(d.term, d.kind) for d in found] == [(term, kind)]
    assert found[0].meaning.startswith(meaning)
    assert text[found[0].term_start : found[0].term_end] == term
    assert found[0].start <= found[0].term_start < found[0].term_end <= found[0].end


def test_two_in_one_sentence() -> None:
    text = "Mellan Storby kommun (”Beställaren”) och Städ AB (”Leverantören”) ingås avtal."
    assert [(d.term, d.meaning) for d in find_definitions(text)] == [
        ("Beställaren", "Storby kommun"),
        ("Leverantören", "Städ AB"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Vad som avses med likvärdigt framgår av bilaga 2.",
        "Se nedan. Leverantören ska svara.",
        "Priserna anges nedan Tabell 1 visar dem.",
        "Kommunen avser att köpa städning.",
        "Anbud (bilaga 3) lämnas.",
        "",
    ],
)
def test_no_definition(text: str) -> None:
    assert find_definitions(text) == ()
