"""Teach the tok2vec layer to guess hidden words in official text, before the treebank is seen.

    python models/training/pretrain.py RAW.jsonl OUT.bin --vectors VECTORS [--config config.cfg] [--minutes 30]

Three tokens in ten are asked for: most are hidden by a mark, some replaced by a random word, some left as
they are, and the layer must tell the word (one of the most frequent forms) and its last three letters. The
hidden ones teach what the words around say; those left alone, that a word's own form must not be lost on the
way up. spaCy has such a step of its own (`spacy pretrain`); this one guesses words with a softmax instead of
characters or vectors, which learns more in the time that one core has. The output is read by `spacy train`
as `initialize.init_tok2vec`.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import fast_gemm  # noqa: F401  (twice as fast)
import numpy as np
import spacy
from spacy.tokens import Doc
from thinc.api import Adam, Config, fix_random_seed
from thinc.types import Floats2d

MARK = "▁"
WORDS, ENDINGS = 8000, 1500
ASKED = 0.3  # share of tokens that must be told
REPLACED, KEPT = 0.1, 0.35  # shares of these; the rest is hidden
BATCH_WORDS = 3000
MAX_TOKENS = 150
VOCABULARY_SAMPLE = 2_000_000


class Head:
    """A softmax layer over classes, with class 0 for everything rare, which is not learned."""

    def __init__(self, classes: int, width: int) -> None:
        self.w = np.zeros((classes, width), dtype="f")
        self.b = np.zeros((classes,), dtype="f")

    def update(self, x: Floats2d, y: np.ndarray, name: int, optimizer: Adam) -> tuple[np.ndarray, float, float]:
        scores = x @ self.w.T + self.b
        scores -= scores.max(axis=1, keepdims=True)
        np.exp(scores, out=scores)
        scores /= scores.sum(axis=1, keepdims=True)
        known = y > 0
        rows = np.arange(len(y))
        loss = float(-np.log(scores[rows, y][known] + 1e-9).mean())
        right = float((scores.argmax(axis=1) == y)[known].mean())
        scores[rows, y] -= 1
        scores[~known] = 0
        scores /= max(1, int(known.sum()))
        d_x = scores @ self.w
        self.w, _ = optimizer((name, "w"), self.w, scores.T @ x)
        self.b, _ = optimizer((name, "b"), self.b, scores.sum(axis=0))
        return d_x, loss, right


def tokenised(path: Path, nlp: spacy.language.Language) -> Iterator[list[str]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            words = [token.text for token in nlp.make_doc(json.loads(line)["text"]) if not token.is_space]
            for start in range(0, len(words), MAX_TOKENS):
                yield words[start : start + MAX_TOKENS]


def batches(source: Iterator[list[str]]) -> Iterator[list[list[str]]]:
    batch: list[list[str]] = []
    size = 0
    for words in source:
        batch.append(words)
        size += len(words)
        if size >= BATCH_WORDS:
            yield batch
            batch, size = [], 0


def table(counts: Counter[str], size: int) -> dict[str, int]:
    return {key: rank + 1 for rank, (key, _) in enumerate(counts.most_common(size - 1))}


def main() -> None:  # noqa: PLR0915
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("raw", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--vectors", type=Path, required=True)
    parser.add_argument("--config", type=Path, default=Path(__file__).parent / "config.cfg")
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--resume", type=Path, help="go on from this file")
    parser.add_argument("--rate", type=float, default=0.0015)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    fix_random_seed(args.seed)
    rng = np.random.default_rng(args.seed)
    config = Config().from_disk(args.config, interpolate=False)
    width = config["components"]["tok2vec"]["model"]["encode"]["width"]
    nlp = spacy.load(args.vectors)
    settings = {"model": config["components"]["tok2vec"]["model"]}
    model = nlp.add_pipe("tok2vec", config=settings).model  # type: ignore[union-attr]

    counts: Counter[str] = Counter()
    total = 0
    for words in tokenised(args.raw, nlp):
        counts.update(word.lower() for word in words)
        total += len(words)
        if total >= VOCABULARY_SAMPLE:
            break
    frequent = [word for word, _ in counts.most_common(WORDS)]
    endings: Counter[str] = Counter()
    for word, n in counts.items():
        endings[word[-3:]] += n
    word_ids, ending_ids = table(counts, WORDS), table(endings, ENDINGS)

    model.initialize(X=[Doc(nlp.vocab, words=frequent[:50])])
    if args.resume:
        model.from_bytes(args.resume.read_bytes())
    heads = Head(WORDS, width), Head(ENDINGS, width)
    optimizer = Adam(0.0, L2=0.0, grad_clip=1.0)
    started = time.perf_counter()
    step = seen = 0
    log: list[tuple[float, ...]] = []
    for batch in batches(tokenised(args.raw, nlp)):
        spent = (time.perf_counter() - started) / 60 / args.minutes
        if spent >= 1:
            break
        rate = args.rate * min(1.0, (step + 1) / 200) * min(1.0, 1.05 - spent)
        optimizer.learn_rate = rate
        docs, places, gold = [], [], []
        offset = 0
        for words in batch:
            asked = np.flatnonzero(rng.random(len(words)) < ASKED)
            changed = list(words)
            for i in asked:
                gold.append(words[i].lower())
                roll = rng.random()
                if roll < REPLACED:
                    changed[i] = frequent[int(rng.integers(WORDS))]
                elif roll > REPLACED + KEPT:
                    changed[i] = MARK
            places.extend(offset + asked)
            offset += len(words)
            docs.append(Doc(nlp.vocab, words=changed))
        outputs, backprop = model.begin_update(docs)
        x = np.concatenate(outputs)[places]
        y_words = np.array([word_ids.get(word, 0) for word in gold])
        y_endings = np.array([ending_ids.get(word[-3:], 0) for word in gold])
        d_words, loss_w, right_w = heads[0].update(x, y_words, 1, optimizer)
        d_endings, loss_e, right_e = heads[1].update(x, y_endings, 2, optimizer)
        gradient = np.zeros((offset, width), dtype="f")
        gradient[places] = d_words + d_endings
        cuts = np.cumsum([len(doc) for doc in docs])[:-1]
        backprop([np.ascontiguousarray(part) for part in np.split(gradient, cuts)])
        model.finish_update(optimizer)
        step += 1  # noqa: SIM113
        seen += offset
        log.append((loss_w, right_w, loss_e, right_e))
        if step % 50 == 0:
            means = np.mean(log[-50:], axis=0)
            print(step, seen, *(round(float(m), 3) for m in means), flush=True)
    args.out.write_bytes(model.to_bytes())
    print("words seen", seen, "seconds", round(time.perf_counter() - started))


if __name__ == "__main__":
    main()
