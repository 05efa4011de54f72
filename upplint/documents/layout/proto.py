"""Blocks in the making: what the steps of the layout stage hand to each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from upplint.documents.layout.clean import joint
from upplint.documents.layout.lines import CellLine, Line, Row, cut, keep, merge, shift
from upplint.documents.model import Answer, BlockKind, Segment


@dataclass(slots=True)
class Proto:
    """A block before it is finished.

    Attributes:
        kind: as far as known.
        lines: its lines, empty for table rows.
        row: the table row.
        mark: list mark as printed.
        number: heading or clause number as printed.
        level: heading level or list depth.
        text, segments: set by `spell`.
        is_answer: the block is an answer field, not text.
        answer: the answer field that belongs to it.
    """

    kind: BlockKind
    lines: list[Line] = field(default_factory=list)
    row: Row | None = None
    mark: str = ""
    number: str = ""
    level: int = 0
    text: str = ""
    segments: tuple[Segment, ...] = ()
    is_answer: bool = False
    answer: Answer | None = None

    @property
    def first(self) -> Line:
        return self.lines[0]

    @property
    def last(self) -> Line:
        return self.lines[-1]

    @property
    def page(self) -> int:
        return self.row.page if self.row else self.lines[0].page

    @property
    def bold(self) -> bool:
        return bool(self.lines) and all(line.bold for line in self.lines)

    @property
    def size(self) -> float:
        return max((line.size for line in self.lines), default=0.0)

    @property
    def tag(self) -> str:
        return self.lines[0].tag if self.lines else ""


@dataclass(frozen=True, slots=True)
class Words:
    """What the document's own words say about line-end hyphens."""

    known: frozenset[str] = frozenset()
    hyphenated: bool = False


def spell(lines: Sequence[Line | CellLine], words: Words) -> tuple[str, tuple[Segment, ...]]:
    """Join lines to one text, hyphens treated as Swedish wants it, with the origins of every character."""
    parts: list[str] = []
    length = 0
    segments: list[Segment] = []
    for line in lines:
        if not line.text:
            continue
        if parts:
            drop, between = joint(parts[-1], line.text, words.known, words.hyphenated)
            if drop:
                parts[-1] = parts[-1][:-drop]
                length -= drop
                segments[-1] = replace(segments[-1], end=segments[-1].end - drop)
                if segments[-1].start >= segments[-1].end:
                    segments.pop()
            parts.append(between)
            length += len(between)
        segments.extend(shift(line.segments, length))
        parts.append(line.text)
        length += len(line.text)
    return "".join(parts), merge(segments)


def strip(text: str, segments: tuple[Segment, ...]) -> tuple[str, tuple[Segment, ...]]:
    """Without white space at either end."""
    start = len(text) - len(text.lstrip())
    text, segments = cut(text, segments, start) if start else (text, segments)
    return keep(text, segments, len(text.rstrip()))
