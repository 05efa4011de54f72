"""Reports to render: empty, clean, one finding, many, without positions, Swedish letters in paths and text."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from upplint.documents.docx.reader import read_docx
from upplint.documents.model import Gap, GapKind
from upplint.engine.model import Confidence, Finding, Level, Place, Report
from upplint.engine.testing import tender_from_text
from upplint.errors import ReadError

sys.path.insert(0, str(Path(__file__).parent))  # for the helpers beside the tests

TEXT = """\
# 3 Krav på anbudsgivaren

# 3.1 Ekonomi

Anbudsgivaren ska ha lägst riskklass 3 "hos UC" & vara <stabil>.

# 3.2 Erfarenhet

Anbudsgivaren ska redovisa tre referensuppdrag, å la carte: 100 % nöjda.
"""


def _finding(report: Report, excerpt: str, rule: str, level: Level, section: str) -> Finding:
    document = report.tenders[0].parts[0].document
    start = document.text.index(excerpt)
    block = document.block_at(start)
    place = Place(
        0, 0, document.file, None, section, start, start + len(excerpt), excerpt, block.text, start - block.start
    )
    return Finding(
        rule=rule,
        name="ett-namn",
        title="En rubrik med åäö",
        level=level,
        confidence=Confidence.HIGH,
        message=f"Kravet ”{excerpt}” är en anledning att se över texten, 100 %.",
        why="Det stänger ute små leverantörer.",
        advice="Godta andra handlingar.",
        rewrite="Anbudsgivaren ska ha en stabil ekonomi.",
        law=("LOU 14:1",),
        place=place,
        fingerprint=f"{rule}-{start:04x}",
    )


@pytest.fixture
def clean() -> Report:
    """A document without findings."""
    tender, _ = tender_from_text(TEXT)
    part = tender.parts[0]
    part = replace(part, document=replace(part.document, file="mapp å/krav & önskemål.docx"))
    return Report(tenders=(replace(tender, name="Städning i Åby", parts=(part,)),), findings=())


@pytest.fixture
def one(clean: Report) -> Report:
    """One finding."""
    return replace(clean, findings=(_finding(clean, "lägst riskklass 3", "ECO003", Level.WARNING, "3.1"),))


@pytest.fixture
def many(clean: Report) -> Report:
    """Findings of each level, one with another place, one twice with the same fingerprint, errors and gaps."""
    first = _finding(clean, "lägst riskklass 3", "ECO003", Level.ERROR, "3.1")
    second = _finding(clean, "tre referensuppdrag", "REF001", Level.WARNING, "3.2")
    third = replace(_finding(clean, "stabil", "LAN001", Level.ADVICE, ""), rewrite="", law=())
    fourth = _finding(clean, "nöjda", "OPP001", Level.OPPORTUNITY, "Bilaga: å, ä")
    return replace(
        clean,
        findings=(first, replace(second, also=(first.place,)), third, fourth, fourth),
        errors=(ReadError("U106", "trasig.docx är skadad."),),
        gaps=(Gap(GapKind.SCANNED, "bilaga.pdf", "Sidan är en bild. Gör den sökbar.", 3),),
    )


@pytest.fixture
def empty() -> Report:
    """Nothing was read."""
    return Report(tenders=(), findings=())


@pytest.fixture
def odd(many: Report) -> Report:
    """Findings without words, section or page; quotation marks, per cent and brackets in paths and texts."""
    tender = many.tenders[0]
    file = 'Åsas "mallar", 100 %/O\'Neill <utkast>:å.docx'
    part = tender.parts[0]
    blank = replace(part, document=replace(part.document, file="tom.pdf", format="pdf", blocks=()))
    parts = (replace(part, document=replace(part.document, file=file)), blank)
    finding = many.findings[2]
    nowhere = replace(finding.place, file=file, section="", start=0, end=0, excerpt="", sentence="", mark=-1)
    whole = replace(finding, place=nowhere, fingerprint="hela", message='Säg ”så” eller "så", 5 % \\ | <b>.')
    empty = replace(finding, place=replace(nowhere, file="tom.pdf", document=1), fingerprint="tom")
    return replace(many, tenders=(replace(tender, parts=parts),), findings=(whole, empty), errors=(), gaps=())


@pytest.fixture(params=["empty", "clean", "one", "many", "odd"])
def any_report(request: pytest.FixtureRequest) -> Report:
    """Each of the reports in turn."""
    report: Report = request.getfixturevalue(request.param)
    return report


@pytest.fixture
def marked(tmp_path: Path) -> Callable[..., str]:
    """Annotates the given words of a body and shows the body's text with the marks in brackets."""

    def mark(body: str, *excerpts: str, **parts: str) -> str:
        from wordfiles import annotated, at, shown, write

        path = write(tmp_path / "prov.docx", body, **parts)
        document = read_docx(path, file="prov.docx")
        return shown(annotated(path, [at(document, e) for e in excerpts]))

    return mark
