"""Numbers in digits and in Swedish words: 586 907,50; 25.000.000; tjugofem; två och ett halvt; tre (3)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from upplint.language.lexicon import read_table

BLANKS = " \t\u00a0\u202f\u2009"
BLANK = f"[{BLANKS}]"
# A blank in running text may be a line break.
GAP = rf"(?:{BLANK}*\n?{BLANK}*)"
DASH = "[-–—‑−]"

DIGITS = (
    rf"\d{{1,3}}(?:[ \u00a0\u202f\u2009]\d{{3}})+(?![\d])(?:,\d{{1,2}}(?!\d))?"
    rf"|\d{{1,3}}(?:\.\d{{3}})+(?!\d|\.\d)(?:,\d{{1,2}}(?!\d))?"
    rf"|\d+(?:,\d+)?{GAP}?½|\d+[.,]\d+(?![.,]?\d)|\d+(?![.,]\d{{4}})|½"
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number read from text: characters, value (`None` when ambiguous), and remarks on how it is written."""

    start: int
    end: int
    value: Decimal | None
    word: bool = False
    conflict: bool = False
    notes: tuple[str, ...] = ()


@cache
def _words() -> dict[str, int]:
    return {row["word"]: int(row["value"]) for row in read_table("number_words")}


@cache
def word_pattern() -> str:
    """A number in words, as one word or several; also halves."""
    small = "|".join(sorted(_words(), key=len, reverse=True))
    run = rf"(?:ettusen|(?:{small}))(?:[ \u00a0]?(?:ettusen|(?:{small})))*"
    half = rf"(?:{small})\s+och\s+(?:en\s+halv|ett\s+halvt)|(?:en|ett)\s+halvt?|halvannan|halvannat|dussin"
    firsts = "".join(sorted({word[0] for word in _words()}))
    return rf"(?<![\wåäö-])(?=[{firsts}])(?:{half}|{run})(?![\wåäö])(?!-\w)"


@cache
def _pieces() -> re.Pattern[str]:
    return re.compile("|".join(sorted(_words(), key=len, reverse=True)), re.IGNORECASE)


def parse_words(text: str) -> Decimal | None:
    """The value of a number in words, or `None` when the words are no number (`fem sex`)."""
    folded = " ".join(text.lower().split()).replace("ettusen", "etttusen")
    if folded == "dussin":
        return Decimal(12)
    if folded.startswith("halvanna"):
        return Decimal("1.5")
    half = re.fullmatch(r"(?:(?P<whole>.+?) och )?(?:en halv|ett halvt)", folded)
    if half:
        whole = parse_words(half["whole"]) if half["whole"] else Decimal(0)
        return None if whole is None else whole + Decimal("0.5")
    total, current, last = 0, 0, 10**12
    spent = "".join(_pieces().findall(folded))
    if len(spent) != len(folded.replace(" ", "")):
        return None
    for piece in _pieces().findall(folded):
        value = _words()[piece]
        if value >= 1000:
            total += max(current, 1) * value
            current, last = 0, value
        elif value == 100:
            if current >= 100:
                return None
            current, last = max(current, 1) * 100, 100
        else:
            # "fem sex": a unit cannot follow a unit, nor a ten a ten.
            if (current % 100 and not (value < 10 and current % 10 == 0 and current % 100 >= 20)) or last < value:
                return None
            current += value
            last = value if value else 1
    return Decimal(total + current)


def parse_digits(text: str) -> tuple[Decimal | None, tuple[str, ...]]:
    """The value of a number in digits and remarks on how it is written.

    A full stop before exactly three digits parts thousands (`dot_thousands`); before others it is a decimal sign
    (`dot_decimal`). A comma before exactly three digits is `comma_ambiguous`: 1,500 may be one and a half.
    """
    bare = re.sub(rf"[{BLANKS}\n]", "", text)
    extra = Decimal(0)
    if bare.endswith("½"):
        bare, extra = bare[:-1] or "0", Decimal("0.5")
    if re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?", bare):
        return Decimal(bare.replace(".", "").replace(",", ".")), ("dot_thousands",)
    if re.fullmatch(r"[1-9]\d{0,2},\d{3}", bare):
        return Decimal(bare.replace(",", ".")), ("comma_ambiguous",)
    notes: tuple[str, ...] = ("dot_decimal",) if "." in bare else ()
    return Decimal(bare.replace(",", ".")) + extra, notes


@cache
def number_pattern() -> re.Pattern[str]:
    """One number: words with digits in a bracket, digits with words in a bracket, digits, or words."""
    word = word_pattern()
    return re.compile(
        rf"(?P<pw>{word}){GAP}\({GAP}(?P<pd>{DIGITS}){GAP}(?:st\.?|stycken)?{GAP}\)"
        rf"|(?<![\w.,:/\\])(?<!\w\+)(?<!\d[-–—])(?P<sd>{DIGITS}){GAP}(?P<ss>miljoner|miljarder|tusen|miljon)?"
        rf"{GAP}\({GAP}(?P<sw>{word}|(?<=\()\d{{1,3}}(?: \d{{3}})+)"
        rf"{GAP}\)"
        rf"|(?<![\w.,:/\\])(?<!\w\+)(?<!\d[-–—])(?P<d>{DIGITS})(?![\wåäö½²³]|[:/]\d)"
        rf"|(?<![\w.,:/\\])(?<!\w\+)(?<!\d[-–—])(?P<du>{DIGITS})(?=(?:kr|tkr|mkr|mnkr|msek|sek|kvm|m2|m²|m³|m3|st|h|år|mån|tim|min|km|kg|mm|cm|kw|mw|kwh|mwh|gb|tb|mb)\b\.?)"
        rf"|(?P<w>{word})",
        re.IGNORECASE,
    )


_SCALES = {"tusen": 1000, "miljon": 10**6, "miljoner": 10**6, "miljarder": 10**9}


def number_at(match: re.Match[str]) -> Number | None:
    """The number that a match of `number_pattern` stands for."""
    start, end = match.span()
    if match["pw"]:
        spoken = parse_words(match["pw"])
        written, notes = parse_digits(match["pd"])
        if spoken is None:
            return None
        return Number(start, end, written, True, spoken != written, (*notes, "word_and_digits"))
    if match["sd"]:
        written, notes = parse_digits(match["sd"])
        if written is not None:
            written *= _SCALES.get((match["ss"] or "").lower(), 1)
        second = match["sw"]
        spoken = parse_digits(second)[0] if second[0].isdigit() else parse_words(second)
        if spoken is None:
            return None
        return Number(start, end, written, True, spoken != written, (*notes, "word_and_digits"))
    digits = match["d"] or match["du"]
    if digits:
        value, notes = parse_digits(digits)
        return Number(start, end, value, notes=notes)
    value = parse_words(match["w"])
    return None if value is None else Number(start, end, value, word=True)
