"""The way back from an origin to the XML, on documents of every shape."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from upplint.documents.docx.locate import character, find_paragraph, find_run, run_text
from upplint.documents.docx.reader import read_docx
from upplint.documents.limits import Limits
from upplint.documents.model import Document
from upplint.documents.package import Package

_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Co", "Cn")), max_size=30)
_RUNS = st.lists(st.tuples(_TEXT, st.booleans()), max_size=4)


def roots(path: Path) -> dict[str, etree._Element]:
    package = Package.open(path.read_bytes(), path.name, Limits())
    return {n: package.xml(n) for n in package.names if n.startswith("word/") and n.endswith(".xml")}


def check_every_character(document: Document, path: Path) -> int:
    """Each stored character of each block is found again at its origin; the number checked comes back."""
    parts = roots(path)
    count = 0
    for block in document.blocks:
        for segment in block.segments:
            origin = segment.origin
            if origin.generated:
                continue
            assert origin.part is not None and origin.unit is not None and origin.run is not None
            stored = run_text(find_run(parts[origin.part], origin.unit, origin.run))
            for i in range(segment.start, segment.end):
                char = block.text[i]
                there = stored[origin.offset + i - segment.start]
                same = char == there or (char == " " and there.isspace()) or (char == "-" and there == "\u2011")
                composed = unicodedata.normalize("NFD", char)[0] == unicodedata.normalize("NFD", there)[0]
                assert same or composed, (block.text, char, there)
                count += 1
    return count


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_RUNS, min_size=1, max_size=6))
def test_random_documents_are_read_back(tmp_path_factory: pytest.TempPathFactory, paragraphs: list) -> None:
    import docx

    document = docx.Document()
    for runs in paragraphs:
        paragraph = document.add_paragraph()
        for text, bold in runs:
            paragraph.add_run(text).bold = bold
    path = tmp_path_factory.mktemp("slump") / "prov.docx"
    document.save(str(path))
    read = read_docx(path, file="prov.docx")
    check_every_character(read, path)
    invisible = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))

    def words(text: str) -> str:
        folded = unicodedata.normalize("NFC", text.translate(invisible).replace("\u2011", "-"))
        return "".join(folded.split())

    stored = "".join(words("".join(t for t, _ in runs)) for runs in paragraphs)
    got = "".join("".join(b.number.split()) + words(b.text) for b in read.blocks)
    # A full stop after a heading's number is not kept; it is the only character that may go.
    assert got.replace(".", "") == stored.replace(".", "")


def test_every_kind_of_place_is_found_again(make_docx: Callable[..., Path]) -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>Rutan.</w:t></w:r></w:p></w:txbxContent>"
    body = (
        '<w:p><w:r><w:t xml:space="preserve"> Före\u00a0 </w:t></w:r>'
        '<w:del w:id="1"><w:r><w:delText>bort</w:delText></w:r></w:del>'
        '<w:ins w:id="2"><w:r><w:t>till</w:t><w:tab/><w:t>lagt</w:t></w:r></w:ins>'
        "<w:hyperlink><w:r><w:t>länk</w:t><w:br/><w:noBreakHyphen/><w:t>x</w:t></w:r></w:hyperlink></w:p>"
        f"<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        "</mc:AlternateContent></w:r><w:r><w:t>Efter A\u030a.</w:t></w:r></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Cell</w:t></w:r></w:p></w:tc><w:tc><w:sdt><w:sdtContent><w:p><w:r><w:t>Två</w:t></w:r>"
        "</w:p></w:sdtContent></w:sdt></w:tc></w:tr></w:tbl>"
    )
    path = make_docx(body, footer1="<w:p><w:r><w:t>Sidfot</w:t></w:r></w:p>")
    assert check_every_character(read_docx(path, file="x.docx"), path) > 30


def test_a_character_leads_to_its_element(make_docx: Callable[..., Path]) -> None:
    path = make_docx("<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>ab</w:t><w:tab/><w:t>cd</w:t></w:r></w:p>")
    run = find_run(roots(path)["word/document.xml"], "p0", 0)
    assert run_text(run) == "ab\tcd"
    assert [(character(run, i)[0].tag.rpartition("}")[2], character(run, i)[1]) for i in range(6)] == [
        ("t", 0),
        ("t", 1),
        ("tab", 0),
        ("t", 0),
        ("t", 1),
        ("t", 2),
    ]
    with pytest.raises(LookupError):
        character(run, 6)


@pytest.mark.parametrize("unit", ["p9", "x", "p", "B7"])
def test_places_that_are_not_there(make_docx: Callable[..., Path], unit: str) -> None:
    root = roots(make_docx("<w:p/>"))["word/document.xml"]
    with pytest.raises(LookupError):
        find_paragraph(root, unit)
    with pytest.raises(LookupError):
        find_run(root, "p0", 3)


_REAL = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "real"
_OWN = Path(__file__).resolve().parents[1] / "corpus" / "documents"


@pytest.mark.parametrize("path", sorted([*_REAL.glob("*.docx"), *_OWN.glob("*.docx")]), ids=lambda p: p.name)
def test_whole_documents_are_mapped(path: Path) -> None:
    document = read_docx(path)
    assert check_every_character(document, path) > 0.9 * len(document.text.replace("\n", ""))
