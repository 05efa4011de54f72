"""Persons offered: how many, by name, and with how many years of experience."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from upplint.engine.checks import check
from upplint.engine.checks.demands import AT_LEAST as _AT_LEAST
from upplint.engine.checks.demands import binding
from upplint.engine.context import Context, Match
from upplint.engine.model import Level
from upplint.engine.patterns import longest
from upplint.engine.view import Range, View
from upplint.language.analysis import Sentence
from upplint.language.quantities import Comparator, QuantityKind, to_months

if TYPE_CHECKING:
    from upplint.language.quantities import Quantity


@check(
    values=("value", "persons"),
    params=(
        "several",
        "each",
        "team",
        "team_act",
        "team_none",
        "company",
        "none",
        "person",
        "all",
        "plural",
        "experience",
        "firm",
        "other",
        "years_each",
        "years_one",
        "years_call_off",
    ),
)
def many_years(context: Context, params: Mapping[str, Any]) -> Iterator[Match]:
    """So many years' experience demanded of persons: `years_each` where there are several, `years_one` where one.

    Several persons: words such as "samtliga", "varje" in the sentence or its lead-in, or a tender that asks for a team.
    Params: cue lists `several` (words for several persons), `each` (words that make a demand hold for several), `team`
    and `team_act` (how many persons are to be offered; not with `team_none`), `company` (the firm itself: another
    matter) and `none`; `person` (any title), `all` ("samtliga", "varje") and `plural` ("väktarna"), `experience`
    ("erfarenhet", "arbetat"), `firm` (who tenders) and `other` (years of something else);
    `years_each`, `years_one`, and `years_call_off` for one person in a call-off, whose level the
    framework sets. For one person the level is advice.
    Values: `value`, years; `persons`, `several` or `one`. Source: LOU 14 kap. 1 och 5 §§.
    """
    numbers = ("years_each", "years_one", "years_call_off")
    cues = {name: (words,) for name, words in params.items() if name not in numbers}
    call_off = context.facts.value("call_off") is True
    of_each = Decimal(str(params["years_each"]))
    of_one = Decimal(str(params["years_call_off" if call_off else "years_one"]))
    team = _asks_for_team(context, cues)
    for view in context.text_views():
        for index in sorted(view.sentences_with(cues["experience"])):
            sentence = view.analysis.sentences[index]
            unit = view.unit(sentence)
            bound = binding(view, sentence)
            if not bound.speaks or not view.lintable(sentence) or view.within(cues["none"], unit):
                continue
            found = _years(view, sentence, bound.requirement is not None, cues)
            persons = _persons(view, unit, cues)
            if found is None or (not persons and (bound.requirement is None or _of_firm(view, unit, cues))):
                continue
            years, q = found
            many = _of_several(view, unit, cues) or (team and _of_offered(view, sentence, cues))
            if years < (of_each if many else of_one):
                continue
            values: dict[str, object] = {"value": years, "unit": "year", "persons": "several" if many else "one"}
            start, end = q.start + sentence.start, q.end + sentence.start
            level = None if many else Level.ADVICE
            yield Match(view.number, start, end, bound.requirement, values, level=level)


def _years(
    view: View, sentence: Sentence, labelled: bool, cues: Mapping[str, tuple[str, ...]]
) -> tuple[Decimal, Quantity] | None:
    """The years of experience that a sentence demands; offsets count from the sentence's start."""
    if view.within(cues["other"], ((sentence.start, sentence.end),)):
        return None
    for q in view.analysis.quantities(sentence):
        if "lookback" in q.notes or q.comparator not in _AT_LEAST:
            continue
        if not labelled and q.comparator is Comparator.EQ:
            continue
        months = to_months(q) if q.kind is QuantityKind.PERIOD else _of_years(sentence, q)
        if months is not None:
            return Decimal(str(months)) / 12, q
    return None


_OF_YEARS = re.compile(r"\s+av\s+de\s+(?:senaste|sista)\b", re.IGNORECASE)


def _of_years(sentence: Sentence, q: Quantity) -> Decimal | None:
    """Months of "minst fem av de senaste åtta åren", where the first number has no unit of its own."""
    if (
        q.kind in (QuantityKind.COUNT, QuantityKind.NUMBER)
        and q.value
        and _OF_YEARS.search(sentence.text[q.start : q.end + 25])
    ):
        return q.value * 12
    return None


