"""How the command ends when something outside it happens: a closed pipe, Ctrl-C, an error to act on."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest

from upplint.cli import exit_codes, main


def _ends(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *args: str) -> tuple[object, str]:
    monkeypatch.setattr(sys, "argv", ["upplint", *args])
    with pytest.raises(SystemExit) as ended:
        main.main()
    return ended.value.code, capsys.readouterr().err


def test_an_error_to_act_on_is_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    status, said = _ends(monkeypatch, capsys, "rule", "ABC123")
    assert status == exit_codes.UNUSABLE
    assert said.startswith("upplint: Det finns ingen regel ABC123.")
    assert said.count("\n") == 1


def test_wrong_use_is_status_2(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    status, said = _ends(monkeypatch, capsys, "check")
    assert status == exit_codes.UNUSABLE
    assert "Fel: Det här saknas" in said


def test_ctrl_c_ends_with_130_and_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(main.cli, "get_command", lambda _ctx, name: click.Command(name, callback=interrupted))
    status, said = _ends(monkeypatch, capsys, "check")
    assert status == exit_codes.INTERRUPTED
    assert said.split() == ["Avbrutet."]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGPIPE")
def test_a_reader_that_leaves_early_is_no_error(tmp_path: Path) -> None:
    running = subprocess.Popen(
        [sys.executable, "-m", "upplint", "rules"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path
    )
    assert running.stdout
    assert running.stderr
    running.stdout.close()
    said = running.stderr.read()
    running.stderr.close()
    assert running.wait() == exit_codes.PIPE_CLOSED == 128 + signal.SIGPIPE
    assert said == b""


@pytest.mark.skipif(sys.platform == "win32", reason="the shell closes the streams")
@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-"])
def test_closed_streams_are_no_error(closed: str, tmp_path: Path) -> None:
    (tmp_path / "krav.txt").write_text("Leverantören ska ha bil.\n", encoding="utf-8")
    command = f'"{sys.executable}" -m upplint check krav.txt --fail-on never --no-cache -o ut.json -o - {closed}'
    done = subprocess.run(command, shell=True, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == exit_codes.CLEAN
    assert "Traceback" not in done.stderr
    assert (tmp_path / "ut.json").stat().st_size > 0
