"""Adds to a number what its surroundings say: bound, rate, VAT, noun, scope, share, deadline, age."""

from __future__ import annotations

import re
from dataclasses import replace

from upplint.language.quantities import context
from upplint.language.quantities.measure import Measured
from upplint.language.quantities.model import Comparator, Quantity, QuantityKind
from upplint.language.quantities.nouns import noun_after, share_of
from upplint.language.quantities.numbers import GAP

_K = QuantityKind
_C = Comparator


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
_DURING = re.compile(r"\b(?:i|under)\s+$")  # "bunden i 120 dagar från ..." is a period
_AGE_LEFT = re.compile(
    r"\b(?:fyllt|fylla|fyller|ålder\w*(?:\s+(?:av|på|om|är))?|åldrarna|åldern|åldersgräns\w*|barn|elever|ungdomar)(?:\s+(?:minst|lägst|mellan|över|under|i\s+åldern|om|på))*\s*$",
    re.IGNORECASE,
)
_AGE_RIGHT = re.compile(rf"{GAP}(?:gammalt?|gamla|fyllda)\b", re.IGNORECASE)
_RECENT_LEFT = re.compile(r"\b(?:senaste|föregående|gångna|sista|närmast\s+föregående)\s+$", re.IGNORECASE)
_AREA_KIND = re.compile(rf"{GAP}\(?(?P<k>BTA|BRA|LOA|BOA|NTA|BYA|Atemp|A-temp|BIA|golvyta|lokalyta)\b", re.IGNORECASE)
_EACH = re.compile(r"(?:(?<![\wåäö])[àáa@]|á)\s*$")
_YEARLY = re.compile(r"\b(?:årlig\w*|årsomsättning\w*|årsvolym\w*|årsvärde\w*|per\s+år)\b[^.;\d]{0,45}$", re.IGNORECASE)


def follows_recent(text: str, start: int) -> bool:
    """Does "senaste", "föregående" or the like stand right before?"""
    return _RECENT_LEFT.search(text[max(0, start - 60) : start]) is not None


def surrounded(text: str, quantity: Quantity, measured: Measured) -> Quantity:
    """Adds the bound, rate, VAT, noun, scope and share to a quantity, and widens it over their words."""
    start, end = quantity.start, quantity.end
    kind, counted, of = quantity.kind, quantity.counted, quantity.of
    notes = list(quantity.notes)
    left = text[max(0, start - 60) : start]
    comparator = _C.EQ
    if kind is _K.PERIOD or kind is _K.HOURS:
        kind = _kind_of_time(text, quantity, left)
        if follows_recent(text, start) and "lookback" not in notes:
            notes.append("lookback")
    if (
        kind is _K.COUNT
        and quantity.unit in ("piece", "fte", "time")
        and counted is None
        and quantity.end == measured.end
    ):
        noun = noun_after(text, end) if measured.unit else None
        if noun:
            counted, end = noun
    if kind in (_K.PERCENT, _K.SCORE, _K.FRACTION):
        share = share_of(text, end)
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
        noun = noun_after(text, end) if kind is _K.HOURS and not rate else None
        if noun and (later := context.rate_after(text, noun[1], str(kind))):
            rate = later  # "30 timmars utbildning per år"
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
    if _DURING.search(left):
        return quantity.kind
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
