"""The findings as an Excel workbook for follow-up: filters, wrapped text, columns for the decision and own notes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from upplint.engine.model import Finding, Level, Place, Report
from upplint.reports import sheets
from upplint.reports.labels import LEVEL
from upplint.reports.labels import WORDS as SHARED
from upplint.reports.places import law_text, short_names, where

_FILLS = {
    Level.ERROR: PatternFill("solid", fgColor="FAE3E1"),
    Level.WARNING: PatternFill("solid", fgColor="FBECCB"),
    Level.ADVICE: PatternFill("solid", fgColor="DFEBF7"),
    Level.OPPORTUNITY: PatternFill("solid", fgColor="DCF0E2"),
}


@dataclass(frozen=True, slots=True)
class _Column:
    """Key in `_row`, heading in Swedish and English, width in Excel characters."""

    key: str
    sv: str
    en: str
    width: int


COLUMNS = (
    _Column("number", "Nr", "No", 6),
    _Column("level", "Nivå", "Level", 11),
    _Column("rule", "Regel", "Rule", 9),
    _Column("title", "Anmärkning", "Finding", 28),
    _Column("file", "Dokument", "Document", 26),
    _Column("section", "Avsnitt", "Section", 12),
    _Column("page", "Sida", "Page", 6),
    _Column("words", "Orden i texten", "Words in the text", 36),
    _Column("message", "Vad som hittades", "What was found", 44),
    _Column("advice", "Gör så här", "What to do", 44),
    _Column("rewrite", "Förslag till text", "Draft wording", 44),
    _Column("law", "Lag", "Law", 26),
    _Column("also", "Finns även", "Also found", 26),
    _Column("decision", "Beslut", "Decision", 16),
    _Column("note", "Egen anteckning", "Own note", 36),
)
_CHOICES = {"sv": ("Ändras", "Behålls", "Utreds", "Klart"), "en": ("Change", "Keep", "Look into", "Done")}
_SHEET = {"sv": ("Anmärkningar", "Kunde inte läsas"), "en": ("Findings", "Could not be read")}
_UNREAD = {"sv": (("Fil", 40), ("Sida", 8), ("Vad", 90)), "en": (("File", 40), ("Page", 8), ("What", 90))}
_Named = Callable[[str], str]
_NUMBERS = frozenset({"number", "page"})


def render_findings_xlsx(report: Report) -> bytes:
    """The workbook's bytes: a sheet of findings in the order of the report, and one of what could not be read."""
    language = report.language
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = _SHEET[language][0]
    named = short_names(report)
    sheets.heading(sheet, [(c.sv if language == "sv" else c.en, c.width) for c in COLUMNS])
    for number, finding in enumerate(report.findings, 1):
        _write(sheet, number, finding, language, named)
    last = len(report.findings) + 1
    sheets.finish(sheet, len(COLUMNS), last, "E2")
    decision = next(i for i, c in enumerate(COLUMNS, 1) if c.key == "decision")
    sheets.suggest(sheet, decision, last, _CHOICES[language])
    _unread(book.create_sheet(_SHEET[language][1]), report)
    return sheets.saved(book, ", ".join(t.name for t in report.tenders) or _SHEET[language][0])


def _write(sheet: Worksheet, number: int, finding: Finding, language: str, named: _Named) -> None:
    row = _row(number, finding, language, named)
    texts = []
    for i, column in enumerate(COLUMNS, 1):
        cell = sheet.cell(number + 1, i)
        assert isinstance(cell, Cell)
        value = _cut(row.get(column.key, ""))
        if column.key in _NUMBERS and value:
            cell.value = int(value)
        elif value:
            sheets.write_text(cell, value)
        if column.key == "level":
            cell.fill = _FILLS[finding.level]
        centred = "center" if column.key in _NUMBERS else None
        cell.alignment = Alignment(vertical="top", wrap_text=True, horizontal=centred)
        texts.append((value, column.width))
    sheet.row_dimensions[number + 1].height = sheets.height(texts)


def _row(number: int, finding: Finding, language: str, named: _Named) -> Mapping[str, str]:
    place = finding.place
    return {
        "number": str(number),
        "level": LEVEL[language][finding.level],
        "rule": finding.rule,
        "title": finding.title,
        "file": named(place.file),
        "section": place.section,
        "page": str(place.page or ""),
        "words": place.excerpt,
        "message": "\n".join((finding.message, *finding.lowered_by)),
        "advice": finding.advice,
        "rewrite": finding.rewrite,
        "law": law_text(finding),
        "also": "\n".join(_spots(finding, language, named)),
    }


def _spots(finding: Finding, language: str, named: _Named) -> Iterator[str]:
    def said(place: Place) -> str:
        pieces = [named(place.file) if place.file != finding.place.file else "", where(place, language)]
        return ", ".join(p for p in pieces if p) or named(place.file)

    yield from dict.fromkeys(said(place) for place in finding.also)


def _unread(sheet: Worksheet, report: Report) -> None:
    columns = _UNREAD[report.language]
    sheets.heading(sheet, columns)
    named = short_names(report)
    rows = [("", "", str(error)) for error in report.errors]
    rows += [(named(gap.file), str(gap.page or ""), gap.message) for gap in report.gaps]
    if not rows:
        words = SHARED[report.language]
        rows = [("", "", words["clean_gaps" if any(t.parts for t in report.tenders) else "no_documents"])]
    for line, row in enumerate(rows, 2):
        for i, value in enumerate(row, 1):
            cell = sheet.cell(line, i)
            assert isinstance(cell, Cell)
            if value:
                sheets.write_text(cell, _cut(value))
            cell.alignment = Alignment(vertical="top", wrap_text=True)
        sheet.row_dimensions[line].height = sheets.height(
            [(value, width) for value, (_, width) in zip(row, columns, strict=True)]
        )
    sheets.finish(sheet, len(columns), len(rows) + 1, "A2")


def _cut(text: str) -> str:
    whole = sheets.clean(text)
    return whole if len(whole) <= sheets.MAX_TEXT else whole[: sheets.MAX_TEXT] + " …"
