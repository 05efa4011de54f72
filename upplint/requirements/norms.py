"""Duties in the plain present: "Leverantören upprättar en plan", "Underlag skickas senast den femte".

They have no word of duty and bind only because of where they stand, so they are looked for in binding sections alone,
and with less certainty.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from upplint.requirements import cues
from upplint.requirements.clauses import governor, is_finite
from upplint.requirements.model import On
from upplint.requirements.subjects import Names, is_party

_WORD = re.compile(r"[^\W\d_][\w-]*", re.UNICODE)
_LONGEST = 45  # words of a sentence that is read as one duty
_FRONT = 16  # words before the verb


@dataclass(frozen=True, slots=True)
class Norm:
    """A duty in the plain present.

    Attributes:
        cue: the verb.
        on: whose duty, None where the section decides.
    """

    cue: str
    on: On | None


@cache
def _data() -> dict[str, re.Pattern[str]]:
    norms = cues.load("markers")["norms"]
    return {key: cues.words(norms[key]) for key in ("passive", "timed")}


@cache
def _stative() -> frozenset[str]:
    return frozenset(cues.load("markers")["norms"]["stative"])


@cache
def _friends() -> tuple[re.Pattern[str], ...]:
    return tuple(cues.plain(p) for p in cues.load("markers")["norms"]["not"])


def find_norm(text: str, section: str, names: Names) -> Norm | None:
    """The duty that a sentence states in the plain present, None where it states none.

    Args:
        text: a sentence without any marker. section: its type. names: of the document.
    """
    if section not in cues.load("markers")["norms"]["sections"] or len(text.split()) > _LONGEST:
        return None
    if any(p.search(text) for p in _friends()) or not text[:1].isupper():
        return None
    return _party(text, names) or _thing(text, names)


def _party(text: str, names: Names) -> Norm | None:
    """A party as subject, before its verb or right behind it."""
    tokens = list(_WORD.finditer(text))
    for i, token in enumerate(tokens[1:_FRONT], start=1):
        word = token.group()
        if not word.islower() or not word.endswith("r") or word == "var" or not is_finite(word) or word in _stative():
            continue
        if governor(text, token.start())[1] or _auxiliary(tokens[:i]):
            return None
        before, after = tokens[i - 1].group(), tokens[i + 1].group() if i + 1 < len(tokens) else ""
        for other in (before, after):
            cls = names.class_of(other)
            if not is_party(cls) or other.lower().endswith("s"):
                continue
            return Norm(word, On.SUPPLIER) if cls != "authority" else None
        return None
    return None


def _thing(text: str, names: Names) -> Norm | None:
    """A thing as subject of a passive."""
    for key in ("passive", "timed"):
        match = _data()[key].search(text)
        if match is None or match.start() == 0:
            continue
        tokens = list(_WORD.finditer(text, 0, match.start()))
        if len(tokens) > _FRONT or governor(text, match.start())[1] or _auxiliary(tokens):
            continue
        agent = cues.pattern("actors", "agent").search(text, match.end())
        cls = names.class_of(agent.group(1)) if agent else ""
        verb = match.group().split()[0]
        if cls == "authority" or names.class_of((agent.group(1) if agent else "").removesuffix("s")) == "authority":
            return None  # what the authority does, told in passing
        return Norm(verb, None)
    return None


def _auxiliary(tokens: list[re.Match[str]]) -> bool:
    """Is there a finite verb before, so that this one is an infinitive or stands in another clause?"""
    words = cues.word_set("grammar", "finite") | {"kommer", "kunna", "att"}
    return any(t.group().lower() in words for t in tokens)
