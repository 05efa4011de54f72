"""Lead-ins ("Leverantören ska:") and what they hand on to their items."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from upplint.documents.model import Block, BlockKind, Document
from upplint.language.analysis import Analysis
from upplint.requirements import cues
from upplint.requirements.actors import Names, Subject, decide, find_subject
from upplint.requirements.clauses import Hit, find_hits
from upplint.requirements.model import Force, On
from upplint.requirements.sections import default_on

_ITEMS = frozenset({BlockKind.LIST_ITEM, BlockKind.TABLE_ROW, BlockKind.QUESTION})
_MAX_PSEUDO = 18  # words of a paragraph that is read as an item


@dataclass(frozen=True, slots=True)
class Lead:
    """What a lead-in says of its items.

    Attributes:
        text: the lead-in, with those above it in a nested list.
        force: how hard the items bind.
        cue: the words that bind.
        subject: of the lead-in's marker, None where it has none.
        hit_end: where the marker ends in `text`.
        on: whose duty, where the lead-in's words alone decide.
    """

    text: str
    force: Force
    cue: str
    subject: Subject | None = None
    hit_end: int = 0
    on: On | None = None


class Leads:
    """The lead-ins of one document."""

    def __init__(self, document: Document, analysis: Analysis, names: Names, sections: Sequence[str]) -> None:
        self._document = document
        self._analysis = analysis
        self._names = names
        self._sections = sections
        self._known: dict[int, Lead | None] = {}
        self._parents = self._find_parents()
        self._introducing = frozenset(self._parents.values())

    def of(self, block: Block) -> Lead | None:
        """What binds an item from above: its lead-in, or a heading over a list of tasks."""
        parent = self._parents.get(block.index)
        if parent is not None:
            return self._read(parent)
        if block.kind is BlockKind.LIST_ITEM:
            return self._heading(block)
        return None

    def introduces(self, block: Block) -> bool:
        """Does the block introduce items?"""
        return block.index in self._introducing and block.text.rstrip().endswith((":", ";"))

    def on_for(self, lead: Lead, item: str, section: str) -> tuple[On, float]:
        """Whose duty an item under this lead-in is."""
        if lead.on is not None:
            return lead.on, 0.7
        base = default_on(section)
        if lead.subject is None:
            return (On.SUPPLIER if base is On.NOBODY else base), 0.6
        text = f"{lead.text} {item}"
        if text[lead.hit_end :].lstrip(" :;")[: len(item)] != item:
            text = f"{lead.text[: lead.hit_end]} {item} {lead.text[lead.hit_end :]}"
        return decide(lead.subject, text, lead.hit_end, section, self._names)

    def _find_parents(self) -> dict[int, int]:
        """Lead-in by item: as the reader says, else paragraphs that read like items behind a colon."""
        parents: dict[int, int] = {}
        blocks = self._document.blocks
        open_lead: int | None = None
        for block in blocks:
            if block.lead_in is not None:
                parents[block.index] = block.lead_in
                open_lead = None if block.kind in _ITEMS else open_lead
            elif block.kind is BlockKind.HEADING:
                open_lead = None
            elif open_lead is not None and self._reads_as_item(block):
                parents[block.index] = open_lead
            elif block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUESTION):
                open_lead = block.index if block.text.rstrip().endswith((":", ";")) else None
        return parents

    def _reads_as_item(self, block: Block) -> bool:
        if block.kind is BlockKind.LIST_ITEM:
            return True
        if block.kind is not BlockKind.PARAGRAPH or len(block.text.split()) > _MAX_PSEUDO:
            return False
        if block.text.rstrip().endswith((":", ";", "?")):
            return False
        return not block.text.rstrip().endswith(".") and not find_hits(block.text)

    def _read(self, index: int) -> Lead | None:
        if index not in self._known:
            self._known[index] = None  # a lead-in that leads to itself binds nothing
            self._known[index] = self._read_block(self._document.blocks[index])
        return self._known[index]

    def _read_block(self, block: Block) -> Lead | None:
        sentences = self._analysis.sentences_of(block)
        if not sentences or block.kind is BlockKind.HEADING:
            return self._heading(block)
        text = sentences[-1].text
        hits = [h for h in find_hits(text) if h.under in ("", "that") and not h.marker.plain]
        if hits:
            hit = _best(hits)
            subject = find_subject(text, hit, self._names)
            if hit.marker.actors and subject.cls not in hit.marker.actors:
                return None
            on = hit.marker.on
            if on is None and hit.marker.kind == "impersonal" and not subject.cls:
                subject = Subject("", "", "")
            return Lead(text, hit.marker.force, text[hit.start : hit.end], subject, hit.end, on)
        for cue in cues.lead_cues():
            if cue.pattern.search(text.rstrip(" :;")) or cue.pattern.search(text):
                return Lead(text, cue.force, text.rstrip(" :;"), None, 0, cue.on)
        above = self._parents.get(block.index)
        if above is not None and above != block.index:
            lead = self._read(above)
            if lead is not None:
                return Lead(f"{lead.text} {text}", lead.force, lead.cue, lead.subject, lead.hit_end, lead.on)
        return None

    def _heading(self, block: Block) -> Lead | None:
        """A heading over a list of tasks or requirements binds the items."""
        if not block.section:
            return None
        title = self._document.blocks[block.section[-1]].text
        section = self._sections[block.index]
        if section in ("specification", "qualification") and cues.pattern("markers", "task_headings").search(title):
            return Lead(title, Force.MUST, title)
        return None


def _best(hits: list[Hit]) -> Hit:
    return min(hits, key=lambda h: (h.marker.kind == "option", h.start))
