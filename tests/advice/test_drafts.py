"""Every draft for the example tenders: complete Swedish text, the right paragraph, nothing upplint objects to."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upplint.advice.brief import Brief, make_brief
from upplint.advice.clauses import Clause, allowed, fill, find_clause, load_clauses
from upplint.engine.loader import load_rules
from upplint.engine.model import Finding, Level
from upplint.engine.ruleset import RuleSet
from upplint.engine.run import Selection, run
from upplint.engine.testing import tender_from_text
from upplint.errors import UpplintError
from upplint.tender.law import format_citation
from upplint.tender.model import Role, Tender
from upplint.tender.regime import RegimeDecision

CLAUSES = list(load_clauses().values())
NAMES = [c.name for c in CLAUSES]
ROLES = {
    "invitation": Role.INVITATION,
    "specification": Role.SPECIFICATION,
    "contract": Role.CONTRACT,
    "letter": Role.OTHER,
    "agreement": Role.PARTNERSHIP,
}
GAP = re.compile(r"\[[^\]\n]+\]")


@cache
def ruleset() -> RuleSet:
    return load_rules()


def speaks_of_the_whole(rule: str) -> bool:
    """Rules on what a whole tender lacks or could do: a single clause is no tender."""
    found = ruleset().by_id[rule]
    return found.level is Level.OPPORTUNITY or rule == "LOT006" or any(way.kind == "absent" for way in found.find)


def mini(text: str) -> str:
    """Markdown of a draft in the mini format of the engine's tests."""
    lines = (re.sub(r"^\d+\. ", "- ", line).replace("**", "") for line in text.splitlines())
    return "\n".join(lines)


def objections(text: str, role: Role, source: Tender, regime: str | None) -> list[Finding]:
    """What upplint finds in a draft, marked gaps and the whole tender left out."""
    made, _ = tender_from_text(mini(text), role=role)
    decision = source.regime
    if regime is not None:
        decision = RegimeDecision(regime=regime, candidates=(regime,), certainty=1.0)  # type: ignore[arg-type]
    made = replace(made, regime=decision)
    read = made.parts[0].document.text
    gaps = [m.span() for m in GAP.finditer(read)]
    return [
        f
        for f in run(made, ruleset(), Selection())
        if not speaks_of_the_whole(f.rule) and not (f.rule == "LAN012" and any(a <= f.place.start < b for a, b in gaps))
    ]


def with_regime(brief: Brief, regime: str) -> Brief:
    return replace(brief, regimes=(regime,))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("which", ["hard", "good"])
def test_a_draft_is_complete_and_gives_no_finding(name: str, which: str, request: pytest.FixtureRequest) -> None:
    source: Tender = request.getfixturevalue(which)
    brief, clause = make_brief(source), find_clause(name)
    if not allowed(clause, brief):
        with pytest.raises(UpplintError) as error:
            fill(clause, brief)
        assert error.value.code == "U311"
        return
    draft = fill(clause, brief)
    assert "{" not in draft.text
    assert "}" not in draft.text
    assert "None" not in draft.text
    assert "[]" not in draft.text
    assert len(draft.text.split()) > 40
    assert set(GAP.findall(draft.text)) == set(draft.gaps)
    found = objections(draft.text, ROLES[clause.kind], source, None)
    assert not found, [(f.rule, f.place.excerpt, f.message) for f in found]


@pytest.mark.parametrize("clause", CLAUSES, ids=NAMES)
@pytest.mark.parametrize("regime", ["A", "B", "C"])
def test_a_draft_cites_the_paragraph_of_the_regime_or_is_not_written(clause: Clause, regime: str, hard: Tender) -> None:
    brief = with_regime(make_brief(hard), regime)
    if regime not in clause.law:
        with pytest.raises(UpplintError):
            fill(clause, brief)
        return
    draft = fill(clause, brief)
    for other, keys in clause.law.items():
        for key in keys:
            cited = format_citation(key).removesuffix(" LOU")
            if other != regime and key not in clause.law[regime] and "§" in cited:
                assert cited not in draft.law
                assert f"{cited} lagen (2016:1145)" not in draft.text
    assert not draft.law.startswith("[")
    found = objections(draft.text, ROLES[clause.kind], hard, regime)
    assert not found, [(f.rule, f.place.excerpt, f.message) for f in found]


