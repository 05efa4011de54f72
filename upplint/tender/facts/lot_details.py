"""What each lot is called and worth, and how many lots may be bid on and won (4 kap. 15 § LOU)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from upplint.documents.model import Block, BlockKind, Document
from upplint.language.quantities import find_quantities, to_sek
from upplint.language.quantities.numbers import parse_words
from upplint.tender.facts.spots import Spot, make_fact
from upplint.tender.model import Fact, Part, Role

_WORDS = r"(?:anbudsområde|delområde|avtalsområde|delkontrakt|produktområde|kontraktsområde|område|del)"
_LOT = re.compile(rf"\s*(?P<mark>{_WORDS}\s+(?:\d{{1,2}}|[A-H]))\b(?P<rest>.*)", re.I | re.S)
_MARK_ALONE = re.compile(r"\s*(?:\d{1,2}|[A-H])\s*", re.I)
_HEADER = re.compile(rf"\s*{_WORDS}\s*", re.I)
_NAME = re.compile(r"[\s:.,–—-]*(?P<name>[^\s:.,;–—-][^.;\n]{1,80})")
_MONEY_HEADER = re.compile(r"\bvärde|\btakvärde|\bbelopp|\bkontraktssumma|\btakvolym", re.I)
_UNIT = re.compile(r"\b(tkr|kkr|mkr|mnkr|msek|kr|kronor|sek)\b", re.I)
_YEARLY = re.compile(r"\bper (?:år|läsår|avtalsår)|\bårlig|/år", re.I)
_BARE = re.compile(r"\s*(?:ca |cirka )?(\d[\d\s\u00a0]*(?:,\d+)?)\s*")
_COUNT = r"(?P<n>\d{1,2}|en|ett|två|tre|fyra|fem|sex|sju|åtta)(?: \(\d+\))?(?: av)?(?: de)? (?:\w+ )?"
_LOTS = r"(?:delar|del\b|anbudsområden?|delområden?|områden?|delkontrakt|avtalsområden?)"
_AT_MOST = r"(?:(?:som )?(?:högst|mest|maximalt|max|upp till)|inte (?:fler|mer) än)"
_WON = re.compile(
    rf"\b(?:tilldelas|tilldelats|vinna|vinner|få(?:r)?(?: (?:avtal|kontrakt) (?:på|om|i))?|antas? (?:för|på|i)) "
    rf"{_AT_MOST} {_COUNT}{_LOTS}",
    re.I,
)
_BID = re.compile(
    rf"\banbud (?:får |kan )?(?:lämnas )?(?:på|för|avse|omfatta) {_AT_MOST} {_COUNT}{_LOTS}",
    re.I,
)
#: Unit of the most that may be bought in a lot, to tell it from what the lot is reckoned to be worth.
AT_MOST_PER_LOT = "SEK per lot at most"
_CEILING_HEADER = re.compile(r"\btak|\bhögsta|\bhögst\b|\bmax", re.I)
_FURTHER = re.compile(r"\s*(?:[,/–-]\s*\d|(?:och|samt|eller|till|t\.o\.m\.)\s)", re.I)  # "Område 1 och 2", "Del 1–3"
# What a line says of its lot behind the name: "Område 1: Norr, uppskattat värde 5 000 000 kr".
_WORTH = re.compile(
    r"\s*[,(:;–—-]?\s*(?:\(|\bca |\bcirka |\bett )?(?:(?:uppskatta|beräkna|bedöm)\w*|tak\w*|högsta|värde\w*|budget\w*|"
    r"\d[\d\s\u00a0]*(?:,\d+)?\s*(?:kr|kronor|tkr|mkr|mnkr|msek|miljoner)\b).*",
    re.I | re.S,
)
_LEAST = 2  # lots; a single one named is no division


def lot_details(parts: Sequence[Part]) -> Iterator[Fact]:
    """Facts `lot` (name), `lot_value` (SEK per lot), `lots_bid_max` and `lots_won_max` that the documents state."""
    for document, part in enumerate(parts):
        if part.role in (Role.BID, Role.REGISTER, Role.ESPD):
            continue
        yield from _caps(document, part)
        found = list(_listed(document, part))
        if sum(f.name == "lot" for f in found) >= _LEAST:
            yield from found


def speaks_of_one_lot(document: Document, block: Block) -> bool:
    """Whether a block, or a heading above it, begins with the mark of one lot ("Anbudsområde 2: Söder")."""
    for text in (block.text, *(document.blocks[i].text for i in block.section)):
        lot = _LOT.match(text)
        if lot is not None and not _FURTHER.match(lot["rest"]):
            return True
    return False


def _caps(document: int, part: Part) -> Iterator[Fact]:
    for sentence in part.analysis.sentences:
        for name, pattern in (("lots_won_max", _WON), ("lots_bid_max", _BID)):
            match = pattern.search(sentence.text)
            if match:
                said = match["n"].lower()
                number = int(said) if said.isdigit() else int(parse_words(said) or 1)
                yield make_fact(name, number, Spot(document, part, sentence, match.start(), match.end(), 0.9))


def _listed(document: int, part: Part) -> Iterator[Fact]:
    """Lots in headings, list items and rows: "Anbudsområde A: Tolkning på plats", "Del 1 | Norra | 1 900 000"."""
    header: Block | None = None
    first = {s.block: s for s in reversed(part.analysis.sentences)}
    seen: set[str] = set()
    for block in part.document.blocks:
        cells = [block.text[c.start : c.end] for c in block.cells]
        if not cells:
            header = None
        elif header is None:
            header = block
        spot = Spot(document, part, first[block.index], 0, 0, 0.85) if block.index in first else None
        if spot is None or (not cells and not _may_name(block)):
            continue
        name = _row_name(cells, header) if cells else _name(block.text)
        if name is None or name.lower() in seen:
            continue
        seen.add(name.lower())
        whole = block.start + len(block.text) - spot.sentence.start
        yield make_fact("lot", name, spot, end=whole)
        if cells and header is not None:
            yield from _value(spot, cells, header, whole)


def _may_name(block: Block) -> bool:
    """A heading, a list item, or a line of its own with a colon or a dash behind the mark."""
    if block.kind is not BlockKind.PARAGRAPH:
        return block.kind in (BlockKind.HEADING, BlockKind.LIST_ITEM)
    lot = _LOT.match(block.text)
    return lot is not None and re.match(r"\s*[:–—-]\s", lot["rest"]) is not None


def _name(text: str) -> str | None:
    """ "Anbudsområde A Tolkning på plats" of a heading or list item that begins so; None where it names nothing."""
    lot = _LOT.match(text)
    named = _NAME.match(_WORTH.sub("", lot["rest"])) if lot else None
    if lot is None or named is None or not named["name"][0].isupper():
        return None
    return f"{' '.join(lot['mark'].split())} {' '.join(named['name'].split())}"


def _row_name(cells: Sequence[str], header: Block | None) -> str | None:
    heads = [] if header is None else [header.text[c.start : c.end] for c in header.cells]
    lot = _LOT.match(cells[0])
    if lot is None and heads and _HEADER.fullmatch(heads[0]) and _MARK_ALONE.fullmatch(cells[0]):
        mark = f"{heads[0].strip()} {cells[0].strip()}"
    elif lot is not None:
        mark = " ".join(lot["mark"].split())
        if named := _NAME.match(lot["rest"]):
            return f"{mark} {' '.join(named['name'].split())}"
    else:
        return None
    what = cells[1].strip() if len(cells) > 1 else ""
    return f"{mark} {' '.join(what.split())}" if what and what[0].isalpha() else None


def _value(spot: Spot, cells: Sequence[str], header: Block, whole: int) -> Iterator[Fact]:
    heads = [header.text[c.start : c.end] for c in header.cells]
    for head, cell in zip(heads, cells, strict=False):
        if not _MONEY_HEADER.search(head):
            continue
        unit, bare = _UNIT.search(head), _BARE.fullmatch(cell)
        text = f"{bare[1]} {unit[1]}" if bare and unit else cell
        amount = next((to_sek(q) for q in find_quantities(text) if q.kind == "money"), None)
        if amount is not None:
            yearly = " per year" if _YEARLY.search(head) or _YEARLY.search(cell) else ""
            most = _CEILING_HEADER.search(head) and not yearly
            per_lot = AT_MOST_PER_LOT if most else f"SEK{yearly} per lot"
            yield make_fact("lot_value", amount, spot, unit=per_lot, end=whole)
            return
