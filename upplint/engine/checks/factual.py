"""The same fact stated with different values: notice against documents, and documents against themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from upplint.engine.checks import check
from upplint.engine.context import Context, Match
from upplint.tender.model import Fact, Ground, Role

_SURE = 0.88  # certainty of both statements: a false contradiction costs trust
_SURE_PROCEDURE = 0.93
_NEAR_NOTICE = 0.8
_LEAST_EXCERPT = 8
_PASSED_OVER = frozenset({Role.TEMPLATE, Role.QUESTIONS})  # answers to questions change facts on purpose

_NAMES = {
    "sv": {
        "tender_deadline": "Sista anbudsdag",
        "question_deadline": "Sista dag för frågor",
        "validity_date": "Anbudets giltighetstid",
        "term_months": "Avtalstiden",
        "extension_months": "Förlängningen",
        "estimated_value": "Det uppskattade värdet",
        "ceiling_value": "Takvärdet",
        "suppliers": "Antalet leverantörer",
        "procedure": "Förfarandet",
        "lots": "Antalet delar",
        "lots_bid_max": "Antalet delar som man får lämna anbud på",
        "lots_won_max": "Antalet delar som en leverantör kan få",
        "price_weight": "Prisets vikt",
        "framework": "Uppgiften om ramavtal",
        "cpv": "CPV-koden",
        "published": "Annonsdagen",
        "start": "Avtalets första dag",
        "award_basis": "Grunden för tilldelning",
        "reserved": "Uppgiften om upphandlingen är reserverad",
    },
    "en": {
        "tender_deadline": "The last tender day",
        "question_deadline": "The last day for questions",
        "validity_date": "The validity of tenders",
        "term_months": "The term",
        "extension_months": "The extension",
        "estimated_value": "The estimated value",
        "ceiling_value": "The ceiling",
        "suppliers": "The number of suppliers",
        "procedure": "The procedure",
        "lots": "The number of lots",
        "lots_bid_max": "The number of lots that may be bid on",
        "lots_won_max": "The number of lots that one supplier can win",
        "price_weight": "The weight of the price",
        "framework": "Whether it is a framework",
        "cpv": "The CPV code",
        "published": "The day of publication",
        "start": "The first day of the contract",
        "award_basis": "The award basis",
        "reserved": "Whether the procurement is reserved",
    },
}
_BASES = {
    "sv": {"price": "pris", "cost": "kostnad", "quality_price": "pris och kvalitet"},
    "en": {"price": "price", "cost": "cost", "quality_price": "price and quality"},
}


@check(values=("what", "one", "other", "where"), params=("facts",))
def rivals(context: Context, params: Mapping[str, Any]) -> Iterator[Match]:
    """The documents state one of the facts twice, with different values.

    Strict: both statements are sure, of the same unit, in one sentence with their cue, and not of a lot, a draft to be
    filled in, or the longest term against the first one. Params: `facts`, names of facts. Values: the fact in words,
    both values, and where the first one stands.
    """
    for name in params["facts"]:
        known = context.facts.all(name)
        stated = [f for f in known if _counts(context, f)]
        if not stated or known[0].ground is Ground.USER:
            continue
        first = stated[0]
        there = context.at_fact(first)
        other = next((f for f in stated[1:] if _differ(context, first, f)), None)
        here = context.at_fact(other)
        if other is not None and here is not None and there is not None:
            values = _values(context, name, first, other)
            yield Match(here.view, here.start, here.end, values=values, also=((there.view, there.start, there.end),))


@check(values=("what", "one", "other", "where"), params=("facts",))
def notice(context: Context, params: Mapping[str, Any]) -> Iterator[Match]:
    """The notice and the documents state one of the facts with different values.

    Params: `facts`, names of facts. Values: the fact in words, the notice's value, the document's value, the notice's
    file. CPV codes differ when none of the documents' codes is in the notice.
    """
    for name in params["facts"]:
        stated = context.facts.all(name)
        told = [f for f in stated if f.ground is Ground.NOTICE]
        said = [f for f in stated if f.ground is Ground.DOCUMENT and f.certainty >= _NEAR_NOTICE]
        if not told or not said or any(_agree(context, t, s) for t in told for s in said):
            continue
        here = context.at_fact(said[0])
        if here is not None:
            values = {**_values(context, name, told[0], said[0]), "where": told[0].file}
            yield Match(here.view, here.start, here.end, values=values)


def _counts(context: Context, fact: Fact) -> bool:
    """Sure enough to be half of a contradiction."""
    least = _SURE_PROCEDURE if fact.name == "procedure" else _SURE
    return (
        fact.ground is Ground.DOCUMENT
        and fact.certainty >= least
        and len(fact.excerpt) > _LEAST_EXCERPT
        and "[" not in fact.excerpt
        and "lot" not in fact.unit
        and "in all" not in fact.unit
        and fact.document is not None
        and context.views[fact.document].role not in _PASSED_OVER
    )


def _differ(context: Context, one: Fact, other: Fact) -> bool:
    if one.value == other.value or one.unit != other.unit:
        return False
    if one.name == "term_months":
        return not _same_term(context, one, other)
    if one.name in ("estimated_value", "ceiling_value", "suppliers"):
        # With several lots each may have a value and a number of its own.
        lots = context.facts.value("lots")
        return not (isinstance(lots, int) and lots > 1)
    return True


def _same_term(context: Context, one: Fact, other: Fact) -> bool:
    """One is the first term, the other the longest one."""
    extension = context.facts.value("extension_months")
    more = int(extension) if isinstance(extension, int | Decimal) else 0
    short, long = sorted((int(str(one.value)), int(str(other.value))))
    return bool(more) and short + more == long


def _agree(context: Context, told: Fact, said: Fact) -> bool:
    if told.name == "cpv":
        return str(told.value)[:8] == str(said.value)[:8]
    if told.name == "term_months" and _same_term(context, said, told):
        return True
    if told.unit != said.unit:
        return True  # nothing to compare
    return told.value == said.value


def _values(context: Context, name: str, one: Fact, other: Fact) -> dict[str, object]:
    language = context.language
    where = one.file.rsplit("/", 1)[-1]
    if one.section:
        where = f"{'avsnitt' if language == 'sv' else 'section'} {one.section}"
        if one.document != other.document:
            where = f"{one.file.rsplit('/', 1)[-1]}, {where}"
    return {
        "what": _NAMES[language].get(name, name),
        "one": _shown(one, language),
        "other": _shown(other, language),
        "where": where,
    }


def _shown(fact: Fact, language: str) -> str:
    """The value as readers expect it."""
    swedish = language == "sv"
    value = fact.value
    if isinstance(value, bool):
        return ("ja" if value else "nej") if swedish else ("yes" if value else "no")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal) and fact.unit.startswith("SEK"):
        whole = f"{int(value):,}"
        return f"{whole.replace(',', ' ')} kr" if swedish else f"SEK {whole}"
    if fact.name == "price_weight":
        return f"{value} procent" if swedish else f"{value} percent"
    if fact.name.endswith("_months"):
        return f"{value} månader" if swedish else f"{value} months"
    return _BASES[language].get(str(value), str(value))
