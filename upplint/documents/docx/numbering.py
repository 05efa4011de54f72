"""Heading and list numbers, rebuilt from `numbering.xml` so that a finding can say "3.2.1".

Source: ECMA-376 part 1, 17.9 (numbering), with Word's behaviour where the text is silent: a skipped level counts
as if it had been shown once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from upplint.documents.docx.styles import left_indent
from upplint.documents.docx.xmlns import P_PR, R_PR, on, val, w, whole
from upplint.documents.symbols import symbol

if TYPE_CHECKING:
    from lxml.etree import _Element

_PLACE = re.compile(r"%([1-9])")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered. `restart` is None for the usual way, 0 for never, else a level from 1."""

    format: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None
    legal: bool = False
    style: str | None = None
    font: str | None = None
    left: int | None = None

    @property
    def bullet(self) -> bool:
        return self.format == "bullet"

    @property
    def parts(self) -> int:
        """How many levels the number shows: 3 for "%1.%2.%3"."""
        return len(_PLACE.findall(self.text))


@dataclass(frozen=True, slots=True)
class List:
    """One `w:num`: its levels with overrides applied, and the levels where it starts anew."""

    id: str
    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int]


@dataclass(frozen=True, slots=True)
class Label:
    """The number of a paragraph: as printed, its depth from 0, and how that level is defined."""

    text: str
    ilvl: int
    level: Level
    abstract: str


@dataclass(frozen=True)
class Numbering:
    """All lists of a document. `by_style` says which list and level a paragraph style is linked to."""

    lists: dict[str, List] = field(default_factory=dict)
    by_style: dict[str, tuple[str, int]] = field(default_factory=dict)

    @cached_property
    def sectioned(self) -> frozenset[str]:
        """The definitions with a level that shows several numbers ("%1.%2"): those of sections rather than lists."""
        return frozenset(f.abstract for f in self.lists.values() if any(level.parts > 1 for level in f.levels.values()))

    def counter(self) -> Counter:
        """A fresh counter; a document is counted from its start, in order."""
        return Counter(self)

    def level_of_style(self, num: str, style: str) -> int | None:
        """The level of that list that is linked to the style."""
        found = self.lists.get(num)
        if found is None:
            return None
        return next((i for i, level in found.levels.items() if level.style == style), None)


class Counter:
    """Where the numbers of one story (body, a note, a header) stand. Lists with the same definition count together."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self._counts: dict[str, dict[int, int]] = {}
        self._used: set[tuple[str, int]] = set()

    def forget(self, num: str) -> None:
        """Start list `num` anew with its next paragraph."""
        found = self._numbering.lists.get(num)
        if found is not None:
            self._counts.pop(found.abstract, None)

    def next(self, num: str, ilvl: int, at: int | None = None) -> Label | None:
        """Count one paragraph of list `num` at level `ilvl` (from 0), or set the count to `at`; None where the list is
        not defined."""
        found = self._numbering.lists.get(num)
        if found is None:
            return None
        ilvl = min(max(ilvl, 0), 8)
        counts = self._counts.setdefault(found.abstract, {})
        level = found.levels.get(ilvl, Level())
        first = (num, ilvl) not in self._used
        self._used.add((num, ilvl))
        if at is not None:
            counts[ilvl] = at
        elif first and ilvl in found.starts:
            counts[ilvl] = found.starts[ilvl]
        elif ilvl in counts:
            counts[ilvl] += 1
        else:
            counts[ilvl] = level.start
        for upper in range(ilvl):
            if upper not in counts:
                counts[upper] = found.starts.get(upper, found.levels.get(upper, Level()).start)
        for lower in [i for i in counts if i > ilvl]:
            restart = found.levels.get(lower, Level()).restart
            if restart is None or (restart and ilvl < restart):
                del counts[lower]
        return Label(_printed(found, ilvl, counts), ilvl, level, found.abstract)


def _printed(found: List, ilvl: int, counts: dict[int, int]) -> str:
    level = found.levels.get(ilvl, Level())
    if level.bullet:
        if level.text == "o":
            return "◦"  # Word draws its second bullet with the letter o
        return "".join(symbol(c, level.font) for c in level.text).strip() or "•"
    if level.format == "none" and not _PLACE.search(level.text):
        return level.text.strip()

    def number(match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        shown = found.levels.get(place, Level())
        return spell(counts.get(place, shown.start), "decimal" if level.legal and place != ilvl else shown.format)

    return _PLACE.sub(number, level.text).strip()


def spell(count: int, form: str) -> str:
    """A count in one of Word's number formats; those without a Swedish meaning come out as digits."""
    if form in ("lowerLetter", "upperLetter") and count > 0:
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman") and count > 0:
        rest, roman = count, ""
        for value, sign in _ROMAN:
            times, rest = divmod(rest, value)
            roman += sign * times
        return roman.upper() if form == "upperRoman" else roman
    if form == "decimalZero":
        return f"{count:02d}"
    if form == "none":
        return ""
    return str(count)


def _level(element: _Element) -> tuple[int, Level]:
    rpr = element.find(R_PR)
    fonts = rpr.find(w("rFonts")) if rpr is not None else None
    return whole(element.get(w("ilvl"))) or 0, Level(
        format=val(element, "numFmt") or "decimal",
        text=val(element, "lvlText") or "",
        start=_or(whole(val(element, "start")), 1),
        restart=whole(val(element, "lvlRestart")),
        legal=bool(on(element, "isLgl")),
        style=val(element, "pStyle"),
        font=fonts.get(w("ascii")) or fonts.get(w("hAnsi")) if fonts is not None else None,
        left=left_indent(element.find(P_PR)),
    )


def _or(number: int | None, default: int) -> int:
    return default if number is None else number


def read_numbering(root: _Element | None, style_nums: dict[str, str]) -> Numbering:
    """Read the numbering part (None: no lists). `style_nums` maps style ids to the list they name."""
    if root is None:
        return Numbering()
    abstracts: dict[str, dict[int, Level]] = {}
    links: dict[str, str] = {}  # abstract list -> the numbering style it borrows from
    for element in root.findall(w("abstractNum")):
        key = element.get(w("abstractNumId"), "")
        abstracts[key] = dict(_level(e) for e in element.findall(w("lvl")))
        if link := val(element, "numStyleLink"):
            links[key] = link
    nums = {e.get(w("numId"), ""): e for e in root.findall(w("num"))}
    lists: dict[str, List] = {}
    for num_id, element in nums.items():
        abstract = val(element, "abstractNumId") or ""
        for _ in range(3):  # a borrowed list may itself borrow
            if abstract not in links:
                break
            lender = nums.get(style_nums.get(links[abstract], ""))
            if lender is None or val(lender, "abstractNumId") == abstract:
                break
            abstract = val(lender, "abstractNumId") or ""
        levels = dict(abstracts.get(abstract, {}))
        starts: dict[int, int] = {}
        for override in element.findall(w("lvlOverride")):
            ilvl = whole(override.get(w("ilvl"))) or 0
            own = override.find(w("lvl"))
            if own is not None:
                levels[ilvl] = _level(own)[1]
            start = whole(val(override, "startOverride"))
            if start is not None:
                starts[ilvl] = start
        lists[num_id] = List(num_id, abstract, levels, starts)
    by_style = {
        level.style: (num_id, ilvl)
        for num_id, found in lists.items()
        for ilvl, level in found.levels.items()
        if level.style
    }
    return Numbering(lists, by_style)
