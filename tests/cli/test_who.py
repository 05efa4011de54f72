"""`upplint who` as a user meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from upplint.cli.main import cli
from upplint.errors import ConfigError

ROOT = Path(__file__).resolve().parents[2]
REAL = ROOT.parent / "shared" / "corpus" / "real"
TEXT = """\
1 Anbudsinbjudan

1.1 Krav på anbudsgivaren

Anbudsgivaren ska ha lägst riskklass 3 hos UC.

Anbudsgivaren ska vara ett aktiebolag.

1.2 Omfattning

Anbud ska lämnas på hela uppdraget. Delanbud accepteras inte.
"""


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(cli, ["who", *(str(a) for a in args)])


@pytest.fixture
def tender(tmp_path: Path) -> Path:
    path = tmp_path / "inbjudan.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_table_reasons_and_changes(tender: Path) -> None:
    result = run(tender)
    assert result.exit_code == 0
    output = " ".join(result.output.split())
    for words in ("Vem kan lämna anbud?", "Sammantaget", "Bolagsform", "Kreditbetyg", "Kan inte:", "Typerna är grova."):
        assert words in output


def test_stated_value_decides_what_is_too_large(tender: Path) -> None:
    def status(value: str) -> str:
        data = json.loads(run(tender, "--format", "json", "--value", value, "--term", "12").stdout)
        rows = {r["id"]: r for r in data["tenders"][0]["who"]["rows"]}
        cells = {c["kind"]: c["status"] for c in rows["whole"]["cells"]} if "whole" in rows else {}
        return str(cells.get("micro", "can"))

    assert [status(v) for v in ("400000", "5000000", "90000000")] == ["can", "unclear", "partner"]


def test_page_is_written_to_a_file(tender: Path, tmp_path: Path) -> None:
    page = tmp_path / "vem.html"
    result = run(tender, "--format", "html", "-o", page)
    assert (result.exit_code, result.stdout) == (0, "")
    assert f"Skrev {page}." in result.stderr
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_english(tender: Path) -> None:
    output = run(tender, "--lang", "en").output
    assert "Who can tender?" in output
    assert "Kan inte" not in output


def test_language_of_the_settings_file(tender: Path) -> None:
    tender.with_name("upplint.toml").write_text('lang = "en"\n', encoding="utf-8")
    assert "Who can tender?" in run(tender).output
    assert "Vem kan lämna anbud?" in run(tender, "--lang", "sv").output


@pytest.mark.parametrize("given", [("--value", "4,5"), ("--term", "0"), ("--cpv", "90911200-7")])
def test_facts_that_cannot_be_meant_are_refused(tender: Path, given: tuple[str, str]) -> None:
    error = run(tender, *given).exception
    assert isinstance(error, ConfigError)
    assert error.code == "U231"
    assert f"”{given[1]}”" in error.message


def test_facts_speak_the_language_of_the_settings_file(tender: Path) -> None:
    def said() -> str:
        return CliRunner().invoke(cli, ["facts", str(tender)]).output

    swedish = said()
    tender.with_name("upplint.toml").write_text('lang = "en"\n', encoding="utf-8")
    assert said() not in ("", swedish)


def test_kind_is_stated(tender: Path) -> None:
    assert "inget att pröva" in run(tender, "--kind", "iop").output
    assert "Sammantaget" in run(tender, "--kind", "tender").output


def test_unreadable_file_is_told_and_the_rest_is_shown(tender: Path) -> None:
    broken = tender.with_name("trasig.docx")
    broken.write_bytes(b"PK\x03\x04 not a zip after all")
    result = run(tender, broken)
    assert result.exit_code == 2
    assert "trasig.docx" in result.output
    assert "Bolagsform" in result.output


@pytest.mark.skipif(not REAL.is_dir(), reason="the shared documents are not here")
@pytest.mark.parametrize("name", ["bid-danderyd.pdf", "bid-akademiska-hus.docx", "adda-bilaga-b.xlsx"])
def test_texts_that_ask_nothing_of_a_supplier_are_silent(name: str) -> None:
    result = run(REAL / name)
    assert result.exit_code == 0
    assert "inget att pröva" in result.stdout
    assert "Sammantaget" not in result.stdout
