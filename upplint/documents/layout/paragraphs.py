"""Lines -> paragraphs, list items and answer fields."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from upplint.documents.layout import marks
from upplint.documents.layout.clean import ends_in_hyphen
from upplint.documents.layout.lines import Item, Line, Row
from upplint.documents.layout.proto import Proto
from upplint.documents.model import BlockKind

_ENDS = re.compile(r"[.:;?!][\"”’')\]]*$")
_OPEN_END = re.compile(
    r"(?:\b(?:kap|st|art|nr|t\.ex|bl\.a|m\.m|ca|enl|resp|inkl|exkl|dvs|s\.k|prop|punkt|avsnitt|§|§§)\.?|[,(/–])$"
)
_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,3})+\.?\s+[A-ZÅÄÖ\[”\"]")
_LOWER = re.compile(r"[\"”'(\[]*[a-zåäöé]")
#: Words that never end a paragraph, and words that never begin one.
DANGLING = re.compile(
    r"(?:^|\s)(?:i|på|av|för|med|till|och|eller|samt|som|att|om|från|vid|under|över|mot|hos|per|den|det|de|en|ett|sin|sina|inom"
    r"|enligt|är|ska|skall|har|kan|får|inte|ej|punkt|punkten|avsnitt|avsnittet|kapitel|bilaga|bilagan|se|utan|mellan|efter|genom"
    r"|innan|denna|detta|dessa|minst|högst|cirka|ca)$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"(?:och|eller|samt|men|som|att|av|för|med|på|till|i)\s")
_SPACED = 8  # lines with the same wide distance make it the spacing of a text
_FRAME = re.compile(r" \d+\.\d+$")


#: "i" and "v" and "x" alone are taken for letters: "h), i)" is as common as "i), ii)".
_ROMAN = ("", "ii", "iii", "iv", "", "vi", "vii", "viii", "ix", "", "xi", "xii")


@dataclass(frozen=True, slots=True)
class Measures:
    """Typical measures of a document: right edge of each column, distance of base lines by font size, body size.

    `scattered`: font sizes whose few lines stand so far apart that it is no line spacing.
    """

    right: dict[str, float]
    pitch: dict[float, float]
    body: float
    body_bold: bool
    scattered: frozenset[float] = frozenset()


def column(line: Line) -> str:
    """Name of the line's column without what tells single frames apart."""
    return _FRAME.sub("", line.column)


