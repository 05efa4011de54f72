"""Running the examples of rules, and the mini format they are written in."""

from __future__ import annotations

from pathlib import Path

import pytest

from upplint.documents.model import AnswerKind, BlockKind
from upplint.engine.examples import run_examples
from upplint.engine.loader import load_rules
from upplint.engine.testing import document_from_text, tender_from_text

PACK = """family: TST
title: {sv: Prov, en: Test}
rules:
  - id: TST001
    name: prov
    title: {sv: Prov, en: Test}
    level: warning
    why: {sv: Därför., en: Because.}
    find: {phrases: [intyg]}
    collect: {per: each}
    message: {sv: "Funnet: {matched}", en: "Found: {matched}"}
    advice: {sv: Gör om., en: Do it again.}
    rewrite: Skriv om.
    examples:
"""


def _results(folder: Path, examples: str) -> list[tuple[str, bool, str]]:
    text = PACK + "".join(f"      {line}\n" for line in examples.strip().splitlines())
    (folder / "test.yaml").write_text(text, encoding="utf-8")
    ruleset = load_rules([folder], shipped=False)
    return [(r.kind, r.passed, r.problem) for r in run_examples(ruleset.get("TST001"), ruleset)]


@pytest.mark.parametrize(
    ("examples", "expected"),
    [
        ('hit: ["Bifoga [[intyg]]."]', ("hit", True, "")),
        ('hit: ["[[Bifoga]] intyg."]', ("hit", False, "väntade ”Bifoga”, fick ”intyg”")),
        ('hit: ["Bifoga [[intyg]] och intyg."]', ("hit", False, "väntade ”intyg”, fick ”intyg”, ”intyg”")),
        ('hit: ["Bifoga intyg."]', ("hit", False, "exemplet har inget markerat ställe ([[...]])")),
        ('hit: [{text: "Bifoga [[intyg]].", level: advice}]', ("hit", False, "väntade nivån advice, fick warning")),
        (
            'hit: [{text: "Bifoga [[intyg]].", says: kopia}]',
            ("hit", False, "”kopia” står inte i meddelandet: Funnet: intyg"),
        ),
        ('ok: ["Bifoga bevis."]', ("ok", True, "")),
        ('ok: ["Bifoga intyg."]', ("ok", False, "väntade ingen träff, fick ”intyg”")),
        ('known_wrong: [{text: "Bifoga intyg.", why: x}]', ("known_wrong", True, "")),
        ('known_wrong: [{text: "Bifoga [[intygen]].", why: x}]', ("known_wrong", True, "")),
        (
            'known_wrong: [{text: "Bifoga [[intyg]].", why: x}]',
            ("known_wrong", False, "exemplet är rätt nu: flytta det till hit eller ok"),
        ),
    ],
)
def test_example(tmp_path: Path, examples: str, expected: tuple[str, bool, str]) -> None:
    assert _results(tmp_path, examples) == [expected]


def test_mini_format() -> None:
    made = document_from_text(
        "# 3 Krav\n\nNi ska:\n- ha [[ett intyg]]\n  - som gäller\n\n? Har ni det? | Ja/Nej. Ja krävs\n\n"
        "| Krav | Svar |\n|---|---|\n| A | B |\n\n---\n\nRad ett\nrad två {{klicka}} ==gult==.\n\n**Fet**"
    )
    blocks = made.document.blocks
    assert [b.kind for b in blocks] == [
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
        BlockKind.LIST_ITEM,
        BlockKind.LIST_ITEM,
        BlockKind.QUESTION,
        BlockKind.TABLE_ROW,
        BlockKind.TABLE_ROW,
        BlockKind.PARAGRAPH,
        BlockKind.PARAGRAPH,
    ]
    assert (blocks[0].number, blocks[0].text) == ("3", "Krav")
    assert blocks[2].lead_in == 1
    answer = blocks[4].answer
    assert answer is not None
    assert (answer.kind, answer.required) == (AnswerKind.YES_NO, "Ja")
    assert (blocks[5].header_row, blocks[6].header_row) == (True, False)
    assert blocks[7].text == "Rad ett rad två klicka gult."
    assert [blocks[7].text[a:b] for a, b in (*blocks[7].placeholder, *blocks[7].highlighted)] == ["klicka", "gult"]
    assert (blocks[0].page, blocks[7].page) == (1, 2)
    assert blocks[8].bold
    assert [made.document.text[a:b] for a, b in made.marks] == ["ett intyg"]


def test_marks_may_hold_brackets_and_each_other() -> None:
    made = document_from_text("Svara [[[ange datum]]] och [[{{fyll i}} här]].")
    assert [made.document.text[a:b] for a, b in made.marks] == ["[ange datum]", "fyll i här"]


def test_documents_of_a_tender_have_their_own_marks() -> None:
    tender, marks = tender_from_text("Text [[ett]].", documents={"b.txt": "[[två]] och [[tre]]"})
    assert [tender.parts[v].document.text[a:b] for v, a, b in marks] == ["ett", "två", "tre"]
