"""What is suggested for a tender, in every format, and the command."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from upplint import api
from upplint.advice.render import render
from upplint.advice.suggest import Suggestion, suggest
from upplint.cli.main import cli
from upplint.errors import UpplintError
from upplint.tender.model import Tender

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def made(hard: Tender) -> Suggestion:
    return suggest(hard)


def test_a_tender_with_barriers_gets_drafts_for_them(made: Suggestion) -> None:
    names = [d.name for d in made.drafts]
    assert len(names) == len(set(names))
    for name in (
        "sysselsattning-dialog",
        "sysselsattning-krav",
        "sysselsattning-bonus",
        "sysselsattning-uppfoljning",
        "lotplan",
        "ingen-uppdelning",
        "garanterad-volym",
        "annan-utredning-ekonomi",
        "eller-likvardigt",
        "referens-nya-foretag",
    ):
        assert name in names


def test_a_well_written_tender_is_left_in_peace(good: Tender) -> None:
    made = suggest(good)
    assert made.drafts == ()
    assert made.opportunities == ()
    assert "Inget förslag" in str(render([made], "text"))


def test_the_worked_numbers_come_with_their_assumptions(made: Suggestion) -> None:
    draft = next(d for d in made.drafts if d.name == "sysselsattning-krav")
    assert "[antal; räkneexempel: 4]" in draft.text
    assert any("Antagandena är våra" in note for note in draft.notes)


def test_explain_tells_why_not(good: Tender) -> None:
    text = str(render([suggest(good, explain=True)], "text", width=1000))
    assert "Inte möjligt här" in text
    assert "Inte uppfyllt: Upphandlingen är inte redan reserverad." in text
    assert len(suggest(good, explain=True).opportunities) == 14


def test_one_draft_by_name(good: Tender) -> None:
    made = suggest(good, ["reservation-arbetsintegrerande"])
    assert [d.name for d in made.drafts] == ["reservation-arbetsintegrerande"]
    assert [o.key for o in made.opportunities] == ["reserve_integration"]


def test_a_draft_that_the_regime_forbids_is_refused(good: Tender) -> None:
    with pytest.raises(UpplintError) as error:
        suggest(good, ["reservation-ideburen"])
    assert error.value.code == "U311"
    assert "Upphandlingen är direktivstyrd" in error.value.message


def test_json_is_whole(made: Suggestion) -> None:
    data = json.loads(str(render([made], "json")))[0]
    assert data["tender"] == "stadning-hindersam"
    assert {d["name"] for d in data["drafts"]} == {d.name for d in made.drafts}
    condition = data["opportunities"][0]["conditions"][0]
    assert set(condition) >= {"name", "text", "status", "ground", "places"}


def test_the_same_tender_gives_the_same_bytes(hard: Tender, made: Suggestion) -> None:
    again = suggest(hard)
    for format in ("text", "md", "json", "docx"):
        assert render([made], format) == render([again], format)


def test_the_word_file_has_real_headings_tables_and_no_accessibility_finding(made: Suggestion, tmp_path: Path) -> None:
    import docx

    data = render([made], "docx")
    assert isinstance(data, bytes)
    document = docx.Document(io.BytesIO(data))
    levels = {p.style.name for p in document.paragraphs if p.style.name.startswith("Heading")}
    assert {"Heading 1", "Heading 2", "Heading 3"} <= levels
    assert len(document.tables) >= 3
    assert any(c.text == "Granviken centrum" for t in document.tables for r in t.rows for c in r.cells)
    assert not any(p.text.startswith(("#", "|")) for p in document.paragraphs)
    runs = [r for p in document.paragraphs for r in p.runs]
    assert all((r.font.highlight_color is not None) == bool(re.fullmatch(r"\[.*\]", r.text)) for r in runs if r.text)
    path = tmp_path / "forslag.docx"
    path.write_bytes(data)
    report = api.check(path, select=["ACC"], processes=1)
    assert not report.findings, [(f.rule, f.message) for f in report.findings]


def test_unknown_format_is_refused(made: Suggestion) -> None:
    with pytest.raises(UpplintError) as error:
        render([made], "pdf")
    assert error.value.code == "U312"


def test_the_command(tmp_path: Path) -> None:
    target = tmp_path / "f.md"
    result = CliRunner().invoke(
        cli,
        ["suggest", str(EXAMPLES / "stadning-hindersam"), "--clause", "lotplan", "--format", "md", "-o", str(target)],
    )
    assert result.exit_code == 0, result.output
    text = target.read_text(encoding="utf-8")
    assert "| A | Granviken centrum | 38 200 m² | 65 procent | [värde] |" in text
    assert "Rätten att delta" not in text


def test_the_command_needs_a_file_for_word() -> None:
    result = CliRunner().invoke(cli, ["suggest", str(EXAMPLES / "stadning-hindersam"), "--format", "docx"])
    assert isinstance(result.exception, UpplintError)
    assert result.exception.code == "U313"


def test_every_numbered_list_in_word_begins_at_one(tmp_path: Path) -> None:
    from upplint.advice.word import render_docx

    path = tmp_path / "listor.docx"
    path.write_bytes(render_docx("# Ett\n\n1. första\n2. andra\n\nText.\n\n1. ny första\n"))
    (tender,), _ = api.read_tenders(path, processes=1)
    numbers = [(b.number, b.text) for b in tender.parts[0].document.blocks if b.kind.value == "list_item"]
    assert [n.rstrip(".") for n, _ in numbers] == ["1", "2", "1"], numbers


def test_an_organisations_own_limits_count(hard: Tender) -> None:
    assert "employment" in {o.key for o in suggest(hard, rules=()).opportunities}
    own = {"OPP004": {"least_value": 50_000_000}}
    assert "employment" not in {o.key for o in suggest(hard, rules=(), parameters=own).opportunities}


def test_only_drafts_that_the_regime_allows_are_named(hard: Tender) -> None:
    from dataclasses import replace

    from upplint.advice.clauses import load_clauses
    from upplint.tender.regime import RegimeDecision

    for regime in "ABC":
        made = suggest(replace(hard, regime=RegimeDecision(regime, (regime,), 1.0)), rules=(), explain=True)  # type: ignore[arg-type]
        for name in (*(n for o in made.opportunities for n in o.clauses), *(d.name for d in made.drafts)):
            assert regime in load_clauses()[name].law
