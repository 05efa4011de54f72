"""The manual of the rule format names everything that the format has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from upplint.engine.conditions import Pattern, QuantityTest, RequirementTest, Unless, When
from upplint.engine.primitives import Bound, FactTest, Model
from upplint.engine.schema import (
    Absent,
    Collect,
    Example,
    ExampleSet,
    FactFind,
    FileFind,
    Find,
    Pack,
    Parameter,
    Rule,
    TermsFind,
)

MANUAL = Path(__file__).resolve().parents[2] / "docs" / "writing-rules.md"
MODELS = (
    Absent, Bound, Collect, Example, ExampleSet, FactFind, FactTest, FileFind, Find, Pack, Parameter, Pattern,
    QuantityTest, RequirementTest, Rule, TermsFind, Unless, When,
)  # fmt: skip


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m.__name__)
def test_every_key_is_explained(model: type[Model]) -> None:
    words = set(re.findall(r"[a-z_]{2,}", MANUAL.read_text(encoding="utf-8")))
    keys = {field.alias or name for name, field in model.model_fields.items()}
    assert not keys - words
