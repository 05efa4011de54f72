"""What the regime engine takes in and gives out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from upplint.tender.cpv import ContractType

Regime = Literal["A", "B", "C"]
Law = Literal["LOU", "LUF", "LUK", "LUFS", "LOV"]
Buyer = Literal["state", "other"]

PRESENT_RULES_FROM = date(2022, 2, 1)
"""19 and 19 a kap. LOU in their present form (SFS 2021:1110)."""

ORDER: tuple[Regime, ...] = ("A", "B", "C")


class Procedure(StrEnum):
    """The procedure as the documents state it."""

    OPEN = "open"
    RESTRICTED = "restricted"  # selektivt förfarande
    NEGOTIATED = "negotiated"  # förhandlat förfarande med föregående annonsering
    NEGOTIATED_WITHOUT_NOTICE = "negotiated_without_notice"
    COMPETITIVE_DIALOGUE = "competitive_dialogue"
    INNOVATION_PARTNERSHIP = "innovation_partnership"
    CHAPTER_19 = "chapter_19"  # "enligt 19 kap. LOU"
    SIMPLIFIED = "simplified"  # förenklat förfarande, the word until 2022-01-31
    SELECTION = "selection"  # urvalsförfarande, the word until 2022-01-31
    DIRECT_AWARD = "direct_award"
    CALL_OFF = "call_off"  # avrop or förnyad konkurrensutsättning under a framework
    DYNAMIC = "dynamic"  # dynamiskt inköpssystem
    CHOICE_SYSTEM = "choice_system"  # valfrihetssystem, LOV


@dataclass(frozen=True, slots=True)
class RegimeFacts:
    """What is known of a procurement. Everything may be missing.

    Attributes:
        value_sek: estimated total value excluding VAT, options and extensions included (LOU 5 kap. 3 §).
        buyer: "state" for central authorities, "other" for municipalities, regions, their companies and others.
        law: the act the documents name; None is taken as LOU.
        contract_type: None is inferred from the CPV codes.
        cpv: codes, main code first.
        procedure: as the documents state it.
        published: the day the call for tenders is sent.
        advertised: True if tenders are publicly called for, False if not.
        directive_governed: what the documents say in so many words.
        stated: the user's own word; it wins.
    """

    value_sek: Decimal | None = None
    buyer: Buyer | None = None
    law: Law | None = None
    contract_type: ContractType | None = None
    cpv: tuple[str, ...] = ()
    procedure: Procedure | None = None
    published: date | None = None
    advertised: bool | None = None
    directive_governed: bool | None = None
    stated: Regime | None = None


@dataclass(frozen=True, slots=True)
class RegimeDecision:
    """Which rules apply, and why. Immutable; `dataclasses.asdict` gives plain values.

    Attributes:
        regime: "A", "B", "C", or None when it is not decided (or the act is LOV).
        candidates: regimes still possible, in order; one when decided, none under LOV.
        certainty: 0-1; 0 when not decided.
        reasons: plain Swedish sentences with numbers and paragraphs.
        missing: facts that would decide it, as Swedish sentences that say how.
        near_threshold: the value lies within ten percent of a limit that matters.
        warnings: what to be careful with, each once.
        law: the act that was reckoned with.
        day: the day of publication (ISO 8601), or None.
    """

    regime: Regime | None = None
    candidates: tuple[Regime, ...] = ORDER
    certainty: float = 0.0
    reasons: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    near_threshold: bool = False
    warnings: tuple[str, ...] = ()
    law: str = "LOU"
    day: str | None = None
