"""Names of WordprocessingML elements (ECMA-376) and small helpers on them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

W_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
R_NS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
R_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
MC_NS = "http://schemas.openxmlformats.org/markup-compatibility/2006"
W14_NS = "http://schemas.microsoft.com/office/word/2010/wordml"
WP_NS = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A_NS = "http://schemas.openxmlformats.org/drawingml/2006/main"
M_NS = "http://schemas.openxmlformats.org/officeDocument/2006/math"
V_NS = "urn:schemas-microsoft-com:vml"
O_NS = "urn:schemas-microsoft-com:office:office"
DGM_NS = "http://schemas.openxmlformats.org/drawingml/2006/diagram"


def w(name: str) -> str:
    """The full name of an element or attribute of the main namespace."""
    return f"{{{W_NS}}}{name}"


P, R, T, TBL, TR, TC = w("p"), w("r"), w("t"), w("tbl"), w("tr"), w("tc")
P_PR, R_PR, SDT, SDT_PR, SDT_CONTENT = w("pPr"), w("rPr"), w("sdt"), w("sdtPr"), w("sdtContent")
VAL, TXBX = w("val"), w("txbxContent")
ALTERNATE, CHOICE, FALLBACK = f"{{{MC_NS}}}AlternateContent", f"{{{MC_NS}}}Choice", f"{{{MC_NS}}}Fallback"
R_ID = f"{{{R_NS}}}id"
_OFF = frozenset({"0", "false", "off"})


def val(element: _Element | None, path: str, default: str | None = None) -> str | None:
    """The `w:val` of the child (or child of child, `a/b`) with that name."""
    for name in path.split("/"):
        if element is None:
            return default
        element = element.find(w(name))
    if element is None:
        return default
    return element.get(VAL, default)


def on(element: _Element | None, name: str) -> bool | None:
    """A toggle property: True, False, or None where it is not set."""
    if element is None:
        return None
    child = element.find(w(name))
    if child is None:
        return None
    return child.get(VAL, "1").lower() not in _OFF


def whole(text: str | None) -> int | None:
    """The integer in an attribute, None where there is none."""
    try:
        return int(text) if text is not None else None
    except ValueError:
        return None


def local(element: _Element) -> str:
    """The name without its namespace, empty for comments and processing instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def chosen(alternate: _Element) -> Iterator[_Element]:
    """The children of the one branch of `mc:AlternateContent` that is read.

    Both branches show the same thing in two markups. The first one that holds text boxes or runs is taken, so that
    text stands in the document once.
    """
    branches = [b for b in alternate if b.tag in (CHOICE, FALLBACK)]
    for branch in branches:
        if any(True for _ in branch.iter(TXBX, T, f"{{{A_NS}}}t")):
            yield from branch
            return
    if branches:
        yield from branches[0]
