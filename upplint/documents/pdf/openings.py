"""Ruled tables that are not ruled all around: open sides, lines between the rows only, dotted lines.

pdfplumber's "lines" strategy, which `grid` follows, finds a cell only where four lines close it. Word's own table
styles often leave out the outer lines or the upright ones. What is missing is drawn in here, where the rest shows
where it goes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from upplint.documents.model import Box
from upplint.documents.pdf.drawings import Edge
from upplint.documents.pdf.rows import rows
from upplint.documents.pdf.words import Word

_SNAP = 3.0
_DASH_GAP = 4.0
_FEWEST_DASHES = 6
_FEWEST_BANDS = 3
_COLUMN_GAP = 9.0
_MOST_PAIRS = 250_000
_MOST_LINES = 8  # in a row of a table; above that, lines across the page divide something else


def dotted(specks: Iterable[Box]) -> list[Edge]:
    """Lines made of dots or short dashes, each drawn on its own."""
    out: list[Edge] = []
    boxes = list(specks)
    if len(boxes) < _FEWEST_DASHES:
        return out
    for vertical in (False, True):
        if vertical:
            marks = sorted((round((b.x0 + b.x1) / 2), b.top, b.bottom) for b in boxes)
        else:
            marks = sorted((round((b.top + b.bottom) / 2), b.x0, b.x1) for b in boxes)
        run: list[tuple[float, float, float]] = []
        for mark in [*marks, (-1e9, 0.0, 0.0)]:
            if run and mark[0] == run[-1][0] and mark[1] - run[-1][2] <= _DASH_GAP:
                run.append(mark)
                continue
            if len(run) >= _FEWEST_DASHES:
                out.append(Edge(vertical, run[0][0], run[0][1], run[-1][2]))
            run = [mark]
    return out


def closed(edges: Sequence[Edge]) -> list[Edge]:
    """The lines that close a table whose outer lines are left out on some side.

    Lines that cross belong together. A side gets a line where none lies along it and the lines across all end there.
    `edges` are joined: no two of them lie on one another.
    """
    out: list[Edge] = []
    for group in _crossing(edges):
        upright, level = [e for e in group if e.vertical], [e for e in group if not e.vertical]
        for lines, across in ((upright, level), (level, upright)):
            start, end = min(e.start for e in across), max(e.end for e in across)
            low, high = min(e.start for e in lines), max(e.end for e in lines)
            if len(across) < 2 or any(abs(e.start - start) > _SNAP or abs(e.end - end) > _SNAP for e in across):
                continue
            open_sides = [s for s in (start, end) if all(abs(e.at - s) > _SNAP for e in lines)]
            out.extend(Edge(lines[0].vertical, side, low, high) for side in open_sides)
    return out


def _crossing(edges: Sequence[Edge]) -> list[list[Edge]]:
    """Groups of lines that cross, each with lines in both directions."""
    upright, level = [e for e in edges if e.vertical], [e for e in edges if not e.vertical]
    if len(upright) * len(level) > _MOST_PAIRS:  # a drawing
        return []
    parent = list(range(len(upright) + len(level)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, v in enumerate(upright):
        for j, h in enumerate(level, len(upright)):
            meets = h.start - _SNAP <= v.at <= h.end + _SNAP and v.start - _SNAP <= h.at <= v.end + _SNAP
            if meets and root(i) != root(j):
                parent[root(i)] = root(j)
    groups: dict[int, list[Edge]] = {}
    for i, edge in enumerate([*upright, *level]):
        groups.setdefault(root(i), []).append(edge)
    return [g for g in groups.values() if len({e.vertical for e in g}) == 2]


def banded(edges: Sequence[Edge], words: Sequence[Word]) -> list[Edge]:
    """The upright lines of tables that have lines between the rows only, drawn where the words leave columns free.

    Three rows or more between level lines of the same width, no row of more than eight lines, and at least two rows
    with words on both sides of each line drawn.
    """
    out: list[Edge] = []
    upright = [e for e in edges if e.vertical]
    for lines in _tables([e for e in edges if not e.vertical], upright):
        left, right, top, bottom = lines[0].start, lines[0].end, lines[0].at, lines[-1].at
        inside = [e for e in upright if left + _SNAP < e.at < right - _SNAP and e.start < bottom and e.end > top]
        if any(e.start < top + _SNAP and e.end > bottom - _SNAP for e in inside):
            continue
        held = [
            w for w in words if left - 1 <= (w.x0 + w.x1) / 2 <= right + 1 and top < (w.top + w.bottom) / 2 < bottom
        ]
        bands = [[w for w in held if a.at < (w.top + w.bottom) / 2 < b.at] for a, b in pairwise(lines)]
        bands = [b for b in bands if b]
        if len(bands) < _FEWEST_BANDS:
            continue
        free = _free(held)
        columns = [(a + b) / 2 for a, b in free]
        if inside:  # shaded rows show the columns, the rows between them do not
            shown = sorted({e.at for e in inside})
            columns = [x for a, b in free for x in shown if a - 1 <= x <= b + 1]
        columns = [x for x in columns if sum(_both_sides(band, x) for band in bands) >= 2]
        if columns and not any(_several(band, columns) for band in bands):
            out.extend(Edge(True, x, top, bottom) for x in (left, *columns, right))
    return out


def striped(frames: Sequence[Box], words: Sequence[Word]) -> list[Edge]:
    """The outer lines of tables whose every second row is shaded, where the first or last row is a white one.

    Two shaded rows or more of the same width, with a white one between. A white row outside them is one as high as
    those between, with words on both sides of a column that is free through the whole table.
    """
    out: list[Edge] = []
    for bars in _bars(frames):
        gaps = sorted(b.top - a.bottom for a, b in pairwise(bars))
        height, left, right = gaps[len(gaps) // 2], bars[0].x0, bars[0].x1
        heights = sorted(b.bottom - b.top for b in bars)
        if not 0.4 * heights[0] <= gaps[0] <= gaps[-1] <= 3 * heights[-1]:
            continue
        inside = [w for w in words if left - 1 <= w.x0 and w.x1 <= right + 1]
        held = [w for w in inside if bars[0].top < (w.top + w.bottom) / 2 < bars[-1].bottom]
        first, last = bars[0].top, bars[-1].bottom
        for top, bottom in ((first - height, first), (last, last + height)):
            row = [w for w in words if top < (w.top + w.bottom) / 2 < bottom and w.x0 < right and w.x1 > left]
            within = row and all(w in inside and top - 2 < w.top and w.bottom < bottom + 2 for w in row)
            if within and any(_both_sides(row, (a + b) / 2) for a, b in _free([*held, *row])):
                out.append(Edge(False, top if top < first else bottom, left, right))
    return out


def _bars(frames: Sequence[Box]) -> list[list[Box]]:
    """Groups of shaded rows with the same two sides, from top to bottom; a row may be made of a rectangle a cell."""
    by_row: dict[tuple[int, int], list[Box]] = {}
    for box in frames:
        by_row.setdefault((round(box.top), round(box.bottom)), []).append(box)
    found: dict[tuple[int, int], list[Box]] = {}
    for boxes in by_row.values():
        boxes.sort(key=lambda b: b.x0)
        if any(b.x0 - a.x1 > _SNAP for a, b in pairwise(boxes)):
            continue
        bar = Box(boxes[0].x0, boxes[0].top, max(b.x1 for b in boxes), boxes[0].bottom)
        found.setdefault((round(bar.x0), round(bar.x1)), []).append(bar)
    groups = [sorted(bars, key=lambda b: b.top) for bars in found.values()]
    return [bars for bars in groups if len(bars) >= 2 and all(b.top - a.bottom > _SNAP for a, b in pairwise(bars))]


def _tables(level: Sequence[Edge], upright: Sequence[Edge]) -> list[list[Edge]]:
    """Level lines with the same two ends, from top to bottom, those of each table apart.

    A table ends where an upright line along its side ends that runs past two rows or more.
    """
    groups: list[list[Edge]] = []
    for edge in sorted(level, key=lambda e: e.at):
        for group in groups:
            if abs(group[0].start - edge.start) <= _SNAP and abs(group[0].end - edge.end) <= _SNAP:
                group.append(edge)
                break
        else:
            groups.append([edge])
    out: list[list[Edge]] = []
    for group in groups:
        sides = [e for e in upright if min(abs(e.at - group[0].start), abs(e.at - group[0].end)) <= _SNAP]
        sides = [e for e in sides if sum(e.start + _SNAP < h.at < e.end - _SNAP for h in group)]
        part: list[Edge] = []
        for line in group:
            begins = any(abs(line.at - e.start) <= _SNAP for e in sides)
            ends = any(abs(line.at - e.end) <= _SNAP for e in sides)
            if ends:
                out.append([*part, line])
            elif begins:
                out.append(part)
            if begins or ends:
                part = []
            if begins or not ends:
                part.append(line)
        out.append(part)
    return [g for g in out if len(g) > _FEWEST_BANDS]


def _free(words: Sequence[Word]) -> list[tuple[float, float]]:
    """The gaps between columns: where no word stands."""
    out: list[tuple[float, float]] = []
    reach: float | None = None
    for word in sorted(words, key=lambda w: w.x0):
        if reach is not None and word.x0 - reach >= _COLUMN_GAP:
            out.append((reach, word.x0))
        reach = word.x1 if reach is None else max(reach, word.x1)
    return out


def _both_sides(band: Sequence[Word], x: float) -> bool:
    return any(w.x1 < x for w in band) and any(w.x0 > x for w in band)


def _several(band: Sequence[Word], columns: Sequence[float]) -> bool:
    """Whether the words between two lines are more than one row of a table."""
    lines = rows(band)
    if len(lines) > _MOST_LINES:
        return True
    if len(columns) < 2:
        return False
    return sum(all(_both_sides(line, x) for x in columns) for line in lines) > 1
