"""Plain text -> lines as on a page -> blocks; pages are told by form feeds or by "Sida 1/26" lines."""

from __future__ import annotations

import re
from collections import Counter

from upplint.documents.layout.build import build
from upplint.documents.layout.furniture import mask
from upplint.documents.layout.lines import Line
from upplint.documents.layout.marks import MARK, PAGE_END
from upplint.documents.layout.paragraphs import DANGLING
from upplint.documents.layout.tabbed import restore_tables, spell_line
from upplint.documents.layout.trailing import restore
from upplint.documents.layout.widths import width
from upplint.documents.model import Block, BlockKind

_STEP = 13.0
_MAX_RUNNING = 6


def blocks_of_text(text: str) -> list[Block]:
    """Blocks of a text whose lines may be wrapped. Origins: `unit` "l42" is the 43rd line, `offset` the column."""
    pages, feed = _pages(text.split("\n"))
    pages, running = _without_running(pages, feed)
    trailing = _trailing_spaces_tell(pages)
    wrapped = _is_wrapped(pages)
    lines: list[Line] = []
    for number, page in enumerate(pages, 1):
        lines.extend(_page_lines(page, number, trailing, wrapped, last=number == len(pages)))
    return build(restore_tables(restore(lines), text.split("\n")), running)


Numbered = tuple[int, str]


def _pages(lines: list[str]) -> tuple[list[list[Numbered]], bool]:
    """The lines with their numbers, page by page; whether "Sida x/y" lines tell the pages."""
    ends = sum(bool(PAGE_END.fullmatch(line.strip())) for line in lines)
    by_number = ends >= 2
    pages: list[list[Numbered]] = [[]]
    for i, line in enumerate(lines):
        if "\f" in line and line.strip("\f \t") == "":
            pages.append([])
            continue
        if line.startswith("\f"):
            pages.append([])
        if by_number and line.strip() and _GLUED_END.search(line.strip()):
            pages[-1].append((i, line))
            pages.append([])
            continue
        pages[-1].append((i, line))
    return [p for p in pages if any(line.strip() for _, line in p)], by_number


_GLUED_END = re.compile(r"^(?:sida|sid|page)\s+\d{1,4}\s*(?:/|av|of|\()\s*\d{1,4}\)?", re.IGNORECASE)


def _without_running(
    pages: list[list[Numbered]], by_number: bool
) -> tuple[list[list[Numbered]], list[tuple[int, Block]]]:
    """Take out running titles: lines that come back at the head or foot of many pages."""
    if len(pages) < 2:
        return pages, []
    heads: Counter[str] = Counter()
    feet: Counter[str] = Counter()
    for page in pages:
        filled = [(i, line) for i, line in page if line.strip()]
        heads.update({mask(line) for _, line in filled[:_MAX_RUNNING]})
        feet.update({mask(line) for _, line in filled[-_MAX_RUNNING:]})
    needed = max(2, round(0.5 * len(pages)))
    out: list[list[Numbered]] = []
    running: list[tuple[int, Block]] = []
    seen: set[str] = set()
    for number, page in enumerate(pages, 1):
        drop: set[int] = set()
        filled = [(i, line) for i, line in page if line.strip()]
        for (i, line), counts, kind in (
            *((x, heads, BlockKind.HEADER) for x in _run(filled[:_MAX_RUNNING], heads, needed)),
            *((x, feet, BlockKind.FOOTER) for x in _run(filled[-_MAX_RUNNING:][::-1], feet, needed)[::-1]),
        ):
            if i in drop:
                continue
            drop.add(i)
            key = mask(line)
            if key not in seen and counts:
                seen.add(key)
                text, segments = spell_line(line, i)
                running.append((number, Block(kind, text, segments)))
        out.append([(i, line) for i, line in page if i not in drop])
    return out, running


def _run(lines: list[Numbered], counts: Counter[str], needed: int) -> list[Numbered]:
    """Lines from the edge inwards as long as they are running titles."""
    out = []
    for i, line in lines:
        if counts[mask(line)] < needed and not PAGE_END.fullmatch(line.strip()):
            break
        out.append((i, line))
    return out


def _trailing_spaces_tell(pages: list[list[Numbered]]) -> bool:
    """True if wrapped lines keep their space at the end, so that its absence means an intended line break."""
    filled = [line for page in pages for _, line in page if line.strip()]
    return bool(filled) and 0.2 < sum(line.endswith(" ") for line in filled) / len(filled) < 0.97


def _is_wrapped(pages: list[list[Numbered]]) -> bool:
    """True if the lines look wrapped at a right margin: not all short, and not a paragraph a line."""
    lengths = sorted(len(line.rstrip()) for page in pages for _, line in page if line.strip())
    return bool(lengths) and 50 <= lengths[-1 - len(lengths) // 50] <= 160


def _page_lines(page: list[Numbered], number: int, trailing: bool, wrapped: bool, *, last: bool) -> list[Line]:
    out: list[Line] = []
    y = 0.0
    for k, (i, line) in enumerate(page):
        y += _STEP
        if not line.strip():
            continue
        text, segments = spell_line(line, i)
        indent = len(line) - len(line.lstrip())
        x0 = 0.0 if indent <= 1 else 5.5 * indent
        mark = MARK.match(text)
        hard: bool | None = None if wrapped else True
        ends_page = not any(x.strip() for _, x in page[k + 1 :])
        if trailing and not line.endswith(" ") and not (ends_page and not last):
            following = page[k + 1][1] if k + 1 < len(page) else ""
            runs_on = line.rstrip().endswith("-") or DANGLING.search(text) or re.match(r" [a-zåäö]", following)
            hard = None if runs_on else True
        first = text.split(" ", 1)[0]
        out.append(
            Line(
                page=number,
                text=text,
                segments=segments,
                x0=x0,
                x1=x0 + width(text),
                top=y - 11,
                bottom=y,
                base=y,
                first=width(first),
                hard=hard,
                mark_width=width(mark.group()) if mark else 0.0,
            )
        )
    return out
