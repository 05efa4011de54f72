"""Computes `rules/market/values-2021.csv` from Upphandlingsmyndigheten's open data on announced procurements of 2021.

    python tools/market_table.py --data FOLDER --out rules/market/values-2021.csv [--compare contract-values-2021.csv]

FOLDER holds the four workbooks `contracted_value.xlsx`, `number_of_contracted_tenders_with_suppliers.xlsx`,
`number_of_procurements.xlsx` and `number_of_tenders.xlsx` (CC0, as published in okfse/oppna-upphandlingsdata).

What is counted
- value: contracted value of a procurement, SEK, at least 50,000 (lower figures are hourly rates, thousands or zeros);
  rows with the same procurement id are added up.
- percentiles: linear interpolation between order statistics.
- win share: contracted tenders of firms with known size, micro (under 10 employees) and micro or small (under 50), in
  procurements whose value is below the median, and above the 75th percentile, of the same division or group.
- lots: share of the procurements with a value that report anbudsområden.
- single bid: share of the procurements without lots, and with a value, that got one tender.
Figures resting on fewer than 60 values (percentiles), or 30 wins or procurements (shares), are left out.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

LEAST_VALUE = 50_000
LEAST_N = 60
LEAST_SHARE_N = 30
PERCENTILES = (10, 25, 50, 75, 90, 95)
COLUMNS = [
    "level", "cpv", "name", "n", *(f"p{p}" for p in PERCENTILES),
    "micro_wins_below_median", "micro_wins_above_p75", "under50_wins_below_median", "under50_wins_above_p75",
    "wins_below_median", "wins_above_p75", "lots_share", "single_bid_share", "single_bid_n",
]  # fmt: skip


@dataclass
class Procurement:
    """A procurement with a contracted value."""

    value: float
    cpv: str
    lots: bool
    sizes: list[str] = field(default_factory=list)
    tenders: int | None = None


def rows(path: Path) -> Iterator[dict[str, object]]:
    """The rows of a workbook's only sheet as mappings."""
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True)
    try:
        lines = book.worksheets[0].iter_rows(values_only=True)
        header = [str(h) for h in next(lines)]
        for line in lines:
            yield dict(zip(header, line, strict=True))
    finally:
        book.close()


def code(cell: object) -> str:
    """The eight digits before the name in a CPV cell, "" if there are none."""
    text = str(cell or "")
    return text[:8] if text[:8].isdigit() else ""


def read(folder: Path) -> tuple[dict[str, Procurement], dict[str, str]]:
    """The procurements by id, and names of divisions and groups by code."""
    found: dict[str, Procurement] = {}
    names: dict[str, str] = {}
    for row in rows(folder / "number_of_procurements.xlsx"):
        for column in ("CPV-Huvudgrupp", "CPV-Grupp"):
            if code(row[column]):
                names.setdefault(code(row[column]), str(row[column])[9:].strip())
    for row in rows(folder / "contracted_value.xlsx"):
        value = row["Kontrakterat värde, Summa"]
        if not isinstance(value, int | float):
            continue
        procurement = found.setdefault(
            str(row["Upphandlings-ID"]),
            Procurement(0, code(row["CPV-Grupp"]) or code(row["CPV-Huvudgrupp"]), str(row["Anbudsområden"]) == "True"),
        )
        procurement.value += value
    found = {k: p for k, p in found.items() if p.value >= LEAST_VALUE and p.cpv and p.cpv != "00000000"}
    for row in rows(folder / "number_of_contracted_tenders_with_suppliers.xlsx"):
        if (procurement_ := found.get(str(row["Upphandlings-ID"]))) and row["Företagsstorlek för leverantör"]:
            procurement_.sizes.append(str(row["Företagsstorlek för leverantör"]))
    for row in rows(folder / "number_of_tenders.xlsx"):
        if (procurement_ := found.get(str(row["Upphandlings-ID"]))) and not procurement_.lots:
            procurement_.tenders = int(str(row["Antal anbud, Summa"]))
    return found, names


def percentile(ordered: list[float], p: int) -> float:
    """The p-th percentile of an ordered list, by linear interpolation."""
    at = (len(ordered) - 1) * p / 100
    low = int(at)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (at - low)


