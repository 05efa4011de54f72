"""Digits that are no quantities: law, standards, references, case numbers, telephone numbers.

They are found first and covered, so that no later step can read a number out of them.
"""

from __future__ import annotations

import re
from functools import cache

from upplint.language.citations import find_citations
from upplint.language.lexicon import read_table
from upplint.language.quantities.numbers import BLANKS

COVER = "\ue000"  # stands for a covered character; no letter, digit or blank
_B = f"[{BLANKS}]"
_NUMBERED = (
    r"\d+(?:[.:]\d+)*[a-zA-Z]?(?![\wåäö%])(?:\s*(?:,|och|–|-|till|samt|&|/|eller|t\.o\.m\.)\s*"
    # "bilaga 2 och 3 referenser": a number that counts something is no further appendix
    r"\d+(?:[.:]\d+)*[a-zA-Z]?(?![\wåäö%])(?!\s+(?!och|samt|eller|till|ska|är|ovan|nedan|som|anges|framgår|gäller|där|finns|har"
    r"|från|med|för|inte|ej|utgör|ingår|avser|kan|får|under|enligt)[a-zåäö]{3,}))*"
)
_STRONG = (
    r"avsnitt\w*|kapit\w+|kap\.?|punkt(?:en|erna|er)?|pkt\.?|bilag\w*|bil\.|appendix|tabell\w*|figur\w*|sida[n]?|sid\.?|s\.|"
    r"fråga|rubrik\w*|artikel\w*|art\.|stycke\w*|fotnot|position|pos\.|ritning\w*|flik\w*|rad|kolumn\w*|paragraf\w*|"
    r"version\w*|ver\.?|utgåva|revision|rev\.?|upplaga|nr\.?|nummer|kod\w*|littera|moment|anm\.?|ruta|formulär|blankett|"
    r"kompletteringspost|delpost|protokoll|förordning|direktiv|lag|standard|klausul\w*|mom\.|CPV\w*|CPV-kod\w*|NUTS|"
    r"anbudsområde|delområde|avtalsområde|tjänsteområde|produktområde|kompetensområde|område"
)
# These may also stand before a quantity ("option 12 månader"): covered unless a unit follows.
_WEAK = (
    r"krav|option|steg|del|fas|klass|nivå|kompetensnivå|grupp|kategori|zon|alternativ"
    r"|etapp|kriterie|kriterium|typ|roll|hus|plan|lott|lot|risk\w*|ska-krav|bör-krav|referens|konsult|uppdrag"
)
_UNIT_AHEAD = (
    rf"(?!{_B}*(?:år|mån|veck|dag|arbetsdag|tim|kr|sek|tkr|mkr|mnkr|msek|miljon|%|procent|st\b|m2|m²|kvm|poäng|\d))"
)


# What must stand in a text for some patterns to be worth trying.
_CAPITAL_AND_DIGIT = re.compile(r"[A-ZÅÄÖ]\w*[^a-zåäö\d]{0,3}\d")
_LAW = re.compile(r"§|[Kk]ap|\d:\d|/E|\(E|EU|[CT][-–—‑]\d|HFD|RÅ|NJA|[Mm]ål")


