"""A line of a paragraph before it becomes a block, and the depth of lists."""

from __future__ import annotations

from dataclasses import dataclass

from upplint.documents.mapped import Mapped
from upplint.documents.model import BlockKind


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph (or a line of it) before it becomes a block. `indent` is in twips, None where not known."""

    kind: BlockKind
    mapped: Mapped
    number: str = ""
    level: int = 0
    style: str = ""
    bold: bool = False
    styled: bool = False  # the file itself says that this is a heading
    faked: bool = False  # it only looks like one
    list_id: str = ""
    indent: int | None = None


class Levels:
    """List depth from 1, by the level in the list where the list is the same, by indent where it is not."""

    _TOLERANCE = 60  # twips, 1 mm

    def __init__(self) -> None:
        self._open: list[tuple[str, int, int]] = []  # (list, level in it, indent)

    def reset(self) -> None:
        self._open = []

    def of(self, list_id: str, ilvl: int, indent: int | None) -> int:
        """The depth of the next item of the running list."""
        place = indent if indent is not None else ilvl * 360
        while self._open:
            other, level, left = self._open[-1]
            if other == list_id:
                if level == ilvl:
                    return len(self._open)
                deeper = ilvl > level
            else:
                same = next((i for i, o in enumerate(self._open) if o[0] == list_id and o[1] == ilvl), None)
                if same is not None:
                    del self._open[same + 1 :]
                    return len(self._open)
                if abs(place - left) <= self._TOLERANCE:
                    self._open[-1] = (list_id, ilvl, place)
                    return len(self._open)
                deeper = place > left
            if deeper:
                break
            self._open.pop()
        self._open.append((list_id, ilvl, place))
        return len(self._open)
