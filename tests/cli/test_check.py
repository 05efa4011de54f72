"""`upplint check` as a user meets it: output, exit status, errors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

import upplint
from upplint.cli.main import cli

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((ROOT / "upplint/reports/schemas/report-1.schema.json").read_text(encoding="utf-8"))

BARRIERS = """\
1 Anbudsinbjudan

1.1 Ekonomisk ställning

Anbudsgivaren ska ha lägst riskklass 3 hos UC.

1.2 Omfattning

Anbud ska lämnas på hela uppdraget. Delanbud accepteras inte.
"""
CLEAN = "1 Inbjudan\n\nVälkommen till vårt informationsmöte om städning på våra skolor.\n"


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(a) for a in args])


def unwrapped(result: Result) -> str:
    """The output without white space: how long the path of the temporary folder is decides where lines break."""
    return "".join(result.output.split())


@pytest.fixture
def tender(tmp_path: Path) -> Path:
    path = tmp_path / "inbjudan.txt"
    path.write_text(BARRIERS, encoding="utf-8")
    return path


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    path = tmp_path / "möte.txt"
    path.write_text(CLEAN, encoding="utf-8")
    return path


def test_findings_are_shown_with_place_reason_and_what_to_write(tender: Path) -> None:
    result = run("check", tender)
    assert result.exit_code == 1
    output = " ".join(result.output.split())
    for words in ("ECO003", "Avsnitt 1.1", "riskklass", "«", "Varför:", "Gör så här:", "Skriv till exempel:", "Lag:"):
        assert words in output
    assert "\x1b" not in output


def test_nothing_found_is_exit_status_0(clean: Path) -> None:
    result = run("check", clean)
    assert result.exit_code == 0
    assert "Inget att anmärka." in result.output
    assert "Allt lästes." in result.output


@pytest.mark.parametrize(("level", "status"), [("error", 0), ("warning", 1), ("never", 0)])
def test_exit_status_follows_the_level_asked_for(tender: Path, level: str, status: int) -> None:
    assert run("check", tender, "--fail-on", level).exit_code == status


def test_json_follows_the_schema_and_points_at_the_words(tender: Path) -> None:
    result = run("check", tender, "--format", "json")
    data = json.loads(result.stdout)
    Draft202012Validator(SCHEMA).validate(data)
    finding = next(f for f in data["findings"] if f["rule"] == "ECO003")
    text = upplint.check(tender).tenders[0].parts[0].document.text
    assert text[finding["start"] : finding["end"]] == finding["excerpt"]
    assert finding["section"] == "1.1"


def test_select_and_ignore(tender: Path) -> None:
    selected = json.loads(run("check", tender, "--format", "json", "--select", "eco003").stdout)
    assert {f["rule"] for f in selected["findings"]} == {"ECO003"}
    ignored = json.loads(run("check", tender, "--format", "json", "--ignore", "ECO,LOT").stdout)
    assert not {f["rule"] for f in ignored["findings"]} & {"ECO003", "LOT002"}


def test_unknown_rule_is_named_with_a_suggestion(tender: Path) -> None:
    result = run("check", tender, "--select", "ECO03X")
    assert result.exit_code != 0
    assert "ECO03X" in str(result.exception)


def test_an_unreadable_file_does_not_stop_the_others(tender: Path) -> None:
    broken = tender.with_name("trasig.docx")
    broken.write_bytes(b"PK\x03\x04 not a zip after all")
    result = run("check", tender, broken)
    assert result.exit_code == 2
    assert "trasig.docx" in unwrapped(result)
    assert "ECO003" in result.output


def test_a_file_cut_at_a_limit_is_exit_status_2_and_the_others_are_checked(tender: Path) -> None:
    from pypdf import PdfWriter

    writer = PdfWriter()
    for _ in range(10):
        writer.add_blank_page(200, 200)
    writer.write(tender.with_name("lang.pdf"))
    result = run("check", tender, tender.with_name("lang.pdf"), "--max-pages", "5")
    assert result.exit_code == 2
    assert "lang.pdfhar10sidor" in unwrapped(result) and "ECO003" in result.output


def test_strict_tells_of_what_was_not_read(clean: Path) -> None:
    clean.with_name("bild.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 64)
    folder = clean.parent
    assert run("check", folder).exit_code == 0
    result = run("check", folder, "--strict")
    assert result.exit_code == 3
    assert "bild.png" in result.output


def test_missing_file(tmp_path: Path) -> None:
    result = run("check", tmp_path / "finns-inte.pdf")
    assert result.exit_code == 2
    assert "finns-inte.pdf" in result.output


def test_report_is_written_to_files(tender: Path, tmp_path: Path) -> None:
    target = tmp_path / "rapport.json"
    text = tmp_path / "rapport.txt"
    result = run("check", tender, "-o", f"json:{target}", "-o", f"text:{text}")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert json.loads(target.read_text(encoding="utf-8"))["findings"]
    assert "ECO003" in text.read_text(encoding="utf-8")


def test_english_report(tender: Path) -> None:
    result = run("check", tender, "--lang", "en")
    assert "Why:" in result.output
    assert "Varför:" not in result.output


def test_two_runs_give_the_same_bytes(tender: Path) -> None:
    first, second = (run("check", tender, "--format", "json").stdout_bytes for _ in range(2))
    assert first == second


def test_stated_value_is_used(tender: Path) -> None:
    data = json.loads(run("check", tender, "--format", "json", "--value", "500000").stdout)
    facts = {f["name"]: f for f in data["tenders"][0]["facts"]}
    assert facts["estimated_value"]["value"] == 500000
    assert facts["estimated_value"]["ground"] == "user"


def test_narrow_window_still_shows_everything(tender: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    result = run("check", tender)
    assert max(len(line) for line in result.output.splitlines()) <= 40
    assert "ECO003" in result.output


def test_baseline_hides_what_is_known(tender: Path, tmp_path: Path) -> None:
    path = tmp_path / "baslinje.json"
    assert run("check", tender, "--baseline", path, "--write-baseline").exit_code == 0
    result = run("check", tender, "--baseline", path)
    assert result.exit_code == 0
    assert "kända sedan tidigare" in result.output
    tender.write_text(BARRIERS + "\nAnbudsgivaren ska ha en bankgaranti.\n", encoding="utf-8")
    assert "ECO003" not in run("check", tender, "--baseline", path).output


def test_stale_baseline_is_told_and_pruned(tender: Path, tmp_path: Path) -> None:
    path = tmp_path / "baslinje.json"
    run("check", tender, "--baseline", path, "--write-baseline")
    tender.write_text(CLEAN, encoding="utf-8")
    assert "finns inte längre" in run("check", tender, "--baseline", path).output
    run("check", tender, "--baseline", path, "--prune")
    assert json.loads(path.read_text(encoding="utf-8"))["entries"] == []


def test_settings_are_shown_with_their_origin(tender: Path) -> None:
    (tender.parent / "upplint.toml").write_text('profile = "granska"\n', encoding="utf-8")
    output = run("check", tender, "--show-settings", "--lang", "en").output
    assert 'profile = "granska"' in output
    assert 'lang = "en"  # val i kommandot' in output


def test_excel_needs_a_file_and_says_so_before_reading(tender: Path, tmp_path: Path) -> None:
    result = run("check", tender, "--format", "xlsx")
    assert result.exit_code != 0
    assert "U303" in str(result.exception) or "U303" in result.output
    target = tmp_path / "anm.xlsx"
    assert run("check", tender, "--format", "xlsx", "-o", target).exit_code == 1
    assert target.read_bytes().startswith(b"PK")


def test_the_ending_of_the_file_says_which_format(tender: Path, tmp_path: Path) -> None:
    targets = {"a.html": "<!DOCTYPE html>", "b.json": "{", "c.md": "# ", "d.txt": "inbjudan"}
    result = run("check", tender, *(arg for name in targets for arg in ("-o", tmp_path / name)))
    assert result.exit_code == 1
    for name, beginning in targets.items():
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(beginning)
    run("check", tender, "--format", "text", "-o", tmp_path / "e.html")
    assert not (tmp_path / "e.html").read_text(encoding="utf-8").startswith("<")


@pytest.mark.parametrize("command", ["check", "who", "suggest", "extract"])
@pytest.mark.parametrize("name", ["rapport.pdf", "rapport.DOC", "lista.xls", "svar.xml"])
def test_text_is_not_written_under_another_formats_ending(
    tender: Path, tmp_path: Path, command: str, name: str
) -> None:
    result = run(command, tender, "-o", tmp_path / name)
    assert "U301" in str(result.exception)
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize(
    ("command", "name", "beginning"),
    [
        ("who", "vem.html", b"<!DOCTYPE html>"),
        ("who", "vem.json", b"{"),
        ("suggest", "utkast.docx", b"PK"),
        ("suggest", "utkast.md", b"# "),
        ("check", "rapport.htm", b"<!DOCTYPE html>"),
    ],
)
def test_the_ending_decides_in_the_other_commands_too(
    tender: Path, tmp_path: Path, command: str, name: str, beginning: bytes
) -> None:
    run(command, tender, "-o", tmp_path / name)
    assert (tmp_path / name).read_bytes().startswith(beginning)


APPROVED = '[[approved]]\nrule = "{rule}"\nfile = "{file}"\nreason = "Prövat."\n'


@pytest.mark.parametrize(
    ("file", "given", "options", "unused"),
    [
        ("inbjudan.txt", ".", (), False),
        ("annan.txt", ".", (), True),  # the whole folder was read: the name is wrong
        ("annan.txt", "inbjudan.txt", (), False),  # the other document was not looked at
        ("inbjudan.txt", ".", ("--select", "LOT"), False),  # the rule was not tried
        ("inbjudan.txt", ".", ("--ignore", "ECO"), False),
    ],
)
def test_only_approvals_that_were_tried_can_be_unused(
    tender: Path, file: str, given: str, options: tuple[str, ...], unused: bool
) -> None:
    (tender.parent / "upplint.toml").write_text(APPROVED.format(rule="ECO003", file=file), encoding="utf-8")
    result = run("check", tender.parent / given, *options)
    assert ("SUP001" in result.output) is unused


@pytest.mark.parametrize(
    "text", [APPROVED.format(rule="ECO999", file="*"), '[[per_path]]\npath = "*"\nignore = ["ECX"]\n']
)
def test_rules_named_in_the_settings_must_exist(tender: Path, text: str) -> None:
    (tender.parent / "upplint.toml").write_text(text, encoding="utf-8")
    for _ in range(2):
        assert "U221" in str(run("check", tender.parent).exception)


BID = """Vi är ett företag med lång erfarenhet och våra medarbetare är stolta över sitt arbete.
Vårt arbetssätt bygger på närhet, och vi har hjälpt många kunder att spara tid.
Vi mäter alltid resultatet och vår ledning följer upp varje uppdrag tillsammans med oss.
"""


def test_document_passed_over_is_said_and_can_be_read_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "presentation.txt"
    path.write_text(BID * 15 + "Leverantören ska ha fyra bilar.\n", encoding="utf-8")
    silent = run("check", str(path), "--format", "json")
    read = run("check", str(path), "--format", "json", "--kind", "tender")
    assert not json.loads(silent.stdout)["documents"][0]["requirements"]
    assert json.loads(read.stdout)["documents"][0]["requirements"]
    text = " ".join(run("check", str(path)).stdout.split())
    assert "presentation.txt ser ut som en leverantörs egen text" in text


def test_prune_without_a_baseline_says_so(tender: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert "U240" in str(run("check", tender, "--prune").exception)


@pytest.mark.parametrize("command", ["check", "who", "suggest", "extract"])
def test_a_document_is_never_replaced_by_the_answer(tender: Path, command: str) -> None:
    for given in (tender, tender.parent):
        result = run(command, given, "-o", tender)
        assert "U306" in str(result.exception)
    assert tender.read_text(encoding="utf-8") == BARRIERS
    for _ in range(2):  # its own answer may be replaced
        assert run(command, tender.parent, "-o", tender.parent / "svar.txt").exit_code in (0, 1)
