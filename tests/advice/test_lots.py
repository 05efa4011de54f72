"""Lot plans out of what the documents list."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upplint import api
from upplint.advice.lots import LotPlan, _percents, _with_shares, lot_plan
from upplint.engine.testing import tender_from_text
from upplint.tender.model import Tender
from upplint.tender.parts import SeparablePart

PLACES = """
# 1 Omfattning
| Ort | Antal objekt | Städyta (m2) |
|---|
| Norrby | 9 | 6 000 |
| Hede | 2 | 3 000 |
| Utö | 1 | 1 000 |
"""
PART = SeparablePart("place", "Norrby", "", 0, 0, 6, 0)
REAL = Path(__file__).parents[3] / "shared" / "corpus" / "real"


def plan(text: str, regime: str | None = "A", **facts: Any) -> LotPlan | None:
    made, _ = tender_from_text(text, facts=facts, regime=regime)
    return lot_plan(made)


def test_places_become_lots_with_share_and_value_by_the_measure_of_the_work() -> None:
    found = plan(PLACES, estimated_value=10_000_000)
    assert found is not None
    assert found.kind == "place"
    assert [(lot.name, lot.what, lot.quantity, lot.share, lot.value) for lot in found.lots] == [
        ("A", "Norrby", "6 000 m²", 60, Decimal(6_000_000)),
        ("B", "Hede", "3 000 m²", 30, Decimal(3_000_000)),
        ("C", "Utö", "1 000 m²", 10, Decimal(1_000_000)),
    ]
    assert found.most_won == 2


@pytest.mark.parametrize("unit", ["m2", "m²", "kvm", "m3", "timmar", ""])
def test_shares_come_from_the_quantity_whatever_its_unit(unit: str) -> None:
    found = _with_shares([(PART, f"12 000 {unit}".strip()), (PART, f"6000 {unit}".strip())], Decimal(6_000_000))
    assert [(lot.share, lot.value) for lot in found] == [(67, Decimal(4_000_000)), (33, Decimal(2_000_000))]


def test_without_a_value_only_shares() -> None:
    found = plan(PLACES)
    assert found is not None
    assert [lot.value for lot in found.lots] == [None, None, None]
    assert [lot.share for lot in found.lots] == [60, 30, 10]


def test_unlike_services_become_lots_of_their_own_and_values_are_left_open(hard: Tender) -> None:
    found = lot_plan(hard)
    assert found is not None
    assert [lot.what for lot in found.lots][:3] == ["Granviken centrum", "Norrby och Hede", "Skärgården med Utö gård"]
    assert [lot.share for lot in found.lots][:3] == [65, 25, 10]
    assert found.mixed
    assert all(lot.value is None for lot in found.lots)
    assert any("tvätt" in lot.what for lot in found.lots)


def test_two_lots_have_no_cap() -> None:
    found = plan("# 1 Omfattning\n| Ort | Yta (m2) |\n|---|\n| Norrby | 500 |\n| Hede | 400 |")
    assert found is not None
    assert found.most_won is None


@pytest.mark.parametrize(
    ("regime", "facts"),
    [
        ("A", {"call_off": True}),  # the framework's lots hold
        ("A", {"lots": 4}),  # divided already
        ("C", {}),  # a direct award
    ],
)
def test_no_plan_where_none_is_called_for(regime: str, facts: dict[str, Any]) -> None:
    assert plan(PLACES, regime, **facts) is None


def test_no_plan_under_a_choice_system() -> None:
    from dataclasses import replace

    from upplint.tender.regime import RegimeDecision

    made, _ = tender_from_text(PLACES)
    made = replace(made, regime=RegimeDecision(None, (), 0.0, law="LOV"))
    assert lot_plan(made) is None


def test_no_plan_where_nothing_is_listed() -> None:
    assert plan("# 1 Upphandling\nVi köper städning.") is None


def test_the_good_example_is_divided_already(good: Tender) -> None:
    assert lot_plan(good) is None


@given(st.lists(st.decimals(min_value="0.01", max_value=10**7, places=2), min_size=1, max_size=12))
def test_percents_add_up_to_a_hundred(numbers: list[Decimal]) -> None:
    shares = _percents(numbers, sum(numbers, Decimal(0)))
    assert sum(shares) == 100
    assert all(abs(s - n * 100 / sum(numbers)) < 1 for s, n in zip(shares, numbers, strict=True))


@pytest.mark.slow
@pytest.mark.skipif(not REAL.is_dir(), reason="shared material is not there")
@pytest.mark.parametrize(
    "name", ["inera-6.pdf", "inera-9.pdf", "inera-12.pdf", "inera-16.pdf", "inera-22.pdf", "inera-30.pdf"]
)
def test_real_call_offs_get_no_lot_plan_and_no_reservation(name: str) -> None:
    from upplint.advice.suggest import suggest

    (tender,), _ = api.read_tenders(REAL / name, processes=1)
    made = suggest(tender)
    names = {d.name for d in made.drafts}
    assert not names & {"lotplan", "ingen-uppdelning", "mindre-del"}
    assert not any(n.startswith("reservation-") for n in names)
    assert not any(o.key.startswith("reserve") for o in made.opportunities)


def test_subjects_of_a_course_are_no_services_bought() -> None:
    text = """
# 1 Omfattning
| Ort | Antal deltagare per år |
|---|
| Norrby | 40 |
| Hede | 20 |

Utbildningen har följande inriktningar: trädgård, lager och städning.
"""
    found = plan(text, cpv="80530000-8")
    assert found is not None
    assert [(lot.what, lot.quantity) for lot in found.lots] == [
        ("Norrby", "40 deltagare per år"),
        ("Hede", "20 deltagare per år"),
    ]
