"""Plain text, hard-wrapped exports and Markdown."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from upplint.documents.layout.clean import same
from upplint.documents.limits import Limits
from upplint.documents.model import AnswerKind, BlockKind, Document
from upplint.documents.text import decode, read_markdown, read_text
from upplint.errors import ReadError

REAL = Path(__file__).parents[3] / "shared" / "corpus" / "real"

EXPORT = (Path(__file__).parent / "files" / "export.txt").read_text("utf-8")


def read(tmp_path: Path, content: str | bytes, name: str = "export.txt") -> Document:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return (read_markdown if name.endswith(".md") else read_text)(path, file=name, limits=Limits())


@pytest.fixture
def export(tmp_path: Path) -> Document:
    return read(tmp_path, EXPORT)


def texts(document: Document, kind: BlockKind) -> list[str]:
    return [b.text for b in document.blocks if b.kind is kind]


def test_wrapped_lines_become_paragraphs_over_page_ends(export: Document) -> None:
    found = texts(export, BlockKind.PARAGRAPH)
    assert any("och beställaren går igenom ytorna tillsammans" in t for t in found)


def test_running_titles_are_kept_once(export: Document) -> None:
    assert texts(export, BlockKind.FOOTER) == ["Sida 1/4", "Parkskötsel 2031"]


def test_numbers_of_headings_and_a_reference_at_the_start_of_a_line(export: Document) -> None:
    heads = [(b.number, b.text) for b in export.blocks if b.kind is BlockKind.HEADING and b.number]
    assert heads == [
        ("1.", "Anbudsinbjudan"),
        ("1.1", "Om uppdraget"),
        ("1.2", "Krav"),
        ("1.3", "Avtalstid"),
        ("1.4", "Pris"),
    ]
    assert any("enligt det som följer av punkt 1.2 Krav, och båda" in t for t in texts(export, BlockKind.PARAGRAPH))


def test_a_heading_without_number_stands_alone(export: Document) -> None:
    assert "Information" in texts(export, BlockKind.HEADING)


def test_marks_printed_behind_their_items(export: Document) -> None:
    items = [(b.number, b.level, b.text) for b in export.blocks if b.kind is BlockKind.LIST_ITEM]
    assert [(n, level) for n, level, _ in items] == [
        ("•", 1), ("•", 1), ("•", 1), ("•", 2), ("•", 2), ("1.", 1), ("2.", 1), ("3.", 1),
    ]  # fmt: skip
    assert items[0][2] == "ha klippt gräs åt minst två kommuner,"
    assert items[1][2].startswith("ha personal") and items[1][2].endswith("frågar efter intygen,")
    assert [t for _, _, t in items[5:]] == ["Avtalet", "Upphandlingsdokumenten", "Anbudet"]
    assert all(b.lead_in is not None for b in export.blocks if b.kind is BlockKind.LIST_ITEM)


def test_answer_fields_of_an_export(export: Document) -> None:
    questions = [b for b in export.blocks if b.kind is BlockKind.QUESTION]
    assert [(q.number, q.text, q.answer.kind) for q in questions if q.answer] == [
        ("a.", "Ange antal anställda", AnswerKind.TEXT),
        ("", "Uppfylls kraven?", AnswerKind.YES_NO),
    ]


def wrong_places(document: Document, text: str) -> list[tuple[str, str]]:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    out = []
    for block in document.blocks:
        for s in block.segments:
            shown = block.text[s.start : s.end]
            if s.origin.generated or s.origin.unit is None:
                continue
            there = lines[int(s.origin.unit[1:])][s.origin.offset : s.origin.offset + len(shown)]
            if len(there) != len(shown) or not all(map(same, there, shown)):
                out.append((shown, there))
    return out


def test_places_in_an_export(export: Document) -> None:
    assert wrong_places(export, EXPORT) == []


@pytest.mark.skipif(not REAL.exists(), reason="the shared documents are not here")
@pytest.mark.parametrize("name", ["chalmers-healthtech.txt", "eskilstuna-lokalforsorjning.txt"])
def test_places_in_real_exports(name: str) -> None:
    document = read_text(REAL / name, file=name, limits=Limits())
    assert wrong_places(document, (REAL / name).read_text("utf-8")) == []


CHARACTERS = st.text(
    alphabet=st.sampled_from("abcåäö ABC123.,:;•-–()/\n\n\t\u00a0\u00adA\u030ae\u0301Sida 1/2\f"), max_size=400
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CHARACTERS)
def test_any_text_is_read_with_right_places(tmp_path: Path, text: str) -> None:
    if not text:
        return
    document = read(tmp_path, text)
    assert wrong_places(document, text) == []
    for block in document.blocks:
        assert block.text == block.text.strip() and block.text
        assert unicodedata.is_normalized("NFC", block.text) or "\u030a" in block.text or "\u0301" in block.text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "utf-32"])
def test_encodings_of_swedish_files(encoding: str) -> None:
    text = "Anbudsgivaren ska lämna två åtgärdsförslag – ett för sommaren, ett för vintern.\nPriset är 400 kr.\n" * 3
    assert decode(text.encode(encoding), "a.txt") == text


def test_line_ends_of_all_kinds(tmp_path: Path) -> None:
    document = read(tmp_path, b"Rad ett.\r\nRad tv\xc3\xa5.\rRad tre.")
    assert document.text == "Rad ett.\nRad två.\nRad tre."


def test_a_picture_with_the_wrong_name_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="ingen textfil"):
        read(tmp_path, b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)))


def test_an_empty_and_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="tom"):
        read(tmp_path, b"")
    with pytest.raises(ReadError, match="finns inte"):
        read_text(tmp_path / "nej.txt", file="nej.txt", limits=Limits())


TABLE = """\
Priserna ska anges i tabellen.

