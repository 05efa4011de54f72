"""Where output goes, and what is said when it cannot go there."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from upplint.cli import show
from upplint.errors import UpplintError


def _refused(path: Path) -> str:
    with pytest.raises(UpplintError) as refused:
        show.write("text", path)
    assert refused.value.code == "U302"
    return refused.value.message


def test_text_is_written_with_plain_line_ends(tmp_path: Path) -> None:
    show.write("å\n", tmp_path / "ut.txt")
    assert (tmp_path / "ut.txt").read_bytes() == "å\n".encode()


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert _refused(tmp_path).endswith(f"{tmp_path}: det är en mapp. Ange också ett filnamn.")


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert f"mappen {tmp_path / 'saknas'} finns inte" in _refused(tmp_path / "saknas" / "ut.txt")


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (PermissionError(errno.EACCES, "Permission denied"), "ni saknar rättighet"),
        (OSError(errno.ENOSPC, "No space left on device"), "disken är full"),
        (OSError(errno.EIO, "Input/output error"), "datorn svarar ”Input/output error”"),
    ],
)
def test_other_reasons(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, expected: str) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(Path, "write_text", fail)
    assert expected in _refused(tmp_path / "ut.txt")
