"""Scores and shares of a whole: 70 av 100 poäng, 3 av 5 konsulter."""

from __future__ import annotations

import re
from decimal import Decimal

from upplint.language.quantities import context
from upplint.language.quantities.model import Comparator, Quantity, QuantityKind
from upplint.language.quantities.nouns import noun_after
from upplint.language.quantities.numbers import GAP, Number

_K = QuantityKind
_C = Comparator


_OUT_OF = re.compile(
    rf"{GAP}(?:av|/|av\s+(?:maximalt|max|totalt|möjliga|högst)){GAP}(?:maximalt\s+|max\.?\s+|totalt\s+|möjliga\s+)?(?P<total>\d+(?:,\d+)?)"
    rf"{GAP}(?:möjliga\s+)?(?P<unit>poäng|p\b)?",
    re.IGNORECASE,
)
_POINTS_OF = re.compile(
    rf"{GAP}poäng{GAP}(?:av|/){GAP}(?:maximalt\s+|max\.?\s+|totalt\s+|möjliga\s+)*(?P<total>\d+(?:,\d+)?)(?P<unit>)",
    re.IGNORECASE,
)


def scored(text: str, number: Number) -> Quantity | None:
    """ "70 av 100 poäng", "3 av 5 konsulter"."""
    match = _OUT_OF.match(text, number.end)
    points = _POINTS_OF.match(text, number.end)
    match = points or match
    if match is None or number.value is None:
        return None
    total = Decimal(match["total"].replace(",", "."))
    if total < number.value or total == 0:
        return None
    if points or match["unit"]:
        bound = context.bound_left(text, number.start, "score")
        return Quantity(
            bound.position if bound else number.start,
            match.end(),
            _K.SCORE,
            value=number.value,
            unit="point",
            comparator=bound.comparator if bound else _C.EQ,
            total=total,
            conflict=number.conflict,
            notes=number.notes,
        )
    if "/" in match[0]:
        return None
    noun = noun_after(text, match.end())
    if noun is None:
        return None
    bound = context.bound_left(text, number.start, "count")
    return Quantity(
        bound.position if bound else number.start,
        noun[1],
        _K.FRACTION,
        value=number.value / total,
        unit="fraction",
        comparator=bound.comparator if bound else _C.EQ,
        counted=noun[0],
        total=total,
        conflict=number.conflict,
        notes=number.notes,
    )
