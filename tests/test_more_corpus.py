"""The tenders of `tests/corpus/more`, whose authors had not seen the rules, as a guard against falling back."""

from __future__ import annotations

from pathlib import Path

import pytest

from upplint import api
from upplint.engine.evaluate import evaluate, prediction_of

GOLD = Path(__file__).resolve().parent / "corpus" / "more" / "gold"


@pytest.mark.slow
def test_tenders_by_other_authors_are_read_as_well_as_before() -> None:
    result = evaluate(GOLD, GOLD.parent / "documents", lambda path: prediction_of(api.check(path)))
    found, findings = result.requirements(), result.findings()
    facts = [f for d in result.documents for f in d.facts]
    assert not result.errors
    assert found.precision >= 0.90
    assert found.recall >= 0.88
    assert findings.right / (findings.right + len(findings.false)) >= 0.85
    assert findings.sure_met / findings.sure >= 0.70
    assert sum(f.right for f in facts) / len(facts) >= 0.80
