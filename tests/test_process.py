"""How a process of ours uses the machine."""

from __future__ import annotations

import os
import subprocess
import sys

CODE = """
import gc, os, sys
from upplint.cli import main
print("numpy" in sys.modules)
sys.argv = ["upplint", "--version"]
try:
    main.main()
except SystemExit:
    print(os.environ["OPENBLAS_NUM_THREADS"], gc.get_threshold()[0] >= 50_000)
"""


def _run(code: str, **environment: str) -> list[str]:
    inherited = {k: v for k, v in os.environ.items() if not k.endswith("_NUM_THREADS")}
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={**inherited, **environment}
    )
    return found.stdout.splitlines()


def test_the_command_line_settles_before_numpy_is_there() -> None:
    lines = _run(CODE)
    assert (lines[0], lines[-1]) == ("False", "1 True")


def test_the_word_of_the_user_stands() -> None:
    assert _run(CODE, OPENBLAS_NUM_THREADS="3")[-1] == "3 True"


def test_the_library_leaves_its_caller_alone() -> None:
    code = "import gc; before = gc.get_threshold(); import upplint; upplint.check; print(before == gc.get_threshold())"
    assert _run(code) == ["True"]
