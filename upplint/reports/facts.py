"""The facts of a tender with their ground, as text, JSON or a draft of `upplint.toml`."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from upplint.engine.primitives import Texts
from upplint.reports.fact_words import TITLES, fact_ground, fact_title, fact_value
from upplint.reports.json import fact_data, plain, tender_data
from upplint.reports.places import document_names
from upplint.tender.facts.resolve import SEVERAL
from upplint.tender.model import Fact, Tender
from upplint.tender.stated import STATABLE

_WIDTH = 100
_STEP = "    "
#: Facts that an option of the command states.
_OPTIONS: Mapping[str, str] = {
    "estimated_value": "--value",
    "ceiling_value": "--ceiling",
    "cpv": "--cpv",
    "published": "--published",
    "buyer_kind": "--buyer",
    "law": "--law",
    "term_months": "--term",
    "lots": "--lots",
}
_REGIMES: Mapping[str, Texts] = {
    "A": Texts(sv="A, direktivstyrd upphandling", en="A, governed by the directive"),
    "B": Texts(sv="B, upphandling enligt {low} kap. {act}", en="B, chapter {low} of {act}"),
    "C": Texts(sv="C, direktupphandling enligt {direct} {act}", en="C, direct award under {direct} of {act}"),
}
#: The chapter for procurement below the thresholds, and the provisions on direct award, in the acts that differ.
_LOW: Mapping[str, str] = {"LUK": "15", "LUFS": "15"}
_DIRECT: Mapping[str, Texts] = {
    "LUK": Texts(sv="15 kap. 6 §", en="chapter 15, section 6"),
    "LUFS": Texts(sv="15 a kap.", en="chapter 15 a"),
}
_DIRECT_OTHERWISE = Texts(sv="19 a kap.", en="chapter 19 a")
_CHOICE = Texts(sv="LOV, valfrihetssystem", en="LOV, a system of choice")
_WORDS: Mapping[str, Texts] = {
    "also": Texts(sv="men även", en="but also"),
    "rules": Texts(sv="Regler", en="Rules"),
    "open": Texts(sv="inte avgjort", en="not decided"),
    "note": Texts(sv="Obs", en="Note (in Swedish)"),
    "missing": Texts(
        sv="Hittades inte. Ange uppgiften med ett val till kommandot, eller i upplint.toml under [facts]:",
        en="Not found. State the fact with an option, or in upplint.toml under [facts]:",
    ),
    "or": Texts(sv="eller", en="or"),
}


def render_facts(tenders: Sequence[Tender], format: str, *, language: str = "sv", width: int = _WIDTH) -> str:
    """Facts of each tender, as `text` or `json`.

    Args:
        language: `sv` or `en`, for text. The reasons for the rules that apply are in Swedish.
        width: columns of the text.
    """
    if format == "json":
        return json.dumps([tender_data(t) for t in tenders], ensure_ascii=False, indent=2) + "\n"
    return "\n".join("\n".join(_text(t, language, width)) + "\n" for t in tenders)


def _text(tender: Tender, language: str, width: int) -> Iterator[str]:
    words = {name: texts.of(language) for name, texts in _WORDS.items()}
    named = document_names([part.document.file for part in tender.parts])
    yield from (tender.name, "")
    for name in [*TITLES, *sorted(n for n in tender.facts.by_name if n not in TITLES)]:
        listed = tender.facts.all(name)
        if not listed or name == "regime":
            continue
        first, rest = ([listed[0]], tender.facts.rivals(name))
        if name in SEVERAL:
            first = list(tender.facts.counting(name))
            known = {_plain_code(f) for f in first}
            rest = tuple(f for f in listed if f not in first and _plain_code(f) not in known)
        values = "; ".join(fact_value(f, language) for f in first)
        yield from _wrapped(f"{fact_title(name, language)}: {values}", width)
        yield from _wrapped(fact_ground(first[0], named, language), width, _STEP)
        if first[0].excerpt:
            yield from _wrapped(f"”{' '.join(first[0].excerpt.split())}”", width, _STEP)
        for rival in rest:
            said = f"{words['also']}: {fact_value(rival, language)} ({fact_ground(rival, named, language)})"
            yield from _wrapped(said, width, _STEP)
    regime = tender.regime
    named_rules = [_rules(r, regime.law, language) for r in ([regime.regime] if regime.regime else regime.candidates)]
    decided = named_rules[0] if regime.regime else words["open"]
    if regime.law == "LOV":
        decided = _CHOICE.of(language)
    elif regime.regime is None and named_rules:
        decided += " (" + f" {words['or']} ".join(named_rules) + ")"
    yield ""
    yield from _wrapped(f"{words['rules']}: {decided}", width)
    for reason in (*regime.reasons, *(() if regime.regime else regime.missing)):
        yield from _wrapped(reason, width, _STEP)
    for warning in regime.warnings:
        yield from _wrapped(f"{words['note']}: {warning}", width, _STEP)
    missing = missing_facts(tender)
    if missing:
        yield ""
        yield from _wrapped(words["missing"], width)
        for name in missing:
            how = f"{_OPTIONS[name]} {words['or']} {name}" if name in _OPTIONS else name
            yield from _wrapped(f"{fact_title(name, language)}: {how}", width, _STEP)


def _rules(regime: str, law: str, language: str) -> str:
    """The regime in words, with the chapters of the act that applies."""
    direct = _DIRECT.get(law, _DIRECT_OTHERWISE).of(language)
    return _REGIMES[regime].of(language).format(low=_LOW.get(law, "19"), direct=direct, act=law)


def _plain_code(fact: Fact) -> object:
    """What a fact is compared by: a CPV code without its check digit."""
    return str(fact.value)[:8] if fact.name == "cpv" else fact.value


def missing_facts(tender: Tender) -> list[str]:
    """Names of facts that were not found and that somebody may state."""
    return [n for n in STATABLE if not tender.facts.all(n) and n != "regime" and not _needless(n, tender)]


def _needless(name: str, tender: Tender) -> bool:
    """Nobody needs to state it: a yearly value where the value is yearly, a ceiling where there is no framework."""
    if name == "yearly_value":
        return any(f.unit.endswith("per year") for f in tender.facts.all("estimated_value"))
    return name == "ceiling_value" and tender.facts.value("framework") is False


def _wrapped(text: str, width: int, indent: str = "") -> list[str]:
    """Lines within the width; what goes on is set in one step more."""
    return textwrap.wrap(
        text,
        max(width, 20),
        initial_indent=indent,
        subsequent_indent=indent + _STEP,
        break_on_hyphens=False,
        break_long_words=False,
    )


def draft_settings(tender: Tender) -> str:
    """A draft of `upplint.toml`: found facts as comments with their ground, missing ones with what to fill in."""
    lines = ["# Uppgifter om upphandlingen. Ta bort # framför en rad för att ange eller rätta en uppgift.", "[facts]"]
    for name, (_, _, what) in STATABLE.items():
        fact = tender.facts.get(name)
        lines.append("")
        lines.append(f"# {what}")
        if fact is None:
            lines.append(f"# {name} = ")
        else:
            lines.append(f"# Hittades: {fact_ground(fact)}")
            listed = tender.facts.counting(name) if name in SEVERAL else (fact,)
            values = [_toml(f) for f in listed]
            lines.append(f"# {name} = {values[0] if len(values) == 1 else '[' + ', '.join(values) + ']'}")
    return "\n".join(lines) + "\n"


def _toml(fact: Fact) -> str:
    value = plain(fact.value)
    if isinstance(fact.value, date):
        return fact.value.isoformat()
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value, ensure_ascii=False)


__all__ = ["draft_settings", "fact_data", "fact_ground", "fact_title", "fact_value", "missing_facts", "render_facts"]
