"""Answer fields of tender systems and forms: what a question with an answer demands."""

from __future__ import annotations

import re
from decimal import Decimal

from upplint.documents.model import Answer, AnswerKind
from upplint.requirements import cues
from upplint.requirements.model import Force

_CONTACT = re.compile(
    r"^(?:(?:för- och efter)?namn|tel(?:efon)?(?:nummer)?|e-?post(?:adress)?|adress|postadress|ort|mobil|"
    r"kontaktperson(?: \w+){0,3}|"
    r"kontaktuppgift(?:er)?(?: (?:för|till|hos|på) [\w/-]+(?: [\w/-]+){0,3})?(?: \([^)]*\))?|"
    r"titel|befattning|webb(?:plats|adress)|datum|underskrift|namnförtydligande)\W*$",
    re.IGNORECASE,
)
_INFINITIVE = re.compile(r"^(?:[A-ZÅÄÖ][a-zåäö]{3,}a|Tillsammans med \w+ \w+) (?!är|var|som|ska)")
_NUMBER = r"(?P<weight>\d{1,3}(?:[.,]\d{1,2})?)"
_WEIGHT = (
    r"(?:vikt(?:ning|as|at)?|(?:max(?:imalt|imala?|imal)?|högst|upp till)(?: antal)?(?: poäng)?|poäng)"
    rf"\s*:?\s*(?:0\s*[-–]\s*)?{_NUMBER}\s*(?:%|procent|poäng|p\b)?"
)
_FIELD = (
    r"(?:ja\s*/\s*nej|fritext\w*|textsvar|textfält|bifogad fil|flerval\w*|enval\w*|"
    r"numeriskt(?: svar| värde)?|siffersvar)"
)
#: What stands between a question and its weight: "Fritext. ", "(", nothing.
_STATED = re.compile(rf"[?.]\s*\(?(?:{_FIELD}[.,;:]?\s*\(?)?{_WEIGHT}\s*[).]*$", re.IGNORECASE)
_ALONE = re.compile(rf"^\(?(?:{_FIELD}[.,;:]?\s*\(?)?{_WEIGHT}\s*[).]*$", re.IGNORECASE)
_MAX_FIELD = 40  # words of a field label


def confirms(text: str) -> bool:
    """Does the text only ask whether a requirement stated elsewhere is met?"""
    return any(p.search(text) for p in cues.patterns("markers", "confirmations"))


def addressed(text: str) -> bool:
    """Is the tenderer asked?"""
    return re.search(r"\b(?:ni|anbudsgivaren|leverantören|sökanden|krav\w*)\b", text, re.IGNORECASE) is not None


def asks(text: str) -> bool:
    """Is the sentence a question, whether or not its weight or answer field stands behind it?"""
    stripped = text.rstrip()
    if stripped.endswith("?"):
        return True
    mark = stripped.rfind("?")
    return mark > 0 and only_weight(stripped[mark + 1 :].strip()) is not None


def stated_weight(text: str) -> Decimal | None:
    """The weight behind a question or command ("... ? (Viktning 10 poäng)"), percent or points; None where none is."""
    return _decimal(_STATED.search(text.strip()))


def only_weight(text: str) -> Decimal | None:
    """The weight where a text holds nothing else ("Fritext. Viktning: 20 %"), percent or points; else None."""
    return _decimal(_ALONE.match(text.strip()))


def _decimal(match: re.Match[str] | None) -> Decimal | None:
    return Decimal(match.group("weight").replace(",", ".")) if match else None


def force_of(text: str, answer: Answer, *, last: bool, first: bool) -> Force | None:
    """How hard a question without a marker of its own binds, None where it binds nothing.

    Args:
        text: a sentence of the question.
        answer: its field.
        last, first: the sentence is the last, the first of the question.
    """
    if confirms(text):
        return (
            Force.MUST if answer.required or answer.kind is not AnswerKind.YES_NO or _asks_all(text) else Force.SHOULD
        )
    if answer.required and last:
        return Force.MUST
    if answer.weight:
        return Force.SHOULD if last else None
    if answer.kind in (AnswerKind.FILE, AnswerKind.TEXT) and _INFINITIVE.match(text):
        return Force.MUST
    asking = text.rstrip().endswith("?")
    if answer.kind in (AnswerKind.YES_NO, AnswerKind.CHOICE):
        return None
    if _CONTACT.match(text) or len(text.split()) > _MAX_FIELD or not first:
        return None
    if asking:
        return Force.MUST
    return None if text.rstrip().endswith(".") else Force.MUST


def _asks_all(text: str) -> bool:
    return "krav" in text.lower()
