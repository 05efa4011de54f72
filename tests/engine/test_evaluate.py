"""Scoring against gold: what matches, what is neutral, what is an error."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from upplint.documents.assemble import assemble
from upplint.documents.model import Answer, AnswerKind, Block, BlockKind, Document, Origin, Segment
from upplint.engine.evaluate import Prediction, evaluate, score
from upplint.engine.gold import Gold, GoldFile, Locator, read_gold
from upplint.engine.model import Confidence, Finding, Level, Place
from upplint.engine.scores import Evaluation, RequirementMeasures, macro_f1, measures
from upplint.errors import ConfigError
from upplint.language.analysis import Analysis
from upplint.requirements.model import Force, On, Requirement, Stage
from upplint.tender.model import Fact, TenderFacts

LINES = (
    ("3.1", "Krav"),
    "Anbudsgivaren ska ha F-skatt. Anbudsgivaren ska ha ett intyg.",
    "Leverantören ska:",
    ("3.2", "Mer"),
    "Anbudsgivaren ska ha F-skatt.",
)


def document(*lines: str | tuple[str, str], page: int | None = None) -> Document:
    blocks = []
    for line in lines:
        kind, number, text = (BlockKind.HEADING, *line) if isinstance(line, tuple) else (BlockKind.PARAGRAPH, "", line)
        segment = Segment(0, len(text), Origin(page=page, unit="l1"))
        blocks.append(Block(kind, text, (segment,), level=int(kind is BlockKind.HEADING), number=number))
    return assemble("a.txt", "txt", blocks, pages=page)


def gold(kind: str, quote: str, line: int = 1, **data: object) -> Gold:
    page = data.get("page")
    return Gold(kind, quote, page if isinstance(page, int) else None, str(data.get("section", "")), line, data)


def requirement(whole: Document, text: str, nth: int = 0, **labels: object) -> Requirement:
    start = -1
    for _ in range(nth + 1):
        start = whole.text.index(text, start + 1)
    made = Requirement(
        id="k1", file=whole.file, start=start, end=start + len(text), text=text, full_text=text, sentence=0, block=0,
        section="3.1", page=None, on=On.TENDERER, force=Force.MUST, stage=Stage.QUALIFICATION, topic="registration",
    )  # fmt: skip
    return replace(made, **labels)


def finding(whole: Document, rule: str, text: str, nth: int = 0, **more: object) -> Finding:
    found = requirement(whole, text, nth)
    place = Place(0, 0, whole.file, None, "", found.start, found.end, text, text)
    return Finding(
        rule=rule, name="n", title="t", level=Level.WARNING, confidence=Confidence.HIGH, message="m", why="w",
        advice="a", rewrite="", law=(), place=place, **more,
    )  # fmt: skip


def scored(whole: Document, items: list[Gold], requirements=(), findings=None, facts=None):
    prediction = Prediction((whole,), (Analysis(whole),), tuple(requirements), findings, facts)
    return score(GoldFile("a", tuple(items)), prediction)


LABELS = {"on": "tenderer", "force": "must", "topic": "registration"}


def test_same_sentence_in_two_sections_is_matched_by_section():
    whole = document(*LINES)
    items = [gold("requirement", "ska ha F-skatt", 1, section="3.2", **LABELS)]
    assert scored(whole, items, [requirement(whole, "Anbudsgivaren ska ha F-skatt.", 1)]).found == 1
    missed = scored(whole, items, [requirement(whole, "Anbudsgivaren ska ha F-skatt.", 0)])
    assert (missed.found, len(missed.false)) == (0, 1)


def test_like_quotes_take_one_place_each():
    whole = document(*LINES)
    items = [gold("requirement", "Anbudsgivaren ska ha F-skatt.", n, **LABELS) for n in (1, 2)]
    result = scored(whole, items, [requirement(whole, "Anbudsgivaren ska ha F-skatt.", n) for n in (0, 1)])
    assert (result.found, result.merged, result.false) == (2, 0, [])


def test_two_quotes_in_one_prediction_are_merged():
    whole = document(*LINES)
    items = [
        gold("requirement", "ha F-skatt", 1, section="3.1", **LABELS),
        gold("requirement", "ett intyg", 2, **LABELS),
    ]
    whole_block = "Anbudsgivaren ska ha F-skatt. Anbudsgivaren ska ha ett intyg."
    result = scored(whole, items, [requirement(whole, whole_block)])
    assert (result.found, result.merged) == (2, 1)


def test_prediction_on_a_lead_in_is_neutral():
    whole = document(*LINES)
    items = [gold("requirement", "ett intyg", 1, **LABELS)]
    result = scored(whole, items, [requirement(whole, "Leverantören ska:")])
    assert (result.neutral, result.false) == (1, [])


def test_second_prediction_on_a_quote_is_neutral():
    whole = document(*LINES)
    items = [gold("requirement", "Anbudsgivaren ska ha ett intyg.", 1, **LABELS)]
    result = scored(
        whole, items, [requirement(whole, "Anbudsgivaren ska ha ett intyg"), requirement(whole, "ett intyg.")]
    )
    measured = RequirementMeasures.of([result])
    assert (measured.precision, measured.recall, measured.false) == (1.0, 1.0, 0)


def test_labels_are_scored_among_those_found():
    whole = document(*LINES)
    items = [gold("requirement", "ett intyg", 1, on="supplier", force="must", topic="registration")]
    result = scored(whole, items, [requirement(whole, "Anbudsgivaren ska ha ett intyg.")])
    assert [(w.label, w.want, w.got) for w in result.wrong] == [("on", "supplier", "tenderer")]
    measured = RequirementMeasures.of([result])
    assert (measured.on, measured.force, measured.topic_f1) == (0.0, 1.0, 1.0)


def test_quote_that_is_not_there_is_an_error():
    whole = document(*LINES)
    result = scored(whole, [gold("requirement", "Anbudsgivaren ska ha en hund och två katter", 7, **LABELS)])
    assert len(result.errors) == 1
    assert "rad 7" in result.errors[0]
    assert result.wanted == 0


@pytest.mark.parametrize(
    "quote",
    [
        "• ett  intyg",
        "Uppfylls  kravet? Ja/Nej. Ja krävs",
        "a. Ange namn",
        "IT-stöd",
        "en riktigt lång mening som bryts av en sidfot på sidan",
    ],
)
def test_quotes_are_found_with_marks_answers_and_other_spacing(quote):
    def made(text, **more):
        return Block(BlockKind.PARAGRAPH, text, (Segment(0, len(text), Origin(unit="l1")),), **more)

    whole = assemble(
        "a.txt",
        "txt",
        [
            made("ett intyg", number="•"),
            made("Uppfylls kravet?", answer=Answer(AnswerKind.YES_NO, "Ja", None, "Ja/Nej. Ja krävs")),
            made("Ange namn", number="a."),
            made("Köp av IT‑stöd"),
            made("en riktigt lång mening som bryts"),
        ],
    )
    assert Locator((whole,)).find(gold("requirement", " ".join(quote.split()))) is not None


def test_finding_meets_its_barrier_by_sentence_and_by_other_places():
    whole = document(*LINES)
    items = [gold("finding", "ska ha ett intyg", 1, rule="ECO008")]
    by_sentence = scored(whole, items, findings=(finding(whole, "ECO008", "Anbudsgivaren", 1),))
    assert by_sentence.rules["ECO008"].met == 1
    far = document(("1", "Titel"), "x" * 800, *LINES)
    place = finding(far, "ECO008", "ett intyg").place
    other = finding(far, "ECO008", "Leverantören ska", also=(place,))
    assert scored(far, items, findings=(other,)).rules["ECO008"].met == 1


def test_two_quotes_of_a_rule_in_a_section_are_one_barrier():
    whole = document(*LINES)
    items = [gold("finding", q, n, rule="ECO008", section="3.1") for n, q in enumerate(("ha F-skatt", "ett intyg"))]
    result = scored(whole, items, findings=(finding(whole, "ECO008", "ett intyg"),))
    assert (result.rules["ECO008"].barriers, result.rules["ECO008"].met) == (1, 1)


def test_trap_is_counted():
    whole = document(("1", "Titel"), "x" * 800, *LINES)
    items = [gold("trap", "ett intyg", 1, rule="ECO008", why="fine")]
    result = scored(whole, items, findings=(finding(whole, "ECO008", "ett intyg"),))
    assert len(result.rules["ECO008"].false) == 1
    assert result.rules["ECO008"].traps[0][1] == "fine"


def test_rules_that_are_not_annotated_are_neutral():
    whole = document(*LINES)
    result = scored(
        whole,
        [gold("trap", "ett intyg", 1, rule="ECO008")],
        findings=(finding(whole, "LAN001", "ett intyg"), finding(whole, "OPP001", "ett intyg")),
    )
    assert result.rules == {}


def test_facts_compare_numbers_and_names():
    whole = document(*LINES)
    facts = TenderFacts(
        {"ceiling_value": (Fact("ceiling_value", Decimal("4500000")),), "authority": (Fact("authority", "Ekö kommun"),)}
    )
    items = [
        gold("fact", "F-skatt", 1, name="ceiling_value", value=4500000),
        gold("fact", "F-skatt", 2, name="authority", value="Ekö kommun, Kommunstyrelsen"),
        gold("fact", "F-skatt", 3, name="lots", value=0),
    ]
    result = scored(whole, items, facts=facts)
    assert [f.right for f in result.facts] == [True, True, False]


def test_document_without_requirement_lines_is_not_scored_on_them():
    whole = document(*LINES)
    result = scored(whole, [gold("trap", "ett intyg", 1, rule="X")], [requirement(whole, "ett intyg")])
    assert (result.full, result.false) == (False, [])


def test_silent_document_counts_every_requirement():
    whole = document(*LINES)
    result = scored(whole, [Gold("note", "", None, "", 1, {})], [requirement(whole, "ett intyg")])
    assert (result.silent, len(result.false)) == (True, 1)


def test_measures():
    assert measures(0, 0, 0, 0) == (1.0, 1.0, 1.0)
    assert measures(1, 2, 1, 4) == (0.5, 0.25, pytest.approx(1 / 3))
    assert macro_f1([("a", "a"), ("b", "a")]) == pytest.approx((2 / 3 + 0) / 2)


def test_folder_of_gold_finds_documents_by_stem(tmp_path):
    (tmp_path / "gold").mkdir()
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.txt").write_text("x")
    (tmp_path / "gold" / "a.jsonl").write_text(json.dumps({"is": "note", "text": "-"}) + "\n")
    whole = document(*LINES)
    result = evaluate(tmp_path / "gold", None, lambda path: Prediction((whole,), (Analysis(whole),), ()))
    assert isinstance(result, Evaluation)
    assert [d.name for d in result.documents] == ["a"]
    with pytest.raises(ConfigError, match="facitfil"):
        evaluate(tmp_path / "real", None, lambda path: Prediction((), (), ()))
    (tmp_path / "real" / "a.txt").unlink()
    with pytest.raises(ConfigError, match="inget dokument"):
        evaluate(tmp_path / "gold", None, lambda path: Prediction((), (), ()))


@pytest.mark.parametrize("line", ["{", '"text"', '{"is": "guess"}'])
def test_broken_gold_names_file_and_line(tmp_path, line):
    file = tmp_path / "b.jsonl"
    file.write_text('{"is": "note"}\n' + line + "\n")
    with pytest.raises(ConfigError, match=r"b\.jsonl rad 2"):
        read_gold(file)
