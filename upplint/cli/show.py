"""Where output goes: a file, a pipe or a terminal; and progress on stderr when it takes over a second."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from upplint.cli import exit_codes
from upplint.errors import UpplintError, write_problem

if TYPE_CHECKING:
    from upplint.documents.read import ReadResult


def write(content: str | bytes, output: Path | None, *, said: bool = True) -> None:
    """Write to the file and, where `said`, say so on stderr; or write to stdout when no file is given."""
    if output is None:
        if isinstance(content, bytes):
            sys.stdout.buffer.write(content)
        else:
            click.echo(content, nl=False)
        return
    try:
        if isinstance(content, bytes):
            output.write_bytes(content)
        else:
            output.write_text(content, encoding="utf-8", newline="\n")
    except OSError as error:
        raise UpplintError("U302", f"Det gick inte att skriva till {output}: {write_problem(error, output)}") from error
    if said:
        click.echo(f"Skrev {output}.", err=True)


def spare(outputs: Iterable[Path | None], paths: Iterable[Path]) -> None:
    """Say no to an answer that would replace one of the documents, before anything is read.

    A file in a folder that is read may be replaced where upplint wrote it itself.

    Raises:
        UpplintError: U306.
    """
    from upplint.documents.kinds import expected
    from upplint.documents.names import resolved
    from upplint.documents.own import is_own

    given = [resolved(path) for path in paths]
    for output in outputs:
        if output is None or not output.is_file():
            continue
        real = resolved(output)
        inside = any(path in real.parents for path in given) and expected(real.name)
        if real in given or (inside and not is_own(real.read_bytes())):
            raise UpplintError(
                "U306", f"{output} är ett av dokumenten som läses och skrivs inte över. Välj ett annat filnamn."
            )


def write_new(content: str, path: Path) -> None:
    """Write a file that must not be there yet, and say so on stderr."""
    if path.exists():
        raise UpplintError("U304", f"Filen {path} finns redan. Ta bort den eller ändra i den för hand.")
    write(content, path)


def unread(result: ReadResult) -> int:
    """Say on stderr what was not read, for commands whose answer has no place for it.

    Returns:
        The exit status: 2 where a file could not be read or was cut at a limit, else 0.
    """
    gaps = result.gaps + tuple(gap for document in result.documents for gap in document.gaps)
    for error in result.errors:
        click.echo(f"upplint: {error}", err=True)
    for gap in gaps:
        where = f"{gap.file}, s. {gap.page}" if gap.page else gap.file
        click.echo(f"upplint: {gap.message if gap.file in gap.message else f'{where}: {gap.message}'}", err=True)
    for note in result.notes:
        click.echo(f"upplint: {note}", err=True)
    cut = any(gap.kind == "limit" for gap in gaps)
    return exit_codes.UNUSABLE if result.errors or cut else exit_codes.CLEAN


def colors(output: Path | None) -> bool:
    """Colours only on a terminal, and not when NO_COLOR is set (no-color.org)."""
    return (
        output is None and sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    )


def width(output: Path | None) -> int:
    """Columns of the terminal; 100 for files and pipes unless COLUMNS says otherwise."""
    return shutil.get_terminal_size((100, 24)).columns if output is None else 100


class Progress:
    """Lines on stderr, the first after a second; nothing when stderr is not a terminal."""

    def __init__(self, after: float = 1.0) -> None:
        self._start = time.monotonic()
        self._after = after
        self._shown = 0
        self._live = sys.stderr.isatty()

    def __call__(self, message: str) -> None:
        """Show what is being done now, in place of the message before."""
        if not self._live or time.monotonic() - self._start < self._after:
            return
        room = shutil.get_terminal_size().columns - 1
        text = message[:room]
        sys.stderr.write("\r" + text.ljust(self._shown))
        sys.stderr.flush()
        self._shown = len(text)

    def clear(self) -> None:
        """Take the line away."""
        if self._shown:
            sys.stderr.write("\r" + " " * self._shown + "\r")
            sys.stderr.flush()
            self._shown = 0


@contextmanager
def progress() -> Iterator[Progress]:
    """A `Progress` that is taken away at the end, whatever happens."""
    shown = Progress()
    try:
        yield shown
    finally:
        shown.clear()
