"""Facts that follow from others."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from upplint.tender.facts.lot_details import AT_MOST_PER_LOT
from upplint.tender.model import Fact, Ground, TenderFacts

_LEAST_LOTS = 2


def total_months(facts: TenderFacts) -> int | None:
    """Term with all extensions in months; None where the term is not known."""
    term = facts.get("term_months")
    if term is None or not isinstance(term.value, int | Decimal):
        return None
    extension = facts.value("extension_months")
    more = extension if isinstance(extension, int | Decimal) and "in all" not in term.unit else 0
    return int(term.value) + int(more)


def total_value(facts: TenderFacts) -> Decimal | None:
    """Value of the whole procurement in SEK: the framework's ceiling, else the estimated value.

    A yearly value counts for the term with its extensions (5 kap. 3 § LOU: options and extensions are included);
    without a known term it says nothing of the whole.
    """
    for name in ("ceiling_value", "estimated_value", "yearly_value"):
        fact = facts.get(name)
        if fact is None or not isinstance(fact.value, Decimal | int) or fact.unit.startswith("EUR"):
            continue
        if "lot" in fact.unit:
            continue  # what one lot is worth says nothing of the whole
        if "year" not in fact.unit:
            return Decimal(fact.value)
        months = total_months(facts)
        if months:
            return Decimal(fact.value) * months / 12
    return None


def whole_fact(facts: TenderFacts) -> Fact | None:
    """What says the value of the whole, by the year or in all: the estimated value, else the ceiling; never a lot's."""
    known = (facts.get(name) for name in ("estimated_value", "ceiling_value"))
    return next((f for f in known if f is not None and "lot" not in f.unit), None)


def yearly_value(facts: TenderFacts) -> Decimal | None:
    """Value per year in SEK: stated, or the whole value by the term with its extensions."""
    for name in ("yearly_value", "estimated_value"):
        fact = facts.get(name)
        if fact and isinstance(fact.value, Decimal | int) and fact.unit == "SEK per year":
            return Decimal(fact.value)
    total, months = total_value(facts), total_months(facts)
    return total * 12 / months if total is not None and months else None


def with_sums_of_lots(facts: dict[str, tuple[Fact, ...]]) -> dict[str, tuple[Fact, ...]]:
    """The value of the whole where only the lots' values are stated: their sum, or so much a lot times the lots.

    All lots count together when the value is compared with thresholds (5 kap. 3 § LOU). Where a lot's value is not
    told, or the number of lots is not, nothing is summed.
    """
    out = dict(facts)
    lots = facts["lots"][0].value if "lots" in facts else None
    if isinstance(lots, bool) or not isinstance(lots, int) or lots < _LEAST_LOTS:
        return out
    values = facts.get("lot_value", ())
    for name in ("estimated_value", "ceiling_value"):
        known = facts.get(name, ())
        if known and "lot" not in known[0].unit:
            continue
        mine = [f for f in values if (f.unit == AT_MOST_PER_LOT) == (name == "ceiling_value")]
        same = len({f.unit for f in mine}) == 1
        unit = "SEK per year" if mine and "year" in mine[0].unit else "SEK"
        whole: Fact | None = None
        if len(mine) == lots and same:
            whole = replace(mine[0], name=name, value=sum((Decimal(str(f.value)) for f in mine), Decimal()), unit=unit)
        elif not mine and len(known) == 1 and known[0].unit.startswith("SEK") and known[0].ground is Ground.DOCUMENT:
            unit = known[0].unit.removesuffix(" per lot")
            whole = replace(known[0], value=Decimal(str(known[0].value)) * lots, unit=unit)
        if whole is not None:
            out[name] = (replace(whole, ground=Ground.COMPUTED), *known)
    return out
