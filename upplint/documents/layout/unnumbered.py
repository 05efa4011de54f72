"""Headings without numbers: by the file's tags, by size or weight, in text files by their place."""

from __future__ import annotations

import re

from upplint.documents.layout.headings import is_styled
from upplint.documents.layout.paragraphs import Measures
from upplint.documents.layout.proto import Proto
from upplint.documents.model import BlockKind

_AMOUNT = re.compile(r"\d\s*(?:kr|kronor|tkr|SEK|%)|=")
_LETTERS = re.compile(r"[A-Za-zÅÄÖåäö]{2}")

Style = tuple[float, bool]


def plain_headings(protos: list[Proto], measures: Measures) -> None:
    """Turn blocks that only look like headings into headings, and give them levels.

    A heading ranks below the nearest one above it in larger type; beside it if the type is the same.
    """
    open_heads: list[tuple[Style, int, bool]] = []  # style, level, numbered
    for i, p in enumerate(protos):
        if p.kind is BlockKind.HEADING:
            while open_heads and open_heads[-1][1] >= p.level:
                open_heads.pop()
            open_heads.append((_style(p), p.level, True))
            continue
        if p.kind is not BlockKind.PARAGRAPH or p.is_answer or p.answer or p.number or not p.lines:
            continue
        if measures.body and not _looks_set_off(p, measures):
            continue
        following = _following(protos, i)
        if following is None or following.is_answer:
            continue
        if not measures.body and not _stands_alone(protos, i, following):
            continue
        p.kind, p.level = BlockKind.HEADING, _level(p, open_heads)
        open_heads.append((_style(p), p.level, False))


def _following(protos: list[Proto], i: int) -> Proto | None:
    """The next block that is not legend."""
    for k in range(i + 1, len(protos)):
        if protos[k].kind is not BlockKind.LEGEND:
            return protos[k]
    return None


def _style(p: Proto) -> Style:
    return p.size, p.bold


def _level(p: Proto, open_heads: list[tuple[Style, int, bool]]) -> int:
    """Level of a heading without number; closes the headings it ends."""
    style = _style(p)
    if p.tag[:1] == "H" and p.tag[1:].isdigit():
        level = int(p.tag[1:])
        while open_heads and open_heads[-1][1] >= level:
            open_heads.pop()
        return level
    while open_heads and not open_heads[-1][2] and open_heads[-1][0] <= style:
        open_heads.pop()
    if p.size:
        while open_heads and open_heads[-1][0][0] < style[0] - 0.4:
            open_heads.pop()
        if open_heads and open_heads[-1][0] == style:
            return open_heads.pop()[1]
    return min((open_heads[-1][1] if open_heads else 0) + 1, 9)


def _looks_set_off(p: Proto, m: Measures) -> bool:
    """A short block without a full stop in larger or bolder type than the body."""
    text = p.text
    if p.tag.startswith("H"):
        wordy = text.endswith((".", ";", ":")) and len(text.split()) >= 8  # a sentence in a heading style
        return 0 < len(text) <= 200 and not wordy
    if len(p.lines) > 3 or len(text) > 130 or not _LETTERS.search(text):
        return False
    if re.search(r"[.;,:]$", text) or text[0].islower() or _AMOUNT.search(text):
        return False
    return is_styled(p, m) and p.size > m.body - 0.7


def _stands_alone(protos: list[Proto], i: int, following: Proto) -> bool:
    """In a text file: a short line without a full stop before a longer paragraph and behind a finished one."""
    p = protos[i]
    text = p.text
    if len(p.lines) > 1 or not 3 <= len(text) <= 60 or len(text.split()) > 7 or not text[0].isupper():
        return False
    if re.search(r"[.:;,?!)\d]$", text) or re.search(r"\d", text) or not re.search(r"[a-zåäöA-ZÅÄÖ]{3}", text):
        return False
    if following.kind is not BlockKind.PARAGRAPH or (len(following.text) < 60 and len(following.lines) < 2):
        return False
    before = protos[i - 1] if i else None
    return (
        before is None
        or before.kind is not BlockKind.PARAGRAPH
        or before.is_answer
        or bool(re.search(r"[.:;?!]$", before.text))
    )
