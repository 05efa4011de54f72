"""Errors with a code and a Swedish message that says what to do.

Codes: U0xx installation, U1xx reading, U2xx rules and configuration, U3xx use of the command.
"""

from __future__ import annotations


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
