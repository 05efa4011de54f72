"""What a document is in its tender, by its name and first lines."""

from __future__ import annotations

import pytest

from upplint.engine.testing import document_from_text
from upplint.language.analysis import Analysis
from upplint.tender.model import Role
from upplint.tender.roles import find_role


@pytest.mark.parametrize(
    ("file", "text", "role"),
    [
        ("Bilaga 1 Kravspecifikation.docx", "# Bilaga 1 Kravspecifikation", Role.SPECIFICATION),
        ("Bilaga 2 Ramavtal.docx", "# Bilaga 2 Ramavtal\nTakvärdet är 3 000 000 kronor.", Role.CONTRACT),
        ("b2.docx", "# Bilaga 2 Avtalsutkast\nForce majeure och hävning regleras här.", Role.CONTRACT),
        ("bilaga_3_prisbilaga.xlsx", "# Priser", Role.PRICE_SHEET),
        ("Bilaga 5 - Frågor och svar.txt", "# Frågor och svar", Role.QUESTIONS),
        ("Bilaga 6.pdf", "# Bilaga 6\nRitningar över lokalerna.", Role.APPENDIX),
        (
            "Bilaga 4 Karta.pdf",
            "# Bilaga 4 Karta\nSista anbudsdag, tilldelningsbeslut och anbudsgivare nämns i förbigående.",
            Role.APPENDIX,
        ),
    ],
)
def test_the_name_behind_the_number_of_an_appendix_says_what_it_is(file: str, text: str, role: Role) -> None:
    document = document_from_text(text, file=file).document
    assert find_role(document, Analysis(document)) is role
