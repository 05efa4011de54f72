"""When a rule applies, and what takes a finding back."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import Field, model_validator

from upplint.engine.primitives import (
    Bound,
    Effect,
    FactCondition,
    Forces,
    Kinds,
    Links,
    Model,
    Names,
    Ons,
    Phrases,
    Regimes,
    Roles,
    Stages,
    Texts,
)

#: How far around a match a mitigation or a partner may stand.
Scope = Literal["sentence", "next", "near", "block", "section", "chapter", "document", "tender"]


class QuantityTest(Bound):
    """A quantity in the sentence.

    Attributes:
        kind: `money`, `period`, `count`, `percent`, `date` ... as in `upplint.language.quantities`.
        unit: `SEK`, `month`, `percent` ..., empty for any.
        comparator: how the text bounds it (`ge`, `gt`, `eq`, `le`, `lt`, `approx`), empty for any.
        as_unit: periods are compared (and shown) in this unit: `day`, `week`, `month` or `year`.
        near: at most so many words from the first group's match; None for anywhere in the sentence.
    """

    kind: Names
    unit: Names = ()
    comparator: Names = ()
    as_unit: Literal["day", "week", "month", "year"] | None = None
    near: int | None = Field(None, ge=0)


class Pattern(Model):
    """Words that stand together. Groups are any-of lists; each must occur.

    Attributes:
        all: the groups.
        none: words that must not occur in the same stretch.
        order: the groups follow each other in the order given.
        within: at most so many words between one group and the next (implies no order by itself).
        scope: the stretch: `sentence` (a list item has its lead-in, a table row all its cells), `block` or `section`.
        mark: which groups make up the reported span, counted from 1; all that stand in the item when empty.
        each: report every place of the marked groups, not only the first in the stretch.
        quantity: a quantity that must stand in the sentence too; group 0 in `mark`.
        tokens: spaCy token patterns, tried only on sentences that hold all groups; any of them must match.
    """

    all: tuple[Phrases, ...] = Field(min_length=1)
    none: Phrases = ()
    order: bool = False
    within: int | None = Field(None, ge=0)
    scope: Literal["sentence", "block", "section"] = "sentence"
    mark: tuple[int, ...] = ()
    each: bool = False
    quantity: QuantityTest | None = None
    tokens: tuple[tuple[dict[str, object], ...], ...] = ()

    @model_validator(mode="after")
    def _marks_exist(self) -> Pattern:
        for n in self.mark:
            if n > len(self.all) or n < 0 or (n == 0 and self.quantity is None):
                raise ValueError(f"mark: there is no group {n}")
        if self.scope != "sentence" and (self.tokens or self.quantity):
            raise ValueError("tokens and quantity need scope: sentence")
        return self


class When(Model):
    """Conditions. All that are given must hold.

    On the tender: `facts`, `regime`, `cpv`, `mentions`, `not_mentions`. On the place: the others.

    Attributes:
        facts: name -> test; see `FactCondition`.
        regime: the procurement is, or may be, under one of these.
        cpv: beginnings of CPV codes; one of the tender's codes must begin so.
        mentions, not_mentions: phrases that stand (do not stand) anywhere in the tender.
        roles, not_roles: role of the document.
        blocks: kinds of blocks; without it headings are passed over.
        section, not_section: words in a heading above the place (or in it).
        on, force, stage, topic: labels of a requirement in the sentence.
        not_on, not_force: some requirement in the sentence is on nobody of these and has none of these forces. Holds
            too where nothing was extracted: a table cell, a line of a form, the present tense without a modal.
        binding: the sentence binds the tenderer's side, as a requirement or as a plain statement (`binds`); false: it
            does not.
        answer_required: the answer field of the block demands "Ja".
        any: at least one of these sets of conditions must hold too.
    """

    facts: dict[str, FactCondition] = Field(default_factory=dict)
    regime: Regimes = ()
    cpv: Names = ()
    mentions: Phrases = ()
    not_mentions: Phrases = ()
    roles: Roles = ()
    not_roles: Roles = ()
    blocks: Kinds = ()
    section: Phrases = ()
    not_section: Phrases = ()
    on: Ons = ()
    force: Forces = ()
    stage: Stages = ()
    topic: Names = ()
    not_on: Ons = ()
    not_force: Forces = ()
    binding: bool | None = None
    answer_required: bool | None = None
    any: tuple[When, ...] = ()


class Unless(Model):
    """A mitigation: what takes a finding back or lowers it. All that are given must hold.

    Attributes:
        phrases: one of them stands within the scope.
        pattern: words that stand together within the scope.
        regex: a regular expression that matches within the scope.
        link: kinds or cue names of links of the requirement.
        when: conditions (facts, regime, labels of the place).
        scope: how far around the match: `sentence`; `next`/`near` so many `sentences` after / on both sides within
            the section; `block`; `section` (the closest numbered heading and all below it); `chapter` (the heading
            above that); `document`; `tender`.
        side: the words stand before or after the match (scope `sentence` only).
        within: at most so many words from the match (scope `sentence` only).
        repeats_match: the sentence of the mitigation must hold the matched words too ("vårt befintliga system X").
        but_not: a sentence with one of these words does not count ("utländska", "godtas inte").
        shared: counts for every match around it. Otherwise, beyond the sentence, it does not count where it belongs to
            another demand that the rule finds: where that one stands in the same sentence, or before it while ours
            comes after.
        effect: `silence`, `lower` (one level), or the level it is lowered to at most.
        reason: said with the finding when it is lowered.
        void_if_answer_required: where the answer field of the match demands "Ja" and the mitigation stands in
            another block, it does not count. None: as the rule says.
    """

    phrases: Phrases = ()
    pattern: Pattern | None = None
    regex: str | None = None
    link: Links = ()
    when: When | None = None
    scope: Scope = "sentence"
    sentences: int = Field(2, ge=1, le=20)
    side: Literal["before", "after", "any"] = "any"
    within: int | None = Field(None, ge=0)
    repeats_match: bool = False
    but_not: Phrases = ()
    shared: bool = False
    effect: Effect = "silence"
    reason: Texts | None = None
    void_if_answer_required: bool | None = None

    @model_validator(mode="after")
    def _has_a_test(self) -> Unless:
        if not (self.phrases or self.pattern or self.regex or self.link or self.when):
            raise ValueError("a mitigation needs phrases, pattern, regex, link or when")
        if self.scope != "sentence" and (self.side != "any" or self.within is not None):
            raise ValueError("side and within need scope: sentence")
        if self.effect != "silence" and self.reason is None:
            raise ValueError("a mitigation that lowers the level needs a reason (sv and en)")
        return self


class MeasureTest(Bound):
    """A number tied to what it measures.

    Attributes:
        what: names of measures ("turnover", "references"); any of them.
        unit: `SEK`, `month`, `percent` ..., empty for any.
        comparator: how the text bounds it (`ge`, `gt`, `eq`, `le`, `lt`, `approx`), empty for any.
        as_unit: periods are compared (and shown) in this unit: `day`, `week`, `month` or `year`.
        unknown: what happens when a fact it is compared with is not known.
    """

    what: Names = ()
    unit: Names = ()
    comparator: Names = ()
    as_unit: Literal["day", "week", "month", "year"] | None = None
    unknown: Literal["fail", "pass", "lower"] = "lower"


class RequirementTest(Model):
    """Selects extracted requirements. All that are given must hold.

    Attributes:
        on, force, stage, topic: labels.
        phrases: one of them stands in the requirement or its lead-in.
        pattern: words that stand together in it.
        none: words that must not stand in it.
        measure: one of its numbers.
        link, no_link: kinds or cue names of links it has (has not).
        evidence: when proof is to be handed in: `tender`, `request`, `before_contract`, `start`.
        scored: it carries points (true) or not (false).
        answer_required: the answer field demands "Ja".
        certainty: its labels are at least so sure, 0-1.
        mark: what is reported: `phrases` (or the pattern), `measure`, or the whole `requirement`; by default the
            first of these that the test has.
    """

    on: Ons = ()
    force: Forces = ()
    stage: Stages = ()
    topic: Names = ()
    phrases: Phrases = ()
    pattern: Pattern | None = None
    none: Phrases = ()
    measure: MeasureTest | None = None
    link: Links = ()
    no_link: Links = ()
    evidence: Names = ()
    scored: bool | None = None
    answer_required: bool | None = None
    certainty: Decimal = Decimal(0)
    mark: Literal["phrases", "measure", "requirement"] | None = None
