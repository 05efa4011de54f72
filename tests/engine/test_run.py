"""What the engine does with a rule: ways to find, conditions, mitigations."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from upplint.engine.model import Finding, Level
from upplint.engine.ruleset import RuleSet
from upplint.engine.run import run
from upplint.engine.testing import tender_from_text

MakeRules = Callable[..., RuleSet]
PATTERN = "find:\n  pattern:\n    all: [[ska, måste], [intyg*]]\n    mark: [2]\n"


def findings(ruleset: RuleSet, text: str, language: str = "sv", **tender: object) -> tuple[Finding, ...]:
    made, _ = tender_from_text(text, **tender)  # type: ignore[arg-type]
    return run(made, ruleset, language=language)


def words(found: tuple[Finding, ...]) -> list[str]:
    return [f.place.excerpt for f in found]


# -- ways to find


def test_pattern_reads_the_lead_in_with_the_item(rules: MakeRules) -> None:
    found = findings(rules(PATTERN), "# 3.1 Krav\n\nLeverantören ska:\n- lämna intyg\n- komma i tid")
    assert words(found) == ["intyg"]
    assert found[0].place.section == "3.1"
    assert found[0].place.sentence == "Leverantören ska: lämna intyg"


def test_pattern_reads_the_cells_of_a_row_together(rules: MakeRules) -> None:
    assert words(findings(rules(PATTERN), "| Ska | Bifoga intyg |\n| Bör | Bifoga intyg |")) == ["intyg"]


def test_pattern_keeps_order_and_distance(rules: MakeRules) -> None:
    ruleset = rules("find:\n  pattern: {all: [[ska], [intyg]], order: true, within: 2}")
    assert words(findings(ruleset, "Ni ska bifoga ett intyg.")) == ["ska bifoga ett intyg"]
    assert not findings(ruleset, "Intyg ska bifogas.")
    assert not findings(ruleset, "Ni ska alltid bifoga ett giltigt intyg.")


def test_pattern_with_a_quantity(rules: MakeRules) -> None:
    ruleset = rules(
        "find:\n  pattern:\n    all: [[referens*]]\n"
        "    quantity: {kind: count, at_least: 3, comparator: [eq, ge]}\n    mark: [0, 1]"
    )
    assert words(findings(ruleset, "Ni ska lämna minst tre referenser.")) == ["minst tre referenser"]
    assert not findings(ruleset, "Ni får lämna högst tre referenser.")
    assert not findings(ruleset, "Ni ska lämna två referenser.")


def test_pattern_with_tokens_asks_the_model_only_for_candidates(rules: MakeRules) -> None:
    ruleset = rules("find:\n  pattern:\n    all: [[intyg]]\n    tokens: [[{LOWER: ett}, {LOWER: intyg}]]")
    try:
        found = findings(ruleset, "Bifoga ett intyg.\n\nBifoga intyg.")
    except Exception as error:  # the trained pipeline is not in every checkout
        pytest.skip(f"no pipeline: {error}")
    assert [f.place.sentence for f in found] == ["Bifoga ett intyg."]


def test_words_with_capitals_match_only_in_that_case(rules: MakeRules) -> None:
    ruleset = rules("find: {phrases: [KRAV, miljö*]}\ncollect: {per: each}")
    assert words(findings(ruleset, "Våra krav: KRAV-märkt mat och MILJÖHÄNSYN.")) == ["KRAV", "MILJÖHÄNSYN"]


def test_regex_reports_its_group(rules: MakeRules) -> None:
    ruleset = rules(r"find: {regex: 'senast den (?P<x>X+)'}")
    assert words(findings(ruleset, "Svara senast den XX maj.")) == ["XX"]


def test_headings_are_passed_over_unless_asked_for(rules: MakeRules) -> None:
    text = "# 1 Intyg\n\nBifoga intyg."
    assert words(findings(rules("find: {phrases: [intyg]}"), text)) == ["intyg"]
    both = rules("find: {phrases: [intyg]}\nwhen: {blocks: [heading, paragraph]}\ncollect: {per: each}")
    assert words(findings(both, text)) == ["Intyg", "intyg"]


def test_absent_stands_at_its_anchor(rules: MakeRules) -> None:
    ruleset = rules("find:\n  absent:\n    phrases: [tak*]\n    at: [{heading: [volym*]}]")
    found = findings(ruleset, "# 1 Inbjudan\n\nText.\n\n# 2 Volymer\n\nText.")
    assert words(found) == ["Volymer"]
    assert not findings(ruleset, "# 1 Inbjudan\n\nTaket är 3 Mkr.")
    assert words(findings(ruleset, "# 1 Inbjudan\n\nText.")) == ["Inbjudan"]


def test_requirement_compared_with_a_fact(rules: MakeRules) -> None:
    ruleset = rules(
        "find:\n  requirement:\n    on: tenderer\n    force: must\n    phrases: [omsättning*]\n"
        "unless:\n  - when: {facts: {estimated_value: {over: 5000000}}}\n"
    )
    text = "Anbudsgivaren ska ha en omsättning på minst 20 MSEK."
    assert words(findings(ruleset, text, facts={"estimated_value": 4_500_000})) == ["omsättning"]
    assert not findings(ruleset, text, facts={"estimated_value": 9_000_000})


def test_fact_sums_and_says_the_limit(rules: MakeRules) -> None:
    ruleset = rules("find: {fact: {sum: [term_months, extension_months], over: 48}}")
    made, _ = tender_from_text("Avtalet.", facts={"term_months": 36, "extension_months": 24})
    (found,) = run(made, ruleset)
    assert found.values["value"].replace("\u00a0", " ") == "60 månader"
    assert found.values["limit"].replace("\u00a0", " ") == "48 månader"
    assert not findings(ruleset, "Avtalet.", facts={"extension_months": 60})


def test_file_facts(rules: MakeRules) -> None:
    ruleset = rules("find: {file: {name: tagged, is: false, formats: [pdf]}}")
    assert words(findings(ruleset, "# Titel", file={"format": "pdf", "tagged": False})) == ["Titel"]
    assert not findings(ruleset, "# Titel", file={"format": "pdf"})
    assert not findings(ruleset, "# Titel", file={"format": "docx", "tagged": False})


def test_a_document_without_text(rules: MakeRules) -> None:
    absent = rules("find: {absent: {phrases: [tak*]}}\nunless:\n  - {phrases: [ord], scope: section}")
    (found,) = findings(absent, "")
    assert (found.place.excerpt, found.place.page) == ("", None)
    scanned = rules("find: {file: {name: tagged, is: false}}\nwhen: {roles: [invitation]}")
    assert len(findings(scanned, "", file={"format": "pdf", "tagged": False})) == 1


# -- where it applies


@pytest.mark.parametrize(
    ("when", "facts", "speaks"),
    [
        ("{facts: {framework: true}}", {"framework": True}, True),
        ("{facts: {framework: true}}", {}, False),
        ("{facts: {call_off: false}}", {}, True),
        ("{facts: {call_off: false}}", {"call_off": False}, True),
        ("{facts: {call_off: false}}", {"call_off": True}, False),
        ("{facts: {lots: {over: 1}}}", {"lots": 3}, True),
        ("{facts: {lots: {over: 1}}}", {"lots": 0}, False),
        ("{facts: {lots: {known: false}}}", {"lots": 0}, False),
        ('{cpv: ["85"]}', {"cpv": ["90910000", "85310000"]}, True),
        ('{cpv: ["85"]}', {}, False),
        ("{mentions: [hemtjänst*]}", {}, False),
        ('{any: [{cpv: ["85"]}, {mentions: [intyg]}]}', {}, True),
        ("{roles: [contract]}", {}, False),
        ("{section: [krav*]}", {}, True),
        ("{not_section: [krav*]}", {}, False),
    ],
)
def test_when(rules: MakeRules, when: str, facts: dict[str, object], speaks: bool) -> None:
    ruleset = rules(f"find: {{phrases: [intyg]}}\nwhen: {when}")
    assert bool(findings(ruleset, "# 2 Krav på er\n\nBifoga intyg.", facts=facts)) is speaks


@pytest.mark.parametrize(
    ("text", "speaks"),
    [
        ("Anbudsgivaren ska bifoga intyg.", True),
        ("| Intyg | minst ett |", True),
        ("Kommunen ska bifoga intyg.", False),
        ("Anbudsgivaren får bifoga intyg.", False),
        ("Den som ansöker kan bifoga intyg.", False),
        ("Kommunen bifogar intyg.", False),
        ("Kommunen godtar inte anbud utan intyg.", True),
        ("Anbud från den som inte kan bifoga intyg prövas inte.", True),
    ],
)
def test_when_nothing_forbids_it(rules: MakeRules, text: str, speaks: bool) -> None:
    """`not_on` and `not_force` hold for a must on the supplier side and where nothing was extracted."""
    ruleset = rules("find: {phrases: [intyg]}\nwhen: {not_on: [authority, nobody], not_force: [may, should]}")
    assert bool(findings(ruleset, text)) is speaks


def test_ways_that_say_the_same_are_one(rules: MakeRules) -> None:
    same = "message: {sv: Samma, en: Same}"
    ways = f"find:\n  - {{phrases: [intyg], {same}}}\n  - {{phrases: [bevis], {same}}}\n  - {{phrases: [prov]}}"
    found = findings(rules(f"{ways}\ncollect: {{by: way}}"), "Bifoga intyg. Bifoga bevis. Bifoga prov.")
    assert [(f.place.excerpt, len(f.also)) for f in found] == [("intyg", 1), ("prov", 0)]


def test_unknown_fact_lowers_and_says_so(rules: MakeRules) -> None:
    ruleset = rules(
        "find: {phrases: [intyg]}\nwhen: {facts: {estimated_value: {over: 100, unknown: lower}}}\n"
        'message_unknown: {sv: "Okänt värde.", en: "Unknown value."}'
    )
    (found,) = findings(ruleset, "Bifoga intyg.")
    assert found.level is Level.ADVICE
    assert found.message == "Okänt värde."
    assert "uppskattade värde" in found.lowered_by[0]
    (known,) = findings(ruleset, "Bifoga intyg.", facts={"estimated_value": 500})
    assert known.level is Level.WARNING
    assert not known.lowered_by


def test_silent_documents(rules: MakeRules) -> None:
    ruleset = rules("find: {phrases: [intyg]}")
    assert not findings(ruleset, "Bifoga intyg.", role="bid")
    assert not findings(ruleset, "Bifoga intyg.", role="register")
    assert not findings(ruleset, "Bifoga intyg.", role="espd")


def test_clauses_of_fixed_wording_are_not_flagged(rules: MakeRules) -> None:
    ruleset = rules(
        "find: {phrases: [omsättning*]}\ncollect: {per: each}",
        cues="standard_clause: [medelstora företag är]\n",
    )
    text = "Medelstora företag är företag med en omsättning under en gräns. Ange er omsättning."
    assert [f.place.sentence for f in findings(ruleset, text)] == ["Ange er omsättning."]


# -- mitigations

SECTION = "# 3.1 Ett\n\nNi ska ha intyg.\n\nEtt.\n\nTvå.\n\nTre.\n\n{0}\n\n# 3.2 Två\n\n{1}"


@pytest.mark.parametrize(
    ("scope", "text", "silenced"),
    [
        ("sentence", "Ni ska ha intyg eller likvärdigt.", True),
        ("sentence", "Ni ska ha intyg. Det går bra med något likvärdigt.", False),
        ("next", "Ni ska ha intyg. Det går bra med något likvärdigt.", True),
        ("next", "Något likvärdigt går bra. Ni ska ha intyg.", False),
        ("near", "Något likvärdigt går bra. Ni ska ha intyg.", True),
        ("block", "Ni ska ha intyg.\n\nNågot likvärdigt går bra.", False),
        ("section", SECTION.format("Något likvärdigt går bra.", "Text."), True),
        ("section", SECTION.format("Text.", "Något likvärdigt går bra."), False),
        ("document", SECTION.format("Text.", "Något likvärdigt går bra."), True),
        ("chapter", "# 3 Kapitel\n\n# 3.1 A\n\nNi ska ha intyg.\n\n# 3.2 B\n\nLikvärdigt.\n\n# 4 C", False),
        ("chapter", "# 3 Kapitel\n\n## 3.1 A\n\nNi ska ha intyg.\n\n## 3.2 B\n\nLikvärdigt.\n\n# 4 C", True),
    ],
)
def test_scope_of_a_mitigation(rules: MakeRules, scope: str, text: str, silenced: bool) -> None:
    ruleset = rules(f"{PATTERN}unless:\n  - phrases: [likvärdigt]\n    scope: {scope}")
    assert bool(findings(ruleset, text)) is not silenced


def test_mitigation_in_another_document(rules: MakeRules) -> None:
    ruleset = rules(f"{PATTERN}unless:\n  - phrases: [likvärdigt]\n    scope: tender")
    assert not findings(ruleset, "Ni ska ha intyg.", documents={"bilaga.txt": "Likvärdigt går bra."})


def test_side_and_distance_of_a_mitigation(rules: MakeRules) -> None:
    ruleset = rules(f"{PATTERN}unless:\n  - phrases: [exempelvis]\n    side: before\n    within: 1")
    assert not findings(ruleset, "Ni ska visa det med exempelvis ett intyg.")
    assert findings(ruleset, "Ni ska visa det med intyg, exempelvis på papper.")
    assert findings(ruleset, "Ni ska exempelvis kunna visa det med ett intyg.")


def test_mitigation_with_words_that_void_it(rules: MakeRules) -> None:
    ruleset = rules(f"{PATTERN}unless:\n  - phrases: [likvärdigt]\n    scope: next\n    but_not: [utländsk*]")
    assert not findings(ruleset, "Ni ska ha intyg. Likvärdigt går bra.")
    assert findings(ruleset, "Ni ska ha intyg. För utländska leverantörer går likvärdigt bra.")


def test_mitigation_that_repeats_the_match(rules: MakeRules) -> None:
    ruleset = rules(
        "find: {phrases: [Alfa, Beta]}\ncollect: {per: each}\n"
        "unless:\n  - {phrases: [befintlig*], scope: tender, repeats_match: true}"
    )
    assert words(findings(ruleset, "Ni ska kunna Alfa och Beta.\n\nVårt befintliga system är Alfa.")) == ["Beta"]


def test_answer_field_takes_the_exception_back(rules: MakeRules) -> None:
    ruleset = rules(f"{PATTERN}void_if_answer_required: true\nunless:\n  - phrases: [likvärdigt]\n    scope: section")
    open_question = "# 1 Krav\n\n? Ni ska ha intyg. | Fritext\n\nLikvärdigt går bra."
    closed = "# 1 Krav\n\n? Ni ska ha intyg. | Ja/Nej. Ja krävs\n\nLikvärdigt går bra."
    inside = "# 1 Krav\n\n? Ni ska ha intyg eller likvärdigt. | Ja/Nej. Ja krävs"
    assert not findings(ruleset, open_question)
    assert findings(ruleset, closed)
    assert not findings(ruleset, inside)


def test_general_clauses_lower_by_one_together(rules: MakeRules) -> None:
    reason = 'reason: {sv: "Allmänt.", en: "General."}'
    ruleset = rules(
        f"{PATTERN}unless:\n"
        f"  - {{phrases: [underleverantör*], scope: tender, effect: lower, {reason}}}\n"
        f"  - {{phrases: [kapacitet], scope: tender, effect: lower, {reason}}}",
        level="error",
    )
    (found,) = findings(ruleset, "Ni ska ha intyg.\n\nUnderleverantörer får anlitas och kapacitet åberopas.")
    assert found.level is Level.WARNING
    assert found.lowered_by == ("Allmänt.",)


def test_effect_may_name_a_level(rules: MakeRules) -> None:
    ruleset = rules(
        f"{PATTERN}unless:\n  - phrases: [nystartad*]\n    scope: section\n    effect: advice\n"
        '    reason: {sv: "Bara nystartade.", en: "New firms only."}',
        level="error",
    )
    assert findings(ruleset, "Ni ska ha intyg. Nystartade slipper.")[0].level is Level.ADVICE
