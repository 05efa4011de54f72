"""What the user states of the procurement: options and the table `[facts]` of `upplint.toml` beside the tender."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from upplint.errors import ConfigError, UpplintError
from upplint.tender.model import Fact, FactValue, Ground

FILE_NAME = "upplint.toml"


#: What one is worth, by the word behind the number.
_WORTH: Mapping[str, int] = {
    **dict.fromkeys(("", "kr", "kronor", "sek"), 1),
    **dict.fromkeys(("tkr", "kkr", "ksek"), 10**3),
    **dict.fromkeys(("mkr", "mnkr", "msek", "miljon", "miljoner"), 10**6),
    **dict.fromkeys(("mdkr", "miljard", "miljarder"), 10**9),
}
#: An amount without spaces: points or nothing between the thousands, comma or point before the decimals.
_AMOUNT = re.compile(
    r"(?P<number>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)(?P<unit>[a-z]*?)(?:(?<=[nrd])(?:kr|kronor|sek))?\.?"
)
_THOUSANDS = re.compile(r"\.(?=\d{3}(?:\D|$))")
#: Nothing is procured for less: such a number is meant in millions, or is a slip.
_LEAST_VALUE = 1000


def _money(value: Any) -> Decimal:
    text = re.sub(r"[\s_\u00a0\u202f]", "", str(value)).lower()
    if text.startswith("-"):
        raise ValueError("Beloppet kan inte vara negativt.")
    match = _AMOUNT.fullmatch(text)
    if match is None or match["unit"] not in _WORTH:
        raise ValueError("Skriv beloppet i kronor med siffror, till exempel 4500000 eller ”4,5 mkr”.")
    digits = match["number"]
    if match["unit"] in ("", "kr", "kronor", "sek") and not isinstance(value, float):
        digits = _THOUSANDS.sub("", digits)
    number = Decimal(digits.replace(",", ".")) * _WORTH[match["unit"]]
    if number < _LEAST_VALUE:
        meant = f" Menar ni miljoner? Skriv ”{match['number'].replace('.', ',')} mkr”." if number else ""
        raise ValueError(f"Beloppet är mindre än 1 000 kronor.{meant} Annars: skriv hela beloppet i kronor.")
    return number


def _whole(value: Any, least: int = 0, help_: str = "Talet kan inte vara negativt.") -> int:
    try:
        number = int(str(value).strip())
    except ValueError:
        raise ValueError("Skriv ett heltal.") from None
    if number < least:
        raise ValueError(help_)
    return number


def _term(value: Any) -> int:
    return _whole(value, 1, "Avtalstiden är minst 1 månad. Skriv antal månader, till exempel 24 för två år.")


def _suppliers(value: Any) -> int:
    return _whole(value, 1, "Avtal sluts med minst 1 leverantör.")


def _date(value: Any) -> date:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value).strip())
    except ValueError:
        raise ValueError("Skriv datumet som ÅÅÅÅ-MM-DD.") from None


def _flag(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    word = str(value).strip().lower()
    if word in ("ja", "true", "sant"):
        return True
    if word in ("nej", "false", "falskt"):
        return False
    raise ValueError("Skriv true eller false.")


def _percent(value: Any) -> Decimal:
    try:
        number = Decimal(str(value).replace("%", "").replace(",", ".").strip())
    except InvalidOperation:
        number = Decimal(-1)
    if not 0 <= number <= 100:
        raise ValueError("Skriv en andel mellan 0 och 100.")
    return number


def _one_of(*allowed: str) -> Callable[[Any], str]:
    def parse(value: Any) -> str:
        for choice in allowed:
            if str(value).strip().lower() == choice.lower():
                return choice
        raise ValueError(f"Välj något av: {', '.join(allowed)}.")

    return parse


def _text(value: Any) -> str:
    return str(value).strip()


def _cpv(value: Any) -> str:
    from upplint.tender.cpv import check_digit, is_division, parse_cpv

    try:
        code = parse_cpv(str(value))
    except UpplintError as error:
        raise ValueError(error.message) from error
    if not is_division(code):
        raise ValueError(f"Ingen CPV-kod börjar med {code.division}. Skriv åtta siffror, till exempel 85311000-2.")
    right = check_digit(code)
    if code.check not in (None, right):
        raise ValueError(
            f"Kontrollsiffran stämmer inte. Är koden rätt ska det vara {code.code}-{right}. Kontrollera alla siffror."
        )
    return str(code)


#: Facts that can be stated: name -> (parser, unit, what it is in Swedish).
STATABLE: Mapping[str, tuple[Callable[[Any], FactValue], str, str]] = {
    "authority": (_text, "", "Vem som köper"),
    "buyer_kind": (_one_of("state", "other"), "", "Slags köpare: state för en statlig myndighet, other för alla andra"),
    "law": (_one_of("LOU", "LUF", "LUK", "LUFS", "LOV"), "", "Lag som upphandlingen följer"),
    "regime": (
        _one_of("A", "B", "C"),
        "",
        "Regler i LOU: A för direktivstyrd upphandling, B för 19 kap., C för direktupphandling",
    ),
    "procedure": (_text, "", "Förfarande, till exempel öppet förfarande"),
    "contract_type": (
        _one_of("services", "goods", "works"),
        "",
        "Slags köp: services för tjänster, goods för varor, works för byggentreprenad",
    ),
    "call_off": (_flag, "", "Är det ett avrop från ett ramavtal? true eller false"),
    "framework": (_flag, "", "Är det ett ramavtal? true eller false"),
    "suppliers": (_suppliers, "", "Antal leverantörer som får avtal"),
    "estimated_value": (_money, "SEK", "Uppskattat värde för hela avtalstiden, med förlängningar, utan moms"),
    "ceiling_value": (_money, "SEK", "Takvärde för ramavtalet, utan moms"),
    "yearly_value": (_money, "SEK per year", "Värde per år, utan moms"),
    "term_months": (_term, "months", "Avtalstid utan förlängning, i månader"),
    "extension_months": (_whole, "months", "Möjlig förlängning, i månader"),
    "start": (_date, "", "Första dag för avtalet"),
    "lots": (_whole, "", "Antal anbudsområden, 0 om upphandlingen inte är uppdelad"),
    "cpv": (_cpv, "", "CPV-kod"),
    "award_basis": (
        _one_of("price", "cost", "quality_price"),
        "",
        "Grund för tilldelning: price för lägsta pris, cost för kostnad, quality_price för pris och kvalitet",
    ),
    "price_weight": (_percent, "percent", "Prisets vikt i procent"),
    "tender_deadline": (_date, "", "Sista dag för anbud"),
    "question_deadline": (_date, "", "Sista dag för frågor"),
    "published": (_date, "", "Dag då upphandlingen annonserades"),
    "validity_date": (_date, "", "Dag då anbuden slutar gälla"),
}


def stated_facts(values: Mapping[str, Any], file: str = "") -> dict[str, tuple[Fact, ...]]:
    """Facts as the user stated them, checked.

    Args:
        values: raw values by fact name; lists where a fact has several values (`cpv`).
        file: the settings file they come from, empty for options.

    Raises:
        ConfigError (U230, U231): an unknown name, with the closest known one, or a value that cannot be understood.
    """
    out: dict[str, tuple[Fact, ...]] = {}
    for name, raw in values.items():
        if name not in STATABLE:
            close = get_close_matches(name, STATABLE, 1)
            hint = f" Menar ni ”{close[0]}”?" if close else f" Välj något av: {', '.join(STATABLE)}."
            raise ConfigError("U230", f"Uppgiften ”{name}” finns inte.{hint}")
        parse, unit, _ = STATABLE[name]
        listed = raw if isinstance(raw, list | tuple) else [raw]
        try:
            parsed = [parse(item) for item in listed]
        except ValueError as error:
            where = f" i {file}" if file else ""
            raise ConfigError(
                "U231", f"Värdet ”{', '.join(map(str, listed))}” för ”{name}”{where} går inte att tolka. {error}"
            ) from error
        out[name] = tuple(Fact(name, value, unit, Ground.USER, 1.0, file=file) for value in parsed)
    return out


def toml_help(error: Exception) -> str:
    """What to look at in a TOML file that could not be read: a Swedish sentence, with the line where it is known."""
    if isinstance(error, UnicodeDecodeError):
        return "Spara den som UTF-8."
    line = re.search(r"line (\d+)", str(error))  # what Python says is in English
    return f"Kontrollera rad {line[1]}." if line else "Kontrollera slutet av filen."


def read_stated(root: Path | None) -> dict[str, tuple[Fact, ...]]:
    """The facts of `upplint.toml` in the tender's folder; empty where there is none.

    Raises:
        ConfigError (U232): the file is not valid TOML.
    """
    path = root / FILE_NAME if root else None
    if path is None or not path.is_file():
        return {}
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError("U232", f"Filen {path} går inte att läsa som TOML. {toml_help(error)}") from error
    table = data.get("facts", {})
    if not isinstance(table, dict):
        raise ConfigError("U232", f"I {path} ska [facts] vara en tabell.")
    return stated_facts(table, path.name)
