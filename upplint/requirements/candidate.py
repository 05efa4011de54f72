"""A stretch of text that may be a requirement."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from upplint.documents.model import Block
from upplint.language.analysis import Sentence
from upplint.requirements.model import Force, On


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch that binds somebody.

    Attributes:
        block, sentence: where it stands.
        start, end: offsets in the document's text.
        on, force: labels; certainty: 0-1.
        cue: the words that bind.
        lead: text of the lead-in, empty where there is none.
        kind: `sentence`, `item`, `question`, `row`, `command`.
        section: type of its section.
        parent: index of the block that introduces it, None where there is none.
        points: weight that the words beside a question give it, in percent or points, None where they give none.
    """

    block: Block
    sentence: Sentence
    start: int
    end: int
    on: On
    force: Force
    certainty: float
    cue: str
    lead: str = ""
    kind: str = "sentence"
    section: str = "unknown"
    parent: int | None = None
    points: Decimal | None = None
