"""Markdown -> blocks. The structure comes from markdown-it; every character keeps its line and column in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from upplint.documents.layout.clean import clean
from upplint.documents.layout.lines import cut, keep, merge, shift
from upplint.documents.layout.marks import answer
from upplint.documents.model import Block, BlockKind, Cell, Origin, Segment

Spelled = tuple[str, tuple[Segment, ...]]
_NUMBER = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,3})*\.?)\s+(?=\S)")


def blocks_of_markdown(text: str) -> list[Block]:
    """Blocks of a Markdown text: headings, paragraphs, list items, table rows, code (as notes).

    Origins: `unit` "l42" is the 43rd line of the file, `offset` the column.
    """
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    return list(_Walk(text, parser.parse(text)).blocks())


class _Walk:
    """Goes through markdown-it's tokens and finds each piece of text in its source lines."""

    def __init__(self, text: str, tokens: Sequence[Any]) -> None:
        self.lines = text.split("\n")
        self.tokens = tokens
        self.depth = 0
        self.numbers: list[str] = []
        self.table = -1
        self.heads: list[str] = []

    def blocks(self) -> Iterator[Block]:
        """The blocks in order."""
        level = 0
        heading = False
        mark = ""
        row: list[Spelled] = []
        in_head = in_table = False
        for token in self.tokens:
            kind = token.type
            if kind == "heading_open":
                heading, level = True, int(token.tag[1])
            elif kind == "heading_close":
                heading = False
            elif kind in ("bullet_list_open", "ordered_list_open"):
                self.depth += 1
            elif kind in ("bullet_list_close", "ordered_list_close"):
                self.depth -= 1
            elif kind == "list_item_open":
                mark = f"{token.info}{token.markup}" if token.info else "•"
            elif kind == "table_open":
                self.table += 1
                in_table, self.heads = True, []
            elif kind == "table_close":
                in_table = False
            elif kind == "thead_open":
                in_head = True
            elif kind == "thead_close":
                in_head = False
            elif kind == "tr_open":
                row = []
                self.cursor: tuple[int, int] | None = None
            elif kind == "tr_close":
                yield from self._row(row, header=in_head)
            elif kind == "inline" and in_table:
                row.append(self._inline(token, cursor=True))
            elif kind == "inline":
                spelled = self._inline(token)
                if heading:
                    yield from _heading(spelled, level)
                elif self.depth:
                    yield from _item(spelled, self.depth, mark)
                    mark = ""
                else:
                    yield from _paragraph(spelled)
            elif kind in ("fence", "code_block") and token.map:
                yield from self._code(token)

    def _inline(self, token: Any, *, cursor: bool = False) -> Spelled:
        """The words of an inline token: marks for bold, links and so on left out."""
        if not token.map:
            return "", ()
        first, last = token.map
        line, column = (self.cursor or (first, 0)) if cursor else (first, 0)
        text = ""
        segments: list[Segment] = []
        for child in _leaves(token.children or []):
            if child.type in ("softbreak", "hardbreak"):
                line, column = line + 1, 0
                text = text.rstrip() + " "
                continue
            for word in child.content.split():
                found = self._find(word, line, column, last)
                if found is None:
                    origin = Origin(unit=f"l{line}", offset=column, generated=True)
                    pieces = [Segment(0, len(word), origin)]
                    shown = word
                else:
                    line, at = found
                    column = at + len(word)
                    shown, pieces = "", []
                    for piece in clean(word):
                        origin = Origin(unit=f"l{line}", offset=at + piece.offset, generated=piece.generated)
                        pieces.append(Segment(len(shown), len(shown) + len(piece.text), origin))
                        shown += piece.text
                start = child.content.find(word)
                if text and not text.endswith(" ") and (start > 0 and child.content[start - 1].isspace()):
                    text += " "
                segments.extend(shift(tuple(pieces), len(text)))
                text += shown
                if child.content[start + len(word) : start + len(word) + 1].isspace():
                    text += " "
        if cursor:
            self.cursor = (line, column)
        stripped = text.rstrip()
        return keep(stripped, merge(segments), len(stripped))

    def _find(self, word: str, line: int, column: int, last: int) -> tuple[int, int] | None:
        """Place of the next `word` in the source; escapes and entities make it differ."""
        for i in range(line, min(last, len(self.lines))):
            at = self.lines[i].find(word, column if i == line else 0)
            if at >= 0:
                return i, at
        return None

    def _row(self, cells: list[Spelled], *, header: bool) -> Iterator[Block]:
        text = ""
        segments: list[Segment] = []
        made: list[Cell] = []
        for k, (cell, places) in enumerate(cells):
            if k:
                text += "\t"
            segments.extend(shift(places, len(text)))
            if cell:
                head = "" if header or k >= len(self.heads) else self.heads[k]
                made.append(Cell(len(text), len(text) + len(cell), k, head))
            text += cell
        if header:
            self.heads = [c for c, _ in cells]
        lead = len(text) - len(text.lstrip("\t"))
        text, kept = cut(text, tuple(segments), lead)
        text, kept = keep(text, kept, len(text.rstrip("\t")))
        if text:
            moved = tuple(Cell(c.start - lead, c.end - lead, c.column, c.header) for c in made)
            yield Block(BlockKind.TABLE_ROW, text, kept, cells=moved, table=self.table, header_row=header)

    def _code(self, token: Any) -> Iterator[Block]:
        begin = token.map[0] + (token.type == "fence")
        for i in range(begin, begin + token.content.count("\n")):
            line = self.lines[i] if i < len(self.lines) else ""
            stripped = line.strip()
            if stripped:
                start = line.index(stripped[0])
                text, segments = "", []
                for match in re.finditer(r"\S+", line[start:]):
                    text += " " if text else ""
                    for piece in clean(match.group()):
                        origin = Origin(
                            unit=f"l{i}", offset=start + match.start() + piece.offset, generated=piece.generated
                        )
                        segments.append(Segment(len(text), len(text) + len(piece.text), origin))
                        text += piece.text
                yield Block(BlockKind.NOTE, text, merge(segments), style="code")


def _leaves(children: Sequence[Any]) -> Iterator[Any]:
    for child in children:
        if child.type in ("text", "code_inline", "softbreak", "hardbreak") or (child.type == "image" and child.content):
            yield child


def _heading(spelled: Spelled, level: int) -> Iterator[Block]:
    text, segments = spelled
    match = _NUMBER.match(text)
    number = ""
    if match:
        number = match.group("number")
        text, segments = cut(text, segments, match.end())
    if text:
        yield Block(BlockKind.HEADING, text, segments, level=level, number=number, style=f"H{level}")


def _item(spelled: Spelled, depth: int, mark: str) -> Iterator[Block]:
    text, segments = spelled
    if text and mark:
        yield Block(BlockKind.LIST_ITEM, text, segments, level=depth, number=mark)
    elif text:
        yield Block(BlockKind.PARAGRAPH, text, segments)


def _paragraph(spelled: Spelled) -> Iterator[Block]:
    text, segments = spelled
    if text:
        field = answer(text)
        yield Block(BlockKind.PARAGRAPH, text, segments, answer=field)
