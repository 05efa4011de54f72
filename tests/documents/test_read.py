"""From paths to documents: folders, kinds of files, tenders."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from upplint.documents.kinds import detect
from upplint.documents.model import GapKind
from upplint.documents.read import read_document, read_paths
from upplint.errors import ReadError

P = "<w:p><w:r><w:t>Anbudet ska lämnas in.</w:t></w:r></w:p>"
NOTICE = b'<?xml version="1.0"?><ContractNotice xmlns="urn:oasis:names:specification:ubl:schema:xsd:ContractNotice-2"/>'


@pytest.fixture
def folder(tmp_path: Path, make_docx: Callable[..., Path]) -> Path:
    data = make_docx(P).read_bytes()
    (tmp_path / "prov.docx").unlink()
    place = tmp_path / "upphandling"
    (place / "bilagor").mkdir(parents=True)
    for name in ("2 krav.docx", "1 inbjudan.docx", "bilagor/avtal.docx", "~$1 inbjudan.docx", ".dold.docx"):
        (place / name).write_bytes(data)
    return place


def test_a_folder_is_read_in_order_and_is_one_tender(folder: Path) -> None:
    seen: list[str] = []
    result = read_paths([folder], progress=seen.append)
    names = [d.file.removeprefix(folder.as_posix() + "/") for d in result.documents]
    assert names == ["1 inbjudan.docx", "2 krav.docx", "bilagor/avtal.docx"]
    assert [(g.name, g.documents, g.root) for g in result.groups] == [("upphandling", (0, 1, 2), folder)]
    assert seen == [d.file for d in result.documents]
    assert result.documents[0].path == str(folder / "1 inbjudan.docx")
    assert len({d.sha256 for d in result.documents}) == 1


def test_loose_files_are_one_tender_and_folders_their_own(folder: Path, make_docx: Callable[..., Path]) -> None:
    loose = make_docx(P)
    result = read_paths([loose, folder, folder / "1 inbjudan.docx"])
    assert [g.documents for g in result.groups] == [(0,), (1, 2, 3)]
    assert (result.groups[0].name, result.groups[0].root) == ("prov", loose.parent)


def test_a_file_given_twice_is_read_once(make_docx: Callable[..., Path]) -> None:
    path = make_docx(P)
    assert len(read_paths([path, path, path.parent]).documents) == 1


def test_a_folder_without_documents(tmp_path: Path) -> None:
    result = read_paths([tmp_path])
    assert (result.documents, result.groups, result.errors) == ((), (), ())


def test_content_decides_what_a_file_is(tmp_path: Path, make_docx: Callable[..., Path]) -> None:
    path = make_docx(P).rename(tmp_path / "fel.pdf")
    (document,) = read_paths([path]).documents
    assert document.format == "docx"
    (gap,) = document.gaps
    assert gap.kind is GapKind.OTHER and "fel.pdf" in gap.message and "Word" in gap.message


def test_notices_are_left_to_the_tender(folder: Path) -> None:
    (folder / "annons.xml").write_bytes(NOTICE)
    result = read_paths([folder])
    assert result.notices == (folder / "annons.xml",)
    assert result.groups[0].notices == result.notices
    assert not result.gaps


@pytest.mark.parametrize(
    ("name", "data", "advice"),
    [
        ("bild.png", b"\x89PNG\r\n\x1a\n", "Bilder"),
        ("foto.jpg", b"\xff\xd8\xff\xe0", "Bilder"),
        ("gammal.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "Spara den som .docx"),
        ("gammal.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "Spara den som .xlsx"),
        ("brev.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "__properties_version1.0".encode("utf-16-le"), "e-post"),
        ("paket.7z", b"7z\xbc\xaf\x27\x1c", "Packa upp"),
        ("data.xml", b"<?xml version='1.0'?><rot/>", "XML"),
        ("brev.eml", b"From: a@b.se\nTo: c@d.se\n", "e-post"),
        ("fil.bin", b"\x00\x01\x02", "Spara filen"),
        ("skript.py", b"print(1)", ".txt"),
    ],
)
def test_unknown_types_are_named_with_what_to_do(tmp_path: Path, name: str, data: bytes, advice: str) -> None:
    (tmp_path / name).write_bytes(data)
    (gap,) = read_paths([tmp_path]).gaps
    assert gap.kind is GapKind.UNKNOWN_TYPE
    assert name in gap.message and advice in gap.message
    with pytest.raises(ReadError) as caught:
        read_document(tmp_path / name)
    assert caught.value.code == "U109"


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ({"[Content_Types].xml": b"presentationml", "ppt/presentation.xml": b""}, "PDF"),
        ({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}, ".xlsx"),
        ({"[Content_Types].xml": b"spreadsheetml.binary"}, ".xlsx"),
    ],
)
def test_office_files_that_are_not_read(tmp_path: Path, inside: dict[str, bytes], expected: str) -> None:
    path = tmp_path / "x"
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in inside.items():
            archive.writestr(name, data)
    kind = detect(path.read_bytes(), "x")
    assert kind.format == "" and expected in kind.advice


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"%PDF-1.7", "x", "pdf"),
        (b"\n\n%PDF-1.4", "x.docx", "pdf"),
        (b"{\\rtf1 x}", "x.doc", "rtf"),
        (b"<!DOCTYPE html><html>", "x", "html"),
        (b"<html><body>", "x.txt", "html"),
        (b"# Krav", "x.md", "md"),
        ("åäö".encode("utf-16"), "x.txt", "txt"),
        (b"bara text", "x.docx", "txt"),
        (b"a;b", "priser.csv", "txt"),
    ],
)
def test_kinds(data: bytes, name: str, expected: str) -> None:
    assert detect(data, name).format == expected


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root får läsa allt")
def test_a_folder_without_rights_is_an_error(tmp_path: Path) -> None:
    locked = tmp_path / "låst"
    locked.mkdir(mode=0)
    assert [e.code for e in read_paths([tmp_path]).errors] == ["U102"]
    locked.chmod(0o700)


def test_a_folder_of_folders_holds_several_tenders(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "krav.txt").write_text("Leverantören ska ha en plan.\n", encoding="utf-8")
    assert [g.name for g in read_paths([tmp_path]).groups] == ["a", "b"]
    (tmp_path / "gemensamt.txt").write_text("Gäller båda.\n", encoding="utf-8")
    (group,) = read_paths([tmp_path]).groups
    assert len(group.documents) == 3
