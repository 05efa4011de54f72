"""Contract values against the market table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from upplint.engine.checks import check
from upplint.engine.context import Context, Match
from upplint.engine.numbers import as_number
from upplint.errors import UpplintError
from upplint.tender.facts.sums import whole_fact

if TYPE_CHECKING:
    from upplint.tender.market import MarketRow
    from upplint.tender.model import Fact

_LEAST_FALL = Decimal(3)  # percentage points: a smaller difference says nothing


@check(values=("value", "percentile", "market", "shares", "n", "year"), params=("percentile",))
def large_contract(context: Context, params: Mapping[str, Any]) -> Iterator[Match]:
    """The value of the whole contract lies above a percentile of the contract values of its CPV group or division.

    The estimated value counts, else the ceiling; a yearly value counts for the whole term. Params: `percentile`
    (50-95). Values: the value, its percentile, the market's name, `n` contracts and `year` of the table, and `shares`:
    a sentence on the win shares of firms under 50 employees, empty where they do not fall with the value. Silent where
    the table has too few values.
    """
    from upplint.tender.market import market, percentile_of

    fact = whole_fact(context.facts)
    code = context.facts.get("cpv")
    value = _whole(context, fact)
    if fact is None or code is None or value is None:
        return
    try:
        row = market(str(code.value), "finest")
        percentile = percentile_of(value, str(code.value), "finest")
        wins = market(str(code.value), "division")
    except UpplintError:  # not a CPV code
        return
    if row is None or percentile is None or percentile <= Decimal(str(params["percentile"])):
        return
    place = context.at_fact(fact) or context.title
    values = {
        "value": value,
        "unit": "SEK",
        "percentile": percentile,
        "market": row.name[:1].lower() + row.name[1:],
        "shares": _shares(row, context.language) or (_shares(wins, context.language) if wins else ""),
        "n": row.n,
        "year": str(row.year),
    }
    yield Match(place.view, place.start, place.end, values=values)


def _whole(context: Context, fact: Fact | None) -> Decimal | None:
    """The value of the fact for the whole term in SEK, None where it cannot be told."""
    from upplint.tender.facts.sums import total_months

    if fact is None or not fact.unit.startswith("SEK") or "lot" in fact.unit:
        return None
    value = as_number(fact.value)
    if value is None or "year" not in fact.unit:
        return value
    months = total_months(context.facts)
    return value * months / 12 if months else None


def _shares(row: MarketRow, language: str) -> str:
    """Who won below the median and above the 75th percentile, where small firms won more seldom; else empty."""
    if row.under50_below is None or row.under50_above is None:
        return ""
    below, above = (Decimal(str(x)).quantize(Decimal(1)) for x in (row.under50_below, row.under50_above))
    if below - above < _LEAST_FALL:
        return ""
    if language == "en":
        return (
            f"Firms with under 50 employees won {below} percent of the contracts below the median value but {above} "
            "percent of those in the top quarter."
        )
    return (
        f"Företag med under 50 anställda vann {below} procent av kontrakten under medianvärdet men {above} procent av "
        "dem i den dyraste fjärdedelen."
    )
