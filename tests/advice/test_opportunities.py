"""Facts x opportunities. Each expected answer is argued from a paragraph in its comment."""

from __future__ import annotations

from typing import Any

import pytest

from upplint.advice.opportunities import law_words, outcome_words
from upplint.engine.testing import tender_from_text
from upplint.tender.model import Role, Tender
from upplint.tender.opportunities import Opportunity, Status, assess, definitions
from upplint.tender.regime import decide_regime
from upplint.tender.regime_facts import regime_facts

CLEANING, WINDOWS, LAUNDRY = "90910000-9", "90911300-9", "98310000-9"
CARE, DAY_CENTRE, COURSES = "85311000-2", "85312000-9", "80500000-9"
SPORT, CATERING, HOUSEHOLD, SOFTWARE = "92600000-7", "55520000-1", "98514000-9", "48000000-8"


def tender(regime: str | None = None, text: str = "# 1 Upphandling", **facts: Any) -> Tender:
    made, _ = tender_from_text(text, facts=facts, regime=regime)
    return made


def decided(text: str = "# 1 Upphandling", **facts: Any) -> Tender:
    """A tender whose regime follows from its facts, as in real use."""
    from dataclasses import replace

    made, _ = tender_from_text(text, facts=facts)
    return replace(made, regime=decide_regime(regime_facts(made.facts, made.parts)))


def answer(made: Tender, key: str) -> str:
    return assess(made, (key,))[0].outcome.value


