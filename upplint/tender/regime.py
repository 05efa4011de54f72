"""Which rules apply to a procurement: A, B or C.

A is directive-governed (the whole act except 19 and 19 a kap. LOU), B is 19 kap. (below the threshold, or a service in
bilaga 2 at any value), C is direct award (19 a kap.). Source: LOU 1 kap. 4 §, 19 kap. 1 §, 19 a kap. 1-2 §§.

How it is decided: every combination of what is not known (kind of buyer, type of contract, bilaga 2, day, and ten
percent up or down in value) is a case, and each case has the regimes the law allows. What remains after the documents'
own words is the answer; more than one remaining regime means "not decided".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from upplint.tender import _regime_text as say
from upplint.tender.cpv import ContractType, annex2_share, contract_type, is_annex2, parse_cpv
from upplint.tender.thresholds import DirectAwardLimit, Kind, Threshold, direct_award_limit, threshold

Regime = Literal["A", "B", "C"]
Law = Literal["LOU", "LUF", "LUK", "LUFS", "LOV"]
Buyer = Literal["state", "other"]

PRESENT_RULES_FROM = date(2022, 2, 1)
"""19 and 19 a kap. LOU in their present form (SFS 2021:1110)."""

_NEAR = Decimal("0.10")
_ORDER: tuple[Regime, ...] = ("A", "B", "C")


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


_A: frozenset[Regime] = frozenset({"A"})
_B: frozenset[Regime] = frozenset({"B"})
_C: frozenset[Regime] = frozenset({"C"})
_ALL: frozenset[Regime] = frozenset(_ORDER)

#: What the stated procedure leaves possible. A call-off follows its framework, of which the documents may say nothing.
_PROCEDURE_ALLOWS: dict[Procedure, frozenset[Regime]] = {
    Procedure.OPEN: _A,
    Procedure.RESTRICTED: _A,
    Procedure.NEGOTIATED: _A,
    Procedure.NEGOTIATED_WITHOUT_NOTICE: _A,
    Procedure.COMPETITIVE_DIALOGUE: _A,
    Procedure.INNOVATION_PARTNERSHIP: _A,
    Procedure.CHAPTER_19: _B,
    Procedure.SIMPLIFIED: _B,
    Procedure.SELECTION: _B,
    Procedure.DIRECT_AWARD: _C,
    Procedure.CALL_OFF: _A | _B,
    Procedure.DYNAMIC: _A | _B,
}
_OLD_WORDS = frozenset({Procedure.SIMPLIFIED, Procedure.SELECTION})


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
    candidates: tuple[Regime, ...] = _ORDER
    certainty: float = 0.0
    reasons: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    near_threshold: bool = False
    warnings: tuple[str, ...] = ()
    law: str = "LOU"
    day: str | None = None


@dataclass(frozen=True, slots=True)
class _Case:
    """One possible state of the world."""

    buyer: Buyer
    type: ContractType
    annex2: bool
    day: date


@dataclass(frozen=True, slots=True)
class _Limits:
    upper: Threshold | None
    direct: DirectAwardLimit | None


def decide_regime(facts: RegimeFacts) -> RegimeDecision:
    """Decide which rules apply.

    See the module for how. Facts that contradict the documents' own words give "not decided" and a warning.
    """
    law = facts.law or "LOU"
    day = facts.published.isoformat() if facts.published else None
    if law == "LOV" or facts.procedure is Procedure.CHOICE_SYSTEM:
        return RegimeDecision(None, (), 0.0, (say.LOV,), law="LOV", day=day)
    lawful = _lawful(facts, law)
    near = _near(facts, law)
    reasons = list(_ground(facts, law))
    warnings = list(_time_warnings(facts))
    if facts.stated:
        if facts.stated not in lawful:
            warnings.append(say.stated_against_law(facts.stated, _sorted(lawful)))
        reasons.insert(0, say.stated(facts.stated))
        return RegimeDecision(
            facts.stated, (facts.stated,), 1.0, tuple(reasons), (), near, tuple(warnings), law=law, day=day
        )
    words = _words(facts)
    reasons += say.words(facts.procedure, facts.directive_governed, facts.advertised)
    left = lawful & words
    missing: tuple[str, ...] = ()
    if not left and facts.procedure is Procedure.DIRECT_AWARD and "B" in lawful:
        left = _C  # 19 a kap. 3-6 §§ may allow it
        warnings.append(say.DIRECT_AWARD_ABOVE_LIMIT)
    if not left:
        lawful = lawful - _C or lawful if words.isdisjoint(_C) else lawful
        warnings.append(say.contradiction(_sorted(words), _sorted(lawful)))
        left, missing = lawful | words, say.CHECK_FACTS
    elif len(left) > 1:
        missing = tuple(_missing(facts, law, left, near))
    if _rests_on_unverified(facts, law, words):
        warnings.append(say.UNVERIFIED)
    regime = next(iter(left)) if len(left) == 1 else None
    certainty = 0.0
    if regime:
        certainty = _certainty(lawful, words, unverified=say.UNVERIFIED in warnings, assumed_law=facts.law is None)
        reasons.append(say.conclusion(regime, law))
    return RegimeDecision(
        regime, _sorted(left), certainty, tuple(reasons), missing, near, tuple(warnings), law=law, day=day
    )


def _sorted(regimes: Iterable[Regime]) -> tuple[Regime, ...]:
    return tuple(sorted(set(regimes), key=_ORDER.index))


def _words(facts: RegimeFacts) -> frozenset[Regime]:
    """What the documents' own words leave possible."""
    left = _ALL
    if facts.procedure is not None:
        left = _PROCEDURE_ALLOWS[facts.procedure]
        if facts.procedure is Procedure.COMPETITIVE_DIALOGUE and not _present_rules(facts):
            left = _A | _B  # allowed in the former 19 kap. too
    if facts.directive_governed is not None:
        said = _A if facts.directive_governed else _B | _C
        left = left & said or left | said
    if facts.advertised and facts.procedure is not Procedure.DIRECT_AWARD:
        left = left - _C or left
    return left


