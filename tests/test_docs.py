"""Pages that are made from the packs are as the packs."""

from __future__ import annotations

import importlib.util
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_rule_pages_are_as_the_packs() -> None:
    spec = importlib.util.spec_from_file_location("rule_pages", ROOT / "tools/rule_pages.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.stale() == [], "run: python tools/rule_pages.py"


def test_the_english_half_of_the_readme_names_the_same_commands() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    swedish, _, english = text.partition("# upplint in English")
    for command in ("python3 tools/run.py demo", "python3 tools/run.py test"):
        assert command in swedish
        assert command in english
