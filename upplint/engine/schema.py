"""What a rule pack may say. `docs/writing-rules.md` explains it to those who write rules.

The models are the only definition of the format: the loader, the JSON Schema for editors and the rule linter read them.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field, StrictBool, model_validator

from upplint.engine.conditions import Pattern, RequirementTest, Unless, When
from upplint.engine.model import LEVELS, Confidence, Level
from upplint.engine.primitives import Bound, FactCondition, Helps, Model, Names, Phrases, Regime, Texts
from upplint.tender.model import Role


class Status(StrEnum):
    """Where a rule is in its life."""

    PREVIEW = "preview"  # runs only when selected or in the widest profile
    STABLE = "stable"
    DEPRECATED = "deprecated"  # runs only when selected


class Anchor(Model):
    """A place to put a finding on the whole tender: the first anchor that exists is used.

    Attributes:
        fact: where the first known of these facts is stated.
        phrases: the first place of one of these words.
        heading: the first heading with one of these words.
        title: the title of the first document (always exists).
    """

    fact: Names = ()
    phrases: Phrases = ()
    heading: Phrases = ()
    title: bool = False


class Absent(Model):
    """Nothing in the tender says it. Everything that is given must be missing.

    Attributes:
        phrases, pattern, regex, requirement: what would count as said.
        facts: names of facts that would count as said when known.
        at: where to put the finding.
    """

    phrases: Phrases = ()
    pattern: tuple[Pattern, ...] = ()
    regex: str | None = None
    requirement: RequirementTest | None = None
    facts: Names = ()
    at: tuple[Anchor, ...] = ()

    @model_validator(mode="after")
    def _has_a_test(self) -> Absent:
        if not (self.phrases or self.pattern or self.regex or self.requirement or self.facts):
            raise ValueError("absent needs phrases, pattern, regex, requirement or facts")
        return self


class FactFind(Bound):
    """A fact, or the sum of several, within bounds; reported where it is stated.

    Attributes:
        name: the fact (the first known of several).
        sum: facts to be added; those that are not known count 0, but the first must be known.
        unknown: what happens when a fact it is compared with is not known.
    """

    name: Names = ()
    sum: Names = ()
    unknown: Literal["fail", "lower"] = "fail"

    @model_validator(mode="after")
    def _one_of_them(self) -> FactFind:
        if bool(self.name) == bool(self.sum):
            raise ValueError("fact needs either name or sum")
        return self


class FileFind(Bound):
    """Something the file says of itself (a field of `upplint.documents.model.FileFacts`), reported at its title.

    Attributes:
        name: the field; `format` for the file's format.
        formats: only files of these formats.
    """

    name: str
    formats: Names = ()


class TermsFind(Model):
    """Words of the lexicon, in all their forms, with what to write instead (`upplint.language.terms`).

    Attributes:
        category, advice, legal: only terms with one of these values; all when empty.
        inflected: only places where the replacement is known in the same inflection (true) or is not (false).
        first_only: only the first place of each term in the tender.
    """

    category: Names = ()
    advice: Names = ()
    legal: Names = ()
    inflected: bool | None = None
    first_only: bool = False

    @model_validator(mode="after")
    def _narrows(self) -> TermsFind:
        if not (self.category or self.advice or self.legal):
            raise ValueError("terms needs category, advice or legal")
        return self


def _pairs(value: Any) -> Any:
    """A list of phrases, or a mapping phrase -> replacement, as a mapping."""
    if isinstance(value, str):
        return {value: ""}
    if isinstance(value, (list, tuple)):
        return dict.fromkeys(value, "")
    return value


PhrasePairs = Annotated[
    dict[str, str], BeforeValidator(_pairs, json_schema_input_type=str | list[str] | dict[str, str])
]


class Find(Model):
    """One way to find what the rule is about. Exactly one of the first nine keys is given.

    Attributes:
        phrases: words or phrases (list), or phrase -> what to write instead (`{replacement}`).
        pattern: words that stand together in a sentence.
        regex: a regular expression; group `x` is the span when there is one. Runs on one block at a time.
        requirement: an extracted requirement.
        absent: nothing in the tender says it.
        fact: a fact within bounds.
        file: something the file says of itself.
        terms: words of a lexicon.
        check: `module.name` of a named check; `params` goes to it.
        when: further conditions for this way.
        unless: further mitigations for this way.
        level: level for this way instead of the rule's.
        confidence: likewise.
        by: how hits of this way are put together, instead of the rule's `collect.by`.
        message, message_unknown, advice, rewrite: texts for this way instead of the rule's.
    """

    phrases: PhrasePairs = Field(default_factory=dict)
    pattern: Pattern | None = None
    regex: str | None = None
    requirement: RequirementTest | None = None
    absent: Absent | None = None
    fact: FactFind | None = None
    file: FileFind | None = None
    terms: TermsFind | None = None
    check: str | None = Field(None, pattern=r"^[a-z_]+\.[a-z_]+$")
    params: dict[str, Any] = Field(default_factory=dict)
    when: When | None = None
    unless: tuple[Unless, ...] = ()
    level: Level | dict[Regime, Level] | None = None
    confidence: Confidence | None = None
    by: str | None = None
    message: Texts | None = None
    message_unknown: Texts | None = None
    advice: Texts | None = None
    rewrite: str | None = None

    @property
    def kind(self) -> str:
        """Name of the key that says how to find."""
        return self.kinds()[0]

    def kinds(self) -> list[str]:
        """Names of all such keys that are given (one, in a valid rule)."""
        names = ("phrases", "pattern", "regex", "requirement", "absent", "fact", "file", "terms", "check")
        return [n for n in names if getattr(self, n)]

    @model_validator(mode="after")
    def _one_kind(self) -> Find:
        if len(self.kinds()) != 1:
            raise ValueError(
                "find needs exactly one of phrases, pattern, regex, requirement, absent, fact, file, terms, check"
            )
        if self.params and not self.check:
            raise ValueError("params need check")
        return self


class Parameter(Model):
    """A number, list or switch that an organisation may set.

    Attributes:
        default: used when nothing is set.
        what: what it is.
        min, max: allowed range of a number.
    """

    default: StrictBool | Decimal | str | tuple[str, ...]
    what: Texts
    min: Decimal | None = None
    max: Decimal | None = None


class Collect(Model):
    """How several hits become findings.

    Attributes:
        per: one finding a `tender`, `document` or `section` with the other places listed, or `each` hit its own.
        by: only hits with the same value are put together: `matched` words, the `way` they were found, or a value
            by its name (`term` ...).
        at_least: fewer hits together are no finding.
    """

    per: Literal["tender", "document", "section", "each"] = "tender"
    by: str | None = None
    at_least: int = Field(1, ge=1)


class Example(Model):
    """A text and what the rule says of it.

    Attributes:
        text: mini format of `upplint.engine.testing`; `[[...]]` marks what is to be reported.
        role: role of the document; `documents` for more than one.
        documents: further documents of the tender (title -> text).
        facts: facts of the tender, as a user states them.
        read_facts: facts are read from the text too, as in a real tender.
        notice: facts that the notice states.
        regime: A, B or C; not decided when left out.
        parameters: values set by the organisation.
        file: what the file says of itself (`FileFacts` fields, `format`).
        level: the level expected (hits only).
        says: words that the message must hold (hits only).
        why: why it is no hit, or why it is wrong today.
    """

    text: str
    role: Role = Role.INVITATION
    documents: dict[str, str] = Field(default_factory=dict)
    roles: dict[str, Role] = Field(default_factory=dict)
    facts: dict[str, StrictBool | Decimal | str | tuple[Decimal | str, ...]] = Field(default_factory=dict)
    read_facts: StrictBool = False
    notice: dict[str, StrictBool | Decimal | str | tuple[Decimal | str, ...]] = Field(default_factory=dict)
    regime: Regime | None = None
    parameters: dict[str, StrictBool | Decimal | str | tuple[str, ...]] = Field(default_factory=dict)
    file: dict[str, StrictBool | int | str | list[int] | None] = Field(default_factory=dict)
    level: Level | None = None
    says: Phrases = ()
    why: str = ""


def _example(value: Any) -> Any:
    return {"text": value} if isinstance(value, str) else value


Examples = tuple[Annotated[Example, BeforeValidator(_example, json_schema_input_type=str | Example)], ...]


class ExampleSet(Model):
    """The examples of a rule.

    Attributes:
        hit: must be reported, exactly at the marked places.
        ok: must not be reported.
        known_wrong: wrong today: marked places that are not found, or unmarked text that is reported. Kept, counted
            and shown; a test says when one of them has become right.
    """

    hit: Examples = ()
    ok: Examples = ()
    known_wrong: Examples = ()


class Rule(Model):
    """One rule. The comments in `docs/writing-rules.md` are its manual."""

    id: str = Field(pattern=r"^[A-Z]{3}[0-9]{3}$")
    name: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=50)
    title: Texts
    level: Level | dict[Regime, Level]
    confidence: Confidence = Confidence.MEDIUM
    profile: str = "standard"
    status: Status = Status.STABLE
    redirects: tuple[str, ...] = ()
    helps: Helps = ()
    why: Texts
    law: dict[Regime, tuple[str, ...]] | tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    parameters: dict[str, Parameter] = Field(default_factory=dict)
    when: When | None = None
    find: Annotated[
        tuple[Find, ...],
        BeforeValidator(lambda v: [v] if isinstance(v, dict) else v, json_schema_input_type=Find | list[Find]),
    ] = Field(min_length=1)
    unless: tuple[Unless, ...] = ()
    void_if_answer_required: bool = False
    collect: Collect = Field(default_factory=lambda: Collect(per="tender", by=None, at_least=1))
    message: Texts
    message_unknown: Texts | None = None
    advice: Texts
    rewrite: str = ""
    clause: str = ""
    examples: ExampleSet

    def level_in(self, regime: str, find: Find) -> Level | None:
        """The level under one regime, None where the rule is silent there.

        Under another law (LOV) a rule that speaks in every regime has the lightest of its levels: what it finds is a
        barrier there too, though no paragraph of LOU forbids it.
        """
        level = self.level if find.level is None else find.level
        if not isinstance(level, dict) or regime in level:
            return level[regime] if isinstance(level, dict) else level  # type: ignore[index]
        if regime in get_args(Regime) or set(level) != set(get_args(Regime)):
            return None
        return max(level.values(), key=LEVELS.index)

    def law_in(self, regime: str) -> tuple[str, ...]:
        """Citation keys that apply under one regime."""
        return self.law.get(regime, ()) if isinstance(self.law, dict) else self.law  # type: ignore[call-overload]


class Pack(Model):
    """One file of rules: a family.

    Attributes:
        family: three capital letters; every rule's id begins with them.
        title: name of the family.
        about: one paragraph.
        applies_to: kinds of tenders its rules speak of: `tender` (a procurement) and `partnership` (a draft
            partnership agreement).
        rules: the rules.
    """

    family: str = Field(pattern=r"^[A-Z]{3}$")
    title: Texts
    about: Texts | None = None
    applies_to: tuple[Literal["tender", "partnership"], ...] = ("tender",)
    rules: tuple[Rule, ...]

    @model_validator(mode="after")
    def _ids_match(self) -> Pack:
        for rule in self.rules:
            if not rule.id.startswith(self.family):
                raise ValueError(f"{rule.id} does not belong to family {self.family}")
        return self


class Profile(Model):
    """A step in the chain of profiles.

    Attributes:
        name: `lag`, `standard` ...
        for_whom: one paragraph.
        levels: only findings of these levels, all when empty.
        preview: rules with status `preview` run too.
    """

    name: str
    for_whom: Texts
    levels: tuple[Level, ...] = ()
    preview: bool = False


class ProfileChain(Model):
    """Profiles from narrow to wide: each holds the rules of those before it."""

    profiles: tuple[Profile, ...] = Field(min_length=1)


__all__ = ["Example", "FactCondition", "Find", "Pack", "Profile", "Rule", "Status"]
