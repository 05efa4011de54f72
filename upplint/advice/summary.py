"""A tender in short: what is bought, who is shut out, what matters most, what could be done, what is not known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from upplint.advice.who import shut_out
from upplint.advice.who_model import Status, WhoTable
from upplint.documents.model import Gap
from upplint.engine.messages import FACT_NAMES, amount
from upplint.engine.model import Confidence, Finding, Level, Report
from upplint.engine.primitives import Texts
from upplint.tender.cpv import division_name
from upplint.tender.model import Tender
from upplint.tender.opportunities import Status as Standing
from upplint.tender.opportunities import assess
from upplint.tender.subject import find_subject

__all__ = ["Item", "Summary", "summarise"]

_BARRIERS = 3
_OPPORTUNITIES = 2
#: Families on wording and on the file: they make a text easier, but shut few out by themselves.
_WORDING = ("LAN", "ACC")
_LEVEL_WEIGHT = {Level.ERROR: 2, Level.WARNING: 1}
_CONFIDENCE_WEIGHT = {Confidence.HIGH: 2, Confidence.MEDIUM: 1, Confidence.LOW: 0}
#: Facts that a reader needs; said to be missing when they are.
_WANTED = ("estimated_value", "term_months", "tender_deadline", "lots")


@dataclass(frozen=True, slots=True)
class Item:
    """A finding in the summary.

    Attributes:
        finding: the finding.
        shut_out: number of archetypes that cannot meet the requirement behind it; None where no single requirement
            stands behind it.
    """

    finding: Finding
    shut_out: int | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """One tender in short. All texts are in the report's language.

    Attributes:
        title: what is bought, in the tender's own words; empty where it has no title.
        kind: what the CPV division covers, where there is a code but no title; else empty.
        facts: (what, value) in words: buyer, value, term, procedure, lots, last day.
        who: the table of archetypes; None for a tender that asks nothing of a supplier.
        barriers: at most three, those that shut most out first, then the surer.
        opportunities: at most two.
        unread: what could not be read.
        undecided: names of facts that were not found and that the judgement needs.
        regime_open: it is not settled which rules of the act apply.
    """

    title: str
    kind: str
    facts: tuple[tuple[str, str], ...]
    who: WhoTable | None
    barriers: tuple[Item, ...]
    opportunities: tuple[Item, ...]
    unread: tuple[Gap, ...]
    undecided: tuple[str, ...]
    regime_open: bool


def summarise(report: Report, index: int) -> Summary | None:
    """The summary of one tender of a report.

    Args:
        report: the report.
        index: of the tender in `Report.tenders`.

    Returns:
        The summary; None where the tender asks nothing of a supplier (tenders' own texts, registers).
    """
    tender = report.tenders[index]
    who = shut_out(tender)
    if who is None:
        return None
    findings = [f for f in report.findings if f.place.tender == index]
    files = {part.document.file for part in tender.parts}
    language = report.language
    title = find_subject(tender)
    return Summary(
        title=title,
        kind="" if title else _kind(tender, language),
        facts=tuple(_facts(tender, language)),
        who=who,
        barriers=_barriers(findings, who),
        opportunities=_opportunities(findings, tender),
        unread=tuple(g for g in report.gaps if g.file in files or len(report.tenders) == 1),
        undecided=tuple(FACT_NAMES[n].of(language) for n in _missing(tender)),
        regime_open=tender.regime.regime is None and tender.regime.law == "LOU",
    )


# -- what is bought ------------------------------------------------------------------------------------------------


def _kind(tender: Tender, language: str) -> str:
    cpv = tender.facts.value("cpv")
    if language != "sv" or not isinstance(cpv, str):
        return ""  # the names of CPV divisions are shipped in Swedish
    return division_name(cpv) or ""


_NAMES = {
    "authority": Texts(sv="Köpare", en="Buyer"),
    "ceiling_value": Texts(sv="Takvärde", en="Ceiling"),
    "estimated_value": Texts(sv="Uppskattat värde", en="Estimated value"),
    "yearly_value": Texts(sv="Värde per år", en="Value a year"),
    "term_months": Texts(sv="Avtalstid", en="Term"),
    "procedure": Texts(sv="Förfarande", en="Procedure"),
    "lots": Texts(sv="Delar", en="Lots"),
    "tender_deadline": Texts(sv="Sista anbudsdag", en="Last day for tenders"),
}
_EXTENSION = Texts(sv="{term}, med möjlig förlängning i {more}", en="{term}, with a possible extension of {more}")
_UNDIVIDED = Texts(sv="ingen uppdelning", en="not divided")


def _facts(tender: Tender, language: str) -> Iterator[tuple[str, str]]:
    """The facts that are known, in words."""
    known = tender.facts
    for name, title in _NAMES.items():
        fact = known.get(name)
        if fact is None:
            continue
        value = amount(fact.value, fact.unit, language)
        if name == "lots" and fact.value == 0:
            value = _UNDIVIDED.of(language)
        extension = known.get("extension_months") if name == "term_months" else None
        if extension is not None and isinstance(extension.value, int | Decimal) and extension.value:
            more = amount(extension.value, extension.unit, language)
            value = _EXTENSION.of(language).format(term=value, more=more)
        yield title.of(language), value


def _missing(tender: Tender) -> Iterator[str]:
    """Names of wanted facts that are not known; another value of the whole stands in for the estimated one."""
    known = tender.facts
    for name in _WANTED:
        if name == "lots" and (known.value("call_off") is True or tender.regime.regime == "C"):
            continue  # a call-off or direct award is not divided again
        instead = ("ceiling_value", "yearly_value") if name == "estimated_value" else ()
        if all(known.get(n) is None for n in (name, *instead)):
            yield name


# -- what matters most ---------------------------------------------------------------------------------------------


def _barriers(findings: Sequence[Finding], who: WhoTable) -> tuple[Item, ...]:
    """The findings that shut most archetypes out, then the heavier and surer; one a rule."""
    tried = [f for f in findings if f.level in _LEVEL_WEIGHT and not f.rule.startswith(_WORDING)]
    rows = {r.id: row for row in who.rows for r in (row.requirement, *row.also)}

    def kept_out(finding: Finding) -> int | None:
        row = rows.get(finding.requirement or "")
        if row is None:
            return None
        return sum(c.status is Status.CANNOT for c in row.cells)

    def weight(finding: Finding) -> tuple[object, ...]:
        row = rows.get(finding.requirement or "")
        if row is None:
            reach = Fraction(len(finding.helps), 2)  # the rule names whom it helps, not whom it shuts out
        else:
            maybe = sum(c.status in (Status.UNCLEAR, Status.PARTNER) for c in row.cells)
            reach = Fraction(kept_out(finding) or 0) + Fraction(maybe, 2)
        return (-reach, -_LEVEL_WEIGHT[finding.level], -_CONFIDENCE_WEIGHT[finding.confidence])

    ranked = sorted(tried, key=weight)  # stable: the order of the report decides among equals
    return tuple(Item(f, kept_out(f)) for f in _first_of_each(ranked)[:_BARRIERS])


def _opportunities(findings: Sequence[Finding], tender: Tender) -> tuple[Item, ...]:
    """The surest opportunities, then those with fewest open questions on the facts, then those that help most kinds of
    suppliers; one a rule."""
    found = [f for f in findings if f.level is Level.OPPORTUNITY]
    open_questions = {
        o.id: sum(c.name != "authority" for c in o.with_status(Standing.CHECK, Standing.UNSETTLED))
        for o in (assess(tender, closed=False) if found else ())
    }

    def weight(finding: Finding) -> tuple[int, int, int]:
        certain = -_CONFIDENCE_WEIGHT[finding.confidence]
        return (certain, open_questions.get(finding.rule, 0), -len(finding.helps))

    ranked = sorted(found, key=weight)
    return tuple(Item(f) for f in _first_of_each(ranked)[:_OPPORTUNITIES])


def _first_of_each(findings: Sequence[Finding]) -> list[Finding]:
    """The first finding of each rule, and of each requirement."""
    rules: set[str] = set()
    requirements: set[str] = set()
    out = []
    for finding in findings:
        if finding.rule in rules or finding.requirement in requirements:
            continue
        rules.add(finding.rule)
        if finding.requirement is not None:
            requirements.add(finding.requirement)
        out.append(finding)
    return out
