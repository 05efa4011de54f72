"""SARIF 2.1.0 (OASIS), for code scanning and editors."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import upplint
from upplint.engine.model import Confidence, Finding, Level, Place, Report
from upplint.reports.places import boxes, full_message, law_text

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"
_LEVEL = {Level.ERROR: "error", Level.WARNING: "warning", Level.ADVICE: "note", Level.OPPORTUNITY: "note"}
_PRECISION = {Confidence.HIGH: "high", Confidence.MEDIUM: "medium", Confidence.LOW: "low"}


def render_sarif(report: Report) -> str:
    """The report as SARIF text. Fingerprints hold no page numbers, so they stay when pages shift."""
    rules = {f.rule: f for f in reversed(report.findings)}
    order = {rule: i for i, rule in enumerate(sorted(rules))}
    run = {
        "tool": {
            "driver": {
                "name": "upplint",
                "version": upplint.__version__,
                "semanticVersion": upplint.__version__,
                "language": report.language,
                "rules": [_rule(rules[rule], report.language) for rule in order],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": not report.errors,
                "toolExecutionNotifications": [
                    *({"level": "error", "message": {"text": str(e)}} for e in report.errors),
                    *({"level": "warning", "message": {"text": f"{g.file}: {g.message}"}} for g in report.gaps),
                ],
            }
        ],
        "artifacts": [
            {"location": {"uri": _uri(p.document.file)}, "hashes": {"sha-256": p.document.sha256}}
            for t in report.tenders
            for p in t.parts
        ],
        "results": [_result(report, f, order[f.rule]) for f in report.findings],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _rule(finding: Finding, language: str) -> dict[str, Any]:
    text = "\n\n".join(t for t in (finding.why, finding.advice, finding.rewrite, law_text(finding)) if t)
    return {
        "id": finding.rule,
        "name": finding.name,
        "shortDescription": {"text": finding.title},
        "fullDescription": {"text": finding.why},
        "help": {"text": text, "markdown": text},
        "defaultConfiguration": {"level": _LEVEL[finding.level]},
        "properties": {"tags": [finding.rule[:3]], "precision": _PRECISION[finding.confidence]},
    }


def _result(report: Report, finding: Finding, index: int) -> dict[str, Any]:
    return {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": _LEVEL[finding.level],
        "message": {"text": full_message(finding, report.language)},
        "locations": [_location(report, finding.place)],
        "relatedLocations": [{"id": i, **_location(report, place)} for i, place in enumerate(finding.also, 1)],
        "partialFingerprints": {"upplint/v1": finding.fingerprint},
        "properties": {
            "level": finding.level.value,
            "confidence": finding.confidence.value,
            "law": list(finding.law),
            "sentence": finding.place.sentence,
        },
    }


def _location(report: Report, place: Place) -> dict[str, Any]:
    rectangles = [
        {"page": page, "x0": round(b.x0, 1), "top": round(b.top, 1), "x1": round(b.x1, 1), "bottom": round(b.bottom, 1)}
        for page, b in boxes(report, place)
    ]
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": _uri(place.file)},
            # Documents have pages rather than lines; viewers need a line.
            "region": {"startLine": place.page or 1, "snippet": {"text": place.excerpt}},
        },
        "logicalLocations": [{"fullyQualifiedName": place.section, "kind": "element"}] if place.section else [],
        "properties": {"page": place.page, "boxes": rectangles, "start": place.start, "end": place.end},
    }


def _uri(file: str) -> str:
    return quote(file.replace("\\", "/"), safe="/:")
