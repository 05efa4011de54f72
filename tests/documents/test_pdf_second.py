"""Tables whose lines leave doubts are looked at a second time, and no other page is."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pdfplumber
import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from upplint.documents.limits import Limits
from upplint.documents.model import Block, BlockKind, Box, Document
from upplint.documents.pdf import grid
from upplint.documents.pdf.doubt import Doubt, doubts
from upplint.documents.pdf.drawings import Edge
from upplint.documents.pdf.openings import striped
from upplint.documents.pdf.reader import read_pdf
from upplint.documents.pdf.second import SecondLook
from upplint.documents.pdf.words import Word

FILES = Path(__file__).parent / "files"
ROOT = Path(__file__).parents[2]
REAL = ROOT.parent / "shared" / "corpus" / "real"
XS = (60.0, 300.0, 400.0, 520.0)
YS = (760.0, 735.0, 700.0, 670.0)
ROWS = (("Krav", "Nivå", "Svar"), ("Omsättning minst 5 miljoner", "Ska", "Ja/Nej"), ("Lager", "Bör", "Ja/Nej"))
EXPECTED = ["Krav|Nivå|Svar", "Omsättning minst 5 miljoner kronor per år i tre år|Ska|Ja/Nej", "Lager|Bör|Ja/Nej"]
AROUND = ["Anbudsgivaren ska fylla i tabellen.", "Text efter tabellen."]
Rules = Callable[[Canvas], None]


def dashes(on: float, off: float) -> Rules:
    """Every dash a line of its own."""

    def draw(canvas: Canvas) -> None:
        for y in YS:
            for k in range(int((XS[-1] - XS[0]) / (on + off)) + 1):
                x = XS[0] + k * (on + off)
                canvas.line(x, y, min(x + on, XS[-1]), y)
        for x in XS:
            for k in range(int((YS[0] - YS[-1]) / (on + off)) + 1):
                y = YS[-1] + k * (on + off)
                canvas.line(x, y, x, min(y + on, YS[0]))

    return draw


def bricks(canvas: Canvas) -> None:
    """Every dash a filled rectangle."""
    for y in YS:
        for k in range(57):
            canvas.rect(XS[0] + 8 * k, y - 0.25, 4, 0.5, stroke=0, fill=1)
    for x in XS:
        for k in range(12):
            canvas.rect(x - 0.25, YS[-1] + 8 * k, 0.5, 4, stroke=0, fill=1)


def not_meeting(canvas: Canvas) -> None:
    for y in YS:
        for a, b in itertools.pairwise(XS):
            canvas.line(a + 7, y, b - 7, y)
    for x in XS:
        for a, b in itertools.pairwise(YS):
            canvas.line(x, a - 7, x, b + 7)


def columns(*xs: float) -> Rules:
    return lambda canvas: [canvas.line(x, YS[0], x, YS[-1]) for x in xs] and None


def framed(canvas: Canvas) -> None:
    columns(*XS)(canvas)
    for y in (YS[0], YS[-1]):
        canvas.line(XS[0], y, XS[-1], y)


CASES: dict[str, Rules] = {
    "dashes": dashes(6, 6),
    "short dashes far apart": dashes(3.5, 7),
    "dashes as rectangles": bricks,
    "lines that do not meet": not_meeting,
    "lines between the columns": columns(*XS[1:-1]),
    "lines at the columns": columns(*XS),
    "columns in a frame": framed,
}


def drawn(path: Path, rules: Rules, *, pagesize: tuple[float, float] = A4, pages: int = 1) -> Path:
    canvas = Canvas(str(path), pagesize=pagesize, invariant=True)
    for k in range(pages):
        canvas.translate(0, -90 * k)  # what stands at the same place on every page is taken for a running title
        rules(canvas)
        canvas.drawString(60, 790, AROUND[0])
        canvas.drawString(60, 640, AROUND[1])
        for y, row in zip(YS, ROWS, strict=False):
            for x, text in zip(XS, row, strict=False):
                canvas.drawString(x + 4, y - 13, text)
        canvas.drawString(XS[0] + 4, YS[1] - 25, "kronor per år i tre år")
        canvas.showPage()
    canvas.save()
    return path


def read(path: Path, limits: Limits | None = None) -> Document:
    return read_pdf(path, file=path.name, limits=limits or Limits())


def table_rows(blocks: tuple[Block, ...]) -> list[str]:
    rows = [b for b in blocks if b.kind is BlockKind.TABLE_ROW]
    return ["|".join(b.text[c.start : c.end] for c in b.cells) for b in rows]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The page numbers that pdfplumber's tables were asked for."""
    asked: list[int] = []
    whole = SecondLook._tables

    def tables(self: SecondLook, number: int, *rest: Any) -> Any:
        asked.append(number)
        return whole(self, number, *rest)

    monkeypatch.setattr(SecondLook, "_tables", tables)
    return asked


