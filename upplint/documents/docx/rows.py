"""Tables into blocks: a row is one block, merged cells come once, headers are known to each cell."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from upplint.documents.docx.lines import Levels, Line
from upplint.documents.docx.paragraphs import Paragraph, read_paragraph
from upplint.documents.docx.tables import GridCell, GridRow, read_grid, styled_first_row
from upplint.documents.docx.walk import Walker, block_elements
from upplint.documents.docx.xmlns import TBL, P
from upplint.documents.mapped import Mapped, join
from upplint.documents.model import BlockKind
from upplint.documents.rows import RowCell, row_block

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEADER_WORDS = 15
_MAX_HEADERS = 3
# Cells that name a column of a table of requirements and nothing else, whatever they look like.
_COLUMN_NAME = re.compile(
    r"(?:krav)?nr\.?|nummer|id|krav(?:et|en|id|nummer|text|beskrivning)?|(?:ska(?:ll)?|bör)(?: ?/ ?(?:ska(?:ll)?|bör))?"
    r"(?:[- ]?krav)?|typ(?: av krav)?|kravtyp|svar|"
    r"(?:anbudsgivaren|leverantören)s (?:svar|kommentar(?:er)?)|ja ?/ ?nej|"
    r"uppfyll(?:s|t|er|nad)?(?: krav(?:et)?)?(?: ?\(?ja ?/ ?nej\)?)?|kommentar(?:er)?|beskrivning|poäng|vikt",
    re.IGNORECASE,
)


@dataclass(slots=True)
class CellText:
    """A cell as read: its text for the row, lines that stand on their own below it, and inner tables."""

    grid: GridCell
    mapped: Mapped
    number: str = ""
    bold: bool = False
    placeholder: bool = False
    below: list[Line] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    inner: list[_Element] = field(default_factory=list)


@dataclass(slots=True)
class RowText:
    grid: GridRow
    cells: list[CellText]
    page: int | None

    @property
    def texts(self) -> list[CellText]:
        return [c for c in self.cells if c.mapped.text]


def put_table(walker: Walker, element: _Element) -> None:
    """Put out a table. A table of one column only frames text: its paragraphs are put out as such."""
    number = walker.out.tables
    walker.out.tables += 1
    grid = read_grid(element)
    outer, walker.context.levels = walker.context.levels, Levels()
    if all(len(row.cells) <= 1 for row in grid):
        for row in grid:
            for cell in row.cells:
                if not cell.continued:
                    walker.walk(cell.element, body=False, table=number)
    else:
        _put_rows(walker, grid, number, styled=styled_first_row(element, walker.context.styles))
    walker.context.levels = outer


def _put_rows(walker: Walker, grid: tuple[GridRow, ...], number: int, *, styled: bool) -> None:
    named: list[str] = []  # texts of the last header row; tables pasted together repeat it
    marked = sum(1 for row in grid if row.header)
    headers: dict[int, str] = {}
    count = 0  # header rows so far
    titled = 0  # rows above the header
    pending: RowText | None = None
    walker.out.data_tables += 1
    for index, row in enumerate(grid):
        if walker.stop():
            return
        read = _read_row(walker, row)
        undecided = not marked and not headers and pending is None and index <= titled
        if undecided and len(row.cells) == 1:
            titled += 1  # a title across the whole table
        elif undecided and index + 1 < len(grid):
            pending = read  # what the next row looks like decides whether this is a header
            continue
        if pending is not None:
            first, pending = pending, None
            is_header = _is_header(first, read, styled=styled)
            walker.out.without_header += is_header  # it looks like one, but the file does not say so
            _put_row(walker, first, number, {}, header=is_header)
            if is_header:
                _learn(headers, first)
                named = [c.mapped.text for c in first.texts]
        again = bool(headers) and [c.mapped.text for c in read.texts] == named
        is_header = again or (row.header and count == index and index < _MAX_HEADERS)
        if is_header and not again:
            count += 1
        _put_row(walker, read, number, {} if is_header else headers, header=is_header)
        if is_header and not again:
            _learn(headers, read)
            named = [c.mapped.text for c in read.texts]
    if pending is not None:
        _put_row(walker, pending, number, {}, header=False)


def _learn(headers: dict[int, str], row: RowText) -> None:
    """Add a header row's texts to the columns they cover."""
    for cell in row.cells:
        for column in range(cell.grid.column, cell.grid.column + cell.grid.span):
            if cell.mapped.text:
                above = headers.get(column)
                headers[column] = f"{above} / {cell.mapped.text}" if above else cell.mapped.text


