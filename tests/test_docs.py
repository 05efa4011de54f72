"""What the pages say is true: those made from the packs are as the packs, commands and links exist."""

from __future__ import annotations

import importlib.util
import re
import tomllib
from pathlib import Path

import click
import pytest

from upplint.cli.main import cli
from upplint.config import NAMES, load_settings
from upplint.engine.loader import load_rules
from upplint.engine.model import Level
from upplint.engine.selection import Selection
from upplint.tender.stated import stated_facts

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


PAGES = [ROOT / "README.md", *(p for p in sorted((ROOT / "docs").glob("*.md")) if p.name != "accuracy.md")]


def commands(page: Path) -> list[list[str]]:
    """The upplint commands that a page shows, each as its words."""
    text = page.read_text(encoding="utf-8")
    blocks = [line for b in re.findall(r"```(?:sh|bash)?\n(.*?)```", text, re.DOTALL) for line in b.splitlines()]
    shown = [*blocks, *re.findall(r"`([^`\n]+)`", text)]
    return [re.split(r"\s{2,}|\s+#", m[1])[0].split() for s in shown if (m := re.match(r"(?:\S+/)?upplint (.+)", s))]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_commands_in_the_pages_exist(page: Path) -> None:
    for name, *words in commands(page):
        with click.Context(cli) as context:
            if name.startswith("-") or not name.isalpha():
                continue
            command = cli.get_command(context, name)
        assert command is not None, name
        known = {o for p in command.params for o in (*p.opts, *p.secondary_opts)}
        for word in words:
            if word.startswith("-") and word != "-":
                assert word.split("=")[0] in known, f"{page.name}: upplint {name} {word}"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_in_the_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
        assert target.startswith("http") or (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_settings_in_the_page_can_be_used(tmp_path: Path) -> None:
    text = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    (tmp_path / "upplint.toml").write_text(example, encoding="utf-8")
    settings = load_settings([tmp_path], {})
    selection = Selection(parameters=settings.parameters, levels={r: Level(v) for r, v in settings.levels.items()})
    load_rules().check_selection(selection)
    stated_facts(tomllib.loads(example)["facts"])
    for name in NAMES:
        assert f"`{name}`" in text, name
