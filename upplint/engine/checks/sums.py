"""Points, weights and deductions of an evaluation that do not add up to what is stated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import takewhile
from typing import Any

from upplint.documents.model import FURNITURE, Block, BlockKind
from upplint.engine.checks import check
from upplint.engine.checks.contradictions import running_text
from upplint.engine.context import Context, Match
from upplint.engine.view import View

_NUMBER = r"\d{1,3}(?:[  .]\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
_STATED = re.compile(
    r"(?:[Ss]umman av [^.\n]{0,40}?|[Ss]ammanlag\w+ [^.\n]{0,30}?|[Tt]otal\w* [^.\n]{0,40}?"
    r"|[Mm]ax(?:imal\w*|imum)?\.? (?:total)?|[Hh]ögsta (?:sammanlagda|möjliga|totala) [^.\n]{0,30}?)"
    r"(?:är|blir|uppgår till|ska vara|kan bli|kan vara|kan [^.\n]{0,30}?erhålla|om|:)?\s*(?:högst|maximalt|max)?\s*"
    rf"(?P<n>{_NUMBER})\s*(?P<unit>poäng|procent|%|kronor|kr)?",
)
_QUALITY = re.compile(
    rf"\b[Kk]valitet(?:en|skriteri\w+)?\s+(?:(?:kan|ger|ge|få|får|ges|sammanlagt|totalt)\s+)*(?:högst|maximalt|max)\s+(?P<n>{_NUMBER})"
    r"\s*(?P<unit>poäng)"
)
_WORDS = ("två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")
_PARTS = re.compile(
    r"\b(?:består av|omfattar|(?:delas|indelat|uppdelat|indelad|uppdelad)(?: in| upp)? i)\s+"
    rf"(?P<n>{'|'.join(_WORDS)}|\d{{1,2}})"
    r"\s+(?:del|delområd|moment|etapp|delkriteri|kriteri|deluppdrag)\w*(?=[^.\n]*(?:\btabellen|\bnedan|\bföljande|:))"
)
_ONE_OF = re.compile(r"\s*(?:poäng |kronor |procent |% )?(?:per|för|i|på|vardera|av)\b")
_EACH = re.compile(
    rf"\b(?:varje|respektive|vardera)\s+(?:\w+\s+)?(?:punkt|kriterium|mervärde|fråga|bör-krav|område|delkriterium)\w*[^.\n]{{0,60}}?"
    rf"(?:0\s?[–-]\s?(?P<a>{_NUMBER})|(?:högst|max|maximalt)\s+(?P<b>{_NUMBER}))\s*poäng",
    re.IGNORECASE,
)
_WEIGHTS = re.compile(r"\b(?:vikt|viktning|poäng|avdrag|andel|procent|max)\w*", re.IGNORECASE)
_CELL = re.compile(
    rf"^\s*(?:(?:{_NUMBER})\s*[–-]\s*)?(?:max\.?\s*|högst\s*)?(?P<n>{_NUMBER})\s*(?P<unit>%|procent|poäng|p|kr|kronor)?\s*$"
)
_TOTAL_ROW = re.compile(r"^\s*(?:summa|totalt|total|sammanlagt)\b", re.IGNORECASE)
_TOP_OF = re.compile(rf"\b[Hh]ögsta (?:möjliga )?poäng för (?P<what>[a-zåäö]+)\s+är\s+(?P<n>{_NUMBER})")
_GIVES = re.compile(
    rf"\b(?P<what>[A-ZÅÄÖa-zåäö]{{3,}})\s+(?:ger|kan ge)\s+(?:högst|maximalt|max|som mest)\s+(?P<n>{_NUMBER})\s+poäng"
)


@check(values=("stated", "sum", "unit"))
def wrong_sum(context: Context, params: Mapping[str, Any]) -> Iterator[Match]:
    """A stated sum or highest sum of points, weights or deductions that the table beside it does not add up to; and
    weights in percent that do not make 100; rows that say a sum of
    those above; another number of parts than the table or list below has.

    Also "each of the points gives 0-10, in all 70" after eight points.

    Values: `stated` and `sum`, numbers; `unit` as written.
    """
    del params
    for view in context.text_views():
        tables = _columns(view)
        for block in running_text(view):
            low, high = view.section_range(block.start)
            near = [c for c in tables if low <= c.first.start < high]
            for found in (*_STATED.finditer(block.text), *_quality(block, near)):
                stated, each = _number(found["n"]), _EACH.search(block.text, 0, found.start())
                unit = found["unit"] or ("poäng" if "poäng" in found[0] else None)
                fits = near if len(near) == 1 else [c for c in near if unit and _same_unit(unit, c)]
                column = fits[0] if len(fits) == 1 else None
                if _ONE_OF.match(block.text, found.end()):
                    continue
                if column is not None and _same_unit(unit, column):
                    total, other = column.total, column.last
                elif each is not None and unit == "poäng":
                    items = _list_above(view, block)
                    if len(items) < 3:
                        continue
                    total, other = _number(each["a"] or each["b"]) * len(items), items[0]
                else:
                    continue
                if stated not in (total, Decimal(0)) and stated < 10 * total:
                    yield Match(
                        view.number,
                        block.start + found.start(),
                        block.start + found.end(),
                        values={"stated": stated, "sum": total, "unit": found["unit"] or ""},
                        also=((view.number, other.start, other.end),),
                    )
                    break
        yield from _total_rows(view)
        yield from _wrong_count(view)
        for column in tables:
            if column.percent and column.total != 100 and 60 <= column.total <= 140:
                values = {"stated": Decimal(100), "sum": column.total, "unit": "procent"}
                yield Match(view.number, column.head.start, column.head.end, values=values)


@check(values=("what", "first", "second"))
def two_maxima(context: Context, params: Mapping[str, Any]) -> Iterator[Match]:
    """The highest points of one criterion stated twice with different numbers.

    Values: `what`, the criterion; `first` and `second`, the numbers as written.
    """
    del params
    seen: dict[str, tuple[Match, str]] = {}
    for view in context.text_views():
        for block in running_text(view):
            for found in sorted([*_TOP_OF.finditer(block.text), *_GIVES.finditer(block.text)], key=lambda m: m.start()):
                what = found["what"].lower()
                here = Match(view.number, block.start + found.start(), block.start + found.end())
                if what not in seen:
                    seen[what] = (here, found["n"])
                elif _number(seen[what][1]) != _number(found["n"]):
                    first, number = seen[what]
                    values = {"what": what, "first": number, "second": found["n"]}
                    yield Match(
                        first.view, first.start, first.end, values=values, also=((here.view, here.start, here.end),)
                    )


@dataclass(frozen=True, slots=True)
class _Column:
    """The numbers of a table's column: their sum, and whether they are percent."""

    head: Block
    first: Block
    last: Block
    total: Decimal
    percent: bool
    unit: str
    words: str  # the rows' text in small letters


