"""Every format as it was: of nothing, a clean document, one finding, many, and odd ones.

Set UPPLINT_SNAPSHOTS=1 to write the files anew, and read the difference.
"""

from __future__ import annotations

import io
import os
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

import upplint
from upplint.engine.model import Report
from upplint.reports.formats import FORMATS
from upplint.tender.model import Fact, Ground, TenderFacts
from upplint.tender.regime_model import RegimeDecision

SNAPSHOTS = Path(__file__).parent / "snapshots"
ENDINGS = {"html": "html", "md": "md", "junit": "xml", "github": "txt", "text": "txt", "xlsx": "tsv"}


def comparable(kind: str, made: str | bytes) -> str:
    """A report as text, without what changes from version to version and what would fill the snapshots."""
    if isinstance(made, bytes):
        made = _cells(made) if kind == "xlsx" else made.decode()
    made = re.sub(rf"(upplint.{{0,25}}?|\"version\": \"){re.escape(upplint.__version__)}", r"\1VERSION", made)
    if kind == "html":
        made = re.sub(r"<(style|script)>.*?</\1>", r"<\1></\1>", made, flags=re.DOTALL)
        made = re.sub(r'(Security-Policy" content=)"[^"]*"', r'\1""', made)
    return made if made.endswith("\n") else made + "\n"


def fixed(report: Report) -> Report:
    """The report with facts of ours: what the readers find in a text is tested elsewhere."""
    value = Fact("estimated_value", Decimal(4_500_000), "SEK", Ground.USER, 1.0)
    tenders = []
    for tender in report.tenders:
        parts = tuple(replace(part, requirements=()) for part in tender.parts)
        regime = RegimeDecision("A", ("A",), 1.0, ("Värdet 4 500 000 kr når upp till tröskelvärdet.",))
        facts = TenderFacts({"estimated_value": (value,)})
        tenders.append(replace(tender, parts=parts, facts=facts, regime=regime))
    return replace(report, tenders=tuple(tenders))


def _cells(book: bytes) -> str:
    lines = []
    for sheet in openpyxl.load_workbook(io.BytesIO(book)):
        lines.append(f"[{sheet.title}]")
        lines += ["\t".join(repr(v) if v is not None else "" for v in row) for row in sheet.values]
    return "\n".join(lines)


@pytest.mark.parametrize("name", ["empty", "clean", "one", "many", "odd"])
@pytest.mark.parametrize("kind", list(FORMATS))
def test_report_is_as_it_was(kind: str, name: str, request: pytest.FixtureRequest) -> None:
    report = fixed(request.getfixturevalue(name))
    path = SNAPSHOTS / kind / f"{name}.{ENDINGS.get(kind, 'json')}"
    found = comparable(kind, FORMATS[kind].renderer()(report))
    if os.environ.get("UPPLINT_SNAPSHOTS"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(found, encoding="utf-8", newline="")
    assert found == path.read_text(encoding="utf-8")
