"""Where a cue stands, and which values stand near it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from upplint.documents.model import BlockKind
from upplint.language.analysis import Sentence
from upplint.language.quantities import Quantity
from upplint.tender.cues import Cues
from upplint.tender.facts.data import Tier
from upplint.tender.model import Fact, FactValue, Part


@dataclass(frozen=True, slots=True)
class Spot:
    """A cue in a sentence of a document. `start`, `end` count from the sentence's start."""

    document: int
    part: Part
    sentence: Sentence
    start: int
    end: int
    certainty: float


@dataclass(frozen=True, slots=True)
class Near:
    """A quantity near a cue: in which sentence, and how far away (sentences, characters)."""

    quantity: Quantity
    sentence: Sentence
    sentences: int
    characters: int


def find_spots(document: int, part: Part, tiers: tuple[Tier, ...], block: Cues | None) -> Iterator[Spot]:
    """Every cue that no blocking phrase in its sentence voids; a heading's phrase voids its own cue only."""
    for sentence in part.analysis.sentences:
        for tier in tiers:
            for match in tier.cues.finditer(sentence.text):
                if block and block.search(sentence.text):
                    continue
                yield Spot(document, part, sentence, match.start(), match.end(), tier.certainty)


def following(spot: Spot, reach: int) -> Iterator[Sentence]:
    """Up to `reach` sentences after the cue's own, within its section (for a heading: the section it opens)."""
    sentences = spot.part.analysis.sentences
    blocks = spot.part.document.blocks
    for sentence in sentences[spot.sentence.index + 1 : spot.sentence.index + 1 + reach]:
        if blocks[sentence.block].kind is BlockKind.HEADING:
            return
        yield sentence


def nearest(spot: Spot, wanted: Callable[[Quantity, Sentence], bool], reach: int, before: int = 80) -> Near | None:
    """The quantity that belongs to a cue: the first behind it in its sentence, else the closest within `before`
    characters ahead of it, else the first in the next `reach` sentences."""
    quantities = [q for q in spot.part.analysis.quantities(spot.sentence) if wanted(q, spot.sentence)]
    # A quantity may share its first words with the cue: "ska vara bindande till och med 2026-10-31".
    behind = [q for q in quantities if q.start >= spot.start and q.end > spot.end]
    if behind:
        return Near(behind[0], spot.sentence, 0, max(behind[0].start - spot.end, 0))
    ahead = [q for q in quantities if q.end <= spot.start and spot.start - q.end <= before]
    if ahead:
        return Near(ahead[-1], spot.sentence, 0, spot.start - ahead[-1].end)
    in_row = bool(spot.part.document.blocks[spot.sentence.block].cells)
    for i, sentence in enumerate(following(spot, max(reach, 1) if in_row else reach), 1):
        found = [q for q in spot.part.analysis.quantities(sentence) if wanted(q, sentence)]
        if found:
            return Near(found[0], sentence, i, found[0].start)
    return None


def make_fact(
    name: str,
    value: FactValue,
    spot: Spot,
    *,
    unit: str = "",
    sentence: Sentence | None = None,
    start: int | None = None,
    end: int | None = None,
    certainty: float | None = None,
) -> Fact:
    """A `Fact` grounded in the spot's document: from the cue to the value, within one sentence where they share it.

    `start`, `end` count from the start of `sentence` (default: the cue's own sentence and span).
    """
    document = spot.part.document
    where = sentence or spot.sentence
    a = spot.start if start is None else start
    b = spot.end if end is None else end
    if where.index == spot.sentence.index:
        a, b = min(a, spot.start), max(b, spot.end)
    first, last = where.start + a, where.start + b
    block = document.blocks[where.block]
    return Fact(
        name=name,
        value=value,
        unit=unit,
        certainty=round(spot.certainty if certainty is None else certainty, 3),
        file=document.file,
        page=document.page_at(first),
        section=document.section_number(block),
        excerpt=document.text[first:last],
        document=spot.document,
        start=first,
        end=last,
    )
