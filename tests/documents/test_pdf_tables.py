"""Our search for ruled tables finds what pdfplumber finds, some ten times as fast."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest

from upplint.documents.layout.lines import Row
from upplint.documents.pdf import grid
from upplint.documents.pdf.drawings import Edge, drawings
from upplint.documents.pdf.page import PageWords, items
from upplint.documents.pdf.words import WordReader, characters, view

FILES = Path(__file__).parent / "files"
REAL = Path(__file__).parents[3] / "shared" / "corpus" / "real"
CASES = [(FILES / "tables.pdf", [1, 2]), (FILES / "long_table.pdf", [1, 2, 3, 4])]
if REAL.exists():
    CASES += [
        (REAL / "inera-22.pdf", [15, 16]),
        (REAL / "inera-9.pdf", [7, 8]),
        (REAL / "adda-avropsberattigade.pdf", [2, 40]),
    ]


def fold(text: str | None) -> str:
    return "".join((text or "").replace("\ufffe", "-").split())


def ours(path: Path, number: int) -> list[str]:
    import pypdfium2

    pdf = pypdfium2.PdfDocument(str(path))
    page = pdf[number - 1]
    text, seen = page.get_textpage(), view(page)
    raw = characters(text)
    words, _, _, _ = WordReader().read(text, seen, raw)
    found = items(PageWords(number, *seen.size, raw, tuple(words)), drawings(page, seen), count())
    text.close()
    page.close()
    pdf.close()
    return sorted(fold(c.text) for row in found if isinstance(row, Row) and row.ruled for c in row.cells if c.text)


def theirs(path: Path, number: int) -> list[str]:
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        page = pdf.pages[number - 1]
        tables = [t for t in page.extract_tables() if any(len(row) > 1 for row in t)]
        page.close()
    return sorted(fold(c) for t in tables for row in t for c in row if fold(c))


@pytest.mark.parametrize(
    ("path", "number"), [(p, n) for p, ns in CASES for n in ns], ids=lambda v: getattr(v, "stem", v)
)
def test_ruled_tables_agree_with_pdfplumber(path: Path, number: int) -> None:
    assert ours(path, number) == theirs(path, number)


def frame(x0: float, top: float, x1: float, bottom: float) -> list[Edge]:
    return [
        Edge(False, top, x0, x1),
        Edge(False, bottom, x0, x1),
        Edge(True, x0, top, bottom),
        Edge(True, x1, top, bottom),
    ]


def test_a_merged_cell_is_one_cell() -> None:
    edges = [*frame(0, 0, 100, 20), *frame(0, 20, 50, 40), *frame(50, 20, 100, 40)]
    (table,), frames = grid.find(edges)
    assert [len(row) for row in table.rows] == [1, 2] and not frames
    assert [column for column, _ in table.rows[1]] == [0, 1]


def test_a_single_frame_is_no_table() -> None:
    grids, frames = grid.find(frame(0, 0, 100, 50))
    assert not grids and len(frames) == 1


def test_lines_that_nearly_meet_are_joined() -> None:
    edges = [*frame(0, 0, 49, 20), *frame(51, 1, 100, 21)]
    (table,), _ = grid.find(edges)
    assert [len(row) for row in table.rows] == [2]
