"""The list of requirements as a bidder wants it: text, JSON, CSV and (in `requirements_xlsx`) Excel."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import upplint
from upplint.documents.model import Document, Gap
from upplint.errors import UpplintError
from upplint.reports.json import gap_data, requirement_data
from upplint.requirements.model import Force, On, Requirement, Stage

#: Raised in its first number when a field is renamed or removed, in its second when one is added.
SCHEMA_VERSION = "1.1"
FORMATS = ("text", "json", "csv", "xlsx")

FORCE = {Force.MUST: "ska", Force.SHOULD: "bör", Force.MAY: "får"}
ON = {
    On.TENDERER: "anbudsgivaren",
    On.SUPPLIER: "leverantören",
    On.AUTHORITY: "myndigheten",
    On.NOBODY: "information",
}
STAGE = {
    Stage.EXCLUSION: "uteslutning",
    Stage.QUALIFICATION: "kvalificering",
    Stage.SPECIFICATION: "kravspecifikation",
    Stage.AWARD: "tilldelning",
    Stage.CONTRACT: "avtal",
    Stage.FORMALITY: "anbudets form",
}
WHEN = {
    "tender": "med anbudet",
    "request": "på begäran",
    "before_contract": "före avtalet",
    "start": "vid avtalsstart",
    "": "",
}
BY = {"tenderer": "", "winner": "den som tilldelas", "relied_on": "åberopat företag"}
TOPIC = {
    "turnover": "omsättning",
    "credit": "ekonomisk ställning",
    "accounts": "årsredovisning",
    "guarantee": "säkerhet",
    "insurance": "försäkring",
    "registration": "registrering",
    "legal_form": "juridisk form",
    "reference": "referenser",
    "experience": "erfarenhet",
    "education": "utbildning",
    "staffing": "bemanning",
    "language": "språk",
    "availability": "tillgänglighet",
    "response_time": "inställelse- och svarstid",
    "certificate": "certifikat",
    "label": "märkning",
    "permit": "tillstånd",
    "membership": "medlemskap",
    "brand": "fabrikat",
    "standard": "standard",
    "method": "utförande",
    "capacity": "kapacitet",
    "volume": "volym",
    "geography": "plats",
    "subcontracting": "underleverantörer",
    "group": "gemensamt anbud",
    "reliance": "åberopad kapacitet",
    "evaluation": "utvärdering",
    "price": "pris",
    "penalty": "vite",
    "liability": "ansvar",
    "payment": "betalning",
    "term": "avtalstid",
    "termination": "avslut",
    "labour_terms": "arbetsvillkor",
    "employment": "sysselsättning",
    "environment": "miljö",
    "security": "säkerhet och sekretess",
    "reporting": "rapportering",
    "documentation": "dokumentation",
    "form": "form",
    "exclusion": "uteslutning",
    "quality": "kvalitet",
    "personal_data": "personuppgifter",
    "other": "övrigt",
}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WIDTH = 100
_RESERVED = re.compile(r"[\x00-\x1f%#?]")  # what would end or bend a link; letters and blanks stay readable


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the list.

    Attributes:
        key: name in `row_of`. title: Swedish heading. width: in Excel characters.
    """

    key: str
    title: str
    width: int


COLUMNS = (
    Column("number", "Nr", 7),
    Column("file", "Fil", 24),
    Column("section", "Avsnitt", 11),
    Column("page", "Sida", 6),
    Column("text", "Krav", 70),
    Column("force", "Ska/bör", 9),
    Column("on", "Gäller", 15),
    Column("topic", "Ämne", 18),
    Column("stage", "Prövas", 17),
    Column("evidence", "Bevis", 36),
    Column("when", "När", 17),
    Column("softened", "Undantag och alternativ", 36),
    Column("points", "Vikt", 8),
    Column("answer", "Eget svar", 40),
    Column("link", "Länk till stället", 26),
)


def render_requirements(
    requirements: Sequence[Requirement],
    documents: Sequence[Document],
    format: str,
    *,
    gaps: Sequence[Gap] = (),
    folder: Path | None = None,
    width: int = _WIDTH,
) -> str | bytes:
    """The requirement list in one of the formats.

    Args:
        requirements: in the order they are to be listed.
        documents: those that the requirements come from.
        format: `text`, `json`, `csv` (semicolons and byte order mark, as Swedish Excel wants it) or `xlsx`.
        gaps: files that were not read; gaps inside documents are in the documents. Only JSON has a place for them.
        folder: where the list is to lie, for links that open from there; None for the folder that upplint runs in.
        width: characters a line of text, at least 40.

    Returns:
        Text, or the bytes of a workbook. Nothing is cut; the same list gives the same bytes.

    Raises:
        UpplintError: (U303) an unknown format.
    """
    by_file = {d.file: d for d in documents}
    if format == "text":
        return _text(requirements, by_file, min(max(width, 40), _WIDTH))
    if format == "json":
        return _json(requirements, documents, gaps)
    if format == "csv":
        return _csv(requirements, by_file, folder)
    if format == "xlsx":
        from upplint.reports.requirements_xlsx import workbook

        return workbook(requirements, by_file, folder)
    raise UpplintError("U303", f"Formatet {format} finns inte. Välj text, json, csv eller xlsx.")


