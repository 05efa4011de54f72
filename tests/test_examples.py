"""The two example tenders: every planted barrier is found in one, nearly nothing in the other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import upplint
from upplint.engine.model import Finding, Level

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"
PLANTED = ROOT / "tests" / "corpus" / "planted" / "stadning-hindersam.jsonl"
#: These speak of the tender as a whole and sit on the words of the fact they rest on.
WHOLE = {"LOT001", "VOL002", "VOL006", "PRO003"}


def folded(text: str) -> str:
    return " ".join(text.split())


def stands_at(finding: Finding, item: dict[str, Any]) -> bool:
    quote = folded(item["quote"])
    return any(
        Path(place.file).name == item["document"]
        and (quote in folded(place.sentence) or folded(place.excerpt) in quote or quote in folded(place.excerpt))
        for place in (finding.place, *finding.also)
    )


@pytest.mark.slow
def test_every_planted_barrier_is_found_where_it_stands() -> None:
    findings = upplint.check(EXAMPLES / "stadning-hindersam", profile="granska").findings
    planted = [json.loads(line) for line in PLANTED.read_text(encoding="utf-8").splitlines() if line.strip()]
    assert len(planted) > 90
    for item in planted:
        same = [f for f in findings if f.rule == item["rule"]]
        assert same, item
        assert item["rule"] in WHOLE or any(stands_at(f, item) for f in same), item


@pytest.mark.slow
def test_the_well_written_tender_is_nearly_clean() -> None:
    findings = upplint.check(EXAMPLES / "stadning-val-skriven").findings
    assert sum(f.level in (Level.WARNING, Level.ERROR) for f in findings) <= 3
