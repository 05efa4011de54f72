"""`upplint suggest`: what the law lets you do instead, with drafts to paste."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from upplint.cli import options, show
from upplint.cli.endings import format_of
from upplint.cli.grouped import GroupedCommand
from upplint.errors import UpplintError

FORMATS = ("text", "md", "docx", "json")


@click.command(cls=GroupedCommand, short_help="Föreslå vad ni kan skriva i stället, med färdiga utkast.")
@options.paths
@click.option("--clause", "clauses", multiple=True, metavar="NAMN", help="Bara detta utkast. Kan anges flera gånger.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(FORMATS)),
    help="Form på svaret. Väljs annars efter filens ändelse, och är text utan fil. docx behöver -o.",
)
@click.option("--explain", is_flag=True, help="Visa också det som inte går, med skälen.")
@options.output
@options.kind
@options.facts
@options.limits
def suggest(
    paths: tuple[Path, ...],
    clauses: tuple[str, ...],
    format_: str | None,
    explain: bool,
    output: Path | None,
    document_kind: str | None,
    **values: Any,
) -> None:
    """Föreslå vad ni kan göra i stället: reserverade kontrakt, sysselsättningsvillkor, delar och andra formuleringar.

    Varje förslag visar vilka villkor som är uppfyllda och vad ni måste kontrollera. Utkasten är fyllda med
    upphandlingens egna uppgifter. Det som saknas står inom hakparentes.
    """
    from upplint import api
    from upplint.advice.render import render
    from upplint.advice.suggest import suggest as make
    from upplint.config import load_settings

    kind = format_ or format_of(output, FORMATS)
    show.spare((output,), paths)
    if kind == "docx" and output is None:
        raise UpplintError("U313", "Ange en fil för Word-dokumentet med -o, till exempel -o forslag.docx.")
    with show.progress() as progress:
        tenders, result = api.read_tenders(
            *paths,
            facts=options.make_facts(values),
            notice=values["notice"],
            limits=options.make_limits(values),
            cache=options.make_cache(values),
            progress=progress,
            kind=document_kind,
        )
        progress("Prövar vad lagen tillåter …")
        parameters = load_settings(paths, {}).parameters
        made = [make(tender, clauses, explain=explain, parameters=parameters) for tender in tenders]
    status = show.unread(result)
    show.write(render(made, kind, width=show.width(output)), output)
    sys.exit(status)
