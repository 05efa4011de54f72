"""PDF files made for one difficulty each (see `files/make_pdfs.py`)."""

from __future__ import annotations

import random
from decimal import Decimal
from pathlib import Path

import pytest

from upplint.documents.limits import Limits
from upplint.documents.model import AnswerKind, Block, BlockKind, Document, GapKind
from upplint.documents.pdf import read_pdf
from upplint.errors import ReadError

FILES = Path(__file__).parent / "files"


def read(name: str, **limits: float) -> Document:
    return read_pdf(FILES / name, file=name, limits=Limits(**limits))  # type: ignore[arg-type]


def of_kind(document: Document, *kinds: BlockKind) -> list[Block]:
    return [b for b in document.blocks if b.kind in kinds]


@pytest.mark.parametrize("page", [1, 2], ids=["written row by row", "written column by column, lines not level"])
def test_two_columns_are_read_one_after_the_other(page: int) -> None:
    texts = [b.text for b in of_kind(read("columns.pdf"), BlockKind.PARAGRAPH) if b.page == page]
    assert texts[0].startswith("Första spalten") and texts[0].endswith("parterna sedan går igenom.")
    assert texts[1].startswith("Andra spalten") and texts[1].endswith("beställarens kontaktperson.")


def test_a_line_across_both_columns_stays_whole() -> None:
    document = read("columns.pdf")
    assert document.blocks[0].kind is BlockKind.HEADING
    assert document.blocks[3].text.startswith("Efter spalterna följer en rad som går över hela")


def test_running_titles_are_kept_once_and_do_not_cut_sentences() -> None:
    document = read("running.pdf")
    assert [b.text for b in of_kind(document, BlockKind.HEADER)] == ["Dnr 2031/77 Städning av lokaler Utgåva 2, 1 maj"]
    assert [b.text for b in of_kind(document, BlockKind.FOOTER)] == ["Sida 1 av 4"]
    broken = next(b for b in document.blocks if b.text.startswith("Leverantören ska"))
    assert "om leverantören inte kan utföra uppdraget i tid." in broken.text
    assert {s.origin.page for s in broken.segments} == {1, 2}
    assert document.page_at(document.text.index("utföra uppdraget")) == 2


@pytest.mark.parametrize(
    "words", ["små- och medelstora", "IT-tjänster", "Stockholm-Mälarregionen", "en avbruten upphandling ger"]
)
def test_words_are_joined_over_line_ends_as_swedish_wants_it(words: str) -> None:
    assert words in read("running.pdf").text


def test_marks_written_behind_their_items_and_nested_lists() -> None:
    document = read("lists.pdf")
    lead = next(b for b in document.blocks if b.text == "Anbudsgivaren ska:")
    items = of_kind(document, BlockKind.LIST_ITEM)
    assert [(b.level, b.number) for b in items] == [(1, "•"), (1, "•"), (2, "o"), (2, "o"), (1, "•")]
    assert items[0].text.endswith("varav minst en skola med fler än trehundra elever")
    assert [b.lead_in for b in items] == [lead.index, lead.index, items[1].index, items[1].index, lead.index]


def test_answer_fields_belong_to_their_questions() -> None:
    questions = of_kind(read("lists.pdf"), BlockKind.QUESTION)
    found = [(q.number, q.answer.kind, q.answer.required, q.answer.weight) for q in questions if q.answer]
    assert found == [
        ("a.", AnswerKind.TEXT, None, None),
        ("b.", AnswerKind.FILE, None, None),
        ("", AnswerKind.YES_NO, "Ja", None),
        ("", AnswerKind.TEXT, None, Decimal(20)),
    ]
    assert questions[1].text.endswith("i det dagliga arbetet")


def test_the_symbol_legend_and_the_contents_are_legend() -> None:
    assert len(of_kind(read("lists.pdf"), BlockKind.LEGEND)) == 4
    assert len(of_kind(read("headings.pdf"), BlockKind.LEGEND)) == 5


