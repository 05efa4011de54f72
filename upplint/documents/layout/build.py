"""The layout stage: lines and rows in reading order -> blocks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from upplint.documents.layout import marks, questions
from upplint.documents.layout.clean import vocabulary
from upplint.documents.layout.headings import number_headings
from upplint.documents.layout.legend import mark_legends
from upplint.documents.layout.lines import Item, Line, Row, cut
from upplint.documents.layout.notes import insert_notes, split_notes
from upplint.documents.layout.paragraphs import measure, ordinal, paragraphs
from upplint.documents.layout.proto import Proto, Words, spell, strip
from upplint.documents.layout.tables import Tables, spell_cells
from upplint.documents.layout.unnumbered import plain_headings
from upplint.documents.model import FURNITURE, Block, BlockKind

#: The end of a sentence that introduces a list without a colon.
_INTRODUCES = re.compile(r"[;,]\s*$|[^.:;!?]\s*$|\b(?:följande|nedanstående|nedan)\b[^.]*\.?\s*$", re.IGNORECASE)


def build(items: Sequence[Item], running: Sequence[tuple[int, Block]] = ()) -> list[Block]:
    """Blocks of a document, ready for `assemble`.

    Args:
        items: lines and table rows in reading order, running headers and footers taken out.
        running: running headers and footers that are kept, each with the page it first stands on, in order.
    """
    items, notes = split_notes(items, measure(items).body)
    measures = measure(items)
    known, hyphenated = vocabulary(i.text for i in items if isinstance(i, Line))
    in_cells, _ = vocabulary(line.text for i in items if isinstance(i, Row) for c in i.cells for line in c.lines)
    words = Words(frozenset(known | in_cells), hyphenated)
    items = [spell_cells(i, words) if isinstance(i, Row) else i for i in items]
    protos = paragraphs(mark_legends(items), measures)
    for p in protos:
        if p.lines:
            p.text, p.segments = strip(*spell(p.lines, words))
    number_headings(protos, measures)
    protos = insert_notes(questions.attach(protos), notes, words)
    plain_headings(protos, measures)
    _levels(protos)
    return _lead_ins(_finish(protos, running, words))


def _levels(protos: list[Proto]) -> None:
    """Depth of list items: by indent where the page tells it, else by the kind of mark."""
    open_items: list[tuple[float, str]] = []
    before: Proto | None = None
    for p in protos:
        if p.kind is BlockKind.QUESTION and p.mark == "":
            open_items = []
        if open_items and _unmarked_item(p, before):
            p.kind = BlockKind.LIST_ITEM
            p.level = before.level if before else 1
            before = p
            continue
        if p.kind is not BlockKind.LIST_ITEM:
            before = p
            outdented = p.lines and open_items and p.first.x0 <= open_items[0][0] + 2
            if p.kind is not BlockKind.PARAGRAPH or outdented:
                open_items = []
            continue
        x = p.first.x0
        kind = ordinal(p.mark)[0] or p.mark
        if p.first.size or any(abs(x - y) > 5 for y, _ in open_items):
            while open_items and open_items[-1][0] > x + 5:
                open_items.pop()
            if not open_items or x > open_items[-1][0] + 5:
                open_items.append((x, kind))
        elif kind in [k for _, k in open_items]:
            while open_items[-1][1] != kind:
                open_items.pop()
        else:
            open_items.append((x, kind))
        p.level = len(open_items)
        before = p


def _unmarked_item(p: Proto, before: Proto | None) -> bool:
    """An item whose mark was lost: in line with the text of the item above it, and no sentence of its own."""
    if before is None or before.kind is not BlockKind.LIST_ITEM or p.kind is not BlockKind.PARAGRAPH or p.answer:
        return False
    first = before.first
    behind = first.x0 + first.mark_width if before.mark else first.x0
    return p.first.size > 0 and abs(p.first.x0 - behind) < 3 and p.text[:1].islower()


def _lead_ins(blocks: list[Block]) -> list[Block]:
    """Give lists that a sentence without a colon introduces ("... ska minst följande ingå") their lead-in."""
    out = list(blocks)
    lead: int | None = None  # what introduces the running list
    level = 0
    for i, block in enumerate(blocks):
        if block.kind in FURNITURE:
            continue
        if block.kind is not BlockKind.LIST_ITEM:
            lead = i if _introduces(block) else None
            level = 0
        elif lead is not None:
            level = level or block.level
            if block.level == level:
                out[i] = replace(block, lead_in=lead)
    return out


def _introduces(block: Block) -> bool:
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.QUESTION) or block.text.endswith(":"):
        return False  # a colon is seen by `assemble`
    return bool(_INTRODUCES.search(block.text))


def _finish(protos: list[Proto], running: Sequence[tuple[int, Block]], words: Words) -> list[Block]:
    out: list[Block] = []
    tables = Tables(words)
    waiting = list(running)
    rows: list[Row] = []

    def flush() -> None:
        if rows:
            out.extend(tables.blocks(rows))
            rows.clear()

    for p in protos:
        if p.row:
            if p.kind is BlockKind.LEGEND:
                flush()
                out.extend(_legend_row(p.row))
                continue
            rows.append(p.row)
            continue
        flush()
        tables.interrupt()
        while waiting and waiting[0][0] <= p.page:
            out.append(waiting.pop(0)[1])
        block = _block(p)
        if block:
            out.append(block)
    flush()
    out.extend(block for _, block in waiting)
    return out


def _legend_row(row: Row) -> list[Block]:
    return [Block(BlockKind.LEGEND, c.text, c.segments) for c in row.cells if c.text]


def _block(p: Proto) -> Block | None:
    text, segments, number = p.text, p.segments, p.number
    if p.mark:
        match = marks.MARK.match(text)
        if match:
            text, segments = strip(*cut(text, segments, match.end()))
            number = p.mark if p.mark.isascii() or p.mark in "•◦▪–—" else "•"
    elif p.kind is BlockKind.QUESTION and number and text.startswith(number):
        text, segments = strip(*cut(text, segments, len(number)))
    kind = p.kind
    if not text or (len(text) < 3 and not any(c.isalnum() for c in text)):
        return None  # a mark whose item has no text
    if kind is BlockKind.PARAGRAPH and marks.CAPTION.match(text) and len(text) < 160:
        kind = BlockKind.CAPTION
    return Block(kind, text, segments, level=p.level, number=number, answer=p.answer, bold=p.bold, style=p.tag)