@cache
def _patterns() -> tuple[tuple[re.Pattern[str] | None, re.Pattern[str]], ...]:
    """Each pattern with what must be found first, or `None`."""
    codes = {row["kind"]: row["pattern"] for row in read_table("codes")}
    sources = [
        # addresses on the net, mail
        r"(?:https?://|www\.)\S+|\S+@\S+\.\w+",
        # standards, contract forms, products: rules/lexicon/codes.tsv
        *codes.values(),
        # organisation and personal numbers, CPV codes, IBAN, giro, telephone, postcode
        r"(?<!\d)(?:16|19|20)?\d{6}-\d{4}(?!\d)|(?<!\d)\d{8}-\d(?!\d)",
        r"(?:bankgiro|plusgiro|bg|pg)\.?:?\s*\d[\d -]{4,}\d|\bSE\d{2}(?:\s?\d{4}){4,5}",
        r"(?:tel\w*|tfn|fax|mobil\w*|växel)\.?:?\s*[+\d(][\d ()/–-]{5,}\d|\+\d{2}[ -]?\(?0?\)?[\d -]{6,}\d"
        r"|(?<![\d.,:-])(?<!\d[ \u00a0\u202f\u2009])0[1-9]\d{0,2}\s?[-–/]\s?\d{2,3}(?:[ -]?\d{2,3}){1,3}(?!\d)",
        r"(?<!\d)\d{3}\s\d{2}\s+(?=[A-ZÅÄÖ][a-zåäö]{2,})(?!SEK)",
        # case numbers
        rf"(?i:\b(?:dnr|d\.nr|diarienr|diarienummer|ärendenr|ärendenummer|ärende-?id|referensnr|referensnummer|ref\.?{_B}?nr|"
        r"projektnr|projektnummer|upphandlingsnr|upphandlingsnummer|avtalsnr|avtalsnummer|avtals-?id|upphandlings-?id|beteckning|"
        rf"fakturanr|kundnr|artikelnr|org\.?{_B}?nr|organisationsnummer|personnummer|mercell-?id|id|ted-?nr))\.?:?\s*"
        r"(?:[A-ZÅÄÖ]{1,6}[ -]?)?[\w.:/-]*\d[\w.:/-]*",
        r"\b[A-ZÅÄÖ]{1,6}(?:[ -]?[A-ZÅÄÖ]{1,6})?[ -]?\d{2,4}[./:-]\d{2,6}(?:[./:-]\d+)*\b(?!\s*(?:kr|SEK|EUR|euro))",
        r"(?<![\d.,])(?:19|20)\d{2}[-/]\d{5,}(?!\d)|(?<![\d.,])(?:19|20)\d{2}:\d+|(?<![\d.,])(?:19|20)\d{2}/\d{3}(?!\d)",
        r"\b(?:[Pp]rop|SOU|Ds|[Bb]et|[Rr]skr|[Dd]ir|SKR|COM|KOM)\.?\s*\(?\d{4}(?:/\d{2,4})?\)?[:/]?\s*\w*\d*",
        # page numbers
        r"(?i:\bsida?\.?)\s*\d+\s*(?:av|/|\()\s*\d+\)?|(?<![\d(])\b\d{1,3}\s?\(\d{1,3}\)(?=\s*$)",
        # references
        rf"(?i:(?<![\w-])(?:{_STRONG}))\s*(?:nr\.?\s*)?{_NUMBERED}",
        rf"(?i:(?<![\w-])(?:{_WEAK}))\s+\d{{1,2}}(?:\.\d+)*[a-zA-Z]?\b{_UNIT_AHEAD}(?!\s*[–-]\s*\d+\s*(?:år|mån|dag|%))"
        rf"(?:\s*(?:,|och|–|-|till)\s*\d{{1,2}}\b{_UNIT_AHEAD})*",
        r"(?<![\w.])\d{1,2}(?:\.\d{1,2}){2,}(?![\w])(?!\.\d)",
        # headings and list items
        r"^\s*\d{1,2}(?:\.\d{1,3})+\.?(?=\s+\S)(?!\s+(?:kr|SEK|%|m2|m²|kvm|procent|miljoner|h\b|tim))|^\s*\(?\d{1,2}[.)](?=\s+\S)"
        r"|^\s*\d{1,2}(?=\s+[A-ZÅÄÖ][a-zåäö]+)(?!\s+(?:Mkr|Euro))",
        r"(?<=\n)\s*(?:\d{1,2}(?:\.\d{1,3})+\.?(?=\s+[A-ZÅÄÖ])|\(?\d{1,2}[.)](?=\s+\S))",
        # ordinals and prices of a year: 2026 års prisnivå
        r"(?<![\d.,])(?:19|20)\d{2}\s+års\b(?!\s+(?:erfarenhet|avtal))",
        # words with digits in them
        r"\b[A-Za-zÅÄÖåäö]+-?\d+(?:[.,:/-]\d+)*\b(?<!\bm2)(?<!\bm3)",
    ]
    capitals = {*codes.values(), *(source for source in sources if source.startswith(r"\b[A-ZÅÄÖ]{1,6}"))}
    return tuple(
        (
            _CAPITAL_AND_DIGIT if source in capitals else None,
            re.compile(source, re.MULTILINE if source.startswith("(?<=\\n)") else 0),
        )
        for source in sources
    )


_DIGIT = re.compile(r"\d")
_LETTERED = re.compile(r"(?:kr|SEK|MSEK|EUR|KSEK|TSEK|ca|max|min|kl)\d", re.IGNORECASE)


def cover(text: str) -> str:
    """The text, same length, with every digit that is no quantity covered."""
    if not _DIGIT.search(text):
        return text
    covered = text
    if _LAW.search(text):
        for citation in find_citations(text):
            covered = _put(covered, citation.start, citation.end)
    capitals = _CAPITAL_AND_DIGIT.search(covered) is not None
    for hint, pattern in _patterns():
        if hint is not None and not capitals:
            continue
        for match in list(pattern.finditer(covered)):
            if _LETTERED.match(match[0]):
                continue
            covered = _put(covered, match.start(), match.end())
    return covered


def _put(text: str, start: int, end: int) -> str:
    return text[:start] + COVER * (end - start) + text[end:]
