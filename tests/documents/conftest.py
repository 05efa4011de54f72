"""Builders for small documents, so that a test shows the markup it is about and nothing else."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACES = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"

STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Rubrik1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>
  <w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Rubrik2"><w:name w:val="heading 2"/><w:basedOn w:val="Normal"/>
  <w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="EgenRubrik"><w:name w:val="Egen rubrik"/><w:basedOn w:val="Rubrik2"/></w:style>
<w:style w:type="character" w:styleId="Dold"><w:name w:val="Dold"/><w:rPr><w:vanish/></w:rPr></w:style>
"""


def _root(name: str, inner: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{name} {_SPACES}>{inner}</w:{name}>'


def write_docx(path: Path, body: str, **parts: str) -> Path:
    """A DOCX with that body. `styles`, `numbering`, `footnotes`, `endnotes`, `comments`, `header1`, `footer1`:
    the inside of those parts; `document`: the whole main part instead of a body."""
    styles = parts.pop("styles", STYLES)
    main = parts.pop("document", _root("document", f"<w:body>{body}</w:body>"))
    app = parts.pop("app", "")
    files = {"word/styles.xml": _root("styles", styles)}
    links = [("rId1", "styles", "styles.xml")]
    roots = {"header1": "hdr", "footer1": "ftr"}
    for number, (name, inner) in enumerate(parts.items(), 2):
        files[f"word/{name}.xml"] = _root(roots.get(name, name), inner)
        links.append((f"rId{number}", name.rstrip("1"), f"{name}.xml"))
    relations = "".join(
        f'<Relationship Id="{"rHead" if k == "header" else "rFoot" if k == "footer" else i}" '
        f'Type="{_OFFICE}/{k}" Target="{t}"/>'
        for i, k, t in links
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        archive.writestr("word/document.xml", main)
        archive.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>',
        )
        if app:
            archive.writestr(
                "docProps/app.xml",
                '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
                f"<Pages>{app}</Pages></Properties>",
            )
        for name, text in files.items():
            archive.writestr(name, text)
    return path


@pytest.fixture
def make_docx(tmp_path: Path) -> Callable[..., Path]:
    """`make_docx(body, styles=..., numbering=...)` writes a DOCX and returns its path."""
    return lambda body, **parts: write_docx(tmp_path / "prov.docx", body, **parts)


@pytest.fixture
def read_body(make_docx: Callable[..., Path]) -> Callable[..., object]:
    """`read_body(body, ...)` reads a DOCX with that body."""
    from upplint.documents.docx.reader import read_docx

    return lambda body, **parts: read_docx(make_docx(body, **parts), file="prov.docx")
