"""Tokens of tender Swedish."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upplint.language import pipeline

CASES = [
    ("Enl. 4 kap. 13 § LOU, jfr. bilaga 3.2.", "Enl.|4|kap.|13|§|LOU|,|jfr.|bilaga|3.2|."),
    ("ca. 5 st. lämnas", "ca.|5|st.|lämnas"),
    ("bil. 3, el. motsv. lösning", "bil.|3|,|el.|motsv.|lösning"),
    ("resp. exkl. moms inkl. frakt osv.", "resp.|exkl.|moms|inkl.|frakt|osv."),
    ("o.dyl. bl.a. t.ex. p.g.a. d.v.s. m.m.", "o.dyl.|bl.a.|t.ex.|p.g.a.|d.v.s.|m.m."),
    ("fr.o.m. 2026-01-01 t.o.m. 2026-12-31", "fr.o.m.|2026-01-01|t.o.m.|2026-12-31"),
    ("f.d. anställda, s.k. ska-krav", "f.d.|anställda|,|s.k.|ska-krav"),
    ("T.ex. (bl.a. intyg)", "T.ex.|(|bl.a.|intyg|)"),
    ("t ex ett intyg", "t ex|ett|intyg"),
    ("§§ 14-16, 13§ och 6 a §", "§§|14-16|,|13|§|och|6|a|§"),
    ("UE 26.050 och 2023-07003", "UE|26.050|och|2023-07003"),
    ("dnr KS 2026/123", "dnr|KS|2026/123"),
    ("kl. 08.00–16.00, 24/7", "kl.|08.00–16.00|,|24/7"),
    ("AFB.22 och AMA AF 21", "AFB.22|och|AMA|AF|21"),
    ("556123-4567, CPV 90911200-8", "556123-4567|,|CPV|90911200-8"),
    ("lagen (2016:1145)", "lagen|(|2016:1145|)"),
    ("500kr, 3st, 30min", "500|kr|,|3|st|,|30|min"),
    ("0,5% per vecka", "0,5|%|per|vecka"),
    ("leverantören/leverantörerna", "leverantören|/|leverantörerna"),
    ("ISO 9001:2015", "ISO|9001:2015"),
    ("Svar: Ja ☐ Nej ☐", "Svar|:|Ja|☐|Nej|☐"),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_tender_tokens(text: str, expected: str) -> None:
    assert "|".join(token.text for token in pipeline.blank()(text)) == expected


def test_a_word_at_the_end_of_a_sentence_loses_its_full_stop() -> None:
    words = [token.text for token in pipeline.blank()("Föraren kör bil. Bilen är ny och hör till avd. 3.")]
    assert words[2:4] == ["bil", "."]
    assert words[-3:] == ["avd.", "3", "."]


def test_same_tokens_with_and_without_the_trained_pipeline() -> None:
    for text, _ in CASES:
        blank = [token.text for token in pipeline.blank()(text)]
        assert [token.text for token in pipeline.parse_one(text)] == blank


@given(st.text(max_size=80))
@settings(max_examples=100, deadline=None)
def test_tokens_never_lose_a_character(text: str) -> None:
    assert "".join(token.text_with_ws for token in pipeline.blank()(text)) == text
