"""The list of requirements as an Excel workbook: filters, frozen heading, wrapped text, a column for own answers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from upplint.documents.model import Document
from upplint.reports import sheets
from upplint.reports.requirements import COLUMNS, row_of
from upplint.requirements.model import Force, Requirement

_FILLS = {Force.SHOULD: PatternFill("solid", fgColor="FFF6DD"), Force.MAY: PatternFill("solid", fgColor="EAF3E6")}
_NUMBERS = frozenset({"number", "page"})
_UNSAFE = re.compile(r"[ \"<>\[\]^`{}]")  # shown as they are, but no part of a link's address
_CENTRED = frozenset({"number", "page", "force", "points"})


def workbook(
    requirements: Sequence[Requirement], documents: Mapping[str, Document], folder: Path | None = None
) -> bytes:
    """The workbook's bytes.

    Args:
        requirements: in the order they are to be listed. documents: by `Document.file`, for links and quotes.
        folder: where the workbook is to lie, for links that open from there.
    """
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Krav"
    sheets.heading(sheet, [(c.title, c.width) for c in COLUMNS])
    line = 2
    for requirement in requirements:
        line = _requirement(sheet, line, row_of(requirement, documents, folder), requirement)
    sheets.finish(sheet, len(COLUMNS), line - 1, "F2")
    answer = next(i for i, c in enumerate(COLUMNS, start=1) if c.key == "answer")
    sheets.suggest(sheet, answer, line - 1, ("Ja", "Nej", "Delvis", "Fråga ställs"))
    return sheets.saved(book, "Kravlista")


def _requirement(sheet: Worksheet, line: int, row: Mapping[str, str], requirement: Requirement) -> int:
    """Write a requirement and return the next free line. Text over Excel's limit goes on in the lines below."""
    pieces = {key: _pieces(value) for key, value in row.items()}
    for part in range(max(len(p) for p in pieces.values())):
        texts = []
        for i, column in enumerate(COLUMNS, start=1):
            parts = pieces[column.key]
            value = parts[part] if part < len(parts) else ""
            cell = sheet.cell(line, i)
            assert isinstance(cell, Cell)
            _fill(cell, column.key, value, requirement)
            texts.append((value, column.width))
        sheet.row_dimensions[line].height = sheets.height(texts)
        line += 1
    return line


def _fill(cell: Cell, key: str, value: str, requirement: Requirement) -> None:
    if key in _NUMBERS and value.isdigit():
        cell.value = int(value)
    elif value:
        sheets.write_text(cell, value)
    cell.alignment = Alignment(
        vertical="top", wrap_text=key != "link", horizontal="center" if key in _CENTRED else None
    )
    if key == "link" and value:
        cell.hyperlink = _UNSAFE.sub(lambda m: f"%{ord(m[0]):02X}", value)
        cell.font = Font(color="0563C1", underline="single")
    if key == "force" and requirement.force in _FILLS:
        cell.fill = _FILLS[requirement.force]


def _pieces(text: str) -> list[str]:
    whole = sheets.clean(text)
    return [whole[i : i + sheets.MAX_TEXT] for i in range(0, len(whole), sheets.MAX_TEXT)] or [""]