def test_where_the_regime_is_not_decided_both_paragraphs_stand_as_a_gap(good: Tender) -> None:
    brief = replace(make_brief(good), regimes=("A", "B"))
    draft = fill(find_clause("sysselsattning-dialog"), brief)
    gap = next(g for g in draft.gaps if "17 kap. 1 §" in g)
    assert "är direktivstyrd" in gap
    assert "19 kap. 3 och 9 §§ LOU om upphandlingen följer 19 kap. LOU" in gap
    reservation = fill(find_clause("reservation-arbetsintegrerande"), brief)
    assert any("inte avgjort" in note for note in reservation.notes)
    assert "enligt 4 kap. 18 § lagen (2016:1145)" in reservation.text


@pytest.mark.parametrize(
    ("name", "regime", "cited"),
    [
        ("reservation-arbetsintegrerande", "A", "4 kap. 18 § lagen (2016:1145) om offentlig upphandling (LOU)"),
        ("reservation-offentligt-uppdrag", "B", "19 kap. 25 § lagen (2016:1145) om offentlig upphandling (LOU)"),
        ("reservation-ideburen", "B", "19 kap. 25 a § lagen (2016:1145) om offentlig upphandling (LOU)"),
        ("sysselsattning-krav", "A", "17 kap. 1 § lagen (2016:1145) om offentlig upphandling (LOU)"),
        ("sysselsattning-krav", "B", "19 kap. 3 och 9 §§ lagen (2016:1145) om offentlig upphandling (LOU)"),
    ],
)
def test_the_paragraph_stands_in_the_text(name: str, regime: str, cited: str, hard: Tender) -> None:
    draft = fill(find_clause(name), with_regime(make_brief(hard), regime))
    assert cited in draft.text


def test_the_paragraph_of_another_act(hard: Tender) -> None:
    brief = replace(
        with_regime(make_brief(hard), "A"),
        law_short="LUF",
        law_name="lagen (2016:1146) om upphandling inom försörjningssektorerna (LUF)",
    )
    draft = fill(find_clause("reservation-arbetsintegrerande"), brief)
    assert "4 kap. 16 § lagen (2016:1146) om upphandling inom försörjningssektorerna (LUF)" in draft.text


def test_facts_of_the_tender_stand_in_the_letter(hard: Tender) -> None:
    letter = fill(find_clause("brev-till-leverantorer"), make_brief(hard)).text
    assert "Granvikens kommun planerar att köpa städning" in letter
    assert "den 3 augusti 2026" in letter
    assert "18\u00a0000\u00a0000\u00a0kronor" in letter
    assert "i fyra år" in letter


def test_what_is_not_known_is_a_gap() -> None:
    made, _ = tender_from_text("# 1 Upphandling", regime="A")
    letter = fill(find_clause("brev-till-leverantorer"), make_brief(made))
    for gap in ("[er organisations namn]", "[vad ni köper]", "[värdet i kronor]", "[avtalstiden]"):
        assert gap in letter.gaps


def test_reservations_demand_no_register_and_keep_the_conditions(hard: Tender) -> None:
    brief = with_regime(make_brief(hard), "B")
    text = fill(find_clause("reservation-ideburen"), brief).text
    assert "Ingen behöver vara registrerad." in text
    assert "8 § första stycket lagen (2022:900)" in text
    mission = fill(find_clause("reservation-offentligt-uppdrag"), brief).text
    assert "högst tre år" in mission
    assert "senaste tre åren" in mission
    reserved = fill(find_clause("reservation-arbetsintegrerande"), with_regime(make_brief(hard), "A")).text
    assert "30 procent" in reserved
    assert "enhet" in reserved


