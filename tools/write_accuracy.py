"""Measure requirements against gold and write the numbers into `docs/accuracy.md`.

    python tools/write_accuracy.py [--shared FOLDER] [--day 2026-03-01]

Only the part between the markers `<!-- requirements -->` and `<!-- /requirements -->` is written; it is added where it
is missing. Documents outside the repository are measured where they are there, and left out with a word where not.
"""

from __future__ import annotations

import argparse
import re
import sys
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.requirements import probes  # noqa: E402
from upplint.documents.limits import Limits  # noqa: E402
from upplint.documents.read import read_paths  # noqa: E402
from upplint.engine.evaluate import Prediction, evaluate  # noqa: E402
from upplint.language.analysis import Analysis  # noqa: E402
from upplint.reports.evaluation import accuracy_markdown  # noqa: E402
from upplint.requirements import extract  # noqa: E402
from upplint.requirements.doctype import looks_like  # noqa: E402

OPEN, CLOSE = "<!-- requirements -->", "<!-- /requirements -->"
HELD_OUT = "it-avrop"
INTRO = (
    "",
    "Precision and recall of requirements found; accuracy of whose duty (`on`), force and topic among those found;",
    "macro-F1 over topics. `merged` counts gold requirements that share a prediction with another one. A prediction",
    "matches when it overlaps the quote in the same place.",
)
OWN = (
    "",
    f"`{HELD_OUT}` was kept aside while the first cues were written. The topic classifier is trained on all these",
    "documents; `models/training/topics/accuracy.md` has its numbers on documents left out of the training.",
)
REAL = (
    "",
    "Tender documents of 2023 and 2026, not part of the repository. The topic classifier is trained on those annotated",
    "in full, so that their topic numbers say less than those of the passages below.",
)
PASSAGES = (
    "## Passages of other sectors",
    "",
    "Short passages of sectors that no document above has (`tests/requirements/probes*.jsonl`), written by us. The",
    "classifier is not trained on them. Slips in `probes` and the halves `tune` were read to mend cues; those of the",
    "halves `measure` were not, so that they say best what to expect of a new tender. `probes-3` is the hardest:",
    "handbooks, terms and letters that state their duties in the plain present, without any word of duty.",
    "",
    "| passages | requirements | precision | recall | on | force | topic | topic macro-F1 |",
    "|---|---|---|---|---|---|---|---|",
)


def predict(path: Path) -> Prediction:
    """What the extraction finds in a document, with its own judgement of what kind of text it is."""
    documents = read_paths([path], Limits(), None).documents
    analyses = tuple(Analysis(d) for d in documents)
    found = tuple(
        r
        for d, a in zip(documents, analyses, strict=True)
        for r in extract(d, a, silent=looks_like(d) in ("bid", "register"))
    )
    return Prediction(tuple(documents), analyses, found)


def measured(shared: Path, day: date) -> str:
    """The part of the page about requirements."""
    own = evaluate(ROOT / "tests" / "corpus" / "gold", None, predict)
    parts = ["# Requirements", *INTRO, ""]
    text = "\n".join(parts) + "\n" + accuracy_markdown(own, day, title="Own documents (`tests/corpus`)", intro=OWN)
    gold = shared / "corpus" / "gold"
    if gold.is_dir():
        real = evaluate(gold, shared / "corpus" / "real", predict)
        text += "\n" + accuracy_markdown(
            real,
            day,
            title="Real documents",
            intro=REAL,
        )
    else:
        text += "\nReal documents: not measured, they are not part of the repository.\n"
    return f"{text}\n{passages()}"


def passages() -> str:
    """The part about passages of other sectors."""
    folder = ROOT / "tests" / "requirements"
    sets = {"probes": probes.read(folder / "probes.jsonl")}
    for name in ("probes-2", "probes-3"):
        for passage in probes.read(folder / f"{name}.jsonl"):
            sets.setdefault(f"{name}: {passage['use']}", []).append(passage)
    lines = list(PASSAGES)
    for name, found in sets.items():
        score = probes.score(found)
        cells = [score.precision, score.recall, *map(score.accuracy, probes.LABELS), score.topic_f1]
        lines.append(f"| {name} | {score.wanted} | {' | '.join(f'{c:.3f}' for c in cells)} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--day", type=date.fromisoformat, default=date.today())
    options = parser.parse_args()
    page = ROOT / "docs" / "accuracy.md"
    part = f"{OPEN}\n{measured(options.shared, options.day)}{CLOSE}\n"
    old = page.read_text(encoding="utf-8") if page.exists() else ""
    if OPEN in old:
        new = re.sub(rf"{re.escape(OPEN)}.*?{re.escape(CLOSE)}\n?", lambda _: part, old, flags=re.DOTALL)
    else:
        new = f"{old.rstrip()}\n\n{part}".lstrip()
    page.parent.mkdir(exist_ok=True)
    page.write_text(new, encoding="utf-8")
    print(part)


if __name__ == "__main__":
    main()
