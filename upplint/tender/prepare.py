"""Read and extract, the two dear steps, a file at a time: in several processes, and only what is not known already."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from upplint.cache import Cache, make_key, program
from upplint.documents.limits import Limits
from upplint.documents.model import Document, GapKind
from upplint.documents.read import Start, read_format
from upplint.process import settle
from upplint.requirements.model import Requirement
from upplint.tender.build import make_part
from upplint.tender.model import Fact, Part, Role

_WORTH_IT = 4  # files: below, starting processes costs more than it saves
_MOST = 8


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a process sends back of one file."""

    document: Document
    role: Role
    requirements: tuple[Requirement, ...]
    facts: tuple[Fact, ...]


def prepare(format: str, path: Path, file: str, limits: Limits) -> Prepared:
    """Read a file and find its requirements and facts. Raises `ReadError`."""
    part = make_part(read_format(format, path, file, limits))
    return Prepared(part.document, part.role, part.requirements, part.facts or ())


class Preparer:
    """Starts reading files and remembers what became of them.

    Args:
        pool: reads in other processes; None reads in this one, and leaves requirements and facts to `part`.
        cache: what earlier runs found; None for none.
        limits: how much is read at most.
    """

    def __init__(self, pool: ProcessPoolExecutor | None, cache: Cache | None, limits: Limits) -> None:
        self._pool = pool
        self._cache = cache
        self._done: dict[str, Prepared] = {}
        self._limits = limits

    def start(self, format: str, path: Path, file: str, limits: Limits) -> Callable[[], Document]:
        """Begin to read a file; the function returned waits for it (see `documents.read.Start`)."""
        known = self._known(format, file, self._digest(path))
        if known is not None:
            self._done[file] = replace(known, document=replace(known.document, path=str(path)))
            return lambda: self._done[file].document
        if self._pool is None:
            document = read_format(format, path, file, limits)
            return lambda: document
        future = self._pool.submit(prepare, format, path, file, limits)

        def finish() -> Document:
            self._done[file] = future.result()
            self._keep(self._done[file])
            return self._done[file].document

        return finish

    def part(self, document: Document) -> Part:
        """The part made of a document: of what is known of it, else it is made here."""
        done = self._done.get(document.file) or self._known(document.format, document.file, document.sha256)
        if done is not None and done.document.sha256 == document.sha256 and done.document.text == document.text:
            return make_part(document, done.requirements, done.role, done.facts)
        part = make_part(document)
        self._keep(Prepared(document, part.role, part.requirements, part.facts or ()))
        return part

    def _digest(self, path: Path) -> str:
        if self._cache is None:
            return ""
        try:
            with path.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            return ""  # the reader says what is wrong

    def _key(self, format: str, file: str, sha256: str) -> str:
        return make_key("prepared", program(), format, file, sha256, repr(self._limits))

    def _known(self, format: str, file: str, sha256: str) -> Prepared | None:
        if self._cache is None or not sha256:
            return None
        found = self._cache.get(self._key(format, file, sha256))
        return found if isinstance(found, Prepared) and found.document.sha256 == sha256 else None

    def _keep(self, prepared: Prepared) -> None:
        document = prepared.document
        # How far a reader comes before its time is out is chance: the next run may come further.
        if self._cache is not None and not any(gap.kind is GapKind.LIMIT for gap in document.gaps):
            self._cache.put(self._key(document.format, document.file, document.sha256), prepared)


def processes_for(paths: list[Path], wanted: int | None) -> int:
    """How many processes pay: one for a few files, else one a core, at most eight.

    Args:
        paths: files and folders given.
        wanted: the user's number, None for automatic.
    """
    if wanted is not None:
        return max(1, wanted)
    files = 0
    for path in paths:
        files += sum(1 for _ in path.rglob("*.*")) if path.is_dir() else 1
    return min(os.cpu_count() or 1, _MOST) if files >= _WORTH_IT else 1


@contextmanager
def preparing(
    processes: int, cache: Cache | None = None, limits: Limits | None = None
) -> Iterator[tuple[Start, Callable[[Document], Part]]]:
    """How to read files and how to make parts of them, with as many processes; with one, everything is done here.

    Args:
        processes: how many. cache: what earlier runs found, and where this one keeps what it finds.
        limits: how much is read at most.
    """
    limits = limits or Limits()
    if processes <= 1:
        preparer = Preparer(None, cache, limits)
        yield preparer.start, preparer.part
    else:
        with ProcessPoolExecutor(processes, initializer=settle) as pool:  # starts none before there is work
            preparer = Preparer(pool, cache, limits)
            yield preparer.start, preparer.part
    if cache is not None:
        cache.tidy()
