"""What a procurement could be divided into: places, services and products that its own documents list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from upplint.documents.model import Block, BlockKind
from upplint.language.analysis import Sentence
from upplint.resources import parse_yaml, rules_path
from upplint.tender.cues import Cues, compile_cues
from upplint.tender.model import SILENT_ROLES, Part, Role, Tender

_LEAST = 2
_MOST_WORDS = 6
_MOST_PARTS = 60
_MOST_NAME = 70
_KNOWN_SHARE = 2  # of an open enumeration at least two items must be known services
_PLAIN = re.compile(r"\d[\d \u00a0]*(?:[.,]\d+)?")
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"\s*(?:ca\.?|cirka|omkring|minst|högst|upp till)?\s*\d[\d\s.,–-]*(?:\s?\S+)?\s*", re.I)
_ITEM = re.compile(r"\s*(?:,|;|\bsamt\b|\boch\b|\bjämte\b|\bdels\b)\s*")
_DELS = re.compile(
    r"\bdels\s+(?P<one>[^,.;]{4,120}?)\s*(?:,|och|samt)?\s+dels\s+(?P<two>[^,.;]{4,120}?)\s*(?=[,.;]|$)", re.I
)
_STOP = re.compile(
    r"[.:;(]|\b(?:som|vilka|vilket|enligt|för att|i enlighet|under|från och med|till ett|med undantag|varav)\b", re.I
)
_ARTICLE = re.compile(r"^(?:en|ett|den|det|de|både|även|all|alla)\s+", re.I)


@dataclass(frozen=True, slots=True)
class SeparablePart:
    """Something that could be a lot of its own.

    Attributes:
        kind: `place`, `service` or `product`.
        name: as the document says it.
        quantity: how much of it, with its unit as the document says it ("40 deltagare per år"); empty where not said.
        document: index of the document in the tender.
        start, end: the name's place in that document's text.
        group: parts of one table or enumeration have the same number; the tender lists them side by side.
        field: kind of service ("cleaning"), empty where not known.
    """

    kind: str
    name: str
    quantity: str
    document: int
    start: int
    end: int
    group: int
    field: str = ""


@dataclass(frozen=True, slots=True)
class ServiceField:
    """A field of services with the CPV divisions that hold it and the words it is known by."""

    name: str
    divisions: tuple[str, ...]
    words: Cues


@dataclass(frozen=True)
class _Kind:
    name: str
    columns: Cues
    lists: Cues


@dataclass(frozen=True)
class _Words:
    kinds: tuple[_Kind, ...]
    quantities: Cues
    open: Cues
    not_table: Cues
    not_part: Cues
    phase: Cues
    papers: Cues


def separable_parts(tender: Tender) -> tuple[SeparablePart, ...]:
    """The parts that the documents themselves list, in the order of the documents.

    Tables with a column of places, services or products, and enumerations in sentences and lists. Each name is given
    once a kind, with the quantity where any of its rows states one.

    Args:
        tender: any tender; forms, registers, tenderers' own texts and contract terms are passed over.
    """
    found: list[SeparablePart] = []
    group = 0
    for number, part in enumerate(tender.parts):
        if part.role in SILENT_ROLES or part.role in (Role.ESPD, Role.CONTRACT, Role.QUESTIONS):
            continue
        for listed in (*_tables(part, number), *_lists(part, number)):
            if len(listed) >= _LEAST:
                found.extend(_grouped(listed, group))
                group += 1
    return _once(found)


def groups(parts: Iterable[SeparablePart]) -> tuple[tuple[SeparablePart, ...], ...]:
    """Parts listed side by side: those with quantities first, then as the documents come, larger ones first."""
    by_group: dict[int, list[SeparablePart]] = {}
    for part in parts:
        by_group.setdefault(part.group, []).append(part)
    listed = [tuple(g) for g in by_group.values() if len(g) >= _LEAST]
    return tuple(sorted(listed, key=lambda g: (not any(p.quantity for p in g), g[0].document, -len(g), g[0].group)))


@cache
def service_fields() -> tuple[ServiceField, ...]:
    """The fields of services of `rules/tender/parts.yaml`."""
    return tuple(ServiceField(e["field"], tuple(e["divisions"]), compile_cues(e["words"])) for e in _data()["services"])


def fields_in(text: str) -> tuple[tuple[ServiceField, int, int], ...]:
    """The fields of services named in a text, each with its first place, in order of place."""
    hits = [(f, m.start(), m.end()) for f in service_fields() if (m := f.words.search(text))]
    return tuple(sorted(hits, key=lambda h: h[1]))


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = parse_yaml(rules_path("tender", "parts.yaml").read_bytes())
    return data


@cache
def _words() -> _Words:
    data = _data()
    kinds = tuple(_Kind(k["kind"], compile_cues(k["columns"]), compile_cues(k["lists"])) for k in data["kinds"])
    names = ("quantities", "open", "not_table", "not_part", "phase", "papers")
    return _Words(kinds, *(compile_cues(data[n]) for n in names))


def _whole(cues: Cues, text: str) -> bool:
    """Is the whole text one of the cues?"""
    match = cues.search(text.strip())
    return match is not None and match.start() == 0 and len(text.strip()) - match.end() <= 2


def _begins(cues: Cues, text: str) -> bool:
    match = cues.search(text.strip())
    return match is not None and match.start() == 0


# --- tables -----------------------------------------------------------------------------------------------------------


def _tables(part: Part, number: int) -> Iterator[list[SeparablePart]]:
    rows: dict[int, list[Block]] = {}
    for block in part.document.blocks:
        if block.table is not None and block.cells:
            rows.setdefault(block.table, []).append(block)
    for table in rows.values():
        yield _of_table(table, number)


def _of_table(rows: Sequence[Block], number: int) -> list[SeparablePart]:
    words = _words()
    heads = {c.column: row.text[c.start : c.end].strip() for row in rows if row.header_row for c in row.cells}
    heads |= {c.column: c.header for row in rows for c in row.cells if c.header}
    if not heads:
        heads, rows = _plain_heads(rows)
    if any(_begins(words.not_table, h) for h in heads.values()):
        return []
    named = [(column, k) for column, h in sorted(heads.items()) for k in words.kinds if _whole(k.columns, h)]
    if not named:
        return []
    column, kind = named[0]
    amounts = [c for c, h in sorted(heads.items()) if c != column and _begins(words.quantities, h)]
    out = []
    for row in rows:
        cells = {c.column: c for c in row.cells}
        cell = cells.get(column)
        if cell is None or row.header_row:
            continue
        name = row.text[cell.start : cell.end].strip()
        if not 1 < len(name) <= _MOST_NAME or name.endswith((".", "?")) or len(name.split()) > _MOST_WORDS:
            continue
        if _begins(words.not_part, name) or not re.search(r"[^\W\d]", name):
            continue
        quantity = ""
        for a in amounts:
            value = row.text[cells[a].start : cells[a].end].strip() if a in cells else ""
            if _DIGIT.search(value):
                quantity = _quantity(value, heads[a])
                break
        start = row.start + cell.start
        out.append(SeparablePart(kind.name, name, quantity, number, start, start + len(name), 0, _field(name)))
    return out[:_MOST_PARTS]


def _plain_heads(rows: Sequence[Block]) -> tuple[dict[int, str], Sequence[Block]]:
    """The heads of a table whose first row looks like the others, and the rows below it.

    Only where a column of quantities has a head in words and nothing but numbers under it; else no heads.
    """
    first, below = rows[0], rows[1:]
    heads = {c.column: first.text[c.start : c.end].strip() for c in first.cells}
    for column, head in heads.items():
        values = [row.text[c.start : c.end].strip() for row in below for c in row.cells if c.column == column]
        if len(values) >= _LEAST and _begins(_words().quantities, head) and all(_PLAIN.fullmatch(v) for v in values):
            return heads, below
    return {}, rows


def _quantity(value: str, head: str) -> str:
    """ "40" under "Deltagare per år" is "40 deltagare per år"; "3 100" under "Städyta (m2)" is "3 100 m2"."""
    if re.search(r"[^\W\d]", value):
        return value
    unit = re.search(r"\((?P<unit>[^)]{1,12})\)", head)
    if unit:
        return f"{value} {unit['unit']}"
    head = re.sub(r"^.*\b(?:i )?(?=(?:m2|m²|kvm|ton|kg|liter|timmar)\b)", "", head, flags=re.I)
    words = re.sub(
        r"^(?:uppskatta[dt]e?|beräkna[dt]e?|antal|minst|högst)\s+", "", head.split(",")[0].strip(), flags=re.I
    )
    return f"{value} {words[:1].lower()}{words[1:]}".strip()


# --- enumerations -----------------------------------------------------------------------------------------------------


def _lists(part: Part, number: int) -> Iterator[list[SeparablePart]]:
    words = _words()
    blocks = part.document.blocks
    for sentence in part.analysis.sentences:
        block = blocks[sentence.block]
        if block.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM) or sentence.column is not None:
            continue
        dels = _DELS.search(sentence.text)
        if dels:
            yield [_part("service", sentence, number, *dels.span(g)) for g in ("one", "two")]
            continue
        if words.papers.search(sentence.text):
            continue  # the parts of the documents, not of what is bought
        openings = [(m, k) for k in words.kinds for m in k.lists.finditer(sentence.text)]
        for opening, kind in sorted(openings, key=lambda o: -o[0].end()):  # the last one is the most specific
            listed = list(_enumerated(kind.name, sentence, number, opening.end()))
            if not listed:
                listed = list(_items_below(kind.name, part, block, sentence, number))
            if words.open.search(opening.group()) and sum(bool(p.field) for p in listed) < _KNOWN_SHARE:
                continue
            if len(listed) >= _LEAST:
                yield listed
                break


def _enumerated(kind: str, sentence: Sentence, number: int, start: int) -> Iterator[SeparablePart]:
    """The items of "följande orter: A, B och C" behind the opening words."""
    text = sentence.text
    while start < len(text) and text[start] in " :–-":
        start += 1
    stop = _STOP.search(text, start)
    end = stop.start() if stop else len(text)
    pieces: list[tuple[int, int]] = []
    at = start
    for match in _ITEM.finditer(text, start, end):
        pieces.append((at, match.start()))
        at = match.end()
    pieces.append((at, end))
    if len(pieces) < _LEAST or (len(pieces) == _LEAST and not re.search(r"följande", text[:start], re.I)):
        return
    for a, b in pieces:
        words = text[a:b].split()
        if words and len(words) <= _MOST_WORDS and not _begins(_words().phase, text[a:b]):
            lead = len(text[a:b]) - len(text[a:b].lstrip())
            yield _part(kind, sentence, number, a + lead, b)


def _items_below(kind: str, part: Part, block: Block, sentence: Sentence, number: int) -> Iterator[SeparablePart]:
    """The list that a sentence with a colon opens."""
    if not sentence.text.rstrip().endswith(":"):
        return
    for item in part.document.blocks[block.index + 1 :]:
        if item.lead_in != block.index or item.kind is not BlockKind.LIST_ITEM:
            return
        name = re.split(r"[.;:,(–]", item.text, maxsplit=1)[0].strip()
        if name and len(name.split()) <= _MOST_WORDS and not _begins(_words().phase, name):
            yield SeparablePart(kind, name, "", number, item.start, item.start + len(name), 0, _field(name))


def _part(kind: str, sentence: Sentence, number: int, start: int, end: int) -> SeparablePart:
    text = sentence.text[start:end]
    article = _ARTICLE.match(text)
    if article:
        start += article.end()
    name = sentence.text[start:end].strip()
    where = sentence.start + start
    return SeparablePart(kind, name, "", number, where, where + len(name), 0, _field(name))


def _field(name: str) -> str:
    hits = fields_in(name)
    return hits[0][0].name if hits else ""


def _grouped(parts: Sequence[SeparablePart], group: int) -> Iterator[SeparablePart]:
    for p in parts:
        yield SeparablePart(p.kind, p.name, p.quantity, p.document, p.start, p.end, group, p.field)


def _once(parts: Sequence[SeparablePart]) -> tuple[SeparablePart, ...]:
    """Each name once a kind: the statement with a quantity, else the first."""
    best: dict[tuple[str, str], SeparablePart] = {}
    for p in parts:
        key = (p.kind, p.name.lower())
        if key not in best or (p.quantity and not best[key].quantity):
            best[key] = p
    return tuple(sorted(best.values(), key=lambda p: (p.document, p.start, p.end)))
