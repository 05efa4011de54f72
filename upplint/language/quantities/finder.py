"""Reads all quantities of a text: covers what is no quantity, then dates and times, then numbers with their units."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from upplint.language.lexicon import read_table
from upplint.language.quantities import context
from upplint.language.quantities.clock import find_times
from upplint.language.quantities.counts import counted, is_article
from upplint.language.quantities.dates import find_dates
from upplint.language.quantities.masks import COVER, cover
from upplint.language.quantities.measure import in_brackets, measure, multiplied, remarks
from upplint.language.quantities.model import Comparator, Quantity, QuantityKind
from upplint.language.quantities.numbers import Number, number_at, number_pattern, parse_words
from upplint.language.quantities.periods import find_plus_periods, join_extensions, join_years_and_months
from upplint.language.quantities.scores import scored
from upplint.language.quantities.surroundings import follows_recent, surrounded
from upplint.language.quantities.units import GLUED_UNITS, glued_word
from upplint.language.quantities.vague import find_vague

_K = QuantityKind
_C = Comparator


_DIGIT = re.compile(r"\d")


@cache
def _gate() -> re.Pattern[str]:
    """What a text must hold to hold a quantity: a digit, a number in words, a vague number, or a bound before "en"."""
    words = sorted((r["word"] for r in read_table("number_words") if r["value"] != "1"), key=len, reverse=True)
    one = (
        r"e(?:n|tt)\s+(?:\(|halv|och\s+e|eller\s+fle|\w*år\b|års\b|\w*måna|mån\b|veck|\w*dag(?:ar|s|en)?\b|dygn|gång|timm|minut"
        r"|sekund|kvartal|\w*basbelopp|kron|sjättedel|femtedel|åttondel|tiondel)|ett(?:hundra|tusen)|ettusen"
    )
    bounded = (
        r"(?:minst|högst|max|endast|exakt|bara|enbart|precis|som\s+m\w+st|er\s+än|lägst)\s[^.;]{0,40}\be(?:n|tt)\b"
    )
    return re.compile(
        rf"\d|\b(?:{'|'.join(words)}|{one})|½|{bounded}|hälften|halva|halvannan|dussin|tals?\b|del(?:ar)?\b|flera|några"
        r"|ett\s+par|ett\s+antal|flertal|fåtal|många|enstaka|åtskilliga|dygnet",
        re.IGNORECASE,
    )


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of a text, in order, not overlapping.

    Args:
        text: a sentence or a block. Numbers in references to law, standards, case numbers, organisation numbers, CPV
            codes, telephone numbers, versions and section references are left out.
    """
    if not _gate().search(text):
        return ()
    covered = cover(text)
    found: list[Quantity] = []
    finders = (
        (find_times, find_dates, find_plus_periods, find_vague)
        if _DIGIT.search(covered)
        else (find_times, find_plus_periods, find_vague)
    )
    for finder in finders:
        for quantity in finder(covered):
            found.append(quantity)
            covered = covered[: quantity.start] + COVER * (quantity.end - quantity.start) + covered[quantity.end :]
    found.extend(_glued(covered))
    for quantity in found:
        covered = covered[: quantity.start] + COVER * (quantity.end - quantity.start) + covered[quantity.end :]
    found.extend(_numbers(covered))
    found.sort(key=lambda q: (q.start, q.end))
    found = join_years_and_months(text, _apart(found))
    return tuple(_with_caps(text, join_extensions(text, _bounded_plus(text, found))))


def _apart(found: list[Quantity]) -> list[Quantity]:
    """Keeps a bound from reaching into the quantity before it."""
    result = found[:1]
    for quantity in found[1:]:
        edge = result[-1].end
        result.append(replace(quantity, start=edge) if quantity.start < edge < quantity.end else quantity)
    return result


def _bounded_plus(text: str, found: list[Quantity]) -> list[Quantity]:
    """Fractions, vague numbers and periods with a plus get the bound in front of them too."""
    result = []
    for quantity in found:
        simple = quantity.comparator is _C.EQ and quantity.kind in (_K.FRACTION, _K.PERIOD, _K.COUNT)
        if simple and (quantity.period or quantity.kind is _K.FRACTION or "glued" in quantity.notes):
            bound = context.bound_left(text, quantity.start, str(quantity.kind))
            if bound:
                result.append(replace(quantity, comparator=bound.comparator, start=bound.position))
                continue
        result.append(quantity)
    return result


