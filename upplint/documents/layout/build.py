"""The layout stage: lines and rows in reading order -> blocks."""

from __future__ import annotations

from collections.abc import Sequence

from upplint.documents.layout import headings, marks, questions
from upplint.documents.layout.clean import vocabulary
from upplint.documents.layout.legend import mark_legends
from upplint.documents.layout.lines import Item, Line, Row, cut
from upplint.documents.layout.paragraphs import measure, ordinal, paragraphs
from upplint.documents.layout.proto import Proto, Words, spell, strip
from upplint.documents.layout.tables import Tables
from upplint.documents.model import Block, BlockKind


def build(items: Sequence[Item], running: Sequence[tuple[int, Block]] = ()) -> list[Block]:
    """Blocks of a document, ready for `assemble`.

    Args:
        items: lines and table rows in reading order, running headers and footers taken out.
        running: running headers and footers that are kept, each with the page it first stands on, in order.
    """
    measures = measure(items)
    known, hyphenated = vocabulary(i.text for i in items if isinstance(i, Line))
    words = Words(frozenset(known), hyphenated)
    protos = paragraphs(mark_legends(items), measures)
    for p in protos:
        if p.lines:
            p.text, p.segments = strip(*spell(p.lines, words))
    headings.number_headings(protos, measures)
    protos = questions.attach(protos)
    headings.plain_headings(protos, measures)
    _levels(protos)
    return list(_finish(protos, running))


def _levels(protos: list[Proto]) -> None:
    """Depth of list items: by indent where the page tells it, else by the kind of mark."""
    open_items: list[tuple[float, str]] = []
    for p in protos:
        if p.kind is BlockKind.QUESTION and p.mark == "":
            open_items = []
        if p.kind is not BlockKind.LIST_ITEM:
            outdented = p.lines and open_items and p.first.x0 <= open_items[0][0] + 2
            if p.kind is not BlockKind.PARAGRAPH or outdented:
                open_items = []
            continue
        x = p.first.x0
        kind = ordinal(p.mark)[0] or p.mark
        if p.first.size:
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


def _finish(protos: list[Proto], running: Sequence[tuple[int, Block]]) -> list[Block]:
    out: list[Block] = []
    tables = Tables()
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
    if not text:
        return None
    if kind is BlockKind.PARAGRAPH and marks.CAPTION.match(text) and len(text) < 160:
        kind = BlockKind.CAPTION
    return Block(kind, text, segments, level=p.level, number=number, answer=p.answer, bold=p.bold, style=p.tag)
