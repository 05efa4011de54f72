"""Write a price sheet as XLSX from YAML: sheets with a header row, widths, formulas and cells to fill in."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import yaml
from examples_docx import FIXED_TIME, fixed_zip
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill

_STAMP = dt.datetime(*FIXED_TIME).strftime("%Y-%m-%dT%H:%M:%SZ").encode()


def write_xlsx(source: Path, path: Path) -> None:
    """Write the workbook that the YAML file ``source`` describes to ``path``."""
    data = yaml.safe_load(source.read_text(encoding="utf-8"))
    book = Workbook()
    book.remove(book.active)
    book.properties.title, book.properties.creator = data["title"], data["authority"]
    book.properties.language = "sv-SE"
    for described in data["sheets"]:
        sheet = book.create_sheet(described["name"])
        for column, width in described.get("widths", {}).items():
            sheet.column_dimensions[column].width = width
        for row in described["rows"]:
            sheet.append(row)
        for cells in sheet.iter_rows():
            for cell in cells:
                cell.alignment = Alignment(wrap_text=True, vertical="top")
        header = described.get("header")
        if header:
            for cell in sheet[header]:
                cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="DDE6EC")
            sheet.freeze_panes = f"A{header + 1}"
        for area in described.get("input", []):
            for cells in sheet[area]:
                for cell in cells:
                    cell.fill = PatternFill("solid", fgColor="FFF8DC")
    buffer = io.BytesIO()
    book.save(buffer)
    stamp = rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*"
    replace = {"docProps/core.xml": (stamp, rb"\g<1>" + _STAMP)}
    # Excel stores the value of each formula beside it. No price is filled in yet, so every product and sum is zero.
    empty = (rb"</f><v\s*/>|</f><v></v>", b"</f><v>0</v>")
    replace |= {f"xl/worksheets/sheet{number}.xml": empty for number in range(1, len(book.sheetnames) + 1)}
    path.write_bytes(fixed_zip(buffer.getvalue(), replace))
