"""The days of the tender period: how long it is, whether it is a holiday, when questions end, how long tenders bind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from upplint.engine.checks import check
from upplint.engine.context import Context, Match
from upplint.engine.model import Level

if TYPE_CHECKING:
    from upplint.engine.view import View
    from upplint.language.analysis import Sentence
    from upplint.language.quantities import Quantity
    from upplint.tender.model import Fact

_MOST_PLACES = 6
_OPEN_ELECTRONIC, _OPEN_PAPER, _APPLICATION = 30, 35, 30  # days: LOU 11:2, 11:6, 11:3
_APPLICATION_LUF = 15  # days: LUF 11:3
_TIGHTEST = 3  # days: a shorter "period" is a date of something else
_LONGEST = 200
_HALF = 2
_IN_DAYS = {"day": Decimal(1), "week": Decimal(7), "month": Decimal(365) / 12, "year": Decimal(365)}


@check(
    values=("days", "least", "basis", "published", "deadline"),
    params=("least", "period", "later_version", "own_rules", "old_rules"),
)
def short_tender_period(context: Context, params: Mapping[str, Any]) -> Iterator[Match]:
    """The tender period is shorter than the law's minimum (regime A) or than `least` days (B, C).

    The period runs from publication to the last tender day, or is said in words ("anbudstiden är 21 dagar"). Where the
    regime is not decided and the period is too short in A only, the match is one level lower than an error. Silent in
    choice systems. Params: `least` (days), cue lists `period` and `later_version` (then the first day of publication
    is not known, and the match gives `published` as missing), `own_rules` (words for chapter 19; they decide where
    the regime is open) and `old_rules` (a procedure that the law no longer has; decides only where no value is
    stated). Values: days, least, what `least` rests
    on in words, the two dates. Source: LOU 11 kap. 2, 3 and 6 §§, 19 kap. 11 §.
    """
    if context.tender.regime.law == "LOV":
        return
    regimes = context.regimes
    own = ["own_rules"] if context.facts.get("estimated_value") else ["own_rules", "old_rules"]
    if len(regimes) > 1 and "B" in regimes and any(_says(context, params.get(name)) for name in own):
        regimes = ("B",)  # nothing else decides, and the documents say which rules they follow
    other_act = context.act not in (
        "LOU",
        "LUF",
    )  # LUK and LUFS have other minimum periods, which the table does not hold
    limits = [int(params["least"]) if r != "A" or other_act else _minimum(context) for r in regimes]
    least = max(limits)
    found = _period(context, params)
    if found is None or found[0] >= least or found[0] < _TIGHTEST:
        return
    days, place, published, deadline = found
    level = Level.WARNING if days >= min(limits) and len(regimes) > 1 else None
    missing = ("published",) if _is_later_version(context, params) and published else ()
    values = {
        "days": Decimal(days),
        "least": Decimal(least),
        "basis": _BASIS[context.language]["A" if least > int(params["least"]) else "B"],
        "published": published,
        "deadline": deadline,
    }
    yield Match(place.view, place.start, place.end, values=values, missing=missing, level=level, also=place.also)


@check(values=("days", "outside", "season", "published", "deadline"), params=("least", "enough"))
def holidays(context: Context, params: Mapping[str, Any]) -> Iterator[Match]:
    """The tender period lies in July, or between 20 December and 7 January, for at least `least` days.

    Silent where at least `enough` days of the period lie outside. Where publication is not known the last tender day
    decides. Values: days within, days outside, the season in words, the two dates.
    """
    deadline, published = _day(context, "tender_deadline"), _day(context, "published")
    if deadline is None:
        return
    least, enough = int(params["least"]), int(params["enough"])
    first = published if published and published < deadline else deadline - timedelta(days=least)
    if (deadline - first).days > _LONGEST:
        return
    days = [first + timedelta(days=n) for n in range(1, (deadline - first).days + 1)]
    july = [d for d in days if d.month == 7]
    winter = [d for d in days if (d.month, d.day) >= (12, 20) or (d.month, d.day) <= (1, 7)]
    inside, name = (july, "july") if len(july) >= len(winter) else (winter, "winter")
    if len(inside) < min(least, len(days)) or not inside or (published and len(days) - len(inside) >= enough):
        return
    place = _at_day(context, "tender_deadline")
    values = {
        "days": Decimal(len(inside)),
        "outside": Decimal(len(days) - len(inside)),
        "season": _SEASONS[context.language][name],
        "published": published.isoformat() if published else "",
        "deadline": deadline.isoformat(),
    }
    yield Match(place.view, place.start, place.end, values=values, also=place.also)


_BASIS = {
    "sv": {"A": "Lagens minsta tid vid direktivstyrd upphandling är", "B": "Få små leverantörer hinner på mindre än"},
    "en": {"A": "The law's minimum under the directive-based rules is", "B": "Few small suppliers manage in less than"},
}

_SEASONS = {
    "sv": {"july": "i juli", "winter": "mellan den 20 december och den 7 januari"},
    "en": {"july": "in July", "winter": "between 20 December and 7 January"},
}


@check(values=("days", "date", "deadline"), params=("at_least", "under"))
def questions_late(context: Context, params: Mapping[str, Any]) -> Iterator[Match]:
    """The last day for questions is at least `at_least` and fewer than `under` days before the last tender day.

    Values: days between, the two dates. Source: LOU 12 kap. 11 §, 19 kap. 13 § (answers six days before).
    """
    last, deadline = _day(context, "question_deadline"), _day(context, "tender_deadline")
    if last is None or deadline is None:
        return
    days = (deadline - last).days
    if int(params["at_least"]) <= days < int(params["under"]):
        place = _at_day(context, "question_deadline")
        values = {"days": Decimal(days), "date": last.isoformat(), "deadline": deadline.isoformat()}
        yield Match(place.view, place.start, place.end, values=values, also=place.also)


@check(values=("days", "of", "date"))
def questions_early(context: Context, params: Mapping[str, Any]) -> Iterator[Match]:
    """The last day for questions lies in the first half of the tender period.

    Values: the day of the period it is, the days of the period, the date.
    """
    del params
    last, deadline = _day(context, "question_deadline"), _day(context, "tender_deadline")
    published = _day(context, "published")
    if last is None or deadline is None or published is None or not published <= last < deadline:
        return
    day, of = (last - published).days, (deadline - published).days
    if day * _HALF < of:
        place = _at_day(context, "question_deadline")
        values = {"days": Decimal(day), "of": Decimal(of), "date": last.isoformat()}
        yield Match(place.view, place.start, place.end, values=values, also=place.also)


@check(params=("cues", "blank"))
def questions_blank(context: Context, params: Mapping[str, Any]) -> Iterator[Match]:
    """A sentence says when questions end but holds no day: a field that was never filled in.

    Silent where any document states the day, and where a placeholder follows (another rule speaks of those). Params:
    cue lists `cues` (what the sentence begins with) and `blank` (names of a field that stand instead of a day).
    """
    if context.facts.get("question_deadline") is not None:
        return
    for view in context.text_views():
        seen: set[int] = set()
        for start, end in view.places((params["cues"],)):
            sentence = view.sentence_at(start)
            if sentence is None or sentence.index in seen or not view.lintable(sentence):
                continue
            if any(q.kind in _DAYS for q in view.analysis.quantities(sentence)):
                continue
            rest = view.document.text[end : sentence.end].strip(" :.")
            named = view.within((params["blank"],), ((end, sentence.end),))
            if (not rest or named) and not _filled_below(view, sentence):
                seen.add(sentence.index)
                yield Match(view.number, start, named[0][1] if named else end)


_DAYS = frozenset({"date", "deadline", "date_range", "period"})


def _filled_below(view: View, sentence: Sentence) -> bool:
    """The next block holds a day, or a placeholder for one."""
    blocks = view.document.blocks
    block = blocks[sentence.block]
    if sentence.end < block.end - 1:
        return False
    if block.answer is not None or block.index + 1 >= len(blocks):
        return block.answer is not None
    below = blocks[block.index + 1]
    return bool(below.placeholder or "[" in below.text or below.highlighted) or any(
        q.kind in _DAYS for s in view.analysis.sentences_of(below.index) for q in view.analysis.quantities(s)
    )


@check(values=("months", "date", "deadline"), params=("most",))
def long_validity(context: Context, params: Mapping[str, Any]) -> Iterator[Match]:
    """Tenders bind for more than `most` months after the last tender day. Values: whole months, the two dates."""
    last, deadline = _day(context, "validity_date"), _day(context, "tender_deadline")
    if last is None or deadline is None or last <= _later(deadline, int(params["most"])):
        return
    place = _at_day(context, "validity_date")
    months = (last.year - deadline.year) * 12 + last.month - deadline.month - (last.day < deadline.day)
    values = {"months": Decimal(months), "date": last.isoformat(), "deadline": deadline.isoformat()}
    yield Match(place.view, place.start, place.end, values=values, also=place.also)


def _later(day: date, months: int) -> date:
    """The same day of the month so many months later, or the last day of that month."""
    year, month = divmod(day.month - 1 + months, 12)
    first_after = date(day.year + year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(first_after - timedelta(days=1), date(day.year + year, month + 1, 1) + timedelta(days=day.day - 1))


def _minimum(context: Context) -> int:
    """Days that the procedure needs at least: open on paper 35, open and electronic 30, applications 30 (LUF: 15)."""
    procedure = str(context.facts.value("procedure") or "")
    if any(word in procedure for word in ("selektiv", "förhandla", "dialog", "innovation", "dynamisk")):
        return _APPLICATION_LUF if context.act == "LUF" else _APPLICATION
    ways = [f.value for f in context.facts.all("answer_form")]
    return _OPEN_PAPER if ways[:1] == ["paper"] else _OPEN_ELECTRONIC


def _period(context: Context, params: Mapping[str, Any]) -> tuple[int, Match, str, str] | None:
    published, deadline = _day(context, "published"), _day(context, "tender_deadline")
    said = _said_period(context, params)
    if published and deadline and published < deadline:
        place = _at_day(context, "tender_deadline")
        also = (*place.also, *((said[1].view, said[1].start, said[1].end) for _ in (1,) if said))
        found = Match(place.view, place.start, place.end, also=also)
        return (deadline - published).days, found, published.isoformat(), deadline.isoformat()
    return (said[0], said[1], "", "") if said else None


def _said_period(context: Context, params: Mapping[str, Any]) -> tuple[int, Match] | None:
    """ "Anbudstiden är 21 dagar": days and place."""
    for view in context.text_views():
        for start, end in view.places((params["period"],)):
            sentence = view.sentence_at(start)
            if sentence is None or not view.lintable(sentence):
                continue
            for q in view.analysis.quantities(sentence):
                days = _as_days(q)
                if days is not None and sentence.start + q.start >= end:
                    return days, Match(view.number, start, sentence.start + q.end)
    return None


def _as_days(quantity: Quantity) -> int | None:
    factor = _IN_DAYS.get(quantity.unit or "")
    if quantity.kind not in ("period", "deadline") or quantity.value is None or factor is None or quantity.date:
        return None
    return int(quantity.value * factor)


def _says(context: Context, cue: str | None) -> bool:
    """Some document holds a phrase of the list."""
    return cue is not None and any(view.sentences_with((cue,)) for view in context.text_views())


def _is_later_version(context: Context, params: Mapping[str, Any]) -> bool:
    """The day of publication stands beside the number of a later version."""
    place = context.at_fact(context.facts.get("published"))
    if place is None:
        return False
    view = context.views[place.view]
    return bool(view.within((params["later_version"],), (view.block_range(place.start),)))


def _day(context: Context, name: str) -> date | None:
    fact: Fact | None = context.facts.get(name)
    if fact is None:
        return None
    if isinstance(fact.value, date):
        return fact.value
    try:
        return date.fromisoformat(str(fact.value)[:10])
    except ValueError:
        return None


def _at_day(context: Context, name: str) -> Match:
    """Where a day is stated, and the other sentences that name the same day."""
    day, first = _day(context, name), context.at_fact(context.facts.get(name))
    places: list[tuple[int, int, int]] = []
    for view in context.text_views():
        for sentence in view.analysis.sentences:
            if day is None or str(day.year) not in sentence.text:
                continue
            places.extend(
                (view.number, sentence.start + q.start, sentence.start + q.end)
                for q in view.analysis.quantities(sentence)
                if day in (q.date, q.upper_date)
            )
    place = first or (Match(*places[0]) if places else context.title)
    others = [p for p in places if p[0] != place.view or p[2] <= place.start or p[1] >= place.end]
    return Match(place.view, place.start, place.end, also=tuple(others[:_MOST_PLACES]))
