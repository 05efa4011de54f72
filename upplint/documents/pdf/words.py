"""The words of a PDF page with their boxes, from PDFium's character list."""

from __future__ import annotations

import ctypes
import re
import unicodedata
from dataclasses import dataclass
from typing import Any, NamedTuple

from upplint.documents.model import Box
from upplint.documents.pdf.native import Native, address, native

_WORD = re.compile("[^\\s\x00-\x01\x03-\x1f\ufffe\x02]+[\ufffe\x02]?|[\ufffe\x02]")
#: A word with a footnote sign behind it: at least three letters, so that "m2" stays.
_SIGN = re.compile(r"(?P<stem>[^\W\d]{3,}[.,;:)\"”]?)(?P<sign>\d{1,2})(?=[.,;:)\"”]?$)")
#: The turn of text that stands neither upright nor sideways: a watermark across the page.
_ASLANT = 4
#: A watermark has no more words than this.
_WATERMARK = 20
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


def sheet_corner(page: Any, seen: View) -> tuple[float, float]:
    """Where the upper left corner of the page as shown (crop box) lies on its sheet (media box), both as shown."""
    left, bottom, right, top = page.get_mediabox()
    sheet = View(left, bottom, right, top, seen.turns)
    x, y, _, _ = sheet.box(seen.left, seen.bottom, seen.right, seen.top)
    return x, y


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


class _Style(NamedTuple):
    """Font size in points, bold, direction of writing in quarter turns (`_ASLANT` for none of the four), marked-content
    id, depth of the descenders."""

    size: float
    bold: bool
    turns: int
    mcid: int
    descent: float


def _break(pdfium: Native, handle: int, start: int, end: int) -> int:
    """Where a word runs on in another line: index of the first character there, `end` if it does not."""
    x, y = ctypes.c_double(), ctypes.c_double()
    px, py = ctypes.addressof(x), ctypes.addressof(y)
    pdfium.origin(handle, start, px, py)
    last = (x.value, y.value)
    for i in range(start + 1, end):
        pdfium.origin(handle, i, px, py)
        if abs(y.value - last[1]) > 4 or x.value < last[0] - 4:
            return i
        last = (x.value, y.value)
    return end


def _by_direction(
    upright: list[Word], others: dict[int, list[Word]], turns: int
) -> tuple[list[Word], list[Word], list[Word], int]:
    """What `WordReader.read` returns, from the upright words and the others by their turn."""
    aslant = others.pop(_ASLANT, [])
    turned = [word for words in others.values() for word in words]
    if len(aslant) > max(_WATERMARK, len(upright) + len(turned)):  # the page itself was scanned aslant
        upright, aslant = upright + aslant, []
    commonest = max(others, key=lambda t: sum(len(w.text) for w in others[t]), default=turns)
    return upright, turned, aslant, commonest