def _is_header(first: RowText, second: RowText, *, styled: bool) -> bool:
    """Whether an unmarked first row names the columns: short texts, set apart from the row below."""
    texts = first.texts
    if len(texts) < 2 or any(c.below or c.placeholder or c.inner for c in texts):
        return False
    if any(len(c.mapped.text.split()) > _HEADER_WORDS for c in texts):
        return False
    if 2 * sum(1 for c in texts if c.mapped.text.endswith(".")) > len(texts):
        return False
    labels = sum(1 for c in texts if c.mapped.text.endswith(":"))
    if labels == len(texts):
        return False
    bold = all(c.bold for c in texts)
    second_bold = bool(second.texts) and all(c.bold for c in second.texts)
    shaded = all(c.grid.shaded for c in first.cells)
    second_shaded = bool(second.cells) and all(c.grid.shaded for c in second.cells)
    named = _all_named(first) and not _all_named(second)
    return (bold and not second_bold) or (shaded and not second_shaded) or styled or named


def _all_named(row: RowText) -> bool:
    return all(_COLUMN_NAME.fullmatch(" ".join(c.mapped.text.split()).rstrip("?:")) for c in row.texts)


def _read_row(walker: Walker, row: GridRow) -> RowText:
    start = walker.story.page
    end = start
    cells = []
    for cell in row.cells:
        walker.story.page = start
        cells.append(_read_cell(walker, cell))
        if end is not None and walker.story.page is not None:
            end = max(end, walker.story.page)
    walker.story.page = end
    return RowText(row, cells, start)


def _read_cell(walker: Walker, cell: GridCell) -> CellText:
    if cell.continued:
        return CellText(cell, Mapped())
    walker.context.levels = Levels()
    read = CellText(cell, Mapped())
    lines: list[Line] = []
    prompts: list[bool] = []
    label = ""
    for element, _ in block_elements(cell.element):
        if element.tag == TBL:
            read.inner.append(element)
        elif element.tag == P:
            paragraph = read_paragraph(element, walker.story, walker.context, body=False)
            read.paragraphs.append(paragraph)
            lines += paragraph.lines
            prompt = walker.in_prompt(element)
            prompts += [prompt or line.mapped.covers("placeholder") for line in paragraph.lines]
            if not paragraph.lines and paragraph.label is not None and not paragraph.label.level.bullet:
                label = label or paragraph.label.text  # a column of automatic numbers has no text of its own
    items = [line for line in lines if line.kind is BlockKind.LIST_ITEM]
    if items and len(lines) > 1:
        first = next(i for i, line in enumerate(lines) if line.kind is BlockKind.LIST_ITEM)
        read.below = lines[first:]
        lines, prompts = lines[:first], prompts[:first]
    elif items:
        label = label or ("" if items[0].number in "•-–—*◦▪" else items[0].number)
    read.mapped = join([_prompted(line.mapped, prompt) for line, prompt in zip(lines, prompts, strict=True)])
    read.number = label
    read.bold = bool(lines) and all(line.bold for line in lines)
    read.placeholder = bool(prompts) and any(prompts) and all(prompts)
    return read


def _prompted(mapped: Mapped, prompt: bool) -> Mapped:
    if not prompt:
        return mapped
    return Mapped(mapped.text, mapped.segments, {**mapped.ranges, "placeholder": ((0, len(mapped.text)),)})


def _put_row(walker: Walker, row: RowText, table: int, headers: dict[int, str], *, header: bool) -> None:
    made = row_block(
        [RowCell(c.grid.column, c.mapped, c.placeholder, c.grid.continued) for c in row.cells],
        headers,
        table=table,
        header_row=header,
        number=next((c.number for c in row.cells if c.number), ""),
        style=next((line.style for c in row.texts for p in c.paragraphs for line in p.lines), ""),
        kind=walker.kind or BlockKind.TABLE_ROW,
    )
    index = walker.put(*made) if made is not None else -1
    for line in (line for c in row.cells for line in c.below):
        introduced = index >= 0 and line.kind is BlockKind.LIST_ITEM and line.level <= 1 and _introduces(row, line)
        walker.line(line, table=table, lead_in=index if introduced else None)
    for cell in row.cells:
        for paragraph in cell.paragraphs:
            walker.extras(paragraph, row.page)
        for inner in cell.inner:
            walker.table(inner)


def _introduces(row: RowText, line: Line) -> bool:
    """Whether the text above a list item in its own cell is the list's lead-in."""
    owner = next(c for c in row.cells if any(below is line for below in c.below))
    return owner.mapped.text.endswith(":")
