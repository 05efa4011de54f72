"""What the engine makes of what it found: levels, law, one finding a barrier, texts."""

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
