"""Tests every opportunity of `rules/opportunities/definitions.yaml` on a tender."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from upplint.resources import rules_path
from upplint.tender._data import read_yaml
from upplint.tender.law import equivalent, provision
from upplint.tender.model import SILENT_ROLES, Role, Tender
from upplint.tender.opportunities.case import Case
from upplint.tender.opportunities.conditions import test_condition
from upplint.tender.opportunities.model import Condition, Opportunity, Outcome, Status
from upplint.tender.opportunities.words import listed, regime_name


@dataclass(frozen=True)
class Definition:
    """An opportunity as the data says it; see `Opportunity` for the fields."""

    id: str
    key: str
    title: str
    law: Mapping[str, tuple[str, ...]]
    conditions: tuple[Mapping[str, Any], ...]
    notes: Mapping[str, str]
    ask_lawyer: str
    clauses: tuple[str, ...]
    clauses_unsettled: tuple[str, ...]


@cache
def definitions() -> Mapping[str, Definition]:
    """All opportunities by key, in the order of the data."""
    data = read_yaml(rules_path("opportunities", "definitions.yaml"))
    return {
        key: Definition(
            id=raw["id"],
            key=key,
            title=raw["title"],
            law={r: tuple(keys) for r, keys in raw["law"].items()},
            conditions=tuple(raw["conditions"]),
            notes=raw.get("notes", {}),
            ask_lawyer=raw.get("ask_lawyer", ""),
            clauses=tuple(raw.get("clauses", ())),
            clauses_unsettled=tuple(raw.get("clauses_unsettled", ())),
        )
        for key, raw in data.items()
    }


def assess(
    tender: Tender, keys: Sequence[str] = (), settings: Mapping[str, Any] | None = None, *, closed: bool = True
) -> tuple[Opportunity, ...]:
    """What the law allows in this procurement, each opportunity with its conditions tested.

    Args:
        tender: documents with facts and regime.
        keys: only these opportunities (`reserve_mission` ...); all when empty.
        settings: limits set by an organisation, by the name the data gives them (`employment_value` ...).
        closed: False leaves closed opportunities out, which is faster.

    Returns:
        every opportunity asked for, in the order of the data. Nothing in a tender that is
        a draft partnership or holds only tenders' own texts.
    """
    if all(p.role in SILENT_ROLES | {Role.PARTNERSHIP} for p in tender.parts):
        return ()
    case = Case(tender, settings)
    found = definitions()
    assessed = (_assessed(case, found[key], closed) for key in (keys or tuple(found)))
    return tuple(o for o in assessed if o is not None)


def _assessed(case: Case, made: Definition, closed: bool) -> Opportunity | None:
    tested = []
    for entry in made.conditions:
        tested.append(test_condition(case, entry))
        if not closed and tested[-1].status is Status.NOT_FULFILLED:
            return None
    conditions = tuple(tested)
    outcome = _outcome(conditions)
    regimes = [r for r in case.regimes if r in made.law]
    clauses = made.clauses_unsettled if outcome is Outcome.UNSETTLED else made.clauses
    return Opportunity(
        id=made.id,
        key=made.key,
        title=made.title,
        outcome=outcome,
        conditions=conditions,
        law=_law(case, made, regimes),
        law_when=_law_when(case, made, regimes),
        note=_note(case, made, regimes),
        ask_lawyer=made.ask_lawyer if outcome is Outcome.UNSETTLED or made.notes.get("ask_always") else "",
        clauses=clauses if outcome in (Outcome.OPEN, Outcome.UNSETTLED) else (),
    )


def _outcome(conditions: Sequence[Condition]) -> Outcome:
    statuses = {c.status for c in conditions}
    for status, outcome in (
        (Status.NOT_FULFILLED, Outcome.CLOSED),
        (Status.MISSING, Outcome.MISSING),
        (Status.UNSETTLED, Outcome.UNSETTLED),
    ):
        if status in statuses:
            return outcome
    return Outcome.OPEN


def _law(case: Case, made: Definition, regimes: Sequence[str]) -> tuple[str, ...]:
    keys: list[str] = []
    for regime in regimes:
        for key in made.law[regime]:
            found = key if provision(key).is_case else equivalent(key, case.law)
            if found:
                keys.append(found)
    return tuple(dict.fromkeys(keys))


def _law_when(case: Case, made: Definition, regimes: Sequence[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    by_law: dict[tuple[str, ...], list[str]] = {}
    for regime in regimes:
        if keys := _law(case, made, [regime]):
            by_law.setdefault(keys, []).append(regime_name(regime, case.law))
    if len(by_law) < 2:
        return ()
    return tuple((listed(names, "eller"), keys) for keys, names in by_law.items())


def _note(case: Case, made: Definition, regimes: Sequence[str]) -> str:
    """The notes of the regimes; where they differ each says when it applies."""
    notes: dict[str, list[str]] = {}
    for regime in regimes:
        if regime in made.notes:
            notes.setdefault(made.notes[regime], []).append(regime_name(regime, case.law))
    if len(case.regimes) < 2 or (len(notes) == 1 and len(next(iter(notes.values()))) == len(case.regimes)):
        return " ".join(notes)
    return " ".join(f"Om upphandlingen {listed(names, 'eller')}: {note}" for note, names in notes.items())
