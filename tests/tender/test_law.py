"""The table of provisions: keys, citations, dates, and that every paragraph exists in the statute."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from upplint.errors import RuleError
from upplint.tender.law import (
    LAW_CHECKED,
    applies,
    equivalent,
    format_citation,
    format_citations,
    load_acts,
    load_provisions,
    parse_key,
    provision,
    repealed_acts,
    standing,
)

DOMAIN = Path(__file__).resolve().parents[3] / "shared" / "domain"
needs_domain = pytest.mark.skipif(not DOMAIN.is_dir(), reason="the statute texts are not beside the checkout")


def statute_refs(text: str) -> dict[str, str]:
    """Each paragraph of a statute in Markdown, as "19a:8" or "8", with its text.

    Some headings carry stray fragments before the paragraph number, so the number is read from the end of the line.
    """
    found: dict[str, list[str]] = {}
    chapter, key = "", ""
    for line in text.splitlines():
        if match := re.match(r"## (\d+)( [a-z])? kap\.", line):
            chapter, key = match[1] + (match[2] or "").strip() + ":", ""
        elif match := re.match(r"#{3,4} (?:.*[ /])?(\d+)( [a-z])? §$", line):
            key = chapter + match[1] + (match[2] or "").strip()
            found[key] = []
        elif line.startswith("## "):
            key = ""
        elif key:
            found[key].append(line)
    return {k: "\n".join(v) for k, v in found.items()}


@pytest.fixture(scope="module")
def lou() -> dict[str, str]:
    return statute_refs((DOMAIN / "lou-2016-1145.md").read_text(encoding="utf-8"))


@needs_domain
def test_every_lou_paragraph_in_the_table_exists_in_the_statute(lou: dict[str, str]) -> None:
    assert len(lou) > 380  # the statute was read
    for found in load_provisions().values():
        if found.act == "LOU" and found.chapter and found.in_force_to is None:
            assert f"{found.chapter}:{found.section}" in lou, found.key


@needs_domain
def test_repealed_lou_paragraphs_are_gone_from_the_statute(lou: dict[str, str]) -> None:
    gone = [p for p in load_provisions().values() if p.act == "LOU" and p.in_force_to]
    assert gone
    for found in gone:
        assert f"{found.chapter}:{found.section}" not in lou
        assert found.replaced_by in load_provisions()


@needs_domain
def test_in_force_dates_agree_with_the_amending_acts_in_the_statute(lou: dict[str, str]) -> None:
    """19 and 19 a kap. were written anew by SFS 2021:1110, and 25 a § by 2022:902."""
    entered = {"2021:1110": date(2022, 2, 1), "2022:902": date(2023, 1, 1)}
    checked = 0
    for found in load_provisions().values():
        if found.act != "LOU" or not found.chapter or found.in_force_to:
            continue
        amended = re.findall(r"Lag \(\[(\d+:\d+)\]", lou[f"{found.chapter}:{found.section}"])
        assert found.in_force_from is not None
        if found.chapter in ("19", "19a"):
            assert found.in_force_from >= date(2022, 2, 1), found.key
        for act in amended:
            if act in entered and found.chapter in ("19", "19a"):
                assert found.in_force_from == entered[act], found.key
                checked += 1
        if not amended:
            assert found.in_force_from == date(2017, 1, 1), found.key
    assert checked > 30


@needs_domain
@pytest.mark.parametrize("name", ["law.md", "rules.md"])
def test_every_lou_paragraph_named_in_the_domain_notes_is_in_the_table(name: str) -> None:
    """Named as 4:14, 19 a:2 or 8:1–14. Numbers of bills (2016/17:163), and other acts (16:1 LUF), do not count."""
    text = (DOMAIN / name).read_text(encoding="utf-8")
    named = re.findall(
        r"(?<![\d/.])(\d{1,2}(?: a)?):(\d{1,2}(?: a\b)?)(?:[–-](\d{1,2}))?(?![\d:])(?! (?:LUF|LUK|LUFS|LOV)\b)", text
    )
    keys = set()
    for chapter, first, last in named:
        sections = range(int(first), int(last) + 1) if last else [first.replace(" ", "")]
        keys |= {f"LOU {chapter.replace(' ', '')}:{section}" for section in sections}
    assert len(keys) > 10
    other_acts = {"LOU 1:2a"}  # LOV
    assert sorted(keys - other_acts - set(load_provisions())) == []


@needs_domain
def test_every_paragraph_of_2022_900_in_the_table_exists() -> None:
    refs = statute_refs((DOMAIN / "lag-2022-900.md").read_text(encoding="utf-8"))
    ours = [p for p in load_provisions().values() if p.act == "2022:900"]
    assert ours
    for found in ours:
        assert found.section in refs


@needs_domain
@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("LOU 4:14", "individuell rapport"),
        ("LOU 4:18", "30 procent"),
        ("LOU 7:2", "fyra år"),
        ("LOU 11:2", "35 dagar"),
        ("LOU 11:6", "30 dagar"),
        ("LOU 12:11", "sex dagar"),
        ("LOU 14:4", "två gånger"),
        ("LOU 15:11", "tre senaste åren"),
        ("LOU 16:6", "prioritetsordning"),
        ("LOU 19:9", "viktning"),
        ("LOU 19:11", "skälig tid"),
        ("LOU 19:25", "tre år"),
        ("LOU 19a:2", "700 000 kronor"),
        ("LOU 19a:11", "100 000 kronor"),
        ("LOU 20:1", "10 dagar"),
    ],
)
def test_numbers_and_key_words_of_our_summaries_stand_in_the_statute(key: str, words: str, lou: dict[str, str]) -> None:
    assert words in lou[key.removeprefix("LOU ")]


@needs_domain
def test_the_numbers_of_our_summaries_stand_in_the_statute(lou: dict[str, str]) -> None:
    """Every number of two digits or more, and every percentage, in a summary of LOU is in the paragraph itself."""
    for found in load_provisions().values():
        if found.act != "LOU" or not found.chapter or found.in_force_to:
            continue
        text = lou[f"{found.chapter}:{found.section}"]
        for number in re.findall(r"\d[\d ]*\d(?= (?:dagar|procent|kronor|euro|arbetsdagar|månader))", found.text):
            assert number in text, (found.key, number)


def test_every_provision_is_complete() -> None:
    provisions = load_provisions()
    assert len(provisions) > 280
    for key, found in provisions.items():
        assert parse_key(key).key == key
        assert found.text.endswith(".")
        assert found.confidence in {"H", "M", "L"}
        assert found.in_force_confidence in {"H", "M", "L"}
        assert found.checked == LAW_CHECKED
        assert found.url.startswith("https://")
        assert set(found.regimes) <= {"A", "B", "C", "LOV"}
        assert found.regimes or found.in_force_to
        assert not set(found.regimes) & set(found.unsure_regimes)
        assert found.is_case or found.in_force_from or found.in_force_to
        if found.in_force_from and found.in_force_to:
            assert found.in_force_from <= found.in_force_to
        for _, other in found.equivalents:
            assert other in provisions
        assert len(found.text) < 420, key


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("LOU 4:14", "4 kap. 14 § LOU"),
        ("4:14", "4 kap. 14 § LOU"),
        ("LOU 19a:8", "19 a kap. 8 § LOU"),
        ("LOU 19 a:8", "19 a kap. 8 § LOU"),
        ("LOU 19:25a", "19 kap. 25 a § LOU"),
        ("lou 19:25 a", "19 kap. 25 a § LOU"),
        ("LUF 4:12", "4 kap. 12 § LUF"),
        ("LUFS 15a:2", "15 a kap. 2 § LUFS"),
        ("LOV 1:2a", "1 kap. 2 a § LOV"),
        ("LOU bilaga 2", "bilaga 2 till LOU"),
        ("Språklagen 11", "11 § språklagen"),
        ("2022:900 8", "8 § lagen (2022:900) om registrering av idéburna organisationer"),
        ("RÅ 2005 ref. 47", "RÅ 2005 ref. 47"),
        ("HFD 2022:4", "HFD 2022 ref. 4"),
        ("C-23/20", "EU-domstolens dom C-23/20"),
    ],
)
def test_a_key_is_shown_as_swedish_readers_write_it(key: str, shown: str) -> None:
    assert format_citation(key) == shown
    assert provision(key).text


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        (["LOU 4:13", "LOU 4:14", "LOU 4:15"], "4 kap. 13–15 §§ LOU"),
        (["LOU 14:3", "LOU 14:4"], "14 kap. 3 och 4 §§ LOU"),
        (["LOU 19:25", "LOU 19:25a"], "19 kap. 25 och 25 a §§ LOU"),
        (["LOU 19:9"], "19 kap. 9 § LOU"),
        (["LOU 14:1", "LOU 15:10", "RÅ 2005 ref. 47"], "14 kap. 1 § LOU, 15 kap. 10 § LOU och RÅ 2005 ref. 47"),
        (["LOU 4:14", "LUF 4:12"], "4 kap. 14 § LOU och 4 kap. 12 § LUF"),
        ([], ""),
    ],
)
def test_several_citations_become_one_phrase(keys: list[str], shown: str) -> None:
    assert format_citations(keys) == shown


@pytest.mark.parametrize("key", ["", "LOU", "LOU fyra:14", "XYZ 4:14", "LOU 4:14:2"])
def test_what_is_no_key_is_refused_in_swedish(key: str) -> None:
    with pytest.raises(RuleError) as caught:
        parse_key(key)
    assert caught.value.code == "U251"


def test_an_unknown_paragraph_is_refused() -> None:
    with pytest.raises(RuleError) as caught:
        provision("LOU 4:99")
    assert caught.value.code == "U252"


@pytest.mark.parametrize(
    ("key", "regime", "day", "expected"),
    [
        ("LOU 4:14", "A", date(2024, 5, 1), True),
        ("LOU 4:14", "B", date(2024, 5, 1), False),
        ("LOU 4:14", "C", date(2024, 5, 1), False),
        ("LOU 4:14", "A", date(2016, 12, 31), False),
        ("LOU 14:4", "B", date(2024, 5, 1), False),
        ("LOU 19:2", "B", date(2022, 2, 1), True),
        ("LOU 19:2", "B", date(2022, 1, 31), False),
        ("LOU 19:2", "A", date(2024, 5, 1), False),
        ("LOU 19a:8", "C", date(2022, 2, 1), True),
        ("LOU 19a:8", "B", date(2022, 2, 1), False),
        ("LOU 19:25", "B", date(2022, 2, 1), True),
        ("LOU 19:25a", "B", date(2022, 12, 31), False),
        ("LOU 19:25a", "B", date(2023, 1, 1), True),
        ("LOU 19:6a", None, date(2022, 1, 31), True),
        ("LOU 19:6a", None, date(2022, 2, 1), False),
        ("LOU 5:3", "A", date(2024, 5, 1), True),
        ("LOU 5:3", "B", date(2024, 5, 1), True),
        ("LOU 5:3", "C", date(2024, 5, 1), True),
        ("LOU 17:1", "B", date(2024, 5, 1), False),  # only probable
        ("C-23/20", "A", date(2020, 1, 1), True),
        ("C-23/20", "B", date(2024, 1, 1), False),  # only probable
        ("2018:1277 4", "B", date(2019, 3, 31), False),
        ("2018:1277 4", "B", date(2019, 4, 1), True),
        ("LOV 1:2a", "LOV", date(2023, 1, 1), True),
        ("LOV 1:2a", "A", date(2023, 1, 1), False),
        ("LOU 4:14", None, date(2024, 5, 1), True),
    ],
)
def test_where_and_when_a_provision_applies(key: str, regime: str | None, day: date, expected: bool) -> None:
    assert applies(key, regime, day) is expected


def test_what_only_probably_applies_is_told_apart() -> None:
    assert standing("LOU 17:1", "A") == "yes"
    assert standing("LOU 17:1", "B") == "unsure"
    assert standing("LOU 17:1", "C") == "no"
    assert standing("LOU 4:18", "B") == "no"
    assert standing("C-23/20", "B", date(2024, 1, 1)) == "unsure"
    assert standing("LOU 19:25a", "B", date(2022, 12, 31)) == "no"


def test_the_same_rule_is_found_in_another_act() -> None:
    assert equivalent("LOU 4:14", "LUF") == "LUF 4:12"
    assert equivalent("LOU 4:18", "LUK") == "LUK 4:8"
    assert equivalent("LOU 19a:2", "LUFS") == "LUFS 15a:2"
    assert equivalent("LOU 4:14", "LUFS") is None
    assert equivalent("LOU 4:14", "LOU") == "LOU 4:14"


def test_repealed_acts_name_their_successor() -> None:
    assert {a.sfs for a in repealed_acts()} == {"1992:1528", "2007:1091", "2007:1092"}
    assert load_acts()["LOU"].url.endswith("2016:1145")


def test_the_tables_load_neither_pydantic_nor_yaml_at_import() -> None:
    code = (
        "import sys, upplint.tender.law, upplint.tender.regime; print('yaml' in sys.modules, 'pydantic' in sys.modules)"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60).stdout
    assert shown.split() == ["False", "False"]
