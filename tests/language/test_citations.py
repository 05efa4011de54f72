"""References to law in all their forms."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upplint.language.citations import act_of, find_citations


def read(text: str) -> list[tuple[str, str | None, str | None, tuple[str, ...], tuple[str, ...]]]:
    return [(c.kind, c.law, c.chapter, c.paragraphs, c.points) for c in find_citations(text)]


@pytest.mark.parametrize(
    ("text", "law", "chapter", "paragraphs", "points"),
    [
        ("4 kap. 13 § LOU", "LOU", "4", ("13",), ()),
        ("4 kap 13 § LOU", "LOU", "4", ("13",), ()),
        ("4 kap. 13 § i LOU", "LOU", "4", ("13",), ()),
        ("LOU 4:13", "LOU", "4", ("13",), ()),
        ("4:13 LOU", "LOU", "4", ("13",), ()),
        ("LOU 4 kap. 13 §", "LOU", "4", ("13",), ()),
        ("LOU, 4 kap. 13 §", "LOU", "4", ("13",), ()),
        ("LOU 19:6 a", "LOU", "19", ("6 a",), ()),
        ("19 kap. 6 a § LOU", "LOU", "19", ("6 a",), ()),
        ("19 kap 6a § LOU", "LOU", "19", ("6 a",), ()),
        ("19 a kap. 8 § LOU", "LOU", "19 a", ("8",), ()),
        ("19a kap. 8 § LOU", "LOU", "19 a", ("8",), ()),
        ("13 kap. 1–3 §§ LOU", "LOU", "13", ("1", "2", "3"), ()),
        ("13 kap. 1, 2 och 5 a §§ LOU", "LOU", "13", ("1", "2", "5 a"), ()),
        ("14 kap. 1 till 5 §§ LOU", "LOU", "14", ("1", "2", "3", "4", "5"), ()),
        ("13 kap. 1-3 §§ lagen (2016:1145) om offentlig upphandling", "LOU", "13", ("1", "2", "3"), ()),
        ("13 kap. 1 § lagen om offentlig upphandling", "LOU", "13", ("1",), ()),
        ("13 kap. LOU", "LOU", "13", (), ()),
        ("kapitel 13 i LOU", "LOU", "13", (), ()),
        ("10 kap. 3 § andra stycket LOU", "LOU", "10", ("3",), ("2 st",)),
        ("10 kap. 3 § 2 st. 1 p. LOU", "LOU", "10", ("3",), ("2 st", "1 p")),
        ("13 kap. 3 § första stycket 4 LOU", "LOU", "13", ("3",), ("1 st", "4 p")),
        ("fjärde kapitlet 13 § LOU", "LOU", "4", ("13",), ()),
        ("8 kap. § 6 LOU", "LOU", "8", ("6",), ()),
        ("LOU kap 4 § 13", "LOU", "4", ("13",), ()),
        ("kap. 14 § 5 LOU", "LOU", "14", ("5",), ()),
        ("LOU, kapitel 4, 13 §", "LOU", "4", ("13",), ()),
        ("4 kap, 13 § LOU", "LOU", "4", ("13",), ()),
        ("6 § LOV", "LOV", None, ("6",), ()),
        ("§ 22 LAS", "LAS", None, ("22",), ()),
        ("36 § avtalslagen", "AvtL", None, ("36",), ()),
        ("7 kap. 1 § LUF", "LUF", "7", ("1",), ()),
        ("LUFS 11:2", "LUFS", "11", ("2",), ()),
        ("LUK 16:6", "LUK", "16", ("6",), ()),
        ("LOU (2016:1145)", "LOU", None, (), ()),
        ("lagen (2016:1145)", "LOU", None, (), ()),
        ("Lagen (2008:962) om valfrihetssystem", "LOV", None, (), ()),
        ("31 kap. 3 § offentlighets- och sekretesslagen (2009:400)", "OSL", "31", ("3",), ()),
        ("3 kap. 2 a § arbetsmiljölagen (1977:1160)", "AML", "3", ("2 a",), ()),
        ("SFS 2010:800", "SkolL", None, (), ()),
        ("plan- och bygglagen", "PBL", None, (), ()),
        ("4 kap.\n13 § LOU", "LOU", "4", ("13",), ()),
        ("4 kap.\u00a013\u00a0§ LOU", "LOU", "4", ("13",), ()),
    ],
)
def test_acts_with_a_short_name(
    text: str, law: str, chapter: str | None, paragraphs: tuple[str, ...], points: tuple[str, ...]
) -> None:
    for whole in (text, f"Kravet följer av {text}, som gäller.", f"({text})"):
        assert read(whole) == [("law", law, chapter, paragraphs, points)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("19 kap 6 a §§", [("sfs", None, "19", ("6 a",), ())]),
        ("semesterlagen (1977:480)", [("sfs", "1977:480", None, (), ())]),
        ("förordningen (2018:2111) om x", [("sfs", "2018:2111", None, (), ())]),
        ("direktiv 2014/24/EU", [("directive", "2014/24/EU", None, (), ())]),
        ("direktiv 2014/24/EU art. 18.2", [("directive", "2014/24/EU", None, ("18.2",), ())]),
        ("GDPR, artikel 28.3.", [("regulation", "(EU) 2016/679", None, ("28.3",), ())]),
        (
            "direktiv 2014/24/EU, artikel 28 i GDPR",
            [("directive", "2014/24/EU", None, (), ()), ("regulation", "(EU) 2016/679", None, ("28",), ())],
        ),
        ("19 kap. 6 a § och 7 § LOU", [("law", "LOU", "19", ("6 a",), ()), ("law", "LOU", "19", ("7",), ())]),
        ("4 kap. 1 § LOU och 7 § LAS", [("law", "LOU", "4", ("1",), ()), ("law", "LAS", None, ("7",), ())]),
        ("artikel 57.7 i direktiv 2014/24/EU", [("directive", "2014/24/EU", None, ("57.7",), ())]),
        ("direktivet 93/13/EEG", [("directive", "93/13/EEG", None, (), ())]),
        ("förordning (EU) 2016/679", [("regulation", "(EU) 2016/679", None, (), ())]),
        ("förordning (EU) nr 833/2014", [("regulation", "(EU) 833/2014", None, (), ())]),
        ("art. 28 GDPR", [("regulation", "(EU) 2016/679", None, ("28",), ())]),
        ("EU-förordning 2022/576", [("regulation", "(EU) 2022/576", None, (), ())]),
        ("HFD 2018 ref. 50", [("court", "HFD 2018 ref. 50", None, (), ())]),
        ("RÅ 2005 ref 47", [("court", "RÅ 2005 ref. 47", None, (), ())]),
        ("NJA 2015 s. 741", [("court", "NJA 2015 s. 741", None, (), ())]),
        ("EU-domstolens dom i mål C-23/20", [("court", "C-23/20", None, (), ())]),
        ("C‑927/19", [("court", "C-927/19", None, (), ())]),
        ("mål nr 1234-22", [("court", "mål nr 1234-22", None, (), ())]),
        (
            "4 kap. 13 § och 19 kap. 6 § LOU",
            [("law", "LOU", "4", ("13",), ()), ("law", "LOU", "19", ("6",), ())],
        ),
        (
            "Lagen om offentlig upphandling (LOU)",
            [("law", "LOU", None, (), ()), ("law", "LOU", None, (), ())],
        ),
        (
            "4 kap. 13 §. Bestämmelsen i LOU",
            [("sfs", None, "4", ("13",), ()), ("law", "LOU", None, (), ())],
        ),
    ],
)
def test_other_sources(text: str, expected: list[object]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "3 kapitel i boken",
        "lagen gäller",
        "kl. 4:13",
        "förhållandet 4:13",
        "2 MB minne och 3 KL",
        "ISO 9001:2015",
        "Beloppet är 2016 kr",
        "föreläsningen är kl. 13",
        "Vårt mål 1234 är uppnått",
        "HUSLAS",
    ],
)
def test_no_citation(text: str) -> None:
    assert [c for c in find_citations(text) if c.law or c.paragraphs] == []


def test_positions() -> None:
    text = "Enligt 4 kap. 13 § LOU och mål C-23/20 gäller lagen (2016:1145) om offentlig upphandling."
    assert [text[c.start : c.end] for c in find_citations(text)] == [
        "4 kap. 13 § LOU",
        "mål C-23/20",
        "lagen (2016:1145) om offentlig upphandling",
    ]
    assert all(text[c.start : c.end] == c.text for c in find_citations(text))


@given(
    st.integers(1, 25),
    st.sampled_from(["", " a", " b"]),
    st.integers(1, 40),
    st.sampled_from(["", " a", " c"]),
    st.sampled_from(["LOU", "LUF", "LUK", "LUFS"]),
    st.sampled_from(["{c} kap. {p} § {law}", "{law} {c}:{p}", "{c} kap {p} §§ {law}", "{c} kap. {p} § i {law}"]),
)
def test_what_is_written_is_read(chapter: int, a: str, paragraph: int, b: str, law: str, form: str) -> None:
    text = form.format(c=f"{chapter}{a}", p=f"{paragraph}{b}", law=law)
    assert read(f"Se {text}.") == [("law", law, f"{chapter}{a}", (f"{paragraph}{b}",), ())]


@given(st.text(alphabet="0123456789 §kap.LOUlagen():/EC-åi,\n", max_size=60))
def test_any_text(text: str) -> None:
    found = find_citations(text)
    assert all(text[c.start : c.end] == c.text for c in found)
    assert all(x.end <= y.start for x, y in pairwise(found))


def test_act_of() -> None:
    assert act_of("lagen om offentlig upphandling") == ("law", "LOU")
    assert act_of("lagen (2099:1)") == ("sfs", "2099:1")
    assert act_of("okänd lag") == ("sfs", None)
