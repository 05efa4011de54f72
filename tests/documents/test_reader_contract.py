"""What every reader promises to the rooms after it, whatever the format."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from upplint.documents.model import FURNITURE, BlockKind, Document
from upplint.documents.read import read_document

_HERE = Path(__file__).resolve()
_PLACES = [
    _HERE.parent / "files",
    _HERE.parents[1] / "corpus" / "documents",
    _HERE.parents[3] / "shared" / "corpus" / "real",
]
_READ = {".docx", ".pdf", ".txt", ".md", ".html", ".xlsx", ".odt", ".rtf"}
_UNREADABLE = ("encrypted", "locked", "truncated", "damaged", "broken", "lasad", "trasig", "avklippt", "empty", "tom")

SAMPLES = {
    "prov.txt": "1. Krav\n\nLeverantören ska:\n\n- ha bil\n- ha jour\n",
    "prov.md": "# Krav\n\nLeverantören ska:\n\n- ha bil\n\n| Nr | Krav |\n|---|---|\n| 1 | Ha bil |\n",
    "prov.html": (
        "<h1>Krav</h1><p>Leverantören ska:</p><ul><li>ha bil</li></ul><table><tr><th>Nr<th>Krav<tr><td>1<td>Bil</table>"
    ),
    "prov.rtf": "{\\rtf1\\ansi 2.1 Omfattning\\par Leverantoren ska:\\par - ha bil\\par}",
}


def files() -> list[Path]:
    return [
        path
        for place in _PLACES
        if place.is_dir()
        for path in sorted(place.iterdir())
        if path.suffix in _READ and not any(word in path.stem for word in _UNREADABLE)
    ]


def check(document: Document) -> None:
    assert document.format and document.sha256 and len(document.sha256) == 64
    assert "\\" not in document.file
    assert document.text == "\n".join(b.text for b in document.blocks)
    offset = 0
    for index, block in enumerate(document.blocks):
        text = block.text
        assert (block.index, block.start, block.end) == (index, offset, offset + len(text))
        offset = block.end + 1
        assert text == text.strip() and text, block
        assert "\n" not in text and "  " not in text and "\u00ad" not in text, block
        assert unicodedata.is_normalized("NFC", text), block
        assert document.text[block.start : block.end] == text
        position = 0
        for segment in block.segments:
            assert position <= segment.start < segment.end <= len(text), block
            assert not text[position : segment.start].strip(), (block, "utan ursprung")
            assert segment.origin.offset >= 0
            position = segment.end
        assert not text[position:].strip() or block.style == "sheet", block
        assert all(0 <= a < b <= len(text) for a, b in (*block.highlighted, *block.placeholder)), block
        assert all(h < index and document.blocks[h].kind is BlockKind.HEADING for h in block.section), block
        assert list(block.section) == sorted(block.section)
        assert block.lead_in is None or block.lead_in < index
        if block.kind in (BlockKind.HEADING, BlockKind.LIST_ITEM):
            assert block.level >= 1, block
        if block.kind in FURNITURE:
            assert block.section == ()
        if block.cells:
            assert all(0 <= c.start <= c.end <= len(text) and c.column >= 0 for c in block.cells), block
            assert [c.start for c in block.cells] == sorted(c.start for c in block.cells)
            assert all(text[c.start : c.end] == text[c.start : c.end].strip() for c in block.cells), block
        assert block.page is None or (document.pages is None or 1 <= block.page <= document.pages), block
    for note in document.annotations:
        assert note.kind in {"comment", "hidden", "insertion", "deletion"}
        if note.start is not None and note.end is not None:
            assert 0 <= note.start <= note.end <= len(document.text)
    for gap in document.gaps:
        assert gap.file == document.file and gap.message.endswith((".", "!")), gap


@pytest.mark.parametrize("path", files(), ids=lambda p: p.name)
def test_files(path: Path) -> None:
    document = read_document(path)
    check(document)
    assert document.path == str(path)


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_samples(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(SAMPLES[name], encoding="utf-8")
    document = read_document(path, file=name)
    check(document)
    items = [b for b in document.blocks if b.kind is BlockKind.LIST_ITEM and b.text == "ha bil"]
    assert [document.blocks[b.lead_in].text for b in items if b.lead_in is not None] == [
        document.blocks[items[0].index - 1].text
    ]


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    path = tmp_path / "prov.html"
    path.write_text(SAMPLES["prov.html"], encoding="utf-8")
    assert read_document(path) == read_document(path)
