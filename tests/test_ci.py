"""What other systems run: pre-commit hooks, GitHub Action and GitLab template, each run as far as it can be."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

import upplint
from upplint.cli.main import cli
from upplint.reports.formats import FORMATS

ROOT = Path(__file__).resolve().parents[1]
BARRIER = "Anbudsgivaren ska ha lägst riskklass 3 hos UC.\n"

bash = pytest.mark.skipif(os.name == "nt" or shutil.which("bash") is None, reason="bash is not installed")


def load(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a tender in it, with `upplint` on the path as after an installation."""
    tender = tmp_path / "en upphandling"
    tender.mkdir()
    (tender / "krav.txt").write_text(BARRIER, encoding="utf-8")
    # The closest settings: those that may lie further up on the machine do not count.
    (tmp_path / "upplint.toml").write_text('profile = "standard"\n', encoding="utf-8")
    tools = tmp_path / "bin"
    tools.mkdir()
    command = tools / "upplint"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m upplint "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.chdir(tmp_path)
    return tender


def sh(script: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a script as the services do: bash that stops at the first error."""
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize("hook", load(".pre-commit-hooks.yaml"), ids=lambda h: h["id"])
def test_pre_commit_hook_runs(hook: dict[str, Any], folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert {"id", "name", "entry", "language", "files"} <= set(hook)
    assert hook["language"] == "python"
    for name in ("a/krav.docx", "Prisbilaga.xlsx", "avtal.pdf"):
        assert re.search(hook["files"], name)
    assert not re.search(hook["files"], "kod.py")
    program, *arguments = [*shlex.split(hook["entry"]), *hook.get("args", ())]
    assert program == "upplint"
    given = ["krav.txt"] if hook.get("pass_filenames", True) else []
    monkeypatch.chdir(folder)
    result = CliRunner().invoke(cli, [*arguments, *given])
    assert result.exit_code == 1
    assert "ECO003" in result.output


def test_action_uses_no_secrets_and_puts_no_input_into_a_script() -> None:
    action = load("action.yml")
    assert action["runs"]["using"] == "composite"
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    assert "secrets." not in text and "token" not in text
    for step in action["runs"]["steps"]:
        assert "${{" not in step.get("run", "")
        assert "run" not in step or step["shell"] == "bash"
    named = set(re.findall(r"\$\{\{ inputs\.([\w-]+) \}\}", text))
    assert named == set(action["inputs"])
    assert all(i["description"] and "default" in i for i in action["inputs"].values())


@bash
def test_action_checks_and_writes_its_reports(folder: Path) -> None:
    action = load("action.yml")
    step = action["runs"]["steps"][-1]
    defaults = {k: str(v["default"]) for k, v in action["inputs"].items()}
    values = defaults | {"paths": "en upphandling\n", "args": "--select ECO", "sarif": "ut å.sarif"}
    environment = {
        name: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda m: values[m[1]], value)
        for name, value in step["env"].items()
    }
    result = sh(step["run"], **environment)
    assert result.returncode == 1, result.stdout + result.stderr
    assert result.stdout.startswith("::warning file=en upphandling/krav.txt,title=ECO003")
    assert json.loads(Path("ut å.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]
    assert Path("upplint.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert sh(step["run"], **environment | {"UPPLINT_FAIL_ON": "never", "UPPLINT_ARGS": ""}).returncode == 0


@bash
def test_action_runs_nothing_that_an_input_holds(folder: Path) -> None:
    step = load("action.yml")["runs"]["steps"][-1]
    given = dict.fromkeys(step["env"], "$(touch hacked)`touch hacked`; touch hacked")
    assert sh(step["run"], **given).returncode != 0
    assert not Path("hacked").exists()


def test_action_installs_itself() -> None:
    install = load("action.yml")["runs"]["steps"][1]["run"]
    assert shlex.split(install)[-1] == "$GITHUB_ACTION_PATH"
    assert (ROOT / "pyproject.toml").is_file()


@bash
def test_gitlab_job_checks_and_writes_what_it_hands_on(folder: Path) -> None:
    job = load("ci/gitlab-template.yml")["upplint"]
    folder.rename("upphandling")
    (script,) = job["script"]
    result = sh(script, **job["variables"] | {"UPPLINT_PATHS": "upphandling"})
    assert result.returncode == 1, result.stdout + result.stderr
    artifacts = job["artifacts"]
    assert artifacts["when"] == "always"
    for path in [*artifacts["paths"], *artifacts["reports"].values()]:
        assert Path(path).stat().st_size > 0
    (issue,) = [i for i in json.loads(Path("upplint-codequality.json").read_text()) if i["check_name"] == "ECO003"]
    assert issue["location"]["path"] == "upphandling/krav.txt"


def test_addresses_name_this_version() -> None:
    assert load("ci/gitlab-template.yml")["upplint"]["variables"]["UPPLINT_PACKAGE"].endswith(
        f"@v{upplint.__version__}"
    )
    text = (ROOT / "docs/ci.md").read_text(encoding="utf-8")
    assert set(re.findall(r"(?:upplint/upplint@|rev: |ref: |/raw/)(v[\d.]+\d)", text)) == {f"v{upplint.__version__}"}


def test_examples_in_the_documentation_hold() -> None:
    text = (ROOT / "docs/ci.md").read_text(encoding="utf-8")
    hooks = {h["id"] for h in load(".pre-commit-hooks.yaml")}
    inputs = set(load("action.yml")["inputs"])
    examples = [yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)]
    assert len(examples) >= 3
    for example in examples:
        for repo in example.get("repos", ()):
            assert {h["id"] for h in repo["hooks"]} <= hooks
        for job in example.get("jobs", {}).values():
            used = [s for s in job["steps"] if s.get("uses", "").startswith("upplint/upplint@")]
            assert used and all(set(s.get("with", {})) <= inputs for s in used)
    for name in re.findall(r"--output (\w+):", text):
        assert name in FORMATS
