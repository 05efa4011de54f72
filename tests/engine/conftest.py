"""Rule packs written to a temporary folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from upplint.engine.loader import load_rules
from upplint.engine.ruleset import RuleSet

HEAD = "family: TST\ntitle: {sv: Prov, en: Test}\nrules:\n"

RULE = """  - id: TST001
    name: prov
    title: {{sv: Prov, en: Test}}
    level: {level}
    why: {{sv: Därför., en: Because.}}
    law: {law}
{body}
    message: {{sv: "Funnet: {{matched}}", en: "Found: {{matched}}"}}
    advice: {{sv: Gör om., en: Do it again.}}
    rewrite: Skriv om.
    examples: {{hit: [], ok: []}}
"""

MakeRules = Callable[..., RuleSet]


def _rule(*, body: str = "    find: {phrases: [ord]}", level: str = "warning", law: str = "[]") -> str:
    return RULE.format(level=level, law=law, body=body)


@pytest.fixture
def pack() -> Callable[..., str]:
    """Text of a pack with one rule per keyword set: `pack({"body": ...}, {...})`; one plain rule when called bare."""

    def make(*rules: dict[str, str]) -> str:
        return HEAD + "".join(_rule(**r) for r in (rules or ({},)))

    return make


@pytest.fixture
def rules(tmp_path: Path) -> MakeRules:
    """Makes a rule set with one rule: `rules(body, level="warning", law="[]", cues="")`."""

    def make(body: str, *, level: str = "warning", law: str = "[]", cues: str = "") -> RuleSet:
        indented = "\n".join(f"    {line}" for line in body.strip("\n").splitlines())
        text = HEAD + _rule(level=level, law=law, body=indented)
        (tmp_path / "test.yaml").write_text(text, encoding="utf-8")
        if cues:
            (tmp_path / "cues").mkdir(exist_ok=True)
            (tmp_path / "cues" / "words.yaml").write_text(cues, encoding="utf-8")
        return load_rules([tmp_path], shipped=False)

    return make