def test_a_table_over_two_pages_keeps_its_header_and_drops_the_second_one() -> None:
    rows = [b for b in of_kind(read("tables.pdf"), BlockKind.TABLE_ROW) if b.table == 0]
    assert [b.text.split("\t")[0] for b in rows] == ["Område", "Trappor", "Hissar"]
    assert [b.header_row for b in rows] == [True, False, False]
    cell = rows[2].cells[1]
    assert rows[2].text[cell.start : cell.end] == "Leverantören ska torka hissarnas väggar varje vardag."
    assert cell.header == "Krav" and rows[2].page == 2


def test_a_header_row_that_comes_back_on_every_page_is_no_running_title() -> None:
    document = read("long_table.pdf")
    rows = of_kind(document, BlockKind.TABLE_ROW)
    assert len({b.table for b in rows}) == 1 and len(rows) == 37
    assert rows[0].header_row and rows[0].text == "Objekt\tKrav"
    assert {b.cells[1].header for b in rows[1:]} == {"Krav"}
    assert [b.text for b in of_kind(document, BlockKind.HEADER)] == ["Granvikens kommun Sida 1 (4)"]


def test_a_table_without_rules_is_a_table() -> None:
    rows = [b for b in of_kind(read("tables.pdf"), BlockKind.TABLE_ROW) if b.table == 1]
    assert [b.text for b in rows][2] == "Fönsterputs\ttimme\t390 kr"
    assert [c.header for c in rows[2].cells] == ["Tjänst", "Enhet", "Högsta pris"]


def test_only_numbers_of_the_chain_are_headings() -> None:
    document = read("headings.pdf")
    heads = of_kind(document, BlockKind.HEADING)
    assert [(b.number, b.level) for b in heads] == [("1", 1), ("1.1", 2), ("1.2", 2), ("2", 1), ("2.1", 2), ("", 3)]
    assert heads[2].text.endswith("om upphandlingsdokumenten samt beställarens svar")
    body = next(b for b in document.blocks if b.text.startswith("Uppdraget omfattar"))
    assert "cirka 2 500 m2 golv" in body.text and "13 kap. 4 § i lagen" in body.text and "den 1 mars året" in body.text
    assert document.section_number(body) == "1.1"


def test_composed_letters_ligatures_and_soft_hyphens() -> None:
    document = read("letters.pdf")
    assert document.blocks[0].text == "Åtgärder ska utföras inom tre dagar."
    assert document.blocks[1].text == "Leverantören ska ha certifierad personal med yrkeskompetens."
    assert document.blocks[0].segments[0].origin.generated  # "Å" is stored as two characters


def test_footnotes_do_not_cut_the_sentence_above_them() -> None:
    document = read("notes.pdf")
    assert "enligt metodboken varje vardag" in document.text  # without the sign "1"
    assert "Ytan är 900 m2 enligt ritning" in document.blocks[0].text
    assert "behöva vänta in att golven torkar." in document.blocks[0].text
    assert [(b.number, b.text) for b in of_kind(document, BlockKind.NOTE)] == [
        ("1", "Metodboken finns hos beställaren och lämnas ut på begäran."),
        ("2", "Den andra noten."),
    ]


def test_comments_are_noted_and_filled_fields_are_a_gap() -> None:
    document = read("comments.pdf")
    assert [(a.kind, a.text, a.origin.page) for a in document.annotations] == [("comment", "Är det rimligt?", 1)]
    assert document.text == "Leverantören ska städa varje dag."
    assert [g.kind for g in document.gaps] == [GapKind.OTHER] and "ett ifyllt formulärfält" in document.gaps[0].message


def test_a_scanned_page_is_a_gap_and_the_others_are_read() -> None:
    document = read("scanned.pdf")
    assert [(g.kind, g.page) for g in document.gaps] == [(GapKind.SCANNED, 2)]
    assert [b.page for b in document.blocks] == [1, 3]


def test_a_turned_page_has_boxes_as_it_is_shown() -> None:
    block = read("turned.pdf").blocks[0]
    box = block.segments[0].origin.box
    assert block.text == "Liggande sida med en mening som ska läsas."
    assert box is not None and box.x0 == pytest.approx(70, abs=2) and box.x1 - box.x0 > 150 > box.bottom - box.top


