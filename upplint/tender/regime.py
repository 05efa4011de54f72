"""Which rules apply to a procurement: A, B or C.

A is directive-governed (the whole act except 19 and 19 a kap. LOU), B is 19 kap. (below the threshold, or a service in
bilaga 2 at any value), C is direct award (19 a kap.). Source: LOU 1 kap. 4 §, 19 kap. 1 §, 19 a kap. 1-2 §§.

How it is decided: every combination of what is not known (kind of buyer, type of contract, bilaga 2, day, and ten
percent up or down in value) is a case, and each case has the regimes the law allows. What remains after the documents'
own words is the answer; more than one remaining regime means "not decided".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from upplint.errors import UpplintError
from upplint.tender import _regime_text as say
from upplint.tender.cpv import is_annex2, parse_cpv
from upplint.tender.regime_cases import (
    annex2_options,
    case_limits,
    contract_types,
    days,
    lawful_regimes,
    near_limit,
    open_cases,
    rests_on_unverified,
)
from upplint.tender.regime_model import (
    ORDER,
    PRESENT_RULES_FROM,
    Buyer,
    Law,
    Procedure,
    Regime,
    RegimeDecision,
    RegimeFacts,
)

__all__ = [
    "PRESENT_RULES_FROM",
    "Buyer",
    "Law",
    "Procedure",
    "Regime",
    "RegimeDecision",
    "RegimeFacts",
    "decide_regime",
]

_A: frozenset[Regime] = frozenset({"A"})
_B: frozenset[Regime] = frozenset({"B"})
_C: frozenset[Regime] = frozenset({"C"})
_ALL: frozenset[Regime] = frozenset(ORDER)

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
_DECIDES = frozenset(p for p, allowed in _PROCEDURE_ALLOWS.items() if len(allowed) == 1)
_OLD_WORDS = frozenset({Procedure.SIMPLIFIED, Procedure.SELECTION})


def decide_regime(facts: RegimeFacts) -> RegimeDecision:
    """Decide which rules apply.

    See the module for how. Facts that contradict the documents' own words give "not decided" and a warning.
    """
    law = facts.law or "LOU"
    facts, unread = _readable_cpv(facts)
    day = facts.published.isoformat() if facts.published else None
    if law == "LOV" or facts.procedure is Procedure.CHOICE_SYSTEM:
        return RegimeDecision(None, (), 0.0, (say.LOV,), law="LOV", day=day)
    lawful = lawful_regimes(facts, law)
    near = near_limit(facts, law)
    reasons = list(_ground(facts, law))
    warnings = [*unread, *_time_warnings(facts)]
    if facts.stated:
        if facts.stated not in lawful:
            warnings.append(say.stated_against_law(facts.stated, _sorted(lawful)))
        reasons.insert(0, say.stated(facts.stated))
        return RegimeDecision(
            facts.stated, (facts.stated,), 1.0, tuple(reasons), (), near, tuple(warnings), law=law, day=day
        )
    words = _words(facts)
    if len(words) > 1 and facts.procedure in _DECIDES and facts.directive_governed is not None:
        warnings.append(say.WORDS_CONTRADICT)
    reasons += say.words(facts.procedure, facts.directive_governed, facts.advertised)
    left = lawful & words
    if facts.procedure in _OLD_WORDS and _present_rules(facts) and facts.value_sek is not None and "A" in lawful:
        left |= _A  # a procedure that the law no longer knows does not take a large contract out of the directive
        warnings = [say.OLD_WORDS_UNSURE if w == say.OLD_WORDS else w for w in warnings]
    missing: tuple[str, ...] = ()
    if not left and facts.procedure is Procedure.DIRECT_AWARD and "B" in lawful:
        left = _C  # 19 a kap. 3-6 §§ may allow it
        warnings.append(say.DIRECT_AWARD_ABOVE_LIMIT)
    if not left:
        lawful = lawful - _C or lawful if words.isdisjoint(_C) else lawful
        warnings.append(say.contradiction(_sorted(words), _sorted(lawful)))
        left, missing = lawful | words, say.CHECK_FACTS
    elif len(left) > 1:
        missing = tuple(_missing(facts, law, left, near)) or say.CHECK_FACTS
    if rests_on_unverified(facts, law, words):
        warnings.append(say.UNVERIFIED)
    regime = next(iter(left)) if len(left) == 1 else None
    certainty = 0.0
    if regime:
        certainty = _certainty(lawful, words, unverified=say.UNVERIFIED in warnings, assumed_law=facts.law is None)
        reasons.append(say.conclusion(regime, law))
    return RegimeDecision(
        regime, _sorted(left), certainty, tuple(reasons), missing, near, tuple(warnings), law=law, day=day
    )


def _readable_cpv(facts: RegimeFacts) -> tuple[RegimeFacts, tuple[str, ...]]:
    """The facts without what is no CPV code, and a warning for each such code."""
    codes, warnings = [], []
    for text in facts.cpv:
        try:
            codes.append(str(parse_cpv(text)))
        except UpplintError as error:
            warnings.append(error.message)
    return replace(facts, cpv=tuple(codes)), tuple(warnings)


def _sorted(regimes: Iterable[Regime]) -> tuple[Regime, ...]:
    return tuple(sorted(set(regimes), key=ORDER.index))


def _words(facts: RegimeFacts) -> frozenset[Regime]:
    """What the documents' own words leave possible."""
    left = _ALL
    if facts.procedure is not None:
        left = _PROCEDURE_ALLOWS[facts.procedure]
        if facts.procedure is Procedure.COMPETITIVE_DIALOGUE and not _present_rules(facts):
            left = _A | _B  # allowed in the former 19 kap. too
    if facts.directive_governed is not None:
        said = _A if facts.directive_governed else _B | _C
        # words that contradict each other leave both; a named procedure that is no direct award leaves no C
        left = left & said or (left | said) - (frozenset() if left >= _C else _C)
    if facts.advertised and facts.procedure is not Procedure.DIRECT_AWARD:
        left = left - _C or left
    return left


def _present_rules(facts: RegimeFacts) -> bool:
    return facts.published is None or facts.published >= PRESENT_RULES_FROM


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
    types = contract_types(facts)
    annexes = {annex for kind in types for annex in annex2_options(facts, kind, law)}
    if facts.cpv and types == ("services",) and law != "LUFS":
        listed = [c for c in facts.cpv if is_annex2(c)]
        yield say.annex2(listed, len(facts.cpv), law)
    cases = open_cases(facts, law)
    limits = {case_limits(case, law).upper for case in cases}
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
    directs = {case_limits(case, law).direct for case in cases}
    below = "B" in lawful_regimes(facts, law)
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
        return any((lawful_regimes(option, law) & words) < left for option in options)

    if facts.buyer is None and narrows(replace(facts, buyer=b) for b in ("state", "other")):
        yield say.MISSING_BUYER
    if facts.contract_type is None and not facts.cpv:
        if narrows(replace(facts, contract_type=t) for t in ("goods", "works")):
            yield say.MISSING_CPV
    elif len({a for t in contract_types(facts) for a in annex2_options(facts, t, law)}) > 1 and law != "LUFS":
        yield say.MISSING_ANNEX2 if facts.cpv else say.MISSING_CPV
    if facts.published is None and narrows(replace(facts, published=d) for d in days(facts)):
        yield say.MISSING_DAY
    if facts.procedure in (None, Procedure.CALL_OFF, Procedure.DYNAMIC):
        yield say.MISSING_CALL_OFF if facts.procedure is Procedure.CALL_OFF else say.MISSING_PROCEDURE
