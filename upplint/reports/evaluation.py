"""An evaluation against gold as text, JSON, or the requirement part of `docs/accuracy.md`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

import upplint
from upplint.engine.scores import DocumentScore, Evaluation, RequirementMeasures, RuleScore, measures
from upplint.errors import UpplintError

#: Raised in its first number when a field is renamed or removed, in its second when one is added.
SCHEMA_VERSION = "1.0"
_WIDE = 150


def render_evaluation(evaluation: Evaluation, format: str = "text", *, show: int = 0) -> str:
    """The scores, and on request what went wrong.

    Args:
        evaluation: see `upplint.engine.evaluate.evaluate`.
        format: `text` or `json`.
        show: at most so many wrong ones of each kind and document are listed for reading; 0 for none.

    Raises:
        UpplintError: (U303) an unknown format.
    """
    if format == "text":
        return _text(evaluation, show)
    if format == "json":
        return json.dumps(evaluation_data(evaluation, show=show), ensure_ascii=False, indent=2) + "\n"
    raise UpplintError("U303", f"Formatet {format} finns inte. Välj text eller json.")


def evaluation_data(evaluation: Evaluation, *, show: int = 0) -> dict[str, Any]:
    """The scores as plain values, ready for `json.dumps`."""
    return {
        "schema_version": SCHEMA_VERSION,
        "upplint": upplint.__version__,
        "requirements": _measures_data(evaluation.requirements()),
        "findings": _rule_data(evaluation.findings()),
        "rules": {rule: _rule_data(counts) for rule, counts in evaluation.rules().items()},
        "documents": [_document_data(d, show) for d in evaluation.documents],
        "errors": list(evaluation.errors),
    }


def accuracy_markdown(evaluation: Evaluation, day: date, *, title: str, intro: Sequence[str] = ()) -> str:
    """A table of requirement measures by document, with the date and version.

    Args:
        day: when it was measured. title: of the section. intro: lines before the table.
    """
    lines = [f"## {title}", "", f"Measured {day.isoformat()} with upplint {upplint.__version__}.", *intro, ""]
    lines += [
        "| document | requirements | precision | recall | merged | on | force | topic | topic macro-F1 |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    full = [d for d in evaluation.documents if d.full]
    for name, m in [*((d.name, RequirementMeasures.of([d])) for d in full), ("**all**", evaluation.requirements())]:
        values = (m.precision, m.recall, m.on, m.force, m.topic, m.topic_f1)
        p, r, on, force, topic, f1 = (f"{v:.3f}" for v in values)
        lines.append(f"| {name} | {m.wanted} | {p} | {r} | {m.merged} | {on} | {force} | {topic} | {f1} |")
    silent = [d for d in evaluation.documents if d.silent]
    if silent:
        lines += ["", "Documents that hold no requirement on a supplier, and what was reported in them:", ""]
        lines += [f"- {d.name}: {len(d.false)} requirements" for d in silent]
    return "\n".join(lines) + "\n"


def _measures_data(m: RequirementMeasures) -> dict[str, Any]:
    return {
        "wanted": m.wanted,
        "found": m.found,
        "merged": m.merged,
        "false": m.false,
        "precision": round(m.precision, 4),
        "recall": round(m.recall, 4),
        "f1": round(m.f1, 4),
        "on_accuracy": round(m.on, 4),
        "force_accuracy": round(m.force, 4),
        "topic_accuracy": round(m.topic, 4),
        "topic_macro_f1": round(m.topic_f1, 4),
    }


def _rule_data(counts: RuleScore) -> dict[str, Any]:
    precision, recall, f1 = _rule_measures(counts)
    return {
        "right": counts.right,
        "false": len(counts.false),
        "barriers": counts.barriers,
        "met": counts.met,
        "sure": counts.sure,
        "sure_met": counts.sure_met,
        "traps": len(counts.traps),
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(f1, 4),
        "recall_sure": round(_sure(counts), 4),
    }


def _sure(counts: RuleScore) -> float:
    """Recall on the barriers that the gold file is sure of."""
    return counts.sure_met / counts.sure if counts.sure else 1.0


def _rule_measures(counts: RuleScore) -> tuple[float, float, float]:
    return measures(counts.right, counts.right + len(counts.false), counts.met, counts.barriers)


def _document_data(score: DocumentScore, show: int) -> dict[str, Any]:
    data: dict[str, Any] = {
        "name": score.name,
        "annotated_in_full": score.full,
        "requirements": _measures_data(RequirementMeasures.of([score])) if score.full else None,
        "requirements_in_silent_document": len(score.false) if score.silent else None,
        "facts": {
            "wanted": len(score.facts),
            "right": sum(f.right for f in score.facts),
            "wrong": [{"name": f.name, "want": f.want, "got": f.got} for f in score.facts if not f.right],
        },
        "errors": list(score.errors),
    }
    if show:
        data["missed"] = [
            {"quote": m.quote, "section": m.section, "page": m.page, **_labels(m.data)} for m in score.missed[:show]
        ]
        data["false"] = [
            {"text": r.text, "section": r.section, "page": r.page, "cue": r.cue} for r in score.false[:show]
        ]
        data["wrong"] = [
            {"label": w.label, "want": w.want, "got": w.got, "text": w.text, "section": w.section}
            for w in score.wrong[: 3 * show]
        ]
    return data


def _labels(data: Any) -> dict[str, str]:
    return {key: str(data.get(key, "")) for key in ("on", "force", "topic")}


def _text(evaluation: Evaluation, show: int) -> str:
    lines: list[str] = []
    full = [d for d in evaluation.documents if d.full]
    if full:
        lines += _requirement_table(full, evaluation.requirements())
    for document in evaluation.documents:
        if document.silent:
            lines.append(f"{document.name}: {len(document.false)} krav i ett dokument som inte ska ha några")
    rules = evaluation.rules()
    if rules:
        lines += ["", *_rule_table(rules, evaluation.findings())]
    lines += _fact_lines(evaluation)
    if show:
        for document in evaluation.documents:
            lines += _wrong_lines(document, show)
    if evaluation.errors:
        lines += ["", f"Fel i facit ({len(evaluation.errors)}):", *(f"  {e}" for e in evaluation.errors)]
    return "\n".join(lines).lstrip("\n") + "\n"


def _requirement_table(documents: Sequence[DocumentScore], total: RequirementMeasures) -> list[str]:
    width = max(len("dokument"), *(len(d.name) for d in documents))
    lines = [
        "Krav",
        f"  {'dokument':{width}}  facit  hittade  falska  precision  täckning  F1     vem    styrka  ämne   ämne-F1",
    ]
    for name, m in [*((d.name, RequirementMeasures.of([d])) for d in documents), ("alla", total)]:
        lines.append(
            f"  {name:{width}}  {m.wanted:5}  {m.found:7}  {m.false:6}  {m.precision:9.3f}  {m.recall:8.3f}  {m.f1:.3f}"
            f"  {m.on:.3f}  {m.force:6.3f}  {m.topic:.3f}  {m.topic_f1:.3f}"
        )
    if total.merged:
        lines.append(f"  {total.merged} av de hittade delar förslag med ett annat krav i samma mening.")
    return lines


def _rule_table(rules: dict[str, RuleScore], total: RuleScore) -> list[str]:
    lines = ["Fynd", "  regel    rätt  falska  i facit  hittade  precision  täckning  F1     säkra  fällor"]
    for name, counts in [*rules.items(), ("alla", total)]:
        precision, recall, f1 = _rule_measures(counts)
        lines.append(
            f"  {name:7}  {counts.right:4}  {len(counts.false):6}  {counts.barriers:7}  {counts.met:7}"
            f"  {precision:9.3f}  {recall:8.3f}  {f1:.3f}  {_sure(counts):.3f}  {len(counts.traps):6}"
        )
    return lines


def _fact_lines(evaluation: Evaluation) -> list[str]:
    facts = [(d.name, f) for d in evaluation.documents for f in d.facts]
    if not facts:
        return []
    right = sum(f.right for _, f in facts)
    lines = ["", f"Uppgifter: {right} av {len(facts)} rätt"]
    for name, fact in facts:
        if not fact.right:
            got = f"fick {fact.got}" if fact.found else "saknas"
            lines.append(f"  {name}: {fact.name} = {fact.want}, {got}")
    return lines


def _wrong_lines(score: DocumentScore, show: int) -> list[str]:
    lines: list[str] = []

    def part(title: str, items: Sequence[str]) -> None:
        if items:
            lines.extend([f"  {title} ({len(items)})", *(f"    {_short(x)}" for x in items[:show])])

    part("Missade krav", [f"{m.section} [{m.data.get('on')}/{m.data.get('topic')}] {m.quote}" for m in score.missed])
    part("Falska krav", [f"{r.section} [{r.on}/{r.cue}] {r.text}" for r in score.false])
    for label, title in (("on", "Fel på vem"), ("force", "Fel styrka"), ("topic", "Fel ämne")):
        part(title, [f"{w.section} {w.want} blev {w.got}: {w.text}" for w in score.wrong if w.label == label])
    for rule, counts in sorted(score.rules.items()):
        part(f"{rule} missade", [f"{g.section} {g.quote}" for g in counts.missed])
        part(f"{rule} falska", [f"{f.place.section} {f.place.excerpt} – {f.place.sentence}" for f in counts.false])
        part(f"{rule} fällor", [f"{f.place.excerpt}: {why}" for f, why in counts.traps])
    return ["", score.name, *lines] if lines else []


def _short(text: str) -> str:
    folded = " ".join(text.split())
    return folded if len(folded) <= _WIDE else folded[: _WIDE - 1] + "…"
