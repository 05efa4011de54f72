"""Which requirements of a tender ask for what the archetypes may lack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from upplint.advice.who_data import Case, NumberTest, WhoRule
from upplint.engine.numbers import in_unit
from upplint.language.quantities import Quantity
from upplint.requirements.model import Force, Link, On, Requirement, Stage
from upplint.tender.model import SILENT_ROLES, Part, Role, Tender

#: Documents whose requirements are not the tender's own: fixed forms, and texts that ask nothing of a supplier.
PASSED_OVER = SILENT_ROLES | {Role.ESPD, Role.PARTNERSHIP}
_UPPER = ("le", "lt")
_TIMES = ("hour", "minute")


@dataclass(frozen=True, slots=True)
class Asked:
    """A requirement that a rule recognised.

    Attributes:
        rule: the rule.
        document: index of the part.
        requirement: the requirement.
        value: its number in the trait's unit; None where it states none.
        unit: of the value.
        start, end: the words that were recognised, in the document's text; empty where they stand in the lead-in.
        answer: the answer field of its block demands a fixed answer: (start, end) of that block, else None.
    """

    rule: WhoRule
    document: int
    requirement: Requirement
    value: Decimal | None
    unit: str
    start: int
    end: int
    answer: tuple[int, int] | None = None

    def holds_link(self, link: Link) -> bool:
        """Does the link count? An answer field that demands "Ja" takes back what stands in other blocks."""
        return self.answer is None or self.answer[0] <= link.start < self.answer[1]


def mandatory(tender: Tender) -> Iterator[tuple[int, Part, Requirement]]:
    """The mandatory requirements of the tender's own documents, with the number of the part, in reading order."""
    for number, part in enumerate(tender.parts):
        if part.role in PASSED_OVER:
            continue
        for requirement in part.requirements:
            if requirement.force is Force.MUST and requirement.on in (On.TENDERER, On.SUPPLIER):
                yield number, part, requirement


def asked(tender: Tender, rules: Sequence[WhoRule], *, divided: bool) -> tuple[Asked, ...]:
    """What the tender asks for, by rule and in reading order.

    Args:
        tender: with its requirements.
        rules: tried one by one; a requirement may be recognised by several.
        divided: the tender has lots; rules on undivided tenders are left out.
    """
    found = []
    sections = _sections(tender)
    for number, part, requirement in mandatory(tender):
        text = requirement.full_text.lower()
        around = sections[number, requirement.section]
        for rule in rules:
            if requirement.on not in rule.on or (divided and rule.undivided):
                continue
            if requirement.stage is Stage.FORMALITY and not rule.formality and not _qualifies(requirement):
                continue
            if requirement.stage is Stage.AWARD or requirement.points is not None:
                continue
            one = _asked(rule, number, part, requirement, text)
            if one is not None and not (rule.not_beside and rule.not_beside.search(around)):
                found.append(one)
    return tuple(found)


def _sections(tender: Tender) -> Mapping[tuple[int, str], str]:
    """The mandatory requirements of each section of each document, in lower case, a line each."""
    found: dict[tuple[int, str], list[str]] = {}
    for number, _, requirement in mandatory(tender):
        found.setdefault((number, requirement.section), []).append(requirement.full_text.lower())
    return {key: "\n".join(texts) for key, texts in found.items()}


def _qualifies(requirement: Requirement) -> bool:
    """Is it about the tenderer although it stands among the formalities?"""
    return requirement.topic not in ("form", "other", "volume", "documentation", "price", "evaluation")


def _asked(rule: WhoRule, number: int, part: Part, requirement: Requirement, text: str) -> Asked | None:
    for case in rule.when:
        span = _span(case, requirement, text)
        if span is None:
            continue
        test = case.measure or rule.measure
        quantity = _number(test, requirement) if test else None
        if case.measure is not None and quantity is None and not _valueless(case.measure):
            continue
        if case.measure is not None and not any(_is(case.measure, m.what, m.quantity) for m in requirement.measures):
            continue
        value = _value(quantity) if quantity else None
        if value is None:
            value = rule.default
        unit = quantity.unit if quantity else ""
        block = part.document.blocks[requirement.block] if part.document.blocks else None
        answered = block is not None and block.answer is not None and block.answer.required is not None
        answer = (block.start, block.end) if block is not None and answered else None
        return Asked(rule, number, requirement, value, unit, *span, answer)
    return None


def _valueless(test: NumberTest) -> bool:
    """A test that asks only for what is measured (a grade has no number to compare)."""
    return not (test.unit or test.counted or test.least is not None or test.most is not None)


def _span(case: Case, requirement: Requirement, text: str) -> tuple[int, int] | None:
    """The words (else the number) recognised, as offsets in the document; empty where they stand in the lead-in."""
    if case.topic and requirement.topic not in case.topic:
        return None
    if case.none and case.none.search(text):
        return None
    own = requirement.start
    if case.words is None:
        assert case.measure is not None  # the schema sees to it
        tested = [m.quantity for m in requirement.measures if _is(case.measure, m.what, m.quantity)]
        return (tested[0].start, tested[0].end) if tested else None
    if not case.words.search(text):
        return None
    match = case.words.search(requirement.text.lower())
    return (own + match.start(), own + match.end()) if match else (own, own)


def _number(test: NumberTest, requirement: Requirement) -> Quantity | None:
    """The largest number that passes the test and bounds from below (times: the smallest)."""
    passing = [m.quantity for m in requirement.measures if _is(test, m.what, m.quantity)]
    passing = [q for q in passing if _value(q) is not None]
    if test.most is not None:
        return min(passing, key=lambda q: _value(q) or Decimal(0), default=None)
    passing = [q for q in passing if q.comparator not in _UPPER or "lookback" in q.notes]
    return max(passing, key=lambda q: _value(q) or Decimal(0), default=None)


def _is(test: NumberTest, what: str, quantity: Quantity) -> bool:
    if test.what and what not in test.what:
        return False
    unit = "year" if quantity.unit == "month" and "year" in test.unit else quantity.unit
    if test.unit and unit not in test.unit:
        return False
    if test.counted and not (quantity.counted and test.counted.search(quantity.counted.lower())):
        return False
    if test.least is None and test.most is None:
        return True
    value = _hours(quantity) if quantity.unit in _TIMES else quantity.value
    if value is None:
        return False
    return (test.least is None or value >= test.least) and (test.most is None or value <= test.most)


def _value(quantity: Quantity) -> Decimal | None:
    return in_unit(quantity, "year") if quantity.unit == "month" else quantity.value


def _hours(quantity: Quantity) -> Decimal | None:
    if quantity.value is None:
        return None
    return quantity.value / 60 if quantity.unit == "minute" else quantity.value
