"""ZIP archives: safe names, limits, old code pages, archives in archives."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from upplint.documents.limits import Limits
from upplint.documents.model import GapKind
from upplint.documents.read import read_paths
from upplint.documents.safety import is_safe_name

P = "<w:p><w:r><w:t>Anbudet ska lämnas in.</w:t></w:r></w:p>"


def pack(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


@pytest.fixture
def document(make_docx: Callable[..., Path]) -> bytes:
    return make_docx(P).read_bytes()


def test_an_archive_is_one_tender(tmp_path: Path, document: bytes) -> None:
    path = pack(
        tmp_path / "upphandling.zip", {"b/Bilaga.docx": document, "a.docx": document, "__MACOSX/._a.docx": b"x"}
    )
    result = read_paths([path])
    assert [d.file for d in result.documents] == [f"{path.as_posix()}/a.docx", f"{path.as_posix()}/b/Bilaga.docx"]
    assert [d.path for d in result.documents] == [None, None]
    assert [(g.name, g.documents) for g in result.groups] == [("upphandling.zip", (0, 1))]
    assert not result.errors and not result.gaps


def test_an_archive_in_an_archive_is_read_one_level_down(tmp_path: Path, document: bytes) -> None:
    inner = pack(tmp_path / "inre.zip", {"krav.docx": document})
    middle = pack(tmp_path / "mellan.zip", {"inre.zip": inner.read_bytes(), "ett.docx": document})
    outer = pack(tmp_path / "yttre.zip", {"mellan.zip": middle.read_bytes()})
    result = read_paths([outer])
    assert [d.file.removeprefix(tmp_path.as_posix() + "/") for d in result.documents] == [
        "yttre.zip/mellan.zip/ett.docx"
    ]
    assert [g.kind for g in result.gaps] == [GapKind.UNKNOWN_TYPE]
    assert "inre.zip" in result.gaps[0].message


@pytest.mark.parametrize("name", ["../ute.docx", "/etc/x.docx", "C:\\x.docx", "a/../../x.docx", "..\\x.docx"])
def test_names_that_point_outside_are_refused(tmp_path: Path, document: bytes, name: str) -> None:
    assert not is_safe_name(name)
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        info = zipfile.ZipInfo("tillfällig")
        info.filename = name
        archive.writestr(info, document)
        archive.writestr("bra.docx", document)
    result = read_paths([path])
    assert [d.file.rpartition("/")[2] for d in result.documents] == ["bra.docx"]
    assert [g.kind for g in result.gaps] == [GapKind.UNREADABLE]
    assert not (tmp_path.parent / "ute.docx").exists()


def test_symbolic_links_in_archives_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        info = zipfile.ZipInfo("länk.txt")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    result = read_paths([path])
    assert not result.documents
    assert [g.kind for g in result.gaps] == [GapKind.UNREADABLE]


def test_names_of_windows_archives(tmp_path: Path, document: bytes) -> None:
    path = pack(tmp_path / "x.zip", {"Fxrfrxgan.docx": document})
    path.write_bytes(path.read_bytes().replace(b"Fxrfrxgan", "Förfrågan".encode("cp850")))
    assert [d.file.rpartition("/")[2] for d in read_paths([path]).documents] == ["Förfrågan.docx"]


def test_one_bad_member_does_not_hide_the_others(tmp_path: Path, document: bytes) -> None:
    path = pack(
        tmp_path / "x.zip", {"a.docx": document[:200], "b.docx": document, "c.docx": b"", "d.png": b"\x89PNG\r\n"}
    )
    result = read_paths([path])
    assert [d.file.rpartition("/")[2] for d in result.documents] == ["b.docx"]
    assert [e.code for e in result.errors] == ["U106", "U103"]
    assert all("x.zip/" in e.message for e in result.errors)
    assert "d.png" in result.gaps[0].message


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    path = pack(tmp_path / "bomb.zip", {"a.bin": b"\x00" * 30_000_000})
    result = read_paths([path])
    assert [e.code for e in result.errors] == ["U107"]
    assert [e.code for e in read_paths([path], Limits(max_ratio=10_000)).errors] == ["U110"]
    assert [e.code for e in read_paths([path], Limits(max_ratio=10_000, max_unpacked=1000)).errors] == ["U107"]


def test_the_number_of_files_is_limited(tmp_path: Path, document: bytes) -> None:
    path = pack(tmp_path / "x.zip", {f"{i}.docx": document for i in range(5)})
    result = read_paths([path], Limits(max_files=2))
    assert len(result.documents) == 2
    assert [g.kind for g in result.gaps] == [GapKind.LIMIT]


def test_an_empty_archive_is_an_error(tmp_path: Path) -> None:
    path = pack(tmp_path / "tom.zip", {})
    assert [e.code for e in read_paths([path]).errors] == ["U103"]


def test_nothing_is_left_behind(tmp_path: Path, document: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "tillfälligt"
    place.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(place))
    read_paths([pack(tmp_path / "x.zip", {"a.docx": document, "b.docx": document[:100]})])
    assert list(place.iterdir()) == []
