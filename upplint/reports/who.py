"""Who can meet the requirements, as text, JSON and a page of HTML."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import upplint
from upplint.advice.who_model import Cell, Change, Kind, Row, Status, WhoTable
from upplint.reports.places import document_names, where
from upplint.reports.who_words import SIGN, STATUS, WORDS

FORMATS = ("text", "json", "html")
#: Raised in its first number when a field is renamed or removed, in its second when one is added.
SCHEMA_VERSION = "1.0"
#: A tender's name and its table; None for a tender that asks nothing of a supplier.
Named = tuple[str, WhoTable | None]

_QUOTED = 160
_NARROWEST = 40
_LEAST_NAME = 24  # columns for the name of a requirement


def render_who(tables: Sequence[Named], format: str = "text", *, language: str = "sv", width: int = 80) -> str:
    """The tables of some tenders.

    Args:
        tables: name and table of each tender.
        format: `text`, `json` or `html`.
        language: `sv` or `en`.
        width: columns of the text, at least 40.
    """
    if format == "json":
        data = {
            "schema_version": SCHEMA_VERSION,
            "upplint": upplint.__version__,
            "language": language,
            "tenders": [{"name": name, "who": who_data(table, language)} for name, table in tables],
        }
        return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    if format == "html":
        return _html(tables, language)
    return "\n".join("\n".join(_text(name, table, language, max(width, _NARROWEST))) + "\n" for name, table in tables)


def who_data(table: WhoTable | None, language: str) -> dict[str, Any] | None:
    """The table as plain values, ready for `json.dumps`; None for a tender that asks nothing of a supplier."""
    if table is None:
        return None
    return {
        "kinds": [
            {
                "id": kind.id,
                "name": kind.name.of(language),
                "about": kind.about.of(language),
                "status": table.overall[kind.id].value,
                "smallest_change": list(table.smallest.get(kind.id, ())),
                "change_alone": list(table.alone.get(kind.id, ())),
            }
            for kind in table.kinds
        ],
        "rows": [_row_data(row, language) for row in table.rows],
        "changes": [
            {"rows": list(c.rows), "lets_in": list(c.lets_in), "with_partner": list(c.with_partner)}
            for c in table.changes
        ],
        "tried": table.tried,
        "call_off": table.call_off,
        "note": table.note.of(language),
    }


def _row_data(row: Row, language: str) -> dict[str, Any]:
    requirement = row.requirement
    return {
        "id": row.id,
        "name": row.name.of(language),
        "asks": row.ask.of(language),
        "change": row.change.of(language),
        "requirement": requirement.id,
        "also": [r.id for r in row.also],
        "file": requirement.file,
        "page": requirement.page,
        "section": requirement.section,
        "start": requirement.start,
        "end": requirement.end,
        "text": requirement.full_text,
        "cells": [
            {"kind": c.kind, "status": c.status.value, "because": c.reason(language), "assumed": c.assumed}
            for c in row.cells
        ],
    }


def kinds_in_words(kinds: Sequence[Kind], language: str, partner: Sequence[str] = ()) -> str:
    """Names in a list: `enmansföretag, mikroföretag (med en partner) och stiftelser`."""
    words = WORDS[language]
    every = len(kinds) > 1 and all(k.id in partner for k in kinds)
    names = [
        _small(k.name.of(language)) + (words["partner_note"] if k.id in partner and not every else "") for k in kinds
    ]
    note = words["partner_both" if len(kinds) == 2 else "partner_all"] if every else ""
    return joined(names, language) + note


def joined(items: Sequence[str], language: str) -> str:
    """A list in words: `1, 2 och 3`."""
    *first, last = items
    return f"{', '.join(first)} {WORDS[language]['and']} {last}" if first else last


def _small(name: str) -> str:
    return name[:1].lower() + name[1:]


# -- text ------------------------------------------------------------------------------------------------------------


def _text(name: str, table: WhoTable | None, language: str, width: int) -> Iterator[str]:
    words = WORDS[language]
    yield f"{words['title']} {name}"
    yield ""
    if table is None:
        yield words["silent"]
        return
    yield from _wrapped(opening(table, language), width)
    if not table.rows:
        yield from _wrapped(table.note.of(language), width)
        return
    yield ""
    yield from _grid(table, language, width)
    if table.changes or table.alone:
        yield ""
        yield words["changes"]
        for line in change_lines(table, language):
            yield from _wrapped(line, width, "  ")
    yield ""
    yield words["reasons"]
    named = document_names([row.requirement.file for row in table.rows])
    for number, row in enumerate(table.rows, 1):
        yield ""
        yield from _row_text(number, row, language, width, named)
    yield ""
    for line in closing(table, language):
        yield from _wrapped(line, width)


def opening(table: WhoTable, language: str) -> str:
    """What the table says in a sentence or two."""
    words = WORDS[language]
    if not table.rows:
        key = "all_can" if table.tried else "nothing"
    else:
        key = "counted" if len(table.rows) > 1 else "counted_one"
    text = words[key].format(rows=len(table.rows), n=len(table.kinds), tried=table.tried)
    return f"{words['call_off']} {text}" if table.call_off else text


def closing(table: WhoTable, language: str) -> Iterator[str]:
    """How the table is to be read."""
    yield table.note.of(language)
    if table.assumed:
        yield WORDS[language]["assumed"]


def change_lines(table: WhoTable, language: str) -> Iterator[str]:
    """The sets that let most in, then the smallest set of each archetype."""
    words = WORDS[language]
    for change in table.changes:
        yield change_in_words(table, change, language)
        for row_id in change.rows:
            yield f"- {table.row(row_id).change.of(language)} ({words['number'].format(n=_number(table, row_id))})"
    if table.alone:
        yield f"{words['each']}:"
        for kind in table.kinds:
            if kind.id in table.alone:
                yield f"- {kind.name.of(language)}: {each_in_words(table, kind.id, language)}."
        yield words["unclear_left"]


def change_in_words(table: WhoTable, change: Change, language: str) -> str:
    """Who comes in by a change: `Ändra 2 krav, så kan fler lämna anbud: mikroföretag.`"""
    who = kinds_in_words([k for k in table.kinds if k.id in change.lets_in], language, change.with_partner)
    key = "change" if len(change.rows) > 1 else "change_one"
    return WORDS[language][key].format(n=len(change.rows), who=who)


def each_in_words(table: WhoTable, kind: str, language: str) -> str:
    """The smallest changes for an archetype, by the numbers of the rows."""
    words = WORDS[language]
    alone = table.alone[kind]
    smallest = table.smallest.get(kind, ())
    parts = []
    if not smallest:
        parts.append(words["can_with_partner"])
    elif set(smallest) != set(alone):
        parts.append(words["with_partner"].format(rows=_numbers(table, smallest, language)))
    parts.append(words["alone"].format(rows=_numbers(table, alone, language)))
    return "; ".join(parts)


def _numbers(table: WhoTable, rows: Sequence[str], language: str) -> str:
    numbers = joined([str(_number(table, row)) for row in rows], language)
    return WORDS[language]["those_one" if len(rows) == 1 else "those"].format(n=numbers)


def _number(table: WhoTable, row_id: str) -> int:
    return [row.id for row in table.rows].index(row_id) + 1


def _grid(table: WhoTable, language: str, width: int) -> Iterator[str]:
    """The table; where the columns leave too little room for the names of the requirements, in two halves."""
    heads = [kind.short.of(language) for kind in table.kinds]
    columns = [max(len(head), 4) for head in heads]
    wide = min(width, 100) - sum(columns) - len(columns) >= _LEAST_NAME
    half = (len(heads) + 1) // 2
    for chosen in [range(len(heads))] if wide else [range(half), range(half, len(heads))]:
        yield from _grid_of(table, language, min(width, 100), chosen)
        yield ""
    yield from _wrapped(WORDS[language]["legend"], width)
    yield from _wrapped(
        ", ".join(f"{k.short.of(language)} = {_small(k.name.of(language))}" for k in table.kinds) + ".", width
    )


def _grid_of(table: WhoTable, language: str, width: int, chosen: range) -> Iterator[str]:
    words, signs = WORDS[language], SIGN[language]
    kinds = [table.kinds[i] for i in chosen]
    columns = [max(len(kind.short.of(language)), 4) for kind in kinds]
    first = width - sum(columns) - len(columns)
    line = " ".join(k.short.of(language).ljust(c) for k, c in zip(kinds, columns, strict=True))
    yield f"{words['requirement'].ljust(first)} {line}".rstrip()
    yield "─" * (first + 1 + len(line))
    for number, row in enumerate(table.rows, 1):
        label = textwrap.shorten(f"{number:>2} {row.name.of(language)}", first, placeholder="…")
        label = f" {label}" if number < 10 and not label.startswith(" ") else label
        cells = " ".join(signs[row.cells[i].status].ljust(n) for i, n in zip(chosen, columns, strict=True))
        yield f"{label[:first].ljust(first)} {cells}".rstrip()
    yield "─" * (first + 1 + len(line))
    cells = " ".join(signs[table.overall[k.id]].ljust(n) for k, n in zip(kinds, columns, strict=True))
    yield f"{words['overall'].ljust(first)} {cells}".rstrip()


def _row_text(number: int, row: Row, language: str, width: int, named: Callable[[str], str]) -> Iterator[str]:
    yield from _wrapped(f"{number} {heading(row, language)}", width)
    requirement = row.requirement
    place = ", ".join(p for p in (named(requirement.file), where(requirement, language)) if p)
    others = [spot for r in row.also if (spot := where(r, language)) and spot != where(requirement, language)]
    if others:
        place += f" ({WORDS[language]['also']} {'; '.join(dict.fromkeys(others))})"
    yield from _wrapped(place, width, "  ")
    quoted = textwrap.shorten(requirement.full_text, _QUOTED, placeholder=" …")
    yield from _wrapped(f"”{quoted}”", width, "  ")
    for status, text in grouped_reasons(row, language):
        yield from _wrapped(f"{STATUS[language][status].capitalize()}: {text}", width, "  ")


def heading(row: Row, language: str) -> str:
    """What the requirement is about, with its number where it states one."""
    ask = row.ask.of(language)
    return f"{row.name.of(language)}: {ask}" if any(c.isdigit() for c in ask) else row.name.of(language)


def grouped_reasons(row: Row, language: str) -> Iterator[tuple[Status, str]]:
    """The reasons of a row, those of a status together, the heaviest first; what is alike is said once."""
    for status in (Status.CANNOT, Status.PARTNER, Status.UNCLEAR):
        by_further: dict[str, list[Cell]] = {}
        for cell in row.cells:
            if cell.status is status:
                by_further.setdefault(cell.further.of(language) if cell.further else "", []).append(cell)
        for further, cells in by_further.items():
            yield status, " ".join([*_said(cells, language), further]).strip()


def _said(cells: Sequence[Cell], language: str) -> Iterator[str]:
    """The reasons of some cells; archetypes with the same reason are named together."""
    names: dict[tuple[str, bool], list[str]] = {}
    for cell in cells:
        names.setdefault((cell.because.of(language), cell.assumed), []).append(cell.name.of(language))
    for (because, assumed), who in names.items():
        together = joined([who[0], *(_small(name) for name in who[1:])], language)
        yield because.replace("{name}", together) + (" *" if assumed else "")


def _wrapped(text: str, width: int, indent: str = "") -> list[str]:
    hang = indent + ("  " if text.startswith("- ") else "")
    return textwrap.wrap(
        text,
        min(width, 100),
        initial_indent=indent,
        subsequent_indent=hang,
        break_on_hyphens=False,
    )


# -- HTML ------------------------------------------------------------------------------------------------------------


def _html(tables: Sequence[Named], language: str) -> str:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("who.html.j2").render(
        tables=tables,
        language=language,
        words=WORDS[language],
        status=STATUS[language],
        opening=opening,
        closing=closing,
        change_in_words=change_in_words,
        each_in_words=each_in_words,
        reasons=grouped_reasons,
        heading=heading,
        where=where,
    )
