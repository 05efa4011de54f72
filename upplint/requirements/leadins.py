"""Lead-ins ("Leverantören ska:") and what they hand on to their items."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from upplint.documents.model import Block, BlockKind, Document
from upplint.language.analysis import Analysis, Sentence
from upplint.requirements import cues
from upplint.requirements.actors import decide
from upplint.requirements.clauses import Hit, find_hits
from upplint.requirements.model import Force, On
from upplint.requirements.sections import default_on
from upplint.requirements.subjects import Names, Subject, find_subject

_FOLLOWING = re.compile(r"\b(?:följande|nedan|nedanstående)\b[^.]*$", re.IGNORECASE)
#: "... får bara lämnas ut om:": the items tell when, they are no duties of their own.
_CASES = re.compile(
    r"\b(?:om|när|ifall|såvida|(?:under )?förutsatt att"
    r"|under (?:någon av )?(?:följande )?förutsättning(?:ar|en)?(?: att)?"
    r"|i (?:något av )?följande (?:fall|situationer)"
    r"|(?:om|när|förutsatt att) [^.:;]{0,40}följande (?:villkor|förutsättning|omständighet|kriteri|situation|krav)"
    r"\w*[^.:;]{0,30})"
    r"\s*[:;]?$",
    re.IGNORECASE,
)
#: The front of a command that stands behind what it is about: "För varje uppdrag ange:".
_ABOUT = re.compile(
    r"^(?:för|i|till|vid|på|under|per|avseende|gällande|beträffande)\s[^,.:;?]{2,70}?\s(?P<c>ange|bifoga|redovisa|beskriv|uppge|"
    r"specificera|fyll i|namnge|lista|presentera|lämna)(?=\s|:|$)",
    re.IGNORECASE,
)
_NO_COMMAND = re.compile(
    r"\b(?:att|ska|skall|måste|bör|kan|får|vill|och|eller|inte|anbudsgivaren|leverantören)\b", re.IGNORECASE
)
#: The head of a column that its cells complete: "Erbjuden konsult ska ha".
_COLUMN = re.compile(
    r"\b(?:ska|skall|måste|bör)\b(?: (?:minst|även|också|dessutom|kunna))*(?: (?:ha|vara|inneha|uppfylla"
    r"|omfatta|innehålla|klara|kunna|ingå|behärska|utföra|redovisa|bifoga))?"
    r"(?: (?:minst|följande|erfarenhet av|kunskap om|kompetens inom))*\s*[:.…]*$",
    re.IGNORECASE,
)
#: "... ska leverantören redovisa följande handlingar: Rutin för ...": a lead-in that runs on into its first item.
_RUN_ON = re.compile(r"\b(?:följande|nedanstående)\b[^.:;]{0,60}:(?=\s+\w)", re.IGNORECASE)
_ITEMS = frozenset({BlockKind.LIST_ITEM, BlockKind.TABLE_ROW, BlockKind.QUESTION})
_NEAR_END = 60  # characters: a subordinate "ska" binds the items only where it stands right before them
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
        binds_items: the items are requirements; else the lead-in is one, and its items only complete it.
    """

    text: str
    force: Force
    cue: str
    subject: Subject | None = None
    hit_end: int = 0
    on: On | None = None
    binds_items: bool = True


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
            lead = self._read(parent)
            return lead if lead is None or lead.binds_items else None
        if block.kind is BlockKind.LIST_ITEM:
            return self._heading(block)
        return None

    def parent(self, block: Block) -> int | None:
        """Index of the block that introduces the item."""
        return self._parents.get(block.index)

    def unbound(self, block: Block) -> bool:
        """An item of a list whose lead-in binds nobody (a list of breaches, of examples)."""
        return block.index in self._parents and self.of(block) is None

    def tells_when(self, block: Block) -> bool:
        """An item of a list of cases ("... får bara lämnas ut om:") that goes on with its clause."""
        parent = self._parents.get(block.index)
        if parent is None or not block.text[:1].islower():
            return False
        lead = self._read(parent)
        return lead is not None and not lead.binds_items and _CASES.search(lead.text) is not None

    def introduces(self, block: Block) -> bool:
        """Does the block introduce items?"""
        if block.index not in self._introducing:
            return False
        lead = self._read(block.index)
        return lead is None or lead.binds_items

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
                if open_lead is not None and block.text[:1].islower() and self._opens(block):
                    parents[block.index] = open_lead  # a lead-in below a lead-in
                open_lead = block.index if self._opens(block) else None
        return parents

    def _opens(self, block: Block) -> bool:
        """Does a paragraph introduce what stands below it: a colon, or "ska minst följande ingå" before a list?"""
        if block.text.rstrip().endswith((":", ";")):
            return True
        following = self._document.blocks[block.index + 1 : block.index + 2]
        if not following or following[0].kind is not BlockKind.LIST_ITEM or following[0].lead_in is not None:
            return False
        sentences = self._analysis.sentences_of(block)
        return bool(sentences and _FOLLOWING.search(sentences[-1].text)) or any(
            _RUN_ON.search(s.text) for s in sentences
        )

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
        text = introducing([s.text for s in sentences])
        asked = _ABOUT.match(text)
        if asked and text.rstrip().endswith(":") and not _NO_COMMAND.search(text[: asked.start("c")]):
            return Lead(text, Force.MUST, asked.group("c"), None, 0, On.TENDERER)
        found = find_hits(text)
        near = [h for h in found if h.marker.kind == "modal" and len(text) - h.end < _NEAR_END]
        hits = [h for h in found if not h.under] or near
        if hits:
            hit = _best(hits)
            subject = find_subject(text, hit, self._names)
            if hit.marker.actors and subject.cls not in hit.marker.actors:
                return self._by_words(block, text)
            on = hit.marker.on
            if on is None and hit.marker.kind == "impersonal" and not subject.cls:
                subject = Subject("", "", "")
            complete = not (hit.marker.kind == "option" and subject.cls == "authority") and not _CASES.search(text)
            return Lead(text, hit.marker.force, text[hit.start : hit.end], subject, hit.end, on, complete)
        return self._by_words(block, text)

    def _by_words(self, block: Block, text: str) -> Lead | None:
        for cue in cues.lead_cues():
            if cue.sections and self._sections[block.index] not in cue.sections:
                continue
            if cue.pattern.search(text.rstrip(" :;")) or cue.pattern.search(text):
                return Lead(text, cue.force, text.rstrip(" :;"), None, 0, cue.on)
        above = self._parents.get(block.index)
        if above is None and block.index and text[:1].islower():  # a nested lead-in set as a paragraph of its own
            above = self._parents.get(block.index - 1)
        if above is not None and above != block.index:
            lead = self._read(above)
            if lead is not None:
                return Lead(f"{lead.text} {text}", lead.force, lead.cue, lead.subject, lead.hit_end, lead.on)
        return None

    def _heading(self, block: Block) -> Lead | None:
        """A heading over a list of tasks or requirements binds the items."""
        if not block.section:
            return None
        section = self._sections[block.index]
        if section not in ("specification", "qualification") or block.text.rstrip().endswith("?"):
            return None
        for i in block.section[-2:] if section == "specification" else block.section[-1:]:
            title = self._document.blocks[i].text
            if cues.pattern("markers", "task_headings").search(title):
                return Lead(title, Force.MUST, title)
        return None


def column_lead(block: Block, sentence: Sentence, names: Names) -> Lead | None:
    """What the head of a column says of the first sentence of a cell below it ("Konsulten ska ha"), None: nothing."""
    cell = next((c for c in block.cells if c.column == sentence.column), None)
    if cell is None or not _COLUMN.search(cell.header) or sentence.start != block.start + cell.start:
        return None
    hits = [h for h in find_hits(cell.header) if h.marker.kind == "modal" and not h.under]
    if not hits or not any(ch.isalpha() for ch in sentence.text):
        return None
    hit, text = hits[-1], cell.header
    return Lead(text, hit.marker.force, text[hit.start : hit.end], find_subject(text, hit, names), hit.end)


def introducing(sentences: Sequence[str]) -> str:
    """The sentence that introduces: the last one, or the one that runs on into its first item, cut behind its colon."""
    last = sentences[-1]
    if not last.rstrip().endswith((":", ";")) and not _FOLLOWING.search(last):
        for sentence in reversed(sentences):
            run_on = _RUN_ON.search(sentence)
            if run_on is not None:
                return sentence[: run_on.end()]
    return last


def _best(hits: list[Hit]) -> Hit:
    return min(hits, key=lambda h: (h.marker.plain, h.marker.kind == "option", h.start))
