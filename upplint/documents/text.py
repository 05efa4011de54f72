"""Read plain text (also hard-wrapped exports of PDFs) and Markdown."""

from __future__ import annotations

from pathlib import Path

from upplint.documents.assemble import assemble
from upplint.documents.kinds import wide_text
from upplint.documents.layout.wrapped import blocks_of_text
from upplint.documents.limits import Limits
from upplint.documents.model import Document, FileFacts, Gap, GapKind
from upplint.documents.safety import read_bytes, sha256
from upplint.errors import ReadError

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def read_text(path: Path, *, file: str, limits: Limits) -> Document:
    """Read a text file; lines that were wrapped are joined to paragraphs.

    Args:
        path: the file.
        file: its name as shown to the user.
        limits: bytes at most.

    Raises:
        ReadError: U101 not there, U102 no rights, U103 empty, U104 too large, U106 no text.
    """
    data = read_bytes(path, file, limits)
    text = decode(data, file)
    blocks = blocks_of_text(text)
    return assemble(
        file,
        "txt",
        blocks,
        gaps=_gaps(text, file),
        facts=FileFacts(),
        sha256=sha256(data),
        path=str(path),
    )


def read_markdown(path: Path, *, file: str, limits: Limits) -> Document:
    """Read a Markdown file: headings, lists, tables and code keep their kind. Arguments and errors as `read_text`."""
    from upplint.documents.markdown import blocks_of_markdown

    data = read_bytes(path, file, limits)
    text = decode(data, file)
    return assemble(
        file,
        "md",
        blocks_of_markdown(text),
        gaps=_gaps(text, file),
        facts=FileFacts(),
        sha256=sha256(data),
        path=str(path),
    )


def decode(data: bytes, file: str) -> str:
    """Text of a file in UTF-8, UTF-16 or a Western code page; line ends become \\n.

    UTF-8 is tried first, then a byte order mark, then charset-normalizer's best guess among the encodings that
    Swedish files come in.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return _lines(data.decode(encoding))
            except UnicodeDecodeError:
                break
    zeros = data.count(0)
    if zeros == 0:
        try:
            return _lines(data.decode("utf-8"))
        except UnicodeDecodeError:
            pass
    elif wide := wide_text(data):
        return _lines(data.decode(wide, "replace"))
    if zeros:
        raise ReadError("U106", f"{file} är ingen textfil. Kontrollera filtypen eller spara om den som text (UTF-8).")
    from charset_normalizer import from_bytes

    best = from_bytes(
        data[:200_000], cp_isolation=["cp1252", "latin_1", "iso8859_15", "cp850", "cp865", "mac_roman"]
    ).best()
    encoding = best.encoding if best else "cp1252"
    if encoding in ("latin_1", "iso8859_15", "cp1252"):
        encoding = "cp1252" if _fits(data, "cp1252") else "latin_1"
    return _lines(data.decode(encoding, "replace"))


def _fits(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _gaps(text: str, file: str) -> list[Gap]:
    bad = text.count("\ufffd")
    if bad > 5 and bad > len(text) / 1000:
        return [
            Gap(
                GapKind.GARBLED,
                file,
                f"{file} har {bad} tecken som inte går att tolka. Spara om filen i teckenkodningen UTF-8.",
            )
        ]
    return []
