"""Words that stand together in a sentence (with its lead-in or row), a block or a section."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from upplint.engine.comparisons import quantity_holds
from upplint.engine.conditions import Pattern, QuantityTest
from upplint.engine.context import Context
from upplint.engine.schema import Rule
from upplint.engine.view import Range, View
from upplint.language.analysis import Sentence

if TYPE_CHECKING:
    from upplint.language.quantities import Quantity


@dataclass(frozen=True, slots=True)
class PatternHit:
    """A pattern found: the place to report and the quantity that took part."""

    start: int
    end: int
    quantity: Quantity | None = None


def sentence_hits(pattern: Pattern, context: Context, rule: Rule, view: View) -> Iterator[tuple[Sentence, PatternHit]]:
    """Sentences of a document that hold the pattern; each marked place once."""
    candidates = frozenset.intersection(*(view.sentences_with(group) for group in pattern.all))
    if not candidates:
        return
    sentences = [view.analysis.sentences[i] for i in sorted(candidates)]
    if pattern.tokens:
        allowed = _token_sentences(pattern, view, sentences)
        sentences = [s for s in sentences if s.index in allowed]
    for sentence in sentences:
        own = (sentence.start, sentence.end)
        for hit in hits_in(pattern, context, rule, view, view.unit(sentence), own, sentence):
            yield sentence, hit


def pattern_hits(pattern: Pattern, context: Context, rule: Rule, view: View) -> Iterator[PatternHit]:
    """The pattern everywhere in a document, by its own scope."""
    if pattern.scope == "sentence":
        yield from (hit for _, hit in sentence_hits(pattern, context, rule, view))
        return
    seen: set[Range] = set()
    for start, _ in view.places(pattern.all[0]):
        stretch = view.block_range(start) if pattern.scope == "block" else view.section_range(start)
        if stretch not in seen:
            seen.add(stretch)
            yield from hits_in(pattern, context, rule, view, (stretch,), stretch)


def hits_in(
    pattern: Pattern,
    context: Context,
    rule: Rule,
    view: View,
    unit: Sequence[Range],
    own: Range,
    sentence: Sentence | None = None,
) -> Iterator[PatternHit]:
    """The pattern within a unit. At least one group must stand in the unit's own part, where the report points.

    Args:
        unit: stretches that are read together, in text order.
        own: the part of the unit that is the sentence, block or section itself.
        sentence: for quantities.
    """
    groups = [longest(view.within(group, unit)) for group in pattern.all]
    if not all(groups) or (pattern.none and view.within(pattern.none, unit)):
        return
    quantities: Sequence[Quantity | None] = (None,)
    if pattern.quantity is not None:
        quantities = quantities_in(pattern.quantity, context, rule, view, sentence) if sentence else ()
    seen: set[Range] = set()
    for chosen in _assignments(pattern, view, unit, groups):
        for quantity in quantities:
            if quantity is not None and not _near(pattern.quantity, chosen[0], quantity, sentence, view, unit):
                continue
            span = _span(pattern, chosen, quantity, sentence, own)
            if span is not None and span not in seen:
                seen.add(span)
                yield PatternHit(*span, quantity)
                break
        if seen and not pattern.each:
            return


def longest(places: Sequence[Range]) -> list[Range]:
    """Of places that overlap only the longest, in order."""
    if len(places) < 2:
        return list(places)
    kept: list[Range] = []
    for place in sorted(places, key=lambda p: (p[0] - p[1], p[0])):
        if all(place[1] <= other[0] or other[1] <= place[0] for other in kept):
            kept.append(place)
    return sorted(kept)


def _assignments(
    pattern: Pattern, view: View, unit: Sequence[Range], groups: Sequence[Sequence[Range]]
) -> Iterator[tuple[Range, ...]]:
    """Ways to choose one place a group that keep order and distance."""

    def extend(chosen: tuple[Range, ...]) -> Iterator[tuple[Range, ...]]:
        if len(chosen) == len(groups):
            yield chosen
            return
        for place in groups[len(chosen)]:
            if chosen:
                last = chosen[-1]
                if place == last:
                    continue
                if pattern.order and place[0] < last[1]:
                    continue
                if pattern.within is not None:
                    left, right = sorted((last, place))
                    if view.words_between(left, right, unit) > pattern.within:
                        continue
            yield from extend((*chosen, place))

    yield from extend(())


def _span(
    pattern: Pattern, chosen: Sequence[Range], quantity: Quantity | None, sentence: Sentence | None, own: Range
) -> Range | None:
    shift = sentence.start if sentence else 0
    amount = (quantity.start + shift, quantity.end + shift) if quantity is not None else None
    wanted = [amount if n == 0 else chosen[n - 1] for n in pattern.mark] if pattern.mark else [*chosen, amount]
    inside = [p for p in wanted if p is not None and own[0] <= p[0] and p[1] <= own[1]]
    if not inside or (pattern.mark and len(inside) < len(pattern.mark)):
        return None
    return min(p[0] for p in inside), max(p[1] for p in inside)


def quantities_in(test: QuantityTest, context: Context, rule: Rule, view: View, sentence: Sentence) -> list[Quantity]:
    """The quantities of a sentence that pass the test; offsets count from the sentence's start."""
    return [
        q
        for q in view.analysis.quantities(sentence)
        if q.kind in test.kind and quantity_holds(q, test, context, rule).holds
    ]


def _near(
    test: QuantityTest | None,
    first: Range,
    quantity: Quantity,
    sentence: Sentence | None,
    view: View,
    unit: Sequence[Range],
) -> bool:
    if test is None or test.near is None or sentence is None:
        return True
    place = (quantity.start + sentence.start, quantity.end + sentence.start)
    left, right = sorted((first, place))
    return view.words_between(left, right, unit) <= test.near


def _token_sentences(pattern: Pattern, view: View, sentences: Sequence[Sentence]) -> set[int]:
    """Indices of the sentences that one of the token patterns matches. Only these sentences are tagged."""
    from spacy.matcher import Matcher

    docs = view.analysis.parse(sentences)
    if not docs:
        return set()
    vocab = next(iter(docs.values())).vocab
    matcher = Matcher(vocab)
    matcher.add("pattern", [list(tokens) for tokens in pattern.tokens])
    return {index for index, doc in docs.items() if matcher(doc)}
