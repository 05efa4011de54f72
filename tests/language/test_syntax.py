"""Subject, agent and imperative on our own tender sentences."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from upplint.language import pipeline, syntax

DATA = Path(__file__).parent / "data"


def rows(name: str) -> list[dict[str, Any]]:
    with (DATA / name).open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def cut(text: str, span: tuple[int, int] | None) -> str | None:
    return text[slice(*span)] if span else None


@pytest.mark.parametrize("name", ["subjects.jsonl", "subjects_unseen.jsonl", "subjects_second.jsonl"])
def test_subjects_of_modal_verbs(name: str) -> None:
    cases = rows(name)
    docs = list(pipeline.parse(case["text"] for case in cases))
    wrong = [
        (case["text"], cut(case["text"], syntax.modal_subject(doc)))
        for case, doc in zip(cases, docs, strict=True)
        if cut(case["text"], syntax.modal_subject(doc)) != case.get("subject")
    ]
    assert len(wrong) <= 0.05 * len(cases), wrong


def test_the_main_set_is_large_enough() -> None:
    assert sum(case.get("subject") is not None for case in rows("subjects.jsonl")) >= 150


@pytest.mark.parametrize("name", ["subjects.jsonl", "subjects_unseen.jsonl", "subjects_second.jsonl"])
def test_agents_and_imperatives(name: str) -> None:
    cases = rows(name)
    docs = list(pipeline.parse(case["text"] for case in cases))
    agents = sum(
        cut(case["text"], syntax.passive_agent(doc)) == case.get("agent") for case, doc in zip(cases, docs, strict=True)
    )
    orders = sum(
        syntax.is_imperative(doc) == case.get("imperative", False) for case, doc in zip(cases, docs, strict=True)
    )
    assert agents >= 0.95 * len(cases)
    assert orders >= 0.95 * len(cases)


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("3.2.1 Konsulten ska ha körkort", "Konsulten"),
        ("Krav 7 Systemet ska vara webbaserat", "Systemet"),
        ("a) leverantören ska ha egen personal;", "leverantören"),
        ("• Anbudsgivaren ska bifoga registreringsbevis", "Anbudsgivaren"),
        ("Minst en (1) av konsulterna ska tala finska", "Minst en (1)"),
        ("LEVERANTÖREN SKA LÄMNA INTYG FRÅN BANK", "LEVERANTÖREN"),
        ("Den erbjudna konsulten bör ha följande kompetens:", "Den erbjudna konsulten"),
    ],
)
def test_numbers_capitals_and_shares(text: str, subject: str) -> None:
    assert cut(text, syntax.modal_subject(pipeline.parse_one(text))) == subject


def test_passives_and_deponents() -> None:
    doc = pipeline.parse_one("Fakturan betalas när det finns en godkänd leverans som saknas.")
    assert [token.text for token in doc if syntax.is_passive(token)] == ["betalas"]


def test_list_items_are_no_imperatives() -> None:
    assert not syntax.is_imperative(pipeline.parse_one("bifoga ett intyg från banken"))
    assert syntax.is_imperative(pipeline.parse_one("Bifoga ett intyg från banken"))


def test_nothing_in_nothing() -> None:
    doc = pipeline.parse_one("")
    assert syntax.modal_subject(doc) is None
    assert syntax.passive_agent(doc) is None
    assert not syntax.is_imperative(doc)
