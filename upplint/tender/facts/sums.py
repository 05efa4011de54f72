"""Facts that follow from others."""

from __future__ import annotations

from decimal import Decimal

from upplint.tender.model import TenderFacts


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
        if "year" not in fact.unit:
            return Decimal(fact.value)
        months = total_months(facts)
        if months:
            return Decimal(fact.value) * months / 12
    return None


def yearly_value(facts: TenderFacts) -> Decimal | None:
    """Value per year in SEK: stated, or the whole value by the term with its extensions."""
    for name in ("yearly_value", "estimated_value"):
        fact = facts.get(name)
        if fact and isinstance(fact.value, Decimal | int) and fact.unit == "SEK per year":
            return Decimal(fact.value)
    total, months = total_value(facts), total_months(facts)
    return total * 12 / months if total is not None and months else None
