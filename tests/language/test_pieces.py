"""What a text must hold for an expression to match: never more than it needs."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upplint.engine.testing import document_from_text
from upplint.language.analysis import Analysis
from upplint.language.pieces import required_pieces

_WORDS = st.text("abcåö", min_size=1, max_size=4)


def _joined(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.lists(inner, min_size=2, max_size=3).map(lambda many: f"(?:{'|'.join(many)})"),
        st.tuples(inner, st.sampled_from(("?", "*", "+", "{2}", "{0,2}"))).map(lambda one: f"(?:{one[0]}){one[1]}"),
        inner.map(lambda one: rf"\b{one}\s"),
        inner.map(lambda one: f"({one})(?!x)"),
    )


_PATTERNS = st.recursive(_WORDS, _joined, max_leaves=8)


@given(st.data())
def test_every_match_holds_a_piece(data: st.DataObject) -> None:
    pattern = data.draw(_PATTERNS)
    text = data.draw(st.lists(_WORDS, min_size=1, max_size=6).map(" ".join))
    pieces = required_pieces(pattern)
    if pieces is not None and re.search(pattern, text):
        assert any(piece in text for piece in pieces)


@given(st.data())
def test_what_an_expression_makes_holds_a_piece(data: st.DataObject) -> None:
    pattern = data.draw(_PATTERNS)
    pieces = required_pieces(pattern)
    if pieces is not None:
        match = re.search(pattern, data.draw(st.from_regex(pattern, fullmatch=True)))
        assert match is None or any(piece in match[0] for piece in pieces)


@pytest.mark.parametrize(
    ("pattern", "pieces"),
    [
        ("ska(?:ll)?", {"ska"}),
        (r"(?<!\w)(?:får inte|måste)\b", {"inte", "måste"}),
        (r"krav\w* på (?:en|ett)", {"krav"}),
        (r"\d+ (?:timmar|dygn)?", None),
        ("a|timmar", None),
        (r"\bsärskilda krav\w*", {"särskilda"}),
        (r"\bav\b", {"av"}),
        ("i", None),
    ],
)
def test_pieces(pattern: str, pieces: set[str] | None) -> None:
    assert required_pieces(pattern) == pieces


def test_sentences_are_found_by_the_pieces_of_their_words() -> None:
    text = "# 1 Krav\n\nAnbudet ska vara skriftligt. Priset är fast.\n\nLEVERANTÖREN MÅSTE svara."
    analysis = Analysis(document_from_text(text, file="anbud.txt").document)
    found = analysis.may_match([r"\bska(?:ll)?\b", r"måste \w+", r"\d", "saknas helt"])
    by_text = {analysis.sentences[i].text: numbers for i, numbers in found.items()}
    assert by_text == {
        "Krav": (2,),
        "Anbudet ska vara skriftligt.": (0, 2),
        "Priset är fast.": (2,),
        "LEVERANTÖREN MÅSTE svara.": (1, 2),
    }