class WordReader:
    """Reads words page by page and remembers fonts, which the pages of a file share."""

    def __init__(self) -> None:
        from pypdfium2 import raw

        self._fonts: dict[int, bool] = {}
        self._size, self._x, self._y = ctypes.c_float(), ctypes.c_double(), ctypes.c_double()
        self._matrix = raw.FS_MATRIX()
        self._places = tuple(map(ctypes.addressof, (self._size, self._x, self._y, self._matrix)))

    def read(self, textpage: Any, seen: View, text: str) -> tuple[list[Word], list[Word], list[Word], int]:
        """The upright words, the turned ones (vertical stamps), those aslant (watermarks), and the commonest turn of
        the turned ones, the page's own where there are none.

        Args:
            textpage: a `pypdfium2.PdfTextPage`.
            seen: the page's view.
            text: the page's characters, from `characters`.
        """
        from pypdfium2 import raw

        pdfium, handle = native(), address(textpage.raw)
        loose, text_object = pdfium.loose_box, pdfium.text_object
        rect = raw.FS_RECTF()
        place = ctypes.addressof(rect)
        styles: dict[int, _Style] = {}
        upright: list[Word] = []
        others: dict[int, list[Word]] = {}
        view_box, turns = seen.box, seen.turns
        pending = [match.span() for match in _WORD.finditer(text)]
        pending.reverse()
        while pending:
            start, end = pending.pop()
            if not loose(handle, start, place):
                continue
            x0, x1, y0, y1 = rect.left, rect.right, rect.bottom, rect.top
            key = text_object(handle, start) or 0
            style = styles.get(key)
            if style is None:
                style = styles[key] = self._style(raw, handle, start, key, y0)
            if end - start > 1 and loose(handle, end - 1, place):
                bottom = rect.bottom
                if (abs(bottom - y0) > 4 or rect.left < x0 - 1) and style.turns == 0:
                    cut = _break(pdfium, handle, start, end)
                    if cut < end:  # the word runs on in another line without a character in between
                        pending.append((cut, end))
                        end = cut
                        loose(handle, end - 1, place)
                        bottom = rect.bottom
                x0, x1 = min(x0, rect.left), max(x1, rect.right)
                y0, y1 = min(y0, bottom), max(y1, rect.top)
            if not (x0 < 1e6 and x1 > -1e6):
                continue
            if turns == 0:
                left, top, right, low = x0 - seen.left, seen.top - y1, x1 - seen.left, seen.top - y0
            else:
                left, top, right, low = view_box(x0, y0, x1, y1)
            line = low - style.descent
            shown, rest = self._without_sign(raw, handle, start, text[start:end], style)
            pending.extend(rest)
            word = Word(shown, start, left, right, top, low, line, style.size, style.bold, style.mcid)
            if style.turns == turns:
                upright.append(word)
            else:
                others.setdefault(style.turns, []).append(word)
        return _by_direction(upright, others, turns)

    def _without_sign(
        self, raw: Any, handle: int, start: int, shown: str, style: _Style
    ) -> tuple[str, list[tuple[int, int]]]:
        """The word without a raised footnote sign, which is set in clearly smaller type, and what stands behind it."""
        sign = _SIGN.match(shown)
        if not sign:
            return shown, []
        index = start + sign.start("sign")
        key = native().text_object(handle, index) or 0
        if not 0 < self._style(raw, handle, index, key, 0.0).size < 0.8 * style.size:
            return shown, []
        rest = start + sign.end("sign")
        return sign.group("stem"), [(rest, start + len(shown))] if rest < start + len(shown) else []

    def _style(self, raw: Any, handle: int, index: int, obj: int, low: float) -> _Style:
        """What the characters of a text object share; `low`: lower edge of the character's box, PDF coordinates."""
        if not obj:
            return _Style(float(raw.FPDFText_GetFontSize(handle, index)), False, 0, -1, 0.0)
        pdfium = native()
        size, x, y, matrix = self._places
        pdfium.font_size(obj, size)
        turns = 0
        points = self._size.value
        if pdfium.matrix(handle, index, matrix):
            a, b, c, d = self._matrix.a, self._matrix.b, self._matrix.c, self._matrix.d
            points *= (c * c + d * d) ** 0.5 or 1.0
            if min(abs(a), abs(b)) > 0.15 * max(abs(a), abs(b)):  # more than 8 degrees: no crooked scan
                turns = _ASLANT
            elif abs(b) > abs(a):
                turns = 1 if b > 0 else 3
            elif a < 0:
                turns = 2
        descent = 0.2 * points
        if turns == 0 and pdfium.origin(handle, index, x, y):
            descent = self._y.value - low
        key = pdfium.font(obj) or 0
        bold = self._fonts.get(key)
        if bold is None:
            font = raw.FPDFTextObj_GetFont(ctypes.cast(obj, raw.FPDF_PAGEOBJECT)) if key else None
            bold = self._fonts[key] = self._is_bold(raw, font)
        if not bold and pdfium.render_mode(obj) == 2:  # filled and stroked: faked bold
            bold = True
        return _Style(round(points, 1), bold, turns, pdfium.mcid(obj), descent)

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
