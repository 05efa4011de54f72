"""What a PDF says of itself, for the accessibility rules."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from upplint.documents.model import Block, BlockKind, FileFacts


def read(pdf: Any, blocks: Iterable[Block], figures: int = 0, unnamed: int = 0, comments: int = 0) -> FileFacts:
    """Title, language, tags, author; headings that are tagged as such and headings that only look so."""
    meta = pdf.get_metadata_dict(skip_empty=True)
    tagged = is_tagged(pdf)
    blocks = list(blocks)
    heads = [b for b in blocks if b.kind is BlockKind.HEADING]
    styled = sum(b.style.startswith("H") for b in heads)
    tables = {b.table for b in blocks if b.table is not None}
    headed = {b.table for b in blocks if b.header_row}
    return FileFacts(
        title=meta.get("Title") or None,
        language=_language(pdf),
        tagged=tagged,
        author=meta.get("Author") or None,
        headings_styled=styled,
        headings_faked=len(heads) - styled,
        images=figures if tagged else None,
        images_without_alt=unnamed if tagged else None,
        comments=comments,
        tables=len(tables),
        tables_without_header=len(tables - headed),
    )


def is_tagged(pdf: Any) -> bool:
    """True if the file says that it is tagged."""
    from pypdfium2 import raw

    return bool(raw.FPDFCatalog_IsTagged(pdf.raw))


def _language(pdf: Any) -> str | None:
    """The document's language ("sv-SE") as set in the catalog."""
    import ctypes

    from pypdfium2 import raw

    get = getattr(raw, "FPDFCatalog_GetLanguage", None)
    if get is None:
        return None
    length = get(pdf.raw, None, 0)
    if length <= 2:
        return None
    buffer = ctypes.create_string_buffer(length)
    get(pdf.raw, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
    return buffer.raw[: length - 2].decode("utf-16-le", "replace") or None
