"""One row of a table as a block, the same for every format that has tables of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from upplint.documents.answers import row_answer
from upplint.documents.mapped import Mapped, join
from upplint.documents.model import Block, BlockKind, Cell

_NUMBER = re.compile(r"^(?:[A-ZÅÄÖ]{1,4}[-. ]?)?\d{1,3}(?:\.\d{1,3})*[.)]?$")
_SECTION_NUMBER = re.compile(r"^(?:[A-ZÅÄÖ]{1,4}[-. ]?)?[1-9]\d{0,2}(?:\.[1-9]\d{0,2})+\.?$")
_CLOCK = re.compile(r"^(?:[01]?\d|2[0-3])\.[0-5]\d$")
_NUMBER_HEADER = re.compile(
    r"^(?:(?:ska-?|bör-?)?krav(?:nr|nummer|-?id)?|(?:krav|rad|pos|löp)?\s?-?(?:nr|nummer)|id|#|ref|punkt|pos|rad)\.?:?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class RowCell:
    """A cell of one row. `continued`: it belongs to a cell above or to its left and has no text of its own."""

    column: int
    mapped: Mapped
    placeholder: bool = False
    continued: bool = False


def row_block(
    cells: Sequence[RowCell],
    headers: Mapping[int, str],
    *,
    table: int,
    header_row: bool = False,
    number: str = "",
    style: str = "",
    kind: BlockKind = BlockKind.TABLE_ROW,
) -> tuple[Block, Mapped] | None:
    """Put the cells with text into one block, None where there are none.

    Args:
        cells: all cells, empty ones too: they tell where an answer is expected.
        headers: header text by column.
        table: number of the table.
        header_row: whether this row names the columns.
        number: the row's number where it is known; else a requirement number in the first cell is taken for it.
        style: of the first paragraph.
        kind: other than a row where the table stands in a running header or footer.
    """
    texts = [c for c in cells if c.mapped.text]
    if not number and len(texts) > 1 and not header_row and is_row_number(texts[0], headers):
        number = texts[0].mapped.text.rstrip(".")
        texts = texts[1:]
    mapped = join([c.mapped for c in texts], "\t")
    if not mapped.text:
        return None
    made = []
    offset = 0
    for cell in texts:
        end = offset + len(cell.mapped.text)
        made.append(Cell(offset, end, cell.column, headers.get(cell.column, "")))
        offset = end + 1
    facing = [(headers.get(c.column, ""), c.mapped.text, c.placeholder) for c in cells if not c.continued]
    block = Block(
        kind=kind,
        text=mapped.text,
        segments=mapped.segments,
        number=number,
        cells=tuple(made),
        table=table,
        header_row=header_row,
        answer=None if header_row else row_answer(facing),
        style=style,
        bold=all(c.mapped.covers("bold") for c in texts),
        highlighted=mapped.ranges.get("highlight", ()),
        placeholder=mapped.ranges.get("placeholder", ()),
    )
    return block, mapped


def is_row_number(cell: RowCell, headers: Mapping[int, str]) -> bool:
    """Whether a cell holds the number of its row ("3.2.1"), or one under a header that says so ("Nr")."""
    text = cell.mapped.text
    if not _NUMBER.match(text):
        return False
    header = headers.get(cell.column, "")
    if header:
        return bool(_NUMBER_HEADER.match(header.rpartition(" / ")[2]))
    return bool(_SECTION_NUMBER.match(text)) and not _CLOCK.match(text)
