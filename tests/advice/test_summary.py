"""The summary of a tender: what it holds, what comes first, and that it fits one screen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from upplint import api
from upplint.advice.summary import summarise
from upplint.documents.model import Gap, GapKind
from upplint.engine.loader import load_rules
from upplint.engine.model import Level, Report
from upplint.engine.run import run
from upplint.engine.testing import tender_from_text
from upplint.reports.summary import LINES, summary_data, summary_lines, summary_pieces
from upplint.tender.model import Role

ROOT = Path(__file__).resolve().parents[2]
RULES = load_rules()

TEXT = """\
# Upphandlingsdokument

Städning av skolor i Åby

# 1 Inbjudan

Anbud ska omfatta hela uppdraget. Delanbud godtas inte.

# 2 Krav på anbudsgivaren

# 2.1 Ekonomi

Anbudsgivaren ska ha lägst riskklass 3 hos kreditupplysningsföretaget.

# 2.2 Försäkring

Anbudsgivaren ska ha en ansvarsförsäkring om minst 100 miljoner kronor.

# 2.3 Kvalitet

Anbudsgivaren ska vara certifierad enligt ISO 9001.

# 3 Avtal

Leverantören ansvarar för alla skador, även indirekta skador. Vite utgår med 2 procent per dag.
"""


def report(text: str = TEXT, language: str = "sv", role: Role = Role.INVITATION, **facts: object) -> Report:
    tender, _ = tender_from_text(text, facts=facts, regime="B", role=role)
    return Report(tenders=(tender,), findings=run(tender, RULES, language=language), language=language)


def test_title_is_the_first_line_that_names_more_than_a_kind_of_document() -> None:
    summary = summarise(report(), 0)
    assert summary is not None
    assert summary.title == "Städning av skolor i Åby"


def test_title_field_of_an_export_wins() -> None:
    fields = ("Upphandlingsdokument", "2026-03-02", "Upphandlande organisation", "Åby kommun", "Upphandling", "Fika")
    text = "\n\n".join(fields)
    summary = summarise(report(text), 0)
    assert summary is not None
    assert summary.title == "Fika"


def test_facts_are_told_in_words() -> None:
    summary = summarise(
        report(authority="Åby kommun", estimated_value=4500000, term_months=24, extension_months=12, lots=0), 0
    )
    assert summary is not None
    facts = {name: value.replace("\u00a0", " ") for name, value in summary.facts}
    assert facts["Köpare"] == "Åby kommun"
    assert facts["Uppskattat värde"] == "4,5 miljoner kronor"
    assert facts["Avtalstid"] == "24 månader, med möjlig förlängning i 12 månader"
    assert facts["Delar"] == "ingen uppdelning"
    assert summary.undecided == ("sista anbudsdag",)


def test_those_that_shut_most_out_come_first_and_wording_never() -> None:
    summary = summarise(report(), 0)
    assert summary is not None
    assert 1 < len(summary.barriers) <= 3
    assert len({i.finding.rule for i in summary.barriers}) == len(summary.barriers)
    for item in summary.barriers:
        assert item.finding.level in (Level.ERROR, Level.WARNING)
        assert item.finding.rule[:3] not in ("LAN", "ACC")
    hits = [i.shut_out for i in summary.barriers if i.shut_out is not None]
    assert hits == sorted(hits, reverse=True)


def test_what_could_not_be_read_is_said() -> None:
    gap = Gap(GapKind.SCANNED, "mapp/bilaga.pdf", "Sidan är en bild.", 3)
    summary = summarise(replace(report(), gaps=(gap, gap)), 0)
    assert summary is not None
    assert "Kunde inte läsas: bilaga.pdf (antal ställen: 2)." in summary_lines(summary, "sv")


@pytest.mark.parametrize("role", [Role.BID, Role.REGISTER])
def test_texts_that_ask_nothing_have_no_summary(role: Role) -> None:
    assert summarise(report(role=role), 0) is None
    assert summary_data(None, "sv") is None


@pytest.mark.parametrize("name", ["stadning-hindersam", "stadning-val-skriven"])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_examples_fit_one_screen(name: str, language: str) -> None:
    found = api.check(ROOT / "examples" / name, language=language, processes=1)
    summary = summarise(found, 0)
    assert summary is not None
    lines = summary_lines(summary, language, 80)
    assert 3 < len(lines) <= LINES
    assert max(len(line) for line in lines) <= 80
    if name == "stadning-val-skriven":
        assert not summary.barriers or all(not i.shut_out for i in summary.barriers)
    else:
        assert len(summary.barriers) == 3
        assert all(i.shut_out and i.shut_out >= 6 for i in summary.barriers)
        assert summary.opportunities


def test_the_longest_summary_still_fits() -> None:
    long = TEXT.replace("Städning av skolor i Åby", "Städning " * 13)
    facts = {
        "authority": "Räddningstjänstförbundet i de fyra norra kommunerna och två landsbygdsområden " * 2,
        "estimated_value": 123456789, "ceiling_value": 234567890, "term_months": 24, "extension_months": 24,
        "procedure": "selektivt förfarande med föregående annonsering och urval av anbudssökande", "call_off": True,
    }  # fmt: skip
    gaps = tuple(Gap(GapKind.SCANNED, f"en-bilaga-med-ett-mycket-långt-namn-{i}.pdf", "Bild.", 1) for i in range(9))
    summary = summarise(replace(report(long, **facts), gaps=gaps), 0)
    assert summary is not None
    lines = summary_lines(summary, "sv", 80)
    assert len(lines) <= LINES
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize("width", [40, 60, 120])
def test_other_windows_hold_the_lines_within_them(width: int) -> None:
    summary = summarise(report(), 0)
    assert summary is not None
    assert max(len(line) for line in summary_lines(summary, "sv", width)) <= width


def test_english_summary_has_no_swedish_words_of_ours() -> None:
    summary = summarise(report(language="en", estimated_value=4500000), 0)
    assert summary is not None
    text = " ".join(summary_lines(summary, "en"))
    assert "Who can tender?" in text
    assert not any(w in text for w in ("Vem kan", "Köps", "hindrar", "miljoner", "Framgår"))


def test_pieces_are_uncut() -> None:
    summary = summarise(report(), 0)
    assert summary is not None
    assert not any("…" in text for _, text, _ in summary_pieces(summary, "sv"))
