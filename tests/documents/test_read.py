"""From paths to documents: folders, kinds of files, tenders."""

from __future__ import annotations

import os
import sys
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
    assert (result.documents, result.groups) == ((), ())
    (error,) = result.errors
    assert error.code == "U110"
    assert f"{tmp_path.as_posix()} har inget som går att granska" in error.message


def test_a_folder_of_pictures_names_them_and_says_that_nothing_was_checked(tmp_path: Path) -> None:
    (tmp_path / "skiss.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 64)
    result = read_paths([tmp_path])
    assert [e.code for e in result.errors] == ["U110"]
    assert "skiss.png" in result.gaps[0].message


def test_a_notice_alone_is_something(tmp_path: Path) -> None:
    (tmp_path / "annons.xml").write_bytes(NOTICE)
    result = read_paths([tmp_path])
    assert (len(result.notices), result.errors) == (1, ())


def test_a_broken_file_in_a_folder_is_one_error(tmp_path: Path) -> None:
    (tmp_path / "tom.docx").write_bytes(b"")
    assert [e.code for e in read_paths([tmp_path, tmp_path]).errors] == ["U103"]


def test_links_in_a_circle_and_to_nothing(tmp_path: Path, make_docx: Callable[..., Path]) -> None:
    make_docx(P)
    (tmp_path / "runt").symlink_to(tmp_path)
    (tmp_path / "a.docx").symlink_to("b.docx")
    (tmp_path / "b.docx").symlink_to("a.docx")
    (tmp_path / "c.docx").symlink_to("finns-inte.docx")
    (tmp_path / "samma.docx").symlink_to("prov.docx")
    result = read_paths([tmp_path])
    assert [d.file for d in result.documents] == [f"{tmp_path.as_posix()}/prov.docx"]
    assert [e.code for e in result.errors] == ["U101"] * 3
    assert all("länk" in e.message for e in result.errors)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "krav.txt")
    (error,) = read_paths([tmp_path / "krav.txt"]).errors
    assert error.code == "U102"
    assert "krav.txt är ingen vanlig fil" in error.message


@pytest.mark.skipif(sys.platform != "linux", reason="other systems keep names in Unicode")
def test_names_that_no_report_can_carry_are_shown_without_those_characters(tmp_path: Path) -> None:
    for name in (b"krav\xe5.txt", b"krav\x1b[31m\n.txt"):
        (tmp_path / os.fsdecode(name)).write_text("Anbudet ska lämnas in.", encoding="utf-8")
    shown = sorted(d.file.removeprefix(f"{tmp_path.as_posix()}/") for d in read_paths([tmp_path]).documents)
    assert shown == ["krav?.txt", "krav\ufffd[31m\ufffd.txt"]


def test_content_decides_what_a_file_is(tmp_path: Path, make_docx: Callable[..., Path]) -> None:
    path = make_docx(P).rename(tmp_path / "fel.pdf")
    result = read_paths([path])
    (document,) = result.documents
    assert document.format == "docx"
    assert (document.gaps, result.gaps) == ((), ()), "all of it was read"
    (note,) = result.notes
    assert "fel.pdf" in note and "Word" in note


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
        ("Krav – åäö".encode("utf-16-le"), "x.txt", "txt"),
        ("Krav – åäö".encode("utf-16-be"), "x.md", "md"),
        ("<html><body>å".encode("utf-16-le"), "x.htm", "html"),
        (bytes(400), "x.txt", ""),
        (bytes(range(256)) * 4, "x.txt", ""),
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


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    ("name", "text"), [("a.txt", "{}"), ("a.md", "{}"), ("a.html", "<html><body><p>{}</p></body></html>")]
)
def test_wide_text_without_a_mark_is_read(tmp_path: Path, name: str, text: str, encoding: str) -> None:
    sentence = "Anbudsgivaren ska ha åtta fordon – och två förare."
    (tmp_path / name).write_bytes(text.format(sentence).encode(encoding))
    (document,) = read_paths([tmp_path]).documents
    assert [b.text for b in document.blocks] == [sentence]


def test_a_file_without_text_is_a_gap(tmp_path: Path, make_docx: Callable[..., Path]) -> None:
    (tmp_path / "tom.txt").write_text(" \n\n")
    make_docx("<w:p/>")
    result = read_paths([tmp_path])
    assert [len(d.gaps) for d in result.documents] == [1, 1]
    for document in result.documents:
        assert document.file in document.gaps[0].message and "ingen text" in document.gaps[0].message
