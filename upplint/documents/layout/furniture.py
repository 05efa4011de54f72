"""Running headers and footers: rows that come back at the same place on many pages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from upplint.documents.layout.marks import PAGE_NUMBER

#: How far into the page (share of its height) running headers and footers may reach.
TOP_ZONE, BOTTOM_ZONE = 0.16, 0.14
_SLACK = 4.0
_DIGITS = re.compile(r"\d+")
_SENTENCE = re.compile(r"(?:\S+\s+){3,}\S+[.;:]")


@dataclass(frozen=True, slots=True)
class Margin:
    """A row near the top or bottom edge: its text, distance from the nearer edge, and at which edge it is."""

    text: str
    place: float
    at_top: bool


def mask(text: str) -> str:
    """The text with every number replaced, so that page numbers and dates do not make rows different."""
    return _DIGITS.sub("#", " ".join(text.split())).casefold()


def margin(text: str, top: float, bottom: float, height: float) -> Margin | None:
    """The row as a margin row, None where it stands in the body of the page."""
    if height <= 0:
        return None
    if top < TOP_ZONE * height:
        return Margin(text, top, True)
    if bottom > (1 - BOTTOM_ZONE) * height:
        return Margin(text, height - bottom, False)
    return None


class Furniture:
    """The running headers and footers of a document, learnt from a sample of its pages."""

    def __init__(self, pages: Sequence[Iterable[Margin]]) -> None:
        """Learn from the margin rows of sampled pages, one collection a page."""
        seen: dict[tuple[str, bool], list[tuple[int, float]]] = defaultdict(list)
        texts: dict[tuple[str, bool], set[str]] = defaultdict(set)
        for number, rows in enumerate(pages):
            for row in rows:
                seen[mask(row.text), row.at_top].append((number, row.place))
                texts[mask(row.text), row.at_top].add(row.text)
        self._places: dict[tuple[str, bool], list[float]] = {}
        needed = 2 if len(pages) <= 4 else max(3, round(0.3 * len(pages)))
        for key, found in seen.items():
            if len(texts[key]) > 1 and _SENTENCE.fullmatch(key[0]):
                continue  # a sentence whose numbers change from page to page says something else on each
            for _, place in found:
                near = {number for number, other in found if abs(other - place) <= _SLACK}
                if len(near) >= needed:
                    self._places.setdefault(key, []).append(place)

    def holds(self, row: Margin) -> bool:
        """True if the row is a running header or footer."""
        places = self._places.get((mask(row.text), row.at_top))
        if places is not None and any(abs(p - row.place) <= _SLACK for p in places):
            return True
        return bool(PAGE_NUMBER.fullmatch(row.text.strip()))
