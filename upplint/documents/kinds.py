"""What a file is, by its content first and its name second."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import PurePath

#: Formats that are read, with the extensions they usually carry.
EXTENSIONS: dict[str, tuple[str, ...]] = {
    "pdf": (".pdf",),
    "docx": (".docx", ".docm", ".dotx", ".dotm"),
    "xlsx": (".xlsx", ".xlsm", ".xltx", ".xltm"),
    "odt": (".odt", ".ott"),
    "rtf": (".rtf",),
    "html": (".html", ".htm", ".xhtml"),
    "md": (".md", ".markdown"),
    "txt": (".txt", ".text", ".asc", ".csv", ".tsv", ""),
    "zip": (".zip",),
    "notice": (".xml",),
}
_BY_EXTENSION = {extension: kind for kind, extensions in EXTENSIONS.items() for extension in extensions if extension}
_NAMES = {
    "pdf": "PDF", "docx": "Word (.docx)", "xlsx": "Excel (.xlsx)", "odt": "OpenDocument (.odt)", "rtf": "RTF",
    "html": "HTML", "md": "Markdown", "txt": "text", "zip": "ZIP",
}  # fmt: skip
_NOTICE = re.compile(
    rb"<(?:[\w-]+:)?(?:ContractNotice|PriorInformationNotice|ContractAwardNotice|BusinessRegistrationInformationNotice|"
    rb"TED_EXPORT)\b"
)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_PROBE = 4096


@dataclass(frozen=True, slots=True)
class Kind:
    """What a file is: `format` is a key of `EXTENSIONS`, or empty with a Swedish `advice` on what to do."""

    format: str
    advice: str = ""
    encrypted: bool = False


def is_clutter(name: str) -> bool:
    """Files no user means: hidden ones, Word's lock and work files, what systems leave behind, our own settings."""
    return name.startswith((".", "~", "__MACOSX")) or name.lower() in ("thumbs.db", "desktop.ini", "upplint.toml")


