"""The linter of rules says what the schema cannot see."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from upplint.engine.lint import lint_rules
from upplint.engine.ruleset import RuleSet

MakeRules = Callable[..., RuleSet]


def problems(ruleset: RuleSet) -> list[str]:
    """What the linter says, without the missing examples of the test's rule."""
    return [p.message for p in lint_rules(ruleset) if not p.message.startswith("examples.")]


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("find:\n  pattern: {all: [[ska], [intyg]], none: [intyg, bevis]}", "grupp 2 kan aldrig träffa"),
        ("find:\n  pattern: {all: [[ska]], order: true}", "order kräver minst två grupper"),
        ("find: {regex: '(öppen'}", "går inte att läsa"),
        ("find: {check: saknas.helt}", "kontrollen saknas.helt finns inte"),
        ("find: {check: language.number_mismatch, params: {gräns: 3}}", "tar ingen uppgift gräns"),
        (
            "find: {phrases: [a]}\nparameters: {most: {default: 3, what: {sv: x, en: x}}}",
            "inställningen most används inte",
        ),
        ("find: {fact: {name: lots, over: param:most}}", "inställningen most finns inte i parameters"),
        ('find: {phrases: [a], message: {sv: "{tal}", en: "{tal}"}}', "{tal} i en text fylls inte i av phrases"),
        (f"find: {{phrases: [a]}}\nsources: []\nredirects: [TST001]\nclause: {'x' * 3}", "hänvisar om TST001"),
    ],
)
def test_problem(rules: MakeRules, body: str, says: str) -> None:
    found = problems(rules(body))
    assert any(says in message for message in found), found


@pytest.mark.parametrize(
    ("level", "law", "says"),
    [
        ("warning", "[LOU 99:1]", "LOU 99:1 finns inte i tabellen"),
        ("warning", "[LOU 4 kap]", "ingen lagrumshänvisning"),
        ("warning", "{B: [LOU 4:14]}", "LOU 4:14 gäller inte i B"),
        ("{A: error, B: warning}", "{A: [LOU 4:14]}", "nivå men inget lagrum för B"),
        ("warning", '["19a:8"]', "skriv LOU 19a:8"),
    ],
)
def test_law(rules: MakeRules, level: str, law: str, says: str) -> None:
    found = problems(rules("find: {phrases: [a]}", level=level, law=law))
    assert any(says in message for message in found), found


def test_missing_examples_are_named(rules: MakeRules) -> None:
    found = [str(p) for p in lint_rules(rules("find: {phrases: [a]}"))]
    assert any("test.yaml, rad 4: TST001: examples.hit har 0 exempel, minst 3" in p for p in found)


def test_a_sound_rule_has_no_problem(rules: MakeRules) -> None:
    assert problems(rules("find: {phrases: [a]}", law="[LOU 19:2]")) == []
