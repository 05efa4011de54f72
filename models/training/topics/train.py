"""Train the topic classifier of requirements (`models/sv_topics`) and measure it.

    python models/training/topics/train.py [--shared FOLDER] [--gold FOLDER --documents FOLDER]... [--no-model]
        [--quick]

Data: the gold requirements of `tests/corpus`, `tests/corpus/more` and, where it is there, of
`<checkout>/../shared/corpus`, further annotated documents (pairs of `--gold` and `--documents`), and the sentences of
`sentences.yaml`, which are only trained on. Each document is left out once, together with those made from the same
template, to measure what the classifier and the cue data do on text they have not seen; then all are trained on.
Needs scikit-learn. What is written is a table
(`labels.txt`, `features.txt`, `weights.npy`, `idf.npy`, `bias.npy`), which upplint reads without that library.
The report is written to `models/training/topics/accuracy.md`. The same data gives the same model.
"""

from __future__ import annotations

import argparse
import math
import random
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import normalize

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))

from upplint.documents.limits import Limits  # noqa: E402
from upplint.documents.read import read_paths  # noqa: E402
from upplint.engine.gold import Locator, Span, read_gold  # noqa: E402
from upplint.engine.scores import macro_f1  # noqa: E402
from upplint.language.analysis import Analysis  # noqa: E402
from upplint.requirements.candidates import Candidate, Finder  # noqa: E402
from upplint.requirements.topic import combine, score  # noqa: E402
from upplint.requirements.topic_features import features  # noqa: E402

SEED = 20
STRENGTH = 30.0  # inverse of the regularisation; 10-100 tried, each document left out once
HEADED = 0.3  # share of the written sentences that get a heading
RARE = ("b:", "c:")  # features left out when they come only once


@dataclass(frozen=True)
class Row:
    """A requirement with what the classifier sees of it, the cue scores and the right topic."""

    tokens: tuple[str, ...]
    scores: dict[str, float]
    topic: str


def rows_of(gold: Path, document: Path) -> list[Row]:
    """The annotated requirements of a document that the extraction finds."""
    read = read_paths([document], Limits(), None).documents[0]
    candidates = Finder(read, Analysis(read)).find()
    file = read_gold(gold)
    locator = Locator((read,))
    rows = []
    for item in file.of("requirement"):
        span = locator.find(item)
        if span is None or not candidates:
            continue
        best = max(candidates, key=lambda c: Span(0, c.start, c.end).overlap(span))
        if Span(0, best.start, best.end).overlap(span):
            rows.append(_row(read.text[best.start : best.end], best, _headings(read, best), str(item.data["topic"])))
    return rows


def _headings(document: object, candidate: Candidate) -> list[str]:
    blocks = document.blocks  # type: ignore[attr-defined]
    return [blocks[i].text for i in reversed(candidate.block.section)]


def _row(text: str, candidate: Candidate, headings: list[str], topic: str) -> Row:
    scores = score(text, candidate.lead, headings, candidate.section, candidate.on.value)
    tokens = features(text, candidate.lead, headings)
    return Row(tuple(tokens), scores, topic)


def collect(shared: Path, further: list[tuple[Path, Path]]) -> dict[str, list[Row]]:
    """Rows by document, in a fixed order; `further` are pairs of folders with gold and documents."""
    data: dict[str, list[Row]] = {}
    for gold_folder, folder in (
        *further,
        (shared / "corpus" / "gold", shared / "corpus" / "real"),
        (ROOT / "tests" / "corpus" / "gold", ROOT / "tests" / "corpus" / "documents"),
        (ROOT / "tests" / "corpus" / "more" / "gold", ROOT / "tests" / "corpus" / "more" / "documents"),
    ):
        for gold in sorted(gold_folder.glob("*.jsonl")):
            if gold.stem in data or not read_gold(gold).full:
                continue
            document = next((p for p in sorted(folder.iterdir()) if p.stem == gold.stem), None)
            if document is not None:
                data[gold.stem] = rows_of(gold, document)
    return data


def sentences() -> list[Row]:
    """The sentences written for training; some get a heading that fits their topic."""
    data = yaml.safe_load((Path(__file__).parent / "sentences.yaml").read_text(encoding="utf-8"))
    choice = random.Random(SEED)
    rows = []
    for topic, texts in data["sentences"].items():
        for text in texts:
            title = choice.choice(data["headings"][topic])
            headings = [title] if choice.random() < HEADED else []
            rows.append(Row(tuple(features(text, "", headings)), {}, topic))
    return rows


