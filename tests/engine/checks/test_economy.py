"""Named checks on turnover and insurance: arithmetic against the value of the procurement."""

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
_SPACE = "\u00a0"


def found(rule: str, text: str, **more: Any) -> list[Finding]:
    """Findings of one rule in a text of the mini format."""
    return list(find_in_example(RULES.by_id[rule], RULES, Example(text=text, **more))[0])


def both(text: str, **more: Any) -> list[str]:
    """Which of the two turnover rules speak."""
    return [rule for rule in ("ECO001", "ECO002") if found(rule, text, **more)]


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 60), st.integers(1, 30), st.sampled_from("ABC"))
def test_one_turnover_rule_at_most_speaks(demanded: int, value: int, regime: str) -> None:
    text = f"Anbudsgivaren ska ha en omsättning om minst {demanded} 000 000 kronor."
    facts = {"estimated_value": Decimal(value) * 1_000_000, "term_months": Decimal(48)}
    spoken = both(text, regime=regime, facts=facts)
    if regime == "A" and demanded > 2 * value:
        assert spoken == ["ECO001"]
    elif demanded * 4 > value:
        assert spoken == ["ECO002"]
    else:
        assert spoken == []


@pytest.mark.parametrize(
    ("facts", "limit"),
    [
        ({"estimated_value": 8000000, "term_months": 24, "extension_months": 24}, "2"),
        ({"estimated_value": 8000000, "yearly_value": 3000000}, "3"),
        ({"ceiling_value": 8000000, "term_months": 12}, "8"),
    ],
)
def test_the_yearly_value_comes_from_what_is_known(facts: dict[str, Any], limit: str) -> None:
    text = "Anbudsgivaren ska ha en omsättning om minst 12 miljoner kronor."
    (finding,) = found("ECO002", text, regime="B", facts=facts)
    assert finding.values["limit"] == f"{limit}{_SPACE}miljoner kronor"
    assert finding.level is Level.WARNING


def test_what_is_not_known_is_said_one_level_lower() -> None:
    text = "Anbudsgivaren ska ha en omsättning om minst 12 miljoner kronor."
    assert not found("ECO001", text, regime="A")
    (no_value,) = found("ECO002", text, regime="A")
    (no_term,) = found("ECO002", text, regime="B", facts={"estimated_value": 8000000})
    assert no_value.level is no_term.level is Level.ADVICE
    assert "uppskattade värde" in no_value.lowered_by[0]
    assert "Avtalstiden" in no_term.lowered_by[0]


@pytest.mark.parametrize("words", ["tre gånger", "3 gånger", "tre (3) gånger", "3,0 gånger"])
def test_turnover_as_so_many_times_the_value(words: str) -> None:
    text = f"Anbudsgivarens omsättning ska vara minst {words} kontraktets värde."
    (finding,) = found("ECO001", text, regime="A", facts={"estimated_value": 5000000})
    assert finding.values["value"] == f"15{_SPACE}miljoner kronor"
    assert finding.values["ratio"] == "3"


def test_so_many_times_the_yearly_value_is_no_cap() -> None:
    text = "Anbudsgivarens omsättning ska vara minst två gånger värdet per år."
    facts = {"estimated_value": 8000000, "term_months": 48}
    assert both(text, regime="A", facts=facts) == ["ECO002"]


@pytest.mark.parametrize(
    "text",
    [
        "Det finns inget krav på omsättning, och uppdraget är värt 90 miljoner kronor.",
        "Kommunens omsättning är minst 90 miljoner kronor.",
        "Hög omsättning, minst 90 miljoner kronor, är meriterande.",
        "Personalomsättningen ska redovisas, och kostar minst 90 miljoner kronor.",
    ],
)
def test_what_is_no_demand_for_turnover(text: str) -> None:
    assert both(text, regime="A", facts={"estimated_value": 1000000, "term_months": 12}) == []


@settings(max_examples=15, deadline=None)
@given(st.integers(1, 60), st.integers(1, 60))
def test_insurance_is_high_from_ten_million_and_above_the_value(demanded: int, value: int) -> None:
    text = f"Leverantören ska ha en ansvarsförsäkring om minst {demanded} 000 000 kronor."
    spoken = found("ECO006", text, facts={"estimated_value": Decimal(value) * 1_000_000})
    assert bool(spoken) is (demanded >= 10 and demanded > value)


def test_an_insurance_for_the_whole_liability_counts_by_its_cap() -> None:
    text = (
        "# 5 Ansvar\nLeverantörens ansvar begränsas till {} miljoner kronor per år.\n\n"
        "# 6 Försäkring\nLeverantören ska ha en försäkring som motsvarar leverantörens ansvar enligt avsnitt 5."
    )
    facts = {"estimated_value": 4000000}
    (finding,) = found("ECO006", text.format(15), facts=facts)
    assert finding.values["ratio"] == "3,8"
    assert "15 miljoner kronor" in finding.also[0].excerpt
    assert not found("ECO006", text.format(3), facts=facts)
    assert not found("ECO006", text.format(15), facts={"estimated_value": 40000000})


_LOTS = (
    "| Område | Beräknat värde, kr |\n|---|---|\n| Norr | 4 000 000 |\n| Söder | 9 000 000 |\n| Summa | 13 000 000 |"
)


@pytest.mark.parametrize(("sum_", "rules"), [("20", ["ECO001"]), ("17", ["ECO002"]), ("3", [])])
def test_turnover_against_the_largest_lot(sum_: str, rules: list[str]) -> None:
    text = (
        f"# 1 Omfattning\n{_LOTS}\n\n# 2 Ekonomi\nAnbudsgivaren ska ha en omsättning om minst {sum_} miljoner kronor."
    )
    assert both(text, regime="A", facts={"estimated_value": 13000000, "term_months": 36}) == rules


def test_base_amounts_and_cover_up_to_a_sum() -> None:
    facts = {"estimated_value": 2000000}
    assert found("ECO006", "Konsulten ska ha ansvarsförsäkring om minst 400 prisbasbelopp.", facts=facts)
    assert not found("ECO006", "Konsulten ska ha ansvarsförsäkring om minst 10 prisbasbelopp.", facts=facts)


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("Anbud från den som omsätter under 30 miljoner kronor antas inte.", True),
        ("Företag med lägre omsättning än 30 miljoner kronor är vanliga i branschen.", False),
        ("| Omsättning | lägst 30 miljoner kronor |", True),
        ("| Omsättning | 30 miljoner kronor |", False),
    ],
)
def test_the_least_turnover_in_other_words(text: str, hit: bool) -> None:
    assert bool(found("ECO001", text, regime="A", facts={"estimated_value": 3000000})) is hit
