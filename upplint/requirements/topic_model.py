"""The trained topic classifier (`models/sv_topics`): loaded when first needed.

A logistic regression, trained by `models/training/topics/train.py`. Being linear, it is read here as a table of
weights: prediction needs numpy alone. Each feature counts by how rare it is (`idf.npy`), and a row is scaled to length
one, so that long sentences are not surer than short ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from upplint.resources import model_dir


@cache
def _load() -> tuple[tuple[str, ...], dict[str, int], Any, Any, Any]:
    """Topics, the row of each feature, its weights (features x topics), its square for the length, and bias."""
    import numpy as np

    folder = model_dir("sv_topics")
    labels = (folder / "labels.txt").read_text(encoding="utf-8").split()
    names = (folder / "features.txt").read_text(encoding="utf-8").split("\n")[:-1]
    weights = np.load(folder / "weights.npy", allow_pickle=False).astype(np.float32)
    idf = np.load(folder / "idf.npy", allow_pickle=False).astype(np.float32)
    bias = np.load(folder / "bias.npy", allow_pickle=False)
    return tuple(labels), {n: i for i, n in enumerate(names)}, weights * idf[:, None], idf**2, bias


def probabilities(rows: Sequence[Sequence[str]]) -> list[dict[str, float]]:
    """How likely each topic is (0-1, summing to 1) for each row of feature tokens (`topic_features.features`)."""
    if not rows:
        return []
    import numpy as np

    labels, index, weights, squares, bias = _load()
    out = []
    for row in rows:
        known = sorted({index[t] for t in row if t in index})
        length = float(np.sqrt(squares[known].sum(dtype=np.float64))) or 1.0
        scores = weights[known].sum(axis=0, dtype=np.float64) / length + bias
        odds = np.exp(scores - scores.max())
        out.append(dict(zip(labels, map(float, odds / odds.sum()), strict=True)))
    return out
