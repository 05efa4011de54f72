"""Alternatives, exceptions, conditions and timing, each linked to the requirement it belongs to.

After ConText (Harkema et al. 2009, as in medspaCy): a cue has a direction and a scope, ends at a terminator, and has
false friends. What stands in the requirement's own sentence belongs to it; what stands further on in the same section
belongs to the requirements of a matching topic before it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from upplint.documents.model import Block, BlockKind, Document
from upplint.language.analysis import Analysis, Sentence
from upplint.language.phrases import lower
from upplint.requirements import cues
from upplint.requirements.model import Link, LinkKind

_FRONT, _BEHIND = 6, 3  # words that an "eller likvärdigt" stands beside
_STANDARD = re.compile(r"\b\d{4,5}\b")
_BARE = 5  # words of a sentence that only says that something else is good enough
_LONG = re.compile(r"[^\W\d_]{5,}")
_WAYS_OUT = frozenset({LinkKind.ALTERNATIVE, LinkKind.EQUIVALENT})
_CLOSE = 2  # sentences: within this distance a topic need not match


@dataclass(frozen=True, slots=True)
class ContextCue:
    """A compiled entry of `rules/requirements/context.yaml`."""

    name: str
    kind: LinkKind
    scope: str
    reach: int
    topics: frozenset[str]
    pattern: re.Pattern[str]
    friends: tuple[re.Pattern[str], ...]
    beside: re.Pattern[str] | None
    instead: tuple[re.Pattern[str], str, LinkKind] | None
    both: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A cue in a sentence: what it says and where (offsets in the document's text)."""

    name: str
    kind: LinkKind
    cue: ContextCue
    start: int
    end: int
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Anchor:
    """What links attach to: a requirement's place and topic."""

    start: int
    end: int
    sentence: int
    block: int
    topic: str
    lead_in: int | None


@cache
def context_cues() -> tuple[ContextCue, ...]:
    """All cues, in the order of the file."""
    out = []
    for entry in cues.load("context")["cues"]:
        body = entry["pattern"]
        instead = entry.get("instead")
        out.append(
            ContextCue(
                name=entry["name"],
                kind=LinkKind(entry["kind"]),
                scope=entry["scope"],
                reach=int(entry.get("reach", 0)),
                topics=frozenset(entry.get("topics", ())),
                pattern=cues.lowered(body, whole=True),
                friends=tuple(cues.lowered(f.replace("@", f"(?P<m>(?:{body}))")) for f in entry.get("not", ())),
                beside=cues.lowered(entry["beside"]) if "beside" in entry else None,
                both=entry.get("direction") == "both",
                instead=(cues.lowered(instead["pattern"]), instead["name"], LinkKind(instead["kind"]))
                if instead
                else None,
            )
        )
    return tuple(out)


def find_cues(sentence: Sentence, among: Sequence[ContextCue] | None = None) -> Iterator[Found]:
    """The context cues of a sentence, false friends left out.

    Args:
        among: the cues that may stand in it, where known.
    """
    text = lower(sentence.text)
    for cue in context_cues() if among is None else among:
        matches = list(cue.pattern.finditer(text))
        if not matches or (cue.beside is not None and not cue.beside.search(text)):
            continue
        friends = [m.span("m" if "m" in f.groupindex else 0) for f in cue.friends for m in f.finditer(text)]
        name, kind = cue.name, cue.kind
        if cue.instead is not None and cue.instead[0].search(text):
            name, kind = cue.instead[1], cue.instead[2]
        for match in matches:
            if not any(a < match.end() and match.start() < b for a, b in friends):
                yield Found(name, kind, cue, sentence.start + match.start(), sentence.start + match.end(), sentence)
                break


