"""Documents as the HTML report shows them: sections of rows, each row text with the findings that concern it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from upplint.documents.model import Block, BlockKind, Document
from upplint.engine.model import Finding, Report
from upplint.reports.html_marks import Mark, Piece, stretches

_FIRST_LEVEL = 4  # of a document's own headings in the page: above are the page, the chapter and the document
_LAST_LEVEL = 6


@dataclass(frozen=True, slots=True)
class Line:
    """A block.

    Attributes:
        id: its address in the page.
        kind: kind of block.
        number: heading or list number as printed.
        depth: list depth from 1, 0 elsewhere.
        cells: text by cell; one where the block is no row.
        columns: number of columns that each cell spans, up to the next one.
        header: it is the header row of a table.
        answer: the words of its answer field.
    """

    id: str
    kind: BlockKind
    number: str
    depth: int
    cells: tuple[tuple[Piece, ...], ...]
    columns: tuple[int, ...] = ()
    header: bool = False
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph, a list or a table. `shape` is `text`, `list`, `table`, `note` or `furniture`."""

    shape: str
    lines: tuple[Line, ...]
    page: int | None = None  # said where a new page begins
    number: int = 0  # of a table in the document


@dataclass(frozen=True, slots=True)
class Row:
    """Text and the numbers of the findings beside it."""

    units: tuple[Unit, ...]
    findings: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with the text below it, up to the next heading.

    Attributes:
        heading: None for the text before the first heading.
        level: of the heading in the page, 4-6, never more than one deeper than the one before.
        rows: text and findings; findings on the heading stand beside the first row.
        marked: a finding begins here, or is also found here.
    """

    heading: Line | None
    level: int
    page: int | None
    rows: tuple[Row, ...]
    marked: bool


@dataclass(frozen=True, slots=True)
class View:
    """A document as shown. `loose`: places in a document that has no text to mark."""

    id: str
    file: str
    sections: tuple[Section, ...]
    loose: tuple[Mark, ...] = ()


def block_id(tender: int, document: int, block: int) -> str:
    """The address of a block in the page."""
    return f"b{tender}-{document}-{block}"


def document_id(tender: int, document: int) -> str:
    """The address of a document in the page."""
    return f"d{tender}-{document}"


def marks_of(findings: Sequence[Finding]) -> dict[tuple[int, int], list[Mark]]:
    """The marks of each document, `(tender, document)` -> marks. Findings are numbered from 1 in their order."""
    found: dict[tuple[int, int], list[Mark]] = {}
    for number, finding in enumerate(findings, 1):
        for spot, place in enumerate((finding.place, *finding.also)):
            mark = Mark(number, spot, finding.level, f"{finding.rule} {finding.title}", place.start, place.end)
            found.setdefault((place.tender, place.document), []).append(mark)
    return found


def views(report: Report) -> Iterator[View]:
    """Every document of the report, in order."""
    marks = marks_of(report.findings)
    for t, tender in enumerate(report.tenders):
        for d, part in enumerate(tender.parts):
            yield _view(part.document, t, d, marks.get((t, d), []))


def _view(document: Document, t: int, d: int, marks: Sequence[Mark]) -> View:
    if not document.blocks:
        return View(document_id(t, d), document.file, (), tuple(marks))
    touching: dict[int, list[Mark]] = {}
    for mark in sorted(marks, key=lambda m: (m.start, m.end, m.number, m.spot)):
        first = document.block_at(mark.start).index
        last = document.block_at(max(mark.start, mark.end - 1)).index
        for i in range(first, last + 1):
            touching.setdefault(i, []).append(mark)
    reader = _Reader(t, d, touching)
    level = _FIRST_LEVEL - 1
    sections = []
    for chunk in _chunks(document.blocks):
        heading = chunk[0] if chunk[0].kind is BlockKind.HEADING else None
        if heading is not None:
            level = min(_FIRST_LEVEL + max(heading.level, 1) - 1, level + 1, _LAST_LEVEL)
        sections.append(reader.section(chunk, heading, max(level, _FIRST_LEVEL)))
    return View(document_id(t, d), document.file, tuple(sections))


def _chunks(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    chunk: list[Block] = []
    for block in blocks:
        if block.kind is BlockKind.HEADING and chunk:
            yield chunk
            chunk = []
        chunk.append(block)
    if chunk:
        yield chunk


class _Reader:
    """Makes sections of one document; knows on which page it is."""

    def __init__(self, t: int, d: int, marks: dict[int, list[Mark]]) -> None:
        self._t, self._d = t, d
        self._marks = marks
        self._page: int | None = None
        self._tables = 0

    def section(self, chunk: Sequence[Block], heading: Block | None, level: int) -> Section:
        page = self._new_page(heading) if heading is not None else None
        body = chunk[1:] if heading is not None else chunk
        own = self._findings([heading]) if heading is not None else ()
        rows = self._rows(list(self._units(body)), own)
        marked = any(self._starts(b) for b in chunk)
        return Section(self._line(heading) if heading else None, level, page, tuple(rows), marked)

    def _rows(self, units: Sequence[tuple[Unit, tuple[int, ...]]], own: tuple[int, ...]) -> Iterator[Row]:
        """A row begins at each unit with findings; what follows without any fills up the room beside them."""
        text: list[Unit] = []
        beside = own
        for unit, findings in units:
            if findings and text:
                yield Row(tuple(text), beside)
                text, beside = [], ()
            text.append(unit)
            beside += findings
        if text or beside:
            yield Row(tuple(text), beside)

    def _units(self, blocks: Sequence[Block]) -> Iterator[tuple[Unit, tuple[int, ...]]]:
        for (shape, _, _), group in groupby(blocks, key=_together):
            members = list(group)
            page = self._new_page(members[0])
            self._tables += shape == "table"
            lines = tuple(self._line(b) for b in members)
            yield Unit(shape, lines, page, self._tables if shape == "table" else 0), self._findings(members)
            for block in members:
                self._new_page(block)

    def _new_page(self, block: Block) -> int | None:
        if block.page is None or block.page == self._page or block.kind in (BlockKind.HEADER, BlockKind.FOOTER):
            return None
        self._page = block.page
        return block.page

    def _line(self, block: Block) -> Line:
        bounds = [(c.start, c.end) for c in block.cells] or [(0, len(block.text))]
        marks = self._marks.get(block.index, ())
        starts = [c.column for c in block.cells]
        return Line(
            id=block_id(self._t, self._d, block.index),
            kind=block.kind,
            number=block.number,
            depth=max(block.level, 1) if block.kind is BlockKind.LIST_ITEM else 0,
            cells=tuple(tuple(pieces) for pieces in stretches(block.text, block.start, bounds, marks)),
            columns=tuple(max(b - a, 1) for a, b in zip(starts, [*starts[1:], starts[-1] + 1], strict=True))
            if starts
            else (),
            header=block.header_row,
            answer=block.answer.text if block.answer and not block.cells else "",
        )

    def _starts(self, block: Block) -> bool:
        return any(block.start <= m.start for m in self._marks.get(block.index, ()))

    def _findings(self, blocks: Iterable[Block]) -> tuple[int, ...]:
        """Numbers of the findings whose clearest place begins in these blocks."""
        return tuple(
            m.number for b in blocks for m in self._marks.get(b.index, ()) if m.spot == 0 and m.start >= b.start
        )


def _together(block: Block) -> tuple[str, int, int | None]:
    """Blocks with the same key make one unit: the rows of a table, the items of a list."""
    if block.kind is BlockKind.TABLE_ROW or block.cells:
        return ("table", -1, block.table)
    if block.kind is BlockKind.LIST_ITEM:
        return ("list", -1, None)
    if block.kind in (BlockKind.HEADER, BlockKind.FOOTER, BlockKind.LEGEND):
        return ("furniture", -1, None)
    return ("note" if block.kind is BlockKind.NOTE else "text", block.index, None)
