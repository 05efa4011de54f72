"""From `w:p` to lines: numbering, styles and hand-made headings put together."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from upplint.documents.docx.inline import Content, Story
from upplint.documents.docx.lines import Levels, Line
from upplint.documents.docx.numbering import Counter, Label, Numbering
from upplint.documents.docx.styles import Style, StyleSheet, left_indent
from upplint.documents.docx.xmlns import P_PR, R_PR, on, val, w, whole
from upplint.documents.mapped import Mapped, Piece, join, map_lines
from upplint.documents.model import BlockKind
from upplint.documents.typed import (
    is_clause,
    is_numbered_clause,
    looks_like_heading,
    sensible_lines,
    split_typed_heading,
    split_typed_item,
    split_typed_number,
    stands_out,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

_OUTLINE_NONE = 9
_HEADING_NAME = re.compile(r"^(?:rubrik|heading|överskrift)\D*([1-9])?", re.IGNORECASE)  # not the built-in styles
_SECTION_NUMBER = re.compile(r"^\d+(?:\.\d+)+\.?$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as read: its lines and what hangs on it."""

    lines: tuple[Line, ...]
    content: Content
    label: Label | None = None


@dataclass
class Context:
    """What the reading of a document carries from paragraph to paragraph."""

    styles: StyleSheet
    numbering: Numbering
    counter: Counter
    uses_headings: bool  # the file has headings in heading styles
    levels: Levels = field(default_factory=Levels)
    heading_level: int = 0  # of the last heading the file itself marks, or that carries a number
    carried: list[Piece] = field(default_factory=list)  # text of a paragraph whose mark was deleted
    faked: int = 0
    styled: int = 0


def outline_level(ppr: _Element | None, style: Style) -> int | None:
    """The heading level from 0 that a paragraph has by itself or from its style, None for body text."""
    own = whole(val(ppr, "outlineLvl"))
    if own is not None:
        return own if own < _OUTLINE_NONE else None
    return style.outline


def list_of(ppr: _Element | None, style: Style, context: Context) -> tuple[str, int] | None:
    """The list and the level from 0 that a paragraph belongs to, by itself or through its style."""
    num = val(ppr, "numPr/numId")
    ilvl = whole(val(ppr, "numPr/ilvl"))
    if num is None:
        num = style.num
        if num is None:
            return None
        if ilvl is None:
            linked = context.numbering.level_of_style(num, style.id)
            if linked is None:
                linked = context.numbering.level_of_style(num, style.num_owner)
            ilvl = linked if linked is not None else style.ilvl
    if num == "0":
        return None
    return num, ilvl or 0


def read_paragraph(element: _Element, story: Story, context: Context, *, body: bool = True) -> Paragraph:
    """Read a paragraph and say what its lines are. `body` is False in tables, boxes, notes, headers and footers."""
    ppr = element.find(P_PR)
    style = context.styles.get(val(ppr, "pStyle"))
    content = story.read(element)
    mark = ppr.find(R_PR) if ppr is not None else None
    if mark is not None and (mark.find(w("del")) is not None or mark.find(w("moveFrom")) is not None):
        context.carried += content.pieces  # the mark is gone: the text runs on into the next paragraph
        return Paragraph((), content)
    pieces, context.carried = context.carried + content.pieces, []
    if mark is not None and on(mark, "vanish") and not pieces:
        return Paragraph((), content)  # a hidden paragraph takes no number
    place = list_of(ppr, style, context)
    label = context.counter.next(*place) if place else None
    lines = sensible_lines(map_lines(pieces))
    if not lines:
        return Paragraph((), content, label)
    indent = left_indent(ppr)
    if indent is None and label is not None:
        indent = label.level.left
    if indent is None:
        indent = style.left
    made = _lines(lines, ppr, style, label, context, content, body)
    out: list[Line] = []
    for line in made:
        finished = replace(line, style=style.name, bold=line.mapped.covers("bold"))
        if line.kind is BlockKind.LIST_ITEM:
            if line is made[0] and place and label:
                level = context.levels.of(place[0], place[1], indent)
            else:
                level = context.levels.of(f"typed {_family(line.number)}", 0, indent)
            finished = replace(finished, level=level, indent=indent, list_id=place[0] if place else "")
        else:
            context.levels.reset()
        if finished.kind is BlockKind.HEADING and body:
            if finished.faked:
                context.faked += 1
            else:
                context.styled += 1
            if not finished.faked or finished.number:
                context.heading_level = finished.level
        out.append(finished)
    return Paragraph(tuple(out), content, label)


