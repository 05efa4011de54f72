"""What an evaluation counts, and the measures that follow from the counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from upplint.engine.gold import Gold
from upplint.engine.model import Finding
from upplint.requirements.model import Requirement


@dataclass(frozen=True, slots=True)
class Missed:
    """A gold requirement that was not found."""

    quote: str
    page: int | None
    section: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Wrong:
    """A label that differs on a requirement that was found."""

    label: str
    want: str
    got: str
    text: str
    section: str


@dataclass(frozen=True, slots=True)
class FactScore:
    """A gold fact: what was wanted, what was found first, and whether they agree."""

    name: str
    want: str
    got: str
    right: bool
    found: bool


@dataclass
class RuleScore:
    """Counts of one rule. `right` are findings, `met` and `barriers` are gold barriers, `sure` those without doubt."""

    right: int = 0
    false: list[Finding] = field(default_factory=list)
    barriers: int = 0
    met: int = 0
    sure: int = 0
    sure_met: int = 0
    missed: list[Gold] = field(default_factory=list)
    traps: list[tuple[Finding, str]] = field(default_factory=list)

    def add(self, other: RuleScore) -> None:
        """Add another document's counts."""
        self.right += other.right
        self.false += other.false
        self.barriers += other.barriers
        self.met += other.met
        self.sure += other.sure
        self.sure_met += other.sure_met
        self.missed += other.missed
        self.traps += other.traps


@dataclass
class DocumentScore:
    """Everything counted in one document.

    Attributes:
        name: stem of the gold file.
        full: requirements are annotated in full; silent: nothing may be found.
        errors: quotes that are not in the document.
        wanted, found: gold requirements, and how many were found.
        merged: of those found, how many share their prediction with another one.
        right: predictions that overlap a gold requirement.
        false: predictions that match nothing; neutral: predictions on lead-ins.
        labels: pairs (wanted, got) of the requirements found, by label.
        missed, wrong: what went wrong, for reading.
        rules: by rule id. traps: number of traps in the gold file.
        facts, extra_facts: see `FactScore`; facts that the gold file does not mention.
    """

    name: str
    full: bool
    silent: bool
    errors: tuple[str, ...] = ()
    wanted: int = 0
    found: int = 0
    merged: int = 0
    right: int = 0
    neutral: int = 0
    false: list[Requirement] = field(default_factory=list)
    labels: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    missed: list[Missed] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)
    rules: dict[str, RuleScore] = field(default_factory=dict)
    traps: int = 0
    facts: list[FactScore] = field(default_factory=list)
    extra_facts: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Evaluation:
    """The scores of all documents."""

    documents: tuple[DocumentScore, ...]

    @property
    def errors(self) -> tuple[str, ...]:
        """Quotes not found, of all documents."""
        return tuple(e for d in self.documents for e in d.errors)

    def requirements(self, only: Iterable[str] | None = None) -> RequirementMeasures:
        """Measures over the documents annotated in full (or those named)."""
        names = None if only is None else frozenset(only)
        return RequirementMeasures.of([d for d in self.documents if d.full and (names is None or d.name in names)])

    def rules(self) -> dict[str, RuleScore]:
        """Counts by rule over all documents, in order of id."""
        out: dict[str, RuleScore] = {}
        for document in self.documents:
            for rule, counts in document.rules.items():
                out.setdefault(rule, RuleScore()).add(counts)
        return dict(sorted(out.items()))

    def findings(self) -> RuleScore:
        """Counts of all rules together."""
        total = RuleScore()
        for counts in self.rules().values():
            total.add(counts)
        return total


@dataclass(frozen=True, slots=True)
class RequirementMeasures:
    """Precision, recall and F1 of finding; accuracy of labels among those found; macro-F1 of topics (0-1)."""

    wanted: int
    found: int
    merged: int
    right: int
    false: int
    precision: float
    recall: float
    f1: float
    on: float
    force: float
    topic: float
    topic_f1: float

    @classmethod
    def of(cls, documents: Iterable[DocumentScore]) -> RequirementMeasures:
        """Add up the documents."""
        docs = list(documents)
        wanted, found, false = sum(d.wanted for d in docs), sum(d.found for d in docs), sum(len(d.false) for d in docs)
        merged, right = sum(d.merged for d in docs), sum(d.right for d in docs)
        pairs: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for d in docs:
            for name, values in d.labels.items():
                pairs[name] += values
        precision, recall, f1 = measures(right, right + false, found, wanted)
        return cls(
            wanted,
            found,
            merged,
            right,
            false,
            precision,
            recall,
            f1,
            _accuracy(pairs["on"]),
            _accuracy(pairs["force"]),
            _accuracy(pairs["topic"]),
            macro_f1(pairs["topic"]),
        )


def measures(right: int, predicted: int, met: int, wanted: int) -> tuple[float, float, float]:
    """Precision, recall and F1; 1.0 where nothing was predicted or wanted.

    Args:
        right: right predictions of `predicted`; met: gold items found of `wanted`.
    """
    precision = right / predicted if predicted else 1.0
    recall = met / wanted if wanted else 1.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def macro_f1(pairs: Iterable[tuple[str, str]]) -> float:
    """Mean F1 over the labels that occur in the gold."""
    items = list(pairs)
    labels = {want for want, _ in items}
    if not labels:
        return 1.0
    total = 0.0
    for label in labels:
        right = sum(w == g == label for w, g in items)
        total += measures(right, sum(g == label for _, g in items), right, sum(w == label for w, _ in items))[2]
    return total / len(labels)


def _accuracy(pairs: list[tuple[str, str]]) -> float:
    return sum(a == b for a, b in pairs) / len(pairs) if pairs else 1.0
