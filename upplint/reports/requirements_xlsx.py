"""The list of requirements as an Excel workbook: filters, frozen heading, wrapped text, a column for own answers."""

from __future__ import annotations

import io
import math
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.constants import ARC_CORE
from openpyxl.xml.functions import tostring

from upplint.documents.model import Document
from upplint.reports.requirements import COLUMNS, row_of
from upplint.requirements.model import Force, Requirement

_CELL = 32_000  # characters: Excel holds 32 767
_LINE = 15.0  # points a line of text
_MAX_HEIGHT = 409.0  # points: Excel's limit
_STAMP = datetime(2000, 1, 1)  # the same list gives the same bytes
_HEAD = PatternFill("solid", fgColor="1F3A5F")
_FILLS = {Force.SHOULD: PatternFill("solid", fgColor="FFF6DD"), Force.MAY: PatternFill("solid", fgColor="EAF3E6")}
_NUMBERS = frozenset({"number", "page"})
_CENTRED = frozenset({"number", "page", "force", "points"})


def workbook(requirements: Sequence[Requirement], documents: Mapping[str, Document]) -> bytes:
    """The workbook's bytes.

    Args:
        requirements: in the order they are to be listed. documents: by `Document.file`, for links and quotes.
    """
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Krav"
    _heading(sheet)
    line = 2
    for requirement in requirements:
        line = _requirement(sheet, line, requirement, documents)
    _finish(sheet, line - 1)
    book.properties.created = _STAMP
    book.properties.creator = "upplint"
    book.properties.title = "Kravlista"
    out = io.BytesIO()
    book.save(out)
    book.properties.modified = _STAMP  # openpyxl set it to the present when it saved
    return _fixed_times(out.getvalue(), tostring(book.properties.to_tree()))


def _heading(sheet: Worksheet) -> None:
    for i, column in enumerate(COLUMNS, start=1):
        cell = sheet.cell(1, i, column.title)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = _HEAD
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(i)].width = column.width
    sheet.row_dimensions[1].height = 2 * _LINE


def _requirement(sheet: Worksheet, line: int, requirement: Requirement, documents: Mapping[str, Document]) -> int:
    """Write a requirement and return the next free line. Text over Excel's limit goes on in the lines below."""
    row = row_of(requirement, documents)
    pieces = {key: _pieces(value) for key, value in row.items()}
    for part in range(max(len(p) for p in pieces.values())):
        height = _LINE
        for i, column in enumerate(COLUMNS, start=1):
            parts = pieces[column.key]
            value = parts[part] if part < len(parts) else ""
            cell = sheet.cell(line, i)
            assert isinstance(cell, Cell)
            _fill(cell, column.key, value, requirement)
            height = max(height, _LINE * _lines(value, column.width))
        sheet.row_dimensions[line].height = min(height, _MAX_HEIGHT)
        line += 1
    return line


def _fill(cell: Cell, key: str, value: str, requirement: Requirement) -> None:
    if key in _NUMBERS and value.isdigit():
        cell.value = int(value)
    elif value:
        cell.value = value
        cell.data_type = "s"  # never a formula, whatever it begins with
        cell.quotePrefix = value.startswith(("=", "+", "-", "@"))
    cell.alignment = Alignment(
        vertical="top", wrap_text=key != "link", horizontal="center" if key in _CENTRED else None
    )
    if key == "link" and value:
        cell.hyperlink = value
        cell.font = Font(color="0563C1", underline="single")
    if key == "force" and requirement.force in _FILLS:
        cell.fill = _FILLS[requirement.force]


def _finish(sheet: Worksheet, last: int) -> None:
    sheet.freeze_panes = "F2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{max(last, 1)}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    if last > 1:
        letter = get_column_letter(next(i for i, c in enumerate(COLUMNS, start=1) if c.key == "answer"))
        hint = DataValidation(type="list", formula1='"Ja,Nej,Delvis,Fråga ställs"', allow_blank=True)
        hint.showErrorMessage = False  # free text is as welcome
        sheet.add_data_validation(hint)
        hint.add(f"{letter}2:{letter}{last}")


def _pieces(text: str) -> list[str]:
    clean = str(ILLEGAL_CHARACTERS_RE.sub("", text))
    return [clean[i : i + _CELL] for i in range(0, len(clean), _CELL)] or [""]


def _lines(text: str, width: int) -> int:
    return sum(max(1, math.ceil(len(part) * 1.1 / width)) for part in text.split("\n"))


def _fixed_times(data: bytes, properties: bytes) -> bytes:
    """The same archive with these document properties and the same time on every member."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            fixed = zipfile.ZipInfo(info.filename, (2000, 1, 1, 0, 0, 0))
            fixed.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(fixed, properties if info.filename == ARC_CORE else source.read(info.filename))
    return out.getvalue()
