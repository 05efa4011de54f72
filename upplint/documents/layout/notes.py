"""Footnotes: small type at the foot of a page. They are taken out of the running text, which goes on over the page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from upplint.documents.layout.lines import Item, Line, cut
from upplint.documents.layout.proto import Proto, Words, spell, strip
from upplint.documents.model import BlockKind

_NUMBER = re.compile(r"(?P<number>\d{1,3}|[*†‡])[.)]?\s*(?=\S)")
_SMALLER = 0.92


def split_notes(items: Sequence[Item], body: float) -> tuple[list[Item], list[list[Line]]]:
    """The items without footnotes, and the footnotes, each as its lines.

    A footnote begins with a number or sign in smaller type than the body (size `body`, points); it stands behind all
    other text of its page.
    """
    if body <= 0:
        return list(items), []
    drop: set[int] = set()
    notes: list[list[Line]] = []
    i = len(items)
    while i > 0:
        end = i
        page = items[i - 1].page
        while i > 0 and items[i - 1].page == page:
            i -= 1
        first = end
        while first > i and _is_small(items[first - 1], body):
            first -= 1
        found = _notes([x for x in items[first:end] if isinstance(x, Line)])
        if found and (first > i or i == 0 or len(found) == 1):
            size = sum(map(len, found))
            drop.update(range(end - size, end))
            notes[:0] = found
    return [x for k, x in enumerate(items) if k not in drop], notes


def _is_small(item: Item, body: float) -> bool:
    return isinstance(item, Line) and 0 < item.size < _SMALLER * body and "/" not in item.column and item.tag != "TOC"


def _notes(lines: list[Line]) -> list[list[Line]]:
    """Lines from the first one with a number on, divided at each number that counts up."""
    out: list[list[Line]] = []
    last = 0
    for line in lines:
        match = _NUMBER.match(line.text)
        number = match.group("number") if match else ""
        if number and (not number.isdigit() or not out or int(number) == last + 1) and len(line.text) > len(number) + 2:
            out.append([line])
            last = int(number) if number.isdigit() else 0
        elif out:
            out[-1].append(line)
    return out


def insert_notes(protos: list[Proto], notes: list[list[Line]], words: Words) -> list[Proto]:
    """The blocks with each footnote behind the last block that begins on its page."""
    out = list(protos)
    for lines in notes:
        text, segments = strip(*spell(lines, words))
        match = _NUMBER.match(text)
        number = match.group("number") if match else ""
        if match:
            text, segments = strip(*cut(text, segments, match.end()))
        at = len(out)
        while at > 0 and out[at - 1].page > lines[0].page:
            at -= 1
        out.insert(at, Proto(BlockKind.NOTE, list(lines), number=number, text=text, segments=segments))
    return out
