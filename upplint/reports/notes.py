"""What a comment in a copy of a document says: the same words for Word comments and for notes in a PDF."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from upplint.documents.model import OWN_AUTHOR
from upplint.engine.model import Finding, Level, Place, Report
from upplint.reports.labels import LEVEL, WORDS
from upplint.reports.places import law_text, where

#: Whose comments these are: a second run takes away what this author wrote.
AUTHOR, INITIALS = OWN_AUTHOR, "up"

_WHY = 220  # characters
_LISTED = 5  # other places named in words
_MARKED = 10  # other places of one finding that get a short comment of their own
_LINES = re.compile(r"\s*[\r\n\t]+\s*")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])")

_TEXT: Mapping[str, Mapping[str, str]] = {
    "sv": {
        "same": "Samma sak som i {where}, se kommentaren där.",
        "same_here": "Samma sak som i kommentaren vid ”{excerpt}”.",
        "unmarked": "Ytterligare {n} ställen har ingen egen kommentar.",
        "unmarked_one": "Ytterligare {n} ställe har ingen egen kommentar.",
        "header": "Gäller sidhuvudet: ”{excerpt}”. Word kan inte visa kommentarer där.",
        "footer": "Gäller sidfoten: ”{excerpt}”. Word kan inte visa kommentarer där.",
        "note": "Gäller noten: ”{excerpt}”. Word kan inte visa kommentarer där.",
        "box": "Gäller textrutan: ”{excerpt}”. Kommentaren står vid rutan.",
        "elsewhere": "Gäller ”{excerpt}”. Kommentaren står så nära det går.",
    },
    "en": {
        "same": "The same as in {where}, see the comment there.",
        "same_here": "The same as in the comment at “{excerpt}”.",
        "unmarked": "{n} more places have no comment of their own.",
        "unmarked_one": "{n} more place has no comment of its own.",
        "header": "About the running header: “{excerpt}”. Word cannot show comments there.",
        "footer": "About the running footer: “{excerpt}”. Word cannot show comments there.",
        "note": "About the note: “{excerpt}”. Word cannot show comments there.",
        "box": "About the text box: “{excerpt}”. The comment stands beside the box.",
        "elsewhere": "About “{excerpt}”. The comment stands as near as it can.",
    },
}


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of a comment: a label (may be empty) and what stands behind it."""

    label: str
    text: str

    def __str__(self) -> str:
        return f"{self.label}: {self.text}" if self.label else self.text


@dataclass(frozen=True, slots=True)
class Note:
    """A comment on one place.

    Attributes:
        place: what it stands at.
        level: of the finding.
        title: first line.
        lines: the rest, in order.
        finding: what it says.
        main: it stands at the finding's clearest place.
    """

    place: Place
    level: Level
    title: str
    lines: tuple[Line, ...]
    finding: Finding
    main: bool = True

    @property
    def text(self) -> str:
        """All of it, one paragraph a line."""
        return "\n".join((self.title, *(str(line) for line in self.lines)))


def notes_by_document(report: Report) -> dict[tuple[int, int], list[Note]]:
    """The comments of each document, by the indices of its tender and part, in the order of the text.

    A finding gets a full comment at its clearest place, and a short one at up to ten of its other places in each
    document.
    """
    out: dict[tuple[int, int], list[Note]] = {}
    for finding in report.findings:
        for note in _notes(finding, report.language):
            out.setdefault((note.place.tender, note.place.document), []).append(note)
    for notes in out.values():
        notes.sort(key=lambda n: (n.place.start, n.place.end))
    return out


def moved_line(kind: str, excerpt: str, language: str) -> Line:
    """Said where the comment stands beside its words; `kind`: `header`, `footer`, `note`, `box` or `elsewhere`."""
    return Line("", _TEXT[language][kind].format(excerpt=_short(" ".join(excerpt.split()), 120)))


def _notes(finding: Finding, language: str) -> Iterator[Note]:
    title = f"{LEVEL[language][finding.level].capitalize()}: {finding.title} ({finding.rule})"
    per_document: dict[tuple[int, int], int] = {}
    shown: list[Place] = []
    for place in finding.also:
        key = (place.tender, place.document)
        per_document[key] = per_document.get(key, 0) + 1
        if per_document[key] <= _MARKED:
            shown.append(place)
    lines = tuple(_lines(finding, language, len(finding.also) - len(shown)))
    yield Note(finding.place, finding.level, title, lines, finding)
    for place in shown:
        yield Note(place, finding.level, title, (_same(finding, place, language),), finding, main=False)


def _lines(finding: Finding, language: str, unmarked: int) -> Iterator[Line]:
    words = WORDS[language]
    if finding.message:
        yield Line("", _LINES.sub(" ", finding.message))
    if finding.why:
        yield Line(words["why"], _short_why(finding.why))
    if law := law_text(finding):
        yield Line(words["law"], law)
    if finding.advice:
        yield Line(words["advice"], _LINES.sub(" ", finding.advice))
    if finding.rewrite:
        first, *rest = [part.strip() for part in finding.rewrite.splitlines() if part.strip()]
        yield Line(words["rewrite"], first)
        yield from (Line("", part) for part in rest)
    if finding.also:
        spots = [_spot(place, finding, language) for place in finding.also[:_LISTED]]
        more = len(finding.also) - len(spots)
        rest_of = f" {words['more'].format(n=more)}" if more else ""
        yield Line(words["also"], "; ".join(spots) + rest_of)
    if unmarked:
        yield Line("", _TEXT[language]["unmarked_one" if unmarked == 1 else "unmarked"].format(n=unmarked))


def _spot(place: Place, finding: Finding, language: str) -> str:
    name = "" if _same_file(place, finding.place) else place.file.rpartition("/")[2]
    spot = ", ".join(filter(None, (name, where(place, language))))
    excerpt = f"”{_short(place.excerpt, 60)}”" if place.excerpt else ""
    return f"{spot} ({excerpt})" if spot and excerpt else spot or excerpt


def _same(finding: Finding, place: Place, language: str) -> Line:
    text, spot = _TEXT[language], where(finding.place, language)
    if not _same_file(place, finding.place):
        spot = ", ".join(filter(None, (finding.place.file.rpartition("/")[2], spot)))
    elif not spot or spot == where(place, language):
        return Line("", text["same_here"].format(excerpt=_short(finding.place.excerpt, 60)))
    return Line("", text["same"].format(where=spot))


def _same_file(one: Place, other: Place) -> bool:
    return (one.tender, one.document) == (other.tender, other.document)


def _short_why(why: str) -> str:
    """The first sentences that fit."""
    first, *rest = _SENTENCE.split(" ".join(why.split()))
    out = first
    for sentence in rest:
        if len(out) + len(sentence) >= _WHY:
            break
        out = f"{out} {sentence}"
    return out


def _short(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1].rstrip()}…"
