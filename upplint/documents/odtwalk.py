"""The walk over an OpenDocument text: paragraphs, headings, lists, tables, notes and frames in reading order."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import replace
from typing import TYPE_CHECKING

from upplint.documents.docx.numbering import Counter, List, Numbering
from upplint.documents.fieldlines import absorbed, asking, is_legend
from upplint.documents.mapped import Mapped, Piece, join, map_lines
from upplint.documents.model import Annotation, Block, BlockKind, Origin
from upplint.documents.odtstyles import DRAW, OFFICE, TABLE, TEXT, OdtStyle, OdtStyles
from upplint.documents.rows import RowCell, row_block
from upplint.documents.typed import is_clause, split_typed_heading, typed_block

if TYPE_CHECKING:
    from lxml.etree import _Element

_DC = "{http://purl.org/dc/elements/1.1/}"
_P, _H = f"{TEXT}p", f"{TEXT}h"
_THROUGH = frozenset({f"{TEXT}section", f"{TEXT}index-body", f"{DRAW}text-box", f"{TEXT}note-body"})
_CONTENTS = frozenset({f"{TEXT}table-of-content", f"{TEXT}alphabetical-index", f"{TEXT}illustration-index"})
_OUTLINE = "outline"
_MAX_REPEAT = 1_000


class OdtWalker:
    """Walks one part. `kind` forces the kind of all blocks (running headers and footers)."""

    def __init__(
        self,
        styles: OdtStyles,
        root: _Element,
        part: str,
        *,
        kind: BlockKind | None = None,
        stop: Callable[[], bool] = lambda: False,
    ) -> None:
        self.styles, self.part, self.kind, self.stop = styles, part, kind, stop
        self.blocks: list[Block] = []
        self.annotations: list[Annotation] = []
        self.tables = self.without_header = self.faked = 0
        self.units = {p: i for i, p in enumerate(root.iter(_P, _H))}
        lists = {name: List(name, name, levels, {}) for name, levels in styles.lists.items()}
        lists[_OUTLINE] = List(_OUTLINE, _OUTLINE, styles.outline, {})
        self.counter: Counter = Numbering(lists).counter()
        self._notes: list[_Element] = []
        self._boxes: list[_Element] = []

    def walk(self, container: _Element, *, table: int | None = None, legend: bool = False) -> None:
        """Put out the blocks of a container."""
        for child in container:
            if self.stop():
                return
            tag = child.tag
            if tag in (_P, _H):
                self._paragraph(child, table=table, legend=legend)
            elif tag == f"{TEXT}list":
                self._list(child, None, 0, table=table, legend=legend)
            elif tag == f"{TABLE}table":
                self._table(child)
            elif tag in _CONTENTS:
                self.walk(child, legend=True)
            elif tag in _THROUGH:
                self.walk(child, table=table, legend=legend)
            elif str(tag).startswith(DRAW):
                for box in _boxes(child):
                    self.walk(box, table=table)

    def _list(self, element: _Element, style: str | None, depth: int, *, table: int | None, legend: bool) -> None:
        style = element.get(f"{TEXT}style-name") or style
        if (
            depth == 0
            and element.get(f"{TEXT}continue-numbering") != "true"
            and not element.get(f"{TEXT}continue-list")
        ):
            self.counter.forget(style or "")
        for item in element:
            if item.tag not in (f"{TEXT}list-item", f"{TEXT}list-header"):
                continue
            first = item.tag == f"{TEXT}list-item"
            for child in item:
                if child.tag == f"{TEXT}list":
                    self._list(child, style, depth + 1, table=table, legend=legend)
                elif child.tag in (_P, _H):
                    label = ""
                    if first:
                        start = item.get(f"{TEXT}start-value", "")
                        made = self.counter.next(style or "", depth, int(start) if start.isdecimal() else None)
                        label = made.text if made is not None else "•"
                    self._paragraph(child, table=table, legend=legend, item=depth + 1 if first else None, label=label)
                    first = False

    def _paragraph(
        self, element: _Element, *, table: int | None, legend: bool, item: int | None = None, label: str = ""
    ) -> None:
        style = self.styles.paragraph(element.get(f"{TEXT}style-name"))
        lines = self._lines(element, style)
        notes, self._notes = self._notes, []
        boxes, self._boxes = self._boxes, []
        whole = join(lines)
        level = element.get(f"{TEXT}outline-level") if element.tag == _H else None
        if whole.text:
            for block in self._made(lines, whole, style, level, table, legend, item, label):
                self._put(block)
        for note in notes:
            self._note(note)
        for box in boxes:
            self.walk(box, table=table)

    def _put(self, block: Block) -> None:
        if self.kind is None and block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING) and is_legend(block.text):
            block = replace(block, kind=BlockKind.LEGEND, level=0)
        question = absorbed(self.blocks[-1] if self.blocks else None, block) if self.kind is None else None
        if question is not None:
            self.blocks[-1] = question
        else:
            self.blocks.append(asking(block) if self.kind is None else block)

    def _made(
        self,
        lines: list[Mapped],
        whole: Mapped,
        style: OdtStyle,
        level: str | None,
        table: int | None,
        legend: bool,
        item: int | None,
        label: str,
    ) -> list[Block]:
        plain = Block(
            BlockKind.PARAGRAPH,
            whole.text,
            whole.segments,
            table=table,
            style=style.shown,
            bold=whole.covers("bold"),
            highlighted=whole.ranges.get("highlight", ()),
            placeholder=whole.ranges.get("placeholder", ()),
        )
        if self.kind is not None:
            return [replace(plain, kind=self.kind)]
        if legend:
            return [replace(plain, kind=BlockKind.LEGEND)]
        if level is not None and level.isdigit():
            number = ""
            if int(level) - 1 in self.styles.outline:
                made = self.counter.next(_OUTLINE, int(level) - 1)
                number = made.text.rstrip(".") if made is not None else ""
            number = number or label.rstrip(".")
            if not number:
                number, rest = split_typed_heading(whole)
                plain = replace(plain, text=rest.text, segments=rest.segments)
            if is_clause(plain.text):
                return [replace(plain, number=number)]
            return [replace(plain, kind=BlockKind.HEADING, level=int(level), number=number)]
        if item is not None:
            return [replace(plain, kind=BlockKind.LIST_ITEM, level=item, number=label)]
        if style.shown in ("Title", "Titel") or style.name == "Title":
            return [replace(plain, kind=BlockKind.HEADING, level=1)]
        blocks = typed_block(lines, headings=table is None, style=style.shown, table=table)
        self.faked += sum(1 for b in blocks if b.kind is BlockKind.HEADING)
        return blocks

    def _note(self, note: _Element) -> None:
        body = note.find(f"{TEXT}note-body")
        if body is None:
            return
        mapped = join([line for p in body.iter(_P, _H) for line in self._lines(p, OdtStyle())])
        if mapped.text:
            number = (note.findtext(f"{TEXT}note-citation") or "").strip()
            self.blocks.append(Block(BlockKind.NOTE, mapped.text, mapped.segments, number=number))

    def _lines(self, paragraph: _Element, style: OdtStyle) -> list[Mapped]:
        pieces: list[Piece] = []
        unit = f"p{self.units[paragraph]}"
        offset = 0

        def put(text: str | None, tags: frozenset[Hashable], hidden: bool) -> None:
            nonlocal offset
            if not text:
                return
            origin = Origin(part=self.part, unit=unit, offset=offset)
            offset += len(text)
            if hidden:
                self.annotations.append(Annotation("hidden", text, "", None, None, origin))
            else:
                pieces.append(Piece(text, origin, tags))

        def inside(element: _Element, tags: frozenset[Hashable], hidden: bool) -> None:
            put(_folded(element.text), tags, hidden)
            for child in element:
                each(child, tags, hidden)
                put(_folded(child.tail), tags, hidden)

        def each(child: _Element, tags: frozenset[Hashable], hidden: bool) -> None:
            tag = child.tag
            if tag == f"{TEXT}s":
                put(" " * min(_count(child.get(f"{TEXT}c")), _MAX_REPEAT), tags, hidden)
            elif tag == f"{TEXT}tab":
                put("\t", tags, hidden)
            elif tag == f"{TEXT}line-break":
                put("\n", tags, hidden)
            elif tag == f"{TEXT}note":
                self._notes.append(child)
            elif tag == f"{OFFICE}annotation":
                text = "\n".join("".join(map(str, p.itertext())) for p in child.iter(_P))
                origin = Origin(part=self.part, unit=unit, offset=offset)
                self.annotations.append(
                    Annotation("comment", text, child.findtext(f"{_DC}creator") or "", None, None, origin)
                )
            elif str(tag).startswith(DRAW) and tag != f"{DRAW}a":
                self._boxes += _boxes(child)
            elif tag in (f"{TEXT}span", f"{TEXT}a", f"{TEXT}ruby", f"{TEXT}ruby-base", f"{TEXT}meta"):
                own = self.styles.text(child.get(f"{TEXT}style-name")) if tag == f"{TEXT}span" else None
                inside(child, _tags(own, tags), hidden or (own is not None and own.hidden))
            elif tag == f"{TEXT}placeholder":
                inside(child, tags | {"placeholder"}, hidden)
            elif tag == f"{TEXT}hidden-text":
                put(child.get(f"{TEXT}string-value"), tags, True)
            elif tag in (f"{TEXT}ruby-text", f"{OFFICE}annotation-end", f"{TEXT}tracked-changes"):
                return
            else:
                inside(child, tags, hidden)  # fields, references, bookmarks: what they show is text

        inside(paragraph, _tags(style, frozenset()), style.hidden)
        return map_lines(pieces)

    def _table(self, element: _Element) -> None:
        number = self.tables
        self.tables += 1
        rows = _rows(element)
        if all(len(list(r.iterchildren(f"{TABLE}table-cell"))) <= 1 for r, _ in rows):
            for row, _ in rows:
                for cell in row.iterchildren(f"{TABLE}table-cell"):
                    self.walk(cell, table=number)
            return
        headers: dict[int, str] = {}
        marked = any(head for _, head in rows)
        for index, (row, repeated) in enumerate(rows):
            cells = self._cells(row)
            bold = all(c.mapped.covers("bold") for c in cells if c.mapped.text)
            head = repeated or (not marked and index == 0 and len(rows) > 1 and bold and len(cells) > 1)
            if head and not marked:
                self.without_header += 1
            made = row_block(
                cells, {} if head else headers, table=number, header_row=head, kind=self.kind or BlockKind.TABLE_ROW
            )
            if head:
                headers.update({c.column: c.mapped.text for c in cells if c.mapped.text})
            if made is not None:
                self.blocks.append(made[0])

    def _cells(self, row: _Element) -> list[RowCell]:
        cells: list[RowCell] = []
        column = 0
        for cell in row:
            repeat = min(_count(cell.get(f"{TABLE}number-columns-repeated")), _MAX_REPEAT)
            if cell.tag == f"{TABLE}covered-table-cell":
                cells.append(RowCell(column, Mapped(), continued=True))
            elif cell.tag == f"{TABLE}table-cell":
                inner = OdtWalker(self.styles, cell, self.part)
                inner.units, inner.counter = self.units, self.counter
                inner.walk(cell, table=self.tables)
                self.annotations += inner.annotations
                tags = {"bold"} if inner.blocks and all(b.bold for b in inner.blocks) else set()
                text = join([Mapped(b.text, b.segments, {t: ((0, len(b.text)),) for t in tags}) for b in inner.blocks])
                cells.append(RowCell(column, text, bool(inner.blocks) and all(b.placeholder for b in inner.blocks)))
            column += repeat
        return cells


def _boxes(drawn: _Element) -> list[_Element]:
    """The text boxes and shapes with text of something drawn; those inside others come with their text."""
    if drawn.tag == f"{DRAW}text-box" or drawn.find(_P) is not None or drawn.find(f"{TEXT}list") is not None:
        return [drawn]
    return [box for child in drawn if str(child.tag).startswith(DRAW) for box in _boxes(child)]


def _rows(table: _Element) -> list[tuple[_Element, bool]]:
    found = []
    for child in table:
        if child.tag == f"{TABLE}table-row":
            found.append((child, False))
        elif child.tag == f"{TABLE}table-header-rows":
            found += [(row, True) for row in child.iterchildren(f"{TABLE}table-row")]
        elif child.tag in (f"{TABLE}table-rows", f"{TABLE}table-row-group"):
            found += _rows(child)
    return found


def _tags(style: OdtStyle | None, outer: frozenset[Hashable]) -> frozenset[Hashable]:
    if style is None:
        return outer
    tags = set(outer)
    tags.discard("bold")
    if style.bold:
        tags.add("bold")
    if style.highlight:
        tags.add("highlight")
    return frozenset(tags)


def _folded(text: str | None) -> str:
    """Text as ODF counts it: line ends and tabs of the markup are spaces."""
    return " ".join(text.split("\n")).replace("\t", " ").replace("\r", "") if text else ""


def _count(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 1
