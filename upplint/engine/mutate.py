"""Changes rules a little and asks whether their examples notice.

An example that passes with a mitigation and without it says nothing of the mitigation. The share of changes that no
example notices is a measure of how well the examples hold a rule (mutation testing).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from upplint.engine.conditions import Pattern, RequirementTest, Unless, When
from upplint.engine.examples import run_example, tender_of
from upplint.engine.primitives import Bound, Model
from upplint.engine.ruleset import RuleSet
from upplint.engine.schema import Absent, Find, Rule
from upplint.errors import UpplintError

M = TypeVar("M", bound=Model)
T = TypeVar("T")


@dataclass(frozen=True)
class MutationResult:
    """The mutants of one rule.

    Attributes:
        rule: id.
        made: number of mutants.
        survivors: what was changed in the mutants that no example noticed.
    """

    rule: str
    made: int
    survivors: tuple[str, ...]


def mutants(rule: Rule) -> Iterator[tuple[str, Rule]]:
    """The rule with one thing changed at a time: what was changed, and the changed rule."""
    for i, unless in enumerate(rule.unless):
        yield f"unless[{i}] dropped", _set(rule, unless=_without(rule.unless, i))
        for what, changed in _unless(unless):
            yield f"unless[{i}]{what}", _set(rule, unless=_replaced(rule.unless, i, changed))
    if rule.when is not None:
        for what, when in _when(rule.when):
            yield f"when{what}", _set(rule, when=when)
    for i, how in enumerate(rule.find):
        if len(rule.find) > 1:
            yield f"find[{i}] dropped", _set(rule, find=_without(rule.find, i))
        for what, changed_how in _find(how):
            yield f"find[{i}]{what}", _set(rule, find=_replaced(rule.find, i, changed_how))


def _find(how: Find) -> Iterator[tuple[str, Find]]:
    for i, unless in enumerate(how.unless):
        yield f".unless[{i}] dropped", _set(how, unless=_without(how.unless, i))
        for what, changed in _unless(unless):
            yield f".unless[{i}]{what}", _set(how, unless=_replaced(how.unless, i, changed))
    if how.when is not None:
        for what, when in _when(how.when):
            yield f".when{what}", _set(how, when=when)
    if how.pattern is not None:
        for what, pattern in _pattern(how.pattern):
            yield f".pattern{what}", _set(how, pattern=pattern)
    if how.requirement is not None:
        for what, requirement in _requirement(how.requirement):
            yield f".requirement{what}", _set(how, requirement=requirement)
    if how.absent is not None:
        for what, absent in _absent(how.absent):
            yield f".absent{what}", _set(how, absent=absent)
    if how.fact is not None:
        for what, fact in _bound(how.fact):
            yield f".fact{what}", _set(how, fact=fact)


def _unless(unless: Unless) -> Iterator[tuple[str, Unless]]:
    if unless.scope in ("sentence", "next", "near", "block", "section") and not (unless.link or unless.when):
        yield ".scope widened", _set(unless, scope="tender", side="any", within=None)
    if unless.but_not:
        yield ".but_not dropped", _set(unless, but_not=())
    if unless.effect != "silence":
        yield ".effect silences", _set(unless, effect="silence")
    if unless.pattern is not None:
        for what, pattern in _pattern(unless.pattern):
            yield f".pattern{what}", _set(unless, pattern=pattern)


def _pattern(pattern: Pattern) -> Iterator[tuple[str, Pattern]]:
    if len(pattern.all) > 1:
        for i in range(len(pattern.all)):
            marks = tuple(m if m <= i else m - 1 for m in pattern.mark if m != i + 1)
            yield f".all[{i}] dropped", _set(pattern, all=_without(pattern.all, i), mark=marks)
    if pattern.none:
        yield ".none dropped", _set(pattern, none=())
    if pattern.order:
        yield ".order dropped", _set(pattern, order=False)
    if pattern.within is not None:
        yield ".within widened", _set(pattern, within=None)
    if pattern.quantity is not None:
        yield ".quantity dropped", _set(pattern, quantity=None, mark=tuple(m for m in pattern.mark if m))


def _requirement(test: RequirementTest) -> Iterator[tuple[str, RequirementTest]]:
    for name in ("on", "force", "stage", "topic", "phrases", "none", "no_link", "evidence"):
        if getattr(test, name):
            yield f".{name} dropped", _set(test, **{name: ()})
    for name in ("pattern", "measure", "scored", "answer_required"):
        if getattr(test, name) is not None:
            yield f".{name} dropped", _set(test, **{name: None})


def _absent(test: Absent) -> Iterator[tuple[str, Absent]]:
    given = [n for n in ("phrases", "pattern", "regex", "requirement", "facts") if getattr(test, n)]
    for name in given if len(given) > 1 else ():
        empty = None if name in ("regex", "requirement") else ()
        yield f".{name} dropped", _set(test, **{name: empty})


def _bound(test: Bound) -> Iterator[tuple[str, Bound]]:
    for name, operand in test.tests:
        if isinstance(operand, Decimal):
            yield f".{name} doubled", _set(test, **{name: operand * 2 + 1})


def _when(when: When) -> Iterator[tuple[str, When | None]]:
    yield " dropped", None
    names = [n for n in type(when).model_fields if getattr(when, n) not in ((), {}, None)]
    if len(names) > 1:
        for name in names:
            empty: object = {"facts": {}, "answer_required": None}.get(name, ())
            yield f".{name} dropped", _set(when, **{name: empty})
    if len(when.facts) > 1:
        for name in when.facts:
            yield f".facts.{name} dropped", _set(when, facts={k: v for k, v in when.facts.items() if k != name})


def _set(model: M, **changes: object) -> M:
    return model.model_copy(update=changes)


def _without(values: tuple[T, ...], i: int) -> tuple[T, ...]:
    return values[:i] + values[i + 1 :]


def _replaced(values: tuple[T, ...], i: int, value: T) -> tuple[T, ...]:
    return (*values[:i], value, *values[i + 1 :])


def mutate(rule: Rule, ruleset: RuleSet) -> MutationResult:
    """Make every mutant of a rule and run its examples on it. A mutant that fails or breaks has been noticed."""
    examples = [
        (kind, number, example, tender_of(example))
        for kind in ("hit", "ok")
        for number, example in enumerate(getattr(rule.examples, kind), start=1)
    ]

    def noticed(mutant: Rule) -> bool:
        try:
            return any(
                not run_example(mutant, ruleset, kind, number, example, made).passed  # type: ignore[arg-type]
                for kind, number, example, made in examples
            )
        except (UpplintError, ValueError):
            return True

    tried = list(mutants(rule))
    return MutationResult(rule.id, len(tried), tuple(what for what, mutant in tried if not noticed(mutant)))


def main(words: list[str]) -> int:
    """Print the mutants that live, of rules named by ids or families (all without); `--rules FOLDER` adds packs."""
    from pathlib import Path

    from upplint.engine.loader import load_rules

    own = [Path(words[i + 1]) for i, w in enumerate(words[:-1]) if w == "--rules"]
    names = [w for i, w in enumerate(words) if w != "--rules" and (i == 0 or words[i - 1] != "--rules")]
    ruleset = load_rules(own)
    chosen = ruleset.matching(names) if names else frozenset(r.id for r in ruleset)
    results = [mutate(rule, ruleset) for rule in ruleset if rule.id in chosen]
    for result in results:
        print(f"{result.rule}: {len(result.survivors)} of {result.made} changes go unnoticed")
        for what in result.survivors:
            print(f"    {what}")
    made, alive = sum(r.made for r in results), sum(len(r.survivors) for r in results)
    print(f"{alive} of {made} changes go unnoticed ({alive / made if made else 0:.1%})")
    return 1 if alive > made / 10 else 0


if __name__ == "__main__":
    import sys

    sys.exit(main(sys.argv[1:]))
