"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from upplint.cli.grouped import group, option
from upplint.documents.limits import Limits

if TYPE_CHECKING:
    from upplint.cache import Cache
    from upplint.config import Settings

_F = TypeVar("_F", bound=Callable[..., Any])

paths = click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FIL-ELLER-MAPP...")

language = click.option(
    "--lang", "language", type=click.Choice(["sv", "en"]), default="sv", show_default=True, help="Språk i rapporten."
)
#: The same for commands that read a tender: without the option, its settings file decides (`language_for`).
tender_language = click.option(
    "--lang", "language", type=click.Choice(["sv", "en"]), help="Språk i rapporten. [sv, eller lang i upplint.toml]"
)

output = click.option(
    "-o", "--output-file", "output", type=click.Path(path_type=Path, dir_okay=False), help="Skriv till en fil."
)


kind = option(
    "--kind",
    "document_kind",
    group="Uppgifter om upphandlingen (går före det som står i dokumenten)",
    type=click.Choice(["iop", "tender"]),
    help="iop: utkast till idéburet offentligt partnerskap. tender: upphandling, även om ett dokument ser ut som en "
    "leverantörs egen text eller en förteckning. Annars avgör dokumenten.",
)

processes = option(
    "--processes",
    type=click.IntRange(min=1),
    help="Antal processer som läser samtidigt. Väljs annars efter antal filer.",
)


def limits(function: _F) -> _F:
    """Options on the reading: its limits, and whether it is remembered; the command gets them as `**values`."""
    d = Limits()
    return group(
        "Läsningen",
        [
            option("--max-mb", type=float, default=d.max_bytes / 2**20, help="Största fil som läses, i MB."),
            option("--max-pages", type=int, default=d.max_pages, help="Högsta antal sidor per dokument."),
            option(
                "--max-unpacked-mb", type=float, default=d.max_unpacked / 2**20, help="Högsta uppackade storlek, i MB."
            ),
            option("--max-files", type=int, default=d.max_files, help="Högsta antal filer i en mapp eller ZIP."),
            option("--max-seconds", type=float, default=d.max_seconds, help="Längsta tid per fil, i sekunder."),
            option("--no-cache", is_flag=True, help="Läs om allt, och spara inget till nästa gång."),
        ],
    )(function)


def make_limits(values: dict[str, Any]) -> Limits:
    """The `Limits` that the options of `limits` stand for."""
    return Limits(
        max_bytes=int(values["max_mb"] * 2**20),
        max_pages=values["max_pages"],
        max_unpacked=int(values["max_unpacked_mb"] * 2**20),
        max_files=values["max_files"],
        max_seconds=values["max_seconds"],
    )


def make_cache(values: dict[str, Any]) -> Cache | None:
    """Where what is read is kept to the next run; None with `--no-cache`."""
    from upplint.cache import open_cache

    return None if values["no_cache"] else open_cache()


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
    return group(
        "Uppgifter om upphandlingen (går före det som står i dokumenten)",
        [
            option("--value", metavar="KR", help='Uppskattat värde i kronor, utan moms: 4500000 eller "4,5 mkr".'),
            option("--ceiling", metavar="KR", help="Ramavtalets takvärde i kronor, utan moms."),
            option("--cpv", multiple=True, metavar="KOD", help="CPV-kod, till exempel 90911200-8."),
            option(
                "--regime",
                type=click.Choice(["A", "B", "C"]),
                help="A: direktivstyrd, B: 19 kap. LOU, C: direktupphandling.",
            ),
            option("--published", metavar="ÅÅÅÅ-MM-DD", help="Dag då upphandlingen annonserades."),
            option(
                "--buyer", type=click.Choice(["state", "other"]), help="Statlig myndighet (state) eller annan (other)."
            ),
            option(
                "--law", "law_name", type=click.Choice(["LOU", "LUF", "LUK", "LUFS", "LOV"]), help="Lag som gäller."
            ),
            option("--term", type=int, metavar="MÅNADER", help="Avtalstid utan förlängning, i månader."),
            option("--lots", type=int, metavar="ANTAL", help="Antal delar (anbudsområden); 0 om ingen uppdelning."),
            option(
                "--notice",
                type=click.Path(path_type=Path, dir_okay=False),
                metavar="FIL",
                help="Annonsen som eForms-fil (XML), om den inte ligger bland filerna.",
            ),
        ],
    )(function)


