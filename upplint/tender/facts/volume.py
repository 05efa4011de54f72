"""How much is bought: hours, posts, square metres, places, pieces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from upplint.language.quantities import Quantity
from upplint.tender.facts.spots import Spot, make_fact
from upplint.tender.model import Fact, Part

_CUE = re.compile(
    r"\b(?:uppdragets omfattning|uppdraget (?:beräknas )?(?:att )?omfatta[r]?"
    r"|uppskattad (?:årlig )?(?:inköps)?(?:volym|omfattning|mängd)|beräknad (?:volym|omfattning|mängd)|inköpsvolym"
    r"|volymen (?:uppskattas|beräknas)|omfattningen (?:är|uppskattas|beräknas)|avropets omfattning|avropet omfattar"
    r"|antalet \w+ (?:uppskattas|beräknas)|(?:arbetet|uppdraget|tjänsten) beräknas"
    r"|(?:uppskattar|beräknar|bedömer) (?:volymen|omfattningen|behovet|mängden)"
    r"|behovet (?:uppskattas|beräknas)|uppskattat behov|beräknat behov|beräknas omfatta)",
    re.I,
)
_UNITS = {"hour": "hours", "m2": "m2", "fte": "full-time post", "kg": "kg"}
_POST = re.compile(r"heltid|ekvivalent|årsarbet", re.I)
_COUNTED = re.compile(
    r"(?P<stem>konsult|specialist|plats|portion|måltid|elev|deltagar|brukar|fordon|lägenhet|resa|resor|leverans)\w*",
    re.I,
)
_SINGULAR = {"konsult": "consultants", "specialist": "consultants", "plats": "places", "portion": "portions"}
_HALF = re.compile(r"\b(?:en halv|hälften av en|halvtid\w*)\b", re.I)


def volume_facts(parts: Sequence[Part]) -> Iterator[Fact]:
    """Each stated volume of the purchase, with its unit; several rows give several facts."""
    for document, part in enumerate(parts):
        for sentence in part.analysis.sentences:
            cue = _CUE.search(sentence.text)
            if cue is None:
                continue
            spot = Spot(document, part, sentence, cue.start(), cue.end(), 0.85)
            yield from _of(spot, sentence.text, part.analysis.quantities(sentence))


def _of(spot: Spot, text: str, quantities: Sequence[Quantity]) -> Iterator[Fact]:
    if _POST.search(text):
        share = next((q for q in quantities if q.kind == "percent" and q.value), None)
        half = _HALF.search(text)
        if half or share:
            value = Decimal("0.5") if half or share is None or share.value is None else share.value / 100
            start, end = (half.start(), half.end()) if half else (share.start, share.end) if share else (0, 0)
            yield make_fact("volume", value, spot, unit="full-time post", start=start, end=end)
            return
    for q in quantities:
        if q.value is None or q.end <= spot.start:
            continue
        unit = _UNITS.get(q.unit, "")
        if not unit and q.kind == "count" and q.counted and (counted := _COUNTED.search(q.counted)):
            unit = _SINGULAR.get(counted["stem"].lower(), q.counted.lower())
        if unit:
            value = q.upper or q.value
            yield make_fact("volume", value, spot, unit=unit, start=q.start, end=q.end)
            return
