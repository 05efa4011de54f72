"""The baseline: findings that are known and shall not be shown again.

An entry is rule + lineage + the words around the match, with how many there may be. The lineage is the document's name
without dates, versions and numbers, so last year's document meets this year's; page numbers are not part of it, so
entries hold when pages shift.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from upplint.engine.model import Finding
from upplint.errors import ConfigError

VERSION = 1
_NOISE = re.compile(
    r"(?:19|20)\d\d(?:[-_.]?[01]\d)?(?:[-_.]?[0-3]\d)?|(?<![^\W_])v(?:er(?:sion)?)?[-_. ]?\d+(?![^\W_])|\(\d+\)|\d+"
)
#: Years and dates in the text; an amount that happens to look like a year is none.
_YEARS = re.compile(
    r"(?<![\w.,])(?<!\d[ \xa0])20[0-4]\d(?:-[01]\d(?:-[0-3]\d)?)?"
    r"(?!\w|[ \xa0]?(?:kr|sek|tkr|mkr|tim|kvm|m2|m²|st\b|h\b|kg|km|%|procent|\d))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A known finding.

    Attributes:
        key: hexadecimal, see `key_of`.
        count: how many findings with this key are known.
        rule, file, section, excerpt: for people who read the file; not compared.
    """

    key: str
    count: int
    rule: str
    file: str
    section: str
    excerpt: str


#: Was the rule of an entry looked for in its document? Else it says nothing that no finding meets it.
Asked = Callable[[Entry], bool]


@dataclass(frozen=True, slots=True)
class Compared:
    """Findings held against a baseline.

    Attributes:
        fresh: findings that are not known.
        known: how many were.
        stale: entries that no finding met, in the baseline's order.
    """

    fresh: tuple[Finding, ...]
    known: int
    stale: tuple[Entry, ...]


def lineage(file: str) -> str:
    """A document's name without what changes from one version to the next: dates, version numbers, ending."""
    stem = unicodedata.normalize("NFC", PurePosixPath(file.replace("\\", "/")).stem).lower()
    return re.sub(r"[\W_]+", "-", _NOISE.sub(" ", stem)).strip("-")


def key_of(finding: Finding) -> str:
    """Rule, lineage and normalised sentence and words of a finding as one short hash.

    Years and dates count as the same: the title of next year's tender is the title of this year's.
    """
    place = finding.place
    words = (" ".join(re.findall(r"\w+", _YEARS.sub(" år ", text).lower())) for text in (place.sentence, place.excerpt))
    return hashlib.sha256("\x1f".join((finding.rule, lineage(place.file), *words)).encode()).hexdigest()[:20]


def make_baseline(findings: Iterable[Finding]) -> tuple[Entry, ...]:
    """Entries for all findings, sorted by file, rule and words."""
    counts: Counter[str] = Counter()
    first: dict[str, Finding] = {}
    for finding in findings:
        key = key_of(finding)
        counts[key] += 1
        first.setdefault(key, finding)
    entries = [
        Entry(key, counts[key], f.rule, f.place.file, f.place.section, f.place.excerpt) for key, f in first.items()
    ]
    return tuple(sorted(entries, key=lambda e: (e.file, e.rule, e.excerpt, e.key)))


def compare(findings: Sequence[Finding], baseline: Sequence[Entry], asked: Asked | None = None) -> Compared:
    """Leave out known findings, each entry as many times as its count says. Only entries `asked` for can be stale."""
    left: Counter[str] = Counter({e.key: e.count for e in baseline})
    fresh: list[Finding] = []
    for finding in findings:
        key = key_of(finding)
        if left[key] > 0:
            left[key] -= 1
        else:
            fresh.append(finding)
    met = Counter(key_of(f) for f in findings)
    stale = tuple(e for e in baseline if not met[e.key] and (asked is None or asked(e)))
    return Compared(tuple(fresh), len(findings) - len(fresh), stale)


def prune(findings: Iterable[Finding], baseline: Sequence[Entry], asked: Asked | None = None) -> tuple[Entry, ...]:
    """The baseline without entries and counts that no finding meets any more. Nothing is added.

    Entries that were not `asked` for stay as they are.
    """
    met: Counter[str] = Counter(key_of(f) for f in findings)
    kept = []
    for entry in baseline:
        if asked is not None and not asked(entry):
            kept.append(entry)
        elif met[entry.key]:
            kept.append(replace(entry, count=min(entry.count, met[entry.key])))
    return tuple(kept)


def write_baseline(entries: Sequence[Entry]) -> str:
    """The baseline as JSON text, one entry a line, so that changes read well."""
    lines = [
        json.dumps(
            {
                "key": e.key,
                "count": e.count,
                "rule": e.rule,
                "file": e.file,
                "section": e.section,
                "excerpt": e.excerpt,
            },
            ensure_ascii=False,
        )
        for e in entries
    ]
    body = ",\n  ".join(lines)
    return (
        f'{{"version": {VERSION}, "entries": [\n  {body}\n]}}\n'
        if lines
        else f'{{"version": {VERSION}, "entries": []}}\n'
    )


def read_baseline(path: Path) -> tuple[Entry, ...]:
    """Read a baseline.

    Raises:
        ConfigError (U240): the file is missing; (U241): it cannot be understood.
    """
    if not path.is_file():
        raise ConfigError("U240", f"Filen {path} finns inte. Skapa den med --write-baseline.")
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
        if data["version"] != VERSION:
            raise ValueError(f"version {data['version']}")
        return tuple(_entry(raw) for raw in data["entries"])
    except (ValueError, KeyError, TypeError) as error:
        where = f" (fel på rad {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise ConfigError(
            "U241", f"{path} är ingen baslinje som går att läsa{where}. Skapa den på nytt med --write-baseline."
        ) from error


def _entry(raw: Mapping[str, object]) -> Entry:
    count = raw["count"]
    if not isinstance(count, int) or count < 1:
        raise ValueError("count")
    words = [raw[name] for name in ("key", "rule", "file", "section", "excerpt")]
    if not all(isinstance(w, str) for w in words):
        raise ValueError("entries")
    key, rule, file, section, excerpt = (str(w) for w in words)
    return Entry(key, count, rule, file, section, excerpt)
