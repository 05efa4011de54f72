"""Who is shut out: which kinds of suppliers can meet every mandatory requirement, and what would let them in.

The kinds (archetypes) and what they usually have are data in `rules/archetypes/archetypes.yaml`; which requirement asks
for what is data in `rules/archetypes/rules.yaml`. The archetypes are rough, and every table says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from upplint.advice.who_change import WAYS, Blocks, best_changes, blocking, open_capacity, open_economic, smallest_set
from upplint.advice.who_data import (
    Archetype,
    Archetypes,
    Softener,
    Trait,
    WhoRule,
    WhoRules,
    archetypes,
    who_rules,
)
from upplint.advice.who_match import PASSED_OVER, Asked, asked, mandatory
from upplint.advice.who_model import STATUSES, Cell, Kind, Row, Status, WhoTable, worst
from upplint.engine.messages import amount, plain_number
from upplint.engine.primitives import Texts
from upplint.requirements.model import On, Stage
from upplint.tender.facts.sums import yearly_value
from upplint.tender.model import Tender

__all__ = ["shut_out"]

_NOTHING = Texts(sv="Inget hinder.", en="No hindrance.")
_LANGUAGES = ("sv", "en")


@dataclass(frozen=True, slots=True)
class _Draft:
    """A row before the ways to a partner are weighed: for each archetype status and reason."""

    rule: WhoRule
    lead: Asked
    also: tuple[Asked, ...]
    cells: Mapping[str, Cell]
    freed: frozenset[str]  # archetypes that may use a partner here whatever else the tender says


def shut_out(tender: Tender) -> WhoTable | None:
    """The table of requirements and archetypes for one tender.

    Args:
        tender: documents with their requirements, and facts (value, lots, call-off).

    Returns:
        The table; None where no document asks anything of a tenderer (tenders' own texts, registers, partnership
        agreements).

    Raises:
        RuleError: the shipped data is broken (U202, U203).
    """
    if all(part.role in PASSED_OVER for part in tender.parts):
        return None
    data, rules = archetypes(), who_rules()
    lots = tender.facts.value("lots")
    divided = isinstance(lots, int | Decimal) and not isinstance(lots, bool) and lots > 1
    found = asked(tender, rules.rules, divided=divided)
    found = tuple(_with_sum(one, tender) for one in found)
    drafts, bans = [], []
    by_rule = sorted(found, key=lambda a: rules.rules.index(a.rule))
    for rule, group in groupby(by_rule, key=lambda a: a.rule):
        several = tuple(group)
        if rule.bans is None:
            drafts.append(_draft(several, data, rules, found, divided=divided))
        else:
            bans.append(several)
    return _table(tender, data, rules, [d for d in drafts if d is not None], bans)


def _with_sum(one: Asked, tender: Tender) -> Asked:
    """The requirement with the tender's yearly value as its number, where it is held against that."""
    if one.rule.against != "yearly_value":
        return one
    return replace(one, value=yearly_value(tender.facts), unit="SEK")


# -- cells ---------------------------------------------------------------------------------------------------------


def _draft(
    several: tuple[Asked, ...], data: Archetypes, rules: WhoRules, all_asked: Sequence[Asked], *, divided: bool
) -> _Draft | None:
    rule = several[0].rule
    ways_out = _softeners(several, rules, all_asked)
    values = {a.value for a in several if a.value is not None}
    # With lots, a supplier may bid on the one that asks for least.
    pick = min if divided and len(values) > 1 else max
    cells: dict[str, Cell] = {}
    freed: set[str] = set()
    for archetype in data.archetypes:
        tried = [_cell(one, archetype, data, rules) for one in several]
        cell = pick(tried, key=lambda c: STATUSES.index(c.status))
        for softener in ways_out:
            if cell.status is Status.CAN or (softener.only and archetype.id not in softener.only):
                continue
            to = Status(softener.to)
            if to is Status.PARTNER:
                if cell.status is not Status.CANNOT:
                    continue  # some have it themselves: unclear says more
                freed.add(archetype.id)
            if STATUSES.index(to) < STATUSES.index(cell.status):
                cell = replace(cell, status=to, further=softener.because)
        cells[archetype.id] = cell
    if all(c.status is Status.CAN for c in cells.values()):
        return None
    lead = pick(several, key=lambda a: (a.value is not None, a.value or Decimal(0)))
    return _Draft(rule, lead, tuple(a for a in several if a is not lead), cells, frozenset(freed))


