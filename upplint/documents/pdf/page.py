"""One page: words, ruled tables and frames put into reading order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from upplint.documents.layout.lines import Item, Line, Row
from upplint.documents.model import Block, BlockKind, Box, Segment
from upplint.documents.pdf import grid
from upplint.documents.pdf.columns import Flow
from upplint.documents.pdf.doubt import doubts
from upplint.documents.pdf.drawings import Drawings
from upplint.documents.pdf.openings import dotted, striped
from upplint.documents.pdf.rows import cell, spell
from upplint.documents.pdf.second import SecondLook
from upplint.documents.pdf.structure import Tags
from upplint.documents.pdf.words import View, Word


@dataclass(frozen=True, slots=True)
class PageWords:
    """The words of a page.

    `number` from 1; size in points; `raw` the page's character list; `turned` words that stand sideways, `aslant`
    those that stand neither upright nor sideways;
    `turn`: the view in which the words stand upright and the view in which the page is shown, where they differ;
    `corner`: x and y, in points, of the upper left corner of the page as shown on its whole sheet (media box).
    """

    number: int
    width: float
    height: float
    raw: str
    words: tuple[Word, ...]
    turned: tuple[Word, ...] = ()
    aslant: tuple[Word, ...] = ()
    tags: Tags = field(default_factory=Tags)
    turn: tuple[View, View] | None = None
    corner: tuple[float, float] = (0.0, 0.0)


def items(page: PageWords, drawn: Drawings, tables: Iterator[int], second: SecondLook | None = None) -> list[Item]:
    """Lines and table rows of a page in reading order; running headers and footers are taken out before.

    `second` is asked where the drawn lines leave doubts about a table; without it they are left as they are.
    """
    lines = [*drawn.edges, *dotted(drawn.specks), *striped(drawn.frames, page.words)]
    grids, cells = grid.find(lines, page.words)
    if second and not page.turn:
        grids, cells = _settled(page, drawn, grids, cells, second)
    grids = [g for g in grids if any(_inside(w, g.box) for w in page.words)]
    frames = _frames(page, cells, drawn.frames, grids)
    places = _Cells(grids)
    free: list[Word] = []
    in_frame: dict[int, list[Word]] = {}
    in_cell: dict[tuple[int, int, int], list[Word]] = {}
    for word in page.words:
        place = places.find(word)
        if place:
            in_cell.setdefault(place, []).append(word)
            continue
        k = next((k for k, f in enumerate(frames) if _inside(word, f)), None)
        if k is None:
            free.append(word)
        else:
            in_frame.setdefault(k, []).append(word)
    flow = Flow(page.number, page.raw, tables, page.tags)
    barriers: list[tuple[Box, list[Item]]] = []
    for g, table in enumerate(grids):
        found: list[Item] = list(_table(page, g, table, in_cell, next(tables)))
        if found:
            barriers.append((table.box, found))
    for k, words in in_frame.items():
        frame = frames[k]
        name = f"frame {frame.x0:.0f}-{frame.x1:.0f} {page.number}.{k}"
        barriers.append((frame, flow.read(words, name)))
    barriers.sort(key=lambda b: (b[0].top, b[0].x0))
    out: list[Item] = []
    rest = free
    for box, found in barriers:
        above = [w for w in rest if (w.top + w.bottom) / 2 < box.top + 1]
        if above:
            rest = [w for w in rest if (w.top + w.bottom) / 2 >= box.top + 1]
            out.extend(flow.read(above))
        out.extend(found)
    out.extend(flow.read(rest))
    return [_as_shown(item, *page.turn) for item in out] if page.turn else out


def _settled(
    page: PageWords, drawn: Drawings, grids: list[grid.Grid], frames: list[Box], second: SecondLook
) -> tuple[list[grid.Grid], list[Box]]:
    """The tables and frames with those of a second look in the place of doubtful ones."""
    parts = doubts(drawn.edges, drawn.specks, page.words, grids, frames)
    found = second.grids(page.number, page.corner, page.words, parts) if parts else []
    for table, part in found:
        grids = [g for g in grids if g is not part.instead]
        if any(_overlap(table.box, g.box) for g in grids):
            grids = [*grids, part.instead] if part.instead else grids
            continue
        grids = [*grids, table]
        frames = [f for f in frames if not _overlap(table.box, f)]
    return sorted(grids, key=lambda g: g.box.top), frames


def _overlap(a: Box, b: Box) -> bool:
    """Whether two rectangles share more than an edge."""
    return a.x0 < b.x1 - 2 and b.x0 < a.x1 - 2 and a.top < b.bottom - 2 and b.top < a.bottom - 2


def _as_shown(item: Item, read: View, shown: View) -> Item:
    """The item with its boxes as the page is shown, not as its sideways text is read."""

    def turned(segments: tuple[Segment, ...]) -> tuple[Segment, ...]:
        return tuple(
            replace(s, origin=replace(s.origin, box=Box(*shown.box(*read.back(s.origin.box))))) if s.origin.box else s
            for s in segments
        )

    if isinstance(item, Row):
        return replace(item, cells=tuple(replace(c, segments=turned(c.segments)) for c in item.cells))
    return replace(item, segments=turned(item.segments))


def watermarks(page: PageWords) -> list[Block]:
    """Text across the page ("UTKAST"), kept apart as running headers are: it belongs to no line of the page."""
    return [Block(BlockKind.HEADER, *spell(words, page.number, page.raw)) for words in _written(page.aslant, page.raw)]


def _written(words: tuple[Word, ...], raw: str) -> list[list[Word]]:
    """The words by lines, as the page's character list has them."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda w: w.start):
        if lines and raw[lines[-1][-1].start + len(lines[-1][-1].text) : word.start].strip(" ") == "":
            lines[-1].append(word)
        else:
            lines.append([word])
    return lines


