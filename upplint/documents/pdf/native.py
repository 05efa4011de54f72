"""PDFium functions that are called once a word, bound without the cost of typed pointers.

pypdfium2's own bindings check and convert a typed pointer at every call; here pointers are plain integers. The
functions only read, and return at once, so the interpreter lock is not given up around them.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

_P, _I = ctypes.c_void_p, ctypes.c_int


@dataclass(frozen=True, slots=True)
class Native:
    """Handles are addresses as from `address`; see PDFium's public headers for the functions."""

    loose_box: Callable[[int, int, int], int]
    origin: Callable[[int, int, int, int], int]
    text_object: Callable[[int, int], int | None]
    matrix: Callable[[int, int, int], int]
    font_size: Callable[[int, int], int]
    font: Callable[[int], int | None]
    render_mode: Callable[[int], int]
    mcid: Callable[[int], int]
    element_type: Callable[[int, int, int], int]
    element_alt: Callable[[int, int, int], int]
    count_mcids: Callable[[int], int]
    mcid_at: Callable[[int, int], int]
    count_children: Callable[[int], int]
    child: Callable[[int, int], int | None]
    page_object: Callable[[int, int], int | None]
    object_type: Callable[[int], int]
    bounds: Callable[[int, int, int, int, int], int]
    draw_mode: Callable[[int, int, int], int]
    fill_color: Callable[[int, int, int, int, int], int]
    count_segments: Callable[[int], int]
    segment: Callable[[int, int], int | None]
    segment_point: Callable[[int, int, int], int]
    segment_type: Callable[[int], int]
    segment_close: Callable[[int], int]
    object_matrix: Callable[[int, int], int]
    form_count: Callable[[int], int]
    form_object: Callable[[int, int], int | None]


@cache
def native() -> Native:
    """The functions; made on first use."""
    from pypdfium2 import raw

    def bind(name: str, result: Any, *arguments: Any) -> Any:
        place = ctypes.cast(getattr(raw, name), _P).value or 0
        return ctypes.PYFUNCTYPE(result, *arguments)(place)

    return Native(
        loose_box=bind("FPDFText_GetLooseCharBox", _I, _P, _I, _P),
        origin=bind("FPDFText_GetCharOrigin", _I, _P, _I, _P, _P),
        text_object=bind("FPDFText_GetTextObject", _P, _P, _I),
        matrix=bind("FPDFText_GetMatrix", _I, _P, _I, _P),
        font_size=bind("FPDFTextObj_GetFontSize", _I, _P, _P),
        font=bind("FPDFTextObj_GetFont", _P, _P),
        render_mode=bind("FPDFTextObj_GetTextRenderMode", _I, _P),
        mcid=bind("FPDFPageObj_GetMarkedContentID", _I, _P),
        element_type=bind("FPDF_StructElement_GetType", ctypes.c_ulong, _P, _P, ctypes.c_ulong),
        element_alt=bind("FPDF_StructElement_GetAltText", ctypes.c_ulong, _P, _P, ctypes.c_ulong),
        count_mcids=bind("FPDF_StructElement_GetMarkedContentIdCount", _I, _P),
        mcid_at=bind("FPDF_StructElement_GetMarkedContentIdAtIndex", _I, _P, _I),
        count_children=bind("FPDF_StructElement_CountChildren", _I, _P),
        page_object=bind("FPDFPage_GetObject", _P, _P, _I),
        object_type=bind("FPDFPageObj_GetType", _I, _P),
        bounds=bind("FPDFPageObj_GetBounds", _I, _P, _P, _P, _P, _P),
        draw_mode=bind("FPDFPath_GetDrawMode", _I, _P, _P, _P),
        fill_color=bind("FPDFPageObj_GetFillColor", _I, _P, _P, _P, _P, _P),
        count_segments=bind("FPDFPath_CountSegments", _I, _P),
        segment=bind("FPDFPath_GetPathSegment", _P, _P, _I),
        segment_point=bind("FPDFPathSegment_GetPoint", _I, _P, _P, _P),
        segment_type=bind("FPDFPathSegment_GetType", _I, _P),
        segment_close=bind("FPDFPathSegment_GetClose", _I, _P),
        object_matrix=bind("FPDFPageObj_GetMatrix", _I, _P, _P),
        form_count=bind("FPDFFormObj_CountObjects", _I, _P),
        form_object=bind("FPDFFormObj_GetObject", _P, _P, ctypes.c_ulong),
        child=bind("FPDF_StructElement_GetChildAtIndex", _P, _P, _I),
    )


def address(pointer: Any) -> int:
    """The address that a typed pointer of pypdfium2 holds, 0 for none."""
    return ctypes.cast(pointer, _P).value or 0 if pointer else 0
