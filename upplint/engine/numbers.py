"""Values of facts and quantities as plain numbers; light to import, for reports as well as rules."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from upplint.language.quantities import Quantity


def as_number(value: Any) -> Decimal | None:
    """A fact's or quantity's value as a number, None for text, dates and switches."""
    if isinstance(value, bool) or value is None or isinstance(value, (str, date)):
        return None
    return Decimal(str(value))


#: Days in a unit of time; a month is a twelfth of a year of 365 days.
_DAYS = {
    "day": Decimal(1),
    "workday": Decimal("1.4"),  # five in a week
    "week": Decimal(7),
    "month": Decimal(365) / 12,
    "year": Decimal(365),
}


def in_unit(quantity: Quantity, unit: str | None) -> Decimal | None:
    """The value of a quantity, for periods in another unit; None when it has no value or cannot be turned into it."""
    if unit is None or quantity.value is None or quantity.unit == unit:
        return quantity.value
    months = {"year": Decimal(12), "month": Decimal(1)}
    if quantity.unit in months and unit in months:
        return quantity.value * months[quantity.unit] / months[unit]
    if quantity.unit not in _DAYS:
        return None
    return (quantity.value * _DAYS[quantity.unit] / _DAYS[unit]).quantize(Decimal("0.01"))
