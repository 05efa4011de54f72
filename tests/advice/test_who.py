"""Who can meet the requirements: each kind of requirement, its ways out, and the two example tenders."""

from __future__ import annotations

from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upplint import api
from upplint.advice.who import shut_out
from upplint.advice.who_change import WAYS, Blocks, best_changes, blocking, smallest_set
from upplint.advice.who_data import WhoRules, archetypes, read_as, who_rules
from upplint.advice.who_model import Status, WhoTable
from upplint.engine.testing import tender_from_text
from upplint.errors import RuleError
from upplint.tender.model import Role

ROOT = Path(__file__).resolve().parents[2]
CAN, PARTNER, UNCLEAR, CANNOT = Status.CAN, Status.PARTNER, Status.UNCLEAR, Status.CANNOT


def table(text: str, role: Role = Role.INVITATION, **facts: object) -> WhoTable:
    tender, _ = tender_from_text(f"# 3 Krav på anbudsgivaren\n\n{text}", role=role, facts=facts)
    found = shut_out(tender)
    assert found is not None
    return found


#: text, row, archetype -> status. What each archetype usually has is argued in `rules/archetypes/archetypes.yaml`.
CASES = [
    (
        "Anbudsgivaren ska ha haft en årsomsättning om minst 40 miljoner kronor.",
        "turnover",
        {"one_person": PARTNER, "micro": PARTNER, "small": UNCLEAR, "new": PARTNER, "association": PARTNER},
    ),
    (
        "Anbudsgivaren ska ha haft en årsomsättning om minst 5 miljoner kronor.",
        "turnover",
        {"one_person": PARTNER, "micro": UNCLEAR, "small": CAN, "new": PARTNER, "foundation": UNCLEAR},
    ),
    (
        "Anbudsgivaren ska bifoga årsredovisningar för de tre senaste räkenskapsåren.",
        "accounts",
        {"new": PARTNER, "one_person": UNCLEAR, "small": CAN, "foundation": CAN},
    ),
    (
        "Anbudsgivaren ska ha lägst riskklass 3 hos kreditupplysningsföretaget.",
        "credit",
        {"new": PARTNER, "association": PARTNER, "foundation": PARTNER, "wise": PARTNER, "micro": UNCLEAR},
    ),
    (
        "Anbudsgivaren ska ställa en bankgaranti om 500 000 kronor.",
        "guarantee",
        {"one_person": CANNOT, "micro": CANNOT, "new": CANNOT, "small": UNCLEAR, "wise": CANNOT},
    ),
    (
        "Anbudsgivaren ska ha en ansvarsförsäkring om minst 50 miljoner kronor.",
        "insurance",
        {"one_person": UNCLEAR, "small": UNCLEAR, "association": UNCLEAR},
    ),
    ("Anbudsgivaren ska vara godkänd för F-skatt.", "f_tax", {"association": UNCLEAR, "micro": CAN, "wise": UNCLEAR}),
    ("Anbudsgivaren ska vara registrerad för mervärdesskatt.", "vat", {"association": UNCLEAR, "cooperative": CAN}),
    ("Anbudsgivaren ska vara registrerad som arbetsgivare.", "employer", {"one_person": UNCLEAR, "micro": CAN}),
    (
        "Anbudsgivaren ska bifoga registreringsbevis från Bolagsverket.",
        "company_register",
        {"association": CANNOT, "foundation": CANNOT, "cooperative": CAN, "one_person": UNCLEAR, "new": CAN},
    ),
    (
        "Anbudsgivaren ska vara ett aktiebolag.",
        "company_form",
        {"association": CANNOT, "cooperative": CANNOT, "foundation": CANNOT, "wise": CANNOT, "micro": CAN},
    ),
    (
        "Anbudsgivaren ska vara certifierad enligt ISO 9001.",
        "certificate",
        {"one_person": PARTNER, "micro": PARTNER, "small": UNCLEAR, "association": PARTNER},
    ),
    (
        "Anbudsgivaren ska vara medlem i en branschorganisation.",
        "trade_membership",
        {"one_person": UNCLEAR, "association": UNCLEAR},
    ),
    (
        "Anbudsgivaren ska redovisa tre referensuppdrag.",
        "references",
        {"new": PARTNER, "one_person": UNCLEAR, "small": CAN},
    ),
    (
        "Anbudsgivaren ska ha varit verksam i branschen i minst fem år.",
        "years_active",
        {"new": PARTNER, "micro": UNCLEAR, "small": CAN, "foundation": CAN},
    ),
    (
        "Anbudsgivaren ska ha minst 40 anställda.",
        "employees",
        {"one_person": PARTNER, "micro": PARTNER, "small": UNCLEAR, "foundation": PARTNER},
    ),
    (
        "Anbudsgivaren ska ha personal dygnet runt, alla dagar om året.",
        "round_the_clock",
        {"one_person": PARTNER, "micro": PARTNER, "small": UNCLEAR, "association": UNCLEAR},
    ),
    (
        "Leverantören ska vara bunden av kollektivavtal.",
        "collective_agreement",
        {"one_person": CANNOT, "micro": UNCLEAR, "wise": UNCLEAR},
    ),
    (
        "All personal ska ha Städbranschens yrkesbevis.",
        "all_staff_trained",
        {"wise": CANNOT, "micro": UNCLEAR, "one_person": CAN},
    ),
    (
        "All personal ska behärska svenska språket flytande i tal och skrift.",
        "fluent_swedish",
        {"wise": CANNOT, "association": UNCLEAR, "micro": CAN},
    ),
]


