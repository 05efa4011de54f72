"""Fills texts with what was found, in Swedish and English."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from upplint.engine.numbers import as_number
from upplint.engine.primitives import Texts
from upplint.language.quantities import Quantity
from upplint.tender.model import Fact

if TYPE_CHECKING:
    from upplint.engine.context import Context, Match
    from upplint.engine.schema import Rule

PLACEHOLDER = re.compile(r"\{([a-z_]+(?:\.[a-z_]+)*)\}")
#: Names that every message may use; checks and ways to find add their own.
COMMON = frozenset({"matched", "count", "section", "page", "file"})
#: Names by kind of find.
BY_KIND: Mapping[str, frozenset[str]] = {
    "phrases": frozenset({"replacement"}),
    "terms": frozenset({"term", "replacement", "plain"}),
    "pattern": frozenset({"value"}),
    "requirement": frozenset({"value", "limit", "ratio", "fact"}),
    "fact": frozenset({"value", "limit", "ratio", "fact"}),
    "file": frozenset({"value"}),
}
_SPACE = "\u00a0"


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put values into a text. A name without a value is left out with the blank before it."""
    return PLACEHOLDER.sub(lambda m: values.get(m[1], ""), text).replace("  ", " ").strip()


def names_in(texts: Texts | None) -> frozenset[str]:
    """Names of the placeholders in a text."""
    if texts is None:
        return frozenset()
    return frozenset(PLACEHOLDER.findall(texts.sv)) | frozenset(PLACEHOLDER.findall(texts.en))


def values_of(context: Context, rule: Rule, match: Match, wanted: frozenset[str], count: int = 1) -> dict[str, str]:
    """The values of a match as words.

    Args:
        wanted: names in the rule's texts, for parameters and facts (`param.limit`, `fact.estimated_value`,
            `fact.estimated_value.where`).
        count: number of places put together.
    """
    language = context.language
    view = context.views[match.view]
    block = view.document.block_at(match.start) if view.document.blocks else None
    out = {
        "matched": " ".join(context.text(match).split()),
        "count": str(count),
        "section": view.document.section_number(block) if block else "",
        "page": str(view.document.page_at(match.start) or "") if block else "",
        "file": view.document.file,
    }
    unit = _unit_of(match)
    for name, value in match.values.items():
        if name == "quantity":
            out["value"] = _quantity_words(value, unit, language)
        elif isinstance(value, Fact):
            out[name] = fact_words(value, language)
        elif name == "ratio":
            out[name] = plain_number(as_number(value) or Decimal(0), language, places=1)
        elif name in ("limit", "value"):
            out[name] = amount(value, unit, language)
        elif name != "unit":
            out[name] = amount(value, "", language)
    for name in wanted:
        kind, _, rest = name.partition(".")
        if kind == "param" and rest in rule.parameters:
            out[name] = amount(context.parameter(rule, rest), "", language)
        elif kind == "fact" and rest:
            fact_name, _, what = rest.partition(".")
            fact = context.facts.get(fact_name)
            if fact is None:
                out[name] = "" if what else _UNKNOWN[language]
            else:
                out[name] = where(fact, language) if what == "where" else amount(fact.value, fact.unit, language)
    return out


def _unit_of(match: Match) -> str:
    quantity = match.values.get("quantity")
    if isinstance(quantity, Quantity):
        return f"{quantity.unit} per {quantity.rate}" if quantity.rate else quantity.unit
    return str(match.values.get("unit", ""))


def _quantity_words(quantity: object, unit: str, language: str) -> str:
    if not isinstance(quantity, Quantity):
        return amount(quantity, unit, language)
    return amount(quantity.date or quantity.value, unit, language)


_UNKNOWN = {"sv": "okänt", "en": "not known"}
_UNITS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "sv": {
        "minute": ("minut", "minuter"),
        "hour": ("timme", "timmar"),
        "day": ("dag", "dagar"),
        "workday": ("arbetsdag", "arbetsdagar"),
        "week": ("vecka", "veckor"),
        "month": ("månad", "månader"),
        "year": ("år", "år"),
        "percent": ("procent", "procent"),
        "point": ("poäng", "poäng"),
        "m2": ("m²", "m²"),
        "fte": ("årsarbete", "årsarbeten"),
        "PBB": ("prisbasbelopp", "prisbasbelopp"),
    },
    "en": {
        "minute": ("minute", "minutes"),
        "hour": ("hour", "hours"),
        "day": ("day", "days"),
        "workday": ("working day", "working days"),
        "week": ("week", "weeks"),
        "month": ("month", "months"),
        "year": ("year", "years"),
        "percent": ("percent", "percent"),
        "point": ("point", "points"),
        "m2": ("m²", "m²"),
        "fte": ("full-time post", "full-time posts"),
        "PBB": ("price base amount", "price base amounts"),
    },
}
_RATES = {
    "sv": {"year": "per år", "month": "per månad", "week": "i veckan", "day": "per dag", "hour": "per timme"},
    "en": {"year": "a year", "month": "a month", "week": "a week", "day": "a day", "hour": "an hour"},
}