@dataclass(frozen=True)
class Model:
    """A linear classifier: topics, column and rarity of each feature, weights (topics x features) and bias."""

    labels: tuple[str, ...]
    columns: dict[str, int]
    idf: np.ndarray
    weights: np.ndarray
    bias: np.ndarray

    def write(self, folder: Path) -> None:
        """Write the table that upplint reads."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "labels.txt").write_text("\n".join(self.labels) + "\n", encoding="utf-8")
        (folder / "features.txt").write_text("\n".join(self.columns) + "\n", encoding="utf-8")
        np.save(folder / "weights.npy", self.weights.T.astype(np.float16))
        np.save(folder / "idf.npy", self.idf.astype(np.float16))
        np.save(folder / "bias.npy", self.bias.astype(np.float32))

    def probabilities(self, rows: list[Row]) -> list[dict[str, float]]:
        """What the classifier thinks of each row."""
        scores = matrix(rows, self.columns, self.idf) @ self.weights.T + self.bias
        odds = np.exp(scores - scores.max(axis=1, keepdims=True))
        odds /= odds.sum(axis=1, keepdims=True)
        return [dict(zip(self.labels, map(float, row), strict=True)) for row in odds]


def matrix(rows: list[Row], columns: dict[str, int], idf: np.ndarray) -> csr_matrix:
    """The features of each row by how rare they are, scaled to length one."""
    found = [(i, c) for i, r in enumerate(rows) for c in sorted({columns[t] for t in r.tokens if t in columns})]
    where = np.asarray(found, dtype=np.int64).reshape(-1, 2).T
    table = csr_matrix((idf[where[1]], (where[0], where[1])), shape=(len(rows), len(columns)))
    return normalize(table)


def train(rows: list[Row]) -> Model:
    """A logistic regression over the features that are not rare."""
    count = Counter(t for r in rows for t in set(r.tokens))
    columns = {t: i for i, t in enumerate(sorted(t for t, n in count.items() if n > 1 or not t.startswith(RARE)))}
    idf = np.asarray([math.log(len(rows) / count[t]) for t in columns])
    model = LogisticRegression(C=STRENGTH, max_iter=200, tol=1e-3)
    model.fit(matrix(rows, columns, idf), [r.topic for r in rows])
    return Model(tuple(map(str, model.classes_)), columns, idf, model.coef_, model.intercept_)


def family(name: str) -> str:
    """The template that a document is made from: names that differ in their last number are of one family."""
    return re.sub(r"-\d+$", "", name)


def measure(pairs: list[tuple[str, str]]) -> tuple[float, float]:
    """Accuracy and macro-F1."""
    return sum(a == b for a, b in pairs) / max(len(pairs), 1), macro_f1(pairs)


def main() -> None:
    """Measure, train on everything, write model and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--gold", type=Path, action="append", default=[], help="further gold, with --documents")
    parser.add_argument("--documents", type=Path, action="append", default=[], help="the documents of --gold")
    parser.add_argument("--no-model", action="store_true", help="measure only")
    parser.add_argument("--quick", action="store_true", help="train only, no report")
    options = parser.parse_args()
    if len(options.gold) != len(options.documents):
        parser.error("each --gold needs a --documents")
    data, written = collect(options.shared, list(zip(options.gold, options.documents, strict=True))), sentences()
    lines = [
        "# Topic of requirements: measured accuracy",
        "",
        "Written by `python models/training/topics/train.py`. Each document is left out of the training once, with",
        "those of the same template, and scored by what was trained on the others. The cue data",
        "(`rules/requirements/topics.yaml`) and the written sentences are not left out, so the numbers on documents",
        "that they were written with are too good. Those of bevakning, flyttjanster, konsult-ramavtal and snorojning",
        "tell more: the cues were last widened without reading what goes wrong there, but for losses.",
        "",
        f"{sum(map(len, data.values()))} requirements of documents, {len(written)} sentences.",
        "",
        "| document | requirements | cue data: accuracy | macro-F1 | classifier: accuracy | macro-F1 "
        "| together: accuracy | macro-F1 |",
        "|---|---|---|---|---|---|---|---|",
    ]
    total: dict[str, list[tuple[str, str]]] = {"cues": [], "model": [], "both": []}
    models: dict[str, Model] = {}
    for left_out, rows in data.items() if not options.quick else ():
        if family(left_out) not in models:
            seen = [r for name, others in data.items() if family(name) != family(left_out) for r in others] + written
            models[family(left_out)] = train(seen)
        thought = models[family(left_out)].probabilities(rows)
        pairs = {
            "cues": [(r.topic, combine(r.scores, None)[0]) for r in rows],
            "model": [(r.topic, max(p, key=p.__getitem__)) for r, p in zip(rows, thought, strict=True)],
            "both": [(r.topic, combine(r.scores, p)[0]) for r, p in zip(rows, thought, strict=True)],
        }
        for key, values in pairs.items():
            total[key] += values
        cells = [f"{x:.3f}" for key in ("cues", "model", "both") for x in measure(pairs[key])]
        lines.append(f"| {left_out} | {len(rows)} | {' | '.join(cells)} |")
        print(lines[-1], flush=True)
    cells = [f"{x:.3f}" for key in ("cues", "model", "both") for x in measure(total[key])]
    lines.append(f"| **all** | {sum(map(len, data.values()))} | {' | '.join(cells)} |")
    print(lines[-1])
    if not options.no_model:
        everything = [r for rows in data.values() for r in rows] + written
        train(everything).write(ROOT / "models" / "sv_topics")
        if not options.quick:
            (Path(__file__).parent / "accuracy.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
