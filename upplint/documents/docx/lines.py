"""What a paragraph is: heading, list item, numbered clause or plain text, with its number.

Word files say it with styles and numbering; many are typed by hand ("2.1   Tjänster" in bold). Both are understood.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from upplint.documents.mapped import Mapped, join
from upplint.documents.model import BlockKind

_WORDS_OF_HEADING = 12
_VERBS = re.compile(
    r"\b(?:ska|skall|måste|bör|får|krävs|kan|är|har|kommer|gäller|avser|innebär|anges|ange|obs|gör|utgör|lämnas)\b",
    re.IGNORECASE,
)
_TYPED_HEADING = re.compile(r"^((?:§\s*)?\d{1,3}(?:\.\d{1,3}){0,6}\.?)\s*(?=[A-ZÅÄÖÉ\[(\"”»])")
_TYPED_NUMBER = re.compile(r"^([1-9]\d?(?:\.[1-9]\d?){1,5}\.?)\s+(?=[A-ZÅÄÖÉ\[(\"”»])")
_TYPED_ITEM = re.compile(
    r"^((?:\d{1,2}|[a-zåäö]|[ivx]{2,4})\)|\((?:\d{1,2}|[a-zåäö]|[ivx]{1,4})\)|(?:[1-9]\d?|[a-zåäö])\.|[•·▪●■◦‣⁃*]|[-–—](?=\s))\s+(?=\S)"
)
_ABBREVIATION = re.compile(r"^[a-zåäö]\.\s?[a-zåäö]\.", re.IGNORECASE)  # "t. ex." is no list mark
_ENDS = re.compile(r"(?<!\bm\.m)(?<!\betc)(?<!\bdyl)(?<!\bmfl)(?<!\bm\.fl)[.;:!?…]['\"”»)\]]*$")
_TERMINAL = re.compile(r"[.:;!?]['\"”»)\]]*$")
_LONG_LINE = 60  # characters; a line this long was probably broken by its width, as in text pasted from a PDF


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph (or a line of it) before it becomes a block. `indent` is in twips, None where not known."""

    kind: BlockKind
    mapped: Mapped
    number: str = ""
    level: int = 0
    style: str = ""
    bold: bool = False
    styled: bool = False  # the file itself says that this is a heading
    faked: bool = False  # it only looks like one
    list_id: str = ""
    indent: int | None = None


def tagged_bold(mapped: Mapped) -> bool:
    """Whether all words are bold."""
    return mapped.covers("bold")


def looks_like_heading(text: str) -> bool:
    """Short, without an end mark and without a verb that makes it a statement."""
    return (
        len(text.split()) <= _WORDS_OF_HEADING
        and len(text) <= 120
        and not _ENDS.search(text)
        and not text.endswith(",")
        and not _VERBS.search(text)
        and any(c.isalpha() for c in text)
        and not text[0].islower()
    )


def is_clause(text: str) -> bool:
    """Whether text in a heading style is a numbered clause of a contract rather than a heading."""
    words = len(text.split())
    return (words > _WORDS_OF_HEADING and bool(_ENDS.search(text))) or words > 40


def split_typed_heading(mapped: Mapped) -> tuple[str, Mapped]:
    """The number typed before a heading, without a final full stop, and the rest."""
    match = _TYPED_HEADING.match(mapped.text)
    if not match:
        return "", mapped
    return match[1].rstrip("."), mapped.cut(match.end())


def split_typed_number(mapped: Mapped) -> tuple[str, Mapped]:
    """A number of several levels typed before a paragraph ("2.1 Leverantören ska ...")."""
    match = _TYPED_NUMBER.match(mapped.text)
    if not match:
        return "", mapped
    return match[1].rstrip("."), mapped.cut(match.end())


def split_typed_item(mapped: Mapped) -> tuple[str, Mapped]:
    """A list mark typed before a paragraph ("a) ", "- ", "1. ")."""
    match = _TYPED_ITEM.match(mapped.text)
    if not match or _ABBREVIATION.match(mapped.text):
        return "", mapped
    return match[1], mapped.cut(match.end())


def sensible_lines(lines: list[Mapped]) -> list[Mapped]:
    """Join the lines between manual breaks again where a sentence runs on, and keep those that stand for themselves."""
    out: list[Mapped] = []
    closed = False  # an empty line came between
    for line in lines:
        if not line.text:
            closed = True
            continue
        if out and not closed and not _stands_alone(out[-1].text, line):
            out[-1] = join([out[-1], line])
        else:
            out.append(line)
        closed = False
    return out


def _stands_alone(previous: str, line: Mapped) -> bool:
    if split_typed_item(line)[0] or split_typed_number(line)[0] or _TERMINAL.search(previous):
        return True
    last_line = previous[-_LONG_LINE:]
    return (
        not line.text[0].islower() and len(last_line) < _LONG_LINE and not previous.endswith((",", "-", "–", "/", "("))
    )


class Levels:
    """List depth from 1, by the level in the list where the list is the same, by indent where it is not."""

    _TOLERANCE = 60  # twips, 1 mm

    def __init__(self) -> None:
        self._open: list[tuple[str, int, int]] = []  # (list, level in it, indent)

    def reset(self) -> None:
        self._open = []

    def of(self, list_id: str, ilvl: int, indent: int | None) -> int:
        """The depth of the next item of the running list."""
        place = indent if indent is not None else ilvl * 360
        while self._open:
            other, level, left = self._open[-1]
            if other == list_id:
                if level == ilvl:
                    return len(self._open)
                deeper = ilvl > level
            else:
                same = next((i for i, o in enumerate(self._open) if o[0] == list_id and o[1] == ilvl), None)
                if same is not None:
                    del self._open[same + 1 :]
                    return len(self._open)
                if abs(place - left) <= self._TOLERANCE:
                    self._open[-1] = (list_id, ilvl, place)
                    return len(self._open)
                deeper = place > left
            if deeper:
                break
            self._open.pop()
        self._open.append((list_id, ilvl, place))
        return len(self._open)