def _tables(view: View) -> list[list[Block]]:
    """The rows of each table; a table with a second header row further down counts as two."""
    tables: dict[int, list[list[Block]]] = {}
    for block in view.document.blocks:
        if block.table is not None and block.cells:
            parts = tables.setdefault(block.table, [[]])
            if block.header_row and parts[-1] and not parts[-1][-1].header_row:
                parts.append([])  # a new header row in the same table
            parts[-1].append(block)
    return [rows for parts in tables.values() for rows in parts]


def _columns(view: View) -> list[_Column]:
    """Columns of weights or points of the tables with a header."""
    out = []
    for rows in _tables(view):
        head, body = rows[0], rows[1:]
        if not head.header_row or len(body) < 2:
            continue
        for cell in head.cells:
            name = head.text[cell.start : cell.end]
            if not _WEIGHTS.search(name) or cell.column == 0:
                continue
            found = [(r, m) for r in body if not _TOTAL_ROW.match(r.text) and (m := _value(r, cell.column))]
            if len(found) == len([r for r in body if not _TOTAL_ROW.match(r.text)]) and len(found) >= 2:
                units = {m["unit"] for _, m in found}
                percent = units <= {"%", "procent"} or bool(re.search(r"%|procent", name))
                total = sum((_number(m["n"]) for _, m in found), Decimal(0))
                unit = (
                    "procent"
                    if percent
                    else next(iter(units)) or ("poäng" if "oäng" in name else "kr" if "kr" in name else "")
                )
                words = "\n".join(r.text.lower() for r, _ in found)
                out.append(_Column(head, found[0][0], found[-1][0], total, percent, unit, words))
    return out


