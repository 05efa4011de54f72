"""`upplint facts`: titles, grounds, options for what is missing, and the window's width."""

from __future__ import annotations

import tomllib

import pytest

from upplint.engine.testing import document_from_text
from upplint.reports.fact_words import TITLES
from upplint.reports.facts import draft_settings, render_facts
from upplint.reports.law import render_provision, render_provisions
from upplint.tender.build import build_tender, make_part
from upplint.tender.model import Tender
from upplint.tender.stated import STATABLE

TEXT = """
# 1 Om upphandlingen

Upphandlande myndighet: Granby kommun

Upphandlingen delas inte upp. Det uppskattade värdet är 4 500 000 kronor, och avtalet gäller i två år.

CPV: 90911200-8 och 90911300-9

# 2 Anbud

Sista anbudsdag: 2027-03-01. Anbud ska ha kommit in senast 2027-03-03.
"""


@pytest.fixture(scope="module")
def tender() -> Tender:
    part = make_part(document_from_text(TEXT, file="mapp/krav.txt").document, requirements=())
    return build_tender("Städning", [part])


def test_facts_are_named_in_plain_words_with_their_place(tender: Tender) -> None:
    text = render_facts([tender], "text").replace("\u00a0", " ")
    assert "Köpare: Granby kommun\n    krav.txt, s. 1, avsnitt 1\n" in text
    assert "Slags köpare: inte staten" in text
    assert "Antal delar (anbudsområden): ingen uppdelning" in text
    assert "Uppskattat värde: 4 500 000 kr" in text
    assert "CPV-kod: 90911200-8; 90911300-9" in text
    assert "men även: 2027-03-03 (krav.txt, s. 1, avsnitt 2)" in text
    assert "(state)" not in text and "authority" not in text


def test_what_is_missing_names_the_option_and_the_setting(tender: Tender) -> None:
    text = render_facts([tender], "text")
    assert "Takvärde för ramavtalet: --ceiling eller ceiling_value" in text
    assert "Prisets vikt: price_weight" in text


def test_open_rules_say_between_what_and_how_to_decide() -> None:
    text = TEXT.replace("4 500 000", "2 500 000") + "\nAnnonserad 2027-02-01. Upphandlingen görs enligt LOU."
    part = make_part(document_from_text(text, file="krav.txt").document, requirements=())
    shown = " ".join(render_facts([build_tender("Städning", [part])], "text").split())
    assert "Regler: inte avgjort (A, direktivstyrd upphandling eller B, upphandling enligt 19 kap. LOU)" in shown
    assert "inom tio procent från en gräns" in shown
    assert "(--regime)" in shown


def test_titles_and_values_follow_the_language(tender: Tender) -> None:
    text = render_facts([tender], "text", language="en")
    assert "Buyer: Granby kommun" in text
    assert "Number of lots: not divided" in text
    assert "Estimated value: 4,500,000 SEK" in text
    assert "Ceiling of the framework: --ceiling or ceiling_value" in text


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("width", [50, 80])
def test_lines_fit_the_window(tender: Tender, language: str, width: int) -> None:
    assert (
        max(len(line) for line in render_facts([tender], "text", language=language, width=width).splitlines()) <= width
    )


def test_every_fact_that_can_be_stated_has_a_title() -> None:
    assert set(STATABLE) <= set(TITLES)


def test_the_draft_of_settings_is_toml_and_says_what_may_be_stated(tender: Tender) -> None:
    draft = draft_settings(tender)
    assert tomllib.loads(draft) == {"facts": {}}
    uncommented = "\n".join(line.removeprefix("# ") if " = " in line else line for line in draft.splitlines())
    known = "\n".join(line for line in uncommented.splitlines() if not line.endswith("= "))
    assert tomllib.loads(known)["facts"]["estimated_value"] == 4500000
    assert "state för en statlig myndighet" in draft


@pytest.mark.parametrize("width", [50, 80])
def test_provisions_fit_the_window(width: int) -> None:
    lines = [*render_provisions(width=width).splitlines(), *render_provision("4:14", width=width).splitlines()]
    assert max(len(line) for line in lines if "http" not in line) <= width


def test_the_users_cpv_stands_for_those_of_the_documents() -> None:
    part = make_part(document_from_text(TEXT, file="krav.txt").document, requirements=())
    tender = build_tender("Städning", [part], stated={"cpv": ["85312000-9", "90911200"]})
    text = render_facts([tender], "text")
    assert "CPV-kod: 85312000-9; 90911200\n    angivet av er\n    men även: 90911300-9 (krav.txt" in text
    assert "Bara en del av CPV-koderna finns i bilaga 2 till LOU (85312000-9)." in " ".join(text.split())
    alone = build_tender("Vård", [part], stated={"cpv": "85312000-9"})
    assert "Tjänsten finns i bilaga 2 till LOU" in " ".join(alone.regime.reasons)


def test_the_draft_holds_every_cpv_code(tender: Tender) -> None:
    assert '# cpv = ["90911200-8", "90911300-9"]' in draft_settings(tender).splitlines()


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("4 kap. 14 §", "4:14"),
        ("4 kap 14§ LOU", "4:14"),
        ("19 a kap. 2 § LOU", "19a:2"),
        ("LOU 4 kap. 14 §", "4:14"),
        ("1 kap. 2 a § LOV", "LOV 1:2a"),
        ("11 § språklagen", "språklagen 11"),
        ("4 kap. 1 § LUF", "LUF 4:1"),
    ],
)
def test_a_provision_is_found_by_the_citation_that_upplint_writes(written: str, key: str) -> None:
    assert render_provision(written) == render_provision(key)


@pytest.mark.parametrize(
    ("law", "value", "rules"),
    [
        ("LUF", 2500000, "B, upphandling enligt 19 kap. LUF"),
        ("LUF", 500000, "C, direktupphandling enligt 19 a kap. LUF"),
        ("LUK", 20000000, "B, upphandling enligt 15 kap. LUK"),
        ("LUFS", 2500000, "B, upphandling enligt 15 kap. LUFS"),
        ("LUFS", 300000, "C, direktupphandling enligt 15 a kap. LUFS"),
        ("LOV", 300000, "LOV, valfrihetssystem"),
    ],
)
def test_the_rules_are_named_by_the_act_that_applies(law: str, value: int, rules: str) -> None:
    text = "# 1 Om köpet\nAvtalet gäller städning. CPV 90911200-8. Annonserad 2025-02-01."
    part = make_part(document_from_text(text, file="krav.txt").document, requirements=())
    procedure = "direktupphandling" if rules.startswith("C") else "19 kap."
    stated = {"law": law, "estimated_value": value, "buyer_kind": "other", "procedure": procedure}
    shown = render_facts([build_tender("Städning", [part], stated=stated)], "text")
    assert f"Regler: {rules}\n" in shown
