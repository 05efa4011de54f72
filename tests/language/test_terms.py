"""The lexicon of terms: every entry can be found, in the right form, and not where it means something else."""

from __future__ import annotations

from itertools import pairwise

import pytest

from upplint.language.terms import TermMatcher, find_terms, load_terms


def hits(text: str) -> list[tuple[str, str, str | None]]:
    return [(m.id, text[m.start : m.end], m.replacement) for m in find_terms(text)]


def test_the_lexicon_is_whole() -> None:
    terms = load_terms()
    assert len(terms) == 308
    assert [t.id for t in terms] == [f"T{n:03}" for n in range(1, 309)]
    assert {t.advice for t in terms} == {"ersätt", "förklara", "skriv om", "precisera"}
    assert {t.legal for t in terms} == {"J", "D", "N"}


def test_every_term_has_a_form_that_is_found() -> None:
    matcher = TermMatcher()
    never = set()
    for term in load_terms():
        forms = [f for f in matcher._forms if f.term.id == term.id]
        frames = ("{}", "Frågor {} städning", "Ja {} avtal 4 §", "de {} begäran", "Kunden {} det")
        if not any(
            m.id == term.id
            for f in forms
            for frame in frames
            for m in matcher.find(frame.format(f.text.replace("*", "undersök")))
        ):
            never.add(term.id)
    assert never == set()


def test_necessary_terms_are_never_replaced() -> None:
    text = " ".join(f.text for f in TermMatcher()._forms if f.term.legal == "J")
    assert all(m.replacement is None for m in find_terms(text) if m.legal == "J")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Leverantören skall städa.", [("T022", "skall", "ska")]),
        ("Skall ni lämna anbud?", [("T022", "Skall", "Ska"), ("T163", "anbud", None)]),
        ("Varan SKALL levereras.", [("T022", "SKALL", "SKA")]),
        ("Leverantören tillser att det sker.", [("T007", "tillser", "ser till")]),
        ("Intyget ska ha inkommit i tid.", [("T006", "inkommit", "kommit in")]),
        ("Kunden erhåller rabatt.", [("T003", "erhåller", "får")]),
        ("Rabatten erhålls direkt.", [("T003", "erhålls", None)]),
        ("erforderligt tillstånd", [("T002", "erforderligt", "nödvändigt")]),
        ("Arbetet görs i enlighet med planen.", [("T122", "i enlighet med", "enligt")]),
        ("Frågor avseende städning", [("T116", "avseende", "om")]),
        ("Frågor gällande städning", [("T119", "gällande", "om")]),
        ("Förfrågningsunderlagets bilagor", [("T179", "Förfrågningsunderlagets", "Upphandlingsdokumentens")]),
        ("Systemet monitoreras.", [("T242", "monitoreras", "övervakas")]),
        ("implementerade lösningar", [("T235", "implementerade", None)]),
        ("Tjänsten utgörs av städning.", [("T103", "utgörs av", "är")]),
        ("Leverantören äger rätt att ta betalt.", [("T019", "äger rätt att", "har rätt att")]),
        ("Personal med erforderlig kompetens", [("T288", "erforderlig kompetens", None)]),
        ("Pris 2 mkr och 350 kkr", [("T307", "mkr", "mnkr"), ("T306", "kkr", "tkr")]),
        (
            "En workshop hålls. Två workshops hålls.",
            [("T265", "workshop", "arbetsmöte"), ("T265", "workshops", "arbetsmöten")],
        ),
        ("Avtalet kan hävas, jfr DIS.", [("T204", "hävas", None), ("T303", "DIS", None)]),
        ("Leveransplanering ska ske i mars.", [("T156", "Leveransplanering ska ske", None)]),
        ("Fakturering ska ske i mars.", [("T157", "Fakturering ska ske", None)]),
        ("i samband med att det snöar", [("T127", "i samband med att", "när")]),
        ("med anledning av att det snöar", [("T134", "med anledning av att", "eftersom")]),
    ],
)
def test_found_with_replacement(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert hits(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "enligt gällande lag",
        "vid var tid gällande regler",
        "Gällande rätt tillämpas.",
        "i detta avseende",
        "i vissa avseenden",
        "för vissa ändamål och avseende på",
        "alla ska-krav och skall-krav",
        "icke-diskriminering",
        "Ja/Ej",
        "barn ska må bra",
        "ett jämställt och jämlikt samhälle",
        "priset utgår från 2025 års nivå",
        "föreningens stadgar",
        "Skivan kom ut, ted sade dis.",
        "De ger kring sjön en väg",
        "Kommunen skrev: ”leverantören skall svara”.",
        "lagen (1999:1) om ersättning angående skador",
        "för respektive skola",
        "hävda sin rätt",
        "ramavtalsleverantör",
        "företaget, företagen och företagets kapacitet, ett annat företags",
        "Leverantören ska göra villkoren gällande mot andra.",
        ".Net Framework",
        "Adressera kuvertet till kommunen, adresserad till oss",
    ],
)
def test_not_where_it_means_something_else(text: str) -> None:
    assert hits(text) == []


def test_a_matcher_of_some_terms() -> None:
    some = TermMatcher([t for t in load_terms() if t.category == "engelska"])
    assert [m.id for m in some.find("Skall vi ha en deadline?")] == ["T228"]


def test_longest_wins_and_none_overlap() -> None:
    text = " ".join(f.text for f in TermMatcher()._forms)
    found = find_terms(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
