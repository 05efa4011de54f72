"""The rules as text: the list, and one rule explained."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import TYPE_CHECKING

from upplint.engine.model import Level
from upplint.engine.schema import Status
from upplint.reports.labels import LEVEL
from upplint.tender.law import format_citation

if TYPE_CHECKING:
    from upplint.engine.ruleset import RuleSet
    from upplint.engine.schema import Rule

_HEADS: Mapping[str, Mapping[str, str]] = {
    "sv": {
        "why": "Varför det spelar roll",
        "law": "Lag",
        "sources": "Källor",
        "advice": "Gör så här",
        "rewrite": "Skriv till exempel",
        "hit": "Det här anmärks",
        "ok": "Det här anmärks inte",
        "wrong": "Det här bedöms fel i dag",
        "parameters": "Inställningar",
        "A": "upphandling över tröskelvärdet",
        "B": "19 kap. (under tröskelvärdet, eller tjänster i bilaga 2)",
        "C": "direktupphandling",
        "profile": "profil",
        "silent": "tyst",
        "count": "regler. Förklara en: upplint rule ID",
    },
    "en": {
        "why": "Why it matters",
        "law": "Law",
        "sources": "Sources",
        "advice": "What to do",
        "rewrite": "For example",
        "hit": "Reported",
        "ok": "Not reported",
        "wrong": "Judged wrongly today",
        "parameters": "Parameters",
        "A": "procurement above the EU threshold",
        "B": "chapter 19 (below the threshold, or services in annex 2)",
        "C": "direct award",
        "profile": "profile",
        "silent": "silent",
        "count": "rules. Explain one: upplint rule ID",
    },
}


_STATUS: Mapping[str, Mapping[Status, str]] = {
    "sv": {Status.PREVIEW: "på prov", Status.STABLE: "prövad", Status.DEPRECATED: "på väg bort"},
    "en": {status: status.value for status in Status},
}


def render_rule_list(ruleset: RuleSet, language: str, *, width: int = 100) -> str:
    """All rules by family, one a line: id, level, title."""
    out: list[str] = []
    for pack in ruleset.packs:
        out.append(f"{pack.family}  {pack.title.of(language)}")
        for rule in sorted(pack.rules, key=lambda r: r.id):
            line = f"  {rule.id}  {_levels(rule, language):<12} {rule.title.of(language)}"
            mark = "" if rule.status == "stable" else f" [{_STATUS[language][rule.status]}]"
            out.append(textwrap.shorten(line.strip(), width - 2, placeholder=" …").join(("  ", mark)))
        out.append("")
    out.append(f"{len(ruleset)} {_HEADS[language]['count']}")
    return "\n".join(out) + "\n"


def render_rule(rule: Rule, ruleset: RuleSet, language: str, *, width: int = 100) -> str:
    """Everything about one rule, wrapped to `width` columns."""
    heads, status = _HEADS[language], _STATUS[language][rule.status]
    out = [
        f"{rule.id} {rule.title.of(language)}",
        f"{_levels(rule, language)} · {heads['profile']} {rule.profile} · {status} · {rule.name}",
    ]

    def section(head: str, *lines: str) -> None:
        out.extend(["", heads[head]])
        for line in lines:
            for paragraph in line.splitlines():
                out.extend(textwrap.wrap(paragraph, width, initial_indent="  ", subsequent_indent="  "))

    section("why", rule.why.of(language))
    law = [
        f"{heads[regime]}: {', '.join(format_citation(key) for key in rule.law_in(regime))}"
        for regime in ("A", "B", "C")
        if rule.law_in(regime)
    ]
    if law:
        section("law", *law)
    if rule.sources:
        section("sources", *rule.sources)
    section("advice", rule.advice.of(language))
    if rule.rewrite:
        section("rewrite", rule.rewrite)
    for name, parameter in rule.parameters.items():
        section("parameters", f"{name} = {parameter.default}: {parameter.what.of(language)}")
    for head, examples in (("hit", rule.examples.hit), ("ok", rule.examples.ok), ("wrong", rule.examples.known_wrong)):
        if examples:  # the reasons are written in English, for those who write rules
            section(
                head, *(f"– {e.text.strip()}" + (f" ({e.why})" if e.why and language == "en" else "") for e in examples)
            )
    source = ruleset.sources.get(rule.id)
    if source:
        out.extend(["", f"{source.file.name}:{source.line}"])
    return "\n".join(out) + "\n"


def _levels(rule: Rule, language: str) -> str:
    if isinstance(rule.level, Level):
        return LEVEL[language][rule.level]
    by_level: dict[str, list[str]] = {}
    for regime, level in rule.level.items():
        by_level.setdefault(LEVEL[language][level], []).append(regime)
    return ", ".join(f"{name} ({'/'.join(regimes)})" for name, regimes in by_level.items())
