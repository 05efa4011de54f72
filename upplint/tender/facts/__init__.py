"""The facts of a procurement, each with its ground. See `docs/facts.md` for the names."""

from upplint.tender.facts.find import find_facts

__all__ = ["find_facts"]
