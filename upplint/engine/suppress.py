"""Findings that somebody has looked at and approved, with a reason: in the document or in the settings.

In a Word comment or PDF note: `upplint: ok REF001 - kortare referens är prövad`. It holds for findings of that rule
whose words the comment covers, or that stand in the same paragraph. A PDF note is tied to a place on its page, not to
words: it holds for the paragraphs that it touches, or for the nearest one. The reason is mandatory.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from upplint.documents.model import Annotation, Box, Document
from upplint.documents.names import meant
from upplint.engine.model import Confidence, Finding, Level, Place, Report
from upplint.errors import ConfigError

if TYPE_CHECKING:
    from upplint.engine.ruleset import RuleSet

_NOTE = re.compile(
    r"upplint\s*:\s*(?:ok|godkänd)\s+(?P<rules>[A-Z]{3}\d{3}\b(?:\s*,\s*[A-Z]{3}\d{3}\b)*)\s*(?:[-–—:]\s*(?P<reason>.*))?",
    re.I | re.S,
)
#: A comment that is meant to approve something: the word and the colon, or the word and what looks like a rule's id.
_MEANT = re.compile(
    r"\bupplint\s*(?:[:;]\s*(?:ok|okej|okay|godkän(?:d|t|n|ns))\b|[,.–—-]?\s*(?:ok|okej|okay|godkän(?:d|t|n|ns))[\s:]+"
    r"(?:[A-Z]{2,4}-?\d{1,4})\b)",
    re.I,
)
_NUMBER = re.compile(r"(?:avsnitt |kapitel )?(\S*\d\S*?)[.:)]?(?: (.*))?")
_ID = re.compile(r"\b([A-ZÅÄÖ]{2,4})[ -]?(\d{1,4})\b", re.I)


@dataclass(frozen=True, slots=True)
class Suppression:
    """An approval.

    Attributes:
        rules: ids that it holds for.
        reason: why; never empty.
        file: file or glob pattern it holds in (settings), empty for all.
        section: number or heading of the section, empty for all.
        tender, document, start, end: what a note in a document covers; None for settings.
    """

    rules: tuple[str, ...]
    reason: str
    file: str = ""
    section: str = ""
    tender: int | None = None
    document: int | None = None
    start: int | None = None
    end: int | None = None

    def covers(self, rule: str, place: Place) -> bool:
        """Does the approval hold for a rule's finding at a place?"""
        if rule not in self.rules:
            return False
        if self.document is not None:
            same = (place.tender, place.document) == (self.tender, self.document)
            if self.start is None or self.end is None:
                return same
            # A finding on something that is missing has no words: it counts as its first character.
            return same and place.start < self.end and self.start < max(place.end, place.start + 1)
        if self.file and not meant(place.file, self.file):
            return False
        return not self.section or _stands_in(place, self.section)


def _stands_in(place: Place, section: str) -> bool:
    """Does a place stand in a section that is named by its number, its heading, or both ("3 Krav på personal")?

    A section holds those below it. Letter case and white space are nothing.
    """
    number, title = _heading(section)
    for heading in (place.section, *place.headings):
        own_number, own_title = _heading(heading)
        if title:
            met = title == own_title and number in ("", own_number)
        else:
            met = own_number == number or own_number.startswith(f"{number}.")
        if met:
            return True
    return False


def _heading(text: str) -> tuple[str, str]:
    """Number and words of a heading, either of them empty where it has none."""
    plain = " ".join(text.split()).casefold()
    match = _NUMBER.fullmatch(plain)
    return (match[1], match[2] or "") if match else ("", plain)


def notes_of(report: Report, rules: Callable[[], RuleSet] | None = None) -> tuple[Suppression, ...]:
    """The approvals that stand in the documents' comments. A comment covers the paragraphs it is anchored in.

    Args:
        report: the tenders with their documents.
        rules: gives the rules that there are, asked for when there is an approval; None tries no names.

    Raises:
        ConfigError: U242 a note without a reason; U247 a note that is meant as an approval and is written in another
            way, or names a rule that there is none of.
    """
    out: list[Suppression] = []
    for i, tender in enumerate(report.tenders):
        for j, part in enumerate(tender.parts):
            document = part.document
            for note in document.annotations:
                match = _NOTE.search(note.text) if note.kind == "comment" else None
                if match is None:
                    if note.kind == "comment" and _MEANT.search(note.text):
                        raise _misspelt(note, document, tuple(rules().by_id) if rules else ())
                    continue
                names = tuple(r.strip().upper() for r in match["rules"].split(","))
                reason = (match["reason"] or "").strip()
                if not reason:
                    raise ConfigError(
                        "U242",
                        f"{_named(note, document)} saknar skäl. "
                        f"Skriv till exempel: upplint: ok {names[0]} - prövat, behövs för uppdraget.",
                    )
                if rules is not None:
                    names = _known(names, rules(), note, document)
                start, end = _covered(document, note)
                out.append(Suppression(names, reason, document.file, "", i, j, start, end))
    return tuple(out)


def _known(names: Sequence[str], rules: RuleSet, note: Annotation, document: Document) -> tuple[str, ...]:
    """The ids that rules have today. Raises `ConfigError` (U247) for a name that no rule has."""
    try:
        return tuple(rules.get(name).id for name in names)
    except ConfigError as error:
        raise ConfigError("U247", f"{_named(note, document)} går inte att använda. {error.message}") from error


