"""`upplint check`: the main job."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from upplint.cli import exit_codes, options, show
from upplint.errors import UpplintError
from upplint.reports.formats import FORMATS

if TYPE_CHECKING:
    from upplint.engine.model import Report


@click.command()
@options.paths
@click.option(
    "--format", "format_", type=click.Choice(list(FORMATS)), default="text", show_default=True, help="Form på svaret."
)
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    metavar="[FORMAT:]FIL",
    help="Skriv till en fil. Kan anges flera gånger, till exempel -o json:rapport.json.",
)
@click.option(
    "--select", multiple=True, metavar="ID", help="Bara dessa regler eller familjer, till exempel LOT,ECO003."
)
@click.option("--ignore", multiple=True, metavar="ID", help="Inte dessa regler eller familjer.")
@options.language
@click.option(
    "--profile",
    type=click.Choice(["lag", "standard", "granska"]),
    default="standard",
    show_default=True,
    help="Hur mycket som visas: bara lagen, det säkra eller allt.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "advice", "opportunity", "never"]),
    default="warning",
    show_default=True,
    help="Lägsta nivå som ger slutkod 1.",
)
@click.option("--statistics", is_flag=True, help="Visa antal per regel på stderr.")
@click.option("--timing", is_flag=True, help="Visa tid per regel på stderr.")
@click.option("--show-facts", is_flag=True, help="Visa uppgifterna om upphandlingen på stderr.")
@click.option("--strict", is_flag=True, help="Slutkod 3 om något inte gick att läsa.")
@click.option(
    "--rules",
    "rule_dirs",
    multiple=True,
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Mapp med egna regler. Kan anges flera gånger.",
)
@options.processes
@options.facts
@options.limits
def check(
    paths: tuple[Path, ...],
    format_: str,
    outputs: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    language: str,
    profile: str,
    fail_on: str,
    statistics: bool,
    timing: bool,
    show_facts: bool,
    strict: bool,
    rule_dirs: tuple[Path, ...],
    processes: int | None,
    **values: Any,
) -> None:
    """Granska filer eller mappar och visa vad som stänger ute små och ideella leverantörer.

    En mapp eller en ZIP-fil räknas som en upphandling. Flera filer som anges tillsammans räknas också som en.
    """
    from upplint import api

    timings: dict[str, float] = {}
    targets = [_target(o, format_) for o in outputs] or [(format_, None)]
    with show.progress() as progress:
        report = api.check(
            *paths,
            language=language,
            profile=profile,
            select=options.rule_ids(select),
            ignore=options.rule_ids(ignore),
            rule_dirs=rule_dirs,
            facts=options.make_facts(values),
            limits=options.make_limits(values),
            progress=progress,
            processes=processes,
            timings=timings if timing else None,
        )
    for kind, output in targets:
        show.write(_render(report, kind, output, full_language=any(s.startswith("LAN") for s in select)), output)
    if statistics:
        from upplint.reports.extras import render_statistics

        click.echo(render_statistics(report), err=True, nl=False)
    if timing:
        from upplint.reports.extras import render_timings

        click.echo(render_timings(timings), err=True, nl=False)
    if show_facts:
        from upplint.reports.facts import render_facts

        click.echo(render_facts(report.tenders, "text"), err=True, nl=False)
    sys.exit(exit_status(report, fail_on, strict))


def exit_status(report: Report, fail_on: str, strict: bool) -> int:
    """Exit status for a report; unreadable files weigh more than findings, findings more than gaps."""
    from upplint.engine.model import LEVELS

    if report.errors:
        return exit_codes.UNUSABLE
    heavy = () if fail_on == "never" else LEVELS[: [level.value for level in LEVELS].index(fail_on) + 1]
    if any(f.level in heavy for f in report.findings):
        return exit_codes.FINDINGS
    return exit_codes.INCOMPLETE if strict and report.gaps else exit_codes.CLEAN


def _target(value: str, default: str) -> tuple[str, Path | None]:
    kind, colon, path = value.partition(":")
    if colon and kind in FORMATS and path:
        return kind, Path(path)
    if colon and len(kind) > 1 and not Path(value).parent.is_dir():
        raise UpplintError("U301", f"Formatet ”{kind}” finns inte. Välj något av: {', '.join(FORMATS)}.")
    return default, Path(value)


def _render(report: Report, kind: str, output: Path | None, *, full_language: bool) -> str | bytes:
    if kind == "text":
        from upplint.reports.text import render_text

        return render_text(report, width=show.width(output), color=show.colors(output), full_language=full_language)
    return FORMATS[kind].renderer()(report)
