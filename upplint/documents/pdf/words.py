"""The words of a PDF page with their boxes, from PDFium's character list."""

from __future__ import annotations

import ctypes
import re
import unicodedata
from dataclasses import dataclass
from typing import Any, NamedTuple

from upplint.documents.model import Box

_WORD = re.compile("[^\\s\x00-\x01\x03-\x1f\ufffe\x02]+[\ufffe\x02]?|[\ufffe\x02]")
_BOLD = re.compile(r"bold|black|heavy|semibd|demi(?!r)|-bd\b|,bd", re.IGNORECASE)


class Word(NamedTuple):
    """A word on a page.

    `start` is its first character's index in the page's character list; `text` as stored; edges in points from the
    upper left corner of the page as shown; `base` the base line; `mcid` the marked-content id, -1 where untagged.
    """

    text: str
    start: int
    x0: float
    x1: float
    top: float
    bottom: float
    base: float
    size: float
    bold: bool
    mcid: int


@dataclass(frozen=True, slots=True)
class View:
    """How PDF coordinates map to the page as shown: crop box and rotation (quarter turns clockwise)."""

    left: float
    bottom: float
    right: float
    top: float
    turns: int

    def box(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """Rectangle in PDF coordinates -> (x0, top, x1, bottom) on the page as shown."""
        if self.turns == 0:
            return x0 - self.left, self.top - y1, x1 - self.left, self.top - y0
        if self.turns == 1:
            return y0 - self.bottom, x0 - self.left, y1 - self.bottom, x1 - self.left
        if self.turns == 2:
            return self.right - x1, y0 - self.bottom, self.right - x0, y1 - self.bottom
        return self.top - y1, self.right - x1, self.top - y0, self.right - x0

    def back(self, box: Box) -> tuple[float, float, float, float]:
        """Rectangle on the page as shown -> (x0, y0, x1, y1) in PDF coordinates: the inverse of `box`."""
        if self.turns == 0:
            return box.x0 + self.left, self.top - box.bottom, box.x1 + self.left, self.top - box.top
        if self.turns == 1:
            return box.top + self.left, box.x0 + self.bottom, box.bottom + self.left, box.x1 + self.bottom
        if self.turns == 2:
            return self.right - box.x1, box.top + self.bottom, self.right - box.x0, box.bottom + self.bottom
        return self.right - box.bottom, self.top - box.x1, self.right - box.top, self.top - box.x0

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the page as shown, points."""
        w, h = self.right - self.left, self.top - self.bottom
        return (h, w) if self.turns % 2 else (w, h)


def view(page: Any) -> View:
    """The view of a `pypdfium2.PdfPage`."""
    left, bottom, right, top = page.get_cropbox()
    return View(left, bottom, right, top, (page.get_rotation() // 90) % 4)


def characters(textpage: Any) -> str:
    """The page's character list as a string: index i is PDFium's character i (0 becomes a space)."""
    from pypdfium2 import raw

    handle = textpage.raw
    count = raw.FPDFText_CountChars(handle)
    if count <= 0:
        return ""
    buffer = ctypes.create_string_buffer((count + 1) * 2)
    written = raw.FPDFText_GetText(handle, 0, count, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)))
    if written == count + 1:
        try:
            text = buffer.raw[: count * 2].decode("utf-16-le")
        except UnicodeDecodeError:
            text = ""
        if len(text) == count:
            return text
    get = raw.FPDFText_GetUnicode
    return "".join(_char(get(handle, i)) for i in range(count))


def _char(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " "


class WordReader:
    """Reads words page by page and remembers fonts, which the pages of a file share."""

    def __init__(self) -> None:
        self._fonts: dict[int, bool] = {}

    def read(self, textpage: Any, seen: View, text: str) -> tuple[list[Word], list[Word], int]:
        """The upright words and the turned ones (vertical stamps) of a page, and the commonest turn of the latter.

        Args:
            textpage: a `pypdfium2.PdfTextPage`.
            seen: the page's view.
            text: the page's characters, from `characters`.
        """
        from pypdfium2 import raw

        handle = textpage.raw
        loose, origin, text_object = (
            raw.FPDFText_GetLooseCharBox,
            raw.FPDFText_GetCharOrigin,
            raw.FPDFText_GetTextObject,
        )
        rect, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        rect_ref, x_ref, y_ref = ctypes.byref(rect), ctypes.byref(x), ctypes.byref(y)
        styles: dict[int, tuple[float, bool, int, int]] = {}
        upright: list[Word] = []
        turned: list[Word] = []
        directions: dict[int, int] = {}
        for match in _WORD.finditer(text):
            a, b = match.span()
            for start, end in self._unbroken(handle, a, b):
                if not loose(handle, start, rect_ref):
                    continue
                x0, x1, y0, y1 = rect.left, rect.right, rect.bottom, rect.top
                if end - start > 1 and loose(handle, end - 1, rect_ref):
                    x0, x1 = min(x0, rect.left), max(x1, rect.right)
                    y0, y1 = min(y0, rect.bottom), max(y1, rect.top)
                if not (x0 < 1e6 and x1 > -1e6):
                    continue
                base = y0
                if origin(handle, start, x_ref, y_ref):
                    base = y.value
                    here = x.value
                else:
                    here = x0
                obj = text_object(handle, start)
                key = ctypes.cast(obj, ctypes.c_void_p).value or 0 if obj else 0
                style = styles.get(key)
                if style is None:
                    style = styles[key] = self._style(raw, handle, start, obj)
                size, bold, turns, mcid = style
                left, top, right, bottom = seen.box(x0, y0, x1, y1)
                _, line, _, _ = seen.box(here, base, here, base)
                word = Word(text[start:end], start, left, right, top, bottom, line, size, bold, mcid)
                if turns == seen.turns:
                    upright.append(word)
                else:
                    turned.append(word)
                    directions[turns] = directions.get(turns, 0) + end - start
        return upright, turned, max(directions, key=lambda t: directions[t], default=0)

    def _unbroken(self, handle: Any, a: int, b: int) -> list[tuple[int, int]]:
        """Split a word that runs over a line end without a character in between."""
        if b - a < 2:
            return [(a, b)]
        from pypdfium2 import raw

        origin = raw.FPDFText_GetCharOrigin
        x, y = ctypes.c_double(), ctypes.c_double()
        x_ref, y_ref = ctypes.byref(x), ctypes.byref(y)
        origin(handle, a, x_ref, y_ref)
        x0, y0 = x.value, y.value
        origin(handle, b - 1, x_ref, y_ref)
        dx, dy = x.value - x0, y.value - y0
        if abs(dy) < 4 and dx > -1:
            return [(a, b)]
        if abs(dx) < 4 and b - a > 1 and abs(dy) > 0:  # a turned word
            rot = abs(raw.FPDFText_GetCharAngle(handle, a)) % 3.14159
            if rot > 0.5:
                return [(a, b)]
        out, start, last = [], a, (x0, y0)
        for i in range(a + 1, b):
            origin(handle, i, x_ref, y_ref)
            if abs(y.value - last[1]) > 4 or x.value < last[0] - 4:
                out.append((start, i))
                start = i
            last = (x.value, y.value)
        out.append((start, b))
        return out

    def _style(self, raw: Any, handle: Any, index: int, obj: Any) -> tuple[float, bool, int, int]:
        """Font size in points, bold, direction of writing in quarter turns, marked-content id."""
        if not obj:
            return raw.FPDFText_GetFontSize(handle, index), False, 0, -1
        size = ctypes.c_float()
        raw.FPDFTextObj_GetFontSize(obj, ctypes.byref(size))
        matrix = raw.FS_MATRIX()
        turns = 0
        points = float(size.value)
        if raw.FPDFText_GetMatrix(handle, index, ctypes.byref(matrix)):
            a, b, c, d = matrix.a, matrix.b, matrix.c, matrix.d
            scale = (c * c + d * d) ** 0.5
            points *= scale or 1.0
            if abs(b) > abs(a):
                turns = 1 if b > 0 else 3
            elif a < 0:
                turns = 2
        font = raw.FPDFTextObj_GetFont(obj)
        key = ctypes.cast(font, ctypes.c_void_p).value or 0 if font else 0
        bold = self._fonts.get(key)
        if bold is None:
            bold = self._fonts[key] = self._is_bold(raw, font)
        if not bold and raw.FPDFTextObj_GetTextRenderMode(obj) == 2:  # filled and stroked: faked bold
            bold = True
        return round(points, 1), bold, turns, raw.FPDFPageObj_GetMarkedContentID(obj)

    @staticmethod
    def _is_bold(raw: Any, font: Any) -> bool:
        if not font:
            return False
        buffer = ctypes.create_string_buffer(256)
        raw.FPDFFont_GetBaseFontName(font, buffer, 256)
        if _BOLD.search(buffer.value.decode("utf-8", "replace")):
            return True
        return bool(raw.FPDFFont_GetWeight(font) >= 600)


def is_nfc(text: str) -> bool:
    """True if the text is composed already."""
    return text.isascii() or unicodedata.is_normalized("NFC", text)
