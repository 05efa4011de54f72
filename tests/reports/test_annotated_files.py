"""Copies of the example documents, our own corpus and real documents: comments on the words, all else as it was."""

from __future__ import annotations

import importlib.util
import io
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType
from typing import Any

import docx
import pytest
from lxml import etree

from upplint.documents.docx.reader import read_docx
from upplint.documents.limits import Limits
from upplint.documents.model import FURNITURE, BlockKind, Document
from upplint.documents.pdf import read_pdf
from upplint.engine.model import Confidence, Finding, Level, Place, Report
from upplint.language.terms import find_terms
from upplint.reports.docx_comments import annotate_docx
from upplint.reports.notes import Note, notes_by_document
from upplint.reports.pdf_marks import annotate_pdf

ROOT = Path(__file__).parents[2]
FOLDERS = (ROOT / "examples", ROOT / "tests/corpus/documents", ROOT.parent / "shared/corpus/real")
WORD = [p for f in FOLDERS if f.exists() for p in sorted(f.rglob("*.docx"))]
PDF = [
    pytest.param(p, marks=pytest.mark.slow) if f is FOLDERS[-1] else p
    for f in FOLDERS
    if f.exists()
    for p in sorted(f.rglob("*.pdf"))
]
SOFFICE = shutil.which("soffice")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MARKS = (f"{_W}commentRangeStart", f"{_W}commentRangeEnd", f"{_W}commentReference")


def spread(document: Document) -> list[Note]:
    """Comments all over a document: on words, on whole blocks, and over the border of two blocks."""
    findings = []
    for i, block in enumerate(document.blocks):
        words = block.text.split(" ")
        k = i % len(words)
        start = block.start + len(" ".join(words[:k])) + (1 if k else 0)
        spans = [(start, start + len(words[k]))]
        if i % 5 == 0:
            spans.append((block.start, block.end))
        if i % 7 == 0 and i + 1 < len(document.blocks) and not {block.kind, document.blocks[i + 1].kind} & _APART:
            following = document.blocks[i + 1]
            end = following.start + len(following.text.split(" ")[0])
            spans.append((block.start + block.text.rfind(" ") + 1, end))
        for a, b in spans:
            excerpt = document.text[a:b]
            if excerpt.strip() == excerpt != "":
                place = Place(0, 0, document.file, document.page_at(a), "", a, b, excerpt, excerpt, 0)
                number = f"{len(findings):04d}"
                texts = ("ABC001", "prov", "Prov", Level.ADVICE, Confidence.HIGH, "Så.", "", "", "", ())
                findings.append(Finding(*texts, place, fingerprint=number))
    return notes_by_document(Report((), tuple(findings)))[0, 0]


def _changes(document: Document) -> list[tuple[str, str, str, int | None, int | None]]:
    """Tracked changes and hidden text with their places in the text."""
    return [(a.kind, a.text, a.author, a.start, a.end) for a in document.annotations if a.kind != "comment"]


_APART = {*FURNITURE, BlockKind.NOTE}


def _boxed(path: Path) -> set[str]:
    """The addresses of paragraphs in text boxes."""
    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    inside = f"{_W}txbxContent"
    return {f"p{i}" for i, p in enumerate(root.iter(f"{_W}p")) if any(True for _ in p.iterancestors(inside))}


def _merged(root: Any) -> bytes:
    """The main part without comment marks, runs that look the same joined, attributes of revision ids left out."""
    for mark in list(root.iter(*_MARKS)):
        parent = mark.getparent()
        parent.remove(mark)
        if parent.tag == f"{_W}r" and not [c for c in parent if c.tag != f"{_W}rPr"]:
            parent.getparent().remove(parent)
    for run in list(root.iter(f"{_W}r")):
        before = run.getprevious()
        if before is None or before.tag != run.tag or _look(before) != _look(run):
            continue
        for child in [c for c in run if c.tag != f"{_W}rPr"]:
            before.append(child)
        run.getparent().remove(run)
    for text in list(root.iter(f"{_W}t")):
        before = text.getprevious()
        text.attrib.clear()
        if before is not None and before.tag == text.tag:
            before.text = (before.text or "") + (text.text or "")
            text.getparent().remove(text)
    out: bytes = etree.tostring(root, method="c14n")
    return out


