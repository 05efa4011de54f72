"""Draft agreements on idéburet offentligt partnerskap (IOP): what speaks for and against a public contract.

Six marks of a public contract, all of which must hold; the last one (binding duties that can be enforced) weighs most.
An IOP is not regulated by law: what is found is text to judge, never a verdict. The words are data
(`rules/opportunities/partnership.yaml`). Source: Famna, IOP - så funkar det (2024-25).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from upplint.documents.model import FURNITURE, BlockKind
from upplint.resources import rules_path
from upplint.tender._data import read_yaml
from upplint.tender.cues import Cues, compile_cues
from upplint.tender.model import Role, Tender


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words that speak for or against something.

    Attributes:
        document: index of the part in the tender.
        start, end: offsets in its text.
        words: the words themselves.
        sentence: the sentence they stand in.
    """

    document: int
    start: int
    end: int
    words: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """One mark of a public contract with what the text says of it.

    Attributes:
        key: `parties`, `accord`, `acquisition`, `selection`, `economic` or `binding`.
        number: 1-6.
        title: Swedish.
        note: what to ask oneself, Swedish.
        heavy: the mark that decides in practice.
        speaks_for, speaks_against: in the order of the text.
    """

    key: str
    number: int
    title: str
    note: str
    heavy: bool
    speaks_for: tuple[Evidence, ...]
    speaks_against: tuple[Evidence, ...]


def is_partnership(tender: Tender) -> bool:
    """True if any document of the tender is a draft partnership agreement."""
    return any(p.role is Role.PARTNERSHIP for p in tender.parts)


def criteria(tender: Tender) -> tuple[Criterion, ...]:
    """The six marks, walked through on the partnership documents of a tender.

    Words that speak against a mark are taken first: "inget vite" is not also "vite".
    """
    out = []
    for number, entry in enumerate(_data()["criteria"], start=1):
        against = tuple(_found(tender, f"{entry['key']}.against"))
        taken = {(e.document, i) for e in against for i in range(e.start, e.end)}
        pro = tuple(
            e
            for e in _found(tender, f"{entry['key']}.for")
            if not taken & {(e.document, e.start), (e.document, e.end - 1)}
        )
        heavy = bool(entry.get("heavy"))
        out.append(Criterion(entry["key"], number, entry["title"], entry["note"], heavy, pro, against))
    return tuple(out)


def missing_parts(tender: Tender) -> tuple[str, ...]:
    """Names of what an agreement should hold and the documents do not, in the order of the list."""
    texts = [
        b.text for p in tender.parts if p.role is Role.PARTNERSHIP for b in p.document.blocks if b.kind not in FURNITURE
    ]
    return tuple(
        entry["name"]
        for i, entry in enumerate(_data()["parts"])
        if not any(_cues(f"part.{i}").search(text) for text in texts)
    )


def resources(tender: Tender) -> tuple[tuple[Evidence, ...], tuple[Evidence, ...]]:
    """Sentences where the public side puts in something, and where the other side does."""
    public, civil = [], []
    for evidence in _found(tender, "resources.gives"):
        if _cues("binding.for").search(evidence.sentence):  # a penalty is no contribution
            continue
        before = evidence.sentence[: evidence.sentence.find(evidence.words)]
        if _cues("resources.both").search(evidence.sentence):
            public.append(evidence)
            civil.append(evidence)
        elif _cues("resources.civil").search(before) or (
            not _cues("resources.public").search(before) and _cues("resources.civil").search(evidence.sentence)
        ):
            civil.append(evidence)
        elif _cues("resources.public").search(before):
            public.append(evidence)
    return tuple(public), tuple(civil)


def _found(tender: Tender, name: str) -> Iterator[Evidence]:
    cues = _cues(name)
    for number, part in enumerate(tender.parts):
        if part.role is not Role.PARTNERSHIP:
            continue
        for sentence in part.analysis.sentences:
            if part.document.blocks[sentence.block].kind is BlockKind.HEADING:
                continue
            for match in cues.finditer(sentence.text):
                start = sentence.start + match.start()
                yield Evidence(
                    number,
                    start,
                    sentence.start + match.end(),
                    sentence.text[match.start() : match.end()],
                    " ".join(sentence.text.split()),
                )


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = read_yaml(rules_path("opportunities", "partnership.yaml"))
    return data


@cache
def _cues(name: str) -> Cues:
    group, _, which = name.partition(".")
    phrases: Sequence[str]
    if group == "part":
        phrases = _data()["parts"][int(which)]["words"]
    elif group == "resources":
        phrases = _data()["resources"][which]
    else:
        phrases = next(e for e in _data()["criteria"] if e["key"] == group)[which]
    return compile_cues(phrases)
