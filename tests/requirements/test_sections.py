"""What a section is, told from its headings."""

from __future__ import annotations

import pytest

from upplint.requirements.sections import default_on, heading_type, section_types
from upplint.requirements.subjects import Names

HEADINGS = [
    ("Krav på anbudsgivaren", "qualification"),
    ("Uteslutning av leverantör", "exclusion"),
    ("Anbudets form och innehåll", "admin"),
    ("AFB.31 Anbudets form", "admin"),
    ("Så lämnar ni anbud", "admin"),
    ("Avtalsvillkor", "contract"),
    ("Kommersiella villkor", "contract"),
    ("Vite", "contract"),
    ("Kravspecifikation", "specification"),
    ("Bilaga 1 Kravspecifikation", "specification"),
    ("Utvärdering av anbud", "evaluation"),
    ("Definitioner", "definitions"),
    ("Bakgrund", "background"),
    ("Rosor och pioner", "unknown"),
]


@pytest.mark.parametrize(("title", "kind"), HEADINGS)
def test_heading(title, kind):
    assert heading_type(title) == kind


def kinds(document_of, *lines):
    document = document_of(*lines)
    return section_types(document)[-1]


def test_innermost_telling_heading_decides(document_of):
    assert kinds(document_of, "# 3 Kravspecifikation", "## 3.1 Bakgrund", "Text.") == "background"
    assert kinds(document_of, "# 3 Kravspecifikation", "## 3.1 Rosor", "Text.") == "specification"


def test_contract_above_wins(document_of):
    assert kinds(document_of, "# 6 Avtalsvillkor", "## 6.1 Underleverantörer", "Text.") == "contract"
    assert kinds(document_of, "# 6 Avtalsvillkor", "## 6.1 Definitioner", "Text.") == "definitions"


def test_demands_on_the_tenderer_are_not_demands_on_the_service(document_of):
    assert kinds(document_of, "# 3 Krav på anbudsgivaren", "## 3.4 Kvalitet", "Text.") == "qualification"


def test_title_of_the_document_counts_where_headings_are_silent(document_of):
    assert kinds(document_of, "Kravspecifikation för trädgård", "# Rosor", "Text.") == "specification"
    assert kinds(document_of, "Inbjudan", "# Rosor", "Text.") == "unknown"


def test_every_type_has_a_default_party():
    for _, kind in HEADINGS:
        assert default_on(kind)


@pytest.mark.parametrize(
    ("lines", "name", "kind"),
    [
        (("# 1 Beställare", "Solvik kommun"), "Solvik", "authority"),
        (("# 1 Beställare", "Solvik kommun"), "Solviks", "authority"),
        (("Skogby region, org.nr 1 (nedan kallad Köparen) bjuder in.",), "Skogby", "authority"),
        (("# 3 Krav på organisationen",), "Organisationen", "supplier"),
        (("Inget särskilt.",), "Solvik", "work_thing"),
    ],
)
def test_names_of_the_parties(document_of, lines, name, kind):
    assert Names(document_of(*lines)).class_of(name) == kind
