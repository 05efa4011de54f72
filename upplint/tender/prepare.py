"""Read and extract in several processes: the two dear steps, a file at a time."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from upplint.documents.limits import Limits
from upplint.documents.model import Document
from upplint.documents.read import Start, read_format
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
    """Starts reading files and remembers what became of them."""

    def __init__(self, pool: ProcessPoolExecutor) -> None:
        self._pool = pool
        self._done: dict[str, Prepared] = {}

    def start(self, format: str, path: Path, file: str, limits: Limits) -> Callable[[], Document]:
        """Begin to read a file; the function returned waits for it (see `documents.read.Start`)."""
        future = self._pool.submit(prepare, format, path, file, limits)

        def finish() -> Document:
            self._done[file] = future.result()
            return self._done[file].document

        return finish

    def part(self, document: Document) -> Part | None:
        """The part made of a document in another process, None where it was read in this one."""
        done = self._done.get(document.file)
        if done is None or done.document.sha256 != document.sha256:
            return None
        return make_part(document, done.requirements, done.role, done.facts)


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


def _one_thread() -> None:
    """Keep number crunching in each process on one core: the processes share the cores between them."""
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")


@contextmanager
def preparing(processes: int) -> Iterator[tuple[Start | None, Callable[[Document], Part]]]:
    """How to read files and how to make parts of them, with as many processes; with one, everything is done here."""
    if processes <= 1:
        yield None, make_part
        return
    with ProcessPoolExecutor(processes, initializer=_one_thread) as pool:
        preparer = Preparer(pool)

        def part_of(document: Document) -> Part:
            return preparer.part(document) or make_part(document)

        yield preparer.start, part_of
