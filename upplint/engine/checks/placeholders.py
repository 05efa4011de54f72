"""Text that was meant to be replaced before publication."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from upplint.documents.model import FURNITURE
from upplint.engine.checks import check
from upplint.engine.context import Context, Match

_LEAST = 2  # characters: a coloured comma is no placeholder


@check(params=("highlighted",))
def marked(context: Context, params: Mapping[str, Any]) -> Iterator[Match]:
    """Form fields and content controls that still show their placeholder, and (`highlighted`) text with a highlight
    colour. Stretches that touch are one place."""
    for view in context.text_views():
        for block in view.document.blocks:
            if block.kind in FURNITURE or block.index in view.repeated:
                continue
            spans = list(block.placeholder)
            if params.get("highlighted"):
                spans += block.highlighted
            for start, end in _joined(spans):
                if len(block.text[start:end].strip()) >= _LEAST:
                    yield Match(view.number, block.start + start, block.start + end)


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1] + 1:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out
