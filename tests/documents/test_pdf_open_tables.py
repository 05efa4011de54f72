"""Tables whose lines are not drawn all around, and rows that go on over the page."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from upplint.documents.limits import Limits
from upplint.documents.model import Block, BlockKind, Box, Document
from upplint.documents.pdf.drawings import Edge
from upplint.documents.pdf.openings import closed, dotted
from upplint.documents.pdf.reader import read_pdf

XS = (60.0, 300.0, 400.0, 520.0)
YS = (760.0, 735.0, 700.0, 670.0)
ROWS = (("Krav", "Nivå", "Svar"), ("Omsättning minst 5 miljoner", "Ska", "Ja/Nej"), ("Lager", "Bör", "Ja/Nej"))
EXPECTED = ["Krav|Nivå|Svar", "Omsättning minst 5 miljoner kronor per år i tre år|Ska|Ja/Nej", "Lager|Bör|Ja/Nej"]
Rules = Callable[[Canvas], None]


def level(canvas: Canvas, *ys: float, gap: float = 0) -> None:
    for y in ys:
        for a, b in itertools.pairwise(XS):
            canvas.line(a + gap, y, b - gap, y)


def upright(canvas: Canvas, *xs: float, gap: float = 0) -> None:
    for x in xs:
        for a, b in itertools.pairwise(YS):
            canvas.line(x, a - gap, x, b + gap)


def dots(canvas: Canvas) -> None:
    for y in YS:
        for k in range(230):
            canvas.rect(XS[0] + 2 * k, y, 0.7, 0.7, stroke=0, fill=1)
    for x in XS:
        for k in range(45):
            canvas.rect(x, YS[-1] + 2 * k, 0.7, 0.7, stroke=0, fill=1)


def dashes(canvas: Canvas) -> None:
    for y in YS:
        for k in range(132):
            canvas.line(XS[0] + 3.5 * k, y, XS[0] + 3.5 * k + 1.5, y)
    for x in XS:
        for k in range(26):
            canvas.line(x, YS[-1] + 3.5 * k, x, YS[-1] + 3.5 * k + 1.5)


def shaded(canvas: Canvas) -> None:
    canvas.setFillGray(0.85)
    for a, b in zip(YS[::2], YS[1::2], strict=False):
        for x0, x1 in itertools.pairwise(XS):
            canvas.rect(x0, b, x1 - x0, a - b, stroke=0, fill=1)
    canvas.setFillGray(0)
    level(canvas, YS[0], YS[-1])


CASES: dict[str, Rules] = {
    "all lines": lambda c: (level(c, *YS), upright(c, *XS))[0],
    "level lines only": lambda c: level(c, *YS),
    "level lines in a box": lambda c: (level(c, *YS), upright(c, XS[0], XS[-1]))[0],
    "no lines at the sides": lambda c: (level(c, *YS), upright(c, *XS[1:-1]))[0],
    "inner lines only": lambda c: (level(c, *YS[1:-1]), upright(c, *XS[1:-1]))[0],
    "lines that do not meet": lambda c: (level(c, *YS, gap=4), upright(c, *XS, gap=4))[0],
    "dots": dots,
    "dashes": dashes,
    "every second row shaded": shaded,
}


def read(canvas: Canvas, path: Path) -> Document:
    canvas.save()
    return read_pdf(path, file=path.name, limits=Limits())


def table_rows(document: Document) -> list[str]:
    rows = [b for b in document.blocks if b.kind is BlockKind.TABLE_ROW]
    return ["|".join(b.text[c.start : c.end] for c in b.cells) for b in rows]


@pytest.mark.parametrize("rules", CASES.values(), ids=CASES)
def test_tables_with_lines_left_out(tmp_path: Path, rules: Rules) -> None:
    canvas = Canvas(str(tmp_path / "t.pdf"), pagesize=A4)
    rules(canvas)
    canvas.drawString(60, 790, "Anbudsgivaren ska fylla i tabellen.")
    canvas.drawString(60, 640, "Text efter tabellen.")
    for y, row in zip(YS, ROWS, strict=False):
        for x, text in zip(XS, row, strict=False):
            canvas.drawString(x + 4, y - 13, text)
    canvas.drawString(XS[0] + 4, YS[1] - 25, "kronor per år i tre år")
    document = read(canvas, tmp_path / "t.pdf")
    assert table_rows(document) == EXPECTED
    outside = [b.text for b in document.blocks if b.kind is BlockKind.PARAGRAPH]
    assert outside == ["Anbudsgivaren ska fylla i tabellen.", "Text efter tabellen."]
    assert [b.header_row for b in document.blocks if b.cells] == [True, False, False]


STRIPED = (*ROWS, ("Bilar", "Bör", "Ja/Nej"), ("Städskåp", "Ska", "Ja"), ("Golv", "Bör", "Nej"))


@pytest.mark.parametrize("cells", [False, True])
@pytest.mark.parametrize("count", [4, 5, 6])
@pytest.mark.parametrize("first", [0, 1])
def test_white_rows_at_the_ends_of_a_striped_table_belong_to_it(
    tmp_path: Path, first: int, count: int, cells: bool
) -> None:
    canvas = Canvas(str(tmp_path / "t.pdf"), pagesize=A4)
    canvas.setFillGray(0.85)
    for k in range(first, count, 2):
        for x0, x1 in itertools.pairwise(XS if cells else (XS[0], XS[-1])):
            canvas.rect(x0, 740 - 20 * k, x1 - x0, 20, stroke=0, fill=1)
    canvas.setFillGray(0)
    for k, row in enumerate(STRIPED[:count]):
        for x, text in zip(XS, row, strict=False):
            canvas.drawString(x + 4, 746 - 20 * k, text)
    texts = [
        "Anbudsgivaren ska fylla i tabellen.",
        "Text efter tabellen som går över hela sidan och inte är en rad i den.",
    ]
    canvas.drawString(60, 790, texts[0])
    canvas.drawString(60, 740 - 20 * count, texts[1])
    document = read(canvas, tmp_path / "t.pdf")
    assert table_rows(document) == ["|".join(row) for row in STRIPED[:count]]
    assert [b.text for b in document.blocks if b.kind is BlockKind.PARAGRAPH] == texts


def test_lines_under_headings_make_no_table_of_running_text(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "t.pdf"), pagesize=A4)
    canvas.setFontSize(10)
    for k in range(5):
        y = 780 - 60 * k
        canvas.line(60, y, 520, y)
        canvas.drawString(
            60, y - 15, f"Anbudsgivaren ska lämna in handling nummer {k} tillsammans med anbudet och visa"
        )
        canvas.drawString(
            60, y - 28, "hur arbetet ska ledas under den tid som avtalet gäller, med namn på den som leder"
        )
    assert table_rows(read(canvas, tmp_path / "t.pdf")) == []


def test_two_columns_between_lines_across_the_page_are_no_table(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "t.pdf"), pagesize=A4)
    canvas.setFontSize(10)
    for k in range(4):
        top = 790 - 180 * k
        canvas.line(60, top, 520, top)
        for n in range(12):
            canvas.drawString(60, top - 14 - 13 * n, "Leverantören ska utföra arbetet enligt")
            canvas.drawString(310, top - 14 - 13 * n, "den beskrivning som lämnats i anbudet")
    assert table_rows(read(canvas, tmp_path / "t.pdf")) == []


def test_words_in_cells_are_joined_over_line_ends_as_swedish_wants_it(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "t.pdf"), pagesize=A4)
    lines = ["Leverantören ska lämna en verksamhets-", "beskrivning för små-", "och medelstora IT-", "tjänster."]
    for y in (760, 700, 660):
        canvas.line(60, y, 520, y)
    for x in (60, 300, 520):
        canvas.line(x, 660, x, 760)
    for n, text in enumerate(lines):
        canvas.drawString(64, 746 - 12 * n, text)
    for x, y, text in ((304, 746, "Ska"), (64, 686, "Lager"), (304, 686, "Bör")):
        canvas.drawString(x, y, text)
    document = read(canvas, tmp_path / "t.pdf")
    whole = "Leverantören ska lämna en verksamhetsbeskrivning för små- och medelstora IT-tjänster."
    assert table_rows(document) == [f"{whole}|Ska", "Lager|Bör"]


def two_pages(path: Path, above: tuple[str, ...], below: tuple[str, ...], *, header: bool = False) -> list[Block]:
    """A table of three columns whose last row above and first row below the page break are given."""
    canvas = Canvas(str(path), pagesize=A4)
    head = ("Nr", "Krav på tjänsten", "Svar")
    pages = [[head, ("1", "Leverantören ska svara inom två dagar.", "Ja/Nej"), above], [below, ("9", "Sista.", "Ja")]]
    if header:
        pages[1].insert(0, head)
    for rows in pages:
        canvas.setFontSize(9)
        for k, row in enumerate(rows):
            canvas.rect(60, 600 - 25 * k, 40, 25)
            canvas.rect(100, 600 - 25 * k, 340, 25)
            canvas.rect(440, 600 - 25 * k, 80, 25)
            for x, text in zip((64, 104, 444), row, strict=True):
                canvas.drawString(x, 610 - 25 * k, text)
        canvas.showPage()
    return [b for b in read(canvas, path).blocks if b.kind is BlockKind.TABLE_ROW]


@pytest.mark.parametrize("header", [False, True])
def test_a_row_that_goes_on_over_the_page_is_one_row(tmp_path: Path, header: bool) -> None:
    above = ("2", "Leverantören ska lämna en plan som visar hur verksam-", "Ja/Nej")
    found = two_pages(tmp_path / "t.pdf", above, ("", "heten leds under hela tiden.", ""), header=header)
    assert [b.cells[0].start == 0 and b.text.split("\t")[0] for b in found] == ["Nr", "1", "2", "9"]
    row = found[2]
    assert row.text == "2\tLeverantören ska lämna en plan som visar hur verksamheten leds under hela tiden.\tJa/Nej"
    assert row.cells[1].header == "Krav på tjänsten"
    pages = {s.origin.page for s in row.segments}
    assert pages == {1, 2} and row.page == 1


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (
            ("2", "Leverantören ska ha en reservplan för alla delar.", "Ja"),
            ("", "även för natt.", ""),
        ),  # a whole sentence
        (
            ("2", "lager av reservdelar till alla maskiner", "Ja"),
            ("3", "lager av olja till maskinerna", "Ja"),
        ),  # all filled
        (("2", "städare", "Ja"), ("", "arbetsledare", "")),  # a merged cell on the left
        (("2", "Leverantören ska ha personal för alla uppdrag", ""), ("", "och bilar", "Ja")),  # was empty before
    ],
)
def test_a_row_of_its_own_on_the_next_page_stays_one(
    tmp_path: Path, above: tuple[str, ...], below: tuple[str, ...]
) -> None:
    assert len(two_pages(tmp_path / "t.pdf", above, below)) == 5


def test_dots_make_a_line_only_where_they_follow_each_other() -> None:
    row = [Box(3.0 * k, 10, 3.0 * k + 1, 11) for k in range(10)]
    assert dotted(row) == [Edge(False, 10, 0.0, 28.0)]
    assert dotted([Box(30.0 * k, 10, 30.0 * k + 1, 11) for k in range(10)]) == []
    assert dotted(row[:5]) == []


def test_sides_are_closed_only_where_all_lines_end_there() -> None:
    level_lines = [Edge(False, y, 0, 100) for y in (0.0, 20.0, 40.0)]
    middle = Edge(True, 50, 0, 40)
    assert closed([*level_lines, middle]) == [Edge(True, 0, 0, 40), Edge(True, 100, 0, 40)]
    assert closed([level_lines[0], Edge(False, 20, 0, 70), middle]) == []
    assert closed([level_lines[0], middle]) == []


def test_more_lines_than_are_searched_are_a_gap(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "t.pdf"), pagesize=A4)
    canvas.drawString(60, 800, "Anbudsgivaren ska följa ritningen på sidan.")
    for k in range(4_200):
        x, y = 20 + 7 * (k % 80), 20 + 13 * (k // 80)
        canvas.line(x, y, x, y + 6)
    (gap,) = read(canvas, tmp_path / "t.pdf").gaps
    assert "tabeller kan ha missats" in gap.message
