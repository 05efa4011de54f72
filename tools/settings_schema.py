"""Write `upplint/settings.schema.json`: what `upplint.toml` may hold, for editors that help those who write it.

python tools/settings_schema.py          writes the file; a test fails when it is stale
"""

from __future__ import annotations

import inspect
import json
from pathlib import Path
from typing import Any

from upplint.config import LEVELS, NAMES, PROFILES
from upplint.tender import stated

TARGET = Path(__file__).resolve().parents[1] / "upplint/settings.schema.json"

_TEXT: dict[str, Any] = {"type": "string", "minLength": 1}
_RULES = {
    "type": "array",
    "items": {"type": "string", "pattern": r"^[A-Za-z]{3}(\d{3})?$"},
    "description": "Regler (ECO003) eller hela familjer (LAN).",
}
_RULE = {"type": "string", "pattern": r"^[A-Za-z]{3}\d{3}$"}
_PROPERTIES: dict[str, Any] = {
    "profile": {
        "enum": [*PROFILES],
        "default": "standard",
        "description": "Hur mycket som visas: bara lagen, det säkra eller allt.",
    },
    "select": _RULES | {"description": "Bara dessa regler eller familjer."},
    "ignore": _RULES | {"description": "Inte dessa regler eller familjer."},
    "lang": {"enum": ["sv", "en"], "default": "sv", "description": "Språk i rapporten."},
    "fail_on": {
        "enum": [*LEVELS],
        "default": "warning",
        "description": "Lägsta nivå som ger slutkod 1.",
    },
    "rules": {"type": "array", "items": _TEXT, "description": "Mappar med egna regler, räknat från filen."},
    "processes": {"type": "integer", "minimum": 1, "description": "Antal processer som läser samtidigt."},
    "baseline": _TEXT | {"description": "Fil med kända anmärkningar, räknat från filen."},
    "parameters": {
        "type": "object",
        "propertyNames": _RULE,
        "additionalProperties": {"type": "object"},
        "description": "Egna värden för en regels inställningar. upplint rule REF001 visar vilka som finns.",
    },
    "levels": {
        "type": "object",
        "propertyNames": _RULE,
        "additionalProperties": {"enum": [*LEVELS[:4]]},
        "description": "Egen nivå för en regel.",
    },
    "per_path": {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {
                "path": _TEXT | {"description": "Filnamn, eller mönster som *avtal*.docx."},
                "ignore": _RULES | {"description": "Regler eller familjer som inte gäller där."},
            },
            "required": ["path", "ignore"],
            "additionalProperties": False,
        },
        "description": "Regler som är avstängda för vissa filer.",
    },
    "approved": {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {
                "rule": {"anyOf": [_RULE, {"type": "array", "items": _RULE, "minItems": 1}]},
                "reason": {"type": "string", "pattern": r"\S", "description": "Varför texten får stå kvar. Krävs."},
                "file": {"type": "string", "description": "Filnamn eller mönster. Utan: alla filer."},
                "section": {"type": "string", "description": "Avsnitt, till exempel 3.2. Utan: hela filen."},
            },
            "required": ["rule", "reason"],
            "additionalProperties": False,
        },
        "description": "Anmärkningar som är prövade och inte ska visas.",
    },
}


def schema_text() -> str:
    """The JSON Schema (draft 2020-12) as text that ends with a line break."""
    assert tuple(_PROPERTIES) == NAMES
    hyphened = {name.replace("_", "-"): value for name, value in _PROPERTIES.items() if "_" in name}
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "upplint.toml",
        "type": "object",
        "properties": {
            **_PROPERTIES,
            **hyphened,
            "facts": {
                "type": "object",
                "properties": {name: _fact(*entry) for name, entry in stated.STATABLE.items()},
                "additionalProperties": False,
                "description": "Uppgifter om upphandlingen. De går före det som står i dokumenten.",
            },
        },
        "additionalProperties": False,
    }
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _fact(parse: Any, unit: str, what: str) -> dict[str, Any]:
    """The schema of a fact from how it is read."""
    text = {"type": "string"}
    kinds: dict[Any, dict[str, Any]] = {
        stated._money: {"anyOf": [{"type": "number", "minimum": stated._LEAST_VALUE}, text]},
        stated._percent: {"anyOf": [{"type": "number", "minimum": 0, "maximum": 100}, text]},
        stated._whole: {"type": "integer", "minimum": 0},
        stated._term: {"type": "integer", "minimum": 1},
        stated._suppliers: {"type": "integer", "minimum": 1},
        stated._date: text | {"format": "date"},
        stated._flag: {"type": "boolean"},
        stated._text: text,
        stated._cpv: {"anyOf": [text, {"type": "array", "items": text}]},
    }
    allowed = inspect.getclosurevars(parse).nonlocals.get("allowed") if parse not in kinds else None
    found = {"enum": list(allowed)} if allowed else kinds[parse]
    return {**found, "description": what}


if __name__ == "__main__":
    TARGET.write_text(schema_text(), encoding="utf-8")
