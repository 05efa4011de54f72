"""Requirements: whose duty, how hard, about what, with numbers, alternatives and evidence.

`extract` is the way in. The heavy parts are imported when it is first called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from upplint.documents.model import Document
    from upplint.language.analysis import Analysis
    from upplint.requirements.model import Requirement

__all__ = ["extract"]


def extract(document: Document, analysis: Analysis, *, silent: bool = False) -> tuple[Requirement, ...]:
    """All requirements of a document in reading order; see `upplint.requirements.extraction.extract`."""
    from upplint.requirements import extraction

    return extraction.extract(document, analysis, silent=silent)
