"""Does a rule apply to this tender, and may it speak of this place?"""

from __future__ import annotations

from upplint.engine.comparisons import Outcome, joined, test_fact
from upplint.engine.conditions import When
from upplint.engine.context import Context
from upplint.engine.permission import only_allows, tells_of_authority
from upplint.engine.schema import Rule
from upplint.engine.view import View
from upplint.requirements.model import Force, On, Requirement

_YES = Outcome(True)
_NO = Outcome(False)


def tender_holds(when: When | None, context: Context, rule: Rule) -> Outcome:
    """The conditions on the tender: facts, regime, CPV codes and what it mentions."""
    if when is None:
        return _YES
    if when.regime and not set(when.regime) & set(context.regimes):
        return _NO
    if when.cpv and not any(str(f.value).startswith(when.cpv) for f in context.facts.counting("cpv")):
        return _NO
    if when.mentions and not mentioned(when.mentions, context):
        return _NO
    if when.not_mentions and mentioned(when.not_mentions, context):
        return _NO
    outcome = joined(test_fact(name, test, context, rule) for name, test in when.facts.items())
    if not outcome.holds or not when.any or any(_has_place(w) for w in when.any):
        return outcome
    return next((o for w in when.any if (o := tender_holds(w, context, rule)).holds), _NO)


def mentioned(phrases: tuple[str, ...], context: Context) -> bool:
    """Does one of the phrases stand anywhere in the tender?"""
    return any(view.places(phrases) for view in context.views)


def place_holds(
    when: When | None, context: Context, rule: Rule, view: View, offset: int, requirement: Requirement | None = None
) -> bool:
    """The conditions on a place: role, section, block and the labels of its requirement.

    Args:
        offset: of the place in the document's text.
        requirement: the requirement that was matched; without it any requirement of the sentence may hold the labels.
    """
    if when is None:
        return True
    if (when.roles and view.role not in when.roles) or view.role in when.not_roles:
        return False
    if not view.document.blocks:  # nothing could be read: only conditions on the document can hold
        return not _of_text(when)
    block = view.document.block_at(offset)
    if when.blocks and block.kind not in when.blocks:
        return False
    if when.section and not view.within(when.section, view.headings(offset)):
        return False
    if when.not_section and view.within(when.not_section, view.headings(offset)):
        return False
    if when.answer_required is not None:
        required = block.answer is not None and block.answer.required is not None
        if required is not when.answer_required:
            return False
    if (when.on or when.force or when.stage or when.topic) and not _labels_hold(when, view, offset, requirement):
        return False
    if when.not_on or when.not_force:
        labelled = _labelled(view, offset, requirement)
        if labelled and all(r.on in when.not_on or r.force in when.not_force for r in labelled):
            return False
        sentence = view.sentence_at(offset)
        if not labelled and sentence is not None:
            if Force.MAY in when.not_force and only_allows(sentence.text):
                return False
            if On.AUTHORITY in when.not_on and tells_of_authority(sentence.text):
                return False
    if when.binding is not None and view.binds(offset) is not when.binding:
        return False
    return not when.any or any(
        tender_holds(w, context, rule).holds and place_holds(w, context, rule, view, offset, requirement)
        for w in when.any
    )


def _of_text(when: When) -> bool:
    """Does it ask for something that only a text has?"""
    labels = when.on or when.force or when.stage or when.topic or when.binding
    return bool(when.blocks or when.section or labels or when.any)


def _labels_hold(when: When, view: View, offset: int, requirement: Requirement | None) -> bool:
    return any(
        (not when.on or r.on in when.on)
        and (not when.force or r.force in when.force)
        and (not when.stage or r.stage in when.stage)
        and (not when.topic or r.topic in when.topic)
        for r in _labelled(view, offset, requirement)
    )


def _labelled(view: View, offset: int, requirement: Requirement | None) -> tuple[Requirement, ...]:
    """The requirement that was matched, else those of the sentence."""
    if requirement is not None:
        return (requirement,)
    sentence = view.sentence_at(offset)
    return view.requirements_by_sentence.get(sentence.index, ()) if sentence else ()


def _has_place(when: When) -> bool:
    return bool(
        when.roles
        or when.not_roles
        or when.blocks
        or when.section
        or when.not_section
        or when.on
        or when.force
        or when.stage
        or when.topic
        or when.not_on
        or when.not_force
        or when.binding is not None
        or when.answer_required is not None
    ) or any(_has_place(w) for w in when.any)
