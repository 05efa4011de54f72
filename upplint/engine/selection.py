"""Which rules run, and how."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from upplint.engine.model import Level


@dataclass(frozen=True)
class Selection:
    """Which rules run, and how.

    Attributes:
        profile: name of a profile.
        select: ids or families; empty means all of the profile. An id named here runs whatever its profile or status.
        ignore: ids or families left out.
        parameters: rule id -> parameter -> value, set by the organisation.
        levels: rule id -> level that its findings get, whatever the rule says.
        named: ids or families that other settings speak of; they must exist, and change nothing here.
    """

    profile: str = "standard"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    parameters: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    levels: Mapping[str, Level] = field(default_factory=dict)
    named: tuple[str, ...] = ()
