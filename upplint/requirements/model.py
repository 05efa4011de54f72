"""A requirement as people in procurement mean it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from upplint.language.quantities import Quantity


class On(StrEnum):
    """Whose duty it is."""

    TENDERER = "tenderer"  # must hold, or be handed in, to take part
    SUPPLIER = "supplier"  # during the contract: the service and its terms
    AUTHORITY = "authority"  # the buyer's own duty
    NOBODY = "nobody"  # information, future tense, legend, heading


class Force(StrEnum):
    """How hard it binds."""

    MUST = "must"
    SHOULD = "should"
    MAY = "may"


class Stage(StrEnum):
    """Where in the procurement it is tested."""

    EXCLUSION = "exclusion"
    QUALIFICATION = "qualification"
    SPECIFICATION = "specification"
    AWARD = "award"
    CONTRACT = "contract"
    FORMALITY = "formality"


class LinkKind(StrEnum):
    """What a linked passage does to the requirement."""

    ALTERNATIVE = "alternative"  # other evidence or another way to meet it
    EQUIVALENT = "equivalent"  # "eller likvärdigt"
    EXCEPTION = "exception"  # does not hold for ...
    CONDITION = "condition"  # holds only if ...
    TIMING = "timing"  # need not be met until ...
    RELIANCE = "reliance"  # may rely on others


@dataclass(frozen=True, slots=True)
class Link:
    """A passage that softens or conditions a requirement.

    Attributes:
        kind: what it does.
        name: which cue it is, as named in the cue data (`other_evidence`, `equivalent`, `new_firms`, `on_request` ...).
        start, end: its cue in the document's text.
        sentence: index of its sentence.
        same_sentence: it stands in the requirement's own sentence.
    """

    kind: LinkKind
    name: str
    start: int
    end: int
    sentence: int
    same_sentence: bool


@dataclass(frozen=True, slots=True)
class Measure:
    """A quantity tied to what it measures ("turnover", "references", "experience", "insurance" ...)."""

    what: str
    quantity: Quantity  # offsets are in the document's text


@dataclass(frozen=True, slots=True)
class Evidence:
    """What shows that the requirement is met, and when it is to be handed in.

    Attributes:
        text: the words that name it ("intyg från revisor").
        when: `tender`, `request`, `before_contract`, `start`, or empty where not said.
        start, end: its place in the document's text.
        by: who hands it in: `tenderer`, `winner` (only the one who is awarded), `relied_on` (a company relied on).
    """

    text: str
    when: str
    start: int
    end: int
    by: str = "tenderer"


@dataclass(frozen=True, slots=True)
class Requirement:
    """One requirement: a sentence, a list item with its lead-in, a question or a table row.

    Attributes:
        id: stable within the tender: `k1`, `k2` ... in reading order.
        file: `Document.file`.
        start, end: offsets in the document's text (of the item itself, without its lead-in).
        text: `Document.text[start:end]`.
        full_text: with the lead-in in front, as a bidder would quote it.
        sentence: index of the sentence it stands in.
        block: index of the block.
        section: number of the section, else the title of the closest heading, else empty.
        page: from 1, None where the format has no pages.
        on, force, stage, topic: see the enums; `topic` is one of `topic.names()`.
        cue: the words that make it a requirement ("ska", "krävs", "Ja krävs").
        measures: its numbers, tied to what they measure.
        links: alternatives, exceptions and conditions that belong to it.
        evidence: what must be handed in to show it.
        points: weight or points in the evaluation, None where not scored.
        answer_required: the answer field demands "Ja" (or another fixed answer).
        certainty: 0-1, how sure the labels are.
    """

    id: str
    file: str
    start: int
    end: int
    text: str
    full_text: str
    sentence: int
    block: int
    section: str
    page: int | None
    on: On
    force: Force
    stage: Stage
    topic: str
    cue: str = ""
    measures: tuple[Measure, ...] = ()
    links: tuple[Link, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    points: Decimal | None = None
    answer_required: bool = False
    certainty: float = 1.0

    def has_link(self, *kinds_or_names: str) -> bool:
        """Is there a link of one of these kinds or cue names?"""
        return any(link.kind in kinds_or_names or link.name in kinds_or_names for link in self.links)
