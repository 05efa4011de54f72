"""Extracted requirements as a way to find."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from upplint.engine.applicability import place_holds
from upplint.engine.comparisons import quantity_holds
from upplint.engine.conditions import MeasureTest, RequirementTest
from upplint.engine.context import Context, Match
from upplint.engine.patterns import hits_in
from upplint.engine.schema import Find, Rule
from upplint.engine.view import Range, View
from upplint.requirements.model import Requirement


@dataclass(frozen=True, slots=True)
class Selected:
    """A requirement that passed a test: the place to report, what it was compared with, what was not known."""

    requirement: Requirement
    start: int
    end: int
    values: dict[str, object]
    missing: tuple[str, ...] = ()


def requirements(context: Context, rule: Rule, how: Find) -> Iterator[Match]:
    """Matches of `find: {requirement: ...}`."""
    assert how.requirement is not None
    conditions = [w for w in (rule.when, how.when) if w is not None]
    blocks = tuple(b for w in conditions for b in w.blocks)
    for view in context.text_views(tuple(r for w in conditions for r in w.roles)):
        for found in select(how.requirement, context, rule, view):
            requirement = found.requirement
            sentence = view.sentence_at(requirement.start)
            if sentence is not None and not view.lintable(sentence, blocks):
                continue
            if all(place_holds(w, context, rule, view, found.start, requirement) for w in conditions):
                yield Match(view.number, found.start, found.end, requirement, found.values, found.missing)


def select(test: RequirementTest, context: Context, rule: Rule, view: View) -> Iterator[Selected]:
    """The requirements of a document that pass a test."""
    for requirement in view.part.requirements:
        if labels_hold(test, requirement):
            found = _place(test, context, rule, view, requirement)
            if found is not None:
                yield found


def labels_hold(test: RequirementTest, requirement: Requirement) -> bool:
    """The parts of a test that need no text."""
    return (
        (not test.on or requirement.on in test.on)
        and (not test.force or requirement.force in test.force)
        and (not test.stage or requirement.stage in test.stage)
        and (not test.topic or requirement.topic in test.topic)
        and (not test.link or requirement.has_link(*test.link))
        and not (test.no_link and requirement.has_link(*test.no_link))
        and (not test.evidence or any(e.when in test.evidence for e in requirement.evidence))
        and (test.scored is None or (requirement.points is not None) is test.scored)
        and (test.answer_required is None or requirement.answer_required is test.answer_required)
        and requirement.certainty >= test.certainty
    )


def unit_of(view: View, requirement: Requirement) -> tuple[Range, ...]:
    """The requirement with the lead-in and row that are read together with it."""
    sentence = view.sentence_at(requirement.start)
    own = (requirement.start, requirement.end)
    if sentence is None:
        return (own,)
    above = [r for r in view.unit(sentence) if r[1] <= own[0]]
    return (*above, own)


def _place(
    test: RequirementTest, context: Context, rule: Rule, view: View, requirement: Requirement
) -> Selected | None:
    unit = unit_of(view, requirement)
    own = (requirement.start, requirement.end)
    if test.none and view.within(test.none, unit):
        return None
    places: dict[str, Range] = {"requirement": own}
    values: dict[str, object] = {}
    missing: tuple[str, ...] = ()
    if test.phrases:
        found = view.within(test.phrases, unit)
        if not found:
            return None
        # Words of the lead-in count, but the report points into the requirement itself.
        inside = [p for p in found if p[0] >= own[0]]
        places["phrases"] = max(inside, key=lambda p: (p[1] - p[0], -p[0])) if inside else own
    if test.pattern:
        sentence = view.sentence_at(requirement.start)
        hit = next(iter(hits_in(test.pattern, context, rule, view, unit, own, sentence)), None)
        if hit is None:
            return None
        places["phrases"] = (hit.start, hit.end)
        if hit.quantity is not None:
            values["quantity"] = hit.quantity
    if test.measure:
        measured = _measure(test.measure, context, rule, requirement)
        if measured is None:
            return None
        place, more, missing = measured
        places["measure"] = place
        values |= more
    mark: str = test.mark or next(m for m in ("phrases", "measure", "requirement") if m in places)
    start, end = places.get(mark, own)
    return Selected(requirement, start, end, values, missing)


def _measure(
    test: MeasureTest, context: Context, rule: Rule, requirement: Requirement
) -> tuple[Range, dict[str, object], tuple[str, ...]] | None:
    for measure in requirement.measures:
        quantity = measure.quantity
        if test.what and measure.what not in test.what:
            continue
        outcome = quantity_holds(quantity, test, context, rule)
        if outcome.holds:
            values = {"quantity": quantity, "what": measure.what} | outcome.values
            return (quantity.start, quantity.end), values, outcome.missing
    return None
