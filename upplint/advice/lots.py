"""A lot plan out of the places, services and products that the documents list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from upplint.tender.facts.sums import total_value
from upplint.tender.model import Tender
from upplint.tender.opportunities.case import Case
from upplint.tender.parts import SeparablePart, groups, separable_parts, service_fields

_LEAST, _MOST = 2, 8
_NUMBER = re.compile(r"(?P<number>\d[\d\s\u00a0]*(?:,\d+)?)\s*(?P<unit>(?:m[23]\b|\D)*)$")  # the 2 of "m2" is no number
#: Columns that say more of the work than a count of objects does.
_MEASURES = re.compile(r"m2|m²|kvm|kvadratmeter|timm|ton\b|kilometer|\bkm\b|portion|deltagar|elev|måltid|platser", re.I)
_AREA = re.compile(r"m2|m²|kvm|kvadratmeter", re.I)
_COUNT = re.compile(r"^(?:(?:uppskatta[dt]e?|beräkna[dt]e?|antal|minst|högst)\s+)+", re.I)
_ROUND = Decimal(100_000)


@dataclass(frozen=True, slots=True)
class PlannedLot:
    """A proposed lot.

    Attributes:
        name: "A", "B" ...
        what: place, service or product as the documents say it.
        quantity: as the documents say it, empty where they do not.
        share: percent of the quantities, None where they cannot be compared.
        value: SEK, rounded to 100,000; None where nothing can be said.
    """

    name: str
    what: str
    quantity: str = ""
    share: int | None = None
    value: Decimal | None = None


@dataclass(frozen=True)
class LotPlan:
    """A proposed division.

    Attributes:
        kind: what the lots are: `place`, `service` or `product`.
        lots: in the order of the documents.
        most_won: how many lots one supplier should win at most; None with two lots.
        mixed: services of other kinds stand beside the places, so that shares say nothing of the whole value.
    """

    kind: str
    lots: tuple[PlannedLot, ...]
    most_won: int | None
    mixed: bool = False


def lot_plan(tender: Tender) -> LotPlan | None:
    """A division to consider.

    The lots are the first list of two to eight places (else products, else services) that the documents give,
    those with quantities first; services of other kinds than the rest become lots of their own. Shares come from the
    quantities, values from the shares of the whole value.

    Returns:
        None for a call-off, a direct award, a choice system, a tender already divided, or where nothing is listed.
    """
    facts, case = tender.facts, Case(tender)
    lots = facts.value("lots")
    if facts.value("call_off") is True or (isinstance(lots, int) and lots > 0):
        return None
    if not set(case.regimes) & {"A", "B"}:
        return None
    found = separable_parts(tender)
    chosen = next((g for kind in ("place", "product") if (g := _first(found, kind))), ())
    services = _unlike(found, case.codes)
    if len(services) < _LEAST:
        services = ()
    if not chosen and not services:
        return None
    mixed = bool(chosen and services)
    others = services[1:] if mixed else services  # the first kind of service is the one that the places share
    total = None if mixed else total_value(facts)
    amounts = [(p, _amount(tender, p)) for p in chosen]
    planned = [*_with_shares(amounts, total), *(PlannedLot("", p.name, p.quantity) for p in others)][:_MOST]
    named = tuple(
        PlannedLot(chr(ord("A") + i), lot.what, lot.quantity, lot.share, lot.value) for i, lot in enumerate(planned)
    )
    if len(named) < _LEAST:
        return None
    kind = chosen[0].kind if chosen else "service"
    return LotPlan(kind, named, (len(named) + 1) // 2 if len(named) > _LEAST else None, mixed)


def _first(found: Sequence[SeparablePart], kind: str) -> tuple[SeparablePart, ...]:
    fitting = [g for g in groups(found) if g[0].kind == kind and _LEAST <= len(g) <= _MOST]
    measured = [g for g in fitting if all(p.quantity for p in g)]
    return min(measured or fitting, key=lambda g: g[0].group, default=())


def _unlike(found: Sequence[SeparablePart], codes: Sequence[str]) -> tuple[SeparablePart, ...]:
    """One service of each field, those of the main code's division first.

    A field counts only where a CPV code of the tender lies in one of its divisions: the subjects of a course and the
    trades of consultants are named in the same words but are not bought as such.
    """
    bought = {code[:2] for code in codes}
    seen: dict[str, SeparablePart] = {}
    for part in found:
        if part.kind == "service" and part.field:
            seen.setdefault(part.field, part)
    divisions = {f.name: f.divisions for f in service_fields()}
    if bought:
        seen = {field: part for field, part in seen.items() if bought.intersection(divisions[field])}
    main = codes[0][:2] if codes else ""
    return tuple(sorted(seen.values(), key=lambda p: (main not in divisions[p.field], p.document, p.start)))


def _amount(tender: Tender, part: SeparablePart) -> str:
    """The part's quantity: a measure of the work where the row has one, else as found."""
    document = tender.parts[part.document].document
    block = document.block_at(part.start)
    heads = {
        c.column: row.text[c.start : c.end]
        for row in document.blocks
        if row.header_row and row.table is not None and row.table == block.table
        for c in row.cells
    }
    for cell in block.cells:
        value = block.text[cell.start : cell.end].strip()
        head = cell.header or heads.get(cell.column, "")
        if _MEASURES.search(head) and _NUMBER.fullmatch(value):
            return f"{value} {_unit(head)}".strip()
    return part.quantity


def _unit(head: str) -> str:
    """The unit of a column: "m²" for "Städyta (m2)", "deltagare per år" for "Antal deltagare per år"."""
    if _AREA.search(head):
        return "m²"
    inside = re.search(r"\((?P<unit>[^)]{1,12})\)", head)
    if inside:
        return inside["unit"]
    words = _COUNT.sub("", head.split(",", maxsplit=1)[0].strip())
    return words[:1].lower() + words[1:]


def _with_shares(amounts: Sequence[tuple[SeparablePart, str]], total: Decimal | None) -> list[PlannedLot]:
    matches = [_NUMBER.search(a) for _, a in amounts]
    numbers = [Decimal(re.sub(r"\s", "", m["number"]).replace(",", ".")) if m else None for m in matches]
    units = {m["unit"].strip().lower() for m in matches if m}
    known = [n for n in numbers if n is not None]
    whole = sum(known, Decimal(0))
    if len(known) < len(numbers) or len(units) > 1 or not whole:
        return [PlannedLot("", p.name, a) for p, a in amounts]
    shares = _percents(known, whole)
    return [
        PlannedLot("", p.name, a, share, _rounded(total * n / whole) if total is not None else None)
        for (p, a), n, share in zip(amounts, known, shares, strict=True)
    ]


def _rounded(value: Decimal) -> Decimal:
    return (value / _ROUND).quantize(Decimal(1), ROUND_HALF_UP) * _ROUND


def _percents(numbers: Sequence[Decimal], whole: Decimal) -> list[int]:
    """Whole percents that add up to 100: the largest remainders are rounded up."""
    exact = [n * 100 / whole for n in numbers]
    floors = [int(e) for e in exact]
    order = sorted(range(len(exact)), key=lambda i: (floors[i] - exact[i], i))
    for i in order[: 100 - sum(floors)]:
        floors[i] += 1
    return floors
