"""Which format a file's ending asks for."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from upplint.errors import UpplintError

_SAME = {"htm": "html", "markdown": "md"}
#: Endings of files that a program would open as something else than text.
_NO_TEXT = frozenset(
    "csv doc docm docx html json md odp ods odt pdf ppt pptx rtf sarif xls xlsm xlsx xml zip".split()  # noqa: SIM905
)


def format_of(output: Path | None, formats: Iterable[str]) -> str:
    """The format that a file's ending stands for: text without a file, and for endings that say nothing.

    Args:
        output: where the answer goes. formats: those that the command writes.

    Raises:
        UpplintError: U301 the ending belongs to a format that the command does not write.
    """
    ending = "" if output is None else output.suffix.lower().removeprefix(".")
    ending = _SAME.get(ending, ending)
    known = tuple(formats)
    if ending in known:
        return ending
    if ending in _NO_TEXT:
        raise UpplintError(
            "U301",
            f"Svaret kan inte skrivas som .{ending} utan vidare. Välj en annan ändelse på {output}, "
            f"eller ange ett format: {', '.join(known)}.",
        )
    return "text"
