"""From places in the text to elements of a Word file, and the splitting of runs at the words' edges."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from upplint.documents.docx import runs
from upplint.documents.docx.xmlns import ALTERNATE, R_ID, R_PR, TXBX, P, R, T, w
from upplint.documents.model import Document, Origin
from upplint.documents.package import Package

if TYPE_CHECKING:
    from lxml.etree import _Element

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_SECTION = w("sectPr")


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a comment is to embrace.

    Attributes:
        first, last: elements beside which the marks go, runs mostly.
        start: offset in `first` where the words begin, None where the whole element is meant.
        end: offset in `last` behind the words, None where the whole element is meant.
        moved: why the comment does not stand at the words themselves: `header`, `footer`, `note`, `box`,
            `elsewhere`; empty where it does.
        point: `first` is a paragraph without runs: the comment stands at its end.
    """

    first: _Element
    last: _Element
    start: int | None = None
    end: int | None = None
    moved: str = ""
    point: bool = False


class Finder:
    """Finds anchors in the main part of one file. Find all of them before the first run is split."""

    def __init__(self, package: Package, document: Document, root: _Element) -> None:
        self._package, self._document, self.root = package, document, root
        self._main = package.main
        self._paragraphs = list(root.iter(P))
        self._order = {run: i for i, run in enumerate(root.iter(R))}
        self._runs: dict[str, list[_Element]] = {}

    def anchor(self, start: int, end: int) -> Anchor | None:
        """The anchor of a stretch of `Document.text`; of the whole block where it is empty.

        None where the file has no paragraph at all that could hold a comment.
        """
        origins = self._origins(start, end)
        spots = [s for length, o in origins if (s := self._spot(length, o)) is not None]
        if spots:
            first = min(spots, key=lambda s: (self._order[s[0]], s[1]))
            last = max(spots, key=lambda s: (self._order[s[0]], s[2]))
            return self._around(first, last)
        for _, origin in origins:
            if origin.part is not None and origin.part != self._main:
                return self._nearby(origin)
        for _, origin in origins:
            if origin.unit is not None and (paragraph := self._paragraph(origin.unit)) is not None:
                return self._whole(paragraph, "elsewhere")
        return self._any("elsewhere" if origins else "")

    def _origins(self, start: int, end: int) -> list[tuple[int, Origin]]:
        blocks = self._document.blocks
        if not blocks:
            return []
        block = self._document.block_at(start)
        if end <= start:
            start, end = block.start, block.end
        out: list[tuple[int, Origin]] = []
        for covered in blocks[block.index :]:
            if covered.start >= end:
                break
            pieces = covered.origins(max(start - covered.start, 0), end - covered.start)
            out += ((b - a, origin) for a, b, origin in pieces)
        return out

    def _paragraph(self, unit: str) -> _Element | None:
        number = int(unit[1:]) if unit[:1] == "p" and unit[1:].isdigit() else -1
        return self._paragraphs[number] if 0 <= number < len(self._paragraphs) else None

    def _spot(self, count: int, origin: Origin) -> tuple[_Element, int, int] | None:
        """The run and the stretch of its characters that a piece of text comes from."""
        if origin.part != self._main or origin.run is None or origin.unit is None:
            return None
        if origin.unit not in self._runs:
            paragraph = self._paragraph(origin.unit)
            self._runs[origin.unit] = list(paragraph.iter(R)) if paragraph is not None else []
        below = self._runs[origin.unit]
        if origin.run >= len(below):
            return None
        run, size = below[origin.run], runs.length(below[origin.run])
        start = min(origin.offset, size)
        return run, start, min(start + (1 if origin.generated else count), size)

    def _around(self, first: tuple[_Element, int, int], last: tuple[_Element, int, int]) -> Anchor:
        moved = ""
        outer_first, outer_last = _outermost(first[0]), _outermost(last[0])
        if any(True for run in (first[0], last[0]) for _ in run.iterancestors(TXBX)):
            moved = "box"
        start = first[1] if outer_first is first[0] else None
        end = last[2] if outer_last is last[0] else None
        return Anchor(outer_first, outer_last, start, end, moved)

    def _nearby(self, origin: Origin) -> Anchor | None:
        """The place in the body for text of a header, footer or note."""
        kinds = {r.target: (r.kind, r.id) for r in self._package.relationships(self._main)}
        kind, rel = kinds.get(origin.part or "", ("", ""))
        if kind in ("footnotes", "endnotes"):
            reference = self._note_reference(kind[:-1], origin)
            return Anchor(reference, reference, moved="note") if reference is not None else self._any("note")
        if kind in ("header", "footer"):
            return self._section_start(rel, kind)
        return self._any("elsewhere")

    def _note_reference(self, kind: str, origin: Origin) -> _Element | None:
        paragraphs = list(self._package.xml(origin.part or "").iter(P))
        number = int((origin.unit or "p0")[1:])
        note = next(paragraphs[number].iterancestors(w(kind)), None) if number < len(paragraphs) else None
        if note is None:
            return None
        for reference in self.root.iter(w(f"{kind}Reference")):
            if reference.get(w("id")) == note.get(w("id")):
                return _outermost(next(reference.iterancestors(R)))
        return None

    def _section_start(self, rel: str, kind: str) -> Anchor | None:
        """The first paragraph with text of the first section that shows a header or footer."""
        since: list[_Element] = []
        for element in self.root.iter(P, _SECTION):
            if element.tag == P:
                since.append(element)
            elif next(element.iterancestors(w("sectPrChange")), None) is not None:
                continue  # how the section was before a tracked change
            elif any(r.get(R_ID) == rel for r in element.findall(w(f"{kind}Reference"))):
                break
            else:
                since = []
        for paragraph in since:
            if _texts(paragraph) and not any(True for _ in paragraph.iterancestors(TXBX)):
                return self._whole(paragraph, kind)
        return self._any(kind)

    def _any(self, moved: str) -> Anchor | None:
        """The first paragraph with text; the first of all where none has."""
        body = [p for p in self._paragraphs if not any(True for _ in p.iterancestors(TXBX))]
        for paragraph in body:
            if _texts(paragraph):
                return self._whole(paragraph, moved)
        return self._whole(body[0], moved) if body else None

    def _whole(self, paragraph: _Element, moved: str) -> Anchor:
        inside = [_outermost(r) for r in _texts(paragraph)]
        if inside:
            return Anchor(inside[0], inside[-1], moved=moved)
        return Anchor(paragraph, paragraph, moved=moved, point=True)


