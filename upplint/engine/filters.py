"""Message filters: findings in, findings out. None of them knows where the findings came from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from upplint.engine.baseline import Asked, Compared, Entry, compare
from upplint.engine.model import Finding, Report
from upplint.engine.suppress import Suppression, apply_suppressions

#: Is a rule left out in a document? Takes the document's name and the rule's id.
LeftOut = Callable[[str, str], bool]


def filtered(
    report: Report,
    *,
    left_out: LeftOut | None = None,
    suppressions: Sequence[Suppression] = (),
    tried: Callable[[Suppression], bool] | None = None,
    baseline: Sequence[Entry] | None = None,
    asked: Asked | None = None,
) -> tuple[Report, Compared | None]:
    """The report without what is left out by path, approved, or known from the baseline, in that order.

    Args:
        report: what was found.
        left_out, suppressions, baseline: what is taken away; None or empty takes nothing.
        tried: which approvals can be unused, all where it is None.
        asked: which entries of the baseline can be stale, all where it is None.

    Returns:
        the report with `hidden` saying how many and why (`paths`, `approved`, `baseline`), and what came of the
        comparison with the baseline (None without one).
    """
    findings: tuple[Finding, ...] = report.findings
    hidden = dict(report.hidden)
    if left_out is not None:
        kept = tuple(f for f in findings if not left_out(f.place.file, f.rule))
        hidden = _counted(hidden, "paths", len(findings) - len(kept))
        findings = kept
    if suppressions:
        findings, approved = apply_suppressions(findings, suppressions, report.language, tried)
        hidden = _counted(hidden, "approved", approved)
    compared = None
    if baseline is not None:
        compared = compare(findings, baseline, asked)
        findings = compared.fresh
        hidden = _counted(hidden, "baseline", compared.known)
    return replace(report, findings=findings, hidden=hidden), compared


def _counted(hidden: dict[str, int], reason: str, number: int) -> dict[str, int]:
    return {**hidden, reason: hidden.get(reason, 0) + number} if number else hidden
