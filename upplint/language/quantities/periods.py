"""Contract periods with extensions: 2+1+1 år; 24 månader med option på 12+12 månader."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import cache

from upplint.language.quantities.model import Period, Quantity, QuantityKind
from upplint.language.quantities.numbers import DIGITS, GAP, number_at, number_pattern, word_pattern
from upplint.language.quantities.units import unit_named

_MONTHS = {"year": Decimal(12), "month": Decimal(1)}
_UNIT = (
    r"(?:(?:kalender)?månad(?:ers|er|s)?|mån\.?|åren|års?|avtalsår|veckor)(?![\wåäö])"
    r"|-(?:månaders|års)(?![\wåäö])(?:period|avtal)?"
)
_EXTEND = re.compile(r"option|förläng|prolong|förnya", re.IGNORECASE)


@cache
def _plus() -> re.Pattern[str]:
    word = word_pattern()
    item = rf"(?:(?:{word})(?:{GAP}\(\d+\))?|{DIGITS})"
    return re.compile(
        rf"(?<![\w.,:/+])(?P<items>\(?{item}{GAP}(?:{_UNIT})?(?:{GAP}\(?(?:\+|plus){GAP}\(?{item}{GAP}\)?(?:{_UNIT})?\)?)+)(?:{GAP}(?P<unit>{_UNIT}))?",
        re.IGNORECASE,
    )


_ITEM_UNIT = re.compile(_UNIT, re.IGNORECASE)


def months_of(value: Decimal | None, unit: str) -> Decimal | None:
    """A number of years or months in months; `None` for other units."""
    factor = _MONTHS.get(unit)
    return None if value is None or factor is None else value * factor


def find_plus_periods(text: str) -> list[Quantity]:
    """Periods written with plus signs."""
    if "+" not in text and "plus" not in text.lower():
        return []
    found: list[Quantity] = []
    for match in _plus().finditer(text):
        pieces = re.split(r"\+|plus", match["items"], flags=re.IGNORECASE)
        last_unit = match["unit"] or _last_unit(pieces[-1])
        if last_unit is None and not re.match(r"\s*\w", text[match.end() :]):
            last_unit = _last_unit(pieces[0])  # "24 månader (+12 +12)"
        if last_unit is None:
            continue
        months: list[Decimal] = []
        first: tuple[Decimal, str] | None = None
        conflict = False
        for piece in pieces:
            number = number_pattern().search(piece.strip("() "))
            read = number_at(number) if number else None
            unit = unit_named((_last_unit(piece) or last_unit).lstrip("-").removesuffix("period").removesuffix("avtal"))
            if read is None or read.value is None or unit is None or unit.name not in _MONTHS:
                months = []
                break
            conflict = conflict or read.conflict
            first = first or (read.value, unit.name)
            months.append(read.value * unit.factor * _MONTHS[unit.name])
        if len(months) < 2 or first is None:
            continue
        only_options = bool(
            _EXTEND.search(text[max(0, match.start() - 45) : match.start()])
            or re.match(r"\s*(?:option|förläng)", text[match.end() :], re.IGNORECASE)
        )
        period = _options_only(months) if only_options else _with_base(months)
        found.append(
            Quantity(
                match.start(),
                match.end(),
                QuantityKind.PERIOD,
                value=first[0],
                unit=first[1],
                conflict=conflict,
                notes=("extension",) if only_options else (),
                period=period,
            )
        )
    return found


def _last_unit(piece: str) -> str | None:
    units = _ITEM_UNIT.findall(piece)
    return units[-1] if units else None


def _with_base(months: list[Decimal]) -> Period:
    extension = sum(months[1:], Decimal(0))
    return Period(months[0], tuple(months[1:]), extension, months[0] + extension)


def _options_only(months: list[Decimal]) -> Period:
    return Period(None, tuple(months), sum(months, Decimal(0)), None)


_AT_A_TIME = re.compile(
    r"^[\s)]*(?:i\s+taget|åt\s+gången|per\s+(?:gång|förlängning|tillfälle)|vardera|i\s+sänder)", re.IGNORECASE
)
_LIMIT = re.compile(r"högst|max|längst|upp\s+till|som\s+mest", re.IGNORECASE)
_ALL_IN_ALL = re.compile(
    r"total|sammanlagd?t?|inklusive|inkl\.|avtalstid|avtalsperiod|löptid|tillsammans|sammantag", re.IGNORECASE
)
_TIMES = re.compile(
    r"(?:gånger|ggr\.?|x|\*|×|omgångar|tillfällen)[\s,]*(?:om|på|à|med|vardera|i)?\s*"
    r"(?:upp till |högst )?(?:vardera\s+|ytterligare\s+)?$",
    re.IGNORECASE,
)


def join_years_and_months(text: str, found: list[Quantity]) -> list[Quantity]:
    """ "tre år och sex månader" is one period of 42 months."""
    result: list[Quantity] = []
    for quantity in found:
        last = result[-1] if result else None
        both = (
            last
            and last.unit == "year"
            and quantity.unit == "month"
            and last.kind is quantity.kind is QuantityKind.PERIOD
        )
        if last and both and text[last.end : quantity.start].strip() == "och" and last.upper is quantity.upper is None:
            whole = months_of(last.value, "year")
            if whole is not None and quantity.value is not None and quantity.value < _MONTHS["year"] and not last.notes:
                result[-1] = replace(last, end=quantity.end, value=whole + quantity.value, unit="month")
                continue
        result.append(quantity)
    return result


def join_extensions(text: str, found: list[Quantity]) -> list[Quantity]:
    """Joins a period with the extensions told after it in the same sentence."""
    result: list[Quantity] = []
    index = 0
    while index < len(found):
        here = found[index]
        if not _can_carry(here):
            result.append(here)
            index += 1
            continue
        last = index
        extensions: list[Quantity] = []
        while last + 1 < len(found):
            following = found[last + 1]
            between = text[found[last].end : following.start]
            gap = text[here.end : following.end]
            around = gap + text[following.end : following.end + 14]
            if not _same_sentence(between) or len(between) > 140 or not _EXTEND.search(around):
                break
            if _is_times(text, following, found, last + 1):
                extensions.append(following)
                last += 1
                continue
            if not _is_length(following):
                break
            extensions.append(following)
            last += 1
        joined = _joined(text, here, extensions)
        if joined is None:
            result.append(here)
            index += 1
            continue
        result.append(joined)
        index = last + 1
    return result


def _can_carry(quantity: Quantity) -> bool:
    return (
        quantity.kind is QuantityKind.PERIOD
        and quantity.unit in _MONTHS
        and quantity.value is not None
        and quantity.upper is None
        and quantity.period is None
        and "lookback" not in quantity.notes
    )


def _is_length(quantity: Quantity) -> bool:
    return quantity.kind is QuantityKind.PERIOD and quantity.unit in _MONTHS and quantity.value is not None


def _is_times(text: str, quantity: Quantity, found: list[Quantity], index: int) -> bool:
    """ "två gånger tolv månader": a count of times right before a length."""
    options = re.match(r"option|förlängning", quantity.counted or "", re.IGNORECASE) is not None
    if quantity.kind is not QuantityKind.COUNT or not (quantity.unit == "time" or options) or index + 1 >= len(found):
        return False
    following = found[index + 1]
    return (
        _is_length(following)
        and len(text[quantity.end : following.start]) < 45
        and _same_sentence(text[quantity.end : following.start])
    )


def _same_sentence(between: str) -> bool:
    return re.search(r"[.;!?]\s+[A-ZÅÄÖ]|\n\s*\n", between) is None


def _joined(text: str, base: Quantity, extensions: list[Quantity]) -> Quantity | None:
    base_months = months_of(base.value, base.unit)
    lengths = [q for q in extensions if _is_length(q)]
    if base_months is None or not lengths:
        return None
    parts: list[Decimal] = []
    limit: Decimal | None = None
    maximum: Decimal | None = None
    times = next((q.value for q in extensions if q.kind is QuantityKind.COUNT), None)
    for quantity in lengths:
        months = months_of(quantity.value, quantity.unit) or Decimal(0)
        before = text[base.end : quantity.start + 25 if quantity.start + 25 < quantity.end else quantity.end]
        recent = before[-60:]
        if quantity.period is not None:
            own = quantity.period
            parts.extend(own.parts if own.base_months is None else (own.base_months, *own.parts))
        elif _ALL_IN_ALL.search(recent) and (months > base_months) and parts + ([limit] if limit else []):
            maximum = months
        elif parts and _LIMIT.search(recent):
            limit = months
        else:
            repeat = int(times) if times else 1
            parts.extend([months] * repeat)
            if not times and _AT_A_TIME.match(text[quantity.end : quantity.end + 30]):
                limit = limit or Decimal(-1)  # open: one at a time, told no number of times
    open_ended = limit == Decimal(-1)
    extension = sum(parts, Decimal(0)) if limit is None or open_ended else limit
    if maximum is not None:
        extension = maximum - base_months
    if (
        re.search(r"\b(?:varav|därav|av vilka)\b", text[base.end : lengths[0].start], re.IGNORECASE)
        and extension < base_months
    ):
        # "fyra år, varav två år är option": the first length is the whole
        maximum, base_months = base_months, base_months - extension
    known_maximum = maximum if maximum is not None else (None if open_ended else base_months + extension)
    notes = (*base.notes, "extensions_unlimited") if open_ended and maximum is None else base.notes
    return replace(
        base,
        end=extensions[-1].end,
        notes=notes,
        conflict=base.conflict or any(q.conflict for q in extensions),
        period=Period(base_months, tuple(parts), extension, known_maximum),
    )