@pytest.mark.parametrize(("text", "row", "expected"), CASES, ids=[c[1] for c in CASES])
def test_each_kind_of_requirement(text: str, row: str, expected: dict[str, Status]) -> None:
    found = table(text).row(row)
    assert {kind: found.cell(kind).status for kind in expected} == expected
    for cell in found.cells:
        if cell.status is not CAN:
            assert cell.reason("sv").endswith(".")
            assert "{" not in cell.reason("sv") + cell.reason("en")


WAYS_OUT = [
    (
        "Anbudsgivaren ska ha lägst riskklass 3 hos kreditupplysningsföretaget. Den som saknar betyg kan på annat sätt "
        "visa att ekonomin är stabil.",
        "credit",
        "association",
        CAN,
    ),
    (
        "Anbudsgivaren ska redovisa tre referensuppdrag. Nystartade företag kan i stället beskriva sin plan.",
        "references",
        "new",
        CAN,
    ),
    (
        "Anbudsgivaren ska redovisa tre referensuppdrag. Nystartade företag kan i stället beskriva sin plan.",
        "references",
        "one_person",
        UNCLEAR,
    ),
    ("Anbudsgivaren ska vara certifierad enligt ISO 14001 eller likvärdigt.", "certificate", "micro", CAN),
    (
        "Anbudsgivaren ska vara registrerad för mervärdesskatt. Kravet gäller inte skattefri verksamhet.",
        "vat",
        "association",
        CAN,
    ),
    ("Leverantören ska ha villkor i nivå med kollektivavtal.", "collective_agreement", "one_person", CAN),
]


@pytest.mark.parametrize(("text", "row", "kind", "expected"), WAYS_OUT)
def test_ways_out_count(text: str, row: str, kind: str, expected: Status) -> None:
    found = table(text)
    status = next((r.cell(kind).status for r in found.rows if r.id == row), CAN)
    assert status is expected


SILENT = [
    "Anbud med hög kreditvärdighet är meriterande.",
    "Leverantören ska redovisa personalomsättningen varje år.",
    "Erbjuden konsult ska redovisa två referensuppdrag.",
    "Anbudsgivare med en omsättning som understiger 50 miljoner euro ska ange det.",
    "Anbudsgivaren bör ha minst 40 anställda.",
    "Kommunen ska ha ett registreringsbevis från Bolagsverket för varje leverantör.",
    "Underleverantörer får inte anlitas utan kommunens skriftliga godkännande.",
    "Den som är skyldig att vara registrerad för F-skatt eller moms ska vara det.",
    "Organisationer som betalar ut lön ska vara registrerade som arbetsgivare.",
    "Samtliga förare ska ha gått utbildning i brandskydd.",
    "Larmet övervakas dygnet runt av kommunens system.",
]