def _look(run: Any) -> tuple[bytes, dict[str, str]]:
    look = run.find(f"{_W}rPr")
    return (etree.tostring(look, method="c14n") if look is not None else b""), dict(run.attrib)


@pytest.mark.parametrize("path", WORD, ids=lambda p: p.name)
def test_word_comments_stand_on_their_words_and_the_rest_survives(path: Path, tmp_path: Path) -> None:
    data, document = path.read_bytes(), read_docx(path, file=path.name)
    notes = spread(document)

    made = annotate_docx(data, document, notes, "sv", tracked=False)

    copy = tmp_path / path.name
    copy.write_bytes(made)
    again = read_docx(copy, file=path.name)
    assert again.text == document.text
    assert [(b.kind, b.number, b.level, b.style) for b in again.blocks] == [
        (b.kind, b.number, b.level, b.style) for b in document.blocks
    ]
    old = [a for a in document.annotations if a.kind == "comment"]
    assert _changes(again) == _changes(document)
    comments = [a for a in again.annotations if a.kind == "comment"]
    assert len(comments) == len(old) + len(notes) == len(list(docx.Document(io.BytesIO(made)).comments))
    boxed = _boxed(path)
    checked = 0
    for note, comment in zip(notes, comments[len(old) :], strict=True):
        blocks = (document.block_at(note.place.start), document.block_at(note.place.end - 1))
        origins = [o for block in blocks for _, _, o in block.origins(0, len(block.text))]
        if any(o.part != "word/document.xml" or o.unit in boxed for o in origins):
            assert "Kommentaren står" in comment.text or "Word kan inte" in comment.text
        elif not any(o.generated for o in origins):
            assert comment.start is not None and comment.end is not None
            assert again.text[comment.start : comment.end] == note.place.excerpt
            checked += 1
    assert checked > len(notes) / 3
    assert annotate_docx(made, again, notes, "sv", tracked=False) == made


@pytest.mark.parametrize("path", WORD, ids=lambda p: p.name)
def test_parts_of_a_word_file_survive(path: Path) -> None:
    data, document = path.read_bytes(), read_docx(path, file=path.name)

    made = annotate_docx(data, document, spread(document), "sv", tracked=False)

    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(io.BytesIO(made)) as after:
        assert set(before.namelist()) <= set(after.namelist())
        changed = {n for n in before.namelist() if before.read(n) != after.read(n)}
        assert changed <= {
            "[Content_Types].xml",
            "word/_rels/document.xml.rels",
            "word/document.xml",
            "word/comments.xml",
        }
        main = "word/document.xml"
        assert _merged(etree.fromstring(after.read(main))) == _merged(etree.fromstring(before.read(main)))
        numbers = [c.get(f"{_W}id") for c in etree.fromstring(after.read("word/comments.xml"))]
        assert len(set(numbers)) == len(numbers)


def _squeezed(text: str) -> str:
    return "".join(c for c in text if not c.isspace() and c not in "-\ufffe\x02\u00ad\r")


@pytest.mark.parametrize("path", PDF, ids=lambda p: p.name)
def test_pdf_marks_cover_their_words_and_the_text_is_as_it_was(path: Path, tmp_path: Path) -> None:
    import pypdf
    import pypdfium2

    data, document = path.read_bytes(), read_pdf(path, file=path.name, limits=Limits())
    notes = [n for n in spread(document) if n.place.end - n.place.start < 400][:150]

    made = annotate_pdf(data, document, notes)

    assert made.startswith(data)
    copy = tmp_path / path.name
    copy.write_bytes(made)
    assert read_pdf(copy, file=path.name, limits=Limits()).text == document.text
    covered: dict[str, str] = {}
    pdf = pypdfium2.PdfDocument(made)
    before = pypdfium2.PdfDocument(data)
    assert pdf.get_metadata_dict() == before.get_metadata_dict()
    for page, shown in zip(pypdf.PdfReader(io.BytesIO(made)).pages, pdf, strict=True):
        text = shown.get_textpage()
        for mark in (a.get_object() for a in page.get("/Annots") or []):
            if mark.get("/T") == "upplint" and mark["/Subtype"] == "/Highlight":
                quads = [float(v) for v in mark["/QuadPoints"]]
                name = mark["/NM"].split("-")[1]
                for k in range(0, len(quads), 8):
                    xs, ys = quads[k : k + 8 : 2], quads[k + 1 : k + 8 : 2]
                    inner = (min(xs) + 0.4, min(ys) + 2, max(xs) - 0.4, max(ys) - 2)
                    covered[name] = covered.get(name, "") + text.get_text_bounded(*inner)
        text.close()
    for note in notes:
        got = _squeezed(covered.get(note.finding.fingerprint, ""))
        assert _alike(got, _squeezed(note.place.excerpt)), (got, note.place.excerpt)


