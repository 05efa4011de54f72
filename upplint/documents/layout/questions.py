"""Answer fields of forms and tender systems: they belong to the question before them and are no text of their own."""

from __future__ import annotations

from dataclasses import replace

from upplint.documents.layout import marks
from upplint.documents.layout.proto import Proto
from upplint.documents.model import BlockKind

_ASKED = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.HEADING, BlockKind.QUESTION, BlockKind.TABLE_ROW)


def attach(protos: list[Proto]) -> list[Proto]:
    """Move answer fields, and weights printed under them, to the questions; returns the protos without them."""
    out: list[Proto] = []
    asked: Proto | None = None
    after_answer = False
    for p in protos:
        if p.is_answer and p.answer is not None and p.lines:
            before = out[-1] if out else None
            if before is not None and before.kind in _ASKED and before.answer is None and not before.row:
                before.answer = p.answer
                if before.kind is BlockKind.PARAGRAPH or (
                    before.kind is BlockKind.LIST_ITEM and before.mark[-1:] in ".)"
                ):
                    before.kind, before.number = BlockKind.QUESTION, before.number or before.mark
                    before.mark = ""
                asked, after_answer = before, True
                continue
            p.is_answer, p.answer = False, None
        elif after_answer and asked is not None and asked.answer is not None and p.lines and not p.row:
            if marks.REMARK.fullmatch(p.text):
                asked.answer = replace(asked.answer, text=f"{asked.answer.text}. {p.text}")
                continue
            weight = marks.weight(p.text)
            if weight is not None and asked.answer.weight is None:
                asked.answer = replace(asked.answer, weight=weight, text=f"{asked.answer.text} {p.text}")
                continue
        after_answer = False
        out.append(p)
    return out
