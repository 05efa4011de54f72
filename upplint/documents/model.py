"""What a reader hands on: a `Document` of `Block`s whose every character knows where it came from.

All values are immutable. Offsets count Unicode code points, start at 0 and are half open (`start <= i < end`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from functools import cached_property


class BlockKind(StrEnum):
    """What a block is in the document's own structure."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"
    QUESTION = "question"  # a question or requirement with an answer field (tender-system export, form)
    HEADER = "header"  # running header, once per document
    FOOTER = "footer"
    NOTE = "note"  # footnote or endnote
    CAPTION = "caption"
    LEGEND = "legend"  # symbol legend and table of contents: read, never linted


#: Blocks that carry no statement of their own: kept for completeness, not analysed as running text.
FURNITURE = frozenset({BlockKind.HEADER, BlockKind.FOOTER, BlockKind.LEGEND})


#: The author of the comments and tracked changes that upplint writes into copies of documents.
OWN_AUTHOR = "upplint"

#: How an approval of a finding begins, in a comment (`upplint.engine.suppress`).
APPROVAL = re.compile(r"upplint\s*:\s*(?:ok|godkänd)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page in points (1/72 inch), origin in the upper left corner."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a stretch of text stands in its file.

    Attributes:
        page: page number from 1, None where the format has no pages.
        box: rectangle of the whole stretch (PDF).
        part: package part (`word/document.xml`), sheet name, or None.
        unit: address within the part: `p12` is the 13th `w:p` of the part in document order, `B7` a cell,
            `l42` a line of a text file; None for PDF.
        run: index of the `w:r` among all `w:r` below that paragraph in document order (DOCX).
        offset: index of the first character within the run, cell, line, or (PDF) the page's character list.
        generated: the text is not stored as such (a rebuilt list number, a restored letter); it has a place but
            no characters of its own in the file.
    """

    page: int | None = None
    box: Box | None = None
    part: str | None = None
    unit: str | None = None
    run: int | None = None
    offset: int = 0
    generated: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a block's text with one origin. Character `start + i` comes from `origin.offset + i`."""

    start: int
    end: int
    origin: Origin


class AnswerKind(StrEnum):
    """How a tenderer answers a question in a form or tender system."""

    YES_NO = "yes_no"
    TEXT = "text"
    FILE = "file"
    CHOICE = "choice"
    NUMBER = "number"
    DATE = "date"
    PRICE = "price"


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer field that belongs to a block.

    Attributes:
        kind: what is to be answered.
        required: the answer that is demanded (`Ja` for "Ja krävs", a number, "*"), None where any answer does.
        weight: weight in the evaluation as stated, in percent or points, None where not weighted.
        text: the field's own words ("Ja/Nej. Ja krävs").
    """

    kind: AnswerKind
    required: str | None = None
    weight: Decimal | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table row: its stretch of the row's text, its column and the column's header."""

    start: int
    end: int
    column: int
    header: str = ""


@dataclass(frozen=True)
class Block:
    """A paragraph, heading, list item, table row and so on.

    Attributes:
        kind: see `BlockKind`.
        text: what a reader reads, NFC, without list marks and heading numbers (they are in `number`), white space
            folded to single spaces; the cells of a table row are joined with a tab.
        segments: origins, in order, covering `text` but for joining white space.
        index: position in `Document.blocks`.
        start: offset of `text` in `Document.text`.
        level: heading level or list depth from 1; 0 elsewhere.
        number: heading or list number as printed ("3.2.1", "a)", "•"), empty where there is none.
        section: indices of the headings above, outermost first.
        lead_in: index of the block that introduces this list item or row ("Leverantören ska:").
        cells: the cells of a table row.
        table: number of the table in the document, None outside tables.
        header_row: True for the header row of a table.
        answer: the answer field of this block.
        style: name of the paragraph style in the file, empty where unknown.
        bold: the whole block is set in bold.
        highlighted: stretches with a highlight colour (often text to be replaced).
        placeholder: stretches that show a form field's or content control's placeholder text.
    """

    kind: BlockKind
    text: str
    segments: tuple[Segment, ...] = ()
    index: int = 0
    start: int = 0
    level: int = 0
    number: str = ""
    section: tuple[int, ...] = ()
    lead_in: int | None = None
    cells: tuple[Cell, ...] = ()
    table: int | None = None
    header_row: bool = False
    answer: Answer | None = None
    style: str = ""
    bold: bool = False
    highlighted: tuple[tuple[int, int], ...] = ()
    placeholder: tuple[tuple[int, int], ...] = ()

    @property
    def end(self) -> int:
        """Offset in `Document.text` just behind this block."""
        return self.start + len(self.text)

    @property
    def page(self) -> int | None:
        """Page of the first character."""
        return self.segments[0].origin.page if self.segments else None

    def segment_at(self, offset: int) -> Segment | None:
        """The segment that holds the character at `offset` of this block's text, or the nearest one before it."""
        if not self.segments:
            return None
        i = bisect_right(self.segments, offset, key=lambda s: s.start) - 1
        return self.segments[max(i, 0)]

    def origins(self, start: int, end: int) -> Iterator[tuple[int, int, Origin]]:
        """The pieces `(start, end, origin)` of block text that the stretch covers, in order.

        `origin.offset` is that of the piece's first character; `origin.box` is that of the whole segment.
        """
        for segment in self.segments:
            a, b = max(segment.start, start), min(segment.end, end)
            if a < b:
                origin, skip = segment.origin, a - segment.start
                if skip and not origin.generated:
                    origin = replace(origin, offset=origin.offset + skip)
                yield a, b, origin


class GapKind(StrEnum):
    """Why something could not be read."""

    SCANNED = "scanned"  # a page that is a picture
    IMAGE = "image"  # a picture that may hold text
    EMBEDDED = "embedded"  # an embedded object or attachment
    UNKNOWN_TYPE = "unknown_type"  # a file that no reader takes
    UNREADABLE = "unreadable"  # damaged, encrypted, no rights
    LIMIT = "limit"  # left out because of a limit
    GARBLED = "garbled"  # characters without meaning (fonts without Unicode)
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that was not read. `message` is Swedish and says what to do."""

    kind: GapKind
    file: str
    message: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Annotation:
    """Text in the file that is noted but not linted.

    Attributes:
        kind: `comment`, `hidden`, `insertion`, `deletion`.
        text: the words.
        author: as stored, may be empty.
        start, end: the stretch of `Document.text` it is anchored to; None where it has no place in the text.
        origin: where it stands in the file.
    """

    kind: str
    text: str
    author: str = ""
    start: int | None = None
    end: int | None = None
    origin: Origin = Origin()

    @property
    def is_ours(self) -> bool:
        """Is it a comment that upplint wrote, or one that approves a finding? Nobody has work left to do in it."""
        return self.kind == "comment" and (self.author == OWN_AUTHOR or APPROVAL.search(self.text) is not None)


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What the file says of itself, for the accessibility rules. None: does not apply or not known."""

    title: str | None = None
    language: str | None = None
    tagged: bool | None = None
    author: str | None = None
    headings_styled: int | None = None
    headings_faked: int | None = None
    images: int | None = None
    images_without_alt: int | None = None
    tables: int | None = None
    tables_without_header: int | None = None
    tracked_changes: int | None = None
    comments: int | None = None  # without those of upplint itself
    hidden: int | None = None


@dataclass(frozen=True)
class Document:
    """A file as read.

    Attributes:
        file: path as shown to the user, with forward slashes; members of an archive as `archive.zip/inner.docx`.
        format: `docx`, `pdf`, `txt`, `md`, `html`, `xlsx`, `odt`, `rtf`.
        blocks: in reading order.
        gaps: what could not be read.
        pages: number of pages, None where the format has none.
        annotations: comments, hidden text, tracked changes.
        facts: what the file says of itself.
        sha256: of the file's bytes, hexadecimal.
        path: where the file lies, None for members of an archive.
    """

    file: str
    format: str
    blocks: tuple[Block, ...]
    gaps: tuple[Gap, ...] = ()
    pages: int | None = None
    annotations: tuple[Annotation, ...] = ()
    facts: FileFacts = field(default_factory=FileFacts)
    sha256: str = ""
    path: str | None = None

    @cached_property
    def text(self) -> str:
        """The text of all blocks, one a line: the coordinate system of every span in this document."""
        return "\n".join(b.text for b in self.blocks)

    @cached_property
    def words(self) -> int:
        """Number of words (white-space separated) outside running headers and footers and legends."""
        return sum(len(b.text.split()) for b in self.blocks if b.kind not in FURNITURE)

    def block_at(self, offset: int) -> Block:
        """The block that holds the character at `offset` of `text`."""
        i = bisect_right(self.blocks, offset, key=lambda b: b.start) - 1
        return self.blocks[max(i, 0)]

    def page_at(self, offset: int) -> int | None:
        """The page of the character at `offset` of `text`."""
        block = self.block_at(offset)
        segment = block.segment_at(offset - block.start)
        return segment.origin.page if segment else None

    def section_number(self, block: Block) -> str:
        """The number of the closest numbered heading above (or at) the block, empty where there is none."""
        if block.kind is BlockKind.HEADING and block.number:
            return block.number
        for i in reversed(block.section):
            if self.blocks[i].number:
                return self.blocks[i].number
        return ""

    def section_titles(self, block: Block) -> tuple[str, ...]:
        """The headings above the block, outermost first, each as "3.2 Krav på personal"."""
        return tuple(f"{h.number} {h.text}".strip() for h in (self.blocks[i] for i in block.section))
