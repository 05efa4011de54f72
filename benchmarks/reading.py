"""PDF reading against pdfplumber's `extract_words` on the same pages: `python benchmarks/reading.py [PDF ...]`.

Each side runs in a process of its own, so that neither warms up the other and the peak memory is its own. Every
measure is the median of several runs. Without arguments the files of the tests and of `examples/` are read.
"""

from __future__ import annotations

import importlib
import json
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RUNS = 3


def upplint_pages(path: Path) -> int:
    """Read a file with upplint: text, boxes, tables, blocks. Returns the number of pages."""
    from upplint.documents.limits import Limits
    from upplint.documents.pdf import read_pdf

    return read_pdf(path, file=path.name, limits=Limits()).pages or 0


def upplint_words(path: Path) -> int:
    """Take the words of every page and their boxes with upplint, and nothing else: the work of `extract_words`."""
    import pypdfium2

    from upplint.documents.pdf.words import WordReader, characters, view

    reader = WordReader()
    pdf = pypdfium2.PdfDocument(str(path))
    for page in pdf:
        text = page.get_textpage()
        reader.read(text, view(page), characters(text))
        text.close()
        page.close()
    return len(pdf)


def pdfplumber_pages(path: Path) -> int:
    """Take the words of every page with pdfplumber, each page closed after use. Returns the number of pages."""
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_words()
            page.close()
        return len(pdf.pages)


LIBRARIES = {"upplint": ("pypdfium2", "upplint.documents.pdf"), "pdfplumber": ("pdfplumber",)}
SIDES = {"upplint": upplint_pages, "upplint words": upplint_words, "pdfplumber": pdfplumber_pages}


def measure(side: str, path: Path) -> dict[str, float]:
    """Seconds from a cold start, seconds of reading once the library is loaded, pages, and peak memory in MB."""
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, __file__, "--side", side, str(path)], capture_output=True, text=True, check=True, cwd=ROOT
    )
    found: dict[str, float] = json.loads(done.stdout)
    found["cold"] = time.perf_counter() - started
    return found


def report(paths: list[Path]) -> None:
    """Print one line a file and the ratios over all files."""
    total = dict.fromkeys(SIDES, 0.0)
    print("words: text and boxes only, the same work as extract_words; all: with tables, headings, lists, questions")
    print(f"{'file':32} {'pages':>5} {'words s':>8} {'all s':>7} {'cold s':>7} {'MB':>4}  pdfplumber s  MB  words  all")
    for path in paths:
        found = {}
        for side in SIDES:
            runs = [measure(side, path) for _ in range(RUNS)]
            found[side] = {key: statistics.median(r[key] for r in runs) for key in runs[0]}
            total[side] += found[side]["seconds"]
        ours, words, theirs = found["upplint"], found["upplint words"], found["pdfplumber"]
        print(
            f"{path.name[:32]:32} {ours['pages']:5.0f} {words['seconds']:8.3f} {ours['seconds']:7.3f} "
            f"{ours['cold']:7.2f} {ours['mb']:4.0f} {theirs['seconds']:14.3f} {theirs['mb']:4.0f} "
            f"{theirs['seconds'] / words['seconds']:6.1f}x {theirs['seconds'] / ours['seconds']:5.1f}x"
        )
    for side, what in (("upplint words", "words with boxes"), ("upplint", "whole reading")):
        print(f"{what}: {total['pdfplumber'] / total[side]:.1f} times as fast as pdfplumber's extract_words")


def main() -> None:
    """Measure the files named, or our own."""
    if sys.argv[1:2] == ["--side"]:
        for name in LIBRARIES[sys.argv[2].split()[0]]:
            importlib.import_module(name)
        started = time.perf_counter()
        pages = SIDES[sys.argv[2]](Path(sys.argv[3]))
        seconds = time.perf_counter() - started
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({"seconds": seconds, "pages": pages, "mb": peak}))
        return
    named = [Path(p).resolve() for p in sys.argv[1:]]
    own = [
        ROOT / "tests" / "documents" / "files" / f"{n}.pdf"
        for n in ("columns", "running", "lists", "tables", "headings")
    ]
    report(named or [*sorted((ROOT / "examples").rglob("*.pdf")), *own])


if __name__ == "__main__":
    main()
