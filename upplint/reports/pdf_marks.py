"""A copy of a PDF with a highlight and a note on the exact words of each finding.

The copy is the original with an incremental update behind it (ISO 32000-2, 7.5.6): page contents, fonts and other
people's notes are the same bytes. Marks of an earlier run are taken off the pages.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from upplint.documents.model import Box, Document
from upplint.documents.pdf.chars import CharReader, highlight_boxes
from upplint.documents.pdf.words import View
from upplint.engine.model import Level, Place
from upplint.errors import UpplintError
from upplint.reports.notes import AUTHOR, Note

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader, PdfWriter
    from pypdf.generic import DictionaryObject

#: Highlight colours, hexadecimal RGB: light enough that black text keeps a contrast above 7:1 (WCAG 2.2, AAA).
COLOURS: Mapping[Level, str] = {
    Level.ERROR: "ff9a8f",
    Level.WARNING: "ffd24d",
    Level.ADVICE: "a9d5ff",
    Level.OPPORTUNITY: "b5e8a8",
}

_PRINT = 4  # annotation flag: shown on paper, too
_POPUP = (220.0, 140.0)  # width and height of the note's window, points
_ICON = 20.0  # side of a note that has no words to stand on, points


def annotate_pdf(data: bytes, document: Document, notes: Sequence[Note]) -> bytes:
    """A copy of a PDF with highlights and notes.

    Args:
        data: the bytes that `document` was read from.
        document: as read.
        notes: what to say, in the order of the text.

    Returns:
        The bytes of the copy.

    Raises:
        UpplintError: U323 the file is encrypted or too damaged to be written.
    """
    from pypdf import PdfReader, PdfWriter
    from pypdf.errors import PyPdfError

    with _quiet():
        try:
            reader = PdfReader(io.BytesIO(data))
            if reader.is_encrypted:
                raise UpplintError(
                    "U323", f"{document.file} är skyddad. Ta bort skyddet och spara en kopia, så går den att markera."
                )
            own = _has_own(reader)
            if not notes and not own:
                return data
            writer = PdfWriter(io.BytesIO(data), incremental=True)
            _skip_numbers(writer, reader)
            _keep_info(writer)
            if own:
                for page in writer.pages:
                    _remove_own(page)
            _add(writer, data, document, notes)
            out = io.BytesIO()
            writer.write(out)
        except (PyPdfError, NotImplementedError, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
            raise UpplintError(
                "U323",
                f"{document.file} går inte att skriva om ({type(error).__name__}). "
                "Öppna den, spara den som ny PDF och försök igen.",
            ) from error
    return out.getvalue()


def _skip_numbers(writer: PdfWriter, reader: PdfReader) -> None:
    """Leave the numbers of earlier cross-reference streams alone: pypdf does not count them and would reuse them."""
    from pypdf.generic import NullObject

    taken = int(reader.trailer.get("/Size", 0)) - 1
    while writer._add_object(NullObject()).idnum < taken:
        pass


def _keep_info(writer: PdfWriter) -> None:
    """Have title and author named in the new trailer, too: pypdf leaves them out where they did not change."""
    info = writer._info
    reference = info.indirect_reference if info is not None else None
    if reference is not None and reference.idnum <= len(writer._original_hash):
        writer._original_hash[reference.idnum - 1] = -1


def _add(writer: PdfWriter, data: bytes, document: Document, notes: Sequence[Note]) -> None:
    with CharReader(data) as reader:
        for number, note in enumerate(notes):
            lines = _lines(reader, document, note.place)
            pages = list(dict.fromkeys(page for page, _ in lines))
            if not pages:
                page = min(max(note.place.page or 1, 1), len(writer.pages))
                _sticky(writer, page - 1, note, number)
            for i, page in enumerate(pages):
                _highlight(writer, page - 1, [box for p, box in lines if p == page], note, f"{number}-{i}")


def _lines(reader: CharReader, document: Document, place: Place) -> list[tuple[int, Box]]:
    """Page and box of each line that a place covers; of its whole block where it has no words."""
    if not document.blocks:
        return []
    block = document.block_at(place.start)
    start, end = (place.start, place.end) if place.end > place.start else (block.start, block.end)
    found: list[tuple[int, Box]] = []
    for covered in document.blocks[block.index :]:
        if covered.start >= end:
            break
        pieces = covered.origins(max(start - covered.start, 0), end - covered.start)
        found += highlight_boxes(reader, [(1 if o.generated else b - a, o) for a, b, o in pieces])
    return _joined(found)


def _joined(lines: Sequence[tuple[int, Box]]) -> list[tuple[int, Box]]:
    """Boxes that lie in one line and touch, made one: a highlight without seams."""
    out: list[tuple[int, Box]] = []
    for page, box in lines:
        if out and out[-1][0] == page:
            last = out[-1][1]
            level = min(last.bottom, box.bottom) - max(last.top, box.top)
            gap = box.x0 - last.x1
            if level > 0.5 * min(last.bottom - last.top, box.bottom - box.top) and -2 < gap < 6:
                out[-1] = (
                    page,
                    Box(last.x0, min(last.top, box.top), max(last.x1, box.x1), max(last.bottom, box.bottom)),
                )
                continue
        out.append((page, box))
    return out


def _view(page: PageObject) -> View:
    """The view of a page: crop box within the media box, and rotation."""
    crop, media = page.cropbox, page.mediabox
    left, right = max(crop.left, media.left), min(crop.right, media.right)
    bottom, top = max(crop.bottom, media.bottom), min(crop.top, media.top)
    if right <= left or top <= bottom:
        left, bottom, right, top = media.left, media.bottom, media.right, media.top
    return View(float(left), float(bottom), float(right), float(top), (page.rotation // 90) % 4)


def _highlight(writer: PdfWriter, index: int, boxes: Sequence[Box], note: Note, name: str) -> None:
    from pypdf.annotations import Highlight
    from pypdf.generic import ArrayObject, FloatObject

    page = writer.pages[index]
    view = _view(page)
    quads: list[float] = []
    rects = []
    for box in boxes:
        # Upper left, upper right, lower left, lower right as the text is read: the order that viewers expect.
        for x, y in ((box.x0, box.top), (box.x1, box.top), (box.x0, box.bottom), (box.x1, box.bottom)):
            quads += view.back(Box(x, y, x, y))[:2]
        rects.append(view.back(box))
    rect = (
        min(r[0] for r in rects),
        min(r[1] for r in rects),
        max(r[2] for r in rects),
        max(r[3] for r in rects),
    )
    mark = Highlight(
        rect=rect,
        quad_points=ArrayObject([FloatObject(round(v, 2)) for v in quads]),
        highlight_color=COLOURS[note.level],
        printing=True,
        title_bar=AUTHOR,
    )
    _put(writer, page, mark, note, name, boxes[0], view)


def _sticky(writer: PdfWriter, index: int, note: Note, number: int) -> None:
    """A note in the upper left corner of the page, for what has no words to stand on."""
    from pypdf.annotations import Text

    page = writer.pages[index]
    view = _view(page)
    top = 12.0 + (number % 20) * (_ICON + 4)
    box = Box(12.0, top, 12.0 + _ICON, top + _ICON)
    mark = Text(rect=view.back(box), text="", title_bar=AUTHOR, flags=_PRINT)
    mark.pop("/Flags", None)  # the key is /F (ISO 32000-2, table 166)
    _put(writer, page, mark, note, str(number), box, view)


def _put(
    writer: PdfWriter, page: PageObject, mark: DictionaryObject, note: Note, name: str, by: Box, view: View
) -> None:
    """Add a mark with its words, and the window that shows them, beside the box `by`."""
    from pypdf.annotations import Popup
    from pypdf.generic import ArrayObject, FloatObject, NameObject, NumberObject, TextStringObject

    colour = COLOURS[note.level]
    mark[NameObject("/Type")] = NameObject("/Annot")
    mark[NameObject("/Contents")] = TextStringObject(note.text)
    mark[NameObject("/Subj")] = TextStringObject(note.finding.rule)
    mark[NameObject("/NM")] = TextStringObject(f"{AUTHOR}-{note.finding.fingerprint or note.finding.rule}-{name}")
    mark[NameObject("/F")] = NumberObject(_PRINT)
    mark[NameObject("/C")] = ArrayObject(FloatObject(round(int(colour[i : i + 2], 16) / 255, 3)) for i in (0, 2, 4))
    added = writer.add_annotation(page, mark)
    width, height = view.size
    left, top = max(width - _POPUP[0], 0.0), min(by.top, max(height - _POPUP[1], 0.0))
    window = Box(left, top, min(left + _POPUP[0], width), min(top + _POPUP[1], height))
    writer.add_annotation(page, Popup(rect=view.back(window), parent=added, open=False))


def _annotations(page: PageObject) -> list[tuple[Any, Any]]:
    """The annotations of a page: as listed, and what they are."""
    listed = page.get("/Annots")
    listed = listed.get_object() if listed is not None else None
    return [(a, a.get_object()) for a in listed] if isinstance(listed, list) else []


def _is_own(annotation: Any) -> bool:
    if not isinstance(annotation, dict):
        return False
    if annotation.get("/Subtype") == "/Popup":
        parent = annotation.get("/Parent")
        return parent is not None and _is_own(parent.get_object())
    return annotation.get("/T") == AUTHOR and str(annotation.get("/NM", "")).startswith(f"{AUTHOR}-")


def _has_own(reader: PdfReader) -> bool:
    return any(_is_own(a) for page in reader.pages for _, a in _annotations(page))


def _remove_own(page: PageObject) -> None:
    from pypdf.generic import ArrayObject, NameObject

    found = _annotations(page)
    kept = [listed for listed, annotation in found if not _is_own(annotation)]
    if len(kept) < len(found):
        page[NameObject("/Annots")] = ArrayObject(kept)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep pypdf's remarks on untidy files from the user: they say nothing that can be acted on."""
    log = logging.getLogger("pypdf")
    before = log.level
    log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        log.setLevel(before)
