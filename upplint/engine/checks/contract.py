"""Penalties, fixed prices and start dates in contract terms: what needs arithmetic or the order of sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from upplint.engine.checks import check
from upplint.engine.context import Context, Match
from upplint.engine.view import View
from upplint.language.analysis import Sentence
from upplint.language.quantities import Comparator, QuantityKind, to_months

if TYPE_CHECKING:
    from upplint.language.quantities import Quantity

_SUMS = frozenset({QuantityKind.MONEY, QuantityKind.PERCENT})
_DAYS = frozenset({"day", "workday", "calendar_day"})
_SIZES = "(?i)\\b(?:en|ett|två|tre|fyra|fem|tio|femton|tjugo)\\s+(?:procent|promille|prisbasbelopp)\\b"
_NEXT_TO = 6  # characters between the word of a cap and its sum ("till")
_LOOK_AHEAD = 6  # sentences after a penalty where its cap may stand


@dataclass(frozen=True, slots=True)
class _Penalty:
    """A sentence that sets a penalty: where the words stand, and the sums."""

    sentence: Sentence
    start: int
    end: int
    sums: tuple[Quantity, ...]


@check(
    params=("penalty", "imposed", "none", "cap", "each_time", "total", "together", "cure", "warned"),
)
def uncapped_penalty(context: Context, params: Mapping[str, Any]) -> Iterator[Match]:
    """A penalty with a sum, without a cap on the sum of penalties and without a chance to put things right first.

    A cap stands in the same sentence, or in a later one of the section before the next penalty that the section's
    text takes up after it; a cap "per occasion" is none. A cap on all penalties together counts wherever it stands.

    Params: cue lists. `penalty` the word; `imposed` what sets it; `none` words that say that there is none; `cap`;
    `each_time` per occasion; `total` all together; `together` the penalties in
    the plural; `cure` put right in the same sentence; `warned` a reminder, also
    in the sentence before.
    """
    cues = {name: (value,) for name, value in params.items()}
    views = list(context.text_views())
    if any(_caps_all(view, s, cues) for view in views for s in _sentences(view, cues["penalty"])):
        return
    for view in views:
        penalties = list(_penalties(view, cues))
        for found in penalties:
            if not _is_capped(view, found, penalties, cues) and not _may_be_cured(view, found.sentence, cues):
                yield Match(view.number, found.start, found.end)


@check(values=("value",), params=("penalty", "imposed", "none", "per_day", "in_all", "small_base"))
def high_penalty(context: Context, params: Mapping[str, Any]) -> Iterator[Match]:
    """A penalty above a share of the contract value a day, or above a share in all or at one time.

    Params: cue lists as in `uncapped_penalty`; `small_base` words for a base that is not the contract (an order, an
    invoice); `per_day` and `in_all` in percent. Values: `value`, the percent that is above.
    """
    cues = {name: (value,) for name, value in params.items() if isinstance(value, str)}
    per_day, in_all = Decimal(str(params["per_day"])), Decimal(str(params["in_all"]))
    for view in context.text_views():
        for found in _penalties(view, cues):
            for q in found.sums:
                start, end = q.start + found.sentence.start, q.end + found.sentence.start
                if q.kind is not QuantityKind.PERCENT or view.within(
                    cues["small_base"], ((start, found.sentence.end),)
                ):
                    continue
                limit = {"day": per_day, "week": per_day * 7, "month": in_all, "hour": per_day}.get(
                    q.rate or "", in_all
                )
                if q.value is not None and (q.upper or q.value) > limit:
                    yield Match(view.number, start, end, values={"value": q.upper or q.value, "unit": "percent"})
                    break


@check(params=("liable", "loss", "none", "limit", "sum", "other", "fault", "apart", "kinds"))
def unlimited_loss(context: Context, params: Mapping[str, Any]) -> Iterator[Match]:
    """Liability for a kind of loss, without a limit in money in the section or for the contract as a whole.

    A limit in the same section counts whatever it is called; one elsewhere only where it speaks of the liability
    itself and not of some kinds of loss. A limit for intent or gross negligence is none for the rest; one that holds
    "except for intent" is.

    Params: cue lists. `liable`; `loss` the kind; `none` words that take the sentence out; `limit` and `sum` of a
    limit; `other` words of limits of something else (penalty, insurance); `fault` intent and gross negligence;
    `apart` except for; `kinds` kinds of loss that a limit elsewhere may be for.
    """
    cues = {name: (value,) for name, value in params.items()}
    views = list(context.text_views())
    limits = [(view, s) for view in views for s in _sentences(view, cues["limit"]) if _is_limit(view, s, cues)]
    if any(_limits_all(view, s, cues) for view, s in limits):
        return
    for view in views:
        for sentence in _sentences(view, cues["loss"]):
            own = ((sentence.start, sentence.end),)
            liable, loss = view.within(cues["liable"], view.unit(sentence)), view.within(cues["loss"], own)
            if not liable or not loss or view.within(cues["none"], own):
                continue
            low, high = view.section_range(sentence.start)
            if any(other is view and low <= s.start < high for other, s in limits):
                continue
            inside = [p for p in liable if own[0][0] <= p[0]] or loss
            yield Match(view.number, min(inside[0][0], loss[0][0]), max(inside[0][1], loss[0][1]))


@check(values=("value",), params=("price", "fixed", "whole", "months"))
def fixed_price(context: Context, params: Mapping[str, Any]) -> Iterator[Match]:
    """Prices that are fixed for longer than some months: by a stated period, or over the whole term.

    Where they are fixed "over the whole term", the term with extensions counts; when it is not known the match says
    so.

    Params: cue lists `price`, `fixed` and `whole` (the whole term); `months`. Values: `value`, months.
    """
    price, fixed, whole = ((params[n],) for n in ("price", "fixed", "whole"))
    months = Decimal(str(params["months"]))
    for view in context.text_views():
        for sentence in _sentences(view, fixed):
            own = ((sentence.start, sentence.end),)
            priced, held = view.within(price, view.unit(sentence)), view.within(fixed, own)
            if not priced or not held:
                continue
            inside = [p for p in priced if own[0][0] <= p[0]] or held
            start = min(inside[0][0], held[0][0])
            period = next((q for q in _quantities(view, sentence, {QuantityKind.PERIOD}) if not q.rate), None)
            term = view.within(whole, own)
            if period is not None:
                length = to_months(period)
                if length is not None and length > months:
                    end = max(held[-1][1], period.end + sentence.start)
                    yield Match(view.number, start, end, values={"value": length, "unit": "month"})
            elif term:
                known, length = _term(context)
                if not known or length > months:
                    end = max(held[0][1], term[-1][1])
                    values = {"value": length, "unit": "month"} if known else {"value": ""}
                    yield Match(view.number, start, end, values=values, missing=() if known else ("term_months",))


@check(values=("value", "date"), params=("starts", "days"))
def early_start(context: Context, params: Mapping[str, Any]) -> Iterator[Match]:
    """The contract starts so soon after the last day for tenders that little time is left after award and standstill.

    Params: `starts` cue list of words that the start date follows; `days` from the last day for tenders. Values:
    `value` in days, `date` the start.
    """
    fact = context.facts.get("tender_deadline")
    deadline = _as_date(fact.value) if fact else None
    if deadline is None:
        return
    for view in context.text_views():
        for sentence in _sentences(view, (params["starts"],)):
            for start, end in view.within((params["starts"],), ((sentence.start, sentence.end),)):
                after = [
                    q
                    for q in view.analysis.quantities(sentence)
                    if q.date is not None and q.end + sentence.start > end and q.start + sentence.start - end <= 12
                ]
                if not after or after[0].date is None:
                    continue
                left = (after[0].date - deadline).days
                if 0 < left < int(params["days"]):
                    values = {"value": Decimal(left), "unit": "day", "date": after[0].date.isoformat()}
                    yield Match(view.number, start, after[0].end + sentence.start, values=values)
                break


def _penalties(view: View, cues: Mapping[str, tuple[str, ...]]) -> Iterator[_Penalty]:
    """Sentences that set a penalty with a sum, in order."""
    for sentence in _sentences(view, cues["penalty"]):
        own = ((sentence.start, sentence.end),)
        words = view.within(cues["penalty"], view.unit(sentence))
        set_by = view.within(cues["imposed"], own)
        sums = tuple(_quantities(view, sentence, _SUMS))
        if not words or not (set_by or any(q.rate for q in sums)) or view.within(cues["none"], own):
            continue
        spelled = [p for p in view.matches(_SIZES) if sentence.start <= p[0] and p[1] <= sentence.end]
        if not sums and not spelled:
            continue
        if sums and "cap" in cues and all(_is_bound(view, sentence, q, cues) for q in sums):
            continue  # only a cap, or a sum that the penalty may not be above
        main = [q for q in sums if q.comparator not in (Comparator.LE, Comparator.LT)] or sums
        places = [(q.start + sentence.start, q.end + sentence.start) for q in main] + spelled
        inside = [w for w in words if own[0][0] <= w[0]] or places
        yield _Penalty(sentence, min(inside[0][0], *(p[0] for p in places)), max(p[1] for p in places), sums)


def _is_bound(view: View, sentence: Sentence, quantity: Quantity, cues: Mapping[str, tuple[str, ...]]) -> bool:
    """The sum is a bound ("högst", "är begränsat till") and not the penalty itself; one per occasion bounds nothing."""
    start, end = quantity.start + sentence.start, quantity.end + sentence.start
    if quantity.rate or any(s - end <= _NEXT_TO for s, _ in view.within(cues["each_time"], ((end, sentence.end),))):
        return False
    if quantity.comparator in (Comparator.LE, Comparator.LT):
        return True
    return any(start - e <= _NEXT_TO for _, e in view.within(cues["cap"], ((sentence.start, start),)))


def _is_capped(view: View, found: _Penalty, penalties: Sequence[_Penalty], cues: Mapping[str, tuple[str, ...]]) -> bool:
    sentence = found.sentence
    if _cap_in(view, sentence, cues):
        return True
    low, high = view.section_range(sentence.start)
    sets = {p.sentence.index for p in penalties}
    for other in view.analysis.sentences[sentence.index + 1 : sentence.index + 1 + _LOOK_AHEAD]:
        if not low <= other.start < high:
            break
        if other.index in sets:
            continue
        if view.within(cues["penalty"], ((other.start, other.end),)) and _cap_in(view, other, cues):
            return True
    return False


def _cap_in(view: View, sentence: Sentence, cues: Mapping[str, tuple[str, ...]]) -> bool:
    """A cap with a sum or a time after it, that does not count each occasion by itself."""
    own = (sentence.start, sentence.end)
    for _, end in view.within(cues["cap"], (own,)):
        if not view.within(cues["each_time"], ((end, sentence.end),)) or view.within(cues["total"], (own,)):
            return True
    return False


def _caps_all(view: View, sentence: Sentence, cues: Mapping[str, tuple[str, ...]]) -> bool:
    """The sentence caps all penalties of the contract together, not only one that it sets itself."""
    own = ((sentence.start, sentence.end),)
    if any(q.rate for q in _quantities(view, sentence, _SUMS)) and not view.within(cues["together"], own):
        return False
    return bool(view.within(cues["penalty"], own) and view.within(cues["cap"], own) and view.within(cues["total"], own))


def _may_be_cured(view: View, sentence: Sentence, cues: Mapping[str, tuple[str, ...]]) -> bool:
    if view.within(cues["cure"], view.unit(sentence)):
        return True
    window = view.sentence_window(sentence, 1, 0)
    return bool(view.within(cues["warned"], ((window[0], sentence.start),)))


def _is_limit(view: View, sentence: Sentence, cues: Mapping[str, tuple[str, ...]]) -> bool:
    """The sentence limits something to a sum that is no penalty or insurance, and not for gross fault only."""
    own = ((sentence.start, sentence.end),)
    for_fault = view.within(cues["fault"], own) and not view.within(cues["apart"], own)
    return bool(view.within(cues["sum"], own) and not view.within(cues["other"], own) and not for_fault)


def _limits_all(view: View, sentence: Sentence, cues: Mapping[str, tuple[str, ...]]) -> bool:
    """The limit is for the liability as a whole."""
    own = ((sentence.start, sentence.end),)
    return bool(view.within(cues["liable"], own)) and not view.within(cues["kinds"], own)


def _sentences(view: View, cue: tuple[str, ...]) -> Iterator[Sentence]:
    """Sentences with a phrase of the list that a rule may speak of."""
    for index in sorted(view.sentences_with(cue)):
        sentence = view.analysis.sentences[index]
        if view.lintable(sentence):
            yield sentence


def _quantities(view: View, sentence: Sentence, kinds: frozenset[QuantityKind] | set[QuantityKind]) -> list[Quantity]:
    return [q for q in view.analysis.quantities(sentence) if q.kind in kinds]


def _term(context: Context) -> tuple[bool, Decimal]:
    """Is the term known, and how many months it is with extensions."""
    term, extension = context.facts.get("term_months"), context.facts.get("extension_months")
    if term is None:
        return False, Decimal(0)
    total = Decimal(str(term.value)) + (Decimal(str(extension.value)) if extension else Decimal(0))
    return True, total


def _as_date(value: object) -> date | None:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None
