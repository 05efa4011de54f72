"""Gold annotations: one JSON Lines file a document, and where each quote stands in the document as read.

The format is described in `tests/corpus/README.md`: objects with `is` (`requirement`, `finding`, `trap`, `fact`,
`note`) and a `quote`, white space folded; `page` and `section` say which of several like quotes is meant.
"""

from __future__ import annotations

import json
import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from upplint.documents.model import Block, Document
from upplint.errors import ConfigError

KINDS = frozenset({"requirement", "finding", "trap", "fact", "note"})
_DASHES = str.maketrans({"–": "-", "—": "-", "‑": "-", "‐": "-", "”": '"', "“": '"', "„": '"', "’": "'", "´": "'"})
_MIN_LETTERS = 10  # a shorter quote is only looked for as it stands
_MIN_HALF = 25  # letters of a quote's first part that say enough alone (a running footer may break the rest)


@dataclass(frozen=True, slots=True)
class Gold:
    """One annotation.

    Attributes:
        kind: `requirement`, `finding`, `trap`, `fact` or `note`.
        quote: exact text, white space folded; empty for notes.
        page, section: where, None or empty where not said.
        line: line number in the gold file.
        data: the whole object.
    """

    kind: str
    quote: str
    page: int | None
    section: str
    line: int
    data: Mapping[str, Any]

    @property
    def rule(self) -> str:
        """The rule id of a finding or trap."""
        return str(self.data.get("rule", ""))


@dataclass(frozen=True)
class GoldFile:
    """The annotations of one document."""

    name: str
    items: tuple[Gold, ...]

    def of(self, kind: str) -> tuple[Gold, ...]:
        """The annotations of one kind."""
        return tuple(g for g in self.items if g.kind == kind)

    @property
    def full(self) -> bool:
        """Is every requirement annotated? Told by whether any is."""
        return any(g.kind == "requirement" for g in self.items)

    @property
    def silent(self) -> bool:
        """A document without any annotation but notes: nothing may be found in it."""
        return all(g.kind == "note" for g in self.items)


def read_gold(path: Path) -> GoldFile:
    """Read one gold file.

    Raises:
        ConfigError: (U310) a line that is not a JSON object of a known kind; the message names file and line.
    """
    items = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
        except json.JSONDecodeError as error:
            raise ConfigError("U310", f"{path.name} rad {number}: raden är inte giltig JSON ({error.msg}).") from error
        if not isinstance(data, dict) or data.get("is") not in KINDS:
            raise ConfigError("U310", f"{path.name} rad {number}: fältet ”is” saknas eller är okänt.")
        page = data.get("page")
        items.append(
            Gold(
                str(data["is"]),
                " ".join(str(data.get("quote", "")).split()),
                page if isinstance(page, int) else None,
                str(data.get("section", "") or ""),
                number,
                data,
            )
        )
    return GoldFile(path.stem, tuple(items))


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one of the documents' texts."""

    document: int
    start: int
    end: int

    def overlap(self, other: Span) -> int:
        """Number of common characters."""
        if self.document != other.document:
            return 0
        return max(0, min(self.end, other.end) - max(self.start, other.start))


class Locator:
    """Finds quotes in documents, each like occurrence once.

    Args:
        documents: of one gold file, in order.
    """

    def __init__(self, documents: tuple[Document, ...]) -> None:
        self._documents = documents
        self._streams = tuple(_Stream(d) for d in documents)
        self._used: dict[tuple[str, str], set[tuple[int, int]]] = defaultdict(set)

    def find(self, gold: Gold) -> Span | None:
        """Where the quote stands, None when it is not there.

        Of several places the one on the stated page and in the stated section is taken, and of those the first that an
        earlier annotation of the same kind and quote has not taken.
        """
        places = [
            Span(i, start, end) for i, stream in enumerate(self._streams) for start, end in stream.find(gold.quote)
        ]
        if not places:
            return None
        used = self._used[(gold.kind + gold.rule, gold.quote)]
        best = min(
            range(len(places)),
            key=lambda k: (
                not self._on_page(places[k], gold.page),
                self._off_section(places[k], gold.section),
                (places[k].document, places[k].start) in used,
                k,
            ),
        )
        chosen = places[best]
        used.add((chosen.document, chosen.start))
        return chosen

    def _on_page(self, span: Span, page: int | None) -> bool:
        document = self._documents[span.document]
        return page is None or document.pages is None or document.page_at(span.start) == page

    def _off_section(self, span: Span, section: str) -> int:
        if not section:
            return 0
        document = self._documents[span.document]
        found = document.section_number(document.block_at(span.start))
        if found == section:
            return 0
        return 1 if found.startswith(f"{section}.") or section.startswith(f"{found}.") else 2


