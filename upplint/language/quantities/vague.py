"""Numbers that are none: flera, ett par, ett tiotal; and fractions in words: hälften, två tredjedelar."""

from __future__ import annotations

import re
from decimal import Decimal

from upplint.language.quantities.model import Comparator, Quantity, QuantityKind
from upplint.language.quantities.nouns import noun_after, share_of

_TENS = re.compile(
    r"\b(?:ett|några|flera)\s+(?P<n>tiotal|femtontal|tjugotal|trettiotal|fyrtiotal|femtiotal|hundratal|tusental)s?\b|\b(?P<m>tiotals|hundratals|tusentals)\b",
    re.IGNORECASE,
)
_SIZES = {"tio": 10, "femton": 15, "tjugo": 20, "trettio": 30, "fyrtio": 40, "femtio": 50, "hundra": 100, "tusen": 1000}
_VAGUE = re.compile(
    r"(?<!inte )(?<!utan )(?<!ej )(?<!inga )(?<!eller )\b(?P<w>flera|några|ett\s+par|ett\s+"
    r"(?:stort\s+|större\s+|mindre\s+|visst\s+|begränsat\s+|lämpligt\s+|tillräckligt\s+)?"
    r"(?:antal|flertal|fåtal)|många|enstaka|åtskilliga)\b(?!\s+(?:av|gånger|sätt|fall|annan|andra|år)\b)",
    re.IGNORECASE,
)
_ONE_OR_MORE = re.compile(r"\b(?:en|ett|1)\s+(?:\((?:1)\)\s+)?eller\s+(?:flera|fler)\b", re.IGNORECASE)
_FRACTION = re.compile(
    r"\b(?:(?P<half>hälften|halva(?=\s+(?:antalet|tiden|beloppet|kontrakts|styrkan|personal)))|(?P<n>en|två|tre|fyra|1|2|3|4)\s+(?P<d>tredje|fjärde|femte|sjätte|åtton|tion)de?l(?:ar)?)\b"
    r"|(?<![\w/.,-])(?P<a>[1-9])/(?P<b>[2-9]|10)(?=\s+(?:av|delar)\b)",
    re.IGNORECASE,
)
_COUNTS = {"en": 1, "två": 2, "tre": 3, "fyra": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_PARTS = {"tredje": 3, "fjärde": 4, "femte": 5, "sjätte": 6, "åtton": 8, "tion": 10}


def find_vague(text: str) -> list[Quantity]:
    """Vague counts (`notes=("vague",)`, value `None` or about) and fractions in words (value 0-1)."""
    found: list[Quantity] = []

    def free(start: int, end: int) -> bool:
        return not any(start < q.end and q.start < end for q in found)

    for match in _FRACTION.finditer(text):
        if match["a"]:
            value = Decimal(match["a"]) / Decimal(match["b"])
        elif match["half"]:
            value = Decimal("0.5")
        else:
            value = Decimal(_COUNTS[match["n"].lower()]) / _PARTS[match["d"].lower()]
        share = share_of(text, match.end())
        end = share[1] if share else match.end()
        found.append(
            Quantity(
                match.start(), end, QuantityKind.FRACTION, value=value, unit="fraction", of=share[0] if share else None
            )
        )
    for match in _ONE_OR_MORE.finditer(text):
        noun = noun_after(text, match.end())
        if noun and free(match.start(), noun[1]):
            found.append(
                Quantity(
                    match.start(),
                    noun[1],
                    QuantityKind.COUNT,
                    value=Decimal(1),
                    unit="piece",
                    comparator=Comparator.GE,
                    counted=noun[0],
                )
            )
    for match in _TENS.finditer(text):
        stem = (match["n"] or match["m"]).lower().removesuffix("s").removesuffix("tal")
        noun = noun_after(text, match.end())
        end = noun[1] if noun else match.end()
        plural = bool(match["m"]) or not match[0].lower().startswith("ett")
        size = None if plural else Decimal(_SIZES[stem])
        if free(match.start(), end):
            found.append(
                Quantity(
                    match.start(),
                    end,
                    QuantityKind.COUNT,
                    value=size,
                    unit="piece",
                    comparator=Comparator.APPROX,
                    counted=noun[0] if noun else None,
                    notes=("vague",),
                )
            )
    for match in _VAGUE.finditer(text):
        noun = noun_after(text, match.end())
        alone = not text[: match.start()].strip(" /") and not text[match.end() :].strip(" /.")
        if (noun or alone or "/" in text[match.end() : match.end() + 3]) and free(
            match.start(), noun[1] if noun else match.end()
        ):
            found.append(
                Quantity(
                    match.start(),
                    noun[1] if noun else match.end(),
                    QuantityKind.COUNT,
                    unit="piece",
                    counted=noun[0] if noun else None,
                    notes=("vague",),
                )
            )
    return sorted(found, key=lambda q: q.start)
