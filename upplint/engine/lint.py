"""Looks rules themselves over: what the schema cannot see."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from upplint.engine.checks import find_check
from upplint.engine.conditions import Pattern, Unless
from upplint.engine.messages import BY_KIND, COMMON, names_in
from upplint.engine.primitives import Model, Texts
from upplint.engine.ruleset import RuleSet, Source
from upplint.engine.schema import Find, Rule, Status
from upplint.errors import RuleError

#: Longest texts, in characters.
_LONGEST = {"title": 90, "message": 320, "why": 600, "advice": 700}
_LEAST_EXAMPLES = 3
_FACT_VALUES = re.compile(r"^(fact\.[a-z_]+(\.where)?|param\.[a-z_]+)$")


M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a rule. `message` is Swedish."""

    rule: str
    source: Source
    message: str

    def __str__(self) -> str:
        return f"{self.source}: {self.rule}: {self.message}"


def lint_rules(ruleset: RuleSet) -> list[Problem]:
    """All problems of all rules, in order of ids. Does not run the examples."""
    out = []
    names: dict[str, str] = {}
    for rule in ruleset.rules:
        source = ruleset.sources[rule.id]
        if rule.name in names:
            out.append(Problem(rule.id, source, f"namnet {rule.name} har redan {names[rule.name]}"))
        names[rule.name] = rule.id
        out.extend(Problem(rule.id, source, message) for message in _problems(rule, ruleset))
    return out


def _problems(rule: Rule, ruleset: RuleSet) -> Iterator[str]:
    yield from _texts(rule)
    yield from _examples(rule)
    yield from _law(rule)
    yield from _names(rule)
    for old in rule.redirects:
        if any(r.id == old for r in ruleset.rules):
            yield f"hänvisar om {old}, men den regeln finns"
    for how in rule.find:
        yield from _find(how)
    for pattern in _all(rule, Pattern):
        yield from _unreachable(pattern, ruleset)
    for regex in _regexes(rule):
        try:
            re.compile(regex)
        except re.error as error:
            yield f"det reguljära uttrycket {regex} går inte att läsa ({error})"


def _texts(rule: Rule) -> Iterator[str]:
    for name, longest in _LONGEST.items():
        texts: Texts = getattr(rule, name)
        for language, text in (("sv", texts.sv), ("en", texts.en)):
            if len(text) > longest:
                yield f"{name}.{language} har {len(text)} tecken, högst {longest}"
    if "olaglig" in rule.message.sv.lower():
        yield "message.sv: skriv ”en anledning att se över”, aldrig ”olagligt”"
    if (
        not rule.rewrite
        and not rule.clause
        and not any(f.rewrite for f in rule.find)
        and rule.id[:3] not in _NO_REWRITE
    ):
        yield "rewrite saknas: ge ett förslag som går att klistra in"


#: Families about the file or about reading, where there is nothing to paste.
_NO_REWRITE = frozenset({"ACC", "FAC", "LAN"})


def _examples(rule: Rule) -> Iterator[str]:
    if rule.status is Status.DEPRECATED:
        return
    for kind in ("hit", "ok"):
        examples = getattr(rule.examples, kind)
        if len(examples) < _LEAST_EXAMPLES:
            yield f"examples.{kind} har {len(examples)} exempel, minst {_LEAST_EXAMPLES}"
        texts = [e.text + repr(e.facts) + repr(e.regime) + repr(e.parameters) + repr(e.file) for e in examples]
        if len(set(texts)) < len(texts):
            yield f"examples.{kind}: samma exempel står två gånger"
    for example in rule.examples.hit:
        if "[[" not in example.text and not any("[[" in t for t in example.documents.values()):
            yield f"examples.hit: inget är markerat i ”{example.text[:40]}”"
    for example in rule.examples.known_wrong:
        if not example.why:
            yield f"examples.known_wrong: säg varför (why) i ”{example.text[:40]}”"


