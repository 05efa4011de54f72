"""The worked example of an employment clause."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upplint.advice.employment import Places, propose_places
from upplint.engine.testing import tender_from_text


def places(**facts: Any) -> Places | None:
    made, _ = tender_from_text("# 1 Upphandling", facts=facts)
    return propose_places(made.facts)


def test_three_million_a_year_for_four_years() -> None:
    # 18 million over 72 months = 3 million a year; 60 percent / 550 000 = 3.3 posts; one place, once a contract year
    found = places(estimated_value=18_000_000, term_months=48, extension_months=24)
    assert found is not None
    assert (str(found.posts), found.at_once, found.persons, found.months) == ("3.3", 1, 4, 6)


def test_a_large_contract_gets_more_places() -> None:
    # 100 million over 48 months = 25 million a year = 27.3 posts: three places for each ten posts begun
    found = places(estimated_value=100_000_000, term_months=48)
    assert found is not None
    assert (found.at_once, found.persons) == (3, 12)


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"estimated_value": 18_000_000},  # the term is not known
        {"term_months": 24},  # the value is not known
        {"estimated_value": 18_000_000, "term_months": 3},  # shorter than one placement
        {"estimated_value": 3_000_000, "term_months": 48},  # under two posts: a number would not be in proportion
    ],
)
def test_no_number_where_none_can_be_reckoned(facts: dict[str, Any]) -> None:
    assert places(**facts) is None


@given(value=st.integers(0, 10**10), term=st.integers(1, 120))
def test_numbers_stay_in_bounds(value: int, term: int) -> None:
    found = places(estimated_value=value, term_months=term)
    if found is not None:
        assert 1 <= found.at_once <= 10
        assert found.at_once <= found.persons <= 100
        assert found.months <= term
