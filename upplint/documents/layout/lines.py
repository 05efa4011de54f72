"""What the layout stage works on: lines and table rows with their place on the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from upplint.documents.model import Box, Origin, Segment


@dataclass(frozen=True, slots=True)
class Line:
    """A line of one column.

    Attributes:
        page: sheet it stands on, from 1.
        text: cleaned text (NFC, single spaces).
        segments: origins of `text`.
        x0, x1: left and right edge, points (text files: estimated).
        top, bottom: upper and lower edge, points from the top of the page.
        base: the base line, points from the top of the page.
        size: font size in points, 0 where unknown.
        bold: every word is bold.
        column: name of the column; lines of one column share a right edge.
        first: width of the first word, points.
        hard: True: the line break after this line is meant; False: it is a wrapped line; None: not known.
        mark_width: distance from `x0` to the text behind a list mark or number, 0 where there is none.
        tag: what the file's own structure says: "H1".."H6", "LI", "TOC" or empty.
    """

    page: int
    text: str
    segments: tuple[Segment, ...]
    x0: float
    x1: float
    top: float
    bottom: float
    base: float
    size: float = 0.0
    bold: bool = False
    column: str = "main"
    first: float = 0.0
    hard: bool | None = None
    mark_width: float = 0.0
    tag: str = ""


@dataclass(frozen=True, slots=True)
class CellLine:
    """A line of the text of a table cell, as printed."""

    text: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class CellText:
    """The text of one table cell and the index of its column; `lines` where it is printed on several."""

    column: int
    text: str
    segments: tuple[Segment, ...]
    bold: bool = False
    lines: tuple[CellLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A table row. `columns` holds the left edges of the table's columns, points."""

    page: int
    cells: tuple[CellText, ...]
    table: int
    columns: tuple[float, ...]
    top: float
    bottom: float
    first: bool = False
    ruled: bool = True


Item = Line | Row


def shift(segments: tuple[Segment, ...], by: int) -> list[Segment]:
    """The segments moved by `by` characters."""
    return [replace(s, start=s.start + by, end=s.end + by) for s in segments] if by else list(segments)


def cut(text: str, segments: tuple[Segment, ...], start: int) -> tuple[str, tuple[Segment, ...]]:
    """`text` from `start` on, with its segments; offsets into the file move along."""
    out = []
    for s in segments:
        if s.end <= start:
            continue
        if s.start >= start:
            out.append(replace(s, start=s.start - start, end=s.end - start))
        else:
            moved = replace(s.origin, offset=s.origin.offset + (0 if s.origin.generated else start - s.start))
            out.append(Segment(0, s.end - start, moved))
    return text[start:], tuple(out)


def keep(text: str, segments: tuple[Segment, ...], end: int) -> tuple[str, tuple[Segment, ...]]:
    """`text` up to `end`, with its segments."""
    return text[:end], tuple(replace(s, end=min(s.end, end)) for s in segments if s.start < end)


def union(boxes: list[Box]) -> Box:
    """The smallest rectangle around all `boxes`."""
    return Box(
        min(b.x0 for b in boxes), min(b.top for b in boxes), max(b.x1 for b in boxes), max(b.bottom for b in boxes)
    )


def merge(segments: list[Segment]) -> tuple[Segment, ...]:
    """Join neighbours whose origins run on (same place, next offset), so that there are few."""
    out: list[Segment] = []
    for s in segments:
        if out:
            p = out[-1]
            a, b = p.origin, s.origin
            if (
                p.end == s.start
                and not a.generated
                and not b.generated
                and a.offset + (p.end - p.start) == b.offset
                and (a.page, a.part, a.unit, a.run, a.box) == (b.page, b.part, b.unit, b.run, b.box)
            ):
                out[-1] = Segment(p.start, s.end, a)
                continue
        out.append(s)
    return tuple(out)


def printed(lines: Sequence[CellLine]) -> tuple[str, tuple[Segment, ...]]:
    """The lines of a cell one after the other, hyphens as they are."""
    text = ""
    segments: list[Segment] = []
    for line in lines:
        text += " " if text else ""
        segments.extend(shift(line.segments, len(text)))
        text += line.text
    return text, merge(segments)


__all__ = [
    "CellLine",
    "CellText",
    "Item",
    "Line",
    "Origin",
    "Row",
    "Segment",
    "cut",
    "keep",
    "merge",
    "printed",
    "shift",
    "union",
]
