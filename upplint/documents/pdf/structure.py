"""The tagged structure of a PDF page: which marked content is a heading, a table of contents, a picture.

Tags confirm what the layout shows; an untagged file is read all the same.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from upplint.documents.pdf.words import Word

_HEADING = re.compile(r"H[1-6]|Title|H")
_MAX_ELEMENTS = 5_000


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
        budget = [_MAX_ELEMENTS]
        for i in range(raw.FPDF_StructTree_CountChildren(tree)):
            child = raw.FPDF_StructTree_GetChildAtIndex(tree, i)
            if child:
                _walk(raw, child, "", out, budget, 0)
    finally:
        raw.FPDF_StructTree_Close(tree)
    return out


def _walk(raw: Any, element: Any, inherited: str, out: Tags, budget: list[int], depth: int) -> None:
    budget[0] -= 1
    if budget[0] < 0 or depth > 40:
        return
    kind = _string(raw.FPDF_StructElement_GetType, element)
    if _HEADING.fullmatch(kind):
        inherited = kind if kind[1:].isdigit() else "H1"
    elif kind in ("TOC", "TOCI"):
        inherited = "TOC"
    elif kind in ("TD", "TH", "LI"):
        inherited = ""
    elif kind == "Figure":
        out.figures += 1
        out.figures_without_alt += not _string(raw.FPDF_StructElement_GetAltText, element).strip()
    if inherited:
        for i in range(raw.FPDF_StructElement_GetMarkedContentIdCount(element)):
            mcid = raw.FPDF_StructElement_GetMarkedContentIdAtIndex(element, i)
            if mcid >= 0:
                out.kinds[mcid] = inherited
    for i in range(raw.FPDF_StructElement_CountChildren(element)):
        child = raw.FPDF_StructElement_GetChildAtIndex(element, i)
        if child:
            _walk(raw, child, inherited, out, budget, depth + 1)


def _string(get: Any, element: Any) -> str:
    length = get(element, None, 0)
    if length <= 2:
        return ""
    buffer = ctypes.create_string_buffer(length)
    get(element, buffer, length)
    return buffer.raw[: length - 2].decode("utf-16-le", "replace")
