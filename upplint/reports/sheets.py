"""What the Excel workbooks share: heading, cells that are never formulas, printing, and the same bytes every time."""

from __future__ import annotations

import io
import math
import zipfile
from collections.abc import Sequence
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

LINE = 15.0  # points a line of text
MAX_HEIGHT = 409.0  # points: Excel's limit
MAX_TEXT = 32_000  # characters: Excel holds 32 767
_STAMP = datetime(2000, 1, 1)  # the same list gives the same bytes
_HEAD = PatternFill("solid", fgColor="1F3A5F")


def heading(sheet: Worksheet, columns: Sequence[tuple[str, int]]) -> None:
    """Write the heading row. `columns`: title, and width in Excel characters."""
    for i, (title, width) in enumerate(columns, start=1):
        cell = sheet.cell(1, i, title)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = _HEAD
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(i)].width = width
    sheet.row_dimensions[1].height = 2 * LINE


def write_text(cell: Cell, value: str) -> None:
    """Put text into a cell as text: never as a formula, whatever it begins with."""
    cell.value = value
    cell.data_type = "s"
    cell.quotePrefix = value.startswith(("=", "+", "-", "@", "\t", "\r"))


def clean(text: str) -> str:
    """The text without the characters that a workbook cannot hold."""
    return str(ILLEGAL_CHARACTERS_RE.sub("", text))


def height(texts: Sequence[tuple[str, int]]) -> float:
    """Height of a row in points. `texts`: text, and width of its column."""
    return min(max([LINE, *(LINE * _lines(text, width) for text, width in texts)]), MAX_HEIGHT)


def _lines(text: str, width: int) -> int:
    return sum(max(1, math.ceil(len(part) * 1.1 / width)) for part in text.split("\n"))


def finish(sheet: Worksheet, columns: int, last: int, frozen: str) -> None:
    """Filters, frozen heading, and a page that fits the width of A4. `last`: the last row that is written."""
    sheet.freeze_panes = frozen
    sheet.auto_filter.ref = f"A1:{get_column_letter(columns)}{max(last, 1)}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"


def suggest(sheet: Worksheet, column: int, last: int, choices: Sequence[str]) -> None:
    """Offer answers in a column, from the second row to `last`; free text is as welcome."""
    if last < 2:
        return
    letter = get_column_letter(column)
    hint = DataValidation(type="list", formula1=f'"{",".join(choices)}"', allow_blank=True)
    hint.showErrorMessage = False
    sheet.add_data_validation(hint)
    hint.add(f"{letter}2:{letter}{last}")


def saved(book: Workbook, title: str) -> bytes:
    """The workbook's bytes, without the time it was made at."""
    book.properties.created = _STAMP
    book.properties.creator = "upplint"
    book.properties.title = title
    out = io.BytesIO()
    book.save(out)
    book.properties.modified = _STAMP  # openpyxl set it to the present when it saved
    return _fixed_times(out.getvalue(), tostring(book.properties.to_tree()))


def _fixed_times(data: bytes, properties: bytes) -> bytes:
    """The same archive with these document properties and the same time on every member."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            fixed = zipfile.ZipInfo(info.filename, (2000, 1, 1, 0, 0, 0))
            fixed.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(fixed, properties if info.filename == ARC_CORE else source.read(info.filename))
    return out.getvalue()
