"""Small tables beside the report: findings by rule, and time by rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from upplint.engine.model import Report
from upplint.reports.labels import WORDS


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
    words = WORDS[report.language]
    lines = []
    for rule in rows:
        # Padded to the longer word, so that the columns stand.
        some = f"{found[rule]:5} {words['finding' if found[rule] == 1 else 'findings']:{len(words['findings'])}}"
        where = f"{places[rule]:5} {words['place' if places[rule] == 1 else 'places']:{len(words['places'])}}"
        lines.append(f"{rule}  {some} {where}  {titles[rule]}")
    return "".join(line + "\n" for line in lines)


def render_timings(timings: Mapping[str, float]) -> str:
    """Milliseconds by rule, slowest first, with the sum."""
    lines = [f"{name:8}{1000 * t:9.1f} ms" for name, t in sorted(timings.items(), key=lambda i: (-i[1], i[0]))]
    lines.append(f"{'alla':8}{1000 * sum(timings.values()):9.1f} ms")
    return "".join(line + "\n" for line in lines)