def _wrong_count(view: View) -> Iterator[Match]:
    """So many parts are said ("består av fyra delar enligt tabellen"), the table or list after it has others."""
    tables = {rows[0].index: rows for rows in _tables(view)}
    for block in running_text(view):
        found = _PARTS.search(block.text)
        if found is None:
            continue
        after = [b for b in view.document.blocks[block.index + 1 :] if b.kind not in FURNITURE]
        listed: list[Block] = []
        if after and after[0].index in tables:
            rows = tables[after[0].index]
            body = rows[1:] if rows[0].header_row else []
            listed = [r for r in body if r.cells[0].column == 0 and not _TOTAL_ROW.match(r.text)]
        elif block.text.rstrip().endswith(":"):
            items = takewhile(lambda b: b.kind is BlockKind.LIST_ITEM, after)
            listed = [b for b in items if b.level <= 1]
        stated = _WORDS.index(found["n"]) + 2 if found["n"] in _WORDS else int(found["n"])
        if len(listed) > 1 and len(listed) != stated:
            values = {"stated": Decimal(stated), "sum": Decimal(len(listed)), "unit": ""}
            also = ((view.number, listed[-1].start, listed[-1].end),)
            yield Match(view.number, block.start + found.start(), block.start + found.end(), values=values, also=also)


def _quality(block: Block, near: list[_Column]) -> Iterator[re.Match[str]]:
    """Highest points for quality, where the table in the section holds the points of its criteria and no price."""
    if any("pris" in c.words for c in near):
        return
    yield from _QUALITY.finditer(block.text)


def _total_rows(view: View) -> Iterator[Match]:
    """Rows of a table that say a sum ("Summa kvalitet 70") that the rows above do not make."""
    for rows in _tables(view):
        body = rows[1:] if rows[0].header_row else rows
        for column in {c.column for r in body for c in r.cells if c.column}:
            parts: list[Decimal] = []
            for row in body:
                found = _value(row, column)
                if _TOTAL_ROW.match(row.text):
                    stated = _number(found["n"]) if found else None
                    if stated and len(parts) > 1 and stated != sum(parts) and all(p < stated for p in parts):
                        values = {"stated": stated, "sum": sum(parts), "unit": ""}
                        yield Match(view.number, row.start, row.end, values=values)
                    parts = []
                elif found:
                    parts.append(_number(found["n"]))
                else:
                    parts = []  # a row of its own kind: what follows is another sum


def _value(row: Block, column: int) -> re.Match[str] | None:
    cell = next((c for c in row.cells if c.column == column), None)
    return _CELL.match(row.text[cell.start : cell.end]) if cell else None


def _same_unit(stated: str | None, column: _Column) -> bool:
    names = {"%": "procent", "procent": "procent", "kronor": "kr", "kr": "kr", "poäng": "poäng", "p": "poäng"}
    a, b = names.get(stated or "", ""), names.get(column.unit or "", "")
    return not a or not b or a == b


def _list_above(view: View, block: Block) -> list[Block]:
    """The list items of the block's section that stand before it, when they are one list."""
    low, _ = view.section_range(block.start)
    items = [
        b
        for b in view.document.blocks
        if low <= b.start < block.start and b.kind is BlockKind.LIST_ITEM and b.level <= 1
    ]
    return items if len({b.lead_in for b in items}) == 1 else []


def _number(text: str) -> Decimal:
    return Decimal(re.sub(r"[  .]", "", text).replace(",", "."))
