"""What tables say of the lots: their values, one row a lot."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from upplint.documents.model import BlockKind
from upplint.engine.view import View

_LOT = re.compile(
    r"^(?:an(?:bud|sökning)s|del|geografiskt |städ)?(?:område|del|delar|lott|position|distrikt|kontrakt)\b", re.I
)
_WORTH = re.compile(r"värde|kontraktssumma|årssumma|omslutning", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?P<n>\d{1,3}(?:[ .\u00a0\u202f]\d{3})+|\d+(?:,\d+)?)\s*(?P<u>mkr|mnkr|msek|miljoner|tkr|kr|sek)?\b", re.I
)
_UNITS = {"mkr": 10**6, "mnkr": 10**6, "msek": 10**6, "miljoner": 10**6, "tkr": 1000}
_LEAST = 10_000


def lot_values(view: View) -> Iterator[tuple[Decimal, tuple[int, int]]]:
    """Values in SEK of the lots that a table lists, with their places in the document's text.

    A table counts where the header of its first column names lots ("Område", "Del") and another one a value; the unit
    is that of the cell, else of the header, else SEK. Rows of totals are left out, and so are values under 10 000 SEK
    (numbers of something else).
    """
    headers: dict[tuple[int, int], str] = {}
    for block in view.document.blocks:
        if block.kind is not BlockKind.TABLE_ROW or block.table is None or len(block.cells) < 2:
            continue
        texts = [block.text[c.start : c.end].strip() for c in block.cells]
        if block.header_row:
            headers |= {(block.table, c.column): t for c, t in zip(block.cells, texts, strict=True)}
            continue
        names = [c.header or headers.get((block.table, c.column), "") for c in block.cells]
        if not _LOT.match(names[0].strip()) or re.match(r"(?:summa|total)", texts[0], re.IGNORECASE):
            continue
        for cell, header, text in zip(block.cells[1:], names[1:], texts[1:], strict=True):
            found = _NUMBER.match(text)
            if found is None or not _WORTH.search(header):
                continue
            unit = (found["u"] or next((u for u in _UNITS if re.search(rf"\b{u}\b", header, re.I)), "")).lower()
            amount = Decimal(re.sub(r"[ .\u00a0\u202f]", "", found["n"]).replace(",", ".")) * _UNITS.get(unit, 1)
            if amount >= _LEAST:
                yield amount, (block.start + cell.start, block.start + cell.end)
