"""Approvals with a reason: in a comment, in the settings; unused ones are told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from upplint.documents.model import Annotation
from upplint.engine.loader import load_rules
from upplint.engine.model import Finding, Report
from upplint.engine.ruleset import Selection
from upplint.engine.run import run
from upplint.engine.suppress import apply_suppressions, notes_of, settings_suppressions
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


def test_settings_cover_file_and_section() -> None:
    found = report()
    file = found.tenders[0].parts[0].document.file
    entries = settings_suppressions([{"rule": "ECO003", "reason": "prövat", "file": file, "section": "3"}])
    kept, approved = apply_suppressions(found.findings, entries)
    assert (rules_of(kept), approved) == (["LOT002"], 1)
    other = settings_suppressions([{"rule": ["ECO003"], "reason": "prövat", "section": "3.2"}])
    assert "SUP001" in rules_of(apply_suppressions(found.findings, other)[0])


@pytest.mark.parametrize("entry", [{"rule": "ECO003"}, {"reason": "x"}, {"rule": "ECO003", "reason": "x", "page": 1}])
def test_approval_that_cannot_be_used(entry: dict[str, object]) -> None:
    with pytest.raises(ConfigError) as error:
        settings_suppressions([entry])
    assert error.value.code == "U243"
