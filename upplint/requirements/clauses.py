"""Deontic markers in a sentence, and whether each stands in a main clause.

Swedish puts the finite verb second in a main clause, and a subordinate clause begins with one of few words. A marker is
subordinate when such a word stands before it with no other finite verb between.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from upplint.language.analysis import Analysis
from upplint.language.phrases import lower
from upplint.requirements import cues
from upplint.requirements.cues import Marker

_TOKEN = re.compile(r"[^\W_]+(?:[-/’'][^\W_]+)*|[,;:()–]")
_REACH = 9  # tokens: how far back the "som" of a relative clause stands from its verb
_CONJUNCTION = re.compile(r"(?:[,;]\s*)?\s(?:och|samt|men|utan|dock|liksom)\s", re.IGNORECASE)
_FINITE_ENDINGS = ("ar", "er", "as", "ås", "ls", "vs", "ds", "ns", "rs", "ts", "des", "te", "år", "ir", "ör")
_NEAR = 8  # tokens: a relative clause reaches its verb sooner


@dataclass(frozen=True, slots=True)
class Hit:
    """A marker found in a sentence.

    Attributes:
        marker: the cue.
        start, end: offsets in the sentence.
        clause: offset in the sentence where its clause begins (behind the subordinating word, if any).
        under: empty for a main clause, else `relative`, `question`, `condition`, `purpose` or `that`.
    """

    marker: Marker
    start: int
    end: int
    clause: int
    under: str


def markers_by_sentence(analysis: Analysis) -> dict[int, tuple[Marker, ...]]:
    """The markers that may stand in each sentence; sentences where none can are left out."""
    markers = cues.markers()
    possible = analysis.may_match([m.pattern.pattern for m in markers])
    return {index: tuple(markers[i] for i in numbers) for index, numbers in possible.items()}


def find_hits(text: str, among: Sequence[Marker] | None = None) -> tuple[Hit, ...]:
    """The deontic markers of a sentence, in order, false friends left out.

    Args:
        text: the sentence. among: the markers that may stand in it, where known (`markers_by_sentence`).
    """
    low = lower(text)
    taken: list[tuple[int, int]] = []
    out: list[Hit] = []
    for marker in cues.markers() if among is None else among:
        found = list(marker.pattern.finditer(low))
        if not found:
            continue
        friends = [m.span("m" if "m" in f.groupindex else 0) for f in marker.friends for m in f.finditer(low)]
        for match in found:
            start, end = match.span()
            if any(a < end and start < b for a, b in friends):
                continue
            if marker.plus is not None and not marker.plus.search(low, start):
                continue
            if any(a < end and start < b for a, b in taken) and marker.plain:
                continue
            taken.append((start, end))
            clause, under = governor(text, start)
            out.append(Hit(marker, start, end, clause, under))
    return tuple(sorted(_without_overlap(out), key=lambda h: h.start))


def _without_overlap(hits: list[Hit]) -> list[Hit]:
    """Of overlapping hits duties go before options, and the longest stays ("får endast" over "får")."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h.marker.plain, h.marker.kind == "option", h.start - h.end)):
        if not any(k.start < hit.end and hit.start < k.end for k in kept):
            kept.append(hit)
    return kept


def governor(text: str, start: int) -> tuple[int, str]:
    """Where the clause of a verb begins, and what kind of subordinate clause it is (empty for a main clause).

    Args:
        text: the sentence. start: offset of the verb.
    """
    tokens = list(_TOKEN.finditer(text, 0, start))
    boundary = 0
    skip = len(tokens)  # tokens from here on stand in a relative clause that has its own verb
    closed = 0
    for i in range(len(tokens) - 1, -1, -1):
        if i >= skip:
            continue
        token = tokens[i]
        word = token.group().lower()
        if word == ")":
            closed += 1
        elif word == "(":
            closed -= 1
        if word == ":" and text[token.end() : token.end() + 1].isalpha():
            continue  # "EU:s"
        if word in (";", ":") or closed < 0:
            boundary = token.end()
            break
        if word == "att":
            before = tokens[i - 1].group().lower() if i else ""
            if i + 1 == len(tokens):  # "att ska": a slip of the pen
                continue
            if _infinitive(tokens[i + 1].group()) and len(tokens) - i > 2:
                continue
            if before in ("för", "så") or _wish(text[: token.start()]):
                return token.end(), "purpose"
            above = governor(text, tokens[i - 1].start())[1] if i and is_finite(before) else ""
            return token.end(), above if above == "condition" else "that"
        if word == "fall" and i and tokens[i - 1].group().lower() in ("det", "de") and len(tokens) - i < _NEAR:
            return token.end(), "condition"
        if word in _words("relative") | _words("indirect") | _words("condition"):
            if (word == "som" and _predicative(tokens, i)) or _set_phrase(tokens, i):
                continue
            if word == "varför" and (i == 0 or tokens[i - 1].group().lower() not in _words("asking")):
                break
            if i == 0 and (word in ("som", "var", "då") or (word == "innan" and len(tokens) <= 3)):
                break
            if word == "om" and not _clausal(tokens, i):
                continue
            kind = _kind(word)
            return token.end(), kind
        if i and is_finite(token.group()):
            opened = _relative_before(tokens, i)
            if opened is not None:
                skip = opened
                continue
            # A finite verb ends the clause before this one: what stands behind it is the fundament's end.
            break
    return max(boundary, _clause_start(text, start)), ""


