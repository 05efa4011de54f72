"""The requirement list in each format: complete, harmless, the same twice."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from upplint.documents.assemble import assemble
from upplint.documents.model import Block, BlockKind, Document, Origin, Segment
from upplint.errors import UpplintError
from upplint.language.analysis import Analysis
from upplint.reports.requirements import COLUMNS, FORCE, ON, STAGE, TOPIC, link_to, render_requirements
from upplint.requirements import extract
from upplint.requirements.model import Force, On, Requirement, Stage
from upplint.requirements.topic import names

TEXTS = (
    "Anbudsgivaren ska bifoga ett intyg från revisor eller likvärdigt.",
    "=HYPERLINK(1) ska lämnas av anbudsgivaren.",
    "Anbudsgivaren bör " + "beskriva mycket noga " * 40 + "allt.",
)


@pytest.fixture(scope="module")
def made() -> tuple[Document, tuple[Requirement, ...]]:
    def block(kind, text, **more):
        return Block(kind, text, (Segment(0, len(text), Origin(page=3)),), **more)

    document = assemble(
        "mapp/krav med å.pdf",
        "pdf",
        [block(BlockKind.HEADING, "Krav på anbudsgivaren", level=1, number="3")]
        + [block(BlockKind.PARAGRAPH, t) for t in TEXTS],
        pages=5,
    )
    return document, extract(document, Analysis(document))


def test_every_label_has_a_swedish_word():
    assert set(FORCE) == set(Force)
    assert set(ON) == set(On)
    assert set(STAGE) == set(Stage)
    assert set(TOPIC) == set(names())


def test_text_says_all_and_cuts_nothing(made):
    document, found = made
    text = render_requirements(found, [document], "text")
    assert isinstance(text, str)
    folded = " ".join(text.split())
    assert all(" ".join(r.full_text.split()) in folded for r in found)
    assert "Bevis: intyg från revisor eller likvärdigt När: med anbudet" in folded
    assert "Avsnitt 3" in text
    assert max(map(len, text.splitlines())) <= 100


def test_text_of_nothing():
    assert render_requirements([], [], "text") == "Inga krav hittades.\n"


def test_csv_opens_in_excel_and_runs_nothing(made):
    document, found = made
    text = render_requirements(found, [document], "csv")
    assert isinstance(text, str)
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert rows[0] == [c.title for c in COLUMNS]
    assert len(rows) == len(found) + 1
    cells = [dict(zip(rows[0], r, strict=True)) for r in rows[1:]]
    assert cells[1]["Krav"].startswith("'=HYPERLINK")
    assert cells[0]["Bevis"].startswith("intyg från revisor")
    assert cells[0]["Undantag och alternativ"] == "eller likvärdigt"
    assert cells[0]["Länk till stället"].endswith("#page=3")


def test_json_has_version_and_fields(made):
    document, found = made
    data = json.loads(render_requirements(found, [document], "json"))
    assert data["schema_version"] == "1.1"
    assert [r["text"] for r in data["requirements"]] == [r.text for r in found]
    assert {"on", "force", "topic", "page", "section", "start", "end", "evidence", "links"} <= set(
        data["requirements"][0]
    )


def test_json_keeps_dates_grades_and_who_hands_in():
    texts = [
        "Anbudsgivaren ska ha lägst rating AA hos ett kreditupplysningsföretag.",
        "Leverantören ska starta senast den 1 maj 2027.",
        "Vinnande anbudsgivare ska före avtalstecknande lämna intyg från försäkringsbolaget.",
    ]
    blocks = [Block(BlockKind.PARAGRAPH, t, (Segment(0, len(t), Origin()),)) for t in texts]
    document = assemble("krav.txt", "txt", [Block(BlockKind.HEADING, "Krav", (), level=1), *blocks])
    found = extract(document, Analysis(document))
    data = json.loads(render_requirements(found, [document], "json"))["requirements"]
    grade, date = (next(m for r in data for m in r["measures"] if m["kind"] == k) for k in ("score", "date"))
    assert grade["counted"] == "AA"
    assert date["date"] == "2027-05-01"
    assert "1 maj 2027" in document.text[date["start"] : date["end"]]
    assert [(e["by"], e["when"]) for r in data for e in r["evidence"]] == [("winner", "before_contract")]


def test_text_fits_a_narrow_window(made):
    document, found = made
    text = render_requirements(found, [document], "text", width=50)
    assert isinstance(text, str)
    assert max(map(len, text.splitlines())) <= 50
    assert all(" ".join(r.full_text.split()) in " ".join(text.split()) for r in found)


@pytest.mark.parametrize(
    ("folder", "link"),
    [(None, "mapp/krav med å.pdf#page=3"), ("ut", "../mapp/krav med å.pdf#page=3"), ("mapp", "krav med å.pdf#page=3")],
)
def test_links_open_from_where_the_list_lies(made, folder, link):
    document, found = made
    where = None if folder is None else Path(folder)
    assert link_to(found[0], document, where) == link
    sheet = load_workbook(io.BytesIO(render_requirements(found, [document], "xlsx", folder=where))).active  # type: ignore[arg-type]
    cell = sheet.cell(2, [c.value for c in sheet[1]].index("Länk till stället") + 1)
    assert cell.value == link
    assert cell.hyperlink.target == link.replace(" ", "%20")


def test_marks_that_end_a_link_are_written_otherwise(made):
    document, found = made
    assert link_to(found[0], replace(document, path="/a/100% #1?.pdf")) == "/a/100%25 %231%3F.pdf#page=3"


def test_workbook_filters_wraps_and_links(made):
    document, found = made
    data = render_requirements(found, [document], "xlsx")
    assert isinstance(data, bytes)
    sheet = load_workbook(io.BytesIO(data)).active
    titles = [c.value for c in sheet[1]]
    assert titles == [c.title for c in COLUMNS]
    assert sheet.max_row == len(found) + 1
    assert sheet.freeze_panes == "F2"
    assert sheet.auto_filter.ref.endswith(str(sheet.max_row))
    column = titles.index("Krav") + 1
    cells = [sheet.cell(r, column) for r in range(2, sheet.max_row + 1)]
    assert [c.value for c in cells] == [r.full_text for r in found]
    assert all(c.data_type == "s" and c.alignment.wrap_text for c in cells)
    assert sheet.row_dimensions[4].height > sheet.row_dimensions[2].height
    assert sheet.cell(2, titles.index("Länk till stället") + 1).hyperlink is not None


def test_text_longer_than_a_cell_goes_on_below(made):
    document, found = made
    long = replace(found[0], full_text="lång text " * 7000)
    sheet = load_workbook(io.BytesIO(render_requirements([long], [document], "xlsx"))).active  # type: ignore[arg-type]
    column = [c.value for c in sheet[1]].index("Krav") + 1
    whole = "".join(sheet.cell(r, column).value or "" for r in range(2, sheet.max_row + 1))
    assert whole == long.full_text


@pytest.mark.parametrize("format", ["text", "json", "csv", "xlsx"])
def test_same_list_same_bytes(made, format):
    document, found = made
    assert render_requirements(found, [document], format) == render_requirements(found, [document], format)


def test_the_workbook_does_not_say_when_it_was_made(made):
    document, found = made
    book = load_workbook(io.BytesIO(render_requirements(found, [document], "xlsx")))
    assert book.properties.created == book.properties.modified == datetime(2000, 1, 1)
    assert book.properties.title == "Kravlista"


def test_unknown_format():
    with pytest.raises(UpplintError, match="docx"):
        render_requirements([], [], "docx")
