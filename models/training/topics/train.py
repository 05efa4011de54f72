"""Train the topic classifier of requirements (`models/sv_topics`) and measure it.

    python models/training/topics/train.py [--shared FOLDER] [--no-model]

Data: the gold requirements of `tests/corpus` and, where it is there, of `<checkout>/../shared/corpus`, and the
sentences of `sentences.yaml`, which are only trained on. Each document is left out once to measure what the classifier
and the cue data do on text they have not seen; then all are trained on. The weights of the features seen in training
are also written as a table (`features.txt`, `weights.npy`), which is what upplint reads: the same classifier
without its library. The report is written to `models/training/topics/accuracy.md`. The same data gives the same model.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import spacy
import yaml
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import fix_random_seed

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))

from upplint.documents.limits import Limits  # noqa: E402
from upplint.documents.read import read_paths  # noqa: E402
from upplint.engine.gold import Locator, Span, read_gold  # noqa: E402
from upplint.engine.scores import macro_f1  # noqa: E402
from upplint.language.analysis import Analysis  # noqa: E402
from upplint.requirements.candidates import Candidate, Finder  # noqa: E402
from upplint.requirements.topic import combine, names, score  # noqa: E402
from upplint.requirements.topic_features import features  # noqa: E402

SEED = 20
EPOCHS = 14
LENGTH = 16384
RATE = 0.004
RARE = ("b:",)  # features left out when they come only once


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
    tokens = features(text, candidate.lead, headings, candidate.section, candidate.on.value)
    return Row(tuple(tokens), scores, topic)


def collect(shared: Path) -> dict[str, list[Row]]:
    """Rows by document, in a fixed order."""
    data: dict[str, list[Row]] = {}
    for gold_folder, folder in (
        (shared / "corpus" / "gold", shared / "corpus" / "real"),
        (ROOT / "tests" / "corpus" / "gold", ROOT / "tests" / "corpus" / "documents"),
    ):
        for gold in sorted(gold_folder.glob("*.jsonl")):
            if not read_gold(gold).full:
                continue
            document = next((p for p in sorted(folder.iterdir()) if p.stem == gold.stem), None)
            if document is not None:
                data[gold.stem] = rows_of(gold, document)
    return data


def sentences() -> list[Row]:
    """The sentences written for training: without section, headings or party."""
    data = yaml.safe_load((Path(__file__).parent / "sentences.yaml").read_text(encoding="utf-8"))
    rows = []
    for topic, texts in data.items():
        for text in texts:
            scores = score(text)
            rows.append(Row(tuple(features(text, "", (), "", "")), scores, topic))
    return rows


def known(rows: list[Row]) -> frozenset[str]:
    """The features to train on."""
    count = Counter(t for r in rows for t in set(r.tokens))
    return frozenset(t for t, n in count.items() if n > 1 or not t.startswith(RARE))


def table(nlp: Language, kept: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """The weight of each feature for each topic (features x topics), and the bias of each topic.

    The categoriser is linear, so that its scores for one feature alone are the bias and the weights of the feature.
    """
    linear = nlp.get_pipe("textcat").model.layers[0]  # type: ignore[attr-defined]
    rows = [linear.predict([Doc(nlp.vocab, words=[f])])[0] for f in kept]
    bias = np.asarray(_output(linear).get_param("b"))
    return (np.asarray(rows) - bias).astype(np.float16), bias.astype(np.float32)


def _output(model: Any) -> Any:
    """The layer that holds the weights."""
    return next(layer for layer in model.walk() if layer.name == "sparse_linear")


def write(nlp: Language, kept: Sequence[str], folder: Path) -> None:
    """Write the pipeline, and beside it the table that upplint reads."""
    nlp.to_disk(folder)
    weights, bias = table(nlp, kept)
    (folder / "features.txt").write_text("\n".join(kept) + "\n", encoding="utf-8")
    np.save(folder / "weights.npy", weights)
    np.save(folder / "bias.npy", bias)


def train(rows: list[Row]) -> Language:
    """A pipeline of one text categoriser over feature tokens."""
    fix_random_seed(SEED)
    kept = known(rows)
    nlp = spacy.blank("sv")
    model = {
        "@architectures": "spacy.TextCatBOW.v3",
        "exclusive_classes": True,
        "ngram_size": 1,
        "no_output_layer": False,
        "length": LENGTH,
    }
    textcat = nlp.add_pipe("textcat", config={"model": model})
    for topic in names():
        textcat.add_label(topic)  # type: ignore[attr-defined]
    examples = [
        Example.from_dict(
            Doc(nlp.vocab, words=[t for t in r.tokens if t in kept]),
            {"cats": {t: float(t == r.topic) for t in names()}},
        )
        for r in rows
    ]
    optimizer = nlp.initialize(lambda: examples)
    optimizer.learn_rate = RATE
    order = random.Random(SEED)
    for _ in range(EPOCHS):
        order.shuffle(examples)
        for i in range(0, len(examples), 16):
            nlp.update(examples[i : i + 16], sgd=optimizer)
    return nlp


def probabilities(nlp: Language, rows: list[Row], kept: frozenset[str]) -> list[dict[str, float]]:
    """What the categoriser thinks of each row."""
    textcat = nlp.get_pipe("textcat")
    docs = [Doc(nlp.vocab, words=[t for t in r.tokens if t in kept]) for r in rows]
    scores = textcat.predict(docs)  # type: ignore[attr-defined]
    return [dict(zip(textcat.labels, map(float, row), strict=True)) for row in scores]  # type: ignore[attr-defined]


def measure(pairs: list[tuple[str, str]]) -> tuple[float, float]:
    """Accuracy and macro-F1."""
    return sum(a == b for a, b in pairs) / max(len(pairs), 1), macro_f1(pairs)


def main() -> None:
    """Measure, train on everything, write model and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--no-model", action="store_true", help="measure only")
    options = parser.parse_args()
    data, written = collect(options.shared), sentences()
    lines = [
        "# Topic of requirements: measured accuracy",
        "",
        "Written by `python models/training/topics/train.py`. Each document is left out of the training once and",
        "scored by what was trained on the others. The cue data (`rules/requirements/topics.yaml`) is not left out,",
        "so its own numbers on documents that it was written with are too good.",
        "",
        f"Seed {SEED}, {EPOCHS} rounds, {sum(map(len, data.values()))} requirements of documents, "
        f"{len(written)} sentences.",
        "",
        "| document | requirements | cue data: accuracy | macro-F1 | classifier: accuracy | macro-F1 "
        "| together: accuracy | macro-F1 |",
        "|---|---|---|---|---|---|---|---|",
    ]
    total: dict[str, list[tuple[str, str]]] = {"cues": [], "model": [], "both": []}
    for left_out, rows in data.items():
        seen = [r for name, others in data.items() if name != left_out for r in others] + written
        thought = probabilities(train(seen), rows, known(seen))
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
    lines.append(f"| all | {sum(map(len, data.values()))} | {' | '.join(cells)} |")
    print(lines[-1])
    if not options.no_model:
        everything = [r for rows in data.values() for r in rows] + written
        nlp = train(everything)
        nlp.meta["name"] = "upplint_topics"
        nlp.meta["description"] = "Topic of a requirement in a Swedish tender, over feature tokens"
        write(nlp, sorted(known(everything)), ROOT / "models" / "sv_topics")
        (Path(__file__).parent / "accuracy.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