def _softeners(several: Sequence[Asked], rules: WhoRules, all_asked: Sequence[Asked]) -> list[Softener]:
    """Ways out that are stated for the barrier at any of its places, mildest first."""
    names = {
        link.name
        for one in several
        for link in one.requirement.links
        if one.holds_link(link) and not _is_demand(one.document, link.start, link.end, all_asked)
    }
    found = [rules.softeners[n] for n in several[0].rule.softened if names & set(rules.softeners[n].links)]
    return sorted(found, key=lambda s: STATUSES.index(Status(s.to)))


def _is_demand(document: int, start: int, end: int, all_asked: Sequence[Asked]) -> bool:
    """Are these words a demand of their own ("ska ställa en bankgaranti"), and so no way out of another one?"""
    return any(a.document == document and a.start < end and start < a.end for a in all_asked)


def _cell(one: Asked, archetype: Archetype, data: Archetypes, rules: WhoRules) -> Cell:
    rule = one.rule
    trait = archetype.has.get(rule.needs or "")
    if trait is None:
        return Cell(archetype.id, archetype.name, Status.CAN, _NOTHING)
    assumed = data.sources[trait.source].assumption
    if trait.having is None and one.value is None:
        status = Status.UNCLEAR if rule.against or rule.unstated == "unclear" else Status.CAN
        return Cell(archetype.id, archetype.name, status, rules.unstated if status is Status.UNCLEAR else _NOTHING)
    lacks = trait.having == "no" or (trait.high is not None and one.value is not None and one.value > trait.high)
    if not lacks and trait.low is not None and one.value is not None and one.value <= trait.low:
        return Cell(archetype.id, archetype.name, Status.CAN, _NOTHING)
    because = _because(trait, data, rule.needs or "", lacks=lacks)
    if lacks:
        return Cell(archetype.id, archetype.name, Status(rule.lacking), because, assumed=assumed)
    return Cell(archetype.id, archetype.name, Status.UNCLEAR, because, assumed=assumed)


def _because(trait: Trait, data: Archetypes, name: str, *, lacks: bool) -> Texts:
    if trait.because is not None:
        return trait.because
    kind = data.traits[name]
    words = kind.lacks if lacks else kind.varies
    if trait.low is None or trait.high is None:
        return words
    filled = {}
    for language in _LANGUAGES:
        to, span = amount(trait.high, kind.unit, language), _span(trait.low, trait.high, kind.unit, language)
        filled[language] = words.of(language).replace("{to}", to).replace("{range}", span)
    return Texts(**filled)


def _span(low: Decimal, high: Decimal, unit: str, language: str) -> str:
    """A range in words: `2–10 miljoner kronor`, `500 000 kronor till 5 miljoner kronor`, `3–10 år`."""
    upper = amount(high, unit, language)
    if (low >= 1_000_000) == (high >= 1_000_000):
        shown = low / 1_000_000 if low >= 1_000_000 else low
        currency = "SEK " if upper.startswith("SEK ") else ""
        return f"{currency}{plain_number(shown, language)}–{upper.removeprefix(currency)}"
    return f"{amount(low, unit, language)} {'to' if language == 'en' else 'till'} {upper}"


# -- the table -----------------------------------------------------------------------------------------------------