# (what, tender, opportunity, expected)
CASES: list[tuple[str, Tender, str, str]] = [
    # --- 4 kap. 18 §: reserved for work-integrating suppliers -------------------------------------------------------
    # 4:18 belongs to 4 kap., which applies to directive-governed procurement (1:4). No list of codes, no limit in time.
    ("cleaning in A", tender("A", cpv=CLEANING), "reserve_integration", "open"),
    ("window cleaning in A, no value known", tender("A", cpv=WINDOWS), "reserve_integration", "open"),
    # 19:1 lists what applies in 19 kap.; 4:18 is not among it. Neither allowed nor forbidden in words: ask a lawyer.
    ("cleaning in B", tender("B", cpv=CLEANING), "reserve_integration", "unsettled"),
    # 19a:1 likewise for direct awards.
    ("cleaning in C", tender("C", cpv=CLEANING), "reserve_integration", "unsettled"),
    # A or B not decided: possible in A, so it is open with a condition to check.
    ("cleaning, regime not decided", tender(None, cpv=CLEANING), "reserve_integration", "open"),
    # The paragraph has no list of codes, but nobody in the trade sells software: not proposed.
    ("software in A", tender("A", cpv=SOFTWARE), "reserve_integration", "closed"),
    # 7 kap.: the terms of a framework are not changed at the call-off.
    ("call-off of cleaning", tender("A", cpv=CLEANING, call_off=True), "reserve_integration", "closed"),
    # LUF 4:16 is the counterpart of LOU 4:18.
    ("cleaning under LUF in A", tender("A", cpv=CLEANING, law="LUF"), "reserve_integration", "open"),
    # LUK has one too (4 kap. 8 §).
    ("cleaning under LUK in A", tender("A", cpv=CLEANING, law="LUK"), "reserve_integration", "open"),
    # No counterpart known in LUFS.
    ("cleaning under LUFS", tender("A", cpv=CLEANING, law="LUFS"), "reserve_integration", "closed"),
    # LOV is no procurement act with 4:18.
    ("home cleaning under LOV", tender("A", cpv=CLEANING, law="LOV"), "reserve_integration", "closed"),
    # Already reserved.
    (
        "reserved already",
        tender("A", "# 1 Städning\nUpphandlingen är reserverad enligt 4 kap. 18 § LOU.", cpv=CLEANING),
        "reserve_integration",
        "closed",
    ),
    # A social enterprise that is only mentioned reserves nothing.
    (
        "social enterprise mentioned",
        tender("A", "# 1 Städning\nTvätten sköts i dag av ett socialt företag.", cpv=CLEANING),
        "reserve_integration",
        "open",
    ),
    # --- 19 kap. 25 §: organisations with a public service mission --------------------------------------------------
    # 85311000 lies in 85000000-85323000 of 19:25; at any value, since bilaga 2 services are in 19 kap. (1:4, 19:1).
    ("social services in B", tender("B", cpv=CARE, estimated_value=40_000_000), "reserve_mission", "open"),
    # 92600000 is in the list of 19:25.
    ("sport in B", tender("B", cpv=SPORT), "reserve_mission", "open"),
    # 80500000 is not: the list names 80511000, 80520000 and 80590000 one by one.
    ("courses in B", tender("B", cpv=COURSES), "reserve_mission", "closed"),
    # 80511000 is.
    ("staff training in B", tender("B", cpv="80511000-9"), "reserve_mission", "open"),
    # 98514000 is in 19:25 a only.
    ("household services in B", tender("B", cpv=HOUSEHOLD), "reserve_mission", "closed"),
    # Cleaning is no bilaga 2 service.
    ("cleaning in B", tender("B", cpv=CLEANING), "reserve_mission", "closed"),
    # 19 kap. does not apply to direct awards (19a:1): nothing to reserve.
    ("social services in C", tender("C", cpv=CARE), "reserve_mission", "closed"),
    # 19 kap. does not apply to directive-governed procurement (19:1).
    ("social services called A", tender("A", cpv=CARE), "reserve_mission", "closed"),
    # In force with this number from 2022-02-01 (SFS 2021:1110).
    ("social services in 2021", tender("B", cpv=CARE, published="2021-06-01"), "reserve_mission", "closed"),
    # A longer term can be shortened: for the authority to see to, not a bar. 19:25: at most three years.
    ("four years", tender("B", cpv=CARE, term_months=48), "reserve_mission", "open"),
    # LUF 19:25 is the counterpart.
    ("social services under LUF", tender("B", cpv=CARE, law="LUF"), "reserve_mission", "open"),
    # --- 19 kap. 25 a §: idéburna organisationer --------------------------------------------------------------------
    ("day centre in B", tender("B", cpv=DAY_CENTRE), "reserve_nonprofit", "open"),
    # 80000000-80660000: all education.
    ("courses in B", tender("B", cpv=COURSES), "reserve_nonprofit", "open"),
    # 98513000-98514000: household services.
    ("household services in B", tender("B", cpv=HOUSEHOLD), "reserve_nonprofit", "open"),
    # 92600000 is in 19:25 only.
    ("sport in B", tender("B", cpv=SPORT), "reserve_nonprofit", "closed"),
    # Catering is in bilaga 2 but in neither list.
    ("catering in B", tender("B", cpv=CATERING), "reserve_nonprofit", "closed"),
    # In force 2023-01-01 (SFS 2022:902).
    ("the last day of 2022", tender("B", cpv=DAY_CENTRE, published="2022-12-31"), "reserve_nonprofit", "closed"),
    ("the first day of 2023", tender("B", cpv=DAY_CENTRE, published="2023-01-01"), "reserve_nonprofit", "open"),
    # LUF has no 25 a §.
    ("day centre under LUF", tender("B", cpv=DAY_CENTRE, law="LUF"), "reserve_nonprofit", "closed"),
    # LOV has its own rule (1:2a LOV): this paragraph is not it.
    ("day centre under LOV", tender("B", cpv=DAY_CENTRE, law="LOV"), "reserve_nonprofit", "closed"),
    ("direct award of a day centre", tender("C", cpv=DAY_CENTRE), "reserve_nonprofit", "closed"),
    # Some codes only: that part can be bought by itself; the part of highest value decides a mixed contract (2:2).
    ("cleaning and household", tender("B", cpv=[CLEANING, HOUSEHOLD]), "reserve_nonprofit", "open"),
    # No code and no heading to go by: not said.
    ("nothing known", tender("B"), "reserve_nonprofit", "missing"),
    # --- 17 kap. 1 §, in B 19:9 p. 5 with 19:3: employment ------------------------------------------------------------
    (
        "cleaning 12 million in A",
        tender("A", cpv=CLEANING, estimated_value=12_000_000, term_months=24),
        "employment",
        "open",
    ),
    (
        "cleaning 12 million in B",
        tender("B", cpv=CLEANING, estimated_value=12_000_000, term_months=24),
        "employment",
        "open",
    ),
    # 17 kap. and 19 kap. do not apply to direct awards (19a:1).
    (
        "cleaning 5 million called C",
        tender("C", cpv=CLEANING, estimated_value=5_000_000, term_months=24),
        "employment",
        "closed",
    ),
    # Proportionate (4:1, 19:2): a small contract cannot carry a post.
    (
        "cleaning 900 000",
        tender("B", cpv=CLEANING, estimated_value=900_000, term_months=24),
        "employment",
        "closed",
    ),
    ("value not known", tender("A", cpv=CLEANING, term_months=24), "employment", "missing"),
    # LUF 16:1.
    (
        "cleaning under LUF",
        tender("A", cpv=CLEANING, estimated_value=12_000_000, term_months=24, law="LUF"),
        "employment",
        "open",
    ),
    # --- 19 a kap. 2 §: direct award ----------------------------------------------------------------------------------
    # 700 000 from 2022-02-01: below, not at.
    (
        "699 999 in 2025",
        tender("B", cpv=CLEANING, estimated_value=699_999, published="2025-05-05"),
        "direct_award",
        "open",
    ),
    (
        "700 000 in 2025",
        tender("B", cpv=CLEANING, estimated_value=700_000, published="2025-05-05"),
        "direct_award",
        "closed",
    ),
    # The regime follows from the facts: below the limit and no stated procedure leaves B and C, never A.
    (
        "decided from facts",
        decided(
            cpv=CLEANING, estimated_value=400_000, published="2025-05-05", buyer_kind="other", contract_type="services"
        ),
        "direct_award",
        "open",
    ),
    # Above the threshold the regime is A: no direct award by value (6:1, 19:1).
    (
        "20 million decided from facts",
        decided(
            cpv=CLEANING,
            estimated_value=20_000_000,
            published="2025-05-05",
            buyer_kind="other",
            contract_type="services",
        ),
        "direct_award",
        "closed",
    ),
    # 1 200 000 in LUF (LUF 19a:2).
    (
        "1 100 000 under LUF",
        tender("B", cpv=CLEANING, estimated_value=1_100_000, published="2025-05-05", law="LUF"),
        "direct_award",
        "open",
    ),
    # 19a:2 second sentence: bilaga 2 services below their threshold, 8 109 450 in 2024-2025.
    (
        "courses 8 million in 2025",
        tender("B", cpv=COURSES, estimated_value=8_000_000, published="2025-05-05"),
        "direct_award_annex2",
        "open",
    ),
    (
        "courses 8 109 450 in 2025",
        tender("B", cpv=COURSES, estimated_value=8_109_450, published="2025-05-05"),
        "direct_award_annex2",
        "closed",
    ),
    # 7 802 550 in 2022-2023.
    (
        "courses 8 million in 2023",
        tender("B", cpv=COURSES, estimated_value=8_000_000, published="2023-05-05"),
        "direct_award_annex2",
        "closed",
    ),
    # Cleaning is not in bilaga 2.
    (
        "cleaning 2 million",
        tender("B", cpv=CLEANING, estimated_value=2_000_000, published="2025-05-05"),
        "direct_award_annex2",
        "closed",
    ),
    # The SEK value for 2026 is not verified: within ten percent it is for the authority to check, not closed.
    (
        "courses 8 600 000 in 2026",
        tender("B", cpv=COURSES, estimated_value=8_600_000, published="2026-03-02"),
        "direct_award_annex2",
        "open",
    ),
    # --- 8 kap., in B 19:7: dynamic purchasing systems ---------------------------------------------------------------
    (
        "recurring snow clearing in A",
        tender("A", "# 1 Snöröjning\nArbetet avropas löpande.", cpv="90620000-9"),
        "dynamic_system",
        "open",
    ),
    (
        "recurring snow clearing in C",
        tender("C", "# 1 Snöröjning\nArbetet avropas löpande.", cpv="90620000-9"),
        "dynamic_system",
        "closed",
    ),
    # --- others -------------------------------------------------------------------------------------------------------
    # 4:8 regulates dialogue before the notice: nothing to do once it is published.
    ("published", tender("A", published="2026-03-02"), "dialogue", "closed"),
    ("not published", tender("A"), "dialogue", "open"),
    # Guarantee: frameworks only (7:1).
    ("framework with four suppliers", tender("A", framework=True, suppliers=4), "guarantee", "open"),
    ("contract with one supplier", tender("A", framework=False, suppliers=1), "guarantee", "closed"),
    # 4:13 lets lots be made in A; a tender with lots has done so.
    (
        "simple tasks in lots already",
        tender("A", "# 1 Park\nKrattning, ogräsrensning, gräsklippning och snöskottning.", lots=3),
        "simple_tasks",
        "closed",
    ),
]


