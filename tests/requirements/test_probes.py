"""The extraction on small passages of sectors that the annotated documents do not have.

The passages of `probes-2.jsonl` and `probes-3.jsonl` (duties in the plain present: handbooks, terms, letters) were
written before any cue or sentence was mended with them: half of them (`use`: `tune`) may be read to mend slips, the
other half (`measure`) only counts. The floors stand a little below what was measured, so that a loss is seen.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from . import probes

HERE = Path(__file__).parent
FLOORS = {  # precision, recall, on, force, topic
    ("probes.jsonl", ""): (0.97, 0.97, 0.95, 0.98, 0.78),
    ("probes-2.jsonl", "tune"): (0.97, 0.95, 0.94, 0.98, 0.82),
    ("probes-2.jsonl", "measure"): (0.97, 0.86, 0.92, 0.98, 0.70),
    ("probes-3.jsonl", "tune"): (0.97, 0.94, 0.95, 0.98, 0.74),
    ("probes-3.jsonl", "measure"): (0.96, 0.81, 0.87, 0.97, 0.55),
}


@pytest.mark.parametrize(("name", "use"), FLOORS, ids=lambda v: v or "all")
def test_passages_of_other_sectors(name, use):
    passages = [p for p in probes.read(HERE / name) if not use or p["use"] == use]
    score = probes.score(passages)
    precision, recall, on, force, topic = FLOORS[name, use]
    assert score.precision >= precision, score.report()
    assert score.recall >= recall, score.report()
    assert score.accuracy("on") >= on, score.report()
    assert score.accuracy("force") >= force, score.report()
    assert score.accuracy("topic") >= topic, score.report()


@pytest.mark.parametrize("name", ["probes-2.jsonl", "probes-3.jsonl"])
def test_halves_are_of_about_the_same_size(name):
    sizes = {
        use: sum(len(p["gold"]) for p in probes.read(HERE / name) if p["use"] == use) for use in ("tune", "measure")
    }
    assert min(sizes.values()) >= 100
