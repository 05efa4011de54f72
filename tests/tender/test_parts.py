"""What the documents list as parts."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from upplint import api
from upplint.engine.testing import tender_from_text
from upplint.tender.model import Role
from upplint.tender.parts import SeparablePart, fields_in, groups, separable_parts


def parts_of(text: str, role: Role = Role.INVITATION) -> tuple[SeparablePart, ...]:
    tender, _ = tender_from_text(text, role=role)
    found = separable_parts(tender)
    whole = tender.parts[0].document.text
    assert all(whole[p.start : p.end] == p.name for p in found)
    return found


@pytest.mark.parametrize(
    ("text", "kind", "names"),
    [
        ("Tvätt hämtas på följande orter: Alby, Berga och Carlsro.", "place", ["Alby", "Berga", "Carlsro"]),
        ("Utbildningen har inriktning mot kök, lager och trädgård.", "service", ["kök", "lager", "trädgård"]),
        ("I åtagandet ingår städning, måleri samt bevakning.", "service", ["städning", "måleri", "bevakning"]),
        ("Två delar, dels en karta över läget, dels ett förslag.", "service", ["karta över läget", "förslag"]),
        ("Ramavtalet har följande varugrupper: bröd, fisk och mejeri.", "product", ["bröd", "fisk", "mejeri"]),
        ("Vi köper följande tjänster:\n- måleri\n- murning\n- tolkning", "service", ["måleri", "murning", "tolkning"]),
    ],
)  # fmt: skip
def test_enumerations(text: str, kind: str, names: list[str]) -> None:
    found = parts_of(text)
    assert [p.name for p in found] == names
    assert {p.kind for p in found} == {kind}


@pytest.mark.parametrize(
    "text",
    [
        "Uppdraget omfattar planering, genomförande och uppföljning.",
        "Upphandlingen avser lokalvård i kommunens lokaler.",
        "Upphandlingsdokumentet består av följande delar: inbjudan, krav och avtal.",
        "Anbudet ska beskriva följande tjänster: jour, larm och bemanning.",
        "| Skola | Börjar | Slutar |\n|---|\n| Ek | 08.00 | 14.00 |\n| Alm | 08.10 | 14.10 |",
        "| Krav | Område 1 |\n|---|\n| Lokal | Ja |\n| Kök | Nej |",
    ],
)
def test_what_is_no_part(text: str) -> None:
    assert not parts_of(text)


def test_a_table_gives_names_and_quantities() -> None:
    found = parts_of("| Ort | Deltagare per år |\n|---|\n| Åby | 40 |\n| Hult | 24 |\n| Summa | 64 |")
    assert [(p.name, p.quantity, p.kind) for p in found] == [
        ("Åby", "40 deltagare per år", "place"),
        ("Hult", "24 deltagare per år", "place"),
    ]


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        (
            (("Område", "Yta m2"), ("Norra", "12 000"), ("Södra", "6000"), ("Summa", "18 000")),
            [("Norra", "12 000 m2"), ("Södra", "6000 m2")],
        ),
        (
            (("Ort", "Uppskattat antal timmar"), ("Åby", "40"), ("Hult", "24")),
            [("Åby", "40 timmar"), ("Hult", "24 timmar")],
        ),
        ((("Ort", "Antal"), ("Åby", "enligt bilaga"), ("Hult", "24")), []),
        ((("Ort", "Ja"), ("Åby", "40"), ("Hult", "24")), []),
    ],
)
def test_a_table_whose_heads_are_not_set_apart(
    tmp_path: Path, rows: tuple[tuple[str, str], ...], wanted: list[tuple[str, str]]
) -> None:
    document = docx.Document()
    document.add_heading("Upphandling av städning", 0)
    table = document.add_table(len(rows), 2)
    for i, row in enumerate(rows):
        for j, text in enumerate(row):
            table.cell(i, j).text = text
    document.save(str(tmp_path / "krav.docx"))
    (tender,), _ = api.read_tenders(tmp_path / "krav.docx")
    assert [(p.name, p.quantity) for p in separable_parts(tender)] == wanted


def test_a_name_is_given_once_with_its_quantity() -> None:
    text = "Den utförs på följande orter: Alby och Berga.\n\n| Ort | Yta (m2) |\n|---|\n| Alby | 900 |\n| Berga | 400 |"
    assert [(p.name, p.quantity) for p in parts_of(text)] == [("Alby", "900 m2"), ("Berga", "400 m2")]


def test_contracts_and_bids_are_passed_over() -> None:
    text = "Tvätt hämtas på följande orter: Alby, Berga och Carlsro."
    assert not parts_of(text, Role.CONTRACT)
    assert not parts_of(text, Role.BID)


def test_groups_with_quantities_come_first() -> None:
    text = "Sker på följande orter: Alby, Berga, Ceda och Dal.\n\n| Kök | Portioner |\n|---|\n| Ek | 90 |\n| Alm | 40 |"
    assert [[p.name for p in g] for g in groups(parts_of(text))] == [["Ek", "Alm"], ["Alby", "Berga", "Ceda", "Dal"]]


def test_fields_of_services_know_their_divisions() -> None:
    fields = {f.name: f.divisions for f, _, _ in fields_in("fönsterputs, tvätt av mattor och gräsklippning")}
    assert fields == {"cleaning": ("90",), "laundry": ("98",), "green": ("77",)}


@given(st.lists(st.text(alphabet="abcåäö ,;:.()0123456789\t-", max_size=60), max_size=6))
def test_any_text_is_read(lines: list[str]) -> None:
    tender, _ = tender_from_text("\n\n".join(["I uppdraget ingår " + line for line in lines]) or "x")
    for part in separable_parts(tender):
        assert tender.parts[part.document].document.text[part.start : part.end] == part.name
