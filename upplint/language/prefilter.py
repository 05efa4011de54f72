"""A cheap first look at text: which sentences can matter to which rules, before anything is tagged or parsed.

One pass over the words gives a sentence its signals (`rules/lexicon/signals.tsv`): modal verbs, negation, money, law,
time and so on. A rule names the signals it needs; a sentence without them is never looked at again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from upplint.language.lexicon import read_table
from upplint.language.phrases import PhraseIndex

_DIGIT = re.compile(r"\d")
_MARKS = (("question", "?"), ("percent", "%"), ("law", "§"), ("colon", ":"))


@cache
def _index() -> PhraseIndex:
    return PhraseIndex({row["signal"]: row["phrases"].split("|") for row in read_table("signals")})


def signal_names() -> frozenset[str]:
    """All signals there are."""
    words = {row["signal"] for row in read_table("signals")}
    return frozenset(words | {"digit"} | {name for name, _ in _MARKS})


def signals(text: str) -> frozenset[str]:
    """The signals of a text.

    Words: `must`, `should`, `may`, `must_not`, `future`, `negation`, `bound` (minst, högst ...), `alternative` (eller
    likvärdigt), `money`, `period`, `law`, `tenderer`, `authority`, `imperative`, `evidence`, `award`. Marks: `digit`,
    `question`, `percent`, `colon`.
    """
    found = {key for _, _, key in _index().find(text)}
    if _DIGIT.search(text):
        found.add("digit")
    found.update(name for name, mark in _MARKS if mark in text)
    return frozenset(found)


class Prefilter:
    """Which keys (rules, say) could hit in a text, from phrases of which at least one must stand in it.

    Args:
        needed: key -> phrases (as in `PhraseIndex`). A key with no phrases always passes.
    """

    __slots__ = ("_always", "_index")

    def __init__(self, needed: Mapping[str, Iterable[str]]) -> None:
        phrases = {key: tuple(forms) for key, forms in needed.items()}
        self._always = frozenset(key for key, forms in phrases.items() if not forms)
        self._index = PhraseIndex({key: forms for key, forms in phrases.items() if forms})

    def candidates(self, text: str) -> frozenset[str]:
        """The keys that may hit in `text`; all others cannot."""
        return self._always | {key for _, _, key in self._index.find(text)}
