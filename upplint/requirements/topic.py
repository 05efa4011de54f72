"""What a requirement is about, told by cue data."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from upplint.requirements import cues

_STRONG, _WEAK, _LEAD = 3.0, 1.0, 0.7
_HEADINGS = (2.0, 1.0, 0.5)
_EARLY = 0.4  # a cue near the start of the sentence says more of what it is about


@dataclass(frozen=True, slots=True)
class TopicCue:
    """The compiled cues of one topic."""

    name: str
    strong: tuple[re.Pattern[str], ...]
    weak: tuple[re.Pattern[str], ...]
    heading: tuple[re.Pattern[str], ...]
    friends: re.Pattern[str] | None


@cache
def topic_cues() -> tuple[TopicCue, ...]:
    """All topics in the order of `rules/requirements/topics.yaml`."""

    def compiled(entry: dict[str, list[str]], key: str) -> tuple[re.Pattern[str], ...]:
        return tuple(cues.plain(p) for p in entry.get(key, ()))

    return tuple(
        TopicCue(
            name,
            compiled(entry, "strong"),
            compiled(entry, "weak"),
            compiled(entry, "heading"),
            cues.plain("|".join(entry["not"])) if entry.get("not") else None,
        )
        for name, entry in cues.load("topics")["topics"].items()
    )


@cache
def names() -> tuple[str, ...]:
    """Every topic that a requirement can have."""
    return (*(t.name for t in topic_cues()), str(cues.load("topics")["default"]))


@cache
def _heading_scores(title: str) -> tuple[float, ...]:
    return tuple(float(any(p.search(title) for p in t.heading)) for t in topic_cues())


def score(text: str, lead: str = "", headings: Sequence[str] = ()) -> dict[str, float]:
    """How strongly the cues speak for each topic; topics without any cue are left out.

    Args:
        text: the requirement. lead: its lead-in. headings: above it, innermost first.
    """
    out: dict[str, float] = {}
    for i, topic in enumerate(topic_cues()):
        value = _in_text(topic, text) + (_LEAD * min(_in_text(topic, lead), _STRONG) if lead else 0.0)
        for weight, title in zip(_HEADINGS, headings, strict=False):
            value += weight * _heading_scores(title)[i]
        if value > 0:
            out[topic.name] = value
    return out


def _in_text(topic: TopicCue, text: str) -> float:
    if topic.friends is not None:
        text = topic.friends.sub(lambda m: "§" * len(m.group()), text)
    value = 0.0
    half = max(len(text) // 2, 40)
    for weight, group in ((_STRONG, topic.strong), (_WEAK, topic.weak)):
        found = [m for p in group if (m := p.search(text))]
        if found:
            first = min(m.start() for m in found)
            value += weight + 0.3 * weight * (len(found) - 1) + (_EARLY * weight if first < half else 0.0)
    return value


def topic_of(text: str, lead: str = "", headings: Sequence[str] = ()) -> tuple[str, float]:
    """The topic and its lead over the runner-up (0-1)."""
    scores = score(text, lead, headings)
    if not scores:
        return str(cues.load("topics")["default"]), 0.3
    ranked = sorted(scores.items(), key=lambda kv: -kv[1])
    best = ranked[0]
    second = ranked[1][1] if len(ranked) > 1 else 0.0
    return best[0], min(1.0, (best[1] - second) / max(best[1], 1.0) + 0.2)
