"""Excel workbooks (XLSX): each sheet is a section, each row of a table a block, each cell knows its address."""

from __future__ import annotations

import warnings
from collections.abc import Hashable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from upplint.documents import sheetparts
from upplint.documents.assemble import assemble
from upplint.documents.cellvalues import shown
from upplint.documents.limits import Limits
from upplint.documents.mapped import Piece, map_pieces
from upplint.documents.model import (
    Annotation,
    Block,
    BlockKind,
    Document,
    FileFacts,
    Gap,
    GapKind,
    Origin,
)
from upplint.documents.package import Package
from upplint.documents.safety import Deadline, damaged, read_bytes, sha256
from upplint.documents.sheetrows import SheetCell, sheet_blocks

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_LIMITS = Limits()
_BIG = 60 * 1024 * 1024  # bytes of sheet XML above which cells are streamed: no merged cells, comments or lists
_HIDDEN_CELLS, _HIDDEN_CHARS = 500, 4_000  # how much hidden text an annotation quotes
_LISTED_ROWS = 5_000
_BROKEN = (KeyError, ValueError, TypeError, IndexError, AttributeError, OSError, EOFError, SyntaxError)
_BOLD: frozenset[Hashable] = frozenset({"bold"})
_PLAIN: frozenset[Hashable] = frozenset()


@dataclass(slots=True)
class _Result:
    blocks: list[Block] = field(default_factory=list)
    annotations: list[Annotation] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    tables: int = 0
    hidden: int = 0
    comments: int = 0


def read_xlsx(path: Path, *, file: str | None = None, limits: Limits = _LIMITS) -> Document:
    """Read a workbook.

    Args:
        path: the file.
        file: name shown to the user; the path where left out.
        limits: see `Limits`.

    Returns:
        The document: a heading per sheet, its rows as table rows with the header of each column, text boxes as
        paragraphs. Formulas are read by the value Excel saved. Hidden sheets, rows and columns and cell comments are
        annotations. Origins: `part` is the sheet, `unit` the cell address.

    Raises:
        ReadError: U101-U108, see `safety`.
    """
    file = path.as_posix() if file is None else file
    data = read_bytes(path, file, limits)
    package = Package.open(data, file, limits)
    sheetparts.refuse_entities(package)
    deadline = Deadline.after(limits)
    big = sum(i.file_size for i in package.archive.infolist() if "/worksheets/" in i.filename) > _BIG
    result = _Result()
    try:
        workbook = _load(path, streamed=big)
    except _BROKEN:
        try:
            workbook = _load(path, streamed=True)
        except _BROKEN as error:
            raise damaged(file, type(error).__name__) from error
        message = (
            "Filens format är delvis trasigt: dolda rader är lästa som synliga. Öppna filen i Excel och spara om den."
        )
        result.gaps.append(Gap(GapKind.OTHER, file, message))
    if empty := sheetparts.formulas_without_value(package):
        what = (
            "En formel saknar sparat värde och är inte läst"
            if empty == 1
            else f"{empty} formler saknar sparat värde och är inte lästa"
        )
        message = f"{what}. Öppna filen i Excel och spara om den."
        result.gaps.append(Gap(GapKind.OTHER, file, message))
    boxes = sheetparts.text_boxes(package)
    try:
        for sheet in workbook.worksheets:
            if deadline.passed():
                message = "Tiden tog slut innan hela filen var läst. Dela upp filen eller höj gränsen."
                result.gaps.append(Gap(GapKind.LIMIT, file, message))
                break
            _sheet(result, sheet, boxes.get(sheet.title, []), deadline)
        _charts(result, workbook, file)
        title, author, language = workbook.properties.title, workbook.properties.creator, workbook.properties.language
    finally:
        workbook.close()
    return assemble(
        file,
        "xlsx",
        result.blocks,
        gaps=result.gaps,
        annotations=result.annotations,
        facts=FileFacts(
            title=title or None,
            language=language or None,
            author=author or None,
            tables=result.tables,
            comments=result.comments,
            hidden=result.hidden,
        ),
        sha256=sha256(data),
        path=str(path),
    )


def _load(path: Path, *, streamed: bool) -> Any:
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what openpyxl says of parts it does not know concerns writing
        return load_workbook(path, data_only=True, read_only=streamed)


def _charts(result: _Result, workbook: Any, file: str) -> None:
    if any(getattr(sheet, "ws", None) is None for sheet in workbook.chartsheets):
        message = "Ett diagramblad är inte läst. Kontrollera att dess text också står i ett vanligt blad."
        result.gaps.append(Gap(GapKind.IMAGE, file, message))


