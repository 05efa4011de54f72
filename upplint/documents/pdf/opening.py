"""Open a PDF, with errors that say what to do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from upplint.documents.limits import Limits
from upplint.documents.safety import encrypted, read_bytes, sha256
from upplint.errors import ReadError

_HEAD = 1024


def open_pdf(path: Path, file: str, limits: Limits) -> tuple[Any, str]:
    """A `pypdfium2.PdfDocument` and the SHA-256 of its bytes. Raises `ReadError`, codes as in `read_pdf`."""
    data = read_bytes(path, file, limits)
    import pypdfium2
    from pypdfium2 import raw

    try:
        pdf = pypdfium2.PdfDocument(str(path))
    except pypdfium2.PdfiumError as error:
        code = getattr(error, "err_code", None)
        words = str(error).lower()
        if code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY) or "password" in words or "security" in words:
            raise encrypted(file) from None
        raise _unreadable(file, data) from None
    if len(pdf) == 0:
        pdf.close()
        raise _unreadable(file, data)
    return pdf, sha256(data)


def _unreadable(file: str, data: bytes) -> ReadError:
    hint = (
        "Den är avklippt eller skadad. Hämta filen på nytt eller spara om den som PDF."
        if b"%PDF-" in data[:_HEAD]
        else "Den är ingen PDF trots namnet. Kontrollera filtypen."
    )
    return ReadError("U106", f"{file} går inte att öppna. {hint}")
