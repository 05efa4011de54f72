"""Where a cue stands, and which values stand near it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from upplint.documents.model import BlockKind
from upplint.language.analysis import Sentence
from upplint.language.quantities import Quantity
from upplint.tender.cues import Cues
from upplint.tender.facts.data import FactCues, Tier
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


_LABELLED = 0.9
_CODE = re.compile(r"(?:AF[A-Z](?:\.\d+)?|\d+(?:\.\d+)*\.?)\s+")  # a heading's number, where it is part of the text


def find_spots(document: int, part: Part, cues: FactCues) -> Iterator[Spot]:
    """Every cue and label that no blocking phrase in its sentence voids."""
    yield from _cue_spots(document, part, cues.tiers, cues.block)
    if cues.labels:
        yield from label_spots(document, part, cues.labels)


def label_spots(document: int, part: Part, labels: frozenset[str]) -> Iterator[Spot]:
    """The cells of a row, headings, and what stands before a colon in a short line, that are one of the labels."""
    for sentence in part.analysis.sentences:
        head, colon, _ = sentence.text.partition(":")
        heading = part.document.blocks[sentence.block].kind is BlockKind.HEADING
        code = _CODE.match(head) if heading else None
        if head[code.end() if code else 0 :].strip().lower() not in labels:
            continue
        if colon or heading or sentence.column is not None:
            yield Spot(document, part, sentence, 0, len(head), _LABELLED)


def _cue_spots(document: int, part: Part, tiers: tuple[Tier, ...], block: Cues | None) -> Iterator[Spot]:
    places = [(s.index, i) for i, tier in enumerate(tiers) for s in tier.cues.places(part.analysis)]
    for index, i in sorted(places):
        sentence, tier = part.analysis.sentences[index], tiers[i]
        if tier.early and sentence.block >= tier.early:
            continue
        for match in tier.cues.finditer(sentence.text):
            if any(words and words.search(sentence.text) for words in (block, tier.block)):
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
    """The quantity that belongs to a cue: the first behind it in its sentence, else one inside it, else the closest
    within `before` characters ahead of it, else the first in the next `reach` sentences."""
    quantities = [q for q in spot.part.analysis.quantities(spot.sentence) if wanted(q, spot.sentence)]
    # A quantity may share its first words with the cue: "ska vara bindande till och med 2026-10-31".
    behind = [q for q in quantities if q.start >= spot.start and q.end > spot.end]
    if behind:
        return Near(behind[0], spot.sentence, 0, max(behind[0].start - spot.end, 0))
    within = [q for q in quantities if q.start >= spot.start and q.end <= spot.end]
    if within:  # "har högst 90 000 kronor att lägga"
        return Near(within[0], spot.sentence, 0, 0)
    ahead = [q for q in quantities if q.end <= spot.start and spot.start - q.end <= before]
    if ahead:
        return Near(ahead[-1], spot.sentence, 0, spot.start - ahead[-1].end)
    in_row = bool(spot.part.document.blocks[spot.sentence.block].cells)
    others = beside(spot) if in_row else following(spot, reach)
    for i, sentence in enumerate(others, 1):
        found = [q for q in spot.part.analysis.quantities(sentence) if wanted(q, sentence)]
        if found:
            return Near(found[0], sentence, i, found[0].start)
    return None


def beside(spot: Spot) -> Iterator[Sentence]:
    """The cells behind a cell in its row; then, in a table of two rows, the cell below it."""
    sentences, blocks = spot.part.analysis.sentences, spot.part.document.blocks
    row = spot.sentence.block
    below = row + 1 < len(blocks) and bool(blocks[row + 1].cells)
    more = row + 2 < len(blocks) and bool(blocks[row + 2].cells)
    above = row > 0 and bool(blocks[row - 1].cells)
    for sentence in sentences[spot.sentence.index + 1 :]:
        if sentence.block == row:
            yield sentence
        elif sentence.block == row + 1 and below and not more and not above:
            if sentence.column == spot.sentence.column:
                yield sentence
        else:
            return


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