Tjänst\tEnhet\tPris
Grundstädning\ttimme\t400
Fönsterputs\ttimme\t390

| Krav           | Svar   |
|----------------|--------|
| Egen personal  | Ja/Nej |
"""


def test_tables_in_plain_text(tmp_path: Path) -> None:
    document = read(tmp_path, TABLE)
    rows = [b for b in document.blocks if b.kind is BlockKind.TABLE_ROW]
    assert [r.text for r in rows] == [
        "Tjänst\tEnhet\tPris", "Grundstädning\ttimme\t400", "Fönsterputs\ttimme\t390", "Krav\tSvar",
        "Egen personal\tJa/Nej",
    ]  # fmt: skip
    assert [c.header for c in rows[1].cells] == ["Tjänst", "Enhet", "Pris"]
    assert rows[4].answer is not None and rows[4].answer.kind is AnswerKind.YES_NO
    assert rows[0].table != rows[4].table
    assert wrong_places(document, TABLE) == []


MARKDOWN = """\
# 1 Krav på *utförandet*

Leverantören ska ha **minst två** anställda
som talar [svenska](https://exempel.se).

## 1.1 Intyg

- F-skatt
- intyg som visar:
  1. utbildning
  2. erfarenhet

| Krav | Nivå |
|------|------|
| Personal ska bära | tjänstekort |

```
kod = 1
```
"""


def test_markdown_keeps_its_structure(tmp_path: Path) -> None:
    document = read(tmp_path, MARKDOWN, "krav.md")
    assert [(b.kind, b.level, b.number, b.text) for b in document.blocks] == [
        (BlockKind.HEADING, 1, "1", "Krav på utförandet"),
        (BlockKind.PARAGRAPH, 0, "", "Leverantören ska ha minst två anställda som talar svenska."),
        (BlockKind.HEADING, 2, "1.1", "Intyg"),
        (BlockKind.LIST_ITEM, 1, "•", "F-skatt"),
        (BlockKind.LIST_ITEM, 1, "•", "intyg som visar:"),
        (BlockKind.LIST_ITEM, 2, "1.", "utbildning"),
        (BlockKind.LIST_ITEM, 2, "2.", "erfarenhet"),
        (BlockKind.TABLE_ROW, 0, "", "Krav\tNivå"),
        (BlockKind.TABLE_ROW, 0, "", "Personal ska bära\ttjänstekort"),
        (BlockKind.NOTE, 0, "", "kod = 1"),
    ]
    assert document.blocks[7].header_row and document.blocks[8].cells[1].header == "Nivå"
    assert document.blocks[5].lead_in == 4
    assert wrong_places(document, MARKDOWN) == []
