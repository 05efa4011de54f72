"""The facts of a procurement, each with its ground. See `docs/facts.md` for the names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from upplint.tender.model import Fact, Part

__all__ = ["find_facts"]


def find_facts(parts: Sequence[Part]) -> tuple[Fact, ...]:
    """What the documents state; see `upplint.tender.facts.find.find_facts`, which is imported when first called."""
    from upplint.tender.facts import find

    return find.find_facts(parts)
