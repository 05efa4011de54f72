"""The way in: a DOCX file as a `Document`."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from upplint.documents.assemble import assemble
from upplint.documents.docx import facts as file_facts
from upplint.documents.docx.inline import Aside, Story
from upplint.documents.docx.notes import Comment, Notes, read_comments, running_text
from upplint.documents.docx.numbering import read_numbering
from upplint.documents.docx.paragraphs import Context, outline_level
from upplint.documents.docx.styles import StyleSheet, read_styles
from upplint.documents.docx.walk import Output, Walker
from upplint.documents.docx.xmlns import P_PR, P, T, val, w
from upplint.documents.limits import Limits
from upplint.documents.model import Annotation, Block, Document, Gap, GapKind, Origin, Segment
from upplint.documents.package import Package
from upplint.documents.safety import Deadline, damaged, read_bytes, sha256

if TYPE_CHECKING:
    from lxml.etree import _Element


_LIMITS = Limits()


def read_docx(path: Path, *, file: str | None = None, limits: Limits = _LIMITS) -> Document:
    """Read a Word document.

    Args:
        path: the file.
        file: name shown to the user; the path where left out.
        limits: see `Limits`; `max_pages` does not apply, Word files have no fixed pages.

    Returns:
        The document: body in reading order with notes behind the text that refers to them, then running headers and
        footers. Tracked insertions are read, deletions left out (both are annotations, as are comments and hidden
        text). Page numbers are those Word noted when it last saved the file, None where it did not.

    Raises:
        ReadError: U101-U108, see `safety`.
    """
    file = path.as_posix() if file is None else file
    data = read_bytes(path, file, limits)
    package = Package.open(data, file, limits)
    main = package.main
    root = package.xml(main)
    body = root.find(w("body"))
    if body is None:
        raise damaged(file, "dokumentet har ingen text")
    deadline = Deadline.after(limits)
    style_part = package.related(main, "styles")
    styles = read_styles(package.xml(style_part) if style_part else None)
    number_part = package.related(main, "numbering")
    numbering = read_numbering(
        package.xml(number_part) if number_part else None, {s.id: s.num for s in styles.styles.values() if s.num}
    )
    paged = next(body.iter(w("lastRenderedPageBreak")), None) is not None
    story = Story(main, root, styles, paged=paged)
    context = Context(styles, numbering, numbering.counter(), uses_headings=_uses_headings(body, styles))
    out = Output()
    notes = Notes(package, main, styles, numbering)
    finished = Walker(story, context, out, notes=notes.get, stop=deadline.passed).walk(body)
    running_text(package, main, root, styles, numbering, out)
    comments = read_comments(package, main)
    foreign = sum(not Annotation("comment", c.text, c.author).is_ours for c in comments.values())
    gaps = file_facts.gaps(file, out)
    if not finished:
        gaps.append(
            Gap(GapKind.LIMIT, file, "Tiden tog slut innan hela filen var läst. Dela upp filen eller höj gränsen.")
        )
    pages = file_facts.page_count(package)
    if pages is not None and pages != story.page:
        # Breaks before empty paragraphs leave no trace: page numbers that miss some are worse than none.
        out.blocks, out.asides, gaps = _without_pages(out, gaps)
        paged = False
    document = assemble(
        file,
        "docx",
        out.blocks,
        gaps=gaps,
        pages=story.page if paged else None,
        facts=file_facts.collect(
            package, main, root, styles, out, styled=context.styled, faked=context.faked, comments=foreign
        ),
        sha256=sha256(data),
        path=str(path),
    )
    return replace(document, annotations=_annotations(document, out, comments, story.revisions))


def _without_pages(out: Output, gaps: list[Gap]) -> tuple[list[Block], list[Aside], list[Gap]]:
    """The same results without page numbers."""
    blocks = [
        replace(b, segments=tuple(Segment(s.start, s.end, replace(s.origin, page=None)) for s in b.segments))
        for b in out.blocks
    ]
    asides = [replace(a, origin=replace(a.origin, page=None)) for a in out.asides]
    return blocks, asides, [replace(g, page=None) for g in gaps]


def _uses_headings(body: _Element, styles: StyleSheet) -> bool:
    for paragraph in body.iter(P):
        ppr = paragraph.find(P_PR)
        outline = outline_level(ppr, styles.get(val(ppr, "pStyle")))
        if outline is not None and any(t.text and t.text.strip() for t in paragraph.iter(T)):
            return True
    return False


def _annotations(
    document: Document, out: Output, comments: dict[str, Comment], authors: dict[int, str]
) -> tuple[Annotation, ...]:
    """Comments, insertions, deletions and hidden text, with the stretch of the document they belong to."""
    spans: dict[Hashable, list[tuple[int, int, Origin]]] = {}
    for index, start, end, tag in out.marks:
        block = document.blocks[index]
        segment = block.segment_at(start)
        origin = segment.origin if segment else Origin()
        spans.setdefault(tag, []).append((block.start + start, block.start + end, origin))
    made: list[Annotation] = []
    for number, comment in comments.items():
        places = spans.get(("comment", number), [])
        first = min((a for a, _, _ in places), default=None)
        last = max((b for _, b, _ in places), default=None)
        origin = min(places, key=lambda p: p[0])[2] if places else Origin()
        made.append(Annotation("comment", comment.text, comment.author, first, last, origin))
    for tag, places in spans.items():
        if isinstance(tag, tuple) and tag[0] == "insertion":
            for start, end, origin in places:
                made.append(
                    Annotation("insertion", document.text[start:end], authors.get(tag[1], ""), start, end, origin)
                )
    made += (Annotation(a.kind, a.text, a.author, None, None, a.origin) for a in out.asides if a.text.strip())
    return tuple(made)
