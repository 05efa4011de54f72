"""References to appendices, sections and tables."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upplint.engine.loader import load_rules
from upplint.engine.model import Finding
from upplint.engine.ruleset import RuleSet
from upplint.engine.run import Selection, run
from upplint.engine.testing import tender_from_text


@cache
def _rules() -> RuleSet:
    return load_rules()


def _findings(text: str, **more: object) -> list[Finding]:
    tender, _ = tender_from_text(text, **more)  # type: ignore[arg-type]
    return list(run(tender, _rules(), Selection(profile="granska", select=("LAN011",))))


def _targets(text: str, **more: object) -> list[str]:
    return [f.values["target"] for f in _findings(text, **more)]


LIST = "\n# 9 Bilagor\n- Bilaga 1 Priser\n- Bilaga 2 Kartor\n"


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("Se bilaga 1, 2 och 4.", ["bilaga 4"]),
        ("Se bilaga 01.", []),
        ("Se bilaga 3 till detta avtal.", ["bilaga 3"]),
        ("Se bilaga 3 till ramavtalet.", []),
        ("Se bilaga 2 i LOU.", []),
        ("Leverantörens bilaga 7 läses.", []),
        ("Se bilaga 3 och bilaga 5.", ["bilaga 3", "bilaga 5"]),
        ("Se bil. 6.", ["bilaga 6"]),
    ],
)
def test_appendix_against_the_list(text: str, targets: list[str]) -> None:
    assert _targets(text + LIST) == targets


def test_one_finding_a_target() -> None:
    findings = _findings("Se bilaga 7. Läs bilaga 7 igen." + LIST)
    assert len(findings) == 1
    assert len(findings[0].also) == 1


def test_without_a_list_the_confidence_is_low() -> None:
    (finding,) = _findings("Se bilaga 7.")
    assert finding.confidence.value == "low"


def test_an_appendix_that_is_a_file_is_there() -> None:
    assert _targets("Se bilaga 7.", documents={"underlag/Bilaga_7.txt": "Karta"}) == []


def test_section_of_another_document_is_passed_over() -> None:
    headings = "\n".join(f"# {n} Del" for n in range(1, 6))
    assert _targets(f"Se avsnitt 8.2.\n{headings}") == ["avsnitt 8.2"]
    assert _targets(f"Se avsnitt 8.2 i ramavtalet.\n{headings}") == []
    assert _targets(f"Enligt AB 04 kapitel 8 gäller mer.\n{headings}") == []


def test_few_headings_say_nothing_about_sections() -> None:
    assert _targets("# 1 Del\nSe avsnitt 8.2.") == []


@given(st.integers(min_value=1, max_value=40))
def test_a_number_in_the_list_is_never_missing(number: int) -> None:
    text = f"Se bilaga {number}.\n# 9 Bilagor\n- Bilaga {number} Priser\n- Bilaga 99 Kartor\n"
    assert _targets(text) == []
