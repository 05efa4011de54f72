"""Boxes of single characters, read on demand where a finding is to be shown or marked."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from upplint.documents.layout.lines import union
from upplint.documents.model import Box, Origin
from upplint.documents.pdf.words import View, view


class CharReader:
    """Looks up character boxes in one PDF (a path or the bytes); use as a context manager. Keeps the last page open."""

    def __init__(self, source: Path | str | bytes) -> None:
        import pypdfium2

        self._pdf = pypdfium2.PdfDocument(source if isinstance(source, bytes) else str(source))
        self._number = 0
        self._page: Any = None
        self._text: Any = None
        self._view: View | None = None

    def __enter__(self) -> CharReader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the page and the file."""
        self._release()
        self._pdf.close()

    def boxes(self, page: int, start: int, end: int) -> list[Box]:
        """Boxes of the characters `start <= i < end` of a page's character list.

        Args:
            page: page number from 1.
            start, end: indices as in `Origin.offset`.

        Returns:
            One box a character, in points from the upper left corner of the page as shown. A character without a
            place (a line break) gets no box.

        Raises:
            IndexError: the page does not exist.
        """
        from pypdfium2 import raw

        if not 1 <= page <= len(self._pdf):
            raise IndexError(f"page {page} of {len(self._pdf)}")
        if page != self._number:
            self._release()
            self._page = self._pdf[page - 1]
            self._text = self._page.get_textpage()
            self._view, self._number = view(self._page), page
        assert self._view is not None
        rect = raw.FS_RECTF()
        last = min(end, raw.FPDFText_CountChars(self._text.raw))
        return [
            Box(*self._view.box(rect.left, rect.bottom, rect.right, rect.top))
            for i in range(max(start, 0), last)
            if raw.FPDFText_GetLooseCharBox(self._text.raw, i, ctypes.byref(rect)) and rect.right > rect.left
        ]

    def _release(self) -> None:
        if self._text is not None:
            self._text.close()
            self._page.close()
        self._text = self._page = None
        self._number = 0


def char_boxes(path: Path | str, page: int, start: int, end: int) -> list[Box]:
    """Boxes of the characters `start <= i < end` on a page, see `CharReader.boxes`."""
    with CharReader(path) as reader:
        return reader.boxes(page, start, end)


def line_boxes(boxes: Sequence[Box]) -> list[Box]:
    """Character boxes joined to one box a line: what a highlight needs."""
    out: list[list[Box]] = []
    for box in boxes:
        last = out[-1][-1] if out else None
        if last is not None and box.x0 >= last.x0 - 1 and min(last.bottom, box.bottom) - max(last.top, box.top) > 0:
            out[-1].append(box)
        else:
            out.append([box])
    return [union(line) for line in out]


def highlight_boxes(reader: CharReader, origins: Sequence[tuple[int, Origin]]) -> list[tuple[int, Box]]:
    """Page and box of every line that stretches of text cover.

    Args:
        reader: open on the file.
        origins: for each stretch its length in characters and its origin, as from `Block.origins`.
    """
    out: list[tuple[int, Box]] = []
    for length, origin in origins:
        if origin.page is not None:
            found = reader.boxes(origin.page, origin.offset, origin.offset + length)
            out.extend((origin.page, box) for box in line_boxes(found))
    return out
