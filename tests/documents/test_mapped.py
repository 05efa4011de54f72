"""Folding text while it keeps its origins."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from upplint.documents.mapped import Mapped, Piece, join, map_lines, map_pieces
from upplint.documents.model import Origin

_CHARS = st.sampled_from("ab åA\u030a\u0308 \u00a0\t\n\u00ad\u200b\u2011.")
_PIECES = st.lists(st.tuples(st.text(_CHARS, max_size=8), st.sampled_from(["", "bold"])), max_size=6)


def pieces_of(made: list[tuple[str, str]]) -> list[Piece]:
    return [Piece(t, Origin(unit=f"p{i}"), frozenset({tag} - {""})) for i, (t, tag) in enumerate(made)]


@given(_PIECES)
def test_folded_text_is_clean_and_each_character_has_its_origin(made: list[tuple[str, str]]) -> None:
    mapped = map_pieces(pieces_of(made))
    assert mapped.text == mapped.text.strip()
    assert "  " not in mapped.text and "\n" not in mapped.text and "\u00ad" not in mapped.text
    assert unicodedata.is_normalized("NFC", mapped.text)
    position = 0
    for segment in mapped.segments:
        assert segment.start == position < segment.end
        position = segment.end
        stored = made[int(str(segment.origin.unit)[1:])][0]
        assert segment.origin.offset + segment.end - segment.start <= len(stored)
    assert position == len(mapped.text)


@given(_PIECES, st.integers(0, 20), st.integers(0, 20))
def test_a_cut_keeps_origins_and_tags(made: list[tuple[str, str]], a: int, b: int) -> None:
    whole = map_pieces(pieces_of(made))
    start, end = sorted((min(a, len(whole.text)), min(b, len(whole.text))))
    part = whole.cut(start, end)
    assert part.text == whole.text[start:end].strip()
    shift = start + len(whole.text[start:end]) - len(whole.text[start:end].lstrip())

    def places(mapped: Mapped) -> list[tuple[str | None, int]]:
        return [(s.origin.unit, s.origin.offset + i) for s in mapped.segments for i in range(s.end - s.start)]

    assert places(part) == places(whole)[shift : shift + len(part.text)]
    assert all(0 <= x < y <= len(part.text) for stretches in part.ranges.values() for x, y in stretches)


@given(st.lists(_PIECES, max_size=4))
def test_joined_texts_keep_their_ranges(parts: list[list[tuple[str, str]]]) -> None:
    mapped = [map_pieces(pieces_of(p)) for p in parts]
    whole = join(mapped, "\t")
    assert whole.text == "\t".join(m.text for m in mapped if m.text)
    bold = [m.text[a:b] for m in mapped if m.text for a, b in m.ranges.get("bold", ())]
    assert [whole.text[a:b] for a, b in whole.ranges.get("bold", ())] == bold


def test_lines_between_manual_breaks() -> None:
    pieces = [Piece(t, Origin(unit="p0")) for t in ("a", "\n", "\n", "b ", "c")]
    assert [m.text for m in map_lines(pieces)] == ["a", "", "b c"]


def test_covers_ignores_white_space() -> None:
    bold = frozenset({"bold"})
    pieces = [Piece("Fet", Origin(), bold), Piece(" ", Origin()), Piece("text", Origin(), bold)]
    assert map_pieces(pieces).covers("bold")
    assert not map_pieces([*pieces, Piece(" tunn", Origin())]).covers("bold")
    assert not Mapped().covers("bold")
