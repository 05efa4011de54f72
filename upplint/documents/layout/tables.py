"""Table rows -> blocks: header rows, cells with their headers, tables that run over several pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from upplint.documents.layout import marks
from upplint.documents.layout.lines import Row, cut, keep, shift
from upplint.documents.model import Answer, Block, BlockKind, Cell, Segment


@dataclass(slots=True)
class _State:
    """The table that is being written."""

    source: int
    number: int
    columns: tuple[float, ...]
    header: tuple[str, ...]
    heads: dict[int, str]
    page: int


class Tables:
    """Turns rows into blocks, in order; a table that goes on over the page break keeps its number and header."""

    def __init__(self) -> None:
        self._count = 0
        self._open: _State | None = None

    def interrupt(self) -> None:
        """Text came between: the next table is a new one."""
        self._open = None

    def blocks(self, rows: list[Row]) -> Iterator[Block]:
        """The blocks of a run of rows without text in between."""
        for i, row in enumerate(rows):
            texts = tuple(c.text for c in row.cells)
            state = self._open
            if state is None or state.source != row.table:
                following = rows[i + 1] if i + 1 < len(rows) and rows[i + 1].table == row.table else None
                if state is not None and _same(state, row):
                    state.source, state.page = row.table, row.page
                    if texts == state.header:
                        continue
                else:
                    state = self._begin(row, following)
                    yield _block(row, state.number, {}, header=bool(state.header))
                    continue
            elif row.page != state.page:
                state.page = row.page
                if texts == state.header:
                    continue
            yield _block(row, state.number, state.heads, header=False)

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
