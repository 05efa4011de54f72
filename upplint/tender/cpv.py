"""CPV codes: reading them, and the lists of codes that statutes name.

CPV is the common procurement vocabulary (Regulation (EC) No 2195/2002 as amended by 213/2008): eight digits and a
check digit. The first two digits are the division, three the group, four the class, five the category. How the check
digit is computed is not published; the weights 3, 7, 1 give it for every code that we have met.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Literal

from upplint.errors import UpplintError
from upplint.resources import rules_path
from upplint.tender._data import read_yaml

CpvList = Literal["annex2", "lou_19_25", "lou_19_25a", "lov_1_1"]
ContractType = Literal["services", "goods", "works"]

CPV_PATTERN = re.compile(r"(?<![\d-])(?P<code>\d{8})(?:\s?[-–]\s?(?P<check>\d))?(?![\d-])")
"""A code in running text. Without a check digit it may be any eight-digit number: ask for `is_division` as well."""


@dataclass(frozen=True, slots=True, order=True)
class Cpv:
    """A CPV code: eight digits, and the check digit where one was given."""

    code: str
    check: str | None = None

    @property
    def division(self) -> str:
        """Two digits, for example "85"."""
        return self.code[:2]

    @property
    def group(self) -> str:
        """Three digits, for example "853". A code for a whole division gives "850"."""
        return self.code[:3]

    @property
    def is_group_level(self) -> bool:
        """True if the code names at least a group, not a whole division only."""
        return self.code[2] != "0"

    def covers(self, other: Cpv) -> bool:
        """True if the other code is this code or lies below it in the tree (85000000 covers 85311000)."""
        stem = self.code.rstrip("0")
        return other.code.startswith(stem if len(stem) > 1 else self.code[:2])

    def __str__(self) -> str:
        return f"{self.code}-{self.check}" if self.check else self.code


@dataclass(frozen=True, slots=True)
class CpvRange:
    """Codes from low to high, both included, as eight digits."""

    low: str
    high: str

    def __contains__(self, code: object) -> bool:
        return isinstance(code, str) and self.low <= code <= self.high


def parse_cpv(text: str) -> Cpv:
    """A code as people write it: `85311000-2`, `85311000`, `CPV 85311000 - 2`.

    Raises `UpplintError` (U253) if it is none.
    """
    cleaned = re.sub(r"^\s*cpv(?:-?kod)?\s*:?\s*", "", text, flags=re.IGNORECASE).strip()
    match = CPV_PATTERN.fullmatch(cleaned)
    if match is None:
        raise UpplintError(
            "U253", f"”{text}” är ingen CPV-kod. Skriv åtta siffror, gärna med kontrollsiffra: 85311000-2."
        )
    return Cpv(match["code"], match["check"])


def check_digit(code: Cpv) -> str:
    """The check digit that belongs to the eight digits of a code: their sum, weighted 3, 7, 1 in turn, modulo 10.

    Found from the published codes with their check digits, all of which it gives; no source states it.
    """
    return str(sum(weight * int(digit) for weight, digit in zip((3, 7, 1) * 3, code.code, strict=False)) % 10)


@cache
def _data() -> Mapping[str, Any]:
    data: Mapping[str, Any] = read_yaml(rules_path("law", "cpv.yaml"))
    return data


@cache
def cpv_list(name: CpvList) -> tuple[CpvRange, ...]:
    """The ranges of a statute's list, in the order of the statute; single codes are ranges of one."""
    return tuple(_range(str(item)) for item in _data()["lists"][name])


def _range(item: str) -> CpvRange:
    low, _, high = item.partition("-")
    return CpvRange(low, high or low)


def in_list(code: Cpv | str, name: CpvList) -> bool:
    """True if the statute's list names the code or a range that holds it.

    The lists are closed: a code below a single listed code, for example under 98000000, is not in it.
    """
    digits = code.code if isinstance(code, Cpv) else parse_cpv(code).code
    if digits in {str(item) for item in _data()["exceptions"].get(name, ())}:
        return False
    return any(digits in span for span in cpv_list(name))


def is_annex2(code: Cpv | str) -> bool:
    """True if bilaga 2 to LOU lists the code."""
    return in_list(code, "annex2")


def annex2_share(codes: Iterable[Cpv | str]) -> bool | None:
    """True if bilaga 2 lists every code, False if none, None if some or if there are no codes.

    For a mixed contract the part with the highest value decides (LOU 2 kap. 2 §), which codes cannot tell.
    """
    found = {is_annex2(code) for code in codes}
    return found.pop() if len(found) == 1 else None


def is_division(code: Cpv | str) -> bool:
    """True if the first two digits are a CPV division: a cheap test that eight digits are a CPV code."""
    return (code.code if isinstance(code, Cpv) else code)[:2] in _data()["divisions"]


def division_name(code: Cpv | str) -> str | None:
    """Swedish name of the code's division, or None if there is no such division."""
    name: str | None = _data()["divisions"].get((code.code if isinstance(code, Cpv) else code)[:2])
    return name


def contract_type(code: Cpv | str) -> ContractType:
    """What the code's division is for: 45 works, 03-44 and 48 goods, the rest (50-98) services."""
    division = int((code.code if isinstance(code, Cpv) else code)[:2])
    if division == 45:
        return "works"
    return "goods" if division <= 44 or division == 48 else "services"


@cache
def reserved_service_labels() -> Mapping[str, str]:
    """Swedish names of the codes in LOU 19 kap. 25 §, by eight digits.

    Source: code list `social-service-cpv` of the eForms SDK, Publications Office of the European Union, CC BY 4.0.
    """
    with rules_path("law", "cpv_reserved_services.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return MappingProxyType({row["code"]: row["name_sv"] for row in rows})
