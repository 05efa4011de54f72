"""The smallest sets of changed requirements that let suppliers in. Exact, whatever the number of requirements.

An archetype is shut out by requirements it cannot meet at all, and by such as it could meet with a partner while the
ways to a partner are closed. Opening a way means changing the requirement that closes it. Which ways are opened (eight
choices at most) settles the one smallest set of each archetype, and every set that lets some archetypes in holds the
union of theirs. So all smallest sets are among the unions, per choice of ways, of the archetypes' own sets.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, combinations

from upplint.advice.who_model import Change

WAYS = ("reliance", "group", "subcontracting")


@dataclass(frozen=True, slots=True)
class Blocks:
    """What shuts one archetype out, as ids of rows.

    Attributes:
        hard: it cannot meet these, with or without a partner.
        economic: it could meet these with a partner's economic standing.
        capacity: it could meet these with a partner who does a part of the work.
    """

    hard: frozenset[str] = frozenset()
    economic: frozenset[str] = frozenset()
    capacity: frozenset[str] = frozenset()

    @property
    def all(self) -> frozenset[str]:
        """What it cannot meet on its own."""
        return self.hard | self.economic | self.capacity


def open_economic(closed: frozenset[str]) -> bool:
    """Can another's economic standing be used? By relying on it, or by tendering together (14:6, 4:5, 19:4-5 LOU)."""
    return not {"reliance", "group"} <= closed


def open_capacity(closed: frozenset[str]) -> bool:
    """Can another do a part? By tendering together, or as a subcontractor whose capacity is relied on."""
    return "group" not in closed or not closed & {"reliance", "subcontracting"}


def blocking(blocks: Blocks, closed: frozenset[str]) -> frozenset[str]:
    """Rows that shut the archetype out while these ways are closed."""
    found = blocks.hard
    if not open_economic(closed):
        found |= blocks.economic
    if not open_capacity(closed):
        found |= blocks.capacity
    return found


def smallest_set(blocks: Blocks, bans: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The smallest set of rows to change so that the archetype is not shut out; the first in order among equals.

    Args:
        blocks: what shuts it out.
        bans: way to work together -> rows that close it.
    """
    return min(_sets(blocks, bans), key=_order)


def best_changes(
    blocks: Mapping[str, Blocks], bans: Mapping[str, frozenset[str]], sizes: tuple[int, ...] = (1, 2, 3)
) -> tuple[Change, ...]:
    """For each size: the set of at most so many rows that lets most archetypes in.

    Args:
        blocks: per archetype, in order.
        bans: way to work together -> rows that close it.
        sizes: rising.

    Returns:
        one change a size, only where it lets in more than the smaller ones do.
    """
    shut = {kind: b for kind, b in blocks.items() if smallest_set(b, bans)}
    candidates = {
        frozenset(chain.from_iterable(chosen))
        for opened in _choices(bans)
        for own in [[_needed(b, bans, opened) for b in shut.values()]]
        for n in range(1, len(own) + 1)
        for chosen in combinations(own, n)
    }
    found: list[Change] = []
    for size in sizes:
        best = min(
            ((c, _let_in(c, shut, bans)) for c in candidates if len(c) <= size),
            key=lambda pair: (-len(pair[1]), *_order(pair[0])),
            default=None,
        )
        if best and best[1] and (not found or len(best[1]) > len(found[-1].lets_in)):
            helped = tuple(kind for kind in best[1] if not shut[kind].all <= best[0])
            found.append(Change(tuple(sorted(best[0])), best[1], helped))
    return tuple(found)


def _let_in(
    changed: frozenset[str], blocks: Mapping[str, Blocks], bans: Mapping[str, frozenset[str]]
) -> tuple[str, ...]:
    closed = frozenset(way for way, rows in bans.items() if rows - changed)
    return tuple(kind for kind, b in blocks.items() if blocking(b, closed) <= changed)


def _choices(bans: Mapping[str, frozenset[str]]) -> Iterator[frozenset[str]]:
    """Every choice of closed ways to open."""
    closed = [way for way in WAYS if bans.get(way)]
    return (frozenset(c) for n in range(len(closed) + 1) for c in combinations(closed, n))


def _needed(blocks: Blocks, bans: Mapping[str, frozenset[str]], opened: frozenset[str]) -> frozenset[str]:
    closed = frozenset(way for way in WAYS if bans.get(way) and way not in opened)
    return blocking(blocks, closed).union(*(bans[way] for way in opened))


def _sets(blocks: Blocks, bans: Mapping[str, frozenset[str]]) -> Iterator[frozenset[str]]:
    return (_needed(blocks, bans, opened) for opened in _choices(bans))


def _order(rows: frozenset[str]) -> tuple[int, list[str]]:
    return len(rows), sorted(rows)
