"""The report as Markdown, for meetings and merge requests."""

from __future__ import annotations

import re
from collections import Counter

from upplint.advice.summary import Summary, summarise
from upplint.engine.model import LEVELS, Finding, Report
from upplint.reports.labels import LEVEL, WORDS, counted
from upplint.reports.places import by_document, law_text, short_names, where
from upplint.reports.summary import summary_pieces

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#])")


def render_markdown(report: Report) -> str:
    """Summary, then the findings by document, heaviest level first within a section."""
    words, language = WORDS[report.language], report.language
    named = short_names(report)
    counts = Counter(f.level for f in report.findings)
    lines = [f"# {_plain(', '.join(t.name for t in report.tenders) or 'upplint')}", ""]
    parts = [counted(level, counts[level], language) for level in LEVELS if counts[level]]
    lines += [", ".join(parts) + "." if parts else words["nothing"], ""]
    for i, tender in enumerate(report.tenders):
        summary = summarise(report, i)
        if summary is not None:
            if len(report.tenders) > 1:
                lines += [f"**{_plain(tender.name)}**", ""]
            lines += [*_summary(summary, language), ""]
        if tender.regime.reasons:
            lines += [f"**{words['regime']}:** {_plain(' '.join(tender.regime.reasons))}", ""]
    lines += [f"> {_plain(note)}" for note in report.notes]
    if report.errors or report.gaps:
        lines += [f"## {words['gaps']}", ""]
        lines += [f"- {_plain(str(e))}" for e in report.errors]
        for gap in report.gaps:
            page = f", {words['p']} {gap.page}" if gap.page else ""
            lines.append(f"- {_plain(named(gap.file))}{page}: {_plain(gap.message)}")
        lines.append("")
    for file, findings in by_document(report):
        if findings:
            lines += ["", f"## {_plain(named(file))}", ""]
            for finding in findings:
                lines += _finding(finding, language)
    return "\n".join(lines).rstrip() + "\n"


def _summary(summary: Summary, language: str) -> list[str]:
    """The summary as a list; what stands under a line in it as an inner list."""
    lines = []
    for label, text, inner in summary_pieces(summary, language):
        mark = "" if label.endswith("?") else ":"
        named = f"**{_plain(label)}{mark}** " if label else ""
        lines.append(f"{'  ' if inner else ''}- {named}{_plain(text)}")
    return lines


def _finding(finding: Finding, language: str) -> list[str]:
    words = WORDS[language]
    place = where(finding.place, language)
    lines = [f"### {finding.rule} {_plain(finding.title)} ({LEVEL[language][finding.level]})", ""]
    if place:
        lines += [place[:1].upper() + place[1:], ""]
    if finding.place.excerpt:
        lines += [f"> {_marked(finding)}", ""]
    lines += [_plain(finding.message), ""]
    for label, text in (
        ("why", finding.why),
        ("advice", finding.advice),
        ("rewrite", finding.rewrite),
        ("law", law_text(finding)),
    ):
        if text:
            lines.append(f"- **{words[label]}:** {_plain(' '.join(text.split()))}")
    if finding.also:
        spots = "; ".join(f"{_plain(where(p, language))} (”{_plain(p.excerpt)}”)" for p in finding.also)
        lines.append(f"- **{words['also']}:** {spots}")
    return [*lines, ""]


def _marked(finding: Finding) -> str:
    place = finding.place
    if place.mark < 0:
        return f"**{_plain(place.excerpt)}**"
    end = place.mark + len(place.excerpt)
    before, after = place.sentence[: place.mark], place.sentence[end:]
    return f"{_plain(before)}**{_plain(place.excerpt)}**{_plain(after)}"


def _plain(text: str) -> str:
    """Text that Markdown shows as it stands."""
    return _SPECIAL.sub(r"\\\1", text)
