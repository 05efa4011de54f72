"""upplint's own reports and drafts among the documents of a tender are not read as documents."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from upplint.cli.main import cli
from upplint.documents.own import is_own
from upplint.documents.read import read_paths

TEXT = "Krav\n\nAnbudsgivaren ska ha en årlig omsättning om minst 20 miljoner kronor. Värdet är 4 miljoner kronor.\n"


def run(*args: str) -> None:
    result = CliRunner().invoke(cli, list(args))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tender of one document, with everything in it that upplint can write about it."""
    place = tmp_path_factory.mktemp("upphandling")
    document = str(place / "krav på städ.txt")
    Path(document).write_text(TEXT, encoding="utf-8")

    def out(name: str) -> str:
        return str(place / name)

    for language in ("sv", "en"):
        names = (
            "t.txt",
            "t.md",
            "t.html",
            "t.xlsx",
            "t.json",
            "t.sarif",
            "junit:t.xml",
            "gitlab:g.json",
            "rdjson:r.json",
        )
        for select in ("ECO", "ACC"):  # something to say, and nothing
            outputs = []
            for name in names:
                kind, _, file = name.rpartition(":")
                outputs += ["-o", f"{kind + ':' if kind else ''}{out(f'{language}{select}{file}')}"]
            run("check", document, "--lang", language, "--select", select, *outputs)
        for name in ("text", "html", "json"):
            run("who", document, "--lang", language, "--format", name, "-o", out(f"who-{language}.{name}"))
    for name in ("text", "md", "docx", "json"):
        run("suggest", document, "--format", name, "-o", out(f"utkast.{name}"))
    for name in ("text", "csv", "xlsx", "json"):
        run("extract", document, "--format", name, "-o", out(f"lista.{name}"))
    run("check", document, "--baseline", out("baslinje.json"), "--write-baseline", "-o", out("b.txt"))
    return place


def test_every_report_is_known_and_only_the_document_is_read(folder: Path) -> None:
    files = sorted(p.name for p in folder.iterdir())
    assert len(files) > 40
    result = read_paths([folder])
    assert [Path(d.file).name for d in result.documents] == ["krav på städ.txt"]
    assert not result.gaps
    (note,) = result.notes
    assert all(name in note for name in files if name != "krav på städ.txt")


def test_a_report_that_the_user_names_is_read(folder: Path) -> None:
    assert len(read_paths([folder / "utkast.docx"]).documents) == 1


def test_reports_in_an_archive_are_left_out(folder: Path, tmp_path: Path) -> None:
    archive = shutil.make_archive(str(tmp_path / "allt"), "zip", folder)
    assert len(read_paths([Path(archive)]).documents) == 1


def test_a_draft_that_somebody_has_worked_on_is_read(folder: Path, tmp_path: Path) -> None:
    import docx

    document = docx.Document(str(folder / "utkast.docx"))
    document.core_properties.last_modified_by = "Eva Ek"
    document.save(str(tmp_path / "utkast.docx"))
    assert not is_own((tmp_path / "utkast.docx").read_bytes())


@pytest.mark.parametrize(
    "text",
    [
        "# Städning\n\nAnbudsgivaren ska lämna 3 fel och 2 råd.\n",
        "Krav\nLäst: dokumentet ska vara läst.\n",
        "Vem kan lämna anbud? Alla som vill.\n\nAnbudsgivaren ska vara registrerad.\n",
        "Förslag: ny skola\n\nUtkasten finns i bilaga 1.\n",
        '{"upplint-likt": "nej"}',
        "",
    ],
)
def test_other_texts_are_nobodys_report(text: str) -> None:
    assert not is_own(text.encode())
