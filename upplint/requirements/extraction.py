"""From a document to its requirements."""

from __future__ import annotations

from collections.abc import Sequence

from upplint.documents.model import Document
from upplint.language.analysis import Analysis
from upplint.requirements.candidate import Candidate
from upplint.requirements.candidates import Finder
from upplint.requirements.context import Anchor, link_all
from upplint.requirements.evidence import find_evidence
from upplint.requirements.measures import find_measures
from upplint.requirements.model import Evidence, Force, Link, On, Requirement
from upplint.requirements.stage import stage
from upplint.requirements.topic import combine, cues_by_sentence, is_close, score
from upplint.requirements.topic_features import features
from upplint.requirements.topic_model import probabilities


def extract(document: Document, analysis: Analysis, *, silent: bool = False) -> tuple[Requirement, ...]:
    """All requirements of a document in reading order.

    Args:
        document: as read.
        analysis: of the same document.
        silent: the document holds no requirements whatever its words (a tenderer's own text, a list of buyers).

    Returns:
        One `Requirement` a duty: sentences, coordinated clauses with a verb of duty of their own, list items with
        their lead-in, table rows and questions. Ids are `k1`, `k2`, ... in this document; who joins several
        documents to a tender numbers them anew.
    """
    if silent:
        return ()
    candidates = Finder(document, analysis).find()
    topics = _topics(document, analysis, candidates)
    anchors = [
        Anchor(c.start, c.end, c.sentence.index, c.block.index, topic, c.parent)
        for c, (topic, _) in zip(candidates, topics, strict=True)
    ]
    links = link_all(document, analysis, anchors)
    evidence = find_evidence(document, analysis, anchors)
    return tuple(
        _requirement(document, analysis, candidate, i + 1, topics[i], links[i], evidence[i])
        for i, candidate in enumerate(candidates)
    )


def _topics(document: Document, analysis: Analysis, candidates: Sequence[Candidate]) -> list[tuple[str, float]]:
    """The topic of each candidate and how sure it is: cue data, and the classifier where they are even."""
    scored, asked = [], {}
    possible = cues_by_sentence(analysis)
    for i, candidate in enumerate(candidates):
        text = document.text[candidate.start : candidate.end]
        headings = [document.blocks[k].text for k in reversed(candidate.block.section)]
        sentence = candidate.sentence
        within = sentence.start <= candidate.start and candidate.end <= sentence.end
        among = possible.get(sentence.index, ()) if within else None
        scores = score(text, candidate.lead, headings, candidate.section, candidate.on.value, among)
        scored.append(scores)
        if is_close(scores):
            asked[i] = features(text, candidate.lead, headings)
    thought = dict(zip(asked, probabilities(list(asked.values())), strict=True))
    return [combine(scores, thought.get(i)) for i, scores in enumerate(scored)]


def _requirement(
    document: Document,
    analysis: Analysis,
    candidate: Candidate,
    number: int,
    labelled: tuple[str, float],
    links: tuple[Link, ...],
    evidence: tuple[Evidence, ...],
) -> Requirement:
    block = candidate.block
    text = document.text[candidate.start : candidate.end]
    topic, sure = labelled
    points = (block.answer.weight if block.answer is not None else None) or candidate.points or None
    force = candidate.force
    if (
        points
        and force is Force.MUST
        and candidate.kind in ("question", "command")
        and not (block.answer and block.answer.required)
    ):
        force = Force.SHOULD
    lead = analysis.sentences_of(candidate.parent)[-1:] if candidate.parent is not None else ()
    title = document.blocks[block.section[-1]].text if block.section else ""
    return Requirement(
        id=f"k{number}",
        file=document.file,
        start=candidate.start,
        end=candidate.end,
        text=text,
        full_text=f"{candidate.lead} {text}".strip(),
        sentence=candidate.sentence.index,
        block=block.index,
        section=document.section_number(block) or title,
        page=document.page_at(candidate.start),
        on=candidate.on,
        force=force,
        stage=stage(candidate.section, candidate.on, force, topic, scored=bool(points)),
        topic=topic,
        cue=candidate.cue,
        measures=find_measures(
            analysis, candidate.sentence, candidate.start, candidate.end, topic, lead[0] if lead else None
        ),
        links=links,
        evidence=evidence,
        points=points,
        answer_required=bool(block.answer and block.answer.required),
        certainty=round(min(candidate.certainty, 0.5 + sure / 2), 2) if candidate.on is not On.NOBODY else 0.5,
    )
