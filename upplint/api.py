"""Use upplint from Python: `upplint.check(...)` and `upplint.extract(...)`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping, Sequence
from dataclasses import replace
from os import PathLike
from pathlib import Path
from typing import Any

from upplint.cache import Cache
from upplint.documents.limits import Limits
from upplint.documents.read import ReadResult, read_paths
from upplint.engine.model import Level, Report
from upplint.requirements.model import Requirement
from upplint.tender.model import SILENT_ROLES, Part, Role, Tender

Paths = str | PathLike[str]


def read_tenders(
    *paths: Paths,
    facts: Mapping[str, Any] | None = None,
    limits: Limits | None = None,
    progress: Callable[[str], None] | None = None,
    processes: int | None = None,
    kind: str | None = None,
    cache: Cache | None = None,
    notice: Paths | None = None,
) -> tuple[tuple[Tender, ...], ReadResult]:
    """Read files and folders into tenders: documents, requirements, facts and regime.

    Args:
        paths: files and folders. A folder or ZIP is one tender; loose files given together are one tender.
        facts: facts stated by the user, by name (see `docs/facts.md`); they win over the documents.
        limits: how much is read at most.
        progress: called with a Swedish line before each longer step.
        processes: how many processes read at once; None chooses by the number of files and cores.
        kind: `iop` reads every document as a draft partnership agreement, `tender` takes none for a tenderer's own text
            or a register; None lets the documents say what they are.
        cache: where what was read is kept from run to run (`upplint.cache.open_cache()`); None keeps nothing.
        notice: the eForms notice (XML) of the tender, where it does not lie among the files; it outranks those that do.

    Returns:
        the tenders, and the reading result with errors, gaps and notices.

    Raises:
        UpplintError: a path or a notice that does not exist or cannot be read (U1xx), a notice for several tenders
            (U145), or a stated fact that cannot be understood (U2xx).
    """
    from upplint.tender.build import build_tender, make_part
    from upplint.tender.notices import notices_of
    from upplint.tender.prepare import preparing, processes_for

    given = [Path(p) for p in paths]
    tenders = []
    limits = limits or Limits()
    with preparing(processes_for(given, processes), cache, limits) as (start, part_of):
        result = read_paths(given, limits, progress, start)
        result, notices = notices_of(result, None if notice is None else Path(notice))
        for group, own in zip(result.groups, notices, strict=True):
            if progress:
                progress(f"Läser krav och uppgifter i {group.name} …")
            parts = [part_of(result.documents[i]) for i in group.documents]
            if kind == "iop":
                parts = [replace(part, role=Role.PARTNERSHIP) for part in parts]
            elif kind == "tender":
                parts = [make_part(p.document, role=Role.OTHER) if p.role in SILENT_ROLES else p for p in parts]
            tenders.append(build_tender(group.name, parts, stated=facts or {}, notices=own, root=group.root))
    return tuple(tenders), result


def check(
    *paths: Paths,
    language: str = "sv",
    profile: str = "standard",
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    rule_dirs: Sequence[Paths] = (),
    parameters: Mapping[str, Mapping[str, Any]] | None = None,
    levels: Mapping[str, str] | None = None,
    named: Sequence[str] = (),
    facts: Mapping[str, Any] | None = None,
    limits: Limits | None = None,
    progress: Callable[[str], None] | None = None,
    processes: int | None = None,
    kind: str | None = None,
    cache: Cache | None = None,
    notice: Paths | None = None,
    timings: MutableMapping[str, float] | None = None,
) -> Report:
    """Check tender documents and return a `Report`.

    Args:
        paths, facts, limits, progress, processes, kind, cache, notice: see `read_tenders`.
        timings: seconds a rule took are added here, by rule id.
        language: `sv` or `en`, for messages.
        profile: `lag`, `standard` or `granska`.
        select: rule ids or families; empty means all of the profile. A rule named here runs whatever its profile.
        ignore: rule ids or families to leave out.
        rule_dirs: folders with rule packs of one's own.
        parameters: rule id -> parameter -> value, where an organisation sets its own numbers.
        levels: rule id -> level (`error`, `warning`, `advice`, `opportunity`) its findings get.
        named: rule ids or families that the caller's own settings speak of; one that does not exist is an error.

    Returns:
        findings, tenders with their requirements (offsets are code points in `Document.text`), errors and gaps.

    Raises:
        UpplintError: wrong use; unreadable files do not raise, they are in `Report.errors`.
    """
    from upplint.engine.known import Rules
    from upplint.engine.selection import Selection

    selection = Selection(
        profile=profile,
        select=tuple(select),
        ignore=tuple(ignore),
        parameters=parameters or {},
        levels={rule: Level(level) for rule, level in (levels or {}).items()},
        named=tuple(named),
    )
    rules = Rules([Path(d) for d in rule_dirs], selection, language, cache)
    rules.check()
    tenders, result = read_tenders(
        *paths,
        facts=facts,
        limits=limits,
        progress=progress,
        processes=processes,
        kind=kind,
        cache=cache,
        notice=notice,
    )
    if progress:
        progress("Prövar reglerna …")
    findings = tuple(f for i, t in enumerate(tenders) for f in rules.findings(t, i, limits or Limits(), timings))
    if cache is not None:
        cache.tidy()
    return Report(
        tenders=tenders,
        findings=findings,
        errors=result.errors,
        gaps=tuple(g for d in result.documents for g in d.gaps) + result.gaps,
        language=language,
        profile=profile,
        notes=result.notes
        + tuple(_passed_over(p, language) for t in tenders for p in t.parts if p.role in SILENT_ROLES)
        + tuple(dict.fromkeys(w for t in tenders for w in t.regime.warnings)),
    )


_LOOKS_LIKE = {
    "sv": {
        Role.BID: "{file} ser ut som en leverantörs egen text",
        Role.REGISTER: "{file} ser ut som en förteckning",
        None: ". Sådana dokument prövas inte. Är det fel: lägg till --kind tender.",
    },
    "en": {
        Role.BID: "{file} looks like a supplier's own text",
        Role.REGISTER: "{file} looks like a register",
        None: ". Such documents are not checked. If that is wrong, add --kind tender.",
    },
}


def _passed_over(part: Part, language: str) -> str:
    """Why a document that was read has no findings: silence must not be taken for praise."""
    words = _LOOKS_LIKE[language]
    return words[part.role].format(file=part.document.file.rsplit("/", 1)[-1]) + words[None]


def extract(
    *paths: Paths, limits: Limits | None = None, progress: Callable[[str], None] | None = None
) -> tuple[Requirement, ...]:
    """All requirements in the documents, in reading order. See `read_tenders` for arguments and errors."""
    tenders, _ = read_tenders(*paths, limits=limits, progress=progress)
    return tuple(r for t in tenders for p in t.parts for r in p.requirements)
