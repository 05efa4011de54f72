"""Measure the shipped pipeline and print the table of README.md.

    python models/training/evaluate.py --data DIR [--model DIR] [--write]

Talbanken's test part and PUD are read from `DIR/ud`, in documents of ten sentences of raw text, as the
published pipelines were measured. `--write` stores the scores in the pipeline's meta.json. The rows of the
published pipelines are quoted from their own meta files (spacy-models 3.8.0), not measured here: they were
measured on version 2.8 of Talbanken, ours on 2.17.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from typing import Any

import prepare
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

from upplint.language import lemmas, pipeline, tokenizer

COLUMNS = (
    ("part of speech", "pos_acc"),
    ("morphology", "morph_acc"),
    ("lemma", "lemma_acc"),
    ("UAS", "dep_uas"),
    ("LAS", "dep_las"),
    ("sentence F", "sents_f"),
)
PUBLISHED = (
    ("sv_core_news_sm 3.8.0, quoted", (94.92, 94.13, 94.89, 81.81, 76.45, 92.64), 12),
    ("sv_core_news_md 3.8.0, quoted", (96.28, 95.80, 95.38, 83.16, 78.31, 91.88), 63),
    ("sv_core_news_lg 3.8.0, quoted", (96.42, 95.98, 95.61, 83.42, 78.72, 92.34), 218),
)
Scores = dict[str, float]


def load(path: Path) -> Language:
    """All components, with the tokenizer and speed that upplint uses."""
    lemmas.register()
    nlp = spacy.load(path)
    pipeline._use_fast_products(nlp)
    return tokenizer.install(nlp)


def examples(nlp: Language, path: Path, size: int) -> list[Example]:
    """Gold documents of `size` sentences, with raw text on the other side."""
    gold = [Doc(nlp.vocab).from_bytes(doc.to_bytes()) for doc in prepare.sentences(path)]
    docs = list(prepare.grouped(gold, prepare.steady(size)))
    return [Example(nlp.make_doc(doc.text), doc) for doc in docs]


def measure(nlp: Language, path: Path) -> Scores:
    """Scores in percent on raw text in documents of ten sentences."""
    raw: dict[str, Any] = nlp.evaluate(examples(nlp, path, 10), batch_size=64)
    return {key: round(100 * raw[key], 2) for _, key in COLUMNS}


def measure_single(path: Path) -> Scores:
    """Scores in percent where every sentence is handed over alone, as upplint does."""
    nlp = pipeline.load()
    gold = [Doc(nlp.vocab).from_bytes(doc.to_bytes()) for doc in prepare.sentences(path)]
    docs = pipeline.parse(doc.text for doc in gold)
    pairs = [Example(got, doc) for got, doc in zip(docs, gold, strict=True)]
    raw: dict[str, Any] = {}
    for _, component in nlp.pipeline:
        if hasattr(component, "score"):
            raw |= component.score(pairs)
    return {key: round(100 * raw[key], 2) for _, key in COLUMNS if key != "sents_f"}


def words_per_second(nlp: Language, path: Path) -> int:
    """Words a second of raw text through all components, one process, second run of two."""
    texts = [doc.text for doc in prepare.grouped(prepare.sentences(path), prepare.steady(10))]
    best = 0.0
    for _ in range(2):
        start = time.perf_counter()
        words = sum(len(doc) for doc in nlp.pipe(texts, batch_size=64))
        best = max(best, words / (time.perf_counter() - start))
    return round(best)


def size_mb(path: Path) -> float:
    return sum(file.stat().st_size for file in path.rglob("*") if file.is_file()) / 1e6


def row(name: str, values: list[str]) -> str:
    return "| " + " | ".join([name, *values]) + " |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=Path(__file__).parent.parent / pipeline.NAME)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--json", action="store_true", help="print the scores as JSON and nothing else")
    args = parser.parse_args()
    talbanken = args.data / "ud" / "talbanken-v2-test.conllu"
    pud = args.data / "ud" / "pud-v2-test.conllu"
    nlp = load(args.model)
    scores = {"talbanken": measure(nlp, talbanken), "pud": measure(nlp, pud)}
    shipped = args.model.resolve() == (Path(__file__).parent.parent / pipeline.NAME).resolve()
    if shipped:
        scores["talbanken_single"] = measure_single(talbanken)
    if args.json:
        print(json.dumps(scores))
        return
    speed = words_per_second(nlp, talbanken)
    print(row("", [*(name for name, _ in COLUMNS), "size, MB"]))
    print("|" + " --- |" * (len(COLUMNS) + 2))
    megabytes = f"{size_mb(args.model):.0f}"
    ours = f"sv_upplint {nlp.meta['version']}"
    for key, label in (("talbanken", "Talbanken test"), ("pud", "PUD")):
        print(row(f"{ours}, {label}", [*(f"{scores[key][k]:.1f}" for _, k in COLUMNS), megabytes]))
    if shipped:
        single = scores["talbanken_single"]
        values = [f"{single[k]:.1f}" if k in single else "-" for _, k in COLUMNS]
        print(row(f"{ours}, Talbanken test, one sentence at a time", [*values, megabytes]))
    for name, figures, size in PUBLISHED:
        print(row(name, [*(f"{figure:.1f}" for figure in figures), str(size)]))
    print(f"\n{speed} words a second through all components (one process)")
    if args.write:
        path = args.model / "meta.json"
        meta = json.loads(path.read_text(encoding="utf-8"))
        meta["performance"] = scores
        path.write_text(json.dumps(meta, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