@pytest.mark.parametrize(("what", "made", "key", "expected"), CASES, ids=[f"{k}: {w}" for w, _, k, _ in CASES])
def test_facts_give_the_opportunity_that_the_paragraph_allows(what: str, made: Tender, key: str, expected: str) -> None:
    found = assess(made, (key,))[0]
    assert found.outcome.value == expected, [(c.status.value, c.text, c.ground) for c in found.conditions]


@pytest.mark.parametrize("regime", ["A", "B", "C"])
@pytest.mark.parametrize("cpv", [CLEANING, CARE, DAY_CENTRE, COURSES, HOUSEHOLD, SOFTWARE])
@pytest.mark.parametrize("law", ["LOU", "LUF", "LUFS", "LOV"])
def test_no_proposal_in_a_regime_where_it_does_not_apply(regime: str, cpv: str, law: str) -> None:
    made = tender(regime, cpv=cpv, law=law, estimated_value=20_000_000, term_months=36)
    for opportunity in assess(made):
        if opportunity.outcome.value != "open":
            continue
        assert law != "LOV"
        assert regime in definitions()[opportunity.key].law, opportunity
        if opportunity.key.startswith("reserve_integration"):
            assert regime == "A"
        if opportunity.key in ("reserve_mission", "reserve_nonprofit"):
            assert regime == "B"


