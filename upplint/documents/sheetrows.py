"""Tables and free text on a sheet: which row names the columns, which rows are data, which are headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from upplint.documents.mapped import Mapped
from upplint.documents.model import Answer, AnswerKind, Block, BlockKind
from upplint.documents.rows import RowCell, row_block

_HEADER_WORDS = 12
_HEADING_WORDS = 10
_LEADING = 6  # rows of an area among which the header is looked for
_COVERED = 0.5  # share of the next row's columns that a header must name


_COLUMN_NAME = re.compile(
    r"\b(?:krav|nr|nummer|svar|pris|tjänst|artikel|benämning|antal|enhet|ska|bör|uppfyll|kommentar|belopp|kostnad|"
    r"timpris|roll|kategori|beskrivning|poäng|vikt|volym|summa|område)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell with text; row and column from 1. `typed` where it holds words, not a number or date."""

    row: int
    column: int
    address: str
    mapped: Mapped
    typed: bool
    bold: bool


Row = Sequence[SheetCell]


def sheet_blocks(rows: Sequence[Row], choices: Mapping[int, set[int]], first_table: int) -> tuple[list[Block], int]:
    """The blocks of a sheet's rows, and the number of the next table.

    Args:
        rows: the rows with text, in order.
        choices: columns with a drop-down list of yes and no, and the rows it is offered in.
        first_table: number of the sheet's first table.
    """
    blocks: list[Block] = []
    headers: dict[int, str] = {}
    table = first_table - 1
    for area in _areas(rows):
        at = _header_at(area, first=not headers)
        names = {c.column for c in area[at]} if at is not None else set()
        continues = at is None and headers and _columns(area) <= set(headers) and any(len(r) > 1 for r in area)
        if not continues:
            headers = {}
            if at is not None or any(len(r) > 1 for r in area):
                table += 1
        for index, row in enumerate(area):
            below = area[index + 1] if index + 1 < len(area) else ()
            if at is not None and (index == at or (index == at - 1 and _groups(row, names))):
                _learn(headers, row, names)
                _put(blocks, row, {}, table, header=True)
            elif len(row) == 1 and row[0].typed and not headers:
                blocks.append(_free_text(row[0], below))
            else:
                _put(blocks, row, headers, table, header=False, choices=choices)
    return blocks, table + 1


def _areas(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Runs of rows without an empty row between them."""
    area: list[Row] = []
    for row in rows:
        if area and row[0].row > area[-1][0].row + 1:
            yield area
            area = []
        area.append(row)
    if area:
        yield area


def _columns(area: Sequence[Row]) -> set[int]:
    return {c.column for row in area for c in row}


def _header_at(area: Sequence[Row], *, first: bool) -> int | None:
    """The index of the row that names the columns: the fullest of the first rows that hold short words only."""
    best: int | None = None
    for index, row in enumerate(area[:_LEADING]):
        below = area[index + 1] if index + 1 < len(area) else ()
        if not _may_name(row, below):
            continue
        if best is None or len(row) > len(area[best]):
            best = index
    if best is None:
        return None
    row, below = area[best], area[best + 1]
    bold = all(c.bold for c in row) and not all(c.bold for c in below)
    unlike = any(not c.typed for c in below) or any(len(c.mapped.text.split()) > _HEADER_WORDS for c in below)
    fuller = len(row) > len(below)
    if len(row) == 2 and len(below) == 1 and not all(_COLUMN_NAME.search(c.mapped.text) for c in row):
        return None  # a label with its value, not two names
    return best if bold or unlike or fuller or (first and best == 0) else None


def _may_name(row: Row, below: Row) -> bool:
    if len(row) < 2 or not below:
        return False
    if any(not c.typed or len(c.mapped.text.split()) > _HEADER_WORDS for c in row):
        return False
    if 2 * sum(1 for c in row if c.mapped.text.endswith(".")) > len(row):
        return False
    names, under = {c.column for c in row}, {c.column for c in below}
    return len(names & under) >= _COVERED * len(under) and len(below) + 1 >= len(row) / 2


def _groups(row: Row, names: set[int]) -> bool:
    """Whether the row above a header names groups of its columns."""
    return len(row) > 1 and all(c.typed and c.column in names for c in row)


def _learn(headers: dict[int, str], row: Row, names: set[int]) -> None:
    """Add a header row. A name in a row of groups holds until the next group."""
    columns = sorted(c.column for c in row)
    for cell in row:
        later = [c for c in columns if c > cell.column]
        end = later[0] if later else max(names) + 1
        for column in range(cell.column, end) if {c.column for c in row} != names else (cell.column,):
            if column in names:
                above = headers.get(column)
                headers[column] = f"{above} / {cell.mapped.text}" if above else cell.mapped.text


def _free_text(cell: SheetCell, below: Row) -> Block:
    text = cell.mapped.text
    short = len(text.split()) <= _HEADING_WORDS and not text.endswith((".", ":", ",", ";"))
    heading = cell.bold and short and bool(below)
    return Block(
        kind=BlockKind.HEADING if heading else BlockKind.PARAGRAPH,
        text=text,
        segments=cell.mapped.segments,
        level=2 if heading else 0,
        bold=cell.bold,
    )


def _put(
    blocks: list[Block],
    row: Row,
    headers: Mapping[int, str],
    table: int,
    *,
    header: bool,
    choices: Mapping[int, set[int]] | None = None,
) -> None:
    filled = {c.column for c in row}
    cells = [RowCell(c.column - 1, c.mapped) for c in row]
    cells += [RowCell(column - 1, Mapped()) for column in headers if column not in filled]
    cells.sort(key=lambda c: c.column)
    made = row_block(cells, {c - 1: text for c, text in headers.items()}, table=table, header_row=header)
    if made is None:
        return
    block = made[0]
    for column, offered in (choices or {}).items():
        if row[0].row in offered and column not in filled:
            block = replace(block, answer=Answer(AnswerKind.YES_NO, None, None, headers.get(column, "Ja/Nej")))
            break
    blocks.append(block)
