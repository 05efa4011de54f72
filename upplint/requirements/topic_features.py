"""What the topic classifier sees of a requirement: words, parts of words, its lead-in, headings, and the cue scores.

Used both for training and for prediction; a change here makes a new training necessary.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

_WORD = re.compile(r"[^\W\d_]+|\d+")
_STEM = 6  # letters of a word that stand for all its forms
_PARTS = 5  # letters of a part of a compound


def features(
    text: str, lead: str, headings: Sequence[str], section: str, on: str, scores: Mapping[str, float]
) -> list[str]:
    """The features as tokens, in a fixed order.

    Args:
        text: the requirement. lead: its lead-in. headings: above it, innermost first.
        section: type of section. on: whose duty. scores: of the cue data, by topic.
    """
    out = [f"sec:{section}", f"on:{on}"]
    words = [w.lower() for w in _WORD.findall(text)]
    out += [f"w:{w}" for w in words]
    out += [f"s:{w[:_STEM]}" for w in words if len(w) > _STEM]
    out += [f"b:{a}_{b}" for a, b in pairwise(words)]
    for word in words:
        if len(word) > _STEM:
            out += sorted({f"c:{word[i : i + _PARTS]}" for i in range(len(word) - _PARTS + 1)})
    out += [f"l:{w.lower()[:_STEM]}" for w in _WORD.findall(lead)]
    for depth, title in enumerate(headings[:2]):
        out += [f"h{depth}:{w.lower()[:_STEM]}" for w in _WORD.findall(title)]
    ranked = sorted(scores.items(), key=lambda kv: (-kv[1], kv[0]))
    for rank, (topic, value) in enumerate(ranked[:4]):
        out += [f"t:{topic}"] * min(int(value), 6)
        if rank == 0:
            out += [f"top:{topic}"] * 3
    if not ranked:
        out.append("t:none")
    return out
