"""`upplint law`: a provision in plain Swedish, or the list of them."""

from __future__ import annotations

import click

from upplint.cli import show


@click.command(short_help="Visa en paragraf i klartext, till exempel 4:14.")
@click.argument("key", required=False, metavar="[4:14]")
def law(key: str | None) -> None:
    """Visa en paragraf i klartext, till exempel 4:14 eller "LOV 1:2a". Utan argument visas alla."""
    from upplint.reports.law import render_provision, render_provisions

    columns = show.width(None)
    show.write(render_provision(key, width=columns) if key else render_provisions(width=columns), None)
