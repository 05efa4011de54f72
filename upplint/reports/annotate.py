"""Copies of the documents with the findings as comments: DOCX with Word comments, PDF with highlights."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from upplint.documents.model import Document
from upplint.documents.safety import sha256
from upplint.engine.model import Report
from upplint.errors import UpplintError, read_problem, write_problem
from upplint.reports.notes import Note, notes_by_document

FORMATS = ("docx", "pdf")


@dataclass(frozen=True, slots=True)
class Copy:
    """What became of one document.

    Attributes:
        file: name as shown to the user.
        target: the copy, None where none could be written.
        notes: number of comments in it.
        message: a Swedish line that says so.
    """

    file: str
    target: Path | None
    notes: int
    message: str


@dataclass(frozen=True, slots=True)
class _Job:
    document: Document
    notes: tuple[Note, ...]
    target: Path


def check_folder(folder: Path, given: Sequence[Path]) -> None:
    """Say no to a folder that holds the originals or that the next run would read, before the work begins.

    Raises:
        UpplintError: U320 the folder lies in a folder that is checked, or holds a file that is; U321 it is a file.
    """
    if folder.exists() and not folder.is_dir():
        raise UpplintError("U321", f"{folder} är en fil. Ange en mapp för kopiorna med --annotate.")
    place = folder.resolve()
    for path in given:
        read = path.resolve()
        if path.is_file() and place == read.parent:
            raise UpplintError(
                "U320", f"{path} ligger i {folder} och skrivs inte över. Välj en annan mapp med --annotate."
            )
        if path.is_dir() and (place == read or read in place.parents):
            raise UpplintError(
                "U320",
                f"Mappen {folder} ligger i {path}, som granskas. Då skulle kopiorna granskas nästa gång. "
                "Välj en mapp utanför.",
            )


def annotate(report: Report, folder: Path, *, tracked: bool = False) -> tuple[Copy, ...]:
    """Write a copy of each DOCX and PDF with comments into a folder.

    Args:
        report: what was found; the files must still be as they were read.
        folder: where the copies go, each under its own name; made where missing. Where two documents have the same
            name, they keep the folders they lie in.
        tracked: replacements that are certain also go into Word files as tracked changes.

    Returns:
        what became of each document, in the order of the report.

    Raises:
        UpplintError: U320 a copy would replace an original; U302 the folder cannot be written to. Nothing has been
            written then (U320), or only whole copies (U302).
    """
    notes = notes_by_document(report)
    documents = [
        ((i, j), part.document) for i, tender in enumerate(report.tenders) for j, part in enumerate(tender.parts)
    ]
    targets = _targets(folder, [d for _, d in documents if d.format in FORMATS])
    _spare_originals([d for _, d in documents], targets)
    out = []
    for key, document in documents:
        found = tuple(notes.get(key, ()))
        if document.format not in FORMATS:
            kind = PurePosixPath(document.file).suffix.lstrip(".").upper() or document.format
            how = f"{_counted(len(found))} visas bara i rapporten" if found else "inga anmärkningar"
            out.append(Copy(document.file, None, 0, f"{document.file}: {kind} kan inte kommenteras ({how})."))
        else:
            out.append(_write(_Job(document, found, targets[document.file]), report.language, tracked))
    return tuple(out)


def _targets(folder: Path, documents: Sequence[Document]) -> dict[str, Path]:
    """Where each copy goes: under its own name, with its folders where two would have the same."""
    files = [d.file for d in documents]
    names = Counter(PurePosixPath(f).name.casefold() for f in files)
    common = os.path.commonpath([PurePosixPath(f).parent.as_posix() for f in files]) if files else ""
    out = {}
    for file in files:
        path = PurePosixPath(file)
        if names[path.name.casefold()] > 1:
            kept = path.relative_to(common) if common else path
            out[file] = folder.joinpath(*(part for part in kept.parts if part not in ("/", "..", ".")))
        else:
            out[file] = folder / path.name
    return out


def _spare_originals(documents: Sequence[Document], targets: dict[str, Path]) -> None:
    originals = [Path(d.path) for d in documents if d.path is not None]
    for target in targets.values():
        if not target.exists():
            continue
        for original in originals:
            if original.exists() and target.samefile(original):
                raise UpplintError(
                    "U320", f"{target} är originalet och skrivs inte över. Välj en annan mapp med --annotate."
                )


def _write(job: _Job, language: str, tracked: bool) -> Copy:
    document = job.document
    if document.path is None:
        message = f"{document.file} ligger i ett arkiv. Packa upp arkivet för att få en kopia med kommentarer."
        return Copy(document.file, None, 0, message)
    try:
        data = Path(document.path).read_bytes()
    except OSError as error:
        return Copy(document.file, None, 0, f"{document.file} gick inte att läsa igen: {read_problem(error)}.")
    if sha256(data) != document.sha256:
        return Copy(document.file, None, 0, f"{document.file} har ändrats sedan den granskades. Kör en gång till.")
    try:
        made = _annotated(data, job, language, tracked)
    except UpplintError as error:
        return Copy(document.file, None, 0, f"{document.file} kunde inte kommenteras: {error}")
    try:
        job.target.parent.mkdir(parents=True, exist_ok=True)
        job.target.write_bytes(made)
    except OSError as error:
        reason = write_problem(error, job.target)
        raise UpplintError("U302", f"Det gick inte att skriva till {job.target}: {reason}") from error
    return Copy(document.file, job.target, len(job.notes), f"Skrev {job.target} ({_comments(len(job.notes))}).")


def _annotated(data: bytes, job: _Job, language: str, tracked: bool) -> bytes:
    if job.document.format == "pdf":
        from upplint.reports.pdf_marks import annotate_pdf

        return annotate_pdf(data, job.document, job.notes)
    from upplint.reports.docx_comments import annotate_docx

    return annotate_docx(data, job.document, job.notes, language, tracked=tracked)


def _counted(number: int) -> str:
    return f"{number} anmärkning{'' if number == 1 else 'ar'}"


def _comments(number: int) -> str:
    return f"{number} kommentar{'' if number == 1 else 'er'}" if number else "inga anmärkningar"
