"""What people type by hand: list marks, section numbers, headings in bold, lines broken with Shift+Enter.

Shared by the formats that know paragraphs (DOCX, ODT, HTML, RTF).
"""

from __future__ import annotations

import re

from upplint.documents.answers import find_choice
from upplint.documents.mapped import Mapped, join
from upplint.documents.model import Block, BlockKind

_WORDS_OF_HEADING = 12
_VERBS = re.compile(
    r"\b(?:ska|skall|måste|bör|får|krävs|kan|är|har|kommer|gäller|avser|innebär|anges|ange|obs|gör|utgör|lämnas)\b",
    re.IGNORECASE,
)
_TYPED_HEADING = re.compile(r"^((?:§\s*)?\d{1,3}(?:\.\d{1,3}){0,6}(?:\s?§)?\.?)\s*(?=[A-ZÅÄÖÉ\[(\"”»])")
_TYPED_NUMBER = re.compile(r"^([1-9]\d?(?:\.[1-9]\d?){1,5}\.?)\s+(?=[A-ZÅÄÖÉ\[(\"”»])")
_CLOCK = re.compile(r"^(?:1?\d|2[0-3])\.(?:15|30|45)$")  # "10.30 Visning" is no section
_TYPED_ITEM = re.compile(
    r"^((?:\d{1,2}|[a-zåäö]|[ivx]{2,4})\)|\((?:\d{1,2}|[a-zåäö]|[ivx]{1,4})\)|(?:[1-9]\d?|[a-zåäö])\.|[•·▪●■◦‣⁃*＊☐☒☑□]|[-–—](?=\s))\s+(?=\S)"
)
_ABBREVIATION = re.compile(r"^[a-zåäö]\.\s?[a-zåäö]{1,3}\.", re.IGNORECASE)  # "t. ex." is no list mark
_ENDS = re.compile(r"(?<!\bm\.m)(?<!\betc)(?<!\bdyl)(?<!\bmfl)(?<!\bm\.fl)[.;:!?…]['\"”»)\]]*$")
_TERMINAL = re.compile(r"[.:;!?]['\"”»)\]]*$")
_LONG_LINE = 60  # characters; a line this long was probably broken by its width, as in text pasted from a PDF


def stands_out(text: Mapped) -> bool:
    """Whether a line is set apart from running text: bold, large, underlined (as its reader tells) or in capitals."""
    letters = sum(c.isalpha() for c in text.text)
    return text.covers("strong") or text.covers("bold") or (letters >= 5 and text.text.isupper())


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


def is_numbered_clause(text: str) -> bool:
    """Whether text behind a section number ("3.2") is a clause of its own rather than an item of a list."""
    return not text[:1].islower() and (is_clause(text) or bool(_ENDS.search(text)))


def split_typed_heading(mapped: Mapped) -> tuple[str, Mapped]:
    """The number typed before a heading, without a final full stop, and the rest."""
    match = _TYPED_HEADING.match(mapped.text)
    if not match:
        return "", mapped
    return match[1].rstrip("."), mapped.cut(match.end())


def split_typed_number(mapped: Mapped) -> tuple[str, Mapped]:
    """A number of several levels typed before a paragraph ("2.1 Leverantören ska ...")."""
    match = _TYPED_NUMBER.match(mapped.text)
    if not match or _CLOCK.match(match[1]):
        return "", mapped
    return match[1].rstrip("."), mapped.cut(match.end())


def split_typed_item(mapped: Mapped) -> tuple[str, Mapped]:
    """A list mark typed before a paragraph ("a) ", "- ", "1. ")."""
    match = _TYPED_ITEM.match(mapped.text)
    if not match or _ABBREVIATION.match(mapped.text) or find_choice(mapped.text):
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


def typed_block(lines: list[Mapped], *, headings: bool, style: str = "", table: int | None = None) -> list[Block]:
    """The blocks of a paragraph that the file itself does not call heading or list item.

    Args:
        lines: the texts between its manual breaks.
        headings: whether a short line in bold may be a heading (not inside tables).
        style: name of its style.
        table: number of the table it stands in.
    """
    blocks = []
    kept = sensible_lines(lines)
    for line in kept:
        kind, number, level, text = BlockKind.PARAGRAPH, "", 0, line
        section, rest = split_typed_number(line)
        mark, item = split_typed_item(line)
        alone = headings and len(kept) == 1 and line.covers("bold")
        if section and alone and looks_like_heading(rest.text):
            kind, number, level, text = BlockKind.HEADING, section, section.count(".") + 1, rest
        elif section:
            number, text = section, rest
            if not is_numbered_clause(rest.text):
                kind, level = BlockKind.LIST_ITEM, 1
        elif mark and not (alone and mark.endswith(".") and looks_like_heading(item.text)):
            kind, number, level, text = BlockKind.LIST_ITEM, mark, 1, item
        elif alone and looks_like_heading((item if mark else line).text):
            kind, number, level, text = BlockKind.HEADING, mark.rstrip("."), 1 if mark else 2, item if mark else line
        blocks.append(
            Block(
                kind=kind,
                text=text.text,
                segments=text.segments,
                level=level,
                number=number,
                table=table,
                style=style,
                bold=text.covers("bold"),
                highlighted=text.ranges.get("highlight", ()),
                placeholder=text.ranges.get("placeholder", ()),
            )
        )
    return blocks
