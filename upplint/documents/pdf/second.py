"""A second look at pages whose drawn lines nearly make a table: pdfplumber's table finder, where it is asked for."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from upplint.documents.model import Box
from upplint.documents.pdf.doubt import JOIN, MEET, Doubt
from upplint.documents.pdf.grid import Grid, arranged
from upplint.documents.pdf.words import Word

#: Share of the words in a table's frame that must lie in its cells.
_SHARE = 0.8
_MOST_PAGES = 50
_MOST_WORDS = 4_000
_MARGIN = 3.0
_LINES = {
    "join_tolerance": JOIN,
    "intersection_tolerance": MEET,
    "edge_min_length_prefilter": 0,
    "edge_min_length": 8,
}


class SecondLook:
    """pdfplumber on single pages of one file; the file is opened at the first question.

    Args:
        path: the file.
        deadline: `time.monotonic()` after which nothing more is looked at.
    """

    def __init__(self, path: Path, deadline: float) -> None:
        self._path, self._deadline = path, deadline
        self._pdf: Any = None
        self.asked = 0

    def grids(
        self, number: int, corner: tuple[float, float], words: Sequence[Word], parts: Sequence[Doubt]
    ) -> list[tuple[Grid, Doubt]]:
        """The tables in the doubtful parts of a page, each with the doubt it settles.

        Args:
            number: page number from 1.
            corner: see `PageWords.corner`.
            words: of the page; a page with very many is not looked at.
            parts: what to look at.

        Returns:
            tables of two rows and two columns or more that hold the words in their frames; empty where pdfplumber
            finds none or fails: the page stays as it was read.
        """
        if self.asked >= _MOST_PAGES or len(words) > _MOST_WORDS or time.monotonic() > self._deadline:
            return []
        self.asked += 1
        try:
            found = self._tables(number, parts, corner)
        except Exception:  # a library's failure on a file it was not needed for
            return []
        out: list[tuple[Grid, Doubt]] = []
        for cells, part in found:
            if len(cells) < 4:
                continue
            table = arranged(cells)
            if _table(table) and _filled(table, words):
                out.append((table, part))
        return out

    def close(self) -> None:
        """Close the file."""
        if self._pdf is not None:
            self._pdf.close()
            self._pdf = None

    def _tables(
        self, number: int, parts: Sequence[Doubt], corner: tuple[float, float]
    ) -> list[tuple[list[Box], Doubt]]:
        page = self._open().pages[number - 1]
        try:
            out = []
            left, top, right, bottom = page.bbox
            dx, dy = left + corner[0], top + corner[1]  # its points begin where the file's own do
            for part in parts:
                area = (
                    max(part.box.x0 + dx - _MARGIN, left),
                    max(part.box.top + dy - _MARGIN, top),
                    min(part.box.x1 + dx + _MARGIN, right),
                    min(part.box.bottom + dy + _MARGIN, bottom),
                )
                for table in page.crop(area).find_tables(_settings(part, dx, dy)):
                    cells = [Box(x0 - dx, y0 - dy, x1 - dx, y1 - dy) for x0, y0, x1, y1 in table.cells]
                    out.append((cells, part))
            return out
        finally:
            page.close()

    def _open(self) -> Any:
        if self._pdf is None:
            import pdfplumber

            log = logging.getLogger("pdfminer")
            if not log.handlers:  # its remarks on a file's make are not the user's concern
                log.addHandler(logging.NullHandler())
            self._pdf = pdfplumber.open(self._path)
        return self._pdf


def _settings(part: Doubt, dx: float, dy: float) -> dict[str, Any]:
    if not part.level:
        return dict(_LINES)
    return {
        "vertical_strategy": "explicit",
        "horizontal_strategy": "explicit",
        "explicit_vertical_lines": [x + dx for x in part.upright],
        "explicit_horizontal_lines": [y + dy for y in part.level],
    }


def _table(table: Grid) -> bool:
    return len(table.columns) >= 2 and sum(len(row) >= 2 for row in table.rows) >= 2


def _filled(table: Grid, words: Sequence[Word]) -> bool:
    """Whether nearly all words in the frame of a table lie in its cells, and at least two cells have words."""
    cells = [box for row in table.rows for _, box in row]
    used: set[int] = set()
    held = placed = 0
    for word in words:
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        if not (table.box.x0 <= x <= table.box.x1 and table.box.top <= y <= table.box.bottom):
            continue
        held += 1
        at = next((k for k, c in enumerate(cells) if c.x0 <= x <= c.x1 and c.top <= y <= c.bottom), None)
        if at is not None:
            placed += 1
            used.add(at)
    return len(used) >= 2 and placed >= _SHARE * held
