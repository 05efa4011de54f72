"""Answer fields in forms: tick boxes and answer columns become the `Answer` of the text they belong to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from upplint.documents.layout import marks
from upplint.documents.model import Answer, AnswerKind
from upplint.documents.symbols import EMPTY_BOXES, TICKED_BOXES

_BOX = f"[{EMPTY_BOXES}{TICKED_BOXES}]"
_YES_NO = re.compile(
    rf"(?:{_BOX}\s*ja\b[\s/,.;|]*{_BOX}\s*nej\b|\bja\b\s*:?\s*{_BOX}[\s/,.;|]*nej\b\s*:?\s*{_BOX})", re.IGNORECASE
)
_DOTS = re.compile(r"^[\s._…\u2002-]*$")
_YES_NO_HEADER = re.compile(r"\bja\s*(?:/|eller|,|\|)\s*nej\b", re.IGNORECASE)
_PRICE_HEADER = re.compile(r"\b(?:pris|á-pris|à-pris|timpris|belopp|kr(?:onor)?|sek)\b|pris$", re.IGNORECASE)
_ANSWER_HEADER = re.compile(
    r"\b(?:svar|anbudsgivarens|leverantörens|kommentar(?:er)?|redogörelse|beskrivning av uppfyllnad|hänvisning|"
    r"uppfyll(?:s|er|nad)?|fylls i av (?:anbudsgivaren?|leverantören?)|ange var)\b",
    re.IGNORECASE,
)


def find_choice(text: str) -> Answer | None:
    """The yes/no tick boxes in a text ("Ja ☐ Nej ☐"), None where there are none."""
    match = _YES_NO.search(text)
    return Answer(AnswerKind.YES_NO, None, None, match[0]) if match else None


def choice_only(text: str) -> bool:
    """Whether a text is nothing but its tick boxes."""
    return not re.search(r"\w", _YES_NO.sub("", text))


def is_blank(text: str, placeholder: bool) -> bool:
    """Whether a cell is there to be filled in: empty, dotted, an empty box or a prompt."""
    return placeholder or bool(_DOTS.match(text)) or bool(re.fullmatch(rf"\s*{_BOX}\s*", text))


def row_answer(cells: Sequence[tuple[str, str, bool]]) -> Answer | None:
    """The answer field of a table row. `cells` holds `(header, text, placeholder)` for every column, empty ones too."""
    for _, text, _ in cells:
        found = find_choice(text) or marks.answer(text)
        if found is not None:
            return found
    blank = [(header, text) for header, text, placeholder in cells if is_blank(text, placeholder)]
    named = [(header, text) for header, text in blank if header]
    headers = {header.strip().rstrip(":?").lower() for header, _ in named}
    if {"ja", "nej"} <= headers:
        return Answer(AnswerKind.YES_NO, None, None, "Ja/Nej")
    for header, _ in named:
        if _YES_NO_HEADER.search(header):
            return Answer(AnswerKind.YES_NO, None, None, header)
    for header, _ in named:
        if _PRICE_HEADER.search(header):
            return Answer(AnswerKind.PRICE, None, None, header)
    for header, _ in named:
        if _ANSWER_HEADER.search(header):
            return Answer(AnswerKind.TEXT, None, None, header)
    return None