@pytest.mark.parametrize("key", list(definitions()))
def test_a_call_off_gets_nothing(key: str) -> None:
    made = tender("A", cpv=CLEANING, call_off=True, framework=True, suppliers=3, estimated_value=20_000_000)
    assert answer(made, key) in ("closed", "missing")


def test_what_is_unsettled_says_so_and_names_other_ways() -> None:
    found = assess(tender("B", cpv=CLEANING), ("reserve_integration",))[0]
    assert [c.name for c in found.with_status(Status.UNSETTLED)] == ["regime"]
    assert "uttryckligen" in found.note
    assert found.ask_lawyer
    assert "reservation-arbetsintegrerande" not in found.clauses
    assert "mindre-del" in found.clauses


def test_conditions_say_what_they_rest_on() -> None:
    found = assess(tender("B", cpv=[CLEANING, HOUSEHOLD]), ("reserve_nonprofit",))[0]
    codes = next(c for c in found.conditions if c.name == "cpv_statute")
    assert codes.status is Status.CHECK
    assert codes.found == ("98514000",)
    assert "2 kap. 2 §" in codes.ground


def test_law_is_that_of_the_act() -> None:
    def law(made: Tender, key: str) -> Opportunity:
        return assess(made, (key,))[0]

    assert law(tender("A", cpv=CLEANING, law="LUF"), "reserve_integration").law[0] == "LUF 4:16"
    assert law(tender("A", cpv=CLEANING), "employment").law == ("LOU 17:1",)
    assert law(tender("B", cpv=CLEANING), "employment").law == ("LOU 19:3", "LOU 19:9")
    both = law(tender(None, cpv=CLEANING), "employment").law
    assert both == ("LOU 17:1", "LOU 19:3", "LOU 19:9")


def test_closed_ones_can_be_left_out() -> None:
    made = tender("A", cpv=CLEANING, estimated_value=12_000_000, term_months=24)
    every = assess(made)
    assert [o for o in every if o.outcome.value != "closed"] == list(assess(made, closed=False))


def test_a_partnership_draft_and_a_tenderers_own_text_have_no_opportunities() -> None:
    for role in (Role.PARTNERSHIP, Role.BID, Role.REGISTER):
        made, _ = tender_from_text("# 1 Städning", role=role, regime="A")
        assert assess(made) == ()


def test_every_definition_tests_known_things_and_names_drafts_that_exist() -> None:
    from upplint.advice.clauses import load_clauses
    from upplint.tender.law import standing
    from upplint.tender.opportunities.conditions import TESTS

    clauses = load_clauses()
    for definition in definitions().values():
        for entry in definition.conditions:
            assert entry["test"] in TESTS
        for name in (*definition.clauses, *definition.clauses_unsettled):
            assert name in clauses
        for regime, keys in definition.law.items():
            for key in keys:
                # 19 a kap. is what opens the way from 19 kap. to a direct award
                assert standing(key, regime) == "yes" or key.startswith("LOU 19a:"), (definition.id, key, regime)


def test_where_the_regime_is_open_paragraphs_and_notes_say_when_they_apply() -> None:
    (reserve,) = assess(tender(None, cpv=CLEANING), ("reserve_integration",))
    words = law_words(reserve)
    assert "4 kap. 18 § LOU" in words and "om upphandlingen är direktivstyrd; 19 kap. 3 § LOU om" in words
    assert reserve.note.startswith("Om upphandlingen är direktivstyrd: ")
    assert "Om upphandlingen följer 19 kap. LOU: 4 kap. 18 §" in reserve.note
    assert outcome_words(reserve).startswith("Kan vara möjligt")


def test_where_the_regime_is_settled_nothing_is_conditional() -> None:
    (reserve,) = assess(tender("A", cpv=CLEANING), ("reserve_integration",))
    assert law_words(reserve) == "4 kap. 18 § LOU och HFD 2021:48"
    assert not reserve.note.startswith("Om upphandlingen")
    assert outcome_words(reserve) == "Möjligt"
