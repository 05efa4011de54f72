"""Every citation that a rule or clause uses is in the table of provisions, and applies in the regime it is used for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from upplint.resources import rules_dir
from upplint.tender.law import load_provisions, parse_key, provision, standing

#: Data that holds no citations of its own, or is the table itself.
SKIPPED = {"law", "market", "notice"}
CITATION = re.compile(
    r"\b(?P<chapter>\d{1,2}(?: a)?) kap\. (?P<section>\d{1,2}(?: [a-z](?= §))?) §(?! §)"
    r"[^.\n]{0,40}?\b(?P<act>LOU|LUF|LUK|LUFS|LOV)\b"
)


def files() -> list[Path]:
    root = rules_dir()
    return sorted(p for p in root.rglob("*.yaml") if p.relative_to(root).parts[0] not in SKIPPED)


def law_fields(node: Any) -> Iterator[Any]:
    """Every value of a key named `law`, at any depth."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "law":
                yield value
            elif key == "facts":
                continue  # the act that an example's tender follows is a fact, not a citation
            else:
                yield from law_fields(value)
    elif isinstance(node, list):
        for item in node:
            yield from law_fields(item)


def cited() -> list[tuple[str, str, str | None]]:
    """(file, key, regime) of every citation in a `law` field; the regime is None where none is given."""
    found: list[tuple[str, str, str | None]] = []
    for path in files():
        for law in law_fields(yaml.safe_load(path.read_text(encoding="utf-8"))):
            by_regime = law if isinstance(law, dict) else {None: law}
            for regime, keys in by_regime.items():
                listed = keys if isinstance(keys, list) else [keys]
                found += [(path.name, str(key), regime) for key in listed]
    return found


CITED = cited()


@pytest.mark.parametrize(("file", "key", "regime"), CITED)
def test_a_citation_is_in_the_table_and_applies_in_its_regime(file: str, key: str, regime: str | None) -> None:
    found = provision(key)
    assert parse_key(key).key == found.key == key, f"{file}: skriv {found.key}"
    if file == "definitions.yaml" and regime == "B" and key.startswith("LOU 19a:"):
        # Direct award is open to whoever would otherwise use 19 kap.: the paragraph of the way proposed is cited.
        regime = "C"
    if regime in ("A", "B", "C"):
        assert standing(key, regime, date(2024, 5, 1)) != "no", f"{file}: {key} gäller inte i {regime}"


def test_citations_written_out_in_texts_are_in_the_table() -> None:
    """Swedish texts in the rules: "4 kap. 14 § LOU" must be a provision we know."""
    unknown = []
    for path in files():
        for match in CITATION.finditer(path.read_text(encoding="utf-8")):
            key = f"{match['act']} {match['chapter']}:{match['section']}".replace(" a:", "a:")
            if parse_key(key).key not in load_provisions():
                unknown.append(f"{path.name}: {match.group()}")
    assert unknown == []
