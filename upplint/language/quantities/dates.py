"""Dates and date ranges in Swedish text."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from decimal import Decimal

from upplint.language.months import MONTHS
from upplint.language.quantities.model import Comparator, Quantity, QuantityKind
from upplint.language.quantities.numbers import DASH, GAP

_MONTHS = {name: n for n, name in enumerate(MONTHS, start=1)} | {
    "jan": 1, "feb": 2, "febr": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "okt": 10,
    "nov": 11, "dec": 12,
}  # fmt: skip
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_YEAR = r"(?:19|20)\d{2}"
_BEFORE = r"(?<![\w.,:/-])"

_DATE = re.compile(
    rf"""
    {_BEFORE}(?P<iy>{_YEAR})-\s?(?P<im>0?[1-9]|1[0-2])-\s?(?P<id>3[01]|[12]\d|0?[1-9])(?![\w/])(?!-\d)
    |{_BEFORE}(?P<cy>20\d\d)(?P<cm>0[1-9]|1[0-2])(?P<cd>3[01]|[12]\d|0[1-9])(?![\w.,:/-])
    |(?:\bden\s+)?(?<![\w.,:/])(?P<td>3[01]|[12]\d|0?[1-9])(?::?[ea])?\.?{GAP}(?P<tm>{_MONTH})\b\.?(?:{GAP}(?P<ty>{_YEAR})(?!\d))?
    |{_BEFORE}(?P<sd>3[01]|[12]\d|0?[1-9])/(?P<sm>1[0-2]|0?[1-9])[ -](?P<sy>{_YEAR}|\d\d)(?![\w/])(?!-\d)
    |{_BEFORE}(?P<xd>3[01]|[12]\d|0?[1-9])\.(?P<xm>1[0-2]|0?[1-9])\.(?P<xy>{_YEAR})(?!\w)
    |(?<=senast\ )(?P<bd>3[01]|[12]\d|0?[1-9])/(?P<bm>1[0-2]|0?[1-9])(?![\w/])
    |(?<=den\ )(?P<ed>3[01]|[12]\d|0?[1-9])/(?P<em>1[0-2]|0?[1-9])(?![\w/])
    |\b(?P<my>{_MONTH})\b{GAP}(?P<myy>{_YEAR})(?!\d)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SIX = re.compile(
    r"(?:(?<=^)|(?<=datum )|(?<=den )|(?<=senast )|(?<=t\.o\.m\. )|(?<=fr\.o\.m\. ))"
    r"(?P<y>[2-4]\d)(?P<m>0[1-9]|1[0-2])(?P<d>3[01]|[12]\d|0[1-9])(?=\s|[,.;)]|$)(?!\s*(?:kr|SEK|st|m2|kronor))"
)
_WEEK = re.compile(
    r"\b(?:v\.?|vecka|veckan|v\. )\s?(?P<w>5[0-3]|[1-4]?\d)\b"
    r"(?:\s?[-–]\s?(?:v\.?\s?)?(?P<w2>5[0-3]|[1-4]?\d)\b)?(?:[, ]+(?P<y>20\d\d)\b)?(?!\s*(?:dagar|%))",
    re.IGNORECASE,
)
_SEASON = re.compile(
    rf"\b(?P<s>våren|sommaren|hösten|vintern|årsskiftet|(?:första|andra|tredje|fjärde)\s+kvartalet|kvartal\s+[1-4]|Q[1-4]|"
    rf"första\s+halvåret|andra\s+halvåret|början\s+av|slutet\s+av|mitten\s+av|vt|ht)\s+(?:av\s+)?(?:år\s+)?(?P<y>{_YEAR})(?:/(?:{_YEAR}|\d\d))?(?!\d)",
    re.IGNORECASE,
)
_YEARS = re.compile(
    rf"(?<![\w.,:/-])(?P<a>{_YEAR})\s?(?:{DASH}|/|till|t\.o\.m\.)\s?(?P<b>{_YEAR})(?![\w.,:/-]*\d)(?!\s*(?:kr|SEK|st|m2|timmar))"
)
_ALONE_YEAR = re.compile(
    rf"(?i:(?<=\bår )|(?<=\båret )|(?<=\båren )|(?<=sedan )|(?<=senast )|(?<=före )|(?<=efter )"
    rf"|(?<=under )|(?<=till )|(?<=från )|(?<=med )"
    rf"|(?<=o\.m\. )|(?<=innan )|(?<=för )|(?<=i )|(?<=utgången av )|(?<=slutet av )|(?<=början av ))"
    rf"(?P<y>{_YEAR})(?![\d\w]|[.,:/-]\d|-\s?\w)(?!\s*(?:kr|SEK|st\b|m2|m²|kvm|timmar|kronor|personer|konsulter|elever|%))"
)
_AS_OF = re.compile(
    r"(?P<ge>från\s+och\s+med|fr\.?\s?o\.?\s?m\.?|f\.?o\.?m\.?|tidigast|från|med\s+start|startar?|efter(?P<gt>))|"
    r"(?P<le>till\s+och\s+med|t\.?\s?o\.?\s?m\.?|senast|ej\s+senare\s+än|inte\s+senare\s+än|till|intill|inom)|(?P<lt>före|innan)"
)
CUE = re.compile(rf"(?:{_AS_OF.pattern})\s*:?\s*(?:\w+dag(?:en)?\s+)?(?:(?:den|vid|datum(?:et)?)\s+)?$", re.IGNORECASE)
_JOIN = re.compile(
    rf"\s*(?:{DASH}|till\s+och\s+med|t\.?\s?o\.?\s?m\.?|och\s+till\s+och\s+med|till|och\s+t\.?o\.?m\.?|{DASH}\s*t\.?o\.?m\.?)\s*(?:den\s+)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Day:
    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None
    notes: tuple[str, ...] = ()

    def date(self) -> datetime.date | None:
        if self.year is None or self.month is None:
            return None
        try:
            return datetime.date(self.year, self.month, self.day or 1)
        except ValueError:
            return None


def _day(match: re.Match[str]) -> _Day | None:
    g = match.groupdict()
    notes: tuple[str, ...] = ()
    for y, m, d in (("iy", "im", "id"), ("cy", "cm", "cd"), ("sy", "sm", "sd"), ("xy", "xm", "xd")):
        if g[d]:
            year = int(g[y]) + (2000 if len(g[y]) == 2 else 0)
            return _valid(match, year, int(g[m]), int(g[d]), notes)
    if g["td"]:
        year_text = g["ty"]
        month = _MONTHS[g["tm"].lower()]
        return _valid(
            match, int(year_text) if year_text else None, month, int(g["td"]), () if year_text else ("no_year",)
        )
    for m, d in (("bm", "bd"), ("em", "ed")):
        if g[d]:
            return _valid(match, None, int(g[m]), int(g[d]), ("no_year",))
    return _Day(*match.span(), int(g["myy"]), _MONTHS[g["my"].lower()], None, ("month",))


def _valid(match: re.Match[str], year: int | None, month: int, day: int, notes: tuple[str, ...]) -> _Day | None:
    try:
        datetime.date(year or 2024, month, day)
    except ValueError:
        return None
    return _Day(*match.span(), year, month, day, notes)


def _last_of_month(date: datetime.date) -> datetime.date:
    following = datetime.date(date.year + date.month // 12, date.month % 12 + 1, 1)
    return following - datetime.timedelta(days=1)


def find_dates(text: str) -> list[Quantity]:
    """Dates and date ranges of a text, in order."""
    # "1–15 mars 2026": the first day has neither month nor year.
    days: list[_Day] = []
    for match in _DATE.finditer(text):
        day = _day(match)
        if day is None:
            continue
        lead = re.search(rf"(?<![\w.,:/-])(?:den\s+)?(\d{{1,2}})\s?{DASH}\s?$", text[: match.start()])
        if lead and day.month and day.day and 0 < int(lead[1]) < day.day:
            days.append(_Day(lead.start(), lead.end(1), day.year, day.month, int(lead[1]), day.notes))
        days.append(day)
    for match in _SIX.finditer(text):
        six = _valid(match, 2000 + int(match["y"]), int(match["m"]), int(match["d"]), ("six_digits",))
        if six and not any(six.start < d.end and d.start < six.end for d in days):
            days.append(six)
    days.sort(key=lambda d: d.start)
    found = _joined(text, days)
    found.extend(_vague(text, found))
    return sorted(found, key=lambda q: q.start)


def _joined(text: str, days: list[_Day]) -> list[Quantity]:
    found: list[Quantity] = []
    index = 0
    while index < len(days):
        day = days[index]
        following = days[index + 1] if index + 1 < len(days) else None
        between = text[day.end : following.start] if following else ""
        cue = CUE.search(text[max(0, day.start - 40) : day.start])
        start = day.start - (min(40, day.start) - cue.start()) if cue else day.start
        mellan = re.search(r"\bmellan\s+(?:den\s+)?$", text[max(0, day.start - 14) : day.start], re.IGNORECASE)
        if following and (_JOIN.fullmatch(between) or (mellan and between.strip() == "och")):
            first = _Day(day.start, day.end, day.year or following.year, day.month, day.day, day.notes)
            upper = following.date()
            if upper and "month" in following.notes:
                upper = _last_of_month(upper)
            if mellan:
                start = day.start - len(mellan[0])
            notes = tuple(
                n for n in dict.fromkeys((*day.notes, *following.notes)) if n != "no_year" or following.year is None
            )
            found.append(
                Quantity(
                    start,
                    following.end,
                    QuantityKind.DATE_RANGE,
                    unit="date",
                    date=first.date(),
                    upper_date=upper,
                    notes=notes,
                )
            )
            index += 2
            continue
        found.append(
            Quantity(
                start,
                day.end,
                QuantityKind.DATE,
                unit="date",
                comparator=bound_of(cue),
                date=day.date(),
                notes=day.notes,
            )
        )
        index += 1
    return found


def bound_of(cue: re.Match[str] | None) -> Comparator:
    if cue is None:
        return Comparator.EQ
    if cue["le"]:
        return Comparator.LE
    if cue["lt"]:
        return Comparator.LT
    return Comparator.GT if cue["gt"] is not None else Comparator.GE


def _vague(text: str, taken: list[Quantity]) -> list[Quantity]:
    """Weeks, seasons and years: a time without a day."""
    found: list[Quantity] = []

    def free(match: re.Match[str]) -> bool:
        return not any(match.start() < q.end and q.start < match.end() for q in (*taken, *found))

    found.extend(
        Quantity(
            *match.span(),
            QuantityKind.DATE,
            value=Decimal(match["y"]),
            unit="season",
            of=match["s"].lower(),
            notes=("vague",),
        )
        for match in [m for m in _SEASON.finditer(text) if free(m)]
    )
    for match in _WEEK.finditer(text):
        if free(match):
            year = match["y"]
            notes = ("week",) if year else ("week", "no_year")
            last = Decimal(match["w2"]) if match["w2"] else None
            kind = QuantityKind.DATE_RANGE if last else QuantityKind.DATE
            found.append(
                Quantity(
                    *match.span(),
                    kind,
                    value=Decimal(match["w"]),
                    upper=last,
                    unit="week_of_year",
                    of=year,
                    notes=notes,
                )
            )
    found.extend(
        Quantity(
            *match.span(),
            QuantityKind.DATE_RANGE,
            value=Decimal(match["a"]),
            upper=Decimal(match["b"]),
            unit="calendar_year",
            notes=("years",),
        )
        for match in [m for m in _YEARS.finditer(text) if free(m)]
        if int(match["a"]) < int(match["b"])
    )
    found.extend(
        Quantity(*match.span(), QuantityKind.DATE, value=Decimal(match["y"]), unit="calendar_year", notes=("year",))
        for match in [m for m in _ALONE_YEAR.finditer(text) if free(m)]
    )
    return found
