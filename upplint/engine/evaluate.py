"""Score requirements, findings and facts against gold annotations.

What counts as right:
- a prediction matches a quote that it overlaps in the same place, one to one where that can be; quotes that only share
  a prediction with another quote are found, and counted as merged;
- further predictions on a matched quote, and predictions on an un-annotated lead-in (ending in ":"), are neutral;
- gold findings of one rule in one section are one barrier, and so are predictions of it; a finding also matches by its
  other places, and by its sentence;
- rules that are not annotated (`NEUTRAL`) count neither way;
- documents not annotated in full are scored on findings, traps and facts only;
- quotes that are not in the document are errors of the gold file, and listed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

from upplint.documents.model import Document
from upplint.engine.gold import Gold, GoldFile, Locator, Span, read_gold, section_key, sentence_span
from upplint.engine.model import Finding, Place, Report
from upplint.engine.scores import DocumentScore, Evaluation, FactScore, Missed, RuleScore, Wrong
from upplint.errors import ConfigError
from upplint.language.analysis import Analysis
from upplint.requirements.model import Requirement
from upplint.tender.model import TenderFacts

#: Rules that the gold files do not annotate: predictions of theirs count neither way.
NEUTRAL = re.compile(r"^(?:SPE004|PRO010|OPP\d+|ACC\d+|IOP\d+|VOL001|LAN(?!009|011|012)\d+)$")
_TITLE = 700  # characters at the top where whole-document findings sit


@dataclass(frozen=True)
class Prediction:
    """What upplint says of the documents of one gold file.

    Attributes:
        documents: in order; analyses: of the same documents.
        requirements: of all documents, each naming its document by `file`.
        findings: all findings; None where no rules were run.
        facts: None where facts were not gathered.
    """

    documents: tuple[Document, ...]
    analyses: tuple[Analysis, ...]
    requirements: tuple[Requirement, ...]
    findings: tuple[Finding, ...] | None = None
    facts: TenderFacts | None = None


def prediction_of(report: Report) -> Prediction:
    """The prediction that a report of one tender holds. Further tenders in the report are left out."""
    if not report.tenders:
        return Prediction((), (), ())
    tender = report.tenders[0]
    return Prediction(
        tuple(p.document for p in tender.parts),
        tuple(p.analysis for p in tender.parts),
        tuple(r for p in tender.parts for r in p.requirements),
        tuple(f for f in report.findings if f.place.tender == 0),
        tender.facts,
    )


def evaluate(
    gold: Path,
    documents: Path | None,
    predict: Callable[[Path], Prediction],
    *,
    only: Iterable[str] = (),
    progress: Callable[[str], None] | None = None,
) -> Evaluation:
    """Score every document of a gold folder (or one gold file).

    Args:
        gold: a `.jsonl` file, or a folder of them.
        documents: folder with the documents, found by their stem (file or folder); None: the folder the gold file
            lies in, its sibling `documents` or `real`.
        predict: reads a document (or folder) and says what upplint finds there.
        only: stems to score; empty means all.
        progress: called with the name of each document.

    Raises:
        ConfigError: (U310) a gold line that cannot be understood, (U311) no gold file, (U312) no document.
    """
    files = sorted(gold.glob("*.jsonl")) if gold.is_dir() else [gold]
    wanted = frozenset(only)
    files = [f for f in files if not wanted or f.stem in wanted]
    if not files or not all(f.is_file() for f in files):
        raise ConfigError("U311", f"Hittade ingen facitfil (.jsonl) i {gold}. Ange en fil eller mapp med facit.")
    scores = []
    for file in files:
        path = _document_for(file, documents)
        if progress:
            progress(file.stem)
        scores.append(score(read_gold(file), predict(path)))
    return Evaluation(tuple(scores))


def _document_for(gold: Path, documents: Path | None) -> Path:
    folders = [documents] if documents else [gold.parent, gold.parent.parent / "documents", gold.parent.parent / "real"]
    for folder in folders:
        if folder is None or not folder.is_dir():
            continue
        found = sorted(p for p in folder.iterdir() if p.stem == gold.stem and p.suffix != ".jsonl")
        if found:
            return found[0]
    raise ConfigError(
        "U312", f"Hittade inget dokument som heter {gold.stem}. Ange mappen med dokumenten med --documents."
    )


def score(gold: GoldFile, prediction: Prediction) -> DocumentScore:
    """Score one document."""
    locator = Locator(prediction.documents)
    places: dict[int, Span] = {}
    missing = []
    for item in gold.items:
        if not item.quote:
            continue
        place = locator.find(item)
        if place is None:
            missing.append(f"{gold.name}.jsonl rad {item.line}: citatet finns inte i dokumentet: {item.quote}")
        else:
            places[item.line] = place
    result = DocumentScore(name=gold.name, full=gold.full, silent=gold.silent, errors=tuple(missing))
    if gold.full or gold.silent:
        _requirements(gold, prediction, places, result)
    if prediction.findings is not None:
        _findings(gold, prediction, places, result)
    if prediction.facts is not None:
        _facts(gold, prediction.facts, result)
    return result


# --- requirements -----------------------------------------------------------------------------------------------------


def _requirements(gold: GoldFile, prediction: Prediction, places: dict[int, Span], result: DocumentScore) -> None:
    index = {d.file: i for i, d in enumerate(prediction.documents)}
    wanted = [(g, places[g.line]) for g in gold.of("requirement") if g.line in places]
    found = [(r, Span(index[r.file], r.start, r.end)) for r in prediction.requirements]
    overlaps = [[s.overlap(f) for _, f in found] for _, s in wanted]
    match = _matching(overlaps)
    touched = {j for row in overlaps for j, o in enumerate(row) if o}
    for i, (item, _) in enumerate(wanted):
        best = match.get(i)
        if best is None and any(overlaps[i]):
            best = max(range(len(found)), key=lambda j, row=overlaps[i]: row[j])  # type: ignore[misc]
            result.merged += 1
        if best is None:
            result.missed.append(Missed(item.quote, item.page, item.section, dict(item.data)))
            continue
        requirement = found[best][0]
        result.found += 1
        for name, got in (("on", requirement.on), ("force", requirement.force), ("topic", requirement.topic)):
            want = str(item.data.get(name, ""))
            result.labels.setdefault(name, []).append((want, str(got)))
            if want != str(got):
                result.wrong.append(Wrong(name, want, str(got), requirement.text, item.section))
    for j, (requirement, _) in enumerate(found):
        if j in touched:
            continue
        if requirement.text.rstrip().endswith(":"):
            result.neutral += 1
        else:
            result.false.append(requirement)
    result.wanted = len(wanted)
    result.right = len({j for j in touched if any(overlaps[i][j] for i in range(len(wanted)))})


def _matching(overlaps: Sequence[Sequence[int]]) -> dict[int, int]:
    """A largest one-to-one matching, wider overlaps first (augmenting paths)."""
    owner: dict[int, int] = {}

    def place(i: int, seen: set[int]) -> bool:
        for j in sorted((j for j, o in enumerate(overlaps[i]) if o), key=lambda j: (-overlaps[i][j], j)):
            if j in seen:
                continue
            seen.add(j)
            if j not in owner or place(owner[j], seen):
                owner[j] = i
                return True
        return False

    for i in range(len(overlaps)):
        place(i, set())
    return {i: j for j, i in owner.items()}


# --- findings ---------------------------------------------------------------------------------------------------------


@dataclass
class _Barrier:
    rule: str
    spans: list[Span] = field(default_factory=list)
    items: list[Gold] = field(default_factory=list)
    met: bool = False


def _findings(gold: GoldFile, prediction: Prediction, places: dict[int, Span], result: DocumentScore) -> None:
    barriers: dict[tuple[object, ...], _Barrier] = {}
    for item in gold.of("finding"):
        if item.line not in places or NEUTRAL.match(item.rule):
            continue
        span = places[item.line]
        key = (item.rule, span.document, section_key(prediction.documents[span.document], span.start))
        barrier = barriers.setdefault(key, _Barrier(item.rule))
        barrier.spans.append(span)
        barrier.items.append(item)
    traps = [(g, places[g.line]) for g in gold.of("trap") if g.line in places]
    limits = [(tuple(s.start for s in a.sentences), tuple(s.end for s in a.sentences)) for a in prediction.analyses]

    def widened(place: Place) -> Span:
        span = Span(place.document, place.start, place.end)
        return sentence_span(prediction.documents[place.document], *limits[place.document], span)

    seen: set[tuple[object, ...]] = set()
    for finding in prediction.findings or ():
        if NEUTRAL.match(finding.rule):
            continue
        rule = result.rules.setdefault(finding.rule, RuleScore())
        spans = [widened(p) for p in (finding.place, *finding.also)]
        met = [b for b in barriers.values() if b.rule == finding.rule and _meets(b.spans, spans)]
        for barrier in met:
            barrier.met = True
        exact = Span(finding.place.document, finding.place.start, finding.place.end)
        sprung = [g for g, s in traps if g.rule == finding.rule and (s.overlap(exact) or s.overlap(spans[0]))]
        if met:
            rule.right += 1
            continue
        key = (finding.rule, exact.document, section_key(prediction.documents[exact.document], exact.start))
        if key in seen:
            continue  # one barrier reported twice in a section is one false alarm
        seen.add(key)
        rule.false.append(finding)
        if sprung:
            rule.traps.append((finding, str(sprung[0].data.get("why", ""))))
    for barrier in barriers.values():
        rule = result.rules.setdefault(barrier.rule, RuleScore())
        rule.barriers += 1
        sure = any(item.data.get("sure") for item in barrier.items)
        rule.sure += sure
        if barrier.met:
            rule.met += 1
            rule.sure_met += sure
        else:
            rule.missed.append(barrier.items[0])
    result.traps = len(traps)


def _meets(wanted: Sequence[Span], spans: Sequence[Span]) -> bool:
    if any(w.overlap(s) for w in wanted for s in spans):
        return True
    return any(
        w.document == s.document and w.start < _TITLE and s.start < _TITLE for w in wanted for s in spans
    )  # whole-document findings sit on the title


# --- facts ------------------------------------------------------------------------------------------------------------


def _facts(gold: GoldFile, facts: TenderFacts, result: DocumentScore) -> None:
    wanted: dict[str, list[Gold]] = {}
    for item in gold.of("fact"):
        wanted.setdefault(str(item.data.get("name", "")), []).append(item)
    for name, items in wanted.items():
        got = [f.value for f in facts.all(name)]
        for item in items:
            value = item.data.get("value")
            right = any(_like(value, g) for g in (got if len(items) > 1 else got[:1]))
            result.facts.append(FactScore(name, str(value), "; ".join(str(g) for g in got[:3]), right, bool(got)))
    for name, statements in facts.by_name.items():
        if name not in wanted and statements:
            result.extra_facts.append(f"{name} = {statements[0].value}")


def _like(want: object, got: object) -> bool:
    if isinstance(want, bool) or isinstance(got, bool):
        return want is got
    if isinstance(want, int | float) and isinstance(got, int | float | Decimal):
        return Decimal(str(want)) == Decimal(str(got))
    if isinstance(got, date):
        return str(want) == got.isoformat()
    left, right = (" ".join(str(x).lower().replace(",", " ").split()) for x in (want, got))
    return left == right or left in right or right in left
