"""Code Quality report of GitLab (a subset of the Code Climate format)."""

from __future__ import annotations

import hashlib
import json

from upplint.engine.model import Finding, Level, Report
from upplint.reports.places import where

_SEVERITY = {Level.ERROR: "critical", Level.WARNING: "major", Level.ADVICE: "minor", Level.OPPORTUNITY: "info"}


def render_gitlab(report: Report) -> str:
    """A JSON list; each fingerprint stands once, as GitLab demands."""
    seen: dict[str, int] = {}
    return json.dumps([_issue(f, report.language, seen) for f in report.findings], ensure_ascii=False, indent=2) + "\n"


def _issue(finding: Finding, language: str, seen: dict[str, int]) -> dict[str, object]:
    key = f"{finding.place.file}\0{finding.fingerprint}"
    seen[key] = seen.get(key, 0) + 1
    place = where(finding.place, language)
    return {
        "description": f"{finding.title} ({place}): {finding.message}"
        if place
        else f"{finding.title}: {finding.message}",
        "check_name": finding.rule,
        "fingerprint": hashlib.sha256(f"{key}\0{seen[key]}".encode()).hexdigest()[:32],
        "severity": _SEVERITY[finding.level],
        "location": {"path": finding.place.file, "lines": {"begin": finding.place.page or 1}},
    }