def share(part: int, whole: int) -> str:
    """A percentage with one decimal, empty where the base is too small."""
    return f"{100 * part / whole:.1f}" if whole >= LEAST_SHARE_N else ""


def line(level: str, cpv: str, name: str, group: list[Procurement]) -> dict[str, object]:
    """One row of the table."""
    out: dict[str, object] = dict.fromkeys(COLUMNS, "") | {"level": level, "cpv": cpv, "name": name, "n": len(group)}
    if len(group) < LEAST_N:
        return out
    ordered = sorted(p.value for p in group)
    marks = {p: percentile(ordered, p) for p in PERCENTILES}
    out |= {f"p{p}": round(v) for p, v in marks.items()}
    sides: tuple[tuple[str, Callable[[float], bool]], ...] = (
        ("below_median", lambda v: v < marks[50]),
        ("above_p75", lambda v: v > marks[75]),
    )
    for side, test in sides:
        sizes = [s for p in group if test(p.value) for s in p.sizes]
        out[f"wins_{side}"] = len(sizes)
        out[f"micro_wins_{side}"] = share(sizes.count("Mikroföretag"), len(sizes))
        under50 = sizes.count("Mikroföretag") + sizes.count("Små företag")
        out[f"under50_wins_{side}"] = share(under50, len(sizes))
    out["lots_share"] = share(sum(p.lots for p in group), len(group))
    counted = [p.tenders for p in group if p.tenders is not None]
    out["single_bid_share"] = share(sum(t == 1 for t in counted), len(counted))
    out["single_bid_n"] = len(counted)
    return out


def table(procurements: dict[str, Procurement], names: dict[str, str]) -> list[dict[str, object]]:
    """All values, every division, and the groups with enough values, in order of code."""
    divisions: defaultdict[str, list[Procurement]] = defaultdict(list)
    groups: defaultdict[str, list[Procurement]] = defaultdict(list)
    for key in sorted(procurements):
        procurement = procurements[key]
        divisions[procurement.cpv[:2]].append(procurement)
        if procurement.cpv[2] != "0":
            groups[procurement.cpv[:3]].append(procurement)
    out = [line("all", "", "Alla", list(procurements.values()))]
    out += [line("division", d, names[f"{d}000000"], group) for d, group in sorted(divisions.items())]
    out += [line("group", g, names[f"{g}00000"], group) for g, group in sorted(groups.items()) if len(group) >= LEAST_N]
    return out


def compare(ours: list[dict[str, object]], other: Path) -> None:
    """Print the largest differences from an earlier table of divisions."""
    by_division = {str(r["cpv"]): r for r in ours if r["level"] == "division"}
    pairs = {
        "n": "n", "p25": "p25_sek", "p50": "p50_sek", "p75": "p75_sek", "p90": "p90_sek",
        "under50_wins_below_median": "micro_small_win_pct_below_median",
        "under50_wins_above_p75": "micro_small_win_pct_above_p75",
        "lots_share": "pct_with_lots", "single_bid_share": "share_single_bid_no_lots",
    }  # fmt: skip
    with other.open(encoding="utf-8", newline="") as file:
        theirs = {row["cpv_division"][:2]: row for row in csv.DictReader(file)}
    for mine, column in pairs.items():
        differences = sorted(
            (abs(float(str(by_division[d][mine])) - float(row[column])), d)
            for d, row in theirs.items()
            if by_division[d][mine] != ""
        )
        mean = sum(x for x, _ in differences) / len(differences)
        print(f"{mine}: mean difference {mean:.1f}, largest {differences[-1][0]:.1f} in {differences[-1][1]}")


def main() -> None:
    """Read the workbooks, write the table."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--data", type=Path, required=True)
    arguments.add_argument("--out", type=Path, required=True)
    arguments.add_argument("--compare", type=Path)
    options = arguments.parse_args()
    found = table(*read(options.data))
    with options.out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(found)
    print(f"{len(found)} rows, {found[0]['n']} values", file=sys.stderr)
    if options.compare:
        compare(found, options.compare)


if __name__ == "__main__":
    main()
