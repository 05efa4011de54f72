"""A tender as the conditions see it: regimes, codes, value, term, day, and its words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, cached_property
from typing import Any

from upplint.documents.model import FURNITURE, Block, BlockKind
from upplint.errors import UpplintError
from upplint.resources import rules_path
from upplint.tender._data import read_yaml
from upplint.tender.cpv import parse_cpv
from upplint.tender.cues import Cues, compile_cues
from upplint.tender.facts.sums import total_months, total_value
from upplint.tender.law import LAW_CHECKED
from upplint.tender.model import SILENT_ROLES, Fact, Role, Tender

_TITLE_LINES = 4
_SILENT = SILENT_ROLES | {Role.ESPD}


@dataclass(frozen=True, slots=True)
class Hit:
    """Words found in a document."""

    text: str
    place: tuple[int, int, int]


class Case:
    """What the conditions of opportunities are tested on.

    Args:
        tender: the procurement.
        settings: numbers set by the user or the organisation, by name; they win over those of the data.
    """

    def __init__(self, tender: Tender, settings: Mapping[str, Any] | None = None) -> None:
        self.tender = tender
        self.settings = dict(settings or {})

    @property
    def law(self) -> str:
        """The act: `LOU` where nothing is known."""
        stated = self.tender.facts.value("law")
        return str(stated) if stated else self.tender.regime.law

    @property
    def regimes(self) -> tuple[str, ...]:
        """The regimes that may apply; none under LOV."""
        decision = self.tender.regime
        return (decision.regime,) if decision.regime else tuple(decision.candidates)

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """CPV codes, eight digits."""
        out = []
        for fact in self.tender.facts.counting("cpv"):
            try:
                out.append(parse_cpv(str(fact.value)).code)
            except UpplintError:
                continue
        return tuple(dict.fromkeys(out))

    @property
    def value(self) -> Decimal | None:
        """Value of the whole procurement in SEK."""
        return total_value(self.tender.facts)

    @property
    def value_fact(self) -> Fact | None:
        """Where the value comes from."""
        names = ("ceiling_value", "estimated_value", "yearly_value")
        return next((f for n in names if (f := self.tender.facts.get(n)) and "lot" not in f.unit), None)

    @property
    def months(self) -> int | None:
        """Term with extensions."""
        return total_months(self.tender.facts)

    @property
    def day(self) -> date:
        """The day the law is asked of: publication, else the day the texts of law were last checked."""
        published = self.tender.facts.value("published")
        return published if isinstance(published, date) else LAW_CHECKED

    def words(self, names: Sequence[str], *, headings: bool = False) -> Iterator[Hit]:
        """Places of the phrases of word lists.

        Args:
            names: `LIST` of `rules/opportunities/words.yaml` or `FILE.LIST` of `rules/cues/`.
            headings: only in headings and titles of the invitation and the specification.
        """
        cues = [_cues(n) for n in names]
        for number, part in enumerate(self.tender.parts):
            if part.role in _SILENT:
                continue
            for index, block in enumerate(part.document.blocks):
                if block.kind in FURNITURE or (headings and not _names(block, index)):
                    continue
                for cue in cues:
                    for match in cue.finditer(block.text):
                        place = (number, block.start + match.start(), block.start + match.end())
                        yield Hit(block.text[match.start() : match.end()], place)

    def where(self, place: tuple[int, int, int]) -> str:
        """A place in Swedish words: "avsnitt 1.3 i krav.docx"."""
        number, start, _ = place
        document = self.tender.parts[number].document
        if not document.blocks:
            return document.file
        section = document.section_number(document.block_at(start))
        page = document.page_at(start)
        if section:
            return f"avsnitt {section}"
        return f"sidan {page}" if page else "början av dokumentet"


def _names(block: Block, index: int) -> bool:
    """Is the block a heading, or a title line at the top of the document?"""
    return block.kind is BlockKind.HEADING or (index < _TITLE_LINES and not block.text.rstrip().endswith((".", ":")))


@cache
def _cues(name: str) -> Cues:
    file, _, listed = name.rpartition(".")
    path = rules_path("cues", f"{file}.yaml") if file else rules_path("opportunities", "words.yaml")
    return compile_cues(read_yaml(path)[listed])


def fact_place(fact: Fact | None) -> tuple[tuple[int, int, int], ...]:
    """The place of a fact, as a tuple of none or one."""
    if fact is None or fact.document is None or fact.start is None or fact.end is None:
        return ()
    return ((fact.document, fact.start, fact.end),)