@pytest.mark.parametrize("rules", CASES.values(), ids=CASES)
def test_doubtful_tables_are_looked_at_again(tmp_path: Path, rules: Rules, opened: list[int]) -> None:
    document = read(drawn(tmp_path / "t.pdf", rules))
    assert opened == [1]
    assert table_rows(document.blocks) == EXPECTED
    assert [b.text for b in document.blocks if b.kind is BlockKind.PARAGRAPH] == AROUND
    assert document == read(tmp_path / "t.pdf")


#: Transformations that make an A4 page stand upright on a sheet that is shown turned, by degrees clockwise.
TURNED = {
    0: (1, 0, 0, 1, 0, 0),
    90: (0, 1, -1, 0, A4[1], 0),
    180: (-1, 0, 0, -1, A4[0], A4[1]),
    270: (0, -1, 1, 0, 0, A4[0]),
}


@pytest.mark.parametrize("turns", TURNED)
def test_cells_lie_right_on_cropped_and_turned_pages(tmp_path: Path, turns: int, opened: list[int]) -> None:
    def rules(canvas: Canvas) -> None:
        canvas.transform(*TURNED[turns])
        dashes(6, 6)(canvas)

    size = A4 if turns in (0, 180) else (A4[1], A4[0])
    page = pypdf.PdfReader(drawn(tmp_path / "t.pdf", rules, pagesize=size)).pages[0]
    page.mediabox = pypdf.generic.RectangleObject((-30, -50, size[0] + 70, size[1] + 90))
    page.cropbox = pypdf.generic.RectangleObject((10, 20, size[0] - 5, size[1] - 15))
    page.rotate(turns)
    writer = pypdf.PdfWriter()
    writer.add_page(page)
    writer.write(tmp_path / "u.pdf")
    assert table_rows(read(tmp_path / "u.pdf").blocks) == EXPECTED
    assert opened == [1]


def nothing(canvas: Canvas) -> None:
    """No lines."""


def all_lines(canvas: Canvas) -> None:
    columns(*XS)(canvas)
    for y in YS:
        canvas.line(XS[0], y, XS[-1], y)


def underlined(canvas: Canvas) -> None:
    for y in (*YS, 788, 638, 600, 550):
        canvas.line(60, y, 250, y)


def boxes(canvas: Canvas) -> None:
    canvas.rect(50, 630, 500, 180)
    for k in range(6):
        canvas.rect(60, 500 - 30 * k, 12, 12)


def axes(canvas: Canvas) -> None:
    """A drawing: curves, slanting lines and one cross."""
    canvas.line(100, 100, 100, 400)
    canvas.line(100, 100, 400, 100)
    for k in range(20):
        canvas.line(100 + 10 * k, 100, 400, 110 + 14 * k)
        canvas.circle(200, 250, 5 + 4 * k)


ORDINARY: dict[str, Rules] = {
    "no lines": nothing,
    "a ruled table": all_lines,
    "underlined words": underlined,
    "a frame and tick boxes": boxes,
    "a drawing": axes,
}


@pytest.mark.parametrize("rules", ORDINARY.values(), ids=ORDINARY)
def test_ordinary_pages_are_not_looked_at_again(tmp_path: Path, rules: Rules, opened: list[int]) -> None:
    read(drawn(tmp_path / "t.pdf", rules))
    assert opened == []


@pytest.mark.parametrize("frame", [False, True])
def test_running_text_in_columns_is_no_table(tmp_path: Path, frame: bool, opened: list[int]) -> None:
    canvas = Canvas(str(tmp_path / "t.pdf"), pagesize=A4)
    canvas.setFontSize(10)
    texts = ("Leverantören ska utföra arbetet", "enligt den beskrivning som har", "lämnats i anbudet och som")
    for x in (60, 230, 400):
        canvas.line(x - 6, 700, x - 6, 790)
        for k in range(6):
            canvas.drawString(x, 776 - 13 * k, texts[k % 3])
    if frame:
        canvas.rect(54, 700, 516, 90)
    canvas.save()
    read(tmp_path / "t.pdf")
    assert opened == []


def test_narrow_running_text_is_not_cut_into_rows(tmp_path: Path, opened: list[int]) -> None:
    canvas = Canvas(str(tmp_path / "t.pdf"), pagesize=A4)
    lines = ("Leverantören", "ska lämna", "ett anbud", "med pris")
    for x in (60, 140, 220):
        canvas.rect(x - 4, 720, 80, 70)
        for k, text in enumerate(lines):
            canvas.drawString(x, 774 - 14 * k, text)
    canvas.save()
    document = read(tmp_path / "t.pdf")
    assert opened == []
    assert table_rows(document.blocks) == ["|".join([" ".join(lines)] * 3)]


