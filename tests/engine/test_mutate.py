"""Changing a rule must break one of its examples: the examples hold the rules."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from upplint.engine.loader import load_rules
from upplint.engine.mutate import mutants, mutate
from upplint.engine.ruleset import RuleSet

MakeRules = Callable[..., RuleSet]

#: Largest share of changes that no example notices.
MOST = 0.10


def test_mutants_change_one_thing_each(rules: MakeRules) -> None:
    ruleset = rules(
        "find:\n  pattern: {all: [[ska], [intyg]], none: [bör], within: 3, order: true}\n"
        "when: {facts: {call_off: false}}\nunless:\n  - {phrases: [likvärdigt], scope: next, but_not: [inte]}"
    )
    assert [what for what, _ in mutants(ruleset.get("TST001"))] == [
        "unless[0] dropped",
        "unless[0].scope widened",
        "unless[0].but_not dropped",
        "when dropped",
        "find[0].pattern.all[0] dropped",
        "find[0].pattern.all[1] dropped",
        "find[0].pattern.none dropped",
        "find[0].pattern.order dropped",
        "find[0].pattern.within widened",
    ]


def test_a_rule_without_examples_lets_every_mutant_live(rules: MakeRules) -> None:
    ruleset = rules("find:\n  pattern: {all: [[ska], [intyg]], within: 3}")
    result = mutate(ruleset.get("TST001"), ruleset)
    assert (result.made, len(result.survivors)) == (3, 3)


@pytest.mark.slow
def test_examples_notice_nearly_every_change(record_property: Callable[[str, object], None]) -> None:
    ruleset = load_rules()
    results = [mutate(rule, ruleset) for rule in ruleset]
    made = sum(r.made for r in results)
    alive = sum(len(r.survivors) for r in results)
    record_property("measured", f"{alive} of {made} changes of the rules go unnoticed ({alive / made:.1%})")
    worst = sorted(results, key=lambda r: -len(r.survivors))[:5]
    assert alive <= MOST * made, "\n".join(f"{r.rule}: {', '.join(r.survivors)}" for r in worst)
