"""Complex fields: their results are text, their instructions are not (ECMA-376 part 1, 17.16)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from upplint.documents.docx.xmlns import VAL, on, val, w, whole

if TYPE_CHECKING:
    from lxml.etree import _Element

_TOC = re.compile(r"^\s*(?:TOC|TOA|INDEX)\b", re.IGNORECASE)
_MERGE = re.compile(r"^\s*MERGEFIELD\b", re.IGNORECASE)
_BUTTON = re.compile(r"^\s*MACROBUTTON\s+\S+\s+(.+?)\s*$", re.IGNORECASE | re.DOTALL)


@dataclass(slots=True)
class Field:
    """An open field: its instruction so far, and whether its result has begun."""

    form: _Element | None = None
    instruction: str = ""
    in_result: bool = False
    shown: bool = False  # some result text was read


@dataclass(slots=True)
class Fields:
    """The fields open at this place; they may span paragraphs."""

    stack: list[Field] = field(default_factory=list)

    def begin(self, fld_char: _Element) -> None:
        self.stack.append(Field(fld_char.find(w("ffData"))))

    def separate(self) -> None:
        if self.stack:
            self.stack[-1].in_result = True

    def end(self) -> Field | None:
        return self.stack.pop() if self.stack else None

    @property
    def hidden(self) -> bool:
        """Whether text here belongs to an instruction."""
        return any(not f.in_result for f in self.stack)

    @property
    def toc(self) -> bool:
        """Whether the place lies in a table of contents or an index."""
        return any(f.in_result and _TOC.match(f.instruction) for f in self.stack)

    @property
    def placeholder(self) -> bool:
        """Whether the result is a mail-merge name or a form field left as it was."""
        return any(f.in_result and _MERGE.match(f.instruction) for f in self.stack)

    @property
    def form(self) -> _Element | None:
        """The form field the place lies in."""
        return next((f.form for f in reversed(self.stack) if f.in_result and f.form is not None), None)


def stands_for(ended: Field) -> tuple[str, bool]:
    """What a field shows that has no result text of its own, and whether that is a placeholder.

    Tick boxes and drop-down lists of old forms keep their state in their data; a `MACROBUTTON` ("Klicka här")
    keeps the text shown in its instruction.
    """
    if ended.form is not None:
        box = ended.form.find(w("checkBox"))
        if box is not None:
            checked = on(box, "checked")
            state = on(box, "default") if checked is None else checked
            return ("☒" if state else "☐"), False
        choices = ended.form.find(w("ddList"))
        if choices is not None and not ended.shown:
            entries = [e.get(VAL, "") for e in choices.findall(w("listEntry"))]
            index = whole(val(choices, "result")) or whole(val(choices, "default")) or 0
            return (entries[index], index == 0) if 0 <= index < len(entries) else ("", False)
        return "", False
    button = _BUTTON.match(ended.instruction)
    if button and not ended.shown:
        return button[1], True
    return "", False
