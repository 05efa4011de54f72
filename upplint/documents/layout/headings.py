"""Headings: the chain of numbers that fits over the whole document, and headings without numbers by their look.

A line that begins with digits may be a heading ("1.23.1.2 Senior ..."), a quantity ("2 500 m2"), a list item or a
reference that was wrapped. One line cannot tell; the sequence can. Every candidate gets a score for its looks, every
step from one number to the next a score for how well it follows, and the best-scoring chain is kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from upplint.documents.layout.lines import cut
from upplint.documents.layout.paragraphs import Measures
from upplint.documents.layout.proto import Proto
from upplint.documents.model import BlockKind

_PRINTED = re.compile(
    r"(?P<number>(?:Kapitel|Kap\.|Avsnitt|Bilaga|Del)?\s?(?P<digits>\d{1,3}(?:\.\d{1,3}){0,6})[.:]?)\s+(?P<text>\S.*)",
    re.S,
)
_NO_TITLE = re.compile(
    r"(?:kap\b|§|st\b|%|kr\b|kronor\b|tkr\b|mkr\b|m2\b|m²|år\b|månad|dag|vecko|timm|januari|februari|mars|april|maj|juni|juli|augusti"
    r"|september|oktober|november|december|\d|[.,;:)\]/–-])",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.;,]$")
_VERB = re.compile(r"\b(?:ska|skall|måste|får|kan|är|har|kommer|innebär|gäller|ansvarar)\b")
_WINDOW = 250

Number = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A block that may carry a heading number: its index, the number, where its title begins, its score."""

    index: int
    number: Number
    printed: str
    begin: int
    score: float


def candidates(protos: list[Proto], measures: Measures) -> list[Candidate]:
    """All blocks that begin with something like a heading number."""
    out = []
    for i, p in enumerate(protos):
        if p.row or p.is_answer or p.kind is BlockKind.LEGEND or not p.lines:
            continue
        match = _PRINTED.match(p.text)
        if not match:
            continue
        title = match.group("text")
        if _NO_TITLE.match(title) or (match.group("number")[0].isalpha() and len(p.text) > 150):
            continue
        number = tuple(int(n) for n in match.group("digits").split("."))
        if number[0] > 60 or any(n > 150 for n in number):
            continue
        out.append(
            Candidate(i, number, match.group("number").strip(), match.start("text"), _looks(p, title, number, measures))
        )
    return out


def _looks(p: Proto, title: str, number: Number, m: Measures) -> float:
    """How much a block looks like a heading, or at least like a numbered clause."""
    score = 0.0
    if len(number) > 1:
        score += 2
    elif p.text[len(str(number[0]))] not in ".: " or p.mark.endswith(")"):
        score -= 3
    if m.body and p.size > m.body + 0.7:
        score += 3
    if p.bold and not m.body_bold:
        score += 2
    if p.tag.startswith("H"):
        score += 5
    if title[0].islower():
        score -= 2.5
    if len(title) > 130:
        score -= 1.5 if len(number) > 1 else 3
    elif len(title) <= 90 and not _SENTENCE_END.search(title):
        score += 1
    if _SENTENCE_END.search(title):
        score -= 1 if len(number) > 1 else 2
    if len(number) == 1 and _VERB.search(title) and not p.bold:
        score -= 1
    return score


def _step(a: Number, b: Number) -> float | None:
    """How well number `b` follows number `a`; None where it cannot."""
    if b in {(*a, 1), (*a, 0)}:
        return 1.0
    depth = len(b)
    if depth <= len(a) and b[:-1] == a[: depth - 1]:
        skip = b[-1] - a[depth - 1]
        if skip == 1:
            return 1.0
        if 1 < skip <= 4:
            return -0.5 * skip
    elif len(b) > len(a) and b[: len(a)] == a:
        return -1.5 if all(n <= 3 for n in b[len(a) :]) else None
    if b in {(1,), (1, 1)}:
        return -4.0  # an appendix that counts anew
    if depth <= len(a) + 1 and b[-1] == 1 and len(b) > 1:  # "2.1" after "1.7" with no line for "2"
        parent = _step(a, b[:-1]) if len(b) - 1 <= len(a) else None
        if parent is not None:
            return parent - 1.0
    return None


def chain(found: list[Candidate]) -> list[Candidate]:
    """The best chain of candidates in document order."""
    best: list[float] = []
    back: list[int] = []
    for j, c in enumerate(found):
        start = 0.0 if c.number in ((1,), (1, 1), (0,)) else -2.0
        value, previous = c.score + start, -1
        for i in range(max(0, j - _WINDOW), j):
            step = _step(found[i].number, c.number)
            if step is not None and best[i] + c.score + step > value:
                value, previous = best[i] + c.score + step, i
        best.append(value)
        back.append(previous)
    if not best:
        return []
    j = max(range(len(best)), key=best.__getitem__)
    if best[j] < 2:
        return []
    out = []
    while j >= 0:
        out.append(found[j])
        j = back[j]
    return out[::-1]


def number_headings(protos: list[Proto], measures: Measures) -> None:
    """Turn numbered blocks of the best chain into headings, or into numbered clauses where they are sentences."""
    chosen = chain(candidates(protos, measures))
    styled = [c for c in chosen if is_styled(protos[c.index], measures)]
    rely_on_style = len(styled) >= max(3, len(chosen) // 4)
    for c in chosen:
        p = protos[c.index]
        title = p.text[c.begin :]
        p.text, p.segments = cut(p.text, p.segments, c.begin)
        p.number, p.mark = c.printed, ""
        sentence = len(title) > 160 or (_SENTENCE_END.search(title) and len(title.split()) >= 6)
        if _is_set_off(p, measures) or not (sentence or (rely_on_style and _VERB.search(title) and len(title) > 60)):
            p.kind, p.level = BlockKind.HEADING, len(c.number)
        else:
            p.kind, p.level = BlockKind.PARAGRAPH, 0


def is_styled(p: Proto, m: Measures) -> bool:
    """True if the file's tags or the type say that the block is a heading."""
    return p.tag.startswith("H") or _is_set_off(p, m)


def _is_set_off(p: Proto, m: Measures) -> bool:
    """True if the type is bolder or larger than that of the body."""
    return (p.bold and not m.body_bold) or (m.body > 0 and p.size > m.body + 0.7)
