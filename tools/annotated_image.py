"""Draw the picture of an annotated Word file: a page as LibreOffice sets it, its comments in the margin.

python tools/annotated_image.py          writes docs/images/annotated.png

Needs LibreOffice (soffice) and poppler (pdftoppm). LibreOffice prints no margins when it runs without a window, so
words with a comment are shaded, and the comments are drawn beside the page at the places where LibreOffice puts them,
with the text they have in the file. Those that find no room on the page are left out.
"""

from __future__ import annotations

import io
import subprocess
import tempfile
import textwrap
import zipfile
from pathlib import Path
from typing import Any

from lxml import etree
from PIL import Image, ImageDraw, ImageFont

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "examples/stadning-hindersam/01-administrativa-foreskrifter.docx"
TARGET = ROOT / "docs/images/annotated.png"
PAGE = 4
SCALE = 110 / 72  # pixels a point
MARGIN, PAD, SIZE = 600, 10, 12  # pixels
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TINTS = {"Fel": "FFD5D0", "Varning": "FFE9A8", "Råd": "D6EAFF", "Möjlighet": "D8F3D0"}


def main() -> None:
    """Annotate the example, set the page and draw the comments."""
    import upplint
    from upplint.reports.annotate import annotate

    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        report = upplint.check(SOURCE.parent, processes=1)
        copy = next(c.target for c in annotate(report, work / "ut") if c.target and c.target.name == SOURCE.name)
        notes = comments_of(copy)
        shade(copy, work / "sida.docx", notes)
        page = set_page(work, "sida")
        places = places_of(work / "sida.pdf", notes)
        draw(page, places, notes).quantize(128).save(TARGET, optimize=True)


def comments_of(path: Path) -> dict[str, list[str]]:
    """The paragraphs of each comment, by its number."""
    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read("word/comments.xml"))
    return {c.get(f"{_W}id"): ["".join(t.text or "" for t in p.iter(f"{_W}t")) for p in c.iter(f"{_W}p")] for c in root}


def shade(path: Path, target: Path, notes: dict[str, list[str]]) -> None:
    """A copy where the words of each comment are shaded."""
    with zipfile.ZipFile(path) as archive:
        files = {n: archive.read(n) for n in archive.namelist()}
    root = etree.fromstring(files["word/document.xml"])
    active: list[str] = []
    for element in list(root.iter()):
        if element.tag == f"{_W}commentRangeStart":
            active.append(element.get(f"{_W}id"))
        elif element.tag == f"{_W}commentRangeEnd":
            active.remove(element.get(f"{_W}id"))
        elif element.tag == f"{_W}r" and active and element.find(f"{_W}t") is not None:
            shade_run(element, TINTS[notes[active[-1]][0].partition(":")[0]])
    files["word/document.xml"] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)


def shade_run(run: Any, colour: str) -> None:
    """Give a run a background."""
    look = run.find(f"{_W}rPr")
    if look is None:
        look = run.makeelement(f"{_W}rPr", {})
        run.insert(0, look)
    look.append(run.makeelement(f"{_W}shd", {f"{_W}val": "clear", f"{_W}color": "auto", f"{_W}fill": colour}))


def set_page(work: Path, name: str) -> Image.Image:
    """The page as LibreOffice sets it, as a picture; the PDF with the comments stays in the folder."""
    import pypdf

    profile = f"-env:UserInstallation={(work / 'profil').as_uri()}"
    options = 'pdf:writer_pdf_Export:{"ExportNotes":{"type":"boolean","value":"true"}}'
    command = ["soffice", "--headless", profile, "--convert-to", options, "--outdir", str(work)]
    subprocess.run([*command, str(work / f"{name}.docx")], check=True, capture_output=True, timeout=120)
    writer = pypdf.PdfWriter(clone_from=work / f"{name}.pdf")
    writer.remove_annotations(None)
    writer.write(work / "ren.pdf")
    resolution, page = str(round(72 * SCALE)), str(PAGE)
    made = subprocess.run(
        ["pdftoppm", "-r", resolution, "-f", page, "-l", page, "-png", str(work / "ren.pdf")],
        check=True,
        capture_output=True,
    )
    return Image.open(io.BytesIO(made.stdout)).convert("RGB")


def places_of(path: Path, notes: dict[str, list[str]]) -> dict[str, tuple[float, float]]:
    """Where the words of each comment end on the page, pixels from the upper left corner; heavier ones only."""
    import pypdf

    page = pypdf.PdfReader(path).pages[PAGE - 1]
    height = float(page.mediabox.height)
    found = [a.get_object() for a in page.get("/Annots") or []]
    found = [a for a in found if a["/Subtype"] == "/Text"]
    out = {}
    for number, lines in notes.items():
        text = "".join("".join(lines).split())
        for i, note in enumerate(found):
            if "".join(str(note["/Contents"]).split()) == text:
                left, top = float(note["/Rect"][0]), float(note["/Rect"][3])
                if not lines[0].startswith("Råd") and len(lines) > 2:
                    out[number] = (left * SCALE, (height - top) * SCALE)
                del found[i]
                break
    return dict(sorted(out.items(), key=lambda item: item[1][::-1]))


def draw(page: Image.Image, places: dict[str, tuple[float, float]], notes: dict[str, list[str]]) -> Image.Image:
    """The page with its comments in the margin, each tied to its words with a line."""
    plain = ImageFont.truetype("DejaVuSans.ttf", SIZE)
    bold = ImageFont.truetype("DejaVuSans-Bold.ttf", SIZE)
    out = Image.new("RGB", (page.width + MARGIN, page.height), "#f3f4f6")
    out.paste(page, (0, 0))
    pen = ImageDraw.Draw(out)
    y = 16.0
    left = page.width + 14
    for number, (x_word, y_word) in places.items():
        lines = wrapped(notes[number])
        height = 2 * PAD + (SIZE + 4) * len(lines)
        top = max(y, y_word - 8)
        if top - y_word > 160 or top + height > page.height - 16:
            continue
        tint = f"#{TINTS[lines[0][1].partition(':')[0]]}"
        pen.line([(x_word, y_word + 18), (page.width - 40, y_word + 18), (left, top + 18)], fill="#9aa3af", width=1)
        pen.rounded_rectangle((left, top, left + MARGIN - 28, top + height), 6, fill="white", outline="#c9ced6")
        pen.rectangle((left + 1, top + 6, left + 6, top + height - 6), fill=tint)
        at = top + PAD
        for strong, text in lines:
            pen.text((left + 16, at), text, font=bold if strong else plain, fill="#1f2933")
            at += SIZE + 4
        y = top + height + 8
    return out


def wrapped(paragraphs: list[str]) -> list[tuple[bool, str]]:
    """The lines of a comment, the first paragraph in bold."""
    return [(i == 0, line) for i, text in enumerate(paragraphs) for line in textwrap.wrap(text, 74 if i == 0 else 86)]


if __name__ == "__main__":
    main()
