"""Cue phrases as written in the data files, compiled to one regular expression."""

from __future__ import annotations

import re
from collections.abc import Iterable

_PIECE = re.compile(r"\*|\.\.\.|\s+|[^*\s.]+|\.")


def compile_cues(phrases: Iterable[str]) -> re.Pattern[str]:
    """One pattern for all phrases, case ignored, at word boundaries.

    In a phrase `*` stands for any letters, `...` for up to 60 characters within the sentence, a space for any
    white space. Longer phrases are tried first.
    """
    listed = sorted(set(phrases), key=lambda p: (-len(p), p))
    return re.compile("|".join(f"(?:{_one(p)})" for p in listed) or r"(?!)", re.IGNORECASE)


def _one(phrase: str) -> str:
    out: list[str] = []
    for piece in _PIECE.findall(phrase):
        if piece == "*":
            out.append(r"[\w-]*")
        elif piece == "...":
            out.append(r"[^.!?\n]{0,60}?")
        elif piece.isspace():
            out.append(r"\s+")
        else:
            out.append(re.escape(piece))
    text = "".join(out)
    before = r"(?<!\w)" if phrase[0].isalnum() else ""
    after = r"(?!\w)" if phrase[-1].isalnum() or phrase[-1] == "*" else ""
    return before + text.replace(r"\s+[^.!?\n]{0,60}?\s+", r"\s+(?:[^.!?\n]{0,60}?\s)?") + after