def _misspelt(note: Annotation, document: Document, known: Sequence[str]) -> ConfigError:
    """What to say of a note that is meant as an approval, with how it should be written."""
    written = [f"{letters.upper()}{int(digits):03}" for letters, digits in _ID.findall(note.text)]
    close = [name for word in written for name in (get_close_matches(word, known, 1) if known else [word])]
    names = ", ".join(dict.fromkeys(close)) or "ECO003"
    return ConfigError(
        "U247",
        f"{_named(note, document)} går inte att tolka som ett godkännande. "
        f"Skriv till exempel: upplint: ok {names} - prövat, behövs för uppdraget.",
    )


def _named(note: Annotation, document: Document) -> str:
    """A note with the file and place it stands in, to begin a sentence with."""
    where = ""
    if note.start is not None:
        section = " ".join(document.block_at(note.start).text.split())
        where = f", vid ”{section if len(section) <= 60 else section[:59].rstrip() + '…'}”,"
    page, unit = note.origin.page, " ".join(p for p in (note.origin.part, note.origin.unit) if p)
    if page is not None:
        where = f", sidan {page}{where or ','}"
    elif not where and note.origin.unit and unit:
        where = f", {unit},"
    return f"Kommentaren ”{' '.join(note.text.split())}” i {document.file}{where}"


def _covered(document: Document, note: Annotation) -> tuple[int | None, int | None]:
    """The stretch of text that a note holds for: whole paragraphs; None twice for the whole document."""
    if note.start is not None and note.end is not None:
        return document.block_at(note.start).start, document.block_at(max(note.end - 1, note.start)).end
    page, box = note.origin.page, note.origin.box
    if page is None or box is None:
        return None, None
    lines = [
        (block, origin.box)
        for block in document.blocks
        for _, _, origin in block.origins(0, len(block.text))
        if origin.page == page and origin.box is not None
    ]
    if not lines:
        return 0, 0  # a page without text: nothing to approve
    touched = [block for block, line in lines if _overlap(line, box)]
    if not touched:
        middle = (box.top + box.bottom) / 2
        touched = [min(lines, key=lambda line: _distance(line[1], middle))[0]]
    return min(b.start for b in touched), max(b.end for b in touched)


def _overlap(line: Box, note: Box) -> bool:
    """Does a note lie on a line of text, by more than a brush against the line above or below?"""
    high = min(line.bottom, note.bottom) - max(line.top, note.top)
    return high > 0.3 * min(line.bottom - line.top, note.bottom - note.top) and min(line.x1, note.x1) > max(
        line.x0, note.x0
    )


def _distance(line: Box, middle: float) -> float:
    return max(line.top - middle, middle - line.bottom, 0.0)


def apply_suppressions(
    findings: Sequence[Finding],
    suppressions: Sequence[Suppression],
    language: str = "sv",
    asked: Callable[[Suppression], bool] | None = None,
) -> tuple[tuple[Finding, ...], int]:
    """Findings without the approved ones, how many were approved, and SUP001 for approvals that met nothing.

    A finding is approved at its clearest place. An approval at one of its other places takes only that place away.
    Only approvals `asked` for can be unused: whose rules were tried, in documents that were read.
    """
    used: set[int] = set()
    kept: list[Finding] = []
    for finding in findings:
        covering = [i for i, s in enumerate(suppressions) if s.covers(finding.rule, finding.place)]
        used.update(covering)
        others: list[Place] = []
        for place in finding.also:
            there = [i for i, s in enumerate(suppressions) if s.covers(finding.rule, place)]
            used.update(there)
            if not there:
                others.append(place)
        if not covering:
            kept.append(replace(finding, also=tuple(others)) if len(others) < len(finding.also) else finding)
    unused = [s for i, s in enumerate(suppressions) if i not in used and (asked is None or asked(s))]
    return (*kept, *(_unused(s, language) for s in unused)), len(findings) - len(kept)


def _unused(suppression: Suppression, language: str) -> Finding:
    rules = ", ".join(suppression.rules)
    swedish = language != "en"
    message = (
        f"Godkännandet av {rules} träffar inget längre."
        if swedish
        else f"The approval of {rules} meets nothing any more."
    )
    place = Place(
        suppression.tender or 0,
        suppression.document or 0,
        suppression.file,
        None,
        suppression.section,
        suppression.start or 0,
        suppression.start or 0,
        "",
        suppression.reason,
    )
    return Finding(
        rule="SUP001",
        name="godkannande-utan-traff",
        title="Ett godkännande som inte behövs" if swedish else "An approval that is not needed",
        level=Level.ADVICE,
        confidence=Confidence.HIGH,
        message=message,
        why="Ett gammalt godkännande kan dölja ett nytt hinder."
        if swedish
        else "An old approval may hide a new barrier.",
        advice="Ta bort det." if swedish else "Remove it.",
        rewrite="",
        law=(),
        place=place,
        fingerprint=f"SUP001-{'-'.join(suppression.rules)}",
    )


def settings_suppressions(entries: Iterable[Mapping[str, object]]) -> tuple[Suppression, ...]:
    """Approvals from the settings, each a table with `rule`, `reason` and maybe `file` and `section`.

    Raises:
        ConfigError (U243): a table without rule or reason, or with an unknown key.
    """
    out: list[Suppression] = []
    for entry in entries:
        unknown = set(entry) - {"rule", "reason", "file", "section"}
        rules, reason = entry.get("rule"), str(entry.get("reason", "")).strip()
        listed = [rules] if isinstance(rules, str) else list(rules) if isinstance(rules, list) else []
        if unknown or not listed or not reason:
            raise ConfigError(
                "U243",
                f"Ett godkännande i inställningarna går inte att använda: {entry}. Ange rule och reason, och vid behov "
                "file och section.",
            )
        names = tuple(str(r).upper() for r in listed)
        out.append(Suppression(names, reason, str(entry.get("file", "")), str(entry.get("section", ""))))
    return tuple(out)
