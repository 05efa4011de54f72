"""Numbers without a unit: a count of what stands after them, or nothing."""

from __future__ import annotations

import re
from dataclasses import replace

from upplint.language.quantities import context
from upplint.language.quantities.measure import Measured, multiplied, remarks
from upplint.language.quantities.model import Comparator, Quantity, QuantityKind
from upplint.language.quantities.nouns import noun_after, share_of
from upplint.language.quantities.numbers import Number
from upplint.language.quantities.surroundings import surrounded

_K = QuantityKind
_C = Comparator


def is_article(text: str, number: Number) -> bool:
    """Is the number only the word en or ett, which is an article more often than a number?"""
    return text[number.start : number.end].lower() in ("en", "ett")


# Where "en" and "ett" are numbers, and nouns with which they are articles all the same.
_COUNTS_ONE = re.compile(
    r"(?:minst|högst|max|maximalt|endast|exakt|bara|enbart|åtminstone|precis|som\s+m\w+st|mer\s+än|fler\s+än|inte\s+fler|inte\s+mer|lägst)",
    re.IGNORECASE,
)
_NO_COUNT = frozenset(
    [
        "belopp",
        "summa",
        "total",
        "totalt",
        "värde",
        "omsättning",
        "pris",
        "nivå",
        "tid",
        "period",
        "gräns",
        "rating",
        "kreditvärdighet",
        "del",
        "gång",
    ]
)
_TITLE_BEFORE = re.compile(r"(?<![.!?:]\s)(?<!^)\b[A-ZÅÄÖ][\wåäöÅÄÖ-]{2,}\s$")
# "nivå fem (5)": the number names a level, it counts nothing.
_NAMED_STEP = re.compile(
    r"\b(nivå(?:n|er)?|kompetensnivå|dag|steg|klass|grupp|kategori|del|fas|zon|betyg(?:et)?|punkt|bilaga|avsnitt|rating|riskklass|plats|vecka)\s+$",
    re.IGNORECASE,
)
_OR_MORE = re.compile(r"\s+eller\s+(?:fler|flera|mer|mera|färre)\s", re.IGNORECASE)
_NUMBER_OF = re.compile(
    r"\bantal(?:et)?(?:\s+(?P<noun>[a-zåäö][\wåäö-]+))?(?:\s+(?:är|uppgår\s+till|ska\s+vara|beräknas\s+till))?\s*:?\s*$",
    re.IGNORECASE,
)


def counted(text: str, measured: Measured) -> Quantity | None:
    """A number without a unit: a count of what stands after it, or nothing."""
    number = measured.first
    single = text[number.start : number.end]
    bound = context.bound_left(text, measured.start, "count")
    paired = "word_and_digits" in number.notes or bool(measured.second and "word_and_digits" in measured.second.notes)
    firm = bound is not None or paired
    more = _OR_MORE.match(text, measured.end)
    beyond = context.bound_right(text, measured.end) if more else None  # "tre eller fler referenser"
    noun = noun_after(text, beyond.position if beyond else measured.end) or (
        share_of(text, measured.end) if firm or number.word else None
    )
    amount = multiplied(number.value, measured.scaled)
    upper = multiplied(measured.second.value, measured.scaled) if measured.second else None
    if measured.currency_missing and noun is None and number.value is not None:
        quantity = Quantity(
            measured.start,
            measured.end,
            _K.MONEY,
            value=amount,
            upper=upper,
            conflict=number.conflict,
            notes=remarks(measured, None),
        )
        return surrounded(text, quantity, measured)
    notes = tuple(n for n in remarks(measured, None) if n != "currency_missing")
    if is_article(text, number) and not paired and measured.second is None:
        if bound is None or bound.comparator not in (_C.GE, _C.LE, _C.EQ) or noun is None:
            return None
        if not _COUNTS_ONE.match(text, bound.position) or noun[0].lower() in _NO_COUNT:
            return None
    if not firm and single.isdigit() and (1900 <= int(single) <= 2100 or int(single) == 0):
        return None
    if (
        not firm
        and single[0].isdigit()
        and measured.second is None
        and _TITLE_BEFORE.search(text[max(0, number.start - 40) : number.start])
    ):
        return None
    if noun is not None and (not noun[0][0].isupper() or firm):
        if not firm and number.value is not None and number.value == 1 and single[0].isdigit():
            return None
        quantity = Quantity(
            measured.start,
            noun[1],
            _K.COUNT,
            value=amount,
            upper=upper,
            unit="piece",
            counted=noun[0],
            conflict=number.conflict or bool(measured.second and measured.second.conflict),
            notes=notes,
        )
        placed = surrounded(text, quantity, replace(measured, end=noun[1]))
        return replace(placed, comparator=beyond.comparator) if beyond and placed.comparator is _C.EQ else placed
    listed = _NUMBER_OF.search(text[max(0, measured.start - 50) : measured.start])
    if listed and single[0].isdigit():
        quantity = Quantity(
            measured.start,
            measured.end,
            _K.COUNT,
            value=amount,
            upper=upper,
            unit="piece",
            counted=listed["noun"],
            notes=notes,
        )
        return surrounded(text, quantity, measured)
    named = _NAMED_STEP.search(text[max(0, measured.start - 20) : measured.start])
    if paired and named:
        return Quantity(
            measured.start,
            measured.end,
            _K.NUMBER,
            value=amount,
            upper=upper,
            of=named[1].lower(),
            conflict=number.conflict,
            notes=notes,
        )
    if paired:
        quantity = Quantity(
            measured.start,
            measured.end,
            _K.COUNT,
            value=amount,
            upper=upper,
            unit="piece",
            conflict=number.conflict,
            notes=notes,
        )
        return surrounded(text, quantity, measured)
    if bound is not None and single[0].isdigit():
        return surrounded(
            text, Quantity(measured.start, measured.end, _K.NUMBER, value=amount, upper=upper, notes=notes), measured
        )
    return None
