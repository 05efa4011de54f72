"""Table rows -> blocks: header rows, cells with their headers, tables that run over several pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from upplint.documents.layout import marks
from upplint.documents.layout.clean import ends_in_hyphen
from upplint.documents.layout.lines import CellLine, CellText, Row, cut, keep, shift
from upplint.documents.layout.paragraphs import DANGLING
from upplint.documents.layout.proto import Words, spell
from upplint.documents.model import Answer, Block, BlockKind, Cell, Segment

_SHORT = 30  # characters; a shorter cell fits on one line, so that it does not go on


def spell_cells(row: Row, words: Words) -> Row:
    """The row with the lines of each cell joined, hyphens treated as Swedish wants it."""
    if not any(len(c.lines) > 1 for c in row.cells):
        return row
    return replace(row, cells=tuple(_joined(c, c.lines, words) for c in row.cells))


def _joined(cell: CellText, lines: tuple[CellLine, ...], words: Words) -> CellText:
    if len(lines) < 2:
        return cell
    text, segments = spell(lines, words)
    return replace(cell, text=text, segments=segments, lines=lines)


@dataclass(slots=True)
class _State:
    """The table that is being written."""

    source: int
    number: int
    columns: tuple[float, ...]
    header: tuple[str, ...]
    heads: dict[int, str]
    page: int
    header_repeated: bool = False


class Tables:
    """Turns rows into blocks, in order; a table that goes on over the page break keeps its number and header."""

    def __init__(self, words: Words | None = None) -> None:
        self._count = 0
        self._open: _State | None = None
        self._words = words or Words()

    def interrupt(self) -> None:
        """Text came between: the next table is a new one."""
        self._open = None

    def blocks(self, rows: list[Row]) -> Iterator[Block]:
        """The blocks of a run of rows without text in between."""
        last: tuple[Row, int, dict[int, str]] | None = None  # held back: it may go on over the page
        for i, row in enumerate(rows):
            texts = tuple(c.text for c in row.cells)
            state = self._open
            turned = False
            if state is None or state.source != row.table:
                following = rows[i + 1] if i + 1 < len(rows) and rows[i + 1].table == row.table else None
                if state is not None and _same(state, row):
                    turned = True
                    state.source, state.page = row.table, row.page
                    if texts == state.header:
                        state.header_repeated = True
                        continue
                else:
                    if last:
                        yield _block(*last, header=False)
                        last = None
                    state = self._begin(row, following)
                    if state.header:
                        yield _block(row, state.number, {}, header=True)
                    else:
                        last = row, state.number, {}
                    continue
            elif row.page != state.page:
                turned = True
                state.page = row.page
                if texts == state.header:
                    state.header_repeated = True
                    continue
            turned, state.header_repeated = turned or state.header_repeated, False
            if turned and last and last[1] == state.number and _goes_on(last[0], row):
                last = self._grown(last[0], row), *last[1:]
                continue
            if last:
                yield _block(*last, header=False)
            last = row, state.number, state.heads
        if last:
            yield _block(*last, header=False)

    def _grown(self, row: Row, more: Row) -> Row:
        """A row with what stands of it on the next page."""
        rest = {c.column: c.lines or (CellLine(c.text, c.segments),) for c in more.cells if c.text}
        cells = [
            _joined(c, (*(c.lines or (CellLine(c.text, c.segments),)), *rest[c.column]), self._words)
            if c.column in rest
            else c
            for c in row.cells
        ]
        return replace(row, cells=tuple(cells))

    def _begin(self, row: Row, following: Row | None) -> _State:
        header = _is_header(row, following)
        heads = {c.column: c.text for c in row.cells if c.text} if header else {}
        texts = tuple(c.text for c in row.cells) if header else ()
        self._open = _State(row.table, self._count, row.columns, texts, heads, row.page)
        self._count += 1
        return self._open


def _same(state: _State, row: Row) -> bool:
    """True if the row goes on with the table of the page before."""
    return (
        row.page == state.page + 1
        and len(row.columns) == len(state.columns)
        and all(abs(a - b) < 6 for a, b in zip(row.columns, state.columns, strict=True))
    )


def _goes_on(before: Row, row: Row) -> bool:
    """Whether the first row on a page is the rest of the last row on the page before.

    A rest has nothing in a cell that was empty before, and goes on in the middle of a sentence. Where all cells are
    filled on both pages, or the cell is short, the words at the break must say so.
    """
    held = {c.column: c.text for c in before.cells if c.text}
    rest = [c for c in row.cells if c.text]
    if not rest or any(c.column not in held for c in rest):
        return False
    longest = max(rest, key=lambda c: len(c.text))
    above = held[longest.column]
    if ends_in_hyphen(above) or DANGLING.search(above):
        return not longest.text[0].isupper() or not above[-1].isalpha()
    if above.endswith((".", "!", "?", ":", ";")) or not longest.text[0].islower():
        return False
    return len(rest) < len(held) and len(above) > _SHORT


def _is_header(row: Row, following: Row | None) -> bool:
    filled = [c for c in row.cells if c.text]
    if len(filled) < 2 or any(len(c.text) > 70 or c.text.endswith((".", ";", ":")) for c in filled):
        return False
    if following is not None and len(filled) < sum(bool(c.text) for c in following.cells) - 1:
        return False
    if any(not any(ch.isalpha() for ch in c.text) for c in filled):
        return False
    if all(c.bold for c in filled):
        return following is None or not all(c.bold for c in following.cells if c.text)
    if following is None or not row.ruled:
        return False
    return any(any(ch.isdigit() for ch in c.text) or len(c.text) > 60 for c in following.cells) and not any(
        any(ch.isdigit() for ch in c.text) for c in filled
    )


def _block(row: Row, number: int, heads: dict[int, str], *, header: bool) -> Block:
    text = ""
    segments: list[Segment] = []
    cells: list[Cell] = []
    for k, cell in enumerate(row.cells):
        if k:
            text += "\t"
        start = len(text)
        segments.extend(shift(cell.segments, start))
        text += cell.text
        cells.append(Cell(start, len(text), cell.column, heads.get(cell.column, "")))
    bold = all(c.bold for c in row.cells if c.text)
    text, cut_segments, cells = _trim(text, tuple(segments), cells)
    return Block(
        BlockKind.TABLE_ROW,
        text,
        cut_segments,
        cells=tuple(cells),
        table=number,
        header_row=header,
        bold=bold,
        answer=None if header else _answer(row),
    )


def _answer(row: Row) -> Answer | None:
    """The answer field of a requirement table: a cell that holds nothing else."""
    if sum(bool(c.text) for c in row.cells) < 2:
        return None
    return next((found for c in row.cells if (found := marks.answer(c.text))), None)


def _trim(text: str, segments: tuple[Segment, ...], cells: list[Cell]) -> tuple[str, tuple[Segment, ...], list[Cell]]:
    """Without the tabs of empty cells at either end."""
    lead = len(text) - len(text.lstrip("\t"))
    if lead:
        text, segments = cut(text, segments, lead)
        cells = [Cell(max(c.start - lead, 0), max(c.end - lead, 0), c.column, c.header) for c in cells]
    end = len(text.rstrip("\t"))
    text, segments = keep(text, segments, end)
    return text, segments, [c for c in cells if c.start < c.end]
