"""Contract values by CPV: the shipped table, its reader and the script that makes it."""

from __future__ import annotations

import csv
import importlib.util
import sys
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from upplint.resources import rules_path
from upplint.tender.market import LEAST_N, SOURCE_NOTE, market, percentile_of, too_few

ROOT = Path(__file__).resolve().parents[2]
WORKBOOKS = ROOT.parent / "shared" / "data" / "procurements-2021"
needs_workbooks = pytest.mark.skipif(not WORKBOOKS.is_dir(), reason="the workbooks are not beside the checkout")


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("market_table", ROOT / "tools" / "market_table.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def test_building_works_of_2021() -> None:
    row = market("45000000-7")
    assert row is not None
    assert (row.level, row.cpv, row.name, row.year) == ("division", "45", "Anläggningsarbete", 2021)
    assert row.n == 1849
    assert [int(v) for v in (row.p25, row.p50, row.p75)] == [3_000_000, 10_000_000, 32_000_000]
    assert (row.under50_below, row.under50_above) == (50.9, 31.2)
    assert row.micro_below is not None and row.micro_above is not None and row.micro_below > row.micro_above
    assert row.single_bid_share == 12.9
    with pytest.raises(KeyError):
        row.value_at(60)


def test_a_code_below_a_group_may_be_asked_for_by_group_or_division() -> None:
    division, group = market("45233141-9"), market("45233141-9", "finest")
    assert division is not None and group is not None
    assert (division.level, division.cpv) == ("division", "45")
    assert (group.level, group.cpv) == ("group", "452")
    assert group.n < division.n
    assert market("45000000", "finest") == division


def test_where_few_values_are_known_nothing_is_said_but_why() -> None:
    assert market("76000000-3") is None
    assert percentile_of(Decimal(1_000_000), "76000000-3") is None
    said = too_few("76000000-3")
    assert said is not None and "4 kända" in said and f"Minst {LEAST_N}" in said
    assert too_few("45000000") is None
    assert market("99000000") is None and "0 kända" in (too_few("99000000") or "")


def test_the_percentile_of_a_value() -> None:
    assert percentile_of(Decimal(3_000_000), "45000000") == 25
    assert percentile_of(Decimal(10_000_000), "45000000") == 50
    assert percentile_of(Decimal(20_000_000), "45000000") == 64
    assert percentile_of(Decimal(1), "45000000") == 10  # at most
    assert percentile_of(Decimal(10) ** 12, "45000000") == 95  # at least


@given(st.decimals(1, 10**10, places=0), st.decimals(1, 10**10, places=0), st.sampled_from(["45", "85", "90", "79"]))
def test_a_higher_value_never_has_a_lower_percentile(a: Decimal, b: Decimal, division: str) -> None:
    low, high = sorted((a, b))
    first, second = percentile_of(low, f"{division}000000"), percentile_of(high, f"{division}000000")
    assert first is not None and second is not None
    assert 10 <= first <= second <= 95


def test_every_shipped_row_holds_together() -> None:
    with rules_path("market", "values-2021.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert {r["level"] for r in rows} == {"all", "division", "group"}
    for r in rows:
        if r["level"] == "group":
            assert int(r["n"]) >= LEAST_N
        if int(r["n"]) < LEAST_N:
            assert not any(r[c] for c in r if c not in ("level", "cpv", "name", "n"))
            continue
        marks = [int(r[f"p{p}"]) for p in (10, 25, 50, 75, 90, 95)]
        assert marks == sorted(marks) and marks[0] >= 50_000
        for side in ("below_median", "above_p75"):
            micro, small = r[f"micro_wins_{side}"], r[f"under50_wins_{side}"]
            assert bool(micro) == bool(small) == (int(r[f"wins_{side}"]) >= 30)
            assert not micro or 0 <= float(micro) <= float(small) <= 100


def test_the_note_says_source_year_and_what_the_figures_are_not() -> None:
    assert "2021" in SOURCE_NOTE and "CC0" in SOURCE_NOTE and "orsaker" in SOURCE_NOTE


def write(path: Path, header: list[str], rows: list[list[Any]]) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [header, *rows]:
        sheet.append(list(row))
    book.save(path)


def test_the_script_counts_as_its_description_says(tool: ModuleType, tmp_path: Path) -> None:
    """100 procurements of 100 000, 200 000 ... kr and one below the floor; micro firms win below the median."""
    base: list[Any] = ["Upphandlings-ID", "CPV-Huvudgrupp", "CPV-Grupp", "Anbudsområden"]
    cells = [
        [f"P{i}", "90000000 Avfall", "90900000 Städning", "True" if i % 4 == 0 else "False"] for i in range(1, 101)
    ]
    write(tmp_path / "number_of_procurements.xlsx", [*base, "Antal"], [[*c, 1] for c in cells])
    write(
        tmp_path / "contracted_value.xlsx",
        [*base, "Kontrakterat värde, Summa"],
        [[*c, 100_000 * i] for i, c in enumerate(cells, 1)] + [["P101", "90000000 Avfall", None, "False", 49_999]],
    )
    write(
        tmp_path / "number_of_contracted_tenders_with_suppliers.xlsx",
        [*base, "Företagsstorlek för leverantör"],
        [[*c, "Mikroföretag" if i <= 50 else "Stora företag"] for i, c in enumerate(cells, 1)] + [[*cells[0], None]],
    )
    write(
        tmp_path / "number_of_tenders.xlsx",
        [*base, "Antal anbud, Summa"],
        [[*c, 1 if i % 2 else 5] for i, c in enumerate(cells, 1)],
    )
    rows = {(r["level"], r["cpv"]): r for r in tool.table(*tool.read(tmp_path))}
    assert set(rows) == {("all", ""), ("division", "90"), ("group", "909")}
    row = rows["division", "90"]
    assert (row["n"], row["name"], row["p50"], row["p25"]) == (100, "Avfall", 5_050_000, 2_575_000)
    assert (row["micro_wins_below_median"], row["micro_wins_above_p75"]) == ("100.0", "")  # 25 wins are too few
    assert row["wins_above_p75"] == 25
    assert row["lots_share"] == "25.0"
    assert (row["single_bid_share"], row["single_bid_n"]) == ("66.7", 75)


@needs_workbooks
@pytest.mark.slow
def test_the_shipped_table_is_what_the_script_computes(tool: ModuleType, tmp_path: Path) -> None:
    out = tmp_path / "table.csv"
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, tool.COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(tool.table(*tool.read(WORKBOOKS)))
    assert out.read_bytes() == rules_path("market", "values-2021.csv").read_bytes()
