"""What the engine hands on: findings with their places, and the report they make up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from upplint.documents.model import Gap
from upplint.errors import ReadError
from upplint.tender.model import Tender


class Level(StrEnum):
    """How much a finding weighs."""

    ERROR = "error"  # stands against an explicit provision that applies
    WARNING = "warning"  # likely to keep small or non-profit suppliers out
    ADVICE = "advice"  # could be made easier
    OPPORTUNITY = "opportunity"  # something the law allows and the document does not use


#: Heaviest first.
LEVELS: tuple[Level, ...] = (Level.ERROR, Level.WARNING, Level.ADVICE, Level.OPPORTUNITY)


class Confidence(StrEnum):
    """How sure the rule is that it is right where it speaks."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands.

    Attributes:
        tender: index in `Report.tenders`.
        document: index of the part in the tender.
        file: `Document.file`.
        page: from 1, None where the format has no pages.
        section: number of the section, else the closest heading, else empty.
        start, end: offsets in the document's text.
        excerpt: `Document.text[start:end]`: the exact words that matched.
        sentence: the whole sentence, with its lead-in where it has one.
        mark: where the excerpt begins in `sentence`; -1 where the excerpt reaches beyond it.
        headings: the headings that it stands under, outermost first, each as "3.2 Krav på personal".
    """

    tender: int
    document: int
    file: str
    page: int | None
    section: str
    start: int
    end: int
    excerpt: str
    sentence: str
    mark: int = -1
    headings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Finding:
    """One barrier, unclear spot or opportunity.

    Attributes:
        rule: id, for example `ECO003`.
        name: the rule's short name.
        title: in the report's language.
        level, confidence: see the enums; the level is after mitigations and regime.
        message: what was found here, with the matched values filled in.
        why: why it matters.
        advice: what to do instead.
        rewrite: ready-to-paste wording, empty where there is none.
        law: citation keys that apply in this procurement, for example `LOU 14:4`.
        law_note: said when the regime is not decided, else empty.
        place: its clearest place.
        also: other places of the same barrier.
        values: what the message was filled with.
        requirement: id of the requirement it concerns, None for text and whole-tender findings.
        helps: archetypes that are helped when it is mended, by their ids in `rules/archetypes`.
        lowered_by: what lowered the level, in the report's language.
        fingerprint: stable over page shifts; hexadecimal.
    """

    rule: str
    name: str
    title: str
    level: Level
    confidence: Confidence
    message: str
    why: str
    advice: str
    rewrite: str
    law: tuple[str, ...]
    place: Place
    law_note: str = ""
    also: tuple[Place, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    requirement: str | None = None
    helps: tuple[str, ...] = ()
    lowered_by: tuple[str, ...] = ()
    fingerprint: str = ""


@dataclass(frozen=True)
class Report:
    """Everything a renderer needs.

    Attributes:
        tenders: what was read.
        findings: sorted by tender, document and place; whole-tender findings stand at the place they name.
        errors: files that could not be read at all.
        gaps: what could not be read, of all documents and folders.
        language: `sv` or `en`.
        profile: name of the rule profile used.
        notes: said once for the whole report (unverified thresholds and the like).
        hidden: number of findings left out by selection, suppression or baseline, by reason.
    """

    tenders: tuple[Tender, ...]
    findings: tuple[Finding, ...]
    errors: tuple[ReadError, ...] = ()
    gaps: tuple[Gap, ...] = ()
    language: str = "sv"
    profile: str = "standard"
    notes: tuple[str, ...] = ()
    hidden: Mapping[str, int] = field(default_factory=dict)

    def worst(self) -> Level | None:
        """The heaviest level found, None when nothing was found."""
        return next((level for level in LEVELS if any(f.level is level for f in self.findings)), None)
