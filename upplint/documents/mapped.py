"""Text that remembers where it came from, built piece by piece.

Readers collect `Piece`s in reading order; `map_pieces` folds white space, drops invisible characters and composes
to NFC while it keeps the origin of every character. Used by the formats that hold text as marked-up runs
(DOCX, ODT, HTML, XLSX).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from upplint.documents.model import Origin, Segment

#: Characters without a width or meaning of their own: soft hyphen, zero-width spaces and joiners, direction marks.
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_IRREGULAR = re.compile(rf"[ ]{{2}}|[^\S ]|[{_INVISIBLE}\u2011]")
_HYPHENS = {"\u2011": "-"}  # a non-breaking hyphen is a hyphen to a reader


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of raw text with one origin.

    Attributes:
        text: as stored, before folding. `"\\n"` alone is a manual line break.
        origin: place of the first character; with `generated` all characters share it.
        tags: what holds for the whole piece (`"bold"`, `"highlight"`, `("comment", "3")` ...).
    """

    text: str
    origin: Origin
    tags: frozenset[Hashable] = frozenset()


@dataclass(frozen=True, slots=True)
class Mapped:
    """Folded text with its origins.

    Attributes:
        text: NFC, single spaces, no white space at the ends.
        segments: as in `Block.segments`.
        ranges: per tag the stretches `(start, end)` of `text` it covers, in order, merged where they touch.
    """

    text: str = ""
    segments: tuple[Segment, ...] = ()
    ranges: dict[Hashable, tuple[tuple[int, int], ...]] = field(default_factory=dict)

    def covers(self, tag: Hashable) -> bool:
        """Whether the tag holds for every character that is not white space."""
        if not self.text:
            return False
        inside = self.ranges.get(tag, ())
        position = 0
        for start, end in inside:
            if self.text[position:start].strip():
                return False
            position = end
        return not self.text[position:].strip()

    def cut(self, start: int, end: int | None = None) -> Mapped:
        """The stretch `start..end`, trimmed of white space at its ends."""
        end = len(self.text) if end is None else end
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        if start == 0 and end == len(self.text):
            return self
        if start >= end:
            return Mapped()
        segments = tuple(
            Segment(
                max(s.start, start) - start,
                min(s.end, end) - start,
                s.origin
                if s.start >= start or s.origin.generated
                else replace(s.origin, offset=s.origin.offset + start - s.start),
            )
            for s in self.segments
            if s.start < end and s.end > start
        )
        ranges = {
            tag: kept
            for tag, stretches in self.ranges.items()
            if (
                kept := tuple(
                    (max(a, start) - start, min(b, end) - start) for a, b in stretches if a < end and b > start
                )
            )
        }
        return Mapped(self.text[start:end], segments, ranges)


def join(parts: Sequence[Mapped], separator: str = " ") -> Mapped:
    """Put texts one after another; the separators belong to no segment. Empty parts are left out."""
    parts = [p for p in parts if p.text]
    if len(parts) == 1:
        return parts[0]
    texts: list[str] = []
    segments: list[Segment] = []
    ranges: dict[Hashable, list[tuple[int, int]]] = {}
    offset = 0
    for part in parts:
        segments += (Segment(s.start + offset, s.end + offset, s.origin) for s in part.segments)
        for tag, stretches in part.ranges.items():
            ranges.setdefault(tag, []).extend((a + offset, b + offset) for a, b in stretches)
        texts.append(part.text)
        offset += len(part.text) + len(separator)
    return Mapped(separator.join(texts), tuple(segments), {t: tuple(r) for t, r in ranges.items()})


def map_pieces(pieces: Iterable[Piece]) -> Mapped:
    """Fold the pieces into one text. White space of any kind, line breaks too, becomes a single space."""
    out = _Folder()
    for piece in pieces:
        out.add(piece)
    return out.finish()


def map_lines(pieces: Iterable[Piece]) -> list[Mapped]:
    """Like `map_pieces`, but one text for each line between manual line breaks; empty lines are kept."""
    lines: list[list[Piece]] = [[]]
    for piece in pieces:
        if piece.text == "\n":
            lines.append([])
        else:
            lines[-1].append(piece)
    return [map_pieces(line) for line in lines]


class _Folder:
    """Collects characters; kept private so that `Mapped` can stay immutable."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.last = " "  # as if after a space: leading white space is dropped
        self.segments: list[Segment] = []
        self.ranges: dict[Hashable, list[tuple[int, int]]] = {}

    def add(self, piece: Piece) -> None:
        text = piece.text
        if not text:
            return
        start = self.length
        joins = unicodedata.combining(text[0]) and self.length
        if joins or _IRREGULAR.search(text) or not unicodedata.is_normalized("NFC", text):
            self._slowly(piece)
        else:
            skip = 1 if self.last == " " and text[0] == " " else 0
            self._put(text[skip:], skip, piece.origin)
        if self.length > start:
            for tag in piece.tags:
                stretches = self.ranges.setdefault(tag, [])
                if stretches and stretches[-1][1] == start:
                    stretches[-1] = (stretches[-1][0], self.length)
                else:
                    stretches.append((start, self.length))

    def _put(self, text: str, offset: int, origin: Origin) -> None:
        """Append text that needs no more folding and starts at `offset` of the piece."""
        if not text:
            return
        start, end = self.length, self.length + len(text)
        offset = origin.offset if origin.generated else origin.offset + offset
        previous = self.segments[-1] if self.segments else None
        if (
            previous is not None
            and previous.end == start
            and not origin.generated
            and previous.origin == replace(origin, offset=previous.origin.offset)
            and previous.origin.offset + previous.end - previous.start == offset
        ):
            self.segments[-1] = Segment(previous.start, end, previous.origin)
        else:
            self.segments.append(
                Segment(start, end, origin if origin.offset == offset else replace(origin, offset=offset))
            )
        self.parts.append(text)
        self.length = end
        self.last = text[-1]

    def _slowly(self, piece: Piece) -> None:
        text = piece.text
        i = 0
        while i < len(text):
            char = text[i]
            if char in _INVISIBLE:
                i += 1
            elif char.isspace():
                if self.last != " ":
                    self._put(" ", i, piece.origin)
                i += 1
            else:
                end = i + 1
                while end < len(text) and unicodedata.combining(text[end]):
                    end += 1
                if unicodedata.combining(char) and self.length and self.last != " ":
                    self._compose(text[i:end], i, piece.origin)
                else:
                    composed = unicodedata.normalize("NFC", _HYPHENS.get(char, char) + text[i + 1 : end])
                    if len(composed) > end - i:  # a few signs have no composed form: several for one
                        self._put(composed, 0, replace(piece.origin, offset=piece.origin.offset + i, generated=True))
                    else:
                        self._put(composed[0], i, piece.origin)
                        self._put(composed[1:], end - len(composed) + 1, piece.origin)
                i = end

    def _compose(self, marks: str, offset: int, origin: Origin) -> None:
        """Combining marks that start a piece belong to the letter before them."""
        composed = unicodedata.normalize("NFC", self.last + marks)
        head = self.parts[-1][:-1] + composed[0]
        self.parts[-1] = head
        self.last = composed[0]
        if len(composed) > 1:
            self._put(composed[1:], offset, origin)

    def finish(self) -> Mapped:
        text = "".join(self.parts)
        whole = Mapped(text, tuple(self.segments), {t: tuple(r) for t, r in self.ranges.items()})
        return whole.cut(0)
