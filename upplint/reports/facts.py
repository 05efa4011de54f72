"""The facts of a tender with their ground, as text, JSON or a draft of `upplint.toml`."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from upplint.reports.json import fact_data, plain, tender_data
from upplint.reports.labels import grouped
from upplint.tender.model import Fact, FactValue, Ground, Tender
from upplint.tender.stated import STATABLE

_WORDS: dict[FactValue, str] = {
    True: "ja",
    False: "nej",
    "price": "lägsta pris",
    "cost": "kostnad",
    "quality_price": "pris och kvalitet",
    "state": "statlig",
    "other": "inte statlig",
    "services": "tjänster",
    "goods": "varor",
    "works": "byggentreprenad",
    "electronic": "elektroniskt",
    "paper": "på papper",
}
_UNITS = {
    "SEK": "kr",
    "SEK per year": "kr per år",
    "EUR": "euro",
    "months": "månader",
    "percent": "procent",
    "hours": "timmar",
    "full-time post": "heltidstjänst",
}
_TITLES = {
    "volume": "Mängd",
    "answer_form": "Hur anbud lämnas",
    "lot": "Del",
    "notice": "Annons",
}


def render_facts(tenders: Sequence[Tender], format: str) -> str:
    """Facts of each tender, as `text` or `json`."""
    if format == "json":
        return json.dumps([tender_data(t) for t in tenders], ensure_ascii=False, indent=2) + "\n"
    return "\n".join(_text(t) for t in tenders)


def fact_title(name: str) -> str:
    """What a fact is called in Swedish."""
    return STATABLE[name][2] if name in STATABLE else _TITLES.get(name, name)


def fact_value(fact: Fact) -> str:
    """A fact's value in words, for example `4 500 000 kr`."""
    value = fact.value
    if isinstance(value, bool) or (isinstance(value, str) and value in _WORDS):
        return _WORDS[value]
    if isinstance(value, date):
        return value.isoformat()
    unit = _UNITS.get(fact.unit, fact.unit)
    if isinstance(value, Decimal):
        number = grouped(int(value), "sv") if value == value.to_integral_value() else str(value).replace(".", ",")
        return f"{number} {unit}".strip()
    if isinstance(value, int):
        return f"{value} {unit}".strip()
    return value


def fact_ground(fact: Fact, named: Callable[[str], str] = str) -> str:
    """Where a fact is stated, for example `krav.pdf, s. 3, avsnitt 1.1.8`. `named`: what a file is called."""
    if fact.ground is Ground.USER:
        return f"angivet av er{f' i {named(fact.file)}' if fact.file else ''}"
    if fact.ground is Ground.NOTICE:
        return f"annonsen {named(fact.file)}".strip()
    pieces = [named(fact.file)]
    if fact.page:
        pieces.append(f"s. {fact.page}")
    if fact.section:
        pieces.append(f"avsnitt {fact.section}")
    return ", ".join(p for p in pieces if p)


def _text(tender: Tender) -> str:
    lines = [tender.name, ""]
    names = [*STATABLE, *(n for n in tender.facts.by_name if n not in STATABLE)]
    for name in names:
        listed = tender.facts.all(name)
        if not listed:
            continue
        lines.append(f"{fact_title(name)}: {fact_value(listed[0])}  ({fact_ground(listed[0])})")
        if listed[0].excerpt:
            lines.append(f"    ”{listed[0].excerpt}”")
        lines += [f"    men även: {fact_value(r)}  ({fact_ground(r)})" for r in tender.facts.rivals(name)]
    regime = tender.regime
    lines += ["", f"Regler: {regime.regime or 'inte avgjort'}"]
    lines += [f"    {reason}" for reason in regime.reasons]
    lines += [f"    Obs: {warning}" for warning in regime.warnings]
    missing = [n for n in STATABLE if not tender.facts.all(n) and n != "regime"]
    if missing:
        lines += ["", "Hittades inte (ange i upplint.toml under [facts], eller med ett val till kommandot):"]
        lines += [f"    {name}: {fact_title(name)}" for name in missing]
    return "\n".join(lines) + "\n"


def draft_settings(tender: Tender) -> str:
    """A draft of `upplint.toml`: found facts as comments with their ground, missing ones with what to fill in."""
    lines = ["# Uppgifter om upphandlingen. Ta bort # framför en rad för att ange eller rätta en uppgift.", "[facts]"]
    for name, (_, _, what) in STATABLE.items():
        fact = tender.facts.get(name)
        lines.append("")
        lines.append(f"# {what}")
        if fact is None:
            lines.append(f"# {name} = ")
        else:
            lines.append(f"# Hittades: {fact_ground(fact)}")
            lines.append(f"# {name} = {_toml(fact)}")
    return "\n".join(lines) + "\n"


def _toml(fact: Fact) -> str:
    value = plain(fact.value)
    if isinstance(fact.value, date):
        return fact.value.isoformat()
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value, ensure_ascii=False)


__all__ = ["draft_settings", "fact_data", "fact_ground", "fact_title", "fact_value", "render_facts"]
