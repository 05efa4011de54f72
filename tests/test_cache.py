"""The cache: what was read once is found again, whatever happens to the folder, and only there."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import pickle
import sys
import time
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import upplint
from upplint import api
from upplint.cache import Cache, folder_state, make_key, open_cache
from upplint.cli.main import cli
from upplint.documents.limits import Limits
from upplint.documents.model import Gap, GapKind
from upplint.errors import UpplintError
from upplint.reports.json import render_json
from upplint.tender import prepare

TEXT = "1 Krav\n\n1.1 Ekonomi\n\nAnbudsgivaren ska ha lägst riskklass 3 hos UC.\n"


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


@pytest.fixture
def tender(tmp_path: Path) -> Path:
    folder = tmp_path / "upphandling å"
    folder.mkdir()
    (folder / "krav.txt").write_text(TEXT, encoding="utf-8")
    (folder / "avtal.txt").write_text("Leverantören ska ha F-skatt.\n", encoding="utf-8")
    return folder


def entries(cache: Cache) -> list[Path]:
    return sorted(cache.folder.glob("*.bin"))


def test_a_value_is_found_again(cache: Cache) -> None:
    value = (Gap(GapKind.IMAGE, "å.pdf", "Bild.", 3), Decimal("1.50"), {"a": frozenset({1})})
    assert cache.get("a") is None
    cache.put("a", value)
    assert cache.get("a") == value
    assert cache.get("b") is None


@pytest.mark.parametrize("damage", [b"", b"x", b"x" * 100, None])
def test_a_damaged_entry_is_ignored_and_removed(cache: Cache, damage: bytes | None) -> None:
    cache.put("a", "value")
    (path,) = entries(cache)
    data = path.read_bytes()
    path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]) if damage is None else damage)
    assert cache.get("a") is None
    assert entries(cache) == []


class Trap:
    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, ("trapped",)


@pytest.mark.parametrize("payload", [Trap(), render_json, Path("x")])
def test_an_entry_runs_no_code(cache: Cache, payload: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    cache.put("a", "value")
    (path,) = entries(cache)
    data = pickle.dumps(payload)
    path.write_bytes(hashlib.sha256(data).digest() + data)
    assert cache.get("a") is None
    assert not Path("trapped").exists()


def test_the_oldest_entries_go_when_there_are_too_many(tmp_path: Path) -> None:
    cache = Cache(tmp_path, most=350)
    for i in range(5):
        cache.put(f"k{i}", "x" * 60)
        os.utime(tmp_path / f"k{i}.bin", (time.time() - 100 + i,) * 2)
    assert cache.get("k0") is not None  # used just now, so it stays
    (tmp_path / "other.txt").write_text("not ours")
    cache.tidy()
    assert [p.name for p in entries(cache)] == ["k0.bin", "k3.bin", "k4.bin"]
    assert (tmp_path / "other.txt").exists()


def test_what_was_not_used_for_long_goes(tmp_path: Path) -> None:
    cache = Cache(tmp_path, days=30)
    cache.put("old", 1)
    cache.put("new", 2)
    left = tmp_path / "left.tmp"
    left.write_bytes(b"")
    for path in (tmp_path / "old.bin", left):
        os.utime(path, (time.time() - 31 * 86_400,) * 2)
    cache.tidy()
    assert [p.name for p in tmp_path.iterdir()] == ["new.bin"]


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    cache = Cache(tmp_path / "file")
    cache.put("a", 1)
    assert cache.get("a") is None
    cache.tidy()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps profiles closed by itself")
def test_the_folder_is_the_users_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "open" / "upplint"
    folder.mkdir(mode=0o755, parents=True)
    folder.chmod(0o755)
    monkeypatch.setenv("UPPLINT_CACHE_DIR", str(folder.parent))
    cache = open_cache()
    assert cache is not None
    assert folder.stat().st_mode & 0o777 == 0o700
    cache.put("a", 1)
    assert entries(cache)[0].stat().st_mode & 0o777 == 0o600


def test_a_folder_that_holds_other_things_is_left_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "mina data.bin"
    other.write_bytes(b"x")
    os.utime(other, (1, 1))
    tmp_path.chmod(0o755)
    monkeypatch.setenv("UPPLINT_CACHE_DIR", str(tmp_path))
    cache = open_cache()
    assert cache is not None
    cache.put("a", 1)
    cache.tidy()
    assert other.exists()
    assert tmp_path.stat().st_mode & 0o777 == 0o755


def test_an_empty_variable_keeps_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UPPLINT_CACHE_DIR", "")
    assert open_cache() is None


def test_keys_tell_parts_apart() -> None:
    assert make_key("ab", "c") != make_key("a", "bc") != make_key("abc")


def test_the_state_of_a_folder_changes_with_its_files(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("1")
    first = folder_state(tmp_path)
    assert folder_state(tmp_path) == first
    (tmp_path / "a.yaml").write_text("12")
    assert folder_state(tmp_path) != first


def _fill(folder: str, start: int) -> None:
    cache = Cache(Path(folder), most=20_000)
    for i in range(150):
        cache.put(f"k{i % 7}", "x" * 4000)
        assert cache.get(f"k{(i + start) % 7}") in (None, "x" * 4000)
        cache.tidy()


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="starting processes takes too long")
def test_two_runs_at_once_do_not_disturb_each_other(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    runs = [context.Process(target=_fill, args=(str(tmp_path), i)) for i in range(2)]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    assert [run.exitcode for run in runs] == [0, 0]
    assert list(tmp_path.glob("*.tmp")) == []


def no_reading(*_: object, **__: object) -> None:
    raise AssertionError("it was read again")


@pytest.mark.parametrize("processes", [1, 2])
def test_an_unchanged_folder_is_not_read_again(
    cache: Cache, tender: Path, monkeypatch: pytest.MonkeyPatch, processes: int
) -> None:
    plain = render_json(upplint.check(tender, processes=processes))
    first = render_json(upplint.check(tender, processes=processes, cache=cache))
    monkeypatch.setattr(prepare, "read_format", no_reading)
    monkeypatch.setattr("upplint.tender.build.extract", no_reading)
    monkeypatch.setattr("upplint.engine.run.run", no_reading)
    monkeypatch.setattr("upplint.engine.loader.load_rules", no_reading)
    assert render_json(upplint.check(tender, processes=1, cache=cache)) == first == plain


def test_only_the_changed_file_is_read_again(cache: Cache, tender: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    upplint.check(tender, cache=cache)
    (tender / "krav.txt").write_text(TEXT.replace("3", "2"), encoding="utf-8")
    read: list[str] = []
    real = prepare.read_format
    monkeypatch.setattr(prepare, "read_format", lambda *a: read.append(a[2]) or real(*a))
    report = upplint.check(tender, cache=cache)
    assert [Path(f).name for f in read] == ["krav.txt"]
    assert any("riskklass 2" in f.place.excerpt + f.place.sentence for f in report.findings)


@pytest.mark.parametrize(
    "change",
    [
        {"language": "en"},
        {"profile": "granska"},
        {"ignore": ["ECO"]},
        {"levels": {"ECO003": "error"}},
        {"facts": {"estimated_value": 9_000_000}},
        {"limits": Limits(max_pages=7)},
    ],
    ids=lambda c: next(iter(c)),
)
def test_other_settings_give_what_they_give_without_a_cache(cache: Cache, tender: Path, change: dict[str, Any]) -> None:
    upplint.check(tender, cache=cache)
    assert render_json(upplint.check(tender, cache=cache, **change)) == render_json(upplint.check(tender, **change))


def test_own_rules_count_by_their_content(cache: Cache, tender: Path, tmp_path: Path) -> None:
    folder = tmp_path / "regler"
    folder.mkdir()
    (folder / "broken.yaml").write_text("family: [", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(UpplintError):
            upplint.check(tender, cache=cache, rule_dirs=[folder])
    (folder / "broken.yaml").unlink()
    assert upplint.check(tender, cache=cache, rule_dirs=[folder]).findings


def test_a_wrong_selection_is_refused_every_time(cache: Cache, tender: Path) -> None:
    for _ in range(2):
        with pytest.raises(UpplintError):
            upplint.check(tender, cache=cache, select=["XYZ999"])


def test_another_program_finds_nothing(cache: Cache, tender: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    api.read_tenders(tender, cache=cache)
    monkeypatch.setattr(prepare, "program", lambda: "another")
    monkeypatch.setattr(prepare, "read_format", no_reading)
    with pytest.raises(AssertionError, match="read again"):
        api.read_tenders(tender, cache=cache)


def test_members_of_an_archive_are_known_too(cache: Cache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "upphandling.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("krav.txt", TEXT)
    plain = render_json(upplint.check(path))
    assert render_json(upplint.check(path, cache=cache)) == plain
    monkeypatch.setattr("upplint.tender.build.extract", no_reading)
    assert render_json(upplint.check(path, cache=cache)) == plain


def test_what_was_cut_short_is_not_kept(cache: Cache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    path = tmp_path / "krav.txt"
    path.write_text(TEXT, encoding="utf-8")
    real = prepare.read_format
    gap = Gap(GapKind.LIMIT, "krav.txt", "Tiden tog slut.")
    monkeypatch.setattr(prepare, "read_format", lambda *a: replace(real(*a), gaps=(gap,)))
    api.read_tenders(path, cache=cache)
    assert entries(cache) == [] or not cache.folder.exists()


def test_the_command_keeps_and_can_leave_it(tender: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "min cache"
    monkeypatch.setenv("UPPLINT_CACHE_DIR", str(folder))
    plain = CliRunner().invoke(cli, ["check", "--no-cache", str(tender)])
    assert not folder.exists()
    results = [CliRunner().invoke(cli, ["check", str(tender)]) for _ in range(2)]
    assert list(folder.rglob("*.bin"))
    assert {r.output for r in results} == {plain.output}
    assert plain.exit_code == 1
