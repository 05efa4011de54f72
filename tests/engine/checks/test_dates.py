"""The days of the tender period."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upplint.engine.checks.dates import (
    _later,
    holidays,
    long_validity,
    questions_blank,
    questions_early,
    questions_late,
    short_tender_period,
)
from upplint.engine.context import Context, Match
from upplint.engine.loader import load_rules
from upplint.engine.model import Level
from upplint.engine.plan import Plan, plan_for
from upplint.engine.ruleset import Selection
from upplint.engine.testing import tender_from_text

RULES = ("PRO001", "PRO002", "PRO003", "PRO008")
PERIOD = {"least": 15, "period": "cue:tender_period_words", "later_version": "cue:later_version"}
HOLIDAYS = {"least": 7, "enough": 30}


@cache
def _plan() -> Plan:
    return plan_for(load_rules(), RULES)


def context(text: str = "# 1 Upphandling", regime: str | None = "A", **facts: object) -> Context:
    tender, _ = tender_from_text(text, facts=facts, regime=regime)
    return Context(tender, _plan(), Selection())


def found(check: Any, params: dict[str, object], *args: Any, **facts: Any) -> list[Match]:
    return list(check(context(*args, **facts), params))


@pytest.mark.parametrize(
    ("days", "regime", "facts", "short"),
    [
        (29, "A", {}, True),
        (30, "A", {}, False),
        (34, "A", {"answer_form": "paper"}, True),
        (35, "A", {"answer_form": "paper"}, False),
        (29, "A", {"procedure": "selektivt förfarande"}, True),
        (14, "B", {}, True),
        (15, "B", {}, False),
        (14, "C", {}, True),
    ],
)
def test_minimum_by_regime_and_form(days: int, regime: str, facts: dict[str, object], short: bool) -> None:
    last = date(2027, 3, 1) + timedelta(days=days)
    matches = found(
        short_tender_period, PERIOD, regime=regime, published="2027-03-01", tender_deadline=last.isoformat(), **facts
    )
    assert bool(matches) is short
    if short:
        assert matches[0].values["days"] == days


def test_where_the_regime_is_not_decided_the_longer_minimum_counts_at_a_lower_level() -> None:
    matches = found(short_tender_period, PERIOD, regime=None, published="2027-03-01", tender_deadline="2027-03-22")
    assert [m.level for m in matches] == [Level.WARNING]


def test_a_later_version_says_nothing_of_the_first_day() -> None:
    text = "Version 3: publicerad 2027-03-10\n\nSista anbudsdag: 2027-03-16"
    tender, _ = tender_from_text(text, read_facts=True, regime="B")
    made = Context(tender, _plan(), Selection())
    assert [m.missing for m in short_tender_period(made, PERIOD)] == [("published",)]


@pytest.mark.parametrize(
    ("published", "deadline", "days"),
    [
        ("2027-06-25", "2027-07-20", 20),
        ("2027-12-15", "2028-01-10", 19),
        ("2027-03-01", "2027-04-01", None),
        ("2027-06-20", "2027-07-04", None),  # a few days only
        ("2027-06-01", "2027-08-31", None),  # plenty of time outside
    ],
)
def test_holidays(published: str, deadline: str, days: int | None) -> None:
    matches = found(holidays, HOLIDAYS, published=published, tender_deadline=deadline)
    assert [m.values["days"] for m in matches] == ([] if days is None else [days])


@given(st.dates(date(2024, 1, 1), date(2029, 1, 1)), st.integers(1, 120))
def test_days_within_and_outside_make_the_period(published: date, length: int) -> None:
    deadline = published + timedelta(days=length)
    tender, _ = tender_from_text(
        "x", facts={"published": published.isoformat(), "tender_deadline": deadline.isoformat()}
    )
    made = Context(tender, _plan(), Selection())
    for match in holidays(made, {"least": 1, "enough": 1000}):
        assert match.values["days"] + match.values["outside"] == length  # type: ignore[operator]


def test_last_day_for_questions() -> None:
    late = {"at_least": 0, "under": 7}
    assert found(questions_late, late, question_deadline="2027-03-26", tender_deadline="2027-04-01")
    assert not found(questions_late, late, question_deadline="2027-03-25", tender_deadline="2027-04-01")
    early = {"published": "2027-03-01", "tender_deadline": "2027-03-31"}
    assert found(questions_early, {}, question_deadline="2027-03-15", **early)
    assert not found(questions_early, {}, question_deadline="2027-03-16", **early)
    assert not found(questions_early, {}, question_deadline="2027-03-02")


def test_an_unfilled_field_is_found_and_a_placeholder_or_a_day_below_is_not() -> None:
    params = {"cues": "cue:question_day_words", "blank": "cue:question_day_blank"}
    assert found(questions_blank, params, "Frågor ska ställas senast:\n\n# 2 Mer")
    assert not found(questions_blank, params, "Frågor ska ställas senast:\n\n{{Klicka här}}")
    assert not found(questions_blank, params, "Frågor ska ställas senast:\n\n2027-03-01")
    assert not found(questions_blank, params, "Frågor senast 2027-03-01 får svar.")


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(1, 36))
def test_so_many_months_later_is_the_same_day_or_the_months_last(day: date, months: int) -> None:
    later = _later(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)


def test_validity_counts_from_the_last_tender_day() -> None:
    most = {"most": 6}
    assert not found(long_validity, most, tender_deadline="2027-04-30", validity_date="2027-10-30")
    (match,) = found(long_validity, most, tender_deadline="2027-04-30", validity_date="2027-12-31")
    assert match.values["months"] == 8
