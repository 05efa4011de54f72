"""YAML as rule packs need it: fast, with lines for errors, and without the surprises of YAML 1.1.

`on`, `yes`, `no` stay words (a key of the rule language is `on`), `19:2` is no number in base sixty, dates stay text,
and a key that stands twice is an error instead of a silent loss.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from upplint.errors import RuleError

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML built without libyaml: slower, same result
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

_INT = re.compile(r"[-+]?\d{1,15}\Z")
_FLOAT = re.compile(r"[-+]?\d+\.\d+\Z")
_NUMERIC = frozenset("+-0123456789")
_PLAIN = {"true": True, "false": False, "null": None, "~": None, "": None}


def read_yaml(path: Path) -> tuple[Any, yaml.Node | None]:
    """The data of a YAML file and its node tree (for `line_of`).

    Raises `RuleError` (U202) naming file and line when the file is not YAML or holds a key twice.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError("U202", f"{path}: filen kan inte läsas ({error}). Spara den som UTF-8.") from error
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        problem = getattr(error, "problem", None) or str(error)
        raise RuleError("U202", f"{path}, rad {line}: filen är inte giltig YAML ({problem}).") from error
    return (None, None) if node is None else (_value(node, path), node)


def _value(node: yaml.Node, path: Path) -> Any:
    if isinstance(node, yaml.ScalarNode):
        text = node.value
        if node.style is None or node.style == "":
            if text in _PLAIN:
                return _PLAIN[text]
            if text[0] in _NUMERIC:  # most are words: no expression is tried on them
                if _INT.match(text):
                    return int(text)
                if _FLOAT.match(text):
                    return Decimal(text)
        return text
    if isinstance(node, yaml.SequenceNode):
        return [_value(child, path) for child in node.value]
    out: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        key = key_node.value
        if key in out:
            raise RuleError(
                "U202", f"{path}, rad {key_node.start_mark.line + 1}: nyckeln {key} står två gånger. Ta bort den ena."
            )
        out[key] = _value(value_node, path)
    return out


def line_of(node: yaml.Node | None, where: Sequence[object]) -> int:
    """Line (from 1) of the value at a path of keys and indices, or of the nearest value above it that exists."""
    if node is None:
        return 1
    line = node.start_mark.line + 1
    for step in where:
        child: yaml.Node | None = None
        if isinstance(node, yaml.MappingNode):
            for key_node, value_node in node.value:
                if key_node.value == step:
                    line, child = key_node.start_mark.line + 1, value_node
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and 0 <= step < len(node.value):
            child = node.value[step]
            line = child.start_mark.line + 1
        if child is not None:
            node = child
    return line
