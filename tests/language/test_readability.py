"""Readability against known answers (Sparv's doctests, published values, our own counted texts)."""

from __future__ import annotations

import math

import pytest

from upplint.language.readability import (
    lix,
    lix_band,
    lix_of_the_act,
    nominal_ratio,
    ovix,
    percentile_of_lix,
    readability,
    simple_nominal_ratio,
    words_of,
)

SEVEN = "a bc def ghij klmno pqrstu vxyzåäö"


def test_lix_of_four_alike_sentences() -> None:
    assert readability([SEVEN] * 4).lix == pytest.approx(21.29, abs=0.005)


@pytest.mark.parametrize(("times", "value"), [(0, math.nan), (1, math.inf), (2, 11.32), (3, 9.88), (4, 9.58)])
def test_ovix_of_a_list_repeated(times: int, value: float) -> None:
    assert ovix(SEVEN.split() * times) == pytest.approx(value, abs=0.005, nan_ok=True)


def test_lix_of_counts() -> None:
    assert lix(2411, 100, 843) == pytest.approx(59.07, abs=0.005)
    assert math.isnan(lix(0, 0, 0))


@pytest.mark.parametrize(
    ("text", "words", "sentences", "long_words", "value", "variation"),
    [
        (
            "Kommunen köper städning. Städningen gäller två skolor. Anbudet ska vara inne den 2 mars.",
            14, 3, 4, 33.24, None,
        ),
        (
            "Anbudsgivaren ska lämna in sitt anbud senast den 15 mars. Anbud som kommer in senare prövas inte.",
            17, 2, 1, 14.38, 65.54,
        ),
        (
            "Leverantören ska tillhandahålla erforderlig dokumentation avseende utförda arbeten i enlighet med "
            "beställarens anvisningar. Dokumentationen ska överlämnas i samband med slutbesiktning.",
            20, 2, 14, 80.00, 56.71,
        ),
        (
            "Leverantören ska ge kommunen de dokument som behövs. Dokumenten ska visa vilka arbeten som är gjorda. "
            "Leverantören ska lämna över dem vid slutbesiktningen.",
            23, 3, 7, 38.10, 53.01,
        ),
        (
            "Uppdraget omfattar drift, underhåll och support av kommunens system. Avtalet gäller i två år: från maj "
            "2026 till april 2028.",
            20, 2, 6, 40.00, None,
        ),
        ("Företaget ska ha F-skatt. E-post räcker.", 6, 2, 2, 36.33, None),
    ],
)  # fmt: skip
def test_counted_texts(
    text: str, words: int, sentences: int, long_words: int, value: float, variation: float | None
) -> None:
    found = readability(text)
    assert (found.words, found.sentences, found.long_words) == (words, sentences, long_words)
    assert found.lix == pytest.approx(value, abs=0.005)
    if variation is not None:
        assert found.ovix == pytest.approx(variation, abs=0.005)


@pytest.mark.parametrize(
    ("tags", "value"),
    [
        ("NN NN VB", 2.0),
        ("NN PP PC PN AB VB MAD MID", 1.0),
        ("NN AB VB PP PN PN MAD", 0.5),
        ("NN JJ", math.inf),
        ("RG VB", 0.0),
        ("", math.nan),
    ],
)
def test_nominal_ratio(tags: str, value: float) -> None:
    counts = {tag: tags.split().count(tag) for tag in tags.split()}
    assert nominal_ratio(counts) == pytest.approx(value, nan_ok=True)


def test_simple_nominal_ratio() -> None:
    assert simple_nominal_ratio({"NN": 3, "VB": 2}) == 1.5
    assert simple_nominal_ratio({"NN": 3}) == math.inf


@pytest.mark.parametrize(
    ("value", "label"),
    [(29.9, "mycket lätt"), (30, "lätt"), (44, "medelsvår"), (55, "svår"), (60, "mycket svår"), (math.nan, None)],
)
def test_bands(value: float, label: str | None) -> None:
    assert lix_band(value) == label


def test_the_scale_of_tenders_rises_from_0_to_100() -> None:
    steps = [percentile_of_lix(value / 2) for value in range(60, 180)]
    assert steps[0] == 0
    assert steps[-1] == 100
    assert steps == sorted(steps)  # type: ignore[type-var]
    assert percentile_of_lix(math.nan) is None
    middle = percentile_of_lix(59)
    assert middle is not None
    assert 25 <= middle <= 60


def test_the_act_is_easier_than_most_tenders() -> None:
    percentile = percentile_of_lix(lix_of_the_act())
    assert percentile is not None
    assert percentile < 30


def test_lengths() -> None:
    found = readability(["ord " * 30, "ord " * 10, "ord " * 40])
    assert (found.longest, found.mean_sentence) == (40, pytest.approx(80 / 3))
    assert found.share_over_25 == pytest.approx(2 / 3)
    assert found.share_over_35 == pytest.approx(1 / 3)


def test_empty_text() -> None:
    found = readability("")
    assert (found.words, found.sentences, found.longest, found.band) == (0, 0, 0, None)


def test_words() -> None:
    assert words_of("F-skatt, kl. 08.00 och/eller 2026-05-01") == [
        "F-skatt",
        "kl",
        "08.00",
        "och",
        "eller",
        "2026-05-01",
    ]


def test_long_texts_are_compared_in_windows() -> None:
    words = [f"ord{i % 400}" for i in range(3000)]
    assert readability([" ".join(words)]).ovix == pytest.approx(ovix(words[:1000]), rel=0.05)
