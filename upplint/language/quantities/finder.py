"""Reads all quantities of a text: covers what is no quantity, then dates and times, then numbers with their units."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from upplint.language.lexicon import read_table
from upplint.language.quantities import context
from upplint.language.quantities.dates import find_dates, find_times
from upplint.language.quantities.masks import COVER, cover
from upplint.language.quantities.model import Comparator, Quantity, QuantityKind
from upplint.language.quantities.numbers import DASH, GAP, Number, number_at, number_pattern, parse_words
from upplint.language.quantities.periods import find_plus_periods, join_extensions
from upplint.language.quantities.units import (
    BEFORE_NUMBER,
    GLUED_UNITS,
    SCALES,
    Unit,
    after_number,
    glued_word,
    unit_named,
)
from upplint.language.quantities.vague import find_vague

_K = QuantityKind
_C = Comparator


@dataclass(frozen=True, slots=True)
class _Measured:
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


@cache
def _gate() -> re.Pattern[str]:
    words = "|".join(sorted((r["word"] for r in read_table("number_words")), key=len, reverse=True))
    return re.compile(
        rf"\d|\b(?:{words})|½|hälften|halva|halvannan|dussin|tal\b|tals\b|del(?:ar)?\b|flera|några|ett par|ett antal|flertal|fåtal|många|enstaka|åtskilliga|dygnet",
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
    for finder in (find_times, find_dates, find_plus_periods, find_vague):
        for quantity in finder(covered):
            found.append(quantity)
            covered = covered[: quantity.start] + COVER * (quantity.end - quantity.start) + covered[quantity.end :]
    found.extend(_glued(covered))
    for quantity in found:
        covered = covered[: quantity.start] + COVER * (quantity.end - quantity.start) + covered[quantity.end :]
    found.extend(_numbers(covered))
    found.sort(key=lambda q: (q.start, q.end))
    return tuple(_with_caps(text, join_extensions(text, _bounded_plus(text, found))))


def _bounded_plus(text: str, found: list[Quantity]) -> list[Quantity]:
    """Fractions, vague numbers and periods with a plus get the bound in front of them too."""
    result = []
    for quantity in found:
        simple = quantity.comparator is _C.EQ and quantity.kind in (_K.FRACTION, _K.PERIOD, _K.COUNT)
        if simple and (quantity.period or quantity.kind is _K.FRACTION or "glued" in quantity.notes):
            bound = context.bound_left(text, quantity.start, str(quantity.kind))
            if bound:
                quantity = replace(quantity, comparator=bound.comparator, start=bound.position)
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
        found.append(Quantity(*match.span(), _K(ending[0]), value=value, unit=ending[1], notes=("glued",)))
    return found


def _numbers(text: str) -> list[Quantity]:
    found: list[Quantity] = []
    position = 0
    while match := number_pattern().search(text, position):
        number = number_at(match)
        position = match.end()
        if number is None:
            continue
        number = _in_brackets(text, number)
        quantity = _scored(text, number) or _read(text, number)
        if quantity is not None:
            if found and quantity.start < found[-1].end:
                quantity = replace(quantity, start=max(found[-1].end, min(number.start, quantity.end)))
            found.append(quantity)
            position = max(position, quantity.end)
    return found


def _in_brackets(text: str, number: Number) -> Number:
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


def _measure(text: str, number: Number) -> _Measured:
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
    return _Measured(start, end, number, second, unit, lookback, scale, missing)


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


_OUT_OF = re.compile(
    rf"{GAP}(?:av|/|av\s+(?:maximalt|max|totalt|möjliga|högst)){GAP}(?:maximalt\s+|max\.?\s+|totalt\s+|möjliga\s+)?(?P<total>\d+(?:,\d+)?)"
    rf"{GAP}(?:möjliga\s+)?(?P<unit>poäng|p\b)?",
    re.IGNORECASE,
)
_POINTS_OF = re.compile(
    rf"{GAP}poäng{GAP}(?:av|/){GAP}(?:maximalt\s+|max\.?\s+|totalt\s+|möjliga\s+)*(?P<total>\d+(?:,\d+)?)(?P<unit>)",
    re.IGNORECASE,
)


def _scored(text: str, number: Number) -> Quantity | None:
    """ "70 av 100 poäng", "3 av 5 konsulter"."""
    match = _OUT_OF.match(text, number.end)
    points = _POINTS_OF.match(text, number.end)
    match = points or match
    if match is None or number.value is None:
        return None
    total = Decimal(match["total"].replace(",", "."))
    if total < number.value or total == 0:
        return None
    if points or match["unit"]:
        bound = context.bound_left(text, number.start, "score")
        return Quantity(
            bound.position if bound else number.start,
            match.end(),
            _K.SCORE,
            value=number.value,
            unit="point",
            comparator=bound.comparator if bound else _C.EQ,
            total=total,
            conflict=number.conflict,
            notes=number.notes,
        )
    if "/" in match[0]:
        return None
    noun = context.noun_after(text, match.end())
    if noun is None:
        return None
    bound = context.bound_left(text, number.start, "count")
    return Quantity(
        bound.position if bound else number.start,
        noun[1],
        _K.FRACTION,
        value=number.value / total,
        unit="fraction",
        comparator=bound.comparator if bound else _C.EQ,
        counted=noun[0],
        total=total,
        conflict=number.conflict,
        notes=number.notes,
    )


def _read(text: str, number: Number) -> Quantity | None:
    measured = _measure(text, number)
    unit = measured.unit
    if unit is None:
        return _counted(text, measured)
    if (
        _is_article(text, number)
        and unit.kind in ("count", "percent", "score", "area", "measure")
        and unit.name != "time"
    ):
        return None
    if unit.name == "SEK" and text[: measured.end].endswith("sek") and (number.value or 0) < _SECONDS:
        unit = replace(unit, kind="period", name="second")
    factor = unit.factor * measured.scaled
    value = _times(measured.first.value, factor)
    upper = _times(measured.second.value, factor) if measured.second else None
    notes = _notes(measured, unit)
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
    return _surrounded(text, quantity, measured)


_SECONDS = 60  # "2 sek" is seconds, "500 sek" money
_BELOW_ZERO = re.compile(r"(?<!\d)(?:minus\s|[-−–])$", re.IGNORECASE)


def _times(value: Decimal | None, factor: Decimal) -> Decimal | None:
    if value is None:
        return None
    result = value * factor
    return result.quantize(Decimal(1)) if factor != 1 and result == result.to_integral_value() else result


def _notes(measured: _Measured, unit: Unit | None) -> tuple[str, ...]:
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


def _is_article(text: str, number: Number) -> bool:
    """Is the number only the word en or ett, which is an article more often than a number?"""
    return text[number.start : number.end].lower() in ("en", "ett")


# Where "en" and "ett" are numbers, and nouns with which they are articles all the same.
_COUNTS_ONE = re.compile(
    r"(?:minst|högst|max|maximalt|endast|exakt|bara|enbart|åtminstone|precis|som\s+m\w+st|mer\s+än|fler\s+än|inte\s+fler|inte\s+mer|lägst)",
    re.IGNORECASE,
)
_NO_COUNT = frozenset(
    "belopp summa total totalt värde omsättning pris nivå tid period gräns rating kreditvärdighet del gång".split()
)
_TITLE_BEFORE = re.compile(r"(?<![.!?:]\s)(?<!^)\b[A-ZÅÄÖ][\wåäöÅÄÖ-]{2,}\s$")
# "nivå fem (5)": the number names a level, it counts nothing.
_NAMED_STEP = re.compile(
    r"\b(nivå(?:n|er)?|kompetensnivå|dag|steg|klass|grupp|kategori|del|fas|zon|betyg(?:et)?|punkt|bilaga|avsnitt|rating|riskklass|plats|vecka)\s+$",
    re.IGNORECASE,
)
_NUMBER_OF = re.compile(
    r"\bantal(?:et)?(?:\s+(?P<noun>[a-zåäö][\wåäö-]+))?(?:\s+(?:är|uppgår\s+till|ska\s+vara|beräknas\s+till))?\s*:?\s*$",
    re.IGNORECASE,
)


def _counted(text: str, measured: _Measured) -> Quantity | None:
    """A number without a unit: a count of what stands after it, or nothing."""
    number = measured.first
    single = text[number.start : number.end]
    bound = context.bound_left(text, measured.start, "count")
    paired = "word_and_digits" in number.notes or bool(measured.second and "word_and_digits" in measured.second.notes)
    firm = bound is not None or paired
    noun = context.noun_after(text, measured.end) or (context.share_of(text, measured.end) if firm or number.word else None)
    amount = _times(number.value, measured.scaled)
    upper = _times(measured.second.value, measured.scaled) if measured.second else None
    if measured.currency_missing and noun is None and number.value is not None:
        quantity = Quantity(
            measured.start,
            measured.end,
            _K.MONEY,
            value=amount,
            upper=upper,
            conflict=number.conflict,
            notes=_notes(measured, None),
        )
        return _surrounded(text, quantity, measured)
    notes = tuple(n for n in _notes(measured, None) if n != "currency_missing")
    if _is_article(text, number) and not paired and measured.second is None:
        if bound is None or bound.comparator not in (_C.GE, _C.LE, _C.EQ) or noun is None:
            return None
        if not _COUNTS_ONE.match(text, bound.position) or noun[0].lower() in _NO_COUNT:
            return None
    if not firm and single.isdigit() and (1900 <= int(single) <= 2100 or int(single) == 0):
        return None
    if (
        not firm
        and single[0].isdigit()
        and measured.second is None
        and _TITLE_BEFORE.search(text[max(0, number.start - 40) : number.start])
    ):
        return None
    if noun is not None and (not noun[0][0].isupper() or firm or number.word):
        if not firm and number.value is not None and number.value == 1 and single[0].isdigit():
            return None
        quantity = Quantity(
            measured.start,
            noun[1],
            _K.COUNT,
            value=amount,
            upper=upper,
            unit="piece",
            counted=noun[0],
            conflict=number.conflict or bool(measured.second and measured.second.conflict),
            notes=notes,
        )
        return _surrounded(text, quantity, replace(measured, end=noun[1]))
    listed = _NUMBER_OF.search(text[max(0, measured.start - 50) : measured.start])
    if listed and single[0].isdigit():
        quantity = Quantity(
            measured.start,
            measured.end,
            _K.COUNT,
            value=amount,
            upper=upper,
            unit="piece",
            counted=listed["noun"],
            notes=notes,
        )
        return _surrounded(text, quantity, measured)
    named = _NAMED_STEP.search(text[max(0, measured.start - 20) : measured.start])
    if paired and named:
        return Quantity(
            measured.start,
            measured.end,
            _K.NUMBER,
            value=amount,
            upper=upper,
            of=named[1].lower(),
            conflict=number.conflict,
            notes=notes,
        )
    if paired:
        quantity = Quantity(
            measured.start,
            measured.end,
            _K.COUNT,
            value=amount,
            upper=upper,
            unit="piece",
            conflict=number.conflict,
            notes=notes,
        )
        return _surrounded(text, quantity, measured)
    if bound is not None and single[0].isdigit():
        return _surrounded(
            text, Quantity(measured.start, measured.end, _K.NUMBER, value=amount, upper=upper, notes=notes), measured
        )
    return None


_WITHIN = re.compile(
    r"\b(?:inom(?:\s+(?:loppet\s+av|en\s+tid\s+av|högst|max\.?|maximalt|senast|ca|cirka|en\s+period\s+(?:om|av|på)))?|senast(?:\s+inom)?|inte\s+senare\s+än|ej\s+senare\s+än|tidigast)"
    r"\s*(?:ca\.?\s+|de\s+|:?\s*)$",
    re.IGNORECASE,
)
_FROM = re.compile(
    rf"{GAP}(?P<w>efter|från|fr\.o\.m\.|före|innan|räknat|netto|i\s+förväg|betalningstid|från\s+och\s+med)(?![\wåäö])",
    re.IGNORECASE,
)
_SHORT = frozenset({"day", "workday", "week", "month", "minute", "second", "hour"})
_AGE_LEFT = re.compile(
    r"\b(?:fyllt|fylla|fyller|ålder\w*(?:\s+(?:av|på|om|är))?|åldrarna|åldern|åldersgräns\w*|barn|elever|ungdomar)(?:\s+(?:minst|lägst|mellan|över|under|i\s+åldern|om|på))*\s*$",
    re.IGNORECASE,
)
_AGE_RIGHT = re.compile(rf"{GAP}(?:gammalt?|gamla|fyllda)\b", re.IGNORECASE)
_RECENT_LEFT = re.compile(r"\b(?:senaste|föregående|gångna|sista|närmast\s+föregående)\s+$", re.IGNORECASE)
_AREA_KIND = re.compile(rf"{GAP}\(?(?P<k>BTA|BRA|LOA|BOA|NTA|BYA|Atemp|A-temp|BIA|golvyta|lokalyta)\b", re.IGNORECASE)
_EACH = re.compile(r"(?:(?<![\wåäö])[àáa@]|á)\s*$")
_YEARLY = re.compile(r"\b(?:årlig\w*|årsomsättning\w*|årsvolym\w*|årsvärde\w*|per\s+år)\b[^.;\d]{0,45}$", re.IGNORECASE)


def _surrounded(text: str, quantity: Quantity, measured: _Measured) -> Quantity:
    """Adds the bound, rate, VAT, noun, scope and share to a quantity, and widens it over their words."""
    start, end = quantity.start, quantity.end
    kind, counted, of = quantity.kind, quantity.counted, quantity.of
    notes = list(quantity.notes)
    left = text[max(0, start - 60) : start]
    comparator = _C.EQ
    if kind is _K.PERIOD or kind is _K.HOURS:
        kind = _kind_of_time(text, quantity, left)
        if _RECENT_LEFT.search(left) and "lookback" not in notes:
            notes.append("lookback")
    if (
        kind is _K.COUNT
        and quantity.unit in ("piece", "fte", "time")
        and counted is None
        and quantity.end == measured.end
    ):
        noun = context.noun_after(text, end) if measured.unit else None
        if noun:
            counted, end = noun
    if kind in (_K.PERCENT, _K.SCORE, _K.FRACTION):
        share = context.share_of(text, end)
        if share:
            of, end = share
    if kind is _K.AREA and (area := _AREA_KIND.match(text, end)):
        of, end = area["k"].upper(), area.end()
    bound = context.bound_left(text, start, str(kind))
    after = context.bound_right(text, end)
    if after and (bound is None or bound.comparator in (_C.APPROX, _C.EQ)):
        comparator, end = after.comparator, after.position
    if bound and (bound.comparator is not _C.EQ or comparator is _C.EQ):
        comparator = bound.comparator if comparator is _C.EQ else comparator
        start = min(start, bound.position)
    if measured.second and comparator in (_C.GE, _C.LE, _C.GT, _C.LT):
        comparator = _C.EQ
    if kind is _K.DEADLINE:
        comparator, end, start = _deadline(text, comparator, start, end, quantity.start, notes)
    rate_name, vat, scope = None, None, None
    if kind not in (_K.DEADLINE, _K.AGE, _K.PERCENT_POINTS):
        rate = context.rate_after(text, end, str(kind))
        if rate:
            rate_name, end = rate.name, rate.end
        elif kind is _K.MONEY and _EACH.search(left):
            rate_name = "piece"
        elif kind is _K.MONEY and _YEARLY.search(left):
            rate_name = "year"
    if kind is _K.MONEY:
        vat, end = context.vat_around(text, start, end)
    if kind in (_K.MONEY, _K.COUNT, _K.HOURS, _K.AREA, _K.MEASURE):
        scope = (
            "lot"
            if rate_name == "lot"
            else "supplier"
            if rate_name == "supplier"
            else context.scope_around(text, start, end)
        )
    return replace(
        quantity,
        start=start,
        end=end,
        kind=kind,
        comparator=comparator,
        rate=rate_name,
        vat=vat,
        counted=counted,
        scope=scope,
        of=of,
        notes=tuple(notes),
    )


def _kind_of_time(text: str, quantity: Quantity, left: str) -> QuantityKind:
    if quantity.unit == "year" and (_AGE_LEFT.search(left) or _AGE_RIGHT.match(text, quantity.end)):
        return _K.AGE
    if "lookback" in quantity.notes:
        return quantity.kind
    if _WITHIN.search(left) and not _RECENT_LEFT.search(left):
        return _K.DEADLINE
    if quantity.unit in _SHORT and _FROM.match(text, quantity.end) and quantity.unit != "month":
        return _K.DEADLINE
    return quantity.kind


def _deadline(
    text: str, comparator: Comparator, start: int, end: int, number: int, notes: list[str]
) -> tuple[Comparator, int, int]:
    low = max(0, number - 60)
    within = _WITHIN.search(text[low:number])
    if within:
        start = min(start, low + within.start())
    if within and within[0].lower().startswith("tidigast"):
        comparator = Comparator.GE
    elif comparator in (_C.EQ, _C.APPROX):
        comparator = _C.LE
    from_when = _FROM.match(text, end)
    if from_when:
        if from_when["w"].lower() in ("före", "innan", "i förväg"):
            notes.append("before")
        end = from_when.end()
    if re.search(r"\bdag(?:ar|s|en)?\b", text[start:end], re.IGNORECASE):
        notes.append("business_days_unclear")
    return comparator, end, start


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
