"""What stands around a match and takes the finding back, or lowers it.

Real Swedish tenders very often state the exception one or two sentences later in the same numbered section, so a
mitigation says how far around the match it counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from upplint.engine.applicability import place_holds, tender_holds
from upplint.engine.conditions import Unless
from upplint.engine.context import Context, Match
from upplint.engine.model import LEVELS, Level
from upplint.engine.patterns import hits_in, sentence_hits
from upplint.engine.primitives import Texts
from upplint.engine.schema import Find, Rule
from upplint.engine.view import Range, View
from upplint.language.analysis import Sentence


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the mitigations of a match say.

    Attributes:
        silenced: no finding.
        steps: so many levels lower.
        at_most: the level is not above this.
        reasons: why it was lowered.
    """

    silenced: bool = False
    steps: int = 0
    at_most: Level | None = None
    reasons: tuple[Texts, ...] = ()


def judge(context: Context, rule: Rule, how: Find, match: Match, others: Sequence[Match] = ()) -> Verdict:
    """Ask every mitigation of the rule and of the way it was found.

    Args:
        others: all places where the rule was found, so that an exception goes to the demand it belongs to.
    """
    steps = 0
    at_most: Level | None = None
    reasons: list[Texts] = []
    for unless in (*rule.unless, *how.unless):
        if not counts(context, rule, unless, match, others):
            continue
        if unless.effect == "silence":
            return Verdict(silenced=True)
        if unless.effect == "lower":
            steps = 1  # two general clauses do not make a barrier smaller than one does
        else:
            at_most = lighter(at_most, Level(unless.effect))
        if unless.reason is not None:
            reasons.append(unless.reason)
    return Verdict(False, steps, at_most, tuple(dict.fromkeys(reasons)))


def lighter(a: Level | None, b: Level) -> Level:
    """The lighter of two levels."""
    return b if a is None or LEVELS.index(b) >= LEVELS.index(a) else a


def counts(context: Context, rule: Rule, unless: Unless, match: Match, others: Sequence[Match] = ()) -> bool:
    """Does the mitigation hold for this match? All of its tests must."""
    view = context.views[match.view]
    if unless.when is not None and not (
        tender_holds(unless.when, context, rule).holds
        and place_holds(unless.when, context, rule, view, match.start, match.requirement)
    ):
        return False
    void = unless.void_if_answer_required
    outside_void = (rule.void_if_answer_required if void is None else void) and _answer_required(view, match)
    if unless.link and not _linked(unless, view, match, outside_void):
        return False
    if not (unless.phrases or unless.pattern or unless.regex):
        return True
    for other, stretch in _stretches(context, unless, view, match):
        places = _places(context, rule, unless, other, stretch)
        if places and others and not unless.shared and unless.scope in _AROUND and other is view:
            rivals = _rivals(context, match, others, stretch)
            places = [p for p in places if not _belongs_to_another(view, match, p, rivals)]
        if unless.repeats_match:
            words = " ".join(context.text(match).lower().split())
            places = [p for p in places if words in " ".join(_sentence_text(other, p).lower().split())]
        if any(_stands(unless, view, other, match, place, outside_void) for place in places):
            return True
    return False


#: Scopes beyond the sentence, within which an exception may belong to another demand.
_AROUND = frozenset({"next", "near", "block", "section"})


def _rivals(context: Context, match: Match, others: Sequence[Match], stretch: tuple[Range, ...]) -> list[Match]:
    """Other demands in the same stretch, in words of their own."""
    own = context.text(match).lower()
    sentence = context.views[match.view].sentence_at(match.start)
    return [
        m
        for m in others
        if m.view == match.view
        and any(a <= m.start and m.end <= b for a, b in stretch)
        and not (sentence is not None and sentence.start <= m.start < sentence.end)
        and context.text(m).lower() != own
    ]


def _belongs_to_another(view: View, match: Match, place: Range, rivals: Sequence[Match]) -> bool:
    """The exception stands in another demand's sentence, or between another demand and ours."""
    sentence = view.sentence_at(place[0])
    start, end = (sentence.start, sentence.end) if sentence else place
    if start <= match.start < end:
        return False
    return any(start <= m.start < end or (m.start < place[0] < match.start) for m in rivals)


