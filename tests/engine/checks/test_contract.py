"""Named checks on contract terms: the order of sentences and arithmetic that data cannot say."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upplint.engine.examples import find_in_example
from upplint.engine.loader import load_rules
from upplint.engine.model import Finding
from upplint.engine.schema import Example

RULES = load_rules()


def found(rule: str, text: str, **more: Any) -> list[Finding]:
    """Findings of one rule in a text of the mini format."""
    return list(find_in_example(RULES.by_id[rule], RULES, Example(text=text, **more))[0])


CAPS = [
    "Vitet är högst fem procent av avtalets värde.",
    "Vitet betalas under högst åtta veckor.",
    "Sammanlagt vite är begränsat till 20 000 kronor per år.",
    "Vitet får inte överstiga tio procent av kontraktssumman.",
]
NO_CAPS = [
    "Vitet är högst fem procent av avtalets värde per tillfälle.",
    "Vitet dras av från nästa faktura.",
    "Leverantören ska meddela förseningar.",
]
PENALTY = "Vid försening utgår vite med 1 000 kronor per dag."


@pytest.mark.parametrize("cap", CAPS)
def test_a_cap_after_the_penalty_counts(cap: str) -> None:
    assert not found("CON001", f"# 5 Vite\n{PENALTY} {cap}")


@pytest.mark.parametrize("other", NO_CAPS)
def test_a_cap_per_occasion_is_none(other: str) -> None:
    assert found("CON001", f"# 5 Vite\n{PENALTY} {other}")


def test_a_cap_belongs_to_the_penalty_before_it() -> None:
    findings = found("CON001", f"# 5 Vite\n{PENALTY} {CAPS[0]}\n\nVid utebliven rapport utgår vite med 700 kronor.")
    assert [f.place.excerpt for f in findings] == ["vite med 700 kronor"]


def test_a_cap_in_another_section_counts_only_for_all_penalties() -> None:
    text = f"# 5 Vite\n{PENALTY}\n\n# 9 Annat\n"
    assert found("CON001", text + "Vitet är högst fem procent.")
    assert not found("CON001", text + "Summan av alla viten är högst fem procent av avtalets värde.")


@given(st.integers(1, 40))
@settings(max_examples=15, deadline=None)
def test_share_per_day_is_compared_with_the_limit(share: int) -> None:
    text = f"Rättas inte felet utgår vite med {share} procent av kontraktssumman per dag, dock högst 10 procent."
    assert bool(found("CON001", text)) == (share > 1)


@given(st.integers(1, 60), st.integers(0, 36))
@settings(max_examples=20, deadline=None)
def test_fixed_prices_count_the_extensions(term: int, extension: int) -> None:
    facts = {"term_months": term, "extension_months": extension}
    findings = found("CON006", "Priserna är fasta under hela avtalstiden.", facts=facts)
    assert bool(findings) == (term + extension > 12)


def test_a_stated_period_is_used_before_the_term() -> None:
    assert not found("CON006", "Priserna är fasta i tio månader.", facts={"term_months": 48})
    (finding,) = found("CON006", "Priserna är fasta i tre år.", facts={"term_months": 6})
    assert "36\xa0månader" in finding.message


def test_an_unknown_term_is_said() -> None:
    (finding,) = found("CON006", "Priserna är fasta under hela avtalstiden.")
    assert "har inte hittats" in finding.message


@pytest.mark.parametrize(
    ("start", "hit"), [("2026-08-01", True), ("2026-09-02", True), ("2026-09-03", False), ("2026-07-01", False)]
)
def test_start_is_counted_from_the_last_day_for_tenders(start: str, hit: bool) -> None:
    findings = found("CON007", f"Avtalet gäller från och med {start}.", facts={"tender_deadline": "2026-07-20"})
    assert bool(findings) is hit


def test_no_deadline_no_start() -> None:
    assert not found("CON007", "Avtalet gäller från och med 2026-08-01.")


def test_parameters_move_the_limits() -> None:
    text = "Rättas inte felet utgår vite med 2 procent per dag, dock högst 10 procent."
    assert found("CON001", text)
    assert not found("CON001", text, parameters={"per_day": Decimal(3)})
