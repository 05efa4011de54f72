"""Units: what may stand after or before a number (`rules/lexicon/units.tsv`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from upplint.language.lexicon import read_table
from upplint.language.quantities.numbers import GAP


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as written: its kind, canonical name, factor into it, and a remark (`mkr_ambiguous`)."""

    kind: str
    name: str
    factor: Decimal
    note: str


@cache
def _exact() -> dict[str, Unit]:
    return {r["form"]: Unit(r["kind"], r["unit"], Decimal(r["factor"]), r["note"]) for r in read_table("units")}


@cache
def _folded() -> dict[str, Unit]:
    return {
        r["form"].lower(): Unit(r["kind"], r["unit"], Decimal(r["factor"]), r["note"])
        for r in read_table("units")
        if r["case"] != "exact"
    }


def unit_named(text: str) -> Unit | None:
    """The unit that these words name, or `None`."""
    words = " ".join(text.split())
    return _exact().get(words) or _folded().get(words.lower())


def _alternatives(rows: list[dict[str, str]]) -> str:
    forms = sorted((r["form"] for r in rows), key=len, reverse=True)
    parts = []
    for form in forms:
        spelt = r"\s+".join(re.escape(word) for word in form.split())
        parts.append(spelt + (r"(?-i:(?![a-zåäö\d_]))" if form[-1].isalnum() or form[-1] in "²³" else ""))
    return "|".join(parts)


# Words that may stand between a number and its unit: "tre hela månader", "de tre senaste åren".
_BETWEEN = (
    r"(?:(?P<recent>(?:närmast\s+)?(?:senaste|föregående|senast|närmaste|sista|närmast)(?:\s+(?:avslutade|fastställda|räkenskaps-|hela|redovisade|kända))*)|hela|fulla|påbörjade|kommande|första|"
    r"följande|avslutade|sammanhängande|stycken|ytterligare|olika|extra|kompletta|ordinarie|garanterade|konsekutiva)"
)


@cache
def after_number() -> re.Pattern[str]:
    """Scale and unit right after a number."""
    rows = list(read_table("units"))
    glued = [
        r for r in rows if r["form"].startswith("-") or r["form"] in ("%", ":-", ",-", "€", "°", "°C", "‰", "$", "£")
    ]
    spaced = [r for r in rows if not r["form"].startswith("-")]
    return re.compile(
        rf"(?:(?P<glued>{_alternatives(glued)})|{GAP}(?:{_BETWEEN}\s+)?(?P<unit>{_alternatives(spaced)})"
        rf"|{GAP}(?P<scale>tusen|miljoner|miljon|milj\.?|mn|miljarder|miljard|mdr)\b(?:{GAP}(?P<scaled>{_alternatives(spaced)}))?)",
        re.IGNORECASE,
    )


@cache
def glued_word() -> re.Pattern[str]:
    """A unit grown together with a number in words: tvåårigt, treårsperiod, sexmånaders."""
    small = "|".join(sorted((r["word"] for r in read_table("number_words")), key=len, reverse=True))
    return re.compile(
        rf"(?<![\wåäö])(?P<number>(?:{small})+)(?P<unit>årig(?:t|a)?|års\w*|månaders\w*|månads\w*|veckors\w*|dagars\w*|timmars\w*)(?![\wåäö])",
        re.IGNORECASE,
    )


GLUED_UNITS = {
    "årig": ("period", "year"),
    "års": ("period", "year"),
    "månad": ("period", "month"),
    "vecko": ("period", "week"),
    "dagar": ("period", "day"),
    "timma": ("hours", "hour"),
}

SCALES = {
    "tusen": Decimal(1000),
    "miljon": Decimal(10**6),
    "miljoner": Decimal(10**6),
    "milj": Decimal(10**6),
    "mn": Decimal(10**6),
    "miljard": Decimal(10**9),
    "miljarder": Decimal(10**9),
    "mdr": Decimal(10**9),
}

BEFORE_NUMBER = re.compile(
    rf"(?<![\wåäö])(?P<currency>MSEK|KSEK|TSEK|SEK|MEUR|KEUR|EUR|€|Mkr|mkr|tkr|kr|USD|\$|NOK|DKK|GBP|£){GAP}$"
)
