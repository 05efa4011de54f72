"""Is the procurement divided into lots, how many are there, and how many may be bid on and won?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from upplint.documents.model import BlockKind
from upplint.tender.facts.data import FactCues
from upplint.tender.facts.spots import Spot, find_spots, make_fact
from upplint.tender.model import Fact, Part

_NAMED = re.compile(
    r"\b(?P<word>anbudsområde|delområde|avtalsområde|delkontrakt|produktområde|kontraktsområde)\s+(?P<mark>\d{1,2}|[A-H])\b",
    re.I,
)
_DIVIDED = re.compile(
    r"\b(?:uppdela[dt]|indelas|delas upp|delad i|delas in|indela[dt]|består av|omfattar|uppdelad på|fördelat på)\b",
    re.I,
)


def lot_facts(cues: FactCues, parts: Sequence[Part]) -> Iterator[Fact]:
    """`lots`: 0 where the tender says it is not divided, else how many; nothing where nothing is said."""
    for document, part in enumerate(parts):
        if cues.none:
            for sentence in part.analysis.sentences:
                match = cues.none.search(sentence.text)
                if match:
                    yield make_fact(cues.name, 0, Spot(document, part, sentence, match.start(), match.end(), 0.95))
        for spot in find_spots(document, part, cues.tiers, None):
            yield from _counted(cues, spot)
    yield from _named(cues, parts)


def _counted(cues: FactCues, spot: Spot) -> Iterator[Fact]:
    """ "upphandlingen är uppdelad i fyra anbudsområden" """
    for q in spot.part.analysis.quantities(spot.sentence):
        near = q.kind == "count" and q.value is not None and q.start <= spot.start <= q.end + 1
        if near and q.value and q.value > 1 and _DIVIDED.search(spot.sentence.text):
            yield make_fact(cues.name, int(q.value), spot, start=q.start, end=max(q.end, spot.end))


def _named(cues: FactCues, parts: Sequence[Part]) -> Iterator[Fact]:
    """Lots named one by one: "Anbudsområde 1", "Anbudsområde 2" ... in headings, lists and tables."""
    marks: dict[str, Spot] = {}
    for document, part in enumerate(parts):
        blocks = part.document.blocks
        for sentence in part.analysis.sentences:
            kind = blocks[sentence.block].kind
            for match in _NAMED.finditer(sentence.text):
                certainty = 0.8 if kind is not BlockKind.PARAGRAPH else 0.7
                marks.setdefault(
                    match["mark"].upper(), Spot(document, part, sentence, match.start(), match.end(), certainty)
                )
    if len(marks) > 1:
        yield make_fact(cues.name, len(marks), marks[min(marks)])
