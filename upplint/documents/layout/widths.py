"""Estimated widths of text set in a proportional font: text files do not tell where a line was full."""

from __future__ import annotations

_GROUPS = {
    "ijl|!.,:;'’`I": 0.25,
    ' ftr()[]/\\-"*”“': 0.31,
    "cksvxyzJ": 0.5,
    "abdeghnopqu0123456789?_$åäöéL#§€«»": 0.556,
    "+<>=~": 0.584,
    "TFZ": 0.611,
    "ABEKPSVXY&ÄÅÉ": 0.667,
    "CDHNRUw": 0.722,
    "GOQÖ": 0.778,
    "mM": 0.833,
    "%W": 0.92,
    "…—–•@": 0.9,
}
_WIDTH = {char: width for chars, width in _GROUPS.items() for char in chars}


def width(text: str, size: float = 11.0) -> float:
    """Width of `text` in points if it were set in Helvetica (Adobe font metrics, rounded) at `size` points."""
    return size * sum(_WIDTH.get(c, 0.556) for c in text)
