"""Turn CoNLL-U treebanks into spaCy's binary format, in documents of several sentences.

    python models/training/prepare.py OUT.spacy IN.conllu [IN.conllu ...] [--augment] [--seed 7]

Without `--augment`, ten sentences make a document, as `spacy convert -n 10` does, which is how the published
pipelines are measured. With it, documents are of one to ten sentences, and variants are added that tenders
are full of and the treebank is not: sentences without a full stop (headings, list items, cells), `ska` for
`skall` and other quotation marks.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from pathlib import Path

from spacy.lang.sv import Swedish
from spacy.tokens import Doc, DocBin
from spacy.training.converters import conllu_to_docs

MODERN = {"skall": "ska", "Skall": "Ska", "SKALL": "SKA"}

QUOTES = ("'", '"', "”", "”", "’")


def sentences(path: Path) -> list[Doc]:
    """One document for every sentence of a CoNLL-U file."""
    text = path.read_text(encoding="utf-8")
    return list(conllu_to_docs(text, n_sents=1, no_print=True, append_morphology=False))


def rebuilt(doc: Doc, words: list[str], keep: int) -> Doc:
    """The first `keep` tokens of `doc` with other `words`. Heads beyond the cut are not allowed."""
    part = list(doc)[:keep]
    return Doc(
        doc.vocab,
        words=words[:keep],
        spaces=[bool(t.whitespace_) for t in part],
        tags=[t.tag_ for t in part],
        pos=[t.pos_ for t in part],
        morphs=[str(t.morph) for t in part],
        lemmas=[t.lemma_ for t in part],
        heads=[t.head.i for t in part],
        deps=[t.dep_ for t in part],
    )


def variant(doc: Doc, rng: random.Random) -> Doc:
    """A copy of a sentence in tender style: no full stop, modern `ska`."""
    words = [MODERN.get(t.text, t.text) if rng.random() < 0.7 else t.text for t in doc]
    quote = rng.choice(QUOTES)
    words = [quote if word == "'" else word for word in words]
    last = doc[-1]
    cut = len(doc) > 2 and last.text == "." and not list(last.children) and rng.random() < 0.15
    return rebuilt(doc, words, len(doc) - 1 if cut else len(doc))


def grouped(docs: list[Doc], sizes: Iterator[int]) -> Iterator[Doc]:
    start = 0
    while start < len(docs):
        size = next(sizes)
        group = docs[start : start + size]
        start += size
        yield group[0] if len(group) == 1 else Doc.from_docs(group, ensure_whitespace=True)


def steady(size: int) -> Iterator[int]:
    while True:
        yield size


def mixed(rng: random.Random) -> Iterator[int]:
    while True:
        yield rng.choice((1, 1, 1, 2, 5, 10, 10))


def prepare(paths: list[Path], out: Path, *, augment: bool, seed: int) -> int:
    """Write `out` and return the number of documents in it."""
    rng = random.Random(seed)
    vocab = Swedish().vocab
    box = DocBin(store_user_data=False)
    count = 0
    for path in paths:
        docs = sentences(path)
        if augment:
            docs = [variant(doc, rng) for doc in docs]
        docs = [Doc(vocab).from_bytes(doc.to_bytes()) for doc in docs]
        for doc in grouped(docs, mixed(rng) if augment else steady(10)):
            box.add(doc)
            count += 1
    box.to_disk(out)
    return count


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("conllu", type=Path, nargs="+")
    parser.add_argument("--augment", action="store_true")
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    print(prepare(args.conllu, args.out, augment=args.augment, seed=args.seed), "documents")
