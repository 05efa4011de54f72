"""All statements of facts in a tender's documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from upplint.tender.facts.choices import choice_facts, flag_facts
from upplint.tender.facts.data import FactCues, load_cues
from upplint.tender.facts.identity import authority_facts, cpv_facts
from upplint.tender.facts.lot_details import lot_details
from upplint.tender.facts.lots import lot_facts
from upplint.tender.facts.values import period_facts, quantity_facts
from upplint.tender.facts.volume import volume_facts
from upplint.tender.facts.weights import point_facts
from upplint.tender.facts.years import front_days
from upplint.tender.model import SILENT_ROLES, Fact, Part


def find_facts(parts: Sequence[Part]) -> tuple[Fact, ...]:
    """Every statement of a fact, with its ground; which one counts is decided by `resolve`.

    Tenderers' own texts and registers are left out; document indices are those of `parts`.
    """
    speaking = [i for i, p in enumerate(parts) if p.role not in SILENT_ROLES]
    found = _find([parts[i] for i in speaking])
    return tuple(replace(f, document=None if f.document is None else speaking[f.document]) for f in found)


def _find(parts: Sequence[Part]) -> Iterator[Fact]:
    cues = {c.name: c for c in load_cues()}
    yield from authority_facts(parts)
    for entry in cues.values():
        yield from _one(entry, parts)
    yield from period_facts(cues["term_months"], cues["extension_months"], parts)
    yield from front_days(parts)
    yield from volume_facts(parts)
    yield from point_facts(parts)
    yield from lot_details(parts)


def _one(cues: FactCues, parts: Sequence[Part]) -> Iterator[Fact]:
    if cues.kind in ("date", "money", "count", "percent"):
        yield from quantity_facts(cues, parts)
    elif cues.kind == "choice":
        yield from choice_facts(cues, parts)
    elif cues.kind == "flag":
        yield from flag_facts(cues, parts)
    elif cues.kind == "lots":
        yield from lot_facts(cues, parts)
    elif cues.kind == "cpv":
        yield from cpv_facts(cues, parts)
