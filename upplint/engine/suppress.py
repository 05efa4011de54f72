"""Findings that somebody has looked at and approved, with a reason: in the document or in the settings.

In a Word comment or PDF note: `upplint: ok REF001 - kortare referens är prövad`. It holds for findings of that rule
whose words the comment covers, or that stand in the same paragraph. The reason is mandatory.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import PurePosixPath

from upplint.engine.model import Confidence, Finding, Level, Place, Report
from upplint.errors import ConfigError

_NOTE = re.compile(
    r"upplint\s*:\s*(?:ok|godkänd)\s+(?P<rules>[A-Z]{3}\d{3}(?:\s*,\s*[A-Z]{3}\d{3})*)\s*(?:[-–:]\s*(?P<reason>.*))?",
    re.I | re.S,
)


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

    def covers(self, finding: Finding) -> bool:
        """Does the approval hold for the finding?"""
        place = finding.place
        if finding.rule not in self.rules:
            return False
        if self.document is not None:
            same = (place.tender, place.document) == (self.tender, self.document)
            if self.start is None or self.end is None:
                return same
            return same and place.start < self.end and self.start < place.end
        if self.file and not (fnmatch(place.file, self.file) or fnmatch(PurePosixPath(place.file).name, self.file)):
            return False
        return not self.section or place.section == self.section or place.section.startswith(self.section + ".")


def notes_of(report: Report) -> tuple[Suppression, ...]:
    """The approvals that stand in the documents' comments. A comment covers the paragraphs it is anchored in.

    Raises:
        ConfigError (U242): a note without a reason.
    """
    out: list[Suppression] = []
    for i, tender in enumerate(report.tenders):
        for j, part in enumerate(tender.parts):
            document = part.document
            for note in document.annotations:
                match = _NOTE.search(note.text) if note.kind == "comment" else None
                if match is None:
                    continue
                rules = tuple(r.strip().upper() for r in match["rules"].split(","))
                reason = (match["reason"] or "").strip()
                if not reason:
                    raise ConfigError(
                        "U242",
                        f"Kommentaren ”{note.text.strip()}” i {document.file} saknar skäl. "
                        f"Skriv till exempel: upplint: ok {rules[0]} - prövat, behövs för uppdraget.",
                    )
                start, end = note.start, note.end
                if start is not None and end is not None:
                    start, end = document.block_at(start).start, document.block_at(max(end - 1, start)).end
                out.append(Suppression(rules, reason, document.file, "", i, j, start, end))
    return tuple(out)


def apply_suppressions(
    findings: Sequence[Finding], suppressions: Sequence[Suppression], language: str = "sv"
) -> tuple[tuple[Finding, ...], int]:
    """Findings without the approved ones, how many were approved, and SUP001 for approvals that met nothing."""
    used: set[int] = set()
    kept: list[Finding] = []
    for finding in findings:
        covering = [i for i, s in enumerate(suppressions) if s.covers(finding)]
        used.update(covering)
        if not covering:
            kept.append(finding)
    unused = [s for i, s in enumerate(suppressions) if i not in used]
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
