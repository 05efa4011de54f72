"""Build the made-up tenders: ``examples/`` and the test corpus with its gold files, from the source texts.

Usage: ``python tools/build_examples.py [--check] [NAME ...]``. The same sources give the same bytes. ``--check`` writes
nothing and ends with 1 when a gold file or text version in the repository differs from what the sources give.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from examples_docx import write_docx
from examples_markup import Source, gold, parse, to_text
from examples_pdf import pages_of, write_pdf
from examples_xlsx import write_xlsx

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "tools" / "examples"
CORPUS = ROOT / "tests" / "corpus"


def _lines(items: list[dict[str, Any]]) -> str:
    return "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in items)


def _report(source: Source, items: list[dict[str, Any]], pages: int) -> None:
    words = len(to_text(source).split())
    kinds = [item["is"] for item in items]
    counts = ", ".join(f"{kinds.count(kind)} {kind}" for kind in ("requirement", "finding", "trap", "fact"))
    print(f"{source.name}: {words} words, {pages} pages as PDF; {counts}")


def build_corpus(path: Path, corpus: Path) -> None:
    """Build one corpus tender: the document in its own format, the other formats, and the gold file."""
    source = parse(path)
    main = source.meta["format"]
    for folder in ("documents", "variants", "gold"):
        (corpus / folder).mkdir(parents=True, exist_ok=True)
    pdf = corpus / ("documents" if main == "pdf" else "variants") / f"{source.name}.pdf"
    pages = write_pdf(source, pdf)
    write_docx(source, corpus / ("documents" if main == "docx" else "variants") / f"{source.name}.docx")
    (corpus / "variants" / f"{source.name}.txt").write_text(to_text(source), encoding="utf-8")
    items = gold(source)
    numbers = pages_of(pdf, source, items)
    if main == "pdf":
        items = [{"is": item.pop("is"), **item, "page": page} for item, page in zip(items, numbers, strict=True)]
    (corpus / "gold" / f"{source.name}.jsonl").write_text(_lines(items), encoding="utf-8")
    _report(source, items, pages)


def build_example(folder: Path, target: Path, planted_to: Path) -> None:
    """Build one example tender (a folder of documents) and the list of the barriers planted in it, if any."""
    out = target / folder.name
    out.mkdir(parents=True, exist_ok=True)
    planted: list[dict[str, Any]] = []
    for path in sorted(folder.iterdir()):
        if path.suffix == ".yaml":
            write_xlsx(path, out / f"{path.stem}.xlsx")
            continue
        source = parse(path)
        name = f"{source.name}.{source.meta['format']}"
        if source.meta["format"] == "pdf":
            pages = write_pdf(source, out / name)
        else:
            write_docx(source, out / name)
            with tempfile.TemporaryDirectory() as scratch:
                pages = write_pdf(source, Path(scratch) / "pages.pdf")
        items = gold(source)
        _report(source, items, pages)
        planted += [{"document": name, **item} for item in items if item["is"] == "finding"]
    listing = planted_to / f"{folder.name}.jsonl"
    if planted:
        planted_to.mkdir(parents=True, exist_ok=True)
        listing.write_text(_lines([{k: v for k, v in p.items() if k != "is"} for p in planted]), encoding="utf-8")


def check() -> int:
    """Compare the text versions and gold files in the repository with what the sources give."""
    stale = []
    with tempfile.TemporaryDirectory() as scratch:
        corpus, examples = Path(scratch) / "corpus", Path(scratch) / "examples"
        for path in sorted((CORPUS / "source").glob("*.md")):
            build_corpus(path, corpus)
        for folder in sorted(p for p in EXAMPLES.iterdir() if p.is_dir()):
            build_example(folder, examples, corpus / "planted")
        for base, built in ((CORPUS, corpus), (ROOT / "examples", examples)):
            for path in sorted(p for p in built.rglob("*") if p.suffix in {".jsonl", ".txt"}):
                kept = base / path.relative_to(built)
                if not kept.exists() or kept.read_bytes() != path.read_bytes():
                    stale.append(kept.relative_to(ROOT))
    for path in stale:
        print(f"stale: {path}", file=sys.stderr)
    return 1 if stale else 0


def main() -> int:
    """Entry point; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("names", nargs="*", help="only these tenders (default: all)")
    parser.add_argument("--check", action="store_true", help="write nothing, compare with the repository")
    options = parser.parse_args()
    if options.check:
        return check()
    for folder in sorted(p for p in EXAMPLES.iterdir() if p.is_dir()):
        if not options.names or folder.name in options.names:
            build_example(folder, ROOT / "examples", CORPUS / "planted")
    for path in sorted((CORPUS / "source").glob("*.md")):
        if not options.names or path.stem in options.names:
            build_corpus(path, CORPUS)
    return 0


if __name__ == "__main__":
    sys.exit(main())
