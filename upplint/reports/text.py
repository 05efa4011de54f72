"""The report as text for a terminal, a pipe or a file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from io import StringIO
from itertools import groupby
from typing import TYPE_CHECKING

from upplint.advice.summary import summarise
from upplint.engine.model import LEVELS, Finding, Level, Place, Report
from upplint.reports.labels import LEVEL, WORDS, counted, numbered, phrase
from upplint.reports.places import document_names, is_number, law_text, short_names, where
from upplint.reports.summary import summary_lines

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderableType
    from rich.segment import Segment
    from rich.text import Text

_STYLE = {Level.ERROR: "bold red", Level.WARNING: "bold yellow", Level.ADVICE: "cyan", Level.OPPORTUNITY: "green"}
_SHOWN_LANGUAGE = 10
_CONTEXT = 240  # characters of the sentence shown on each side of the match
_MOST_PLACES = 8  # further places of a finding that are listed
_LEAD = re.compile(r"([^§\d]{20,}\.) (.*§.*)", re.DOTALL)  # a sentence in front of the paragraphs
_NO_BREAK, _HELD = "\u00a0", "\U000f0e5b"  # stands for the space while lines are set: a character of private use
_NARROW = 60  # columns; below that, text is set in less


def render_text(report: Report, *, width: int = 80, color: bool = False, full_language: bool = False) -> str:
    """The report as lines of at most `width` characters (at least 40), with ANSI colours when `color`.

    Advice of the LAN family is summed up at the end unless `full_language`.
    """
    out = StringIO()
    console = _console(out, max(width, 40), color)
    named = short_names(report)
    quiet_count = 0 if full_language else sum(map(is_quiet, report.findings))
    _summary(console, report, quiet_count)
    shown = [f for f in report.findings if full_language or not is_quiet(f)]
    quiet = [f for f in report.findings if not full_language and is_quiet(f)]
    told: set[tuple[str, str]] = set()  # why and what to do are said once a rule, not at every finding
    for (_, _, file), findings in groupby(shown, key=lambda f: (f.place.tender, f.place.document, f.place.file)):
        console.print()
        console.rule(file, align="left", characters="─", style="dim")
        for section, group in groupby(findings, key=lambda f: f.place.section):
            _section(console, section, list(group), report.language, told, named)
    if quiet:
        _language(console, quiet, report.language)
    text = out.getvalue().replace(_HELD, _NO_BREAK)
    return "\n".join(line.rstrip() for line in text.splitlines()) + "\n"


def _console(out: StringIO, width: int, color: bool) -> Console:
    """A console that breaks no line at a no-break space ("18 000 kronor"), as rich would."""
    from rich.console import Console
    from rich.text import Text

    class Unbroken(Console):
        def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterator[Segment]:
            if isinstance(renderable, Text) and _NO_BREAK in renderable.plain:
                renderable = renderable.copy()
                renderable.plain = renderable.plain.replace(_NO_BREAK, _HELD)
            elif isinstance(renderable, str):
                renderable = renderable.replace(_NO_BREAK, _HELD)
            yield from super().render(renderable, options)

    return Unbroken(
        file=out,
        width=width,
        force_terminal=color,
        no_color=not color,
        color_system="standard" if color else None,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )


def is_quiet(finding: Finding) -> bool:
    """Is it advice on wording, summed up rather than shown one by one?"""
    return finding.rule.startswith("LAN") and finding.level is Level.ADVICE


def _summary(console: Console, report: Report, quiet: int) -> None:
    words = WORDS[report.language]
    lang = report.language
    if not any(tender.parts for tender in report.tenders):
        console.print(words["no_documents"])
    for i, tender in enumerate(report.tenders):
        console.print(_bold(tender.name))
        documents = [p.document for p in tender.parts]
        # A sum of some documents' pages would mislead: Word files have none before they are printed.
        pages = sum(d.pages or 0 for d in documents) if all(d.pages for d in documents) else 0
        on_supplier = sum(r.on in ("tenderer", "supplier") for p in tender.parts for r in p.requirements)
        line = f"{words['read']}: {numbered('document', 'documents', len(documents), lang)}"
        if pages:
            line += f", {numbered('page', 'pages', pages, lang)}"
        line += f", {numbered('word', 'words', sum(d.words for d in documents), lang)}"
        line += f", {numbered('requirement', 'requirements', on_supplier, lang)} {words['on_supplier']}."
        console.print(line)
        summary = summarise(report, i)
        if summary is not None:
            for shown in summary_lines(summary, lang, console.width):
                console.print(shown)
            console.print()
        if tender.regime.reasons:
            console.print(f"{words['regime']}: {' '.join(tender.regime.reasons)}")
    counts = Counter(f.level for f in report.findings)
    share = f" ({words['language_share'].format(n=quiet)})" if quiet else ""
    parts = [
        counted(level, counts[level], lang) + (share if level is Level.ADVICE else "")
        for level in LEVELS
        if counts[level]
    ]
    if parts or any(tender.parts for tender in report.tenders):
        console.print(", ".join(parts) + "." if parts else words["nothing"])
    for note in report.notes:
        console.print(f"{words['notes']}: {note}")
    for reason, number in sorted(report.hidden.items()):
        console.print(phrase(f"hidden_{reason}", number, lang))
    if report.errors:
        console.print(_bold(words["errors"] + ":"))
        for error in report.errors:
            _indented(console, str(error), 2)
    if report.gaps:
        console.print(_bold(words["gaps"] + ":"))
        for gap in report.gaps:
            where = f"{gap.file}, {words['page']} {gap.page}" if gap.page else gap.file
            message = gap.message if gap.file in gap.message else f"{where}: {gap.message}"
            _indented(console, message, 2)
    elif any(tender.parts for tender in report.tenders) and not report.errors:
        console.print(words["clean_gaps"])


def _section(
    console: Console,
    section: str,
    findings: Sequence[Finding],
    language: str,
    told: set[tuple[str, str]],
    named: Callable[[str], str],
) -> None:
    words = WORDS[language]
    title = f"{words['section'].capitalize()} {section}" if is_number(section) else section or words["no_section"]
    console.print()
    console.print(_bold(title))
    for i, finding in enumerate(findings):
        if i:
            console.print()
        _finding(console, finding, language, told, named)


def _finding(
    console: Console, finding: Finding, language: str, told: set[tuple[str, str]], named: Callable[[str], str]
) -> None:
    from rich.text import Text

    words = WORDS[language]
    head = Text()
    head.append(LEVEL[language][finding.level], _STYLE[finding.level])
    head.append(f" {finding.rule} ", "bold")
    head.append(finding.title)
    if finding.place.page:
        head.append(f" ({words['p']} {finding.place.page})", "dim")
    _indented(console, head, 2)
    by = _text_indent(console)
    if finding.place.excerpt:
        _indented(console, _quoted(finding.place), by)
    _indented(console, finding.message, by)
    for note in finding.lowered_by:
        _indented(console, f"{words['lowered']}: {note}", by)
    for label, text in (
        ("why", finding.why),
        ("advice", finding.advice),
        ("rewrite", finding.rewrite),
        ("law", _law(finding, told)),
    ):
        if text and (finding.rule, text) not in told:
            told.add((finding.rule, text))
            _labelled(console, words[label], text)
    if finding.also:
        _labelled(console, words["also"], _also(finding, language, named))


def _law(finding: Finding, told: set[tuple[str, str]]) -> str:
    """The paragraphs; a sentence in front of them, on the regime being open, is said once in the report."""
    law = law_text(finding)
    match = _LEAD.match(law)
    if not match or (finding.rule, law) in told:
        return law
    lead, rest = match.groups()
    if ("", lead) in told:
        return rest
    told.update({("", lead), (finding.rule, rest)})
    return law


def _also(finding: Finding, language: str, named: Callable[[str], str]) -> str:
    """The other places, those that read alike as one; what is left out is counted."""
    words = WORDS[language]
    alike = Counter(_where(p, finding.place, language, named) for p in finding.also)
    listed = [
        f"{text} {phrase('times', n, language)}" if n > 1 else text for text, n in list(alike.items())[:_MOST_PLACES]
    ]
    rest = sum(list(alike.values())[_MOST_PLACES:])
    return "; ".join([*listed, words["more"].format(n=rest)] if rest else listed)


def _where(place: Place, main: Place, language: str, named: Callable[[str], str]) -> str:
    pieces = [] if place.file == main.file else [named(place.file)]
    spot = where(place, language)
    if spot:
        pieces.append(spot)
    excerpt = place.excerpt if len(place.excerpt) <= 60 else place.excerpt[:57].rstrip() + "…"
    return f"{', '.join(pieces)} (”{excerpt}”)" if pieces else f"”{excerpt}”"


def _quoted(place: Place) -> Text:
    """The sentence with the matched words marked: by colour on a terminal, by «» elsewhere (always there)."""
    from rich.text import Text

    text = Text("”")
    at = place.mark
    if at < 0:  # the match spans sentences: show the match alone
        text.append("«" + place.excerpt + "»", "bold underline")
    else:
        before, after = place.sentence[:at], place.sentence[at + len(place.excerpt) :]
        if len(before) > _CONTEXT:
            before = "… " + before[-_CONTEXT:].partition(" ")[2]
        if len(after) > _CONTEXT:
            after = after[:_CONTEXT].rpartition(" ")[0] + " …"
        text.append(before)
        text.append("«" + place.excerpt + "»", "bold underline")
        text.append(after)
    text.append("”")
    return text


def _language(console: Console, findings: Sequence[Finding], language: str) -> None:
    """Advice on wording: how many a rule, and the ten worst sections."""
    words = WORDS[language]
    console.print()
    console.rule(words["language"], align="left", characters="─", style="dim")
    total = sum(1 + len(f.also) for f in findings)
    console.print(phrase("language_sum", total, language))
    by_rule: Counter[tuple[str, str]] = Counter()
    by_section: Counter[tuple[str, str]] = Counter()
    for finding in findings:
        for place in (finding.place, *finding.also):
            by_rule[finding.rule, finding.title] += 1
            by_section[place.file, place.section] += 1
    for (rule, title), number in sorted(by_rule.items(), key=lambda i: (-i[1], i[0])):
        _indented(console, f"{rule} {title}: {number}", 2)
    worst = sorted(by_section.items(), key=lambda i: (-i[1], i[0]))[:_SHOWN_LANGUAGE]
    console.print()
    console.print(f"{words['worst']}:")
    name = document_names(sorted({file for file, _ in by_section}))
    alone = len({file for file, _ in by_section}) == 1
    for (file, section), number in worst:
        spot = f"{words['section']} {section}" if is_number(section) else section or words["no_section"]
        spot = spot[:1].upper() + spot[1:] if alone else f"{name(file)}, {spot}"
        _indented(console, f"{spot}: {number}", 2)
    rest = len(by_section) - len(worst)
    if rest > 0:
        _indented(console, words["more"].format(n=rest), 2)


def _labelled(console: Console, label: str, text: str) -> None:
    from rich.text import Text

    if text:
        line = Text()
        line.append(label + ": ", "bold")
        line.append(text)
        _indented(console, line, _text_indent(console))


def _text_indent(console: Console) -> int:
    return 6 if console.width >= _NARROW else 4


def _indented(console: Console, text: str | Text, by: int) -> None:
    from rich.padding import Padding

    console.print(Padding(text, (0, 0, 0, by)))


def _bold(text: str) -> Text:
    from rich.text import Text

    return Text(text, "bold")
