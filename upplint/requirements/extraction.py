"""From a document to its requirements."""

from __future__ import annotations

from upplint.documents.model import Document
from upplint.language.analysis import Analysis
from upplint.requirements.candidates import Candidate, Finder
from upplint.requirements.model import Force, On, Requirement
from upplint.requirements.stage import stage
from upplint.requirements.topic import topic_of


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
    finder = Finder(document, analysis)
    return tuple(_requirement(document, c, i) for i, c in enumerate(finder.find(), start=1))


def _requirement(document: Document, candidate: Candidate, number: int) -> Requirement:
    text = document.text[candidate.start : candidate.end]
    block = candidate.block
    headings = [document.blocks[i].text for i in reversed(block.section)]
    topic, sure = topic_of(text, candidate.lead, headings)
    points = block.answer.weight if block.answer is not None and block.answer.weight else None
    force = candidate.force
    if points and force is Force.MUST and not (block.answer and block.answer.required):
        force = Force.SHOULD if candidate.kind == "question" else force
    return Requirement(
        id=f"k{number}",
        file=document.file,
        start=candidate.start,
        end=candidate.end,
        text=text,
        full_text=f"{candidate.lead} {text}".strip(),
        sentence=candidate.sentence.index,
        block=block.index,
        section=document.section_number(block) or (headings[0] if headings else ""),
        page=document.page_at(candidate.start),
        on=candidate.on,
        force=force,
        stage=stage(candidate.section, candidate.on, force, topic, scored=bool(points)),
        topic=topic,
        cue=candidate.cue,
        points=points,
        answer_required=bool(block.answer and block.answer.required),
        certainty=round(min(candidate.certainty, 0.5 + sure / 2), 2) if candidate.on is not On.NOBODY else 0.5,
    )
