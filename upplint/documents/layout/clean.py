"""Normalise text to NFC with every character's place kept, and join lines at hyphens as Swedish wants it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator
from dataclasses import dataclass

#: Line-end hyphens that PDFium recognises come as U+FFFE or U+0002.
HYPHENS = "-\u2010\u2011\ufffe\x02"
SOFT_HYPHEN = "\u00ad"
_DROPPED = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f")
_SPECIAL = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\ufb00-\ufb06\u0300-\u036f\u2010\u2011\ufffe\x02\u212b\u2126]")
_PLAIN = str.maketrans({"\u2010": "-", "\u2011": "-", "\ufffe": "-", "\x02": "-"})
_LIGATURES = {chr(c): unicodedata.normalize("NFKC", chr(c)) for c in range(0xFB00, 0xFB07)}
_PARTS = str.maketrans(_LIGATURES | dict.fromkeys(_DROPPED, ""))
_CONJUNCTION = re.compile(r"(?:och|eller|samt|respektive|resp\.?|men|till|and|or|und|&)(?:\s|$|/)")
_LAST_WORD = re.compile(r"[^\s(\[\"”’'/]+$")
_FIRST_WORD = re.compile(r"[\w]+")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S*$", re.IGNORECASE)
#: First parts of compounds that are written with a hyphen though both parts are in lower case.
_HYPHENATED_HEADS = frozenset(
    [
        "icke",
        "ska",
        "skall",
        "bör",
        "kan",
        "ex",
        "anti",
        "pro",
        "pre",
        "post",
        "semi",
        "själv",
        "e",
        "i",
        "x",
        "y",
        "u",
        "t",
        "a",
        "b",
        "c",
        "d",
        "f",
        "vd",
        "vvs",
        "cv",
        "utan",
        "halv",
        "in",
        "ut",
    ]
)


@dataclass(frozen=True, slots=True)
class Piece:
    """Cleaned text and the place of its first character in the raw text; `generated`: not stored as such."""

    text: str
    offset: int
    generated: bool = False


def clean(raw: str) -> list[Piece]:
    """Split `raw` into pieces that are NFC, without soft hyphens and ligatures, each with its offset in `raw`.

    A composed letter that the file stores as letter and accent, and the letters of a ligature, are `generated`:
    they have a place, but no single character of their own.
    """
    if not _SPECIAL.search(raw):
        return [Piece(raw, 0)] if raw else []
    out: list[Piece] = []
    plain_from = 0
    i, n = 0, len(raw)

    def flush(end: int) -> None:
        if end > plain_from:
            out.append(Piece(raw[plain_from:end].translate(_PLAIN), plain_from))

    while i < n:
        c = raw[i]
        j = i + 1
        while c not in _DROPPED and _accented(raw, j):
            j += 1
        if j > i + 1 or c in "\u212b\u2126":
            flush(i)
            out.append(Piece(unicodedata.normalize("NFC", raw[i:j].translate(_PARTS)), i, generated=True))
            plain_from = j
        elif c in _DROPPED:
            flush(i)
            plain_from = j
        elif c in _LIGATURES:
            flush(i)
            out.append(Piece(_LIGATURES[c], i, generated=True))
            plain_from = j
        i = j
    flush(n)
    return out


def _accented(raw: str, j: int) -> bool:
    """True if an accent follows at `j`, characters without width aside."""
    while j < len(raw) and raw[j] in _DROPPED:
        j += 1
    return j < len(raw) and unicodedata.combining(raw[j]) > 0


def same(stored: str, shown: str) -> bool:
    """True if the character `shown` in a block is the character `stored` in the file, hyphens and spaces folded."""
    return stored.translate(_PLAIN) == shown or (stored.isspace() and shown == " ")


def ends_in_hyphen(text: str) -> bool:
    """True if a line ends in a hyphen that may have split a word."""
    return len(text) > 1 and text[-1] in HYPHENS and (text[-2].isalnum() or text[-2] in ")./")


def joint(left: str, right: str, words: Container[str] = (), hyphenated: bool = False) -> tuple[int, str]:
    """How the line `right` follows the line `left`.

    Args:
        left: the line above, cleaned.
        right: the line below, cleaned.
        words: words of the whole document in lower case, also hyphenated ones.
        hyphenated: the document breaks words at line ends as a rule.

    Returns:
        Number of characters to drop at the end of `left`, and what to put between: "" or " ".
    """
    address = _ADDRESS.search(left)
    if address and left[-1] in "-/_=?&" and right[:1].islower():
        return 0, ""
    if not ends_in_hyphen(left) or not right:
        return 0, " "
    if _CONJUNCTION.match(right):
        return 0, " "
    if not right[0].islower():
        return 0, "" if right[0].isalnum() else " "
    head_match = _LAST_WORD.search(left[:-1])
    tail_match = _FIRST_WORD.match(right)
    if not head_match or not tail_match:
        return 0, ""
    head, tail = head_match.group().strip(".,;:"), tail_match.group()
    if len(head) < 2 or not head[-1].islower() or any(c.isdigit() or c.isupper() for c in head[1:]):
        return 0, ""
    last = head.rsplit("-", 1)[-1].lower()
    if last in _HYPHENATED_HEADS:
        return 0, ""
    whole, hyphen = (last + tail).lower(), f"{last}-{tail}".lower()
    if whole in words:
        return 1, ""
    if hyphen in words:
        return 0, ""
    if hyphenated:
        return 1, ""
    return (0, "") if last in words and tail.lower() in words else (1, "")


def vocabulary(lines: Iterator[str]) -> tuple[set[str], bool]:
    """The words of a document in lower case, and whether it breaks words at line ends as a rule."""
    words: set[str] = set()
    broken = total = 0
    for line in lines:
        total += 1
        tokens = re.findall(r"\w+(?:-\w+)*", line.lower())
        if ends_in_hyphen(line):
            tokens = tokens[:-1]
            broken += line[-2].islower()
        words.update(tokens[1:])
    return words, total > 20 and broken / total > 0.03