def _law(rule: Rule) -> Iterator[str]:
    from upplint.tender.law import provision

    by_regime = rule.law if isinstance(rule.law, dict) else {"": rule.law}
    for regime, keys in by_regime.items():
        for key in keys:
            try:
                found = provision(key)
            except RuleError as error:
                yield f"law: {error.message}"
                continue
            if found.key != key:
                yield f"law: skriv {found.key} i stället för {key}"
            if regime and regime not in (*found.regimes, *found.unsure_regimes):
                yield f"law: {key} gäller inte i {regime}"
    levels = rule.level if isinstance(rule.level, dict) else {}
    for regime in levels:
        if isinstance(rule.law, dict) and not rule.law.get(regime):
            yield f"law: nivå men inget lagrum för {regime}"


def _names(rule: Rule) -> Iterator[str]:
    """Placeholders that nothing fills, and parameters that nothing uses."""
    used: set[str] = set()
    for how in rule.find:
        known = COMMON | BY_KIND.get(how.kind, frozenset())
        if how.kind == "check" and how.check:
            with contextlib.suppress(RuleError):
                known |= frozenset(find_check(how.check).values)
        whens = [w for w in (rule.when, how.when) if w]
        if any(isinstance(t, Model) for w in whens for t in w.facts.values()):
            known |= {"limit", "fact", "ratio"}
        for texts in (
            how.message or rule.message,
            how.message_unknown or rule.message_unknown,
            how.advice or rule.advice,
        ):
            for name in sorted(names_in(texts)):
                used.add(name)
                if name not in known and not _FACT_VALUES.match(name):
                    yield f"{{{name}}} i en text fylls inte i av {how.kind}"
    written = _parameters([rule.find, rule.when, rule.unless])
    for name in rule.parameters:
        if name not in written and f"param.{name}" not in used:
            yield f"inställningen {name} används inte"
    for name in sorted(written | {u[6:] for u in used if u.startswith("param.")}):
        if name not in rule.parameters:
            yield f"inställningen {name} finns inte i parameters"


def _parameters(value: object) -> set[str]:
    if isinstance(value, str):
        return {value[6:]} if value.startswith("param:") else set()
    if isinstance(value, Model):
        return _parameters([getattr(value, n) for n in type(value).model_fields])
    if isinstance(value, dict):
        return _parameters(list(value.values()))
    if isinstance(value, (list, tuple)):
        return set().union(*(_parameters(v) for v in value)) if value else set()
    return set()


def _find(how: Find) -> Iterator[str]:
    if how.check:
        try:
            check = find_check(how.check)
        except RuleError as error:
            yield error.message
            return
        for name in how.params:
            if name not in check.params:
                yield f"kontrollen {how.check} tar ingen uppgift {name}"
    for pattern in how.phrases:
        if pattern.startswith("cue:") and how.phrases[pattern]:
            yield f"{pattern}: en fraslista kan inte ha en ersättning"


def _unreachable(pattern: Pattern, ruleset: RuleSet) -> Iterator[str]:
    """A group whose words are all forbidden by `none` can never match."""
    forbidden = set(_expanded(pattern.none, ruleset))
    for number, group in enumerate(pattern.all, start=1):
        words = set(_expanded(group, ruleset))
        if words and words <= forbidden:
            yield f"pattern: grupp {number} kan aldrig träffa, alla dess ord står i none"
    if pattern.order and len(pattern.all) < 2:
        yield "pattern: order kräver minst två grupper"


def _expanded(phrases: tuple[str, ...], ruleset: RuleSet) -> Iterator[str]:
    for phrase in phrases:
        yield from ruleset.cues.get(phrase[4:], ()) if phrase.startswith("cue:") else (phrase,)


def _regexes(rule: Rule) -> Iterator[str]:
    for how in rule.find:
        if how.regex:
            yield how.regex
        if how.absent and how.absent.regex:
            yield how.absent.regex
    for unless in _all(rule, Unless):
        if unless.regex:
            yield unless.regex


def _all(value: object, kind: type[M]) -> Iterator[M]:
    """Every value of a kind within a rule."""
    if isinstance(value, kind):
        yield value
    if isinstance(value, Model):
        for name in type(value).model_fields:
            if name != "examples":
                yield from _all(getattr(value, name), kind)
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _all(inner, kind)
    elif isinstance(value, tuple):
        for inner in value:
            yield from _all(inner, kind)
