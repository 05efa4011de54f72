"""From the paths a user gives to documents: files, folders and archives, each read by what it is."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path

from upplint.documents import archive as archives
from upplint.documents.kinds import Kind, detect, expected, is_clutter, swedish_name
from upplint.documents.limits import Limits
from upplint.documents.model import Document, Gap, GapKind
from upplint.documents.names import resolved, shown
from upplint.documents.own import is_own
from upplint.documents.safety import encrypted, read_bytes
from upplint.errors import ReadError

_LIMITS = Limits()
_NESTED = 1  # archives inside an archive


@dataclass(frozen=True, slots=True)
class TenderFiles:
    """The files of one tender: a folder or an archive is one, loose files given together are one. A folder that holds
    nothing but folders stands for those: each is a tender of its own.

    Attributes:
        name: of the folder or archive; of the first file where they are loose.
        documents: indices into `ReadResult.documents`.
        notices: its eForms notices.
        root: the folder it lies in, None where the files given come from different ones.
    """

    name: str
    documents: tuple[int, ...]
    notices: tuple[Path, ...] = ()
    root: Path | None = None


@dataclass(frozen=True, slots=True)
class ReadResult:
    """What came of the paths.

    Attributes:
        documents: in the order of the paths; within folders and archives sorted by name.
        errors: files that could not be read at all.
        gaps: files that no reader takes, and notes on files as wholes; gaps inside documents are in the documents.
        groups: the documents of each tender, in the order of the paths.
        notices: eForms notices among the files, for the tender room.
        notes: Swedish remarks on files that were read in full, such as a PDF that is named as a Word file.
    """

    documents: tuple[Document, ...] = ()
    errors: tuple[ReadError, ...] = ()
    gaps: tuple[Gap, ...] = ()
    groups: tuple[TenderFiles, ...] = ()
    notices: tuple[Path, ...] = ()
    notes: tuple[str, ...] = ()


#: Begins to read a file (format, path, name to show, limits) and returns what gives the document when it is asked for.
Start = Callable[[str, Path, str, Limits], Callable[[], Document]]


@dataclass(slots=True)
class _Run:
    limits: Limits
    progress: Callable[[str], None] | None
    start: Start
    documents: list[Callable[[], Document]] = field(default_factory=list)
    errors: list[ReadError] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    notices: list[Path] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    own: list[str] = field(default_factory=list)  # reports of upplint's that lay among the files
    seen: set[Path] = field(default_factory=set)
    unpacked: int = 0  # bytes, over all archives


def read_paths(
    paths: Sequence[Path],
    limits: Limits = _LIMITS,
    progress: Callable[[str], None] | None = None,
    start: Start | None = None,
) -> ReadResult:
    """Read files, folders (with all below them) and ZIP archives.

    Args:
        paths: as the user gave them. The same file given twice is read once.
        limits: how much is read at most.
        progress: called with the name of each file before it is read.
        start: how a file is read; by default at once, in this process. A caller that reads in several processes
            begins here and waits in the function returned. Members of archives are always read in this process.

    Returns:
        See `ReadResult`. Nothing is raised for a file that cannot be read: it is in `errors`, and the others are read.
    """
    run = _Run(limits, progress, start or _at_once)
    groups: list[TenderFiles] = []
    loose = TenderFiles("", ())
    loose_at: int | None = None
    for path in (inner for given in paths for inner in _tender_folders(given)):
        first, first_notice, first_error = len(run.documents), len(run.notices), len(run.errors)
        before = _given_before(run, path)
        whole = path.is_dir() or _is_archive(path)
        if path.is_dir():
            _folder(run, path)
        else:
            _file(run, path, shown(path))
        indices, notices = tuple(range(first, len(run.documents))), tuple(run.notices[first_notice:])
        if not indices and not notices:
            if len(run.errors) == first_error and not before:
                run.errors.append(_nothing_in(path))
            continue
        if whole:
            root = path if path.is_dir() else path.parent
            groups.append(TenderFiles(path.resolve().name, indices, notices, root))
            continue
        if loose_at is None:
            loose_at = len(groups)
            loose = TenderFiles(path.stem, (), (), path.parent)
            groups.append(loose)
        same = loose.root is not None and path.parent.resolve() == loose.root.resolve()
        loose = replace(
            loose,
            documents=loose.documents + indices,
            notices=loose.notices + notices,
            root=loose.root if same else None,
        )
        groups[loose_at] = loose
    return _gathered(run, groups)


def _given_before(run: _Run, path: Path) -> bool:
    real = resolved(path)
    return any(seen == real or real in seen.parents for seen in run.seen)


def _nothing_in(path: Path) -> ReadError:
    what = "mapp" if path.is_dir() else "fil"
    return ReadError(
        "U110",
        f"{shown(path)} har inget som går att granska. Kontrollera att ni angav rätt {what}. "
        "upplint läser DOCX, PDF, XLSX, ODT, RTF, HTML, Markdown, text och ZIP.",
    )


def _tender_folders(path: Path) -> list[Path]:
    """A folder that holds nothing but folders with files holds several tenders, one a folder."""
    if not path.is_dir():
        return [path]
    try:
        inside = sorted(p for p in path.iterdir() if not is_clutter(p.name))
        filled = [p for p in inside if p.is_dir() and any(q.is_file() for q in p.rglob("*"))]
    except OSError:
        return [path]
    return filled if len(filled) > 1 and len(filled) == len(inside) else [path]


def _at_once(format: str, path: Path, file: str, limits: Limits) -> Callable[[], Document]:
    document = read_format(format, path, file, limits)
    return lambda: document


def _gathered(run: _Run, groups: Sequence[TenderFiles]) -> ReadResult:
    """Wait for the documents that were begun, and leave out those that could not be read."""
    documents: list[Document] = []
    place: dict[int, int] = {}
    for i, finish in enumerate(run.documents):
        try:
            documents.append(finish())
        except ReadError as error:
            run.errors.append(error)
        else:
            place[i] = len(documents) - 1
    if run.own:
        run.notes.append(
            f"Filer som upplint har skrivit läses inte: {', '.join(run.own)}. Ska en av dem granskas: ange den för sig."
        )
    kept = [replace(g, documents=tuple(place[i] for i in g.documents if i in place)) for g in groups]
    kept = [g for g in kept if g.documents or g.notices]
    return ReadResult(
        tuple(documents), tuple(run.errors), tuple(run.gaps), tuple(kept), tuple(run.notices), tuple(run.notes)
    )


def read_document(path: Path, *, file: str | None = None, limits: Limits = _LIMITS) -> Document:
    """Read one file that is not an archive.

    Raises `ReadError` U101-U121; U109 where no reader takes the file.
    """
    file = shown(path) if file is None else file
    data = read_bytes(path, file, limits)
    kind = detect(data, file)
    if kind.encrypted:
        raise encrypted(file)
    if kind.format in ("", "zip", "notice"):
        raise ReadError("U109", f"{file} kan inte läsas. {kind.advice or 'Ange filen för sig.'}")
    return read_format(kind.format, path, file, limits)


def _is_archive(path: Path) -> bool:
    if path.suffix.lower() != ".zip":
        return False
    return path.is_file()


def _folder(run: _Run, folder: Path) -> None:
    count = 0
    for root, folders, names in os.walk(folder, onerror=lambda error: _no_rights(run, error)):
        folders[:] = sorted(f for f in folders if not is_clutter(f))
        for name in sorted(names):
            if is_clutter(name):
                continue
            count += 1
            if count > run.limits.max_files:
                message = (
                    f"{shown(folder)} innehåller fler än {run.limits.max_files} filer; resten är inte läst. "
                    "Dela upp mappen eller höj gränsen."
                )
                run.gaps.append(Gap(GapKind.LIMIT, shown(folder), message))
                return
            path = Path(root) / name
            _file(run, path, shown(path), named=False)


def _no_rights(run: _Run, error: OSError) -> None:
    name = shown(Path(error.filename or ""))
    run.errors.append(
        ReadError("U102", f"Mappen {name} får inte läsas. Ge er läsrättighet till den, eller kopiera den.")
    )


def _file(run: _Run, path: Path, file: str, *, named: bool = True) -> None:
    try:
        real = resolved(path)
        if real in run.seen:
            return
        run.seen.add(real)
        if run.progress is not None:
            run.progress(file)
        _one(run, path, file, depth=0, named=named)
    except ReadError as error:
        run.errors.append(error)


def _one(run: _Run, path: Path, file: str, *, depth: int, member: bool = False, named: bool = False) -> None:
    """Read one file, or the members of an archive. Of upplint's own reports only those that the user `named`."""
    data = read_bytes(path, file, run.limits)
    if not named and is_own(data):
        run.own.append(file)
        return
    kind = detect(data, file)
    del data
    if kind.encrypted:
        raise encrypted(file)
    if kind.format == "notice":
        if member:
            message = f"{file} är en annons. Packa upp den och ange den för sig, så används den i granskningen."
            run.gaps.append(Gap(GapKind.OTHER, file, message))
        else:
            run.notices.append(path)
        return
    if kind.format == "":
        run.gaps.append(Gap(GapKind.UNKNOWN_TYPE, file, _unknown(file, kind)))
        return
    if kind.format == "zip":
        if depth > _NESTED:
            message = f"{file} är ett arkiv i ett arkiv i ett arkiv och läses inte. Packa upp det."
            run.gaps.append(Gap(GapKind.UNKNOWN_TYPE, file, message))
            return
        _archive(run, path, file, depth=depth)
        return
    finish = (_at_once if member else run.start)(kind.format, path, file, run.limits)
    run.documents.append(lambda: _named(run, finish(), kind.format, file, member))


