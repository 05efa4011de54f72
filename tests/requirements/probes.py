"""Score the extraction on small passages with labels (`probes*.jsonl`).

A passage is a line of JSON: `style`, `lines` and `gold`. Lines: "# 3 Rubrik" heading, "- text" list item,
"|! a | b |" the head of a table and "| a | b |" a row of it, "? text || answer" a question with its answer field
("Ja/Nej", "Ja/Nej. Ja krävs", "text", "file", "weight 10"), anything else a paragraph.
Gold: index of the `line`, `on`, `force`, `topic`, and `quote` where it is not the whole line.
A line without gold must give nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from upplint.documents.model import Answer, AnswerKind, Block, Document
from upplint.engine.scores import macro_f1
from upplint.language.analysis import Analysis
from upplint.requirements import extract
from upplint.requirements.model import Requirement

from .conftest import Line, block, parse, question, row

LABELS = ("on", "force", "topic")


@dataclass
class Score:
    """Counts over passages, and what went wrong in words."""

    wanted: int = 0
    found: int = 0
    predicted: int = 0
    right: int = 0
    labels: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: {name: [] for name in LABELS})
    slips: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / max(self.predicted, 1)

    @property
    def recall(self) -> float:
        return self.found / max(self.wanted, 1)

    def accuracy(self, label: str) -> float:
        pairs = self.labels[label]
        return sum(a == b for a, b in pairs) / max(len(pairs), 1)

    @property
    def topic_f1(self) -> float:
        return float(macro_f1(self.labels["topic"]))

    def report(self) -> str:
        """The measures in a line, the slips below it."""
        numbers = [f"{self.wanted} requirements", f"precision {self.precision:.3f}", f"recall {self.recall:.3f}"]
        numbers += [f"{name} {self.accuracy(name):.3f}" for name in LABELS] + [f"topic macro-F1 {self.topic_f1:.3f}"]
        return "\n".join([", ".join(numbers), *self.slips])


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def document_of(lines: Iterable[str]) -> Document:
    return parse(*_parsed(lines))


def _parsed(lines: Iterable[str]) -> Iterator[Line]:
    headers: tuple[str, ...] = ()
    for line in lines:
        if line.startswith("|"):
            cells = tuple(c.strip() for c in line.lstrip("|!").rstrip().removesuffix("|").split("|"))
            if line.startswith("|!"):
                headers = cells
            yield row(*cells, headers=headers, header_row=line.startswith("|!"))
        elif line.startswith("? "):
            yield _question(line[2:])
        else:
            yield line


def _question(line: str) -> Block:
    text, _, said = (part.strip() for part in line.partition("||"))
    if said.startswith("weight"):
        weight = Decimal(said.split()[1])
        return question(text, Answer(AnswerKind.TEXT, weight=weight, text=f"{weight} poäng"))
    if said.startswith("Ja"):
        return question(text, Answer(AnswerKind.YES_NO, required="Ja" if "krävs" in said else None, text=said))
    return question(text, Answer(AnswerKind(said), text={"file": "Bifogad fil", "text": "Fritext"}[said]))


def score(passages: Iterable[dict[str, Any]]) -> Score:
    """Extract from each passage and compare with its gold."""
    total = Score()
    for passage in passages:
        document = document_of(passage["lines"])
        found = extract(document, Analysis(document))
        matched: set[str] = set()
        for gold in passage["gold"]:
            _gold(document, found, passage["lines"], gold, matched, total)
        lead = [r for r in found if r.text.rstrip().endswith(":")]
        counted = [r for r in found if r.id in matched or r not in lead]
        total.predicted += len(counted)
        total.right += len(matched)
        total.slips += [
            f"FALSE   {r.text} [{r.on} {r.force} {r.topic}: {r.cue}]" for r in counted if r.id not in matched
        ]
    return total


def _gold(
    document: Document,
    found: tuple[Requirement, ...],
    lines: list[str],
    gold: dict[str, Any],
    matched: set[str],
    total: Score,
) -> None:
    total.wanted += 1
    base = document.blocks[gold["line"]]
    quote = gold.get("quote", base.text)
    start = document.text.index(quote, base.start)
    end = start + len(quote)
    overlaps = [(min(r.end, end) - max(r.start, start), r) for r in found]
    hits = [(o, r) for o, r in overlaps if o > 0]
    if not hits:
        total.slips.append(f"MISSED  {quote} [{gold['on']} {gold['force']} {gold['topic']}]")
        return
    total.found += 1
    matched.update(r.id for _, r in hits)
    best = max(hits, key=lambda h: h[0])[1]
    for label in LABELS:
        want, got = gold[label], str(getattr(best, label))
        total.labels[label].append((want, got))
        if want != got:
            total.slips.append(f"{label.upper():7} {want} -> {got}: {quote}")


__all__ = ["Score", "block", "document_of", "read", "score"]
