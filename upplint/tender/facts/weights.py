"""What the price weighs where it is told in points: "Pris kan ge högst 30 poäng, kvalitet högst 70", tables, lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from upplint.documents.model import Block, BlockKind
from upplint.language.analysis import Sentence
from upplint.tender.facts.spots import Spot, make_fact
from upplint.tender.facts.volume_table import cell_text, tables
from upplint.tender.model import Fact, Part

_PRICE = re.compile(r"\s*(?:kriteriet |anbuds|utvärderings|total|jämförelse)?pris(?:et|er|erna)?\b", re.I)
_PRICE_POINTS = re.compile(
    r"\b(?:anbuds|utvärderings|total|jämförelse)?pris(?:et)?\b[^.;\d]{0,40}?\b(?P<n>\d{1,4})(?P<unit>\s*poäng)?\b", re.I
)
_QUALITY_POINTS = re.compile(r"\bkvalitet\w*\b[^.;\d]{0,40}?\b(?P<n>\d{1,4})(?P<unit>\s*poäng)?\b", re.I)
_FORMULA = re.compile(r"\b(?:lägsta?|multiplicer\w*|divider\w*|proportion\w*)\b", re.I)
_HEAD = re.compile(r"poäng|vikt|procent|%|andel", re.I)
_TOTAL = re.compile(r"\s*(?:summa|total|totalt|sammanlagt|maxpoäng|högsta möjliga)\b", re.I)
_BARE = re.compile(r"\s*(?:max\.? |högst )?(?P<n>\d{1,4})\s*(?:p|poäng|%)?\s*", re.I)
_ITEM = re.compile(r"(?P<label>[^:\d]{2,80}?)[:,–-]\s*(?:max\.? |högst |upp till )?(?P<n>\d{1,4})\s*poäng\.?\s*", re.I)
_CERTAINTY = 0.88
_WHOLE = Decimal(100)


def point_facts(parts: Sequence[Part]) -> Iterator[Fact]:
    """`price_weight` in percent, where points for price and points for the rest are told."""
    for document, part in enumerate(parts):
        for sentence in part.analysis.sentences:
            yield from _told(document, part, sentence)
        first = {s.block: s for s in reversed(part.analysis.sentences)}
        for rows in tables(part.document.blocks):
            yield from _of_rows(document, part, rows, first)
        for items in _lists(part.document.blocks):
            yield from _of_items(document, part, items, first)


def _told(document: int, part: Part, sentence: Sentence) -> Iterator[Fact]:
    price, quality = _PRICE_POINTS.search(sentence.text), _QUALITY_POINTS.search(sentence.text)
    if not price or not quality or not (price["unit"] or quality["unit"]) or _FORMULA.search(sentence.text):
        return
    one, rest = Decimal(price["n"]), Decimal(quality["n"])
    start, end = min(price.start(), quality.start()), max(price.end(), quality.end())
    yield from _share(Spot(document, part, sentence, start, end, _CERTAINTY), one, one + rest, end)


def _of_rows(document: int, part: Part, rows: Sequence[Block], first: dict[int, Sentence]) -> Iterator[Fact]:
    heads = [cell_text(rows[0], i) for i in range(len(rows[0].cells))]
    for column in (i for i, head in enumerate(heads) if i and _HEAD.search(head)):
        read = [(row, m) for row in rows[1:] if (m := _BARE.fullmatch(cell_text(row, column)))]
        body = [(row, Decimal(m["n"])) for row, m in read if not _TOTAL.match(cell_text(row, 0))]
        total = next((Decimal(m["n"]) for row, m in read if _TOTAL.match(cell_text(row, 0))), _WHOLE)
        price = [(row, n) for row, n in body if _PRICE.match(cell_text(row, 0))]
        if len(price) != 1 or sum(n for _, n in body) != total or price[0][0].index not in first:
            continue  # criteria with criteria of their own add up to more
        row, number = price[0]
        spot = Spot(document, part, first[row.index], 0, 0, _CERTAINTY)
        yield from _share(spot, number, total, row.start + len(row.text) - spot.sentence.start)
        return


def _of_items(document: int, part: Part, items: Sequence[Block], first: dict[int, Sentence]) -> Iterator[Fact]:
    read = [(b, m) for b in items if (m := _ITEM.fullmatch(b.text))]
    price = [(b, Decimal(m["n"])) for b, m in read if _PRICE.match(m["label"])]
    total = sum((Decimal(m["n"]) for _, m in read), Decimal(0))
    if len(price) == 1 and len(read) > 1 and total == _WHOLE and price[0][0].index in first:
        spot = Spot(document, part, first[price[0][0].index], 0, 0, _CERTAINTY)
        yield from _share(spot, price[0][1], total, len(spot.sentence.text))


def _lists(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    run: list[Block] = []
    for block in blocks:
        if block.kind is BlockKind.LIST_ITEM and not block.cells:
            run.append(block)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _share(spot: Spot, price: Decimal, total: Decimal, end: int) -> Iterator[Fact]:
    if 0 < price < total:
        share = (price / total * _WHOLE).quantize(Decimal("0.1")).normalize()
        yield make_fact("price_weight", Decimal(f"{share:f}"), spot, unit="percent", end=end)
