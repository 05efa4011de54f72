"""Reads the shipped YAML tables of law. One place, so that PyYAML is imported only when a table is asked for."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from upplint.errors import RuleError
from upplint.resources import parse_yaml


def read_yaml(path: Path) -> Any:
    """The content of a shipped YAML file. Raises `RuleError` (U250) if it is not valid YAML."""
    import yaml

    try:
        return parse_yaml(path.read_bytes())
    except yaml.YAMLError as error:
        raise RuleError("U250", f"Filen {path.name} i rules/law går inte att läsa: {error}.") from error


def as_date(value: Any) -> date:
    """A date from YAML, which gives a `date`. Raises `RuleError` (U250) for anything else."""
    if type(value) is date:
        return value
    raise RuleError("U250", f"”{value}” i rules/law är inget datum. Skriv ÅÅÅÅ-MM-DD.")
