"""What protects the reader from files that are damaged, locked or built to do harm.

All readers that unpack archives or parse XML go through here. Sources: the libxml2 and zipfile documentation on
untrusted input; OWASP XXE prevention (no DTD, no entities, no network).
"""

from __future__ import annotations

import hashlib
import re
import time
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from upplint.documents.limits import Limits
from upplint.errors import ReadError

if TYPE_CHECKING:
    from lxml.etree import XMLParser, _Element

_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_SMALL = 10 * 1024 * 1024  # below this the unpacking ratio says nothing: an empty sheet packs a thousandfold


@dataclass(frozen=True, slots=True)
class Deadline:
    """The time limit of one file."""

    at: float

    @classmethod
    def after(cls, limits: Limits) -> Deadline:
        """A deadline `limits.max_seconds` from now."""
        return cls(time.monotonic() + limits.max_seconds)

    def passed(self) -> bool:
        """Whether the time is up."""
        return time.monotonic() > self.at


def megabytes(count: int) -> str:
    """A number of bytes in Swedish, `200 MB`."""
    value = count / (1024 * 1024)
    return f"{value:.0f} MB" if value >= 1 else f"{max(1, round(count / 1024))} kB"


def read_bytes(path: Path, file: str, limits: Limits) -> bytes:
    """The bytes of a file.

    Raises `ReadError`: U101 not there, U102 no rights, U103 empty, U104 larger than `limits.max_bytes`.
    """
    try:
        if path.is_dir():
            raise ReadError("U101", f"{file} är en mapp, inte en fil. Ange en fil i mappen.")
        if path.is_symlink() and not path.exists():
            raise ReadError("U101", f"{file} är en länk till något som inte finns. Ta bort länken eller hämta filen.")
        if not path.is_file() and path.exists():  # a pipe would wait for ever
            raise ReadError("U102", f"{file} är ingen vanlig fil. Spara innehållet i en fil och ange den.")
        size = path.stat().st_size
        if size > limits.max_bytes:
            raise too_big(file, size, limits)
        data = path.read_bytes()
    except FileNotFoundError:
        raise ReadError("U101", f"{file} finns inte. Kontrollera sökvägen.") from None
    except PermissionError:
        raise ReadError(
            "U102",
            f"{file} får inte läsas. Stäng den om den är öppen i ett annat program, eller ge er läsrättighet till den.",
        ) from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ReadError("U102", f"{file} går inte att läsa ({reason}). Kopiera filen till den egna datorn.") from None
    if not data:
        raise ReadError("U103", f"{file} är tom (0 byte). Hämta eller spara filen på nytt.")
    return data


def too_big(file: str, size: int, limits: Limits) -> ReadError:
    """The error for a file above the size limit."""
    return ReadError(
        "U104",
        f"{file} är för stor ({megabytes(size)}; gränsen är {megabytes(limits.max_bytes)}). "
        "Dela upp filen eller höj gränsen.",
    )


def encrypted(file: str) -> ReadError:
    """The error for a file with a password."""
    return ReadError(
        "U105", f"{file} är skyddad med lösenord eller rättigheter. Öppna den, ta bort skyddet och spara en kopia."
    )


def damaged(file: str, how: str = "") -> ReadError:
    """The error for a file that does not hold together."""
    detail = f" ({how})" if how else ""
    return ReadError(
        "U106", f"{file} är skadad och går inte att läsa{detail}. Öppna den i sitt program och spara om den."
    )


def sha256(data: bytes) -> str:
    """The SHA-256 of a file's bytes, hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def check_archive(archive: zipfile.ZipFile, file: str, limits: Limits) -> None:
    """Refuse an archive that would unpack to too much.

    Raises `ReadError`: U105 locked members, U107 too many files, too many bytes or too tight a packing.
    """
    members = archive.infolist()
    if len(members) > limits.max_files * 10:
        raise ReadError(
            "U107", f"{file} innehåller {len(members)} delar, fler än vad som läses. Packa om det som ska granskas."
        )
    total = sum(m.file_size for m in members)
    packed = sum(m.compress_size for m in members)
    if total > limits.max_unpacked or (total > _SMALL and total > limits.max_ratio * max(packed, 1)):
        raise ReadError(
            "U107",
            f"{file} skulle packas upp till {megabytes(total)} och läses inte. "
            "Kontrollera var filen kommer ifrån, eller höj gränsen.",
        )
    if any(m.flag_bits & 1 for m in members):
        raise encrypted(file)


def read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo | str, file: str) -> bytes:
    """The bytes of one member. Raises `ReadError` U106 where they are damaged."""
    try:
        return archive.read(member)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise damaged(file, type(error).__name__) from None
    except RuntimeError:  # zipfile says so of a member with a password
        raise encrypted(file) from None


def is_safe_name(name: str) -> bool:
    """Whether a member's name stays inside the archive: not absolute, no drive, no `..`."""
    path = PurePosixPath(name.replace("\\", "/"))
    drive = len(name) > 1 and name[1] == ":" and name[0].isalpha()
    return not path.is_absolute() and ".." not in path.parts and not drive and "\x00" not in name


def has_doctype(data: bytes) -> bool:
    """Whether XML declares a document type or entities, in any of the Unicode encodings."""
    head = data[:4]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<") or head[:3] == b"\x00\x00\x00":
        data = data.replace(b"\x00", b"")
    return bool(_DOCTYPE.search(data))


def xml_definitions(file: str) -> ReadError:
    """The error for XML with a document type: entities can make a small file endless or read other files."""
    return ReadError(
        "U108",
        f"{file} innehåller XML-definitioner (DTD) som inte läses av säkerhetsskäl. Spara om filen i sitt program.",
    )


def xml_parser() -> XMLParser:
    """A parser without DTD, entities and network. Comments and processing instructions are left out."""
    from lxml import etree

    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        remove_comments=True,
        remove_pis=True,
    )


def parse_xml(data: bytes, file: str) -> _Element:
    """The root of an XML document, parsed without DTD, entities and network.

    Raises `ReadError`: U108 for a document type or entities, U106 where it is not well-formed.
    """
    from lxml import etree

    if has_doctype(data):
        raise xml_definitions(file)
    try:
        root = etree.fromstring(data, xml_parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged(file, f"XML: {error}") from None
    if root is None:
        raise damaged(file, "tom XML")
    return root