def _relative_before(tokens: Sequence[re.Match[str]], i: int) -> int | None:
    """The "som" of the relative clause that a finite verb stands in, None where it stands in none.

    "... det resultat som beställaren eftersträvar ska": the verb of the relative clause ends no other clause.
    """
    for k in range(i - 1, max(i - _REACH, -1), -1):
        word = tokens[k].group().lower()
        if word == "som":
            return (k - 1 if tokens[k - 1].group().lower() == "vad" else k) if k > 0 else None
        if word in (",", ";", ":", "(", ")", "att", "om", "när", "då") or is_finite(word):
            return None
    return None


def _words(key: str) -> frozenset[str]:
    return cues.word_set("grammar", key)


@cache
def _about() -> re.Pattern[str]:
    return cues.plain(cues.load("grammar")["about"])


@cache
def _not_finite() -> re.Pattern[str]:
    return cues.plain(cues.load("grammar")["not_finite"])


def _kind(word: str) -> str:
    return "relative" if word in _words("relative") else "question" if word in _words("indirect") else "condition"


def _set_phrase(tokens: list[re.Match[str]], i: int) -> bool:
    """`när som helst`, `vid var tid`, `var tredje vecka`: no clause begins there."""
    word = tokens[i].group().lower()
    before = tokens[i - 1].group().lower() if i else ""
    after = tokens[i + 1].group().lower() if i + 1 < len(tokens) else ""
    if word == "var":
        return before == "vid" or after in ("tid", "och", "för") or after.endswith(("dje", "nde", "tte", "nan", "mte"))
    return (after == "som" and i + 2 < len(tokens) and tokens[i + 2].group().lower() == "helst") or after == "helst"


def _predicative(tokens: list[re.Match[str]], i: int) -> bool:
    """`som` in "med detta som bakgrund", "uppfattas som orimliga", not the head of a relative clause."""
    following = [t.group().lower() for t in tokens[i + 1 :]]
    return bool(following) and (following[0] in _words("roles") or len(following) > _NEAR or "," in following[1:])


def _clausal(tokens: list[re.Match[str]], i: int) -> bool:
    """`om` as a preposition opens no clause: "frågor om upphandlingen ska", "en text om två sidor bifogas"."""
    if i == 0:
        return True
    before = tokens[i - 1].group().lower()
    if before in (",", "fall", "även", "oavsett", "endast", "och", "eller"):
        return True
    return not _about().fullmatch(before) and any(is_finite(t.group()) for t in tokens[:i])


def _clause_start(text: str, start: int) -> int:
    """Where the main clause of a marker begins: behind a conjunction that joins two clauses, else at the sentence."""
    begin = 0
    for match in _CONJUNCTION.finditer(text, 0, start):
        left = text[begin : match.start()]
        if any(is_finite(w) for w in re.findall(r"[^\W\d_]+", left)[1:]) and _finite_before(text, match.start()):
            begin = match.end()
    return begin


def _finite_before(text: str, end: int) -> bool:
    return bool(re.search(r"\b(?:ska|skall|måste|bör|får|kan|är|har|ansvarar|svarar|förbinder|åtar)\b", text[:end]))


def is_finite(word: str) -> bool:
    """Does the word look like a finite verb in the present or past?"""
    low = word.lower()
    if "/" in low:
        return False
    if low in _words("finite"):
        return True
    if len(low) < 4 or _not_finite().fullmatch(low):
        return False
    return low.endswith(
        ("ar", "er", "as", "ås", "ller", "ls", "vs", "ds", "ns", "rs", "ts", "des", "te", "år", "ir", "ör")
    )


def _infinitive(word: str) -> bool:
    if word.lower() in _words("determiners"):
        return False
    return word.lower().endswith(("a", "as", "å", "ske", "bli", "ge", "se", "be", "dö")) and word.islower()


def _wish(left: str) -> bool:
    return bool(
        cues.plain(
            r"(?:önskar|syftet?|mål(?:et)?|vill|vision(?:en)?|ambition(?:en)?|målsättning|avsikten|tanken|strävan"
            r"|besluta|överväga|godta|godkänna|medge|tillåta|välja|bestämma|acceptera|innebär inte)\b"
            r"[^.]{0,60}$"
        ).search(left)
    )


def split_at(text: str, first: Hit, second: Hit) -> int | None:
    """Where a sentence with two main markers falls into two duties, None when it does not."""
    last: re.Match[str] | None = None
    for match in _CONJUNCTION.finditer(text, first.end, second.start):
        last = match
    if last is None:
        semicolon = text.rfind(";", first.end, second.start)
        return semicolon + 1 if semicolon >= 0 else None
    if second.start - last.end() > 70:
        return None
    return last.start()
