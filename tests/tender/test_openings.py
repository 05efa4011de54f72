"""Facts of tender openings in twenty-six styles: portals, letters, tables of facts, call-offs, concessions.

The openings are ours; what they say was noted in `openings/facts.yaml` before the facts were read.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from upplint.engine.testing import document_from_text
from upplint.tender.build import build_tender, make_part
from upplint.tender.model import TenderFacts

_HERE = Path(__file__).parent / "openings"
_EXPECTED = yaml.safe_load((_HERE / "facts.yaml").read_text(encoding="utf-8"))
_MANY = ("cpv", "volume", "lot", "lot_value")


def _facts(name: str) -> TenderFacts:
    text = (_HERE / f"{name}.txt").read_text(encoding="utf-8")
    part = make_part(document_from_text(text, file=f"{name}.txt").document, requirements=())
    return build_tender(name, [part]).facts


def _plain(value: object) -> object:
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _found(facts: TenderFacts, name: str) -> object:
    if name in _MANY and facts.all(name):
        return [_plain(f.value) for f in facts.all(name)]
    return _plain(facts.value(name))


def _cases() -> list[tuple[str, str, object]]:
    out: list[tuple[str, str, object]] = []
    for opening, expected in _EXPECTED.items():
        for name, value in expected.items():
            listed = [_plain(v) for v in value] if isinstance(value, list) else _plain(value)
            assert listed is None or isinstance(listed, str | bool | Decimal | date | list)
            out.append((opening, name, listed))
    return out


@pytest.fixture(scope="module")
def read() -> dict[str, TenderFacts]:
    return {name: _facts(name) for name in _EXPECTED}


@pytest.mark.parametrize(("opening", "name", "value"), _cases(), ids=lambda v: v if isinstance(v, str) else None)
def test_fact_of_an_opening(read: dict[str, TenderFacts], opening: str, name: str, value: object) -> None:
    assert _found(read[opening], name) == value