def _named(run: _Run, document: Document, format: str, file: str, member: bool) -> Document:
    """Say so where a file is not what its name promises; members of archives have no path of their own."""
    promised = expected(file)
    if promised and promised != format and {promised, format} != {"txt", "md"}:
        run.notes.append(
            f"{file} har filändelsen för {swedish_name(promised)} men är {swedish_name(format)}, och lästes som det. "
            "Byt filändelse."
        )
    return replace(document, path=None) if member else document


def _archive(run: _Run, path: Path, file: str, *, depth: int) -> None:
    with ExitStack() as stack:
        archive = stack.enter_context(archives.open_archive(path, file, run.limits))
        found, gaps = archives.members(archive, file, run.limits)
        run.gaps += gaps
        if not found:
            raise ReadError("U103", f"{file} är ett tomt arkiv. Kontrollera att rätt fil är vald.")
        for member in found:
            run.unpacked += member.info.file_size
            if run.unpacked > run.limits.max_unpacked:
                message = (
                    f"{file} är inte läst färdigt: arkiven packas upp till för mycket. Dela upp dem eller höj gränsen."
                )
                run.gaps.append(Gap(GapKind.LIMIT, file, message))
                return
            if run.progress is not None:
                run.progress(member.file)
            try:
                with archives.unpacked(archive, member, run.limits) as unpacked:
                    _one(run, unpacked, member.file, depth=depth + 1, member=True)
            except ReadError as error:
                run.errors.append(error)