@pytest.mark.parametrize("text", SILENT)
def test_nobody_is_said_to_be_shut_out(text: str) -> None:
    assert table(text).rows == ()


def test_a_demand_for_a_guarantee_is_no_way_out_of_the_turnover() -> None:
    found = table(
        "Anbudsgivaren ska ha haft en årsomsättning om minst 40 miljoner kronor.\n\n"
        "Anbudsgivaren ska till säkerhet för avtalet ställa en bankgaranti om 2 miljoner kronor."
    )
    assert found.row("turnover").cell("micro").status is PARTNER
    assert found.row("guarantee").cell("micro").status is CANNOT


BANS = """\
Anbudsgivaren ska ha haft en årsomsättning om minst 40 miljoner kronor.

Gemensamma anbud accepteras inte.

Anbudsgivaren får inte åberopa andra företags kapacitet.
"""


def test_closed_ways_to_a_partner_shut_out() -> None:
    found = table(BANS)
    assert found.row("turnover").cell("micro").status is CANNOT
    assert found.row("ban_group").cell("micro").status is CANNOT
    assert found.row("ban_group").cell("small").status is CAN
    assert len(found.smallest["micro"]) == 1
    assert found.alone["micro"] == ("turnover",)


def test_one_open_way_is_enough() -> None:
    found = table(BANS.replace("Gemensamma anbud accepteras inte.", ""))
    assert [row.id for row in found.rows] == ["turnover"]
    assert found.row("turnover").cell("micro").status is PARTNER
    assert found.smallest == {}
    assert found.changes == ()


def test_the_whole_contract_is_held_against_its_yearly_value() -> None:
    text = "Anbud ska omfatta hela uppdraget. Delanbud godtas inte."
    large = table(text, estimated_value=48000000, term_months=48)
    assert large.row("whole").cell("micro").status is PARTNER
    assert large.row("whole").cell("small").status is UNCLEAR
    assert table(text, estimated_value=1600000, term_months=48).rows == ()
    assert table(text).row("whole").cell("micro").status is UNCLEAR
    assert table(text, estimated_value=48000000, term_months=48, lots=3).rows == ()


def test_with_lots_the_easiest_one_counts() -> None:
    text = (
        "Anbudsgivaren ska för område A ha en omsättning om minst 1 miljon kronor.\n\n"
        "Anbudsgivaren ska för område B ha en omsättning om minst 40 miljoner kronor."
    )
    assert table(text).row("turnover").cell("micro").status is PARTNER
    easiest = table(text, lots=2).row("turnover")
    assert easiest.cell("micro").status is CAN
    assert easiest.cell("new").status is PARTNER
    assert "1\u00a0miljon" in easiest.ask.sv


@pytest.mark.parametrize("role", [Role.BID, Role.REGISTER, Role.PARTNERSHIP])
def test_texts_that_ask_nothing_have_no_table(role: Role) -> None:
    tender, _ = tender_from_text("Anbudsgivaren ska ha lägst riskklass 3.", role=role)
    assert shut_out(tender) is None


def test_call_off_is_said() -> None:
    assert table("Anbudsgivaren ska redovisa tre referensuppdrag.", call_off=True).call_off


# -- the two examples ------------------------------------------------------------------------------------------------


@cache
def _example(name: str) -> WhoTable:
    tenders, _ = api.read_tenders(ROOT / "examples" / name, processes=1)
    found = shut_out(tenders[0])
    assert found is not None
    return found


def test_the_tender_full_of_barriers_shuts_most_out_for_the_right_reasons() -> None:
    found = _example("stadning-hindersam")
    shut = {k.id for k in found.with_status(CANNOT)}
    assert shut == {"one_person", "micro", "new", "association", "cooperative", "foundation", "wise"}
    reasons = {
        "turnover": ("micro", "15 miljoner"),
        "credit": ("association", "kreditbetyg"),
        "company_form": ("cooperative", "inte bolag"),
        "company_register": ("foundation", "länsstyrelsen"),
        "employees": ("micro", "färre än tio"),
        "certificate": ("wise", "ledningssystem"),
        "round_the_clock": ("one_person", "dygnet runt"),
        "references": ("new", "inga egna uppdrag"),
        "fluent_swedish": ("wise", "svenska"),
    }
    for row, (kind, words) in reasons.items():
        cell = found.row(row).cell(kind)
        assert cell.status is CANNOT, row
        assert words in cell.reason("sv").replace("\u00a0", " "), row
    assert found.row("turnover").requirement.section == "2.3"