def amount(value: Any, unit: str, language: str) -> str:
    """A value with its unit as a reader writes it: `4,5 miljoner kronor`, `36 månader`, `2026-05-04`."""
    if value is None:
        return _UNKNOWN[language]
    if isinstance(value, bool):
        return {"sv": ("nej", "ja"), "en": ("no", "yes")}[language][value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple, frozenset)):
        return ", ".join(amount(v, unit, language) for v in value)
    number = as_number(value)
    if number is None:
        return str(value)
    base, _, per = unit.partition(" per ")
    if base not in _UNITS[language] and base.removesuffix("s") in _UNITS[language]:
        base = base.removesuffix("s")  # facts count in "months"
    if base in ("SEK", "EUR"):
        words = _money(number, base, language)
    else:
        names = _UNITS[language].get(base)
        words = plain_number(number, language)
        if names:
            words += _SPACE + names[number != 1]
    return f"{words} {_RATES[language].get(per, '')}".strip() if per else words


def _money(number: Decimal, currency: str, language: str) -> str:
    name = {"SEK": "kronor", "EUR": "euro"}[currency]
    if number >= 1_000_000:
        millions = plain_number(number / 1_000_000, language, places=2)
        if language == "en":
            return f"{currency} {millions} million"
        return f"{millions}{_SPACE}{'miljon' if number == 1_000_000 else 'miljoner'} {name}"
    whole = plain_number(number, language, places=2)
    return f"{currency} {whole}" if language == "en" else f"{whole}{_SPACE}{name}"


def plain_number(number: Decimal, language: str, places: int = 2) -> str:
    """A number with at most so many decimals, thousands set apart: `12 340,5` (sv, no-break space), `12,340.5` (en)."""
    rounded = number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    text = f"{rounded:,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if language == "en":
        return text
    return text.replace(",", _SPACE).replace(".", ",")


def fact_words(fact: Fact, language: str) -> str:
    """A fact's value with where it is stated: `4,5 miljoner kronor (s. 2)`."""
    place = where(fact, language)
    return f"{amount(fact.value, fact.unit, language)}{f' ({place})' if place else ''}"


def where(fact: Fact, language: str) -> str:
    """Where a fact is stated: `s. 2`, `avsnitt 1.1.8`, or that the user gave it."""
    if fact.page is not None:
        return f"{'s.' if language == 'sv' else 'p.'}{_SPACE}{fact.page}"
    if fact.section:
        return f"{'avsnitt' if language == 'sv' else 'section'} {fact.section}"
    if fact.document is None:
        return {"sv": "enligt er uppgift", "en": "as you stated"}[language]
    return ""


#: Facts in words, for "what is missing".
FACT_NAMES: Mapping[str, Texts] = {
    name: Texts(sv=sv, en=en)
    for name, sv, en in (
        ("estimated_value", "upphandlingens uppskattade värde", "the estimated value"),
        ("yearly_value", "värdet per år", "the yearly value"),
        ("ceiling_value", "takvärdet", "the ceiling value"),
        ("term_months", "avtalstiden", "the term of the contract"),
        ("extension_months", "möjlig förlängning", "possible extensions"),
        ("lots", "uppdelningen i delar", "the division into lots"),
        ("cpv", "CPV-koden", "the CPV code"),
        ("framework", "om det är ett ramavtal", "whether it is a framework agreement"),
        ("tender_deadline", "sista anbudsdag", "the last day for tenders"),
        ("question_deadline", "sista dag för frågor", "the last day for questions"),
        ("published", "publiceringsdagen", "the day of publication"),
        ("award_basis", "grunden för tilldelning", "the award basis"),
        ("volume", "volymen", "the volume"),
        ("suppliers", "antalet leverantörer", "the number of suppliers"),
    )
}


def missing_words(missing: tuple[str, ...], language: str) -> str:
    """Says which facts are not known and what to do about it."""
    names = [FACT_NAMES[m].of(language) if m in FACT_NAMES else m for m in missing]
    if language == "en":
        return f"Not found in the documents: {', '.join(names)}. State it and the finding becomes more certain."
    listed = " och ".join(filter(None, (", ".join(names[:-1]), names[-1])))
    return f"{listed[:1].upper()}{listed[1:]} framgår inte av dokumenten. Ange uppgiften så blir bedömningen säkrare."
