"""How much is read at most. Every limit can be changed by an option; what is left out is reported as a gap."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Attributes:

    max_bytes: size of one file on disk, bytes.
    max_pages: pages read of one document.
    max_unpacked: bytes that one archive (ZIP, DOCX, XLSX, ODT) may unpack to.
    max_ratio: unpacked bytes per packed byte above which an archive is taken for a trap.
    max_files: files in one archive or folder.
    max_seconds: time for one file, seconds; checked between pages and parts.
    """

    max_bytes: int = 200 * 1024 * 1024
    max_pages: int = 2_000
    max_unpacked: int = 1024 * 1024 * 1024
    max_ratio: int = 200
    max_files: int = 1_000
    max_seconds: float = 300.0
