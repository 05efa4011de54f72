"""Read the source text of a made-up tender: blocks of text with the gold annotations written into them.

The annotations stand inside the sentences they are about, so that a quote in the gold file can never drift away from
the text of the built document. Source format, one block a paragraph:

- ``@key: value``: settings of the document (title, authority, header, footer, style, formats).
- ``T: text``/``U: text``: title and subtitle of the cover.
- ``# text`` .. ``#### text``: numbered headings; ``#- text``: a heading without a number.
- ``* text``/``** text``: list items; ``1) text``, ``a) text``: numbered items (the label is generated again).
- ``| a | b`` rows of a table, the first one its header; ``|- a | b``: a row that spans as an in-table heading.
- ``? text``: a question of a tender system; ``= text``: its answer field; ``> text``: a field to fill in;
  ``>> text``: a field still showing its placeholder (also as a cell); ``! text``: a box with information;
  ``---``: a page break.
- anything else: a paragraph; lines of one paragraph are joined.

Inline: ``**bold**``, ``^[footnote]`` and the annotations, which may stand inside each other:

- ``{T!topic~text}``: a requirement. First letter whose duty (T tenderer, S supplier, A authority, N nobody), then the
  force (``!`` must, ``+`` should, ``?`` may).
- ``{F RULE~text~why}``: a finding; ``{F? RULE~text~why}``: one that is not sure; ``{X RULE~text~why}``: a trap.
  A fourth part is the quote of the second place of a contradiction (``also``).
- ``{=name:value:unit~text}``: a fact; the unit may be left out.

A finding, trap or fact outside other annotations whose text already stands earlier in the same paragraph points back at
it and adds nothing to the document: ``Anbud ska avse hela uppdraget. {F LOT002~hela uppdraget~...} Nästa mening.``
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

ON = {"T": "tenderer", "S": "supplier", "A": "authority", "N": "nobody"}
FORCE = {"!": "must", "+": "should", "?": "may"}
_TOPICS = """
turnover credit accounts guarantee insurance registration legal_form reference experience education staffing language
availability response_time certificate label permit membership brand standard method capacity volume geography
subcontracting group reliance evaluation price penalty liability payment term termination labour_terms employment
environment security reporting documentation form exclusion quality personal_data other
"""
TOPICS = frozenset(_TOPICS.split())
MAX_QUOTE_WORDS = 15
_REQUIREMENT = re.compile(r"([TSAN])([!+?])([a-z_]+)$")
_FINDING = re.compile(r"(F\??|X) ([A-Z]{3}\d{3})$")


class SourceError(ValueError):
    """The source text breaks the format; the message says where."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One annotation: ``gold`` without its place, and the characters ``start:end`` of the block's text."""

    gold: dict[str, Any]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Run:
    """Characters with one look."""

    text: str
    bold: bool = False
    footnote: str | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """Runs of one paragraph or cell, with the annotations that stand in them."""

    runs: tuple[Run, ...]
    marks: tuple[Mark, ...] = ()
    placeholder: bool = False  # a cell whose content control still shows its placeholder

    @property
    def plain(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a document. ``kind``: title, subtitle, heading, para, item, table, question, answer, field,
    placeholder, box or pagebreak. ``level`` is that of a heading or list item, ``label`` its number."""

    kind: str
    text: Text = field(default_factory=lambda: Text(()))
    level: int = 0
    label: str = ""
    section: str = ""
    rows: tuple[tuple[Text, ...], ...] = ()
    spans: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Source:
    """A whole document: its settings and blocks in reading order."""

    name: str
    meta: dict[str, str]
    blocks: tuple[Block, ...]


def _split(body: str) -> list[str]:
    """Split at ``~`` outside inner braces."""
    parts, depth, start = [], 0, 0
    for index, char in enumerate(body):
        if char == "{":
            depth += 1
        elif char == "}":
            depth -= 1
        elif char == "~" and depth == 0:
            parts.append(body[start:index])
            start = index + 1
    return [*parts, body[start:]]


def _closing(text: str, opening: int) -> int:
    depth = 0
    for index in range(opening, len(text)):
        if text[index] == "{":
            depth += 1
        elif text[index] == "}":
            depth -= 1
            if depth == 0:
                return index
    raise SourceError(f"no closing brace: {text[opening : opening + 60]}")


def _value(text: str) -> Any:
    if text in {"true", "false"}:
        return text == "true"
    if re.fullmatch(r"\d+", text):
        return int(text)
    if re.fullmatch(r"\d+\.\d+", text):
        return float(text)
    return text


def _gold(head: str, rest: list[str]) -> dict[str, Any]:
    if found := _REQUIREMENT.match(head):
        if found[3] not in TOPICS:
            raise SourceError(f"unknown topic: {head}")
        return {"is": "requirement", "on": ON[found[1]], "force": FORCE[found[2]], "topic": found[3]}
    if head.startswith("="):
        name, value, *unit = head[1:].split(":")
        return {"is": "fact", "name": name, "value": _value(value)} | ({"unit": unit[0]} if unit else {})
    if (found := _FINDING.match(head)) and rest:
        also = {"also": rest[1]} if len(rest) > 1 else {}
        if found[1] == "X":
            return {"is": "trap", "rule": found[2], "why": rest[0]} | also
        return {"is": "finding", "rule": found[2], "sure": found[1] == "F", "why": rest[0]} | also
    raise SourceError(f"unknown annotation, or no reason given: {head}")


def parse_inline(source: str) -> Text:
    """Strip the markup of one paragraph or cell and keep where each annotation stands."""
    runs: list[Run] = []
    marks: list[Mark] = []
    position = 0
    bold = False

    def put(piece: str, footnote: str | None = None) -> None:
        nonlocal position
        if piece or footnote:
            runs.append(Run(piece, bold, footnote))
            position += len(piece)

    def points_back(head: str, inner: str) -> tuple[int, int] | None:
        if not head.startswith(("F", "X", "=")) or any(c in inner for c in "{*^"):
            return None
        start = "".join(run.text for run in runs).rfind(inner)
        return (start, start + len(inner)) if start >= 0 else None

    def walk(text: str, depth: int = 0) -> None:
        nonlocal bold
        index = begin = 0
        while index < len(text):
            if text[index] == "{":
                put(text[begin:index])
                end = _closing(text, index)
                head, inner, *rest = _split(text[index + 1 : end])
                index = begin = end + 1
                if depth == 0 and (place := points_back(head, inner)):
                    marks.append(Mark(_gold(head, rest), *place))
                    if text[index : index + 1] == " " and runs[-1].text.endswith(" "):
                        index = begin = index + 1
                    continue
                slot, start = len(marks), position
                marks.append(Mark({}, 0, 0))
                walk(inner, depth + 1)
                marks[slot] = Mark(_gold(head, rest), start, position)
            elif text.startswith("**", index):
                put(text[begin:index])
                bold = not bold
                index = begin = index + 2
            elif text.startswith("^[", index):
                end = text.index("]", index)
                put(text[begin:index])
                put("", text[index + 2 : end])
                index = begin = end + 1
            else:
                index += 1
        put(text[begin:])

    walk(source.strip())
    return Text(tuple(runs), tuple(marks))


def _cells(line: str) -> list[str]:
    """Split a table row at ``|``; a lone ``_`` is an empty cell."""
    return ["" if cell.strip() == "_" else cell.strip() for cell in line.split(" | ")]


def _cell(source: str) -> Text:
    if source.startswith(">> "):
        return replace(parse_inline(source[3:]), placeholder=True)
    return parse_inline(source)


def _numbers(counters: list[int], level: int) -> str:
    del counters[level:]
    while len(counters) < level:
        counters.append(0)
    counters[level - 1] += 1
    return ".".join(map(str, counters))


def parse(path: Path) -> Source:
    """Read one source file. Raises :class:`SourceError` that names the file."""
    try:
        return _parse(path)
    except (SourceError, ValueError) as error:
        raise SourceError(f"{path.name}: {error}") from error


_PREFIXES = {
    ">> ": "placeholder",
    "T: ": "title",
    "U: ": "subtitle",
    "? ": "question",
    "= ": "answer",
    "> ": "field",
    "! ": "box",
}


class _Reader:
    """Collects blocks line by line; paragraphs and tables stay open until something else begins."""

    def __init__(self) -> None:
        self.meta: dict[str, str] = {}
        self.blocks: list[Block] = []
        self.counters: list[int] = []
        self.section = ""
        self.pending: list[str] = []
        self.table: list[tuple[Text, ...]] = []
        self.spans: set[int] = set()

    def close(self) -> None:
        if self.pending:
            self.blocks.append(Block("para", parse_inline(" ".join(self.pending)), section=self.section))
            self.pending.clear()
        if self.table:
            rows, spans = tuple(self.table), frozenset(self.spans)
            self.blocks.append(Block("table", section=self.section, rows=rows, spans=spans))
            self.table.clear()
            self.spans.clear()

    def row(self, line: str) -> None:
        if self.pending:
            self.close()
        if line.startswith("|- "):
            self.spans.add(len(self.table))
        self.table.append(tuple(_cell(cell) for cell in _cells(line.split(" ", 1)[1])))

    def heading(self, level: int, numbered: bool, text: str) -> None:
        label = _numbers(self.counters, level) if numbered else ""
        self.section = label or self.section
        self.blocks.append(Block("heading", parse_inline(text), level, label, self.section))

    def line(self, line: str) -> None:
        if line.startswith(("| ", "|- ")):
            self.row(line)
            return
        prefix = next((p for p in _PREFIXES if line.startswith(p)), None)
        item = re.match(r"(\*{1,2}|\d+\)|[a-z]\)) (.*)", line)
        if found := re.match(r"@(\w+): (.*)", line):
            self.meta[found[1]] = found[2]
            return
        if line and not (prefix or item or line == "---" or line.startswith("#")):
            self.pending.append(line)
            return
        self.close()
        if found := re.match(r"(#+)(-?) (.*)", line):
            self.heading(len(found[1]), not found[2], found[3])
        elif item:
            mark, level = item[1], len(item[1]) if item[1].startswith("*") else 1
            label = "•" if mark.startswith("*") else mark if mark[0].isalpha() else mark[:-1] + "."
            self.blocks.append(Block("item", parse_inline(item[2]), level, label, self.section))
        elif line == "---":
            self.blocks.append(Block("pagebreak"))
        elif prefix:
            self.blocks.append(Block(_PREFIXES[prefix], parse_inline(line[len(prefix) :]), section=self.section))


def _parse(path: Path) -> Source:
    reader = _Reader()
    for line in path.read_text(encoding="utf-8").splitlines():
        reader.line(line.strip())
    reader.close()
    return Source(path.stem, reader.meta, tuple(reader.blocks))


def texts(block: Block) -> list[Text]:
    """The block's own text, or those of a table's cells in reading order."""
    return [cell for row in block.rows for cell in row] if block.kind == "table" else [block.text]


def fold(text: str) -> str:
    """White space folded to single spaces, as quotes are stored."""
    return " ".join(text.split())


def gold(source: Source) -> list[dict[str, Any]]:
    """The annotations in reading order, each with its quote and section number, page left out."""
    result = []
    for block in source.blocks:
        for text in texts(block):
            for mark in text.marks:
                quote = " ".join(text.plain[mark.start : mark.end].split()[:MAX_QUOTE_WORDS])
                if not quote:
                    raise SourceError(f"{source.name}: an annotation without text: {mark.gold}")
                place = {"section": block.section} if block.section else {}
                body = dict(mark.gold)
                kind = body.pop("is")
                first = {key: body.pop(key) for key in ("rule", "name", "value", "unit") if key in body}
                result.append({"is": kind, **first, "quote": quote, **place, **body})
    return result


def to_text(source: Source) -> str:
    """The document as plain text, one block a line, as a tender system's text export looks."""
    lines: list[str] = []
    notes: list[str] = []
    for block in source.blocks:
        for text in texts(block):
            notes.extend(run.footnote for run in text.runs if run.footnote)
        if block.kind == "table":
            lines.extend("\t".join(fold(cell.plain) for cell in row) for row in block.rows)
        elif block.kind != "pagebreak":
            label = f"{block.label} " if block.label else ""
            lines.extend([*([""] if block.kind == "heading" else []), label + fold(block.text.plain)])
    lines.extend(f"{number} {note}" for number, note in enumerate(notes, 1))
    return "\n".join(lines).strip() + "\n"
