"""Every character of a PDF's text knows its place in the page's character list."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from upplint.documents.layout.clean import same
from upplint.documents.limits import Limits
from upplint.documents.model import Document
from upplint.documents.pdf import read_pdf
from upplint.documents.pdf.chars import CharReader, char_boxes, highlight_boxes, line_boxes

FILES = Path(__file__).parent / "files"
REAL = Path(__file__).parents[3] / "shared" / "corpus" / "real"
READABLE = ["columns", "running", "lists", "tables", "headings", "letters", "scanned", "turned", "notes", "long_table"]
PATHS = [FILES / f"{name}.pdf" for name in READABLE] + (sorted(REAL.glob("*.pdf")) if REAL.exists() else [])


def stored(path: Path) -> dict[int, str]:
    """The character list of every page, read one by one."""
    import pypdfium2
    from pypdfium2 import raw

    out = {}
    pdf = pypdfium2.PdfDocument(str(path))
    for i in range(len(pdf)):
        page = pdf[i]
        text = page.get_textpage()
        count = raw.FPDFText_CountChars(text.raw)
        out[i + 1] = "".join(chr(raw.FPDFText_GetUnicode(text.raw, k)) for k in range(count))
        text.close()
        page.close()
    pdf.close()
    return out


def wrong_places(document: Document, pages: dict[int, str]) -> list[tuple[str, str]]:
    """Stretches whose characters are not what the file stores at their origin."""
    out = []
    for block in document.blocks:
        for segment in block.segments:
            origin, shown = segment.origin, block.text[segment.start : segment.end]
            if origin.generated or origin.page is None:
                continue
            there = pages[origin.page][origin.offset : origin.offset + len(shown)]
            if len(there) != len(shown) or not all(map(same, there, shown)):
                out.append((shown, there))
    return out


@pytest.mark.parametrize("path", PATHS, ids=lambda p: p.stem)
def test_every_segment_holds_the_characters_of_its_origin(path: Path) -> None:
    document = read_pdf(path, file=path.name, limits=Limits())
    assert wrong_places(document, stored(path)) == []


@pytest.mark.parametrize("path", PATHS, ids=lambda p: p.stem)
def test_segments_cover_the_text_in_order(path: Path) -> None:
    document = read_pdf(path, file=path.name, limits=Limits())
    for block in document.blocks:
        end = 0
        for segment in block.segments:
            assert end <= segment.start < segment.end <= len(block.text)
            assert not block.text[end : segment.start].strip()
            end = segment.end
        assert not block.text[end:].strip()
        assert block.text == block.text.strip() and "  " not in block.text
        assert unicodedata.is_normalized("NFC", block.text)
        assert all(block.text[c.start : c.end].strip() for c in block.cells)


@pytest.mark.parametrize("name", ["columns", "lists", "turned"])
def test_character_boxes_lie_in_the_segment_boxes(name: str) -> None:
    path = FILES / f"{name}.pdf"
    document = read_pdf(path, file=path.name, limits=Limits())
    with CharReader(path) as reader:
        for block in document.blocks:
            for segment in block.segments:
                origin = segment.origin
                assert origin.page is not None and origin.box is not None
                for box in reader.boxes(origin.page, origin.offset, origin.offset + segment.end - segment.start):
                    assert box.x0 >= origin.box.x0 - 1 and box.x1 <= origin.box.x1 + 3
                    assert box.top >= origin.box.top - 3 and box.bottom <= origin.box.bottom + 3


def test_a_finding_over_two_lines_gets_one_box_a_line() -> None:
    path = FILES / "lists.pdf"
    document = read_pdf(path, file=path.name, limits=Limits())
    block = next(b for b in document.blocks if b.text.startswith("ha utfört städning"))
    pieces = [(end - start, origin) for start, end, origin in block.origins(0, len(block.text))]
    with CharReader(path) as reader:
        assert [page for page, _ in highlight_boxes(reader, pieces)] == [1, 1]
    assert line_boxes([]) == []
    with pytest.raises(IndexError):
        char_boxes(path, 99, 0, 1)


WORDS = st.text(alphabet="abcdefghijklmnoprstuvyåäöABÅÄÖ0123456789", min_size=1, max_size=14)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(WORDS, min_size=1, max_size=120))
def test_no_word_is_lost_and_every_place_is_right(words: list[str], tmp_path: Path) -> None:
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    path = tmp_path / "words.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    x, y = 70.0, 700.0
    for word in words:
        width = canvas.stringWidth(word, "Helvetica", 11)
        if x + width > 520:
            x, y = 70.0, y - 14
        canvas.setFont("Helvetica", 11)
        canvas.drawString(x, y, word)
        x += width + 3.1
    canvas.showPage()
    canvas.save()
    document = read_pdf(path, file="words.pdf", limits=Limits())
    found = " ".join(f"{b.number} {b.text}" for b in document.blocks).split()
    assert sorted(found) == sorted(words)
    assert wrong_places(document, stored(path)) == []


def test_a_sentence_over_a_page_break_is_on_the_page_where_it_begins(tmp_path: Path) -> None:
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    path = tmp_path / "break.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setTitle("Avtal")
    halves = ("Leverantören ska varje kvartal lämna en rapport om arbetet till den som", "beställaren har utsett.")
    for k in range(3):
        canvas.drawString(60, 800, "Kommunens avtal om städning")
        for n in range(12):
            canvas.drawString(60, 740 - 14 * n, f"Punkt {chr(65 + n)}{chr(65 + k)} gäller för alla delar av uppdraget.")
        if k == 1:
            canvas.drawString(60, 780, halves[1])
        if k == 0:
            canvas.drawString(60, 90, halves[0])
        canvas.drawString(60, 30, f"Sida {k + 1} av 3")
        canvas.showPage()
    canvas.save()
    document = read_pdf(path, file=path.name, limits=Limits())
    start = document.text.index(halves[0])
    assert document.text[start:].startswith(" ".join(halves))
    assert document.page_at(start) == 1
    assert document.page_at(start + len(" ".join(halves)) - 1) == 2
