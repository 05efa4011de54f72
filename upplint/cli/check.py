"""`upplint check`: the main job."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from upplint.cli import exit_codes, options, show
from upplint.cli.endings import format_of
from upplint.cli.grouped import GroupedCommand
from upplint.errors import UpplintError
from upplint.reports.formats import FORMATS

if TYPE_CHECKING:
    from upplint.config import Settings
    from upplint.engine.baseline import Entry
    from upplint.engine.model import Report
    from upplint.engine.suppress import Suppression

_BASELINE = "upplint-baslinje.json"


@click.command(
    cls=GroupedCommand,
    short_help="Granska en upphandling och visa vad ni bör se över.",
    examples=(
        ("upplint check upphandling/", "visa på skärmen"),
        ("upplint check upphandling/ -o rapport.html", "en sida att läsa och skriva ut"),
        ("upplint check upphandling/ -o lista.xlsx", "en lista att följa upp i Excel"),
        ("upplint check upphandling/ --annotate kopior", "kommentarer i Word och PDF"),
    ),
)
@options.paths
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(FORMATS)),
    help="Form på svaret. Utan val avgör filens ändelse, annars text.",
)
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    metavar="[FORMAT:]FIL",
    help="Skriv till en fil (- är skärmen). Kan anges flera gånger, till exempel -o json:rapport.json.",
)
@options.annotation
@options.selection
@options.baseline
@click.option("--statistics", is_flag=True, help="Visa också antal per regel.")
@click.option("--timing", is_flag=True, help="Visa också tid per regel.")
@click.option("--show-facts", is_flag=True, help="Visa också uppgifterna om upphandlingen.")
@click.option("--strict", is_flag=True, help="Slutkod 3 om något inte gick att läsa.")
@options.kind
@options.facts
@options.limits
def check(
    paths: tuple[Path, ...],
    format_: str | None,
    outputs: tuple[str, ...],
    statistics: bool,
    timing: bool,
    show_facts: bool,
    strict: bool,
    document_kind: str | None,
    **values: Any,
) -> None:
    """Granska filer eller mappar och visa vad som stänger ute små och ideella leverantörer.

    En mapp eller en ZIP-fil räknas som en upphandling. Flera filer som anges tillsammans räknas också som en.
    """
    from upplint import api
    from upplint.config import show_settings

    settings = options.make_settings(paths, values)
    if values["show_settings"]:
        click.echo(show_settings(settings), nl=False)
        return
    _check_annotation(values, paths)
    timings: dict[str, float] = {}
    targets = [_target(o, format_) for o in outputs] or [(format_ or "text", None)]
    show.spare((output for _, output in targets), paths)
    for kind, output in targets:
        if output is None and FORMATS[kind].binary:
            raise UpplintError("U303", f"Ange vart filen ska skrivas, till exempel -o anmarkningar.{kind}.")
    with show.progress() as progress:
        report = api.check(
            *paths,
            language=settings.lang,
            profile=settings.profile,
            select=settings.select,
            ignore=settings.ignore,
            rule_dirs=settings.rules,
            parameters=settings.parameters,
            levels=settings.levels,
            named=settings.named(),
            facts=options.make_facts(values),
            notice=values["notice"],
            limits=options.make_limits(values),
            cache=options.make_cache(values),
            progress=progress,
            processes=settings.processes,
            kind=document_kind,
            timings=timings if timing else None,
        )
    report = _filtered(report, settings, paths, write=values["write_baseline"], prune=values["prune"])
    whole = any(s.startswith("LAN") for s in settings.select)
    for kind, output in targets:
        show.write(_render(report, kind, output, full_language=whole), output)
    if values["annotate"]:
        from upplint.reports.annotate import annotate

        for copy in annotate(report, values["annotate"], tracked=values["tracked"]):
            click.echo(copy.message, err=True)
    if statistics:
        from upplint.reports.extras import render_statistics

        click.echo(render_statistics(report), err=True, nl=False)
    if timing:
        from upplint.reports.extras import render_timings

        click.echo(render_timings(timings), err=True, nl=False)
    if show_facts:
        from upplint.reports.facts import render_facts

        click.echo(render_facts(report.tenders, "text"), err=True, nl=False)
    sys.exit(exit_status(report, settings.fail_on, strict))


def _check_annotation(values: dict[str, Any], paths: tuple[Path, ...]) -> None:
    """Say no to a folder for the copies that cannot be used, before anything is read."""
    if values["annotate"]:
        from upplint.reports.annotate import check_folder

        check_folder(values["annotate"], paths)
    elif values["tracked"]:
        raise UpplintError("U322", "--tracked gäller kopiorna med kommentarer. Ange också --annotate MAPP.")


def _filtered(report: Report, settings: Settings, paths: tuple[Path, ...], *, write: bool, prune: bool) -> Report:
    """What is left after path rules, approvals and baseline; writes the baseline where that is asked for."""
    from upplint.engine import baseline as known
    from upplint.engine.filters import filtered
    from upplint.engine.loader import load_rules
    from upplint.engine.suppress import notes_of, settings_suppressions

    suppressions = (*notes_of(report, lambda: load_rules(settings.rules)), *settings_suppressions(settings.approved))
    path = settings.baseline or (Path(_BASELINE) if write or prune else None)
    report, _ = filtered(
        report, left_out=settings.left_out, suppressions=suppressions, tried=_tried(report, settings, paths)
    )
    if path is None:
        return report
    if write:
        from upplint.reports.labels import numbered

        show.write(known.write_baseline(known.make_baseline(report.findings)), path, said=False)
        click.echo(f"Skrev {numbered('finding', 'findings', len(report.findings), 'sv')} till {path}.", err=True)
    entries = known.read_baseline(path)
    asked = _asked(report, settings)
    if prune:
        entries = known.prune(report.findings, entries, asked)
        show.write(known.write_baseline(entries), path)
    report, compared = filtered(report, baseline=entries, asked=asked)
    for entry in compared.stale if compared else ():
        click.echo(f"Baslinjen: {entry.rule} i {entry.file} finns inte längre (”{entry.excerpt}”).", err=True)
    return report


def _asked(report: Report, settings: Settings) -> Callable[[Entry], bool]:
    """Was the rule of an entry looked for in its document, in this run?

    A run over one file, or with some rules only, tells nothing of the others' entries.
    """
    from upplint.engine.baseline import lineage

    read = {lineage(part.document.file) for tender in report.tenders for part in tender.parts}
    left_out = _left_out(settings)
    return lambda entry: lineage(entry.file) in read and entry.rule not in left_out()


def _tried(report: Report, settings: Settings, paths: tuple[Path, ...]) -> Callable[[Suppression], bool]:
    """Was a rule of an approval looked for in the document that it is for, in this run?

    Where the whole folder of the settings was read, a document that is not there is no excuse.
    """
    from upplint.documents.names import meant, resolved

    home = resolved(settings.source).parent if settings.source else None
    whole = home is not None and any(p.is_dir() and resolved(p) in (home, *home.parents) for p in paths)

    read = {part.document.file for tender in report.tenders for part in tender.parts}
    left_out = _left_out(settings)

    def tried(approval: Suppression) -> bool:
        elsewhere = approval.document is None and approval.file and not any(meant(f, approval.file) for f in read)
        if elsewhere and not whole:
            return False
        return any(rule not in left_out() for rule in approval.rules)

    return tried


def _left_out(settings: Settings) -> Callable[[], frozenset[str]]:
    """The rules that do not run under the settings; found out when somebody asks."""

    @cache
    def left_out() -> frozenset[str]:
        from upplint.engine.loader import load_rules
        from upplint.engine.selection import Selection

        rules = load_rules(settings.rules)
        selection = Selection(profile=settings.profile, select=settings.select, ignore=settings.ignore)
        return frozenset(rules.by_id) - {rule.id for rule in rules.selected(selection)}

    return left_out


def exit_status(report: Report, fail_on: str, strict: bool) -> int:
    """Exit status for a report; unreadable files weigh more than findings, findings more than gaps.

    A file that was cut at a limit counts as unreadable: what was not read may be most of it.
    """
    from upplint.documents.model import GapKind
    from upplint.engine.model import LEVELS

    if report.errors or any(gap.kind is GapKind.LIMIT for gap in report.gaps):
        return exit_codes.UNUSABLE
    heavy = () if fail_on == "never" else LEVELS[: [level.value for level in LEVELS].index(fail_on) + 1]
    if any(f.level in heavy for f in report.findings):
        return exit_codes.FINDINGS
    return exit_codes.INCOMPLETE if strict and report.gaps else exit_codes.CLEAN


def _target(value: str, default: str | None) -> tuple[str, Path | None]:
    """Format and file of one `--output`: the format named before the colon, else `--format`, else by the ending.

    `-` stands for stdout, which gives None.
    """
    kind, colon, path = value.partition(":")
    if colon and kind in FORMATS and path:
        return kind, None if path == "-" else Path(path)
    if colon and len(kind) > 1 and not Path(value).parent.is_dir():
        raise UpplintError("U301", f"Formatet ”{kind}” finns inte. Välj något av: {', '.join(FORMATS)}.")
    output = None if value == "-" else Path(value)
    return default or format_of(output, FORMATS), output


def _render(report: Report, kind: str, output: Path | None, *, full_language: bool) -> str | bytes:
    if kind == "text":
        from upplint.reports.text import render_text

        return render_text(report, width=show.width(output), color=show.colors(output), full_language=full_language)
    return FORMATS[kind].renderer()(report)
