"""Who can meet the requirements of a tender: the values that `who` computes and reports show."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from upplint.engine.primitives import Texts
from upplint.requirements.model import Requirement


class Status(StrEnum):
    """How a requirement stands for an archetype."""

    CAN = "can"
    PARTNER = "partner"  # with a partner
    UNCLEAR = "unclear"
    CANNOT = "cannot"


#: Mildest first.
STATUSES = (Status.CAN, Status.PARTNER, Status.UNCLEAR, Status.CANNOT)


def worst(statuses: tuple[Status, ...]) -> Status:
    """The heaviest of some statuses; `CAN` for none."""
    return max(statuses, key=STATUSES.index, default=Status.CAN)


@dataclass(frozen=True, slots=True)
class Kind:
    """An archetype as reports name it.

    Attributes:
        id: as rules name it in `helps`.
        name: in the plural. short: at most six characters. about: one sentence.
    """

    id: str
    name: Texts
    short: Texts
    about: Texts


@dataclass(frozen=True, slots=True)
class Cell:
    """A requirement for one archetype.

    Attributes:
        kind: id of the archetype.
        name: of the archetype, in the plural.
        status: see `Status`.
        because: reason, a whole sentence; `{name}` stands for the archetype, so that reports can name several at once.
        further: what softens it, or why no partner helps; None where there is nothing to add.
        assumed: the reason rests on an assumption of ours, not on a source.
    """

    kind: str
    name: Texts
    status: Status
    because: Texts
    further: Texts | None = None
    assumed: bool = False

    def reason(self, language: str) -> str:
        """The reason in words, with what softens it."""
        more = f" {self.further.of(language)}" if self.further else ""
        return self.because.of(language).replace("{name}", self.name.of(language)) + more


@dataclass(frozen=True, slots=True)
class Row:
    """One barrier: the requirements of a tender that ask for the same thing.

    Attributes:
        id: name of the rule in `rules/archetypes/rules.yaml`.
        name: what it is about.
        ask: what is asked for, with the number filled in.
        change: what to change.
        requirement: the one that asks for most.
        also: the others.
        cells: one an archetype, in the order of `WhoTable.kinds`.
        bans: the way to work together that it closes, empty for none.
    """

    id: str
    name: Texts
    ask: Texts
    change: Texts
    requirement: Requirement
    also: tuple[Requirement, ...]
    cells: tuple[Cell, ...]
    bans: str = ""

    def cell(self, kind: str) -> Cell:
        """The cell of an archetype. Raises `KeyError` for an unknown one."""
        for cell in self.cells:
            if cell.kind == kind:
                return cell
        raise KeyError(kind)


@dataclass(frozen=True, slots=True)
class Change:
    """Requirements to change, and whom that lets in.

    Attributes:
        rows: ids of the rows, in their order.
        lets_in: ids of archetypes that no requirement shuts out afterwards and that one shuts out today.
        with_partner: those among them that need a partner.
    """

    rows: tuple[str, ...]
    lets_in: tuple[str, ...]
    with_partner: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WhoTable:
    """Which kinds of suppliers can meet every mandatory requirement of a tender.

    Attributes:
        kinds: the archetypes.
        rows: requirements that block or may block one of them, in reading order.
        overall: status per archetype, over all rows.
        smallest: per archetype that is shut out: the smallest set of rows to change (ids).
        alone: per archetype that cannot meet every requirement on its own: the rows to change so that it can (ids).
        changes: for one, two and three changed rows: the set that lets most archetypes in; a larger set is listed only
            where it lets more in.
        tried: number of mandatory requirements on the tenderer that were looked through.
        call_off: only suppliers of a framework agreement may answer.
        assumed: some reason rests on an assumption.
        note: how to read it: the kinds are rough.
    """

    kinds: tuple[Kind, ...]
    rows: tuple[Row, ...]
    overall: dict[str, Status]
    smallest: dict[str, tuple[str, ...]]
    alone: dict[str, tuple[str, ...]]
    changes: tuple[Change, ...]
    tried: int
    call_off: bool
    assumed: bool
    note: Texts

    def row(self, row_id: str) -> Row:
        """A row by its id. Raises `KeyError` for an unknown one."""
        for row in self.rows:
            if row.id == row_id:
                return row
        raise KeyError(row_id)

    def with_status(self, status: Status) -> tuple[Kind, ...]:
        """The archetypes that stand so overall."""
        return tuple(k for k in self.kinds if self.overall[k.id] is status)
