"""The cue data of `rules/requirements/`: loaded and compiled once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from upplint.errors import RuleError
from upplint.requirements.model import Force, On
from upplint.resources import parse_yaml, rules_path

_WORD = r"[^\W_]"
_START = rf"(?<!{_WORD})"
_END = rf"(?!{_WORD})"


@cache
def load(name: str) -> Any:
    """The parsed YAML of `rules/requirements/<name>.yaml`. Raises `RuleError` (U210) when it is not valid YAML."""
    path = rules_path("requirements", f"{name}.yaml")
    try:
        return parse_yaml(path.read_bytes())
    except yaml.YAMLError as error:
        raise RuleError("U210", f"{path.name} går inte att läsa: {error}. Rätta filen eller installera om.") from error


@cache
def words(pattern: str) -> re.Pattern[str]:
    """Compile a cue pattern: case-insensitive, bounded by whole words on both sides."""
    try:
        return re.compile(rf"{_START}(?:{pattern})(?:{_END}|(?<!{_WORD}))", re.IGNORECASE)
    except re.error as error:
        raise RuleError("U211", f"Ett mönster i rules/requirements är fel: {pattern!r} ({error}).") from error


@cache
def lowered(pattern: str, *, whole: bool = False) -> re.Pattern[str]:
    """Compile a cue pattern for text in lower case (`phrases.lower`): several times faster than ignoring case.

    Args:
        pattern: in lower case. whole: bounded by whole words on both sides.
    """
    body = rf"{_START}(?:{pattern})(?:{_END}|(?<!{_WORD}))" if whole else pattern
    try:
        return re.compile(body)
    except re.error as error:
        raise RuleError("U211", f"Ett mönster i rules/requirements är fel: {pattern!r} ({error}).") from error


@cache
def plain(pattern: str) -> re.Pattern[str]:
    """Compile a cue pattern as it is, case-insensitive."""
    try:
        return re.compile(pattern, re.IGNORECASE)
    except re.error as error:
        raise RuleError("U211", f"Ett mönster i rules/requirements är fel: {pattern!r} ({error}).") from error


@dataclass(frozen=True, slots=True)
class Marker:
    """A deontic marker (see `rules/requirements/markers.yaml`).

    Attributes:
        id: name of the entry.
        kind: `modal`, `duty`, `impersonal` or `option`.
        force: how hard it binds.
        pattern: the words, for text in lower case (so are `plus` and `friends`).
        actors: classes its subject must have; empty means any.
        on: whose duty, where the marker itself decides.
        plus: must also be found behind the marker.
        friends: patterns with the marker in them that make it mean something else.
        plain: an ordinary verb in the present tense.
        sections: types of section where it counts; empty means any.
        loose: counts in a subordinate clause too ("... där anbudslämning sker via systemet").
    """

    id: str
    kind: str
    force: Force
    pattern: re.Pattern[str]
    actors: frozenset[str] = frozenset()
    on: On | None = None
    plus: re.Pattern[str] | None = None
    friends: tuple[re.Pattern[str], ...] = ()
    plain: bool = False
    sections: frozenset[str] = frozenset()
    loose: bool = False


@cache
def markers() -> tuple[Marker, ...]:
    """All markers, in the order of the file."""
    out = []
    for entry in load("markers")["markers"]:
        body = entry["pattern"]
        out.append(
            Marker(
                id=entry["id"],
                kind=entry["kind"],
                force=Force(entry["force"]),
                pattern=lowered(body, whole=True),
                actors=frozenset(entry.get("actors", ())),
                on=On(entry["on"]) if "on" in entry else None,
                plus=lowered(entry["plus"]) if "plus" in entry else None,
                friends=tuple(lowered(f.replace("@", f"(?P<m>(?:{body}))"), whole=True) for f in entry.get("not", ())),
                plain=bool(entry.get("plain", False)),
                sections=frozenset(entry.get("sections", ())),
                loose=bool(entry.get("loose", False)),
            )
        )
    return tuple(out)


@dataclass(frozen=True, slots=True)
class LeadCue:
    """A lead-in that binds its items without a marker of its own."""

    id: str
    pattern: re.Pattern[str]
    force: Force
    on: On | None
    sections: frozenset[str] = frozenset()  # where it counts; empty means anywhere


@cache
def lead_cues() -> tuple[LeadCue, ...]:
    """Lead-ins told by their words alone."""
    return tuple(
        LeadCue(
            e["id"],
            plain(e["pattern"]),
            Force(e["force"]),
            On(e["on"]) if "on" in e else None,
            frozenset(e.get("sections", ())),
        )
        for e in load("markers")["lead_ins"]
    )


@cache
def patterns(name: str, key: str) -> tuple[re.Pattern[str], ...]:
    """A list of plain patterns: `patterns("markers", "nothing")`."""
    return tuple(plain(p) for p in load(name)[key])


@cache
def word_set(name: str, key: str) -> frozenset[str]:
    """A list of words as a set: `word_set("grammar", "adverbs")`."""
    return frozenset(load(name)[key])


@cache
def pattern(name: str, key: str, sub: str = "") -> re.Pattern[str]:
    """One pattern of whole words: `pattern("actors", "tender_verbs")`."""
    value = load(name)[key]
    return words(value[sub] if sub else value)


@cache
def actor_classes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Actor classes with the pattern of their head word, in order of precedence."""
    return tuple(
        (name, re.compile(rf"(?:{body})\Z", re.IGNORECASE)) for name, body in load("actors")["classes"].items()
    )