def _present_rules(facts: RegimeFacts) -> bool:
    return facts.published is None or facts.published >= PRESENT_RULES_FROM


def _days(facts: RegimeFacts) -> tuple[date, ...]:
    if facts.published:
        return (facts.published,)
    return (PRESENT_RULES_FROM, date(2024, 1, 1), date(2026, 1, 1))


def _types(facts: RegimeFacts) -> tuple[ContractType, ...]:
    if facts.contract_type:
        return (facts.contract_type,)
    if facts.cpv:
        return (contract_type(parse_cpv(facts.cpv[0])),)
    return ("services", "goods", "works")


def _annex2(facts: RegimeFacts, kind: ContractType, law: str) -> tuple[bool, ...]:
    if kind != "services":
        return (False,)
    if not facts.cpv or law == "LUFS":  # the B services of LUFS are another list
        return (True, False)
    share = annex2_share(facts.cpv)
    return (True, False) if share is None else (share,)


def _cases(facts: RegimeFacts, law: str) -> tuple[_Case, ...]:
    buyers: tuple[Buyer, ...] = (facts.buyer,) if facts.buyer else ("state", "other")
    return tuple(
        _Case(buyer, kind, annex2, day)
        for day in _days(facts)
        for buyer in buyers
        for kind in _types(facts)
        for annex2 in _annex2(facts, kind, law)
    )


def _limits(case: _Case, law: str) -> _Limits:
    kind: Kind = "works" if case.type == "works" else case.buyer
    if law != "LOU":  # one value for all buyers; LUK has one value for everything
        kind = "works" if kind == "works" or law == "LUK" else "other"
    return _Limits(threshold(kind, case.day, law), direct_award_limit(law, case.day, case.annex2))


def _allowed(case: _Case, value: Decimal | None, law: str) -> frozenset[Regime]:
    """What the law allows in one case at one exact value."""
    limits = _limits(case, law)
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


def _spread(value: Decimal | None, limits: _Limits) -> tuple[Decimal | None, ...]:
    """The value itself, and the other side of each limit that lies within ten percent of it."""
    if value is None:
        return (None,)
    found = [value]
    for limit in _limit_values(limits):
        if abs(value - limit) <= limit * _NEAR:
            found += [limit, limit - 1]
    return tuple(found)


def _limit_values(limits: _Limits) -> tuple[Decimal, ...]:
    direct = limits.direct
    candidates = (
        limits.upper.value_sek if limits.upper else None,
        direct.value_sek if direct else None,
        direct.welfare_sek if direct else None,
    )
    return tuple(v for v in candidates if v is not None)


def _lawful(facts: RegimeFacts, law: str) -> frozenset[Regime]:
    """What the law allows in any case that may be so. The value of a call-off says nothing of its framework."""
    if facts.procedure is Procedure.CALL_OFF:
        return _ALL
    found: set[Regime] = set()
    for case in _cases(facts, law):
        for value in _spread(facts.value_sek, _limits(case, law)):
            found |= _allowed(case, value, law)
    return frozenset(found)


