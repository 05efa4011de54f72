"""Which of several statements of a fact counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from upplint.tender.facts.sums import with_sums_of_lots
from upplint.tender.facts.values import AT_MOST
from upplint.tender.facts.years import NO_YEAR, reckoned, with_years
from upplint.tender.model import Fact, FactValue, Ground, TenderFacts

#: Facts that may have several values at once.
SEVERAL = frozenset({"cpv", "volume", "lot", "lot_value"})
#: Of these equal values are no repetition: two lots may be worth the same.
_EACH = frozenset({"lot_value"})
_LEAST_CERTAIN = 0.6
_SURE = 0.8
_FAR_BEHIND = 0.15  # a statement so much less certain than the best one is no rival
_WHOLE = 100  # percent


def resolve(
    found: Iterable[Fact],
    stated: Mapping[str, Sequence[Fact]] | None = None,
    notice: Mapping[str, Sequence[Fact]] | None = None,
) -> TenderFacts:
    """Order the statements of each fact: the user's, the notice's, then the documents' by certainty and agreement.

    A document's statement under 0.6 certainty is kept only where nothing better is known. Of statements of equal
    certainty the value that is said most often counts, then the one said first.
    """
    by_name: dict[str, list[Fact]] = {}
    for fact in found:
        by_name.setdefault(fact.name, []).append(fact)
    published = _day("published", by_name, stated, notice)
    by_name = {name: list(full) for name, listed in by_name.items() if (full := with_years(listed, published))}
    deadline = _day("tender_deadline", by_name, stated, notice)
    by_name = {name: list(full) for name, listed in by_name.items() if (full := reckoned(listed, deadline))}
    out: dict[str, tuple[Fact, ...]] = {}
    names = dict.fromkeys([*(stated or {}), *(notice or {}), *by_name])
    for name in sorted(names):
        first = [*(stated or {}).get(name, ()), *(notice or {}).get(name, ())]
        ordered = _ordered(by_name.get(name, []), name)
        out[name] = tuple(first + ordered)
    return TenderFacts(_consistent(out))


def _day(
    name: str,
    by_name: Mapping[str, list[Fact]],
    stated: Mapping[str, Sequence[Fact]] | None,
    notice: Mapping[str, Sequence[Fact]] | None,
) -> date | None:
    said = [*(stated or {}).get(name, ()), *(notice or {}).get(name, ())]
    said += _ordered([f for f in by_name.get(name, ()) if f.unit != NO_YEAR], name)
    return next((f.value for f in said if isinstance(f.value, date)), None)


def _consistent(facts: dict[str, tuple[Fact, ...]]) -> dict[str, tuple[Fact, ...]]:
    """A call-off is made under a framework and is none itself: what its documents say of that framework is no fact
    of this procurement (7 kap. LOU)."""
    facts = with_sums_of_lots(_computed(_extensions(facts)))
    call_off, framework = facts.get("call_off"), facts.get("framework")
    if not call_off or call_off[0].value is not True:
        return facts
    stated = [f for f in framework or () if f.value is False or f.ground in (Ground.USER, Ground.NOTICE)]
    out = {
        name: kept
        for name, found in facts.items()
        if name != "framework" and (kept := tuple(f for f in found if not _of_the_framework(f)))
    }
    if stated:
        out["framework"] = tuple(stated)
    else:
        out["framework"] = (replace(call_off[0], name="framework", value=False, ground=Ground.COMPUTED),)
    return dict(sorted(out.items()))


def _extensions(facts: dict[str, tuple[Fact, ...]]) -> dict[str, tuple[Fact, ...]]:
    """Settle "one year at a time, at most N": N of the whole contract where it is longer than the term without
    extensions, else N of the extensions. Without a known term it settles nothing."""
    listed = facts.get("extension_months", ())
    if not any(f.unit == AT_MOST for f in listed):
        return facts
    term = next((f for f in facts.get("term_months", ()) if "in all" not in f.unit), None)
    base = int(_number(term)) if term else None
    settled: list[Fact] = []
    for fact in listed:
        if fact.unit != AT_MOST:
            settled.append(fact)
        elif base:
            most = int(_number(fact))
            settled.append(replace(fact, value=most - base if most > base else most, unit="months"))
    # What one extension is says nothing of how many there are.
    starts = {(f.document, f.section) for f in listed if f.unit == AT_MOST} if base else set()
    longest = max((int(_number(f)) for f in settled if (f.document, f.section) in starts), default=0)
    settled = [f for f in settled if (f.document, f.section) not in starts or int(_number(f)) == longest]
    return {**facts, "extension_months": tuple(settled)}


def _of_the_framework(fact: Fact) -> bool:
    """ "Ramavtalets takvolym är ...", "ramavtalet gäller till och med ..." in a call-off."""
    named = fact.ground is Ground.DOCUMENT and fact.excerpt.lower().startswith("ramavtal")
    return named and fact.name in ("ceiling_value", "estimated_value", "term_months", "extension_months", "start")


def _computed(facts: dict[str, tuple[Fact, ...]]) -> dict[str, tuple[Fact, ...]]:
    """Facts that follow from others: a procurement with a procedure of its own is no call-off, and a price that
    weighs less than all leaves the rest to quality."""
    out = dict(facts)
    procedure, weight = facts.get("procedure"), facts.get("price_weight")
    if "call_off" not in facts and procedure and procedure[0].certainty >= _SURE:
        called = any(word in str(procedure[0].value) for word in ("konkurrensutsättning", "rangordning", "avrop"))
        out["call_off"] = (replace(procedure[0], name="call_off", value=called, ground=Ground.COMPUTED),)
    longest = [f for f in facts.get("term_months", ()) if "in all" in f.unit]
    base = facts["term_months"][0] if "term_months" in facts else None
    if longest and base and "in all" not in base.unit and (rest := int(_number(longest[0]) - _number(base))) > 0:
        known = facts.get("extension_months", ())
        if not any(int(_number(f)) == rest for f in known):
            more = replace(longest[0], name="extension_months", value=rest, unit="months", ground=Ground.COMPUTED)
            out["extension_months"] = (more, *known)
        out["term_months"] = tuple(f for f in facts["term_months"] if f not in longest)
    basis = facts.get("award_basis", ())
    if basis and basis[0].ground is Ground.DOCUMENT:
        # "lägsta pris" also stands in formulas that turn a price into points; quality is never named by chance.
        quality = tuple(f for f in basis if f.value == "quality_price")
        out["award_basis"] = quality or basis
    if "award_basis" not in facts and weight and 0 < _number(weight[0]) < _WHOLE:
        out["award_basis"] = (
            replace(weight[0], name="award_basis", value="quality_price", unit="", ground=Ground.COMPUTED),
        )
    return out


def _number(fact: Fact) -> Decimal:
    return Decimal(str(fact.value))


def _yearly(fact: Fact) -> bool:
    return fact.name == "estimated_value" and "per year" in fact.unit


def _ordered(facts: list[Fact], name: str) -> list[Fact]:
    if name in _EACH:
        return facts
    if name in SEVERAL:
        seen: dict[tuple[FactValue, str], Fact] = {}
        for fact in facts:
            seen.setdefault((fact.value, fact.unit if name == "volume" else ""), fact)
        return list(seen.values())
    best = max((f.certainty for f in facts), default=0.0)
    sure = [f for f in facts if f.certainty >= _LEAST_CERTAIN and f.certainty >= best - _FAR_BEHIND] or facts
    said: dict[FactValue, int] = {}
    for fact in sure:
        said[fact.value] = said.get(fact.value, 0) + 1
    order = {id(f): i for i, f in enumerate(sure)}
    # A term without its extensions says more than the longest possible one; the value of the whole more than a year's.
    ranked = sorted(sure, key=lambda f: ("in all" in f.unit, _yearly(f), -f.certainty, -said[f.value], order[id(f)]))
    seen_values: set[FactValue] = set()
    out: list[Fact] = []
    for fact in ranked:  # one statement a value: the most certain
        if fact.value not in seen_values:
            seen_values.add(fact.value)
            out.append(fact)
    return out
