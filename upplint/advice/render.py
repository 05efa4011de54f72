"""Suggestions as text, Markdown, JSON or a Word file. Each is a pure function from `Suggestion`s."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from upplint.advice.clauses import Draft
from upplint.advice.opportunities import explain, law_words, outcome_words
from upplint.advice.suggest import Suggestion
from upplint.errors import UpplintError
from upplint.tender.opportunities import Opportunity, Outcome, Status
from upplint.tender.partnership import Criterion

FORMATS = ("text", "md", "docx", "json")
_SPACES = re.compile(r"[ \t]+")
#: Conditions that say little when they are fulfilled.
_MATTER_OF_COURSE = frozenset({"act", "no_call_off", "unused"})
DISCLAIMER = (
    "Utkasten är förslag att arbeta vidare med och ersätter inte en jurist. Det som står inom hakparentes fyller ni i. "
    "Lagtexten är kontrollerad 2026-02-22."
)


def render(suggestions: Sequence[Suggestion], format: str, *, width: int = 100) -> str | bytes:
    """Suggestions in one of `FORMATS`.

    Args:
        suggestions: one a tender.
        format: `docx` gives bytes, the others text.
        width: columns, for `text`.

    Raises:
        UpplintError: U312, an unknown format.
    """
    if format == "json":
        return json.dumps([_data(s) for s in suggestions], ensure_ascii=False, indent=2) + "\n"
    if format == "md":
        return markdown(suggestions)
    if format == "text":
        return plain(suggestions, width)
    if format == "docx":
        from upplint.advice.word import render_docx

        return render_docx(markdown(suggestions))
    raise UpplintError("U312", f"Formatet ”{format}” finns inte. Välj något av: {', '.join(FORMATS)}.")


def _data(suggestion: Suggestion) -> dict[str, object]:
    return {
        "tender": suggestion.name,
        "regimes": list(suggestion.regimes),
        "opportunities": [
            {**asdict(o), "law_text": law_words(o), "conditions": [_condition(c) for c in o.conditions]}
            for o in suggestion.opportunities
        ],
        "drafts": [asdict(d) for d in suggestion.drafts],
        "criteria": [asdict(c) for c in suggestion.criteria],
    }


def _condition(condition: object) -> dict[str, object]:
    data = asdict(condition)  # type: ignore[call-overload]
    data["places"] = [dict(zip(("document", "start", "end"), p, strict=True)) for p in data["places"]]
    return dict(data)


def markdown(suggestions: Sequence[Suggestion]) -> str:
    """Everything as Markdown."""
    return "\n".join(line for s in suggestions for line in _tender(s)).strip() + "\n"


def _tender(s: Suggestion) -> Iterator[str]:
    yield from (f"# Förslag: {s.name}", "", DISCLAIMER, "")
    if s.criteria:
        yield from _criteria(s.criteria)
    elif not s.opportunities and not s.drafts:
        yield from ("Inget förslag: inget av det som lagen tillåter passar uppgifterna i dokumenten.", "")
    if s.opportunities:
        yield from ("## Det här tillåter lagen", "")
        for o in s.opportunities:
            yield from _opportunity(o, s.explain)
    if s.drafts:
        yield from ("## Utkast", "")
        for draft in s.drafts:
            yield from _draft(draft)


def _opportunity(o: Opportunity, every: bool) -> Iterator[str]:
    law = law_words(o)
    yield from (
        f"### {o.title} ({o.id})",
        "",
        f"**{outcome_words(o)}.**{f' Lagrum: {law}.' if law else ''}",
        "",
    )
    if o.note and o.outcome is not Outcome.CLOSED:
        yield from (o.note, "")
    shown = (c for c in o.conditions if every or c.status is not Status.FULFILLED or c.name not in _MATTER_OF_COURSE)
    yield from (f"- {explain(c)}" for c in shown)
    yield ""
    if o.ask_lawyer:
        yield from (f"Fråga en jurist: {o.ask_lawyer}", "")
    if o.clauses:
        yield from (f"Utkast: {', '.join(o.clauses)}", "")


_MOST_SENTENCES = 5


def _criteria(marks: Sequence[Criterion]) -> Iterator[str]:
    """The six marks of a public contract with the text for and against each; never a verdict."""
    yield from (
        "## Är det ett offentligt kontrakt?",
        "",
        "Alla sex kännetecken ska vara uppfyllda för att det ska vara ett offentligt kontrakt. Här är text som talar "
        "för eller emot vart och ett. Det är underlag att fundera över, inget svar. Fråga en jurist.",
        "",
    )
    for mark in marks:
        yield from (f"### {mark.number}. {mark.title}", "", mark.note, "")
        for words, evidence in (("Talar för", mark.speaks_for), ("Talar emot", mark.speaks_against)):
            if not evidence:
                yield f"- {words}: inget hittades."
            sentences = tuple(dict.fromkeys(e.sentence for e in evidence))
            yield from (f"- {words}: ”{sentence}”" for sentence in sentences[:_MOST_SENTENCES])
            if len(sentences) > _MOST_SENTENCES:
                yield f"- {words}: och {len(sentences) - _MOST_SENTENCES} till."
        yield ""


def _draft(draft: Draft) -> Iterator[str]:
    yield from (f"### {draft.title} ({draft.name})", "", f"Var texten hör hemma: {draft.where}", "")
    if draft.law:
        yield from (f"Lagrum: {draft.law.strip('[]').removeprefix('välj: ')}", "")
    if draft.decide:
        yield from ("Bestäm först:", "", *(f"- {d}" for d in draft.decide), "")
    for note in draft.notes:
        yield from (note, "")
    yield from ("Text att klistra in:", "", "---", "")
    yield re.sub(r"^(#+) ", r"##\1 ", draft.text, flags=re.M).rstrip()
    yield from ("", "---", "")


def plain(suggestions: Sequence[Suggestion], width: int = 100) -> str:
    """Everything as plain text, wrapped."""
    out: list[str] = []
    for line in markdown(suggestions).splitlines():
        heading = re.match(r"(#+) (.*)", line)
        if heading:
            text = heading[2]
            out += (
                [text, ("=" if len(heading[1]) == 1 else "-") * min(len(text), width)]
                if len(heading[1]) < 4
                else [text]
            )
        elif line == "---":
            out.append("· " * (min(width, 60) // 2))
        elif line.startswith("|"):
            if not re.fullmatch(r"[|\s:-]+", line):
                out.append("  " + "  |  ".join(c.strip() for c in line.strip("|").split("|")))
        else:
            item = re.match(r"(\s*)(- |\d+\. )(.*)", line)
            indent = " " * len(item[1] + item[2]) if item else ""
            out += textwrap.wrap(
                line.replace("**", ""), width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
            ) or [""]
    return "\n".join(out).strip() + "\n"
