"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from upplint.documents.limits import Limits

_F = TypeVar("_F", bound=Callable[..., Any])

paths = click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FIL-ELLER-MAPP...")

language = click.option(
    "--lang", "language", type=click.Choice(["sv", "en"]), default="sv", show_default=True, help="Språk i rapporten."
)

output = click.option(
    "-o", "--output-file", "output", type=click.Path(path_type=Path, dir_okay=False), help="Skriv till en fil."
)


processes = click.option(
    "--processes",
    type=click.IntRange(min=1),
    help="Antal processer som läser samtidigt. Väljs annars efter antal filer.",
)


def limits(function: _F) -> _F:
    """Options that change the reading limits; the command gets them as `**limit_values`."""
    d = Limits()
    for option in reversed(
        [
            click.option("--max-mb", type=float, default=d.max_bytes / 2**20, help="Största fil som läses, i MB."),
            click.option("--max-pages", type=int, default=d.max_pages, help="Högsta antal sidor per dokument."),
            click.option(
                "--max-unpacked-mb", type=float, default=d.max_unpacked / 2**20, help="Högsta uppackade storlek, i MB."
            ),
            click.option("--max-files", type=int, default=d.max_files, help="Högsta antal filer i en mapp eller ZIP."),
            click.option("--max-seconds", type=float, default=d.max_seconds, help="Längsta tid per fil, i sekunder."),
        ]
    ):
        function = option(function)
    return function


def make_limits(values: dict[str, Any]) -> Limits:
    """The `Limits` that the options of `limits` stand for."""
    return Limits(
        max_bytes=int(values["max_mb"] * 2**20),
        max_pages=values["max_pages"],
        max_unpacked=int(values["max_unpacked_mb"] * 2**20),
        max_files=values["max_files"],
        max_seconds=values["max_seconds"],
    )


def rule_ids(values: tuple[str, ...]) -> tuple[str, ...]:
    """Rule ids and families from options that may be given several times, each with commas."""
    return tuple(part.strip().upper() for value in values for part in value.split(",") if part.strip())


#: Facts that an option can state: option name -> fact name.
_FACTS = {
    "value": "estimated_value",
    "ceiling": "ceiling_value",
    "cpv": "cpv",
    "regime": "regime",
    "published": "published",
    "buyer": "buyer_kind",
    "law_name": "law",
    "term": "term_months",
    "lots": "lots",
}


def facts(function: _F) -> _F:
    """Options that state facts of the procurement; what the user says wins over the documents."""
    for option in reversed(
        [
            click.option("--value", metavar="KR", help="Uppskattat värde i kronor, utan moms."),
            click.option("--ceiling", metavar="KR", help="Ramavtalets takvärde i kronor, utan moms."),
            click.option("--cpv", multiple=True, metavar="KOD", help="CPV-kod, till exempel 90911200-8."),
            click.option(
                "--regime", type=click.Choice(["A", "B", "C"]), help="Vilka regler som gäller, se upplint law."
            ),
            click.option("--published", metavar="ÅÅÅÅ-MM-DD", help="Dag då upphandlingen annonserades."),
            click.option("--buyer", type=click.Choice(["state", "other"]), help="Statlig myndighet eller annan."),
            click.option(
                "--law", "law_name", type=click.Choice(["LOU", "LUF", "LUK", "LUFS", "LOV"]), help="Lag som gäller."
            ),
            click.option("--term", type=int, metavar="MÅNADER", help="Avtalstid utan förlängning, i månader."),
            click.option(
                "--lots", type=int, metavar="ANTAL", help="Antal delar (anbudsområden); 0 om ingen uppdelning."
            ),
        ]
    ):
        function = option(function)
    return function


def make_facts(values: dict[str, Any]) -> dict[str, Any]:
    """The facts stated by options, by fact name, only those given."""
    stated = {fact: values[option] for option, fact in _FACTS.items()}
    return {name: value for name, value in stated.items() if value not in (None, ())}
