"""What stands around a number: bounds, rates, VAT, what is counted, what a share is of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from upplint.language.lexicon import read_table
from upplint.language.quantities.masks import COVER
from upplint.language.quantities.model import Comparator
from upplint.language.quantities.numbers import GAP

_LEFT = 110


@dataclass(frozen=True, slots=True)
class Bound:
    """A comparator and where its wording starts (left) or ends (right)."""

    comparator: Comparator
    position: int


@cache
def _fillers() -> str:
    row = next(r for r in read_table("comparators") if r["side"] == "filler")
    words = sorted(row["phrase"].split("|"), key=len, reverse=True)
    return rf"(?:(?:(?:en|ett|sin|den|minsta)\s+[\wåäö-]+\s+(?:på|om|av|motsvarande|för)|{'|'.join(words)})[\s:]+|[(\[:+]\s*)"


@cache
def _left() -> tuple[tuple[Comparator, frozenset[str], re.Pattern[str]], ...]:
    rows = [r for r in read_table("comparators") if r["side"] == "left"]
    # Negated wordings first: "inte överstiga" is not "överstiga".
    rows.sort(key=lambda r: "inte" not in r["phrase"])
    found = []
    for row in rows:
        kinds = frozenset(filter(None, row["kinds"].split("|")))
        source = rf"(?<![\wåäö-])(?:{row['phrase']})\s*:?\s*(?:{_fillers()}){{0,4}}$"
        found.append((Comparator(row["comparator"]), kinds, re.compile(source, re.IGNORECASE)))
    return tuple(found)


@cache
def _any_left() -> re.Pattern[str]:
    rows = [r["phrase"] for r in read_table("comparators") if r["side"] == "left"]
    return re.compile("|".join(rows), re.IGNORECASE)


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
    cut = max(window.rfind(". "), window.rfind("; "), window.rfind(COVER))
    if cut >= 0:
        low += cut + 1
        window = window[cut + 1 :]
    if not window.strip() or not _any_left().search(window):
        return None
    best: tuple[int, int, Comparator] | None = None
    for comparator, kinds, pattern in _left():
        if kinds and kind not in kinds:
            continue
        match = pattern.search(window)
        if match is None:
            continue
        rank = (_PRIORITY[comparator], match.start())
        if best is None or rank < best[:2] and not (best[1] <= match.start() and best[0] <= rank[0]):
            best = (*rank, comparator)
    if best is None:
        return None
    return Bound(best[2], low + best[1])


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
    "year": r"år|kalenderår|avtalsår|kontraktsår|verksamhetsår|12-månadersperiod|tolvmånadersperiod|årsbasis|räkenskapsår|läsår|anno",
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
        rf"[,)]?{GAP}(?:(?:per|/|om|i|för\s+varje|för|och|varje|à|á|vid\s+varje){GAP}{begun}(?:{known})"
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
    if joiner in ("i", "om", "och", "för") and not any(match[g] for g in ("yearly", "monthly", "weekly", "daily")):
        # "i timmen" and "om dagen" are rates, "i år" and "för del" are not.
        if not match[0].rstrip().lower().endswith(("timmen", "dagen", "dygnet", "veckan", "månaden", "minuten")):
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
    right = re.split(r"[.;,]\s", text[end : end + 50])[0]
    for name, pattern in _SCOPES:
        if pattern.search(right) or pattern.search(left):
            return name
    return None


# Words that are not counted: grammar, verbs, and endings of verbs that look like plurals.
_NOT_NOUNS = frozenset(
    """och eller samt men som att i på av för till från med om vid under över mellan per enligt efter före inom mot hos utan
    är var varit vara har hade ska skall kan får måste bör kommer ges gäller avser framgår ställs krävs anges utgör finns sker
    ingår omfattar innebär inte ej även också där när då så den det de en ett man vi ni detta denna dessa vilken vilket vilka
    varav varje alla samtliga respektive ovan nedan här annan annat andra hela delar gånger procent senast tidigast minst högst
    lägst totalt cirka ca vilka dels utgår uppgår går ger tar tas görs gör blir bli är bedöms kommer eventuellt
    därefter medan därav dock samma viss första tredje exkl exkl. inkl inkl. exklusive inklusive moms plus minus gäller startar börjar
    slutar upphör löper betalas betalar ersätts utförs tillämpas redovisas medför anger genom bland utöver nu sedan tid
    vardera tillsammans också endast enbart bara redan enl enl. t.ex. dvs dvs. bl.a. m.m. etc ange fyll bifoga st""".split()
)
_ADJECTIVE = re.compile(
    r"(?:ade|ande|ende|iga|liga|iska|ala|ella|iva|bara|samma|rika|lösa|enta|anta|nna|dda|tta|rda|lda|nda|sta|öra|ora|åra|ya|"
    r"fulla|ella|ära|ila|ösa|ionella|cka|rka|kta|tna|gna|mna|vna)$"
)
_ADJECTIVES = frozenset(
    """olika liknande relevanta motsvarande jämförbara stora små nya egna andra sådana separata fasta goda unika samtidiga
    namngivna skriftliga ytterligare extra av ordinarie erbjudna utförda genomförda avslutade likvärdiga oberoende pågående
    fullgjorda aktuella fristående behöriga certifierade utbildade erfarna fullständiga hela årliga senaste olika kompletta
    inkomna högst minst externa interna moderna tillgängliga heltidsanställda enskilda godkända lediga ensamma kvalificerade flera eller liknade""".split()
)
_NOUN_ENDS = frozenset("svenska kvinna förskola skola kommuna vecka rna".split())
_WORD = re.compile(rf"{GAP}(?P<w>[\wåäöÅÄÖ]+(?:[-/][\wåäöÅÄÖ]+)*\.?)")


_SINGULAR = re.compile(
    r"(?:ligt?|samt?|iskt?|ivt?|ellt?|bart?|fullt?|lösa?t?|enskil[dt]|särskil[dt]|komplett|separat|unikt?|ny(?:tt)?|egen|eget|"
    r"namngive[nt]|ansvarigt?|annan|annat|stort?|fast|[aei]dd?|giltigt?|skriven|skrivet|given|givet)$"
)
# "tio anbud lämnas", "bjuds", "utses": no nouns; but plats, resurs, kurs.
_VERB_IN_S = re.compile(r".{3,}[aedklmnrtvgp]s$")
_NOUN_IN_S = re.compile(r"(?:plats|resurs|kurs|pris|hus|dans|ans|ens|ers|fas|bas|glas|gas|ps)$")
_NOUN_LIKE = re.compile(
    r"(?:ande|ende|anställda|vuxna|arbetslösa|närstående|avlidna|äldre|anhöriga|ledamöter|delaktiga|certifierade)$"
)
_COORDINATED = re.compile(r"-[ \u00a0]+(?:och|eller|respektive)[ \u00a0]+[\wåäö-]+")


def noun_after(text: str, end: int) -> tuple[str, int] | None:
    """The noun counted after `end`, past at most three adjectives, and where it ends; `None` when no noun stands there."""
    found = _noun(text, end)
    if found is None:
        # "tre anbudssökande ska": a noun that looks like a participle
        match = _WORD.match(text, end)
        if match and _NOUN_LIKE.search(match["w"].lower()):
            return match["w"], match.end("w")
    return found


def _noun(text: str, end: int) -> tuple[str, int] | None:
    position = end
    for step in range(4):
        match = _WORD.match(text, position)
        if match is None:
            return None
        word = match["w"].rstrip(".")
        folded = word.lower()
        if folded in _NOT_NOUNS or COVER in word or not word[0].isalpha() or len(word) < 2:
            return None
        coordinated = _COORDINATED.match(text, match.start("w") + len(word))
        if coordinated:
            return text[match.start("w") : coordinated.end()], coordinated.end()
        describing = (
            folded in _ADJECTIVES or _ADJECTIVE.search(folded) or _is_singular_adjective(text, match.end("w"), folded)
        )
        if step < 3 and describing and folded not in _NOUN_ENDS:
            position = match.end("w")
            continue
        if _VERB_IN_S.search(folded) and not _NOUN_IN_S.search(folded):
            return None
        return word, match.start("w") + len(word)
    return None


def _is_singular_adjective(text: str, end: int, word: str) -> bool:
    """ "ett (1) skriftligt intyg": only where another word follows that can be the noun."""
    if not _SINGULAR.search(word) or len(word) < 4:
        return False
    following = _WORD.match(text, end)
    return (
        following is not None and following["w"].lower().rstrip(".") not in _NOT_NOUNS and following["w"][0].islower()
    )


_OF = re.compile(
    rf"{GAP}av{GAP}(?P<np>(?:(?:den|det|de|en|ett|ert|er|sin|sitt|sina|samtliga|alla)\s+)?[^\s.,;:()]+)", re.IGNORECASE
)


def share_of(text: str, end: int) -> tuple[str, int] | None:
    """What a share is of: "av kontraktsvärdet", "av den totala omsättningen"."""
    match = _OF.match(text, end)
    if match is None:
        return None
    start = match.start("np")
    position = start
    article = re.match(r"(?:den|det|de|en|ett|ert|er|sin|sitt|sina|samtliga|alla)\s+", text[start:], re.IGNORECASE)
    if article:
        position += article.end()
    noun = noun_after(text, position)
    # "av leverantörens ersättning": a genitive, and what it owns.
    while (
        noun
        and noun[0].lower().endswith("s")
        and (owned := noun_after(text, noun[1]))
        and not noun[0].endswith(("us", "is"))
    ):
        noun = owned
    if noun is None:
        return None
    return " ".join(text[position : noun[1]].split()), noun[1]