def detect(data: bytes, name: str) -> Kind:
    """The kind of a file from its first bytes, for archives from their contents. `data` is the whole file."""
    head = data[:_PROBE]
    if b"%PDF-" in head[:1024]:
        return Kind("pdf")
    if head[:4] in (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"):
        return _zip(data, name)
    if head[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return _ole(data, name)
    if head.lstrip()[:5] == b"{\\rtf":
        return Kind("rtf")
    if head[:6] == b"7z\xbc\xaf\x27\x1c" or head[:4] == b"Rar!" or head[:2] == b"\x1f\x8b":
        return Kind("", "Packa upp arkivet och granska filerna, eller packa dem som .zip.")
    if head.startswith(_IMAGES) or head[4:12] in (b"ftypheic", b"ftypmif1") or head[:4] == b"RIFF":
        return Kind("", "Bilder läses inte. Om bilden innehåller text: lägg in texten i ett dokument.")
    return _text(head, data, name)


def expected(name: str) -> str:
    """The format that a file's extension promises, empty where it promises none."""
    return _BY_EXTENSION.get(PurePath(name).suffix.lower(), "")


def swedish_name(kind: str) -> str:
    """What a format is called in messages."""
    return _NAMES.get(kind, kind)


def _zip(data: bytes, name: str) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "[Content_Types].xml" in names:
                return _office(archive, names)
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                mime = archive.read("mimetype").decode("ascii", "replace").strip()
                if mime.startswith("application/vnd.oasis.opendocument.text"):
                    return Kind("odt")
                if "spreadsheet" in mime:
                    return Kind("", "Spara kalkylbladet som .xlsx.")
                if "opendocument" in mime:
                    return Kind("", "Spara filen som PDF.")
                if "epub" in mime:
                    return Kind("", "Spara boken som PDF.")
    except (zipfile.BadZipFile, ValueError, EOFError, OSError, RuntimeError, NotImplementedError, KeyError):
        promised = expected(name)
        return Kind(promised if promised in ("docx", "xlsx", "odt") else "zip")  # the reader says what is wrong
    return Kind("zip")


def _office(archive: zipfile.ZipFile, names: set[str]) -> Kind:
    info = archive.getinfo("[Content_Types].xml")
    types = archive.read(info).decode("utf-8", "replace") if info.file_size < 5_000_000 else ""
    if "wordprocessingml" in types or any(n.startswith("word/") for n in names):
        return Kind("docx")
    if "spreadsheetml.binary" in types or "xl/workbook.bin" in names:
        return Kind("", "Spara arbetsboken som .xlsx.")
    if "spreadsheetml" in types or any(n.startswith("xl/") for n in names):
        return Kind("xlsx")
    if "presentationml" in types or any(n.startswith("ppt/") for n in names):
        return Kind("", "Spara presentationen som PDF.")
    return Kind("", "Spara filen som PDF eller .docx.")


def _ole(data: bytes, name: str) -> Kind:
    """The old compound file of Microsoft Office; its directory names what is inside, in UTF-16."""

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage") or holds("DRMEncryptedDataSpace"):
        return Kind("", encrypted=True)
    if holds("WordDocument"):
        return Kind("", "Det är en äldre Word-fil. Spara den som .docx.")
    if holds("Workbook") or holds("Book"):
        return Kind("", "Det är en äldre Excel-fil. Spara den som .xlsx.")
    if holds("PowerPoint Document"):
        return Kind("", "Spara presentationen som PDF.")
    if holds("__properties_version1.0") or holds("__substg1.0_"):
        return Kind("", "Det är ett e-postmeddelande. Spara bilagorna och granska dem, och spara texten som .txt.")
    return Kind("", "Spara filen som PDF eller .docx.")


def wide_text(data: bytes) -> str | None:
    """`utf-16-le` or `utf-16-be` where bytes without a byte order mark are text in it, else None.

    Western letters have a zero in one half of each pair, so nearly all zeros lie on one side.
    """
    half = len(data) // 2
    if half < 2:
        return None
    for encoding, zeros, letters in (("utf-16-le", data[1::2], data[::2]), ("utf-16-be", data[::2], data[1::2])):
        if zeros.count(0) > 0.8 * half and letters.count(0) == 0:
            control = any(
                low < 32 and not high and low not in b"\t\n\r\f" for low, high in zip(letters, zeros, strict=False)
            )
            return None if control else encoding
    return None


def _text(head: bytes, data: bytes, name: str) -> Kind:
    promised = expected(name)
    wide = head[:2] in (b"\xff\xfe", b"\xfe\xff") or wide_text(head) is not None
    plain = head.replace(b"\x00", b"") if wide else head
    if not wide and b"\x00" in head:
        if promised in ("pdf", "docx", "xlsx", "odt", "zip"):
            return Kind(promised)  # a damaged one: its reader says so
        return Kind("", "Spara filen som PDF, .docx eller .txt.")
    stripped = plain.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if stripped.startswith(b"<"):
        if _NOTICE.search(plain):
            return Kind("notice")
        if _HTML.search(plain) and promised != "md":
            return Kind("html")
        if b"<pkg:package" in plain or b"schemas.microsoft.com/office/word" in plain:
            return Kind("", "Öppna filen i Word och spara den som .docx.")
        if stripped.startswith(b"<?xml") or promised == "notice":
            return Kind("", "XML läses bara när det är en annons (eForms). Spara texten som .docx eller .txt.")
    if stripped[:13].lower() == b"mime-version:" or re.match(
        rb"(?:From|Received|Return-Path|Delivered-To): ", stripped
    ):
        return Kind("", "Det är ett e-postmeddelande eller en sparad webbsida. Spara texten som .txt.")
    if promised in ("md", "txt", "html"):
        return Kind(promised)
    suffix = PurePath(name).suffix.lower()
    if promised or suffix in EXTENSIONS["txt"]:
        return Kind("txt")  # text under another format's name
    return Kind("", "Om det är text som ska granskas: byt namn på filen till .txt.")
