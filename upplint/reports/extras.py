"""Small tables beside the report: findings by rule, and time by rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from upplint.engine.model import Report


def render_statistics(report: Report) -> str:
    """How many findings each rule made, most first; other places count as places."""
    found: Counter[str] = Counter()
    places: Counter[str] = Counter()
    titles: dict[str, str] = {}
    for finding in report.findings:
        found[finding.rule] += 1
        places[finding.rule] += 1 + len(finding.also)
        titles[finding.rule] = finding.title
    rows = sorted(found, key=lambda rule: (-found[rule], rule))
    lines = [f"{rule}  {found[rule]:5} anmärkningar {places[rule]:5} ställen  {titles[rule]}" for rule in rows]
    return "".join(line + "\n" for line in lines)


def render_timings(timings: Mapping[str, float]) -> str:
    """Milliseconds by rule, slowest first, with the sum."""
    lines = [f"{name:8}{1000 * t:9.1f} ms" for name, t in sorted(timings.items(), key=lambda i: (-i[1], i[0]))]
    lines.append(f"{'alla':8}{1000 * sum(timings.values()):9.1f} ms")
    return "".join(line + "\n" for line in lines)
