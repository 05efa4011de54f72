"""Markdown as a Word file with real headings, lists and tables."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it.token import Token

_EPOCH = datetime(2020, 1, 1)
_MOST_LEVEL = 9
_GAP = re.compile(r"(\[[^\]\n]+\])")


def render_docx(text: str, title: str = "Förslag från upplint") -> bytes:
    """A Word file.

    Args:
        text: Markdown with headings, paragraphs, lists, bold and tables.
        title: in the file's properties.

    Returns:
        the file; the same text gives the same bytes.
    """
    import docx
    from markdown_it import MarkdownIt

    document = docx.Document()
    properties = document.core_properties
    properties.title, properties.language, properties.author = title, "sv-SE", "upplint"
    properties.created = properties.modified = _EPOCH
    _Writer(document).write(MarkdownIt("commonmark").enable("table").parse(text))
    out = io.BytesIO()
    document.save(out)
    return _same_times(out.getvalue())


class _Writer:
    """Writes tokens into a document."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._lists: list[str] = []
        self._rows: list[list[Token]] = []
        self._in_table = False
        self._heading = 0
        self._numbering = 0

    def write(self, tokens: Sequence[Token]) -> None:
        for token in tokens:
            kind = token.type
            if kind == "heading_open":
                self._heading = min(int(token.tag[1:]), _MOST_LEVEL)
            elif kind == "bullet_list_open":
                self._lists.append("List Bullet")
            elif kind == "ordered_list_open":
                self._lists.append("List Number")
                self._numbering = _new_numbering(self._document)
            elif kind in ("bullet_list_close", "ordered_list_close"):
                self._lists.pop()
            elif kind == "hr":
                _rule(self._document.add_paragraph())
            elif kind == "table_open":
                self._in_table, self._rows = True, []
            elif kind == "tr_open":
                self._rows.append([])
            elif kind == "table_close":
                self._table()
                self._in_table = False
            elif kind == "inline" and self._in_table:
                self._rows[-1].append(token)
            elif kind == "inline":
                self._paragraph(token)
                self._heading = 0

    def _paragraph(self, token: Token) -> None:
        if self._heading:
            paragraph = self._document.add_heading(level=self._heading)
        else:
            paragraph = self._document.add_paragraph(style=self._lists[-1] if self._lists else None)
            if self._lists and self._lists[-1] == "List Number":
                _number(paragraph, self._numbering)
        self._runs(paragraph, token)

    def _runs(self, paragraph: Any, token: Token) -> None:
        bold = False
        for child in token.children or ():
            if child.type in ("strong_open", "strong_close"):
                bold = child.type == "strong_open"
            elif child.type == "softbreak":
                paragraph.add_run().add_break()
            elif child.content:
                _marked(paragraph, child.content, bold)

    def _table(self) -> None:
        table = self._document.add_table(rows=0, cols=len(self._rows[0]), style="Table Grid")
        for number, row in enumerate(self._rows):
            cells = table.add_row().cells
            for cell, token in zip(cells, row, strict=True):
                self._runs(cell.paragraphs[0], token)
                if number == 0:
                    for run in cell.paragraphs[0].runs:
                        run.bold = True
        _repeat_header(table.rows[0])
        self._document.add_paragraph()


def _marked(paragraph: Any, text: str, bold: bool) -> None:
    """Text with its gaps in yellow, so that none is overlooked."""
    from docx.enum.text import WD_COLOR_INDEX

    for piece in _GAP.split(text):
        if not piece:
            continue
        run = paragraph.add_run(piece)
        run.bold = bold or None
        if _GAP.fullmatch(piece):
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _new_numbering(document: Any) -> int:
    """A numbering of its own for a list, so that it begins at 1. Gives its id."""
    numbering = document.part.numbering_part.numbering_definitions._numbering
    style = document.styles["List Number"].element
    base = numbering.num_having_numId(style.pPr.numPr.numId.val)
    made = numbering.add_num(base.abstractNumId.val)
    made.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(made.numId)


def _number(paragraph: Any, numbering: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = numbering


def _rule(paragraph: Any) -> None:
    """A line below the paragraph: where the text to paste begins and ends."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    borders = f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="6" w:space="1" w:color="808080"/></w:pBdr>'
    paragraph._p.get_or_add_pPr().append(parse_xml(borders))


def _repeat_header(row: Any) -> None:
    """Mark the row as a header row, so that screen readers and upplint see it."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _same_times(data: bytes) -> bytes:
    """The archive with fixed times, so that the same text gives the same bytes."""
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return out.getvalue()
