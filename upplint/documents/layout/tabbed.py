"""Tables in plain text: runs of lines whose cells are divided by tabs, bars or wide gaps."""

from __future__ import annotations

import re
from collections.abc import Sequence

from upplint.documents.layout.clean import clean
from upplint.documents.layout.lines import CellText, Item, Line, Row, merge
from upplint.documents.layout.marks import MARK
from upplint.documents.model import Origin, Segment

_DIVIDER = re.compile(r"\s*\|\s*|\s*\t\s*|\s{3,}")
_RULE = re.compile(r"[\s|+:=-]+")
_MAX_WORDS = 9


def spell_line(line: str, number: int, begin: int = 0) -> tuple[str, tuple[Segment, ...]]:
    """A line with white space folded, and the origin of its characters: `unit` "l42" is the 43rd line of the file."""
    text = ""
    segments: list[Segment] = []
    for match in re.finditer(r"\S+", line):
        if text:
            gap = line[: match.start()]
            if gap[-1:].isspace() and match.start() >= 1 and not line[match.start() - 2 : match.start() - 1].isspace():
                origin = Origin(unit=f"l{number}", offset=begin + match.start() - 1)
                segments.append(Segment(len(text), len(text) + 1, origin))
            text += " "
        for piece in clean(match.group()):
            shown = "".join(c if c.isprintable() else " " for c in piece.text)
            origin = Origin(unit=f"l{number}", offset=begin + match.start() + piece.offset, generated=piece.generated)
            segments.append(Segment(len(text), len(text) + len(shown), origin))
            text += shown
    return text, merge(segments)


def restore_tables(lines: Sequence[Line], source: Sequence[str]) -> list[Item]:
    """The lines, with runs of lines that have the same number of cells turned into table rows.

    Args:
        lines: the lines of the file, cleaned.
        source: the file's lines as stored, found by the number in a line's origin.
    """
    out: list[Item] = []
    run: list[tuple[Line, list[tuple[int, int]]]] = []
    tables = 0

    def close() -> None:
        nonlocal tables
        if len(run) >= 2:
            out.extend(_row(line, spans, source, tables, first=k == 0) for k, (line, spans) in enumerate(run))
            tables += 1
        else:
            out.extend(line for line, _ in run)
        run.clear()

    for line in lines:
        if run and _RULE.fullmatch(line.text):
            continue  # a rule between header and body
        spans = _cells(line, source)
        if run and len(spans) != len(run[-1][1]):
            close()
        if len(spans) > 1:
            run.append((line, spans))
        else:
            out.append(line)
    close()
    return out


def _cells(line: Line, source: Sequence[str]) -> list[tuple[int, int]]:
    """Start and end of each cell in the stored line; fewer than two where the line is no table row."""
    unit = line.segments[0].origin.unit if line.segments else None
    if unit is None or MARK.match(line.text):
        return []
    stored = source[int(unit[1:])]
    start = len(stored) - len(stored.lstrip(" \t|"))
    end = len(stored.rstrip(" \t|"))
    spans = []
    for gap in _DIVIDER.finditer(stored, start, end):
        spans.append((start, gap.start()))
        start = gap.end()
    spans.append((start, end))
    if any(len(stored[a:b].split()) > _MAX_WORDS for a, b in spans[:-1]):
        return []  # wide gaps in running text
    return spans


def _row(line: Line, spans: list[tuple[int, int]], source: Sequence[str], table: int, *, first: bool) -> Row:
    number = int((line.segments[0].origin.unit or "l0")[1:])
    cells = []
    for k, (a, b) in enumerate(spans):
        text, segments = spell_line(source[number][a:b], number, a)
        cells.append(CellText(k, text, segments))
    columns = tuple(float(a) for a, _ in spans)
    return Row(line.page, tuple(cells), table, columns, line.top, line.bottom, first=first)