def link_all(document: Document, analysis: Analysis, anchors: Sequence[Anchor]) -> tuple[tuple[Link, ...], ...]:
    """The links of each requirement, in order of place.

    Args:
        anchors: the requirements, in reading order.
    """
    in_section: dict[tuple[int, ...], list[Found]] = defaultdict(list)
    near: dict[tuple[int, ...], list[Found]] = defaultdict(list)
    found_by_sentence: dict[int, list[Found]] = defaultdict(list)
    known = context_cues()
    reach = max(c.reach for c in known)
    possible = analysis.may_match([c.pattern.pattern for c in known])
    for index in sorted(possible):
        sentence = analysis.sentences[index]
        block = document.blocks[sentence.block]
        if block.kind is BlockKind.HEADING:
            continue
        for found in find_cues(sentence, [known[i] for i in possible[index]]):
            (in_section if found.cue.scope == "section" else near)[block.section].append(found)
            found_by_sentence[sentence.index].append(found)
    leads: dict[int, list[Found]] = {}
    opening = {a.lead_in: analysis.sentences_of(a.lead_in)[-1].index for a in anchors if a.lead_in is not None}
    introduces = {sentence: lead for lead, sentence in opening.items()}
    out = []
    for i, anchor in enumerate(anchors):
        block = document.blocks[anchor.block]
        own = [f for f in found_by_sentence[anchor.sentence] if _inside(f, anchor, anchors, i)]
        if anchor.lead_in is not None:
            own += leads.setdefault(
                anchor.lead_in,
                [f for s in analysis.sentences_of(anchor.lead_in)[-1:] for f in found_by_sentence[s.index]],
            )
        links = [_link(f, True) for f in own]
        seen = {(f.name, f.start) for f in own}
        for found in (*in_section[block.section], *_within(near[block.section], anchor.sentence, reach)):
            if (found.name, found.start) in seen or found.sentence.index == anchor.sentence:
                continue
            if found.cue.scope != "section" and introduces.get(found.sentence.index, anchor.lead_in) != anchor.lead_in:
                continue  # what stands in a lead-in is said of its items, not of what stands before
            if _reaches(document, analysis, found, anchor, anchors, i) and _refers(document, found, anchor, anchors):
                links.append(_link(found, False))
                seen.add((found.name, found.start))
        out.append(tuple(sorted(links, key=lambda link: (link.start, link.name))))
    return tuple(out)


def _within(found: Sequence[Found], sentence: int, reach: int) -> Sequence[Found]:
    """Those in the sentences behind one, at most `reach` away."""
    first = bisect_right(found, sentence, key=lambda f: f.sentence.index)
    return found[first : bisect_right(found, sentence + reach, key=lambda f: f.sentence.index)]


def _inside(found: Found, anchor: Anchor, anchors: Sequence[Anchor], i: int) -> bool:
    """A cue in a sentence of two duties belongs to the one it stands in; conditions in front belong to both."""
    if anchor.start <= found.start < anchor.end or found.start < anchor.start:
        others = [a for a in anchors[max(i - 3, 0) : i + 4] if a.sentence == anchor.sentence and a is not anchor]
        return not any(a.start <= found.start < a.end for a in others) or found.kind is LinkKind.CONDITION
    return False


def _reaches(
    document: Document, analysis: Analysis, found: Found, anchor: Anchor, anchors: Sequence[Anchor], i: int
) -> bool:
    cue = found.cue
    distance = found.sentence.index - anchor.sentence
    if cue.scope == "sentence":
        return False
    if distance < 0:
        return cue.both and cue.scope == "section" and anchor.topic in cue.topics
    if cue.topics and anchor.topic not in cue.topics and not (distance <= _CLOSE and _last_before(found, anchors, i)):
        return False
    if cue.scope == "section":
        return _same_family(found, anchor, anchors)
    if anchor.lead_in is not None and any(
        a.lead_in == anchor.lead_in and a.start <= found.start < a.end for a in anchors[i + 1 :]
    ):
        return False  # "(undantaget ...)" in another item of the list
    return (
        distance <= cue.reach
        and _last_before(found, anchors, i, same=cue.topics)
        and not _ended(analysis, anchor, found)
    )


