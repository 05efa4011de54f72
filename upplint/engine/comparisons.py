"""Conditions on facts and numbers, with a third answer beside yes and no: not known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from upplint.engine.conditions import MeasureTest, QuantityTest
from upplint.engine.context import Context
from upplint.engine.numbers import as_number, in_unit
from upplint.engine.primitives import Bound, FactCondition, FactNumber, FactTest
from upplint.engine.schema import Rule
from upplint.language.quantities import Quantity
from upplint.tender.model import Fact, FactValue


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a condition says.

    Attributes:
        holds: yes or no; yes when not known and the rule lets that pass.
        missing: names of facts that were needed and are not known.
        values: numbers it was compared with, for the message (`limit`, `fact`, `ratio`).
    """

    holds: bool
    missing: tuple[str, ...] = ()
    values: dict[str, object] = field(default_factory=dict)


_NO = Outcome(False)


@dataclass(frozen=True, slots=True)
class Resolved:
    """An operand as a number, with the fact it came from; `value` None when that is not known."""

    value: Decimal | None
    fact: Fact | None = None
    missing: tuple[str, ...] = ()


def resolve(operand: Any, context: Context, rule: Rule) -> Resolved:
    """The number that an operand stands for."""
    if isinstance(operand, FactNumber):
        times = resolve(operand.times, context, rule).value or Decimal(1)
        for name in operand.fact:
            fact = context.facts.get(name)
            number = as_number(fact.value) if fact else None
            if number is not None:
                return Resolved(number * times, fact)
        return Resolved(None, None, operand.fact[:1])
    if isinstance(operand, str) and operand.startswith("param:"):
        return Resolved(context.number(rule, operand[6:]))
    return Resolved(as_number(operand))


def quantity_holds(quantity: Quantity, test: QuantityTest | MeasureTest, context: Context, rule: Rule) -> Outcome:
    """Does a quantity have the unit and comparator asked for and lie within the bounds?"""
    if test.unit and quantity.unit not in test.unit:
        return _NO
    if test.comparator and quantity.comparator not in test.comparator:
        return _NO
    value = in_unit(quantity, test.as_unit)
    unknown = test.unknown if isinstance(test, MeasureTest) else "fail"
    return compare(value, test, context, rule, unknown)


def compare(value: Any, bound: Bound, context: Context, rule: Rule, unknown: str = "fail") -> Outcome:
    """Does a value lie within the bounds?

    Args:
        value: number, text or switch.
        unknown: `fail`, `pass` or `lower`, for operands that are facts that are not known.
    """
    number = as_number(value)
    missing: list[str] = []
    values: dict[str, object] = {}
    for name, operand in bound.tests:
        if name == "equals" and (isinstance(operand, bool) or (isinstance(operand, str) and ":" not in operand)):
            if value != operand:
                return Outcome(False)
            continue
        resolved = resolve(operand, context, rule)
        if resolved.value is None:
            if unknown == "fail":
                return Outcome(False, resolved.missing)
            missing.extend(resolved.missing)
            continue
        if number is None or not _holds(name, number, resolved.value):
            return Outcome(False)
        values["limit"] = resolved.value
        if resolved.fact is not None:
            values["fact"] = resolved.fact
            base = as_number(resolved.fact.value)
            if base:
                values["ratio"] = number / base
    return Outcome(True, tuple(missing) if unknown == "lower" else (), values)


def _holds(name: str, number: Decimal, limit: Decimal) -> bool:
    if name == "over":
        return number > limit
    if name == "at_least":
        return number >= limit
    if name == "under":
        return number < limit
    if name == "at_most":
        return number <= limit
    return number == limit


def test_fact(name: str, condition: FactCondition, context: Context, rule: Rule) -> Outcome:
    """Does a fact hold? For a fact with several statements (lots, CPV codes) one of them is enough."""
    facts = context.facts.all(name)
    if isinstance(condition, bool):
        known = any(f.value is True for f in facts[:1])
        return Outcome(known is condition)
    if isinstance(condition, str):
        return Outcome(any(f.value == condition for f in facts))
    if condition.known is not None and bool(facts) is not condition.known:
        return Outcome(False)
    if not facts:
        if condition.known is False or condition.unknown == "pass":
            return Outcome(True)
        return Outcome(condition.unknown == "lower", (name,))
    outcomes = (_one(f.value, condition, context, rule) for f in facts)
    return next((o for o in outcomes if o.holds), Outcome(False))


def _one(value: FactValue, test: FactTest, context: Context, rule: Rule) -> Outcome:
    text = str(value)
    if test.one_of and text not in test.one_of:
        return Outcome(False)
    if test.starts and not text.startswith(test.starts):
        return Outcome(False)
    return compare(value, test, context, rule, test.unknown)


def joined(outcomes: Iterable[Outcome]) -> Outcome:
    """All must hold; missing facts and values are put together."""
    missing: list[str] = []
    values: dict[str, object] = {}
    for outcome in outcomes:
        if not outcome.holds:
            return outcome
        missing.extend(outcome.missing)
        values |= outcome.values
    return Outcome(True, tuple(dict.fromkeys(missing)), values)
