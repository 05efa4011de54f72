"""Find ruled tables: cells between lines that cross.

The method is pdfplumber's ("lines" strategy), with the lines that tables leave out drawn in (`openings`): snap lines
that nearly coincide, find where they cross, and take for each crossing the smallest rectangle below and to the right of
it whose four sides are ruled.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from upplint.documents.model import Box
from upplint.documents.pdf.drawings import Edge
from upplint.documents.pdf.openings import banded, closed
from upplint.documents.pdf.words import Word

SNAP = 3.0
_MIN_SIDE = 5.0
_MAX_EDGES = 4_000


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: its frame, the left edges of its columns, and its rows of cells (column index, rectangle)."""

    box: Box
    columns: tuple[float, ...]
    rows: tuple[tuple[tuple[int, Box], ...], ...]


def find(edges: list[Edge], words: Sequence[Word] = ()) -> tuple[list[Grid], list[Box]]:
    """The tables (two columns or more) and the single frames among ruled lines, from top to bottom.

    `words` of the page show where the columns are in tables with lines between the rows only.
    """
    vertical, horizontal = _joined(edges)
    if len(vertical) + len(horizontal) > _MAX_EDGES:
        return [], []
    drawn = [*vertical, *horizontal]
    added = [*closed(drawn), *banded(drawn, words)]
    if added:
        vertical, horizontal = _joined([*drawn, *added])
    if len(vertical) < 2 or len(horizontal) < 2:
        return [], []
    cells = _cells(vertical, horizontal)
    grids: list[Grid] = []
    frames: list[Box] = []
    for group in _groups(cells):
        table = arranged(group)
        if len(table.columns) < 2:
            frames.extend(group)
        else:
            grids.append(table)
    return sorted(grids, key=lambda g: g.box.top), sorted(frames, key=lambda f: f.top)


def arranged(cells: Sequence[Box]) -> Grid:
    """The cells of one table in rows and columns."""
    columns = _clusters(sorted(c.x0 for c in cells))
    tops = _clusters(sorted(c.top for c in cells))
    rows: dict[float, list[Box]] = defaultdict(list)
    for cell in cells:
        rows[_nearest(tops, cell.top)].append(cell)
    table = tuple(
        tuple((columns.index(_nearest(columns, c.x0)), c) for c in sorted(rows[top], key=lambda c: c.x0))
        for top in tops
    )
    box = Box(
        min(c.x0 for c in cells),
        min(c.top for c in cells),
        max(c.x1 for c in cells),
        max(c.bottom for c in cells),
    )
    return Grid(box, tuple(columns), table)


def too_many(edges: list[Edge]) -> bool:
    """Whether a page has more lines than are searched for tables."""
    return len(edges) > _MAX_EDGES and sum(map(len, _joined(edges))) > _MAX_EDGES


def _joined(edges: list[Edge]) -> tuple[list[Edge], list[Edge]]:
    return _join([e for e in edges if e.vertical]), _join([e for e in edges if not e.vertical])


def _clusters(values: list[float]) -> list[float]:
    """Representative values of groups closer than `SNAP`."""
    out: list[float] = []
    last = -1e9
    for v in values:
        if v - last > SNAP:
            out.append(v)
        last = v
    return out


def _nearest(values: list[float], v: float) -> float:
    return min(values, key=lambda x: abs(x - v))


def _join(edges: list[Edge]) -> list[Edge]:
    """Snap edges that nearly coincide and join those that run on."""
    out: list[Edge] = []
    group: list[Edge] = []

    def close() -> None:
        if not group:
            return
        at = sum(e.at for e in group) / len(group)
        start = end = None
        for e in sorted(group, key=lambda e: e.start):
            if start is None or end is None:
                start, end = e.start, e.end
            elif e.start <= end + SNAP:
                end = max(end, e.end)
            else:
                out.append(Edge(e.vertical, at, start, end))
                start, end = e.start, e.end
        if start is not None and end is not None:
            out.append(Edge(group[0].vertical, at, start, end))

    for e in sorted(edges, key=lambda e: e.at):
        if group and e.at - group[-1].at > SNAP:
            close()
            group = []
        group.append(e)
    close()
    return [e for e in out if e.end - e.start > _MIN_SIDE]


def _cells(vertical: list[Edge], horizontal: list[Edge]) -> list[Box]:
    """The smallest ruled rectangles."""
    by_x: dict[int, list[int]] = defaultdict(list)  # index of vertical -> horizontals it crosses, by y
    by_y: dict[int, list[int]] = defaultdict(list)
    xs = [v.at for v in vertical]
    for j, h in enumerate(horizontal):
        for i in range(bisect_left(xs, h.start - SNAP), bisect_right(xs, h.end + SNAP)):
            v = vertical[i]
            if v.start - SNAP <= h.at <= v.end + SNAP:
                by_x[i].append(j)
                by_y[j].append(i)
    crossings = {(i, j) for i, js in by_x.items() for j in js}
    # Several stretches may lie on one line (with a hole between): they are different edges with the same `at`.
    cells = []
    for i, js in by_x.items():
        for n, j in enumerate(js):
            below = [k for k in js[n + 1 :] if horizontal[k].at > horizontal[j].at + SNAP]
            right = [k for k in by_y[j] if vertical[k].at > vertical[i].at + SNAP]
            cell = next(
                (
                    Box(vertical[i].at, horizontal[j].at, vertical[r].at, horizontal[b].at)
                    for b in below
                    for r in right
                    if (r, b) in crossings and i in by_y[b] and j in by_x[r]
                ),
                None,
            )
            if cell and cell.x1 - cell.x0 > _MIN_SIDE and cell.bottom - cell.top > _MIN_SIDE:
                cells.append(cell)
    return cells


def _groups(cells: list[Box]) -> list[list[Box]]:
    """Cells that share a corner belong to one table."""
    parent = list(range(len(cells)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    corners: dict[tuple[float, float], int] = {}
    for i, c in enumerate(cells):
        for corner in ((c.x0, c.top), (c.x1, c.top), (c.x0, c.bottom), (c.x1, c.bottom)):
            if corner in corners:
                parent[root(i)] = root(corners[corner])
            else:
                corners[corner] = i
    groups: dict[int, list[Box]] = defaultdict(list)
    for i, c in enumerate(cells):
        groups[root(i)].append(c)
    return [groups[k] for k in sorted(groups, key=lambda k: (groups[k][0].top, groups[k][0].x0))]
