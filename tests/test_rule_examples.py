"""Every example of every shipped rule, through one test; and what every rule must have."""

from __future__ import annotations

import pytest

from upplint.engine.examples import find_in_example, run_examples
from upplint.engine.lint import lint_rules
from upplint.engine.loader import load_rules
from upplint.engine.schema import Rule, Status

RULES = load_rules()


@pytest.mark.parametrize("rule", RULES.rules, ids=lambda r: r.id)
def test_examples_of_rule(rule: Rule) -> None:
    failed = [r for r in run_examples(rule, RULES) if not r.passed]
    assert not failed, "\n".join(f"{r.kind} {r.number}: {r.problem}\n    {r.text}" for r in failed)


@pytest.mark.parametrize("rule", RULES.rules, ids=lambda r: r.id)
def test_rule_has_what_every_rule_needs(rule: Rule) -> None:
    if rule.status is Status.DEPRECATED:
        return
    for texts in (rule.title, rule.why, rule.message, rule.advice):
        assert texts.sv.strip() and texts.en.strip()
    assert rule.law, "no legal basis"
    assert rule.sources, "no source"
    assert len(rule.examples.hit) >= 3
    assert len(rule.examples.ok) >= 3


def test_rules_pass_their_own_linter() -> None:
    problems = lint_rules(RULES)
    assert not problems, "\n".join(map(str, problems))


@pytest.mark.parametrize("rule", RULES.rules, ids=lambda r: r.id)
def test_texts_are_filled_in(rule: Rule) -> None:
    """No placeholder is left in what the user reads, in either language, and no law is cited that does not apply."""
    for example in rule.examples.hit:
        for finding in find_in_example(rule, RULES, example)[0]:
            for text in (finding.message, finding.advice, finding.why, finding.title):
                assert "{" not in text and "}" not in text, text
                assert text.strip()
            assert finding.place.excerpt


@pytest.mark.parametrize(
    "rule", [r for r in RULES.rules if r.unless or any(f.unless for f in r.find)], ids=lambda r: r.id
)
def test_every_text_mitigation_is_needed_by_an_example(rule: Rule) -> None:
    """A rule with mitigations has examples that would be wrong without any of them."""
    bare = rule.model_copy(
        update={
            "unless": (),
            "find": tuple(f.model_copy(update={"unless": ()}) for f in rule.find),
        }
    )
    changed = False
    for example in (*rule.examples.ok, *rule.examples.hit):
        findings, found, marked = find_in_example(bare, RULES, example)
        if found != marked or (example.level and any(f.level is not example.level for f in findings)):
            changed = True
    assert changed
