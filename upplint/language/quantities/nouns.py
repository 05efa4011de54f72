"""The noun that a number counts, and what a share is of. Word lists in `rules/lexicon/counting.tsv`."""

from __future__ import annotations

import re
from functools import cache

from upplint.language.lexicon import read_table
from upplint.language.quantities.masks import COVER
from upplint.language.quantities.numbers import GAP


@cache
def _never() -> frozenset[str]:
    return frozenset(row["word"] for row in read_table("counting") if row["role"] == "never")


@cache
def _describing() -> frozenset[str]:
    return frozenset(row["word"] for row in read_table("counting") if row["role"] == "describing")


_ADJECTIVE = re.compile(
    r"(?:ade|ande|ende|iga|liga|iska|ala|ella|iva|bara|samma|rika|lösa|enta|anta|nna|dda|tta|rda|lda|nda|sta|öra|ora|åra|ya|"
    r"fulla|ella|ära|ila|ösa|ionella|cka|rka|kta|tna|gna|mna|vna)$"
)

_NOUN_ENDS = frozenset(["kvinna", "förskola", "skola", "kommuna", "vecka", "rna"])
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
    """The noun counted after `end`, past at most three adjectives, and where it ends; `None` without a noun."""
    found = _noun(text, end)
    if found is None:
        # "tre anbudssökande ska": a noun that looks like a participle
        match = _WORD.match(text, end)
        word = match["w"].rstrip(".") if match else ""  # the full stop of the sentence is no part of it
        if match and _NOUN_LIKE.search(word.lower()):
            return word, match.start("w") + len(word)
    return found


def _noun(text: str, end: int) -> tuple[str, int] | None:
    position = end
    for step in range(4):
        match = _WORD.match(text, position)
        if match is None:
            return None
        word = match["w"].rstrip(".")
        folded = word.lower()
        if folded in _never() or COVER in word or not word[0].isalpha() or len(word) < 2:
            return None
        coordinated = _COORDINATED.match(text, match.start("w") + len(word))
        if coordinated:
            return text[match.start("w") : coordinated.end()], coordinated.end()
        describing = (
            folded in _describing() or _ADJECTIVE.search(folded) or _is_singular_adjective(text, match.end("w"), folded)
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
    return following is not None and following["w"].lower().rstrip(".") not in _never() and following["w"][0].islower()


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
