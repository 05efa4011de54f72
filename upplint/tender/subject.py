"""What a tender buys, in its own words: the field that names it, its title, or the sentence that says it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

from upplint.documents.model import Block, BlockKind
from upplint.resources import parse_yaml, rules_path
from upplint.tender.cues import Cues, compile_cues
from upplint.tender.model import Part, Role, Tender

_ROLES = (Role.INVITATION, Role.SPECIFICATION, Role.CONTRACT, Role.OTHER)
_EARLY = 60  # blocks in which the purchase is presented
_FIRST = 6  # blocks in which a title stands
_SHORTEST, _LONGEST = 3, 120
_PAUSE = re.compile(r"[.,;:()?!–—]")
# Reference numbers, years of a diary and days say nothing of what is bought.
_REFERENCE = re.compile(
    r"\b(?:dnr|diarienummer|projektnummer|referensnummer|ref)\b\.?:?.*$|\b(?:annonserad|publicerad|version)\b.*$"
    r"|\b[A-ZÅÄÖ]{1,5}[ -]?\d{2,4}[/:-]\d+\b\.?|\b\d{7,}\b|\b(?:19|20)\d\d-\d\d-\d\d\b",
    re.I,
)
# "1 Krav", "2.1 Bakgrund", "Del 1", "A. Inledning": the heading of a part, also in a text without headings.
_NUMBERED = re.compile(
    r"(?:(?i:kapitel|kap|avsnitt|del|bilaga)\.?\s+)?(?:\d{1,2}(?:\.\d{1,2})*|[A-Z](?=[.)]))[.):]?(?:\s+(?=[A-ZÅÄÖ])|$)"
)
_FILE = re.compile(r"\.(?:docx?|pdf|xlsx?|txt)$|=== ?$|^=== ?", re.I)
_AMA = re.compile(r"AF[A-Z]?\.?\d")  # codes of the building trade's standard terms
_SEPARATOR = re.compile(r"^[\s:–—,.-]+|[\s:–—,?-]+$")


def find_subject(tender: Tender) -> str:
    """What is bought, as short as the tender says it; empty where nothing says it.

    The notice's title counts most. In the documents a field ("Upphandlingens namn") comes first, then a title without
    the document's own kind, then a sentence.
    """
    noticed = tender.facts.value("subject")
    if isinstance(noticed, str) and noticed:
        return noticed
    words = _words()
    parts = [p for role in _ROLES for p in tender.parts if p.role is role]
    for find in (_field, _title, _sentence):
        for part in parts:
            subject = next((s for s in find(part, words) if _SHORTEST <= len(s) <= _LONGEST), "")
            if subject:
                return subject[:1].upper() + subject[1:]
    return ""


def _field(part: Part, words: _Words) -> Iterator[str]:
    blocks = part.document.blocks[:_EARLY]
    for block in blocks:
        if block.cells:
            texts = [block.text[c.start : c.end] for c in block.cells]
            if len(texts) > 1 and _label(texts[0]) in words.labels and not block.header_row:
                yield words.bare(texts[1])
            continue
        head, colon, tail = block.text.partition(":")
        if colon and _label(head) in words.labels and tail.strip():
            yield words.bare(tail)
    texts_only = [b for b in blocks if _is_text(b)]
    for block, following in pairwise(texts_only):
        if _label(block.text) in words.labels and following.kind is not BlockKind.HEADING:
            yield words.bare(following.text)


def _title(part: Part, words: _Words) -> Iterator[str]:
    document = part.document
    for block in [b for b in document.blocks[:_EARLY] if _is_text(b)][:_FIRST]:
        text = " ".join(block.text.split())
        numbered = (block.kind is BlockKind.HEADING and document.section_number(block)) or _NUMBERED.match(text)
        if numbered or _AMA.match(text) or len(text) > _LONGEST or text.endswith((".", ":")) or _FILE.search(text):
            continue
        subject = words.bare(text)
        if subject and not words.generic(text) and not words.generic(subject) and not _NUMBERED.match(subject):
            yield subject


def _sentence(part: Part, words: _Words) -> Iterator[str]:
    for sentence in part.analysis.sentences:
        if sentence.block >= _EARLY:
            return
        said = words.says.search(sentence.text)
        if said is None:
            continue
        rest = sentence.text[said.end() :]
        stops = [m.start() for m in (_PAUSE.search(rest), words.ends.search(rest)) if m]
        subject = words.bare(rest[: min(stops, default=len(rest))])
        if subject and not subject[0].isdigit() and not words.names_no_thing(subject):
            yield subject


def _label(text: str) -> str:
    return " ".join(text.split()).rstrip(":").lower()


def _is_text(block: Block) -> bool:
    return block.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH) and any(c.isalpha() for c in block.text)


class _Words:
    """The word lists of `rules/tender/subject.yaml`, compiled."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.labels = frozenset(data["labels"])
        self.says: Cues = compile_cues(data["says"])
        self.ends: Cues = compile_cues(data["ends"])
        self._no_thing = _start(data["not_things"])
        self._kind = _start(data["kinds"])
        self._joint = _start(data["joints"])
        self._generic = _whole(data["generic"])

    def bare(self, text: str) -> str:
        """A title without the kind of document, joints and reference numbers."""
        subject = _SEPARATOR.sub("", _REFERENCE.sub("", " ".join(text.split())))
        while kind := self._kind.match(subject):
            subject = _SEPARATOR.sub("", subject[kind.end() :])
            while joint := self._joint.match(subject):
                subject = _SEPARATOR.sub("", subject[joint.end() :])
        return _SEPARATOR.sub("", subject)

    def names_no_thing(self, text: str) -> bool:
        """What follows "upphandlingen omfattar" is no thing: "tre anbudsområden", "inte", "hela avtalstiden"."""
        return bool(self._no_thing.match(text))

    def generic(self, text: str) -> bool:
        """The line names no thing."""
        return _label(text) in self.labels or bool(self._generic.fullmatch(_label(text)))


def _start(phrases: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:{_any(phrases)})(?!\w)", re.I)


def _whole(phrases: Sequence[str]) -> re.Pattern[str]:
    return re.compile(_any(phrases, r".*"), re.I)


def _any(phrases: Sequence[str], star: str = r"[\w-]*") -> str:
    ordered = sorted(phrases, key=lambda p: (-len(p), p))
    return "|".join(re.escape(p).replace(r"\*", star) for p in ordered)


@cache
def _words() -> _Words:
    return _Words(parse_yaml(rules_path("tender", "subject.yaml").read_bytes()))
