"""Several documents as one tender, and the facts of the procurement with their ground."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from upplint.documents.model import Document
from upplint.language.analysis import Analysis
from upplint.requirements.model import Requirement
from upplint.tender.regime import RegimeDecision

FactValue = str | int | bool | Decimal | date


class Role(StrEnum):
    """What a document is in its tender."""

    INVITATION = "invitation"  # invitation and administrative terms
    SPECIFICATION = "specification"
    CONTRACT = "contract"
    PRICE_SHEET = "price_sheet"
    ESPD = "espd"
    QUESTIONS = "questions"  # answers to questions
    APPENDIX = "appendix"
    NOTICE = "notice"
    TEMPLATE = "template"  # a form or template to be filled in
    PARTNERSHIP = "partnership"  # idéburet offentligt partnerskap
    BID = "bid"  # a tenderer's own text: not linted for requirements
    REGISTER = "register"  # a list of buyers, places or persons: not linted for requirements
    OTHER = "other"


#: Documents that hold no requirement on a supplier, whatever their words.
SILENT_ROLES = frozenset({Role.BID, Role.REGISTER})


class Ground(StrEnum):
    """Who says so. Earlier wins over later."""

    USER = "user"
    NOTICE = "notice"
    DOCUMENT = "document"
    COMPUTED = "computed"


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement of a fact.

    Attributes:
        name: see `docs/facts.md`: authority, buyer_kind, law, procedure, call_off, framework, suppliers,
            estimated_value, ceiling_value, yearly_value, volume, term_months, extension_months, start, lots, cpv,
            award_basis, price_weight, tender_deadline, question_deadline, published, validity_date, ...
        value: money in SEK (Decimal), months and counts (int), dates, True/False, or text.
        unit: `SEK`, `EUR`, `months`, `SEK per year` ..., empty where there is none.
        ground: who says so.
        certainty: 0-1.
        file, page, section, excerpt: where it is said; empty or None for facts given by the user.
        document: index of the document in the tender, None for facts given by the user.
        start, end: offsets in that document's text.
    """

    name: str
    value: FactValue
    unit: str = ""
    ground: Ground = Ground.DOCUMENT
    certainty: float = 1.0
    file: str = ""
    page: int | None = None
    section: str = ""
    excerpt: str = ""
    document: int | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True)
class TenderFacts:
    """All statements by name, the one that counts first, its rivals behind it."""

    by_name: Mapping[str, tuple[Fact, ...]] = field(default_factory=dict)

    def get(self, name: str) -> Fact | None:
        """The statement that counts, None when the fact is not known."""
        found = self.by_name.get(name)
        return found[0] if found else None

    def value(self, name: str) -> FactValue | None:
        """The value that counts, None when the fact is not known."""
        fact = self.get(name)
        return None if fact is None else fact.value

    def all(self, name: str) -> tuple[Fact, ...]:
        """Every statement of the fact: several lots, volumes or CPV codes, or rivals."""
        return self.by_name.get(name, ())

    def counting(self, name: str) -> tuple[Fact, ...]:
        """The statements by whoever speaks first: CPV codes of the user, else of the notice, else of the documents."""
        found = self.by_name.get(name, ())
        return tuple(f for f in found if f.ground is found[0].ground)

    def rivals(self, name: str) -> tuple[Fact, ...]:
        """Statements with another value than the one that counts."""
        found = self.by_name.get(name, ())
        return tuple(f for f in found[1:] if f.value != found[0].value)

    def __iter__(self) -> Iterator[Fact]:
        for facts in self.by_name.values():
            yield from facts


@dataclass(frozen=True)
class Part:
    """A document of the tender with what is known of it.

    Attributes:
        document, analysis, requirements, role: see there.
        facts: what the document states of the procurement, with `Fact.document` 0; None where nobody has looked.
    """

    document: Document
    analysis: Analysis
    requirements: tuple[Requirement, ...]
    role: Role
    facts: tuple[Fact, ...] | None = None


@dataclass(frozen=True)
class Tender:
    """A procurement: its documents, facts and the law that applies.

    Attributes:
        name: folder, archive or first file.
        parts: documents in reading order.
        facts: see `TenderFacts`.
        regime: which of the three regimes of LOU applies, with reasons.
        repeated: `(document, block)` pairs whose text stands word for word in an earlier document.
    """

    name: str
    parts: tuple[Part, ...]
    facts: TenderFacts
    regime: RegimeDecision
    repeated: frozenset[tuple[int, int]] = frozenset()
