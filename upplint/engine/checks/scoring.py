"""Award criteria compared with the requirements on the tenderer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from upplint.documents.model import FURNITURE, Block, BlockKind
from upplint.engine.checks import check
from upplint.engine.context import Context, Match
from upplint.engine.view import View
from upplint.requirements.model import Force, On, Requirement, Stage

_OF = re.compile(
    r"\b(?:\w*erfarenhet(?:er)?|kompetens(?:er)?|kunskap(?:er)?|vana)\s+(?:av|inom|om|i|som|vid)\s+"
    r"(?:(?:att|tjänsten|området|uppgiften|systemet|liknande|sådant|sådana)\s+)*"
    r"(?P<what>[\wåäöÅÄÖ#+.-]{3,})",
    re.IGNORECASE,
)
_WHOSE = re.compile(
    r"\b(?P<what>[A-ZÅÄÖa-zåäö]{5,}?)(?:ns|rns|s)\s+(?:\w+\s+){0,2}"
    r"(?:\w*erfarenhet|kompetens|kunskaper?|vana|meriter|(?:tid|år)\s+(?:inom|i|som|av)|(?:yrkes|tjänste)år)\b"
)
_EXPERIENCE = re.compile(
    r"erfarenhet|kompetens|kunskap|ska(?:ll)? ha\b|arbetat|verkat|verksam|vana\b|yrkes|tjänstgjort"
)
_REFERENCE = re.compile(r"\breferens(?:er|erna|ernas|en|tagning\w*|uppdrag\w*|omdöme\w*)?\b", re.IGNORECASE)
_BARE = re.compile(
    r"^[\s•–-]*(?:(?:kompetens|erfarenhet|referens(?:er)?|meriter|cv)(?:\s*(?:/|och|,|samt)\s*)?){1,3}\s*$",
    re.IGNORECASE,
)
_EMPTY = frozenset(
    ("anbudsgivaren", "anbudsgivare", "leverantören", "leverantör", "konsulten", "liknande", "motsvarande", "denna",
     "detta", "dessa", "arbete", "arbeta", "uppdrag", "uppdraget", "minst", "samtliga", "efterfrågat", "relevant",
     "tidigare", "företaget", "anbudet", "kommunen", "beställaren", "olika", "internationell", "svensk", "god")
)  # fmt: skip
_TOPICS = frozenset(("experience", "reference", "education", "staffing", "certificate", "other", "method", "brand"))


@check(values=("what",), params=("award", "scored", "beyond"))
def asked_twice(context: Context, params: Mapping[str, Any]) -> Iterator[Match]:
    """An experience or reference that gives points although the tenderer must have it to take part.

    The criterion stands under a heading of the evaluation, or in a sentence that scores. It counts as the same when a
    mandatory requirement on the tenderer, or on those who will do the work, names the same subject ("experience of
    X"), the same person ("the architect's experience"), or references at all where references are scored. A block
    that itself holds such a requirement is no criterion.

    Params: cue lists. `award` words in headings of the evaluation; `scored` words of a sentence that scores; `beyond`
    words that say that only what exceeds the requirement counts. Values: `what` is asked for twice.
    """
    award, scored, beyond = ((params[n],) for n in ("award", "scored", "beyond"))
    musts = [
        (view.number, r)
        for view in context.text_views()
        for r in view.part.requirements
        if r.force is Force.MUST
        and r.topic in _TOPICS
        and r.stage not in (Stage.AWARD, Stage.CONTRACT)
        and (r.on is On.TENDERER or (r.on is On.SUPPLIER and r.topic == "experience"))
    ]
    experience = [(n, r) for n, r in musts if _EXPERIENCE.search(r.full_text)]
    references = [(n, r) for n, r in musts if r.topic == "reference"]
    for view in context.text_views():
        for block in _criteria(view, award, scored):
            low, high = view.section_range(block.start)
            if view.within(beyond, ((low, high),)):
                continue
            outside = [(n, r) for n, r in experience if n != view.number or not low <= r.start < high]
            demanded = any(n == view.number and block.start <= r.start < block.end for n, r in experience)
            for start, end, words in () if demanded else _subjects(block):
                other = _same(words, outside)
                if other is not None:
                    yield _match(view, start, end, words, other)
                    break
            else:
                found = _BARE.match(block.text) or (
                    _REFERENCE.search(block.text) if view.within(scored, ((block.start, block.end),)) else None
                )
                asked = [(n, r) for n, r in references if n != view.number or not low <= r.start < high]
                if found and asked:
                    yield _match(view, block.start + found.start(), block.start + found.end(), found[0], asked[0])


def _criteria(view: View, award: tuple[str, ...], scored: tuple[str, ...]) -> Iterator[Block]:
    """Blocks that name award criteria: headings, items and rows of the evaluation, texts with words that score."""
    for block in view.document.blocks:
        if block.kind in FURNITURE or block.index in view.repeated or block.answer is not None:
            continue
        own = ((block.start, block.end),)
        above = [h for h in view.headings(block.start) if h != own[0]]
        if view.within(award, above):
            if (
                block.kind is BlockKind.HEADING
                or block.kind in (BlockKind.LIST_ITEM, BlockKind.TABLE_ROW)
                or view.within(scored, own)
            ):
                yield block
        elif block.kind is not BlockKind.HEADING and view.within(award, own) and view.within(scored, own):
            yield block


def _subjects(block: Block) -> Iterator[tuple[int, int, str]]:
    """What experience is scored: stretch in the document's text and the word that names it."""
    for pattern in (_WHOSE, _OF):
        for found in pattern.finditer(block.text):
            word = found["what"].strip(".-")
            if word.lower() not in _EMPTY and (len(word) >= 5 or word.isupper()):
                yield block.start + found.start(), block.start + found.end(), word


def _same(word: str, musts: Sequence[tuple[int, Requirement]]) -> tuple[int, Requirement] | None:
    stem = word.lower() if len(word) < 6 else word.lower()[: max(6, len(word) - 2)]
    pattern = re.compile(rf"(?<!\w){re.escape(stem)}")
    return next(((n, r) for n, r in musts if pattern.search(r.full_text.lower())), None)


def _match(view: View, start: int, end: int, what: str, other: tuple[int, Requirement]) -> Match:
    number, requirement = other
    also = ((number, requirement.start, requirement.end),)
    return Match(view.number, start, end, values={"what": what.strip(" •–-")}, also=also)
