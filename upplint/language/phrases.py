"""Finds thousands of fixed phrases in one pass.

Swedish word lists are looked up word by word: the text is cut into words and marks once, each distinct word is
asked once which phrases may start there, and only those are followed. The cost hardly grows with the number of
phrases, which an alternation of regular expressions cannot say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

_TOKEN = re.compile(r"\w+|[^\w\s]")
_WORD = re.compile(r"\w+")
_MEMO_LIMIT = 100_000


class _Step(NamedTuple):  # made by the thousand: a tuple is made faster than a frozen dataclass
    """One word or mark of a phrase: `text` whole, its beginning (`prefix`), its end (`suffix`), or any part of it."""

    text: str
    prefix: bool
    suffix: bool
    gap: bool  # white space stands before it

    def accepts(self, word: str) -> bool:
        if self.prefix and self.suffix:
            return self.text in word
        if self.prefix:
            return word.startswith(self.text)
        if self.suffix:
            return word.endswith(self.text)
        return word == self.text


class _Phrase(NamedTuple):
    key: str
    steps: tuple[_Step, ...]


# A star glued to a word is a wildcard; it is no mark of its own.
_STEP = re.compile(r"(\*?)(\w+)(\*?)|[^\w\s*]")


def _steps(phrase: str) -> tuple[_Step, ...]:
    folded = lower(phrase)
    words = [(word, word.strip("*")) for word in folded.split(" ")]
    if all(core.isalnum() for _, core in words):  # nearly all: words with a blank between them
        return tuple(
            _Step(core, word.endswith("*"), word.startswith("*"), i > 0) for i, (word, core) in enumerate(words)
        )
    steps: list[_Step] = []
    end = -1
    for match in _STEP.finditer(folded):
        gap = bool(steps) and match.start() > end
        if match[2]:
            steps.append(_Step(match[2], prefix=bool(match[3]), suffix=bool(match[1]), gap=gap))
        else:
            steps.append(_Step(match[0], prefix=False, suffix=False, gap=gap))
        end = match.end()
    return tuple(steps)


def lower(text: str) -> str:
    """Lower case of the same length, character by character (a few letters would grow)."""
    folded = text.lower()
    if len(folded) == len(text):
        return folded
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


@dataclass(frozen=True, slots=True)
class _Starts:
    """The phrases that may start at a word, by how much of the next word decides."""

    alone: tuple[_Phrase, ...]  # of one word
    by_next: Mapping[str, list[tuple[str, str]]]  # the second word is given whole: key and form, not taken apart yet
    others: tuple[_Phrase, ...]  # the second word has a star


_NONE = _Starts((), {}, ())


class PhraseIndex:
    """Phrases to look for, each under a key of the caller's.

    Args:
        phrases: key -> phrases. Case is ignored. Words must match whole: `avtal` is not found in "ramavtal", nor as
            the second part of a compound with a hyphen ("ram-avtal"), since the last part of a Swedish compound
            decides what it means; as the first part it is found ("SLA" in "SLA-nivå"). `*` at the end of a word
            stands for any ending (`städ*`), at its start for any beginning (`*avtal`). A blank stands for any white
            space, also line breaks and non-breaking blanks.

    Raises:
        ValueError: a phrase without a word.
    """

    __slots__ = ("_exact", "_longest", "_memo", "_prefixes", "_scan", "_suffixes", "_within")

    def __init__(self, phrases: Mapping[str, Iterable[str]]) -> None:
        # Key and form of each phrase by its first word. The rest is taken apart only when a text holds that word: of
        # tens of thousands of phrases a tender needs few.
        self._exact: dict[str, list[tuple[str, str]]] = {}
        self._prefixes: dict[str, list[tuple[str, str]]] = {}
        self._suffixes: dict[str, list[tuple[str, str]]] = {}
        self._within: list[tuple[str, tuple[str, str]]] = []
        for key, forms in phrases.items():
            for form in dict.fromkeys(forms):
                first = _STEP.search(lower(form))
                if first is None:
                    raise ValueError(f"phrase without a word: {form!r}")
                before, word, after = first.groups()
                text = word or first[0]
                if before and after:
                    self._within.append((text, (key, form)))
                elif after:
                    self._prefixes.setdefault(text, []).append((key, form))
                elif before:
                    self._suffixes.setdefault(text, []).append((key, form))
                else:
                    self._exact.setdefault(text, []).append((key, form))
        self._longest = max(map(len, (*self._prefixes, *self._suffixes)), default=0)
        # Marks are passed over where no phrase starts with one.
        marks = any(not first[0].isalnum() and first[0] != "_" for first in self._exact)
        self._scan = (_TOKEN if marks else _WORD).finditer
        # Which phrases may start at a word: the same answer each time, kept since texts repeat their words.
        self._memo: dict[str, _Starts] = {}

    def _candidates(self, word: str) -> _Starts:
        found = list(self._exact.get(word, ()))
        for size in range(1, min(len(word), self._longest) + 1):
            found.extend(self._prefixes.get(word[:size], ()))
            found.extend(self._suffixes.get(word[-size:], ()))
        found.extend(phrase for text, phrase in self._within if text in word)
        answer = _starts(found) if found else _NONE
        if len(self._memo) >= _MEMO_LIMIT:
            self._memo.clear()
        self._memo[word] = answer
        return answer

    def find(self, text: str) -> list[tuple[int, int, str]]:
        """All places where a phrase stands, as (start, end, key).

        Sorted by start, then the longest first, then by key; places may overlap. The same key at the same place
        is given once.
        """
        folded = lower(text)
        memo = self._memo
        spans = [match.span() for match in _TOKEN.finditer(folded)]
        words = [folded[a:b] for a, b in spans]
        words.append("")
        found: set[tuple[int, int, str]] = set()
        for i, (start, end) in enumerate(spans):
            word = words[i]
            starts = memo.get(word)
            if starts is None:
                starts = self._candidates(word)
            if starts is _NONE:
                continue
            glued = start > 1 and folded[start - 1] == "-" and folded[start - 2].isalnum()
            for phrase in starts.alone:
                if not glued or phrase.steps[0].suffix:
                    found.add((start, end, phrase.key))
            for phrase in (*map(_phrase, starts.by_next.get(words[i + 1], ())), *starts.others):
                if glued and not phrase.steps[0].suffix:
                    continue
                last = _follow(phrase.steps, words, spans, i)
                if last is not None:
                    found.add((start, last, phrase.key))
        return sorted(found, key=lambda hit: (hit[0], -hit[1], hit[2]))


def _starts(found: Iterable[tuple[str, str]]) -> _Starts:
    alone: list[_Phrase] = []
    by_next: dict[str, list[tuple[str, str]]] = {}
    others: list[_Phrase] = []
    for one in found:
        first, _, rest = lower(one[1]).partition(" ")
        second = rest.partition(" ")[0]
        if first.strip("*").isalnum() and second.isalnum():  # nearly all of several words: the rest may wait
            by_next.setdefault(second, []).append(one)
            continue
        phrase = _phrase(one)
        if len(phrase.steps) == 1:
            alone.append(phrase)
        elif phrase.steps[1].prefix or phrase.steps[1].suffix:
            others.append(phrase)
        else:
            by_next.setdefault(phrase.steps[1].text, []).append(one)
    return _Starts(tuple(alone), by_next, tuple(others))


@lru_cache(maxsize=_MEMO_LIMIT)
def _phrase(one: tuple[str, str]) -> _Phrase:
    return _Phrase(one[0], _steps(one[1]))


def _follow(steps: tuple[_Step, ...], words: list[str], spans: list[tuple[int, int]], i: int) -> int | None:
    """The end of the phrase whose first step is word `i`, or `None` where the text goes another way."""
    if i + len(steps) > len(spans):
        return None
    for k in range(1, len(steps)):
        step = steps[k]
        if step.gap is not (spans[i + k][0] > spans[i + k - 1][1]) or not step.accepts(words[i + k]):
            return None
    return spans[i + len(steps) - 1][1]
