"""Times of day and opening hours in Swedish text."""

from __future__ import annotations

import re
from decimal import Decimal

from upplint.language.quantities.dates import CUE, bound_of
from upplint.language.quantities.model import Quantity, QuantityKind
from upplint.language.quantities.numbers import DASH

_CLOCK = r"(?:2[0-4]|[01]?\d)(?:[.:][0-5]\d)?"
_FULL = r"(?:2[0-4]|[01]?\d)[.:][0-5]\d"
_DAYS = (
    r"(?:helgfri\w*\s+)?(?:vardag\w*|måndag(?:ar)?\s*(?:[-–]|till)\s*\w*dag(?:ar)?|mån\s?[-–]\s?\w{3}\b|måndag\w*|tisdag\w*|"
    r"onsdag\w*|torsdag\w*|fredag\w*|lördag\w*|söndag\w*|helg(?:er)?|helgdag\w*|dagligen|alla\s+dagar|arbetsdagar|skoldagar|kontorstid)"
)
_WEEKDAYS = (
    r"(?:(?:mån|tis|ons|tors|fre|lör|sön)dag(?:ar)?(?:\s*(?:[-–]|till|t\.o\.m\.|och)\s*(?:mån|tis|ons|tors|fre|lör|sön)dag(?:ar)?)?"
    r"|mån\s?[-–]\s?\w{3})\b"
)
_OPEN = r"\b(?:öppe|öppna|bemann|tillgänglig|nåbar|telefontid|jour|support)\w*\b"
_TIME_RANGES = (
    re.compile(
        rf"(?:(?P<days>{_DAYS})[ ,:(]*(?:från\s+|mellan\s+)?)?(?:\bkl(?:ockan)?\b\.?:?)"
        rf"\s*(?P<a>{_CLOCK})\s*(?:{DASH}|till|och|t\.o\.m\.)\s*(?:kl\.?\s*)?(?P<b>{_CLOCK})(?!\w|[:.]\d)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?P<days>{_DAYS})[ ,:(]*(?:mellan\s+|från\s+)?(?P<a>{_CLOCK})"
        rf"\s*(?:{DASH}|till|och)\s*(?P<b>{_CLOCK})(?!\w|[:.]\d)",
        re.IGNORECASE,
    ),
    # "8-17 måndag till fredag"; "8-17 vardagar" only of what is open then, as "3-5 vardagar" is a time to wait
    re.compile(
        rf"(?<![\w.,:/-])(?P<a>{_CLOCK})\s*{DASH}\s*(?P<b>{_CLOCK})[ ,]+(?P<days>(?:helgfri\w*\s+)?{_WEEKDAYS})",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?P<cue>{_OPEN}[^.;\d\n]{{0,30}}?)(?<![\w.,:/-])(?<!inom )(?P<a>{_CLOCK})\s*{DASH}"
        rf"\s*(?P<b>(?:1[2-9]|2[0-4])(?:[.:][0-5]\d)?)[ ,]+(?P<days>{_DAYS})",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?P<days>)(?<![\w.,:/-])(?P<a>{_FULL})\s*(?:{DASH}|till|och)\s*(?P<b>{_FULL})(?!\w|[:.]\d)(?!\s*(?:kr|%))"
    ),
)
_ROUND = re.compile(
    r"(?<![\w/])24\s?/\s?7(?:/365)?(?![\w/])|\bdygnet\s+runt\b|(?<![\w/])24\s?[x*]\s?7\b", re.IGNORECASE
)
_TIMES = (
    re.compile(rf"\bkl(?:ockan)?\b\.?:?\s*(?P<a>{_CLOCK})(?![\w]|[.:]\d)", re.IGNORECASE),
    re.compile(r"(?<![\w.,:/-])(?P<a>(?:[01]?\d|2[0-3]):[0-5]\d)(?::[0-5]\d)?(?![\w:])"),
)


_HINT = re.compile(
    r"\d[.:]\d\d|24|\bkl|[Kk]lockan|KL|dygnet|(?:dag|helg|mån)\w*[^\d\n]{0,25}\d|\d[ ,]+(?:\w+\s)?(?:\w*dag|mån)",
    re.IGNORECASE,
)


def _minutes(clock: str) -> Decimal:
    hours, _, minutes = clock.replace(".", ":").partition(":")
    return Decimal(int(hours) * 60 + int(minutes or 0))


def find_times(text: str) -> list[Quantity]:
    """Times of day and ranges of them, in minutes after midnight (`unit="clock"`)."""
    found: list[Quantity] = []
    if not _HINT.search(text):
        return found

    def free(start: int, end: int) -> bool:
        return not any(start < q.end and q.start < end for q in found)

    found.extend(
        Quantity(
            *match.span(),
            QuantityKind.TIME_RANGE,
            value=Decimal(0),
            upper=Decimal(1440),
            unit="clock",
            notes=("round_the_clock",),
        )
        for match in _ROUND.finditer(text)
    )
    for pattern in _TIME_RANGES:
        for match in pattern.finditer(text):
            start = match.end("cue") if "cue" in pattern.groupindex else match.start()
            if free(start, match.end()):
                days = match["days"]
                found.append(
                    Quantity(
                        start,
                        match.end(),
                        QuantityKind.TIME_RANGE,
                        value=_minutes(match["a"]),
                        upper=_minutes(match["b"]),
                        unit="clock",
                        of=" ".join(days.lower().split()) if days else None,
                    )
                )
    for pattern in _TIMES:
        for match in pattern.finditer(text):
            if free(*match.span()):
                cue = CUE.search(text[max(0, match.start() - 30) : match.start()])
                found.append(
                    Quantity(
                        *match.span(),
                        QuantityKind.TIME,
                        value=_minutes(match["a"]),
                        unit="clock",
                        comparator=bound_of(cue),
                    )
                )
    return sorted(found, key=lambda q: q.start)
