"""The project's own tenders: gold files and lists of planted barriers say what the built documents say."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
import zipfile
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "tests" / "corpus"
EXAMPLES = ROOT / "examples"
TOOLS = ROOT / "tools"
NAMES = sorted(path.stem for path in (CORPUS / "gold").glob("*.jsonl"))
SHORT = {"gronyta": 4}  # a direct award is a short paper; the others are 8-20 pages
FORCES = {"must", "should", "may"}
ON = {"tenderer", "supplier", "authority", "nobody"}
FACTS = {
    "authority", "procedure", "framework", "call_off", "lots", "estimated_value", "ceiling_value", "volume",
    "term_months", "extension_months", "tender_deadline", "question_deadline", "validity_date", "suppliers",
    "award_basis", "price_weight", "cpv", "published",
}  # fmt: skip
TOPICS = set(
    re.findall(
        r"[a-z_]+",
        "turnover credit accounts guarantee insurance registration legal_form reference experience education staffing"
        " language availability response_time certificate label permit membership brand standard method capacity"
        " volume geography subcontracting group reliance evaluation price penalty liability payment term termination"
        " labour_terms employment environment security reporting documentation form exclusion quality personal_data"
        " other",
    )
)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def fold(text: str) -> str:
    return " ".join(text.split())


def read_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@cache
def gold(name: str) -> tuple[dict[str, Any], ...]:
    return tuple(read_lines(CORPUS / "gold" / f"{name}.jsonl"))


@cache
def docx_text(path: Path) -> str:
    root = ElementTree.fromstring(zipfile.ZipFile(path).read("word/document.xml"))
    paragraphs = ("".join(t.text or "" for t in p.iter(f"{_W}t")) for p in root.iter(f"{_W}p"))
    return fold(" ".join(paragraphs))


@cache
def pdf_pages(path: Path) -> tuple[str, ...]:
    pdfium = pytest.importorskip("pypdfium2")
    with pdfium.PdfDocument(path) as document:
        return tuple(fold(page.get_textpage().get_text_range()) for page in document)


def document_of(name: str) -> Path:
    (path,) = (CORPUS / "documents").glob(f"{name}.*")
    return path


def test_there_are_at_least_six_tenders_in_both_formats() -> None:
    assert len(NAMES) >= 6
    assert {document_of(name).suffix for name in NAMES} == {".docx", ".pdf"}


@pytest.mark.parametrize("name", NAMES)
def test_gold_uses_the_labels_of_the_format(name: str) -> None:
    for item in gold(name):
        assert 1 <= len(item["quote"].split()) <= 15, item
        assert item["quote"] == fold(item["quote"])
        if item["is"] == "requirement":
            assert item["on"] in ON and item["force"] in FORCES and item["topic"] in TOPICS, item
        elif item["is"] == "fact":
            assert item["name"] in FACTS and "value" in item, item
        else:
            assert re.fullmatch(r"[A-Z]{3}\d{3}", item["rule"]) and item["why"], item
            assert item["is"] == "trap" or isinstance(item["sure"], bool), item


@pytest.mark.parametrize("name", NAMES)
def test_every_tender_holds_requirements_findings_traps_and_facts(name: str) -> None:
    kinds = [item["is"] for item in gold(name)]
    assert kinds.count("requirement") >= (75 if name in SHORT else 100)
    assert kinds.count("finding") >= 7
    assert kinds.count("trap") >= 20
    assert kinds.count("fact") >= 3


def sections(text: str) -> dict[str, str]:
    """Text by section number, as the plain text version shows it."""
    result: dict[str, str] = {"": ""}
    current = ""
    blank = True
    for line in text.splitlines():
        if blank and (found := re.match(r"(\d+(?:\.\d+)*) \S", line)):
            current = found[1]
        result[current] = result.get(current, "") + " " + line
        blank = not line
    return {number: fold(body) for number, body in result.items()}


@pytest.mark.parametrize("name", NAMES)
def test_quotes_stand_in_their_section_as_often_as_they_are_annotated(name: str) -> None:
    by_section = sections((CORPUS / "variants" / f"{name}.txt").read_text(encoding="utf-8"))
    seen: dict[tuple[str, str], int] = {}
    for item in gold(name):
        body = by_section[item.get("section", "")]
        assert item["quote"] in body, item
        assert "also" not in item or item["also"] in " ".join(by_section.values()), item
        if item["is"] == "requirement":
            key = (item.get("section", ""), item["quote"])
            seen[key] = seen.get(key, 0) + 1
    for (section, quote), count in seen.items():
        assert by_section[section].count(quote) >= count, (section, quote)


@pytest.mark.parametrize("name", NAMES)
def test_quotes_stand_in_the_document_on_their_page(name: str) -> None:
    path = document_of(name)
    for item in gold(name):
        if path.suffix == ".docx":
            assert "page" not in item
            assert item["quote"] in docx_text(path), item
        else:
            pages = pdf_pages(path)
            here = pages[item["page"] - 1]
            if item["quote"] not in here:  # runs over the page break: its beginning stands here
                assert any(here.find(" ".join(item["quote"].split()[:n])) >= 0 for n in (3, 2, 1)), item
                assert item["page"] < len(pages)


@pytest.mark.parametrize("name", NAMES)
def test_tenders_are_of_true_length_and_small_as_files(name: str) -> None:
    assert document_of(name).stat().st_size < 300_000
    pdf = next(path for path in CORPUS.rglob(f"{name}.pdf"))
    assert SHORT.get(name, 8) <= len(pdf_pages(pdf)) <= 20
    assert len((CORPUS / "variants" / f"{name}.txt").read_text(encoding="utf-8").split()) > (
        1000 if name in SHORT else 1600
    )


def example_text(path: Path) -> str:
    return docx_text(path) if path.suffix == ".docx" else " ".join(pdf_pages(path))


def test_planted_barriers_stand_in_the_example_tender() -> None:
    planted = read_lines(CORPUS / "planted" / "stadning-hindersam.jsonl")
    assert len(planted) >= 80
    families = {item["rule"][:3] for item in planted}
    assert families >= {"LOT", "VOL", "ECO", "REF", "STA", "CER", "SPE", "SUB", "AWD", "CON", "PRO", "LAN", "FAC"}
    for item in planted:
        assert item["quote"] in example_text(EXAMPLES / "stadning-hindersam" / item["document"]), item


@pytest.mark.parametrize("example", ["stadning-hindersam", "stadning-val-skriven"])
def test_examples_hold_word_pdf_and_price_sheet(example: str) -> None:
    files = sorted((EXAMPLES / example).iterdir())
    assert {path.suffix for path in files} == {".docx", ".pdf", ".xlsx"}
    assert all(path.stat().st_size < 300_000 for path in files)
    words = sum(len(example_text(path).split()) for path in files if path.suffix != ".xlsx")
    assert words > 4000


def _builder() -> Any:
    pytest.importorskip("reportlab")
    pytest.importorskip("yaml")
    if str(TOOLS) not in sys.path:
        sys.path.insert(0, str(TOOLS))
    spec = importlib.util.spec_from_file_location("build_examples", TOOLS / "build_examples.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_gold_and_text_are_what_the_sources_give() -> None:
    assert _builder().check() == 0


def test_the_same_source_gives_the_same_bytes(tmp_path: Path) -> None:
    builder = _builder()
    source = CORPUS / "source" / "it-avrop.md"
    for run in ("first", "second"):
        builder.build_corpus(source, tmp_path / run)
    first = sorted(path for path in (tmp_path / "first").rglob("*") if path.is_file())
    assert len(first) == 4
    for path in first:
        assert path.read_bytes() == (tmp_path / "second" / path.relative_to(tmp_path / "first")).read_bytes()


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("{T!okand~Texten}", "unknown topic"),
        ("{F ECO003~Texten}", "no reason given"),
        ("{T!form~Texten", "no closing brace"),
        ("{Q!form~Texten}", "unknown annotation"),
    ],
)
def test_broken_markup_is_named(source: str, message: str, tmp_path: Path) -> None:
    _builder()
    from examples_markup import SourceError, parse  # type: ignore[import-not-found]

    path = tmp_path / "trasig.md"
    path.write_text(source, encoding="utf-8")
    with pytest.raises(SourceError, match=f"trasig.md.*{message}"):
        parse(path)


def test_an_annotation_may_point_back_at_its_sentence(tmp_path: Path) -> None:
    _builder()
    from examples_markup import gold as gold_of
    from examples_markup import parse, to_text

    path = tmp_path / "kort.md"
    path.write_text(
        "# Krav\n\n{T!volume~Anbud ska avse allt.} {F LOT002~ska avse allt~varför} Slut.\n", encoding="utf-8"
    )
    source = parse(path)
    assert to_text(source) == "1 Krav\nAnbud ska avse allt. Slut.\n"
    assert [item["quote"] for item in gold_of(source)] == ["Anbud ska avse allt.", "ska avse allt"]