class _Stream:
    """A document's characters with list marks, numbers and answer fields, each with its offset in the text."""

    def __init__(self, document: Document) -> None:
        folded: list[str] = []
        offsets: list[int] = []
        for char, offset in _characters(document):
            if char.isspace():
                if folded and folded[-1] != " ":
                    folded.append(" ")
                    offsets.append(offset)
            else:
                folded.append(char)
                offsets.append(offset)
        self._text = "".join(folded)
        self._offsets = offsets
        self._letters = [i for i, c in enumerate(folded) if c.isalnum()]
        self._bare = "".join(folded[i].lower() for i in self._letters)

    def find(self, quote: str) -> Iterator[tuple[int, int]]:
        """Every place of the quote: as it stands, else by its letters and digits, else by its first half."""
        wanted = _same(quote)
        found = list(_occurrences(self._text, wanted))
        if found:
            yield from (self._span(a, b) for a, b in found)
            return
        bare = "".join(c.lower() for c in wanted if c.isalnum())
        if len(bare) < _MIN_LETTERS:
            return
        found = list(_occurrences(self._bare, bare)) or list(self._broken(wanted, bare))
        yield from (self._span(self._letters[a], self._letters[b - 1] + 1) for a, b in found)

    def _broken(self, quote: str, bare: str) -> Iterator[tuple[int, int]]:
        """Places of the quote's first part, where the rest was broken off by a footer or a column: the part is long
        enough to say it alone, or the other words stand close by."""
        if len(bare) > _MIN_HALF:
            found = list(_occurrences(self._bare, bare[: max(len(bare) // 2, _MIN_HALF)]))
            if found:
                yield from found
                return
        words = ["".join(c.lower() for c in w if c.isalnum()) for w in quote.split()]
        for start, end in _occurrences(self._bare, bare[: max(len(bare) // 2, _MIN_LETTERS)]):
            around = self._bare[max(start - 3 * len(bare), 0) : end + 3 * len(bare)]
            if all(w in around for w in words):
                yield start, end

    def _span(self, start: int, end: int) -> tuple[int, int]:
        return self._offsets[start], max(self._offsets[end - 1], self._offsets[start]) + 1


def _characters(document: Document) -> Iterator[tuple[str, int]]:
    for block in document.blocks:
        for char in _marks(block):
            yield char, block.start
        for i, char in enumerate(block.text):
            for part in _same(char):
                yield part, block.start + i
        yield " ", max(block.end - 1, block.start)
        if block.answer is not None and block.answer.text:
            for char in _same(block.answer.text) + " ":
                yield char, max(block.end - 1, block.start)


def _marks(block: Block) -> str:
    return f"{_same(block.number)} " if block.number else ""


def _same(text: str) -> str:
    return unicodedata.normalize("NFC", text).translate(_DASHES).replace("\u00ad", "").replace("\u00a0", " ")


def _occurrences(text: str, wanted: str) -> Iterator[tuple[int, int]]:
    for match in re.finditer(re.escape(wanted), text):
        yield match.span()


def section_key(document: Document, offset: int) -> tuple[int, str]:
    """A key for the section at an offset: index of the closest numbered heading above, and its number."""
    block = document.block_at(offset)
    number = document.section_number(block)
    return (block.section[-1] if block.section else -1, number)


def sentence_span(document: Document, starts: tuple[int, ...], ends: tuple[int, ...], span: Span) -> Span:
    """The span widened to the sentences it touches. `starts` and `ends`: of the document's sentences, in order."""
    if not starts:
        return span
    first = max(bisect_right(starts, span.start) - 1, 0)
    last = max(bisect_right(starts, max(span.end - 1, span.start)) - 1, first)
    start = starts[first] if starts[first] <= span.start < ends[first] else span.start
    end = ends[last] if starts[last] < span.end <= ends[last] else span.end
    return Span(span.document, min(start, span.start), max(end, span.end))