def _refers(document: Document, found: Found, anchor: Anchor, anchors: Sequence[Anchor]) -> bool:
    """Does a way out in a later sentence speak of the requirement?

    "Om sådan kreditklass saknas ..." speaks of the requirement that names a class, where there is one. "Eller
    likvärdigt" belongs to the words it stands beside: in the sentence of another requirement, or where the one before
    is of no kind that it can soften, it reaches back only where those words name what that requirement names.
    """
    if found.sentence.index < anchor.sentence or found.kind not in _WAYS_OUT:
        return True
    text = found.sentence.text
    named = frozenset(s for m in cues.pattern("context", "pointing").finditer(text) for s in _stems(m.group("noun")))
    if named and anchor.topic in found.cue.topics:
        before = [a for a in anchors if a.start < found.start and a.sentence < found.sentence.index]
        home = document.blocks[anchor.block].section
        alike = [a for a in before if document.blocks[a.block].section == home and named & _words_of(document, a)]
        if alike:
            return bool(named & _words_of(document, anchor))
    if found.kind is not LinkKind.EQUIVALENT:
        return True
    at = found.start - found.sentence.start
    other = any(a.start <= found.start < a.end for a in anchors if a.sentence == found.sentence.index)
    joined = cues.pattern("context", "joining").match(text[at:]) is not None
    if not (other and joined) and anchor.topic in found.cue.topics:
        return True
    beside = _beside(text, at, found.end - found.sentence.start)
    before_it = document.text[anchor.start : anchor.end]
    ours, theirs = (set(_STANDARD.findall(words)) for words in (before_it, beside))
    if ours and theirs and not ours & theirs:  # "ISO 9001 ... Även ISO 14001 eller likvärdigt krävs"
        return False
    if any(s in before_it.lower() for s in _stems(beside)):
        return True
    if anchor.topic in found.cue.topics:
        return cues.pattern("context", "proof").search(beside) is not None
    return not other and not joined and len(text.split()) <= _BARE


def _beside(text: str, start: int, end: int) -> str:
    """The words that a cue stands beside: behind the last verb before it, and the next few behind it."""
    front = cues.pattern("context", "verbs_before").split(text[:start])[-1]
    return " ".join((*front.split()[-_FRONT:], *text[start:end].split(), *text[end:].split()[:_BEHIND]))


def _words_of(document: Document, anchor: Anchor) -> frozenset[str]:
    return _stems(document.text[anchor.start : anchor.end])


def _stems(text: str) -> frozenset[str]:
    """The first letters of the longer words, without those of parties and duties."""
    common = cues.pattern("context", "common")
    return frozenset(w[:6].lower() for w in _LONG.findall(text) if not common.fullmatch(w))


@cache
def _families() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(f) for f in cues.load("context")["families"])


def _same_family(found: Found, anchor: Anchor, anchors: Sequence[Anchor]) -> bool:
    """Is the requirement of the kind that the cue speaks of, told by the requirement that stands closest before it?

    The sentence of the cue may be read as a requirement itself ("nystartade företag kan i stället ..."): what it is
    about says nothing of what it softens, so it is asked last.
    """
    topics = found.cue.topics
    if anchor.topic not in topics:
        return True
    before = bisect_left(anchors, found.sentence.index, key=lambda a: a.sentence)
    own = range(before, bisect_right(anchors, found.sentence.index, key=lambda a: a.sentence))
    order = (*range(before - 1, -1, -1), *reversed(own))
    topic = next((anchors[k].topic for k in order if anchors[k].topic in topics), None)
    return topic is None or topic == anchor.topic or any(topic in f and anchor.topic in f for f in _families())


def _last_before(found: Found, anchors: Sequence[Anchor], i: int, *, same: frozenset[str] = frozenset()) -> bool:
    """Is the requirement the closest one before the cue (or of the same sentence or list as the closest)?

    A requirement in the cue's own sentence takes it, but for cues that speak of evidence for another one (`same`).
    """
    anchor = anchors[i]
    for other in anchors[i + 1 :]:
        if other.start >= found.end or other.sentence >= found.sentence.index:
            break
        alike = other.sentence == anchor.sentence or (anchor.lead_in is not None and other.lead_in == anchor.lead_in)
        if not alike and not (same and other.topic not in same):
            return False
    return True


def _ended(analysis: Analysis, anchor: Anchor, found: Found) -> bool:
    return any(
        p.search(s.text)
        for s in analysis.sentences[anchor.sentence + 1 : found.sentence.index + 1]
        for p in cues.patterns("context", "terminators")
    )


def _link(found: Found, same: bool) -> Link:
    return Link(found.kind, found.name, found.start, found.end, found.sentence.index, same)


def anchor_of(block: Block, start: int, end: int, sentence: int, topic: str, lead_in: int | None) -> Anchor:
    """An anchor for a requirement in a block."""
    return Anchor(start, end, sentence, block.index, topic, lead_in)
