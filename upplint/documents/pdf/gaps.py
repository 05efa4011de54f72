"""What of a PDF could not be read: scanned pages, letters without meaning, attachments, limits."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from upplint.documents.model import Gap, GapKind
from upplint.documents.pdf.drawings import Drawings
from upplint.documents.pdf.grid import too_many
from upplint.documents.pdf.page import PageWords

_COMMON = re.compile(r"\b(?:och|att|som|för|är|av|med|den|det|till|ska|the|and|of|in|på|i|en|om)\b", re.IGNORECASE)
_VOWELS = re.compile("[aeiouyåäöéAEIOUYÅÄÖÉ]")
_BAD = re.compile("[\ufffd\ue000-\uefff\uf100-\uf8ff]")
_BIG_IMAGE = 0.2
_SCAN_IMAGE = 0.4
_FEW = 25


def of_page(file: str, page: PageWords, drawn: Drawings) -> list[Gap]:
    """Gaps of one page, without its running header and footer: those stand on scanned pages too."""
    text = " ".join(w.text for w in page.words)
    letters = sum(map(str.isalnum, text))
    area = max(page.width * page.height, 1.0)
    shares = [
        max(0.0, min(b.x1, page.width) - max(b.x0, 0.0)) * max(0.0, min(b.bottom, page.height) - max(b.top, 0.0)) / area
        for b in drawn.images
    ]
    n = page.number
    if letters < _FEW and (sum(shares) > _SCAN_IMAGE or drawn.paths > 400):
        what = "är en bild (skannad)" if sum(shares) > _SCAN_IMAGE else "har text som är ritad, inte skriven"
        return [
            Gap(
                GapKind.SCANNED,
                file,
                f"Sidan {n} i {file} {what} och har inte lästs. Kör textigenkänning (OCR) eller använd originalfilen.",
                n,
            )
        ]
    if garbled(text):
        return [
            Gap(
                GapKind.GARBLED,
                file,
                f"Sidan {n} i {file} har tecken som inte går att tolka. Spara om PDF-filen från originalet.",
                n,
            )
        ]
    recognised = letters > 200 and any(share > 0.8 for share in shares)  # a scan with recognised text, or a background
    if any(share > _BIG_IMAGE for share in shares) and not recognised:
        return [Gap(GapKind.IMAGE, file, f"Sidan {n} i {file} har en stor bild. Text i bilden har inte lästs.", n)]
    if drawn.truncated or too_many(drawn.edges):
        return [Gap(GapKind.OTHER, file, f"Sidan {n} i {file} har så många figurer att tabeller kan ha missats.", n)]
    return []


def garbled(text: str) -> bool:
    """True if a page's text is mostly characters without meaning."""
    total = len(text) - text.count(" ")
    if total < 30:
        return False
    bad = len(_BAD.findall(text)) + 5 * text.count("(cid:")
    if bad / total > 0.15:
        return True
    letters = sum(map(str.isalpha, text))
    if letters < 250 or _COMMON.search(text):
        return False
    return not 0.22 <= len(_VOWELS.findall(text)) / letters <= 0.62


def of_file(pdf: Any, file: str) -> list[Gap]:
    """Attachments and form types that are not read."""
    from pypdfium2 import raw

    out = []
    attached = raw.FPDFDoc_GetAttachmentCount(pdf.raw)
    if attached > 0:
        files = "en bifogad fil" if attached == 1 else f"{attached} bifogade filer"
        out.append(
            Gap(GapKind.EMBEDDED, file, f"{file} innehåller {files} som inte har lästs. Spara ut och kontrollera dem.")
        )
    if raw.FPDF_GetFormType(pdf.raw) in (raw.FORMTYPE_XFA_FULL, raw.FORMTYPE_XFA_FOREGROUND):
        out.append(
            Gap(
                GapKind.OTHER,
                file,
                f"{file} är ett dynamiskt formulär (XFA). Fälten har inte lästs. Skriv ut det till PDF.",
            )
        )
    return out


def damaged(file: str, page: int) -> Gap:
    """A page that PDFium cannot load."""
    return Gap(GapKind.UNREADABLE, file, f"Sidan {page} i {file} är skadad. Spara om filen från originalet.", page)


def filled_fields(file: str, page: int, count: int) -> Gap:
    """Form fields with something written in them."""
    fields = "ett ifyllt formulärfält" if count == 1 else f"{count} ifyllda formulärfält"
    return Gap(
        GapKind.OTHER,
        file,
        f"Sidan {page} i {file} har {fields} som inte har lästs. Skriv ut filen till en ny PDF.",
        page,
    )


def out_of_time(file: str, read: int, total: int, seconds: float) -> Gap:
    """The time for one file ran out."""
    return Gap(
        GapKind.LIMIT,
        file,
        f"Tidsgränsen {seconds:.0f} sekunder nåddes: {read} av {total} sidor i {file} har lästs. "
        "Dela filen eller höj gränsen.",
        read + 1,
    )


def too_many_pages(file: str, read: int, total: int) -> Gap:
    """There are more pages than are read."""
    return Gap(
        GapKind.LIMIT,
        file,
        f"{file} har {total} sidor. De {read} första har lästs. Dela filen eller höj gränsen.",
        read + 1,
    )


def summarise(gaps: Iterable[Gap]) -> list[Gap]:
    """One gap a page, in order."""
    return sorted(gaps, key=lambda g: (g.page or 0, g.kind))
