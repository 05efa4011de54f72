"""ZIP archives: the members that can be read, unpacked one at a time into a private folder."""

from __future__ import annotations

import stat
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from upplint.documents.kinds import is_clutter
from upplint.documents.limits import Limits
from upplint.documents.model import Gap, GapKind
from upplint.documents.safety import check_archive, damaged, encrypted, is_safe_name, read_member
from upplint.errors import ReadError


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: its name inside, the name shown to the user, and its entry."""

    name: str
    file: str
    info: zipfile.ZipInfo


@contextmanager
def open_archive(path: Path, file: str, limits: Limits) -> Iterator[zipfile.ZipFile]:
    """Open a ZIP file after checking what it would unpack to. Raises `ReadError` U105-U107."""
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError):
        raise damaged(file, "arkivet är inte helt") from None
    with archive:
        check_archive(archive, file, limits)
        yield archive


def members(archive: zipfile.ZipFile, file: str, limits: Limits) -> tuple[list[Member], list[Gap]]:
    """The files of an archive in order of their names, and what was left out."""
    found: list[Member] = []
    gaps: list[Gap] = []
    for info in sorted(archive.infolist(), key=lambda i: i.filename):
        if info.is_dir():
            continue
        name = decoded_name(info)
        shown = f"{file}/{name}"
        if not is_safe_name(name) or stat.S_ISLNK(info.external_attr >> 16):
            gaps.append(
                Gap(GapKind.UNREADABLE, shown, f"{shown} pekar utanför arkivet och läses inte. Packa om filerna.")
            )
            continue
        if any(is_clutter(part) for part in PurePosixPath(name).parts):
            continue
        found.append(Member(name, shown, info))
    if len(found) > limits.max_files:
        rest = len(found) - limits.max_files
        message = (
            f"{file} innehåller {len(found)} filer; {rest} av dem är inte lästa. Dela upp arkivet eller höj gränsen."
        )
        gaps.append(Gap(GapKind.LIMIT, file, message))
        found = found[: limits.max_files]
    return found, gaps


def decoded_name(info: zipfile.ZipInfo) -> str:
    """A member's name. Windows writes names without saying so in UTF-8, in the code page of old Swedish DOS (850)."""
    name = info.filename
    if info.flag_bits & 0x800:
        return name
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    for encoding in ("utf-8", "cp850"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name


@contextmanager
def unpacked(archive: zipfile.ZipFile, member: Member, limits: Limits) -> Iterator[Path]:
    """A member as a file in a private folder that is removed afterwards. Raises `ReadError` U103-U106."""
    if member.info.flag_bits & 1:
        raise encrypted(member.file)
    if member.info.file_size > limits.max_bytes:
        from upplint.documents.safety import too_big

        raise too_big(member.file, member.info.file_size, limits)
    data = read_member(archive, member.info, member.file)
    if not data:
        raise ReadError("U103", f"{member.file} är tom (0 byte). Hämta eller spara filen på nytt.")
    with tempfile.TemporaryDirectory(prefix="upplint-") as folder:
        suffix = PurePosixPath(member.name).suffix
        path = Path(folder) / f"document{suffix if suffix.isascii() and len(suffix) < 10 else ''}"
        path.write_bytes(data)
        yield path
