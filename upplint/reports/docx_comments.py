"""A copy of a Word file with a comment on the exact words of each finding."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from upplint.documents.docx.xmlns import P_PR, SDT_CONTENT, P, R, T, w
from upplint.documents.limits import Limits
from upplint.documents.model import Document
from upplint.documents.package import Package
from upplint.reports.docx_anchor import Anchor, Finder, split
from upplint.reports.docx_own import remove_own
from upplint.reports.docx_parts import Parts, style_ids
from upplint.reports.notes import AUTHOR, INITIALS, Line, Note, moved_line

if TYPE_CHECKING:
    from lxml.etree import _Element

_ID, _SPACE = w("id"), "{http://www.w3.org/XML/1998/namespace}space"
_STYLES = {"text": "annotation text", "reference": "annotation reference"}
#: Containers whose end a mark may pass: what the words are, not where they begin.
_WRAPS = frozenset(
    {w("ins"), w("moveTo"), w("hyperlink"), w("smartTag"), w("customXml"), w("fldSimple"), SDT_CONTENT, w("sdt")}
)
#: What stands between runs without being text.
_INERT = frozenset({w("commentRangeStart"), w("commentRangeEnd"), w("bookmarkStart"), w("bookmarkEnd"), w("proofErr")})
_CONTROL_PARTS = frozenset({w("sdtPr"), w("sdtEndPr")})
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def annotate_docx(data: bytes, document: Document, notes: Sequence[Note], language: str, *, tracked: bool) -> bytes:
    """A copy of a Word file with comments.

    Args:
        data: the bytes that `document` was read from.
        document: as read.
        notes: what to say, in the order of the text.
        language: `sv` or `en`.
        tracked: also put the replacements that are certain into the text, as tracked changes.

    Returns:
        The bytes of the copy. Only the main part and the comments (with their relationship and content type, where
        there were none) differ. Comments of an earlier run are gone, but for those that somebody has answered,
        marked as done or written an approval in.

    Raises:
        ReadError: U105-U108, see `safety`.
    """
    package = Package.open(data, document.file, Limits())
    with package.archive:
        root = package.xml(package.main)
        finder = Finder(package, document, root)
        anchors = [(note, a) for note in notes if (a := finder.anchor(note.place.start, note.place.end)) is not None]
        changes = []
        if tracked:
            from upplint.reports.docx_tracked import changes_for

            changes = changes_for(notes, document, finder)
        parts = Parts(package)
        kept = remove_own(parts, root)
        if not anchors and not kept.removed:
            return data
        part, comments = kept.part, kept.comments
        if part is None or comments is None:
            part, comments = parts.comments()
        writer = _Writer(comments, style_ids(package, _STYLES), language)
        waiting = list(kept.texts)
        wanted: list[tuple[Note, Anchor]] = []
        for note, anchor in anchors:
            text = "\n".join(str(line) for line in lines_of(note, anchor, language))
            if text in waiting:  # it is there already, with somebody's answer
                waiting.remove(text)
            else:
                wanted.append((note, anchor))
        pieces = Pieces([a for _, a in anchors], [c.anchor for c in changes])
        for note, anchor in wanted:
            pieces.mark(anchor, writer.add(note, anchor))
        if changes:
            from upplint.reports.docx_tracked import put_changes

            put_changes(root, changes, pieces)
        parts.put(package.main, root)
        parts.put(part, comments)
        return parts.save()


def lines_of(note: Note, anchor: Anchor, language: str) -> list[Line]:
    """The paragraphs of a comment."""
    moved = [moved_line(anchor.moved, note.place.excerpt, language)] if anchor.moved and note.place.excerpt else []
    return [Line("", note.title), *moved, *note.lines]


class Pieces:
    """The runs, split at the edges of all anchors at once, and the marks beside them."""

    def __init__(self, *groups: Iterable[Anchor]) -> None:
        cuts: dict[_Element, set[int]] = {}
        for anchor in (a for group in groups for a in group):
            for element, offset in ((anchor.first, anchor.start), (anchor.last, anchor.end)):
                if offset is not None:
                    cuts.setdefault(element, set()).add(offset)
        self._pieces = {run: split(run, offsets) for run, offsets in cuts.items()}
        self._tails: dict[_Element, _Element] = {}

    def first(self, anchor: Anchor) -> _Element:
        """The first piece that an anchor covers."""
        if anchor.start is None:
            return anchor.first
        pieces = self._pieces[anchor.first]
        return next((e for _, end, e in pieces if end > anchor.start), pieces[-1][2])

    def last(self, anchor: Anchor) -> _Element:
        """The last piece that an anchor covers."""
        pieces = self._pieces.get(anchor.last)
        if pieces is None:
            return anchor.last
        if anchor.end is None:
            return pieces[-1][2]
        return next((e for start, _, e in reversed(pieces) if start < anchor.end), pieces[0][2])

    def between(self, anchor: Anchor) -> list[_Element] | None:
        """All pieces of an anchor within one parent, None where something else stands between."""
        first, last = self.first(anchor), self.last(anchor)
        out = [first]
        while out[-1] is not last:
            following = out[-1].getnext()
            while following is not None and (following.tag in _INERT or _is_reference(following)):
                following = following.getnext()
            if following is None or following.tag != R:
                return None
            out.append(following)
        return out

    def mark(self, anchor: Anchor, number: str) -> None:
        """Put the marks of a comment around its words."""
        make = anchor.first.makeelement
        start, end = make(w("commentRangeStart"), {_ID: number}), make(w("commentRangeEnd"), {_ID: number})
        reference = make(R, {})
        reference.append(make(w("commentReference"), {_ID: number}))
        if anchor.point:
            anchor.first.extend((start, end, reference))
            return
        _outside(self.first(anchor), first=True).addprevious(start)
        last = _outside(self.last(anchor), first=False)
        self._after(last, end)
        holder = last
        for ancestor in last.iterancestors():  # the sign itself is no part of an insertion, a link or a control
            if ancestor.tag == P or ancestor.tag not in _WRAPS:
                break
            holder = ancestor
        self._after(holder, reference)

    def _after(self, element: _Element, new: _Element) -> None:
        """Put something behind an element and behind what was put there before."""
        self._tails.get(element, element).addnext(new)
        self._tails[element] = new


def _is_reference(element: _Element) -> bool:
    """Whether a run holds the sign of a comment."""
    return element.tag == R and element.find(w("commentReference")) is not None


def _outside(element: _Element, *, first: bool) -> _Element:
    """The outermost container that begins (or ends) with the element: a mark stands best outside."""
    while True:
        parent = element.getparent()
        if parent is None or parent.tag not in _WRAPS:
            return element
        sibling = element.getprevious() if first else element.getnext()
        while sibling is not None and (
            sibling.tag in _INERT or (parent.tag == w("sdt") and sibling.tag != SDT_CONTENT)
        ):
            sibling = sibling.getprevious() if first else sibling.getnext()
        if sibling is not None:
            return element
        element = parent


class _Writer:
    """Writes comments into the comments part, with numbers that nobody has."""

    def __init__(self, comments: _Element, styles: dict[str, str], language: str) -> None:
        self._comments, self._styles, self._language = comments, styles, language
        taken = [int(c.get(_ID, "-1")) for c in comments if c.get(_ID, "").isdigit()]
        self._next = max(taken, default=-1) + 1

    def add(self, note: Note, anchor: Anchor) -> str:
        """Add a comment and give its number."""
        number = str(self._next)
        self._next += 1
        make = self._comments.makeelement
        comment = make(w("comment"), {_ID: number, w("author"): AUTHOR, w("initials"): INITIALS})
        for i, line in enumerate(lines_of(note, anchor, self._language)):
            comment.append(self._paragraph(line, first=i == 0))
        self._comments.append(comment)
        return number

    def _paragraph(self, line: Line, *, first: bool) -> _Element:
        make = self._comments.makeelement
        paragraph = make(P, {})
        if style := self._styles.get("text"):
            properties = make(P_PR, {})
            properties.append(make(w("pStyle"), {w("val"): style}))
            paragraph.append(properties)
        if first:
            mark = make(R, {})
            if style := self._styles.get("reference"):
                properties = make(w("rPr"), {})
                properties.append(make(w("rStyle"), {w("val"): style}))
                mark.append(properties)
            mark.append(make(w("annotationRef"), {}))
            paragraph.append(mark)
        if line.label:
            paragraph.append(self._run(f"{line.label}:", bold=True))
            paragraph.append(self._run(f" {line.text}"))
        else:
            paragraph.append(self._run(line.text, bold=first))
        return paragraph

    def _run(self, text: str, *, bold: bool = False) -> _Element:
        make = self._comments.makeelement
        run = make(R, {})
        if bold:
            properties = make(w("rPr"), {})
            properties.append(make(w("b"), {}))
            run.append(properties)
        element = make(T, {_SPACE: "preserve"})
        element.text = _CONTROL.sub("", text)
        run.append(element)
        return run