def _alike(got: str, wanted: str) -> bool:
    """The same but for how ligatures and accents are stored."""
    import unicodedata

    return unicodedata.normalize("NFKC", got) == unicodedata.normalize("NFKC", wanted)


@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_the_copies(tmp_path: Path) -> None:
    made = []
    for number, path in enumerate(WORD):
        document = read_docx(path, file=path.name)
        copy = tmp_path / f"{number}-{path.name}"
        copy.write_bytes(annotate_docx(path.read_bytes(), document, spread(document), "sv", tracked=True))
        made.append(copy)
    subprocess.run(
        [str(SOFFICE), "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--convert-to", "pdf",
         "--outdir", str(tmp_path / "ut"), *map(str, made)],
        check=True,
        capture_output=True,
        timeout=300,
    )  # fmt: skip

    import pypdfium2

    for copy in made:
        pdf = pypdfium2.PdfDocument(tmp_path / "ut" / f"{copy.stem}.pdf")
        assert len(pdf) > 0
        pdf.close()


def _tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("check_copies", ROOT / "tools/check_copies.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["check_copies"] = module  # where dataclasses look for it
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
def test_findings_stand_on_their_words_and_all_else_is_as_it_was(tmp_path: Path) -> None:
    """What a user gets: the findings of the rules, on the examples and on real documents where they are present."""
    tool = _tool()
    outcomes = [
        tool.examine(path, tmp_path / str(i), twice=path.suffix == ".docx")
        for i, path in enumerate(tool.files(f for f in tool.FOLDERS if f.is_dir()))
    ]
    assert {o.file: o.wrong for o in outcomes if o.wrong} == {}
    assert sum(o.exact for o in outcomes) > 150
    assert sum(o.beside for o in outcomes) <= sum(o.comments for o in outcomes) / 50


@pytest.mark.parametrize("path", WORD, ids=lambda p: p.name)
def test_rejecting_our_changes_gives_the_text_as_it_was(path: Path, tmp_path: Path) -> None:
    document = read_docx(path, file=path.name)
    findings = []
    for term in find_terms(document.text):
        if term.replacement:
            excerpt = document.text[term.start : term.end]
            place = Place(0, 0, document.file, None, "", term.start, term.end, excerpt, excerpt, 0)
            texts = ("ABC001", "prov", "Prov", Level.ADVICE, Confidence.HIGH, "Så.", "", "", "", ())
            values = {"term": term.lemma, "replacement": term.replacement}
            findings.append(Finding(*texts, place, values=values))
    notes = notes_by_document(Report((), tuple(findings))).get((0, 0), [])

    made = annotate_docx(path.read_bytes(), document, notes, "sv", tracked=True)

    main, done = "word/document.xml", 0
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        files = {n: archive.read(n) for n in archive.namelist()}
    root = etree.fromstring(files[main])
    for change in list(root.iter(f"{_W}ins", f"{_W}del")):
        if change.get(f"{_W}author") == "upplint":
            done += 1
            for text in change.iter(f"{_W}delText"):
                text.tag = f"{_W}t"
            for run in list(change) if change.tag == f"{_W}del" else []:
                change.addprevious(run)
            change.getparent().remove(change)
    files[main] = etree.tostring(root)
    with zipfile.ZipFile(tmp_path / "avvisad.docx", "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    assert done >= len(notes)  # most are a deletion and an insertion; those in headings and controls are left alone
    assert read_docx(tmp_path / "avvisad.docx", file=path.name).text == document.text
