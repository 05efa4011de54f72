"""What an eForms notice states, as facts. The notice outranks the documents (it is what the market was told)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from upplint.tender.model import Fact, FactValue, Ground
from upplint.tender.notice_model import Amount, Notice, NoticeLot
from upplint.tender.regime import Procedure
from upplint.tender.regime_facts import PROCEDURES

_PERCENT = ("per-exa", "per-mid")  # exact percentage, middle of a range

_SWEDISH_PROCEDURE = {procedure: words for words, procedure in reversed(list(PROCEDURES.items()))}


def notice_facts(notices: Sequence[Notice]) -> dict[str, tuple[Fact, ...]]:
    """The facts of the notices, by name, in the order of the notices."""
    found: dict[str, list[Fact]] = {}
    for notice in notices:
        for name, value, unit in _stated(notice):
            found.setdefault(name, []).append(Fact(name, value, unit, Ground.NOTICE, 1.0, file=notice.file))
    return {name: tuple(facts) for name, facts in found.items()}


def _stated(notice: Notice) -> Iterator[tuple[str, FactValue, str]]:
    plain: Mapping[str, FactValue | None] = {
        "subject": notice.title,
        "authority": notice.buyer,
        "buyer_kind": notice.buyer_kind,
        "law": notice.law,
        "contract_type": notice.nature,
        "published": notice.published or notice.dispatched,
        "procedure": _procedure(notice),
    }
    for name, value in plain.items():
        if value is not None:
            yield name, value, ""
    yield from _money("estimated_value", notice.value or _sum([lot.value for lot in notice.lots]))
    yield from _money("ceiling_value", notice.ceiling or _sum([lot.ceiling for lot in notice.lots]))
    for code in notice.cpv:
        yield "cpv", str(code), ""
    if notice.lots:
        # One lot in a notice stands for a procurement that is not divided.
        yield "lots", len(notice.lots) if len(notice.lots) > 1 else 0, ""
        yield from _common(notice.lots)
    for name, count in (("lots_bid_max", notice.max_lots_submitted), ("lots_won_max", notice.max_lots_awarded)):
        if count is not None:
            yield name, count, ""


def _procedure(notice: Notice) -> str | None:
    if notice.regime_procedure is None:
        return None
    return _SWEDISH_PROCEDURE.get(Procedure(notice.regime_procedure))


def _money(name: str, amount: Amount | None) -> Iterator[tuple[str, FactValue, str]]:
    if amount is not None:
        yield name, amount.value, amount.currency or "SEK"


def _sum(amounts: Sequence[Amount | None]) -> Amount | None:
    """What all lots are worth together; None where one does not say, or where they are in several currencies."""
    said = [a for a in amounts if a is not None]
    if not said or len(said) < len(amounts) or len({a.currency for a in said}) > 1:
        return None
    return replace(said[0], value=sum((a.value for a in said), Decimal()))


def _common(lots: Sequence[NoticeLot]) -> Iterator[tuple[str, FactValue, str]]:
    """What all lots have in common; days count as the first that any lot has."""
    for name, field in (("tender_deadline", "tender_deadline"), ("question_deadline", "question_deadline")):
        days: list[date] = [d for lot in lots if (d := getattr(lot, field)) is not None]
        if days:
            yield name, min(days), ""
    months = {d.months for lot in lots if (d := lot.duration) is not None and d.months is not None}
    if len(months) == 1:
        term = months.pop()
        if isinstance(term, Decimal) and term == term.to_integral_value():
            yield "term_months", int(term), "months"
    for name, values in (
        ("suppliers", {lot.max_suppliers for lot in lots}),
        ("start", {lot.start for lot in lots}),
    ):
        value = next(iter(values)) if len(values) == 1 else None
        if value is not None:
            yield name, value, ""
    frameworks = {lot.framework != "none" for lot in lots if lot.framework is not None}
    if len(frameworks) == 1:
        yield "framework", frameworks.pop(), ""
    if any(lot.reserved_participation for lot in lots):
        yield "reserved", True, ""
    elif all(lot.free_participation for lot in lots):
        yield "reserved", False, ""
    yield from _award(lots)


def _award(lots: Sequence[NoticeLot]) -> Iterator[tuple[str, FactValue, str]]:
    """The award basis from the types of the criteria (BT-539), and the weight of the price (BT-541) where it is
    stated in percent; only what all lots have in common."""
    bases = {b for lot in lots if (b := _basis({c.type for c in lot.criteria if c.type})) is not None}
    if len(bases) != 1:
        return
    yield "award_basis", bases.pop(), ""
    shares = {
        c.weight for lot in lots for c in lot.criteria if c.type == "price" and c.weight and c.weight_kind in _PERCENT
    }
    if len(shares) == 1:
        yield "price_weight", shares.pop(), "percent"


def _basis(types: set[str]) -> str | None:
    if not types:
        return None
    if "quality" in types:
        return "quality_price"
    return "cost" if "cost" in types else "price"
