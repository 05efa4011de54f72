"""Requirement tables: number | requirement | ska/bör | answer."""

from __future__ import annotations

import re
from dataclasses import dataclass

from upplint.documents.model import Block, Cell, Document
from upplint.language.analysis import Analysis, Sentence
from upplint.requirements.model import Force

_FORCE_CELL = (
    (re.compile(r"^(?:ska(?:ll)?(?:[- ]?krav)?|obligatoriskt?|o|krav|måste|ok|sk)\.?$", re.IGNORECASE), Force.MUST),
    (re.compile(r"^(?:bör(?:[- ]?krav)?|önskemål|merit(?:erande)?|b|tk|mervärde)\.?$", re.IGNORECASE), Force.SHOULD),
)
_HEAD_REQUIREMENT = re.compile(
    r"^(?:ska-?\s?krav|skall-?krav|bör-?krav|obligatoriska? krav|krav(?:text|beskrivning|formulering)?|kravet|"
    r"beskrivning av krav)\b",
    re.IGNORECASE,
)
_HEAD_FORCE = re.compile(
    r"^(?:ska(?:ll)?\s*/\s*bör|typ(?: av krav)?|kravtyp|kravnivå|nivå|prioritet|ska|bör)\b", re.IGNORECASE
)
_HEAD_ANSWER = re.compile(
    r"^(?:svar|anbudsgivarens\b.*|leverantörens svar|ja\s*/\s*nej|uppfyll\w*.*|kommentar\w*|ifylles?.*|hänvisning.*)",
    re.IGNORECASE,
)
#: A cell that only numbers, counts or answers: "2.3", "K-12", "40 st", "Ja/Nej", "x".
_NO_TEXT = re.compile(
    r"^(?:[\W\d_]*|[A-ZÅÄÖ]{0,4}[ .:-]?\d[\d\s.,:/–-]*[a-z]?|[\d\s.,]+(?:st|kr|sek|tim|h|m2|m²|kg|km|poäng|p)\.?|"
    r"x|(?:ja|nej)(?:\s*/\s*(?:ja|nej))?)$",
    re.IGNORECASE,
)
_LABEL = 4  # words


@dataclass(frozen=True, slots=True)
class Row:
    """What is known of a table row.

    Attributes:
        header: the row names the columns.
        requirement: column that holds the requirement, None where the table is not one of requirements.
        columns: columns whose sentences are read.
        force: how hard the row binds, None where the table does not say.
        cue: the words that say so.
        every: each cell read is a requirement of its own (requirements down, lots or kinds across).
    """

    header: bool
    requirement: int | None
    columns: frozenset[int]
    force: Force | None
    cue: str
    every: bool = False

    def first(self, analysis: Analysis, block: Block, sentence: Sentence) -> bool:
        """Is this the first sentence of the requirement cell?"""
        column = sentence.column if self.every else self.requirement
        mine = [s for s in analysis.sentences_of(block) if s.column == column]
        return bool(mine) and mine[0].index == sentence.index


def read_row(document: Document, block: Block) -> Row:
    """Read a table row: which cell holds the requirement, and whether the table says ska or bör."""
    every = frozenset(c.column for c in block.cells)
    if block.header_row:
        return Row(True, None, every, None, "")
    force, cue, marked = _force(block)
    column = next((c.column for c in block.cells if _HEAD_REQUIREMENT.match(c.header)), None)
    if column is not None and force is None and _matrix(block, column):
        others = frozenset(c.column for c in block.cells if c.column != column)
        return Row(False, min(others), others, Force.MUST, "krav", every=True)
    if column is None and force is not None:
        column = _longest(block, marked)
        if column is None:  # a number and "Ska" beside an empty cell demand nothing
            return Row(False, None, frozenset(), None, "")
    if column is None:
        return Row(False, _longest(block, None), every, None, "")
    if force is None:
        head = next(c.header for c in block.cells if c.column == column)
        if re.match(r"bör", head, re.IGNORECASE):
            force, cue = Force.SHOULD, head
        elif re.match(r"(?:ska|skall|obligatorisk|krav)", head, re.IGNORECASE):
            force, cue = Force.MUST, head
    aside = {c.column for c in block.cells if _HEAD_ANSWER.match(c.header)} | (
        {marked} if marked is not None else set()
    )
    return Row(False, column, every - aside, force, cue)


def _matrix(block: Block, column: int) -> bool:
    """A short label under "Krav", and what is demanded in several columns beside it."""
    label = next(c for c in block.cells if c.column == column)
    others = [c for c in block.cells if c.column != column]
    return (
        column == min(c.column for c in block.cells)
        and len(others) > 1
        and len(block.text[label.start : label.end].split()) <= _LABEL
        and not any(_HEAD_ANSWER.match(c.header) or _HEAD_FORCE.match(c.header) for c in others)
    )


def _force(block: Block) -> tuple[Force | None, str, int | None]:
    for cell in block.cells:
        text = block.text[cell.start : cell.end].strip()
        if _HEAD_FORCE.match(cell.header) and re.fullmatch(r"[xX✓☒]", text):
            should = re.match(r"bör", cell.header, re.IGNORECASE)
            return (Force.SHOULD if should else Force.MUST), cell.header, cell.column
        for pattern, force in _FORCE_CELL:
            if pattern.match(text) and (len(text) > 2 or _HEAD_FORCE.match(cell.header)):
                return force, text, cell.column
    return None, "", None


def _longest(block: Block, but: int | None) -> int | None:
    """The column of the longest cell with words of its own, None where the row has none."""
    cells = [c for c in block.cells if c.column != but and _says(block, c)]
    return max(cells, key=lambda c: c.end - c.start).column if cells else None


def _says(block: Block, cell: Cell) -> bool:
    """Does a cell hold text, rather than a number, an answer, or how hard the row binds?"""
    text = block.text[cell.start : cell.end].strip()
    if _NO_TEXT.match(text) or _HEAD_ANSWER.match(cell.header) or _HEAD_FORCE.match(cell.header):
        return False
    return not any(pattern.match(text) and len(text) > 2 for pattern, _ in _FORCE_CELL)
