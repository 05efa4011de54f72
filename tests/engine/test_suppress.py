"""Approvals with a reason: in a comment, in the settings; unused ones are told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from upplint import api
from upplint.documents.model import Annotation
from upplint.engine.loader import load_rules
from upplint.engine.model import Finding, Report
from upplint.engine.ruleset import Selection
from upplint.engine.run import run
from upplint.engine.suppress import Suppression, apply_suppressions, notes_of, settings_suppressions
from upplint.engine.testing import tender_from_text
from upplint.errors import ConfigError

TEXT = """\
# 3.1 Ekonomi

Anbudsgivaren ska ha lägst riskklass 3 hos UC.

# 3.2 Annat

Anbud ska lämnas på hela uppdraget. Delanbud accepteras inte.
"""


def report(note: str = "", on: str = "") -> Report:
    tender, _ = tender_from_text(TEXT)
    part = tender.parts[0]
    if note:
        start = part.document.text.index(on)
        comment = Annotation("comment", note, "Anna", start, start + len(on))
        part = replace(part, document=replace(part.document, annotations=(comment,)))
    tender = replace(tender, parts=(part,))
    rules = load_rules()
    return Report((tender,), run(tender, rules, Selection(select=("ECO003", "LOT002"))))


def rules_of(findings: tuple[Finding, ...]) -> list[str]:
    return [f.rule for f in findings]


def test_comment_covers_its_paragraph() -> None:
    found = report("upplint: ok ECO003 - prövat med jurist", "riskklass")
    kept, approved = apply_suppressions(found.findings, notes_of(found))
    assert rules_of(kept) == ["LOT002"]
    assert approved == 1


def test_comment_elsewhere_covers_nothing_and_is_told() -> None:
    found = report("upplint: ok ECO003 - prövat", "Delanbud")
    kept, approved = apply_suppressions(found.findings, notes_of(found))
    assert rules_of(kept) == ["ECO003", "LOT002", "SUP001"]
    assert approved == 0


def test_comment_without_reason_is_an_error() -> None:
    with pytest.raises(ConfigError) as error:
        notes_of(report("upplint: ok ECO003", "riskklass"))
    assert error.value.code == "U242"


def test_other_comments_are_left_alone() -> None:
    assert notes_of(report("Kolla upplint för ECO003?", "riskklass")) == ()


@pytest.mark.parametrize(
    ("note", "says"),
    [
        ("upplint: ok ECO1 - skäl", "ok ECO001 -"),
        ("upplint: ok ECO0033 - skäl", "ok ECO003 -"),
        ("upplint ok ECO003 - skäl", "ok ECO003 -"),
        ("Upplint, okej eco3", "ok ECO003 -"),
        ("upplint: godkänt ECO003, REF001 - skäl", "ok ECO003, REF001 -"),
        ("upplint: ok, vi har prövat", "ok ECO003 -"),
        ("upplint: ok EKO003 - skäl", "Menade ni ECO003?"),
        ("upplint: ok XYZ999 - skäl", "ingen regel XYZ999"),
    ],
)
def test_approval_that_is_misspelt_is_an_error_with_place_and_suggestion(note: str, says: str) -> None:
    found = report(note, "riskklass")
    with pytest.raises(ConfigError) as error:
        notes_of(found, load_rules)
    assert error.value.code == "U247"
    assert says in error.value.message
    assert f"”{note}”" in error.value.message
    assert f"i {found.tenders[0].parts[0].document.file}, vid ”Anbudsgivaren ska ha" in error.value.message


def test_small_letters_are_an_approval() -> None:
    (approval,) = notes_of(report("Upplint: OK eco003 - prövat", "riskklass"), load_rules)
    assert approval.rules == ("ECO003",)


@pytest.mark.parametrize("note", ["Kör upplint, ok?", "upplint: se över ECO003", "Är ECO003 i upplint ok?"])
def test_talk_of_upplint_is_no_approval(note: str) -> None:
    assert notes_of(report(note, "riskklass"), load_rules) == ()


def test_settings_cover_file_and_section() -> None:
    found = report()
    file = found.tenders[0].parts[0].document.file
    entries = settings_suppressions([{"rule": "ECO003", "reason": "prövat", "file": file, "section": "3"}])
    kept, approved = apply_suppressions(found.findings, entries)
    assert (rules_of(kept), approved) == (["LOT002"], 1)
    other = settings_suppressions([{"rule": ["ECO003"], "reason": "prövat", "section": "3.2"}])
    assert "SUP001" in rules_of(apply_suppressions(found.findings, other)[0])


@pytest.mark.parametrize(
    ("section", "covered"),
    [
        ("3", True),
        ("3.1", True),
        ("3.1.", True),
        ("avsnitt 3.1", True),
        ("Ekonomi", True),
        ("3.1 Ekonomi", True),
        ("3.1  EKONOMI", True),
        ("3 Krav på leverantören", True),
        ("Krav på leverantören", True),
        ("Krav", False),
        ("3.2", False),
        ("3.10", False),
        ("4 Krav på leverantören", False),
        ("3 Ekonomi", False),
        ("Annat", False),
    ],
)
def test_section_by_number_heading_or_both(section: str, covered: bool) -> None:
    tender, _ = tender_from_text("# 3 Krav på leverantören\n\n#" + TEXT.replace("\n# ", "\n## "))
    found = run(tender, load_rules(), Selection(select=("ECO003",)))
    assert [f.place.section for f in found] == ["3.1"]
    entries = settings_suppressions([{"rule": "ECO003", "reason": "prövat", "section": section}])
    assert apply_suppressions(found, entries)[1] == covered


@pytest.mark.parametrize("entry", [{"rule": "ECO003"}, {"reason": "x"}, {"rule": "ECO003", "reason": "x", "page": 1}])
def test_approval_that_cannot_be_used(entry: dict[str, object]) -> None:
    with pytest.raises(ConfigError) as error:
        settings_suppressions([entry])
    assert error.value.code == "U243"


def _pdf(path: Path, rect: tuple[float, float, float, float], note: str) -> Report:
    """A page with two requirements, 200 points apart, and a note at a place on it (points from the lower left)."""
    import pypdf
    from pypdf.annotations import Highlight
    from pypdf.generic import ArrayObject, FloatObject
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path), pagesize=(595, 842))
    canvas.drawString(72, 700, "Anbudsgivaren ska ha lägst riskklass 3 hos UC.")
    canvas.drawString(72, 500, "Anbud ska lämnas på hela uppdraget. Delanbud accepteras inte.")
    canvas.save()
    writer = pypdf.PdfWriter(clone_from=path)
    left, low, right, high = (FloatObject(v) for v in rect)
    quads = ArrayObject([left, high, right, high, left, low, right, low])
    mark = Highlight(rect=rect, quad_points=quads)
    mark[pypdf.generic.NameObject("/Contents")] = pypdf.generic.TextStringObject(note)
    writer.add_annotation(0, mark)
    writer.write(path)
    (tender,), _ = api.read_tenders(path, processes=1)
    return Report((tender,), run(tender, load_rules(), Selection(select=("ECO003", "LOT002"))))


@pytest.mark.parametrize(
    ("rect", "left"),
    [
        ((72, 697, 200, 711), "LOT002"),  # a highlight on words of the first
        ((72, 497, 200, 511), "ECO003"),
        ((20, 520, 40, 540), "ECO003"),  # an icon in the margin, nearest to the second
    ],
)
def test_note_in_a_pdf_covers_what_it_touches(
    tmp_path: Path, rect: tuple[float, float, float, float], left: str
) -> None:
    found = _pdf(tmp_path / "krav.pdf", rect, "upplint: ok ECO003, LOT002 - prövat med jurist")
    assert rules_of(found.findings) == ["ECO003", "LOT002"]
    kept, approved = apply_suppressions(found.findings, notes_of(found))
    assert approved == 1
    assert rules_of(kept) == [left]


def test_note_in_a_pdf_without_reason_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as error:
        notes_of(_pdf(tmp_path / "krav.pdf", (72, 697, 200, 711), "upplint: ok ECO003"))
    assert error.value.code == "U242"


def test_approval_at_one_of_the_other_places_takes_only_that_place_away() -> None:
    found = report()
    (finding,) = (f for f in found.findings if f.rule == "ECO003")
    text = found.tenders[0].parts[0].document.text
    there = text.index("Delanbud")
    other = replace(finding.place, start=there, end=there + 8, excerpt="Delanbud")
    finding = replace(finding, also=(other,))
    file = finding.place.file
    there_only = Suppression(("ECO003",), "prövat", file, "", 0, 0, there, there + 8)
    kept, approved = apply_suppressions((finding,), (there_only,))
    assert [(f.rule, f.place, f.also) for f in kept] == [("ECO003", finding.place, ())]
    assert approved == 0


def test_approval_covers_a_finding_without_words() -> None:
    found = report("upplint: ok ECO003 - prövat", "riskklass")
    (finding,) = (f for f in found.findings if f.rule == "ECO003")
    block = found.tenders[0].parts[0].document.block_at(finding.place.start)
    whole = replace(finding, place=replace(finding.place, start=block.start, end=block.start, excerpt=""))
    assert apply_suppressions((whole,), notes_of(found)) == ((), 1)
