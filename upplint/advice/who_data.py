"""Archetypes of suppliers and the rules that hold requirements against them: `rules/archetypes/`, read and checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BeforeValidator, Field, ValidationError, model_validator

from upplint.engine.primitives import Helped, Model, Names, Texts
from upplint.engine.yaml_nodes import read_yaml
from upplint.errors import RuleError
from upplint.requirements.model import On
from upplint.resources import rules_path

Regex = Annotated[re.Pattern[str], BeforeValidator(lambda v: re.compile(v) if isinstance(v, str) else v)]
Ban = Literal["reliance", "group", "subcontracting"]
Partner = Literal["economic", "capacity", "none"]


class TraitSource(Texts):
    """Where a trait comes from; `assumption` marks our own estimates."""

    assumption: bool = False


class TraitKind(Model):
    """A trait that requirements ask for, with what is said of those who lack it or differ in it."""

    name: Texts
    unit: str = ""
    lacks: Texts
    varies: Texts


class Trait(Model):
    """What one archetype has of a trait: `is` some or no, or its usual range.

    Attributes:
        low: nearly all have at least this. high: few have more than this.
    """

    having: Literal["some", "no"] | None = Field(None, alias="is")
    low: Decimal | None = Field(None, alias="from")
    high: Decimal | None = Field(None, alias="to")
    source: str
    because: Texts | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Trait:
        ranged = self.low is not None and self.high is not None and self.low <= self.high
        if ranged == (self.having is not None):
            raise ValueError("a trait has `is`, or `from` and `to` (from <= to)")
        return self


class Archetype(Model):
    """A kind of supplier. A trait that is left out is no hindrance for it."""

    id: Helped
    name: Texts
    short: Texts
    about: Texts
    has: dict[str, Trait]


class Archetypes(Model):
    """`archetypes.yaml`."""

    note: Texts
    sources: dict[str, TraitSource]
    traits: dict[str, TraitKind]
    archetypes: tuple[Archetype, ...]

    @model_validator(mode="after")
    def _names_exist(self) -> Archetypes:
        for archetype in self.archetypes:
            for name, trait in archetype.has.items():
                if name not in self.traits:
                    raise ValueError(f"{archetype.id}: there is no trait {name}")
                if trait.source not in self.sources:
                    raise ValueError(f"{archetype.id}.{name}: there is no source {trait.source}")
        return self


class Softener(Model):
    """Links that make a requirement easier, for all archetypes or `only` some."""

    links: Names
    to: Literal["can", "partner", "unclear"]
    only: tuple[Helped, ...] = ()
    because: Texts


class NumberTest(Model):
    """A number of the requirement; see the head of `rules.yaml`. `least` and `most` bound it (hours for times)."""

    what: Names = ()
    unit: Names = ()
    counted: Regex | None = None
    least: Decimal | None = None
    most: Decimal | None = None


class Case(Model):
    """One way to recognise the requirement. All that is given must hold."""

    topic: Names = ()
    words: Regex | None = None
    none: Regex | None = None
    measure: NumberTest | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Case:
        if self.words is None and self.measure is None:
            raise ValueError("a case needs words or measure")
        return self


class WhoRule(Model):
    """What a kind of requirement asks for; see the head of `rules.yaml`."""

    id: str
    name: Texts
    ask: Texts
    change: Texts
    when: tuple[Case, ...] = Field(min_length=1)
    needs: str | None = None
    bans: Ban | None = None
    on: tuple[On, ...] = (On.TENDERER,)
    formality: bool = False
    undivided: bool = False
    not_beside: Regex | None = None
    measure: NumberTest | None = None
    default: Decimal | None = None
    unstated: Literal["skip", "unclear"] = "skip"
    against: Literal["yearly_value"] | None = None
    partner: Partner = "none"
    lacking: Literal["cannot", "unclear"] = "cannot"
    softened: Names = ()

    @model_validator(mode="after")
    def _needs_or_bans(self) -> WhoRule:
        if (self.needs is None) == (self.bans is None):
            raise ValueError("a rule has `needs` or `bans`")
        return self


class WhoRules(Model):
    """`rules.yaml`."""

    softeners: dict[str, Softener]
    partner: Texts
    no_partner: Texts
    needs_partner: Texts
    unstated: Texts
    rules: tuple[WhoRule, ...]

    @model_validator(mode="after")
    def _names_exist(self) -> WhoRules:
        ids: set[str] = set()
        for rule in self.rules:
            if rule.id in ids:
                raise ValueError(f"{rule.id} is there twice")
            ids.add(rule.id)
            for name in rule.softened:
                if name not in self.softeners:
                    raise ValueError(f"{rule.id}: there is no softener {name}")
        return self


_M = TypeVar("_M", bound=Model)


@cache
def archetypes() -> Archetypes:
    """The shipped archetypes. Raises `RuleError` (U202, U203) if the file is broken."""
    return read_as(rules_path("archetypes", "archetypes.yaml"), Archetypes)


@cache
def who_rules() -> WhoRules:
    """The shipped rules on archetypes. Raises `RuleError` (U202, U203) if the file is broken."""
    found = read_as(rules_path("archetypes", "rules.yaml"), WhoRules)
    known: Mapping[str, Any] = archetypes().traits
    for rule in found.rules:
        if rule.needs is not None and rule.needs not in known:
            raise RuleError("U203", f"rules/archetypes/rules.yaml: {rule.id} kräver {rule.needs}, som inte finns.")
    return found


def read_as(path: Path, model: type[_M]) -> _M:
    """A YAML file as a model. Raises `RuleError` (U202: no YAML, U203: against the schema) naming file and place."""
    data, _ = read_yaml(path)
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"])
        raise RuleError("U203", f"{path.name}, {where}: {first['msg']}. Rätta uppgiften.") from error
