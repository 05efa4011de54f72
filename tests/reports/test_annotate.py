"""Where the copies go, and what is said of each document."""

from __future__ import annotations

import errno
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner

from upplint.cli.check import check
from upplint.documents.docx.reader import read_docx
from upplint.engine.model import Report
from upplint.engine.testing import tender_from_text
from upplint.errors import UpplintError
from upplint.reports.annotate import annotate, check_folder


def write(path: Path, text: str = "Leverantören erhåller betalning.") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    document = docx.Document()
    document.add_heading("Krav på leverantören", 1)
    document.add_paragraph(text)
    document.save(str(path))
    return path


def report_of(*paths: Path) -> Report:
    tender, _ = tender_from_text("Text.")
    parts = tuple(replace(tender.parts[0], document=read_docx(p, file=p.as_posix())) for p in paths)
    return Report((replace(tender, parts=parts),), ())


def test_documents_of_one_name_keep_their_folders(tmp_path: Path) -> None:
    report = report_of(
        write(tmp_path / "in/a/krav.docx"), write(tmp_path / "in/b/krav.docx"), write(tmp_path / "in/avtal.docx")
    )

    annotate(report, tmp_path / "ut")

    assert sorted(p.relative_to(tmp_path / "ut").as_posix() for p in (tmp_path / "ut").rglob("*.docx")) == [
        "a/krav.docx",
        "avtal.docx",
        "b/krav.docx",
    ]


def test_the_original_is_never_written_over(tmp_path: Path) -> None:
    path = write(tmp_path / "krav.docx")
    before = path.read_bytes()

    with pytest.raises(UpplintError, match=r"originalet.*U320"):
        annotate(report_of(path), tmp_path)

    assert path.read_bytes() == before


def test_not_even_through_a_link(tmp_path: Path) -> None:
    path = write(tmp_path / "in/krav.docx")
    (tmp_path / "ut").mkdir()
    (tmp_path / "ut/krav.docx").symlink_to(path)

    with pytest.raises(UpplintError, match="U320"):
        annotate(report_of(path), tmp_path / "ut")


def test_a_folder_that_the_next_run_would_read_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "in/krav.docx")

    for folder in (tmp_path / "in", tmp_path / "in/ut"):
        with pytest.raises(UpplintError, match="U320"):
            check_folder(folder, [tmp_path / "in"])
    with pytest.raises(UpplintError, match="U321"):
        check_folder(tmp_path / "in/krav.docx", [tmp_path / "in"])
    with pytest.raises(UpplintError, match="U320"):
        check_folder(tmp_path / "in", [tmp_path / "in/krav.docx"])
    check_folder(tmp_path / "ut", [tmp_path / "in", tmp_path / "in/krav.docx"])


def test_a_file_that_changed_since_is_left_alone(tmp_path: Path) -> None:
    path = write(tmp_path / "in/krav.docx")
    report = report_of(path)
    write(path, "En annan text.")

    [copy] = annotate(report, tmp_path / "ut")

    assert copy.target is None
    assert "har ändrats" in copy.message


def test_other_formats_and_members_of_archives_are_named(tmp_path: Path) -> None:
    report = report_of(write(tmp_path / "in/krav.docx"))
    part = report.tenders[0].parts[0]
    sheet = replace(part, document=replace(part.document, file="priser.xlsx", format="xlsx"))
    member = replace(part, document=replace(part.document, file="allt.zip/krav.docx", path=None))
    report = replace(report, tenders=(replace(report.tenders[0], parts=(sheet, member)),))

    assert [c.message for c in annotate(report, tmp_path / "ut")] == [
        "priser.xlsx: XLSX kan inte kommenteras (inga anmärkningar).",
        "allt.zip/krav.docx ligger i ett arkiv. Packa upp arkivet för att få en kopia med kommentarer.",
    ]
    assert not (tmp_path / "ut").exists()


def test_tracked_without_a_folder_is_an_error(tmp_path: Path) -> None:
    path = write(tmp_path / "krav.docx")

    result = CliRunner().invoke(check, [str(path), "--tracked", "--isolated"])

    assert isinstance(result.exception, UpplintError)
    assert result.exception.code == "U322"


def test_the_command_writes_the_copies_and_says_so(tmp_path: Path) -> None:
    path = write(tmp_path / "in/krav.docx")

    result = CliRunner().invoke(
        check, [str(path), "--annotate", str(tmp_path / "ut"), "--tracked", "--select", "LAN001", "--isolated"]
    )

    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert f"Skrev {tmp_path / 'ut' / 'krav.docx'} (1 kommentar)." in result.stderr
    copy = docx.Document(str(tmp_path / "ut/krav.docx"))
    assert [c.text.splitlines()[0] for c in copy.comments] == ["Råd: Krångligt eller ålderdomligt ord (LAN001)"]
    assert "får" in read_docx(tmp_path / "ut/krav.docx").text


def test_what_hinders_the_copies_is_said_in_swedish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "in/krav.docx")
    report = report_of(path)

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", full)
        with pytest.raises(UpplintError, match=r"disken är full.*U302"):
            annotate(report, tmp_path / "ut")
    path.unlink()
    [copy] = annotate(report, tmp_path / "ut")
    assert copy.message == f"{path.as_posix()} gick inte att läsa igen: den finns inte längre."
