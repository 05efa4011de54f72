"""What a rule can see while it runs on one tender, and the matches it hands back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from upplint.documents.model import BlockKind
from upplint.engine.model import Level
from upplint.engine.plan import Plan
from upplint.engine.schema import Rule
from upplint.engine.selection import Selection
from upplint.engine.view import Range, View
from upplint.errors import ConfigError
from upplint.requirements.model import Requirement
from upplint.tender.model import SILENT_ROLES, Fact, Role, Tender, TenderFacts

#: Documents whose words are not the author's own: rules on words pass them over unless they ask for the role.
FIXED_ROLES = frozenset({Role.ESPD})


@dataclass(frozen=True, slots=True)
class Match:
    """A place that a rule speaks of.

    Attributes:
        view: index of the document in the tender.
        start, end: offsets in the document's text.
        requirement: the requirement it concerns.
        values: what the message is filled with, by name; see `upplint.engine.messages`.
        missing: facts that were needed and are not known.
        level: level instead of the rule's, for named checks that know better.
        also: other places `(view, start, end)` that belong to it, for example the other half of a contradiction.
    """

    view: int
    start: int
    end: int
    requirement: Requirement | None = None
    values: Mapping[str, object] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    level: Level | None = None
    also: tuple[tuple[int, int, int], ...] = ()


class Context:
    """One tender under one selection of rules.

    Args:
        tender: what is checked.
        plan: the phrases of the rules that run.
        selection: parameters and levels set by the organisation.
        language: `sv` or `en`, for messages.
    """

    def __init__(self, tender: Tender, plan: Plan, selection: Selection, language: str = "sv") -> None:
        self.tender = tender
        self.plan = plan
        self.selection = selection
        self.language = language
        repeated: dict[int, set[int]] = {}
        for part, block in tender.repeated:
            repeated.setdefault(part, set()).add(block)
        self.views = tuple(View(i, part, plan, frozenset(repeated.get(i, ()))) for i, part in enumerate(tender.parts))

    @cached_property
    def _copies(self) -> dict[str, list[tuple[int, int]]]:
        """Text of the blocks that stand again in later documents -> where they stand again: view and start."""
        found: dict[str, list[tuple[int, int]]] = {}
        for number, index in sorted(self.tender.repeated):
            block = self.tender.parts[number].document.blocks[index]
            found.setdefault(block.text, []).append((number, block.start))
        return found

    def copies(self, view: int, start: int, end: int) -> list[tuple[int, int, int]]:
        """The same words in later documents that repeat the block word for word, as (view, start, end)."""
        if not self._copies:
            return []
        block = self.tender.parts[view].document.block_at(start)
        if end > block.start + len(block.text):
            return []
        again = self._copies.get(block.text, ())
        return [(v, s + start - block.start, s + end - block.start) for v, s in again if v != view]

    @property
    def facts(self) -> TenderFacts:
        """Facts of the tender."""
        return self.tender.facts

    @cached_property
    def act(self) -> str:
        """The procurement act that the tender follows: as stated, else as decided (`LOU` when unknown)."""
        return str(self.facts.value("law") or self.tender.regime.law)

    @cached_property
    def regimes(self) -> tuple[str, ...]:
        """The regimes that may apply: one when decided, else those that are possible."""
        decision = self.tender.regime
        if decision.regime is not None:
            return (decision.regime,)
        # Under LOV (lagen om valfrihetssystem) no regime of LOU applies: rules with one level for all still speak.
        return decision.candidates or (decision.law,)

    @property
    def regime(self) -> str | None:
        """The regime when it is decided."""
        return self.regimes[0] if len(self.regimes) == 1 else None

    def parameter(self, rule: Rule, name: str) -> object:
        """A parameter's value: the organisation's, else the default. Raises `ConfigError` (U224) outside its range."""
        parameter = rule.parameters[name]
        value = self.selection.parameters.get(rule.id, {}).get(name, parameter.default)
        if isinstance(parameter.default, Decimal) and not isinstance(value, Decimal):
            try:
                value = Decimal(str(value))
            except ArithmeticError as error:
                raise ConfigError("U224", f"{rule.id}.{name} ska vara ett tal, inte {value}.") from error
        if isinstance(value, Decimal):
            low, high = parameter.min, parameter.max
            if (low is not None and value < low) or (high is not None and value > high):
                limits = f"{low if low is not None else ''}–{high if high is not None else ''}"
                raise ConfigError("U224", f"{rule.id}.{name} är {value} men ska ligga inom {limits}.")
        return value

    def number(self, rule: Rule, name: str) -> Decimal:
        """A parameter that is a number."""
        return Decimal(str(self.parameter(rule, name)))

    def text_views(self, roles: Sequence[Role] = ()) -> Iterator[View]:
        """Documents whose words rules may speak of: all but tenders' own texts, registers and fixed forms."""
        for view in self.views:
            if view.role in roles or view.role not in SILENT_ROLES | FIXED_ROLES:
                yield view

    @cached_property
    def is_silent(self) -> bool:
        """Nothing here asks anything of a supplier (only bids and registers)."""
        return all(v.role in SILENT_ROLES for v in self.views)

    def text(self, match: Match) -> str:
        """The words of a match."""
        return self.views[match.view].document.text[match.start : match.end]

    @cached_property
    def title(self) -> Match:
        """The title of the first document that is no form or register: where findings on the whole tender stand."""
        ranked = sorted(self.views, key=lambda v: (_TITLE_RANK.get(v.role, 2), v.number))
        view = ranked[0]
        for view in ranked:
            for block in view.document.blocks:
                if block.text.strip() and block.kind not in (BlockKind.HEADER, BlockKind.FOOTER, BlockKind.LEGEND):
                    return Match(view.number, block.start, block.end)
        return Match(view.number, 0, 0)

    def at_fact(self, fact: Fact | None) -> Match | None:
        """The place where a fact is stated, None when the user gave it or it is not known."""
        if fact is None or fact.document is None or fact.start is None or fact.end is None:
            return None
        return Match(fact.document, fact.start, fact.end)


_TITLE_RANK = {Role.INVITATION: 0, Role.SPECIFICATION: 1, Role.NOTICE: 3, Role.ESPD: 4, Role.BID: 5, Role.REGISTER: 5}

__all__ = ["Context", "Match", "Range", "View"]
