"""What a number with its unit says."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class QuantityKind(StrEnum):
    """What is measured."""

    MONEY = "money"
    PERIOD = "period"
    DEADLINE = "deadline"
    AGE = "age"
    COUNT = "count"
    NUMBER = "number"
    PERCENT = "percent"
    PERCENT_POINTS = "percent_points"
    FRACTION = "fraction"
    SCORE = "score"
    AREA = "area"
    MEASURE = "measure"
    HOURS = "hours"
    TIME = "time"
    TIME_RANGE = "time_range"
    DATE = "date"
    DATE_RANGE = "date_range"


class Comparator(StrEnum):
    """How the number bounds what it measures."""

    EQ = "eq"
    GE = "ge"
    GT = "gt"
    LE = "le"
    LT = "lt"
    APPROX = "approx"


@dataclass(frozen=True, slots=True)
class Period:
    """A contract period with its extensions, all in months.

    Attributes:
        base_months: the period that is fixed; `None` when only extensions are told.
        parts: each extension in turn; empty when the text gives only a limit.
        extension_months: all extensions together, or their limit; 0 when there are none.
        maximum_months: base and extensions, or the limit the text states; `None` without a base.
    """

    base_months: Decimal | None
    parts: tuple[Decimal, ...]
    extension_months: Decimal
    maximum_months: Decimal | None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, as a text states it.

    Attributes:
        start, end: characters of the text, with comparator, unit, rate and what is counted.
        kind: what is measured.
        value: the number in `unit`, scaled (5 MSEK is 5000000 SEK); the lower end of a range; minutes after
            midnight for times; `None` for dates, for vague words and where the text can be read in two ways.
        upper: the upper end of a range.
        unit: `SEK`, `EUR`, `PBB` (prisbasbelopp), `percent`, `year`, `month`, `week`, `day`, `workday`, `hour`,
            `minute`, `m2`, `kg`, `piece`, `fte`, `time` (occasions), `point`, `clock`, `date` ...; empty when not told.
        comparator: how it bounds.
        rate: per what: `year`, `month`, `week`, `day`, `hour`, `piece`, `claim`, `occasion`, or the noun of the text.
        vat: whether the text says that VAT is left out or included.
        counted: the noun counted (`referensuppdrag`), as the text writes it.
        scope: `total`, `lot`, `supplier`, `contract` where the text says so.
        of: what a share is of (`kontraktsvärdet`), what kind of area (`BTA`), what days (`vardagar`).
        total: the whole of a score or fraction (`70 av 100` has 100).
        conflict: words and digits differ: "fem (6)"; the value is that of the digits.
        notes: remarks, among them `mkr_ambiguous`, `kkr`, `dot_thousands`, `comma_ambiguous`, `currency_missing`,
            `vague`, `lookback` (the last years), `before`, `no_year`, `six_digits`, `cap`, `word_and_digits`,
            `business_days_unclear` (days without calendar or work), `base_amount`.
        period: base and extensions of a contract period.
        date, upper_date: for dates and date ranges.
    """

    start: int
    end: int
    kind: QuantityKind
    value: Decimal | None = None
    upper: Decimal | None = None
    unit: str = ""
    comparator: Comparator = Comparator.EQ
    rate: str | None = None
    vat: str | None = None
    counted: str | None = None
    scope: str | None = None
    of: str | None = None
    total: Decimal | None = None
    conflict: bool = False
    notes: tuple[str, ...] = ()
    period: Period | None = None
    date: datetime.date | None = None
    upper_date: datetime.date | None = None
