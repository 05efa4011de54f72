"""Annotate real files and hold each copy against its original.

python tools/check_copies.py [FILE-OR-FOLDER...]

Without arguments: the DOCX and PDF of `examples/` and of `../shared/corpus/real`, where that is present. Each file is
checked as it is for a user, and annotated. Then the copy is opened (python-docx or pypdf, LibreOffice where it is
installed), each comment's words are held against the finding's, the text and all other parts of the file against the
original, and the copy is annotated again, which must change nothing. Prints a line a file; ends with 1 if one is wrong.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
import unicodedata
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = (ROOT / "examples", ROOT.parent / "shared/corpus/real")
#: Parts of a Word file that comments are allowed to change.
CHANGED = {"[Content_Types].xml", "word/_rels/document.xml.rels", "word/document.xml", "word/comments.xml"}
MOVED = ("Word kan inte", "Kommentaren står")


@dataclass
class Outcome:
    """What was found of one copy: comments, how many stand on their words, how many are told to stand beside."""

    file: str
    comments: int = 0
    exact: int = 0
    beside: int = 0
    pages: int | None = None
    wrong: list[str] = field(default_factory=list)


def files(given: Iterable[Path]) -> list[Path]:
    """The DOCX and PDF files of some files and folders."""
    found = [p for place in given for p in ([place] if place.is_file() else sorted(place.rglob("*")))]
    return [p for p in found if p.suffix.lower() in (".docx", ".pdf") and not p.name.startswith("~$")]


def examine(path: Path, work: Path, *, twice: bool = True) -> Outcome:
    """Check a file, annotate it and hold the copy against it; `twice`: annotate the copy again, too."""
    import upplint
    from upplint.reports.annotate import annotate
    from upplint.reports.notes import notes_by_document

    outcome = Outcome(path.name)
    before = path.read_bytes()
    report = upplint.check(path, processes=1, ignore=["ACC005"])
    [copy] = annotate(report, work / "ut")
    if copy.target is None:
        outcome.wrong.append(copy.message)
        return outcome
    notes = notes_by_document(report).get((0, 0), [])
    outcome.comments = len(notes)
    if path.read_bytes() != before:
        outcome.wrong.append("the original has changed")
    if path.suffix.lower() == ".docx":
        _word(path, copy.target, notes, outcome)
    else:
        _pdf(path, copy.target, notes, outcome)
    if not twice:
        return outcome
    # ACC005 counts the comments in a file: in the copy it finds ours.
    [again] = annotate(upplint.check(copy.target, processes=1, ignore=["ACC005"]), work / "igen")
    if again.notes != copy.notes:
        outcome.wrong.append(f"{again.notes} comments after a second run, {copy.notes} after the first")
    return outcome


def _word(path: Path, copy: Path, notes: list, outcome: Outcome) -> None:
    import docx

    from upplint.documents.docx.reader import read_docx

    document, again = read_docx(path, file=path.name), read_docx(copy, file=path.name)
    if again.text != document.text:
        outcome.wrong.append("the text has changed")
    if [(b.kind, b.number, b.level, b.style) for b in again.blocks] != [
        (b.kind, b.number, b.level, b.style) for b in document.blocks
    ]:
        outcome.wrong.append("numbering, headings or styles have changed")
    written = [c for c in docx.Document(str(copy)).comments if c.author == "upplint"]
    if len(written) != len(notes):
        outcome.wrong.append(f"{len(written)} comments written for {len(notes)}")
    comments = [a for a in again.annotations if a.kind == "comment" and a.author == "upplint"]
    for note, comment in zip(notes, comments, strict=True):
        if any(words in comment.text for words in MOVED):
            outcome.beside += 1
        elif comment.start is None or comment.end is None:
            outcome.wrong.append(f"a comment without a place: {note.title}")
        elif note.place.excerpt and again.text[comment.start : comment.end] != note.place.excerpt:
            outcome.wrong.append(f"”{again.text[comment.start : comment.end]}” for ”{note.place.excerpt}”")
        else:
            outcome.exact += 1
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(copy) as new:
        gone = set(old.namelist()) - set(new.namelist())
        other = {n for n in set(old.namelist()) - gone if old.read(n) != new.read(n)} - CHANGED
        if gone or other:
            outcome.wrong.append(f"other parts have changed: {sorted(gone | other)}")


def _pdf(path: Path, copy: Path, notes: list, outcome: Outcome) -> None:
    import pypdf
    import pypdfium2

    data, made = path.read_bytes(), copy.read_bytes()
    if not made.startswith(data):
        outcome.wrong.append("the bytes of the original are not kept")
    covered: dict[int, str] = {}
    old, new = pypdfium2.PdfDocument(data), pypdfium2.PdfDocument(made)
    outcome.pages = len(new)
    pages = pypdf.PdfReader(io.BytesIO(made)).pages
    for page, before, after in zip(pages, old, new, strict=True):
        text = after.get_textpage()
        if text.get_text_range() != before.get_textpage().get_text_range():
            outcome.wrong.append("the text has changed")
        for mark in (a.get_object() for a in page.get("/Annots") or []):
            if mark.get("/T") == "upplint" and mark["/Subtype"] == "/Highlight":
                number = int(mark["/NM"].split("-")[-2])
                quads = [float(v) for v in mark["/QuadPoints"]]
                for k in range(0, len(quads), 8):
                    xs, ys = quads[k : k + 8 : 2], quads[k + 1 : k + 8 : 2]
                    inner = (min(xs) + 0.4, min(ys) + 2, max(xs) - 0.4, max(ys) - 2)
                    covered[number] = covered.get(number, "") + text.get_text_bounded(*inner)
        text.close()
    for number, note in enumerate(notes):
        wanted = note.place.excerpt
        if not wanted:
            outcome.beside += 1
        elif _plain(covered.get(number, "")) == _plain(wanted):
            outcome.exact += 1
        else:
            outcome.wrong.append(f"”{covered.get(number, '')}” for ”{wanted}”")


def _plain(text: str) -> str:
    """Text without white space and hyphens at line ends; ligatures and accents as one."""
    return unicodedata.normalize("NFKC", "".join(c for c in text if not c.isspace() and c not in "-\ufffe\x02\u00ad\r"))


def set_by_libreoffice(copies: list[Path], work: Path) -> dict[str, int]:
    """Pages of each Word copy as LibreOffice sets it, by file name; those it could not open are left out."""
    import pypdf

    command = [str(shutil.which("soffice")), "--headless", f"-env:UserInstallation={(work / 'profil').as_uri()}"]
    command += ["--convert-to", "pdf", "--outdir", str(work / "pdf"), *map(str, copies)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    made = {c.name: work / "pdf" / f"{c.stem}.pdf" for c in copies}
    return {name: len(pypdf.PdfReader(path).pages) for name, path in made.items() if path.is_file()}


def main(arguments: list[str]) -> int:
    """Examine the files and print what was found."""
    paths = files(map(Path, arguments) if arguments else (f for f in FOLDERS if f.is_dir()))
    outcomes = []
    with tempfile.TemporaryDirectory() as folder:
        copies = []
        for number, path in enumerate(paths):
            work = Path(folder) / str(number)
            outcome = examine(path, work)
            outcomes.append(outcome)
            if path.suffix.lower() == ".docx" and shutil.which("soffice"):
                made = Path(folder) / f"{number}-{path.name}"
                shutil.copy(work / "ut" / path.name, made)
                copies.append((made, outcome))
        pages = set_by_libreoffice([c for c, _ in copies], Path(folder)) if copies else {}
        for made, outcome in copies:
            outcome.pages = pages.get(made.name)
            if not outcome.pages:
                outcome.wrong.append("LibreOffice does not open the copy")
    print(f"{'file':<42} {'comments':>8} {'on words':>8} {'beside':>6} {'pages':>5}")
    for o in outcomes:
        print(f"{o.file:<42} {o.comments:>8} {o.exact:>8} {o.beside:>6} {o.pages or '-':>5}")
        for wrong in o.wrong:
            print(f"    wrong: {wrong}")
    return 1 if any(o.wrong for o in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
