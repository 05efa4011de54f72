"""Words that make tenders hard to read, with what to write instead, and procurement terms to explain.

The lexicon is data: `rules/lexicon/terms.tsv` (what each term is, and the advice) and `term_forms.tsv` (its forms, the
replacement in the same inflection, and what must stand around it).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from upplint.language.inflection import paired_forms
from upplint.language.lexicon import read_table
from upplint.language.phrases import PhraseIndex

__all__ = ["PhraseIndex", "Term", "TermMatch", "TermMatcher", "find_terms", "load_terms"]

Advice = Literal["ersätt", "förklara", "skriv om", "precisera"]
Legal = Literal["J", "D", "N"]

_WINDOW = 80  # characters of context that a condition may look at


@dataclass(frozen=True, slots=True)
class Condition:
    """What must, or must not, stand around a form.

    Attributes:
        side: `left` (ends right before the match) or `right` (starts right after it).
        wanted: whether the pattern must match (else it must not).
        pattern: matched against lower-case text.
    """

    side: Literal["left", "right"]
    wanted: bool
    pattern: re.Pattern[str]

    def holds(self, folded: str, start: int, end: int) -> bool:
        if self.side == "left":
            hit = self.pattern.search(folded[max(0, start - _WINDOW) : start]) is not None
        else:
            hit = self.pattern.match(folded[end : end + _WINDOW]) is not None
        return hit == self.wanted


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of the lexicon.

    Attributes:
        id: stable, `T001` and on.
        lemma: the entry as the table writes it.
        plain: what to write instead or how to explain it, for people.
        advice: replace, explain at first use, rewrite, or make measurable.
        legal: J a necessary legal or procurement term (never replaced), D sometimes, N no.
        category: kansli, prep, substantivsjuka, upphandling, juridik, engelska, modeord, vagt, förkortning.
        source: codes of where the advice comes from.
        note: remark of the table.
    """

    id: str
    lemma: str
    plain: str
    advice: Advice
    legal: Legal
    category: str
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class TermMatch:
    """A term in a text.

    Attributes:
        id, lemma, category, advice, legal: see `Term`.
        start, end: characters of the text.
        replacement: what can be put in its place word for word, in the same inflection and with the same first
            letter; `None` where a person must choose or rewrite.
        plain: the advice of the table, for people.
    """

    id: str
    start: int
    end: int
    lemma: str
    category: str
    advice: Advice
    legal: Legal
    replacement: str | None
    plain: str


@dataclass(frozen=True, slots=True)
class _Form:
    term: Term
    text: str
    replacement: str | None
    case: Literal["", "exact", "lower"]
    conditions: tuple[Condition, ...]


def _conditions(where: str) -> tuple[tuple[Condition, ...], Literal["", "exact", "lower"]]:
    found: list[Condition] = []
    case: Literal["", "exact", "lower"] = ""
    for part in filter(None, (p.strip() for p in where.split(" ;; "))):
        if part in ("=exact", "=lower"):
            case = "exact" if part == "=exact" else "lower"
            continue
        wanted = not part.startswith("!")
        body = part.lstrip("!")
        if body[0] == "<":
            found.append(Condition("left", wanted, re.compile(body[1:])))
        else:
            found.append(Condition("right", wanted, re.compile(body[1:])))
    return tuple(found), case


@cache
def load_terms() -> tuple[Term, ...]:
    """The lexicon, in the order of its ids."""
    return tuple(
        Term(
            id=row["id"],
            lemma=row["term"],
            plain=row["replacement"],
            advice=row["advice"],  # type: ignore[arg-type]
            legal=row["legal"],  # type: ignore[arg-type]
            category=row["category"],
            source=row["source"],
            note=row["note"],
        )
        for row in read_table("terms")
    )


