"""Small documents for the tests of requirements."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from upplint.documents.assemble import assemble
from upplint.documents.model import Answer, Block, BlockKind, Cell, Document, Origin, Segment
from upplint.language.analysis import Analysis
from upplint.requirements import extract
from upplint.requirements.model import Requirement

Line = str | Block
Extract = Callable[..., tuple[Requirement, ...]]


def block(text: str, kind: BlockKind = BlockKind.PARAGRAPH, **more: object) -> Block:
    """A block whose characters all come from one line."""
    return Block(kind, text, (Segment(0, len(text), Origin(unit="l1")),), **more)  # type: ignore[arg-type]


def question(text: str, answer: Answer) -> Block:
    return block(text, BlockKind.QUESTION, answer=answer)


def row(*cells: str, headers: tuple[str, ...] = (), header_row: bool = False) -> Block:
    """A table row."""
    text, parts, start = "\t".join(cells), [], 0
    for i, cell in enumerate(cells):
        parts.append(Cell(start, start + len(cell), i, headers[i] if headers else ""))
        start += len(cell) + 1
    return block(text, BlockKind.TABLE_ROW, cells=tuple(parts), table=1, header_row=header_row)


def parse(*lines: Line) -> Document:
    """A document: "# 3.2 Rubrik" is a heading, "- text" a list item, anything else a paragraph; blocks as they are."""
    blocks = []
    for line in lines:
        if isinstance(line, Block):
            blocks.append(line)
        elif line.startswith("#"):
            marks, _, rest = line.partition(" ")
            number, _, title = rest.partition(" ")
            if not number[0].isdigit():
                number, title = "", rest
            blocks.append(block(title, BlockKind.HEADING, level=len(marks), number=number))
        elif line.startswith("- "):
            blocks.append(block(line[2:], BlockKind.LIST_ITEM, level=1, number="-"))
        else:
            blocks.append(block(line))
    return assemble("test.txt", "txt", blocks)


@pytest.fixture(scope="session")
def requirements_of() -> Extract:
    """Extract from lines, see `parse`."""

    def run(*lines: Line) -> tuple[Requirement, ...]:
        document = parse(*lines)
        return extract(document, Analysis(document))

    return run


@pytest.fixture(scope="session")
def document_of() -> Callable[..., Document]:
    return parse
