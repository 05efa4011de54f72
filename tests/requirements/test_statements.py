"""Plain statements that bind the tenderer's side."""

from __future__ import annotations

import pytest

from upplint.engine.testing import tender_from_text
from upplint.requirements.sections import section_types
from upplint.requirements.statements import binds
from upplint.requirements.subjects import Names


def _binds(text: str) -> bool:
    tender, _ = tender_from_text(text)
    part = tender.parts[0]
    sentence = part.analysis.sentences[-1]
    block = part.document.blocks[sentence.block]
    read = tuple(r for r in part.requirements if r.sentence == sentence.index)
    return binds(sentence, block, read, section_types(part.document)[block.index], Names(part.document))


@pytest.mark.parametrize(
    "text",
    [
        "Leverantören ska vara certifierad.",
        "Konsulten innehar certifikat i projektledning.",
        "Samtliga målare har gesällbrev.",
        "Endast märkta varor får levereras.",
        "Kommunen kräver att företaget är certifierat.",
        "Verkstaden ligger inom kommunen.",
    ],
)
def test_binds(text: str) -> None:
    assert _binds("# 3 Krav\n" + text)


@pytest.mark.parametrize(
    "text",
    [
        "Kommunen är certifierad enligt ISO 14001.",
        "Beställarens personal är utbildad.",
        "Leverantören bör vara certifierad.",
        "Leverantören får vara certifierad.",
        "Om leverantören är certifierad bifogas beviset.",
        "Kommunen ska vara certifierad.",
        "I dag är tjugo personer utbildade.",
        "Certifierade varor är meriterande.",
    ],
)
def test_does_not_bind(text: str) -> None:
    assert not _binds("# 3 Krav\n" + text)


def test_background_does_not_bind() -> None:
    assert not _binds("# 1.1 Bakgrund\nVerksamheten är certifierad.")
