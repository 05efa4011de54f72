"""How the content of a `w:r` counts as characters. Reading and writing (`locate`) share this one rule.

The characters of a run are those of its children, in order:

- `w:t`: its text as stored, every code point counts (also white space that Word ignores);
- `w:tab`, `w:ptab`: one character; `w:br`, `w:cr`: one character; `w:noBreakHyphen`, `w:softHyphen`: one each;
- `w:sym`: one character;
- `mc:AlternateContent`: the children of the branch that is read;
- everything else (`w:delText`, `w:instrText`, `w:drawing`, `w:fldChar`, note references ...): none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from upplint.documents.docx.xmlns import ALTERNATE, R_PR, T, chosen, w
from upplint.documents.symbols import is_symbol_font, symbol

if TYPE_CHECKING:
    from lxml.etree import _Element

_SYM = w("sym")
_SINGLE = {
    w("tab"): "\t",
    w("ptab"): "\t",
    w("br"): "\n",
    w("cr"): "\n",
    w("noBreakHyphen"): "\u2011",
    w("softHyphen"): "\u00ad",
}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BLANK = " \t\r\n"


def items(run: _Element) -> Iterator[tuple[_Element, str]]:
    """The children of a run with the characters each stands for; children without characters give `""`."""
    font: str | None = None
    looked = False
    for child in _children(run):
        tag = child.tag
        if tag == T:
            text = child.text or ""
            if text and "\uf000" <= max(text) <= "\uf0ff":  # letters of a symbol font, stored as private codes
                font = font if looked else _font(run)
                looked = True
                text = "".join(symbol(c, font) if "\uf000" <= c <= "\uf0ff" else c for c in text)
            elif text and len(text) <= 3:
                font = font if looked else _font(run)
                looked = True
                if is_symbol_font(font):
                    text = "".join(symbol(c, font) for c in text)
            yield child, text
        elif tag in _SINGLE:
            yield child, _SINGLE[tag]
        elif tag == _SYM:
            code = child.get(w("char"), "")
            try:
                char = chr(int(code, 16))
            except (ValueError, OverflowError):
                char = "•"
            yield child, symbol(char, child.get(w("font")))
        else:
            yield child, ""


def visible(child: _Element, text: str) -> tuple[int, str]:
    """The part of a `w:t` that Word shows, with its offset: without `xml:space` it drops white space at the ends."""
    if child.tag != T or not text or child.get(_SPACE) == "preserve":
        return 0, text
    stripped = text.strip(_BLANK)  # of XML: a non-breaking space is a character like any other
    return (text.index(stripped[0]) if stripped else 0), stripped


def length(run: _Element) -> int:
    """How many characters a run counts."""
    return sum(len(text) for _, text in items(run))


def _children(run: _Element) -> Iterator[_Element]:
    for child in run:
        if child.tag == ALTERNATE:
            yield from chosen(child)
        else:
            yield child


def _font(run: _Element) -> str | None:
    rpr = run.find(R_PR)
    fonts = rpr.find(w("rFonts")) if rpr is not None else None
    if fonts is None:
        return None
    return fonts.get(w("ascii")) or fonts.get(w("hAnsi"))
