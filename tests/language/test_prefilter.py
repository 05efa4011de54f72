"""The prefilter: signals, and no rule lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upplint.language.phrases import PhraseIndex
from upplint.language.prefilter import Prefilter, signal_names, signals


@pytest.mark.parametrize(
    ("text", "wanted", "unwanted"),
    [
        ("Leverantören ska lämna intyg.", {"must", "tenderer", "evidence"}, {"should", "digit", "money"}),
        ("Kommunen bör få 3 % rabatt?", {"should", "authority", "digit", "percent", "question"}, {"must"}),
        ("Vite utgår med högst 500 kr enligt 4 kap. LOU.", {"money", "bound", "law", "digit"}, {"should"}),
        ("Anbudet får inte vara äldre än ett år.", {"must_not", "negation", "period", "tenderer"}, {"digit"}),
        ("eller likvärdigt intyg", {"alternative"}, {"must"}),
        ("Ange namn", {"imperative"}, {"must"}),
        ("", set(), {"must"}),
    ],
)
def test_signals(text: str, wanted: set[str], unwanted: set[str]) -> None:
    found = signals(text)
    assert wanted <= found
    assert not unwanted & found
    assert found <= signal_names()


def test_rules_without_phrases_always_pass() -> None:
    prefilter = Prefilter({"always": [], "rare": ["kreditbetyg"]})
    assert prefilter.candidates("Inget här.") == {"always"}
    assert prefilter.candidates("Ett kreditbetyg krävs.") == {"always", "rare"}


rules = {"a": ["avtal*"], "b": ["minst tre"], "c": ["*krav"]}


@given(st.lists(st.sampled_from(["avtalet", "minst", "tre", "ska-krav", "kravet", "x", "minst tre"]), max_size=8))
def test_nothing_that_would_hit_is_lost(words: list[str]) -> None:
    text = " ".join(words)
    assert Prefilter(rules).candidates(text) == {key for _, _, key in PhraseIndex(rules).find(text)}
