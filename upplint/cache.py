"""What was read and found before, kept on this machine: an unchanged file is not read twice.

Entries lie in a folder that only the user may open. A key names content, settings and the program itself, so nothing
has to be thrown away when one of them changes: it is not found any more, and the oldest entries are removed in time.
Two runs at once are safe: an entry is written beside its place and then moved there.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import stat
import sys
import tempfile
import time
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from upplint.resources import model_dir, rules_dir

_DIGEST = 32  # bytes of SHA-256 in front of each entry
_MOST = 256 * 2**20  # bytes
_DAYS = 30
_ENTRY, _PART = ".bin", ".tmp"
#: Libraries that decide what a reader or the language pipeline finds.
_LIBRARIES = (
    "pdfplumber",
    "pdfminer.six",
    "pypdfium2",
    "python-docx",
    "openpyxl",
    "lxml",
    "odfpy",
    "striprtf",
    "spacy",
)
#: Classes outside the package that entries are made of.
_PLAIN = {("decimal", "Decimal"), ("datetime", "date"), ("datetime", "datetime"), ("builtins", "frozenset")}


class Cache:
    """Values by key in a folder.

    Args:
        folder: where the entries are; made when it is missing.
        most: bytes kept at most. days: days an entry is kept after it was last used.
    """

    def __init__(self, folder: Path, *, most: int = _MOST, days: float = _DAYS) -> None:
        self.folder = folder
        self._most, self._days = most, days
        self._grown = False

    def get(self, key: str) -> Any:
        """The value of a key; None where there is none, or where the entry is damaged."""
        path = self.folder / (key + _ENTRY)
        try:
            data = path.read_bytes()
        except OSError:
            return None
        try:
            if hashlib.sha256(data[_DIGEST:]).digest() != data[:_DIGEST]:
                raise pickle.UnpicklingError("damaged")
            value = _Unpickler(io.BytesIO(data[_DIGEST:])).load()
        except Exception:  # whatever is wrong with the entry, it can be made anew
            with suppress(OSError):
                path.unlink()
            return None
        with suppress(OSError):
            os.utime(path)
        return value

    def put(self, key: str, value: object) -> None:
        """Keep a value. A full disk or a lost folder is no error: the value is just not kept."""
        payload = pickle.dumps(value, protocol=5)
        name = ""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self.folder, suffix=_PART, delete=False) as file:
                name = file.name
                file.write(hashlib.sha256(payload).digest())
                file.write(payload)
            os.replace(name, self.folder / (key + _ENTRY))  # noqa: PTH105 - at once, whoever else writes it
        except OSError:
            if name:
                with suppress(OSError):
                    Path(name).unlink()
        self._grown = True

    def tidy(self) -> None:
        """Remove what was not used for long, and the oldest entries over the size kept; only after a `put`."""
        if not self._grown:
            return
        self._grown = False
        now, total = time.time(), 0
        found: list[tuple[float, int, Path]] = []
        with suppress(OSError):
            for path in self.folder.iterdir():
                with suppress(OSError):
                    status = path.stat()
                    found.append((status.st_mtime, status.st_size, path))
        for used, size, path in sorted(found, reverse=True, key=lambda f: f[0]):
            if path.suffix not in (_ENTRY, _PART):
                continue
            total += size
            old = now - used > (self._days if path.suffix == _ENTRY else 1) * 86_400
            if old or total > self._most:
                with suppress(OSError):
                    path.unlink()


def open_cache() -> Cache | None:
    """The user's cache; None where there is no folder that is the user's alone.

    It lies in the platform's cache folder, or in `upplint` in the folder that the variable `UPPLINT_CACHE_DIR` names;
    when that is set but empty nothing is kept.
    """
    named = os.environ.get("UPPLINT_CACHE_DIR")
    if named is not None and not named:
        return None
    if named is None:
        from platformdirs import user_cache_path

        folder = user_cache_path("upplint", appauthor=False)
    else:
        folder = Path(named) / "upplint"  # its own: what lies in it is closed to others, and thrown away in time
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return Cache(folder) if _is_private(folder) else None
    except (OSError, RuntimeError):  # no home
        return None


def _is_private(folder: Path) -> bool:
    """Is the folder the user's own, closed to others? Closes it where it is the user's own."""
    if sys.platform == "win32":
        return True  # the user's profile is closed to others
    status = folder.stat()
    if status.st_uid != os.getuid():
        return False
    if stat.S_IMODE(status.st_mode) & 0o077:
        folder.chmod(0o700)
    return True


def make_key(*parts: str | bytes) -> str:
    """A key of its parts, in their order: hexadecimal."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogateescape") if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


@cache
def program() -> str:
    """What stands for the program and its data: changes when a file of upplint, a library or Python does."""
    package = Path(__file__).parent
    parts = [sys.version]
    for name in _LIBRARIES:
        try:
            parts.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            parts.append(f"{name} -")
    models = [model_dir(), model_dir("sv_topics")]
    return make_key(*parts, *(folder_state(folder) for folder in (package, rules_dir(), *models)))


def folder_state(folder: Path) -> str:
    """What stands for the files below a folder: their names, sizes and times of change."""
    parts = []
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(f for f in folders if f not in ("__pycache__", "_data"))
        for name in sorted(names):
            status = Path(root, name).stat()
            parts.append(f"{root}/{name} {status.st_size} {status.st_mtime_ns}")
    return make_key(*parts)


class _Unpickler(pickle.Unpickler):
    """Makes values of upplint's own classes and a few plain ones, and runs nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _PLAIN:
            return super().find_class(module, name)
        found = super().find_class(module, name) if module.startswith("upplint.") else None
        if not isinstance(found, type):
            raise pickle.UnpicklingError(f"{module}.{name} is no value of upplint")
        return found