def _persons(view: View, unit: tuple[Range, ...], cues: Mapping[str, tuple[str, ...]]) -> list[Range]:
    return view.within(cues["person"], unit) or view.within(cues["each"], unit)


def _of_firm(view: View, unit: tuple[Range, ...], cues: Mapping[str, tuple[str, ...]]) -> bool:
    """The firm's own experience is meant, nobody's in particular."""
    return bool(view.within(cues["company"], unit) or view.within(cues["firm"], unit))


_AND = re.compile(r"\s*(?:och|samt|respektive|,)\s+(?:\w+\s+)?", re.IGNORECASE)


def _of_several(view: View, unit: tuple[Range, ...], cues: Mapping[str, tuple[str, ...]]) -> bool:
    """The sentence or its lead-in speaks of several persons: "samtliga konsulter", "projektledare och platschef"."""
    if any(view.within(cues[name], unit) for name in ("each", "several", "plural")):
        return True
    persons = longest(view.within(cues["person"], unit))
    if any(0 <= p[0] - a[1] < 25 for a in view.within(cues["all"], unit) for p in persons):
        return True
    text = view.document.text
    return any(_AND.fullmatch(text[a[1] : b[0]]) for a, b in pairwise(persons))


def _of_offered(view: View, sentence: Sentence, cues: Mapping[str, tuple[str, ...]]) -> bool:
    """The demand concerns one of the offered persons: said near it or in a heading above."""
    near: tuple[Range, ...] = (*view.unit(sentence), view.sentence_window(sentence, 12, 0))
    return bool(view.within(cues["team"], (*near, *view.headings(sentence.start))))


def _asks_for_team(context: Context, cues: Mapping[str, tuple[str, ...]]) -> bool:
    """The tender asks for two or more persons together."""
    return any(
        not view.within(cues["team_none"], view.unit(sentence))
        for view in context.text_views()
        for sentence, _ in team_sentences(view, cues["team"], cues["team_act"])
    )


def team_sentences(view: View, team: tuple[str, ...], act: tuple[str, ...]) -> Iterator[tuple[Sentence, Quantity]]:
    """Sentences that ask for two or more persons ("sammanlagt fem (5) konsulter efterfrågas"), with the number."""
    for index in sorted(view.sentences_with(team) & view.sentences_with(act)):
        sentence = view.analysis.sentences[index]
        if not view.lintable(sentence):
            continue
        for q in view.analysis.quantities(sentence):
            if q.kind is not QuantityKind.COUNT or not q.value or q.value < 2 or q.comparator is Comparator.LE:
                continue
            around = (q.start + sentence.start, min(q.end + sentence.start + 40, sentence.end))
            if view.within(team, (around,)):
                yield sentence, q
                break


@check(values=("value",), params=("team", "team_act", "none"))
def team(context: Context, params: Mapping[str, Any]) -> Iterator[Match]:
    """Two or more persons must be offered together.

    Params: cue lists `team` (words for offered persons), `team_act` ("efterfrågas", "ska offereras") and `none`.
    Values: `value`, how many.
    """
    words, act, none = ((params[n],) for n in ("team", "team_act", "none"))
    for view in context.text_views():
        for sentence, q in team_sentences(view, words, act):
            if not view.within(none, view.unit(sentence)):
                start, end = q.start + sentence.start, q.end + sentence.start
                yield Match(view.number, start, end, values={"value": q.value})


@check(values=("value",), params=("named", "person", "none"))
def named_roles(context: Context, params: Mapping[str, Any]) -> Iterator[Match]:
    """Persons in two or more different roles must be named, or show their CVs, together.

    Params: cue lists `named` ("namnge", "CV"), `person` (titles) and `none`. Values: `value`, how many roles.
    """
    named, person, none = ((params[n],) for n in ("named", "person", "none"))
    for view in context.text_views():
        for index in sorted(view.sentences_with(named) & view.sentences_with(person)):
            sentence = view.analysis.sentences[index]
            unit = view.unit(sentence)
            if not binding(view, sentence).speaks or not view.lintable(sentence) or view.within(none, unit):
                continue
            roles = longest(view.within(person, ((sentence.start, sentence.end),)))
            titles = {view.document.text[a:b].lower() for a, b in roles}
            listed = any(_AND.fullmatch(view.document.text[a[1] : b[0]]) for a, b in pairwise(roles))
            if len(titles) > 1 and listed:
                yield Match(view.number, roles[0][0], roles[-1][1], values={"value": Decimal(len(titles))})
