"""Styles: what a paragraph or run inherits. Word's localised names ("Rubrik 1") all carry the same inner name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from upplint.documents.docx.xmlns import P_PR, R_PR, VAL, on, val, w, whole

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEADING = re.compile(r"^(?:heading|rubrik|överskrift|otsikko|überschrift)\s*([1-9])$", re.IGNORECASE)
_TITLE = frozenset({"title", "titel", "rubrik"})
_TOC = re.compile(r"^(?:toc|innehåll|table of (?:figures|authorities)|index)\b", re.IGNORECASE)
_CAPTION = frozenset({"caption", "beskrivning"})
_HIGHEST = 9


@dataclass(frozen=True, slots=True)
class Style:
    """A style with all it inherits. `outline` is 0-8 as in the file; `bold` and the like are None where unset."""

    id: str
    name: str = ""
    outline: int | None = None
    num: str | None = None
    ilvl: int | None = None
    num_owner: str = ""  # the style in the chain that names the list
    bold: bool | None = None
    vanish: bool | None = None
    size: int | None = None
    left: int | None = None
    toc: bool = False
    caption: bool = False
    title: bool = False
    header_row: bool = False  # a table style that sets its first row apart


_NONE = Style("")


@dataclass(frozen=True)
class StyleSheet:
    """All styles of a document, resolved, and its defaults."""

    styles: dict[str, Style] = field(default_factory=dict)
    default_paragraph: Style = _NONE
    language: str | None = None
    size: int = 20

    def get(self, style_id: str | None) -> Style:
        """The style with that id, or the default paragraph style."""
        return self.styles.get(style_id, self.default_paragraph) if style_id else self.default_paragraph

    def character(self, style_id: str | None) -> Style:
        """The character style with that id, or one that says nothing."""
        return self.styles.get(style_id, _NONE) if style_id else _NONE


def read_styles(root: _Element | None) -> StyleSheet:
    """Resolve the style part; None gives an empty sheet."""
    if root is None:
        return StyleSheet()
    raw: dict[str, _Element] = {}
    default_id = None
    for element in root.iter(w("style")):
        style_id = element.get(w("styleId"), "")
        raw[style_id] = element
        if element.get(w("type")) == "paragraph" and element.get(w("default"), "0") in ("1", "true"):
            default_id = style_id
    resolved: dict[str, Style] = {}
    for style_id in raw:
        _resolve(style_id, raw, resolved, set())
    defaults = root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{R_PR}")
    language = None
    if defaults is not None and (lang := defaults.find(w("lang"))) is not None:
        language = lang.get(VAL)
    normal = resolved.get(default_id or "", _NONE)
    own = raw.get(default_id or "")
    if own is not None and (lang := own.find(f"{R_PR}/{w('lang')}")) is not None:
        language = lang.get(VAL) or language
    size = normal.size or whole(val(defaults, "sz")) or 20
    return StyleSheet(resolved, normal, language, size)


def _resolve(style_id: str, raw: dict[str, _Element], resolved: dict[str, Style], path: set[str]) -> Style:
    if style_id in resolved:
        return resolved[style_id]
    element = raw.get(style_id)
    if element is None or style_id in path:  # a circle of styles ends here
        return _NONE
    base_id = val(element, "basedOn")
    base = _resolve(base_id, raw, resolved, path | {style_id}) if base_id else _NONE
    name = val(element, "name") or style_id
    ppr, rpr = element.find(P_PR), element.find(R_PR)
    outline = whole(val(ppr, "outlineLvl"))
    toc = bool(_TOC.match(name)) or name.lower() == "toc heading"
    if outline is None:
        match = _HEADING.match(name)
        outline = int(match[1]) - 1 if match else base.outline
    if outline is not None and (outline >= _HIGHEST or toc):
        outline = None
    num = val(ppr, "numPr/numId")
    ilvl = whole(val(ppr, "numPr/ilvl"))

    def pick(own: bool | None, inherited: bool | None) -> bool | None:
        return inherited if own is None else own

    first_row = any(
        e.get(w("type")) == "firstRow" and (e.find(R_PR) is not None or e.find(w("tcPr")) is not None)
        for e in element.findall(w("tblStylePr"))
    )
    style = Style(
        id=style_id,
        name=name,
        outline=outline,
        num=num if num is not None else base.num,
        num_owner=style_id if num is not None else base.num_owner,
        ilvl=ilvl if ilvl is not None else (base.ilvl if num is None else None),
        bold=pick(on(rpr, "b"), base.bold),
        vanish=pick(on(rpr, "vanish"), base.vanish),
        size=whole(val(rpr, "sz")) or base.size,
        left=base.left if (left := left_indent(ppr)) is None else left,
        toc=toc,
        caption=name.lower() in _CAPTION or base.caption,
        title=name.lower() in _TITLE,
        header_row=first_row or base.header_row,
    )
    resolved[style_id] = style
    return style


def left_indent(ppr: _Element | None) -> int | None:
    """The left indent in twips (1/20 point), None where the properties do not set one."""
    ind = ppr.find(w("ind")) if ppr is not None else None
    if ind is None:
        return None
    return whole(ind.get(w("left")) or ind.get(w("start")))
