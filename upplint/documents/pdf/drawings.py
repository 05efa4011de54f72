"""Lines, rectangles and pictures drawn on a PDF page: what tables, frames and scans are found by."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from typing import Any

from upplint.documents.model import Box
from upplint.documents.pdf.native import address, native
from upplint.documents.pdf.words import View

#: Thinner than this (points) a rectangle is a line.
THIN = 3.0
_MAX_OBJECTS = 20_000
_MAX_SEGMENTS = 400


@dataclass(frozen=True, slots=True)
class Edge:
    """A ruled line. `at` is x of a vertical or y of a horizontal one; it runs from `start` to `end`, points."""

    vertical: bool
    at: float
    start: float
    end: float


@dataclass(slots=True)
class Drawings:
    """Everything drawn on one page, in points from the upper left corner."""

    edges: list[Edge] = field(default_factory=list)
    frames: list[Box] = field(default_factory=list)
    images: list[Box] = field(default_factory=list)
    paths: int = 0
    truncated: bool = False


Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _times(m: Matrix, n: Matrix) -> Matrix:
    """First `m`, then `n`."""
    a, b, c, d, e, f = m
    g, h, i, j, k, o = n
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + o)


def drawings(page: Any, seen: View) -> Drawings:
    """Collect the ruled lines, frames and pictures of a `pypdfium2.PdfPage`."""
    from pypdfium2 import raw

    out = Drawings()
    count = raw.FPDFPage_CountObjects(page.raw)
    get, kind, handle = native().page_object, native().object_type, address(page.raw)
    drawn = 0
    for i in range(count):
        if kind(get(handle, i) or 0) == raw.FPDF_PAGEOBJ_TEXT:
            continue
        drawn += 1
        if drawn > _MAX_OBJECTS:
            out.truncated = True
            break
        _object(raw, raw.FPDFPage_GetObject(page.raw, i), _IDENTITY, seen, out, 0)
    return out


def _object(raw: Any, obj: Any, outer: Matrix, seen: View, out: Drawings, depth: int) -> None:
    kind = raw.FPDFPageObj_GetType(obj)
    if kind == raw.FPDF_PAGEOBJ_PATH:
        out.paths += 1
        _path(raw, obj, outer, seen, out)
    elif kind == raw.FPDF_PAGEOBJ_IMAGE:
        box = _bounds(raw, obj, outer, seen)
        if box:
            out.images.append(box)
    elif kind == raw.FPDF_PAGEOBJ_FORM and depth < 4:
        inner = _times(_matrix(raw, obj), outer)
        for i in range(min(raw.FPDFFormObj_CountObjects(obj), _MAX_OBJECTS)):
            _object(raw, raw.FPDFFormObj_GetObject(obj, i), inner, seen, out, depth + 1)


def _matrix(raw: Any, obj: Any) -> Matrix:
    m = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(obj, ctypes.byref(m)):
        return _IDENTITY
    return (m.a, m.b, m.c, m.d, m.e, m.f)


def _apply(m: Matrix, x: float, y: float) -> tuple[float, float]:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def _bounds(raw: Any, obj: Any, outer: Matrix, seen: View) -> Box | None:
    v = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(obj, *(ctypes.byref(x) for x in v)):
        return None
    xs, ys = zip(
        *(_apply(outer, x, y) for x in (v[0].value, v[2].value) for y in (v[1].value, v[3].value)), strict=True
    )
    return Box(*seen.box(min(xs), min(ys), max(xs), max(ys)))


def _path(raw: Any, obj: Any, outer: Matrix, seen: View, out: Drawings) -> None:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(obj, ctypes.byref(fill), ctypes.byref(stroke))
    if not fill.value and not stroke.value:
        return
    box = _bounds(raw, obj, outer, seen)
    if box is None:
        return
    width, height = box.x1 - box.x0, box.bottom - box.top
    if min(width, height) <= THIN:
        if max(width, height) > THIN:
            _thin(box, width, height, out)
        return
    segments = raw.FPDFPath_CountSegments(obj)
    if segments > _MAX_SEGMENTS:
        return
    if not stroke.value and _white(raw, obj):
        return
    _outline(raw, obj, segments, outer, seen, out, framed=bool(fill.value or stroke.value))


def _thin(box: Box, width: float, height: float, out: Drawings) -> None:
    if width >= height:
        out.edges.append(Edge(False, (box.top + box.bottom) / 2, box.x0, box.x1))
    else:
        out.edges.append(Edge(True, (box.x0 + box.x1) / 2, box.top, box.bottom))


def _white(raw: Any, obj: Any) -> bool:
    r, g, b, a = (ctypes.c_uint() for _ in range(4))
    if not raw.FPDFPageObj_GetFillColor(obj, ctypes.byref(r), ctypes.byref(g), ctypes.byref(b), ctypes.byref(a)):
        return False
    return a.value == 0 or min(r.value, g.value, b.value) >= 253


def _outline(raw: Any, obj: Any, count: int, outer: Matrix, seen: View, out: Drawings, *, framed: bool) -> None:
    """Add the horizontal and vertical stretches of a path's outline, and the frame if it is a rectangle."""
    matrix = _times(_matrix(raw, obj), outer)
    x, y = ctypes.c_float(), ctypes.c_float()
    first: tuple[float, float] | None = None
    last: tuple[float, float] | None = None
    straight = True
    found: list[Edge] = []
    xs: list[float] = []
    ys: list[float] = []

    def stretch(p: tuple[float, float], q: tuple[float, float]) -> bool:
        (x0, y0), (x1, y1) = p, q
        if abs(y0 - y1) <= 0.6:
            if abs(x0 - x1) > THIN:
                found.append(Edge(False, (y0 + y1) / 2, min(x0, x1), max(x0, x1)))
            return True
        if abs(x0 - x1) <= 0.6:
            if abs(y0 - y1) > THIN:
                found.append(Edge(True, (x0 + x1) / 2, min(y0, y1), max(y0, y1)))
            return True
        return False

    for i in range(count):
        segment = raw.FPDFPath_GetPathSegment(obj, i)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        px, py = _apply(matrix, x.value, y.value)
        left, top, _, _ = seen.box(px, py, px, py)
        point = (left, top)
        xs.append(left)
        ys.append(top)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            first = point
        elif kind == raw.FPDF_SEGMENT_LINETO and last is not None:
            straight &= stretch(last, point)
        else:
            straight = False
        last = point
        if raw.FPDFPathSegment_GetClose(segment) and first is not None and first != point:
            straight &= stretch(point, first)
            last = first
    out.edges.extend(found)
    if framed and straight and xs and len(found) >= 4:
        out.frames.append(Box(min(xs), min(ys), max(xs), max(ys)))
