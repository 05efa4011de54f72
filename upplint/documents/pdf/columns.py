"""A page's rows in reading order: columns one after the other, tables without rules as rows of cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count

from upplint.documents.layout.lines import Item, Line, Row
from upplint.documents.layout.marks import TOC_ENTRY
from upplint.documents.pdf.rows import WordRow, cell, line, pieces, rows, text_of
from upplint.documents.pdf.structure import Tags
from upplint.documents.pdf.words import Word

Gap = tuple[float, float]
_MIN_GAP = 9.0


class Flow:
    """Turns the words of a page, tables and frames taken out, into lines and rows.

    Args:
        page: page number from 1.
        raw: the page's character list.
        tables: running number for tables.
        tags: what the file's own structure says of the words.
    """

    def __init__(self, page: int, raw: str, tables: Iterator[int] | None = None, tags: Tags | None = None) -> None:
        self.page, self.raw = page, raw
        self.tables = tables if tables is not None else count()
        self.tags = tags or Tags()

    def _line(self, words: WordRow, column: str) -> Line:
        return line(words, self.page, self.raw, column, self.tags.of(words) if self.tags.kinds else "")

    def read(self, words: Iterable[Word], column: str = "main") -> list[Item]:
        """Lines and rows in reading order."""
        out: list[Item] = []
        pending = [(pieces(r), r) for r in _side_by_side(rows(words))]
        i = 0
        while i < len(pending):
            if len(pending[i][0]) == 1:
                out.append(self._line(pending[i][1], column))
                i += 1
                continue
            every = [p for p, _ in pending]
            end, gaps = _group(every, i)
            end = i + (_apart(every[i:end], gaps) or end - i)
            out.extend(self._group(every[i:end], gaps, column))
            i = end
        return out

    def _group(self, group: list[list[WordRow]], gaps: list[Gap], column: str) -> list[Item]:
        if all(TOC_ENTRY.fullmatch(" ".join(text_of(p) for p in row)) for row in group if len(row) > 1):
            return [self._line([w for p in row for w in p], column) for row in group]
        if len(group) == 1:
            return [self._line(piece, f"{column}/{k}") for k, piece in enumerate(group[0])]
        gap = max(gaps, key=_width)
        middle = (gap[0] + gap[1]) / 2
        left = [w for row in group for p in row for w in p if w.x0 < middle]
        right = [w for row in group for p in row for w in p if w.x0 >= middle]
        if left and right and (_prose(group, middle) or _apart(group, gaps) == len(group)):
            return [*self.read(left, f"{column}/L{gap[0]:.0f}"), *self.read(right, f"{column}/R{gap[1]:.0f}")]
        return self._table(group, gaps)

    def _table(self, group: list[list[WordRow]], gaps: list[Gap]) -> list[Item]:
        edges = sorted((a + b) / 2 for a, b in gaps)
        starts = [min((p[0].x0 for row in group for p in row), default=0.0), *edges]
        merged: list[list[list[Word]]] = []
        last_base = None
        for row in group:
            cells: list[list[Word]] = [[] for _ in starts]
            for piece in row:
                for word in piece:
                    cells[sum(word.x0 >= e for e in edges)].append(word)
            base = max(w.base for p in row for w in p)
            height = max(w.bottom - w.top for p in row for w in p)
            close = last_base is not None and base - last_base < 1.45 * height
            if merged and close and not cells[0] and sum(map(bool, cells)) < len(starts):
                for have, more in zip(merged[-1], cells, strict=True):
                    have.extend(more)
            else:
                merged.append(cells)
            last_base = base
        number = next(self.tables)
        out: list[Item] = []
        for cells in merged:
            texts = [cell(k, words, self.page, self.raw) for k, words in enumerate(cells)]
            every = [w for c in cells for w in c]
            out.append(
                Row(
                    self.page,
                    tuple(texts),
                    number,
                    tuple(starts),
                    min(w.top for w in every),
                    max(w.bottom for w in every),
                    first=not out,
                    ruled=False,
                )
            )
        return out


def _group(all_rows: list[list[WordRow]], start: int) -> tuple[int, list[Gap]]:
    """The rows from `start` on that leave a common gap free: index behind the last one, and the gaps."""
    gaps = _between(all_rows[start])
    end = start + 1
    last_multi = end
    last_bottom = max(w.bottom for p in all_rows[start] for w in p)
    best = gaps
    while end < len(all_rows):
        row = all_rows[end]
        top, bottom = min(w.top for p in row for w in p), max(w.bottom for p in row for w in p)
        height = bottom - top
        if top - last_bottom > 2.6 * height:
            break
        if len(row) == 1 and TOC_ENTRY.fullmatch(text_of(row[0])):
            break
        free = _free(gaps, row)
        if not free:
            break
        gaps = free
        end += 1
        last_bottom = max(last_bottom, bottom)
        if len(row) > 1:
            last_multi, best = end, gaps
    if end > last_multi:
        # Rows on one side only, behind the last row with both: they belong here if the columns are unequal prose.
        group = all_rows[start:last_multi]
        widest = max(best, key=_width)
        middle = (widest[0] + widest[1]) / 2
        if last_multi - start >= 3 and _prose(group, middle):
            return end, gaps
    return last_multi, best


def _side_by_side(found: list[WordRow]) -> list[WordRow]:
    """Rows with rows of the next column joined that stand half a line lower."""
    out: list[WordRow] = []
    for row in found:
        if out and _beside(out[-1], row):
            out[-1] = sorted([*out[-1], *row], key=lambda w: w.x0)
        else:
            out.append(row)
    return out


def _beside(above: WordRow, row: WordRow) -> bool:
    """True if two rows overlap in height and are far apart sideways."""
    if row[0].x0 - above[-1].x1 < 2 * _MIN_GAP and above[0].x0 - row[-1].x1 < 2 * _MIN_GAP:
        return False
    top, bottom = max(min(w.top for w in r) for r in (above, row)), min(max(w.bottom for w in r) for r in (above, row))
    return bottom - top > 0.25 * min(w.bottom - w.top for w in (above[0], row[0]))


def _width(gap: Gap) -> float:
    return gap[1] - gap[0]


def _between(row: list[WordRow]) -> list[Gap]:
    edges = []
    right = max(w.x1 for w in row[0])
    for piece in row[1:]:
        edges.append((right, piece[0].x0))
        right = max(right, *(w.x1 for w in piece))
    return edges


def _free(gaps: list[Gap], row: list[WordRow]) -> list[Gap]:
    """What is left of the gaps when a row's pieces are taken away."""
    out: dict[Gap, None] = {}
    for gap in gaps:
        spans = [gap]
        for piece in row:
            left, right = piece[0].x0, max(w.x1 for w in piece)
            spans = [
                part
                for a, b in spans
                for part in (((a, min(b, left)), (max(a, right), b)) if left < b and right > a else ((a, b),))
                if part[1] - part[0] >= _MIN_GAP
            ]
        out.update(dict.fromkeys(spans))
    return list(out)


