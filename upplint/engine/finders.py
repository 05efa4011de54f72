"""The ways to find: one function a kind of `find`, from context to matches."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache

from upplint.engine.applicability import place_holds
from upplint.engine.checks import find_check
from upplint.engine.comparisons import compare
from upplint.engine.conditions import When
from upplint.engine.context import Context, Match
from upplint.engine.find_absent import absent
from upplint.engine.find_requirement import requirements
from upplint.engine.numbers import as_number
from upplint.engine.patterns import pattern_hits
from upplint.engine.plan import pair_lists
from upplint.engine.schema import Find, Rule
from upplint.engine.view import View
from upplint.language.terms import TermMatch, find_terms

Finder = Callable[[Context, Rule, Find], Iterator[Match]]


def find(context: Context, rule: Rule, how: Find) -> Iterator[Match]:
    """All matches of one way to find, before mitigations."""
    yield from _finders()[how.kind](context, rule, how)


@cache
def _finders() -> Mapping[str, Finder]:
    return {
        "phrases": _phrases,
        "pattern": _pattern,
        "regex": _regex,
        "terms": _terms,
        "requirement": requirements,
        "absent": absent,
        "fact": _fact,
        "file": _file,
        "check": _check,
    }


def _conditions(rule: Rule, how: Find) -> list[When]:
    return [w for w in (rule.when, how.when) if w is not None]


def _roles(conditions: list[When]) -> tuple[str, ...]:
    return tuple(r for w in conditions for r in w.roles)


def _allowed(context: Context, rule: Rule, how: Find, view: View, start: int) -> bool:
    """May the rule speak of the sentence at this place?"""
    sentence = view.sentence_at(start)
    if sentence is None:
        return False
    conditions = _conditions(rule, how)
    blocks = tuple(b for w in conditions for b in w.blocks)
    return view.lintable(sentence, blocks) and all(place_holds(w, context, rule, view, start) for w in conditions)


def _phrases(context: Context, rule: Rule, how: Find) -> Iterator[Match]:
    lists = pair_lists(how.phrases)
    replaced = any(how.phrases.values())
    for view in context.text_views(_roles(_conditions(rule, how))):  # type: ignore[arg-type]
        found: list[tuple[int, int, str]] = []
        for phrases in lists:
            replacement = how.phrases[phrases[0]] if replaced else ""
            found.extend((s, e, replacement) for s, e in view.places(phrases))
        last = -1
        # The longest phrase wins where several begin or overlap.
        for start, end, replacement in sorted(found, key=lambda f: (f[0], -f[1])):
            if start >= last and _allowed(context, rule, how, view, start):
                last = end
                yield Match(view.number, start, end, values={"replacement": replacement} if replacement else {})


def _pattern(context: Context, rule: Rule, how: Find) -> Iterator[Match]:
    assert how.pattern is not None
    for view in context.text_views(_roles(_conditions(rule, how))):  # type: ignore[arg-type]
        for hit in pattern_hits(how.pattern, context, rule, view):
            if _allowed(context, rule, how, view, hit.start):
                yield Match(view.number, hit.start, hit.end, values={"quantity": hit.quantity} if hit.quantity else {})


def _regex(context: Context, rule: Rule, how: Find) -> Iterator[Match]:
    assert how.regex is not None
    for view in context.text_views(_roles(_conditions(rule, how))):  # type: ignore[arg-type]
        for start, end in view.matches(how.regex):
            if _allowed(context, rule, how, view, start):
                yield Match(view.number, start, end)


def _terms(context: Context, rule: Rule, how: Find) -> Iterator[Match]:
    test = how.terms
    assert test is not None
    seen: set[str] = set()
    for view in context.text_views(_roles(_conditions(rule, how))):  # type: ignore[arg-type]
        for term in _document_terms(view):
            if (
                (test.category and term.category not in test.category)
                or (test.advice and term.advice not in test.advice)
                or (test.legal and term.legal not in test.legal)
                or (test.inflected is not None and (term.replacement is not None) is not test.inflected)
                or (test.first_only and term.id in seen)
                or not _allowed(context, rule, how, view, term.start)
            ):
                continue
            seen.add(term.id)
            replacement = term.replacement or term.plain
            values = {"term": term.lemma, "replacement": replacement, "plain": term.plain}
            yield Match(view.number, term.start, term.end, values=values)


def _document_terms(view: View) -> tuple[TermMatch, ...]:
    """The lexicon's terms in a document, found once for all rules."""
    if view.terms is None:
        view.terms = find_terms(view.document.text)
    return view.terms


def _fact(context: Context, rule: Rule, how: Find) -> Iterator[Match]:
    test = how.fact
    assert test is not None
    facts = [f for f in map(context.facts.get, test.name or test.sum) if f is not None]
    if not facts or (test.sum and context.facts.get(test.sum[0]) is None):
        return
    if test.sum:
        value: object = sum(n for f in facts if (n := as_number(f.value)) is not None)
    else:
        value = facts[0].value
    outcome = compare(value, test, context, rule, test.unknown)
    if outcome.holds:
        place = context.at_fact(facts[0]) or context.title
        unit = facts[0].unit
        values = {"value": value, "unit": unit, "own_fact": facts[0]} | outcome.values
        yield Match(place.view, place.start, place.end, values=values, missing=outcome.missing)


def _file(context: Context, rule: Rule, how: Find) -> Iterator[Match]:
    test = how.file
    assert test is not None
    for view in context.views:
        document = view.document
        if test.formats and document.format not in test.formats:
            continue
        value = document.format if test.name == "format" else getattr(document.facts, test.name)
        if value is None or not compare(value, test, context, rule).holds:
            continue
        first = next((b for b in document.blocks if b.text.strip()), None)
        start, end = (first.start, first.end) if first else (0, 0)
        yield Match(view.number, start, end, values={"value": value, "file": document.file})


def _check(context: Context, rule: Rule, how: Find) -> Iterator[Match]:
    assert how.check is not None
    params = {k: _filled(v, context, rule) for k, v in how.params.items()}
    for match in find_check(how.check)(context, params):
        if all(
            place_holds(w, context, rule, context.views[match.view], match.start, match.requirement)
            for w in _conditions(rule, how)
        ):
            yield match


def _filled(value: object, context: Context, rule: Rule) -> object:
    if isinstance(value, str) and value.startswith("param:"):
        return context.parameter(rule, value[6:])
    if isinstance(value, dict):
        return {k: _filled(v, context, rule) for k, v in value.items()}
    if isinstance(value, list):
        return [_filled(v, context, rule) for v in value]
    return value
