"""How much is bought: in sentences, in list items, and in tables (one fact a row). Data: `rules/tender/volume.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from upplint.documents.model import Block, BlockKind
from upplint.language.analysis import Sentence
from upplint.language.quantities import Quantity
from upplint.resources import rules_path
from upplint.tender._data import read_yaml
from upplint.tender.cues import Cues, compile_cues
from upplint.tender.facts.spots import Spot, make_fact
from upplint.tender.facts.volume_table import tables, volume_rows
from upplint.tender.model import Fact, Part, Role

_POST = re.compile(r"heltid|halvtid|ekvivalent|årsarbet", re.I)
_HALF = re.compile(r"\b(?:en halv|hälften av en|halvtid\w*)\b", re.I)
_NUMBER = r"(?<![\w,.-])(?P<n>\d{1,3}(?:[ \u00a0\u202f.]\d{3})+|\d+)(?:,(?P<d>\d+))?(?![\d,.]\d)"
_UNIT = r"(?P<unit>[a-zåäö][a-zåäö²³0-9-]*)"
_ITEM = re.compile(
    rf"(?P<label>[^:.;]{{2,80}}(?::|\s[–—-]))\s*(?:ca\.?|cirka|omkring|ungefär|uppskattningsvis|c:a)?\s*{_NUMBER}\s+{_UNIT}\b"
    r"(?P<rest>[^.;]{0,60})[.;]?\s*",
    re.I,
)
_NUMBER_OF = re.compile(rf"\bantalet (?P<unit>[a-zåäö]+) [^.\d]{{0,40}}?{_NUMBER}", re.I)
_NO_UNIT = re.compile(
    r"(?:kr|kronor|sek|tkr|mkr|mnkr|msek|miljon\w*|miljard\w*|procent|poäng|dag\w*|arbetsdag\w*|månad\w*|år|års|minut\w*|vecka|"
    r"veckor|sidor|sida|januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|och|eller|till|av|i)$",
    re.I,
)
_LIMIT = re.compile(r"\b(?:minst|lägst|högst|max\w*|krav\w*|inom|senast)\b", re.I)
_SAID, _LISTED, _TABLED = 0.85, 0.82, 0.8
_ABOVE = 12  # blocks between a list item and what it hangs on


@dataclass(frozen=True)
class _Words:
    said: Cues
    bought: Cues
    when: Cues
    about: Cues
    demands: Cues
    nouns: Cues
    units: Mapping[str, str]


@cache
def _data() -> Mapping[str, Any]:
    data: Mapping[str, Any] = read_yaml(rules_path("tender", "volume.yaml"))
    return data


@cache
def _words() -> _Words:
    data = _data()
    units = {word: name for name, words in data["units"].items() for word in words}
    cues = {key: compile_cues(data[key]) for key in ("said", "bought", "when", "about", "demands", "nouns")}
    return _Words(units=units, **cues)


def volume_facts(parts: Sequence[Part]) -> Iterator[Fact]:
    """Each stated volume of the purchase, with its unit; several items or rows give several facts."""
    for document, part in enumerate(parts):
        places = {s.index for cues in (_words().said, _words().when) for s in cues.places(part.analysis)}
        for sentence in (part.analysis.sentences[i] for i in sorted(places)):
            yield from _told(document, part, sentence)
        if part.role not in (Role.ESPD, Role.PRICE_SHEET):
            yield from _listed(document, part)
            yield from _tabled(document, part)


def _told(document: int, part: Part, sentence: Sentence) -> Iterator[Fact]:
    """ "Uppdraget beräknas omfatta 500 timmar", "Under 2025 gjordes 61 000 besök"."""
    words, text = _words(), sentence.text
    cue = words.said.search(text)
    if cue is None and words.when.search(text):
        cue = words.bought.search(text)
    if cue is None:
        return
    spot = Spot(document, part, sentence, cue.start(), cue.end(), _SAID)
    found = list(_posts(spot)) or list(_quantities(spot, part.analysis.quantities(sentence)))
    yield from found or _number_of(spot)


def _posts(spot: Spot) -> Iterator[Fact]:
    text = spot.sentence.text
    if not _POST.search(text):
        return
    quantities = spot.part.analysis.quantities(spot.sentence)
    share = next((q for q in quantities if q.kind == "percent" and q.value), None)
    half = _HALF.search(text)
    if half or share:
        value = Decimal("0.5") if half or share is None or share.value is None else share.value / 100
        start, end = (half.start(), half.end()) if half else (share.start, share.end) if share else (0, 0)
        yield make_fact("volume", value, spot, unit="full-time post", start=start, end=end)


def _quantities(spot: Spot, quantities: Sequence[Quantity]) -> Iterator[Fact]:
    """The first quantity with a unit near the cue, and those of the same kind that follow it."""
    first = ""
    for q in quantities:
        read = _measured(q, spot.sentence.text)
        if read is None:
            continue
        value, unit = read
        if first in ("", unit) or q.kind == "count":
            first = first or unit
            yield make_fact("volume", value, spot, unit=unit, start=q.start, end=q.end)


_KINDS = {"hour": "hours", "m2": "m2", "fte": "full-time post", "kg": "kg", "km": "km", "m3": "m3", "litre": "litres"}


def _measured(q: Quantity, text: str) -> tuple[Decimal, str] | None:
    value = q.upper or q.value
    if value is None or q.rate not in (None, "year", "month"):
        return None
    unit = _KINDS.get(q.unit, "")
    if unit and q.rate == "month" and unit != "full-time post":
        unit += " per month"
    if unit == "kg" and re.search(r"\bton\b", text[q.start : q.end]):
        return value / 1000, "tonnes"
    if unit:
        return value, unit
    if q.kind == "count" and q.counted:
        after = re.match(r"\s+(\w+)", text[q.end :])  # "29 tunga fordon": the counted word may be an adjective
        for word in (q.counted.lower().split()[0], *((after[1].lower(),) if after else ())):
            unit = _words().units.get(word, "")
            if unit or _words().nouns.search(word):
                return value, unit or word
    return None


def _number_of(spot: Spot) -> Iterator[Fact]:
    """ "Antalet avrop beräknas till 130 per år"."""
    match = _NUMBER_OF.search(spot.sentence.text)
    if match:
        yield make_fact("volume", _value(match), spot, unit=match["unit"], start=match.start(), end=match.end())


def _value(match: re.Match[str]) -> Decimal:
    whole = re.sub(r"\D", "", match["n"])
    return Decimal(f"{whole}.{match['d']}" if match["d"] else whole)


def _listed(document: int, part: Part) -> Iterator[Fact]:
    """ "film och foto: 300 timmar" below something that says that volumes follow."""
    first = {s.block: s for s in reversed(part.analysis.sentences)}
    for block in part.document.blocks:
        if block.cells or block.kind not in (BlockKind.LIST_ITEM, BlockKind.PARAGRAPH) or block.index not in first:
            continue
        match = _ITEM.fullmatch(block.text)
        if match is None or _NO_UNIT.match(match["unit"]) or _LIMIT.search(block.text):
            continue
        if not _announced(part, block):
            continue
        word = match["unit"].lower()
        spot = Spot(document, part, first[block.index], 0, 0, _LISTED)
        unit = _words().units.get(word, word)
        yield make_fact("volume", _value(match), spot, unit=unit, end=match.end("unit"))


def _announced(part: Part, block: Block) -> bool:
    """Does the heading, or the last paragraph before the list, say that quantities follow?"""
    words, blocks = _words(), part.document.blocks
    heading = blocks[block.section[-1]] if block.section else None
    if heading is not None and words.demands.search(heading.text):
        return False
    if heading is not None and words.about.search(heading.text):
        return True
    for i in range(block.index - 1, max(-1, block.index - _ABOVE), -1):
        above = blocks[i]
        if above.kind is BlockKind.HEADING:
            return False
        if above.kind is BlockKind.PARAGRAPH and not above.cells and not _ITEM.fullmatch(above.text):
            return bool(words.about.search(above.text))
    return False


def _tabled(document: int, part: Part) -> Iterator[Fact]:
    """One fact a row of a table of quantities."""
    first = {s.block: s for s in reversed(part.analysis.sentences)}
    data = _data()
    for rows in tables(part.document.blocks):
        if not _announced(part, rows[0]) and not _own_words(part, rows[0]):
            continue
        for block, value, unit in volume_rows(part.document, rows, data):
            if block.index not in first:
                continue
            spot = Spot(document, part, first[block.index], 0, 0, _TABLED)
            yield make_fact("volume", value, spot, unit=unit, end=block.start + len(block.text) - spot.sentence.start)


def _own_words(part: Part, header: Block) -> bool:
    """A header that speaks of quantities itself needs no announcement, unless the heading speaks of demands."""
    above = part.document.blocks[header.section[-1]].text if header.section else ""
    return bool(_words().about.search(header.text)) and not _words().demands.search(above)
