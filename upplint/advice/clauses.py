"""Drafts: templates of `rules/clauses/`, filled with the facts of a tender.

A template is Markdown with Jinja2 and a head in YAML between two lines of `---`:

    title, kind (invitation, specification, contract, letter, agreement), where (in which document it belongs)
    law: citation keys by regime; a regime left out does not allow the draft
    opportunity: key of the opportunity it belongs to, if any
    rules: findings of these rules ask for it
    decide: what the authority must settle, one sentence an item
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from upplint.advice.brief import Brief, gap, number_word
from upplint.errors import UpplintError
from upplint.resources import parse_yaml, rules_path
from upplint.tender.opportunities.words import grouped, kronor, listed, regime_name

if TYPE_CHECKING:
    from jinja2 import Environment

_GAP = re.compile(r"\[[^\]\n]+\]")


@dataclass(frozen=True)
class Clause:
    """A template with its head; see the module."""

    name: str
    title: str
    kind: str
    where: str
    law: Mapping[str, tuple[str, ...]]
    opportunity: str
    rules: tuple[str, ...]
    decide: tuple[str, ...]
    body: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A clause filled for a tender.

    Attributes:
        name, title, kind, where: of the clause.
        text: Markdown (headings, paragraphs, lists, tables), ready to paste.
        law: the paragraphs it rests on, in words; empty where none is needed.
        decide: what the authority must settle.
        gaps: the marked gaps in the text, in order, each once.
        notes: what to know of it here.
    """

    name: str
    title: str
    kind: str
    where: str
    text: str
    law: str
    decide: tuple[str, ...]
    gaps: tuple[str, ...]
    notes: tuple[str, ...] = ()


@cache
def load_clauses() -> Mapping[str, Clause]:
    """All clauses by name, in order of name."""
    return {
        path.name.removesuffix(".md.j2"): _read(path.name) for path in sorted(rules_path("clauses").glob("*.md.j2"))
    }


def _read(file: str) -> Clause:
    text = rules_path("clauses", file).read_text(encoding="utf-8")
    _, head, body = text.split("---\n", 2)
    data: dict[str, Any] = parse_yaml(head)
    return Clause(
        name=file.removesuffix(".md.j2"),
        title=data["title"],
        kind=data["kind"],
        where=data["where"],
        law={regime: tuple(keys) for regime, keys in data["law"].items()},
        opportunity=data.get("opportunity", ""),
        rules=tuple(data.get("rules", ())),
        decide=tuple(data.get("decide", ())),
        body=body.strip() + "\n",
    )


def find_clause(name: str) -> Clause:
    """The clause with this name. Raises `UpplintError` (U310) with the names there are."""
    clauses = load_clauses()
    if name not in clauses:
        from difflib import get_close_matches

        near = get_close_matches(name, clauses, n=1)
        hint = f"Menade ni {near[0]}? " if near else ""
        raise UpplintError("U310", f"Utkastet ”{name}” finns inte. {hint}Välj något av: {', '.join(clauses)}.")
    return clauses[name]


def allowed(clause: Clause, brief: Brief) -> bool:
    """True if the clause may be used in one of the regimes that are possible."""
    return any(r in clause.law for r in brief.regimes)


def fill(clause: Clause, brief: Brief, notes: Sequence[str] = ()) -> Draft:
    """The clause for a tender.

    Raises:
        UpplintError: U311, the law does not allow it in this procurement.
    """
    if not allowed(clause, brief):
        raise UpplintError(
            "U311",
            f"Utkastet ”{clause.name}” går inte att använda här: lagen ger inget uttryckligt stöd för det i den här "
            "upphandlingen. "
            "Se upplint suggest --explain.",
        )
    law = brief.cite(clause.law)
    in_full = brief.cite_in_full(clause.law) or gap(f"lagrum i {brief.law_short}")
    rendered = _environment().from_string(clause.body).render(b=brief, law=in_full)
    text = re.sub(r"\n{3,}", "\n\n", rendered).strip() + "\n"
    gaps = tuple(dict.fromkeys(_GAP.findall(text)))
    more = _undecided(clause, brief)
    return Draft(clause.name, clause.title, clause.kind, clause.where, text, law, clause.decide, gaps, (*notes, *more))


def _undecided(clause: Clause, brief: Brief) -> tuple[str, ...]:
    """Where the regime is not decided: under which of the possible ones the draft may be used."""
    may = [regime_name(r, brief.law_short) for r in brief.regimes if r in clause.law]
    if len(may) == len(brief.regimes):
        return ()
    return (
        "Det är inte avgjort vilka regler som gäller. Utkastet går bara att använda om upphandlingen "
        f"{listed(may, 'eller')}. Ange reglerna med --regime.",
    )


@cache
def _environment() -> Environment:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    env = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, autoescape=False
    )
    env.globals.update(gap=gap, listed=listed)
    env.filters.update(kronor=kronor, grouped=grouped, word=number_word, cap=_capital)
    return env


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
