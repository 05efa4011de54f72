"""What is known of a document's language, computed once and shared by all who ask.

Cheap things (sentences, quantities, citations) are plain functions over text; tags and parse are made only for the
sentences that somebody asks for, in one batch.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from upplint.documents.model import FURNITURE, Block, Document
from upplint.language.pieces import required_pieces
from upplint.language.quantities import Quantity, find_quantities

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from upplint.language.citations import Citation


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, heading, list item or table cell.

    Attributes:
        index: position among the document's sentences.
        block: index of the block it stands in; a sentence never crosses a block or a cell.
        start, end: offsets in `Document.text`.
        text: `Document.text[start:end]`.
        column: column of the table cell it stands in, None outside tables.
    """

    index: int
    block: int
    start: int
    end: int
    text: str
    column: int | None = None


class Analysis:
    """The sentences of one document with their quantities, citations and (on demand) their parse.

    Args:
        document: as read; running headers, footers and legends are left out.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self._quantities: dict[int, tuple[Quantity, ...]] = {}
        self._citations: dict[int, tuple[Citation, ...]] = {}
        self._docs: dict[int, Doc] = {}

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences in reading order."""
        from upplint.language.sentences import split_sentences

        out: list[Sentence] = []
        for block in self.document.blocks:
            if block.kind in FURNITURE:
                continue
            for start, end, column in _units(block):
                for a, b in split_sentences(block.text[start:end]):
                    out.append(
                        Sentence(
                            len(out),
                            block.index,
                            block.start + start + a,
                            block.start + start + b,
                            block.text[start + a : start + b],
                            column,
                        )
                    )
        return tuple(out)

    @cached_property
    def _by_block(self) -> dict[int, tuple[Sentence, ...]]:
        groups: dict[int, list[Sentence]] = {}
        for sentence in self.sentences:
            groups.setdefault(sentence.block, []).append(sentence)
        return {k: tuple(v) for k, v in groups.items()}

    @cached_property
    def _vocabulary(self) -> tuple[str, list[int], list[list[int]]]:
        """All different words in lower case as one text, where each starts in it, and which sentences hold it."""
        held: dict[str, list[int]] = {}
        for sentence in self.sentences:
            for word in set(sentence.text.lower().split()):
                held.setdefault(word, []).append(sentence.index)
        starts, at = [], 0
        for word in held:
            starts.append(at)
            at += len(word) + 1
        return "\n".join(held), starts, list(held.values())

    def holding(self, piece: str) -> frozenset[int]:
        """Indexes of the sentences with a word that holds a piece of text (in lower case, without white space).

        Looked up among the document's different words: far fewer than its sentences.
        """
        text, starts, places = self._vocabulary
        found: set[int] = set()
        at = text.find(piece)
        while at >= 0:
            word = bisect_right(starts, at) - 1
            found.update(places[word])
            at = text.find(piece, starts[word + 1]) if word + 1 < len(starts) else -1
        return frozenset(found)

    def may_match(self, patterns: Sequence[str]) -> dict[int, tuple[int, ...]]:
        """Which expressions (for text in lower case) can match in each sentence, as their numbers in order.

        Sentences where none can are left out.
        """
        found: dict[int, list[int]] = {}
        for number, pattern in enumerate(patterns):
            pieces = required_pieces(pattern)
            if pieces is None:
                held: Iterable[int] = range(len(self.sentences))
            else:
                held = frozenset().union(*map(self.holding, pieces))
            for index in held:
                found.setdefault(index, []).append(number)
        return {index: tuple(numbers) for index, numbers in found.items()}

    def sentences_of(self, block: Block | int) -> tuple[Sentence, ...]:
        """The sentences of a block, in order."""
        return self._by_block.get(block if isinstance(block, int) else block.index, ())

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds the character at `offset` of the document's text, None between sentences."""
        block = self.document.block_at(offset)
        for sentence in self.sentences_of(block):
            if sentence.start <= offset < sentence.end:
                return sentence
        return None

    def quantities(self, sentence: Sentence) -> tuple[Quantity, ...]:
        """Quantities of a sentence; offsets count from the sentence's start."""
        found = self._quantities.get(sentence.index)
        if found is None:
            found = self._quantities[sentence.index] = find_quantities(sentence.text)
        return found

    def citations(self, sentence: Sentence) -> tuple[Citation, ...]:
        """Law citations of a sentence; offsets count from the sentence's start."""
        found = self._citations.get(sentence.index)
        if found is None:
            from upplint.language.citations import find_citations

            found = self._citations[sentence.index] = find_citations(sentence.text)
        return found

    def parse(self, sentences: Iterable[Sentence]) -> dict[int, Doc]:
        """Tagged and parsed spaCy `Doc`s by sentence index; each sentence is parsed once, missing ones in one batch."""
        from upplint.language import pipeline

        wanted = {s.index: s for s in sentences}
        missing = [s for i, s in wanted.items() if i not in self._docs]
        if missing:
            for sentence, doc in zip(missing, pipeline.parse(s.text for s in missing), strict=True):
                self._docs[sentence.index] = doc
        return {i: self._docs[i] for i in wanted}


def _units(block: Block) -> list[tuple[int, int, int | None]]:
    if block.cells:
        return [(c.start, c.end, c.column) for c in block.cells if c.end > c.start]
    return [(0, len(block.text), None)]
