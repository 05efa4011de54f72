"""Contract values against the market table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from upplint.engine.checks import check
from upplint.engine.comparisons import as_number
from upplint.engine.context import Context, Match
from upplint.errors import UpplintError


@check(values=("value", "percentile", "market", "below", "above", "year"), params=("percentile",))
def large_contract(context: Context, params: Mapping[str, Any]) -> Iterator[Match]:
    """The estimated (else the ceiling) value lies above a percentile of its CPV division's contract values.

    Params: `percentile` (50-95). Values: the value, its percentile, the division's name, the win share in percent of
    firms under 50 employees below the median and above the 75th percentile, and the year. Silent where the table has
    too few values.
    """
    from upplint.tender.market import market, percentile_of

    fact = context.facts.get("estimated_value") or context.facts.get("ceiling_value")
    code = context.facts.get("cpv")
    value = as_number(fact.value) if fact else None
    if fact is None or code is None or value is None or not fact.unit.startswith("SEK"):
        return
    try:
        row = market(str(code.value))
        percentile = percentile_of(value, str(code.value))
    except UpplintError:  # not a CPV code
        return
    if row is None or percentile is None or percentile <= Decimal(str(params["percentile"])):
        return
    if row.under50_below is None or row.under50_above is None:
        return
    place = context.at_fact(fact) or context.title
    values = {
        "value": value,
        "unit": fact.unit,
        "percentile": percentile,
        "market": row.name[:1].lower() + row.name[1:],
        "below": Decimal(str(row.under50_below)).quantize(Decimal(1)),
        "above": Decimal(str(row.under50_above)).quantize(Decimal(1)),
        "year": str(row.year),
    }
    yield Match(place.view, place.start, place.end, values=values)
