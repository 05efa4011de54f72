"""Tables of quantities: which column holds them, in which unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from upplint.documents.model import Block, Document
from upplint.tender.cues import compile_cues

_CELL = re.compile(
    r"\s*(?:ca\.? |cirka |c:a )?(?P<n>\d{1,3}(?:[ \u00a0\u202f.]\d{3})+|\d+)(?:,(?P<d>\d+))?"
    r"(?:\s*(?P<unit>[a-zåäö²³][a-zåäö²³0-9]*)(?P<rest>(?:\s+(?:per|om|/)\s*\w+)?))?\s*",
    re.I,
)
_UNIT_HEAD = re.compile(r"enhet(?:er)?|mätenhet|måttenhet|sort", re.I)
_TOTAL = re.compile(r"\s*(?:summa|total\w*|samtliga|sammanlagt|hela)\b", re.I)
_MOST_ROWS = 60
_YEARS = (1990, 2060)


def tables(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Rows that follow each other: header first. Tables of one row hold no quantities."""
    rows: list[Block] = []
    for block in [*blocks, None]:
        if block is not None and block.cells and (not rows or (block.table == rows[0].table)):
            rows.append(block)
            continue
        if len(rows) > 1:
            yield rows
        rows = [block] if block is not None and block.cells else []


def volume_rows(
    document: Document, rows: Sequence[Block], data: Mapping[str, Any]
) -> Iterator[tuple[Block, Decimal, str]]:
    """Row, amount and unit of each row of a table that holds quantities.

    Where several columns hold quantities the first one counts; columns that are places ("Norrby, timmar per år",
    "Söderby, timmar per år") are summed.
    """
    heads = [cell_text(rows[0], i) for i in range(len(rows[0].cells))]
    body = [row for row in rows[1:] if not _TOTAL.match(cell_text(row, 0))]
    if not body or len(body) > _MOST_ROWS or any(_plain(h) for h in heads[1:]):
        return
    words = _Columns(data)
    if any(words.not_tables.search(h) for h in heads):
        return
    columns = [i for i in range(1, len(heads)) if words.unit(heads[i], [cell_text(r, i) for r in body]) is not None]
    if not columns:
        return
    unit_column = next((i for i, h in enumerate(heads) if _UNIT_HEAD.fullmatch(h.strip())), None)
    unit = words.unit(heads[columns[0]], [cell_text(r, columns[0]) for r in body]) or ""
    summed = [i for i in columns if _same_but_place(document, heads[columns[0]], heads[i])]
    for row in body:
        read = [c for i in (summed if len(summed) > 1 else columns[:1]) if (c := _CELL.fullmatch(cell_text(row, i)))]
        total = sum((_amount(c) for c in read), Decimal(0))
        if not total:
            continue
        own = (
            cell_text(row, unit_column).strip().lower() if unit_column is not None else (read[0]["unit"] or "").lower()
        )
        yield row, total, words.units.get(own, own) or unit or "pieces"


class _Columns:
    """What the heads of columns say."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.units: dict[str, str] = {word: name for name, words in data["units"].items() for word in words}
        self._named = compile_cues(data["columns"])
        self._other = compile_cues(data["not_columns"])
        self.not_tables = compile_cues(data["not_tables"])
        self._nouns = compile_cues(data["nouns"])

    def unit(self, head: str, cells: Sequence[str]) -> str | None:
        """The unit of a column of quantities, "" where it has none of its own; None for other columns."""
        if self._other.search(head):
            return None
        read = [m for c in cells if (m := _CELL.fullmatch(c))]
        if not read or len(read) * 2 < len(cells) or all(_YEARS[0] < _amount(m) < _YEARS[1] for m in read):
            return None
        inside = [m["unit"].lower() for m in read if m["unit"]]
        if inside:
            known = inside[0] in self.units or self._nouns.search(inside[0])
            return self.units.get(inside[0], inside[0]) if known else None
        said = next((self.units[w] for w in re.findall(r"[\wåäö²³]+", head.lower()) if w in self.units), None)
        if said is not None:
            return said
        if counted := re.fullmatch(
            r"\s*(?:antal|uppskattat antal|beräknat antal)\s+(?P<what>[a-zåäö]+)\s*", head, re.I
        ):
            return counted["what"].lower()
        noun = self._nouns.search(head)
        if noun and noun.group().strip() == head.strip().lower():
            return noun.group().lower()
        return "" if noun or self._named.search(head) else None


def cell_text(row: Block, column: int) -> str:
    """The text of one cell; empty where the row is shorter."""
    if column >= len(row.cells):
        return ""
    cell = row.cells[column]
    return row.text[cell.start : cell.end]


def _plain(head: str) -> bool:
    """A number where a head should stand: the table has no header."""
    return bool(_CELL.fullmatch(head)) and not head.strip().isalpha()


def _amount(match: re.Match[str]) -> Decimal:
    whole = re.sub(r"\D", "", match["n"])
    return Decimal(f"{whole}.{match['d']}" if match["d"] else whole)


def _same_but_place(document: Document, one: str, other: str) -> bool:
    """ "Norrby, timmar per år" and "Söderby, timmar per år": the same of two places."""
    (here, comma, what), (there, second, same) = one.partition(","), other.partition(",")
    if not comma or not second or what.strip().lower() != same.strip().lower():
        return False
    return all(_is_name(document, word.strip()) for word in (here, there))


def _is_name(document: Document, word: str) -> bool:
    """Written with a capital in the midst of a sentence."""
    return bool(re.search(rf"[a-zåäö,] {re.escape(word)}\b", document.text))
