"""How much there is to read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from upplint.engine.checks import check
from upplint.engine.context import Context, Match
from upplint.tender.model import SILENT_ROLES

_MINUTES = 60


@check(values=("hours", "words", "pages", "documents"), params=("hours", "speed"))
def burden(context: Context, params: Mapping[str, Any]) -> Iterator[Match]:
    """Reading the tender takes at least `hours` hours at `speed` words a minute.

    Tenderers' own texts and registers are left out. Values: hours (one decimal), words, pages (of files that have
    pages; 0 where none has), documents.
    """
    views = [v for v in context.views if v.role not in SILENT_ROLES]
    words = sum(len(v.document.text.split()) for v in views)
    hours = Decimal(words) / (Decimal(str(params["speed"])) * _MINUTES)
    if not views or hours < Decimal(str(params["hours"])):
        return
    pages = sum(v.document.pages or 0 for v in views)
    values = {
        "hours": hours.quantize(Decimal("0.1")),
        "words": Decimal(words),
        "pages": f"{pages} sidor, " if pages and context.language == "sv" else f"{pages} pages, " if pages else "",
        "documents": Decimal(len(views)),
    }
    place = context.title
    yield Match(place.view, place.start, place.end, values=values)
