"""`upplint facts`: what upplint knows of the procurement, on what ground, and what is missing."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from upplint.cli import options, show
from upplint.cli.grouped import GroupedCommand


@click.command(cls=GroupedCommand, short_help="Visa värde, avtalstid, förfarande och datum.")
@options.paths
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Form på svaret.",
)
@click.option("--write", "write_", is_flag=True, help="Skriv ett utkast till upplint.toml i upphandlingens mapp.")
@options.tender_language
@options.facts
@options.limits
def facts(paths: tuple[Path, ...], format_: str, write_: bool, language: str | None, **values: Any) -> None:
    """Visa uppgifterna om upphandlingen: värde, avtalstid, förfarande, delar, datum och vilka regler som gäller.

    Varje uppgift visas med var den står. Saknas något kan ni ange det med ett val eller i upplint.toml.
    """
    from upplint import api
    from upplint.reports.facts import draft_settings, render_facts

    spoken = options.language_for(paths, language)
    with show.progress() as progress:
        tenders, result = api.read_tenders(
            *paths,
            facts=options.make_facts(values),
            notice=values["notice"],
            limits=options.make_limits(values),
            cache=options.make_cache(values),
            progress=progress,
        )
    status = show.unread(result)
    show.write(render_facts(tenders, format_, language=spoken, width=show.width(None)), None)
    if write_:
        for tender, group in zip(tenders, result.groups, strict=True):
            show.write_new(draft_settings(tender), (group.root or Path.cwd()) / "upplint.toml")
    sys.exit(status)
