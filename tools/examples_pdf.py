"""Write a source document as PDF: a tender system's export, a plain print, or contract terms. Tagged where asked for.

The bytes depend on the source alone (ReportLab's invariant mode; no clock, no random identifiers)."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pypdf
import reportlab
from examples_markup import Block, Source, Text, fold, texts
from pypdf.generic import ArrayObject, BooleanObject, DictionaryObject, NameObject, NumberObject, TextStringObject
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageBreak, PageTemplate, Paragraph, Spacer, Table
from reportlab.platypus.tableofcontents import TableOfContents

_FONTS = Path(reportlab.__file__).parent / "fonts"
_EXPORT, _PLAIN, _SERIF = "export", "plain", "serif"


def _fonts(style: str) -> tuple[str, str]:
    if style == _EXPORT:
        return "Helvetica", "Helvetica-Bold"
    if style == _SERIF:
        return "Times-Roman", "Times-Bold"
    for name in ("Vera", "VeraBd"):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(_FONTS / f"{name}.ttf")))
    pdfmetrics.registerFontFamily("Vera", normal="Vera", bold="VeraBd", italic="Vera", boldItalic="VeraBd")
    return "Vera", "VeraBd"


class _Tagged(Paragraph):
    """A paragraph that marks its content on the page, so that a structure tree can point at it."""

    tag = "P"

    def drawPara(self, debug: int = 0) -> None:  # noqa: N802 - ReportLab's name
        marks: list[tuple[int, int, str]] | None = getattr(self.canv, "_structure", None)
        if marks is None:
            super().drawPara(debug)
            return
        page = self.canv.getPageNumber() - 1
        ident = sum(1 for mark in marks if mark[0] == page)
        marks.append((page, ident, self.tag))
        self.canv._code.append(f"/{self.tag} <</MCID {ident}>> BDC")
        super().drawPara(debug)
        self.canv._code.append("EMC")


class _Document(BaseDocTemplate):
    def __init__(self, target: Any, source: Source, **options: Any) -> None:
        super().__init__(
            target,
            pagesize=A4,
            invariant=1,
            lang="sv-SE",
            title=source.meta["title"],
            author=source.meta.get("authority", ""),
            subject=source.meta.get("subject", ""),
            **options,
        )
        self.source = source
        self.structure: list[tuple[int, int, str]] = []

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 - ReportLab's name
        if (entry := getattr(flowable, "toc", None)) is not None:
            self.notify("TOCEntry", (*entry, self.page))

    def beforeDocument(self) -> None:  # noqa: N802 - ReportLab's name
        self.structure.clear()
        if self.source.meta.get("tagged") == "yes":
            self.canv._structure = self.structure


def _html(text: Text, notes: list[str]) -> str:
    pieces = []
    for run in text.runs:
        if run.footnote:
            notes.append(run.footnote)
            pieces.append(f"<super>{len(notes)}</super>")
            continue
        piece = run.text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        pieces.append(f"<b>{piece}</b>" if run.bold else piece)
    return "".join(pieces)


class _Writer:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.style = source.meta.get("style", _PLAIN)
        self.notes: list[str] = []
        font, bold = _fonts(self.style)
        size = 9.5 if self.style == _PLAIN else 10.5
        self.font, self.size = font, size
        base = ParagraphStyle("base", fontName=font, fontSize=size, leading=size * 1.4, spaceAfter=size * 0.7)
        self.base = base
        self.looks = {
            "title": ParagraphStyle("t", base, fontName=bold, fontSize=20, leading=26, spaceBefore=60, spaceAfter=14),
            "subtitle": ParagraphStyle("u", base, fontSize=13, leading=18),
            "question": ParagraphStyle("q", base, fontName=bold, spaceBefore=4, leftIndent=12),
            "answer": ParagraphStyle("a", base, leftIndent=12, spaceAfter=12),
            "box": ParagraphStyle("b", base, leftIndent=8, backColor=colors.whitesmoke, borderPadding=4, spaceBefore=6),
        }
        for level, points in enumerate((15, 12.5, 11, 10.5), 1):
            self.looks[f"h{level}"] = ParagraphStyle(
                f"h{level}", base, fontName=bold, fontSize=points, leading=points * 1.3,
                spaceBefore=points * 1.1, spaceAfter=points * 0.4, keepWithNext=1)  # fmt: skip
        for level in (1, 2):
            self.looks[f"item{level}"] = ParagraphStyle(
                f"i{level}", base, leftIndent=18 * level, bulletIndent=18 * level - 12, spaceAfter=3)  # fmt: skip
        self.cell = ParagraphStyle("c", base, fontSize=size - 1, leading=(size - 1) * 1.3, spaceAfter=0)
        self.head = ParagraphStyle("ch", self.cell, fontName=bold)

    def paragraph(self, html: str, style: ParagraphStyle, tag: str = "P", bullet: str | None = None) -> _Tagged:
        result = _Tagged(html, style, bulletText=bullet)
        result.tag = tag
        return result

    def flowables(self, block: Block) -> list[Flowable]:
        html = _html(block.text, self.notes)
        if block.kind == "heading":
            number = f"{block.label}. " if self.style == _EXPORT and block.level == 1 and block.label else block.label
            heading = self.paragraph(
                f"{number.strip()} {html}".strip(), self.looks[f"h{block.level}"], f"H{block.level}"
            )
            if block.level <= 2:
                heading.toc = (block.level - 1, f"{block.label} {fold(block.text.plain)}".strip())
            return [heading]
        if block.kind == "item":
            return [self.paragraph(html, self.looks[f"item{min(block.level, 2)}"], "P", block.label)]
        if block.kind == "table":
            return [self.table(block), Spacer(1, 8)]
        if block.kind == "pagebreak":
            return [PageBreak()]
        return [self.paragraph(html, self.looks.get(block.kind, self.base))]

    def table(self, block: Block) -> Table:
        columns = max(len(row) for row in block.rows)
        plain = [row for i, row in enumerate(block.rows) if i not in block.spans]
        longest = [max(min(len(row[c].plain), 70) for row in plain if c < len(row)) for c in range(columns)]
        share = [max(length, 9) for length in longest]
        width = A4[0] - 4.6 * cm
        commands: list[Any] = [
            ("GRID", (0, 0), (-1, -1), 0.5, colors.grey),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("BACKGROUND", (0, 0), (-1, 0), colors.whitesmoke),
        ]
        commands += [("SPAN", (0, index), (-1, index)) for index in block.spans]
        rows = []
        for index, row in enumerate(block.rows):
            look, tag = (self.head, "TH") if index == 0 or index in block.spans else (self.cell, "TD")
            cells: list[Any] = [self.paragraph(_html(cell, self.notes), look, tag) for cell in row]
            rows.append(cells + [""] * (columns - len(cells)))
        return Table(rows, colWidths=[width * s / sum(share) for s in share], style=commands, repeatRows=1)

    def contents(self) -> list[Flowable]:
        contents = TableOfContents()
        contents.levelStyles = [ParagraphStyle(f"toc{i}", self.base, leftIndent=14 * i, spaceAfter=2) for i in range(2)]
        contents.dotsMinLevel = 0
        return [self.paragraph("Innehåll", self.looks["h2"], "H1"), contents, PageBreak()]

    def furniture(self, pages: int) -> Any:
        meta = self.source.meta

        def draw(canvas: Any, document: Any) -> None:
            canvas.saveState()
            if document.page > 1 or self.style != _EXPORT:
                canvas.setFont(self.font, 8)
                tagged = getattr(canvas, "_structure", None) is not None
                if tagged:
                    canvas._code.append("/Artifact BMC")
                top = A4[1] - 1.3 * cm if self.style != _EXPORT else 1.5 * cm
                canvas.drawString(2.3 * cm, top, meta.get("header", meta["title"]))
                if tagged:
                    canvas._code.append("EMC")
            canvas.setFont(self.font, 8)
            label = f"Sida {document.page}/{pages}" if self.style == _EXPORT else f"Sida {document.page} av {pages}"
            if getattr(canvas, "_structure", None) is not None:
                canvas._code.append("/Artifact BMC")
            canvas.drawRightString(A4[0] - 2.3 * cm, 1.1 * cm, label)
            if getattr(canvas, "_structure", None) is not None:
                canvas._code.append("EMC")
            canvas.restoreState()

        return draw

    def build(self, pages: int) -> tuple[bytes, int, list[tuple[int, int, str]]]:
        buffer = io.BytesIO()
        document = _Document(buffer, self.source)
        frame = Frame(2.3 * cm, 2 * cm, A4[0] - 4.6 * cm, A4[1] - 4.2 * cm, id="f", leftPadding=0, rightPadding=0)
        document.addPageTemplates([PageTemplate("p", [frame], onPage=self.furniture(pages))])
        story: list[Flowable] = []
        for block in self.source.blocks:
            if block.kind == "heading" and self.source.meta.get("contents") == "yes" and not self.started(story):
                story += [PageBreak(), *self.contents()]
            story += self.flowables(block)
        story += [self.paragraph(f"{number} {note}", self.cell) for number, note in enumerate(self.notes, 1)]
        document.multiBuild(story)
        return buffer.getvalue(), document.page, list(document.structure)

    @staticmethod
    def started(story: list[Flowable]) -> bool:
        return any(isinstance(flowable, TableOfContents) for flowable in story)


def _add_structure(data: bytes, marks: list[tuple[int, int, str]]) -> bytes:
    """Add the structure tree (ISO 32000-1, 14.7) that the marked content of the pages belongs to."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    root = DictionaryObject({NameObject("/Type"): NameObject("/StructTreeRoot")})
    root_ref = writer._add_object(root)
    document = DictionaryObject(
        {NameObject("/Type"): NameObject("/StructElem"), NameObject("/S"): NameObject("/Document"),
         NameObject("/P"): root_ref})  # fmt: skip
    document_ref = writer._add_object(document)
    kids, parents = ArrayObject(), [ArrayObject() for _ in writer.pages]
    for page, ident, tag in marks:
        element = DictionaryObject(
            {NameObject("/Type"): NameObject("/StructElem"), NameObject("/S"): NameObject(f"/{tag}"),
             NameObject("/P"): document_ref, NameObject("/Pg"): writer.pages[page].indirect_reference,
             NameObject("/K"): NumberObject(ident)})  # fmt: skip
        reference = writer._add_object(element)
        kids.append(reference)
        parents[page].append(reference)
    document[NameObject("/K")] = kids
    tree = ArrayObject()
    for number, array in enumerate(parents):
        tree.extend([NumberObject(number), writer._add_object(array)])
        writer.pages[number][NameObject("/StructParents")] = NumberObject(number)
    root[NameObject("/K")] = document_ref
    root[NameObject("/ParentTree")] = writer._add_object(DictionaryObject({NameObject("/Nums"): tree}))
    catalog = writer._root_object
    catalog[NameObject("/StructTreeRoot")] = root_ref
    catalog[NameObject("/MarkInfo")] = DictionaryObject({NameObject("/Marked"): BooleanObject(True)})
    catalog[NameObject("/Lang")] = TextStringObject("sv-SE")
    catalog[NameObject("/ViewerPreferences")] = DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(True)})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def write_pdf(source: Source, path: Path) -> int:
    """Write ``source`` to ``path`` and return its number of pages. Built twice: the first pass counts the pages."""
    _, pages, _ = _Writer(source).build(0)
    data, pages, marks = _Writer(source).build(pages)
    path.write_bytes(_add_structure(data, marks) if marks else data)
    return pages


def pages_of(path: Path, source: Source, gold: list[dict[str, Any]]) -> list[int]:
    """The page (from 1) on which each gold quote begins, searched forward through the text of the built file."""
    import pypdfium2

    joined, starts = "", []
    meta = source.meta
    with pypdfium2.PdfDocument(path) as document:
        for number, page in enumerate(document, 1):
            text = fold(page.get_textpage().get_text_range())
            for furniture in (
                meta.get("header", meta["title"]),
                f"Sida {number}/{len(document)}",
                f"Sida {number} av {len(document)}",
            ):
                text = text.replace(fold(furniture), " ", 1) if number > 1 or "av" in furniture else text
            starts.append(len(joined))
            joined += fold(text) + " "
    body = sum(len(fold(t.plain)) for b in source.blocks for t in texts(b))
    if len(joined) < body * 0.9:
        raise ValueError(f"{path.name}: text is missing in the built PDF")
    result, position = [], 0
    for item in gold:
        found = joined.find(item["quote"], max(0, position - 400))
        if found < 0:
            raise ValueError(f"{path.name}: quote not found after position {position}: {item['quote']}")
        position = found
        result.append(max(i for i, start in enumerate(starts, 1) if start <= found))
    return result