def row_of(requirement: Requirement, documents: Mapping[str, Document], folder: Path | None = None) -> dict[str, str]:
    """The cells of a requirement by column key, as text. `folder`: where the list is to lie."""
    document = documents.get(requirement.file)
    evidence = [e for e in requirement.evidence if e.text]
    points = requirement.points
    return {
        "number": requirement.id.removeprefix("k"),
        "file": requirement.file,
        "section": requirement.section,
        "page": "" if requirement.page is None else str(requirement.page),
        "text": requirement.full_text,
        "force": FORCE[requirement.force],
        "on": ON[requirement.on],
        "topic": TOPIC.get(requirement.topic, requirement.topic),
        "stage": STAGE[requirement.stage],
        "evidence": "; ".join(dict.fromkeys(e.text for e in evidence)),
        "when": "; ".join(dict.fromkeys(w for e in evidence if (w := _when(e.when, e.by)))),
        "softened": "; ".join(_softened(requirement, document)),
        "points": "" if points is None else f"{points.normalize():f}".replace(".", ","),
        "answer": "",
        "link": link_to(requirement, document, folder),
    }


def link_to(requirement: Requirement, document: Document | None, folder: Path | None = None) -> str:
    """Where the place can be opened: the file, with the page for PDF.

    Args:
        folder: where the list is to lie. Excel opens a relative link from there, not from where upplint ran.
    """
    target = document.path if document is not None and document.path else requirement.file
    if folder is not None and not Path(target).is_absolute():
        try:
            target = os.path.relpath(target, folder)
        except ValueError:  # another drive
            target = str(Path(target).absolute())
    path = _RESERVED.sub(lambda m: f"%{ord(m[0]):02X}", target.replace("\\", "/"))
    path = re.sub(r"[\ud800-\udfff]", lambda m: f"%{os.fsencode(m[0])[0]:02X}", path)  # a name that is not UTF-8
    return f"{path}#page={requirement.page}" if requirement.page and target.lower().endswith(".pdf") else path


def _when(when: str, by: str) -> str:
    return ", ".join(x for x in (WHEN.get(when, when), BY.get(by, "")) if x)


def _softened(requirement: Requirement, document: Document | None) -> list[str]:
    if document is None:
        return []
    kinds = ("alternative", "equivalent", "exception", "reliance", "timing")
    cues = [document.text[link.start : link.end].strip(" (/") for link in requirement.links if link.kind in kinds]
    return list(dict.fromkeys(c for c in cues if c))


def _text(requirements: Sequence[Requirement], documents: Mapping[str, Document], width: int) -> str:
    lines = [f"{len(requirements)} krav: {_summary(requirements)}"] if requirements else ["Inga krav hittades."]
    for file, listed in groupby(requirements, key=lambda r: r.file):
        lines += ["", file, "=" * min(len(file), width)]
        for section, items in groupby(listed, key=lambda r: r.section):
            lines += ["", f"Avsnitt {section}" if section[:1].isdigit() else section or "Före första rubriken"]
            for requirement in items:
                lines += _entry(row_of(requirement, documents), width)
    return "\n".join(lines) + "\n"


def _summary(requirements: Iterable[Requirement]) -> str:
    counts: dict[str, int] = {}
    for requirement in requirements:
        counts[FORCE[requirement.force]] = counts.get(FORCE[requirement.force], 0) + 1
    return ", ".join(f"{n} {name}" for name, n in sorted(counts.items(), key=lambda kv: -kv[1]))


def _entry(row: Mapping[str, str], width: int) -> list[str]:
    number = f"{row['number']:>4}  "
    indent = " " * len(number)

    def wrapped(text: str, first: str) -> list[str]:
        return textwrap.wrap(
            text, width, initial_indent=first, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
        ) or [first.rstrip()]

    page = f"s. {row['page']} · " if row["page"] else ""
    out = wrapped(row["text"], number)
    out += wrapped(f"[{page}{row['force']} · {row['on']} · {row['topic']}]", indent)
    for title, key in (("Bevis", "evidence"), ("När", "when"), ("Undantag och alternativ", "softened")):
        if row[key]:
            out += wrapped(f"{title}: {row[key]}", indent)
    return out


def _json(requirements: Sequence[Requirement], documents: Sequence[Document], gaps: Sequence[Gap]) -> str:
    data: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "upplint": upplint.__version__,
        "documents": [
            {"file": d.file, "pages": d.pages, "words": d.words, "gaps": [gap_data(g) for g in d.gaps]}
            for d in documents
        ],
        "gaps": [gap_data(g) for g in gaps],
        "requirements": [requirement_data(r) for r in requirements],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _csv(requirements: Sequence[Requirement], documents: Mapping[str, Document], folder: Path | None) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([c.title for c in COLUMNS])
    for requirement in requirements:
        row = row_of(requirement, documents, folder)
        writer.writerow([harmless(row[c.key]) for c in COLUMNS])
    return "\ufeff" + out.getvalue()


def harmless(text: str) -> str:
    """Text that no spreadsheet reads as a formula: an apostrophe goes before =, +, -, @ and control characters."""
    text = "".join(c for c in text if c in "\n\t" or ord(c) >= 32)
    return f"'{text}" if text.startswith(_FORMULA) else text