def measure(items: Iterable[Item]) -> Measures:
    """Take the measures of a document."""
    edges: dict[str, list[float]] = defaultdict(list)
    pitches: dict[float, Counter[float]] = defaultdict(Counter)
    sizes: Counter[tuple[float, bool]] = Counter()
    last: Line | None = None
    for item in items:
        if isinstance(item, Row):
            last = None
            continue
        edges[column(item)].append(item.x1)
        sizes[item.size, item.bold] += len(item.text)
        if last and last.page == item.page and last.column == item.column and abs(last.size - item.size) < 0.3:
            step = item.base - last.base
            if 0 < step < 4 * max(item.size, 6.0):
                pitches[_key(item.size)][round(step, 1)] += 1
        last = item
    right = {}
    for name, values in edges.items():
        values.sort()
        right[name] = values[-1 - len(values) // 60] if len(values) > 60 else values[-1]
    pitch = {size: _typical(steps, size) for size, steps in pitches.items()}
    body, bold = sizes.most_common(1)[0][0] if sizes else (0.0, False)
    scattered = frozenset(
        size
        for size, typical in pitch.items()
        if size and typical > _far(size) and sum(n for s, n in pitches[size].items() if s > _far(size)) < _SPACED
    )
    return Measures(right, pitch, body, bold, scattered)


def _far(size: float) -> float:
    """Distance of base lines (points) above which lines of a font size are not one paragraph: 2.2 line heights."""
    return 2.2 * 1.2 * size


def _key(size: float) -> float:
    return round(size * 2) / 2


def _typical(steps: Counter[float], size: float) -> float:
    """The commonest distance; the smallest one that is nearly as common."""
    near: Counter[float] = Counter()
    for step, n in steps.items():
        for other, m in steps.items():
            if abs(step - other) <= 0.4:
                near[step] += m if step != other else n
    best = max(near.values())
    return min(s for s, n in near.items() if n >= 0.6 * best and (size == 0 or s > 0.85 * size or n == best))


class Paragraphs:
    """Collects lines into protos, in order."""

    def __init__(self, measures: Measures) -> None:
        self.m = measures
        self.out: list[Proto] = []
        self._open: Proto | None = None
        self._last_mark: dict[str, int] = {}

    def add(self, item: Item) -> None:
        """Take the next line or row."""
        if isinstance(item, Row):
            self._open = None
            self.out.append(Proto(BlockKind.TABLE_ROW, row=item))
            return
        field = marks.answer(item.text)
        if field:
            self._open = None
            self.out.append(Proto(BlockKind.PARAGRAPH, [item], is_answer=True, answer=field))
            return
        if item.tag == "TOC":
            self._open = None
            self.out.append(Proto(BlockKind.LEGEND, [item]))
            return
        if self._open and self._continues(self._open, item):
            self._open.lines.append(item)
            return
        mark = marks.MARK.match(item.text)
        proto = Proto(BlockKind.PARAGRAPH, [item])
        if mark and self._plausible(mark.group("mark"), item):
            proto = Proto(BlockKind.LIST_ITEM, [item], mark=mark.group("mark"))
            kind, value = ordinal(proto.mark)
            if kind:
                self._last_mark[kind] = value
        self._open = proto
        self.out.append(proto)

    def _plausible(self, mark: str, line: Line) -> bool:
        """A lone "o" is a bullet only where it is set off from the text."""
        if mark == "o":
            return line.mark_width > 9 or line.size == 0
        return not (mark in "–—-*" and re.match(r"[-–—*]\s*\d+(?:[.,]\d+)?\s*(?:%|kr|st)?$", line.text))

    def _continues(self, cur: Proto, line: Line) -> bool:
        last = cur.last
        if last.hard:
            return self._over_page(cur, line) if last.page != line.page else False
        if abs(last.size - line.size) > 0.7 and not _inline_size(last, line):
            return False
        if last.page != line.page or last.column != line.column:
            return self._over_page(cur, line)
        if self._starts_item(cur, line):
            return False
        if line.bold != last.bold and not (_LOWER.match(line.text) and not _ENDS.search(last.text)):
            return False
        step = line.base - last.base
        pitch = self.m.pitch.get(_key(line.size), max(line.size, 1.0) * 1.2)
        if len(cur.lines) > 1 and cur.lines[-2].page == last.page:
            pitch = max(pitch, min(last.base - cur.lines[-2].base, 1.6 * pitch))
        if step < 0.4 * max(line.size, 1.0):
            return False
        if step > 1.25 * pitch + 0.8:
            return step < 2.3 * pitch and self._cut_short(cur, line)
        if step > _far(line.size) and _key(line.size) in self.m.scattered:
            return self._cut_short(cur, line)
        if not self._indent_fits(cur, line):
            return False
        return self._wrapped(last, line)

    def _cut_short(self, cur: Proto, line: Line) -> bool:
        """True if a sentence runs on below a gap: the writer pressed Enter in the middle of it."""
        last = cur.last
        if (
            _ENDS.search(last.text)
            or not _LOWER.match(line.text)
            or abs(line.x0 - last.x0) > 4
            or line.bold != last.bold
        ):
            return False
        if marks.MARK.match(line.text):
            return False
        if (
            cur.kind is BlockKind.PARAGRAPH
            and cur.first.text[:1].isupper()
            and sum(len(x.text) for x in cur.lines[-3:]) > 40
        ):
            return True
        return len(last.text) > 15 and bool(
            DANGLING.search(last.text) or _GOES_ON.match(line.text) or last.text.endswith(",")
        )

    def _wrapped(self, last: Line, line: Line) -> bool:
        """True if the line break is the column's doing, not the writer's."""
        if last.hard is False and not _ENDS.search(last.text):
            return True
        if ends_in_hyphen(last.text) or DANGLING.search(last.text):
            return True
        lower = bool(_LOWER.match(line.text))
        if lower and (not _ENDS.search(last.text) or _OPEN_END.search(last.text)):
            return True
        right = self.m.right.get(column(last), last.x1)
        space = 0.28 * (line.size or 11.0)
        slack = 1.0 if line.size else 0.06 * right
        return last.x1 + space + line.first > right - slack

    def _starts_item(self, cur: Proto, line: Line) -> bool:
        """True if the line begins a list item or a numbered heading."""
        last = cur.last
        ended = bool(_ENDS.search(last.text)) or not self._wrapped(last, line)
        mark = marks.MARK.match(line.text)
        if mark and self._plausible(mark.group("mark"), line):
            printed = mark.group("mark")
            if printed in "-–—*∙·":
                return ended or cur.mark == printed or last.text.endswith(",")
            kind, value = ordinal(printed)
            if not kind:
                return True
            if value == self._last_mark.get(kind, 0) + 1 or value == 1:
                return ended or value > 1 or last.text.endswith(",")
            return ended
        if _NUMBERED.match(line.text):
            return ended or (line.bold and not last.bold)
        return False

    def _indent_fits(self, cur: Proto, line: Line) -> bool:
        last = cur.last
        if line.size == 0:
            return True
        tolerance = 4.0
        if cur.kind is BlockKind.LIST_ITEM:
            behind = cur.first.x0 + cur.first.mark_width
            expected = behind if len(cur.lines) == 1 else last.x0
            if abs(line.x0 - expected) <= tolerance:
                return True
            return self._wrapped(last, line) and not _ENDS.search(last.text) and line.x0 < expected
        if abs(line.x0 - last.x0) <= tolerance:
            return True
        open_end = not _ENDS.search(last.text)
        if len(cur.lines) == 1 and abs(line.x0 - last.x0) < 60:
            return open_end or self._wrapped(last, line)
        return open_end and self._wrapped(last, line)

    def _over_page(self, cur: Proto, line: Line) -> bool:
        """True if a sentence runs on from the foot of a page or column to the head of the next."""
        last = cur.last
        if column(last).startswith("frame") is not column(line).startswith("frame"):
            return False
        if column(last).startswith("frame") and column(last) != column(line):
            return False
        if last.page == line.page and "/" not in line.column:
            return False
        if line.bold != last.bold:
            return False
        if ends_in_hyphen(last.text):
            return True
        closed = bool(_ENDS.search(last.text)) and not _OPEN_END.search(last.text)
        if closed or marks.MARK.match(line.text) or _NUMBERED.match(line.text):
            return False
        if _LOWER.match(line.text):
            return True
        if last.hard or cur.bold:
            return False
        right = self.m.right.get(column(last), last.x1)
        slack = 1.0 if line.size else 0.06 * right
        return last.x1 + 0.28 * (line.size or 11.0) + line.first > right - slack


def _inline_size(last: Line, line: Line) -> bool:
    """True for lines of one paragraph whose average sizes differ because of a footnote sign or the like."""
    return abs(last.size - line.size) < 1.2 and bool(_LOWER.match(line.text)) and not _ENDS.search(last.text)


def ordinal(mark: str) -> tuple[str, int]:
    """Kind of a list number ("1.", "a)" ...) and its value; kind "" for bullets."""
    core = mark.strip("().")
    tail = mark[-1:] if mark else ""
    if core in _ROMAN[1:]:
        return "i" + tail, _ROMAN.index(core) + 1
    if core.isdigit():
        return "1" + tail, int(core)
    if len(core) == 1 and core.isalpha() and core != "o":
        return ("a" if core.islower() else "A") + tail, "abcdefghijklmnopqrstuvwxyzåäö".find(core.lower()) + 1
    return "", 0


def paragraphs(items: Sequence[Item], measures: Measures) -> list[Proto]:
    """Collect all lines of a document into protos."""
    collector = Paragraphs(measures)
    for item in items:
        collector.add(item)
    return collector.out
