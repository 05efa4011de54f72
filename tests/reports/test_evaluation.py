"""Evaluations as text, JSON and Markdown."""

from __future__ import annotations

import json
from datetime import date

import pytest

from upplint.engine.scores import DocumentScore, Evaluation, FactScore, Missed, Wrong
from upplint.errors import UpplintError
from upplint.reports.evaluation import accuracy_markdown, render_evaluation


@pytest.fixture
def evaluation() -> Evaluation:
    full = DocumentScore("ett", full=True, silent=False, wanted=4, found=3, merged=1, right=3)
    full.labels = {"on": [("a", "a"), ("a", "b")], "force": [("m", "m")], "topic": [("t", "t")]}
    full.missed = [Missed("ska ha hund", 2, "3.1", {"on": "supplier", "topic": "other"})]
    full.wrong = [Wrong("on", "a", "b", "en mening", "3.2")]
    full.facts = [FactScore("lots", "0", "2", False, True), FactScore("cpv", "1", "1", True, True)]
    silent = DocumentScore("två", full=False, silent=True, errors=("två.jsonl rad 1: citatet finns inte",))
    return Evaluation((full, silent))


def test_text(evaluation):
    text = render_evaluation(evaluation, "text", show=5)
    assert "ett" in text
    assert "0.750" in text  # recall
    assert "3.1 [supplier/other] ska ha hund" in text
    assert "3.2 a blev b: en mening" in text
    assert "1 av 2 rätt" in text
    assert "Fel i facit (1)" in text
    assert "ska ha hund" not in render_evaluation(evaluation, "text", show=0)


def test_json(evaluation):
    data = json.loads(render_evaluation(evaluation, "json", show=1))
    assert data["schema_version"] == "1.0"
    assert data["requirements"]["recall"] == 0.75
    assert data["requirements"]["merged"] == 1
    assert data["documents"][0]["missed"][0]["quote"] == "ska ha hund"
    assert data["documents"][1]["requirements_in_silent_document"] == 0
    assert data["errors"] == ["två.jsonl rad 1: citatet finns inte"]


def test_markdown(evaluation):
    text = accuracy_markdown(evaluation, date(2026, 3, 1), title="Requirements", intro=["Lines."])
    assert "Measured 2026-03-01" in text
    assert "| ett | 4 | 1.000 | 0.750 | 1 | 0.500 | 1.000 |" in text
    assert "- två: 0 requirements" in text


def test_unknown_format(evaluation):
    with pytest.raises(UpplintError, match="xml"):
        render_evaluation(evaluation, "xml")
