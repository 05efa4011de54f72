"""What the engine does with a rule: conditions, mitigations, levels, collection, positions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from upplint.engine.loader import load_rules
from upplint.engine.model import Confidence, Finding, Level
from upplint.engine.ruleset import RuleSet, Selection
from upplint.engine.run import run
from upplint.engine.testing import document_from_text, tender_from_text
from upplint.errors import ConfigError
from upplint.tender.build import build_tender, make_part

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


# -- level and law by regime

BY_REGIME = {"level": "{A: error, B: warning}", "law": "{A: [LOU 9:6], B: [LOU 19:2]}"}


@pytest.mark.parametrize(
    ("regime", "level", "law"),
    [
        ("A", Level.ERROR, ("LOU 9:6",)),
        ("B", Level.WARNING, ("LOU 19:2",)),
        ("C", None, ()),
        (None, Level.WARNING, ("LOU 9:6", "LOU 19:2")),
    ],
)
def test_level_and_law_follow_the_regime(
    rules: MakeRules, regime: str | None, level: Level | None, law: tuple[str, ...]
) -> None:
    found = findings(rules("find: {phrases: [intyg]}", **BY_REGIME), "Bifoga intyg.", regime=regime)
    assert [f.level for f in found] == ([level] if level else [])
    for finding in found:
        assert finding.law == law
        assert bool(finding.law_note) is (regime is None)


def test_undecided_regime_lowers_a_duty_of_a_only(rules: MakeRules) -> None:
    ruleset = rules("find: {phrases: [intyg]}", level="{A: warning}", law="{A: [LOU 9:6]}")
    (found,) = findings(ruleset, "Bifoga intyg.")
    assert found.level is Level.ADVICE
    assert found.lowered_by
    assert findings(ruleset, "Bifoga intyg.", regime="A")[0].level is Level.WARNING


def test_law_note_gives_both_paragraphs(rules: MakeRules) -> None:
    (found,) = findings(rules("find: {phrases: [intyg]}", **BY_REGIME), "Bifoga intyg.")
    assert "9 kap. 6 § LOU" in found.law_note
    assert "19 kap. 2 § LOU" in found.law_note


def test_a_source_that_is_not_sure_to_apply_is_said_so(rules: MakeRules) -> None:
    ruleset = rules("find: {phrases: [intyg]}", level="{B: warning}", law='{B: ["HFD 2022 ref. 4"]}')
    (found,) = findings(ruleset, "Bifoga intyg.", regime="B")
    assert "inte prövat" in found.law_note


def test_a_sister_act_is_cited_by_its_own_numbers(rules: MakeRules) -> None:
    ruleset = rules("find: {phrases: [intyg]}", level="{A: error}", law="{A: [LOU 14:1, LOU 14:4]}")
    (found,) = findings(ruleset, "Bifoga intyg.", regime="A", facts={"law": "LUF"})
    assert (found.level, found.law, found.law_note) == (Level.ERROR, ("LUF 14:2",), "")
    (other,) = findings(ruleset, "Bifoga intyg.", regime="A", facts={"law": "LOU"})
    assert other.law == ("LOU 14:1", "LOU 14:4")


def test_a_provision_without_a_known_counterpart_is_said_so_and_is_no_error(rules: MakeRules) -> None:
    ruleset = rules("find: {phrases: [intyg]}", level="{A: error}", law="{A: [LOU 15:14]}")
    (found,) = findings(ruleset, "Bifoga intyg.", regime="A", facts={"law": "LUF"})
    assert (found.level, found.law) == (Level.WARNING, ("LOU 15:14",))
    assert "Upphandlingen följer LUF" in found.law_note
    assert found.lowered_by


def test_other_laws_and_court_decisions_stay_under_a_sister_act(rules: MakeRules) -> None:
    ruleset = rules("find: {phrases: [intyg]}", level="{A: error}", law='{A: [LOU 4:1, "C-23/20", Språklagen 11]}')
    (found,) = findings(ruleset, "Bifoga intyg.", regime="A", facts={"law": "LUK"})
    assert found.law == ("LUK 4:1", "C-23/20", "Språklagen 11")


def test_a_system_of_choice_is_judged_by_the_principles_of_its_own_act(rules: MakeRules) -> None:
    law = "{A: [LOU 14:1], B: [LOU 19:2], C: [LOU 19a:8]}"
    tender, _ = tender_from_text("Bifoga intyg.")
    tender = replace(tender, regime=replace(tender.regime, law="LOV", candidates=()))
    (found,) = run(tender, rules("find: {phrases: [intyg]}", level="error", law=law))
    assert (found.level, found.law) == (Level.WARNING, ("LOV 1:2",))


# -- one finding a barrier


@pytest.mark.parametrize(
    ("collect", "places"),
    [
        ("{per: tender}", [["intyg", "Intyget", "intyg"]]),
        ("{per: section}", [["intyg", "Intyget"], ["intyg"]]),
        ("{per: each}", [["intyg"], ["Intyget"], ["intyg"]]),
        ("{per: tender, by: matched}", [["intyg", "intyg"], ["Intyget"]]),
        ("{per: section, at_least: 2}", [["intyg", "Intyget"]]),
    ],
)
def test_collect(rules: MakeRules, collect: str, places: list[list[str]]) -> None:
    ruleset = rules(f"find: {{phrases: [intyg*]}}\ncollect: {collect}")
    found = findings(ruleset, "# 1 A\n\nBifoga intyg. Intyget är nytt.\n\n# 2 B\n\nLämna intyg.")
    assert [[f.place.excerpt, *(a.excerpt for a in f.also)] for f in found] == places


def test_the_heaviest_place_leads(rules: MakeRules) -> None:
    ruleset = rules(
        f"{PATTERN}unless:\n  - phrases: [helst]\n    effect: advice\n    reason: {{sv: Helst., en: Preferably.}}"
    )
    (found,) = findings(ruleset, "Ni ska helst ha intyg från revisor.\n\nNi ska ha intyg från bank.")
    assert found.level is Level.WARNING
    assert found.place.sentence == "Ni ska ha intyg från bank."
    assert [a.sentence for a in found.also] == ["Ni ska helst ha intyg från revisor."]


def test_the_first_way_to_find_counts(rules: MakeRules) -> None:
    ruleset = rules(
        "find:\n  - phrases: [aktuellt intyg]\n  - phrases: [intyg]\n    level: advice\ncollect: {per: each}"
    )
    found = findings(ruleset, "Bifoga aktuellt intyg och ett intyg till.")
    assert [(f.place.excerpt, f.level) for f in found] == [
        ("aktuellt intyg", Level.WARNING),
        ("intyg", Level.ADVICE),
    ]


def test_fingerprint_outlives_pages_and_sections(rules: MakeRules) -> None:
    ruleset = rules("find: {phrases: [intyg]}\ncollect: {per: each}")
    before = findings(ruleset, "# 1 Krav\n\nBifoga intyg.\n\nBifoga intyg.")
    after = findings(ruleset, "# 1 Nytt\n\nMer text.\n\n---\n\n# 2 Krav\n\nBifoga intyg.\n\nBifoga intyg.")
    assert [f.fingerprint for f in before] == [f.fingerprint for f in after]
    assert len({f.fingerprint for f in before}) == 2


def test_what_could_not_be_read_makes_absence_less_sure(rules: MakeRules) -> None:
    from dataclasses import replace

    from upplint.documents.model import Gap, GapKind

    ruleset = rules("find: {absent: {phrases: [tak*]}}\nconfidence: high")
    made, _ = tender_from_text("# Inbjudan")
    part = made.parts[0]
    unread = replace(part.document, gaps=(Gap(GapKind.SCANNED, "exempel.txt", "Sidan är en bild."),))
    (found,) = run(replace(made, parts=(replace(part, document=unread),)), ruleset)
    assert found.confidence is Confidence.MEDIUM


# -- texts


def test_texts_in_english(rules: MakeRules) -> None:
    (found,) = findings(rules("find: {phrases: [intyg]}"), "Bifoga intyg.", language="en")
    assert found.message == "Found: intyg"
    assert found.title == "Test"


def test_organisation_sets_parameters_and_levels() -> None:
    ruleset = load_rules()
    made, _ = tender_from_text("Leverantören ska städa rummen varje dag och sedan låsa dörren noga.")
    short = Selection(select=("LAN004",), parameters={"LAN004": {"requirement_words": 15, "words": 15}})
    assert not run(made, ruleset, short)
    wrong = Selection(select=("LAN004",), parameters={"LAN004": {"words": 3}})
    with pytest.raises(ConfigError, match="inom 15–100"):
        run(made, ruleset, wrong)
    made, _ = tender_from_text("Anbudsgivaren ska vara registrerad för F-skatt.")
    (found,) = run(made, ruleset, Selection(select=("ECO008",), levels={"ECO008": Level.ADVICE}))
    assert found.level is Level.ADVICE


def test_text_that_stands_again_in_a_later_document_is_reported_once_with_every_place(rules: MakeRules) -> None:
    text = "# 1 Krav\n\nAnbudsgivaren ska lämna intyg från minst två tidigare kunder inom de senaste tre åren."
    parts = [make_part(document_from_text(text, file=name).document) for name in ("ett.txt", "två.txt", "tre.txt")]
    (found,) = run(build_tender("anbud", parts), rules(PATTERN))
    assert found.place.file == "ett.txt"
    assert [(p.file, p.excerpt) for p in found.also] == [("två.txt", "intyg"), ("tre.txt", "intyg")]