def stamps(page: PageWords, seen: set[str]) -> list[Item]:
    """Lines that stand sideways in the margin; those that were seen on an earlier page are left out."""
    out: list[Item] = []
    for words in _written(page.turned, page.raw):
        text, segments = spell(words, page.number, page.raw)
        if text in seen:
            continue
        seen.add(text)
        top, bottom = min(w.top for w in words), max(w.bottom for w in words)
        left, right = min(w.x0 for w in words), max(w.x1 for w in words)
        out.append(
            Line(
                page.number, text, segments, left, right, top, bottom, bottom, words[0].size, column="stamp", hard=True
            )
        )
    return out


def _inside(word: Word, box: Box) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return box.x0 - 1 <= x <= box.x1 + 1 and box.top - 1 <= y <= box.bottom + 1


_BAND = 10.0


class _Cells:
    """Finds the cell that holds a word: cells are kept by the bands of height they touch."""

    def __init__(self, grids: list[grid.Grid]) -> None:
        self._bands: dict[int, list[tuple[Box, tuple[int, int, int]]]] = {}
        for g, table in enumerate(grids):
            for r, row in enumerate(table.rows):
                for c, (_, box) in enumerate(row):
                    for band in range(int(box.top // _BAND), int(box.bottom // _BAND) + 1):
                        self._bands.setdefault(band, []).append((box, (g, r, c)))

    def find(self, word: Word) -> tuple[int, int, int] | None:
        """Indices of the table, row and cell, None outside tables."""
        y = (word.top + word.bottom) / 2
        cells = self._bands.get(int(y // _BAND))
        if not cells:
            return None
        x = (word.x0 + word.x1) / 2
        return next((at for cell, at in cells if cell.x0 <= x <= cell.x1 and cell.top <= y <= cell.bottom), None)


def _table(
    page: PageWords, g: int, table: grid.Grid, found: dict[tuple[int, int, int], list[Word]], number: int
) -> Iterator[Row]:
    first = True
    for r, row in enumerate(table.rows):
        cells = []
        for c, (column, _) in enumerate(row):
            cells.append(cell(column, found.get((g, r, c), ()), page.number, page.raw))
        if not any(c.text for c in cells):
            continue
        top, bottom = min(b.top for _, b in row), max(b.bottom for _, b in row)
        yield Row(page.number, tuple(cells), number, table.columns, top, bottom, first=first)
        first = False


def _frames(page: PageWords, cells: list[Box], drawn: list[Box], grids: list[grid.Grid]) -> list[Box]:
    """Frames with text in them that are neither the whole page nor a table's cells; inner ones first."""
    out: list[Box] = []
    for box in sorted([*cells, *drawn], key=lambda b: (b.x1 - b.x0) * (b.bottom - b.top)):
        width, height = box.x1 - box.x0, box.bottom - box.top
        if height < 20 or width < 60 or (width > 0.8 * page.width and height > 0.6 * page.height):
            continue
        if height > 0.75 * page.height:
            continue
        if any(
            g.box.x0 - 4 <= box.x0 and box.x1 <= g.box.x1 + 4 and g.box.top - 4 <= box.top <= g.box.bottom
            for g in grids
        ):
            continue
        if any(g.box.top >= box.top - 4 and g.box.bottom <= box.bottom + 4 and g.box.x0 >= box.x0 - 4 for g in grids):
            continue
        if any(abs(box.x0 - b.x0) < 4 and abs(box.top - b.top) < 4 and abs(box.bottom - b.bottom) < 4 for b in out):
            continue
        if any(_crosses(w, box) for w in page.words) or not any(_inside(w, box) for w in page.words):
            continue
        out.append(box)
    return out


def _crosses(word: Word, box: Box) -> bool:
    """True if the frame's edge cuts through the word: it is a highlight, not a frame."""
    if word.bottom <= box.top + 1 or word.top >= box.bottom - 1:
        return False
    return word.x0 < box.x0 - 1 < word.x1 - 2 or word.x0 + 2 < box.x1 + 1 < word.x1
