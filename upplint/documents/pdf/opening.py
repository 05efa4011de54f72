"""Open a PDF, with errors that say what to do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from upplint.documents.limits import Limits
from upplint.errors import ReadError


def open_pdf(path: Path, file: str, limits: Limits) -> Any:
    """A `pypdfium2.PdfDocument`. Raises `ReadError` with the codes that `read_pdf` names."""
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(1024)
    except FileNotFoundError:
        raise ReadError("U115", f"Filen {file} finns inte. Kontrollera sökvägen.") from None
    except PermissionError:
        raise ReadError(
            "U113", f"Ni har inte rätt att läsa {file}. Ändra filens behörighet eller kopiera den."
        ) from None
    except OSError as error:
        raise ReadError("U112", f"{file} går inte att läsa ({error.strerror}). Försök med en ny kopia.") from None
    if size == 0:
        raise ReadError("U110", f"{file} är tom (0 byte). Hämta eller spara filen på nytt.")
    if size > limits.max_bytes:
        raise ReadError(
            "U114",
            f"{file} är {size / 1048576:.0f} MB, mer än gränsen {limits.max_bytes / 1048576:.0f} MB. "
            "Dela filen eller höj gränsen.",
        )
    import pypdfium2
    from pypdfium2 import raw

    try:
        pdf = pypdfium2.PdfDocument(str(path))
        if len(pdf) == 0:
            raise ReadError("U112", f"{file} har inga sidor. Spara om dokumentet som PDF.")
    except pypdfium2.PdfiumError as error:
        code = getattr(error, "err_code", None)
        if code == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise ReadError(
                "U111", f"{file} är låst med lösenord. Spara en kopia utan lösenord och kontrollera den."
            ) from None
        if code == raw.FPDF_ERR_SECURITY or "security" in str(error).lower():
            raise ReadError("U111", f"{file} är krypterad på ett sätt som inte stöds. Spara en olåst kopia.") from None
        hint = (
            "Den är avklippt eller skadad. Hämta filen på nytt eller spara om den som PDF."
            if b"%PDF-" in head
            else "Den är ingen PDF trots namnet. Kontrollera filtypen."
        )
        raise ReadError("U112", f"{file} går inte att öppna. {hint}") from None
    return pdf
