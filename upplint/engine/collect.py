"""From judged matches to findings: one a barrier, at its clearest place, the other places listed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from upplint.documents.model import BlockKind
from upplint.engine.context import Context, Match
from upplint.engine.model import LEVELS, Confidence, Finding, Level, Place
from upplint.engine.primitives import Texts
from upplint.engine.schema import Find, Rule
from upplint.requirements.model import Force, On
from upplint.tender.model import Role


@dataclass(frozen=True, slots=True)
class Judged:
    """A match with its level after regime and mitigations.

    Attributes:
        match: what was found.
        how: the way it was found.
        level: its level.
        confidence: its confidence.
        lowered: why the level is lower than the rule's, in both languages.
        notes: said in `lowered_by` in the report's language already (missing facts).
    """

    match: Match
    how: Find
    level: Level
    confidence: Confidence
    lowered: tuple[Texts, ...] = ()
    notes: tuple[str, ...] = ()


def groups(context: Context, rule: Rule, judged: Iterable[Judged]) -> list[list[Judged]]:
    """Matches that make one finding together, the clearest first in each, groups in order of their first place."""
    found: dict[tuple[object, ...], list[Judged]] = {}
    for number, one in enumerate(judged):
        found.setdefault(_key(context, rule, one, number), []).append(one)
    out = [sorted(g, key=lambda j: _clearest(context, j)) for g in found.values()]
    return [g for g in out if len(g) >= rule.collect.at_least]


def _key(context: Context, rule: Rule, one: Judged, number: int) -> tuple[object, ...]:
    match = one.match
    view = context.views[match.view]
    name = one.how.by or rule.collect.by
    by: tuple[object, ...] = ()
    if name == "matched":
        by = (" ".join(context.text(match).lower().split()),)
    elif name == "way":
        by = ("way", next(i for i, how in enumerate(rule.find) if how is one.how or _same_words(how, one.how)))
    elif name:
        by = (str(match.values.get(name, "")),)
    per = rule.collect.per
    if per == "each":
        return (number,)
    if per == "section":
        return (match.view, view.section_range(match.start), *by)
    if per == "document":
        return (match.view, *by)
    return by


def _same_words(one: Find, other: Find) -> bool:
    """Two ways that say the same are one: the same barrier in another shape (a sentence, a cell, a question)."""
    return one.message is not None and one.message == other.message


_ROLE_RANK = {Role.INVITATION: 0, Role.SPECIFICATION: 0, Role.CONTRACT: 1, Role.QUESTIONS: 3, Role.NOTICE: 3}


def _clearest(context: Context, one: Judged) -> tuple[object, ...]:
    """Heaviest first, then what binds the tenderer, then the order of reading."""
    requirement = one.match.requirement
    view = context.views[one.match.view]
    binds = 1
    if requirement is not None:
        binds = 0 if requirement.on is On.TENDERER and requirement.force is Force.MUST else 1
    return (
        LEVELS.index(one.level),
        binds,
        _ROLE_RANK.get(view.role, 2),
        one.match.view,
        one.match.start,
        one.match.end,
    )


def place(context: Context, view_number: int, start: int, end: int, tender_index: int) -> Place:
    """A stretch of a document as a place in the report."""
    view = context.views[view_number]
    document = view.document
    block = document.block_at(start) if document.blocks else None
    section = ""
    headings: tuple[str, ...] = ()
    sentence_text, mark = document.text[start:end], 0
    if block is not None:
        titles = headings = document.section_titles(block)
        section = document.section_number(block) or (titles[-1] if titles else "")
        if block.kind is BlockKind.HEADING:
            headings = (*titles, f"{block.number} {block.text}".strip())
        sentence = view.sentence_at(start)
        if sentence is not None:
            unit = [r for r in view.unit(sentence) if r[1] <= sentence.start] + [(sentence.start, sentence.end)]
            sentence_text = " ".join(document.text[a:b] for a, b in unit)
            mark = len(sentence_text) - (sentence.end - start) if end <= sentence.end else -1
        else:
            sentence_text = block.text
            mark = start - block.start if end <= block.end else -1
    return Place(
        tender=tender_index,
        document=view_number,
        file=document.file,
        page=document.page_at(start) if block is not None else None,
        section=section,
        start=start,
        end=end,
        excerpt=document.text[start:end],
        sentence=sentence_text,
        mark=mark,
        headings=headings,
    )


def fingerprint(rule_id: str, where: Place) -> str:
    """Stable while pages, section numbers and file names change: rule, sentence and words."""
    parts = (rule_id, " ".join(where.sentence.lower().split()), " ".join(where.excerpt.lower().split()))
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def numbered(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Tell findings with the same fingerprint apart by their order."""
    seen: dict[str, int] = {}
    out = []
    for finding in findings:
        count = seen[finding.fingerprint] = seen.get(finding.fingerprint, 0) + 1
        if count == 1:
            out.append(finding)
        else:
            out.append(replace(finding, fingerprint=f"{finding.fingerprint}-{count}"))
    return tuple(out)


def order(finding: Finding) -> tuple[object, ...]:
    """Sorting key: by document, place and rule."""
    where = finding.place
    return (where.tender, where.document, where.start, where.end, finding.rule, finding.message)
