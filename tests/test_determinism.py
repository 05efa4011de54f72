"""The same files give the same bytes: whatever the hash seed of the process, and however many processes read."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"


def _report(folder: Path, seed: str, processes: str) -> tuple[bytes, ...]:
    kinds = ("text", "json", "sarif")
    outputs = [part for kind in kinds for part in ("-o", f"{kind}:{folder / kind}")]
    subprocess.run(
        [sys.executable, "-m", "upplint", "check", str(EXAMPLES), "--isolated", "--profile", "granska",
         "--processes", processes, "--fail-on", "never", *outputs],
        check=True,
        env={**os.environ, "PYTHONHASHSEED": seed, "OMP_NUM_THREADS": "1"},
    )  # fmt: skip
    return tuple((folder / kind).read_bytes() for kind in kinds)


@pytest.mark.slow
def test_hash_seed_and_processes_change_nothing(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert _report(tmp_path / "a", "1", "1") == _report(tmp_path / "b", "4242", "2")