def _sentence_text(view: View, place: Range) -> str:
    """The sentence that a place stands in, with its lead-in and row."""
    sentence = view.sentence_at(place[0])
    ranges = view.unit(sentence) if sentence else (view.block_range(place[0]),)
    return " ".join(view.document.text[a:b] for a, b in ranges)


def _answer_required(view: View, match: Match) -> bool:
    """The answer field of the match's own block demands a fixed answer."""
    if not view.document.blocks:
        return False
    answer = view.document.block_at(match.start).answer
    return answer is not None and answer.required is not None


def _linked(unless: Unless, view: View, match: Match, outside_void: bool) -> bool:
    own = view.block_range(match.start)
    if match.requirement is not None:
        requirements: Iterable[object] = (match.requirement,)
    else:
        sentence = view.sentence_at(match.start)
        requirements = view.requirements_by_sentence.get(sentence.index, ()) if sentence else ()
    for requirement in requirements:
        for link in requirement.links:  # type: ignore[attr-defined]
            if link.kind not in unless.link and link.name not in unless.link:
                continue
            if outside_void and not own[0] <= link.start < own[1]:
                continue
            return True
    return False


def _stretches(context: Context, unless: Unless, view: View, match: Match) -> list[tuple[View, tuple[Range, ...]]]:
    """Where the mitigation may stand."""
    scope = unless.scope
    if scope == "tender":
        return [(v, ((0, len(v.document.text)),)) for v in context.views]
    if scope == "document":
        return [(view, ((0, len(view.document.text)),))]
    if scope in ("section", "chapter"):
        return [(view, (view.section_range(match.start, up=1 if scope == "chapter" else 0),))]
    if scope == "block" and view.document.blocks:
        block = view.document.block_at(match.start)
        above = view.unit_of_block(block)
        return [(view, above)]
    sentence = view.sentence_at(match.start)
    if sentence is None:
        return [(view, (view.block_range(match.start),))]
    if scope == "sentence":
        return [(view, _own_unit(view, sentence, match))]
    before = unless.sentences if scope == "near" else 0
    window = view.sentence_window(sentence, before, unless.sentences)
    return [(view, (*(r for r in view.unit(sentence) if r[1] <= window[0]), window))]


def _own_unit(view: View, sentence: Sentence, match: Match) -> tuple[Range, ...]:
    unit = view.unit(sentence)
    if match.end > sentence.end:  # a match over several sentences (a list, a whole row)
        return (*unit, (sentence.end, match.end))
    return unit


def _places(context: Context, rule: Rule, unless: Unless, view: View, stretch: tuple[Range, ...]) -> list[Range]:
    places = view.within(unless.phrases, stretch)
    if unless.regex:
        places += [p for p in view.matches(unless.regex) if any(a <= p[0] and p[1] <= b for a, b in stretch)]
    pattern = unless.pattern
    if pattern is not None:
        if pattern.scope == "sentence":
            hits = [h for _, h in sentence_hits(pattern, context, rule, view)]
            places += [(h.start, h.end) for h in hits if any(a <= h.start and h.end <= b for a, b in stretch)]
        else:
            places += [(h.start, h.end) for h in hits_in(pattern, context, rule, view, stretch, stretch[-1])]
    return places


def _stands(unless: Unless, view: View, other: View, match: Match, place: Range, outside_void: bool) -> bool:
    same = other is view
    if same and place == (match.start, match.end):  # a match does not take itself back
        return False
    if outside_void:
        own = view.block_range(match.start)
        if not same or not own[0] <= place[0] < own[1]:
            return False
    if unless.side == "before" and place[1] > match.start:
        return False
    if unless.side == "after" and place[0] < match.end:
        return False
    if unless.within is not None:
        left, right = sorted((place, (match.start, match.end)))
        sentence = view.sentence_at(match.start)
        unit = view.unit(sentence) if sentence else (view.block_range(match.start),)
        if view.words_between(left, right, unit) > unless.within:
            return False
    if unless.but_not:
        sentence = other.sentence_at(place[0])
        stretch = (sentence.start, sentence.end) if sentence else other.block_range(place[0])
        if other.within(unless.but_not, (stretch,)):
            return False
    return True


__all__ = ["Verdict", "counts", "judge", "lighter"]
