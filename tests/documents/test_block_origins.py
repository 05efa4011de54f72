"""Pieces of a block's text know where their own first character stands."""

from __future__ import annotations

from upplint.documents.model import Block, BlockKind, Origin, Segment

BLOCK = Block(
    BlockKind.PARAGRAPH,
    "Ett krav till",
    (
        Segment(0, 4, Origin(unit="p0", run=0, offset=2)),
        Segment(4, 8, Origin(unit="p0", run=1, offset=0)),
        Segment(8, 13, Origin(unit="p0", run=2, offset=7, generated=True)),
    ),
)


def test_a_piece_begins_at_its_own_character() -> None:
    pieces = [(a, b, o.run, o.offset) for a, b, o in BLOCK.origins(2, 6)]

    assert pieces == [(2, 4, 0, 4), (4, 6, 1, 0)]


def test_generated_text_keeps_its_place() -> None:
    assert [(a, b, o.offset) for a, b, o in BLOCK.origins(10, 13)] == [(10, 13, 7)]
