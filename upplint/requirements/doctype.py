"""Is a text an invitation to tender, a tenderer's own text, or a register? Told from how it speaks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from upplint.documents.model import FURNITURE, Document
from upplint.language.analysis import Analysis
from upplint.requirements import cues

DocType = Literal["tender", "bid", "register", "other"]
_CASED = frozenset({"records"})


@dataclass(frozen=True, slots=True)
class Rates:
    """How often each kind of cue comes in a thousand words, and the number of words."""

    words: int
    first_person: float
    claims: float
    asks: float
    binding: float
    procurement: float
    demands: float
    records: float
    sentence: float


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        name: re.compile(body, 0 if name in _CASED else re.IGNORECASE)
        for name, body in cues.load("doctype")["cues"].items()
    }


def rates(document: Document) -> Rates:
    """Count the cues of `rules/requirements/doctype.yaml` in the running text of a document."""
    text = "\n".join(b.text for b in document.blocks if b.kind not in FURNITURE)
    words = len(text.split())
    per = 1000 / max(words, 1)
    counts = {name: sum(1 for _ in pattern.finditer(text)) * per for name, pattern in _patterns().items()}
    return Rates(words, **counts)


def looks_like(document: Document, analysis: Analysis | None = None) -> DocType:
    """What kind of text the document is.

    Args:
        document: as read. analysis: not needed; taken so that callers can pass what they have.

    Returns:
        `bid` for a tenderer's own text (speaks of itself, binds nobody), `register` for a list of buyers, places or
        persons (no sentences, many records), `tender` where parties are bound in words of procurement, else `other`.
        The first two hold no requirements on a supplier.
    """
    del analysis
    data = cues.load("doctype")
    found = rates(document)
    limits = data["register"]
    if (
        found.words >= data["least_words"]
        and found.sentence <= limits["sentence_at_most"]
        and found.records >= limits["records_at_least"]
        and found.binding <= limits["binding_at_most"]
        and found.demands <= limits["demands_at_most"]
    ):
        return "register"
    limits = data["bid"]
    if (
        found.words >= data["least_words"]
        and found.first_person >= limits["first_person_at_least"]
        and found.binding <= limits["binding_at_most"]
        and found.procurement <= limits["procurement_at_most"]
        and found.claims >= limits["claims_at_least"]
        and found.claims >= found.asks * limits["claims_per_ask"]
    ):
        return "bid"
    limits = data["tender"]
    if (
        found.binding >= limits["binding_at_least"]
        or found.procurement >= limits["procurement_at_least"]
        or found.asks >= limits["asks_at_least"]
    ):
        return "tender"
    return "other"
