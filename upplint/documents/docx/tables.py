"""The grid of a table: which cell stands in which columns, and which cells only continue one above."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from upplint.documents.docx.styles import StyleSheet
from upplint.documents.docx.xmlns import SDT, SDT_CONTENT, TC, TR, on, val, w, whole

if TYPE_CHECKING:
    from lxml.etree import _Element

_PLAIN = frozenset({"auto", "FFFFFF", "ffffff", ""})
_THROUGH = frozenset({w("customXml"), w("ins"), w("moveTo")})


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell: its element, first column from 0, columns it covers, and whether it continues the one above."""

    element: _Element
    column: int
    span: int
    continued: bool
    shaded: bool


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row; `header` where the file marks it as one that is repeated on each page."""

    cells: tuple[GridCell, ...]
    header: bool


def _through(container: _Element, wanted: str) -> Iterator[_Element]:
    """Rows or cells below a container, also inside content controls; deleted ones are left out."""
    for child in container:
        if child.tag == wanted:
            yield child
        elif child.tag == SDT:
            content = child.find(SDT_CONTENT)
            if content is not None:
                yield from _through(content, wanted)
        elif child.tag in _THROUGH:
            yield from _through(child, wanted)


def read_grid(table: _Element) -> tuple[GridRow, ...]:
    """The rows of a table, without those whose deletion is tracked."""
    rows = []
    for element in _through(table, TR):
        properties = element.find(w("trPr"))
        if properties is not None and properties.find(w("del")) is not None:
            continue
        column = whole(val(properties, "gridBefore")) or 0
        cells = []
        for cell in _through(element, TC):
            own = cell.find(w("tcPr"))
            span = max(whole(val(own, "gridSpan")) or 1, 1)
            merge = own.find(w("vMerge")) if own is not None else None
            sideways = val(own, "hMerge", "continue") if own is not None and own.find(w("hMerge")) is not None else None
            continued = merge is not None and merge.get(w("val"), "continue") == "continue"
            shade = own.find(w("shd")) if own is not None else None
            shaded = shade is not None and shade.get(w("fill"), "auto") not in _PLAIN
            cells.append(GridCell(cell, column, span, continued or sideways == "continue", shaded))
            column += span
        rows.append(GridRow(tuple(cells), bool(on(properties, "tblHeader"))))
    return tuple(rows)


def styled_first_row(table: _Element, styles: StyleSheet) -> bool:
    """Whether the table's style sets the first row apart and the table asks for it."""
    properties = table.find(w("tblPr"))
    style = styles.character(val(properties, "tblStyle"))
    look = properties.find(w("tblLook")) if properties is not None else None
    if not style.header_row or look is None:
        return False
    first = look.get(w("firstRow"))
    if first is not None:
        return first in ("1", "true", "on")
    try:
        return bool(int(look.get(w("val"), "0"), 16) & 0x20)
    except ValueError:
        return False
