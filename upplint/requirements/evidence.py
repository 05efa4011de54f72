"""What must be handed in to show that a requirement is met, by whom and when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from upplint.documents.model import AnswerKind, Document
from upplint.language.analysis import Analysis, Sentence
from upplint.requirements import cues
from upplint.requirements.context import Anchor
from upplint.requirements.model import Evidence

_REACH = 4  # sentences behind the requirement
_LONGEST = 14  # words


@cache
def _when() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((e["when"], cues.words(e["pattern"])) for e in cues.load("evidence")["when"])


@cache
def _by() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((e["by"], cues.words(e["pattern"])) for e in cues.load("evidence")["by"])


def find_evidence(
    document: Document, analysis: Analysis, anchors: Sequence[Anchor]
) -> tuple[tuple[Evidence, ...], ...]:
    """The evidence of each requirement.

    It stands in the requirement itself ("Bifoga intyg"), or in the sentences behind it in the same section before the
    next requirement of another topic; a sentence that hands in evidence is a requirement too and shows the one before.
    """
    named = {s.index: tuple(_in_sentence(document, s)) for s in analysis.sentences if s.text}
    out = []
    for i, anchor in enumerate(anchors):
        own = [e for e in named.get(anchor.sentence, ()) if anchor.start <= e.start < anchor.end]
        out.append(tuple(own or _behind(document, analysis, anchors, i, named)))
    return tuple(out)


def _behind(
    document: Document,
    analysis: Analysis,
    anchors: Sequence[Anchor],
    i: int,
    named: dict[int, tuple[Evidence, ...]],
) -> Iterator[Evidence]:
    anchor = anchors[i]
    section = document.blocks[anchor.block].section
    near = anchors[max(i - 11, 0) : i + 12]
    topics = {a.sentence: a.topic for a in anchors[i + 1 : i + 12]}
    items = {a.sentence for a in near if anchor.lead_in is not None and a.lead_in == anchor.lead_in}
    for sentence in analysis.sentences[anchor.sentence + 1 : anchor.sentence + 1 + _REACH]:
        if document.blocks[sentence.block].section != section:
            return
        found = named.get(sentence.index, ())
        topic = topics.get(sentence.index)
        if sentence.index in items and not found:
            continue  # the evidence of a list often stands behind it
        if topic is not None and not found and topic != anchor.topic:
            return
        if found and (topic is None or topic in (anchor.topic, "documentation", "certificate", "form")):
            if sentence.index not in items and _shows_another(document, found, anchor, near):
                continue
            yield from found
            return


def _shows_another(document: Document, found: Sequence[Evidence], anchor: Anchor, near: Sequence[Anchor]) -> bool:
    """Does the evidence name what another item of the same list asks for, and less of this one?"""
    if anchor.lead_in is None:
        return False
    words = {w for e in found for w in _stems(e.text)}
    shared = {a.start: len(words & _stems(document.text[a.start : a.end])) for a in near if a.lead_in == anchor.lead_in}
    return max(shared.values(), default=0) > shared.get(anchor.start, 0)


def _stems(text: str) -> frozenset[str]:
    """The first letters of the longer words."""
    return frozenset(w[:7] for w in re.findall(r"\w{3,}", text.lower()))


def _in_sentence(document: Document, sentence: Sentence) -> Iterator[Evidence]:
    text = sentence.text
    intro = cues.pattern("evidence", "intros").search(text)
    verb = cues.pattern("evidence", "verbs").search(text)
    block = document.blocks[sentence.block]
    asked = block.answer is not None and block.answer.kind is AnswerKind.FILE
    if (intro is None and verb is None and not asked) or any(p.search(text) for p in cues.patterns("evidence", "not")):
        return
    end = cues.plain(cues.load("evidence")["ends"])
    last = -1
    for match in cues.pattern("evidence", "nouns").finditer(text):
        if match.start() < last or (intro is not None and intro.start() <= match.start() < intro.end()):
            continue
        if verb is not None and intro is None and match.span() == verb.span():
            continue
        stop = end.search(text, match.end())
        words = text[match.start() : stop.start() if stop else len(text)].split()[:_LONGEST]
        span = _span(text, match.start(), words)
        last = span[1]
        yield Evidence(
            text[span[0] : span[1]],
            _time(text, asked),
            sentence.start + span[0],
            sentence.start + span[1],
            next((by for by, pattern in _by() if pattern.search(text)), "tenderer"),
        )
        if last >= len(text) - 1:
            return


def _span(text: str, start: int, words: Sequence[str]) -> tuple[int, int]:
    end = start
    for word in words:
        end = text.index(word, end) + len(word)
    return start, end - (text[end - 1] in ".,;:")


def _time(text: str, asked: bool) -> str:
    for when, pattern in _when():
        if pattern.search(text):
            return when
    return "tender" if asked else ""