def _texts(paragraph: _Element) -> list[_Element]:
    """The runs of a paragraph that have characters other than white space."""
    return [r for r in paragraph.iter(R) if "".join(text for _, text in runs.items(r)).strip()]


def _outermost(run: _Element) -> _Element:
    """The element of the running text that holds the run: itself, or what it is nested in (text box, ruby)."""
    outer = run
    for ancestor in run.iterancestors(R, ALTERNATE):
        outer = ancestor
    return outer


def split(run: _Element, cuts: Iterable[int]) -> list[tuple[int, int, _Element]]:
    """Split a run at character offsets without changing its look.

    Args:
        run: a `w:r` in a tree; it becomes the first piece.
        cuts: offsets as `runs` counts them; those at or beyond the ends, or inside what cannot be split, are left out.

    Returns:
        The pieces in order as `(start, end, element)`.
    """
    children: list[tuple[_Element, int]] = []  # child and its number of characters
    counted = {child: len(text) for child, text in runs.items(run)}
    for child in run:
        if child.tag == R_PR:
            continue
        size = counted.get(child, 0)
        if child.tag == ALTERNATE:
            size = sum(counted.get(inner, 0) for inner in child.iter())
        children.append((child, size))
    total = sum(size for _, size in children)
    edges = _possible(children, {c for c in cuts if 0 < c < total})
    if not edges:
        return [(0, total, run)]
    bounds = [0, *edges, total]
    properties = run.find(R_PR)
    pieces: list[tuple[int, int, _Element]] = [(bounds[0], bounds[1], run)]
    for start, end in pairwise(bounds[1:]):
        piece = run.makeelement(R, {str(k): str(v) for k, v in run.attrib.items()})
        if properties is not None:
            piece.append(deepcopy(properties))
        pieces[-1][2].addnext(piece)
        pieces.append((start, end, piece))
    offset, at = 0, 0
    for child, size in children:
        if size == 0:
            # What has no characters stays with the text before it.
            _move(child, pieces[at][2])
            continue
        inside = [e for e in edges if offset < e < offset + size]
        parts = _split_text(child, [e - offset for e in inside]) if inside else [child]
        begins = [offset, *inside]
        for begin, part in zip(begins, parts, strict=True):
            at = next(i for i, (start, end, _) in enumerate(pieces) if start <= begin < end)
            _move(part, pieces[at][2])
        offset += size
    return pieces


def _possible(children: Sequence[tuple[_Element, int]], cuts: set[int]) -> list[int]:
    """The cuts that fall between children or inside a `w:t`."""
    offset, out = 0, []
    for child, size in children:
        out += [c for c in cuts if offset < c < offset + size and child.tag == T]
        out += [c for c in cuts if c == offset]
        offset += size
    return sorted(set(out))


def _move(child: _Element, run: _Element) -> None:
    if child.getparent() is not run:
        run.append(child)


def _split_text(element: _Element, cuts: list[int]) -> list[_Element]:
    """Split a `w:t`; the white space that Word leaves out without `xml:space` is left out of the parts, too."""
    text = element.text or ""
    bounds = [0, *cuts, len(text)]
    parts = [text[a:b] for a, b in pairwise(bounds)]
    if element.get(_SPACE) != "preserve":
        parts[0], parts[-1] = parts[0].lstrip(), parts[-1].rstrip()
    element.text = parts[0]
    element.set(_SPACE, "preserve")
    out = [element]
    for part in parts[1:]:
        twin = element.makeelement(T, {_SPACE: "preserve"})
        twin.text = part
        out[-1].addnext(twin)
        out.append(twin)
    return out
