"""The table of who can tender, as text, JSON and HTML."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from upplint.advice.who import shut_out
from upplint.advice.who_model import WhoTable
from upplint.engine.model import Report
from upplint.engine.testing import tender_from_text
from upplint.reports.json import report_data
from upplint.reports.markdown import render_markdown
from upplint.reports.text import render_text
from upplint.reports.who import FORMATS, render_who, who_data

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((ROOT / "upplint/reports/schemas/report-1.schema.json").read_text(encoding="utf-8"))
TEXT = """\
# 3 Krav på anbudsgivaren

# 3.1 Ekonomi

Anbudsgivaren ska ha haft en årsomsättning om minst 40 miljoner kronor & <vara> "stabil".

Anbudsgivaren ska ställa en bankgaranti om 500 000 kronor.

# 3.2 Form

Anbudsgivaren ska vara ett aktiebolag.
"""


@pytest.fixture
def table() -> WhoTable:
    found = shut_out(tender_from_text(TEXT)[0])
    assert found is not None
    return found


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("width", [40, 80, 120])
def test_text_fits_the_window(table: WhoTable, language: str, width: int) -> None:
    lines = render_who([("Åby", table)], "text", language=language, width=width).splitlines()
    assert max(len(line) for line in lines) <= width


def test_text_says_who_why_and_what_to_change(table: WhoTable) -> None:
    text = " ".join(render_who([("Åby", table)], "text").replace("\u00a0", " ").split())
    assert "3 krav kan hindra någon av 8 slags leverantörer" in text
    assert "Mikroföretag omsätter sällan mer än 15 miljoner kronor om året. *" in text
    assert "avsnitt 3.1" in text
    assert "ta bort kravet på bolagsform (krav 3)" in text
    assert (
        "Ekonomiska föreningar: med en partner om krav 2 och 3 ändras; på egen hand om krav 1, 2 och 3 ändras." in text
    )
    assert "Typerna är grova." in text
    assert "* Vårt antagande" in text
    assert "med en partner" in text


def test_grid_has_a_column_for_each_kind(table: WhoTable) -> None:
    lines = render_who([("Åby", table)], "text").splitlines()
    head = next(line for line in lines if line.startswith("Krav "))
    row = next(line for line in lines if line.startswith(" 3 Bolagsform"))
    for kind, sign in (("Enman", "?"), ("Mikro", "kan"), ("Ideell", "inte"), ("ASF", "inte")):
        at = head.index(kind)
        assert row[at : at + 4].strip() == sign


def test_nothing_in_the_way_is_said() -> None:
    free = shut_out(tender_from_text("# 3 Krav\n\nAnbudsgivaren ska ha erfarenhet av städning.")[0])
    text = render_who([("Åby", free)], "text")
    assert "Inget av kraven ser ut att hindra" in text
    assert "Sammantaget" not in text


def test_texts_without_requirements_are_said_to_have_none() -> None:
    assert "inget att pröva" in render_who([("register", None)], "text")
    assert "inget att pröva" in render_who([("register", None)], "html")
    assert json.loads(render_who([("register", None)], "json"))["tenders"] == [{"name": "register", "who": None}]


def test_json_holds_every_cell(table: WhoTable) -> None:
    data = json.loads(render_who([("Åby", table)], "json"))["tenders"][0]["who"]
    assert data["kinds"][0]["id"] == "one_person"
    assert [r["id"] for r in data["rows"]] == ["turnover", "guarantee", "company_form"]
    assert all(len(r["cells"]) == len(data["kinds"]) for r in data["rows"])
    assert data == who_data(table, "sv")


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


@pytest.mark.parametrize("language", ["sv", "en"])
def test_html_stands_alone_and_can_be_read_aloud(table: WhoTable, language: str) -> None:
    html = render_who([("A & B <c>", table), ("tom", None)], "html", language=language)
    page = _Page()
    page.feed(html)
    tags = [tag for tag, _ in page.tags]
    assert ("html", {"lang": language}) in page.tags
    assert {"title", "main", "caption", "thead", "h1"} <= set(tags)
    assert not {"script", "link", "img", "iframe"} & set(tags)
    assert not re.search(r"(?:src|href)=\"(?!#)", html)
    headers = [a.get("scope") for tag, a in page.tags if tag == "th"]
    assert headers.count("col") == len(table.kinds) + 1
    assert headers.count("row") == len(table.rows) + 1
    ids = [a["id"] for _, a in page.tags if "id" in a]
    assert len(ids) == len(set(ids))
    assert {a["href"] for tag, a in page.tags if tag == "a"} <= {f"#{i}" for i in ids}
    assert "<vara>" not in html
    assert "&lt;vara&gt;" in html


@pytest.mark.parametrize("format", FORMATS)
def test_same_table_same_bytes(format: str) -> None:
    first, second = (render_who([("Åby", shut_out(tender_from_text(TEXT)[0]))], format) for _ in range(2))
    assert first == second


def test_report_carries_summary_and_table(any_report: Report) -> None:
    data = report_data(any_report)
    Draft202012Validator(SCHEMA).validate(data)
    assert data["schema_version"] == "1.1"
    for tender in data["tenders"]:
        assert tender["who"]["rows"]
        assert tender["summary"]["lines"]
    if any_report.tenders:
        assert "Vem kan lämna anbud?" in render_text(any_report, width=80)
        assert "**Vem kan lämna anbud?**" in render_markdown(any_report)