def _sheet(result: _Result, sheet: Worksheet, boxes: list[sheetparts.TextBox], deadline: Deadline) -> None:
    name = sheet.title
    whole = sheet.sheet_state != "visible"
    rows, unseen = _cells(result, sheet, whole=whole, deadline=deadline)
    if unseen:
        result.hidden += 1
        words = " ".join(shown(value, None) for _, value in unseen)[:_HIDDEN_CHARS]
        what = f"Dolt blad {name}" if whole else f"Dolda celler i {name}"
        origin = Origin(part=name, unit=unseen[0][0])
        result.annotations.append(Annotation("hidden", f"{what}: {words}", "", None, None, origin))
    if whole or not (rows or boxes):
        return
    result.blocks.append(Block(kind=BlockKind.HEADING, text=" ".join(name.split()), level=1, style="sheet"))
    for box in boxes:
        for text in box.paragraphs:
            mapped = map_pieces([Piece(text, Origin(part=name, unit=box.address, generated=True))])
            if mapped.text:
                block = Block(kind=BlockKind.PARAGRAPH, text=mapped.text, segments=mapped.segments, style="text box")
                result.blocks.append(block)
    blocks, result.tables = sheet_blocks(rows, _choices(sheet), result.tables)
    result.blocks += blocks


def _cells(
    result: _Result, sheet: Worksheet, *, whole: bool, deadline: Deadline
) -> tuple[list[list[SheetCell]], list[tuple[str, object]]]:
    """The rows with text, and address and value of the first hidden cells. Cell comments are noted on the way."""
    hidden_rows, hidden_columns = _hidden(sheet)
    rows: list[list[SheetCell]] = []
    unseen: list[tuple[str, object]] = []
    bold: dict[object, bool] = {}
    for row in sheet.iter_rows():
        if deadline.passed():
            break
        seen = []
        for cell in row:
            comment = getattr(cell, "comment", None)
            if comment is not None and comment.text:
                origin = Origin(part=sheet.title, unit=cell.coordinate)
                result.annotations.append(Annotation("comment", comment.text, comment.author or "", None, None, origin))
                result.comments += not result.annotations[-1].is_ours
            value = cell.value
            if value is None or value == "":
                continue
            if whole or cell.row in hidden_rows or cell.column in hidden_columns:
                if len(unseen) < _HIDDEN_CELLS:
                    unseen.append((cell.coordinate, value))
                continue
            typed = isinstance(value, str)
            style = getattr(cell, "style_id", None)
            if style not in bold:
                bold[style] = _is_bold(cell)
            origin = Origin(part=sheet.title, unit=cell.coordinate, generated=not typed)
            tags = _BOLD if bold[style] else _PLAIN
            mapped = map_pieces([Piece(shown(value, _format(cell)), origin, tags)])
            if mapped.text:
                seen.append(SheetCell(cell.row or 0, cell.column or 0, cell.coordinate, mapped, typed, bold[style]))
        if seen:
            rows.append(seen)
    return rows, unseen


def _is_bold(cell: Any) -> bool:
    try:
        return bool(cell.font is not None and cell.font.b)
    except IndexError:  # a style that the file does not define
        return False


def _format(cell: Any) -> str | None:
    try:
        return str(cell.number_format)
    except IndexError:
        return None


def _hidden(sheet: Worksheet) -> tuple[set[int], set[int]]:
    """Numbers of hidden rows and columns, from 1."""
    rows = {i for i, d in getattr(sheet, "row_dimensions", {}).items() if d.hidden}
    columns: set[int] = set()
    for dimension in getattr(sheet, "column_dimensions", {}).values():
        if dimension.hidden and dimension.min:
            columns |= set(range(dimension.min, (dimension.max or dimension.min) + 1))
    return rows, columns


def _choices(sheet: Worksheet) -> dict[int, set[int]]:
    """Cells with a drop-down list of yes and no: rows by column."""
    found: dict[int, set[int]] = {}
    validations = getattr(getattr(sheet, "data_validations", None), "dataValidation", [])
    for validation in validations:
        words = (validation.formula1 or "").strip('"').lower().replace(";", ",").split(",")
        if validation.type == "list" and {w.strip() for w in words} >= {"ja", "nej"}:
            for area in validation.sqref.ranges:
                last = min(area.max_row, area.min_row + _LISTED_ROWS)
                for column in range(area.min_col, area.max_col + 1):
                    found.setdefault(column, set()).update(range(area.min_row, last + 1))
    return found
