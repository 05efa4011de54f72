"""The other commands, and how light the command line starts."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import upplint
from upplint.cli.main import cli

HEAVY = ("spacy", "pypdfium2", "pdfplumber", "docx", "openpyxl", "lxml", "rich")


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(a) for a in args])


@pytest.fixture
def tender(tmp_path: Path) -> Path:
    path = tmp_path / "krav.txt"
    path.write_text(
        "1 Krav\n\nLeverantören ska:\n\n- ha en miljöpolicy\n- lämna en rapport varje månad\n\n"
        "Sista anbudsdag: 2026-09-14\n\nKommunen ska betala inom 30 dagar.\n",
        encoding="utf-8",
    )
    return path


@pytest.mark.parametrize("args", [["--help"], ["rules"], ["rule", "ECO003"], ["law", "4:14"]])
def test_start_up_imports_nothing_heavy(args: list[str]) -> None:
    code = (
        "import sys\n"
        "from click.testing import CliRunner\n"
        "from upplint.cli.main import cli\n"
        f"result = CliRunner().invoke(cli, {args!r})\n"
        "assert result.exit_code == 0, result.output\n"
        f"print([m for m in {HEAVY!r} if m in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_extract_lists_each_item_with_its_lead_in(tender: Path) -> None:
    data = json.loads(run("extract", tender, "--format", "json").stdout)
    texts = [r["full_text"] for r in data["requirements"]] if isinstance(data, dict) else [r["full_text"] for r in data]
    assert any("Leverantören ska" in t and "miljöpolicy" in t for t in texts)
    assert not any("Kommunen ska betala" in t for t in texts)


def test_extract_as_csv_is_read_back(tender: Path) -> None:
    rows = list(
        csv.reader(io.StringIO(run("extract", tender, "--format", "csv").stdout.lstrip("\ufeff")), delimiter=";")
    )
    assert len(rows) == 3
    assert len({len(row) for row in rows}) == 1


@pytest.mark.parametrize(
    ("name", "begins"), [("a.xlsx", b"PK"), ("a.CSV", b"\xef\xbb\xbfNr;"), ("a.json", b"{"), ("a.txt", b"2 krav")]
)
def test_extract_chooses_the_format_by_the_ending(tender: Path, tmp_path: Path, name: str, begins: bytes) -> None:
    assert run("extract", tender, "-o", tmp_path / name).exit_code == 0
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_extract_as_excel_needs_a_file(tender: Path, tmp_path: Path) -> None:
    result = run("extract", tender, "--format", "xlsx")
    assert getattr(result.exception, "code", None) == "U303"
    target = tmp_path / "krav.xlsx"
    assert run("extract", tender, "--format", "xlsx", "-o", target).exit_code == 0
    assert target.read_bytes()[:2] == b"PK"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems keep names in Unicode")
def test_a_file_name_in_another_encoding_can_be_linked_to(tender: Path) -> None:
    odd = tender.rename(tender.parent / os.fsdecode(b"krav\xe5.txt"))
    rows = list(
        csv.DictReader(io.StringIO(run("extract", odd, "--format", "csv").output.lstrip("\ufeff")), delimiter=";")
    )
    assert rows[0]["Länk till stället"].endswith("krav%E5.txt")


def test_rule_is_explained() -> None:
    output = run("rule", "eco003").output
    for words in ("ECO003", "Varför det spelar roll", "Lag", "Gör så här", "Det här anmärks", "Det här anmärks inte"):
        assert words in output


def test_rules_are_listed_by_family() -> None:
    output = run("rules").output
    assert "ECO003" in output
    assert "LOT001" in output


def test_law_in_plain_words() -> None:
    output = run("law", "4:14").output
    assert output.startswith("4 kap. 14 § LOU")
    assert "Kontrollerad" in output
    result = run("law", "99:1")
    assert getattr(result.exception, "code", None) == "U305"


def test_facts_with_ground_and_draft(tender: Path) -> None:
    output = run("facts", tender).output
    assert "Sista dag för anbud: 2026-09-14" in output
    assert "Hittades inte" in output
    assert run("facts", tender, "--write").exit_code == 0
    draft = (tender.parent / "upplint.toml").read_text(encoding="utf-8")
    assert "# tender_deadline = 2026-09-14" in draft
    assert getattr(run("facts", tender, "--write").exception, "code", None) == "U304"


def test_version_names_the_language_model() -> None:
    output = run("--version").output
    assert upplint.__version__ in output
    assert "sv_upplint" in output


@pytest.mark.parametrize("command", ["extract", "facts", "suggest", "who"])
def test_what_was_not_read_is_said_by_every_command_that_reads(command: str, tender: Path) -> None:
    (tender.parent / "gammal.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    (tender.parent / "tom.txt").write_text(" \n", encoding="utf-8")
    result = run(command, tender.parent, "--no-cache")
    assert result.exit_code == 0
    assert "gammal.doc är inte läst" in result.stderr and "tom.txt har ingen text" in result.stderr


def test_a_list_in_json_names_what_was_not_read(tender: Path) -> None:
    (tender.parent / "gammal.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    data = json.loads(run("extract", tender.parent, "--format", "json", "--no-cache").stdout)
    assert [gap["kind"] for gap in data["gaps"]] == ["unknown_type"]


def test_a_file_cut_at_a_limit_is_exit_status_2(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"Leverantören ska ha bil {name}.\n", encoding="utf-8")
    assert run("extract", tmp_path, "--max-files", "1", "--no-cache").exit_code == 2


@pytest.mark.parametrize("command", ["check", "facts", "suggest", "who"])
def test_the_notice_is_named_by_an_option(tender: Path, command: str) -> None:
    notice = Path(__file__).parents[1] / "tender" / "notices" / "stadning.xml"
    told = run(command, tender, "--notice", notice)
    assert told.exit_code in (0, 1), told.output
    assert getattr(run(command, tender, "--notice", tender).exception, "code", "") == "U143"
    if command == "facts":
        assert "Vad som köps: Lokalvård i kontor\n    annonsen stadning.xml" in told.output
