"""Styles and list styles of OpenDocument: what a paragraph inherits and how its list is numbered."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from upplint.documents.docx.numbering import Level

if TYPE_CHECKING:
    from lxml.etree import _Element


def _ns(name: str) -> str:
    return f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}"


OFFICE, TEXT, TABLE, STYLE, DRAW, META = map(_ns, ("office", "text", "table", "style", "drawing", "meta"))
FO, SVG = _ns("xsl-fo-compatible"), _ns("svg-compatible")
_FORMATS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "": "none"}


@dataclass(frozen=True, slots=True)
class OdtStyle:
    """A paragraph or text style with what it inherits."""

    name: str = ""
    shown: str = ""
    bold: bool = False
    hidden: bool = False
    highlight: bool = False
    outline: int | None = None
    list_style: str | None = None


@dataclass(frozen=True)
class OdtStyles:
    """All styles of a document by family and name, and the list styles by name; `outline` numbers headings."""

    styles: dict[tuple[str, str], OdtStyle] = field(default_factory=dict)
    lists: dict[str, dict[int, Level]] = field(default_factory=dict)
    outline: dict[int, Level] = field(default_factory=dict)

    def paragraph(self, name: str | None) -> OdtStyle:
        """The paragraph style of that name, or one that says nothing."""
        return self.styles.get(("paragraph", name or ""), OdtStyle())

    def text(self, name: str | None) -> OdtStyle | None:
        """The text style of that name."""
        return self.styles.get(("text", name or ""))


def read_odt_styles(shared: _Element | None, content: _Element) -> OdtStyles:
    """Resolve the styles of both parts."""
    raw: dict[tuple[str, str], _Element] = {}
    lists: dict[str, dict[int, Level]] = {}
    outline: dict[int, Level] = {}
    for root in (shared, content):
        if root is None:
            continue
        for element in root.iter(f"{STYLE}style"):
            raw[(element.get(f"{STYLE}family", ""), element.get(f"{STYLE}name", ""))] = element
        for element in root.iter(f"{TEXT}list-style"):
            lists[element.get(f"{STYLE}name", "")] = _levels(element)
        for element in root.iter(f"{TEXT}outline-style"):
            outline = {i: level for i, level in _levels(element).items() if level.format != "none"}
    styles: dict[tuple[str, str], OdtStyle] = {}
    for key in raw:
        _resolve(key, raw, styles, set())
    return OdtStyles(styles, lists, outline)


def _resolve(
    key: tuple[str, str],
    raw: dict[tuple[str, str], _Element],
    styles: dict[tuple[str, str], OdtStyle],
    path: set[tuple[str, str]],
) -> OdtStyle:
    if key in styles:
        return styles[key]
    element = raw.get(key)
    if element is None or key in path:
        return OdtStyle()
    parent = element.get(f"{STYLE}parent-style-name")
    base = _resolve((key[0], parent), raw, styles, path | {key}) if parent else OdtStyle()
    properties = element.find(f"{STYLE}text-properties")
    bold, hidden, highlight = base.bold, base.hidden, base.highlight
    if properties is not None:
        weight = properties.get(f"{FO}font-weight")
        if weight is not None:
            bold = weight == "bold" or (weight.isdigit() and int(weight) >= 600)
        hidden = properties.get(f"{TEXT}display") == "none" or hidden
        colour = properties.get(f"{FO}background-color")
        if colour is not None:
            highlight = colour.lower() not in ("transparent", "#ffffff")
    level = element.get(f"{STYLE}default-outline-level")
    own_list = element.get(f"{STYLE}list-style-name")
    style = OdtStyle(
        name=key[1],
        shown=element.get(f"{STYLE}display-name") or (base.shown if parent and key[1].startswith("P") else key[1]),
        bold=bold,
        hidden=hidden,
        highlight=highlight,
        outline=int(level) - 1 if level and level.isdigit() and int(level) else base.outline,
        list_style=own_list if own_list is not None else base.list_style,
    )
    styles[key] = style
    return style


def _levels(element: _Element) -> dict[int, Level]:
    levels: dict[int, Level] = {}
    for child in element:
        number = child.get(f"{TEXT}level")
        if not number or not number.isdigit():
            continue
        ilvl = int(number) - 1
        if str(child.tag).endswith("level-style-bullet"):
            levels[ilvl] = Level("bullet", child.get(f"{TEXT}bullet-char", "•"))
            continue
        form = _FORMATS.get(child.get(f"{STYLE}num-format", ""), "decimal")
        shown = child.get(f"{TEXT}display-levels", "1")
        first = ilvl - (int(shown) if shown.isdigit() else 1) + 1
        places = ".".join(f"%{i + 1}" for i in range(max(first, 0), ilvl + 1)) if form != "none" else ""
        start = child.get(f"{TEXT}start-value", "1")
        levels[ilvl] = Level(
            form,
            f"{child.get(f'{STYLE}num-prefix', '')}{places}{child.get(f'{STYLE}num-suffix', '')}",
            int(start) if start.isdigit() else 1,
        )
    return levels
