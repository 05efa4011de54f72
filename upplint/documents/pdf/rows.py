"""Words -> rows on a page -> pieces of a row -> lines with their origins."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from upplint.documents.layout.clean import clean
from upplint.documents.layout.lines import CellLine, CellText, Line, merge, printed, union
from upplint.documents.layout.marks import MARK
from upplint.documents.model import Box, Origin, Segment
from upplint.documents.pdf.words import Word

WordRow = list[Word]
_NUMBER = re.compile(r"(?:\d{1,3}\.)*\d{1,3}\.?|(?:Bilaga|Kapitel|Avsnitt|Del)\s\d+[:.]?")


def rows(words: Iterable[Word]) -> list[WordRow]:
    """Words grouped by the line they stand on, from top to bottom, each row from left to right."""
    out: list[WordRow] = []
    refs: list[tuple[float, float]] = []
    for word in sorted(words, key=_middle):
        top, bottom = word.top, word.bottom
        height = bottom - top
        for k in range(len(out) - 1, max(len(out) - 4, -1), -1):
            ref_top, ref_bottom = refs[k]
            overlap = (bottom if bottom < ref_bottom else ref_bottom) - (top if top > ref_top else ref_top)
            ref_height = ref_bottom - ref_top
            if overlap > 0.6 * (height if height < ref_height else ref_height):
                out[k].append(word)
                if height > ref_height * 1.2 and overlap > 0.6 * height:
                    refs[k] = (top, bottom)
                break
        else:
            out.append([word])
            refs.append((top, bottom))
    for row in out:
        row.sort(key=_left)
    out.sort(key=lambda r: min(w.top for w in r) + max(w.bottom for w in r))
    return out


def _middle(word: Word) -> tuple[float, float]:
    return word.top + word.bottom, word.x0


def _length(word: Word) -> int:
    return len(word.text)


def _left(word: Word) -> float:
    return word.x0


def pieces(row: WordRow) -> list[WordRow]:
    """Split a row at wide gaps. A list mark or a number stays with the text behind it."""
    out: list[WordRow] = [[row[0]]]
    right = row[0].x1
    for word in row[1:]:
        gap = word.x0 - right
        if gap > max(1.6 * (word.size or 10.0), 11.0):
            out.append([word])
        else:
            out[-1].append(word)
        right = max(right, word.x1)
    joined: list[WordRow] = []
    for i, piece in enumerate(out):
        if joined and _is_label(joined[-1], piece, len(out) - i):
            joined[-1] = joined[-1] + piece
        else:
            joined.append(piece)
    return joined


def _is_label(label: WordRow, text: WordRow, left: int) -> bool:
    """True if `label` is a list mark or a heading number that belongs to `text`."""
    if text[0].x0 - label[-1].x1 > 90 or len(label) > 2:
        return False
    printed = " ".join(w.text for w in label)
    if MARK.fullmatch(printed + " "):
        return True
    if not _NUMBER.fullmatch(printed):
        return False
    return ("." in printed.rstrip(".") or printed.endswith(".") or (label[0].bold and text[0].bold)) and left == 1


def text_of(row: WordRow) -> str:
    """The words of a row as stored, joined by spaces."""
    return " ".join(w.text for w in row)


def spell(words: Sequence[Word], page: int, raw: str) -> tuple[str, tuple[Segment, ...]]:
    """Text and origins of words in order; `raw` is the page's character list."""
    text = ""
    segments: list[Segment] = []
    chunk: list[Word] = []
    stretches: list[tuple[list[Word], bool]] = []
    for word in words:
        if chunk:
            last = chunk[-1]
            end = last.start + len(last.text)
            if word.start == end + 1 and raw[end : end + 1].isspace():
                chunk.append(word)
                continue
            glued = word.start == end and word.x0 - last.x1 < 0.2 * (word.size or 10.0)
            stretches.append((chunk, glued))
        chunk = [word]
    if chunk:
        stretches.append((chunk, False))
    glue = True
    for stretch, glued in stretches:
        box = union([Box(w.x0, w.top, w.x1, w.bottom) for w in stretch])
        start, end = stretch[0].start, stretch[-1].start + len(stretch[-1].text)
        if not glue and text:
            text += " "
        for part in clean(raw[start:end]):
            shown = part.text if part.text.isprintable() else "".join(c if c.isprintable() else " " for c in part.text)
            origin = Origin(page=page, box=box, offset=start + part.offset, generated=part.generated)
            segments.append(Segment(len(text), len(text) + len(shown), origin))
            text += shown
        glue = glued
    return text, merge(segments)


def cell(column: int, words: Sequence[Word], page: int, raw: str) -> CellText:
    """Make a table cell of its words; its lines are joined when the words of the whole document are known."""
    lines = tuple(CellLine(*spell(row, page, raw)) for row in rows(words))
    text, segments = printed(lines)
    return CellText(column, text, segments, bool(words) and all(w.bold for w in words), lines)


def line(words: Sequence[Word], page: int, raw: str, column: str, tag: str = "") -> Line:
    """Make a line of the words of one piece."""
    text, segments = spell(words, page, raw)
    letters = [w for w in words if not w.text.isascii() or w.text.isalnum() or any(map(str.isalnum, w.text))]
    letters = letters or list(words)
    body = max(letters, key=_length)
    mark = MARK.match(" ".join(w.text for w in words[:2]) + " ")
    behind = 0.0
    if mark and len(words) > 1:
        second = 1 if mark.end() <= len(words[0].text) + 1 else min(2, len(words) - 1)
        behind = words[second].x0 - words[0].x0
    size = letters[0].size
    if any(w.size != size for w in letters):
        size = sum(w.size * len(w.text) for w in letters) / max(sum(map(_length, letters)), 1)
    return Line(
        page=page,
        text=text,
        segments=segments,
        x0=words[0].x0,
        x1=max(w.x1 for w in words),
        top=min(w.top for w in letters),
        bottom=max(w.bottom for w in letters),
        base=body.base,
        size=round(size, 1),
        bold=all(w.bold for w in letters),
        column=column,
        first=words[0].x1 - words[0].x0,
        mark_width=behind,
        tag=tag,
    )
