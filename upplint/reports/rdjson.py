"""Reviewdog diagnostic format (rdjson)."""

from __future__ import annotations

import json

from upplint.engine.model import Finding, Level, Report
from upplint.reports.places import full_message, where

_SEVERITY = {Level.ERROR: "ERROR", Level.WARNING: "WARNING", Level.ADVICE: "INFO", Level.OPPORTUNITY: "INFO"}


def render_rdjson(report: Report) -> str:
    """One diagnostic a finding; documents have no lines, so the message names section and page."""
    data = {
        "source": {"name": "upplint"},
        "diagnostics": [_diagnostic(f, report.language) for f in report.findings],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _diagnostic(finding: Finding, language: str) -> dict[str, object]:
    place = where(finding.place, language)
    text = f"{finding.title}. {full_message(finding, language)}"
    return {
        "message": f"{place}: {text}" if place else text,
        "location": {"path": finding.place.file, "range": {"start": {"line": finding.place.page or 1}}},
        "severity": _SEVERITY[finding.level],
        "code": {"value": finding.rule},
        "original_output": finding.place.sentence,
    }
