"""Words that a document gives a meaning of its own: "nedan kallad Leverantören", "med arbetsdag avses ..."."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

DefinitionKind = Literal["name", "meaning"]


@dataclass(frozen=True, slots=True)
class Definition:
    """A word or name that the text defines.

    Attributes:
        start, end: characters of the whole wording.
        kind: `name` a short name for somebody or something just mentioned ("nedan kallad Kunden"); `meaning` an
            explanation ("med arbetsdag avses ...").
        term: the word defined, without quotation marks.
        term_start, term_end: its characters.
        meaning: what it stands for: the words that got the name, or the explanation; empty when not on hand.
    """

    start: int
    end: int
    kind: DefinitionKind
    term: str
    term_start: int
    term_end: int
    meaning: str


_Q = "[\"”“»«'’]"
_QUOTED = rf"{_Q}(?P<quoted>[^\"”“»«'’()\n]{{2,60}}){_Q}"
# A name of up to three words, of which the first has a capital: Leverantören, Upphandlande myndighet.
_NAME = r"(?-i:(?P<name>[A-ZÅÄÖ][\wåäöÅÄÖ-]*(?:\s(?:och\s)?[A-ZÅÄÖ][\wåäöÅÄÖ-]*){0,2}))"
_PLAIN = r"(?P<plain>[a-zåäö][\wåäö-]{2,40}(?:\s[a-zåäö][\wåäö-]{2,40})?)"
_LATER = (
    r"(?:(?:här\s*)?nedan|härefter|hädanefter|fortsättningsvis|framöver|i\s+det\s+följande|i\s+fortsättningen|i\s+detta\s+"
    r"(?:dokument|avtal)|i\s+avtalet|gemensamt|var\s+för\s+sig|tillsammans|kollektivt)"
)
_CALLED = r"(?:kalla[dts]e?|kallas|benämn[dts]a?|benämns|omnämn[dts]a?|omnämns|betecknas|refereras\s+till\s+som)"

_NAMED = re.compile(
    rf"(?:\b{_LATER}\s+(?:även\s+)?{_CALLED}\s+(?:för\s+|som\s+)?|[(,]\s*{_LATER}\s+(?:även\s+)?|\b{_LATER}\s+(?=[\"”“»])|(?:,|\()\s*(?:även\s+)?{_CALLED}\s+(?:för\s+)?)(?:{_QUOTED}|{_NAME})",
    re.IGNORECASE,
)
_NAMED_PLAIN = re.compile(rf"\b{_LATER}\s+{_CALLED}\s+(?:för\s+)?{_PLAIN}(?=\s*[,.;:)]|$)", re.IGNORECASE)
_BRACKET = re.compile(rf"\(\s*(?:(?:och|även)\s+)?{_QUOTED}\s*\)")
_IS_CALLED = re.compile(
    rf"(?P<subject>(?:{_Q}[^\"”“»«\n]{{2,60}}{_Q}|[A-ZÅÄÖ][^.,;:()\n]{{1,80}}?))\s+(?:{_LATER}\s+)?(?:kallas|benämns|betecknas|omnämns)\s+"
    rf"(?:{_LATER}\s+)?(?:även\s+)?(?:för\s+|som\s+)?(?:{_QUOTED}|{_NAME}|{_PLAIN})"
)
_MEANT = re.compile(
    rf"\b(?P<with>[Mm]ed)\s+(?:begreppet\s+|termen\s+|uttrycket\s+|ordet\s+)?(?:{_QUOTED}|(?P<bare>[^\"”“»«.,;:()\n]{{2,70}}?))\s+"
    rf"(?:i\s+(?:detta|denna|dessa|det)\s+\w+\s+|här\s+|{_LATER}\s+)?(?:avses|menas|förstås|åsyftas)\b"
    rf"(?:\s+(?:i|enligt)\s+(?:detta|denna|dessa|det)\s+\w+)?(?P<meaning>(?:(?!\n\s*\n)[\s\S]){{0,400}})"
)
_MEANS = re.compile(
    rf"(?:^|(?<=[.!?]\s)|(?<=\n))[-•·]?\s*(?:{_QUOTED}|(?P<bare>[A-ZÅÄÖ][\wåäöÅÄÖ/ -]{{1,50}}?))\s*"
    rf"(?:(?::\s*)?(?:definieras\s+som|med\s+detta\s+(?:avses|menas)|betyder|=)\s*)(?P<meaning>(?:(?!\n\s*\n)[\s\S]){{3,400}})"
)
_QUOTED_AVSER = re.compile(
    rf"(?:^|(?<=[.!?]\s)|(?<=\n))[-•·]?\s*{_QUOTED}\s+(?:avser|är|innebär|betyder)\s+(?P<meaning>(?:(?!\n\s*\n)[\s\S]){{3,400}})"
)
_SENTENCE_END = re.compile(r"(?<!\b[a-zåäö])(?<!\w\.\w)[.](?=\s+[A-ZÅÄÖ\"”]|\s*$)")
_NOT_NAMES = frozenset(
    [
        "det",
        "den",
        "de",
        "detta",
        "denna",
        "dessa",
        "om",
        "när",
        "vid",
        "för",
        "enligt",
        "som",
        "vad",
        "att",
        "se",
        "i",
        "anbud",
        "sek",
        "eur",
        "följande",
        "ovan",
        "nedan",
        "texten",
    ]
)


def _span(match: re.Match[str]) -> tuple[int, int] | None:
    for group in ("quoted", "name", "plain", "bare"):
        if match.groupdict().get(group):
            return match.span(group)
    return None


_OPENING = re.compile(r"[.;:!?]\s+(?=[A-ZÅÄÖ])|\n\n|\b(?:[Mm]ellan|är|av|till|och)\s")


def _antecedent(text: str, start: int) -> str:
    """The words in front of a name: back to the last sentence end or opening, at most 120 characters."""
    window = text[max(0, start - 120) : start].rstrip(" ,(\n")
    cut = max(
        (m.end() for m in re.finditer(r"[.;:!?]\s+(?=[A-ZÅÄÖ])|\n\n|\b(?:[Mm]ellan|är|av|till|och)\s", window)),
        default=0,
    )
    return " ".join(window[cut:].split()).strip(" ,")


def _meaning(words: str) -> str:
    end = _SENTENCE_END.search(words)
    return " ".join((words[: end.start()] if end else words).split()).strip(" :,.")


def find_definitions(text: str) -> tuple[Definition, ...]:
    """The definitions of a text, in order, each place once.

    Args:
        text: a block or a whole document.
    """
    found: list[Definition] = []
    taken: list[tuple[int, int]] = []

    def add(kind: DefinitionKind, match: re.Match[str], meaning: str) -> None:
        span = _span(match)
        if span is None or any(span[0] < b and a < span[1] for a, b in taken):
            return
        term = " ".join(text[span[0] : span[1]].split())
        if term.lower() in _NOT_NAMES or (match.groupdict().get("name") and not term[0].isupper()):
            return
        taken.append(span)
        found.append(Definition(match.start(), match.end(), kind, term, span[0], span[1], meaning))

    for pattern in (_MEANT, _MEANS, _QUOTED_AVSER):
        for match in pattern.finditer(text):
            add("meaning", match, _meaning(match["meaning"]))
    for pattern in (_NAMED, _NAMED_PLAIN, _BRACKET):
        for match in pattern.finditer(text):
            add("name", match, _antecedent(text, match.start()))
    for match in _IS_CALLED.finditer(text):
        if not re.search(r"\b(?:som|vilket|inte|ska|kan)\s*$", match["subject"]):
            add("name", match, match["subject"].strip("\"”“»«'’ "))
    return tuple(sorted(found, key=lambda d: (d.start, d.end)))
