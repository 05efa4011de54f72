"""What a procurement notice says, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from upplint.tender.cpv import Cpv

_MONTHS = {"MONTH": Decimal(1), "YEAR": Decimal(12)}


@dataclass(frozen=True, slots=True)
class Amount:
    """Money: value without VAT, and currency (ISO 4217)."""

    value: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Duration:
    """A time as the notice gives it. `unit`: DAY, WEEK, MONTH, YEAR. `months` is None for days and weeks."""

    number: Decimal
    unit: str

    @property
    def months(self) -> Decimal | None:
        """In months, where the unit is months or years."""
        factor = _MONTHS.get(self.unit)
        return None if factor is None else self.number * factor


@dataclass(frozen=True, slots=True)
class NoticeCriterion:
    """An award criterion: BT-539 type (`price`, `quality`, `cost`), BT-734 name, BT-541 weight with its kind BT-5421
    (`per-exa` = percent, `poi-exa` = points, `ord-imp` = order)."""

    type: str | None
    name: str | None
    weight: Decimal | None
    weight_kind: str | None


@dataclass(frozen=True, slots=True)
class NoticeLot:
    """A lot (BT-137) and what the notice says of it. None or () = not said.

    `reserved_participation`: BT-71 codes without `none`; () also when it is said that nothing is reserved, which
    `free_participation` tells.
    `framework`: BT-765 code, `none` when it is said to be no framework; `dynamic`: BT-766 likewise.
    """

    id: str | None
    title: str | None
    nature: str | None
    value: Amount | None
    ceiling: Amount | None
    cpv: tuple[Cpv, ...]
    duration: Duration | None
    start: date | None
    end: date | None
    renewals: int | None
    sme_suitable: bool | None
    social: tuple[str, ...]
    reserved_participation: tuple[str, ...]
    free_participation: bool
    reserved_execution: bool | None
    validity: Duration | None
    framework: str | None
    dynamic: str | None
    max_suppliers: int | None
    tender_deadline: date | None
    request_deadline: date | None
    question_deadline: date | None
    criteria: tuple[NoticeCriterion, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice. None or () = not said.

    Attributes:
        file: name of the file.
        kind: root element, for example `ContractNotice`.
        subtype, notice_type, language, legal_basis, procedure, buyer_type: codes as given.
        law: "LOU", "LUF", "LUK" or "LUFS" from the legal basis.
        regime_procedure: value of `upplint.tender.regime.Procedure` for the procedure code.
        buyer_kind: "state" or "other" from the buyer's legal type (BT-11).
        buyer: name of the first buyer.
        title, nature ("services", "goods", "works"), value (BT-27), ceiling (BT-271, else BT-118): of the whole.
        cpv: main code first (BT-262), then others (BT-263), of the whole; codes that are not CPV are gaps.
        dispatched: BT-05; published: in the Official Journal.
        max_lots_submitted, max_lots_awarded: BT-31, BT-33.
        accelerated: BT-106.
        lots: in the order of the notice.
        lines: line in the file of each fact found, by name (`value`, `lots[0].ceiling` ...), sorted by name.
        gaps: Swedish sentences on what could not be understood.
    """

    file: str
    kind: str
    subtype: str | None
    notice_type: str | None
    language: str | None
    legal_basis: str | None
    law: str | None
    buyer: str | None
    buyer_type: str | None
    buyer_kind: str | None
    title: str | None
    nature: str | None
    value: Amount | None
    ceiling: Amount | None
    cpv: tuple[Cpv, ...]
    procedure: str | None
    regime_procedure: str | None
    accelerated: bool | None
    dispatched: date | None
    published: date | None
    max_lots_submitted: int | None
    max_lots_awarded: int | None
    lots: tuple[NoticeLot, ...]
    lines: tuple[tuple[str, int], ...]
    gaps: tuple[str, ...]
