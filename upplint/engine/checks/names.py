"""Names of products, programs and methods, told by what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from upplint.engine.checks import check
from upplint.engine.context import Context, Match
from upplint.engine.view import Range, View

#: A name: a capitalised word, then more capitalised words, models and numbers.
_MODEL = r"(?:[A-ZÅÄÖ][\w&+./-]*|\d[\w-]*(?:[.,]\d+)*)(?<![.,])"
_NAME = rf"(?P<x>(?=[\w-]*[a-zåäöA-ZÅÄÖ0-9]{{2}})[A-ZÅÄÖ][\w&+-]*(?: {_MODEL})*(?:,? (?:modell|typ)(?: {_MODEL})+)?)"
_BEHIND = re.compile(rf"\s+[”\"»']?{_NAME}")
_COLON_BEHIND = re.compile(rf":?\s+[”\"»']?{_NAME}")
#: A maker and a model with a number in it: "Dormakaba TS 83", "Loctite 243". A bare number says less: it must be longer
#: and stand where goods are named (`_GOODS`).
_NUMBER = r"[A-Z]{1,4}[ -]?\d{1,4}\w{0,3}|(?!(?:19|20)\d\d\b)\d{3,4}(?:-\d{1,4})?[A-Z]{0,2}(?:-\d{1,3})?"
_UNIT = r"§|kap|kr|kronor|mkr|procent|st|år|dagar|timmar|meter|mm|cm|kg|g|m2|m²|kvm|liter|ml|platser|personer|poäng"
_WITH_MODEL = re.compile(
    r"(?<![\w-])(?P<x>[A-ZÅÄÖ][a-zåäö&-]{2,}[\wåäö-]*(?: [A-ZÅÄÖ][\w-]+){0,2}?"
    rf" (?:{_NUMBER}))(?![\w%–:/]|[-.,]\d| (?:{_UNIT})\b)"
)
_GOODS = re.compile(
    r"(?:\b(?:vara|är|av|från|med|typ|modell|märke|en|ett|leverera|offerera|används|använda)|[:\t•-])\s*$"
)
_LETTERS = re.compile(r" [A-Z]{1,4}[ -]?\d|\d[A-Z]|\d-\d")
_TWO_WORDS = re.compile(r"\s+(?P<x>[A-ZÅÄÖ][\wåäö+-]+(?: [A-ZÅÄÖ][\wåäö+-]+)+)")
_OWNED = re.compile(r"\b(?:av|med) (?P<x>[A-ZÅÄÖ][\wåäö-]+s) (?:fabrikat|märke|tillverkning|modell)\b")
_COMPOUND = re.compile(
    r"(?<=[a-zåäö,] )(?P<x>[A-ZÅÄÖ][A-ZÅÄÖa-zåäö]{2,}-[a-zåäö]*(?:verktyg|koppling|maskin|utrustning|program|"
    r"programvara|licens|armatur|apparat|skrivare|intervju|metod|modell)\w*)"
)
_ARTICLE = re.compile(
    r"(?<!\w)[Aa]rt(?:ikelnummer|ikelnr|\.? ?nr)\.?:? (?P<x>(?=[\w-]*\d)[\w-]{4,}(?: från [A-ZÅÄÖ]\w+)?)"
)
_METHOD = re.compile(r"\s+(?P<x>[A-ZÅÄÖ][\wåäö-]*(?:metoden|modellen|konceptet|programmet|skalan))\b")
_FIRST = re.compile(r"(?:^|[.!?]\s|[\n•]\s*)$")  # what stands before the first word of a sentence


@check(params=("leads", "makers", "records", "methods", "things", "used", "not_names"))
def products(context: Context, params: Mapping[str, Any]) -> Iterator[Match]:
    """Products, programs and methods named by word or model.

    Params: cue lists. `leads`: words that a name follows ("fabrikat", "programvaran"); `makers`: words that a maker
    follows ("produkter från"); `records`: verbs of records that are kept in a named program ("journalförs i");
    `methods`: words that a named method of several words follows ("enligt"); `things`: "bilarna ska vara"; `used`:
    "används" before a name of several words; `not_names`: names of other things (places, laws, appendices, the market's
    own systems).
    """
    lists = {name: (params[name],) for name in ("leads", "makers", "records", "methods", "things", "used", "not_names")}
    for view in context.text_views():
        seen: list[Range] = []
        for start, end in sorted(_found(view, lists), key=lambda r: (r[0], -r[1])):
            if any(a < end and start < b for a, b in seen) or _excluded(view, lists["not_names"], start, end):
                continue
            seen.append((start, end))
            yield Match(view.number, start, end)


def _found(view: View, lists: Mapping[str, tuple[Any, ...]]) -> Iterator[Range]:
    text = view.document.text
    for name, pattern in (
        ("leads", _COLON_BEHIND),
        ("makers", _BEHIND),
        ("records", _BEHIND),
        ("things", _BEHIND),
        ("methods", _TWO_WORDS),
        ("methods", _METHOD),
        ("used", _TWO_WORDS),
    ):
        for _, end in view.places(lists[name]):
            match = pattern.match(text, end, min(len(text), end + 80))
            if match and "\n" not in match.group():
                yield match.span("x")
    for pattern in (_OWNED, _COMPOUND, _ARTICLE):
        yield from (m.span("x") for m in pattern.finditer(text))
    for match in _WITH_MODEL.finditer(text):
        start, end = match.span("x")
        if _FIRST.search(text, max(0, start - 3), start):  # a capital that says nothing: the name may begin behind it
            later = _WITH_MODEL.search(text, start + 1, end)
            if later is None or text[later.start("x") - 1] != " ":
                continue
            start = later.start("x")
        if _LETTERS.search(text, start, end) or _GOODS.search(text, max(0, start - 12), start):
            yield start, end


def _excluded(view: View, not_names: tuple[Any, ...], start: int, end: int) -> bool:
    """Is it the name of something else: a listed one, or the authority's own?"""
    text = view.document.text
    first = re.match(r"[\w&+-]+", text[start:end])
    if first is None:
        return False
    word = first.group().lower()
    if word in view.names.authority or word.removesuffix("s") in view.names.authority:
        return True
    return any(a < end and start < b for a, b in view.within(not_names, ((start, min(len(text), end + 20)),)))
