"""Statements that do not agree, and sums that do not add up."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upplint.engine.loader import load_rules
from upplint.engine.model import Finding
from upplint.engine.ruleset import RuleSet
from upplint.engine.run import Selection, run
from upplint.engine.testing import tender_from_text


@cache
def _rules() -> RuleSet:
    return load_rules()


def _findings(text: str) -> list[Finding]:
    tender, _ = tender_from_text(text)
    return list(run(tender, _rules(), Selection(profile="granska", select=("SPE006",))))


def _table(weights: list[int], unit: str = "") -> str:
    rows = "\n".join(f"| Del {i} | {w}{unit} |" for i, w in enumerate(weights))
    return f"| Kriterium | Vikt |\n|---|---|\n{rows}\n"


@settings(deadline=None)  # the first case loads the rules
@given(
    st.lists(st.integers(min_value=1, max_value=60), min_size=2, max_size=6), st.integers(min_value=50, max_value=200)
)
def test_a_stated_sum_is_reported_exactly_when_it_is_wrong(weights: list[int], stated: int) -> None:
    findings = _findings(f"# 5 Utvärdering\nSumman av vikterna är {stated}.\n\n{_table(weights)}")
    wrong = stated != sum(weights) and stated < 10 * sum(weights)
    assert bool(findings) is wrong
    if findings:
        assert findings[0].values["sum"] == str(sum(weights))


@pytest.mark.parametrize(("weights", "count"), [([60, 40], 0), ([60, 30], 1), ([60, 50], 1), ([5, 10], 0)])
def test_percent_weights_make_hundred(weights: list[int], count: int) -> None:
    assert len(_findings(f"# 5 Utvärdering\n{_table(weights, ' %')}")) == count


def test_points_for_one_of_several_are_no_sum() -> None:
    assert _findings(f"# 5 Utvärdering\nHögsta möjliga poäng är 40 per intervju.\n\n{_table([50, 50])}") == []


def test_two_tables_in_a_section_are_not_guessed_between() -> None:
    two = f"{_table([50, 50])}\nOch:\n\n{_table([20, 20])}"
    assert _findings(f"# 5 Utvärdering\nSumman av vikterna är 40.\n\n{two}") == []


def test_both_places_are_carried() -> None:
    (finding,) = _findings("Arbetet får ske på distans.\n\nKonsulten arbetar till stor del på plats hos oss.")
    assert finding.place.excerpt == "Arbetet får ske på distans"
    assert finding.also[0].excerpt.startswith("till stor del")


def test_opposed_phrases_in_one_sentence_are_one_statement() -> None:
    assert _findings("Arbetet får ske på distans, men är till stor del på plats hos oss.") == []


def test_the_same_buyer_under_two_forms_of_its_name() -> None:
    text = "Avtalspart är {}, som betalar.\n# 4 Avtal\n# 4.1 Köparen\n{}, org. nr 556000-0000"
    assert _findings(text.format("Granvik", "Granviks kommun")) != []
    assert _findings(text.format("Granvik", "Granvik kommun")) == []
    assert _findings(text.format("Granvik Energi AB", "Granvik Energi")) == []


def test_another_duty_has_its_own_frequency() -> None:
    assert _findings("Leverantören ska delta i två möten per år. Leverantören ska kalla till fyra möten per år.") == []


_QUALITY = "# 5 Utvärdering\nKvaliteten kan ge högst {top} poäng.\n| Kriterium | Högsta poäng |\n|---|---|\n{rows}\n"


@given(st.lists(st.integers(5, 30), min_size=3, max_size=6), st.integers(0, 9))
@settings(max_examples=20, deadline=None)
def test_the_highest_points_for_quality_are_those_of_the_table(points: list[int], off: int) -> None:
    rows = "\n".join(f"| Del {n} | {p} |" for n, p in enumerate(points))
    assert bool(_findings(_QUALITY.format(top=sum(points) + off, rows=rows))) is (off > 0)


@pytest.mark.parametrize(("total", "wrong"), [(70, False), (75, True)])
def test_a_row_of_a_sum_adds_up_the_rows_above_it(total: int, wrong: bool) -> None:
    rows = f"| Plan | 30 |\n| Folk | 25 |\n| Bruk | 15 |\n| Summa kvalitet | {total} |\n| Pris | 30 |"
    assert bool(_findings(f"# 5 Poäng\n| Kriterium | Poäng |\n|---|---|\n{rows}\n")) is wrong


@pytest.mark.parametrize(("number", "wrong"), [("tre", False), ("fyra", True), ("3", False), ("2", True)])
def test_the_number_of_parts_is_that_of_the_list(number: str, wrong: bool) -> None:
    assert bool(_findings(f"Arbetet består av {number} delar:\n- bygge\n- städ\n- larm\n")) is wrong
    table = "| Del | Vad |\n|---|---|\n| A | Bygge |\n| B | Städ |\n| C | Larm |\n"
    assert bool(_findings(f"Arbetet delas in i {number} delar enligt tabellen.\n{table}")) is wrong


@pytest.mark.parametrize(("number", "wrong"), [(40, False), (38, True)])
def test_all_of_a_kind_are_as_many_everywhere(number: int, wrong: bool) -> None:
    text = f"Bussen stannar vid alla 40 hållplatser.\n\nVid de {number} hållplatserna finns bänk.\n"
    assert bool(_findings(text)) is wrong
