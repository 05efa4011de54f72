"""RTF: the text without its formatting, by striprtf; paragraphs and table rows keep their bounds."""

from __future__ import annotations

import re
from pathlib import Path

from upplint.documents.assemble import assemble
from upplint.documents.limits import Limits
from upplint.documents.mapped import Piece, map_pieces
from upplint.documents.model import Block, Document, FileFacts, Gap, GapKind, Origin
from upplint.documents.rows import RowCell, row_block
from upplint.documents.safety import damaged, read_bytes, sha256
from upplint.documents.typed import typed_block

_LIMITS = Limits()
_TITLE = re.compile(r"\\info\b.*?\\title\s+([^\\{}]+)", re.DOTALL)


def read_rtf(path: Path, *, file: str | None = None, limits: Limits = _LIMITS) -> Document:
    """Read an RTF file.

    Args:
        path: the file.
        file: name shown to the user; the path where left out.
        limits: see `Limits`.

    Returns:
        The document. Styles are not kept by the format's readers: headings are known by a typed number only. Origins
        name the line of the extracted text (`unit` `l42`).

    Raises:
        ReadError: U101-U104, U106.
    """
    file = path.as_posix() if file is None else file
    data = read_bytes(path, file, limits)
    from striprtf.striprtf import rtf_to_text

    source = data.decode("cp1252", "replace")
    if not source.rstrip("\x00 \r\n").endswith("}"):
        raise damaged(file, "filen är avklippt")
    try:
        text: str = rtf_to_text(source, encoding="cp1252", errors="replace")  # type: ignore[no-untyped-call]
    except (ValueError, LookupError, IndexError, TypeError) as error:
        raise damaged(file, type(error).__name__) from error
    gaps = []
    if "\\pict" in source or "\\object" in source:
        message = "Bilder och inbäddade objekt är inte lästa. Spara filen som .docx om de innehåller text."
        gaps.append(Gap(GapKind.EMBEDDED, file, message))
    if "\\footnote" in source:
        message = "Fotnoter är inte lästa: de följer inte med ur RTF. Spara filen som .docx."
        gaps.append(Gap(GapKind.OTHER, file, message))
    if "\\deleted" in source or "\\v " in source:
        message = (
            "Struken eller dold text kan vara läst som vanlig text. Spara filen som .docx för en säker granskning."
        )
        gaps.append(Gap(GapKind.OTHER, file, message))
    return assemble(
        file,
        "rtf",
        _blocks(text),
        gaps=gaps,
        facts=FileFacts(title=match[1].strip() if (match := _TITLE.search(source)) else None),
        sha256=sha256(data),
        path=str(path),
    )


def _blocks(text: str) -> list[Block]:
    blocks: list[Block] = []
    table, in_table = -1, False
    for number, line in enumerate(text.split("\n")):
        origin = Origin(unit=f"l{number}")
        if line.count("|") >= 2 and line.rstrip().endswith("|"):
            table += not in_table
            in_table = True
            cells = []
            offset = 0
            for column, part in enumerate(line.rstrip().rstrip("|").split("|")):
                mapped = map_pieces([Piece(part, Origin(unit=f"l{number}", offset=offset))])
                cells.append(RowCell(column, mapped))
                offset += len(part) + 1
            made = row_block(cells, {}, table=table)
            if made is not None:
                blocks.append(made[0])
            continue
        in_table = in_table and not line.strip()
        blocks += typed_block([map_pieces([Piece(line, origin)])], headings=True)
    return blocks
