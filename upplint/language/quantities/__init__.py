"""Numbers with units in Swedish text: money, periods, counts, shares, areas, times, dates.

The grammar is imported when it is first used: who only handles what was found does not pay for it.
"""

from upplint.language.quantities.convert import to_months, to_sek
from upplint.language.quantities.model import Comparator, Period, Quantity, QuantityKind

__all__ = ["Comparator", "Period", "Quantity", "QuantityKind", "find_quantities", "to_months", "to_sek"]


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of a text; see `upplint.language.quantities.finder.find_quantities`."""
    from upplint.language.quantities import finder

    return finder.find_quantities(text)
