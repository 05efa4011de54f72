"""Tenders out of plain text, for the examples of rules and for tests.

The mini format, one construct a line; a blank line ends a paragraph::

    # 3 Krav                    heading; one # a level, a leading number is the heading's number
    Anbudsgivaren ska ha:       paragraph; lines that follow each other are joined
    - F-skatt                   list item; two blanks in front make it an inner one
    ? Har ni det? | Ja/Nej. Ja krävs   question with its answer field
    | Krav | Svar |             table row; `|---|` after the first row makes that the header row
    **Viktigt**                 bold paragraph
    ---                         page break
    [[ord]]                     what is to be reported
    {{Klicka här}}              placeholder of a form field
    ==gult==                    highlighted text
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from upplint.documents.assemble import assemble
from upplint.documents.model import (
    Answer,
    AnswerKind,
    Block,
    BlockKind,
    Cell,
    Document,
    FileFacts,
    Gap,
    GapKind,
    Origin,
    Segment,
)
from upplint.language.analysis import Analysis
from upplint.requirements.model import Requirement
from upplint.tender.model import SILENT_ROLES, Fact, FactValue, Ground, Part, Role, Tender, TenderFacts
from upplint.tender.regime import RegimeDecision

_MARKS = re.compile(r"\[\[(?P<mark>.+?)\]\](?!\])|\{\{(?P<placeholder>.+?)\}\}|==(?P<highlight>.+?)==")
_HEADING = re.compile(r"(#+)\s+((?:\d+|[A-Z])(?:\.\d+)*\.?(?=\s))?\s*(.*)")
_ITEM = re.compile(r"( *)[-•]\s+(.*)")
_RULE = re.compile(r"\|[\s|:-]+\|?\s*")
_DATES = ("deadline", "date", "published", "start")
_UNITS = {"value": "SEK", "months": "months", "weight": "percent"}


@dataclass(frozen=True, slots=True)
class MarkedDocument:
    """A document with the stretches that were marked, as offsets in its text."""

    document: Document
    marks: tuple[tuple[int, int], ...]


@dataclass
class _Line:
    """A block being put together."""

    kind: BlockKind
    text: str
    level: int = 0
    number: str = ""
    answer: Answer | None = None
    cells: tuple[str, ...] = ()
    header_row: bool = False
    bold: bool = False
    page: int = 1


def document_from_text(
    text: str, *, file: str = "exempel.txt", format: str = "txt", facts: Mapping[str, object] | None = None
) -> MarkedDocument:
    """A document out of the mini format.

    Args:
        text: see the module.
        file, format: of the document.
        facts: fields of `FileFacts`.
    """
    blocks: list[Block] = []
    marked: list[tuple[int, int, int]] = []
    tables = 0
    last: BlockKind | None = None
    for line in _lines(text):
        if line.kind is BlockKind.TABLE_ROW and last is not BlockKind.TABLE_ROW:
            tables += 1
        last = line.kind
        block, marks = _block(line, tables)
        marked.extend((len(blocks), a, b) for a, b in marks)
        blocks.append(block)
    document = assemble(file, format, blocks, pages=None, facts=FileFacts(**(facts or {})))  # type: ignore[arg-type]
    spans = tuple((document.blocks[i].start + a, document.blocks[i].start + b) for i, a, b in marked)
    return MarkedDocument(document, spans)


def _lines(text: str) -> list[_Line]:
    out: list[_Line] = []
    page = 1
    paragraph = False
    for raw in text.splitlines():
        line = raw.rstrip()
        if not line.strip():
            paragraph = False
            continue
        if line.strip() == "---":
            page, paragraph = page + 1, False
            continue
        if _RULE.fullmatch(line.strip()):
            if out:
                out[-1].header_row = True
            continue
        if paragraph and line[0] not in "#?|" and not _ITEM.fullmatch(line):
            out[-1].text += " " + line.strip()
            continue
        found = _line(line)
        found.page = page
        out.append(found)
        paragraph = found.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
    return out


def _line(line: str) -> _Line:
    if match := _HEADING.fullmatch(line):
        return _Line(BlockKind.HEADING, match[3], len(match[1]), (match[2] or "").rstrip("."))
    if match := _ITEM.fullmatch(line):
        return _Line(BlockKind.LIST_ITEM, match[2].strip(), 1 + len(match[1]) // 2, "•")
    if line.startswith("? "):
        text, _, field = line[2:].partition(" | ")
        return _Line(BlockKind.QUESTION, text.strip(), answer=_answer(field.strip()))
    if line.startswith("|"):
        cells = tuple(c.strip() for c in line.strip().strip("|").split("|"))
        return _Line(BlockKind.TABLE_ROW, "\t".join(cells), cells=cells)
    if match := re.fullmatch(r"\*\*(.+)\*\*", line.strip()):
        return _Line(BlockKind.PARAGRAPH, match[1], bold=True)
    return _Line(BlockKind.PARAGRAPH, line.strip())


def _answer(field: str) -> Answer:
    lowered = field.lower()
    required = None
    if match := re.search(r"(ja|nej) krävs", lowered):
        required = match[1].capitalize()
    if lowered.startswith("ja"):
        kind = AnswerKind.YES_NO
    elif "fil" in lowered:
        kind = AnswerKind.FILE
    elif "pris" in lowered:
        kind = AnswerKind.PRICE
    elif "datum" in lowered:
        kind = AnswerKind.DATE
    else:
        kind = AnswerKind.TEXT
    return Answer(kind, required, text=field)


def _block(line: _Line, table: int) -> tuple[Block, list[tuple[int, int]]]:
    text, spans = _unmarked(line.text)
    cells: list[Cell] = []
    start = 0
    for column, cell in enumerate(text.split("\t")) if line.cells else ():
        cells.append(Cell(start, start + len(cell), column))
        start += len(cell) + 1
    block = Block(
        line.kind,
        text,
        segments=(Segment(0, len(text), Origin(page=line.page)),),
        level=line.level,
        number=line.number,
        cells=tuple(cells),
        table=table if line.cells else None,
        header_row=line.header_row,
        answer=line.answer,
        bold=line.bold,
        highlighted=tuple(spans["highlight"]),
        placeholder=tuple(spans["placeholder"]),
    )
    return block, spans["mark"]


def _unmarked(text: str) -> tuple[str, dict[str, list[tuple[int, int]]]]:
    """The text without marks, and the stretches that they held; one mark may stand within another."""
    spans: dict[str, list[tuple[int, int]]] = {"mark": [], "placeholder": [], "highlight": []}
    out = ""
    position = 0
    for match in _MARKS.finditer(text):
        kind = str(match.lastgroup)
        inner, within = _unmarked(match[kind])
        out += text[position : match.start()]
        for name, found in within.items():
            spans[name].extend((len(out) + a, len(out) + b) for a, b in found)
        spans[kind].append((len(out), len(out) + len(inner)))
        out += inner
        position = match.end()
    return out + text[position:], spans


def part_from_text(
    text: str,
    *,
    file: str = "exempel.txt",
    format: str = "txt",
    role: Role = Role.INVITATION,
    facts: Mapping[str, object] | None = None,
) -> tuple[Part, tuple[tuple[int, int], ...]]:
    """A part of a tender out of the mini format, and its marks."""
    from upplint.requirements import extract

    marked = document_from_text(text, file=file, format=format, facts=facts)
    analysis = Analysis(marked.document)
    requirements: tuple[Requirement, ...] = ()
    if role not in SILENT_ROLES:
        requirements = tuple(extract(marked.document, analysis))
    return Part(marked.document, analysis, requirements, role), marked.marks


def tender_from_text(
    text: str,
    *,
    facts: Mapping[str, object] | None = None,
    read_facts: bool = False,
    notice: Mapping[str, object] | None = None,
    regime: str | None = None,
    role: Role = Role.INVITATION,
    documents: Mapping[str, str] | None = None,
    roles: Mapping[str, Role] | None = None,
    file: Mapping[str, object] | None = None,
) -> tuple[Tender, tuple[tuple[int, int, int], ...]]:
    """A tender out of the mini format, and its marks as (part, start, end).

    Args:
        text: the first document.
        facts: name -> value, or several values. Money in SEK, months as numbers, dates as `2026-05-04`.
        read_facts: facts are read from the text too; those given count first.
        notice: facts that a notice states, as `facts`.
        regime: `A`, `B`, `C`, or None for not decided.
        role: role of the first document.
        documents: file name -> text of further documents, with `roles` (`appendix` when not given).
        file: `format`, fields of `FileFacts` of the first document, and `scanned`: numbers of pages without text.
    """
    own = dict(file or {})
    format = str(own.pop("format", "txt"))
    scanned = [int(str(page)) for page in own.pop("scanned", None) or ()]  # type: ignore[attr-defined]
    first, marks = part_from_text(text, file=f"exempel.{format}", format=format, role=role, facts=own)
    if scanned:
        gaps = tuple(Gap(GapKind.SCANNED, first.document.file, "Sidan är en bild.", page) for page in scanned)
        first = replace(first, document=replace(first.document, gaps=gaps))
    parts = [first]
    found = [(0, a, b) for a, b in marks]
    for name, other in (documents or {}).items():
        part, marks = part_from_text(other, file=name, role=(roles or {}).get(name, Role.APPENDIX))
        found.extend((len(parts), a, b) for a, b in marks)
        parts.append(part)
    parts = _numbered(parts)
    decision = RegimeDecision(regime=regime, certainty=1.0) if regime else RegimeDecision()  # type: ignore[arg-type]
    if regime:
        decision = replace(decision, candidates=(regime,))  # type: ignore[arg-type]
    known = _facts(facts or {})
    if read_facts or notice:
        from upplint.tender.facts import find_facts
        from upplint.tender.facts.resolve import resolve

        said = find_facts(parts) if read_facts else ()
        known = resolve(said, known.by_name, _facts(notice or {}, Ground.NOTICE).by_name)
    return Tender("exempel", tuple(parts), known, decision), tuple(sorted(found))


def _numbered(parts: list[Part]) -> list[Part]:
    out, number = [], 0
    for part in parts:
        renamed = []
        for requirement in part.requirements:
            number += 1
            renamed.append(replace(requirement, id=f"k{number}"))
        out.append(replace(part, requirements=tuple(renamed)))
    return out


def _facts(facts: Mapping[str, object], ground: Ground = Ground.USER) -> TenderFacts:
    by_name: dict[str, tuple[Fact, ...]] = {}
    for name, value in facts.items():
        values = value if isinstance(value, (list, tuple)) else (value,)
        unit = next((u for end, u in _UNITS.items() if name.endswith(end)), "")
        by_name[name] = tuple(Fact(name, _fact_value(name, v), unit, ground) for v in values)
    return TenderFacts(by_name)


def _fact_value(name: str, value: object) -> FactValue:
    if isinstance(value, bool):
        return value
    if isinstance(value, (int, Decimal)):
        return int(value) if value == int(value) and not name.endswith("value") else Decimal(value)
    text = str(value)
    return date.fromisoformat(text) if name.endswith(_DATES) and re.fullmatch(r"\d{4}-\d\d-\d\d", text) else text
