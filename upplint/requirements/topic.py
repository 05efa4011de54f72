"""What a requirement is about, told by cue data."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from upplint.language.analysis import Analysis
from upplint.requirements import cues
from upplint.requirements.questions import confirms

_SURE, _STRONG, _WEAK, _LEAD = 6.0, 3.0, 1.0, 0.7
_TRUST, _FLOOR = 1.0, -6.0  # weight of the classifier's log-probabilities, and the least they count
_HEADINGS = (2.0, 1.0, 0.5)
_CARRIER = 0.7  # weight of words for papers and forms beside a word for what they are about
# A sentence that demands something itself ("av CV ska framgå hur kraven uppfylls") is no bare confirmation.
_DEMANDS = re.compile(r"\b(?:ska(?:ll)? (?!intyga\b)|måste|om inte)\b[^?]*$", re.IGNORECASE)
_EARLY = 0.4  # a cue near the start of the sentence says more of what it is about


@dataclass(frozen=True, slots=True)
class TopicCue:
    """The compiled cues of one topic."""

    name: str
    sure: tuple[re.Pattern[str], ...]
    strong: tuple[re.Pattern[str], ...]
    weak: tuple[re.Pattern[str], ...]
    heading: tuple[re.Pattern[str], ...]
    cased: tuple[re.Pattern[str], ...]
    friends: re.Pattern[str] | None
    any: str  # one expression that says whether any cue stands in a text; empty for none


@cache
def topic_cues() -> tuple[TopicCue, ...]:
    """All topics in the order of `rules/requirements/topics.yaml`."""

    def compiled(entry: dict[str, list[str]], key: str) -> tuple[re.Pattern[str], ...]:
        return tuple(cues.lowered(p) for p in entry.get(key, ()))

    return tuple(
        TopicCue(
            name,
            compiled(entry, "sure"),
            compiled(entry, "strong"),
            compiled(entry, "weak"),
            compiled(entry, "heading"),
            compiled(entry, "cased"),
            cues.lowered("|".join(entry["not"])) if entry.get("not") else None,
            "|".join(f"(?:{p})" for p in _texts(entry)),
        )
        for name, entry in cues.load("topics")["topics"].items()
    )


def _texts(entry: dict[str, list[str]]) -> list[str]:
    return [p for key in ("sure", "strong", "weak") for p in entry.get(key, ())]


@cache
def names() -> tuple[str, ...]:
    """Every topic that a requirement can have."""
    return tuple(dict.fromkeys((*(t.name for t in topic_cues()), str(cues.load("topics")["default"]))))


def topics_by_sentence(analysis: Analysis) -> dict[int, tuple[int, ...]]:
    """The topics (by their number) whose cues may stand in each sentence; sentences where none can are left out."""
    return analysis.may_match([t.any or r"(?!)" for t in topic_cues()])


@lru_cache(maxsize=4096)
def _heading_scores(titles: tuple[str, ...]) -> tuple[float, ...]:
    weighed = [(weight, cues.low(title)) for weight, title in zip(_HEADINGS, titles, strict=False)]
    return tuple(sum(w * any(p.search(low) for p in t.heading) for w, low in weighed) for t in topic_cues())


@lru_cache(maxsize=4096)
def _lead_scores(lead: str) -> tuple[float, ...]:
    low = cues.low(lead)
    return tuple(_LEAD * min(_in_text(topic, low), _STRONG) for topic in topic_cues())


def score(
    text: str,
    lead: str = "",
    headings: Sequence[str] = (),
    section: str = "",
    on: str = "",
    among: Collection[int] | None = None,
) -> dict[str, float]:
    """How strongly the cues speak for each topic; topics without any cue are left out.

    Args:
        text: the requirement. lead: its lead-in. headings: above it, innermost first.
        section: type of its section. on: whose duty.
        among: the topics whose cues may stand in the text, where known (`topics_by_sentence`).
    """
    data = cues.load("topics")
    if confirms(text) and not _DEMANDS.search(text):
        return {str(data["confirmation"]): 2 * _STRONG}
    out: dict[str, float] = dict(data["priors"].get(section, {}))
    if on == "nobody":
        for name, value in data["nobody"].items():
            out[name] = out.get(name, 0.0) + value
    low = cues.low(text)
    above = _heading_scores(tuple(headings[: len(_HEADINGS)]))
    before = _lead_scores(lead) if lead else None
    for i, topic in enumerate(topic_cues()):
        value = above[i] + (before[i] if before else 0.0)
        if among is None or i in among:
            value += _in_text(topic, low)
        if topic.cased:
            value += _STRONG * any(p.search(text) for p in topic.cased)
        if value > 0:
            out[topic.name] = out.get(topic.name, 0.0) + value
    return _carried(out)


def _carried(scores: dict[str, float]) -> dict[str, float]:
    """Scores with less for the carrier ("bifoga intyg om", "dokumentera") where what it carries is known."""
    carriers = cues.word_set("topics", "carriers")
    if any(value >= _STRONG for name, value in scores.items() if name not in carriers):
        return {n: v * _CARRIER if n in carriers else v for n, v in scores.items()}
    return scores


def _in_text(topic: TopicCue, text: str) -> float:
    if topic.friends is not None:
        text = topic.friends.sub(lambda m: "§" * len(m.group()), text)
    value = 0.0
    half = max(len(text) // 2, 40)
    for weight, group in ((_SURE, topic.sure), (_STRONG, topic.strong), (_WEAK, topic.weak)):
        found = [m for p in group if (m := p.search(text))]
        if found:
            first = min(m.start() for m in found)
            value += weight + 0.3 * weight * (len(found) - 1) + (_EARLY * weight if first < half else 0.0)
    return value


def combine(scores: Mapping[str, float], thought: Mapping[str, float] | None) -> tuple[str, float]:
    """The topic, and how sure it is (0-1).

    The cue data decide; where two topics are close, what the classifier thinks tips the scale.

    Args:
        scores: of the cue data (`score`). thought: probabilities of the classifier, None where it was not asked.
    """
    total = dict(scores)
    if thought is not None:
        for name, value in thought.items():
            total[name] = total.get(name, 0.0) + _TRUST * max(math.log(max(value, 1e-9)), _FLOOR)
    if not total:
        return str(cues.load("topics")["default"]), 0.3
    ranked = sorted(total.items(), key=lambda kv: (-kv[1], kv[0]))
    lead = ranked[0][1] - (ranked[1][1] if len(ranked) > 1 else 0.0)
    return ranked[0][0], min(1.0, 0.2 + lead / max(scores.get(ranked[0][0], 0.0), _STRONG))


def is_close(scores: Mapping[str, float]) -> bool:
    """Is the lead of the best topic so small that the classifier should be asked?"""
    ranked = sorted(scores.values(), reverse=True)
    return len(ranked) < 2 or ranked[0] - ranked[1] < -_TRUST * _FLOOR
