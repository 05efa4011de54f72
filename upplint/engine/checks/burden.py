"""How much a tender demands in all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from upplint.engine.checks import check
from upplint.engine.context import Context, Match
from upplint.requirements.model import Force, On


@check(values=("tenderer", "supplier", "total", "per_thousand", "limit"), params=("tenderer", "total"))
def requirements(context: Context, params: Mapping[str, Any]) -> Iterator[Match]:
    """The number of mandatory requirements is above a limit, on the tenderer or in all.

    Params: `tenderer` and `total`, the limits. Values: how many bind the tenderer, how many the supplier during the
    contract, both, both per thousand words, and the limit of all. Placed at the title.
    """
    binding = [
        r.on
        for view in context.text_views()
        for r in view.part.requirements
        if r.force is Force.MUST and r.on in (On.TENDERER, On.SUPPLIER)
    ]
    tenderer = binding.count(On.TENDERER)
    words = sum(view.document.words for view in context.text_views())
    if tenderer <= Decimal(str(params["tenderer"])) and len(binding) <= Decimal(str(params["total"])):
        return
    place = context.title
    values = {
        "tenderer": str(tenderer),
        "supplier": str(len(binding) - tenderer),
        "total": str(len(binding)),
        "per_thousand": str(round(1000 * len(binding) / max(words, 1))),
        "limit": Decimal(str(params["total"])),
    }
    yield Match(place.view, place.start, place.end, values=values)
