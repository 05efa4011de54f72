"""How fast the Swedish pipeline is: loading, single sentences, running text.

    python benchmarks/language.py [FILE.txt ...] [--json]

Without files, sentences of our own tests are repeated until there are 20,000 words. Prints words a second for every
stage and the peak memory of the process. Set OMP_NUM_THREADS=1 for figures of one core.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

WORDS = 20_000


def own_sentences() -> list[str]:
    """Different sentences of the tests, then again with a number added, so that no word form is all that new."""
    found: list[str] = []
    for name in ("subjects.jsonl", "subjects_unseen.jsonl", "tagged.jsonl"):
        with (ROOT / "tests" / "language" / "data" / name).open(encoding="utf-8") as lines:
            found.extend(str(json.loads(line)["text"]) for line in lines)
    words = 0
    repeated: list[str] = []
    turn = 0
    while words < WORDS:
        for text in found:
            repeated.append(text if turn == 0 else f"{text} Se punkt {turn}.")
            words += len(text.split())
        turn += 1
    return repeated


def sentences_of(paths: list[Path]) -> list[str]:
    from upplint.language.sentences import split_sentences

    texts = [line for path in paths for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [text[start:end] for text in texts for start, end in split_sentences(text)]


def timed(work: Callable[[], int]) -> tuple[int, float]:
    start = time.perf_counter()
    return work(), time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="*")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()

    from upplint.language import pipeline

    start = time.perf_counter()
    import spacy  # noqa: F401

    importing = time.perf_counter() - start
    start = time.perf_counter()
    pipeline.load()
    figures: dict[str, float] = {
        "import spacy, s": round(importing, 2),
        "load, s": round(time.perf_counter() - start, 2),
    }
    texts = sentences_of(args.files) if args.files else own_sentences()
    tagger = frozenset({"morphologizer", "upplint_lemmatizer"})
    stages: list[tuple[str, Callable[[], int]]] = [
        ("tokens", lambda: sum(len(pipeline.blank()(text)) for text in texts)),
        ("tags and lemmas", lambda: sum(len(doc) for doc in pipeline.parse(texts, components=tagger))),
        ("all, one sentence at a time", lambda: sum(len(doc) for doc in pipeline.parse(texts))),
    ]
    for name, work in stages:
        work()  # fill the caches once, as a document of some length does
        words, seconds = timed(work)
        figures[f"{name}, words/s"] = round(words / seconds)
    figures["words"] = words
    figures["peak memory, MB"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    if args.json:
        print(json.dumps(figures))
    else:
        for name, value in figures.items():
            print(f"{name:40} {value:>10}")


if __name__ == "__main__":
    main()
