"""What contracts of a kind are worth, and who wins them: announced Swedish procurements of 2021 by CPV.

The table is `rules/market/values-2021.csv` (Upphandlingsmyndigheten, CC0), computed by `tools/market_table.py`. It is
observational, one year, and the buyers' own reporting: say so wherever a figure is shown (`SOURCE_NOTE`).
"""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import pairwise
from types import MappingProxyType
from typing import Literal

from upplint.resources import rules_path
from upplint.tender.cpv import Cpv, division_name, parse_cpv

YEAR = 2021
LEAST_N = 60
"""Fewer contracted values than this, and nothing is said."""

SOURCE_NOTE = (
    "Källa: Upphandlingsmyndighetens öppna data om annonserade upphandlingar 2021 (CC0). "
    "Uppgifterna gäller ett år, bygger på köparnas egen rapportering och visar inte orsaker."
)

Level = Literal["division", "finest"]
_PERCENTILES = (10, 25, 50, 75, 90, 95)


@dataclass(frozen=True, slots=True)
class MarketRow:
    """Contract values and win shares of a CPV division or group.

    Attributes:
        level: "division" or "group".
        cpv: two or three digits.
        name: Swedish name.
        n: procurements with a value.
        percentiles: percentile (10, 25, 50, 75, 90, 95) and value in SEK, ascending.
        micro_below, micro_above: percent of wins that firms under 10 employees took below the median value and above
            the 75th percentile; None where too few wins.
        under50_below, under50_above: the same for firms under 50 employees.
        wins_below, wins_above: how many wins those shares rest on.
        lots_share: percent of procurements that report lots.
        single_bid_share: percent of procurements without lots that got one tender; None where too few.
        single_bid_n: how many were counted.
        year: of the data.
    """

    level: str
    cpv: str
    name: str
    n: int
    percentiles: tuple[tuple[int, Decimal], ...]
    micro_below: float | None
    micro_above: float | None
    under50_below: float | None
    under50_above: float | None
    wins_below: int
    wins_above: int
    lots_share: float | None
    single_bid_share: float | None
    single_bid_n: int
    year: int = YEAR

    def value_at(self, percentile: int) -> Decimal:
        """The value in SEK at one of the percentiles 10, 25, 50, 75, 90, 95. Raises `KeyError` for others."""
        return dict(self.percentiles)[percentile]

    @property
    def p25(self) -> Decimal:
        """A quarter of the contracts are worth less."""
        return self.value_at(25)

    @property
    def p50(self) -> Decimal:
        """The median."""
        return self.value_at(50)

    @property
    def p75(self) -> Decimal:
        """A quarter of the contracts are worth more."""
        return self.value_at(75)

    @property
    def p90(self) -> Decimal:
        """A tenth of the contracts are worth more."""
        return self.value_at(90)

    @property
    def p95(self) -> Decimal:
        """A twentieth of the contracts are worth more."""
        return self.value_at(95)


@cache
def _cells() -> Mapping[str, Mapping[str, str]]:
    with rules_path("market", f"values-{YEAR}.csv").open(encoding="utf-8", newline="") as file:
        return MappingProxyType({row["cpv"]: MappingProxyType(row) for row in csv.DictReader(file)})


def _number(cell: str) -> float | None:
    return float(cell) if cell else None


@cache
def _row(cpv: str) -> MarketRow | None:
    cells = _cells().get(cpv)
    if cells is None or int(cells["n"]) < LEAST_N:
        return None
    return MarketRow(
        level=cells["level"],
        cpv=cpv,
        name=(division_name(cpv) if cells["level"] == "division" else None) or cells["name"],
        n=int(cells["n"]),
        percentiles=tuple((p, Decimal(cells[f"p{p}"])) for p in _PERCENTILES),
        micro_below=_number(cells["micro_wins_below_median"]),
        micro_above=_number(cells["micro_wins_above_p75"]),
        under50_below=_number(cells["under50_wins_below_median"]),
        under50_above=_number(cells["under50_wins_above_p75"]),
        wins_below=int(cells["wins_below_median"]),
        wins_above=int(cells["wins_above_p75"]),
        lots_share=_number(cells["lots_share"]),
        single_bid_share=_number(cells["single_bid_share"]),
        single_bid_n=int(cells["single_bid_n"] or 0),
    )


def _keys(cpv: Cpv | str, level: Level) -> tuple[str, ...]:
    code = cpv if isinstance(cpv, Cpv) else parse_cpv(cpv)
    return (code.group, code.division) if level == "finest" and code.is_group_level else (code.division,)


def market(cpv: Cpv | str, level: Level = "division") -> MarketRow | None:
    """The market of a CPV code, None where fewer than `LEAST_N` values are known (`too_few` says so in words).

    Args:
        cpv: code with eight digits.
        level: "division", or "finest" for the group where it has enough values, else the division.
    """
    return next((row for key in _keys(cpv, level) if (row := _row(key))), None)


def too_few(cpv: Cpv | str) -> str | None:
    """A Swedish sentence on why there are no figures for the code's division, None if there are."""
    (division,) = _keys(cpv, "division")
    if _row(division):
        return None
    n = int(_cells()[division]["n"]) if division in _cells() else 0
    name = division_name(division) or division
    return f"{name} (CPV {division}): {n} kända kontraktsvärden {YEAR}. Minst {LEAST_N} behövs för att säga något."


def percentile_of(value: Decimal, cpv: Cpv | str, level: Level = "division") -> int | None:
    """About how many percent of the contracts are worth less than `value` SEK, 10-95; None where too few are known.

    Between the table's percentiles it is interpolated on the logarithm of the value. 10 means "at most 10", 95 means
    "at least 95".
    """
    row = market(cpv, level)
    if row is None:
        return None
    marks = row.percentiles
    if value <= marks[0][1]:
        return marks[0][0]
    for (low, a), (high, b) in pairwise(marks):
        if value < b:
            part = math.log(float(value) / float(a)) / math.log(float(b) / float(a))
            return int(low + (high - low) * part)
    return marks[-1][0]
