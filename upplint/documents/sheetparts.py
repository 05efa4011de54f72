"""Parts of a workbook that openpyxl leaves out: text boxes on sheets. And a guard against entities in its XML."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from upplint.documents.package import Package
from upplint.documents.safety import has_doctype, xml_definitions
from upplint.errors import ReadError

if TYPE_CHECKING:
    from lxml.etree import _Element

_NO_VALUE = re.compile(rb'<c(?![^>]*t="str")[^>]*>\s*<f(?:\s[^>]*)?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>')
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True, slots=True)
class TextBox:
    """A text box on a sheet: its paragraphs and the cell its upper left corner lies in."""

    address: str
    paragraphs: tuple[str, ...]


def refuse_entities(package: Package) -> None:
    """Raise `ReadError` U108 where a part has a document type: openpyxl would expand its entities."""
    for name in package.archive.namelist():
        if name.endswith((".xml", ".rels", ".vml")):
            data = package.data(name)
            if has_doctype(data):
                raise xml_definitions(package.file)


def formulas_without_value(package: Package) -> int:
    """How many formulas have no value saved with them: made by a program, never opened in Excel."""
    return sum(
        len(_NO_VALUE.findall(package.data(name))) for name in package.archive.namelist() if "/worksheets/sheet" in name
    )


def text_boxes(package: Package) -> dict[str, list[TextBox]]:
    """The text boxes by sheet name, in reading order (from the top, then from the left)."""
    try:
        workbook = package.related("", "officeDocument") or "xl/workbook.xml"
        sheets = {r.id: r.target for r in package.relationships(workbook) if r.kind == "worksheet"}
        found: dict[str, list[TextBox]] = {}
        for element in package.xml(workbook).iter():
            if not str(element.tag).endswith("}sheet"):
                continue
            part = sheets.get(element.get(_R_ID, ""))
            drawing = package.related(part, "drawing") if part else None
            if drawing:
                found[element.get("name", "")] = _boxes(package.xml(drawing))
    except ReadError:
        return {}
    return found


def _boxes(root: _Element) -> list[TextBox]:
    boxes: list[tuple[int, int, TextBox]] = []
    for anchor in root:
        start = anchor.find(f"{_XDR}from")
        row = int(start.findtext(f"{_XDR}row", "0")) if start is not None else 0
        column = int(start.findtext(f"{_XDR}col", "0")) if start is not None else 0
        for body in anchor.iter(f"{_XDR}txBody"):
            paragraphs = []
            for paragraph in body.iter(f"{_A}p"):
                text = "".join(
                    (e.text or "") if e.tag == f"{_A}t" else " " for e in paragraph.iter(f"{_A}t", f"{_A}br")
                ).strip()
                if text:
                    paragraphs.append(text)
            if paragraphs:
                boxes.append((row, column, TextBox(f"{_letters(column)}{row + 1}", tuple(paragraphs))))
    boxes.sort(key=lambda b: (b[0], b[1]))
    return [box for _, _, box in boxes]


def _letters(column: int) -> str:
    """The letters of a column counted from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
