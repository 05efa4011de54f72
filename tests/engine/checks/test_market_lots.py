"""Large contracts, unlike things bought together, parts that are listed, reading burden, numbers of acts."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from upplint.engine.checks.law import wrong_number
from upplint.engine.checks.lots import separable, unlike
from upplint.engine.checks.market import large_contract
from upplint.engine.checks.reading import burden
from upplint.engine.context import Context
from upplint.engine.loader import load_rules
from upplint.engine.plan import Plan, plan_for
from upplint.engine.ruleset import Selection
from upplint.engine.testing import tender_from_text
from upplint.tender.market import market

RULES = ("LOT006", "LOT007", "VOL001", "PRO010", "PRO005")


@cache
def _plan() -> Plan:
    return plan_for(load_rules(), RULES)


def context(text: str = "# 1 Upphandling", language: str = "sv", **facts: Any) -> Context:
    tender, _ = tender_from_text(text, facts=facts)
    return Context(tender, _plan(), Selection(), language)


def test_shares_are_named_only_where_small_firms_win_more_seldom() -> None:
    said = {}
    for cpv in ("45200000-9", "80000000-4", "85000000-9", "90000000-7"):
        row = market(cpv)
        assert row is not None and row.under50_below is not None and row.under50_above is not None
        (match,) = large_contract(context(cpv=[cpv], estimated_value=10**10), {"percentile": 75})
        said[cpv] = (bool(match.values["shares"]), row.under50_below - row.under50_above > 2.5)
    assert all(shown is falls for shown, falls in said.values()), said
    assert {shown for shown, _ in said.values()} == {True, False}


def test_the_finest_market_counts() -> None:
    (match,) = large_contract(context(cpv=["90910000-9"], estimated_value=10**9), {"percentile": 75})
    group = market("90910000-9", "finest")
    assert group is not None and group.level == "group"
    assert match.values["n"] == group.n


def test_small_and_unknown_markets_say_nothing() -> None:
    assert not list(large_contract(context(cpv=["90910000-9"], estimated_value=100_000), {"percentile": 75}))
    assert not list(large_contract(context(estimated_value=10**9), {"percentile": 75}))
    assert not list(large_contract(context(cpv=["nonsense"], estimated_value=10**9), {"percentile": 75}))


@pytest.mark.parametrize(
    ("codes", "number"),
    [(["90910000-9", "79713000-5"], 2), (["90910000-9", "90620000-9"], None), (["45000000-7", "71000000-8"], None)],
)
def test_unlike_divisions(codes: list[str], number: int | None) -> None:
    matches = list(unlike(context(cpv=codes), {"alike": ["45 71"], "added": "cue:scope_added"}))
    assert [m.values["number"] for m in matches] == ([] if number is None else [number])


def test_listed_parts_lead_with_quantities() -> None:
    text = "Sker på följande orter: Alby, Berga och Carlsro.\n\n| Skola | Elever |\n|---|\n| Ek | 90 |\n| Alm | 40 |"
    (match,) = separable(context(text), {"least": 2, "named": "cue:parts_named"})
    assert match.values["parts"] == "Ek (90 elever) och Alm (40 elever)"
    assert len(match.also) == 1


def test_burden_counts_words_of_all_documents() -> None:
    made = context("# 1 Anbud\n\n" + "ord " * 5999)
    (match,) = burden(made, {"hours": 0.4, "speed": 200})
    assert match.values["hours"] == Decimal("0.5")
    assert not list(burden(made, {"hours": 0.6, "speed": 200}))


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Plan- och bygglagen (1987:10) gäller.", "plan- och bygglagen (2010:900)"),
        ("Lagen (2016:1146) om offentlig upphandling gäller.", "lagen om offentlig upphandling (2016:1145)"),
        ("Lagen (2016:1145) om offentlig upphandling gäller.", None),
        ("Gäller lagen (2003:1210) om finansiell samordning?", None),
        ("Se dnr (2023:45) i arkivlagen.", None),
    ],
)
def test_numbers_of_acts(text: str, right: str | None) -> None:
    matches = list(wrong_number(context(text), {"more": []}))
    assert [m.values["right"] for m in matches] == ([] if right is None else [right])
