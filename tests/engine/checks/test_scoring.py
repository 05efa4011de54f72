"""Criteria compared with requirements, the burden, and names of the parties."""

from __future__ import annotations

from functools import cache

import pytest

from upplint.engine.loader import load_rules
from upplint.engine.model import Finding
from upplint.engine.ruleset import RuleSet
from upplint.engine.run import Selection, run
from upplint.engine.testing import tender_from_text


@cache
def _rules() -> RuleSet:
    return load_rules()


def _findings(rule: str, text: str, **parameters: int) -> list[Finding]:
    tender, _ = tender_from_text(text)
    selection = Selection(profile="granska", select=(rule,), parameters={rule: parameters})  # type: ignore[dict-item]
    return list(run(tender, _rules(), selection))


DEMAND = "# 2 Krav\nAnbudsgivaren ska ha minst tre års erfarenhet av {}.\n# 5 Utvärdering\n"


@pytest.mark.parametrize(
    ("demanded", "scored", "found"),
    [
        ("skolbyggnader", "Erfarenhet av skolbyggnader ger 10 poäng.", True),
        ("skolbyggnader", "Erfarenhet av broar ger 10 poäng.", False),
        ("skolbyggnader", "Erfarenhet av skolbyggnader utöver kravet ger 10 poäng.", False),
        ("skolbyggnader", "Priset ger 10 poäng.", False),
        ("skolbyggnader", "- Kompetens inom skolbyggnad", True),
    ],
)
def test_the_same_subject_counts_twice(demanded: str, scored: str, found: bool) -> None:
    findings = _findings("AWD004", DEMAND.format(demanded) + scored)
    assert bool(findings) is found
    if findings:
        assert demanded in findings[0].also[0].excerpt


def test_scored_experience_without_a_demand_is_fine() -> None:
    assert _findings("AWD004", "# 5 Utvärdering\nErfarenhet av skolbyggnader ger 10 poäng.") == []


def test_burden_counts_only_what_binds_a_supplier() -> None:
    text = "Anbudsgivaren ska ha F-skatt. Leverantören ska låsa. Kommunen ska betala. Leverantören bör le."
    assert _findings("SPE004", text, total=2, tenderer=1) == []
    (finding,) = _findings("SPE004", text, total=1, tenderer=1)
    assert (finding.values["tenderer"], finding.values["supplier"], finding.values["total"]) == ("1", "1", "2")


def test_a_name_must_recur_to_be_a_second_name() -> None:
    text = "Leverantören låser. Leverantören larmar. Säljaren betalar."
    assert _findings("LAN010", text, least=2) == []
    (finding,) = _findings("LAN010", text + " Säljaren städar.", least=2)
    assert finding.values["main"] == "leverantören"
