"""Thresholds and direct-award limits, row by row as printed in the official tables."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from upplint.tender.thresholds import Kind, direct_award_limit, documentation_limit, threshold

LOU_ROWS = [
    (date(2018, 1, 1), date(2019, 12, 31), 1_365_782, 2_096_097, 52_620_561, 7_113_450),
    (date(2020, 1, 1), date(2021, 12, 31), 1_427_377, 2_197_545, 54_938_615, 7_701_675),
    (date(2022, 1, 1), date(2023, 12, 31), 1_456_476, 2_236_731, 55_991_099, 7_802_550),
    (date(2024, 1, 1), date(2025, 12, 31), 1_546_202, 2_389_585, 59_880_179, 8_109_450),
]


@pytest.mark.parametrize(("first", "last", "state", "other", "works", "annex2"), LOU_ROWS)
def test_lou_thresholds_hold_from_the_first_to_the_last_day(
    first: date, last: date, state: int, other: int, works: int, annex2: int
) -> None:
    kinds: tuple[Kind, ...] = ("state", "other", "works", "annex2")
    for day in (first, last):
        for kind, value in zip(kinds, (state, other, works, annex2), strict=True):
            found = threshold(kind, day)
            assert found is not None
            assert found.value_sek == value
            assert found.verified
            assert (found.valid_from, found.valid_to) == (first, last)


@pytest.mark.parametrize(
    ("kind", "eur"), [("state", 140_000), ("other", 216_000), ("works", 5_404_000), ("annex2", 750_000)]
)
def test_2026_is_known_in_euro_and_computed_in_kronor(kind: Kind, eur: int) -> None:
    found = threshold(kind, date(2026, 1, 1))
    assert found is not None
    assert found.value_eur == eur
    assert not found.verified
    assert found.rate == Decimal("11.35")
    assert abs(found.value_sek - eur * Decimal("11.35")) <= 500
    assert found.value_sek % 1000 == 0
    assert "beräknade" in found.source


@pytest.mark.parametrize("day", [date(2017, 12, 31), date(2028, 1, 1)])
def test_outside_the_table_nothing_is_said(day: date) -> None:
    assert threshold("other", day) is None


def test_other_laws_have_their_own_values() -> None:
    day = date(2024, 6, 1)
    luf: tuple[tuple[Kind, int], ...] = (("state", 4_789_982), ("other", 4_789_982), ("works", 59_880_179))
    for kind, value in luf:
        found = threshold(kind, day, "LUF")
        assert found is not None
        assert found.value_sek == value
    assert threshold("annex2", day, "LUF").value_sek == 10_812_600  # type: ignore[union-attr]
    assert threshold("other", day, "LUFS").value_sek == 4_789_982  # type: ignore[union-attr]
    assert threshold("annex2", day, "LUFS") is None
    assert threshold("other", day, "LUK").value_sek == 59_880_179  # type: ignore[union-attr]
    assert threshold("other", day, "LOV") is None


@pytest.mark.parametrize(
    ("law", "day", "annex2", "limit"),
    [
        ("LOU", date(2014, 7, 1), False, 505_800),
        ("LOU", date(2016, 1, 1), False, 534_890),
        ("LOU", date(2017, 12, 31), False, 534_890),
        ("LOU", date(2018, 1, 1), False, 586_907),
        ("LOU", date(2019, 12, 31), True, 586_907),
        ("LOU", date(2020, 1, 1), False, 615_312),
        ("LOU", date(2021, 12, 31), True, 615_312),
        ("LOU", date(2022, 1, 31), False, 626_284),
        ("LOU", date(2022, 2, 1), False, 700_000),
        ("LOU", date(2022, 2, 1), True, 7_802_550),
        ("LOU", date(2024, 1, 1), True, 8_109_450),
        ("LOU", date(2026, 1, 1), False, 700_000),
        ("LUF", date(2018, 1, 1), False, 1_092_436),
        ("LUF", date(2021, 12, 31), False, 1_142_723),
        ("LUF", date(2022, 1, 1), False, 1_165_804),
        ("LUF", date(2022, 2, 1), False, 1_200_000),
        ("LUF", date(2024, 1, 1), True, 10_812_600),
        ("LUFS", date(2022, 2, 1), True, 1_200_000),
        ("LUK", date(2018, 1, 1), False, 2_631_028),
        ("LUK", date(2020, 1, 1), False, 2_746_930),
        ("LUK", date(2022, 1, 1), False, 2_799_554),
        ("LUK", date(2024, 1, 1), False, 2_994_008),
    ],
)
def test_direct_award_limits(law: str, day: date, annex2: bool, limit: int) -> None:
    found = direct_award_limit(law, day, annex2)
    assert found is not None
    assert found.value_sek == limit
    assert found.verified
    assert found.valid_from <= day
    assert found.valid_to is None or day <= found.valid_to


def test_some_welfare_services_had_a_higher_limit_2019_to_january_2022() -> None:
    assert direct_award_limit("LOU", date(2018, 12, 31), True).welfare_sek is None  # type: ignore[union-attr]
    assert direct_award_limit("LOU", date(2019, 1, 1), True).welfare_sek == 1_991_766  # type: ignore[union-attr]
    assert direct_award_limit("LOU", date(2020, 1, 1), True).welfare_sek == 2_156_469  # type: ignore[union-attr]
    assert direct_award_limit("LOU", date(2020, 1, 1), False).welfare_sek is None  # type: ignore[union-attr]
    assert direct_award_limit("LOU", date(2022, 2, 1), True).welfare_sek is None  # type: ignore[union-attr]


def test_the_bilaga_2_limit_of_2026_is_marked_unverified() -> None:
    found = direct_award_limit("LOU", date(2026, 3, 1), annex2=True)
    assert found is not None
    assert not found.verified
    assert found.provision == "LOU 19a:2"


@pytest.mark.parametrize(
    ("law", "day"), [("LOU", date(2014, 6, 30)), ("LUF", date(2017, 12, 31)), ("LOV", date(2024, 1, 1))]
)
def test_no_limit_is_invented(law: str, day: date) -> None:
    assert direct_award_limit(law, day) is None


def test_the_documentation_duty_starts_above_100_000() -> None:
    assert documentation_limit() == 100_000
