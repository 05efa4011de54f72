"""The phrase index: boundaries, wildcards, order, speed by construction."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upplint.language.phrases import PhraseIndex, lower


def found(phrases: list[str], text: str) -> list[str]:
    return [text[a:b] for a, b, _ in PhraseIndex({"x": phrases}).find(text)]


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("avtal", "Avtal, avtal och ramavtal samt avtalet.", ["Avtal", "avtal"]),
        ("avtal*", "avtalet och avtal, ramavtal", ["avtalet", "avtal"]),
        ("*avtal", "ramavtal, avtal, avtalet", ["ramavtal", "avtal"]),
        ("*avtal*", "ramavtalets avtal", ["ramavtalets", "avtal"]),
        ("städ*", "Städning och städ, omstädning", ["Städning", "städ"]),
        (
            "i enlighet med",
            "i enlighet\n med, i  enlighet\u00a0med, ienlighet med",
            ["i enlighet\n med", "i  enlighet\u00a0med"],
        ),
        ("m.m.", "bil m.m. och m. m.", ["m.m."]),
        ("och/eller", "och/eller, och / eller", ["och/eller"]),
        ("AB 04", "ab 04 AB 044", ["ab 04"]),
        ("go-live", "go-live go live", ["go-live"]),
        ("SLA", "SLA-nivå, e-SLA", ["SLA"]),
        ("post", "e-post, post, brev-post", ["post"]),
        ("*post", "e-post", ["post"]),
        ("genomföra *ering av", "genomföra inventering av x, genomföra möte av", ["genomföra inventering av"]),
        ("- konsult", "- konsult", ["- konsult"]),
        ("konsult", "-konsult", ["konsult"]),
        ("ÅLÄGGA", "ålägga", ["ålägga"]),
    ],
)
def test_finds(phrase: str, text: str, expected: list[str]) -> None:
    assert found([phrase], text) == expected


def test_overlaps_are_all_given_longest_first() -> None:
    index = PhraseIndex({"a": ["kompetens"], "b": ["erforderlig"], "c": ["erforderlig kompetens"]})
    assert index.find("erforderlig kompetens") == [(0, 21, "c"), (0, 11, "b"), (12, 21, "a")]


def test_a_key_is_given_once_for_a_place() -> None:
    assert PhraseIndex({"a": ["avtal", "avtal*", "*avtal"]}).find("avtal") == [(0, 5, "a")]


def test_an_empty_phrase_is_refused() -> None:
    with pytest.raises(ValueError, match="phrase"):
        PhraseIndex({"a": [" * "]})


def test_nothing_to_find() -> None:
    assert PhraseIndex({}).find("avtal") == []
    assert PhraseIndex({"a": ["avtal"]}).find("") == []


words = st.text(alphabet="abåö", min_size=1, max_size=3)


@given(
    st.lists(words, min_size=1, max_size=4),
    st.lists(st.sampled_from(["a", "b", "ab", "åö", " ", ", ", "-", "\n"]), max_size=25),
)
def test_same_as_a_regular_expression(phrases: list[str], pieces: list[str]) -> None:
    text = "".join(pieces)
    expected = {
        (m.start(), m.end())
        for phrase in phrases
        for m in re.finditer(rf"(?<!\w)(?<!\w-){re.escape(phrase)}(?!\w)", text)
    }
    assert {(a, b) for a, b, _ in PhraseIndex({"k": phrases}).find(text)} == expected


def test_lower_keeps_the_length() -> None:
    assert len(lower("İSTANBUL ÅÄÖ")) == len("İSTANBUL ÅÄÖ")
    assert lower("ÅÄÖ") == "åäö"


def test_a_word_without_end_costs_no_more_than_its_length() -> None:
    index = PhraseIndex({"x": ["städ*", "*avtal"]})
    started = time.process_time()
    assert index.find("a" * 1_000_000 + "avtal") == [(0, 1_000_005, "x")]
    assert time.process_time() - started < 5, "took minutes when every beginning of the word was looked up"
