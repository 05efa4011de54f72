"""EU thresholds and direct-award limits by date, in euro and SEK, excluding VAT.

The data is `rules/law/thresholds.yaml`. SEK values that were computed from a stated rate, because the official ones
have not been read, carry `verified=False`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, Decimal
from functools import cache
from typing import Any, Literal

from upplint.resources import rules_path
from upplint.tender._data import as_date, read_yaml

Kind = Literal["state", "other", "works", "annex2"]
"""state, other: goods and services of a central / another authority; works; annex2: services in bilaga 2."""

PROCUREMENT_LAWS = ("LOU", "LUF", "LUK", "LUFS")


@dataclass(frozen=True, slots=True)
class Threshold:
    """A threshold of one day.

    Attributes:
        law, kind: as asked for.
        value_sek, value_eur: at or above this, the directive-governed rules apply.
        verified: False if the SEK value was computed by us from `rate` and not read in an official source.
        source: where the values come from, in Swedish.
        valid_from, valid_to: first and last day.
        rate: SEK per euro used, if computed.
    """

    law: str
    kind: Kind
    value_sek: Decimal
    value_eur: Decimal
    verified: bool
    source: str
    valid_from: date
    valid_to: date
    rate: Decimal | None = None


@dataclass(frozen=True, slots=True)
class DirectAwardLimit:
    """A direct-award limit of one day: below this value a direct award is allowed.

    Attributes:
        law: as asked for.
        value_sek: the limit.
        verified: False if it follows from a computed threshold.
        source: where it comes from, in Swedish.
        provision: citation key, or None before 2022-02-01.
        valid_from, valid_to: first and last day; `valid_to` None while the law stands.
        welfare_sek: the higher limit that held 2019-2021 (January 2022 included) for some welfare services in bilaga 2
            (the former bilaga 2 a); None where there was none.
    """

    law: str
    value_sek: Decimal
    verified: bool
    source: str
    provision: str | None
    valid_from: date
    valid_to: date | None
    welfare_sek: Decimal | None = None


@cache
def _table() -> Mapping[str, Any]:
    data: Mapping[str, Any] = read_yaml(rules_path("law", "thresholds.yaml"))
    return data


def threshold(kind: Kind, day: date, law: str = "LOU") -> Threshold | None:
    """The threshold on a day.

    Args:
        kind: see `Kind`. LUF and LUFS make no difference between "state" and "other"; LUK has one value; LUFS has none
            for services in its own annex, so "annex2" is None there.
        day: the day the call for tenders is sent (LOU 5:5).
        law: "LOU", "LUF", "LUFS" or "LUK".

    Returns None outside the periods of the table (before 2018, after 2027) and for other laws.
    """
    for period in _table()["periods"]:
        start, end = as_date(period["from"]), as_date(period["to"])
        if not start <= day <= end or law not in period:
            continue
        column = _column(kind, law)
        if column not in period[law]:
            return None
        eur = Decimal(period[law][column][0])
        rate = Decimal(period["sek_rate"]) if "sek_rate" in period else None
        if rate is None:
            sek, source = Decimal(period[law][column][1]), period["source"]
        else:
            step = Decimal(period["sek_round_to"])
            sek = (eur * rate / step).quantize(Decimal(1)) * step
            source = f"{period['source']}; kronorna är beräknade med {str(rate).replace('.', ',')} kronor per euro"
        return Threshold(law, kind, sek, eur, rate is None, source, start, end, rate)
    return None


def _column(kind: Kind, law: str) -> str:
    if law == "LUK":
        return "concession"
    if law in ("LUF", "LUFS") and kind in ("state", "other"):
        return "goods_services"
    return kind


def direct_award_limit(law: str, day: date, annex2: bool = False) -> DirectAwardLimit | None:
    """The direct-award limit on a day.

    Args:
        law: "LOU", "LUF", "LUFS" or "LUK".
        day: the day the procurement starts.
        annex2: a service in bilaga 2; since 2022-02-01 its limit is the bilaga 2 threshold (LOU and LUF 19 a kap. 2 §).

    Returns None where the table has no limit, or none is known for the day.
    """
    for row in _table()["direct_award"]:
        start = as_date(row["from"])
        end = as_date(row["to"]) if row["to"] else None
        if row["law"] != law or day < start or (end and day > end):
            continue
        value, verified, source = Decimal(row.get("sek", 0)), True, str(row["source"])
        if "share_of_threshold" in row or (annex2 and row.get("annex2") == "threshold"):
            base = threshold("annex2", day, law)
            if base is None:
                return None
            share = Decimal(row.get("share_of_threshold", 1))
            value = (base.value_sek * share).quantize(Decimal(1), rounding=ROUND_FLOOR)
            verified, source = base.verified, f"{source}; {base.source}"
            start, end = max(start, base.valid_from), base.valid_to
        welfare = Decimal(row["welfare"]) if annex2 and "welfare" in row else None
        return DirectAwardLimit(law, value, verified, source, row.get("provision"), start, end, welfare)
    return None


def documentation_limit() -> Decimal:
    """Above this value (SEK) a direct award must be documented (LOU 19 a kap. 11 §)."""
    return Decimal(_table()["amounts"]["documentation_direct_award"]["value"])
