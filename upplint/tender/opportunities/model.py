"""Opportunities and their conditions, as values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

#: Conditions on the law and on what is left out: they hold for many procurements and say little of this one.
_FORMAL = frozenset({"act", "regime", "no_call_off", "unused", "authority"})


class Status(StrEnum):
    """How a condition stands."""

    FULFILLED = "fulfilled"
    NOT_FULFILLED = "not_fulfilled"
    CHECK = "check"  # for the authority to check or to see to
    MISSING = "missing"  # a fact is needed before anything can be said
    UNSETTLED = "unsettled"  # the law neither allows nor forbids it expressly


class Outcome(StrEnum):
    """What follows from all conditions together."""

    OPEN = "open"  # nothing speaks against it; what is left is for the authority to check
    UNSETTLED = "unsettled"  # not expressly allowed here: other ways, and a lawyer's word, instead of a proposal
    MISSING = "missing"  # cannot be said until a fact is known
    CLOSED = "closed"  # a condition is not fulfilled


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of an opportunity.

    Attributes:
        name: name of the test.
        text: what is asked, a Swedish sentence.
        status: see `Status`.
        ground: why the status is what it is, a Swedish sentence; empty where the text says all.
        places: where the ground stands, as (document, start, end); empty where it is no place in the documents.
        found: words or codes that the ground rests on.
    """

    name: str
    text: str
    status: Status
    ground: str = ""
    places: tuple[tuple[int, int, int], ...] = ()
    found: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Opportunity:
    """One opportunity, tested on a tender.

    Attributes:
        id: as in the rule catalogue, for example `OPP002`.
        key: short English name, for example `reserve_mission`.
        title: Swedish.
        outcome: see `Outcome`.
        conditions: in the order of the data.
        law: citation keys that apply in the procurement's regime and act, of each regime where it is not decided.
        law_when: where the regime is not decided and the paragraphs differ: when which apply, as (Swedish words that
            follow "om upphandlingen", citation keys).
        note: what to know of it in this regime, Swedish; empty where there is nothing.
        ask_lawyer: what to ask a lawyer, Swedish; empty where there is nothing unsettled.
        clauses: names of drafts that go with it here.
    """

    id: str
    key: str
    title: str
    outcome: Outcome
    conditions: tuple[Condition, ...]
    law: tuple[str, ...] = ()
    law_when: tuple[tuple[str, tuple[str, ...]], ...] = ()
    note: str = ""
    ask_lawyer: str = ""
    clauses: tuple[str, ...] = ()

    @property
    def regime_open(self) -> bool:
        """It hangs on the regime, and the regime is not decided."""
        return any(c.name == "regime" and c.status is Status.CHECK for c in self.conditions)

    def with_status(self, *statuses: Status) -> tuple[Condition, ...]:
        """The conditions that stand so."""
        return tuple(c for c in self.conditions if c.status in statuses)

    @property
    def grounds(self) -> tuple[Condition, ...]:
        """The conditions that speak for it with something of this procurement: codes, value, words."""
        return tuple(c for c in self.with_status(Status.FULFILLED, Status.CHECK) if c.name not in _FORMAL and c.ground)

    @property
    def places(self) -> tuple[tuple[int, int, int], ...]:
        """The places that speak for it: those of the condition with most places, the first of equals."""
        return max((c.places for c in self.grounds), key=len, default=())
