"""Text beside the body: foot- and endnotes, running headers and footers, comments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from upplint.documents.docx.inline import Story
from upplint.documents.docx.numbering import Numbering
from upplint.documents.docx.paragraphs import Context, read_paragraph
from upplint.documents.docx.styles import StyleSheet
from upplint.documents.docx.walk import Output, Walker
from upplint.documents.docx.xmlns import R_ID, P, T, w
from upplint.documents.mapped import join
from upplint.documents.model import Block, BlockKind
from upplint.documents.package import Package

if TYPE_CHECKING:
    from lxml.etree import _Element

_SEPARATORS = frozenset({"separator", "continuationSeparator", "continuationNotice"})


def _context(styles: StyleSheet, numbering: Numbering) -> Context:
    return Context(styles, numbering, numbering.counter(), uses_headings=True)


class Notes:
    """The foot- and endnotes of a document, each read once, where it is first referred to."""

    def __init__(self, package: Package, main: str, styles: StyleSheet, numbering: Numbering) -> None:
        self._elements: dict[tuple[str, str], _Element] = {}
        self._stories: dict[str, Story] = {}
        self._context = _context(styles, numbering)
        self._seen: dict[str, int] = {}
        self._read: set[tuple[str, str]] = set()
        for kind in ("footnote", "endnote"):
            part = package.related(main, f"{kind}s")
            if part is None:
                continue
            root = package.xml(part)
            self._stories[kind] = Story(part, root, styles)
            for element in root.findall(w(kind)):
                if element.get(w("type"), "normal") not in _SEPARATORS:
                    self._elements[(kind, element.get(w("id"), ""))] = element

    def get(self, kind: str, number: str) -> Block | None:
        """The block of a note, None where there is none or it has been given before."""
        element = self._elements.get((kind, number))
        if element is None or (kind, number) in self._read:
            return None
        self._read.add((kind, number))
        self._seen[kind] = self._seen.get(kind, 0) + 1
        story = self._stories[kind]
        lines = [
            line
            for paragraph in element.iter(P)
            for line in read_paragraph(paragraph, story, self._context, body=False).lines
        ]
        mapped = join([line.mapped for line in lines])
        return Block(
            kind=BlockKind.NOTE,
            text=mapped.text,
            segments=mapped.segments,
            number=str(self._seen[kind]),
            style=lines[0].style if lines else "",
            highlighted=mapped.ranges.get("highlight", ()),
            placeholder=mapped.ranges.get("placeholder", ()),
        )


def running_text(
    package: Package, main: str, root: _Element, styles: StyleSheet, numbering: Numbering, out: Output
) -> None:
    """Add the text of headers and footers that sections refer to, each text once."""
    targets = {r.id: r for r in package.relationships(main)}
    seen_parts: set[str] = set()
    seen: set[tuple[BlockKind, str]] = set()
    for tag, kind in ((w("headerReference"), BlockKind.HEADER), (w("footerReference"), BlockKind.FOOTER)):
        for reference in root.iter(tag):
            relationship = targets.get(reference.get(R_ID, ""))
            if relationship is None or relationship.target in seen_parts or relationship.target not in package.names:
                continue
            seen_parts.add(relationship.target)
            part = package.xml(relationship.target)
            own = Output(tables=out.tables)
            Walker(Story(relationship.target, part, styles), _context(styles, numbering), own, kind=kind).walk(
                part, body=False
            )
            for index, block in enumerate(own.blocks):
                if (kind, block.text) not in seen:
                    seen.add((kind, block.text))
                    shift = len(out.blocks)
                    out.blocks.append(block)
                    out.marks += ((shift, a, b, tag) for i, a, b, tag in own.marks if i == index)
            out.tables = own.tables
            out.asides += own.asides
            out.pictures += own.pictures


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment as stored."""

    id: str
    author: str
    text: str


def read_comments(package: Package, main: str) -> dict[str, Comment]:
    """The comments of the document by id."""
    part = package.related(main, "comments")
    if part is None:
        return {}
    found = {}
    for element in package.xml(part).findall(w("comment")):
        paragraphs = ["".join(t.text or "" for t in p.iter(T)) for p in element.iter(P)]
        number = element.get(w("id"), "")
        found[number] = Comment(number, element.get(w("author"), ""), "\n".join(p for p in paragraphs if p.strip()))
    return found
