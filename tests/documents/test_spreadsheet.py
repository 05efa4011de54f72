"""Workbooks: sheets as sections, header rows, hidden parts, addresses."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from upplint.documents.cellvalues import shown
from upplint.documents.model import AnswerKind, Block, BlockKind, Document
from upplint.documents.spreadsheet import read_xlsx


@pytest.fixture
def read_book(tmp_path: Path) -> Callable[[Callable[[Any], None]], Document]:
    """Reads a workbook that the given function filled."""

    def build(fill: Callable[[Any], None]) -> Document:
        from openpyxl import Workbook

        book = Workbook()
        fill(book)
        path = tmp_path / "pris.xlsx"
        book.save(path)
        return read_xlsx(path, file="pris.xlsx")

    return build


def rows(document: Document) -> list[Block]:
    return [b for b in document.blocks if b.kind is BlockKind.TABLE_ROW]


def test_each_sheet_is_a_section_and_its_header_row_is_understood(read_book: Callable[..., Document]) -> None:
    def fill(book: Any) -> None:
        sheet = book.active
        sheet.title = "Krav"
        sheet["A1"] = "Krav på tjänsten"
        for line in (
            ["Nr", "Krav", "Ska/bör", "Svar"],
            [1, "Leverantören ska ha bil.", "Ska", None],
            [2, "Snabbt.", "Bör"],
        ):
            sheet.append(line)
        book.create_sheet("Pris").append(["Timpris", "Antal"])

    document = read_book(fill)
    assert [b.text for b in document.blocks if b.kind is BlockKind.HEADING] == ["Krav", "Pris"]
    head, first, second, _ = rows(document)
    assert head.header_row and head.text == "Nr\tKrav\tSka/bör\tSvar"
    assert (first.number, first.text) == ("1", "Leverantören ska ha bil.\tSka")
    assert [c.header for c in first.cells] == ["Krav", "Ska/bör"]
    assert first.answer is not None and first.answer.kind is AnswerKind.TEXT
    assert [(s.origin.part, s.origin.unit) for s in first.segments] == [("Krav", "B3"), ("Krav", "C3")]
    assert second.section == (0,)


def test_groups_above_the_header_row(read_book: Callable[..., Document]) -> None:
    def fill(book: Any) -> None:
        sheet = book.active
        sheet.append(["Leverantör", None, "Pris", None])
        sheet.merge_cells("A1:B1")
        sheet.append(["Namn", "Org.nr", "Dag", "Natt"])
        sheet.append(["Bolaget AB", "556000-0000", 100, 200])

    data = rows(read_book(fill))[-1]
    assert [c.header for c in data.cells] == ["Leverantör / Namn", "Leverantör / Org.nr", "Pris / Dag", "Pris / Natt"]


def test_free_text_on_a_sheet(read_book: Callable[..., Document]) -> None:
    def fill(book: Any) -> None:
        from openpyxl.styles import Font

        sheet = book.active
        sheet["A1"], sheet["A2"], sheet["A4"] = (
            "Anvisningar",
            "Fyll i alla gula celler.",
            "Priser anges exklusive moms.",
        )
        sheet["A1"].font = Font(bold=True)

    assert [(b.kind.value, b.text) for b in read_book(fill).blocks] == [
        ("heading", "Sheet"),
        ("heading", "Anvisningar"),
        ("paragraph", "Fyll i alla gula celler."),
        ("paragraph", "Priser anges exklusive moms."),
    ]


def test_what_is_hidden_is_noted_and_not_read(read_book: Callable[..., Document]) -> None:
    def fill(book: Any) -> None:
        sheet = book.active
        for line in (["Synlig", "Kolumn", "Dold kolumn"], ["a", "b", "c"], ["dold", "rad", "här"], ["d", "e", "f"]):
            sheet.append(line)
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["C"].hidden = True
        other = book.create_sheet("Intern")
        other["A1"] = "Takpris 900"
        other.sheet_state = "hidden"

    document = read_book(fill)
    assert [b.text for b in rows(document)] == ["Synlig\tKolumn", "a\tb", "d\te"]
    notes = [a.text for a in document.annotations if a.kind == "hidden"]
    assert notes == ["Dolda celler i Sheet: Dold kolumn c dold rad här f", "Dolt blad Intern: Takpris 900"]
    assert document.facts.hidden == 2


def test_comments_and_yes_no_lists(read_book: Callable[..., Document]) -> None:
    def fill(book: Any) -> None:
        from openpyxl.comments import Comment
        from openpyxl.worksheet.datavalidation import DataValidation

        sheet = book.active
        sheet.append(["Krav", "Uppfyllnad"])
        sheet.append(["Leverantören ska ha jour."])
        sheet["A2"].comment = Comment("Stäm av", "Eva")
        sheet["B2"].comment = Comment("upplint: ok REF001 - prövat", "Eva")
        choice = DataValidation(type="list", formula1='"Ja,Nej"')
        choice.add("B2:B10")
        sheet.add_data_validation(choice)

    document = read_book(fill)
    assert [(a.kind, a.author) for a in document.annotations] == [("comment", "Eva")] * 2
    assert document.facts.comments == 1  # an approval is no work left to do
    last = document.blocks[-1]
    assert last.answer is not None and last.answer.kind is AnswerKind.YES_NO


def test_formulas_without_a_value_are_a_gap(read_book: Callable[..., Document]) -> None:
    def fill(book: Any) -> None:
        book.active["A1"], book.active["A2"], book.active["A3"] = "Summa", "=1+1", "=A2*2"

    (gap,) = read_book(fill).gaps
    assert gap.message.startswith("2 formler saknar")

    def one(book: Any) -> None:
        book.active["A1"], book.active["A2"] = "Summa", "=1+1"

    (gap,) = read_book(one).gaps
    assert gap.message.startswith("En formel saknar")


@pytest.mark.parametrize(
    ("value", "form", "expected"),
    [
        ("text", "General", "text"),
        (1200, "General", "1200"),
        (0.3, "0%", "30 %"),
        (0.125, "0.0%", "12,5 %"),
        (4500000, "#,##0", "4 500 000"),
        (1087.5, '#,##0.00 "kr"', "1 087,50 kr"),
        (-2.5, "General", "-2,5"),
        (1e-07, "General", "0,0000001"),
        (datetime.datetime(2026, 3, 1), "yyyy-mm-dd", "2026-03-01"),
        (datetime.datetime(2026, 3, 1, 14, 30), "General", "2026-03-01 14:30"),
        (datetime.time(7, 5), "hh:mm", "07:05"),
        (True, "General", "SANT"),
    ],
)
def test_values_look_as_in_excel(value: object, form: str, expected: str) -> None:
    assert shown(value, form) == expected


def test_real_workbook_has_its_text_boxes_and_headers() -> None:
    path = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "real" / "adda-bilaga-b.xlsx"
    if not path.exists():
        pytest.skip("delat material saknas")
    document = read_xlsx(path)
    assert sum(b.style == "text box" for b in document.blocks) >= 8
    assert sum(1 for b in rows(document) if b.cells and b.cells[0].header) > 1_000
    assert sum(a.kind == "hidden" for a in document.annotations) >= 3