def make_facts(values: dict[str, Any]) -> dict[str, Any]:
    """The facts stated by options, by fact name, only those given."""
    stated = {fact: values[option] for option, fact in _FACTS.items()}
    return {name: value for name, value in stated.items() if value not in (None, ())}


def selection(function: _F) -> _F:
    """Options that say which rules run and how they count; unset ones leave it to the settings file."""
    return group(
        "Regler och inställningar",
        [
            option("--select", multiple=True, metavar="ID", help="Bara dessa regler eller familjer: LOT,ECO003."),
            option("--ignore", multiple=True, metavar="ID", help="Inte dessa regler eller familjer."),
            option("--lang", type=click.Choice(["sv", "en"]), help="Språk i rapporten. [sv]"),
            option(
                "--profile",
                type=click.Choice(["lag", "standard", "granska"]),
                help="Hur mycket som visas: bara lagen, det säkra eller allt. [standard]",
            ),
            option(
                "--fail-on",
                type=click.Choice(["error", "warning", "advice", "opportunity", "never"]),
                help="Lägsta nivå som ger slutkod 1. [warning]",
            ),
            option(
                "--rules",
                "rule_dirs",
                multiple=True,
                type=click.Path(path_type=Path, file_okay=False, exists=True),
                help="Mapp med egna regler. Kan anges flera gånger.",
            ),
            processes,
            option("--isolated", is_flag=True, help="Läs inga inställningar från fil."),
            option(
                "--show-settings", is_flag=True, help="Visa alla inställningar och var de kommer ifrån, och avsluta."
            ),
        ],
    )(function)


def baseline(function: _F) -> _F:
    """Options on the baseline of known findings."""
    return group(
        "Baslinje: bara det som är nytt",
        [
            option(
                "--baseline", type=click.Path(path_type=Path, dir_okay=False), help="Visa inte det som står i filen."
            ),
            option("--write-baseline", is_flag=True, help="Skriv alla anmärkningar till baslinjen."),
            option("--prune", is_flag=True, help="Ta bort det ur baslinjen som inte finns längre."),
        ],
    )(function)


def annotation(function: _F) -> _F:
    """Options on copies of the documents with comments."""
    return group(
        "Kopior med kommentarer",
        [
            option(
                "--annotate",
                type=click.Path(path_type=Path),
                metavar="MAPP",
                help="Skriv kopior av DOCX och PDF med kommentarer till mappen. Originalen rörs inte.",
            ),
            option(
                "--tracked",
                is_flag=True,
                help="Lägg också säkra ersättningar som spårade ändringar i Word-kopiorna.",
            ),
        ],
    )(function)


def language_for(given: tuple[Path, ...], stated: str | None) -> str:
    """The language of a report on a tender: the option, else the closest settings file, else Swedish."""
    from upplint.config import load_settings

    return load_settings(given, {"lang": stated}).lang


def make_settings(given: tuple[Path, ...], values: dict[str, Any]) -> Settings:
    """The settings that the options of `selection` and `baseline`, and the closest file, stand for."""
    from upplint.config import load_settings

    return load_settings(
        given,
        {
            "select": rule_ids(values["select"]),
            "ignore": rule_ids(values["ignore"]),
            "lang": values["lang"],
            "profile": values["profile"],
            "fail_on": values["fail_on"],
            "rules": tuple(str(d.resolve()) for d in values["rule_dirs"]),
            "processes": values["processes"],
            "baseline": str(values["baseline"]) if values["baseline"] else None,
        },
        isolated=values["isolated"],
    )
