"""Where the search for ruled tables is unsure: drawn pieces that nearly make a table, and columns without rows.

Pure geometry on what is already read, so that a page pays for a second look (`second`) only where there is a reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from upplint.documents.model import Box
from upplint.documents.pdf.drawings import Edge
from upplint.documents.pdf.grid import Grid
from upplint.documents.pdf.rows import rows
from upplint.documents.pdf.words import Word

#: Pieces this far apart (points) may be one line, and lines that end this far from each other may be meant to meet.
JOIN = 9.0
MEET = 8.0
_NEAR = 4.0
_SHORTEST = 12.0
_SAME = 1.5
_LINES = 3  # in each direction, for two rows and two columns
_FULL_ROWS = 3
_FEW_WORDS = 2.5
_MOST_WORK = 200_000


@dataclass(frozen=True, slots=True)
class Doubt:
    """A part of a page that may hold a table that was not found or not found right.

    Attributes:
        box: the part, points from the upper left corner of the page as shown.
        level, upright: lines to draw in (y and x), where the words tell where they go; empty where lines are drawn.
        instead: the table found there that a better one replaces.
    """

    box: Box
    level: tuple[float, ...] = ()
    upright: tuple[float, ...] = ()
    instead: Grid | None = None


def doubts(
    edges: Sequence[Edge], specks: Sequence[Box], words: Sequence[Word], grids: Sequence[Grid], frames: Sequence[Box]
) -> list[Doubt]:
    """Where on a page a second look is worth its time, none on ordinary pages.

    Args:
        edges, specks: ruled lines and dots as drawn.
        words: of the page, without running header and footer.
        grids, frames: what was found among the lines.
    """
    out = [d for g in grids if (d := _rows_missing(g, words))]
    if len(edges) + len(specks) < 2 or (len(edges) + len(specks)) * (len(grids) + len(frames) + 1) > _MOST_WORK:
        return out
    left = [e for e in edges if not any(_within(e, g.box) for g in grids) and not any(_along(e, f) for f in frames)]
    dots = [s for s in specks if not any(_holds(g.box, s) for g in grids)]
    if len(left) + len(dots) < 2:
        return out
    upright = _lines([*(e for e in left if e.vertical), *(_piece(s, vertical=True) for s in dots)])
    if len(upright) < 2:
        return out
    level = _lines([*(e for e in left if not e.vertical), *(_piece(s, vertical=False) for s in dots)])
    crossing = _crossing(level, upright)
    if crossing:
        out.append(Doubt(crossing))
    elif not level:
        found = _columns(upright, words)
        if found:
            out.append(found)
    return out


def _within(edge: Edge, box: Box) -> bool:
    if edge.vertical:
        return box.x0 - _NEAR <= edge.at <= box.x1 + _NEAR and box.top - 6 <= edge.start and edge.end <= box.bottom + 6
    return box.top - _NEAR <= edge.at <= box.bottom + _NEAR and box.x0 - 6 <= edge.start and edge.end <= box.x1 + 6


def _along(edge: Edge, box: Box) -> bool:
    """Whether the line is part of a side of the frame."""
    sides = (box.x0, box.x1) if edge.vertical else (box.top, box.bottom)
    return _within(edge, box) and any(abs(edge.at - s) <= _NEAR for s in sides)


def _holds(box: Box, speck: Box) -> bool:
    return (
        box.x0 - _NEAR <= speck.x0
        and speck.x1 <= box.x1 + _NEAR
        and box.top - _NEAR <= speck.top
        and speck.bottom <= box.bottom + _NEAR
    )


def _piece(speck: Box, *, vertical: bool) -> Edge:
    if vertical:
        return Edge(True, (speck.x0 + speck.x1) / 2, speck.top, speck.bottom)
    return Edge(False, (speck.top + speck.bottom) / 2, speck.x0, speck.x1)


def _lines(pieces: Iterable[Edge]) -> list[Edge]:
    """Pieces joined over wider gaps than `grid` joins them; what stays short is left out."""
    out: list[Edge] = []
    open_lines: list[Edge] = []
    at = None
    for piece in sorted(pieces, key=lambda e: (e.at, e.start)):
        if at is None or piece.at - at > _SAME:
            out.extend(_joined(open_lines))
            open_lines = []
        at = piece.at
        open_lines.append(piece)
    out.extend(_joined(open_lines))
    return [e for e in out if e.end - e.start >= _SHORTEST]


def _joined(pieces: Sequence[Edge]) -> list[Edge]:
    out: list[Edge] = []
    for piece in sorted(pieces, key=lambda e: e.start):
        if out and piece.start - out[-1].end <= JOIN:
            last = out[-1]
            out[-1] = Edge(last.vertical, last.at, last.start, max(last.end, piece.end))
        else:
            out.append(piece)
    return out


def _crossing(level: Sequence[Edge], upright: Sequence[Edge]) -> Box | None:
    """The part of the page where lines nearly make a table of two rows and two columns."""
    if len(level) * len(upright) > _MOST_WORK:
        return None
    met = [
        (h, v)
        for h in level
        for v in upright
        if h.start - MEET <= v.at <= h.end + MEET and v.start - MEET <= h.at <= v.end + MEET
    ]
    ys, xs = _apart(h.at for h, _ in met), _apart(v.at for _, v in met)
    if ys < _LINES or xs < _LINES:
        return None
    return Box(
        min(min(h.start, v.at) for h, v in met),
        min(min(v.start, h.at) for h, v in met),
        max(max(h.end, v.at) for h, v in met),
        max(max(v.end, h.at) for h, v in met),
    )


def _apart(values: Iterable[float]) -> int:
    """How many of the values are clearly different."""
    count, last = 0, -1e9
    for value in sorted(values):
        if value - last > _SHORTEST:
            count, last = count + 1, value
    return count


def _rows_missing(grid: Grid, words: Sequence[Word]) -> Doubt | None:
    """A table of one row, or of a header row and one more, whose words stand in rows of their own."""
    if len(grid.rows) > 2 or len(grid.rows[-1]) < 2:
        return None
    cells = [box for _, box in grid.rows[-1]]
    top, bottom = min(c.top for c in cells), max(c.bottom for c in cells)
    if bottom - top < 30:
        return None
    starts = _row_starts([c.x0 for c in cells], cells[-1].x1, top, bottom, words)
    if not starts:
        return None
    ruled = sorted({box.top for row in grid.rows for _, box in row} | {bottom})
    upright = (*(c.x0 for c in cells), cells[-1].x1)
    return Doubt(grid.box, tuple(sorted({*ruled, *starts})), upright, grid)


def _columns(upright: Sequence[Edge], words: Sequence[Word]) -> Doubt | None:
    """A table with lines between the columns only."""
    first = max(upright, key=lambda e: e.end - e.start)
    top, bottom = first.start, first.end
    lines = sorted(e.at for e in upright if abs(e.start - top) <= 6 and abs(e.end - bottom) <= 6)
    held = [w for w in words if top <= (w.top + w.bottom) / 2 <= bottom]
    if len(lines) < 2 or not held:
        return None
    left, right = min(w.x0 for w in held), max(w.x1 for w in held)
    if left < lines[0]:
        lines.insert(0, left - 2)
    if right > lines[-1]:
        lines.append(right + 2)
    if len(lines) < _LINES:
        return None
    starts = _row_starts(lines[:-1], lines[-1], top, bottom, held)
    if not starts:
        return None
    return Doubt(Box(lines[0], top, lines[-1], bottom), (top, *starts, bottom), tuple(lines))


def _row_starts(
    columns: Sequence[float], right: float, top: float, bottom: float, words: Sequence[Word]
) -> list[float]:
    """Where the rows below the first begin in a table without level lines, y between lines of words.

    Some column must show the rows: its lines are short, none goes on from the one above, at least three of them have
    words in every other column too. Else none: running text in columns is no table.
    """
    held = [
        w for w in words if top <= (w.top + w.bottom) / 2 <= bottom and columns[0] - 1 <= (w.x0 + w.x1) / 2 <= right + 1
    ]
    if any(w.x0 < x - 1 and w.x1 > x + 1 for w in held for x in columns[1:]):
        return []
    lines = [_in_columns(line, columns) for line in rows(held)]
    full = [line for line in lines if all(line)]
    if len(full) < _FULL_ROWS or len(full) < len(lines) / 2:
        return []
    edges = [*columns[1:], right]
    showing = [k for k in range(len(columns)) if _short([line[k] for line in lines if line[k]], edges[k])]
    if not showing:
        return []
    shown = max(showing, key=lambda k: sum(bool(line[k]) for line in lines))
    starts = []
    for above, line in pairwise(lines):
        if line[shown] and sum(map(bool, line)) > 1:
            starts.append((max(w.bottom for c in above for w in c) + min(w.top for c in line for w in c)) / 2)
    return starts


def _in_columns(line: Sequence[Word], columns: Sequence[float]) -> list[list[Word]]:
    out: list[list[Word]] = [[] for _ in columns]
    for word in line:
        out[max(sum(word.x0 + 1 >= x for x in columns) - 1, 0)].append(word)
    return out


def _short(lines: Sequence[Sequence[Word]], right: float) -> bool:
    """Whether the lines of a column are few words each, and none the continuation of the one above."""
    if sum(map(len, lines)) > _FEW_WORDS * len(lines):
        return False
    if not any(line[0].text[:1].islower() for line in lines[1:]):
        return True
    return all(a[-1].x1 + (b[0].x1 - b[0].x0) + 0.6 * b[0].size < right for a, b in pairwise(lines))