def test_a_watermark_is_kept_apart_from_the_lines_it_crosses() -> None:
    blocks = read("watermark.pdf").blocks
    sentences = " ".join(f"Leverantören ska hämta varor av slaget {i} inom två dagar." for i in range(92))
    assert [(b.kind, b.text) for b in blocks[:1]] == [(BlockKind.HEADER, "UTKAST")]
    assert {b.kind for b in blocks[1:]} == {BlockKind.PARAGRAPH}
    assert " ".join(b.text for b in blocks[1:]) == sentences


@pytest.mark.parametrize(
    ("name", "code"), [("locked.pdf", "U105"), ("truncated.pdf", "U106"), ("no_pdf.pdf", "U106"), ("empty.pdf", "U103")]
)
def test_files_that_cannot_be_read_are_named_with_what_to_do(name: str, code: str) -> None:
    with pytest.raises(ReadError) as raised:
        read(name)
    assert raised.value.code == code and name in raised.value.message


def test_a_missing_file_is_an_error_of_ours() -> None:
    with pytest.raises(ReadError, match="finns inte"):
        read("missing.pdf")


def test_a_file_above_the_size_limit_is_not_opened() -> None:
    with pytest.raises(ReadError) as raised:
        read("columns.pdf", max_bytes=100)
    assert raised.value.code == "U104"


def test_pages_above_the_limit_are_a_gap() -> None:
    document = read("running.pdf", max_pages=2)
    assert [(g.kind, g.page) for g in document.gaps] == [(GapKind.LIMIT, 3)]
    assert document.pages == 4 and {b.page for b in document.blocks} <= {1, 2}


def test_time_that_runs_out_is_a_gap() -> None:
    document = read("running.pdf", max_seconds=0.0)
    assert [g.kind for g in document.gaps] == [GapKind.LIMIT]


@pytest.mark.parametrize("seed", range(40))
def test_damaged_bytes_are_an_error_of_ours_or_a_document(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    data = bytearray((FILES / chance.choice(["lists.pdf", "tables.pdf", "scanned.pdf"])).read_bytes())
    for _ in range(chance.randint(1, 60)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    path = tmp_path / "damaged.pdf"
    path.write_bytes(data)
    try:
        document = read_pdf(path, file="damaged.pdf", limits=Limits())
    except ReadError as error:
        assert error.code == "U106"
    else:
        assert document.pages


def test_reading_is_deterministic() -> None:
    assert read("lists.pdf").blocks == read("lists.pdf").blocks


def test_pages_with_one_line_at_the_top_are_text_and_not_running_headers(tmp_path: Path) -> None:
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(tmp_path / "rad.pdf"), pagesize=A4)
    for _ in range(4):
        canvas.drawString(60, 780, "Leverantören ska ha kollektivavtal.")
        canvas.drawString(60, 40, "Sida 1 av 4")
        canvas.showPage()
    canvas.save()
    document = read_pdf(tmp_path / "rad.pdf", file="rad.pdf", limits=Limits())
    assert [b.text for b in document.blocks if b.kind is BlockKind.PARAGRAPH] == [
        "Leverantören ska ha kollektivavtal."
    ] * 4
    assert [b.text for b in document.blocks if b.kind is BlockKind.FOOTER] == ["Sida 1 av 4"]


def test_a_scanned_page_with_a_running_header_is_a_scanned_page(tmp_path: Path) -> None:
    from PIL import Image
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(tmp_path / "skannad.pdf"), pagesize=A4)
    for _ in range(3):
        canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, *A4)
        canvas.drawString(60, 810, "Exempelköpings kommun, upphandlingsenheten")
        canvas.showPage()
    canvas.save()
    document = read_pdf(tmp_path / "skannad.pdf", file="skannad.pdf", limits=Limits())
    assert [g.kind for g in document.gaps] == [GapKind.SCANNED] * 3
