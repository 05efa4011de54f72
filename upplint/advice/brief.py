"""What the drafts are filled with: the facts of a tender in Swedish words, and gaps for what is not known."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from upplint.advice.employment import Places, propose_places
from upplint.advice.lots import LotPlan, lot_plan
from upplint.tender.facts.sums import total_months
from upplint.tender.law import equivalent, format_citations, load_acts, provision
from upplint.tender.model import Tender
from upplint.tender.opportunities.case import Case
from upplint.tender.opportunities.words import kronor, listed, plain_name, regime_name

_MONTHS = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)
_BODIES = (
    (re.compile(r"\bkommun$|\bstad$", re.I), "kommunen"),
    (re.compile(r"^region\b", re.I), "regionen"),
    (re.compile(r"kommunalförbund|samordningsförbund", re.I), "förbundet"),
    (re.compile(r"^stiftelsen\b", re.I), "stiftelsen"),
    (re.compile(r"\b(?:ab|aktiebolag)$", re.I), "bolaget"),
    (re.compile(r"\b(?:universitet|högskola)$", re.I), "lärosätet"),
)
_SMALL = ("noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")


def gap(what: str) -> str:
    """A marked gap: what belongs there, in brackets."""
    return f"[{what}]"


@dataclass(frozen=True)
class Brief:
    """The facts of a tender as drafts use them.

    Attributes:
        buyer: name, or a gap.
        we: "kommunen", "regionen" ... in the definite form.
        subject: what is bought, in plain words, or a gap.
        value, term, extension, published, deadline, start: words, or gaps.
        law_name: the act with its number and short form.
        law_short: "LOU".
        regimes: those possible.
        framework: it is a framework.
        suppliers: how many get the contract, None where it is not known.
        places: worked example of an employment clause, None where nothing can be reckoned.
        plan: lot plan, None where there is none.
    """

    tender: Tender
    buyer: str
    we: str
    subject: str
    value: str
    value_number: Decimal | None
    term: str
    extension: str
    total_months: int | None
    published: str
    deadline: str
    start: str
    law_name: str
    law_short: str
    regimes: tuple[str, ...]
    framework: bool
    suppliers: int | None
    places: Places | None
    plan: LotPlan | None

    def cite(self, law: Mapping[str, tuple[str, ...]]) -> str:
        """The paragraphs for this procurement; where the regime is not decided, a gap that says which when.

        Args:
            law: citation keys by regime.
        """
        texts: dict[str, list[str]] = {}
        for regime in self.regimes:
            keys = [k for k in (self._own(key) for key in law.get(regime, ())) if k]
            if keys:
                texts.setdefault(format_citations(keys), []).append(regime)
        if not texts:
            return ""
        if len(texts) == 1:  # the same everywhere, or allowed under one of the regimes only: `clauses.fill` says so
            return next(iter(texts))
        choices = [
            f"{text} om upphandlingen {listed([regime_name(r, self.law_short) for r in regimes], 'eller')}"
            for text, regimes in texts.items()
        ]
        return gap(f"välj: {'; '.join(choices)}")

    def cite_in_full(self, law: Mapping[str, tuple[str, ...]]) -> str:
        """The paragraphs with the act's full name at the first place, for running text."""
        cited = self.cite(law)
        short = re.compile(rf" {self.law_short}\b")
        if cited.startswith("["):
            return f"{cited} ({self.law_short} är {self.law_name.rsplit(' (', 1)[0]})"
        return short.sub(f" {self.law_name}", cited, count=1)

    def _own(self, key: str) -> str | None:
        return key if provision(key).is_case else equivalent(key, self.law_short)


def make_brief(tender: Tender) -> Brief:
    """The brief of a tender."""
    facts, case = tender.facts, Case(tender)
    buyer = str(facts.value("authority") or "").strip()
    law = case.law if case.law in load_acts() else "LOU"
    value = case.value
    return Brief(
        tender=tender,
        buyer=buyer or gap("er organisations namn"),
        we=_we(buyer),
        subject=_subject(case),
        value=kronor(value) if value is not None else gap("värdet i kronor"),
        value_number=value,
        term=_months(facts.value("term_months")) or gap("avtalstiden"),
        extension=_months(facts.value("extension_months")),
        total_months=total_months(facts),
        published=_day(facts.value("published")) or gap("dag då upphandlingen annonseras"),
        deadline=_day(facts.value("tender_deadline")) or gap("sista dag för anbud"),
        start=_on(_day(facts.value("start"))) or gap("dag då avtalet börjar"),
        law_name=f"{_act_name(law)} ({law})",
        law_short=law,
        regimes=case.regimes,
        framework=facts.value("framework") is True,
        suppliers=suppliers if isinstance(suppliers := facts.value("suppliers"), int) else None,
        places=propose_places(facts),
        plan=lot_plan(tender),
    )


def _act_name(law: str) -> str:
    title = load_acts()[law].title
    return title[:1].lower() + title[1:]


def _we(buyer: str) -> str:
    return next((word for pattern, word in _BODIES if pattern.search(buyer)), "myndigheten")


def _subject(case: Case) -> str:
    names = tuple(dict.fromkeys(n for c in case.codes if (n := plain_name(c))))
    return listed(names) if names else gap("vad ni köper")


def number_word(number: int) -> str:
    """ "tre" up to twelve, then digits."""
    return _SMALL[number] if 0 <= number < len(_SMALL) else str(number)


def _months(value: object) -> str:
    if not isinstance(value, int | Decimal) or value <= 0:
        return ""
    months = int(value)
    if months % 12 == 0:
        return "ett år" if months == 12 else f"{number_word(months // 12)} år"
    return f"{number_word(months)} månader" if months > 1 else "en månad"


def _on(day: str) -> str:
    return f"den {day}" if day else ""


def _day(value: object) -> str:
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}" if isinstance(value, date) else ""
