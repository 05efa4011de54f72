"""From an `Origin` back to the XML: which paragraph, which run, which characters.

For writers of comments and tracked changes. `Origin.unit` is `p<N>`, the index of the `w:p` among all `w:p` of the
part in document order (also those in tables, text boxes, both branches of `mc:AlternateContent` and deleted ones);
`Origin.run` is the index of the `w:r` among all `w:r` below that paragraph; `Origin.offset` counts characters of the
run as `runs` defines them. Roots come from `Package.xml`, which turns the strict markup into the usual one. A
writer that splits runs must find all places before it changes the first.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from upplint.documents.docx import runs
from upplint.documents.docx.xmlns import P, R

if TYPE_CHECKING:
    from lxml.etree import _Element


def find_paragraph(part_root: _Element, unit: str) -> _Element:
    """The `w:p` that `unit` (`p12`) names in a part.

    Raises `LookupError` where the part has no such paragraph.
    """
    if not unit.startswith("p") or not unit[1:].isdigit():
        raise LookupError(unit)
    found = next(islice(part_root.iter(P), int(unit[1:]), None), None)
    if found is None:
        raise LookupError(unit)
    return found


def find_run(part_root: _Element, unit: str, run: int) -> _Element:
    """The `w:r` with index `run` below the paragraph `unit`.

    Raises `LookupError` where there is none.
    """
    found = next(islice(find_paragraph(part_root, unit).iter(R), run, None), None)
    if found is None:
        raise LookupError(f"{unit}/{run}")
    return found


def run_text(run: _Element) -> str:
    """The characters of a run, one for each that `Origin.offset` counts."""
    return "".join(text for _, text in runs.items(run))


def character(run: _Element, offset: int) -> tuple[_Element, int]:
    """The child of the run that holds the character at `offset`, and the character's index within that child.

    `offset` may be the length of the run: then the index is just behind the last character of the last child that
    has any. Raises `LookupError` outside the run.
    """
    position = 0
    last: tuple[_Element, int] | None = None
    for child, text in runs.items(run):
        if position <= offset < position + len(text):
            return child, offset - position
        if text:
            last = child, len(text)
        position += len(text)
    if last is not None and offset == position:
        return last
    raise LookupError(offset)
