"""Errors with a code and a Swedish message that says what to do.

Codes: U0xx installation, U1xx reading, U2xx rules and configuration, U3xx use of the command.
"""

from __future__ import annotations

import errno
from pathlib import Path


class UpplintError(Exception):
    """An error that the user can act on.

    Args:
        code: stable ASCII code, for example `U101`.
        message: Swedish sentence or two: what is wrong and what to do.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message

    def __reduce__(self) -> tuple[type[UpplintError], tuple[str, str]]:
        """Errors cross process borders whole."""
        return type(self), (self.code, self.message)

    def __str__(self) -> str:
        return f"{self.message} [{self.code}]"


class ReadError(UpplintError):
    """A document that could not be read at all. The other documents are still read."""


class RuleError(UpplintError):
    """A rule pack that does not hold to the schema. The message names file and line."""


class ConfigError(UpplintError):
    """A setting that cannot be used."""


def write_problem(error: OSError, path: Path) -> str:
    """Why a file could not be written, in Swedish, and what to do."""
    if path.is_dir():
        return "det är en mapp. Ange också ett filnamn."
    if not path.parent.is_dir():
        return f"mappen {path.parent} finns inte. Skapa den först, eller välj en annan plats."
    if isinstance(error, PermissionError):
        return "ni saknar rättighet, eller så är filen öppen i ett annat program. Stäng den eller välj en annan plats."
    if error.errno == errno.ENOSPC:
        return "disken är full. Frigör utrymme eller välj en annan plats."
    if error.errno == errno.EROFS:
        return "platsen går bara att läsa från. Välj en annan plats."
    if error.errno == errno.ENAMETOOLONG:
        return "namnet är för långt. Välj ett kortare namn eller en annan plats."
    return f"datorn svarar ”{error.strerror}”. Välj en annan plats."


def read_problem(error: OSError) -> str:
    """Why a file could not be read, in Swedish."""
    if isinstance(error, FileNotFoundError):
        return "den finns inte längre"
    if isinstance(error, PermissionError):
        return "ni saknar rättighet, eller så är den öppen i ett annat program"
    return f"datorn svarar ”{error.strerror}”"
