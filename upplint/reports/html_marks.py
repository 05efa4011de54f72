"""The text of a document cut where findings begin and end, for the document view of the HTML report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from upplint.engine.model import LEVELS, Level

#: Characters that a page must not hold, each replaced by one sign so that offsets hold.
_BAD = (*range(9), 11, *range(14, 32), *range(127, 160), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF)
_FORBIDDEN = dict.fromkeys(_BAD, "\ufffd") | {12: " "}


@dataclass(frozen=True, slots=True)
class Mark:
    """A place of a finding.

    Attributes:
        number: of the finding in the report, from 1.
        spot: 0 for its clearest place, from 1 for the others.
        level: of the finding.
        title: rule and title.
        start, end: offsets in the document's text.
    """

    number: int
    spot: int
    level: Level
    title: str
    start: int
    end: int

    @property
    def id(self) -> str:
        """The address of the mark in the page."""
        return f"m{self.number}-{self.spot}"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that the same marks cover.

    Attributes:
        text: the words.
        level: the heaviest level of the marks that cover it, None where none does.
        numbers: of the findings whose marks cover it.
        ends: marks whose reference stands just behind it.
    """

    text: str
    level: Level | None = None
    numbers: tuple[int, ...] = ()
    ends: tuple[Mark, ...] = ()


def shown(text: str) -> str:
    """The text without characters that a page must not hold; as long as before."""
    return text.translate(_FORBIDDEN)


def stretches(text: str, start: int, bounds: Sequence[tuple[int, int]], marks: Iterable[Mark]) -> list[list[Piece]]:
    """A block's text, a list of pieces for each of its stretches (its cells, or the whole block).

    Args:
        text: the block's text. start: its offset in the document's text.
        bounds: the stretches, in order, as offsets in the block's text.
        marks: those that touch the block. The reference of each stands once, where the mark begins; a mark that
            began in an earlier block only colours its words here.
    """
    local = tuple(marks)
    homes: dict[int, list[Mark]] = {}
    for mark in local:
        if mark.start >= start:
            at = next((i for i, (_, b) in enumerate(bounds) if b > mark.start - start), len(bounds) - 1)
            homes.setdefault(at, []).append(mark)
    return [list(_pieces(text, start, a, b, local, homes.get(i, ()))) for i, (a, b) in enumerate(bounds)]


def _pieces(text: str, offset: int, a: int, b: int, marks: Sequence[Mark], own: Sequence[Mark]) -> Iterable[Piece]:
    def inside(position: int) -> int:
        return min(max(position - offset, a), b)

    cuts = sorted({a, b, *(inside(p) for m in marks for p in (m.start, m.end))})
    ends: dict[int, list[Mark]] = {}
    for mark in own:
        ends.setdefault(inside(mark.end), []).append(mark)
    for begin, stop in zip([a, *cuts], cuts, strict=False):
        covering = [m for m in marks if m.start - offset < stop and m.end - offset > begin] if begin < stop else []
        refs = tuple(sorted(ends.get(stop, ()), key=lambda m: (m.number, m.spot)))
        if begin < stop or refs:
            level = min((m.level for m in covering), key=LEVELS.index, default=None)
            numbers = tuple(sorted({m.number for m in covering}))
            yield Piece(shown(text[begin:stop]), level, numbers, refs)
