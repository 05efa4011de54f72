"""Read a PDF file into a `Document`."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

from upplint.documents.assemble import assemble
from upplint.documents.layout.build import build
from upplint.documents.layout.furniture import Furniture, Margin, margin, mask
from upplint.documents.layout.lines import Item
from upplint.documents.limits import Limits
from upplint.documents.model import Annotation, Block, BlockKind, Box, Document, Gap
from upplint.documents.pdf import facts, gaps, grid
from upplint.documents.pdf.comments import comments_of
from upplint.documents.pdf.drawings import Drawings, drawings
from upplint.documents.pdf.opening import open_pdf
from upplint.documents.pdf.page import PageWords, items, stamps, watermarks
from upplint.documents.pdf.rows import WordRow, rows, spell, text_of
from upplint.documents.pdf.second import SecondLook
from upplint.documents.pdf.structure import Tags, tags
from upplint.documents.pdf.words import WordReader, characters, sheet_corner, view

_SAMPLE = 48

Edges = list[tuple[Margin, WordRow]]


def read_pdf(path: Path, *, file: str, limits: Limits) -> Document:
    """Read text, structure and places from a PDF.

    Args:
        path: the file.
        file: its name as shown to the user.
        limits: pages and seconds at most; what is left out is reported as a gap.

    Raises:
        ReadError: U101 not there, U102 no rights, U103 empty, U104 too large, U105 password, U106 damaged or no PDF.
    """
    started = time.monotonic()
    pdf, digest = open_pdf(path, file, limits)
    try:
        reading = _Reading(pdf, path, file, limits, started)
        try:
            return reading.document(digest)
        finally:
            reading.second.close()
    finally:
        pdf.close()


class _Reading:
    """One pass over one file."""

    def __init__(self, pdf: Any, path: Path, file: str, limits: Limits, started: float) -> None:
        self.pdf, self.path, self.file, self.limits, self.started = pdf, path, file, limits, started
        self.total = len(pdf)
        self.count = min(self.total, limits.max_pages)
        self.words = WordReader()
        self.second = SecondLook(path, started + limits.max_seconds)
        self.tagged = facts.is_tagged(pdf)
        self.figures = self.unnamed = 0
        self.comments: list[Annotation] = []
        self.gaps: list[Gap] = []
        self.kept: dict[int, tuple[PageWords, Drawings, Edges]] = {}

    def document(self, digest: str) -> Document:
        furniture = self._furniture()
        running: list[tuple[int, Block]] = []
        seen: set[str] = set()
        found: list[Item] = []
        tables = count()
        stamped: set[str] = set()
        for i in range(self.count):
            if time.monotonic() - self.started > self.limits.max_seconds:
                self.count = i
                self.gaps.append(gaps.out_of_time(self.file, i, self.total, self.limits.max_seconds))
                break
            got = self.kept.pop(i) if i in self.kept else self._page(i)
            if got is None:
                self.gaps.append(gaps.damaged(self.file, i + 1))
                continue
            page, drawn, edges = got
            body, margins = _split(page, drawn, edges, furniture)
            for block in [*margins, *watermarks(page)]:
                key = mask(block.text)
                if key not in seen:
                    seen.add(key)
                    running.append((page.number, block))
            found.extend(items(body, drawn, tables, self.second))
            found.extend(stamps(page, stamped))
            self.gaps.extend(gaps.of_page(self.file, body, drawn))
        if self.total > self.limits.max_pages:
            self.gaps.append(gaps.too_many_pages(self.file, self.count, self.total))
        self.gaps.extend(gaps.of_file(self.pdf, self.file))
        blocks = build(found, running)
        return assemble(
            self.file,
            "pdf",
            blocks,
            gaps=gaps.summarise(self.gaps),
            pages=self.total,
            annotations=sorted(self.comments, key=lambda a: a.origin.page or 0),
            facts=facts.read(self.pdf, blocks, self.figures, self.unnamed, sum(not c.is_ours for c in self.comments)),
            sha256=digest,
            path=str(self.path),
        )

    def _furniture(self) -> Furniture:
        """Running headers and footers; none where most pages would have nothing but those: that is their text."""
        furniture = Furniture([[found for found, _ in edges] for edges in self._sample()])
        written = [kept for kept in self.kept.values() if kept[0].words and not kept[1].images]
        bare = sum(not _split(*kept, furniture)[0].words for kept in written)
        return Furniture([]) if bare > len(written) / 2 else furniture

    def _sample(self) -> Iterator[Edges]:
        """Pages spread over the file, from which running headers are learnt; they are kept for the main pass."""
        step = max(self.count / _SAMPLE, 1.0)
        for i in sorted({int(k * step) for k in range(min(self.count, _SAMPLE))}):
            if time.monotonic() - self.started > self.limits.max_seconds / 2:
                return
            got = self._page(i)
            if got is not None:
                self.kept[i] = got
                yield got[2]

    def _page(self, index: int) -> tuple[PageWords, Drawings, Edges] | None:
        """Words, drawings and edge rows of a page, None where it is damaged; the page is closed again."""
        from pypdfium2 import PdfiumError

        try:
            page = self.pdf[index]
        except PdfiumError:
            return None
        try:
            seen = view(page)
            textpage = page.get_textpage()
            try:
                raw = characters(textpage)
                words, turned, aslant, turns = self.words.read(textpage, seen, raw)
                shown = None
                if len(turned) > len(words):  # a landscape page whose text is written sideways
                    shown, seen = seen, replace(seen, turns=turns)
                    words, turned, aslant, _ = self.words.read(textpage, seen, raw)
            finally:
                textpage.close()
            width, height = seen.size
            notes, filled = comments_of(page, index + 1, shown or seen)
            self.comments.extend(notes)
            if filled:
                self.gaps.append(gaps.filled_fields(self.file, index + 1, filled))
            found = tags(page) if self.tagged else Tags()
            self.figures += found.figures
            self.unnamed += found.figures_without_alt
            turn = (seen, shown) if shown else None
            corner = sheet_corner(page, seen)
            read = PageWords(
                index + 1, width, height, raw, tuple(words), tuple(turned), tuple(aslant), found, turn, corner
            )
            return read, drawings(page, seen), _edges(read)
        finally:
            page.close()


def _edges(page: PageWords) -> Edges:
    """The rows near the upper and lower edge of a page."""
    top, bottom = 0.2 * page.height, 0.8 * page.height
    out = []
    for row in rows([w for w in page.words if w.top < top or w.bottom > bottom]):
        found = margin(text_of(row), min(w.top for w in row), max(w.bottom for w in row), page.height)
        if found:
            out.append((found, row))
    return out


def _split(page: PageWords, drawn: Drawings, edges: Edges, furniture: Furniture) -> tuple[PageWords, list[Block]]:
    """The page without running headers and footers, and those as blocks."""
    held = [(found, row) for found, row in edges if furniture.holds(found)]
    if not held:
        return page, []
    tables = _long_tables(page, drawn)
    drop: set[int] = set()
    out: list[Block] = []
    for found, row in held:
        middle = (row[0].top + row[0].bottom) / 2
        if any(box.top <= middle <= box.bottom for box in tables):
            continue  # the repeated header row of a table
        drop.update(w.start for w in row)
        text, segments = spell(row, page.number, page.raw)
        out.append(Block(BlockKind.HEADER if found.at_top else BlockKind.FOOTER, text, segments))
    return replace(page, words=tuple(w for w in page.words if w.start not in drop)), out


def _long_tables(page: PageWords, drawn: Drawings) -> list[Box]:
    """Frames of the tables that reach from the margin into the body; a letterhead's small table is none."""
    if sum(e.vertical for e in drawn.edges) < 3:
        return []
    grids, _ = grid.find(drawn.edges)
    return [g.box for g in grids if g.box.bottom - g.box.top > 0.2 * page.height]
