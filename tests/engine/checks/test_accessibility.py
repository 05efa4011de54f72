"""What files say of themselves."""

from __future__ import annotations

from functools import cache

import pytest

from upplint.engine.loader import load_rules
from upplint.engine.ruleset import RuleSet
from upplint.engine.run import Selection, run
from upplint.engine.testing import tender_from_text
from upplint.tender.model import Role


@cache
def _rules() -> RuleSet:
    return load_rules()


def _messages(rule: str, file: dict[str, object], role: Role = Role.INVITATION, language: str = "sv") -> list[str]:
    tender, _ = tender_from_text("Lokalvård", file=file, role=role)
    found = run(tender, _rules(), Selection(profile="granska", select=(rule,)), language=language)
    return [f.message for f in found]


@pytest.mark.parametrize(
    ("file", "sv", "en"),
    [
        ({"tagged": False, "title": "A", "language": "sv"}, "PDF-filen saknar taggar.", "The PDF file has no tags."),
        (
            {"tagged": True, "title": " "},
            "PDF-filen saknar titel och språk.",
            "The PDF file has no title and language.",
        ),
    ],
)
def test_missing_properties_in_both_languages(file: dict[str, object], sv: str, en: str) -> None:
    assert _messages("ACC001", {"format": "pdf", **file}) == [sv]
    assert _messages("ACC001", {"format": "pdf", **file}, language="en") == [en]


def test_pages_are_drawn_together() -> None:
    (message,) = _messages("ACC002", {"format": "pdf", "scanned": [9, 2, 3, 4, 12]})
    assert "2–4, 9, 12" in message


@pytest.mark.parametrize("rule", ["ACC001", "ACC002", "ACC003", "ACC004", "ACC005"])
def test_files_of_tenderers_are_their_own(rule: str) -> None:
    file: dict[str, object] = {
        "format": "pdf", "tagged": True, "scanned": [1], "headings_faked": 20, "headings_styled": 1,
        "images": 2, "images_without_alt": 2, "comments": 3,
    }  # fmt: skip
    assert _messages(rule, file) != []
    assert _messages(rule, file, role=Role.BID) == []


def test_share_of_faked_headings() -> None:
    assert _messages("ACC003", {"format": "docx", "headings_faked": 5, "headings_styled": 9}) != []
    assert _messages("ACC003", {"format": "docx", "headings_faked": 5, "headings_styled": 10}) == []
