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
    """Everything drawn on one page, in points from the upper left corner. `specks`: dots and dashes of dotted lines."""

    edges: list[Edge] = field(default_factory=list)
    frames: list[Box] = field(default_factory=list)
    images: list[Box] = field(default_factory=list)
    specks: list[Box] = field(default_factory=list)
    paths: int = 0
    truncated: bool = False


Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _times(m: Matrix, n: Matrix) -> Matrix:
    """First `m`, then `n`."""
    a, b, c, d, e, f = m
    g, h, i, j, k, o = n
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + o)


def drawings(page: Any, seen: View) -> Drawings:
    """Collect the ruled lines, frames and pictures of a `pypdfium2.PdfPage`."""
    from pypdfium2 import raw

    pen = _Pen(raw, seen)
    handle = address(page.raw)
    get = pen.pdfium.page_object
    for i in range(raw.FPDFPage_CountObjects(page.raw)):
        if not pen.take(get(handle, i) or 0, _IDENTITY, 0):
            break
    return pen.out


class _Pen:
    """Goes through the objects of one page. Objects are addresses; the scratch values are read after each call."""

    def __init__(self, raw: Any, seen: View) -> None:
        self.raw, self.seen = raw, seen
        self.pdfium = native()
        self.out = Drawings()
        self.drawn = 0
        self.floats = (ctypes.c_float * 4)()
        place = ctypes.addressof(self.floats)
        self.f = (place, place + 4, place + 8, place + 12)
        self.ints = (ctypes.c_uint * 4)()
        place = ctypes.addressof(self.ints)
        self.n = (place, place + 4, place + 8, place + 12)

    def take(self, obj: int, outer: Matrix, depth: int) -> bool:
        """Note one object and those inside it; False when there are too many."""
        kind = self.pdfium.object_type(obj)
        if kind == self.raw.FPDF_PAGEOBJ_TEXT:
            return True
        self.drawn += 1
        if self.drawn > _MAX_OBJECTS:
            self.out.truncated = True
            return False
        if kind == self.raw.FPDF_PAGEOBJ_PATH:
            self.out.paths += 1
            self._path(obj, outer)
        elif kind == self.raw.FPDF_PAGEOBJ_IMAGE:
            box = self._bounds(obj, outer)
            if box:
                self.out.images.append(box)
        elif kind == self.raw.FPDF_PAGEOBJ_FORM and depth < 4:
            inner = _times(self._matrix(obj), outer)
            for i in range(self.pdfium.form_count(obj)):
                if not self.take(self.pdfium.form_object(obj, i) or 0, inner, depth + 1):
                    return False
        return True

    def _matrix(self, obj: int) -> Matrix:
        m = self.raw.FS_MATRIX()
        if not self.pdfium.object_matrix(obj, ctypes.addressof(m)):
            return _IDENTITY
        return (m.a, m.b, m.c, m.d, m.e, m.f)

    def _bounds(self, obj: int, outer: Matrix) -> Box | None:
        if not self.pdfium.bounds(obj, *self.f):
            return None
        x0, y0, x1, y1 = self.floats
        if outer is not _IDENTITY:
            corners = [_apply(outer, x, y) for x in (x0, x1) for y in (y0, y1)]
            x0, y0 = min(x for x, _ in corners), min(y for _, y in corners)
            x1, y1 = max(x for x, _ in corners), max(y for _, y in corners)
        return Box(*self.seen.box(x0, y0, x1, y1))

    def _path(self, obj: int, outer: Matrix) -> None:
        self.pdfium.draw_mode(obj, self.n[0], self.n[1])
        fill, stroke = self.ints[0], self.ints[1]
        if not fill and not stroke:
            return
        box = self._bounds(obj, outer)
        if box is None:
            return
        width, height = box.x1 - box.x0, box.bottom - box.top
        if min(width, height) <= THIN:
            if max(width, height) > THIN:
                _thin(box, width, height, self.out)
            else:
                self.out.specks.append(box)
            return
        segments = self.pdfium.count_segments(obj)
        if segments > _MAX_SEGMENTS or (not stroke and self._white(obj)):
            return
        self._outline(obj, segments, outer)

    def _white(self, obj: int) -> bool:
        if not self.pdfium.fill_color(obj, *self.n):
            return False
        return self.ints[3] == 0 or min(self.ints[:3]) >= 253

    def _outline(self, obj: int, count: int, outer: Matrix) -> None:
        """Add the horizontal and vertical stretches of a path's outline, and the frame if it is a rectangle."""
        pdfium, raw = self.pdfium, self.raw
        matrix = _times(self._matrix(obj), outer)
        shape = _Shape()
        for i in range(count):
            segment = pdfium.segment(obj, i) or 0
            kind = pdfium.segment_type(segment)
            pdfium.segment_point(segment, self.f[0], self.f[1])
            x, y = _apply(matrix, self.floats[0], self.floats[1])
            left, top, _, _ = self.seen.box(x, y, x, y)
            if kind == raw.FPDF_SEGMENT_MOVETO:
                shape.move((left, top))
            else:
                shape.draw((left, top), straight=kind == raw.FPDF_SEGMENT_LINETO)
            if pdfium.segment_close(segment):
                shape.close()
        self.out.edges.extend(shape.edges)
        if shape.straight and len(shape.edges) >= 4:
            xs, ys = [p[0] for p in shape.points], [p[1] for p in shape.points]
            self.out.frames.append(Box(min(xs), min(ys), max(xs), max(ys)))


class _Shape:
    """The outline of a path: its level and upright stretches, and whether it has any others."""

    def __init__(self) -> None:
        self.edges: list[Edge] = []
        self.points: list[Point] = []
        self.straight = True
        self._first: Point | None = None

    def move(self, point: Point) -> None:
        """Begin a new stretch at a point."""
        self._first = point
        self.points.append(point)

    def draw(self, point: Point, *, straight: bool) -> None:
        """Draw to a point."""
        if straight and self.points:
            self._stretch(self.points[-1], point)
        else:
            self.straight = False
        self.points.append(point)

    def close(self) -> None:
        """Draw back to where the stretch began."""
        if self._first is not None and self._first != self.points[-1]:
            self._stretch(self.points[-1], self._first)

    def _stretch(self, p: Point, q: Point) -> None:
        (x0, y0), (x1, y1) = p, q
        if abs(y0 - y1) <= 0.6:
            if abs(x0 - x1) > THIN:
                self.edges.append(Edge(False, (y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        elif abs(x0 - x1) <= 0.6:
            if abs(y0 - y1) > THIN:
                self.edges.append(Edge(True, (x0 + x1) / 2, min(y0, y1), max(y0, y1)))
        else:
            self.straight = False


def _apply(m: Matrix, x: float, y: float) -> Point:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def _thin(box: Box, width: float, height: float, out: Drawings) -> None:
    if width >= height:
        out.edges.append(Edge(False, (box.top + box.bottom) / 2, box.x0, box.x1))
    else:
        out.edges.append(Edge(True, (box.x0 + box.x1) / 2, box.top, box.bottom))
