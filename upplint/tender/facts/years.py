"""Days that are written without a year: "anbud senast den 14 mars"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from upplint.language.quantities import find_quantities
from upplint.tender.model import Fact

#: Unit of a fact whose value is the words of a day without a year.
NO_YEAR = "day without year"


def with_years(facts: Sequence[Fact], published: date | None) -> tuple[Fact, ...]:
    """The facts with every day in full: the first such day from the publication on.

    Where the day of publication is not known nothing tells the year, so those facts fall away.
    """
    out: list[Fact] = []
    for fact in facts:
        if fact.unit != NO_YEAR:
            out.append(fact)
        elif published is not None and (day := _first_from(str(fact.value), published)):
            out.append(replace(fact, value=day, unit=""))
    return tuple(out)


def _first_from(words: str, published: date) -> date | None:
    for year in (published.year, published.year + 1):
        day = next((q.date for q in find_quantities(f"{words} {year}") if q.date), None)
        if day is not None and day >= published:
            return day
    return None
