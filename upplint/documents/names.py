"""Names of files: as they are shown, and where they lead."""

from __future__ import annotations

import unicodedata
from fnmatch import fnmatchcase
from pathlib import Path


def shown(path: Path) -> str:
    """A path as reports write it, with `/` between folders.

    Bytes that are no UTF-8 become `?` and control characters \ufffd: no report format carries the first, and a
    terminal would obey the second.
    """
    name = path.as_posix().encode("utf-8", "replace").decode("utf-8")
    return "".join("\ufffd" if unicodedata.category(c) == "Cc" else c for c in name)


def resolved(path: Path) -> Path:
    """The absolute path with all links followed; links in a circle lead nowhere and are left as they are."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):  # RuntimeError before Python 3.13
        return path.absolute()


def meant(file: str, pattern: str) -> bool:
    """Is a document meant by a name or glob pattern in the settings?

    The pattern holds for the whole path, for its end or for the file's name alone. Brackets in a name that is written
    out are no pattern. Letters such as å count as the same however the system stores them.
    """
    name = unicodedata.normalize("NFC", file.replace("\\", "/"))
    wanted = unicodedata.normalize("NFC", pattern.replace("\\", "/")).removeprefix("./")
    ends = (name, *(name[i + 1 :] for i, letter in enumerate(name) if letter == "/"))
    return any(end == wanted or fnmatchcase(end, wanted) for end in ends)