def _prose(group: list[list[WordRow]], middle: float) -> bool:
    """True if both sides of `middle` are running text: several words a row that fill the column."""
    for side in (False, True):
        lines = [[w for p in row for w in p if (w.x0 >= middle) is side] for row in group]
        lines = [ws for ws in lines if ws]
        if len(lines) < 4:
            return False
        widths = sorted(max(w.x1 for w in ws) - ws[0].x0 for ws in lines)
        if sum(len(ws) for ws in lines) / len(lines) < 3.5:
            return False
        if sum(w > 0.8 * widths[-1] for w in widths) / len(widths) < 0.5:
            return False
    return True


def _apart(group: list[list[WordRow]], gaps: list[Gap]) -> int:
    """How many of the first rows form columns that the file writes one after the other; 0 for less than two."""
    gap = max(gaps, key=_width)
    middle = (gap[0] + gap[1]) / 2
    low, high = [float("inf"), float("inf")], [-1.0, -1.0]
    both = best = 0
    for n, row in enumerate(group, 1):
        sides = [[w.start for p in row for w in p if (w.x0 >= middle) is side] for side in (False, True)]
        for k, starts in enumerate(sides):
            if starts:
                low[k], high[k] = min(low[k], *starts), max(high[k], *starts)
        both += all(sides)
        if high[0] >= low[1] and high[1] >= low[0]:
            break
        if both >= 2:
            best = n
    return best
