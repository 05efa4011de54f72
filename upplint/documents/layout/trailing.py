"""Exports that print a list mark behind its item: put the mark back in front.

PDF writers place the bullet after the item's text in the file. Text taken out in file order then reads
"Kvalitetspolicy1." or, where the item has several lines, has the mark on a line of its own below the item.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from upplint.documents.layout.lines import Line, cut, keep, merge, shift
from upplint.documents.layout.paragraphs import ordinal
from upplint.documents.model import Segment

_BULLET = "[•◦▪●○\uf0b7]"
_ALONE = re.compile(rf"(?:{_BULLET}|\d{{1,2}}\.|[a-zåäö]\.)\s*")
_GLUED = re.compile(
    rf"(?P<text>.*[^\s(])\s?(?P<mark>{_BULLET})\s*"
    r"|(?P<text2>.*[^\s\d(.]\.?)(?P<mark2>\d{1,2}\.)\s*"
    r"|(?P<text3>.*[.,:;?!)])(?P<mark3>[a-zåäö]\.)\s*"
)
_REACH = 18
_INDENT = 18.0


@dataclass(frozen=True, slots=True)
class _Mark:
    """A mark behind an item: index of its line, the mark, where it starts in the line (0: alone)."""

    line: int
    mark: str
    start: int


def restore(lines: Sequence[Line]) -> list[Line]:
    """The lines with trailing marks moved to the front of their items; lists with leading marks stay."""
    found = _accepted(_marks(lines), lines)
    if not found:
        return list(lines)
    out: list[Line] = []
    done = 0
    previous: _Mark | None = None
    for mark in found:
        first = _begin(lines, mark, done)
        if previous is not None and _follows(previous, mark) and mark.line - previous.line <= _REACH:
            first = done
        previous = mark
        if first == mark.line and not mark.start:
            if not _outer(out, lines[mark.line]):
                out.append(lines[mark.line])
            done = mark.line + 1
            continue
        out.extend(lines[done:first])
        ends_page = mark.line + 1 < len(lines) and lines[mark.line + 1].page != lines[mark.line].page
        out.extend(_item(lines, first, mark, None if ends_page else True))
        done = mark.line + 1
    out.extend(lines[done:])
    return out


def _outer(out: list[Line], carrier: Line) -> bool:
    """A mark without text closes an item that holds a list: give it to that item's lead-in, indent the list."""
    for k in range(len(out) - 1, max(len(out) - 14, 0), -1):
        line = out[k]
        if line.mark_width or not line.text.rstrip().endswith(":"):
            continue
        if not out[k - 1].mark_width and out[k - 1].x0 < _INDENT:
            return False
        out[k] = _marked(line, carrier.text, carrier.segments, line.hard)
        for i in range(k + 1, len(out)):
            out[i] = replace(out[i], x0=out[i].x0 + _INDENT, x1=out[i].x1 + _INDENT)
        return True
    return False


def _marked(line: Line, mark: str, segments: tuple[Segment, ...], hard: bool | None) -> Line:
    """The line with a mark in front."""
    text, kept = keep(mark, segments, len(mark.rstrip()))
    gap = len(text) + 1
    return replace(
        line,
        text=f"{text} {line.text}",
        segments=merge([*kept, *shift(line.segments, gap)]),
        mark_width=_INDENT,
        x1=line.x1 + _INDENT,
        hard=hard,
    )


def _follows(a: _Mark, b: _Mark) -> bool:
    kind, value = ordinal(b.mark)
    return bool(kind) and ordinal(a.mark) == (kind, value - 1)


def _marks(lines: Sequence[Line]) -> list[_Mark]:
    out = []
    for i, line in enumerate(lines):
        if _ALONE.fullmatch(line.text):
            out.append(_Mark(i, line.text.strip(), 0))
            continue
        match = _GLUED.fullmatch(line.text)
        if match:
            name = next(n for n in ("mark", "mark2", "mark3") if match.group(n))
            out.append(_Mark(i, match.group(name), match.start(name)))
    return out


def _accepted(marks: list[_Mark], lines: Sequence[Line]) -> list[_Mark]:
    """Marks that are certain: bullets, and numbers or letters that count up from the first."""
    glued = any(m.start and not ordinal(m.mark)[0] for m in marks)
    alone = [m for m in marks if not m.start and not ordinal(m.mark)[0]]
    if alone and not glued:  # a bullet on its own line may also stand above its item
        leading = sum(lines[m.line - 1].text.rstrip().endswith(":") for m in alone if m.line)
        if leading:
            return []
    out: list[_Mark] = []
    last: dict[str, tuple[int, int]] = {}
    for k, m in enumerate(marks):
        kind, value = ordinal(m.mark)
        if not kind:
            out.append(m)
            continue
        previous = last.get(kind)
        follows = previous is not None and value == previous[0] + 1 and m.line - previous[1] <= _REACH
        begins = value == 1 and any(
            ordinal(n.mark) == (kind, 2) and n.line - m.line <= _REACH for n in marks[k + 1 : k + 8]
        )
        if follows or begins:
            last[kind] = (value, m.line)
            out.append(m)
    return out


def _begin(lines: Sequence[Line], mark: _Mark, done: int) -> int:
    """Index of the item's first line: back over full lines, not past the lead-in or the item before."""
    first = mark.line if mark.start else mark.line - 1
    first = max(first, done)
    while first > done:
        above = lines[first - 1]
        if above.hard or above.text.rstrip().endswith((":", ";")):
            break
        if above.page == lines[first].page and lines[first].base - above.base > 18:
            break
        first -= 1
    return first


def _item(lines: Sequence[Line], first: int, mark: _Mark, closed: bool | None) -> list[Line]:
    """The item's lines, the mark in front of the first one; `closed`: nothing of the item can follow."""
    body = list(lines[first : mark.line + 1])
    carrier = body[-1]
    text, segments = cut(carrier.text, carrier.segments, mark.start)
    mark_text, mark_segments = keep(text, segments, len(mark.mark))
    if mark.start:
        rest, kept = keep(carrier.text, carrier.segments, mark.start)
        body[-1] = replace(carrier, text=rest.rstrip(), segments=keep(rest, kept, len(rest.rstrip()))[1])
    else:
        body.pop()
    if not body:
        return [carrier]
    out = [_marked(body[0], mark_text, mark_segments, body[0].hard if len(body) > 1 else closed)]
    for k, line in enumerate(body[1:], 1):
        hard = line.hard if k < len(body) - 1 else closed
        out.append(replace(line, x0=line.x0 + _INDENT, x1=line.x1 + _INDENT, hard=hard))
    return out
