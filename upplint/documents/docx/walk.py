"""The walk over a part: paragraphs and tables in reading order become blocks."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from upplint.documents.docx.inline import Aside, Story, shows_placeholder
from upplint.documents.docx.lines import Levels, Line
from upplint.documents.docx.paragraphs import Context, Paragraph, read_paragraph
from upplint.documents.docx.xmlns import ALTERNATE, R_ID, SDT, SDT_CONTENT, SDT_PR, TBL, P, chosen, val, w
from upplint.documents.fieldlines import absorbed, asking, is_legend
from upplint.documents.mapped import Mapped
from upplint.documents.model import Block, BlockKind

if TYPE_CHECKING:
    from lxml.etree import _Element

_THROUGH = frozenset({w("customXml"), w("smartTag"), w("ins"), w("moveTo"), w("txbxContent")})


@dataclass
class Output:
    """Blocks in reading order, and what is known of stretches of them.

    `marks` are `(block, start, end, tag)`; `asides` hidden and deleted text with the block they follow.
    """

    blocks: list[Block] = field(default_factory=list)
    marks: list[tuple[int, int, int, Hashable]] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)
    pictures: list[tuple[_Element, int | None]] = field(default_factory=list)
    objects: list[tuple[_Element, int | None]] = field(default_factory=list)
    foreign: list[tuple[str, int | None]] = field(default_factory=list)  # altChunk, subDoc: (relationship, page)
    tables: int = 0
    data_tables: int = 0
    without_header: int = 0


def block_elements(container: _Element) -> Iterator[tuple[_Element, bool]]:
    """Paragraphs, tables and foreign parts below a container, and whether they lie in a contents table's control."""
    for child in container:
        tag = child.tag
        if tag in (P, TBL, w("altChunk"), w("subDoc")):
            yield child, False
        elif tag == SDT:
            content = child.find(SDT_CONTENT)
            if content is not None:
                contents = val(child.find(SDT_PR), "docPartObj/docPartGallery") == "Table of Contents"
                for element, inner in block_elements(content):
                    yield element, inner or contents
        elif tag in _THROUGH:
            yield from block_elements(child)
        elif tag == ALTERNATE:
            for branch in chosen(child):
                if branch.tag in (P, TBL):
                    yield branch, False
                else:
                    yield from block_elements(branch)


class Walker:
    """Walks containers of one part. `notes` gives the block of a foot- or endnote by kind and id."""

    def __init__(
        self,
        story: Story,
        context: Context,
        out: Output,
        *,
        kind: BlockKind | None = None,
        notes: Callable[[str, str], Block | None] | None = None,
        stop: Callable[[], bool] = lambda: False,
    ) -> None:
        self.story, self.context, self.out = story, context, out
        self.kind = kind  # all text is of this kind (header, footer)
        self.notes = notes
        self.stop = stop

    def walk(self, container: _Element, *, body: bool = True, table: int | None = None) -> bool:
        """Walk a container; False where the time ran out."""
        for element, contents in block_elements(container):
            if self.stop():
                return False
            if element.tag == P:
                self.paragraph(element, body=body, table=table, contents=contents)
            elif element.tag == TBL:
                self.table(element)
            else:
                self.out.foreign.append((element.get(R_ID, ""), self.story.page))
        return True

    def paragraph(self, element: _Element, *, body: bool, table: int | None, contents: bool = False) -> None:
        page = self.story.page
        placeholder = self.in_prompt(element)
        paragraph = read_paragraph(element, self.story, self.context, body=body and self.kind is None)
        for line in paragraph.lines:
            self.line(line, table=table, legend=contents, placeholder=placeholder)
        self.extras(paragraph, page)

    @staticmethod
    def in_prompt(element: _Element) -> bool:
        """Whether the element lies in a content control (around paragraphs or cells) that shows its prompt."""
        return any(shows_placeholder(control) for control in element.iterancestors(SDT))

    def line(
        self,
        line: Line,
        *,
        table: int | None,
        legend: bool = False,
        placeholder: bool = False,
        lead_in: int | None = None,
    ) -> None:
        """Put out one line as a block."""
        mapped, kind = line.mapped, line.kind
        if self.kind is not None:
            kind = self.kind
        elif legend or (kind in (BlockKind.PARAGRAPH, BlockKind.HEADING) and is_legend(mapped.text)):
            kind = BlockKind.LEGEND
        block = Block(
            kind=kind,
            text=mapped.text,
            segments=mapped.segments,
            level=line.level if kind in (BlockKind.HEADING, BlockKind.LIST_ITEM) else 0,
            number=line.number,
            lead_in=lead_in,
            table=table,
            style=line.style,
            bold=line.bold,
            highlighted=mapped.ranges.get("highlight", ()),
            placeholder=((0, len(mapped.text)),) if placeholder else mapped.ranges.get("placeholder", ()),
        )
        if self.kind is None:
            question = absorbed(self.out.blocks[-1] if self.out.blocks else None, block)
            if question is not None:
                self.out.blocks[-1] = question
                return
            block = asking(block)
        self.put(block, mapped)

    def put(self, block: Block, mapped: Mapped) -> int:
        """Add a block (never an empty one) and note the marks on its text."""
        index = len(self.out.blocks)
        self.out.blocks.append(block)
        for tag, stretches in mapped.ranges.items():
            if isinstance(tag, tuple):
                self.out.marks += ((index, a, b, tag) for a, b in stretches)
        return index

    def extras(self, paragraph: Paragraph, page: int | None) -> None:
        """What hangs on a paragraph: text boxes, notes, pictures, objects, hidden and deleted text."""
        content = paragraph.content
        for box in content.boxes:
            levels, self.context.levels = self.context.levels, Levels()
            self.walk(box, body=False)
            self.context.levels = levels
        for kind, number in content.notes:
            note = self.notes(kind, number) if self.notes else None
            if note is not None and note.text:
                self.out.blocks.append(note)
        self.out.asides += content.asides
        self.out.pictures += ((p, page) for p in content.pictures)
        self.out.objects += ((o, page) for o in content.objects)
        if self.out.blocks:
            last = len(self.out.blocks) - 1
            end = len(self.out.blocks[last].text)
            self.out.marks += ((last, end, end, ("comment", c)) for c, _ in content.points)

    def table(self, element: _Element) -> None:
        """Put out a table: its rows as blocks, or its paragraphs where it only frames text."""
        from upplint.documents.docx.rows import put_table  # rows walk the cells with this walker

        put_table(self, element)