def test_the_well_written_tender_lets_nearly_all_in() -> None:
    found = _example("stadning-val-skriven")
    assert not found.with_status(CANNOT)
    assert len(found.with_status(CAN)) >= 6
    assert found.tried > 5


# -- the smallest sets, against trying every set ---------------------------------------------------------------------

_ROWS = [f"r{i}" for i in range(6)]
_BAN_ROWS = ["b0", "b1", "b2"]
_some = st.frozensets(st.sampled_from(_ROWS), max_size=4)
_blocks = st.builds(Blocks, hard=_some, economic=_some, capacity=_some)
_bans = st.fixed_dictionaries({way: st.frozensets(st.sampled_from(_BAN_ROWS), max_size=2) for way in WAYS})


def _every_set() -> list[frozenset[str]]:
    rows = [*_ROWS, *_BAN_ROWS]
    return [frozenset(c) for n in range(len(rows) + 1) for c in combinations(rows, n)]


_SETS = _every_set()


def _lets_in(changed: frozenset[str], blocks: Blocks, bans: dict[str, frozenset[str]]) -> bool:
    closed = frozenset(way for way, rows in bans.items() if rows - changed)
    return not blocking(blocks, closed) - changed


@given(blocks=_blocks, bans=_bans)
@settings(max_examples=60, deadline=None)
def test_smallest_set_is_smallest(blocks: Blocks, bans: dict[str, frozenset[str]]) -> None:
    found = smallest_set(blocks, bans)
    assert _lets_in(found, blocks, bans)
    assert len(found) == min(len(s) for s in _SETS if _lets_in(s, blocks, bans))


@given(blocks=st.lists(_blocks, min_size=1, max_size=5), bans=_bans)
@settings(max_examples=40, deadline=None)
def test_best_changes_let_in_as_many_as_any_set_of_their_size(
    blocks: list[Blocks], bans: dict[str, frozenset[str]]
) -> None:
    named = {f"k{i}": b for i, b in enumerate(blocks)}
    shut = {k: b for k, b in named.items() if not _lets_in(frozenset(), b, bans)}
    found = best_changes(named, bans)
    for size in (1, 2, 3):
        most = max(sum(_lets_in(s, b, bans) for b in shut.values()) for s in _SETS if len(s) <= size)
        ours = max((len(c.lets_in) for c in found if len(c.rows) <= size), default=0)
        assert ours == most
    for change in found:
        changed = frozenset(change.rows)
        assert set(change.lets_in) == {k for k, b in shut.items() if _lets_in(changed, b, bans)}
        assert set(change.with_partner) == {k for k in change.lets_in if shut[k].all - changed}


# -- the data --------------------------------------------------------------------------------------------------------


def test_every_trait_is_asked_for_and_every_rule_names_one() -> None:
    needed = {rule.needs for rule in who_rules().rules if rule.needs}
    assert needed == set(archetypes().traits)
    assert [a.id for a in archetypes().archetypes] == [
        "one_person", "micro", "small", "new", "association", "cooperative", "foundation", "wise",
    ]  # fmt: skip


def test_every_source_is_used() -> None:
    used = {trait.source for a in archetypes().archetypes for trait in a.has.values()}
    assert used <= set(archetypes().sources)
    assert any(s.assumption for s in archetypes().sources.values())


def test_short_names_fit_their_columns() -> None:
    for archetype in archetypes().archetypes:
        assert len(archetype.short.sv) <= 6
        assert len(archetype.short.en) <= 6


def test_broken_data_is_named(tmp_path: Path) -> None:
    path = tmp_path / "rules.yaml"
    path.write_text("softeners: {}\nrules: [{id: x}]\n", encoding="utf-8")
    with pytest.raises(RuleError, match=r"rules\.yaml"):
        read_as(path, WhoRules)
