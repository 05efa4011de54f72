"""What the topic classifier sees of a requirement: words, parts of words, its lead-in and headings.

Not what the cue data say: they know the documents they were written with too well, and are weighed in afterwards.

Used both for training and for prediction; a change here makes a new training necessary.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

_WORD = re.compile(r"[^\W\d_]+|\d+")
_STEM = 6  # letters of a word that stand for all its forms
_PARTS = (4, 5)  # letters of a part of a compound


def features(text: str, lead: str = "", headings: Sequence[str] = ()) -> list[str]:
    """The features as tokens, in a fixed order.

    The type of the section and whose duty it is are left out: learnt from few documents, they drown the words where a
    document is built in another way (measured on sentences of other sectors).

    Args:
        text: the requirement. lead: its lead-in. headings: above it, innermost first.
    """
    words = [w.lower() for w in _WORD.findall(text)]
    out = [f"w:{w}" for w in words]
    out += [f"s:{w[:_STEM]}" for w in words if len(w) > _STEM]
    out += [f"b:{a}_{b}" for a, b in pairwise(words)]
    for word in words:
        for size in _PARTS:
            if len(word) > size:
                out += sorted({f"c:{word[i : i + size]}" for i in range(len(word) - size + 1)})
    out += [f"l:{w.lower()[:_STEM]}" for w in _WORD.findall(lead)]
    for depth, title in enumerate(headings[:2]):
        stems = [w.lower()[:_STEM] for w in _WORD.findall(title)]
        out += [f"{kind}:{s}" for s in stems for kind in ("h", f"h{depth}")]
        out += [f"s:{s}" for s in stems if len(s) == _STEM]  # what a chapter is about, its sentences speak of
    return out