def _unknown(file: str, kind: Kind) -> str:
    return f"{file} är inte läst: filtypen stöds inte. {kind.advice}".strip()


def read_format(format: str, path: Path, file: str, limits: Limits) -> Document:
    """Call the reader of a format; anything it trips over becomes an error that names the file."""
    try:
        return _reader(format)(path, file=file, limits=limits)
    except (ReadError, KeyboardInterrupt):
        raise
    except ImportError as error:
        raise ReadError(
            "U121", f"{file} kan inte läsas: en del av installationen saknas ({error.name}). Installera om upplint."
        ) from error
    except (MemoryError, RecursionError):
        raise ReadError(
            "U120", f"{file} är för stor eller för djupt uppbyggd för att läsas. Dela upp den i mindre filer."
        ) from None
    except Exception as error:  # a reader met something nobody foresaw: the other files are still to be read
        raise ReadError(
            "U106",
            f"{file} är skadad eller ovanligt uppbyggd och går inte att läsa ({type(error).__name__}). "
            "Öppna den i sitt program och spara om den.",
        ) from error


#: Format -> module and function of its reader. Imported when needed, so that nobody pays for readers they do not use.
_READERS = {
    "docx": ("docx.reader", "read_docx"),
    "pdf": ("pdf.reader", "read_pdf"),
    "xlsx": ("spreadsheet", "read_xlsx"),
    "html": ("html", "read_html"),
    "odt": ("odt", "read_odt"),
    "rtf": ("rtf", "read_rtf"),
    "md": ("text", "read_markdown"),
    "txt": ("text", "read_text"),
}


def _reader(format: str) -> Callable[..., Document]:
    """The reader of a format: called with the path, and `file` and `limits` by name."""
    module, function = _READERS[format]
    reader: Callable[..., Document] = getattr(import_module(f"upplint.documents.{module}"), function)
    return reader
