"""Put documents together to a tender: roles, requirements, facts, regime and repeated text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from upplint.documents.model import FURNITURE, BlockKind, Document
from upplint.language.analysis import Analysis
from upplint.requirements import extract
from upplint.requirements.model import Requirement
from upplint.tender.facts import find_facts
from upplint.tender.facts.resolve import resolve
from upplint.tender.model import SILENT_ROLES, Fact, Part, Role, Tender, TenderFacts
from upplint.tender.notice_model import Notice
from upplint.tender.regime import RegimeDecision, decide_regime
from upplint.tender.regime_facts import regime_facts
from upplint.tender.roles import find_role
from upplint.tender.stated import read_stated, stated_facts

_REPEATED = 60  # characters: shorter paragraphs are often alike by chance


def make_part(
    document: Document,
    requirements: Sequence[Requirement] | None = None,
    role: Role | None = None,
    facts: tuple[Fact, ...] | None = None,
) -> Part:
    """A document with its analysis, requirements, role and the facts it states.

    Args:
        document: as read.
        requirements, role, facts: those already found (by another process), else they are found here.
    """
    analysis = Analysis(document)
    if role is None:
        role = find_role(document, analysis)
    if requirements is None:
        requirements = () if role in SILENT_ROLES else extract(document, analysis)
    part = Part(document, analysis, tuple(requirements), role, facts)
    return part if facts is not None else replace(part, facts=find_facts((part,)))


def build_tender(
    name: str,
    parts: Sequence[Part],
    *,
    stated: Mapping[str, Any] | None = None,
    notices: Sequence[Notice] = (),
    root: Path | None = None,
) -> Tender:
    """The documents as one tender.

    Args:
        name: shown to the user.
        parts: its documents in reading order, each made by `make_part`.
        stated: facts stated by options; they win over `upplint.toml`, which wins over the notice, which wins over
            the documents.
        notices: eForms notices that belong to it; the first outranks the others.
        root: the tender's folder, where `upplint.toml` may lie.

    Raises:
        ConfigError: a stated fact that cannot be understood.
    """
    made = _numbered(tuple(parts))
    user = {**read_stated(root), **stated_facts(stated or {})}
    facts = resolve(_stated_facts(made), user, _notice_facts(notices))
    return Tender(name, made, facts, _regime(facts, made), _repeated(made))


def _stated_facts(parts: Sequence[Part]) -> list[Fact]:
    """The facts of all documents, each naming its document by its place in the tender."""
    out: list[Fact] = []
    for i, part in enumerate(parts):
        found = part.facts if part.facts is not None else find_facts((part,))
        out += [replace(f, document=i) if f.document == 0 and i else f for f in found]
    return out


def _numbered(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Requirement ids run through the whole tender."""
    if len(parts) < 2:
        return parts
    out, number = [], 0
    for part in parts:
        renamed = []
        for requirement in part.requirements:
            number += 1
            renamed.append(replace(requirement, id=f"k{number}"))
        out.append(replace(part, requirements=tuple(renamed)))
    return tuple(out)


def _notice_facts(notices: Sequence[Notice]) -> dict[str, tuple[Any, ...]]:
    if not notices:
        return {}
    from upplint.tender.notice_facts import notice_facts

    return notice_facts(notices)


def _regime(facts: TenderFacts, parts: Sequence[Part]) -> RegimeDecision:
    return decide_regime(regime_facts(facts, parts))


def _repeated(parts: Sequence[Part]) -> frozenset[tuple[int, int]]:
    """Blocks whose text stands word for word in an earlier document of the tender."""
    seen: dict[str, int] = {}
    out: set[tuple[int, int]] = set()
    for i, part in enumerate(parts):
        for block in part.document.blocks:
            if block.kind in FURNITURE or block.kind is BlockKind.HEADING or len(block.text) < _REPEATED:
                continue
            first = seen.setdefault(block.text, i)
            if first != i:
                out.add((i, block.index))
    return frozenset(out)
