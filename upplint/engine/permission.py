"""Does a sentence from which no requirement was extracted only allow something?"""

from __future__ import annotations

import re

_ALLOWS = re.compile(r"(?<!som )\b(?:får|kan)\b(?!\s+(?:\w+\s+)?(?:inte|ej|endast|bara|enbart|aldrig)\b)", re.IGNORECASE)
_DEMANDS = re.compile(
    r"\b(?:ska|skall|måste|krävs|kräver|fordras|erfordras|minst|lägst|högst|inte|ej|endast|bara|enbart|förkastas)\b",
    re.IGNORECASE,
)


def only_allows(text: str) -> bool:
    """True for "leverantören får lämna ..." with no word of demand, limit or rejection in it."""
    return bool(_ALLOWS.search(text)) and not _DEMANDS.search(text)
