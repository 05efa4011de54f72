"""What a tender buys, in a few words."""

from __future__ import annotations

import pytest

from upplint.engine.testing import document_from_text
from upplint.tender.build import build_tender, make_part
from upplint.tender.subject import find_subject


def _subject(text: str) -> str:
    part = make_part(document_from_text(text, file="Forfragningsunderlag_slutlig.txt").document, requirements=())
    return find_subject(build_tender("t", [part]))


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("# Förfrågningsunderlag\n\nUpphandlingen avser snöröjning av gångbanor.", "Snöröjning av gångbanor"),
        ("# Upphandlingsdokument – Skolskjuts", "Skolskjuts"),
        ("# Avropsförfrågan: Testledare till ny e-tjänst 2025040012", "Testledare till ny e-tjänst"),
        ("# Ramavtal avseende fönsterputs, dnr KS 2025/12", "Fönsterputs"),
        ("# Förfrågningsunderlag enligt LOV: Hemtjänst", "Hemtjänst"),
        ("Underlag_v3.docx\n\n# Inbjudan\n\nGranby kommun upphandlar lunchlådor.", "Lunchlådor"),
        ("| Diarienummer | KS 2025/9 |\n| Upphandlingens namn | Tvätt av arbetskläder |", "Tvätt av arbetskläder"),
        ("Namn på upphandlingen: Cykelservice\n\nAnnat.", "Cykelservice"),
        ("# 1 Allmänt\n\n# 2 Om upphandlingen\n\nUpphandlingen omfattar tre anbudsområden.", ""),
        # The heading of a part is no title, with or without a number, and also in a text without headings.
        ("1 Krav\n\nLeverantören ska ha god ordning.", ""),
        ("2.1 Bakgrund\n\nUpphandlingen avser fönsterputs.", "Fönsterputs"),
        ("Kapitel 1 Krav\n\nAnnat.", ""),
        ("A. Inledning\n\nAnnat.", ""),
        ("Bilaga 1 Kravspecifikation\n\nAnnat.", ""),
        ("# Allmänna krav\n\nAnnat.", ""),
        ("# Omfattning\n\nAnnat.", ""),
        ("Utvärdering\n\nAnnat.", ""),
        ("24 lägenheter i Norrby\n\nAnnat.", "24 lägenheter i Norrby"),
        ("Utvärdering av skolmåltider\n\nAnnat.", "Utvärdering av skolmåltider"),
        ("Tidskrifter\n\nAnnat.", "Tidskrifter"),
        ("3D-skrivare\n\nAnnat.", "3D-skrivare"),
        ("# AFB.1 Former m.m.\n\nObjektet är takbyte på en skola, enligt bilaga 1.", "Takbyte på en skola"),
    ],
)  # fmt: skip
def test_subject(text: str, subject: str) -> None:
    assert _subject(text) == subject
