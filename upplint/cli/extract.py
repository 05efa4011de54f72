"""`upplint extract`: the list of requirements as a bidder wants it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from upplint.cli import options, show
from upplint.cli.endings import format_of
from upplint.cli.grouped import GroupedCommand

FORMATS = ("text", "json", "csv", "xlsx")


@click.command(cls=GroupedCommand, short_help="Lista alla krav, med avsnitt, sida och bevis.")
@options.paths
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(FORMATS)),
    help="Form på listan. Väljs annars efter filens ändelse, och är text utan fil.",
)
@options.output
@click.option("--all", "everything", is_flag=True, help="Ta med myndighetens egna åtaganden och ren information.")
@options.processes
@options.limits
def extract(
    paths: tuple[Path, ...],
    format_: str | None,
    output: Path | None,
    everything: bool,
    processes: int | None,
    **values: Any,
) -> None:
    """Lista alla krav i filerna: nummer, avsnitt, sida, text, ska eller bör, bevis och när.

    Excel-filen har en kolumn för egna svar.
    """
    from upplint import api
    from upplint.errors import UpplintError
    from upplint.reports.requirements import render_requirements

    kind = format_ or format_of(output, FORMATS)
    show.spare((output,), paths)
    if kind == "xlsx" and output is None:
        raise UpplintError("U303", "Ange vart Excel-filen ska skrivas, till exempel -o krav.xlsx.")
    with show.progress() as progress:
        tenders, result = api.read_tenders(
            *paths,
            limits=options.make_limits(values),
            cache=options.make_cache(values),
            progress=progress,
            processes=processes,
        )
    status = show.unread(result)
    parts = [part for tender in tenders for part in tender.parts]
    requirements = [
        r for part in parts for r in part.requirements if everything or r.on.value in ("tenderer", "supplier")
    ]
    content = render_requirements(
        requirements,
        [p.document for p in parts],
        kind,
        gaps=result.gaps,
        folder=None if output is None else output.parent,
        width=show.width(output),
    )
    show.write(content, output)
    sys.exit(status)
