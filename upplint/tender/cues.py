"""Cue phrases as written in the data files, compiled to one regular expression behind a cheap test."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from upplint.language.phrases import lower

if TYPE_CHECKING:
    from upplint.language.analysis import Analysis, Sentence

_PIECE = re.compile(r"\*|\.\.\.|\s+|[^*\s.]+|\.")
#: What `...` stands for. A full stop inside an address or a number ends no sentence.
_WITHIN = r"(?:[^.!?\n]|\.(?=[^\s.])){0,60}?"
_WORD = re.compile(r"[^*\s.#]+")
#: What `#` stands before: an amount of a thousand kronor or more, in digits.
_AMOUNT = (
    r"(?=(?:\d{1,3}(?:[\s.]\d{3})+|\d{4,})\s*(?:kr\b|kronor|sek\b)|\d[\d\s.,]*(?:miljon|miljard|mkr|mnkr|msek|tkr|kkr))"
)


class Cues:
    """Phrases to look for. The expression is compiled at the first text that holds a word of any phrase.

    Matches are of the text in lower case, every character in its place: looking for lower case in lower case is
    several times faster than ignoring case.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        self._phrases = sorted(set(phrases), key=lambda p: (-len(p), p))
        # The longest literal piece of each phrase: a text without any of them cannot match.
        self._anchors = tuple(dict.fromkeys(max(_WORD.findall(p) or [""], key=len).lower() for p in self._phrases))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{_one(p.lower())})" for p in self._phrases) or r"(?!)")

    def _may_match(self, low: str) -> bool:
        return any(anchor in low for anchor in self._anchors)

    def places(self, analysis: Analysis) -> list[Sentence]:
        """The sentences where a phrase may stand, in reading order; the others need not be searched."""
        if "" in self._anchors:
            return list(analysis.sentences)
        found: set[int] = set()
        for anchor in self._anchors:
            found |= analysis.holding(anchor)
        return [analysis.sentences[i] for i in sorted(found)]

    def search(self, text: str) -> re.Match[str] | None:
        """The first phrase in the text."""
        low = lower(text)
        return self._pattern.search(low) if self._may_match(low) else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All phrases in the text, in order, not overlapping."""
        low = lower(text)
        return self._pattern.finditer(low) if self._may_match(low) else iter(())


def compile_cues(phrases: Iterable[str]) -> Cues:
    """All phrases as one thing to look for, case ignored, at word boundaries.

    In a phrase `*` stands for any letters, `...` for up to 60 characters within the sentence, a space for any
    white space, `#` at its end for an amount in kronor that begins there. Longer phrases are tried first.
    """
    return Cues(phrases)


def _one(phrase: str) -> str:
    out: list[str] = []
    for piece in _PIECE.findall(phrase):
        if piece == "*":
            out.append(r"[\w-]*")
        elif piece == "#":
            out.append(_AMOUNT)
        elif piece == "...":
            out.append(_WITHIN)
        elif piece.isspace():
            out.append(r"\s+")
        else:
            out.append(re.escape(piece))
    text = "".join(out)
    before = r"(?<!\w)" if phrase[0].isalnum() else ""
    after = r"(?!\w)" if phrase[-1].isalnum() or phrase[-1] == "*" else ""
    return before + text.replace(rf"\s+{_WITHIN}\s+", rf"[,:]?\s+(?:{_WITHIN}\s)?") + after
