"""Workflow commands of GitHub Actions: one annotation a finding."""

from __future__ import annotations

from upplint.engine.model import Finding, Level, Report
from upplint.reports.places import where

_COMMAND = {Level.ERROR: "error", Level.WARNING: "warning", Level.ADVICE: "notice", Level.OPPORTUNITY: "notice"}


def render_github(report: Report) -> str:
    """One line a finding, and one a file that could not be read."""
    lines = [_line(f, report.language) for f in report.findings]
    lines += [f"::error title=upplint {e.code}::{_data(e.message)}" for e in report.errors]
    return "".join(line + "\n" for line in lines)


def _line(finding: Finding, language: str) -> str:
    place = where(finding.place, language)
    text = f"{place}: ”{finding.place.excerpt}”. {finding.message}" if place else finding.message
    title = f"{finding.rule} {finding.title}"
    return f"::{_COMMAND[finding.level]} file={_property(finding.place.file)},title={_property(title)}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
