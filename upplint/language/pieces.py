"""What a text must hold for a regular expression to match in it.

Trying a hundred expressions on each of thousands of sentences costs more than all else. Most expressions cannot match
without one of a few words; looking those up first (`Analysis.holding`) leaves few sentences to try.
"""

from __future__ import annotations

import re
from functools import cache
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_SHORTEST = 2  # characters: a single letter stands in nearly every sentence
_MOST = 500  # pieces: more of them are no cheaper to look up than the expression

Pieces = frozenset[str]

#: Words with blanks between them, maybe at a word boundary, maybe with any ending.
_PLAIN = re.compile(r"(?:\\b)?([^\W_](?:[\w -]*[^\W_])?)(?:\\w\*|\\b)?")


@cache
def required_pieces(pattern: str) -> Pieces | None:
    """Pieces of text in lower case, without white space, one of which every match of the expression holds.

    Args:
        pattern: a regular expression for text in lower case.

    Returns:
        None where no such pieces are known: the expression may match any text.
    """
    plain = _PLAIN.fullmatch(pattern)
    if plain:  # most are words, with or without an ending: no need to take them apart
        longest = max(plain[1].lower().split(), key=len)
        return frozenset((longest,)) if len(longest) >= _SHORTEST else None
    found = _of_sequence(parser.parse(pattern))
    return found if found is not None and len(found) <= _MOST else None


def may_match(pattern: str, text: str) -> bool:
    """Can the expression match in the text (in lower case)? True where it is not known."""
    pieces = required_pieces(pattern)
    return pieces is None or any(piece in text for piece in pieces)


def _of_sequence(sequence: Any) -> Pieces | None:
    """The most telling pieces of expressions in a row: the longest, and of those the fewest."""
    options: list[Pieces] = []
    run: list[str] = []
    for op, value in sequence:
        if op is ops.LITERAL and not chr(value).isspace():
            run.append(chr(value).lower())
            continue
        if op in (ops.AT, ops.ASSERT, ops.ASSERT_NOT):
            continue  # they take no text: letters before and behind them stand side by side
        options.append(frozenset(("".join(run),)))
        run = []
        inner = _of_one(op, value)
        if inner is not None:
            options.append(inner)
    options.append(frozenset(("".join(run),)))
    good = [o for o in options if all(len(piece) >= _SHORTEST for piece in o)]
    return max(good, key=lambda o: (min(map(len, o)), -len(o)), default=None)


def _of_one(op: Any, value: Any) -> Pieces | None:
    if op is ops.SUBPATTERN:
        return _of_sequence(value[-1])
    if op is ops.ATOMIC_GROUP:
        return _of_sequence(value)
    if op in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT):
        least, _, inner = value
        return _of_sequence(inner) if least else None
    if op is ops.BRANCH:
        found: set[str] = set()
        for branch in value[1]:
            pieces = _of_sequence(branch)
            if pieces is None:
                return None
            found |= pieces
        return frozenset(found)
    return None
