"""Names of products, programs and methods."""

from __future__ import annotations

import pytest

from upplint.engine.examples import find_in_example
from upplint.engine.loader import load_rules
from upplint.engine.schema import Example

RULES = load_rules()


def named(text: str) -> list[str]:
    """What SPE001 reports in a text of the mini format."""
    _, words, _ = find_in_example(RULES.by_id["SPE001"], RULES, Example(text=text))
    return [w.rpartition("@")[0] for w in words]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Leverantören ska använda färg av fabrikat Alvena Matt 7.", "Alvena Matt 7"),
        ("Planering ska ske i programmet Tidvis.", "Tidvis"),
        ("Leverantören ska leverera skruv från lager, Bultex RX 12 i rostfritt.", "Bultex RX 12"),
        ("Bänken ska vara Parkona 264.", "Parkona 264"),
        ("Mattor av Vävareds tillverkning ska läggas.", "Vävareds"),
        ("Behandlingen ska ges enligt Lugnmetoden.", "Lugnmetoden"),
        ("Leverantören ska använda artikelnummer 4711-220.", "4711-220"),
        ("Utföraren journalför i Helmer.", "Helmer"),
    ],
)
def test_a_name_is_told_by_what_stands_before_it(text: str, name: str) -> None:
    assert named(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Arbetet ska utföras i Granvik.",
        "Leverantören ska leverera till Storgatan 12.",
        "Leverantören ska följa Lag 2016:1145.",
        "Priset ska justeras enligt Konsumentprisindex 1980.",
        "Leverantören ska använda systemet TendSign.",
        "Material från Arbetsmiljöverket ska användas.",
        "Minst 450 timmar ska utföras.",
        "Leverantören ska vara färdig i Maj 2027.",
        "Anbudsområde 264 ska vara klart.",
    ],
)
def test_other_names_are_left(text: str) -> None:
    assert named(text) == []
