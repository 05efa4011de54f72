"""One document as the rules see it: where phrases stand, which sentences count, how far a section reaches."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from upplint.documents.model import Block, BlockKind
from upplint.engine.plan import FIXED, Plan
from upplint.language.analysis import Analysis, Sentence
from upplint.requirements.model import Requirement
from upplint.requirements.sections import section_types
from upplint.requirements.statements import binds
from upplint.requirements.subjects import Names
from upplint.tender.model import Part

if TYPE_CHECKING:
    from upplint.language.terms import TermMatch

Range = tuple[int, int]

#: A section this long, in blocks, has lost its headings: what stands far away does not belong together.
_LONG_SECTION = 80
_WINDOW = 20


class View:
    """A part of a tender with an index of the rules' phrases over it.

    Args:
        number: index of the part in the tender.
        part: document, analysis, requirements and role.
        plan: the phrases to look for.
        repeated: indices of blocks that stand word for word in an earlier document.
    """

    def __init__(self, number: int, part: Part, plan: Plan, repeated: frozenset[int] = frozenset()) -> None:
        self.number = number
        self.part = part
        self.document = part.document
        self.analysis: Analysis = part.analysis
        self.role = part.role
        self.repeated = repeated
        self._plan = plan
        self._by_phrase = plan.find(self.document.text)
        self._places: dict[tuple[str, ...], tuple[list[int], list[Range]]] = {}
        self._regex: dict[str, list[Range]] = {}
        self._in_sentences: dict[tuple[str, ...], frozenset[int]] = {}
        self.terms: tuple[TermMatch, ...] | None = None  # of the lexicon, found when a rule asks for them

    # -- phrases -----------------------------------------------------------------------------------------------

    def places(self, phrases: tuple[str, ...]) -> Sequence[Range]:
        """All places of a phrase list of a rule, in order."""
        return self._merged(phrases)[1] if phrases else ()

    def _merged(self, phrases: tuple[str, ...]) -> tuple[list[int], list[Range]]:
        """Starts and places of a phrase list, put together from its phrases when first asked for."""
        found = self._places.get(phrases)
        if found is None:
            known = self._by_phrase
            lists = [places for p in self._plan.expanded(phrases) if (places := known.get(p))]
            merged = lists[0] if len(lists) == 1 else sorted({place for places in lists for place in places})
            found = self._places[phrases] = ([start for start, _ in merged], merged)
        return found

    def within(self, phrases: tuple[str, ...], ranges: Iterable[Range]) -> list[Range]:
        """Places of a phrase list that lie wholly within one of the ranges."""
        if not phrases:
            return []
        starts, places = self._merged(phrases)
        if not starts:
            return []
        return [
            place
            for a, b in ranges
            for place in places[bisect_left(starts, a) : bisect_left(starts, b)]
            if place[1] <= b
        ]

    def matches(self, regex: str) -> list[Range]:
        """Places of a regular expression (its group `x` where it has one); none crosses a line."""
        found = self._regex.get(regex)
        if found is None:
            found = []
            for match in re.finditer(regex, self.document.text):
                span = match.span("x") if "x" in match.re.groupindex else match.span()
                if span[1] > span[0] and "\n" not in match.group():
                    found.append(span)
            self._regex[regex] = found
        return found

    # -- sentences ---------------------------------------------------------------------------------------------

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [s.start for s in self.analysis.sentences]

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds the character, None between sentences."""
        i = bisect_right(self._sentence_starts, offset) - 1
        if i < 0:
            return None
        sentence = self.analysis.sentences[i]
        return sentence if offset < sentence.end else None

    @cached_property
    def _followers(self) -> dict[int, tuple[int, ...]]:
        """Block -> blocks that have it as lead-in, at any depth."""
        found: dict[int, list[int]] = {}
        for block in self.document.blocks:
            for above in self._lead_ins(block):
                found.setdefault(above.index, []).append(block.index)
        return {k: tuple(v) for k, v in found.items()}

    def _lead_ins(self, block: Block) -> Iterator[Block]:
        for _ in range(3):
            if block.lead_in is None or block.lead_in >= block.index:
                return
            block = self.document.blocks[block.lead_in]
            yield block

    def unit(self, sentence: Sentence) -> tuple[Range, ...]:
        """What is read together with a sentence: the lead-in of its list, the other cells of its row; in text order."""
        block = self.document.blocks[sentence.block]
        own = (block.start, block.end) if sentence.column is not None else (sentence.start, sentence.end)
        above = [(b.start, b.end) for b in self._lead_ins(block)]
        return (*reversed(above), own)

    def unit_of_block(self, block: Block) -> tuple[Range, ...]:
        """A block with its lead-ins, in text order."""
        return (*reversed([(b.start, b.end) for b in self._lead_ins(block)]), (block.start, block.end))

    def sentences_with(self, phrases: tuple[str, ...]) -> frozenset[int]:
        """Indices of the sentences whose unit holds a phrase of the list."""
        found = self._in_sentences.get(phrases)
        if found is None:
            hits: set[int] = set()
            blocks: set[int] = set()
            for start, _ in self.places(phrases):
                sentence = self.sentence_at(start)
                if sentence is not None:
                    hits.add(sentence.index)
                    blocks.add(sentence.block)
            for index in blocks:
                related = self._followers.get(index, ())
                if self.document.blocks[index].cells:
                    related = (*related, index)
                for other in related:
                    hits.update(s.index for s in self.analysis.sentences_of(other))
            found = self._in_sentences[phrases] = frozenset(hits)
        return found

    @cached_property
    def fixed(self) -> frozenset[int]:
        """Indices of sentences that belong to clauses of fixed wording."""
        return self.sentences_with((FIXED,)) if self._plan.has((FIXED,)) else frozenset()

    def lintable(self, sentence: Sentence, blocks: Sequence[BlockKind] = ()) -> bool:
        """May a rule speak of this sentence? Headings and captions only when the rule asks for such blocks."""
        block = self.document.blocks[sentence.block]
        if blocks:
            if block.kind not in blocks:
                return False
        elif block.kind in (BlockKind.HEADING, BlockKind.CAPTION):
            return False
        return sentence.index not in self.fixed and block.index not in self.repeated

    @cached_property
    def requirements_by_sentence(self) -> dict[int, tuple[Requirement, ...]]:
        """Sentence index -> requirements that stand in it."""
        found: dict[int, list[Requirement]] = {}
        for requirement in self.part.requirements:
            found.setdefault(requirement.sentence, []).append(requirement)
        return {k: tuple(v) for k, v in found.items()}

    @cached_property
    def _reading(self) -> tuple[Names, tuple[str, ...]]:
        return Names(self.document), section_types(self.document)

    @property
    def names(self) -> Names:
        """The names that the document gives its parties."""
        return self._reading[0]

    def binds(self, offset: int) -> bool:
        """Does the sentence at the character bind the tenderer's side, as a requirement or as a plain statement?"""
        sentence = self.sentence_at(offset)
        if sentence is None:
            return False
        names, sections = self._reading
        block = self.document.blocks[sentence.block]
        read = self.requirements_by_sentence.get(sentence.index, ())
        return binds(sentence, block, read, sections[block.index], names)

    # -- stretches around a place ------------------------------------------------------------------------------

    def block_range(self, offset: int) -> Range:
        """The block that holds the character; (0, 0) in a document without text."""
        if not self.document.blocks:
            return 0, 0
        block = self.document.block_at(offset)
        return block.start, block.end

    def section_range(self, offset: int, up: int = 0) -> Range:
        """From the closest heading above (or at) the character to the next heading of its level or above it.

        Args:
            offset: in the document's text.
            up: so many numbered headings further up (1 = the chapter around the section).
        """
        blocks = self.document.blocks
        if not blocks:
            return 0, 0
        block = self.document.block_at(offset)
        path = [*block.section, block.index] if block.kind is BlockKind.HEADING else list(block.section)
        numbered = [i for i in path if blocks[i].number] or path
        if not numbered:
            first, last = 0, len(blocks) - 1
        else:
            first = numbered[max(-1 - up, -len(numbered))]
            last = self._section_end(first)
        if last - first > _LONG_SECTION and up == 0:
            first, last = max(first, block.index - _WINDOW), min(last, block.index + _WINDOW)
        return (blocks[first].start, blocks[last].end) if blocks else (0, 0)

    def _section_end(self, heading: int) -> int:
        return self._section_ends.get(heading, len(self.document.blocks) - 1)

    @cached_property
    def _section_ends(self) -> dict[int, int]:
        ends: dict[int, int] = {}
        stack: list[Block] = []
        for block in self.document.blocks:
            if block.kind is not BlockKind.HEADING:
                continue
            while stack and stack[-1].level >= block.level:
                ends[stack.pop().index] = block.index - 1
            stack.append(block)
        return ends

    def sentence_window(self, sentence: Sentence, before: int, after: int) -> Range:
        """So many sentences on each side, within the section."""
        sentences = self.analysis.sentences
        low, high = self.section_range(sentence.start)
        first = sentences[max(0, sentence.index - before)]
        last = sentences[min(len(sentences) - 1, sentence.index + after)]
        return max(first.start, low), min(last.end, max(high, sentence.end))

    def headings(self, offset: int) -> tuple[Range, ...]:
        """The headings above the character, and its own block when that is a heading."""
        blocks = self.document.blocks
        if not blocks:
            return ()
        block = self.document.block_at(offset)
        path = [*block.section, block.index] if block.kind is BlockKind.HEADING else block.section
        return tuple((blocks[i].start, blocks[i].end) for i in path)

    def words_between(self, left: Range, right: Range, unit: Sequence[Range]) -> int:
        """Words between two places of a unit; the parts of the unit count as following each other."""
        if right[0] < left[1]:
            return 0
        text = self.document.text
        for a, b in unit:
            if a <= left[0] and right[1] <= b:
                return len(text[left[1] : right[0]].split())
        between = [text[max(a, left[1]) : min(b, right[0])] for a, b in unit if min(b, right[0]) > max(a, left[1])]
        return sum(len(t.split()) for t in between)
