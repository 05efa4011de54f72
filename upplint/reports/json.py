"""The report as JSON, held to `schemas/report-1.schema.json`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import upplint
from upplint.advice.summary import Summary, summarise
from upplint.documents.model import Gap
from upplint.engine.model import Finding, Place, Report
from upplint.requirements.model import Requirement
from upplint.tender.model import Fact, Part, Tender

#: Raised in its first number when a field is renamed or removed, in its second when one is added.
SCHEMA_VERSION = "1.1"


def render_json(report: Report) -> str:
    """The whole report as JSON text, UTF-8, ending in a line break. The same report gives the same bytes."""
    return json.dumps(report_data(report), ensure_ascii=False, indent=2) + "\n"


def report_data(report: Report) -> dict[str, Any]:
    """The report as plain values, ready for `json.dumps`."""
    return {
        "schema_version": SCHEMA_VERSION,
        "upplint": upplint.__version__,
        "language": report.language,
        "profile": report.profile,
        "documents": [document_data(part, i) for i, tender in enumerate(report.tenders) for part in tender.parts],
        "tenders": [
            {**tender_data(tender), **_judged(summarise(report, i), report.language)}
            for i, tender in enumerate(report.tenders)
        ],
        "findings": [finding_data(f) for f in report.findings],
        "errors": [{"code": e.code, "message": e.message} for e in report.errors],
        "gaps": [gap_data(g) for g in report.gaps],
        "notes": list(report.notes),
        "hidden": dict(report.hidden),
    }


def _judged(summary: Summary | None, language: str) -> dict[str, Any]:
    """The summary of a tender and who can tender; null for one that asks nothing of a supplier."""
    from upplint.reports.summary import summary_data
    from upplint.reports.who import who_data

    return {
        "summary": summary_data(summary, language),
        "who": who_data(summary.who if summary else None, language),
    }


def document_data(part: Part, tender: int) -> dict[str, Any]:
    """One document with its gaps and requirements."""
    document = part.document
    return {
        "file": document.file,
        "format": document.format,
        "tender": tender,
        "role": part.role.value,
        "sha256": document.sha256,
        "pages": document.pages,
        "words": document.words,
        "gaps": [gap_data(g) for g in document.gaps],
        "requirements": [requirement_data(r) for r in part.requirements],
    }


def tender_data(tender: Tender) -> dict[str, Any]:
    """A tender with its facts and regime."""
    regime = tender.regime
    return {
        "name": tender.name,
        "files": [p.document.file for p in tender.parts],
        "regime": {
            "decided": regime.regime,
            "candidates": list(regime.candidates),
            "reasons": list(regime.reasons),
            "missing": list(regime.missing),
            "warnings": list(regime.warnings),
        },
        "facts": [fact_data(f) for f in tender.facts],
    }


def fact_data(fact: Fact) -> dict[str, Any]:
    """One statement of a fact with its ground."""
    return {
        "name": fact.name,
        "value": plain(fact.value),
        "unit": fact.unit,
        "ground": fact.ground.value,
        "certainty": fact.certainty,
        "file": fact.file,
        "page": fact.page,
        "section": fact.section,
        "start": fact.start,
        "end": fact.end,
        "excerpt": fact.excerpt,
    }


def gap_data(gap: Gap) -> dict[str, Any]:
    """Something that was not read."""
    return {"kind": gap.kind.value, "file": gap.file, "page": gap.page, "message": gap.message}


def place_data(place: Place) -> dict[str, Any]:
    """Where something stands."""
    return {
        "file": place.file,
        "page": place.page,
        "section": place.section,
        "start": place.start,
        "end": place.end,
        "excerpt": place.excerpt,
        "sentence": place.sentence,
    }


def finding_data(finding: Finding) -> dict[str, Any]:
    """One finding, its main place spread out and the others in `also`."""
    return {
        "rule": finding.rule,
        "name": finding.name,
        "title": finding.title,
        "level": finding.level.value,
        "confidence": finding.confidence.value,
        "message": finding.message,
        "why": finding.why,
        "advice": finding.advice,
        "rewrite": finding.rewrite,
        "law": list(finding.law),
        "law_note": finding.law_note,
        **place_data(finding.place),
        "also": [place_data(p) for p in finding.also],
        "requirement": finding.requirement,
        "lowered_by": list(finding.lowered_by),
        "fingerprint": finding.fingerprint,
    }


def requirement_data(requirement: Requirement) -> dict[str, Any]:
    """One requirement with its labels, measures, links and evidence."""
    return {
        "id": requirement.id,
        "text": requirement.text,
        "full_text": requirement.full_text,
        "on": requirement.on.value,
        "force": requirement.force.value,
        "stage": requirement.stage.value,
        "topic": requirement.topic,
        "file": requirement.file,
        "page": requirement.page,
        "section": requirement.section,
        "start": requirement.start,
        "end": requirement.end,
        "cue": requirement.cue,
        "points": plain(requirement.points),
        "answer_required": requirement.answer_required,
        "certainty": round(requirement.certainty, 3),
        "measures": [
            {
                "what": m.what,
                "kind": str(m.quantity.kind),
                "comparator": str(m.quantity.comparator),
                "value": plain(m.quantity.value),
                "upper": plain(m.quantity.upper),
                "unit": m.quantity.unit,
                "rate": m.quantity.rate,
                "counted": m.quantity.counted,
                "date": plain(m.quantity.date),
                "upper_date": plain(m.quantity.upper_date),
                "start": m.quantity.start,
                "end": m.quantity.end,
            }
            for m in requirement.measures
        ],
        "links": [
            {"kind": link.kind.value, "name": link.name, "start": link.start, "end": link.end}
            for link in requirement.links
        ],
        "evidence": [
            {"text": e.text, "when": e.when, "by": e.by, "start": e.start, "end": e.end} for e in requirement.evidence
        ],
    }


def plain(value: Any) -> Any:
    """A value that JSON can hold: whole decimals as integers, others as numbers, dates as ISO text."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {k: plain(v) for k, v in value.items()}
    return value
