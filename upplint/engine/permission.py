"""Sentences from which no requirement was extracted, and that demand nothing of a supplier all the same."""

from __future__ import annotations

import re

_ALLOWS = re.compile(
    r"(?<!som )\b(?:får|kan)\b(?!\s+(?:\w+\s+)?(?:inte|ej|endast|bara|enbart|aldrig)\b)", re.IGNORECASE
)
_DEMANDS = re.compile(
    r"\b(?:ska|skall|måste|krävs|kräver|fordras|erfordras|minst|lägst|högst|inte|ej|endast|bara|enbart|förkastas)\b",
    re.IGNORECASE,
)
_AUTHORITY_DOES = re.compile(
    r"^\W*(?:kommunen|regionen|staden|myndigheten|beställaren|köparen|nämnden|förvaltningen|uppdragsgivaren)\s+"
    r"(?!kräv|begär|fordra|godta|accepter|godkänn|anta|pröv|utesluter|förkasta|ställer|tillåt|medge|avvisa|tecknar)\w+",
    re.IGNORECASE,
)


def only_allows(text: str) -> bool:
    """True for "leverantören får lämna ..." with no word of demand, limit or rejection in it."""
    return bool(_ALLOWS.search(text)) and not _DEMANDS.search(text)


def tells_of_authority(text: str) -> bool:
    """True for "kommunen har ...", "regionen lämnar ...": what the authority does, not what it asks for or rejects."""
    return _AUTHORITY_DOES.search(text) is not None
