"""Write a source document as DOCX the way Word users do: heading styles with automatic numbers, lists, tables with a
header row, content controls, footnotes, running header and footer. The bytes depend on the source alone."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from examples_markup import Block, Source, Text

FIXED_TIME = (2026, 1, 15, 8, 0, 0)
_HEADINGS, _BULLETS = 41, 42
_W = nsdecls("w")


def _level(number: int, fmt: str, text: str, indent: int, style: str = "") -> str:
    link = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{fmt}"/>{link}<w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{indent}" w:hanging="{min(indent, 720)}"/></w:pPr></w:lvl>'
    )


class _Numbering:
    """Adds own list definitions to numbering.xml. Abstract definitions have to stand before the concrete ones."""

    def __init__(self, document: Any) -> None:
        self.root = document.part.numbering_part.element
        self.next = 100
        chain = "".join(
            _level(i, "decimal", ".".join(f"%{k + 1}" for k in range(i + 1)), 720 if i < 2 else 900, f"Heading{i + 1}")
            for i in range(4)
        )
        self.define(_HEADINGS, "multilevel", chain)
        bullets = "".join(_level(i, "bullet", "•" if i == 0 else "–", 360 * (i + 1) + 240) for i in range(3))
        self.define(_BULLETS, "hybridMultilevel", bullets)

    def define(self, ident: int, kind: str, levels: str) -> None:
        abstract = parse_xml(
            f'<w:abstractNum {_W} w:abstractNumId="{ident}"><w:multiLevelType w:val="{kind}"/>{levels}</w:abstractNum>'
        )
        first = self.root.find(qn("w:num"))
        if first is None:
            self.root.append(abstract)
        else:
            first.addprevious(abstract)
        self.root.append(parse_xml(f'<w:num {_W} w:numId="{ident}"><w:abstractNumId w:val="{ident}"/></w:num>'))

    def counted(self, label: str) -> int:
        """A list of its own that counts from one: 1. 2. 3. or a) b) c)."""
        self.next += 1
        fmt, text = ("decimal", "%1.") if label[0].isdigit() else ("lowerLetter", "%1)")
        self.define(self.next, "hybridMultilevel", _level(0, fmt, text, 600))
        return self.next


def _number(paragraph: Any, ident: int, level: int) -> None:
    _set_number(paragraph._p.get_or_add_pPr(), ident, level)


def _set_number(properties: Any, ident: int, level: int) -> None:
    """Put ``w:numPr`` where the schema wants it among its siblings; Word refuses some files where it stands last."""
    numbers = properties.get_or_add_numPr()
    numbers.get_or_add_ilvl().val = level
    numbers.get_or_add_numId().val = ident


def _field(paragraph: Any, code: str) -> None:
    for kind, text in (("begin", ""), ("", code), ("separate", ""), ("", "1"), ("end", "")):
        run = paragraph.add_run()
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
        elif text == "1":
            run.text = text
        else:
            run._r.append(parse_xml(f'<w:instrText {_W} xml:space="preserve"> {text} </w:instrText>'))


def _wrap_runs(paragraph: Any) -> None:
    """Put the runs of a paragraph into a content control that shows its placeholder."""
    control = parse_xml(
        f"<w:sdt {_W}><w:sdtPr><w:showingPlcHdr/><w:text/></w:sdtPr><w:sdtContent/></w:sdt>",
    )
    runs = list(paragraph._p.iterchildren(qn("w:r")))
    runs[0].addprevious(control)
    for run in runs:
        control.find(qn("w:sdtContent")).append(run)


class _Writer:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.document = docx.Document()
        self.numbering = _Numbering(self.document)
        self.footnotes: list[str] = []
        self.counted: tuple[int, str] | None = None
        self.styles()
        self.frame()

    def styles(self) -> None:
        font = self.source.meta.get("font", "Calibri")
        styles = self.document.styles
        normal = styles["Normal"]
        normal.font.name, normal.font.size = font, Pt(11)
        normal.paragraph_format.space_after = Pt(8)
        normal.paragraph_format.line_spacing = 1.15
        normal.element.get_or_add_rPr().append(parse_xml(f'<w:lang {_W} w:val="sv-SE"/>'))
        for level, size in enumerate((16, 13, 11.5, 11), 1):
            style = styles[f"Heading {level}"]
            style.font.name, style.font.size = font, Pt(size)
            style.font.color.rgb = RGBColor(0x1F, 0x3A, 0x4D)
            _set_number(style.element.get_or_add_pPr(), _HEADINGS, level - 1)

    def frame(self) -> None:
        meta, section = self.source.meta, self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.5)
        section.header.paragraphs[0].text = meta.get("header", meta["title"])
        footer = section.footer.paragraphs[0]
        footer.add_run(meta.get("footer", meta.get("authority", "")) + "\tSida ")
        _field(footer, "PAGE")
        footer.add_run(" av ")
        _field(footer, "NUMPAGES")
        core = self.document.core_properties
        core.title, core.author, core.language = meta["title"], meta.get("authority", ""), "sv-SE"
        core.subject, core.comments, core.keywords, core.last_modified_by = meta.get("subject", ""), "", "", ""
        core.created = core.modified = dt.datetime(*FIXED_TIME)
        core.revision = 1

    def fill(self, paragraph: Any, text: Text) -> Any:
        for run in text.runs:
            if run.footnote:
                self.footnotes.append(run.footnote)
                mark = paragraph.add_run()
                mark.font.superscript = True
                mark._r.append(parse_xml(f'<w:footnoteReference {_W} w:id="{len(self.footnotes) + 1}"/>'))
            else:
                paragraph.add_run(run.text).bold = run.bold or None
        return paragraph

    def add(self, block: Block) -> None:
        document = self.document
        if block.kind != "item" or block.label == "•":
            self.counted = None
        if block.kind == "heading":
            paragraph = self.fill(document.add_heading(level=block.level), block.text)
            if not block.label:
                _number(paragraph, 0, 0)
        elif block.kind == "item":
            paragraph = self.fill(document.add_paragraph(style="List Paragraph"), block.text)
            paragraph.paragraph_format.space_after = Pt(3)
            if block.label == "•":
                _number(paragraph, _BULLETS, block.level - 1)
            else:
                if self.counted is None or block.label in {"1.", "a)"}:
                    self.counted = (self.numbering.counted(block.label), block.label)
                _number(paragraph, self.counted[0], 0)
        elif block.kind == "table":
            self.table(block)
        elif block.kind in {"title", "subtitle"}:
            self.fill(document.add_paragraph(style=block.kind.capitalize()), block.text)
        elif block.kind == "pagebreak":
            document.add_page_break()
        elif block.kind == "box":
            paragraph = self.fill(document.add_paragraph(style="Intense Quote"), block.text)
        elif block.kind in {"answer", "field", "placeholder"}:
            self.control(block)
        else:
            paragraph = self.fill(document.add_paragraph(), block.text)
            if block.kind == "question":
                paragraph.paragraph_format.keep_with_next = True

    def control(self, block: Block) -> None:
        """A content control: around the paragraph for answers and fields, with the placeholder flag where unfilled."""
        paragraph = self.fill(self.document.add_paragraph(), block.text)._p
        shown = "<w:showingPlcHdr/>" if block.kind == "placeholder" else ""
        ident = 700000 + len(self.document.element.body)
        control = parse_xml(
            f'<w:sdt {_W}><w:sdtPr><w:alias w:val="{block.kind}"/><w:id w:val="{ident}"/>{shown}<w:text/></w:sdtPr>'
            "<w:sdtContent/></w:sdt>"
        )
        paragraph.addprevious(control)
        control.find(qn("w:sdtContent")).append(paragraph)

    def table(self, block: Block) -> None:
        columns = max(len(row) for row in block.rows)
        table = self.document.add_table(0, columns, style="Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.LEFT
        for index, row in enumerate(block.rows):
            cells = table.add_row().cells
            if index in block.spans:
                cells[0].merge(cells[-1])
            for cell, text in zip(cells, row, strict=False):
                paragraph = self.fill(cell.paragraphs[0], text)
                if text.placeholder:
                    _wrap_runs(paragraph)
                paragraph.paragraph_format.space_after = Pt(2)
                if index == 0 or index in block.spans:
                    for run in paragraph.runs:
                        run.bold = True
        header = table.rows[0]._tr.get_or_add_trPr()
        header.append(OxmlElement("w:tblHeader"))
        self.document.add_paragraph().paragraph_format.space_after = Pt(2)

    def notes(self) -> None:
        if not self.footnotes:
            return
        special = "".join(
            f'<w:footnote w:type="{kind}" w:id="{ident}"><w:p><w:r><w:{mark}/></w:r></w:p></w:footnote>'
            for ident, kind, mark in (
                (0, "separator", "separator"),
                (1, "continuationSeparator", "continuationSeparator"),
            )
        )
        body = "".join(
            f'<w:footnote w:id="{ident}"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> '
            f"{escape(note)}</w:t></w:r></w:p></w:footnote>"
            for ident, note in enumerate(self.footnotes, 2)
        )
        xml = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:footnotes {_W}>{special}{body}</w:footnotes>'
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
        part = Part(PackURI("/word/footnotes.xml"), kind, xml.encode(), self.document.part.package)
        self.document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def fixed_zip(data: bytes, replace: dict[str, tuple[bytes, bytes]] | None = None) -> bytes:
    """Write an OOXML package again with fixed time stamps; ``replace`` holds a pattern and its text by member name."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if replace and name in replace:
                content = re.sub(*replace[name], content)
            info = zipfile.ZipInfo(name, FIXED_TIME)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            new.writestr(info, content)
    return out.getvalue()


def write_docx(source: Source, path: Path) -> None:
    """Write ``source`` to ``path``."""
    writer = _Writer(source)
    for block in source.blocks:
        writer.add(block)
    writer.notes()
    buffer = io.BytesIO()
    writer.document.save(buffer)
    path.write_bytes(fixed_zip(buffer.getvalue()))
