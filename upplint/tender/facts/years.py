"""Days that take reckoning: written without a year, or so long after the last day for tenders."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from upplint.language.quantities import Quantity, find_quantities
from upplint.tender.facts.data import FactCues
from upplint.tender.facts.spots import Near, Spot, make_fact
from upplint.tender.model import Fact, Ground, Part

#: Unit of a fact whose value is the words of a day without a year.
NO_YEAR = "day without year"
#: Units of a fact that is so long after the last day for tenders.
AFTER = {"day": "days after the deadline", "week": "weeks after the deadline", "month": "months after the deadline"}
_FRONT_BLOCKS, _SHORT_LINE, _FRONT = 10, 60, 0.62
_LEAD = re.compile(r"(?:[^.:]{0,40}[,–-]\s+)?(?:den\s+)?")
_CLOSE = 45  # characters between "bunden av sitt anbud" and how long
_BEFORE = re.compile(r"\b(?:före|innan|inom|varje)\b", re.I)


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


def front_days(parts: Sequence[Part]) -> Iterator[Fact]:
    """The day a document bears in its first lines ("Dnr 7/2026, 16 februari 2026"): its publication, if nothing better
    is said."""
    for document, part in enumerate(parts):
        for sentence in part.analysis.sentences:
            if sentence.block >= _FRONT_BLOCKS:
                break
            for q in part.analysis.quantities(sentence):
                alone = q.kind == "date" and q.date is not None and q.end >= len(sentence.text.rstrip(" ."))
                if alone and len(sentence.text) <= _SHORT_LINE and _LEAD.fullmatch(sentence.text[: q.start]):
                    spot = Spot(document, part, sentence, q.start, q.end, _FRONT)
                    yield make_fact("published", q.date or "", spot)


def words_around(spot: Spot, near: Near) -> str:
    """What is said of one day: the sentence between the day before it and the day after it."""
    text = spot.sentence.text
    if near.sentences:
        return text
    days = [q for q in spot.part.analysis.quantities(spot.sentence) if q.kind in ("date", "deadline", "date_range")]
    first = min(spot.start, near.quantity.start)
    start = max((q.end for q in days if q.end <= first), default=0)
    end = min((q.start for q in days if q.start >= max(spot.end, near.quantity.end)), default=len(text))
    if end < len(text):
        end = near.quantity.end  # what follows belongs to the next day
    return text[start:end]


def after_deadline(cues: FactCues, spot: Spot) -> Iterator[Fact]:
    """ "Anbudet är bindande i 120 dagar": reckoned when the last day for tenders is known."""
    if not cues.afterwards or (cues.block and cues.block.search(spot.sentence.text)):
        return
    text = spot.sentence.text
    for q in spot.part.analysis.quantities(spot.sentence):
        distance = q.start - spot.end
        if _is_length(q) and -_CLOSE < distance < _CLOSE and not _BEFORE.search(text[q.start : q.end]):
            assert q.value is not None
            yield make_fact(
                cues.name,
                int(q.value),
                spot,
                unit=AFTER[q.unit],
                start=q.start,
                end=q.end,
                certainty=spot.certainty - 0.1,
            )
            return


def _is_length(q: Quantity) -> bool:
    whole = q.value is not None and q.value == q.value.to_integral_value() and q.upper is None
    return q.kind in ("period", "deadline") and q.unit in AFTER and whole


def reckoned(facts: Sequence[Fact], deadline: date | None) -> tuple[Fact, ...]:
    """The facts with "120 days after the deadline" as a day; they fall away where the deadline is not known."""
    units = {unit: name for name, unit in AFTER.items()}
    out: list[Fact] = []
    for fact in facts:
        name = units.get(fact.unit)
        if name is None:
            out.append(fact)
        elif deadline is not None:
            day = _later(deadline, int(str(fact.value)), name)
            out.append(replace(fact, value=day, unit="", ground=Ground.COMPUTED))
    return tuple(out)


def _later(day: date, number: int, unit: str) -> date:
    if unit != "month":
        return day + timedelta(days=number * (7 if unit == "week" else 1))
    month = day.month - 1 + number
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
