"""What stands around a number: bounds, rates, VAT, what is counted, what a share is of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from upplint.language.lexicon import read_table
from upplint.language.quantities.masks import COVER
from upplint.language.quantities.model import Comparator
from upplint.language.quantities.nouns import noun_after
from upplint.language.quantities.numbers import GAP

_LEFT = 110
# What a bound does not reach over: the end of a sentence, not that of "max.", "min." and "ca."
_CUT = re.compile(rf"(?<!\bmax)(?<!\bmin)(?<!\bca)(?<!\bc:a)\.(?= )|;(?= )|{COVER}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Bound:
    """A comparator and where its wording starts (left) or ends (right)."""

    comparator: Comparator
    position: int


@cache
def _fillers() -> str:
    row = next(r for r in read_table("comparators") if r["side"] == "filler")
    words = sorted(row["phrase"].split("|"), key=len, reverse=True)
    measured = r"(?:en|ett|sin|den|minsta)\s+[\wåäö-]+\s+(?:på|om|av|motsvarande|för)"
    return rf"(?:(?:{measured}|{'|'.join(words)})[\s:]+|[(\[:+]\s*)"


@cache
def _left() -> tuple[tuple[tuple[Comparator, frozenset[str]], ...], re.Pattern[str]]:
    """What each group of the pattern means, and the pattern of all wordings that bound a number from the left."""
    rows = [r for r in read_table("comparators") if r["side"] == "left"]
    # Negated wordings first: "inte överstiga" is not "överstiga".
    rows.sort(key=lambda r: "inte" not in r["phrase"])
    groups = "|".join(rf"(?P<g{n}>{row['phrase']})" for n, row in enumerate(rows))
    meaning = tuple((Comparator(r["comparator"]), frozenset(filter(None, r["kinds"].split("|")))) for r in rows)
    return meaning, re.compile(rf"(?<![\wåäö-])(?:{groups})(?![\wåäö])", re.IGNORECASE)


@cache
def _only_fillers() -> re.Pattern[str]:
    return re.compile(rf"\s*:?\s*(?:{_fillers()}){{0,4}}", re.IGNORECASE)


_PRIORITY = {
    Comparator.GE: 0,
    Comparator.LE: 0,
    Comparator.GT: 1,
    Comparator.LT: 1,
    Comparator.APPROX: 2,
    Comparator.EQ: 3,
}


def bound_left(text: str, start: int, kind: str) -> Bound | None:
    """The bound right before `start`: the nearest wording; negations and bounds outrank "cirka" and "totalt"."""
    low = max(0, start - _LEFT)
    window = text[low:start]
    cut = max((match.end() for match in _CUT.finditer(window)), default=0)
    low += cut
    window = window[cut:]
    meaning, pattern = _left()
    best: tuple[int, int, Comparator] | None = None
    for match in pattern.finditer(window):
        comparator, kinds = meaning[int((match.lastgroup or "g0")[1:])]
        if (kinds and kind not in kinds) or not _only_fillers().fullmatch(window, match.end()):
            continue
        rank = (_PRIORITY[comparator], match.start())
        if best is None or rank < best[:2]:
            best = (*rank, comparator)
    return Bound(best[2], low + best[1]) if best else None


@cache
def _right() -> tuple[tuple[Comparator, re.Pattern[str]], ...]:
    rows = [r for r in read_table("comparators") if r["side"] == "right"]
    return tuple(
        (
            Comparator(r["comparator"]),
            re.compile(
                rf"\)?(?:[ \u00a0\n]+[a-zåäö]{{3,}})?[ \u00a0\n]*(?<![\wåäö])(?:{r['phrase']})(?![\wåäö])",
                re.IGNORECASE,
            ),
        )
        for r in rows
    )


def bound_right(text: str, end: int) -> Bound | None:
    """The bound right after `end`: "eller mer", "och uppåt"."""
    for comparator, pattern in _right():
        match = pattern.match(text, end)
        if match:
            return Bound(comparator, match.end())
    return None


_RATES = {
    "year": r"år|kalenderår|avtalsår|kontraktsår|verksamhetsår|räkenskapsår|läsår|årsbasis|anno"
    r"|12-månadersperiod|tolvmånadersperiod",
    "month": r"månad|mån\.?|kalendermånad|månaden",
    "week": r"vecka|kalendervecka|v\.|veckan",
    "day": r"dag|dygn|kalenderdag|dagen|dygnet",
    "workday": r"arbetsdag|vardag",
    "hour": r"timme|timma|tim\.?|h|arbetad timme|konsulttimme|timmen",
    "minute": r"minut|min\.?",
    "piece": r"styck|st\.?|enhet|exemplar",
    "occasion": r"gång|tillfälle|besök|tillfället|insats|utryckning",
    "claim": r"skada|skadetillfälle|skadefall|skadehändelse|försäkringsfall|skadeståndsfall|händelse",
    "m2": r"m2|m²|kvm|kvadratmeter",
    "km": r"km|kilometer",
    "lot": r"anbudsområde|delområde|avtalsområde|område|del|lott",
    "supplier": r"leverantör|anbudsgivare|ramavtalsleverantör",
}


@cache
def _rate() -> re.Pattern[str]:
    known = "|".join(rf"(?P<{name}>{words})(?![\wåäö])" for name, words in _RATES.items())
    begun = r"(?:varje\s+)?(?:påbörjad[et]?\s+|ny\s+|hel\s+|enskild[t]?\s+|och\s+)?"
    return re.compile(
        rf"[,)]?{GAP}(?:(?:totalt|sammanlagt|exkl\.?\s+moms|exklusive\s+moms)\s+)?(?:(?:per|/|om|i|för\s+varje|för|och|varje|à|á|vid\s+varje){GAP}{begun}(?:{known})"
        rf"|(?P<per>(?:per|/){GAP}{begun}(?P<noun>[a-zåäöA-ZÅÄÖ][\wåäö-]+))|(?P<yearly>årligen|om\s+året|per\s+annum)"
        rf"|(?P<monthly>månadsvis|i\s+månaden)|(?P<weekly>i\s+veckan)|(?P<daily>om\s+dagen|dagligen))",
        re.IGNORECASE,
    )


@dataclass(frozen=True, slots=True)
class Rate:
    name: str
    end: int


def rate_after(text: str, end: int, kind: str) -> Rate | None:
    """What the number is per: "per timme", "/år", "per påbörjad vecka"."""
    match = _rate().match(text, end)
    if match is None:
        return None
    joiner = match[0].strip(" ,)\n\u00a0").split()[0].lower() if match[0].strip(" ,)\n\u00a0") else ""
    adverb = any(match[g] for g in ("yearly", "monthly", "weekly", "daily"))
    definite = match[0].rstrip().lower().endswith(("timmen", "dagen", "dygnet", "veckan", "månaden", "minuten"))
    # "i timmen" and "om dagen" are rates, "i år" and "för del" are not.
    if joiner in ("i", "om", "och", "för") and not adverb and not definite:
        return None
    for group, name in (("yearly", "year"), ("monthly", "month"), ("weekly", "week"), ("daily", "day")):
        if match[group]:
            return Rate(name, match.end())
    for name in _RATES:
        if match[name]:
            return Rate(name, match.end())
    counted = noun_after(text, match.start("noun"))
    if counted is None:
        return None
    noun, stop = counted[0].lower(), counted[1]
    if kind in ("count", "money", "hours", "period", "score", "percent", "area", "measure"):
        return Rate(noun, stop)
    return None


_VAT_AFTER = re.compile(
    r"[\s,(]*(?P<w>(?:exkl(?:usive|\.)?|ex\.?|utan|exclusive)\s+(?:moms|mervärdes\w*)|moms\s+(?:ej|inte)\s+inkluderad|moms\s+tillkommer"
    r"|(?P<i>(?:inkl(?:usive|\.)?|med)\s+(?:moms|mervärdes\w*)))\)?",
    re.IGNORECASE,
)
_VAT_BEFORE = re.compile(
    r"(?P<w>exkl\w*\.?|inkl\w*\.?|utan)\s+(?:moms|mervärdesskatt\w*)\)?[\s,:]*(?:är|om|på|uppgår\s+till)?\s*$",
    re.IGNORECASE,
)


def vat_around(text: str, start: int, end: int) -> tuple[str | None, int]:
    """`excl`, `incl` or `None`, and where its wording ends."""
    match = _VAT_AFTER.match(text, end)
    if match is None:  # "500 kr per år och skola exkl. moms"
        near = _VAT_AFTER.search(text, end, end + 45)
        if near and not re.search(r"[.;\d]\s", text[end : near.start()]):
            return ("incl" if near["i"] else "excl"), end
    if match:
        return ("incl" if match["i"] else "excl"), match.end()
    before = _VAT_BEFORE.search(text[max(0, start - 40) : start])
    if before:
        return ("incl" if before["w"].lower().startswith("ink") else "excl"), end
    return None, end


_SCOPES = (
    (
        "lot",
        re.compile(
            r"per\s+(?:anbudsområde|delområde|avtalsområde|område)|(?:varje|respektive)\s+(?:anbudsområde|delområde)",
            re.IGNORECASE,
        ),
    ),
    (
        "supplier",
        re.compile(r"per\s+(?:leverantör|anbudsgivare|ramavtalsleverantör)|varje\s+leverantör", re.IGNORECASE),
    ),
    (
        "total",
        re.compile(
            r"\btotalt\b|sammanlagt|sammantaget|i\s+sin\s+helhet|hela\s+(?:ram)?avtals\w+|under\s+(?:ram)?avtals(?:tiden|perioden)"
            r"|(?:totala|sammanlagda|samlade)\s+\w+|takvolym\w*|under\s+kontrakts(?:tiden|perioden)|inklusive\s+(?:option\w*|förläng\w*)",
            re.IGNORECASE,
        ),
    ),
)


def scope_around(text: str, start: int, end: int) -> str | None:
    """Whether the number is for a lot, a supplier or the whole contract; looks within the sentence."""
    left = text[max(0, start - 60) : start]
    left = left[max(left.rfind(". "), left.rfind("; ")) + 1 :]
    right = re.split(r"[.;,]\s|\d", text[end : end + 50])[0]
    for name, pattern in _SCOPES:
        if pattern.search(right) or pattern.search(left):
            return name
    return None
