"""Comments and form fields of a PDF page: noted, not linted."""

from __future__ import annotations

import ctypes
from typing import Any

from upplint.documents.model import Annotation, Box, Origin
from upplint.documents.pdf.words import View

_MAX = 500


def comments_of(page: Any, number: int, seen: View) -> tuple[list[Annotation], int]:
    """The comments of a page in order, and how many form fields on it are filled in.

    Args:
        page: a `pypdfium2.PdfPage`.
        number: its number from 1.
        seen: its view.
    """
    from pypdfium2 import raw

    out: list[Annotation] = []
    filled = 0
    for i in range(min(raw.FPDFPage_GetAnnotCount(page.raw), _MAX)):
        note = raw.FPDFPage_GetAnnot(page.raw, i)
        if not note:
            continue
        try:
            kind = raw.FPDFAnnot_GetSubtype(note)
            if kind == raw.FPDF_ANNOT_WIDGET:
                filled += bool(_string(raw, note, b"V").strip())
            elif kind not in (raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP):
                text = " ".join(_string(raw, note, b"Contents").split())
                if text:
                    origin = Origin(page=number, box=_box(raw, note, seen), generated=True)
                    out.append(Annotation("comment", text, _string(raw, note, b"T").strip(), origin=origin))
        finally:
            raw.FPDFPage_CloseAnnot(note)
    return out, filled


def _box(raw: Any, note: Any, seen: View) -> Box | None:
    rect = raw.FS_RECTF()
    if not raw.FPDFAnnot_GetRect(note, ctypes.byref(rect)):
        return None
    return Box(*seen.box(rect.left, rect.bottom, rect.right, rect.top))


def _string(raw: Any, note: Any, key: bytes) -> str:
    length = raw.FPDFAnnot_GetStringValue(note, key, None, 0)
    if length <= 2:
        return ""
    buffer = ctypes.create_string_buffer(length)
    raw.FPDFAnnot_GetStringValue(note, key, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
    return buffer.raw[: length - 2].decode("utf-16-le", "replace")
