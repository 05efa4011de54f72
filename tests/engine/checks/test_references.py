"""Named checks on references: how far back, how large, of how many persons."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upplint.engine.examples import find_in_example
from upplint.engine.loader import load_rules
from upplint.engine.model import Finding, Level
from upplint.engine.schema import Example

RULES = load_rules()


def found(rule: str, text: str, **more: Any) -> list[Finding]:
    """Findings of one rule in a text of the mini format."""
    return list(find_in_example(RULES.by_id[rule], RULES, Example(text=text, **more))[0])


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 120))
def test_a_lookback_of_three_years_or_less_is_short(months: int) -> None:
    text = f"Referensuppdragen får inte vara äldre än {months} månader."
    assert bool(found("REF002", text)) is (months <= 36)


@pytest.mark.parametrize(
    ("date", "deadline", "short"),
    [
        ("2024-03-01", "2026-05-10", True),
        ("2023-05-01", "2026-05-10", True),
        ("2022-05-01", "2026-05-10", False),
        ("2021-05-01", "2026-05-10", False),
    ],
)
def test_a_date_is_compared_with_the_last_day(date: str, deadline: str, short: bool) -> None:
    text = f"Referensobjekten ska ha avslutats efter {date}."
    assert bool(found("REF002", text, facts={"tender_deadline": deadline})) is short
    assert not found("REF002", text)


@pytest.mark.parametrize(
    "text",
    [
        "Anbudsgivaren ska lämna årsredovisning för de tre senaste åren.",
        "Utdrag ur belastningsregistret får inte vara äldre än tre månader.",
        "Uppdraget ska påbörjas senast inom tre månader. Referenser behövs inte.",
        "Referenserna ska besvara frågorna inom två veckor.",
    ],
)
def test_other_periods_are_no_lookback(text: str) -> None:
    assert not found("REF002", text)


TABLE = "# 1 Omfattning\n| Byggnad | Yta (m2) |\n|---|---|\n| Skolan | 4 000 |\n| Hallen | 2 000 |\n"
TOTAL = "| Summa | 6 000 |\n"


@pytest.mark.parametrize("table", [TABLE, TABLE + TOTAL])
@pytest.mark.parametrize(("demanded", "large"), [(2900, False), (3000, True), (6000, True)])
def test_an_area_is_compared_with_the_table(table: str, demanded: int, large: bool) -> None:
    text = f"{table}\n# 3 Referenser\nReferensuppdraget ska ha omfattat minst {demanded} m2."
    findings = found("REF003", text)
    assert bool(findings) is large
    if large:
        assert findings[0].values["limit"] == "6\u00a0000\u00a0m²"


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 40), st.integers(1, 20))
def test_a_value_is_compared_with_the_value(demanded: int, value: int) -> None:
    text = f"Referensuppdraget ska ha haft ett värde om minst {demanded} 000 000 kronor."
    findings = found("REF003", text, facts={"estimated_value": Decimal(value) * 1_000_000})
    assert bool(findings) is (demanded * 2 >= value)


def test_a_value_a_year_is_compared_with_a_year() -> None:
    text = "Referensuppdraget ska ha haft ett värde om minst {} kronor per år."
    facts = {"estimated_value": 8000000, "term_months": 24, "extension_months": 24}
    assert found("REF003", text.format("1 500 000"), facts=facts)
    assert not found("REF003", text.format("900 000"), facts=facts)


def test_a_size_with_nothing_to_compare_with_is_said_one_level_lower() -> None:
    (finding,) = found("REF003", "Referensuppdraget ska ha omfattat minst 9 000 m2.")
    assert finding.level is Level.ADVICE
    assert "Volymen" in finding.lowered_by[0]
    assert not found("REF003", "Referensuppdraget ska ha omfattat minst 900 m2.")


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 15))
def test_years_of_one_person_and_of_each(years: int) -> None:
    one = found("REF006", f"Projektledaren ska ha minst {years} års erfarenhet av byggen.")
    each = found("REF006", f"Varje handledare ska ha minst {years} års erfarenhet av arbetsträning.")
    assert bool(one) is (years >= 7)
    assert bool(each) is (years >= 5)
    assert all(f.level is Level.ADVICE for f in one)
    assert all(f.level is Level.WARNING for f in each)


def test_a_team_makes_the_demand_hold_for_several() -> None:
    demand = "# 2.2 Utvecklare\nDen offererade konsulten ska ha:\n- minst fem års erfarenhet av Java"
    assert not found("REF006", demand)
    assert found("REF006", f"# 2.1 Team\nAnbudsgivaren ska offerera tre konsulter.\n\n{demand}")
    assert not found("REF006", f"# 2.1 Intervju\nHögst tre konsulter bjuds in att presentera sig.\n\n{demand}")


def test_one_person_in_a_call_off_is_left_to_the_framework() -> None:
    text = "Konsulten ska ha minst åtta års erfarenhet av utveckling."
    assert found("REF006", text, facts={"call_off": False})
    assert not found("REF006", text, facts={"call_off": True})


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("Anbudsgivaren ska offerera fyra konsulter.", True),
        ("Teamet består av fyra namngivna konsulter. Anbudsgivaren ska offerera dem alla.", True),
        ("Anbudsgivaren ska offerera en konsult.", False),
        ("Kommunen har i dag fyra medarbetare och behov av stöd.", False),
        ("Om anbudsgivaren offererar ett team om två konsulter ska en vara projektledare.", False),
    ],
)
def test_a_team_is_two_or_more(text: str, hit: bool) -> None:
    assert bool(found("REF007", f"# 2.1 Krav på konsulter\n{text}")) is hit


@pytest.mark.parametrize(
    ("months", "term", "hit"),
    [(24, 36, True), (18, 36, True), (12, 36, False), (6, 6, False), (24, None, True), (12, None, False)],
)
def test_how_long_a_reference_must_have_lasted(months: int, term: int | None, hit: bool) -> None:
    facts = {"term_months": term} if term else {}
    assert bool(found("REF003", f"Referensuppdraget ska ha pågått i minst {months} månader.", facts=facts)) is hit


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("Platschef och arbetsledare namnges i anbudet.", True),
        ("Platschef namnges i anbudet.", False),
        ("Kommunen ska namnge chef och handläggare.", False),
    ],
)
def test_two_roles_are_named(text: str, hit: bool) -> None:
    assert bool(found("REF007", text)) is hit


def test_years_of_two_roles_hold_for_several() -> None:
    demand = "ska ha verkat i minst fem år inom området."
    assert [f.level for f in found("REF006", f"Platschef och arbetsledare {demand}")] == [Level.WARNING]
    assert not found("REF006", f"Arbetsledaren {demand}")


@settings(max_examples=20, deadline=None)
@given(st.integers(2015, 2026))
def test_a_period_named_by_its_years_reaches_back_to_its_first(year: int) -> None:
    text = f"Referensuppdragen ska ha utförts under åren {year}-2027."
    assert bool(found("REF002", text, facts={"tender_deadline": "2027-10-01"})) is (year >= 2025)
    assert not found("REF002", text)


@pytest.mark.parametrize(
    ("text", "speaks"),
    [
        ("Två uppdrag ska redovisas. Vart och ett ska ha haft ett värde om minst 3 miljoner kronor.", True),
        ("Byrån visar upp tre kampanjer med en budget om minst 3 miljoner kronor vardera.", True),
        ("Två uppdrag ska redovisas. Möte hålls. Budgeten är minst 3 miljoner kronor.", False),
        ("Två uppdrag ska redovisas.\n\nBudgeten är minst 3 miljoner kronor.", False),
        ("Femtio uppdrag ska redovisas. Budgeten är minst 3 miljoner kronor.", False),
        ("Två uppdrag pågår. Budgeten är minst 3 miljoner kronor.", False),
    ],
)
def test_assignments_that_are_shown_are_references_by_another_name(text: str, speaks: bool) -> None:
    assert bool(found("REF003", text, facts={"estimated_value": 4_000_000})) is speaks
