"""The small words of the rule language: texts in two languages, phrase lists, bounds and their references."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, model_validator

from upplint.documents.model import BlockKind
from upplint.engine.model import Level
from upplint.requirements.model import Force, LinkKind, On, Stage
from upplint.tender.model import Role


class Model(BaseModel):
    """Base of everything in a rule pack: unknown keys are errors, values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Texts(Model):
    """The same text in Swedish and English. `{name}` stands for a value (see `docs/writing-rules.md`)."""

    sv: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def of(self, language: str) -> str:
        """The text in `sv` or `en`; anything else gives Swedish."""
        return self.en if language == "en" else self.sv


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, (str, int, dict)) else value


#: One word or a list of words; `cue:NAME` stands for a named list of `rules/cues/`.
Phrases = Annotated[tuple[str, ...], BeforeValidator(_listed, json_schema_input_type=str | list[str])]
Names = Annotated[tuple[str, ...], BeforeValidator(_listed, json_schema_input_type=str | list[str])]

Regime = Literal["A", "B", "C"]
Regimes = Annotated[tuple[Regime, ...], BeforeValidator(_listed, json_schema_input_type=Regime | list[Regime])]
Ons = Annotated[tuple[On, ...], BeforeValidator(_listed, json_schema_input_type=On | list[On])]
Forces = Annotated[tuple[Force, ...], BeforeValidator(_listed, json_schema_input_type=Force | list[Force])]
Stages = Annotated[tuple[Stage, ...], BeforeValidator(_listed, json_schema_input_type=Stage | list[Stage])]
Roles = Annotated[tuple[Role, ...], BeforeValidator(_listed, json_schema_input_type=Role | list[Role])]
Kinds = Annotated[tuple[BlockKind, ...], BeforeValidator(_listed, json_schema_input_type=BlockKind | list[BlockKind])]
#: Kinds of links (`exception`) or names of their cues (`new_firms`).
Links = Annotated[tuple[LinkKind | str, ...], BeforeValidator(_listed, json_schema_input_type=str | list[str])]

#: Kinds of suppliers that a rule helps: one-person, micro (under 10), small (under 50) and newly started firms,
#: associations, co-operatives, foundations, work-integrating social enterprises.
Helped = Literal["one_person", "micro", "small", "new", "association", "cooperative", "foundation", "wise"]
Helps = Annotated[tuple[Helped, ...], BeforeValidator(_listed, json_schema_input_type=Helped | list[Helped])]

#: Effect of a mitigation: no finding, one level lower, or a given level at most.
Effect = Literal["silence", "lower"] | Level


def _decimal(value: Any) -> Any:
    return Decimal(str(value)) if isinstance(value, (int, float)) and not isinstance(value, bool) else value


#: A plain number, or `param:NAME` for a number that an organisation may set.
Number = Annotated[
    Decimal | Annotated[str, Field(pattern=r"^param:[a-z_]+$")],
    BeforeValidator(_decimal, json_schema_input_type=float | str),
]


class FactNumber(Model):
    """A number taken from a fact, times a factor. With several names the first known fact counts."""

    fact: Names
    times: Number = Decimal(1)


Operand = Number | FactNumber


class Bound(Model):
    """A comparison. All that are given must hold."""

    over: Operand | None = None
    at_least: Operand | None = None
    under: Operand | None = None
    at_most: Operand | None = None
    equals: StrictBool | Operand | str | None = Field(None, alias="is")

    @property
    def tests(self) -> tuple[tuple[str, Any], ...]:
        """(comparator, operand) pairs that are given."""
        names = ("over", "at_least", "under", "at_most", "equals")
        return tuple((n, v) for n in names if (v := getattr(self, n)) is not None)


class FactTest(Bound):
    """A test of a fact.

    Attributes:
        known: the fact must be known (true) or must not be (false).
        one_of: the value is one of these.
        starts: the value as text begins with one of these (CPV codes).
        unknown: what happens when the fact (or one it is compared with) is not known: the condition fails, holds, or
            holds and the finding says what is missing and is one level lower.
    """

    known: bool | None = None
    one_of: Names = ()
    starts: Names = ()
    unknown: Literal["fail", "pass", "lower"] = "fail"

    @model_validator(mode="after")
    def _says_something(self) -> FactTest:
        if self.known is None and not self.tests and not self.one_of and not self.starts:
            raise ValueError("the test of a fact says nothing")
        return self


#: `true` = known to hold; `false` = not known to hold; text = known to be this; else a `FactTest`.
FactCondition = StrictBool | str | FactTest
