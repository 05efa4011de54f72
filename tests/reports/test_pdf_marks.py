"""Highlights in copies of PDF files: on the right words, the rest of the file untouched."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2
import pytest
from pypdf.annotations import Highlight, Link
from pypdf.generic import ArrayObject, FloatObject, NameObject, NumberObject, RectangleObject
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from upplint.documents.limits import Limits
from upplint.documents.model import Document
from upplint.documents.pdf import read_pdf
from upplint.engine.model import Confidence, Finding, Level, Place, Report
from upplint.errors import UpplintError
from upplint.reports.notes import Note, notes_by_document
from upplint.reports.pdf_marks import COLOURS, annotate_pdf

LINES = ("Anbudet ska komma in i tid.", "Leverantören ska ha lägst riskklass tre.", "Priset ska vara fast.")


def write(path: Path, *, pages: int = 1, title: str = "Krav") -> Path:
    """A PDF with the same three lines on each page."""
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    canvas.setTitle(title)
    for number in range(pages):
        for i, line in enumerate(LINES):
            canvas.drawString(72, 700 - 40 * i, f"{line} Sida {number + 1}.")
        canvas.showPage()
    canvas.save()
    return path


def changed(path: Path, change: Any) -> Path:
    """The PDF after a change by pypdf."""
    writer = pypdf.PdfWriter(clone_from=path)
    change(writer)
    writer.write(path)
    return path


def read(path: Path) -> Document:
    return read_pdf(path, file="prov.pdf", limits=Limits())


def note(document: Document, excerpt: str, level: Level = Level.WARNING, number: int = 0) -> Note:
    start = document.text.index(excerpt)
    end = start + len(excerpt)
    place = Place(0, 0, "prov.pdf", document.page_at(start), "", start, end, excerpt, excerpt, 0)
    finding = Finding(
        "ABC001", "prov", "En rubrik", level, Confidence.HIGH, "Så är det med åäö.", "", "", "", (), place
    )
    return notes_by_document(Report((), (finding,)))[0, 0][number]


def marks(data: bytes) -> list[tuple[int, Any]]:
    """Page and annotation, for all of them."""
    pages = pypdf.PdfReader(io.BytesIO(data)).pages
    return [(i, a.get_object()) for i, page in enumerate(pages) for a in page.get("/Annots") or []]


def covered(data: bytes) -> list[str]:
    """The words under each of our highlights, in the order of pages."""
    pdf = pypdfium2.PdfDocument(data)
    out = []
    for index, mark in marks(data):
        if mark["/Subtype"] == "/Highlight" and mark.get("/T") == "upplint":
            quads = [float(v) for v in mark["/QuadPoints"]]
            text = pdf[index].get_textpage()
            words = []
            for k in range(0, len(quads), 8):
                xs, ys = quads[k : k + 8 : 2], quads[k + 1 : k + 8 : 2]
                words.append(text.get_text_bounded(min(xs) + 0.5, min(ys) + 0.5, max(xs) - 0.5, max(ys) - 0.5))
            out.append(" ".join(words).strip())
            text.close()
    pdf.close()
    return out


def test_without_findings_the_copy_is_the_original(tmp_path: Path) -> None:
    path = write(tmp_path / "prov.pdf")

    assert annotate_pdf(path.read_bytes(), read(path), []) == path.read_bytes()


@pytest.mark.parametrize("level", list(Level))
def test_a_highlight_with_its_note(tmp_path: Path, level: Level) -> None:
    path = write(tmp_path / "prov.pdf", pages=2)
    document = read(path)

    data = annotate_pdf(path.read_bytes(), document, [note(document, "riskklass tre. Sida 2", level)])

    (page, mark), (_, popup) = marks(data)
    assert page == 1
    assert covered(data) == ["riskklass tre. Sida 2"]
    assert mark["/Contents"].splitlines()[1] == "Så är det med åäö."
    assert [round(float(c) * 255) for c in mark["/C"]] == list(bytes.fromhex(COLOURS[level]))
    assert (mark["/T"], mark["/Subj"], mark["/F"]) == ("upplint", "ABC001", 4)
    assert popup["/Subtype"] == "/Popup"
    assert popup["/Parent"]["/NM"] == mark["/NM"]


def test_the_original_stands_unchanged_at_the_beginning(tmp_path: Path) -> None:
    path = write(tmp_path / "prov.pdf", title="Krav på städning")
    document = read(path)

    data = annotate_pdf(path.read_bytes(), document, [note(document, "Priset")])

    assert data.startswith(path.read_bytes())
    assert data == annotate_pdf(path.read_bytes(), document, [note(document, "Priset")])
    assert pypdf.PdfReader(io.BytesIO(data)).trailer["/Info"]["/Title"] == "Krav på städning"
    copy = tmp_path / "kopia.pdf"
    copy.write_bytes(data)
    assert read(copy).text == document.text


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, (40, 200, 500, 760)])
def test_rotation_and_crop_box(tmp_path: Path, turn: int, crop: tuple[int, int, int, int] | None) -> None:
    path = tmp_path / "prov.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    canvas.translate(290, 450)
    canvas.rotate(turn)  # the text stands upright when the page is turned
    for i, line in enumerate(LINES):
        canvas.drawString(-120, 40 - 40 * i, line)
    canvas.showPage()
    canvas.save()

    def change(writer: pypdf.PdfWriter) -> None:
        writer.pages[0][NameObject("/Rotate")] = NumberObject(turn)
        if crop:
            writer.pages[0].cropbox = RectangleObject(crop)

    changed(path, change)
    document = read(path)

    data = annotate_pdf(path.read_bytes(), document, [note(document, "riskklass tre")])

    assert document.text.split() == " ".join(LINES).split()
    assert covered(data) == ["riskklass tre"]
    assert len(marks(data)[0][1]["/QuadPoints"]) == 8


def test_words_set_sideways_are_marked_letter_by_letter(tmp_path: Path) -> None:
    def change(writer: pypdf.PdfWriter) -> None:
        writer.pages[0][NameObject("/Rotate")] = NumberObject(90)

    path = changed(write(tmp_path / "prov.pdf"), change)
    document = read(path)

    data = annotate_pdf(path.read_bytes(), document, [note(document, "riskklass")])

    assert covered(data)[0].replace(" ", "") == "riskklass"


def test_a_stretch_over_lines_and_pages_is_marked_on_each(tmp_path: Path) -> None:
    path = write(tmp_path / "prov.pdf", pages=2)
    document = read(path)
    start, end = document.text.index("fast. Sida 1"), document.text.rindex("ska ha") + 6

    data = annotate_pdf(path.read_bytes(), document, [note(document, document.text[start:end])])

    assert [page for page, m in marks(data) if m["/Subtype"] == "/Highlight"] == [0, 1]
    assert " ".join(covered(data)).split() == document.text[start:end].split()


def test_other_peoples_annotations_stay_and_a_second_run_replaces_ours(tmp_path: Path) -> None:
    def change(writer: pypdf.PdfWriter) -> None:
        quads = ArrayObject([FloatObject(v) for v in (72, 710, 120, 710, 72, 698, 120, 698)])
        mine = Highlight(rect=(72, 698, 120, 710), quad_points=quads, title_bar="Eva")
        writer.add_annotation(0, mine)
        writer.add_annotation(0, Link(rect=(72, 600, 100, 610), url="https://example.org/"))

    path = changed(write(tmp_path / "prov.pdf"), change)
    document = read(path)
    first = annotate_pdf(path.read_bytes(), document, [note(document, "riskklass"), note(document, "Priset")])
    path.write_bytes(first)

    second = annotate_pdf(first, read(path), [note(document, "fast")])
    path.write_bytes(second)
    third = annotate_pdf(second, read(path), [note(document, "riskklass"), note(document, "Priset")])
    none = annotate_pdf(first, document, [])

    assert [m["/Subtype"] for _, m in marks(first)] == ["/Highlight", "/Link", *["/Highlight", "/Popup"] * 2]
    assert covered(second) == ["fast"]
    assert covered(third) == ["riskklass", "Priset"]
    assert [(m["/Subtype"], m.get("/T")) for _, m in marks(none)] == [("/Highlight", "Eva"), ("/Link", None)]
    for data in (first, second, third):
        assert [m.get("/T") for _, m in marks(data)][:2] == ["Eva", None]


def test_a_shared_list_of_annotations_is_kept(tmp_path: Path) -> None:
    def change(writer: pypdf.PdfWriter) -> None:
        writer.add_annotation(0, Link(rect=(72, 600, 100, 610), url="https://example.org/"))
        listed = writer.pages[0]["/Annots"]
        writer.pages[0][NameObject("/Annots")] = writer._add_object(listed)

    path = changed(write(tmp_path / "prov.pdf"), change)
    document = read(path)

    data = annotate_pdf(path.read_bytes(), document, [note(document, "Priset")])

    assert [m["/Subtype"] for _, m in marks(data)] == ["/Link", "/Highlight", "/Popup"]


def test_a_finding_without_words_becomes_a_note_on_the_page(tmp_path: Path) -> None:
    path = tmp_path / "prov.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    canvas.rect(100, 100, 50, 50)
    canvas.showPage()
    canvas.save()
    place = Place(0, 0, "prov.pdf", None, "", 0, 0, "", "")
    finding = Finding("ABC001", "prov", "En rubrik", Level.ADVICE, Confidence.HIGH, "Så.", "", "", "", (), place)

    data = annotate_pdf(path.read_bytes(), read(path), notes_by_document(Report((), (finding,)))[0, 0])

    mark = marks(data)[0][1]
    assert (mark["/Subtype"], mark["/Contents"]) == ("/Text", "Råd: En rubrik (ABC001)\nSå.")
    left, bottom = float(mark["/Rect"][0]), float(mark["/Rect"][1])
    assert 0 < left < 40
    assert 790 < bottom < A4[1]


def test_a_locked_file_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    path = write(tmp_path / "prov.pdf")
    document = read(path)
    locked = changed(path, lambda writer: writer.encrypt("", "hemligt", algorithm="AES-256"))

    with pytest.raises(UpplintError, match=r"skyddad.*U323"):
        annotate_pdf(locked.read_bytes(), document, [note(document, "Priset")])


def test_a_damaged_file_is_an_error(tmp_path: Path) -> None:
    path = write(tmp_path / "prov.pdf")
    document = read(path)

    with pytest.raises(UpplintError, match="U323"):
        annotate_pdf(b"%PDF-1.4\ntrasig", document, [note(document, "Priset")])


def test_the_mark_is_drawn_in_its_colour(tmp_path: Path) -> None:
    path = write(tmp_path / "prov.pdf")
    document = read(path)
    data = annotate_pdf(path.read_bytes(), document, [note(document, "riskklass tre", Level.ERROR)])

    picture = pypdfium2.PdfDocument(data)[0].render(scale=2, may_draw_forms=True).to_pil().convert("RGB")
    colours = {c for _, c in picture.getcolors(100000)}

    assert tuple(bytes.fromhex(COLOURS[Level.ERROR])) in colours
