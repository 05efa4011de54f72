"""Every state of the world that the known facts leave open, and the regimes the law allows in each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from upplint.tender.cpv import ContractType, annex2_share, contract_type, parse_cpv
from upplint.tender.regime_model import ORDER, PRESENT_RULES_FROM, Buyer, Procedure, Regime, RegimeFacts
from upplint.tender.thresholds import DirectAwardLimit, Kind, Threshold, direct_award_limit, threshold

_NEAR = Decimal("0.10")


@dataclass(frozen=True, slots=True)
class Case:
    """One possible state of the world."""

    buyer: Buyer
    type: ContractType
    annex2: bool
    day: date


@dataclass(frozen=True, slots=True)
class Limits:
    upper: Threshold | None
    direct: DirectAwardLimit | None


def days(facts: RegimeFacts) -> tuple[date, ...]:
    if facts.published:
        return (facts.published,)
    return (PRESENT_RULES_FROM, date(2024, 1, 1), date(2026, 1, 1))


def contract_types(facts: RegimeFacts) -> tuple[ContractType, ...]:
    if facts.contract_type:
        return (facts.contract_type,)
    if facts.cpv:
        return (contract_type(parse_cpv(facts.cpv[0])),)
    return ("services", "goods", "works")


def annex2_options(facts: RegimeFacts, kind: ContractType, law: str) -> tuple[bool, ...]:
    if kind != "services":
        return (False,)
    if not facts.cpv or law == "LUFS":  # the B services of LUFS are another list
        return (True, False)
    share = annex2_share(facts.cpv)
    return (True, False) if share is None else (share,)


def open_cases(facts: RegimeFacts, law: str) -> tuple[Case, ...]:
    buyers: tuple[Buyer, ...] = (facts.buyer,) if facts.buyer else ("state", "other")
    return tuple(
        Case(buyer, kind, annex2, day)
        for day in days(facts)
        for buyer in buyers
        for kind in contract_types(facts)
        for annex2 in annex2_options(facts, kind, law)
    )


def case_limits(case: Case, law: str) -> Limits:
    kind: Kind = "works" if case.type == "works" else case.buyer
    if law != "LOU":  # one value for all buyers; LUK has one value for everything
        kind = "works" if kind == "works" or law == "LUK" else "other"
    return Limits(threshold(kind, case.day, law), direct_award_limit(law, case.day, case.annex2))


def _allowed(case: Case, value: Decimal | None, law: str) -> frozenset[Regime]:
    """What the law allows in one case at one exact value."""
    limits = case_limits(case, law)
    regimes: set[Regime] = set()
    if not case.annex2 and (value is None or limits.upper is None or value >= limits.upper.value_sek):
        regimes.add("A")
    if case.annex2 or value is None or limits.upper is None or value < limits.upper.value_sek:
        regimes.add("B")
        direct = limits.direct
        bound = max(filter(None, (direct.value_sek, direct.welfare_sek))) if direct else None
        if value is None or bound is None or value < bound:
            regimes.add("C")
    return frozenset(regimes)


def _spread(value: Decimal | None, limits: Limits) -> tuple[Decimal | None, ...]:
    """The value itself, and the other side of each limit that lies within ten percent of it."""
    if value is None:
        return (None,)
    found = [value]
    for limit in _limit_values(limits):
        if abs(value - limit) <= limit * _NEAR:
            found += [limit, limit - 1]
    return tuple(found)


def _limit_values(limits: Limits) -> tuple[Decimal, ...]:
    direct = limits.direct
    candidates = (
        limits.upper.value_sek if limits.upper else None,
        direct.value_sek if direct else None,
        direct.welfare_sek if direct else None,
    )
    return tuple(v for v in candidates if v is not None)


def lawful_regimes(facts: RegimeFacts, law: str) -> frozenset[Regime]:
    """What the law allows in any case that may be so. The value of a call-off says nothing of its framework."""
    if facts.procedure is Procedure.CALL_OFF:
        return frozenset(ORDER)
    found: set[Regime] = set()
    for case in open_cases(facts, law):
        for value in _spread(facts.value_sek, case_limits(case, law)):
            found |= _allowed(case, value, law)
    return frozenset(found)


def near_limit(facts: RegimeFacts, law: str) -> bool:
    """True if a step of ten percent over a limit would change what the law allows."""
    if facts.procedure is Procedure.CALL_OFF:
        return False
    for case in open_cases(facts, law):
        values = _spread(facts.value_sek, case_limits(case, law))
        if len({_allowed(case, value, law) for value in values}) > 1:
            return True
    return False


def rests_on_unverified(facts: RegimeFacts, law: str, words: frozenset[Regime]) -> bool:
    """True if a SEK threshold that was not read decides, and the documents' own words do not."""
    if facts.value_sek is None or len(words) == 1 or facts.procedure is Procedure.CALL_OFF:
        return False
    for case in open_cases(facts, law):
        limits = case_limits(case, law)
        upper = limits.upper
        if upper and not upper.verified and not case.annex2 and {"A", "B"} <= words:
            return True
        if limits.direct and not limits.direct.verified and {"B", "C"} <= words:
            return True
    return False
