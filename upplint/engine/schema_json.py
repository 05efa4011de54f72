"""Writes `rules/schema.json`, which editors use to help those who write rules.

The models of `upplint.engine.schema` are the source; a test fails when the file is stale. Run
`python -m upplint.engine.schema_json` to write it anew.
"""

from __future__ import annotations

import json
from pathlib import Path

from upplint.engine.schema import Pack
from upplint.resources import rules_dir


def schema_text() -> str:
    """The JSON Schema (draft 2020-12) of a rule pack, as text that ends with a line break."""
    schema = Pack.model_json_schema(mode="validation", by_alias=True)
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://upplint.se/schema/rules.json",
        "title": "upplint rule pack",
    }
    return json.dumps(head | {k: v for k, v in schema.items() if k != "title"}, ensure_ascii=False, indent=1) + "\n"


def write(path: Path | None = None) -> Path:
    """Write the schema to `path` (by default `rules/schema.json`) and return the path."""
    target = path or rules_dir() / "schema.json"
    target.write_text(schema_text(), encoding="utf-8")
    return target


if __name__ == "__main__":
    write()
