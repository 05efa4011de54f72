"""The tagged structure of a PDF page: which marked content is a heading, a table of contents, a picture.

Tags confirm what the layout shows; an untagged file is read all the same.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from upplint.documents.pdf.native import address, native
from upplint.documents.pdf.words import Word

_HEADINGS = {"H": "H1", "Title": "H1", **{f"H{n}": f"H{n}" for n in range(1, 7)}}
_MAX_ELEMENTS = 5_000
_MAX_DEPTH = 40
_BUFFER = 64


@dataclass(slots=True)
class Tags:
    """Attributes:

    kinds: marked-content id -> "H1".."H6", "TOC" or "".
    figures, figures_without_alt: pictures that are tagged as such, and those without an alternative text.
    """

    kinds: dict[int, str] = field(default_factory=dict)
    figures: int = 0
    figures_without_alt: int = 0

    def of(self, words: Iterable[Word]) -> str:
        """The tag that most of the words' letters carry."""
        weight: dict[str, int] = {}
        for word in words:
            kind = self.kinds.get(word.mcid, "")
            weight[kind] = weight.get(kind, 0) + len(word.text)
        return max(weight, key=lambda k: (weight[k], k)) if weight else ""


def tags(page: Any) -> Tags:
    """Read the structure of a `pypdfium2.PdfPage` of a tagged file."""
    from pypdfium2 import raw

    out = Tags()
    tree = raw.FPDF_StructTree_GetForPage(page.raw)
    if not tree:
        return out
    try:
        walk = _Walk(out)
        for i in range(raw.FPDF_StructTree_CountChildren(tree)):
            walk.element(address(raw.FPDF_StructTree_GetChildAtIndex(tree, i)), "", 0)
    finally:
        raw.FPDF_StructTree_Close(tree)
    return out


class _Walk:
    """One pass over the structure of one page."""

    def __init__(self, out: Tags) -> None:
        self.out = out
        self.budget = _MAX_ELEMENTS
        self.pdfium = native()
        self.buffer = ctypes.create_string_buffer(_BUFFER)
        self.place = ctypes.addressof(self.buffer)

    def element(self, element: int, inherited: str, depth: int) -> None:
        """Note what an element and those below it say of their marked content."""
        self.budget -= 1
        if not element or self.budget < 0 or depth > _MAX_DEPTH:
            return
        pdfium = self.pdfium
        kind = self._string(pdfium.element_type, element)
        if kind in _HEADINGS:
            inherited = _HEADINGS[kind]
        elif kind in ("TOC", "TOCI"):
            inherited = "TOC"
        elif kind in ("TD", "TH", "LI"):
            inherited = ""
        elif kind == "Figure":
            self.out.figures += 1
            self.out.figures_without_alt += not self._string(pdfium.element_alt, element).strip()
        if inherited:
            for i in range(pdfium.count_mcids(element)):
                mcid = pdfium.mcid_at(element, i)
                if mcid >= 0:
                    self.out.kinds[mcid] = inherited
        elif kind == "Span":
            return  # words only: nothing below a span can be a heading
        for i in range(pdfium.count_children(element)):
            self.element(pdfium.child(element, i) or 0, inherited, depth + 1)

    def _string(self, get: Callable[[int, int, int], int], element: int) -> str:
        length = get(element, self.place, _BUFFER)
        if length <= 2:
            return ""
        if length <= _BUFFER:
            return self.buffer.raw[: length - 2].decode("utf-16-le", "replace")
        longer = ctypes.create_string_buffer(length)
        get(element, ctypes.addressof(longer), length)
        return longer.raw[: length - 2].decode("utf-16-le", "replace")
