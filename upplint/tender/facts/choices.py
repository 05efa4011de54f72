"""Facts with a few possible values: procedure, law, award basis, framework or not, call-off or not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from upplint.documents.model import BlockKind
from upplint.language.analysis import Sentence
from upplint.tender.facts.data import Choice, FactCues, Tier
from upplint.tender.facts.spots import Spot, make_fact
from upplint.tender.model import Fact, Part

_CARRIED, _HEADED, _BARE = 0.95, 0.95, 0.6


def choice_facts(cues: FactCues, parts: Sequence[Part]) -> Iterator[Fact]:
    """Statements of a fact with named values.

    A value counts most when a carrier phrase introduces it ("genomförs som ...") or when it stands in a section with
    a heading that names the fact; where the fact has neither, every cue counts the same.
    """
    for document, part in enumerate(parts):
        places = {s.index for choice in cues.choices for s in choice.cues.places(part.analysis)}
        for sentence in (part.analysis.sentences[i] for i in sorted(places)):
            if sentence.text.rstrip().endswith("?") or (cues.block and cues.block.search(sentence.text)):
                continue  # a question says nothing
            for choice in cues.choices:
                match = _match(choice, sentence)
                if match is None:
                    continue
                certainty = choice.certainty or _certainty(cues, part, sentence)
                spot = Spot(document, part, sentence, match.start(), match.end(), certainty)
                yield make_fact(cues.name, choice.value, spot)
                break  # the values are listed with the most telling first


def _match(choice: Choice, sentence: Sentence) -> re.Match[str] | None:
    match = choice.cues.search(sentence.text)
    if match and choice.block and choice.block.search(sentence.text):
        return None
    return match


def _certainty(cues: FactCues, part: Part, sentence: Sentence) -> float:
    if cues.carriers is None and cues.heading is None:
        return 0.9
    if cues.carriers and cues.carriers.search(sentence.text):
        return _CARRIED
    block = part.document.blocks[sentence.block]
    above = part.document.blocks[block.section[-1]].text if block.section else ""
    if cues.heading and cues.heading.search(above) and block.kind is not BlockKind.HEADING:
        return _HEADED
    return _BARE


def flag_facts(cues: FactCues, parts: Sequence[Part]) -> Iterator[Fact]:
    """Statements that something is so, or is not so."""
    for value, tiers in cues.flags.items():
        for document, part in enumerate(parts):
            for tier in tiers:
                yield from _flags(cues, value, document, part, tier)


def _flags(cues: FactCues, value: bool, document: int, part: Part, tier: Tier) -> Iterator[Fact]:
    spots: list[Spot] = []
    for sentence in tier.cues.places(part.analysis):
        match = tier.cues.search(sentence.text)
        if match and not (cues.block and cues.block.search(sentence.text)):
            spots.append(Spot(document, part, sentence, match.start(), match.end(), tier.certainty))
    # Several different words of one kind say more than one word many times.
    different = {s.sentence.text[s.start : s.end].lower() for s in spots}
    if len(different) >= tier.least:
        yield from (make_fact(cues.name, value, spot) for spot in spots[:3])
