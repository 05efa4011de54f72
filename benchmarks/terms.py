"""Speed of the cheap first look: sentences, prefilter, terms, quantities and citations over one million words.

Run `python benchmarks/terms.py [WORDS]`. The text is made of the project's own test sentences, shuffled with a fixed
seed, in blocks of five sentences. Prints seconds (of the clock and of the processor), words a second and
peak memory; nothing is written. The limit is held against the time of the processor: a busy machine does not count.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

from upplint.language.citations import find_citations
from upplint.language.phrases import PhraseIndex
from upplint.language.prefilter import signals
from upplint.language.quantities import find_quantities
from upplint.language.sentences import split_sentences
from upplint.language.terms import find_terms, load_terms

SENTENCES = Path(__file__).resolve().parent.parent / "tests" / "language" / "data" / "sentences.txt"
LIMIT = 3.0  # seconds for prefilter and terms together over a million words


def blocks(words: int) -> list[str]:
    """About `words` words of text in blocks of five sentences."""
    lines = SENTENCES.read_text(encoding="utf-8").splitlines()
    pool = [line.removeprefix("\\") for line in lines if line.strip()]
    chance = random.Random(1)
    made: list[str] = []
    count = 0
    while count < words:
        block = " ".join(chance.choice(pool) for _ in range(5))
        made.append(block)
        count += len(block.split())
    return made


def timed(name: str, task: Callable[[str], object], texts: list[str], words: int) -> float:
    """Runs `task` over all texts once and prints how long it took."""
    started, spent = time.perf_counter(), time.process_time()
    for text in texts:
        task(text)
    seconds, spent = time.perf_counter() - started, time.process_time() - spent
    print(f"{name:<34}{seconds:8.2f} s {spent:8.2f} s of processor {words / seconds:14,.0f} words/s")
    return spent


def main() -> int:
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    started = time.perf_counter()
    find_terms("")
    signals("")
    print(f"{'loading the lexicon':<34}{time.perf_counter() - started:8.2f} s")
    texts = blocks(wanted)
    words = sum(len(text.split()) for text in texts)
    print(f"{words:,} words, {len(texts):,} blocks, {len(load_terms())} terms")
    first = timed("prefilter (signals)", signals, texts, words)
    second = timed("terms", find_terms, texts, words)
    chance = random.Random(2)
    vocabulary = sorted({word for text in texts[:2000] for word in text.split() if word.isalpha()})
    many = PhraseIndex({str(n): [f"{chance.choice(vocabulary)} {chance.choice(vocabulary)}"] for n in range(5000)})
    timed("5,000 further phrases", many.find, texts, words)
    timed("sentences", split_sentences, texts, words)
    timed("citations", find_citations, texts, words)
    timed("quantities", find_quantities, texts, words)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    together = (first + second) * 1_000_000 / words
    print(f"prefilter and terms together: {together:.2f} s a million words (limit {LIMIT} s)")
    print(f"peak memory {peak:.0f} MB")
    return 0 if together < LIMIT else 1


if __name__ == "__main__":
    raise SystemExit(main())
