"""Numbers with units in Swedish text: money, periods, counts, shares, areas, times, dates."""

from upplint.language.quantities.convert import to_months, to_sek
from upplint.language.quantities.finder import find_quantities
from upplint.language.quantities.model import Comparator, Period, Quantity, QuantityKind

__all__ = ["Comparator", "Period", "Quantity", "QuantityKind", "find_quantities", "to_months", "to_sek"]
