"""Word files made for tests of the comments in them, and what a copy shows."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
from lxml import etree

from upplint.documents.docx.reader import read_docx
from upplint.documents.model import Document
from upplint.engine.model import Confidence, Finding, Level, Place, Report
from upplint.reports.docx_comments import annotate_docx
from upplint.reports.notes import notes_by_document

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_NOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
SPACES = f'xmlns:w="{W}" xmlns:r="{OFFICE}" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
_ROOTS = {"header": "hdr", "footer": "ftr", "commentsExtended": None}
SECTION = '<w:sectPr><w:headerReference r:id="rIdheader"/><w:footerReference r:id="rIdfooter"/></w:sectPr>'


def w(name: str) -> str:
    return f"{{{W}}}{name}"


def run(text: str, look: str = "") -> str:
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*inner: str) -> str:
    return f"<w:p>{''.join(inner)}</w:p>"


def write(path: Path, body: str, **parts: str) -> Path:
    """A DOCX with that body and those parts."""
    links = "".join(f'<Relationship Id="rId{name}" Type="{OFFICE}/{name}" Target="{name}.xml"/>' for name in parts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:

        def put(name: str, text: str) -> None:
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 15, 8, 0, 0)), text)

        put(
            "[Content_Types].xml",
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/>'
            + (f'<Override PartName="/word/comments.xml" ContentType="{_NOTES}"/>' if "comments" in parts else "")
            + "</Types>",
        )
        put(
            "_rels/.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        put("word/document.xml", f"<w:document {SPACES}><w:body>{body}</w:body></w:document>")
        put("word/_rels/document.xml.rels", f'<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>')
        for name, inner in parts.items():
            root = _ROOTS.get(name, name)
            put(f"word/{name}.xml", f"<w:{root} {SPACES}>{inner}</w:{root}>" if root else inner)
    return path


def finding(document: Document, start: int, end: int, **values: Any) -> Finding:
    excerpt = document.text[start:end]
    place = Place(0, 0, document.file, None, "", start, end, excerpt, excerpt, 0)
    given: dict[str, Any] = {
        "rule": "ABC001",
        "name": "prov",
        "title": "En rubrik",
        "level": Level.WARNING,
        "confidence": Confidence.HIGH,
        "message": "Så är det.",
        "why": "Därför.",
        "advice": "Gör så.",
        "rewrite": "",
        "law": (),
        "place": place,
    }
    return Finding(**(given | values))


def at(document: Document, excerpt: str, **values: Any) -> Finding:
    start = document.text.index(excerpt)
    return finding(document, start, start + len(excerpt), **values)


def annotated(path: Path, findings: Sequence[Finding], *, tracked: bool = False) -> bytes:
    document = read_docx(path, file="prov.docx")
    notes = notes_by_document(Report((), tuple(findings))).get((0, 0), [])
    return annotate_docx(path.read_bytes(), document, notes, "sv", tracked=tracked)


def part(data: bytes, name: str = "word/document.xml") -> Any:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def shown(data: bytes) -> str:
    """The text of the main part: [n: words] for a comment, {wrapper: } for what holds runs, one paragraph a line."""
    out: list[str] = []

    def walk(element: Any) -> None:
        name = etree.QName(element).localname
        number = element.get(w("id"))
        if name == "commentRangeStart":
            out.append(f"[{number}:")
        elif name == "commentRangeEnd":
            out.append("]")
        elif name == "commentReference":
            out.append(f"^{number}")
        elif name in ("t", "delText"):
            out.append(element.text or "")
        elif name in ("footnoteReference", "tab", "instrText"):
            out.append(f"<{name}>")
        wraps = name in ("ins", "del", "hyperlink", "sdtContent", "fldSimple", "txbxContent")
        if wraps:
            out.append(f"{{{name}|")
        for child in element:
            walk(child)
        if wraps:
            out.append("}")
        if name == "p":
            out.append("\n")

    walk(part(data).find(w("body")))
    return "".join(out).strip()


def texts(data: bytes) -> list[str]:
    return [c.text for c in docx.Document(io.BytesIO(data)).comments]
