"""`upplint who`: which kinds of suppliers can meet the requirements, and what would let more in."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from upplint.cli import options, show
from upplint.cli.endings import format_of
from upplint.cli.grouped import GroupedCommand

FORMATS = ("text", "json", "html")


@click.command(cls=GroupedCommand, short_help="Visa vilka slags leverantörer som kan uppfylla kraven.")
@options.paths
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(FORMATS)),
    help="Form på svaret. Väljs annars efter filens ändelse, och är text utan fil.",
)
@options.output
@options.tender_language
@options.processes
@options.kind
@options.facts
@options.limits
def who(
    paths: tuple[Path, ...],
    format_: str | None,
    output: Path | None,
    language: str | None,
    processes: int | None,
    document_kind: str | None,
    **values: Any,
) -> None:
    """Visa vilka slags leverantörer som kan uppfylla kraven, och vilka ändringar som släpper in fler.

    Åtta slags leverantörer prövas mot de obligatoriska kraven. Typerna är grova: en enskild leverantör kan ha mer
    eller mindre.
    """
    from upplint import api
    from upplint.advice.who import shut_out
    from upplint.reports.who import render_who

    kind = format_ or format_of(output, FORMATS)
    show.spare((output,), paths)
    spoken = options.language_for(paths, language)
    with show.progress() as progress:
        tenders, result = api.read_tenders(
            *paths,
            facts=options.make_facts(values),
            notice=values["notice"],
            limits=options.make_limits(values),
            cache=options.make_cache(values),
            progress=progress,
            processes=processes,
            kind=document_kind,
        )
    tables = [(tender.name, shut_out(tender)) for tender in tenders]
    show.write(render_who(tables, kind, language=spoken, width=show.width(output)), output)
    sys.exit(show.unread(result))
