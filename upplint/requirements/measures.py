"""The numbers of a requirement, tied to what they measure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from upplint.language.analysis import Analysis, Sentence
from upplint.language.quantities import Comparator, Quantity, QuantityKind
from upplint.requirements import cues
from upplint.requirements.model import Measure

_FAR = 160  # characters: a cue further off does not tie
_TOPIC_DISTANCE = 90
_LEAD_DISTANCE = 60


@dataclass(frozen=True, slots=True)
class MeasureCue:
    """A compiled entry of `rules/requirements/measures.yaml`."""

    what: str
    kinds: frozenset[str]
    near: re.Pattern[str] | None
    also: re.Pattern[str] | None
    counted: re.Pattern[str] | None
    units: frozenset[str]
    notes: frozenset[str]
    topics: frozenset[str]
    only_topics: frozenset[str]


@cache
def measure_cues() -> tuple[MeasureCue, ...]:
    """All entries, in the order of the file."""

    def plain(entry: dict[str, str], key: str) -> re.Pattern[str] | None:
        return cues.plain(entry[key]) if entry.get(key) else None

    return tuple(
        MeasureCue(
            e["what"],
            frozenset(e["kinds"]),
            plain(e, "near"),
            plain(e, "also"),
            plain(e, "counted"),
            frozenset(e.get("units", ())),
            frozenset(e.get("notes", ())),
            frozenset(e.get("topics", ())),
            frozenset(e.get("only_topics", ())),
        )
        for e in cues.load("measures")["measures"]
    )


def find_measures(
    analysis: Analysis, sentence: Sentence, start: int, end: int, topic: str, lead: Sentence | None
) -> tuple[Measure, ...]:
    """The quantities of a requirement with what they measure; offsets are in the document's text.

    Args:
        sentence: the requirement's. start, end: the requirement in the document's text.
        topic: what it is about. lead: the sentence that introduces it, whose quantities hold for it too.

    Returns:
        One measure a quantity, in order of place; quantities that nothing ties to are called after the topic.
    """
    out = []
    lead_text = lead.text if lead is not None else ""
    spans = [(sentence, q, lead_text) for q in analysis.quantities(sentence)]
    if lead is not None:
        spans += [(lead, q, sentence.text) for q in analysis.quantities(lead)]
    for home, quantity, other in spans:
        moved = replace(quantity, start=home.start + quantity.start, end=home.start + quantity.end)
        if home is sentence and not (start <= moved.start and moved.end <= end):
            continue
        out.append(Measure(what_of(home.text, quantity, topic, other), moved))
    out += _grades(sentence, start, end, [m.quantity for m in out])
    return tuple(sorted(out, key=lambda m: (m.quantity.start, m.what)))


def what_of(text: str, quantity: Quantity, topic: str, lead: str = "") -> str:
    """What a quantity measures: the entry whose cue stands closest in the sentence, else the topic's, else the topic.

    Args:
        text: the sentence that the quantity's offsets count in. topic: of the requirement. lead: its lead-in (or item).
    """
    best: tuple[float, int] | None = None
    for i, cue in enumerate(measure_cues()):
        if quantity.kind not in cue.kinds or (cue.units and quantity.unit not in cue.units):
            continue
        if cue.only_topics and topic not in cue.only_topics:
            continue
        if cue.also is not None and not cue.also.search(text):
            continue
        distance = _distance(cue, text, quantity, topic, lead)
        if distance is not None and distance <= _FAR and (best is None or (distance, i) < best):
            best = (distance, i)
    return measure_cues()[best[1]].what if best else topic


def _distance(cue: MeasureCue, text: str, quantity: Quantity, topic: str, lead: str) -> float | None:
    found: list[float] = []
    if cue.notes & set(quantity.notes) or (cue.counted and quantity.counted and cue.counted.search(quantity.counted)):
        found.append(0.0)
    if cue.near is not None:
        for match in cue.near.finditer(text):
            if match.end() <= quantity.start:
                found.append(quantity.start - match.end())
            elif match.start() >= quantity.end:
                found.append((match.start() - quantity.end) * 0.8)  # what is counted stands behind
            else:
                found.append(1.0)
        if lead and cue.near.search(lead):
            found.append(float(_LEAD_DISTANCE))
    elif cue.what == quantity.kind:
        found.append(float(_TOPIC_DISTANCE))
    if topic in cue.topics:
        found.append(float(_TOPIC_DISTANCE) / 2)
    if cue.counted is not None and quantity.counted and not cue.counted.search(quantity.counted):
        return None
    return min(found) if found else None


def _grades(sentence: Sentence, start: int, end: int, taken: Iterable[Quantity]) -> list[Measure]:
    """Ratings and risk classes, which are not numbers with units."""
    out = []
    spans = [(q.start, q.end) for q in taken]
    for match in cues.plain(cues.load("measures")["grades"]).finditer(sentence.text):
        a, b = sentence.start + match.start("grade"), sentence.start + match.end("grade")
        if not start <= a < end or any(x < b and a < y for x, y in spans):
            continue
        grade = match.group("grade")
        least = _least(sentence.text, match.start(), match.start("grade"), match.end())
        quantity = Quantity(
            a,
            b,
            QuantityKind.SCORE,
            value=Decimal(grade) if grade.isdigit() else None,
            unit="rating",
            comparator=Comparator.GE if least else Comparator.EQ,
            counted=grade,
        )
        out.append(Measure("rating", quantity))
    return out


def _least(text: str, start: int, grade: int, end: int) -> bool:
    """Is a grade the lowest that will do ("lägst A", "A eller högre", "A och uppåt")?"""
    data = cues.load("measures")["lowest"]
    before, behind = text[max(start - 40, 0) : grade], text[end : end + 30]
    return bool(cues.words(data["before"]).search(before) or cues.plain(data["behind"]).match(behind))
