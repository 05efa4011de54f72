"""Put a reader's blocks into one `Document`: indices, offsets, section paths and lead-ins."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from upplint.documents.model import FURNITURE, Annotation, Block, BlockKind, Document, FileFacts, Gap, GapKind

_LEAD_IN = re.compile(r":\s*$")
_INTRODUCED = (BlockKind.LIST_ITEM, BlockKind.TABLE_ROW)


def assemble(
    file: str,
    format: str,
    blocks: Iterable[Block],
    *,
    gaps: Iterable[Gap] = (),
    pages: int | None = None,
    annotations: Iterable[Annotation] = (),
    facts: FileFacts | None = None,
    sha256: str = "",
    path: str | None = None,
) -> Document:
    """Number the blocks, compute their offsets, section paths and lead-ins, and return the document.

    Blocks come in reading order with `kind`, `text`, `segments`, `level`, `number` and their details set; empty
    ones are dropped. `index`, `start` and `section` are set here, `lead_in` where the reader did not set it. A
    reader that sets `lead_in` itself must give no empty blocks. A document without text gets a gap that says so.
    """
    out: list[Block] = []
    headings: list[int] = []  # open headings, outermost first
    levels: list[int] = []
    lead_in: int | None = None  # of the running list or table
    parents: list[tuple[int, int]] = []  # (depth, index) of open list items that end in a colon
    offset = 0
    for raw in blocks:
        if not raw.text:
            continue
        index = len(out)
        block = replace(raw, index=index, start=offset)
        offset = block.end + 1
        if block.kind in FURNITURE or block.kind is BlockKind.NOTE:
            out.append(replace(block, section=()))
            continue
        if block.kind is BlockKind.HEADING:
            while levels and levels[-1] >= block.level:
                levels.pop()
                headings.pop()
            block = replace(block, section=tuple(headings))
            headings.append(index)
            levels.append(block.level)
            lead_in, parents = None, []
            out.append(block)
            continue
        block = replace(block, section=tuple(headings))
        if block.kind in _INTRODUCED:
            if block.lead_in is None:
                depth = block.level
                while parents and parents[-1][0] >= depth:
                    parents.pop()
                block = replace(block, lead_in=parents[-1][1] if parents else lead_in)
                if block.kind is BlockKind.LIST_ITEM and _LEAD_IN.search(block.text):
                    parents.append((depth, index))
        else:
            lead_in = index if _LEAD_IN.search(block.text) else None
            parents = []
        out.append(block)
    return Document(
        file=file,
        format=format,
        blocks=tuple(out),
        gaps=tuple(gaps) or _without_text(file, out),
        pages=pages,
        annotations=tuple(annotations),
        facts=facts or FileFacts(),
        sha256=sha256,
        path=path,
    )


def _without_text(file: str, blocks: Iterable[Block]) -> tuple[Gap, ...]:
    if any(block.kind not in FURNITURE for block in blocks):
        return ()
    advice = "Kontrollera att det är rätt fil. Är texten en bild: kör textigenkänning (OCR)."
    return (Gap(GapKind.OTHER, file, f"{file} har ingen text att granska. {advice}"),)
