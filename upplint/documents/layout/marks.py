"""What marks look like in print: list marks, answer fields, page numbers, legends, tables of contents."""

from __future__ import annotations

import re
from decimal import Decimal

from upplint.documents.model import Answer, AnswerKind

#: Signs that stand before list items; the private-use ones are Symbol and Wingdings bullets.
BULLETS = "•◦▪▫■□●○◼◾⚫∙·‣⁃➢➤►▶✓✔☐☑☒❑❒–—−*\u2012\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf0a8\uf06f\uf02d\uf071\uf0e8"
_BULLET = f"[{re.escape(BULLETS)}-]"
_LETTERED = r"\(?(?:[a-zåäö]|[A-ZÅÄÖ]|i{1,3}|iv|vi{0,3}|ix|x|xi{1,2})[.)]"
_NUMBERED = r"\(?\d{1,2}[.)]"
#: A list mark at the start of a line: a bullet, "1.", "2)", "a)", "(iv)", "o".
MARK = re.compile(rf"(?P<mark>{_BULLET}|o|{_NUMBERED}|{_LETTERED})\s+")

PAGE_NUMBER = re.compile(
    r"(?:(?:sida|sidan|sid\.?|s\.|page)\s*:?\s*)?(?:\d{1,4}\s*(?:/|av|of)\s*\d{1,4}|\d{1,4}\s*\(\s*\d{1,4}\s*\))"
    r"|(?:sida|sidan|sid\.?|page)\s*:?\s*\d{1,4}|[-–]\s*\d{1,4}\s*[-–]",
    re.IGNORECASE,
)
#: The line that ends a page in a text export.
PAGE_END = re.compile(r"(?:sida|sid|page)\s+\d{1,4}\s*(?:/|av|of|\()\s*\d{1,4}\)?", re.IGNORECASE)

TOC_ENTRY = re.compile(r".*?\S\s*(?:\.\s?){4,}\s*\d{1,4}|.*?\S\s*(?:…\s?){2,}\s*\d{1,4}|.*?\S\s*_{4,}\s*\d{1,4}")
TOC_TITLE = re.compile(
    r"(?:innehåll|innehållsförteckning|innehållsöversikt|contents|table of contents)\s*:?", re.IGNORECASE
)

LEGEND_TITLE = re.compile(r"symbolförklaring(?:ar)?:?|teckenförklaring:?|explanation of symbols:?", re.IGNORECASE)
LEGEND_LINE = re.compile(
    r"(?:(?:Texten|Frågan|Texten/frågan|Kravet)\s+(?:ingår i|kommer att (?:ingå|publiceras)"
    r"|innehåller (?:krav som|ESPD)"
    r"|är viktad och ingår|ställs endast|besvaras av|är markerad för)|Uppdaterat avsnitt)"
)
CAPTION = re.compile(r"(?:Tabell|Figur|Bild|Diagram)\s+\d{1,3}(?:[.:]\d{1,2})?\s*[.:–-]\s*\S")

_ENDING = r"[\s.:*]*"
_REQUIRED = r"(?:[\s.,;(]*(?P<required>ja|nej|svar)\s+krävs\)?)?"
_ANSWERS: tuple[tuple[re.Pattern[str], AnswerKind], ...] = tuple(
    (re.compile(pattern + _REQUIRED + _ENDING, re.IGNORECASE), kind)
    for pattern, kind in (
        (r"\(?ja\s*/\s*nej(?:[- ]?svar|[- ]?fråga)?\)?", AnswerKind.YES_NO),
        (r"ja\s+eller\s+nej|yes/no", AnswerKind.YES_NO),
        (r"[☐□❑❒\uf06f\uf0a8]\s*ja\s*[☐□❑❒\uf06f\uf0a8]\s*nej", AnswerKind.YES_NO),
        (r"fritext(?:svar|fält)?|textsvar|textfält|fri text", AnswerKind.TEXT),
        (
            r"bifogad(?:e)?\s+(?:fil(?:er)?|dokument)|bifoga\s+(?:fil(?:er)?|dokument)\s*(?:här)?|filuppladdning",
            AnswerKind.FILE,
        ),
        (
            r"(?:flerval|enval|flervalsfråga|envalsfråga|flervalsalternativ|envalsalternativ|listval|rullista)(?:ssvar)?",
            AnswerKind.CHOICE,
        ),
        (r"prismatris(?:\.\s*\d+\s+rad(?:er)?)?", AnswerKind.PRICE),
        (r"linjär skala\b.{0,40}", AnswerKind.NUMBER),
        (r"prisfält|anbudspris(?:fält)?|pris(?:svar|uppgift)", AnswerKind.PRICE),
        (
            r"(?:numeriskt|numeriskt svar|numeriskt värde|sifferfält|heltal|decimaltal|tal(?:fält|svar)|siffersvar)",
            AnswerKind.NUMBER,
        ),
        (r"datum(?:fält|svar)", AnswerKind.DATE),
    )
)
_WEIGHT = re.compile(
    r"(?:(?:vikt(?:ning|at)?|viktas|andel|max(?:imal|imalt)?(?:\s+poäng)?)\s*:?\s*)?(?P<weight>\d{1,3}(?:[.,]\d{1,2})?)\s*(?:%|procent|poäng|p)\.?"
    r"|(?:vikt(?:ning)?|viktas)\s*:?\s*(?P<bare>\d{1,3}(?:[.,]\d{1,2})?)",
    re.IGNORECASE,
)


#: What a tender system prints under an answer field about the field itself.
REMARK = re.compile(
    r"(?:leverantörs)?kommentar(?:er)?\s+(?:är\s+)?(?:tillåt(?:en|na|et)|krävs|obligatorisk|ej tillåten)\.?", re.I
)


def answer(text: str) -> Answer | None:
    """The answer field that a line stands for ("Ja/Nej. Ja krävs"), None where it is ordinary text."""
    text = text.strip()
    if len(text) > 60:
        return None
    for pattern, kind in _ANSWERS:
        match = pattern.fullmatch(text)
        if match:
            required = match.group("required")
            return Answer(kind, required.capitalize() if required else None, None, text)
    return None


def weight(text: str) -> Decimal | None:
    """The weight that a line under an answer field states ("Viktning: 20 %", "0%"), None where it is other text."""
    match = _WEIGHT.fullmatch(text.strip())
    if not match:
        return None
    return Decimal((match.group("weight") or match.group("bare")).replace(",", "."))
