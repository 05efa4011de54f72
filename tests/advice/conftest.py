"""The two example tenders, read once."""

from __future__ import annotations

from pathlib import Path

import pytest

from upplint import api
from upplint.tender.model import Tender

EXAMPLES = Path(__file__).parents[2] / "examples"


def _read(name: str) -> Tender:
    (tender,), _ = api.read_tenders(EXAMPLES / name, processes=1)
    return tender


@pytest.fixture(scope="session")
def hard() -> Tender:
    """A tender with many barriers, undivided."""
    return _read("stadning-hindersam")


@pytest.fixture(scope="session")
def good() -> Tender:
    """A well-written tender: lots, a reserved lot, dialogue on employment."""
    return _read("stadning-val-skriven")
