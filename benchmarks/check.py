"""The whole command from a cold start: time and memory for long files, `--help`, and two processes against one.

    python benchmarks/check.py [--runs N]

Files are made from the text of the test corpus: a PDF and a Word file of about 60 pages each, and a folder of ten PDF
files of about 30 pages. Each run is a process of its own; medians are shown. Times depend on the machine, so what is
compared is compared in the same call.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TEXTS = sorted((ROOT / "tests/corpus/variants").glob("*.txt"))
LINES_A_PAGE = 40
WIDTH = 95


def paragraphs(start: int) -> Iterator[str]:
    """Paragraphs of the corpus, over and over, beginning with another tender for each `start`."""
    while True:
        for path in TEXTS[start % len(TEXTS) :] + TEXTS[: start % len(TEXTS)]:
            for line in path.read_text(encoding="utf-8").splitlines():
                if line.strip():
                    yield line.strip()


def make_pdf(path: Path, pages: int, start: int = 0) -> None:
    """A PDF with so many pages."""
    import textwrap

    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path), invariant=1)
    source = paragraphs(start)
    for number in range(pages):
        y, left = 790, LINES_A_PAGE
        while left > 0:
            for line in textwrap.wrap(next(source), WIDTH):
                canvas.setFont("Helvetica", 10)
                canvas.drawString(60, y, line)
                y -= 14
                left -= 1
            y -= 6
        canvas.drawString(60, 30, f"Sida {number + 1}/{pages}")
        canvas.showPage()
    canvas.save()


def make_docx(path: Path, pages: int) -> None:
    """A Word file with as much text as so many pages of the PDF hold."""
    import docx

    document = docx.Document()
    lines, source = 0, paragraphs(0)
    while lines < pages * LINES_A_PAGE:
        text = next(source)
        document.add_paragraph(text)
        lines += len(text) // WIDTH + 1
    document.save(str(path))


def run(*args: str | Path) -> tuple[float, int]:
    """Wall seconds and peak memory (MiB) of one `upplint` command with what it starts."""
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "upplint", *map(str, args)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        raise SystemExit(f"upplint {' '.join(map(str, args))} failed")
    return time.perf_counter() - begun, usage.ru_maxrss // 1024


def median(runs: int, *args: str | Path) -> tuple[float, int]:
    """Median seconds and highest memory of several runs, after one that is not counted."""
    run(*args)
    measured = [run(*args) for _ in range(runs)]
    return statistics.median(t for t, _ in measured), max(m for _, m in measured)


def main() -> None:
    """Print one line a measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_pdf(folder / "lang.pdf", 60)
        make_docx(folder / "lang.docx", 60)
        many = folder / "manga"
        many.mkdir()
        for number in range(10):
            make_pdf(many / f"del-{number}.pdf", 30, number)
        for label, args in (
            ("upplint --help", ["--help"]),
            ("upplint rules", ["rules"]),
            ("check, PDF of 60 pages", ["check", folder / "lang.pdf", "--no-cache"]),
            ("check, Word file of 60 pages", ["check", folder / "lang.docx", "--no-cache"]),
        ):
            seconds, memory = median(runs, *args)
            print(f"{label:40}{seconds:8.2f} s{memory:8} MiB")
        one, memory = median(runs, "extract", many, "--format", "json", "--no-cache", "--processes", "1")
        two, _ = median(runs, "extract", many, "--format", "json", "--no-cache", "--processes", "2")
        print(f"{'folder of 10 files, one process':40}{one:8.2f} s{memory:8} MiB")
        print(f"{'folder of 10 files, two processes':40}{two:8.2f} s   {one / two:.2f} times as fast")


if __name__ == "__main__":
    main()
