"""Is the procurement divided into lots, how many are there, and how many may be bid on and won?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from upplint.documents.model import BlockKind
from upplint.language.quantities.numbers import parse_words
from upplint.tender.facts.data import FactCues
from upplint.tender.facts.spots import Spot, beside, find_spots, label_spots, make_fact
from upplint.tender.model import Fact, Part

_NAMED = re.compile(
    r"\b(?P<word>anbudsområde|delområde|avtalsområde|delkontrakt|produktområde|kontraktsområde)\s+(?P<mark>\d{1,2}|[A-H])\b",
    re.I,
)
_DIVIDED = re.compile(
    r"\b(?:uppdela[dt]|indelas|delas upp|delad i|delas in|indela[dt]|består av|omfattar|uppdelad på|fördelat på)\b",
    re.I,
)


_IN_PARTS = re.compile(
    r"\b(?:uppdela[dt]|indela[dt]|dela[dst]* upp|delad|dela[dst]* in|indelas)\s+(?:i|på)\s+(?P<n>\w+)(?:\s*\(\d+\))?"
    r"(?:\s+(?:olika|geografiska|separata))?\s+(?:delar|lotter)\b",
    re.I,
)
_NUMBER_ALONE = re.compile(r"[\s:]*(?P<n>\d{1,2}|[a-zåäö]+)(?: (?:st|stycken))?[\s.]*", re.I)
_NO_LOTS = frozenset({"nej", "inga", "ingen", "0"})
_MOST_LOTS = 60
_GAPS = 0.65


def lot_facts(cues: FactCues, parts: Sequence[Part]) -> Iterator[Fact]:
    """`lots`: 0 where the tender says it is not divided, else how many; nothing where nothing is said."""
    for document, part in enumerate(parts):
        if cues.none:
            for sentence in cues.none.places(part.analysis):
                match = cues.none.search(sentence.text)
                if match:
                    yield make_fact(cues.name, 0, Spot(document, part, sentence, match.start(), match.end(), 0.95))
        for spot in find_spots(document, part, replace(cues, block=None, labels=frozenset())):
            yield from _counted(cues, spot)
        for spot in label_spots(document, part, cues.labels):
            yield from _labelled(cues, spot)
    yield from _named(cues, parts)


def _counted(cues: FactCues, spot: Spot) -> Iterator[Fact]:
    """ "upphandlingen är uppdelad i fyra anbudsområden" """
    for q in spot.part.analysis.quantities(spot.sentence):
        near = q.kind == "count" and q.value is not None and q.start <= spot.start <= q.end + 1
        if near and q.value and q.value > 1 and _DIVIDED.search(spot.sentence.text):
            yield make_fact(cues.name, int(q.value), spot, start=q.start, end=max(q.end, spot.end))

    # "delar" has many meanings, so the quantities leave it alone; behind "uppdelad i" it can only be lots.
    parts = _IN_PARTS.search(spot.sentence.text)
    number = parse_words(parts["n"]) if parts and parts["n"].isalpha() else None
    if parts and parts["n"].isdigit():
        number = Decimal(parts["n"])
    if parts and parts.end() == spot.end and number and number > 1:
        yield make_fact(cues.name, int(number), spot, start=parts.start())


def _labelled(cues: FactCues, spot: Spot) -> Iterator[Fact]:
    """ "Antal delar: 4", and the same as a row of a table."""
    behind = [s.text for s in beside(spot)][:1] if spot.sentence.column is not None else []
    text = behind[0] if behind else spot.sentence.text[spot.end :]
    said = _NUMBER_ALONE.fullmatch(text)
    if said is None:
        return
    word = said["n"].lower()
    number = 0 if word in _NO_LOTS else int(word) if word.isdigit() else int(parse_words(word) or 0)
    if word in _NO_LOTS or 1 <= number <= _MOST_LOTS:
        end = spot.end if behind else len(spot.sentence.text)
        yield make_fact(cues.name, 0 if number == 1 else number, spot, end=end)


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
        # Where some numbers are not named ("anbudsområde 2", "anbudsområde 7") the count is no count.
        last = max(int(m) if m.isdigit() else ord(m) - ord("A") + 1 for m in marks)
        yield make_fact(cues.name, len(marks), marks[min(marks)], certainty=_GAPS if last != len(marks) else None)
