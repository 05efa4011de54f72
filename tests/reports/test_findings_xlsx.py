"""The findings as an Excel workbook."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from upplint.engine.model import Report
from upplint.reports.findings_xlsx import COLUMNS, render_findings_xlsx


def sheets(report: Report) -> list[Any]:
    return list(load_workbook(BytesIO(render_findings_xlsx(report))).worksheets)


def rows(sheet: Any) -> list[dict[str, Any]]:
    head, *body = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in body]


def test_each_finding_has_a_row_in_the_order_of_the_report(many: Report) -> None:
    findings, unread = sheets(many)
    assert [(r["Nr"], r["Nivå"], r["Regel"]) for r in rows(findings)] == [
        (1, "fel", "ECO003"),
        (2, "varning", "REF001"),
        (3, "råd", "LAN001"),
        (4, "möjlighet", "OPP001"),
        (5, "möjlighet", "OPP001"),
    ]
    first = rows(findings)[0]
    assert first["Dokument"] == "krav & önskemål.docx"
    assert first["Avsnitt"] == "3.1"
    assert first["Orden i texten"] == "lägst riskklass 3"
    assert first["Gör så här"] == "Godta andra handlingar."
    assert first["Lag"] == "14 kap. 1 § LOU."
    assert first["Egen anteckning"] is None
    assert rows(findings)[1]["Finns även"] == "avsnitt 3.1"
    assert [r["Vad"] for r in rows(unread)] == ["trasig.docx är skadad. [U106]", "Sidan är en bild. Gör den sökbar."]


def test_sheet_is_ready_for_work(many: Report) -> None:
    findings, _ = sheets(many)
    assert findings.freeze_panes == "E2"
    assert findings.auto_filter.ref == "A1:O6"
    assert findings["I2"].alignment.wrap_text
    assert findings.column_dimensions["I"].width == 44
    (choice,) = findings.data_validations.dataValidation
    assert str(choice.sqref) == "N2:N6"


def test_text_is_never_a_formula(one: Report) -> None:
    finding = replace(one.findings[0], rewrite="=HYPERLINK(A1)", message="+1\x00", title="@x")
    sheet, _ = sheets(replace(one, findings=(finding,)))
    cells = {c.value: c for c in sheet[2] if c.value}
    for text in ("=HYPERLINK(A1)", "+1", "@x"):
        assert cells[text].data_type == "s"
        assert cells[text].quotePrefix


def test_long_text_is_cut_at_what_excel_holds(one: Report) -> None:
    finding = replace(one.findings[0], message="a" * 40_000)
    sheet, _ = sheets(replace(one, findings=(finding,)))
    assert 32_000 <= len(sheet["I2"].value) <= 32_767
    assert sheet.row_dimensions[2].height <= 409


def test_report_without_findings_says_what_was_read(clean: Report, empty: Report) -> None:
    assert [r["Vad"] for r in rows(sheets(clean)[1])] == ["Allt lästes."]
    assert [r["Vad"] for r in rows(sheets(empty)[1])] == ["Det fanns inga dokument att granska."]
    assert rows(sheets(clean)[0]) == []


def test_the_workbook_does_not_say_when_it_was_made(one: Report) -> None:
    properties = load_workbook(BytesIO(render_findings_xlsx(one))).properties
    assert properties.created == properties.modified == datetime(2000, 1, 1)


def test_headings_follow_the_language(one: Report) -> None:
    findings, unread = sheets(replace(one, language="en"))
    assert [c.value for c in findings[1]] == [c.en for c in COLUMNS]
    assert (findings.title, unread.title) == ("Findings", "Could not be read")
