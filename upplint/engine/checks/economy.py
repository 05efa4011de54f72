"""Turnover and insurance against the value of the procurement."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from upplint.engine.checks import check
from upplint.engine.checks.demands import binding, is_floor
from upplint.engine.checks.tables import lot_values
from upplint.engine.context import Context, Match
from upplint.engine.numbers import as_number
from upplint.engine.view import View
from upplint.language.analysis import Sentence
from upplint.language.quantities import QuantityKind
from upplint.requirements.model import Force, On, Requirement
from upplint.tender.facts.sums import whole_fact

if TYPE_CHECKING:
    from upplint.language.quantities import Quantity
    from upplint.tender.model import Fact

_FLOOR_PARAMS = ("refused", "less", "demanded")
_SIDES = (On.TENDERER, On.SUPPLIER)
_NUMBERS = {"två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "dubbla": 2, "dubbelt": 2, "tredubbla": 3}
_TIMES = re.compile(
    r"\b(?:(?P<n>\d+(?:[,.]\d+)?|två|tre|fyra|fem|sex)(?:\s*\(\d+\))?\s+gånger|(?P<w>dubbla|dubbelt|tredubbla))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Value:
    """The value of the whole procurement and of a year of it, with the fact it comes from; None when not known."""

    whole: Decimal | None = None
    yearly: Decimal | None = None
    fact: Fact | None = None


@dataclass(frozen=True, slots=True)
class _Turnover:
    """A demanded turnover: the place, the sum in SEK, or so many times the value of the whole or of a year."""

    view: View
    requirement: Requirement | None
    start: int
    end: int
    amount: Decimal | None
    times: Decimal | None = None
    of_year: bool = False


@check(
    values=("value", "limit", "fact", "ratio"),
    params=("turnover", "none", "other", "whole", "yearly", "times", *_FLOOR_PARAMS),
)
def turnover_over_value(context: Context, params: Mapping[str, Any]) -> Iterator[Match]:
    """A yearly turnover above so many times the estimated value of the procurement.

    Silent where the value is not known (`turnover_over_year` says what is missing). Params: cue lists `turnover`,
    `none` (words that say that there is no such demand), `other` (other sums that a line may be about), `refused`,
    `less` and `demanded` (see `demands.is_floor`), `whole` and `yearly` (names of the value as a base, "two
    times the contract value"); `times`, the cap. Values: the demanded sum, the cap, the value's fact, demanded / value.
    Source: LOU 14 kap. 4 §.
    """
    value = _value(context)
    most = Decimal(str(params["times"]))
    for found in _turnovers(context, params):
        amount, ratio = _compared(found, value, value.whole)
        if ratio is not None and ratio > most:
            yield _match(found, value, amount, None if value.whole is None else value.whole * most, ratio)


@check(
    values=("value", "limit", "fact", "ratio"),
    params=("turnover", "none", "other", "whole", "yearly", "times", *_FLOOR_PARAMS),
)
def turnover_over_year(context: Context, params: Mapping[str, Any]) -> Iterator[Match]:
    """A yearly turnover above the yearly value of the contract, where `turnover_over_value` does not speak.

    Where neither the value nor the yearly value is known, the match says what is missing. Params as there; `times` is
    the cap that the other check uses in a procurement under the directive. Values: the demanded sum, the yearly value,
    the fact it comes from, demanded / yearly value. Source: LOU 14 kap. 1 §, 19 kap. 2 §.
    """
    value = _value(context)
    most = Decimal(str(params["times"]))
    lot = _largest_lot(context)
    for found in _turnovers(context, params):
        amount, of_whole = _compared(found, value, value.whole)
        if "A" in context.regimes and of_whole is not None and of_whole > most:
            continue
        if "A" in context.regimes and lot is not None and amount is not None and amount > lot[0] * most:
            continue
        amount, ratio = _compared(found, value, value.yearly)
        if ratio is not None and ratio > 1:
            yield _match(found, value, amount, value.yearly, ratio)
        elif ratio is None and found.amount is not None:
            missing = "estimated_value" if value.fact is None else "term_months"
            yield _match(found, value, found.amount, None, None, (missing,))


@check(
    values=("value", "lot", "limit", "ratio"),
    params=("turnover", "none", "other", "whole", "yearly", "times", *_FLOOR_PARAMS),
)
def turnover_over_lot(context: Context, params: Mapping[str, Any]) -> Iterator[Match]:
    """A yearly turnover above so many times the value of the largest lot that a table gives a value of.

    Params as `turnover_over_value`, which speaks first. Values: the demanded sum, the value of the largest lot, the
    cap, demanded / value. The match also holds the place of the lot's value. Source: LOU 14 kap. 4 §.
    """
    value = _value(context)
    most = Decimal(str(params["times"]))
    largest = _largest_lot(context)
    if largest is None:
        return
    worth, place = largest
    for found in _turnovers(context, params):
        if found.amount is None or found.amount <= worth * most:
            continue
        if value.whole is not None and found.amount > value.whole * most:
            continue
        numbers: dict[str, object] = {"value": found.amount, "lot": worth, "limit": worth * most, "unit": "SEK"}
        numbers["ratio"] = found.amount / worth
        yield Match(found.view.number, found.start, found.end, found.requirement, numbers, also=(place,))


def _largest_lot(context: Context) -> tuple[Decimal, tuple[int, int, int]] | None:
    """The value of the largest lot in the tables, with its place; None where fewer than two lots have a value."""
    lots = [(v, (view.number, *place)) for view in context.text_views() for v, place in lot_values(view)]
    return max(lots) if len(lots) > 1 else None


@check(
    values=("value", "limit", "fact", "ratio"),
    params=("insurance", "not_liability", "none", "sum", *_FLOOR_PARAMS),
)
def insurance_over_value(context: Context, params: Mapping[str, Any]) -> Iterator[Match]:
    """A liability insurance with a sum of at least `sum` SEK that is above the value of the whole procurement.

    Where the value is not known, the match says so. Params: cue lists `insurance`, `not_liability` (insurances of
    another kind), `none`, `refused`, `less` and `demanded` (see `demands.is_floor`); `sum` in SEK.
    Values: the sum, the value as limit and as fact, sum / value.
    """
    value = _value(context)
    least = Decimal(str(params["sum"]))
    insurance, other, none = ((params[n],) for n in ("insurance", "not_liability", "none"))
    words = _floor_words(params)
    for view in context.text_views():
        for index in sorted(view.sentences_with(insurance)):
            sentence = view.analysis.sentences[index]
            unit = view.unit(sentence)
            bound = binding(view, sentence)
            if not bound.speaks or not view.lintable(sentence) or view.within(none, unit):
                continue
            if view.within(other, unit) and not view.within(insurance, ((sentence.start, sentence.end),)):
                continue
            for q in _floors(view, sentence, words, bound.requirement is not None, _UP_TO):
                if q.unit not in ("SEK", "PBB") or (q.unit == "SEK" and _measured(view, sentence, q) not in _INSURED):
                    continue
                amount = _in_sek(q)
                if amount < least or (value.whole is not None and amount <= value.whole):
                    continue
                values: dict[str, object] = {"value": amount, "unit": "SEK"}
                if value.whole is not None and value.fact is not None:
                    ratio = amount / value.whole
                    values |= {"limit": value.whole, "fact": value.fact, "ratio": ratio}
                missing = () if value.whole is not None else ("estimated_value",)
                start, end = q.start + sentence.start, q.end + sentence.start
                yield Match(view.number, start, end, bound.requirement, values, missing)
                break


#: A price base amount in SEK, 2026 (57 300 in 2024, 58 800 in 2025): for telling high sums from low, not to the krona.
_BASE_AMOUNT = Decimal(59_200)


def _in_sek(quantity: Quantity) -> Decimal:
    amount = quantity.upper or quantity.value or Decimal(0)
    return amount * _BASE_AMOUNT if quantity.unit == "PBB" else amount


_INSURED = frozenset({"insurance", "liability_cap", ""})
_UP_TO = re.compile(r"(?:omfatta|täck|ersätt)[^.]*\bupp till\s*$", re.IGNORECASE)
_OTHER_SUMS = frozenset({"penalty", "penalty_cap", "insurance", "guarantee", "equity", "price", "reference_value"})


@check(
    values=("value", "limit", "fact", "ratio"),
    params=("insurance", "covers", "liability", "liability_limit", "sum"),
)
def insurance_up_to_cap(context: Context, params: Mapping[str, Any]) -> Iterator[Match]:
    """An insurance that must cover the whole liability, whose cap is at least `sum` SEK and above the contract's value.

    Params: cue lists `insurance`, `covers` ("täcker", "motsvarar"), `liability` and `liability_limit`; `sum` in SEK.
    The match also holds the place of the cap. Values: the cap, the value as limit and as fact, cap / value.
    """
    value = _value(context)
    least = Decimal(str(params["sum"]))
    insurance, covers, liability, limit = (
        (params[n],) for n in ("insurance", "covers", "liability", "liability_limit")
    )
    caps: list[tuple[Decimal, tuple[int, int, int]]] = []
    for view in context.text_views():
        for index in sorted(view.sentences_with(liability) & view.sentences_with(limit)):
            sentence = view.analysis.sentences[index]
            if view.within(insurance, view.unit(sentence)):
                continue
            caps.extend(
                (q.value, (view.number, q.start + sentence.start, q.end + sentence.start))
                for q in view.analysis.quantities(sentence)
                if q.kind is QuantityKind.MONEY and q.unit == "SEK" and q.value is not None
            )
    if not caps:
        return
    amount, where = max(caps, key=lambda c: c[0])
    if amount < least or (value.whole is not None and amount <= value.whole):
        return
    for view in context.text_views():
        for requirement in _requirements(view):
            own = ((requirement.start, requirement.end),)
            if not all(view.within(cue, own) for cue in (insurance, covers, liability)):
                continue
            if any(m.quantity.kind is QuantityKind.MONEY for m in requirement.measures):
                continue
            values: dict[str, object] = {"value": amount, "unit": "SEK"}
            if value.whole is not None and value.fact is not None:
                values |= {"limit": value.whole, "fact": value.fact, "ratio": amount / value.whole}
            missing = () if value.whole is not None else ("estimated_value",)
            start, end = view.within(insurance, own)[0][0], view.within(liability, own)[-1][1]
            start, end = min(start, end), max(start, end)
            yield Match(view.number, start, end, requirement, values, missing, None, (where,))


def _value(context: Context) -> _Value:
    """What the procurement is worth, in all and a year, from the facts."""
    facts = context.facts
    fact = whole_fact(facts)
    yearly_fact = facts.get("yearly_value")
    yearly = as_number(yearly_fact.value) if yearly_fact else None
    if fact is None:
        return _Value(None, yearly, yearly_fact)
    number = as_number(fact.value)
    if number is None or not number:
        return _Value(None, yearly, yearly_fact)
    months = sum(n for name in ("term_months", "extension_months") if (n := _months(context, name)))
    if fact.unit.endswith("per year"):
        whole = number * months / 12 if months else None
        return _Value(whole, yearly or number, fact)
    if yearly is None and months:
        yearly = number if months <= 12 else (number * 12 / months).quantize(Decimal(1))
    return _Value(number, yearly, fact)


def _months(context: Context, name: str) -> Decimal:
    fact = context.facts.get(name)
    number = as_number(fact.value) if fact else None
    return number or Decimal(0)


def _requirements(view: View) -> Iterator[Requirement]:
    """What binds tenderer or supplier, where rules may speak."""
    for requirement in view.part.requirements:
        if requirement.on not in _SIDES or requirement.force is not Force.MUST or requirement.points is not None:
            continue
        sentence = view.sentence_at(requirement.start)
        if sentence is None or view.lintable(sentence):
            yield requirement


def _turnovers(context: Context, params: Mapping[str, Any]) -> Iterator[_Turnover]:
    turnover, none, other, whole, yearly = ((params[n],) for n in ("turnover", "none", "other", "whole", "yearly"))
    words = _floor_words(params)
    for view in context.text_views():
        text = view.document.text
        for index in sorted(view.sentences_with(turnover)):
            sentence = view.analysis.sentences[index]
            unit = view.unit(sentence)
            bound = binding(view, sentence)
            if not bound.speaks or not view.lintable(sentence) or view.within(none, unit):
                continue
            sums = [
                q
                for q in _floors(view, sentence, words, bound.requirement is not None)
                if q.unit == "SEK" and _measured(view, sentence, q) not in _OTHER_SUMS
            ]
            if bound.requirement is None and view.within(other, unit):
                sums = []
            if sums:
                largest = max(sums, key=lambda q: q.value or 0)
                start, end = largest.start + sentence.start, largest.end + sentence.start
                yield _Turnover(view, bound.requirement, start, end, largest.value)
                continue
            own = ((sentence.start, sentence.end),)
            times = _TIMES.search(text, sentence.start, sentence.end) if bound.requirement else None
            of_year = view.within(yearly, own)
            base = of_year or view.within(whole, own)
            if times and base:
                word = (times["n"] or times["w"]).lower().replace(",", ".")
                factor = Decimal(_NUMBERS[word]) if word in _NUMBERS else Decimal(word)
                end = max(times.end(), base[0][1])
                yield _Turnover(view, bound.requirement, times.start(), end, None, factor, bool(of_year))


def _floor_words(params: Mapping[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    return (params["refused"],), (params["less"],), (params["demanded"],)


def _floors(
    view: View,
    sentence: Sentence,
    words: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]],
    labelled: bool,
    covered: re.Pattern[str] | None = None,
) -> list[Quantity]:
    """The sums of money in a sentence that are the least accepted; offsets count from the sentence's start.

    Args:
        labelled: a must was extracted from the sentence.
        covered: words right before a sum that make it the least although they bound it from above ("covers damage
            up to").
    """
    unit = view.unit(sentence)
    return [
        q
        for q in view.analysis.quantities(sentence)
        if q.kind is QuantityKind.MONEY
        and q.value is not None
        and (
            is_floor(view, unit, (q.start + sentence.start, q.end + sentence.start), q, words, labelled)
            or (labelled and covered is not None and covered.search(sentence.text[: q.start]) is not None)
        )
    ]


def _measured(view: View, sentence: Sentence, quantity: Quantity) -> str:
    """What the extracted requirements say that a quantity measures; empty where they say nothing."""
    place = quantity.start + sentence.start
    for requirement in view.requirements_by_sentence.get(sentence.index, ()):
        for measure in requirement.measures:
            if measure.quantity.start == place:
                return measure.what
    return ""


def _compared(found: _Turnover, value: _Value, base: Decimal | None) -> tuple[Decimal | None, Decimal | None]:
    """The demanded sum in SEK and how many times the base it is; None where that cannot be known."""
    if found.amount is not None:
        return found.amount, found.amount / base if base else None
    assert found.times is not None
    own = value.yearly if found.of_year else value.whole
    amount = own * found.times if own is not None else None
    if amount is not None and base:
        return amount, amount / base
    of_whole = base is value.whole and not found.of_year
    return amount, found.times if of_whole or (found.of_year and base is value.yearly) else None


def _match(
    found: _Turnover,
    value: _Value,
    amount: Decimal | None,
    limit: Decimal | None,
    ratio: Decimal | None,
    missing: tuple[str, ...] = (),
) -> Match:
    numbers = {"value": amount, "limit": limit, "ratio": ratio}
    values: dict[str, object] = {"unit": "SEK"} | {n: v for n, v in numbers.items() if v is not None}
    if value.fact is not None:
        values["fact"] = value.fact
    return Match(found.view.number, found.start, found.end, found.requirement, values, missing)
