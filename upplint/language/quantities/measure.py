"""A number with its range and unit, before its surroundings are looked at."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from upplint.language.quantities.numbers import DASH, GAP, Number, number_at, number_pattern
from upplint.language.quantities.units import BEFORE_NUMBER, SCALES, Unit, after_number, unit_named


@dataclass(frozen=True, slots=True)
class Measured:
    """A number, maybe a range, with its unit: what was read before its surroundings are looked at."""

    start: int
    end: int
    first: Number
    second: Number | None
    unit: Unit | None
    lookback: bool = False
    scaled: Decimal = Decimal(1)
    currency_missing: bool = False
    notes: tuple[str, ...] = ()


def in_brackets(text: str, number: Number) -> Number:
    """ "minst (5) års": a number whose word was left out before its bracket."""
    if number.word or text[number.start - 1 : number.start] != "(" or text[number.end : number.end + 1] != ")":
        return number
    unit = after_number().match(text, number.end + 1)
    return replace(number, start=number.start - 1, end=number.end + 1) if unit else number


_JOIN = re.compile(rf"{GAP}(?:{DASH}|till|à|a){GAP}(?=[\dA-Za-zåäöÅÄÖ½])")
_AND = re.compile(rf"{GAP}(?:och|till){GAP}")
_OR = re.compile(rf"{GAP}(?:eller|alternativt){GAP}")
_BETWEEN = re.compile(r"\b(?:mellan|i intervallet|från)\s+(?:ca\.?\s+|cirka\s+|på\s+)?$", re.IGNORECASE)


def _number_here(text: str, position: int) -> Number | None:
    match = number_pattern().match(text[position : position + 80])
    number = number_at(match) if match else None
    return replace(number, start=number.start + position, end=number.end + position) if number else None


def measure(text: str, number: Number) -> Measured:
    """The number with its range and unit."""
    start = number.start
    prefix = BEFORE_NUMBER.search(text[max(0, start - 8) : start])
    between = _BETWEEN.search(text[max(0, start - 30) : start])
    unit, end, lookback, scale, missing = _unit_after(text, number.end)
    second: Number | None = None
    join = _JOIN.match(text, end) or (_AND.match(text, end) if between else None)
    either = _OR.match(text, end) if join is None else None
    if join or either:
        position = (join or either).end()  # type: ignore[union-attr]
        skip = re.match(r"(?:upp till|högst|max\.?|ca\.?)\s+", text[position:])
        second = _number_here(text, position + (skip.end() if skip else 0))
        if second and not _is_range(number, second, bool(either), unit):
            second = None
        if second:
            unit2, end2, back2, scale2, missing2 = _unit_after(text, second.end)
            if unit and unit2 and (unit.kind, unit.name) != (unit2.kind, unit2.name):
                second = None  # "6 månader till 2 år": two lengths
            elif unit and unit2 is None and not missing2:
                second = None
            else:
                first_scale = scale if (unit or missing) and scale != 1 else scale2
                number = _scaled(number, first_scale if unit is None or scale == 1 else scale)
                second = _scaled(second, scale2)
                unit, end, lookback, missing = unit2 or unit, end2, lookback or back2, missing2
                scale = Decimal(1)
                digits = re.match(rf"{GAP}\(\d+{GAP}{DASH}{GAP}\d+\)", text[end:])
                if digits and unit is None:
                    end += digits.end()
                    unit, end, lookback, _, _ = _unit_after(text, end)
    if second and between:
        start -= len(between[0])
    if prefix and (unit is None or unit.kind != "money"):
        named = unit_named(prefix["currency"])
        if named and (unit is None or unit.kind == "count"):
            # "SEK 500 000:-", "SEK 5 miljoner"
            unit, missing = named, False
            start = min(start, number.start - len(prefix[0]))
    elif prefix:
        start = min(start, number.start - len(prefix[0]))
    return Measured(start, end, number, second, unit, lookback, scale, missing)


def _scaled(number: Number, scale: Decimal) -> Number:
    return replace(number, value=None if number.value is None else number.value * scale)


def _is_range(first: Number, second: Number, either: bool, unit: Unit | None) -> bool:
    if first.value is None or second.value is None:
        return True
    if either:
        return second.value == first.value + 1 and first.value > 0 and unit is None
    return first.value < second.value


def _unit_after(text: str, end: int) -> tuple[Unit | None, int, bool, Decimal, bool]:
    """Unit, end, whether it says "the last years", scale, and whether a scale stands without unit."""
    match = after_number().match(text, end)
    if match is None:
        return None, end, False, Decimal(1), False
    scale = SCALES[match["scale"].rstrip(".").lower()] if match["scale"] else Decimal(1)
    form = match["glued"] or match["unit"] or match["scaled"]
    if form is None:
        return None, match.end(), False, scale, True
    unit = unit_named(form)
    if unit is None:
        return None, end, False, Decimal(1), False
    if unit.kind in ("count",) and scale != 1:
        return unit, match.end(), False, scale, False
    return unit, match.end(), bool(match["recent"]), scale, False


def multiplied(value: Decimal | None, factor: Decimal) -> Decimal | None:
    if value is None:
        return None
    result = value * factor
    return result.quantize(Decimal(1)) if factor != 1 and result == result.to_integral_value() else result


def remarks(measured: Measured, unit: Unit | None) -> tuple[str, ...]:
    notes = list(measured.first.notes)
    if measured.second:
        notes += measured.second.notes
    if unit and unit.note:
        notes.append(unit.note)
    if measured.lookback:
        notes.append("lookback")
    if measured.currency_missing:
        notes.append("currency_missing")
    return tuple(dict.fromkeys(notes))