def _family(number: str) -> str:
    """Marks of one list look alike: `1.`, `2.` are one family, `a)`, `b)` another."""
    return re.sub(r"\d+", "1", re.sub(r"[a-zåäö]+", "a", number))


def _lines(
    lines: list[Mapped],
    ppr: _Element | None,
    style: Style,
    label: Label | None,
    context: Context,
    content: Content,
    body: bool,
) -> list[Line]:
    whole_text = join(lines)
    if content.toc or style.toc:
        return [Line(BlockKind.LEGEND, whole_text)]
    outline = outline_level(ppr, style)
    if outline is not None:
        return [_heading(whole_text, outline, label)]
    if style.title and body:
        return [Line(BlockKind.HEADING, whole_text, level=1, styled=True)]
    if style.caption:
        return [Line(BlockKind.CAPTION, whole_text, label.text if label else "")]
    if body and (named := _HEADING_NAME.match(style.name)) and looks_like_heading(whole_text.text):
        heading = _heading(whole_text, int(named[1] or context.heading_level + 1) - 1, label)
        return [replace(heading, styled=False, faked=True)]
    first, rest = lines[0], lines[1:]
    if label is not None:
        head = _labelled(first, label, context, alone=not rest, body=body)
    else:
        head = _unlabelled(first, style, context, alone=not rest, body=body)
    return [head, *(_unlabelled(line, style, context, alone=False, body=body) for line in rest)]


def _heading(text: Mapped, outline: int, label: Label | None) -> Line:
    number = label.text.rstrip(".") if label and not label.level.bullet else ""
    if not number:
        number, text = split_typed_heading(text)
    if is_clause(text.text):
        return Line(BlockKind.PARAGRAPH, text, number)
    return Line(BlockKind.HEADING, text, number, outline + 1, styled=True)


def _labelled(text: Mapped, label: Label, context: Context, *, alone: bool, body: bool) -> Line:
    if label.level.bullet or not label.text:
        return Line(BlockKind.LIST_ITEM, text, label.text)
    several = bool(_SECTION_NUMBER.match(label.text))
    sections = label.abstract in context.numbering.sectioned
    if body and alone and sections and stands_out(text) and looks_like_heading(text.text):
        return Line(BlockKind.HEADING, text, label.text.rstrip("."), label.ilvl + 1, faked=True)
    if not context.uses_headings and body and alone and stands_out(text) and looks_like_heading(text.text):
        return Line(BlockKind.HEADING, text, label.text.rstrip("."), label.ilvl + 1, faked=True)
    if several and is_numbered_clause(text.text):
        return Line(BlockKind.PARAGRAPH, text, label.text.rstrip("."))
    return Line(BlockKind.LIST_ITEM, text, label.text)


def _unlabelled(text: Mapped, style: Style, context: Context, *, alone: bool, body: bool) -> Line:
    bold = stands_out(text)
    number, rest = split_typed_number(text)
    if number:
        if bold and body and alone and looks_like_heading(rest.text):
            return Line(BlockKind.HEADING, rest, number, number.count(".") + 1, faked=True)
        if is_numbered_clause(rest.text):
            return Line(BlockKind.PARAGRAPH, rest, number)
        return Line(BlockKind.LIST_ITEM, rest, number)
    if body and alone and bold and not context.uses_headings:
        number, rest = split_typed_heading(text)
        if number and looks_like_heading(rest.text):
            return Line(BlockKind.HEADING, rest, number, 1, faked=True)
    mark, rest = split_typed_item(text)
    if mark:
        return Line(BlockKind.LIST_ITEM, rest, mark)
    if body and alone and bold and looks_like_heading(text.text) and not text.covers("placeholder"):
        return Line(BlockKind.HEADING, text, "", context.heading_level + 1 if context.heading_level else 1, faked=True)
    return Line(BlockKind.PARAGRAPH, text)
