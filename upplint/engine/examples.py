"""Runs the examples of a rule: they are its tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from upplint.engine.context import Context
from upplint.engine.model import Finding
from upplint.engine.plan import Plan, plan_for
from upplint.engine.ruleset import RuleSet
from upplint.engine.run import run_rule
from upplint.engine.schema import Example, Rule
from upplint.engine.selection import Selection
from upplint.engine.testing import tender_from_text
from upplint.tender.model import Tender

ExampleKind = Literal["hit", "ok", "known_wrong"]


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """What became of one example.

    Attributes:
        rule: id.
        kind: `hit`, `ok` or `known_wrong`.
        number: position in its list, from 1.
        text: as written.
        passed: the rule did what the example says. A `known_wrong` passes while it is still wrong.
        problem: what was wrong, in Swedish; empty when passed.
        found: the words that were reported.
    """

    rule: str
    kind: ExampleKind
    number: int
    text: str
    passed: bool
    problem: str = ""
    found: tuple[str, ...] = ()


def run_examples(rule: Rule, ruleset: RuleSet) -> list[ExampleResult]:
    """Run every example of a rule; errors in an example count as not passed."""
    out = []
    for kind in ("hit", "ok", "known_wrong"):
        for number, example in enumerate(getattr(rule.examples, kind), start=1):
            out.append(run_example(rule, ruleset, kind, number, example))
    return out


Made = tuple[Tender, tuple[tuple[int, int, int], ...]]


def tender_of(example: Example) -> Made:
    """The tender that an example describes, and its marked places."""
    return tender_from_text(
        example.text,
        facts=example.facts,
        read_facts=example.read_facts,
        notice=example.notice,
        regime=example.regime,
        role=example.role,
        documents=example.documents,
        roles=example.roles,
        file=example.file,
    )


def find_in_example(
    rule: Rule, ruleset: RuleSet, example: Example, made: Made | None = None
) -> tuple[list[Finding], list[str], list[str]]:
    """The findings of a rule in an example, the words reported and the words marked, both in order of place.

    Args:
        rule: need not be the rule set's own (mutants).
        ruleset: for its cue lists.
        made: what `tender_of` gave for the example, when it is asked several times.
    """
    tender, marks = made or tender_of(example)
    selection = Selection(select=(rule.id,), parameters={rule.id: example.parameters})
    own = ruleset.by_id.get(rule.id) is rule
    plan = plan_for(ruleset, (rule.id,)) if own else Plan((rule,), ruleset.cues)
    context = Context(tender, plan, selection)
    findings = run_rule(context, rule)
    places = sorted({(p.document, p.start, p.end) for f in findings for p in (f.place, *f.also)})

    def words(spots: object) -> list[str]:
        return [
            f"{context.views[v].document.text[a:b]}@{v}:{a}"
            for v, a, b in spots  # type: ignore[attr-defined]
        ]

    return findings, words(places), words(marks)


def run_example(
    rule: Rule, ruleset: RuleSet, kind: ExampleKind, number: int, example: Example, made: Made | None = None
) -> ExampleResult:
    """Run one example; see `find_in_example` for `made`."""
    findings, found, marked = find_in_example(rule, ruleset, example, made)
    problem = ""
    if kind == "hit" and not marked:
        problem = "exemplet har inget markerat ställe ([[...]])"
    elif kind == "ok" and marked:
        problem = "ett exempel utan träff ska inte ha något markerat"
    elif found != marked:
        problem = f"väntade {_said(marked)}, fick {_said(found)}"
    elif kind == "hit":
        problem = _wrong_finding(example, findings)
    if kind == "known_wrong":
        problem = "" if problem or found != marked else "exemplet är rätt nu: flytta det till hit eller ok"
    spoken = tuple(w.rpartition("@")[0] for w in found)
    return ExampleResult(rule.id, kind, number, example.text, not problem, problem, spoken)


def _said(words: list[str]) -> str:
    return ", ".join(f"”{w.rpartition('@')[0]}”" for w in words) or "ingen träff"


def _wrong_finding(example: Example, findings: list[Finding]) -> str:
    if example.level is not None and any(f.level is not example.level for f in findings):
        return f"väntade nivån {example.level}, fick {', '.join(f.level for f in findings)}"
    for words in example.says:
        if not any(words in f.message.replace("\u00a0", " ") for f in findings):
            return f"”{words}” står inte i meddelandet: {' / '.join(f.message for f in findings)}"
    return ""
