"""The report as one page of HTML that needs nothing else: no script, style, font or picture from outside."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import upplint
from upplint.advice.summary import Summary, summarise
from upplint.documents.model import Gap
from upplint.engine.model import LEVELS, Finding, Level, Place, Report
from upplint.reports import labels, who
from upplint.reports.facts import fact_ground, fact_title, fact_value, missing_facts
from upplint.reports.html_document import block_id, document_id, views
from upplint.reports.html_marks import shown
from upplint.reports.html_words import WORDS
from upplint.reports.places import law_text, short_names, where
from upplint.reports.summary import undecided
from upplint.reports.who_words import STATUS as WHO_STATUS
from upplint.reports.who_words import WORDS as WHO_WORDS
from upplint.resources import parse_yaml, rules_dir
from upplint.tender.facts.resolve import SEVERAL
from upplint.tender.model import Fact, Tender
from upplint.tender.stated import STATABLE

if TYPE_CHECKING:
    from jinja2 import Environment

_SIGNS = {Level.ERROR: "■", Level.WARNING: "▲", Level.ADVICE: "●", Level.OPPORTUNITY: "◆"}


@dataclass(frozen=True, slots=True)
class Card:
    """A finding with its number in the report, from 1. `folded`: what to do is shown when it is asked for.

    So it is with advice, and where an earlier card of the rule says the same.
    """

    number: int
    finding: Finding
    folded: bool

    @property
    def family(self) -> str:
        """The family of its rule."""
        return self.finding.rule[:3]

    @property
    def document(self) -> str:
        """The address of its document in the page."""
        return document_id(self.finding.place.tender, self.finding.place.document)


@dataclass(frozen=True, slots=True)
class StatedFact:
    """One fact: what it is called, and its statements: value, ground, address in the page (or empty), excerpt."""

    title: str
    several: bool
    said: tuple[tuple[str, str, str, str], ...]


def render_html(report: Report) -> str:
    """The page as text, UTF-8. The same report gives the same bytes.

    The page forbids itself (Content-Security-Policy) to load anything and to run any script but its own.
    """
    environment = _environment()
    style = _source(environment, "report.css")
    script = _source(environment, "report.js")
    cards = tuple(_cards(report.findings))
    language = report.language
    named = short_names(report)
    summaries = [(tender, summarise(report, i), i) for i, tender in enumerate(report.tenders)]
    page = environment.get_template("report.html.j2").render(
        report=report,
        ctx=_context(language, named),
        language=language,
        words=WORDS[language],
        levels=LEVELS,
        plain_words=labels.WORDS[language],
        who_words=WHO_WORDS[language],
        tables=[(tender, s.who, i) for tender, s, i in summaries if s is not None and s.who is not None],
        counted=lambda level: labels.counted(level, sum(f.level is level for f in report.findings), language),
        tiles=_tiles(report),
        cards=cards,
        by_level=_by_level(cards),
        views=list(views(report)),
        summaries=summaries,
        facts=[
            (tender, tuple(_facts(i, tender, named, language)), _missing(tender, language))
            for i, tender in enumerate(report.tenders)
        ],
        documents=list(_documents(report)),
        families=_families(report.findings, language),
        unread=list(_unread(report)),
        hidden=[labels.phrase(f"hidden_{k}", n, language) for k, n in sorted(report.hidden.items())],
        style=style,
        script=script,
        policy=_policy(style, script),
        version=upplint.__version__,
        shut_out=lambda summary, item: _shut_out(summary, item.shut_out, language),
        undecided=lambda summary: undecided(summary, language),
        number_of=lambda finding: next(c.number for c in cards if c.finding is finding),
        row_id=lambda tender, requirement: _row_id(report, tender, requirement.file, requirement.start),
        read=lambda tender: _read(tender, language),
        who=who,
        status=WHO_STATUS[language],
    )
    return page if page.endswith("\n") else page + "\n"


def _context(language: str, named: Callable[[str], str]) -> SimpleNamespace:
    """What the macros need, whatever the report."""
    return SimpleNamespace(
        words=WORDS[language],
        level_word=labels.LEVEL[language],
        signs=_SIGNS,
        page_word=labels.WORDS[language]["p"],
        law_text=law_text,
        where=lambda place: where(place, language),
        named=named,
        spot=lambda place, card: _spot(place, card, language, named),
        confidence=labels.CONFIDENCE[language],
    )


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("upplint.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: shown(value) if type(value) is str else value,
    )


def _source(environment: Environment, name: str) -> str:
    assert environment.loader is not None
    return environment.loader.get_source(environment, f"report/{name}")[0].strip()


def _policy(style: str, script: str) -> str:
    def hashed(text: str) -> str:
        # The text of the element is what is hashed: with the line breaks that the template sets around it.
        return base64.b64encode(hashlib.sha256(f"\n{text}\n".encode()).digest()).decode()

    return (
        f"default-src 'none'; style-src 'sha256-{hashed(style)}'; script-src 'sha256-{hashed(script)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _cards(findings: Sequence[Finding]) -> Iterator[Card]:
    told: set[tuple[str, str]] = set()
    for number, finding in enumerate(findings, 1):
        key = (finding.rule, finding.advice)
        yield Card(number, finding, finding.level is Level.ADVICE or key in told)
        told.add(key)


def _tiles(report: Report) -> list[tuple[Level, int, str]]:
    """Level, number of findings, and the word that goes with the number."""
    counts = Counter(f.level for f in report.findings)
    words = labels.LEVELS_COUNTED[report.language]
    return [(level, counts[level], words[level][counts[level] != 1]) for level in LEVELS]


def _by_level(cards: Sequence[Card]) -> list[tuple[Level, list[tuple[str, str, list[Card]]]]]:
    """Levels that have findings, and in each the rules in the order of their first finding."""
    out = []
    for level in LEVELS:
        rules: dict[tuple[str, str], list[Card]] = {}
        for card in cards:
            if card.finding.level is level:
                rules.setdefault((card.finding.rule, card.finding.title), []).append(card)
        if rules:
            out.append((level, [(rule, title, found) for (rule, title), found in rules.items()]))
    return out


def _documents(report: Report) -> Iterator[tuple[str, str, str, str, list[int]]]:
    """Of each document: address, name, words, requirements on the supplier, findings by level."""
    for t, tender in enumerate(report.tenders):
        for d, part in enumerate(tender.parts):
            counts = Counter(f.level for f in report.findings if (f.place.tender, f.place.document) == (t, d))
            asked = sum(r.on in ("tenderer", "supplier") for r in part.requirements)
            found = [counts[level] for level in LEVELS]
            size = [labels.grouped(n, report.language) for n in (part.document.words, asked)]
            yield document_id(t, d), part.document.file, size[0], size[1], found


def _read(tender: Tender, language: str) -> str:
    """What was read, for example `4 dokument, 4 549 ord, 180 krav på leverantören`."""
    words = labels.WORDS[language]
    documents = [p.document for p in tender.parts]
    asked = sum(r.on in ("tenderer", "supplier") for p in tender.parts for r in p.requirements)
    pieces = [labels.numbered("document", "documents", len(documents), language)]
    if documents and all(d.pages for d in documents):
        pieces.append(labels.numbered("page", "pages", sum(d.pages or 0 for d in documents), language))
    pieces.append(labels.numbered("word", "words", sum(d.words for d in documents), language))
    pieces.append(f"{labels.numbered('requirement', 'requirements', asked, language)} {words['on_supplier']}")
    return ", ".join(pieces)


def _facts(t: int, tender: Tender, named: Callable[[str], str], language: str) -> Iterator[StatedFact]:
    names = [*STATABLE, *(n for n in tender.facts.by_name if n not in STATABLE)]
    for name in names:
        listed = tender.facts.all(name)
        if listed:
            told = listed if name in SEVERAL else (listed[0], *tender.facts.rivals(name))
            said = tuple(_said(t, tender, fact, named, language) for fact in told)
            yield StatedFact(fact_title(name, language), name in SEVERAL, said)


def _said(t: int, tender: Tender, fact: Fact, named: Callable[[str], str], language: str) -> tuple[str, str, str, str]:
    address = ""
    if fact.document is not None and fact.start is not None:
        document = tender.parts[fact.document].document
        if document.blocks:
            address = block_id(t, fact.document, document.block_at(fact.start).index)
    return fact_value(fact, language), fact_ground(fact, named, language), address, fact.excerpt


def _missing(tender: Tender, language: str) -> list[str]:
    return [fact_title(n, language) for n in missing_facts(tender)]


def _unread(report: Report) -> Iterator[tuple[str, str]]:
    """File and page (or nothing), and what is said of it."""
    named = short_names(report)
    for error in report.errors:
        yield "", str(error)
    for gap in report.gaps:
        yield _gap_place(gap, report.language, named), gap.message


def _gap_place(gap: Gap, language: str, named: Callable[[str], str]) -> str:
    if gap.file in gap.message:
        return ""
    file = named(gap.file)
    return f"{file}, {labels.WORDS[language]['page']} {gap.page}" if gap.page else file


def _shut_out(summary: Summary, number: int | None, language: str) -> str:
    if not number or summary.who is None:
        return ""
    return WORDS[language]["shut_out"].format(n=number, all=len(summary.who.kinds))


def _row_id(report: Report, t: int, file: str, start: int) -> str:
    """The address of the block that a requirement stands in; empty where its file is unknown."""
    for d, part in enumerate(report.tenders[t].parts):
        if part.document.file == file and part.document.blocks:
            return block_id(t, d, part.document.block_at(start).index)
    return ""


def _spot(place: Place, card: Card, language: str, named: Callable[[str], str]) -> str:
    """Another place of a finding in words, with its file where that is another one."""
    said = where(place, language)
    pieces = [named(place.file)] if place.file != card.finding.place.file else []
    return ", ".join([*pieces, *([said] if said else [])])


def _families(findings: Sequence[Finding], language: str) -> list[tuple[str, str]]:
    """The families of the findings with their names; the letters alone for packs that are not shipped."""
    titles = _family_titles()
    found = sorted({f.rule[:3] for f in findings})
    return [(family, titles.get(family, {}).get(language, family)) for family in found]


@cache
def _family_titles() -> Mapping[str, Mapping[str, str]]:
    """Names of the shipped families, read from the heads of their packs: reading all rules takes much longer."""
    titles: dict[str, Mapping[str, str]] = {}
    for path in sorted(rules_dir().glob("*.yaml")):
        head, found, _ = path.read_text(encoding="utf-8").partition("\nrules:")
        data: Any = parse_yaml(head) if found else None
        if isinstance(data, dict) and isinstance(data.get("title"), dict) and "family" in data:
            titles[str(data["family"])] = data["title"]
    return titles