def _near(facts: RegimeFacts, law: str) -> bool:
    """True if a step of ten percent over a limit would change what the law allows."""
    if facts.procedure is Procedure.CALL_OFF:
        return False
    for case in _cases(facts, law):
        values = _spread(facts.value_sek, _limits(case, law))
        if len({_allowed(case, value, law) for value in values}) > 1:
            return True
    return False


def _rests_on_unverified(facts: RegimeFacts, law: str, words: frozenset[Regime]) -> bool:
    """True if a SEK threshold that was not read decides, and the documents' own words do not."""
    if facts.value_sek is None or len(words) == 1 or facts.procedure is Procedure.CALL_OFF:
        return False
    for case in _cases(facts, law):
        limits = _limits(case, law)
        upper = limits.upper
        if upper and not upper.verified and not case.annex2 and {"A", "B"} <= words:
            return True
        if limits.direct and not limits.direct.verified and {"B", "C"} <= words:
            return True
    return False


def _certainty(lawful: frozenset[Regime], words: frozenset[Regime], *, unverified: bool, assumed_law: bool) -> float:
    if len(lawful) == 1 and lawful == words:
        certainty = 0.97
    elif len(words) == 1:
        certainty = 0.9
    else:
        certainty = 0.85
    return round(certainty - (0.15 if unverified else 0) - (0.05 if assumed_law else 0), 2)


def _ground(facts: RegimeFacts, law: str) -> Iterable[str]:
    """Sentences about value, threshold and bilaga 2, as far as they are known."""
    if facts.law is None:
        yield say.LAW_ASSUMED
    if facts.procedure is Procedure.CALL_OFF:
        yield say.CALL_OFF
        return
    types = _types(facts)
    annexes = {annex for kind in types for annex in _annex2(facts, kind, law)}
    if facts.cpv and types == ("services",) and law != "LUFS":
        listed = [c for c in facts.cpv if is_annex2(c)]
        yield say.annex2(listed, len(facts.cpv), law)
    cases = _cases(facts, law)
    limits = {_limits(case, law).upper for case in cases}
    if annexes != {True}:
        if limits == {None}:
            yield say.NO_THRESHOLDS
        elif len(limits) == 1 and (upper := next(iter(limits))) is not None:
            yield say.against_threshold(facts.value_sek, upper)
        elif facts.value_sek is not None:
            known = sorted(limit.value_sek for limit in limits if limit)
            yield say.against_range(facts.value_sek, known[0], known[-1])
        else:
            yield say.NO_VALUE
    directs = {_limits(case, law).direct for case in cases}
    below = "B" in _lawful(facts, law)
    if below and len(directs) == 1 and facts.value_sek is not None and (direct := next(iter(directs))):
        yield say.against_direct(facts.value_sek, direct)


def _time_warnings(facts: RegimeFacts) -> Iterable[str]:
    if not _present_rules(facts):
        yield say.BEFORE_2022
    elif facts.procedure in _OLD_WORDS:
        yield say.OLD_WORDS


def _missing(facts: RegimeFacts, law: str, left: frozenset[Regime], near: bool) -> Iterable[str]:
    """Facts that, if known, could leave fewer regimes."""
    if near:
        yield say.MISSING_NEAR
    if facts.value_sek is None and facts.procedure is not Procedure.CALL_OFF:
        yield say.MISSING_VALUE
    words = _words(facts)

    def narrows(options: Iterable[RegimeFacts]) -> bool:
        return any((_lawful(option, law) & words) < left for option in options)

    if facts.buyer is None and narrows(replace(facts, buyer=b) for b in ("state", "other")):
        yield say.MISSING_BUYER
    if facts.contract_type is None and not facts.cpv:
        if narrows(replace(facts, contract_type=t) for t in ("goods", "works")):
            yield say.MISSING_CPV
    elif len({a for t in _types(facts) for a in _annex2(facts, t, law)}) > 1 and law != "LUFS":
        yield say.MISSING_ANNEX2 if facts.cpv else say.MISSING_CPV
    if facts.published is None and narrows(replace(facts, published=d) for d in _days(facts)):
        yield say.MISSING_DAY
    if facts.procedure in (None, Procedure.CALL_OFF, Procedure.DYNAMIC):
        yield say.MISSING_CALL_OFF if facts.procedure is Procedure.CALL_OFF else say.MISSING_PROCEDURE
