"""Lines that are an answer field or a legend of a tender system, in formats that know paragraphs (DOCX, ODT, HTML).

The words are those of `layout.marks`, so that a tender reads the same whether it was exported as PDF or as Word.
"""

from __future__ import annotations

from dataclasses import replace

from upplint.documents.answers import choice_only, find_choice
from upplint.documents.layout import marks
from upplint.documents.model import Answer, AnswerKind, Block, BlockKind
from upplint.documents.symbols import EMPTY_BOXES, TICKED_BOXES

_ASKED = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.HEADING, BlockKind.QUESTION)
_FIELD = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)


def is_legend(text: str) -> bool:
    """Whether a line explains the symbols of a tender system."""
    return bool(marks.LEGEND_TITLE.fullmatch(text) or marks.LEGEND_LINE.match(text))


def absorbed(previous: Block | None, line: Block) -> Block | None:
    """The block before, with the line as its answer field; None where the line is text of its own.

    Fields are "Ja/Nej. Ja krävs" and the like, lines of tick boxes ("Ja ☐ Nej ☐", "☐ Ja"), and the weight or
    remark under a field.
    """
    if previous is None or previous.kind not in _ASKED or line.kind not in _FIELD:
        return None
    if previous.answer is not None:
        return _more(previous, previous.answer, line)
    answer = _field(line)
    if answer is None:
        return None
    return replace(previous, kind=BlockKind.QUESTION if _becomes_question(previous) else previous.kind, answer=answer)


def asking(block: Block) -> Block:
    """The block as a question where it holds its own tick boxes."""
    if block.kind not in _FIELD:
        return block
    answer = find_choice(block.text)
    if answer is None:
        return block
    return replace(block, kind=BlockKind.QUESTION if _becomes_question(block) else block.kind, answer=answer)


def _becomes_question(block: Block) -> bool:
    """Paragraphs and numbered items are questions; an item with a bullet stays one, with its lead-in."""
    numbered = block.kind is BlockKind.LIST_ITEM and block.number.endswith((".", ")"))
    return block.kind is BlockKind.PARAGRAPH or numbered


def _field(line: Block) -> Answer | None:
    text = line.text
    if line.kind is BlockKind.PARAGRAPH and (answer := marks.answer(text)) is not None:
        return answer
    if (answer := find_choice(text)) is not None and choice_only(text):
        return answer
    if _ticks(line):
        return Answer(AnswerKind.YES_NO, None, None, f"{line.number} {text}")
    return None


def _ticks(line: Block) -> bool:
    """Whether a line is the box for yes or no, alone on its line."""
    return bool(line.number) and line.number in EMPTY_BOXES + TICKED_BOXES and line.text.lower() in ("ja", "nej")


def _more(previous: Block, answer: Answer, line: Block) -> Block | None:
    if _ticks(line) and answer.kind is AnswerKind.YES_NO and answer.text[:1] in EMPTY_BOXES + TICKED_BOXES:
        return replace(previous, answer=replace(answer, text=f"{answer.text} {line.number} {line.text}"))
    if line.kind is not BlockKind.PARAGRAPH:
        return None
    if marks.REMARK.fullmatch(line.text):
        return replace(previous, answer=replace(answer, text=f"{answer.text}. {line.text}"))
    weight = marks.weight(line.text)
    if weight is not None and answer.weight is None:
        return replace(previous, answer=replace(answer, weight=weight, text=f"{answer.text} {line.text}"))
    return None