def _forms(terms: Iterable[Term]) -> list[_Form]:
    by_id = {term.id: term for term in terms}
    forms: dict[tuple[str, str], _Form] = {}
    for row in read_table("term_forms"):
        term = by_id.get(row["id"])
        if term is None:
            continue
        conditions, case = _conditions(row["where"])
        for text, replacement in paired_forms(row["pos"], row["forms"], row["replacement"]).items():
            # A later row of a term outranks what an earlier one implies ("workshops": plural, no genitive).
            forms[term.id, text] = _Form(term, text, replacement, case, conditions)
    return list(forms.values())


_QUOTED = re.compile(r"[”“\"»]([^”“\"»«\n]{1,200})[”“\"«]")


class TermMatcher:
    """Finds the terms of a lexicon in all their forms.

    Args:
        terms: which entries to look for; all by default.
    """

    __slots__ = ("_forms", "_index")

    def __init__(self, terms: Iterable[Term] | None = None) -> None:
        self._forms = _forms(load_terms() if terms is None else terms)
        self._index = PhraseIndex({str(number): [form.text] for number, form in enumerate(self._forms)})

    def find(self, text: str) -> tuple[TermMatch, ...]:
        """The terms of a text in order, the longest where several begin or overlap.

        Words inside quotation marks and inside titles of acts are left out: they are not the writer's to change.
        """
        hits = self._index.find(text)
        if not hits:
            return ()
        # At one place a spelt-out form outranks one with a wildcard ("fakturering ska ske", "*ering ska ske").
        hits.sort(key=lambda hit: (hit[0], -hit[1], "*" in self._forms[int(hit[2])].text, int(hit[2])))
        folded = text.lower() if len(text.lower()) == len(text) else text
        shut: _Spans | None = None
        found: list[TermMatch] = []
        last = -1
        for start, end, key in hits:
            form = self._forms[int(key)]
            if start < last or not _written(form, text[start:end]):
                continue
            if not all(condition.holds(folded, start, end) for condition in form.conditions):
                continue
            if shut is None:
                shut = _Spans([m.span() for m in _QUOTED.finditer(text)] + _act_titles(text))
            if shut.holds(start, end):
                continue
            last = end
            term = form.term
            found.append(
                TermMatch(
                    id=term.id,
                    start=start,
                    end=end,
                    lemma=term.lemma,
                    category=term.category,
                    advice=term.advice,
                    legal=term.legal,
                    replacement=_cased(form.replacement, text[start:end]),
                    plain=term.plain,
                )
            )
        return tuple(found)


def _written(form: _Form, found: str) -> bool:
    if form.case == "exact":
        return " ".join(found.split()) == form.text
    if form.case == "lower":
        return found[:1].islower()
    return True


def _cased(replacement: str | None, found: str) -> str | None:
    if replacement is None:
        return None
    if found.isupper() and len(found) > 3 and replacement.islower() and " " not in replacement:
        return replacement.upper()
    if found[:1].isupper() and not found[1:2].isupper():
        return replacement[:1].upper() + replacement[1:]
    return replacement


_TITLE = re.compile(
    r"\b(?:[Ll]ag(?:en)?|[Ff]örordning(?:en)?|[Kk]ungörelse(?:n)?)\s+\(\d{4}:\d+\)\s+(?:om|med|på|för|angående|rörande|av)\b"
    r"[^.,;:()\n]{0,120}"
)


def _act_titles(text: str) -> list[tuple[int, int]]:
    return [m.span() for m in _TITLE.finditer(text)] if ":" in text else []


class _Spans:
    """Spans of a text, asked whether a place lies in one of them."""

    __slots__ = ("_spans", "_starts")

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self._spans = sorted(spans)
        self._starts = [start for start, _ in self._spans]

    def holds(self, start: int, end: int) -> bool:
        index = bisect_right(self._starts, start) - 1
        return index >= 0 and end <= self._spans[index][1]


@cache
def _matcher() -> TermMatcher:
    return TermMatcher()


def find_terms(text: str) -> tuple[TermMatch, ...]:
    """The terms of the shipped lexicon in a text (see `TermMatcher.find`)."""
    return _matcher().find(text)
