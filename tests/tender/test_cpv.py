"""CPV codes and the lists of codes in the statutes."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upplint.errors import UpplintError
from upplint.resources import rules_path
from upplint.tender.cpv import (
    CPV_PATTERN,
    Cpv,
    CpvList,
    annex2_share,
    check_digit,
    contract_type,
    cpv_list,
    division_name,
    in_list,
    is_annex2,
    is_division,
    parse_cpv,
    reserved_service_labels,
)

CODE_LIST = Path(__file__).resolve().parents[3] / "shared" / "data" / "eforms" / "cpv_social-service-cpv.gc"
STATUTE = Path(__file__).resolve().parents[3] / "shared" / "domain" / "lou-2016-1145.md"
needs_statute = pytest.mark.skipif(not STATUTE.is_file(), reason="the statute text is not beside the checkout")

CODE = r"(\d{8})-\s?\d"


def statute_codes(text: str) -> tuple[set[tuple[str, str]], set[str]]:
    """Ranges ("från a till b", "a till b") and single codes in a passage, examples in brackets left out."""
    plain = re.sub(r"\([^)]*\)", " ", text)
    span = rf"(?:[Ff]rån\s+)?{CODE}\s+till\s+{CODE}"
    ranges = set(re.findall(span, plain))
    return ranges, set(re.findall(CODE, re.sub(span, " ", plain)))


def as_ranges(name: CpvList) -> tuple[set[tuple[str, str]], set[str]]:
    spans = cpv_list(name)
    return {(s.low, s.high) for s in spans if s.low != s.high}, {s.low for s in spans if s.low == s.high}


@needs_statute
def test_bilaga_2_is_word_for_word_the_list_of_the_statute() -> None:
    text = STATUTE.read_text(encoding="utf-8")
    passage = text[text.index("\n## Bilaga 2") : text.index("\n## Bilaga 3")]
    assert statute_codes(passage) == as_ranges("annex2")


@needs_statute
@pytest.mark.parametrize(
    ("name", "head", "end"), [("lou_19_25", "#### 25 §", "1. har till"), ("lou_19_25a", "#### 25 a §", "för idéburna")]
)
def test_the_lists_of_reserved_services_are_those_of_the_statute(name: CpvList, head: str, end: str) -> None:
    text = STATUTE.read_text(encoding="utf-8")
    chapter = text[text.index("\n## 19 kap.") :]
    passage = chapter[chapter.index(head) :]
    passage = passage[: passage.index(end)]
    assert statute_codes(passage) == as_ranges(name)


def test_the_eforms_list_of_reserved_services_is_the_list_of_19_25() -> None:
    labels = reserved_service_labels()
    assert len(labels) == 115
    assert all(in_list(code, "lou_19_25") and label for code, label in labels.items())
    assert labels["85311300"]


@pytest.mark.skipif(not CODE_LIST.is_file(), reason="the code list is not beside the checkout")
def test_the_shipped_names_are_what_the_script_makes() -> None:
    script = Path(__file__).resolve().parents[2] / "tools" / "cpv_labels.py"
    made = subprocess.run([sys.executable, str(script), str(CODE_LIST)], capture_output=True, check=True, timeout=60)
    assert made.stdout == rules_path("law", "cpv_reserved_services.csv").read_bytes()


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("85311000-2", True),
        ("85323000", True),
        ("85324000", False),
        ("84999999", False),
        ("80000000", True),
        ("80660000", True),
        ("80670000", False),
        ("92000000", True),
        ("55524000", True),  # school meals
        ("55520000", True),
        ("79710000", True),  # security
        ("64110000", True),
        ("98000000", True),  # the division as such, but not all below it
        ("98310000", False),  # laundry
        ("90910000", False),  # cleaning
        ("77310000", False),  # gardening
        ("60130000", False),  # taxi
        ("45000000", False),
        ("90500000", False),  # waste
    ],
)
def test_bilaga_2_by_code(code: str, expected: bool) -> None:
    assert is_annex2(code) is expected


def test_25_a_has_education_but_not_culture_and_25_the_other_way() -> None:
    assert in_list("80500000", "lou_19_25a") and not in_list("80500000", "lou_19_25")
    assert in_list("92600000", "lou_19_25") and not in_list("92600000", "lou_19_25a")
    assert not in_list("55524000", "lou_19_25") and not in_list("55524000", "lou_19_25a")
    assert in_list("85300000", "lov_1_1") and not in_list("85321000", "lov_1_1")


@pytest.mark.parametrize(
    ("text", "code", "check"),
    [
        ("85311000-2", "85311000", "2"),
        ("85311000", "85311000", None),
        (" CPV: 85311000 - 2 ", "85311000", "2"),
        ("CPV-kod 85311000–2", "85311000", "2"),
    ],
)
def test_a_code_is_read_with_or_without_check_digit(text: str, code: str, check: str | None) -> None:
    assert parse_cpv(text) == Cpv(code, check)


@pytest.mark.parametrize("text", ["", "8531100", "853110002", "85311000-22", "åtta", "85311000-2 m.fl."])
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(UpplintError) as caught:
        parse_cpv(text)
    assert caught.value.code == "U253"


@given(st.from_regex(r"[0-9]{8}(-[0-9])?", fullmatch=True))
def test_reading_what_was_written_gives_the_same_code(text: str) -> None:
    assert str(parse_cpv(text)) == text
    assert CPV_PATTERN.fullmatch(text)


@given(st.from_regex(r"[0-9]{8}", fullmatch=True))
def test_the_lists_never_fail_and_the_reserved_ones_lie_within_bilaga_2(code: str) -> None:
    if in_list(code, "lou_19_25") or in_list(code, "lou_19_25a"):
        assert is_annex2(code)


def test_part_of_the_codes_in_bilaga_2_is_neither_yes_nor_no() -> None:
    assert annex2_share(["85000000", "80000000"]) is True
    assert annex2_share(["90910000"]) is False
    assert annex2_share(["85000000", "90910000"]) is None
    assert annex2_share([]) is None


def test_divisions_have_names_and_kinds() -> None:
    assert division_name("90910000") == "Avlopps- och avfallshantering, sanering och miljötjänster"
    assert division_name("99000000") is None
    assert is_division("45233000") and not is_division("20240501")
    kinds = {c: contract_type(f"{c}000000") for c in ("03", "33", "44", "45", "48", "50", "85", "98")}
    assert [c for c, k in kinds.items() if k == "goods"] == ["03", "33", "44", "48"]
    assert kinds["45"] == "works"


def test_a_code_covers_what_lies_below_it() -> None:
    assert Cpv("85000000").covers(Cpv("85311000"))
    assert Cpv("85300000").covers(Cpv("85311000"))
    assert not Cpv("85320000").covers(Cpv("85311000"))
    assert not Cpv("80000000").covers(Cpv("85311000"))
    assert Cpv("85311000").group == "853" and Cpv("85311000").division == "85"
    assert Cpv("85311000").is_group_level and not Cpv("85000000").is_group_level


@pytest.mark.parametrize(
    "code",
    ["03111000-2", "45000000-7", "55000000-0", "72000000-5", "79000000-4", "80000000-4", "85311000-2", "90911200-8"],
)
def test_check_digit_of_published_codes(code: str) -> None:
    parsed = parse_cpv(code)
    assert check_digit(parsed) == parsed.check


@given(st.integers(0, 7), st.integers(0, 9), st.integers(3 * 10**6, 98999999))
def test_check_digit_shows_any_one_digit_that_is_wrong(place: int, digit: int, number: int) -> None:
    right = f"{number:08}"
    wrong = right[:place] + str(digit) + right[place + 1 :]
    assert (check_digit(Cpv(right)) == check_digit(Cpv(wrong))) == (right == wrong)
