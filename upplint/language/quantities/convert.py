"""Quantities in common units, where that is defined."""

from __future__ import annotations

import datetime
from decimal import Decimal

from upplint.language.quantities.model import Quantity, QuantityKind
from upplint.language.quantities.periods import months_of


def to_months(quantity: Quantity) -> Decimal | None:
    """The length in months: years and months; date ranges that are whole months, both days included.

    A period with extensions gives its base (see `Quantity.period` for the rest). `None` for weeks, days and all else:
    they have no fixed number of months.
    """
    if quantity.kind is QuantityKind.DATE_RANGE and quantity.date and quantity.upper_date:
        after = quantity.upper_date + datetime.timedelta(days=1)
        if (after.month, after.day) == (2, 29):  # "t.o.m. 28 februari" of a leap year means the month's end
            after += datetime.timedelta(days=1)
        if after.day != quantity.date.day:
            return None
        return Decimal((after.year - quantity.date.year) * 12 + after.month - quantity.date.month)
    if quantity.period is not None:
        return quantity.period.base_months
    return months_of(quantity.value, quantity.unit)


def to_sek(quantity: Quantity) -> Decimal | None:
    """The amount in Swedish kronor; `None` for other currencies, base amounts and ambiguous numbers."""
    if quantity.kind is QuantityKind.MONEY and quantity.unit == "SEK":
        return quantity.value
    return None