def _glued(text: str) -> list[Quantity]:
    """Tvåårigt, sexmånadersperiod."""
    found = []
    for match in glued_word().finditer(text):
        value = parse_words(match["number"])
        ending = next((GLUED_UNITS[key] for key in GLUED_UNITS if match["unit"].lower().startswith(key)), None)
        if value is None or ending is None:
            continue
        notes = ("glued", "lookback") if follows_recent(text, match.start()) else ("glued",)
        found.append(Quantity(*match.span(), _K(ending[0]), value=value, unit=ending[1], notes=notes))
    return found


def _numbers(text: str) -> list[Quantity]:
    found: list[Quantity] = []
    position = 0
    while match := number_pattern().search(text, position):
        number = number_at(match)
        position = match.end()
        if number is None:
            continue
        number = in_brackets(text, number)
        quantity = scored(text, number) or _read(text, number)
        if quantity is not None:
            if found and quantity.start < found[-1].end:
                quantity = replace(quantity, start=max(found[-1].end, min(number.start, quantity.end)))
            found.append(quantity)
            position = max(position, quantity.end)
    return found


def _read(text: str, number: Number) -> Quantity | None:
    measured = measure(text, number)
    unit = measured.unit
    if unit is None:
        return counted(text, measured)
    if is_article(text, number) and unit.kind in ("count", "percent", "score", "area", "measure"):
        # "en gång" counts only where it is bounded or per something: "minst en gång per vecka"
        told = context.bound_left(text, number.start, unit.kind) or context.rate_after(text, measured.end, unit.kind)
        if unit.name != "time" or not told:
            return None
    if unit.name == "SEK" and _SEK.search(text, 0, measured.end) and (number.value or 0) < _SECONDS:
        unit = replace(unit, kind="period", name="second")
    factor = unit.factor * measured.scaled
    value = multiplied(measured.first.value, factor)
    upper = multiplied(measured.second.value, factor) if measured.second else None
    notes = remarks(measured, unit)
    if unit.kind == "money" and "comma_ambiguous" in measured.first.notes and factor == 1:
        value = None
    kind = _K(unit.kind)
    start = measured.start
    cold = _BELOW_ZERO.search(text[max(0, start - 8) : start]) if unit.name == "celsius" else None
    if cold and value is not None:
        value, start = -value, start - len(cold[0])
    quantity = Quantity(
        start,
        measured.end,
        kind,
        value=value,
        upper=upper,
        unit=unit.name,
        conflict=measured.first.conflict or bool(measured.second and measured.second.conflict),
        notes=notes,
    )
    return surrounded(text, quantity, measured)


_SEK = re.compile(r"(?<![^\W\d_])sek$")
_SECONDS = 60  # "2 sek" is seconds, "500 sek" money
_BELOW_ZERO = re.compile(r"(?<!\d)(?:minus\s|[-−–])$", re.IGNORECASE)


_AND_SAME = re.compile(r"\s*(?:,|och|samt|respektive|resp\.)\s*")
_CAP = re.compile(
    r"\b(?:dock|men|totalt|sammanlagt)\s+(?:högst|max\w*|inte\s+mer\s+än|som\s+mest|längst)", re.IGNORECASE
)


def _with_caps(text: str, found: list[Quantity]) -> list[Quantity]:
    """Marks a ceiling that follows an amount per something: "10 000 kr per vecka, dock högst 100 000 kr"."""
    result = list(found)
    for index in range(1, len(result)):
        here, earlier = result[index], result[index - 1]
        if (
            here.kind is earlier.kind
            and earlier.rate
            and here.comparator is _C.LE
            and _CAP.search(text[earlier.end : here.end])
        ):
            result[index] = replace(here, notes=(*here.notes, "cap"))
        # "högst 10 mnkr per skada och 20 mnkr per år": the bound holds for both.
        joined = _AND_SAME.fullmatch(text[earlier.end : here.start])
        bounded = result[index - 1].comparator
        if joined and here.kind is earlier.kind and here.comparator is _C.EQ and bounded not in (_C.EQ, _C.APPROX):
            result[index] = replace(result[index], comparator=bounded)
    return result