OWN = [p for p in sorted(FILES.glob("*.pdf")) if p.stem not in {"empty", "locked", "no_pdf", "truncated"}]
EXAMPLES = sorted((ROOT / "examples").rglob("*.pdf"))
TENDERS = [p for p in sorted(REAL.glob("*.pdf")) if p.stat().st_size] if REAL.exists() else []


@pytest.mark.parametrize(
    "path",
    [*OWN, *EXAMPLES, *(pytest.param(p, marks=pytest.mark.slow) for p in TENDERS)],
    ids=lambda p: f"{p.parent.name}-{p.stem}",
)
def test_tenders_are_read_without_a_second_look(path: Path, opened: list[int]) -> None:
    read(path)
    assert opened == []


def test_a_failure_of_the_second_look_leaves_the_page_as_it_was_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = drawn(tmp_path / "t.pdf", framed)

    def fail(*_: object, **__: object) -> None:
        raise RecursionError

    monkeypatch.setattr(pdfplumber, "open", fail)
    document = read(path)
    assert table_rows(document.blocks) == [
        "Krav Omsättning minst 5 miljoner kronor per år i tre år Lager|Nivå Ska Bör|Svar Ja/Nej Ja/Nej"
    ]
    assert document.gaps == ()


def test_each_page_is_closed_after_use_and_the_file_at_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages: list[int] = []
    files: list[list[int]] = []
    close_page, close_file = pdfplumber.page.Page.close, pdfplumber.PDF.close
    monkeypatch.setattr(pdfplumber.page.Page, "close", lambda p: (pages.append(p.page_number), close_page(p))[1])
    monkeypatch.setattr(pdfplumber.PDF, "close", lambda f: (files.append(list(pages)), close_file(f))[1])
    document = read(drawn(tmp_path / "t.pdf", dashes(6, 6), pages=3))
    assert [row for row in table_rows(document.blocks) if row == EXPECTED[1]] == EXPECTED[1:2] * 3
    assert pages[:3] == [1, 2, 3]
    assert files == [[1, 2, 3]]


def test_nothing_is_looked_at_after_the_time_is_out(tmp_path: Path, opened: list[int]) -> None:
    path = drawn(tmp_path / "t.pdf", dashes(6, 6))
    part = Doubt(Box(60, 80, 520, 172))
    late, early = SecondLook(path, time.monotonic() - 1), SecondLook(path, time.monotonic() + 60)
    assert late.grids(1, (0.0, 0.0), (), [part]) == [] and late.asked == 0 and opened == []
    early.grids(1, (0.0, 0.0), (), [part])
    early.close()
    assert opened == [1]


def test_a_page_that_is_not_there_is_no_error(tmp_path: Path) -> None:
    look = SecondLook(drawn(tmp_path / "t.pdf", dashes(6, 6)), time.monotonic() + 60)
    assert look.grids(7, (0.0, 0.0), (), [Doubt(Box(0, 0, 10, 10))]) == []
    assert look.grids(1, (0.0, 0.0), (), [Doubt(Box(9000, 0, 9001, 10))]) == []
    look.close()


NUMBERS = st.integers(0, 40).map(lambda n: 5.0 * n)
EDGES = st.builds(lambda v, at, a, b: Edge(v, at, min(a, b), max(a, b)), st.booleans(), NUMBERS, NUMBERS, NUMBERS)
BOXES = st.builds(
    lambda a, b, c, d: Box(min(a, c), min(b, d), max(a, c), max(b, d)), NUMBERS, NUMBERS, NUMBERS, NUMBERS
)
WORDS = st.builds(
    lambda text, x, y: Word(text, 0, x, x + 5 * len(text), y, y + 9, y + 8, 9, False, -1),
    st.sampled_from(["Ska", "krav", "5"]),
    NUMBERS,
    NUMBERS,
)


@given(st.lists(EDGES, max_size=40), st.lists(BOXES, max_size=20), st.lists(BOXES, max_size=8), st.lists(WORDS))
def test_doubts_are_well_formed_whatever_is_drawn(
    edges: list[Edge], specks: list[Box], frames: list[Box], words: list[Word]
) -> None:
    drawn_in = striped(frames, words)
    assert all(not e.vertical and e.start <= e.end for e in drawn_in)
    grids, cells = grid.find([*edges, *drawn_in], words)
    for part in doubts(edges, specks, words, grids, cells):
        assert part.box.x0 <= part.box.x1 and part.box.top <= part.box.bottom
        assert list(part.level) == sorted(part.level) and list(part.upright) == sorted(part.upright)
        assert bool(part.level) is bool(part.upright)
        assert part.instead is None or part.instead in grids
