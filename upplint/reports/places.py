"""What several formats say of a finding: its place in words, its boxes, its rule."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePosixPath

from upplint.documents.model import Box
from upplint.engine.model import Finding, Place, Report
from upplint.reports.labels import WORDS
from upplint.requirements.model import Requirement
from upplint.tender.law import format_citation

_NUMBER = re.compile(r"[\d.]+$")


def is_number(section: str) -> bool:
    """Is the section named by its number?"""
    return bool(_NUMBER.match(section))


def where(place: Place | Requirement, language: str) -> str:
    """Section and page in words, for example `avsnitt 3.2, s. 4`; empty where neither is known."""
    words = WORDS[language]
    pieces = []
    if place.section:
        pieces.append(f"{words['section']} {place.section}" if is_number(place.section) else f"”{place.section}”")
    if place.page:
        pieces.append(f"{words['p']} {place.page}")
    return ", ".join(pieces)


def short_names(report: Report) -> Callable[[str], str]:
    """What to call a document in a report that people read: its name, with its folders only where two share a name.

    The function that is returned gives files that are no documents of the report back as they are.
    """
    return document_names([part.document.file for tender in report.tenders for part in tender.parts])


def document_names(documents: Sequence[str]) -> Callable[[str], str]:
    """As `short_names`, for the paths of some documents."""
    files = list(dict.fromkeys(documents))
    shared = Counter(PurePosixPath(f).name.casefold() for f in files)
    common = posixpath.commonpath([PurePosixPath(f).parent.as_posix() for f in files]) if _comparable(files) else ""
    names = {}
    for file in files:
        path = PurePosixPath(file)
        alone = shared[path.name.casefold()] == 1
        names[file] = path.name if alone else path.relative_to(common).as_posix() if common else file
    return lambda file: names.get(file, file)


def _comparable(files: Sequence[str]) -> bool:
    """Have the paths a common beginning that can be asked for: all absolute, or none?"""
    return len({PurePosixPath(f).is_absolute() for f in files}) == 1


def law_text(finding: Finding) -> str:
    """The paragraphs that apply, with the note where the regime is open."""
    if "§" in finding.law_note:
        return finding.law_note
    law = ", ".join(format_citation(key) for key in finding.law)
    return f"{law}. {finding.law_note}".strip() if law else finding.law_note


def full_message(finding: Finding, language: str) -> str:
    """Message, advice and law as running text, for formats that have room for one text only."""
    words = WORDS[language]
    lines = [finding.message, f"{words['advice']}: {finding.advice}"]
    if finding.rewrite:
        lines.append(f"{words['rewrite']}: {finding.rewrite}")
    if law := law_text(finding):
        lines.append(f"{words['law']}: {law}")
    return "\n".join(line for line in lines if line)


def boxes(report: Report, place: Place) -> Iterator[tuple[int, Box]]:
    """Pages and boxes of the lines that a place covers; nothing where the format has none."""
    document = report.tenders[place.tender].parts[place.document].document
    if not document.blocks:
        return
    block = document.block_at(place.start)
    for _, _, origin in block.origins(place.start - block.start, place.end - block.start):
        if origin.page is not None and origin.box is not None:
            yield origin.page, origin.box


def by_document(report: Report) -> Iterator[tuple[str, list[Finding]]]:
    """Each document read, in order, with its findings."""
    for i, tender in enumerate(report.tenders):
        for j, part in enumerate(tender.parts):
            found = [f for f in report.findings if (f.place.tender, f.place.document) == (i, j)]
            yield part.document.file, found
