"""Files that are damaged, locked or built to do harm: a clear message, and the other files are still read."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from upplint.documents.limits import Limits
from upplint.documents.model import GapKind
from upplint.documents.read import read_paths
from upplint.documents.safety import parse_xml, read_bytes
from upplint.errors import ReadError

P = "<w:p><w:r><w:t>Anbudet ska lämnas in.</w:t></w:r></w:p>"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&b;&f;'
    "</w:t></w:r></w:p></w:body></w:document>"
)


def rewritten(source: Path, target: Path, part: str, data: bytes) -> Path:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, data if name == part else old.read(name))
    return target


@pytest.fixture
def bad(tmp_path: Path, make_docx: Callable[..., Path]) -> Callable[[str], Path]:
    """Bad files by name."""

    def build(name: str) -> Path:
        good = make_docx(P)
        data = good.read_bytes()
        files = {
            "tom.docx": b"",
            "låst.docx": OLE + b"\x00" * 500 + "EncryptedPackage".encode("utf-16-le"),
            "avklippt.docx": data[: len(data) // 2],
            "skräp.docx": b"\x00\x01\x02\x03" * 100,
            "avklippt.xlsx": b"PK\x03\x04" + b"\x00" * 50,
            "avklippt.odt": b"PK\x03\x04" + b"\x01" * 50,
            "avklippt.rtf": b"{\\rtf1 Anbudet ska",
        }
        target = tmp_path / name
        if name in files:
            target.write_bytes(files[name])
        elif name == "entiteter.docx":
            rewritten(good, target, "word/document.xml", LAUGHS.encode())
        elif name == "entiteter16.docx":
            rewritten(
                good, target, "word/document.xml", LAUGHS.replace('1.0"', '1.0" encoding="UTF-16"').encode("utf-16")
            )
        elif name == "trasig.docx":
            rewritten(good, target, "word/document.xml", b"<w:document")
        elif name == "bomb.docx":
            rewritten(good, target, "word/document.xml", b"<w>" + b" " * 40_000_000 + b"</w>")
        elif name == "entiteter.xlsx":
            from openpyxl import Workbook

            book = Workbook()
            book.active["A1"] = "x"
            book.save(tmp_path / "bok.xlsx")
            rewritten(tmp_path / "bok.xlsx", target, "xl/workbook.xml", LAUGHS.encode())
            (tmp_path / "bok.xlsx").unlink()
        good.unlink()
        return target

    return build


@pytest.mark.parametrize(
    ("name", "code", "word"),
    [
        ("tom.docx", "U103", "tom"),
        ("låst.docx", "U105", "lösenord"),
        ("avklippt.docx", "U106", "skadad"),
        ("skräp.docx", "U106", "skadad"),
        ("trasig.docx", "U106", "skadad"),
        ("avklippt.xlsx", "U106", "skadad"),
        ("avklippt.odt", "U106", "skadad"),
        ("avklippt.rtf", "U106", "avklippt"),
        ("bomb.docx", "U107", "packas upp"),
        ("entiteter.docx", "U108", "DTD"),
        ("entiteter16.docx", "U108", "DTD"),
        ("entiteter.xlsx", "U108", "DTD"),
    ],
)
def test_each_bad_file_is_named_and_the_good_one_read(
    tmp_path: Path, bad: Callable[[str], Path], make_docx: Callable[..., Path], name: str, code: str, word: str
) -> None:
    path = bad(name)
    good = make_docx(P)
    result = read_paths([path, good])
    (error,) = result.errors
    assert (error.code, name in error.message, word in error.message) == (code, True, True), error
    assert [d.blocks[0].text for d in result.documents] == ["Anbudet ska lämnas in."]
    assert [g.documents for g in result.groups] == [(0,)]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    (error,) = read_paths([tmp_path / "saknas.docx"]).errors
    assert error.code == "U101" and "saknas.docx" in error.message


def test_a_file_without_rights(make_docx: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    path = make_docx(P)

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    (error,) = read_paths([path]).errors
    assert error.code == "U102" and "prov.docx" in error.message


def test_limits_are_stated_and_can_be_changed(make_docx: Callable[..., Path]) -> None:
    path = make_docx(P)
    (error,) = read_paths([path], Limits(max_bytes=100)).errors
    assert error.code == "U104" and "gränsen är 1 kB" in error.message
    assert not read_paths([path], Limits(max_bytes=100_000)).errors
    document = read_paths([make_docx(P * 50)], Limits(max_seconds=0.0)).documents[0]
    assert [g.kind for g in document.gaps] == [GapKind.LIMIT]


def test_deep_nesting_is_an_error_and_no_crash(make_docx: Callable[..., Path]) -> None:
    body = "<w:tbl><w:tr><w:tc>" * 60 + P + "</w:tc></w:tr></w:tbl>" * 60
    result = read_paths([make_docx(body)])
    assert [e.code for e in result.errors] in ([], ["U106"], ["U120"])
    assert len(result.documents) + len(result.errors) == 1


def test_no_document_type_gets_past(tmp_path: Path) -> None:
    for text in ('<!DOCTYPE x SYSTEM "http://x.se/y.dtd"><x/>', '<!doctype x [<!ENTITY % p "q">]><x/>'):
        with pytest.raises(ReadError) as caught:
            parse_xml(text.encode(), "x.xml")
        assert caught.value.code == "U108"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes(tmp_path, "mappen", Limits())
    assert caught.value.code == "U101"


@pytest.mark.parametrize("name", ["a.pdf", "b.docx", "c.xlsx", "d.odt", "e.rtf", "f.html", "g.md", "h.txt", "i.zip"])
def test_noise_never_crashes_the_reader(tmp_path: Path, name: str) -> None:
    import random

    noise = random.Random(name).randbytes(3000)
    starts = {
        "a.pdf": b"%PDF-1.7\n",
        "b.docx": b"PK\x03\x04",
        "e.rtf": b"{\\rtf1",
        "f.html": b"<html>",
        "i.zip": b"PK\x05\x06",
    }
    (tmp_path / name).write_bytes(starts.get(Path(name).suffix, b"") + noise)
    result = read_paths([tmp_path])
    assert len(result.documents) + len(result.errors) + len(result.gaps) >= 1
