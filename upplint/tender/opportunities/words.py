"""Swedish words for numbers, lists and regimes, and plain names of what CPV codes stand for."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from upplint.resources import rules_path
from upplint.tender._data import read_yaml

_HARD = "\u00a0"
_REGIMES = {
    "A": "är direktivstyrd",
    "B": "följer 19 kap. {law}",
    "C": "är en direktupphandling",
}
_CHAPTER_19 = {"LOU": "19 kap.", "LUF": "19 kap.", "LUK": "15 kap.", "LUFS": "15 kap."}


def grouped(value: Decimal | int) -> str:
    """A whole number in groups of three, with hard spaces."""
    return f"{int(value):,}".replace(",", _HARD)


def kronor(value: Decimal | int) -> str:
    """An amount, for example "4 500 000 kronor", with hard spaces."""
    return f"{grouped(value)}{_HARD}kronor"


def listed(words: Sequence[str], last: str = "och") -> str:
    """ "a, b och c" """
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def regime_name(regime: str, law: str = "LOU") -> str:
    """A regime as it stands after "Upphandlingen"."""
    return _REGIMES[regime].format(law=law).replace("19 kap.", _CHAPTER_19.get(law, "19 kap."))


@cache
def cpv_words(name: str) -> tuple[tuple[str, str], ...]:
    """A list of `rules/opportunities/cpv.yaml`: beginnings of codes with plain names, the longest first."""
    table = read_yaml(rules_path("opportunities", "cpv.yaml"))[name]
    return tuple(sorted(((str(k), str(v)) for k, v in table.items()), key=lambda kv: (-len(kv[0]), kv[0])))


def plain_name(code: str) -> str:
    """What a CPV code stands for in plain Swedish, empty where no list names it."""
    for name in ("work_integration", "labour", "welfare", "many_suppliers"):
        for prefix, word in cpv_words(name):
            if code.startswith(prefix):
                return word
    return ""
