"""What nothing in the tender says, as a way to find."""

from __future__ import annotations

from collections.abc import Iterator

from upplint.documents.model import BlockKind
from upplint.engine.context import Context, Match
from upplint.engine.find_requirement import select
from upplint.engine.patterns import pattern_hits
from upplint.engine.schema import Absent, Anchor, Find, Rule


def absent(context: Context, rule: Rule, how: Find) -> Iterator[Match]:
    """One match when nothing of what is asked for is said anywhere in the tender."""
    assert how.absent is not None
    conditions = [w for w in (rule.when, how.when) if w is not None]
    roles = tuple(r for w in conditions for r in w.roles)
    not_roles = tuple(r for w in conditions for r in w.not_roles)
    if context.is_silent or not any(
        (not roles or v.role in roles) and v.role not in not_roles for v in context.text_views(roles)
    ):
        return
    if not said(how.absent, context, rule):
        place, *others = _places(how.absent.at, context)
        also = tuple((m.view, m.start, m.end) for m in others)
        yield Match(place.view, place.start, place.end, also=also)


def said(test: Absent, context: Context, rule: Rule) -> bool:
    """Does anything in the tender (also in headings and forms) say it?"""
    if any(context.facts.get(name) is not None for name in test.facts):
        return True
    for view in context.views:
        if view.places(test.phrases) or (test.regex and view.matches(test.regex)):
            return True
        if any(True for p in test.pattern for _ in pattern_hits(p, context, rule, view)):
            return True
        if test.requirement and any(True for _ in select(test.requirement, context, rule, view)):
            return True
    return False


def _places(anchors: tuple[Anchor, ...], context: Context) -> list[Match]:
    """The places of the anchors that exist, the first one leads. Headings only where nothing is said in the text."""
    found: dict[tuple[int, int, int], Match] = {}
    for anchor in anchors:
        if not (found and anchor.heading):
            found |= {
                (m.view, m.start, m.end): m for m in _at(anchor, context) if (m.view, m.start, m.end) not in found
            }
    return list(found.values())[:_MOST] or [context.title]


_MOST = 5


def _at(anchor: Anchor, context: Context) -> Iterator[Match]:
    for name in anchor.fact:
        stated = [p for f in context.facts.all(name) if (p := context.at_fact(f)) is not None]
        yield from stated
        if stated:
            return
    for view in context.text_views():
        for start, end in view.places(anchor.phrases):
            sentence = view.sentence_at(start)
            if sentence is not None and view.lintable(sentence):
                yield Match(view.number, start, end)
        for start, _ in view.places(anchor.heading):
            block = view.document.block_at(start)
            if block.kind is BlockKind.HEADING:
                yield Match(view.number, block.start, block.end)