def test_an_unknown_draft_is_named_with_the_nearest() -> None:
    with pytest.raises(UpplintError) as error:
        find_clause("lotplanen")
    assert error.value.code == "U310"
    assert "Menade ni lotplan?" in error.value.message


def test_every_head_is_whole() -> None:
    from upplint.tender.opportunities import definitions

    rules = ruleset().by_id
    for clause in CLAUSES:
        assert clause.kind in ROLES
        assert clause.title
        assert clause.where.endswith(".")
        assert clause.decide
        assert clause.law
        assert not clause.opportunity or clause.opportunity in definitions()
        for rule in clause.rules:
            assert re.fullmatch(r"[A-Z]{3}\d{3}", rule)
        assert any(r in rules for r in clause.rules) or clause.opportunity or not clause.rules


def test_rules_name_drafts_that_exist() -> None:
    for rule in ruleset().rules:
        assert not rule.clause or rule.clause in load_clauses(), rule.id


def test_the_reading_would_object_to_a_bad_draft(hard: Tender) -> None:
    """The tests above can fail: a clause with a barrier is found, and a gap outside brackets that are ours is not."""
    bad = "## Krav\n\nLeverantören ska ha lägst riskklass 3 hos UC och vara certifierad enligt ISO 9001.\n"
    assert {f.rule for f in objections(bad, Role.INVITATION, hard, "B")} >= {"ECO003", "CER001"}


@settings(max_examples=60, deadline=None)
@given(
    regimes=st.lists(st.sampled_from("ABC"), min_size=1, max_size=3, unique=True),
    facts=st.fixed_dictionaries(
        {},
        optional={
            "estimated_value": st.integers(0, 10**10),
            "term_months": st.integers(1, 200),
            "extension_months": st.integers(0, 120),
            "authority": st.sampled_from(
                ["Granvikens kommun", "Region Norrskog", "Lövtorps Bostäder AB", "Myndigheten"]
            ),
            "cpv": st.sampled_from(["90910000-9", "85311000-2", "48000000-8", "skräp"]),
            "start": st.dates().map(str),
            "law": st.sampled_from(["LOU", "LUF", "LUK", "LUFS"]),
            "framework": st.booleans(),
        },
    ),
)
def test_any_facts_give_complete_drafts(regimes: list[str], facts: dict[str, object]) -> None:
    made, _ = tender_from_text("# 1 Upphandling", facts=facts)
    decision = RegimeDecision(None, tuple(sorted(regimes)))  # type: ignore[arg-type]
    brief = make_brief(replace(made, regime=decision))
    for clause in CLAUSES:
        if allowed(clause, brief):
            text = fill(clause, brief).text
            assert not re.search(r"[{}]|None|\[\]|\[ |  \w", text)
            assert text.count("[") == text.count("]")
            assert "enligt ." not in text
            assert "finns i ." not in text


def _drafted(name: str, regime: str, **facts: object) -> str:
    made, _ = tender_from_text("# 1 Upphandling", facts=facts, regime=regime)
    return fill(find_clause(name), make_brief(made)).text


def test_a_dynamic_system_in_chapter_19_does_not_point_at_rules_that_are_not_there() -> None:
    # 19 kap. 7 § mentions such systems in its rule on contract notices; how they work is not regulated there.
    assert "8 kap. 1, 2, 7, 10 och 11 §§ lagen (2016:1145)" in _drafted("dynamiskt-inkopssystem", "A", cpv="90910000-9")
    assert "Reglerna finns" not in _drafted("dynamiskt-inkopssystem", "B", cpv="90910000-9")


def test_a_guarantee_is_shared_by_several_suppliers() -> None:
    # A guarantee of 70 percent of the value to each of three suppliers would be more than the whole value.
    assert "delar på garantin" in _drafted("garanterad-volym", "A", framework=True, suppliers=3)
    assert "delar på garantin" not in _drafted("garanterad-volym", "A", framework=True, suppliers=1)
