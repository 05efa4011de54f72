"""What a requirement is about, told by cue data."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from upplint.language.analysis import Analysis
from upplint.language.phrases import lower
from upplint.language.pieces import may_match
from upplint.requirements import cues
from upplint.requirements.questions import confirms

_SURE, _STRONG, _WEAK, _LEAD = 6.0, 3.0, 1.0, 0.7
_TRUST, _FLOOR = 1.0, -6.0  # weight of the classifier's log-probabilities, and the least they count
_HEADINGS = (2.0, 1.0, 0.5)
_CARRIER = 0.7  # weight of words for papers and forms beside a word for what they are about
# A sentence that demands something itself ("av CV ska framgå hur kraven uppfylls") is no bare confirmation.
_DEMANDS = re.compile(r"\b(?:ska(?:ll)? (?!intyga\b)|måste|om inte)\b[^?]*$", re.IGNORECASE)
_WORDS = re.compile(r"[\w -]+")
_EARLY = 0.4  # a cue near the start of the sentence says more of what it is about


@dataclass(frozen=True, slots=True)
class TopicCue:
    """The cues of one topic as they are written: of nearly two thousand, a tender needs few compiled."""

    name: str
    texts: tuple[tuple[float, str], ...]  # weight and pattern
    heading: tuple[str, ...]
    cased: tuple[str, ...]
    friends: str


@cache
def topic_cues() -> tuple[TopicCue, ...]:
    """All topics in the order of `rules/requirements/topics.yaml`."""
    weights = (("sure", _SURE), ("strong", _STRONG), ("weak", _WEAK))
    return tuple(
        TopicCue(
            name,
            tuple((weight, pattern) for key, weight in weights for pattern in entry.get(key, ())),
            tuple(entry.get("heading", ())),
            tuple(entry.get("cased", ())),
            "|".join(entry.get("not", ())),
        )
        for name, entry in cues.load("topics")["topics"].items()
    )


@cache
def _numbered() -> tuple[tuple[int, float, str], ...]:
    """Every cue for texts: the number of its topic, its weight, its pattern."""
    return tuple((i, weight, pattern) for i, topic in enumerate(topic_cues()) for weight, pattern in topic.texts)


@cache
def names() -> tuple[str, ...]:
    """Every topic that a requirement can have."""
    return tuple(dict.fromkeys((*(t.name for t in topic_cues()), str(cues.load("topics")["default"]))))


def cues_by_sentence(analysis: Analysis) -> dict[int, tuple[int, ...]]:
    """The cues (by their number) that may stand in each sentence; sentences where none can are left out."""
    return analysis.may_match([pattern for _, _, pattern in _numbered()])


@lru_cache(maxsize=4096)
def _heading_scores(titles: tuple[str, ...]) -> tuple[float, ...]:
    weighed = [(weight, lower(title)) for weight, title in zip(_HEADINGS, titles, strict=False)]
    return tuple(sum(w * _stands(t.heading, low) for w, low in weighed) for t in topic_cues())


def _stands(patterns: Sequence[str], text: str) -> bool:
    return any(may_match(p, text) and cues.lowered(p).search(text) for p in patterns)


@lru_cache(maxsize=4096)
def _lead_scores(lead: str) -> dict[int, float]:
    return {i: _LEAD * min(value, _STRONG) for i, value in _text_scores(lower(lead), None).items()}


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
        among: the cues that may stand in the text, where known (`cues_by_sentence`).
    """
    data = cues.load("topics")
    if confirms(text) and not _DEMANDS.search(text):
        return {str(data["confirmation"]): 2 * _STRONG}
    out: dict[str, float] = dict(data["priors"].get(section, {}))
    if on == "nobody":
        for name, value in data["nobody"].items():
            out[name] = out.get(name, 0.0) + value
    own = _text_scores(lower(text), among)
    above = _heading_scores(tuple(headings[: len(_HEADINGS)]))
    before = _lead_scores(lead) if lead else {}
    for i, topic in enumerate(topic_cues()):
        value = above[i] + before.get(i, 0.0) + own.get(i, 0.0)
        if topic.cased:
            value += _STRONG * any(cues.lowered(p).search(text) for p in topic.cased)
        if value > 0:
            out[topic.name] = out.get(topic.name, 0.0) + value
    return _carried(out)


def _carried(scores: dict[str, float]) -> dict[str, float]:
    """Scores with less for the carrier ("bifoga intyg om", "dokumentera") where what it carries is known."""
    carriers = cues.word_set("topics", "carriers")
    if any(value >= _STRONG for name, value in scores.items() if name not in carriers):
        return {n: v * _CARRIER if n in carriers else v for n, v in scores.items()}
    return scores


def _text_scores(low: str, among: Collection[int] | None) -> dict[int, float]:
    """What the cues in a text (in lower case) give each topic, by its number."""
    known = _numbered()
    if among is None:
        among = [k for k, (_, _, pattern) in enumerate(known) if may_match(pattern, low)]
    tried: dict[int, list[tuple[float, str]]] = {}
    for k in sorted(among):
        topic, weight, pattern = known[k]
        tried.setdefault(topic, []).append((weight, pattern))
    return {topic: _weighed(topic_cues()[topic].friends, low, found) for topic, found in tried.items()}


def _place(pattern: str, text: str) -> int:
    """Where a cue stands in a text, -1 where it does not; words alone are looked up without an expression."""
    if _WORDS.fullmatch(pattern):
        return text.find(pattern)
    match = cues.lowered(pattern).search(text)
    return match.start() if match else -1


def _weighed(friends: str, text: str, tried: Sequence[tuple[float, str]]) -> float:
    if friends:
        text = cues.lowered(friends).sub(lambda m: "§" * len(m.group()), text)
    half = max(len(text) // 2, 40)
    starts: dict[float, list[int]] = {}
    for weight, pattern in tried:
        at = _place(pattern, text)
        if at >= 0:
            starts.setdefault(weight, []).append(at)
    value = 0.0
    for weight, found in starts.items():
        value += weight + 0.3 * weight * (len(found) - 1) + (_EARLY * weight if min(found) < half else 0.0)
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
