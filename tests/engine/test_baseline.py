"""Known findings: kept with counts, found again when pages shift and documents change name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upplint.engine.baseline import Entry, compare, lineage, make_baseline, prune, read_baseline, write_baseline
from upplint.engine.model import Confidence, Finding, Level, Place
from upplint.errors import ConfigError


def finding(
    excerpt: str = "riskklass 3", *, file: str = "krav.docx", page: int | None = 4, rule: str = "ECO003"
) -> Finding:
    sentence = f"Anbudsgivaren ska ha {excerpt}."
    place = Place(0, 0, file, page, "3.2", 10, 10 + len(excerpt), excerpt, sentence, 21)
    return Finding(
        rule=rule,
        name="namn",
        title="Titel",
        level=Level.WARNING,
        confidence=Confidence.HIGH,
        message="",
        why="",
        advice="",
        rewrite="",
        law=(),
        place=place,
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Städ 2025/Kravspecifikation 2025-03-01.docx", "Städ 2026/Kravspecifikation 2026-02-15.docx"),
        ("krav_v2.docx", "krav v3.pdf"),
        ("avtal (1).pdf", "avtal.pdf"),
        ("Bilaga 20250101 avtal.docx", "Bilaga 20260101 avtal.docx"),
    ],
)
def test_lineage_joins_versions_of_a_document(one: str, other: str) -> None:
    assert lineage(one) == lineage(other)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Upphandling av städning 2025", "Upphandling av städning 2026", True),
        ("senast 2025-10-01", "senast 2026-09-15", True),
        ("åren 2022–2024", "åren 2023–2025", True),
        ("minst 2025 kronor", "minst 2045 kronor", False),
        ("minst 12 2025 kronor", "minst 13 2025 kronor", False),
        ("minst 2 025 000 kr", "minst 2 026 000 kr", False),
        ("omsättning 10 Mkr", "omsättning 20 Mkr", False),
        ("dnr 20251", "dnr 20261", False),
    ],
)
def test_years_and_dates_count_as_the_same_and_amounts_do_not(one: str, other: str, same: bool) -> None:
    known = make_baseline([finding(one)])
    assert (not compare([finding(other)], known).fresh) is same


def test_lineage_keeps_documents_apart() -> None:
    assert lineage("avtal.docx") != lineage("krav.docx")


def test_known_findings_are_left_out_when_pages_shift_and_files_change_name() -> None:
    entries = make_baseline([finding(file="krav 2025.docx", page=4)])
    compared = compare([finding(file="krav 2026.pdf", page=9), finding("omsättning")], entries)
    assert [f.place.excerpt for f in compared.fresh] == ["omsättning"]
    assert compared.known == 1
    assert compared.stale == ()


def test_counts_let_new_copies_through() -> None:
    entries = make_baseline([finding(), finding()])
    assert entries[0].count == 2
    assert len(compare([finding()] * 3, entries).fresh) == 1


def test_stale_entries_are_told_and_pruned() -> None:
    entries = make_baseline([finding(), finding(), finding("borta")])
    compared = compare([finding()], entries)
    assert [e.excerpt for e in compared.stale] == ["borta"]
    assert [(e.excerpt, e.count) for e in prune([finding()], entries)] == [("riskklass 3", 1)]


@given(st.lists(st.text(min_size=1, max_size=20), max_size=5))
def test_what_is_written_is_read_back(words: list[str]) -> None:
    import tempfile

    entries = make_baseline([finding(w) for w in words])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "baslinje.json"
        path.write_text(write_baseline(entries), encoding="utf-8")
        assert read_baseline(path) == entries
    assert compare([finding(w) for w in words], entries).fresh == ()


@pytest.mark.parametrize(
    "text", ["", "[]", '{"version": 2, "entries": []}', '{"version": 1, "entries": [{"key": "a"}]}']
)
def test_broken_baseline_is_an_error(tmp_path: Path, text: str) -> None:
    path = tmp_path / "b.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as error:
        read_baseline(path)
    assert error.value.code == "U241"


def test_missing_baseline_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as error:
        read_baseline(tmp_path / "finns-inte.json")
    assert error.value.code == "U240"


def test_fingerprint_of_another_rule_is_another_entry() -> None:
    assert len(make_baseline([finding(), replace(finding(), rule="ECO004")])) == 2


def test_what_was_not_looked_for_is_neither_stale_nor_pruned() -> None:
    entries = make_baseline([finding("borta"), finding("borta", file="avtal.docx"), replace(finding(), rule="LAN001")])

    def asked(entry: Entry) -> bool:
        return entry.file == "krav.docx" and entry.rule == "ECO003"

    assert [(e.file, e.rule) for e in compare([], entries, asked).stale] == [("krav.docx", "ECO003")]
    assert [(e.file, e.rule) for e in prune([], entries, asked)] == [("avtal.docx", "ECO003"), ("krav.docx", "LAN001")]
