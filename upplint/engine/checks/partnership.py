"""Draft partnership agreements: marks of a public contract, missing parts, resources of one party only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from upplint.engine.checks import check
from upplint.engine.context import Context, Match
from upplint.tender.model import Role
from upplint.tender.partnership import criteria, is_partnership, missing_parts, resources


@check(values=("criterion", "against"), params=("criterion",))
def mark(context: Context, params: Mapping[str, Any]) -> Iterator[Match]:
    """Words that speak for a mark of a public contract (`criterion`: its key). Values: its title, and how much speaks
    against it."""
    for found in criteria(context.tender):
        if found.key != params["criterion"]:
            continue
        values = {"criterion": found.title, "against": str(len(found.speaks_against))}
        for evidence in found.speaks_for:
            yield Match(evidence.document, evidence.start, evidence.end, values=values)


@check(values=("missing", "number"))
def parts_missing(context: Context, params: Mapping[str, Any]) -> Iterator[Match]:
    """Parts that a partnership agreement should hold and this one does not. Values: their names and how many."""
    if not is_partnership(context.tender):
        return
    names = missing_parts(context.tender)
    if names:
        at = _title(context)
        yield Match(at.view, at.start, at.end, values={"missing": ", ".join(names), "number": str(len(names))})


@check()
def one_sided(context: Context, params: Mapping[str, Any]) -> Iterator[Match]:
    """The public side puts in resources and nothing says that the other party does."""
    public, civil = resources(context.tender)
    if not civil:
        for evidence in public:
            yield Match(evidence.document, evidence.start, evidence.end)


def _title(context: Context) -> Match:
    view = next(v for v in context.views if v.role is Role.PARTNERSHIP)
    block = next((b for b in view.document.blocks if b.text.strip()), None)
    return Match(view.number, block.start, block.end) if block else Match(view.number, 0, 0)
