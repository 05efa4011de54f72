"""The cue data of `rules/facts/`, compiled once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from upplint.resources import parse_yaml, rules_path
from upplint.tender.cues import Cues, compile_cues


@dataclass(frozen=True, slots=True)
class Tier:
    """Cues of one certainty. `least` different cues must stand in the document for the tier to count; with
    `early` they count among so many first blocks only. `block` voids the cues of this tier in its sentence."""

    certainty: float
    cues: Cues
    least: int = 1
    early: int = 0
    block: Cues | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible value of a fact with its cues."""

    value: str
    cues: Cues
    block: Cues | None
    certainty: float | None = None  # instead of what carrier and heading give


@dataclass(frozen=True)
class FactCues:
    """How one fact is found. Which fields are used depends on `kind`; see the files in `rules/facts/`."""

    name: str
    kind: str
    tiers: tuple[Tier, ...] = ()
    block: Cues | None = None
    reach: int = 0
    part: str = ""
    counted: Cues | None = None
    context: Cues | None = None
    none: Cues | None = None
    per_year: Cues | None = None
    per_lot: Cues | None = None
    not_after: Cues | None = None
    planned: Cues | None = None
    labels: frozenset[str] = frozenset()
    ranges: bool = False
    afterwards: bool = False
    choices: tuple[Choice, ...] = ()
    carriers: Cues | None = None
    heading: Cues | None = None
    flags: Mapping[bool, tuple[Tier, ...]] = field(default_factory=dict)


def _pattern(phrases: Any) -> Cues | None:
    return compile_cues(phrases) if phrases else None


def _tiers(entries: Any, alike: Mapping[str, list[str]] | None = None) -> tuple[Tier, ...]:
    return tuple(
        Tier(
            float(e["certainty"]),
            compile_cues(_with_alike(e["any"], alike or {})),
            int(e.get("least", 1)),
            int(e.get("early", 0)),
            _pattern(e.get("not")),
        )
        for e in entries or ()
    )


def _with_alike(phrases: list[str], alike: Mapping[str, list[str]]) -> list[str]:
    """The phrases, and each once more with every word that may stand for one of its words."""
    out = list(phrases)
    for phrase in phrases:
        words = phrase.split(" ")
        for i, word in enumerate(words):
            out += [" ".join([*words[:i], other, *words[i + 1 :]]) for other in alike.get(word, ())]
    return out


def _fact(entry: Mapping[Any, Any]) -> FactCues:
    return FactCues(
        name=entry["name"],
        kind=entry["kind"],
        tiers=_tiers(entry.get("cues"), entry.get("alike")),
        block=_pattern(entry.get("not")),
        reach=int(entry.get("reach", 0)),
        part=entry.get("part", ""),
        counted=_pattern(entry.get("counted")),
        context=_pattern(entry.get("context")),
        none=_pattern(entry.get("none")),
        per_year=_pattern(entry.get("per_year")),
        per_lot=_pattern(entry.get("per_lot")),
        not_after=_pattern(entry.get("not_after")),
        planned=_pattern(entry.get("planned")),
        labels=frozenset(entry.get("labels", ())),
        ranges=bool(entry.get("ranges")),
        afterwards=bool(entry.get("afterwards")),
        choices=tuple(
            Choice(c["value"], compile_cues(c["any"]), _pattern(c.get("not")), c.get("certainty"))
            for c in entry.get("values", ())
        ),
        carriers=_pattern(entry.get("carriers")),
        heading=_pattern(entry.get("heading")),
        # YAML reads the bare keys `true:` and `false:` as booleans, which is what they mean here.
        flags={key: _tiers(entry.get(key)) for key in (True, False) if entry.get(key)},
    )


@cache
def load_cues() -> tuple[FactCues, ...]:
    """All facts with their cues, in the order of the files' names and entries."""
    out: list[FactCues] = []
    for path in sorted(rules_path("facts").glob("*.yaml")):
        out += [_fact(entry) for entry in parse_yaml(path.read_bytes())]
    return tuple(out)
