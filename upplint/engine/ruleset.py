"""The rules that were loaded, with their cue lists and profiles."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from upplint.engine.schema import Pack, Profile, Rule, Status
from upplint.engine.selection import Selection
from upplint.errors import ConfigError

if TYPE_CHECKING:
    pass


@dataclass(frozen=True)
class Source:
    """Where a rule is written."""

    file: Path
    line: int

    def __str__(self) -> str:
        return f"{self.file}, rad {self.line}"


@dataclass(frozen=True, eq=False)
class RuleSet:
    """Rules in order of their ids.

    Attributes:
        packs: the families, in order.
        cues: named phrase lists, with lists inside lists already put in.
        profiles: from narrow to wide.
        sources: rule id -> file and line.
    """

    packs: tuple[Pack, ...]
    cues: Mapping[str, tuple[str, ...]]
    profiles: tuple[Profile, ...]
    sources: Mapping[str, Source]

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """All rules by id."""
        return tuple(sorted((r for p in self.packs for r in p.rules), key=lambda r: r.id))

    @cached_property
    def by_id(self) -> Mapping[str, Rule]:
        """Rules by id, and by the ids they had before."""
        found = {old: rule for rule in self.rules for old in rule.redirects}
        return found | {rule.id: rule for rule in self.rules}

    @cached_property
    def families(self) -> tuple[str, ...]:
        """Names of the families."""
        return tuple(dict.fromkeys(p.family for p in self.packs))

    def __iter__(self) -> Iterator[Rule]:
        return iter(self.rules)

    def __len__(self) -> int:
        return len(self.rules)

    def get(self, rule_id: str) -> Rule:
        """The rule with this id or earlier id, letter case ignored. Raises `ConfigError` (U221) with a suggestion."""
        rule = self.by_id.get(rule_id.upper())
        if rule is None:
            raise ConfigError("U221", f"Det finns ingen regel {rule_id}.{_suggestion(rule_id, self.by_id)}")
        return rule

    def profile(self, name: str) -> Profile:
        """The profile with this name. Raises `ConfigError` (U222)."""
        for profile in self.profiles:
            if profile.name == name:
                return profile
        names = ", ".join(p.name for p in self.profiles)
        raise ConfigError("U222", f"Det finns ingen regelprofil {name}. Välj bland {names}.")

    def matching(self, wanted: Iterable[str]) -> frozenset[str]:
        """Ids that the words name: an id, an earlier id or the beginning of ids (`ECO`, `ECO0`).

        Raises `ConfigError` (U221) for a word that names nothing.
        """
        found: set[str] = set()
        for word in wanted:
            name = word.upper()
            if name in self.by_id:
                found.add(self.by_id[name].id)
                continue
            begins = {r.id for r in self.rules if r.id.startswith(name)} if name else set()
            if not begins:
                known = [*self.by_id, *self.families]
                raise ConfigError("U221", f"Det finns ingen regel eller familj {word}.{_suggestion(word, known)}")
            found |= begins
        return frozenset(found)

    def check_selection(self, selection: Selection) -> None:
        """Raises `ConfigError` when the selection names rules, parameters or a profile that do not exist."""
        self.selected(selection)
        self.matching(selection.named)
        for rule_id, values in selection.parameters.items():
            rule = self.get(rule_id)
            for name in values:
                if name not in rule.parameters:
                    raise ConfigError(
                        "U223",
                        f"Regel {rule.id} har ingen inställning {name}.{_suggestion(name, rule.parameters)}",
                    )
        for rule_id in selection.levels:
            self.get(rule_id)

    def selected(self, selection: Selection) -> tuple[Rule, ...]:
        """The rules that run under a selection, in order of their ids."""
        profile = self.profile(selection.profile)
        rank = {p.name: i for i, p in enumerate(self.profiles)}
        named = self.matching(w for w in selection.select if w.upper() in self.by_id)
        chosen = self.matching(selection.select) if selection.select else None
        ignored = self.matching(selection.ignore)

        def runs(rule: Rule) -> bool:
            if rule.id in ignored or (chosen is not None and rule.id not in chosen):
                return False
            if rule.id in named:
                return True
            if rule.status is Status.DEPRECATED or (rule.status is Status.PREVIEW and not profile.preview):
                return False
            # A family that is asked for by name shows all its rules ("--select LAN").
            return chosen is not None or rank[rule.profile] <= rank[profile.name]

        return tuple(rule for rule in self.rules if runs(rule))


def _suggestion(word: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(word.upper(), [k.upper() for k in known], n=1, cutoff=0.5)
    match = next((k for k in known if k.upper() == close[0]), None) if close else None
    return f" Menade ni {match}?" if match else ""
