"""Quantities: what each wording is read as, and what is never a number."""

from __future__ import annotations

import datetime
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal
from describe import describe
from hypothesis import given
from hypothesis import strategies as st

from upplint.language.quantities import (
    Comparator,
    QuantityKind,
    find_quantities,
    to_months,
    to_sek,
)

DATA = Path(__file__).parent / "data" / "quantities.tsv"
ROWS = [
    line.split("\t")
    for line in DATA.read_text(encoding="utf-8").splitlines()
    if line.strip() and not line.startswith("#")
]


def test_the_table_is_as_large_as_promised() -> None:
    assert len(ROWS) >= 74 + 150


@pytest.mark.parametrize(("text", "expected"), ROWS, ids=[row[0][:50] for row in ROWS])
def test_reads(text: str, expected: str) -> None:
    assert " ; ".join(describe(q) for q in find_quantities(text)) == expected


@pytest.mark.parametrize("text", [row[0] for row in ROWS])
def test_positions_hold_inside_a_sentence(text: str) -> None:
    before, after = "Texten säger så här: ", ", enligt vad som sagts."
    alone = [(q.kind, q.value, q.unit) for q in find_quantities("X: " + text)]
    whole = before + text + after
    for q in find_quantities(whole):
        assert 0 <= q.start < q.end <= len(whole)
        assert whole[q.start : q.end].strip() == whole[q.start : q.end]
    if not text[0].isdigit() and not text.endswith("."):
        assert [(q.kind, q.value, q.unit) for q in find_quantities(whole)][: len(alone)] == alone


def one(text: str):  # type: ignore[no-untyped-def]
    found = find_quantities(text)
    assert len(found) == 1, [describe(q) for q in found]
    return found[0]


amounts = st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False)


@given(amounts)
def test_what_babel_prints_as_kronor_is_read_back(amount: Decimal) -> None:
    printed = format_currency(amount, "SEK", locale="sv_SE")
    quantity = one(f"Priset är {printed} i dag")
    assert quantity.value == amount
    assert quantity.unit == "SEK"


@given(st.integers(min_value=2, max_value=10**9), st.sampled_from(["kr", "SEK", "kronor"]))
def test_whole_numbers_are_read_back_with_any_blank(number: int, unit: str) -> None:
    printed = format_decimal(number, locale="sv_SE")
    for blank in (" ", "\u00a0", "\u202f", "\u2009"):
        text = printed.replace("\u00a0", blank) + blank + unit
        assert one(f"minst {text}").value == number
        assert one(f"minst {text}").comparator is Comparator.GE


@given(st.dates(min_value=datetime.date(1990, 1, 1), max_value=datetime.date(2099, 12, 31)))
def test_what_babel_prints_as_a_date_is_read_back(day: datetime.date) -> None:
    for style in ("long", "medium"):
        printed = format_date(day, style, locale="sv_SE")
        quantity = one(f"Avtalet börjar gälla den {printed} och inte förr")
        assert quantity.date == day
    assert one(f"senast {day.isoformat()}").date == day


SMALL = [
    "noll",
    "en",
    "två",
    "tre",
    "fyra",
    "fem",
    "sex",
    "sju",
    "åtta",
    "nio",
    "tio",
    "elva",
    "tolv",
    "tretton",
    "fjorton",
    "femton",
    "sexton",
    "sjutton",
    "arton",
    "nitton",
]
TENS = ["tjugo", "trettio", "fyrtio", "femtio", "sextio", "sjuttio", "åttio", "nittio"]


def spell(number: int) -> str:
    """A number below a million in Swedish words, written together."""
    if number < 20:
        return SMALL[number]
    if number < 100:
        rest = SMALL[number % 10] if number % 10 else ""
        return TENS[number // 10 - 2] + rest
    if number < 1000:
        head = "ett" if number // 100 == 1 else SMALL[number // 100]
        return head + "hundra" + (spell(number % 100) if number % 100 else "")
    head = "et" if number // 1000 == 1 else spell(number // 1000)
    return head + "tusen" + (spell(number % 1000) if number % 1000 else "")


@given(st.integers(min_value=2, max_value=999_999))
def test_numbers_in_words_are_read(number: int) -> None:
    assert one(f"avgiften är {spell(number)} kronor").value == number


@given(st.integers(min_value=2, max_value=999_999), st.integers(min_value=2, max_value=999_999))
def test_words_and_digits_are_compared(word: int, digits: int) -> None:
    quantity = one(f"avgiften är {spell(word)} ({format_decimal(digits, locale='sv_SE')}) kronor")
    assert quantity.value == digits
    assert quantity.conflict == (word != digits)


@given(st.text(alphabet="0123456789 ,.:-–/()§%+abkåärmoneårtijuhdSEKCPV\n\u00a0", max_size=60))
def test_any_text_is_read_without_error_and_positions_are_in_order(text: str) -> None:
    found = find_quantities(text)
    for q in found:
        assert 0 <= q.start < q.end <= len(text)
    for a, b in pairwise(found):
        assert a.end <= b.start


@given(st.integers(1, 9), st.integers(1, 5), st.integers(1, 5))
def test_extensions_add_up(base: int, first: int, second: int) -> None:
    period = one(f"Avtalet gäller {base} + {first} + {second} år").period
    assert period is not None
    assert period.base_months == base * 12
    assert period.maximum_months == (base + first + second) * 12


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("tre år", 36),
        ("18 månader", 18),
        ("ett och ett halvt år", 18),
        ("fr.o.m. 1 mars 2026 t.o.m. 28 februari 2028", 24),
        ("2026-05-01–2028-04-30", 24),
        ("2026-05-15 till 2026-06-30", None),
        ("fem veckor", None),
        ("2+1+1 år", 24),
        ("halvår", None),
    ],
)
def test_to_months(text: str, months: int | None) -> None:
    found = find_quantities(text)
    assert (to_months(found[0]) if found else None) == months