def _table(
    tender: Tender, data: Archetypes, rules: WhoRules, drafts: Sequence[_Draft], bans: Sequence[tuple[Asked, ...]]
) -> WhoTable:
    closing = {way: frozenset(b[0].rule.id for b in bans if b[0].rule.bans == way) for way in WAYS}
    closed = frozenset(way for way, rows in closing.items() if rows)
    blocks: dict[str, Blocks] = {a.id: _blocks(a.id, drafts) for a in data.archetypes}
    found = [(d.lead, _row(d, data, rules, closed)) for d in drafts]
    for several in bans:
        row = _ban_row(several, data, rules, blocks, closed)
        if any(c.status is not Status.CAN for c in row.cells):
            found.append((several[0], row))
    rows = tuple(row for _, row in sorted(found, key=lambda pair: (pair[0].document, pair[0].requirement.start)))
    overall: dict[str, Status] = {a.id: worst(tuple(row.cell(a.id).status for row in rows)) for a in data.archetypes}
    order = [row.id for row in rows]
    smallest = {
        kind: tuple(sorted(smallest_set(b, closing), key=order.index))
        for kind, b in blocks.items()
        if blocking(b, closed)
    }
    alone = {kind: tuple(r for r in order if r in b.all) for kind, b in blocks.items() if b.all}
    changes = tuple(replace(c, rows=tuple(sorted(c.rows, key=order.index))) for c in best_changes(blocks, closing))
    counted = sum(r.on is On.TENDERER and r.stage is not Stage.FORMALITY for _, _, r in mandatory(tender))
    return WhoTable(
        kinds=tuple(Kind(a.id, a.name, a.short, a.about) for a in data.archetypes),
        rows=rows,
        overall=overall,
        smallest=smallest,
        alone=alone,
        changes=changes,
        tried=counted,
        call_off=tender.facts.value("call_off") is True,
        assumed=any(c.assumed and c.status is not Status.CAN for row in rows for c in row.cells),
        note=data.note,
    )


def _blocks(kind: str, drafts: Sequence[_Draft]) -> Blocks:
    found: dict[str, set[str]] = {"none": set(), "economic": set(), "capacity": set()}
    for draft in drafts:
        if draft.cells[kind].status is Status.CANNOT and kind not in draft.freed:
            found[draft.rule.partner].add(draft.rule.id)
    return Blocks(frozenset(found["none"]), frozenset(found["economic"]), frozenset(found["capacity"]))


def _row(draft: _Draft, data: Archetypes, rules: WhoRules, closed: frozenset[str]) -> Row:
    rule = draft.rule
    way_open = {"economic": open_economic(closed), "capacity": open_capacity(closed), "none": False}[rule.partner]
    cells = []
    for archetype in data.archetypes:
        cell = draft.cells[archetype.id]
        if cell.status is Status.CANNOT and rule.partner != "none":
            with_partner = way_open or archetype.id in draft.freed
            words = rules.partner if with_partner else rules.no_partner
            status = Status.PARTNER if with_partner else Status.CANNOT
            cell = replace(cell, status=status, further=words)
        cells.append(cell)
    unit = draft.lead.unit or (data.traits[rule.needs].unit if rule.needs else "")
    value = draft.lead.value
    asks = {
        language: rule.ask.of(language).format(value=amount(value, unit, language) if value is not None else "?")
        for language in _LANGUAGES
    }
    return Row(
        id=rule.id,
        name=rule.name,
        ask=Texts(**asks),
        change=rule.change,
        requirement=draft.lead.requirement,
        also=tuple(a.requirement for a in draft.also),
        cells=tuple(cells),
    )


def _ban_row(
    several: tuple[Asked, ...],
    data: Archetypes,
    rules: WhoRules,
    blocks: Mapping[str, Blocks],
    closed: frozenset[str],
) -> Row:
    """A closed way to work together blocks those who need a partner and have no other way to one."""
    rule = several[0].rule
    way = rule.bans or ""
    economic, capacity = not open_economic(closed), not open_capacity(closed)
    cells = []
    for archetype in data.archetypes:
        own = blocks[archetype.id]
        hit = (economic and way in ("reliance", "group") and own.economic) or (capacity and own.capacity)
        status = Status.CANNOT if hit else Status.CAN
        cells.append(Cell(archetype.id, archetype.name, status, rules.needs_partner if hit else _NOTHING))
    return Row(
        id=rule.id,
        name=rule.name,
        ask=rule.ask,
        change=rule.change,
        requirement=several[0].requirement,
        also=tuple(a.requirement for a in several[1:]),
        cells=tuple(cells),
        bans=way,
    )
