"""Symbol legends and tables of contents: read, never linted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from upplint.documents.layout.lines import Item, Line, Row
from upplint.documents.layout.marks import LEGEND_LINE, LEGEND_TITLE, TOC_ENTRY, TOC_TITLE

_ENDS_IN_PAGE = re.compile(r".*[^\d.,]\s*\d{1,3}\s*")
_MOST_TOC, _MOST_HEADINGS = 0.3, 0.5
_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?\s+\S")


def mark_legends(items: Iterable[Item]) -> list[Item]:
    """The items, with the lines of legends and tables of contents tagged "TOC"."""
    source = _trusted(list(items))
    out: list[Item] = []
    in_toc = False
    number = 0
    for i, item in enumerate(source):
        if isinstance(item, Row):
            texts = [c.text for c in item.cells if c.text]
            if texts and all(LEGEND_LINE.match(t) for t in texts):
                out.extend(_as_lines(item))
                continue
            in_toc = False
            out.append(item)
            continue
        text = item.text.strip()
        if TOC_TITLE.fullmatch(text) and _entries_follow(source, i):
            in_toc, number = True, 0
            out.append(replace(item, tag="TOC"))
        elif LEGEND_TITLE.fullmatch(text) or LEGEND_LINE.match(text) or TOC_ENTRY.fullmatch(text):
            out.append(replace(item, tag="TOC"))
        elif in_toc and (value := _page(text)) >= number:
            number = value
            out.append(replace(item, tag="TOC"))
        elif in_toc and _entry_goes_on(item, source, i):
            out.append(replace(item, tag="TOC"))
        else:
            in_toc = False
            out.append(item)
    return out


def _trusted(items: list[Item]) -> list[Item]:
    """The items; without the file's own tags where those call a large part of the text contents or headings."""
    total = sum(len(x.text) for x in items if isinstance(x, Line)) or 1
    doubted = [
        kind
        for kind, share in (("TOC", _MOST_TOC), ("H", _MOST_HEADINGS))
        if sum(len(x.text) for x in items if isinstance(x, Line) and x.tag.startswith(kind)) / total > share
    ]
    if not doubted:
        return items
    return [replace(x, tag="") if isinstance(x, Line) and x.tag.startswith(tuple(doubted)) else x for x in items]


def _page(text: str) -> int:
    """The page number at the end of an entry, -1 where there is none."""
    if not _ENDS_IN_PAGE.fullmatch(text) or len(text) > 150:
        return -1
    last = re.search(r"\d{1,3}\s*$", text)
    return int(last.group()) if last else -1


def _entries_follow(source: list[Item], i: int) -> bool:
    after = [x.text.strip() for x in source[i + 1 : i + 7] if isinstance(x, Line)]
    return sum(bool(TOC_ENTRY.fullmatch(t)) or _page(t) >= 0 for t in after) >= min(3, max(len(after) - 1, 1))


def _entry_goes_on(item: Line, source: list[Item], i: int) -> bool:
    """True if the entry is wrapped: the next line ends in a page number."""
    following = source[i + 1] if i + 1 < len(source) else None
    if not isinstance(following, Line) or not _NUMBERED.match(item.text):
        return False
    return bool(TOC_ENTRY.fullmatch(following.text)) or (
        _page(following.text) >= 0 and not _NUMBERED.match(following.text)
    )


def _as_lines(row: Row) -> list[Line]:
    return [
        Line(
            row.page,
            c.text,
            c.segments,
            row.columns[0],
            row.columns[0],
            row.top,
            row.bottom,
            row.bottom,
            tag="TOC",
            column="legend",
        )
        for c in row.cells
        if c.text
    ]