@pytest.mark.parametrize(
    ("text", "sek"), [("2 mnkr", 2_000_000), ("10 euro", None), ("1,500 kr", None), ("5 st", None)]
)
def test_to_sek(text: str, sek: int | None) -> None:
    assert to_sek(one(text)) == sek


@pytest.mark.parametrize(
    ("text", "parts", "extension", "maximum"),
    [
        ("Avtalet gäller i två år med option på förlängning i 12 månader.", (12,), 12, 36),
        ("avtalstid om 24 månader, med option på ytterligare 12 månader", (12,), 12, 36),
        ("Kontraktet löper på tre (3) år och kan förlängas med ett (1) plus ett (1) år", (12, 12), 24, 60),
        ("Avtalet gäller i fyra år, varav två år är option.", (24,), 24, 48),
        ("2 år med möjlighet till 1+1 års förlängning", (12, 12), 24, 48),
    ],
)
def test_extension_wordings(text: str, parts: tuple[int, ...], extension: int, maximum: int) -> None:
    period = next(q.period for q in find_quantities(text) if q.period)
    assert tuple(int(p) for p in period.parts) == parts
    assert (period.extension_months, period.maximum_months) == (extension, maximum)


def test_a_score_is_not_a_date_nor_a_fraction() -> None:
    assert [q.kind for q in find_quantities("minst 3/5 poäng")] == [QuantityKind.SCORE] or not find_quantities("3/5")


digits = st.integers(min_value=0, max_value=9).map(str)


def figures(count: int) -> st.SearchStrategy[str]:
    return st.lists(digits, min_size=count, max_size=count).map("".join)


@given(
    st.one_of(
        st.builds("{}-{}".format, figures(6), figures(4)),
        st.builds("CPV-kod {}-{}".format, figures(8), digits),
        st.builds("dnr KS {}/{}".format, st.integers(2015, 2030), st.integers(1, 9999)),
        st.builds("dnr {}-{}".format, st.integers(2015, 2030), figures(5)),
        st.builds("diarienummer {}:{}".format, st.integers(2015, 2030), st.integers(1, 999)),
        st.builds("ärende UE {}.{}".format, st.integers(10, 99), figures(3)),
        st.builds("telefon 08-{} {} {}".format, figures(3), figures(2), figures(2)),
        st.builds("{} kap. {} § LOU".format, st.integers(1, 25), st.integers(1, 40)),
        st.builds("lagen ({}:{})".format, st.integers(1950, 2026), st.integers(1, 2000)),
        st.builds("ISO {}:{}".format, st.integers(1000, 60000), st.integers(1990, 2026)),
        st.builds("bilaga {}".format, st.integers(1, 99)),
        st.builds("avsnitt {}.{}.{}".format, st.integers(1, 20), st.integers(1, 20), st.integers(1, 20)),
        st.builds("version {}.{}".format, st.integers(1, 20), st.integers(0, 20)),
        st.builds("direktiv {}/{}/EU".format, st.integers(2009, 2026), st.integers(1, 99)),
        st.builds("HFD {} ref. {}".format, st.integers(2011, 2026), st.integers(1, 80)),
        st.builds("mål C-{}/{}".format, st.integers(1, 900), st.integers(10, 26)),
    ),
    st.sampled_from(
        ["{}", "Se {}.", "Enligt {} gäller kravet.", "({})", "Leverantören följer {}, om inget annat sägs."]
    ),
)
def test_no_number_out_of_a_reference(reference: str, frame: str) -> None:
    assert [describe(q) for q in find_quantities(frame.format(reference))] == []
