"""What could be divided, and unlike things bought together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from upplint.engine.checks import check
from upplint.engine.context import Context, Match

if TYPE_CHECKING:
    from upplint.tender.model import Fact
    from upplint.tender.parts import SeparablePart

_SHOWN = 6
_ALSO = 4


@check(values=("parts", "number", "kind"), params=("least", "named"))
def separable(context: Context, params: Mapping[str, Any]) -> Iterator[Match]:
    """The documents list places, services or products that could be parts of their own.

    The largest list with quantities leads; other lists are given as further places. Params: `least`, parts in the
    list; `named`, a cue list of words that say that there are parts ("två delar"). Values: the parts with their
    quantities as text, how many, and what they are.
    """
    from upplint.tender.parts import groups, separable_parts

    listed = [g for g in groups(separable_parts(context.tender)) if len(g) >= int(params["least"])]
    if not listed:
        return
    first = listed[0]
    start, end = _span(context, first)
    also = tuple((g[0].document, *_span(context, g)) for g in listed[1 : 1 + _ALSO])
    said = tuple((v.number, a, b) for v in context.text_views() for a, b in v.places((params["named"],)))
    also = (*also, *said[:_ALSO])
    values = {
        "parts": _named(first, context.language),
        "number": Decimal(len(first)),
        "kind": _KINDS[context.language][first[0].kind],
    }
    yield Match(first[0].document, start, end, values=values, also=also)


_KINDS = {
    "sv": {"place": "platser", "service": "tjänster", "product": "varugrupper"},
    "en": {"place": "places", "service": "services", "product": "product groups"},
}


def _span(context: Context, parts: Sequence[SeparablePart]) -> tuple[int, int]:
    """The whole enumeration within one block, else the first name (of a table or list)."""
    view = context.views[parts[0].document]
    inside = [p for p in parts if view.block_range(p.start) == view.block_range(parts[0].start)]
    return inside[0].start, inside[-1].end


def _named(parts: Sequence[SeparablePart], language: str) -> str:
    names = [f"{p.name} ({p.quantity})" if p.quantity else p.name for p in parts[:_SHOWN]]
    more = len(parts) - _SHOWN
    if more > 0:
        return ", ".join(names) + (f" och {more} till" if language == "sv" else f" and {more} more")
    word = "och" if language == "sv" else "and"
    return f"{', '.join(names[:-1])} {word} {names[-1]}" if len(names) > 1 else names[0]


@check(values=("divisions", "number"), params=("alike", "added"))
def unlike(context: Context, params: Mapping[str, Any]) -> Iterator[Match]:
    """Unlike services or goods are bought together: CPV codes of two or more divisions that have little in common.

    Params: `alike`, lists of divisions that are often one job ("45 71"); `added`, a cue list of words that add
    something to the scope ("härutöver ingår"). Values: the divisions in words, how many. The sentences that name the
    services, or add to the scope, are given as further places.
    """
    from upplint.tender.cpv import division_name

    codes: dict[str, Fact] = {}
    for fact in context.facts.counting("cpv"):
        codes.setdefault(str(fact.value)[:2], fact)
    kinds = _apart(tuple(codes), [set(str(a).split()) for a in params["alike"]])
    if len(kinds) < 2:
        return
    place = next((p for d in kinds if (p := context.at_fact(codes[d])) is not None), None) or context.title
    names = [(division_name(d) or d) for d in kinds]
    values = {
        "divisions": "; ".join(f"{d} {name[:1].lower()}{name[1:]}" for d, name in zip(kinds, names, strict=True)),
        "number": Decimal(len(kinds)),
    }
    yield Match(place.view, place.start, place.end, values=values, also=tuple(_scope_sentences(context, kinds, params)))


def _apart(divisions: Sequence[str], alike: Sequence[set[str]]) -> list[str]:
    """One division of each set that belongs together, in the order given."""
    out: list[str] = []
    for division in divisions:
        if not any(division in s and other in s for s in alike for other in out):
            out.append(division)
    return out


def _scope_sentences(
    context: Context, divisions: Sequence[str], params: Mapping[str, Any]
) -> Iterator[tuple[int, int, int]]:
    from upplint.tender.parts import fields_in

    found = 0
    for view in context.text_views():
        added = view.sentences_with((params["added"],))
        for sentence in view.analysis.sentences:
            if sentence.column is not None or not view.lintable(sentence) or "CPV" in sentence.text:
                continue
            fields = fields_in(sentence.text)
            known = [d for d in divisions if any(d in f.divisions for f, _, _ in fields)]
            if (len(known) > 1 or (sentence.index in added and known)) and found < _ALSO:
                found += 1
                yield view.number, sentence.start, sentence.end
