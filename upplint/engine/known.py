"""The findings of a tender, from the rules or from an earlier run of the same rules on the same documents."""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from upplint.cache import Cache, folder_state, make_key, program
from upplint.documents.limits import Limits
from upplint.documents.model import Gap, GapKind
from upplint.engine.model import Finding
from upplint.tender.model import Tender

if TYPE_CHECKING:
    from upplint.engine.ruleset import RuleSet
    from upplint.engine.selection import Selection


class Rules:
    """The rules of one run; loaded when they are needed.

    Args:
        folders: packs of one's own. selection: which rules, with parameters and levels. language: `sv` or `en`.
        cache: what earlier runs found; None for none.
    """

    def __init__(self, folders: Sequence[Path], selection: Selection, language: str, cache: Cache | None) -> None:
        self._folders, self._selection = folders, selection
        self._language, self._cache = language, cache
        self._loaded: RuleSet | None = None
        self._key = ""
        if cache is not None:
            states = [f"{folder} {folder_state(folder)}" for folder in folders]
            self._key = make_key("rules", program(), *states, repr(selection), language)

    def check(self) -> None:
        """Look through rules and selection, before anything is read.

        Raises:
            RuleError, ConfigError: a broken pack, or a selection that names what does not exist.
        """
        if self._cache is not None and self._cache.get(self._key) is True:
            return
        self._rules()
        if self._cache is not None:
            self._cache.put(self._key, True)

    def findings(
        self, tender: Tender, index: int, limits: Limits, timings: MutableMapping[str, float] | None = None
    ) -> tuple[Finding, ...]:
        """All findings in a tender, sorted by document and place.

        Args:
            tender: documents, requirements, facts and regime. index: of the tender in the report.
            limits: with which the documents were read.
            timings: seconds are added here by rule id; then the rules are always run.
        """
        key = "" if timings is not None else self._tender_key(tender, index, limits)
        if self._cache is not None and key:
            known = self._cache.get(key)
            if isinstance(known, tuple):
                return known
        from upplint.engine.run import run

        found = run(
            tender, self._rules(), self._selection, language=self._language, tender_index=index, timings=timings
        )
        if self._cache is not None and key:
            self._cache.put(key, found)
        return found

    def _rules(self) -> RuleSet:
        from upplint.engine.loader import load_rules

        if self._loaded is None:
            self._loaded = load_rules(self._folders)
            self._loaded.check_selection(self._selection)
        return self._loaded

    def _tender_key(self, tender: Tender, index: int, limits: Limits) -> str:
        """Empty where the tender is not to be kept: how much was read of a document was chance, or is not known."""
        documents = [part.document for part in tender.parts]
        if self._cache is None or any(not d.sha256 or _is_cut(d.gaps) for d in documents):
            return ""
        parts = [f"{p.document.file} {p.document.format} {p.document.sha256} {p.role}" for p in tender.parts]
        return make_key(
            "findings",
            self._key,
            repr(limits),
            str(index),
            tender.name,
            *parts,
            repr(tender.facts),
            repr(tender.regime),
        )


def _is_cut(gaps: Sequence[Gap]) -> bool:
    return any(gap.kind is GapKind.LIMIT for gap in gaps)
