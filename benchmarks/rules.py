"""How fast the rules are: `python benchmarks/rules.py [FILE-OR-FOLDER ...] [--json]`.

Reads the files (without arguments `examples/`), repeats their parts until there are about 100 pages (35,000 words), and
times all rules on the extracted text: medians of several runs in one process. Then 100 phrase rules of three phrases
each are added, and the ratio is printed. The parse of sentences, which is shared with other steps, is done in the first
run and not counted.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

RUNS = 7
WORDS = 35_000
EXTRA = 100

_HEAD = "family: ZZZ\ntitle: {sv: Prov, en: Test}\nrules:\n"
_RULE = """  - id: ZZZ{n:03}
    name: prov-{n}
    title: {{sv: Prov, en: Test}}
    level: advice
    why: {{sv: Prov., en: Test.}}
    find: {{phrases: [{phrases}]}}
    message: {{sv: Prov., en: Test.}}
    advice: {{sv: Prov., en: Test.}}
    examples: {{hit: [], ok: []}}
"""


def main() -> None:
    """Parse the arguments, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()

    from upplint.api import read_tenders
    from upplint.engine.loader import load_rules
    from upplint.engine.run import Selection, run

    started = time.perf_counter()
    rules = load_rules()
    loaded = time.perf_counter() - started
    tenders, _ = read_tenders(*(arguments.paths or sorted((ROOT / "examples").iterdir())))
    tender = tenders[0]
    own = [p for t in tenders for p in t.parts]
    parts, words = [], 0
    while words < WORDS:
        for part in own:
            parts.append(part)
            words += part.document.words
    tender = replace(tender, parts=tuple(parts), repeated=frozenset())

    text = " ".join(p.document.text for p in own).lower().split()
    # Phrases as rules have them: words that stand in the text now and then, not in every sentence. One phrase of
    # each rule is found, once in every repetition of the parts.
    counted = Counter(w for w in text if w.isalpha() and len(w) > 4)
    common = [w for w, n in counted.most_common() if n == 1][: 3 * EXTRA]
    with tempfile.TemporaryDirectory() as folder:
        extra = _HEAD + "".join(
            _RULE.format(n=n, phrases=f"{common[n]}, {common[n + EXTRA]} prov, {common[n + 2 * EXTRA]} prov*")
            for n in range(EXTRA)
        )
        (Path(folder) / "extra.yaml").write_text(extra, encoding="utf-8")
        more = load_rules([Path(folder)])

    selection = Selection(profile="granska")
    times: dict[str, list[float]] = {"all": [], "with_extra": []}
    findings = 0
    for i in range(RUNS + 1):
        for name, ruleset in (("all", rules), ("with_extra", more)):
            started = time.perf_counter()
            found = run(tender, ruleset, selection)
            if i:  # the first run fills what later runs share
                times[name].append(time.perf_counter() - started)
            if name == "all":
                findings = len(found)
    result = {
        "words": words,
        "rules": len(rules),
        "findings": findings,
        "load_s": round(loaded, 3),
        "all_s": round(statistics.median(times["all"]), 3),
        "with_100_more_s": round(statistics.median(times["with_extra"]), 3),
    }
    result["ratio"] = round(result["with_100_more_s"] / result["all_s"], 3)
    if arguments.json:
        print(json.dumps(result))
        return
    for name, value in result.items():
        print(f"{name:>16}  {value}")


if __name__ == "__main__":
    main()
