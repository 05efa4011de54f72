"""Runs rules on a tender."""

from __future__ import annotations

from collections.abc import MutableMapping
from time import perf_counter

from upplint.engine.applicability import tender_holds
from upplint.engine.collect import Judged, fingerprint, groups, numbered, order, place
from upplint.engine.comparisons import Outcome
from upplint.engine.context import Context, Match
from upplint.engine.finders import find
from upplint.engine.levels import base_level, final_confidence, final_level, law_of
from upplint.engine.messages import fill, missing_words, names_in, values_of
from upplint.engine.mitigations import judge
from upplint.engine.model import Finding, Level
from upplint.engine.plan import plan_for
from upplint.engine.primitives import Texts
from upplint.engine.ruleset import RuleSet
from upplint.engine.schema import Find, Rule
from upplint.engine.selection import Selection
from upplint.tender.model import Role, Tender

__all__ = ["Selection", "run"]


def run(
    tender: Tender,
    ruleset: RuleSet,
    selection: Selection | None = None,
    *,
    language: str = "sv",
    tender_index: int = 0,
    timings: MutableMapping[str, float] | None = None,
) -> tuple[Finding, ...]:
    """All findings of the selected rules in a tender.

    Args:
        tender: documents, requirements, facts and regime.
        ruleset: the loaded rules.
        selection: which rules, with the organisation's own parameters and levels.
        language: `sv` or `en`, for texts.
        tender_index: index of the tender in the report, put into places.
        timings: seconds are added here by rule id, and under `index` for the phrase index.

    Returns:
        findings sorted by document and place.

    Raises:
        ConfigError: the selection names what does not exist, or a parameter is out of its range.
    """
    selection = selection or Selection()
    rules = ruleset.selected(selection)
    started = perf_counter()
    plan = plan_for(ruleset, tuple(r.id for r in rules))
    context = Context(tender, plan, selection, language)
    _add(timings, "index", started)
    levels = ruleset.profile(selection.profile).levels if not selection.select else ()
    findings: list[Finding] = []
    if not context.views:
        return ()
    silent = _silent_families(context, ruleset)
    for rule in rules:
        if rule.id[:3] in silent:
            continue
        started = perf_counter()
        findings.extend(f for f in run_rule(context, rule, tender_index) if not levels or f.level in levels)
        _add(timings, rule.id, started)
    return numbered(sorted(findings, key=order))


def _silent_families(context: Context, ruleset: RuleSet) -> frozenset[str]:
    """Families that do not speak of this kind of tender: a procurement, or a draft partnership agreement."""
    drafts = [v.role is Role.PARTNERSHIP for v in context.views]
    kinds = {"partnership"} if all(drafts) else {"tender", "partnership"} if any(drafts) else {"tender"}
    return frozenset(p.family for p in ruleset.packs if not kinds.intersection(p.applies_to))


def _add(timings: MutableMapping[str, float] | None, name: str, started: float) -> None:
    if timings is not None:
        timings[name] = timings.get(name, 0.0) + perf_counter() - started


def run_rule(context: Context, rule: Rule, tender_index: int = 0) -> list[Finding]:
    """The findings of one rule, not sorted."""
    outcome = tender_holds(rule.when, context, rule)
    if not outcome.holds:
        return []
    judged: list[Judged] = []
    met = _met(context, rule)
    matches = [match for match, *_ in met]
    for match, how, base, own in met:
        verdict = judge(context, rule, how, match, matches)
        if verdict.silenced:
            continue
        missing = tuple(dict.fromkeys((*match.missing, *outcome.missing, *own.missing)))
        match = _with(match, missing, {**outcome.values, **own.values})  # noqa: PLW2901
        level, reasons = final_level(context, rule, base, verdict, match)
        notes = (missing_words(missing, context.language),) if missing else ()
        confidence = final_confidence(context, rule, how, match)
        judged.append(Judged(match, how, level, confidence, reasons, notes))
    return [_finding(context, rule, group, tender_index) for group in groups(context, rule, judged)]


def _met(context: Context, rule: Rule) -> list[tuple[Match, Find, tuple[Level, tuple[Texts, ...]], Outcome]]:
    """Every place that a way to find meets, with the way, its level and what its conditions say."""
    out: list[tuple[Match, Find, tuple[Level, tuple[Texts, ...]], Outcome]] = []
    taken: dict[int, list[tuple[int, int]]] = {}
    for how in rule.find:
        earlier = {view: tuple(spans) for view, spans in taken.items()}
        base = base_level(context, rule, how)
        own = tender_holds(how.when, context, rule)
        if base is None or not own.holds:
            continue
        for match in find(context, rule, how):
            # Several ways to find may meet at the same words: the first one counts.
            if any(match.start < b and a < match.end for a, b in earlier.get(match.view, ())):
                continue
            taken.setdefault(match.view, []).append((match.start, match.end))
            out.append((match, how, base, own))
    return out


def _with(match: Match, missing: tuple[str, ...], values: dict[str, object]) -> Match:
    if not missing and not values:
        return match
    return Match(
        match.view,
        match.start,
        match.end,
        match.requirement,
        {**values, **match.values},
        missing,
        match.level,
        match.also,
    )


def _finding(context: Context, rule: Rule, group: list[Judged], tender_index: int) -> Finding:
    first = group[0]
    match, how, language = first.match, first.how, context.language
    message = how.message or rule.message
    if match.missing:
        message = how.message_unknown or rule.message_unknown or message
    advice = how.advice or rule.advice
    rewrite = how.rewrite if how.rewrite is not None else rule.rewrite
    wanted = names_in(message) | names_in(advice) | names_in(rule.why)
    values = values_of(context, rule, match, wanted, len(group))
    where = place(context, match.view, match.start, match.end, tender_index)
    others = [j.match for j in group[1:]]
    spots = [(m.view, m.start, m.end) for m in others] + [a for m in (match, *others) for a in m.also]
    # Text that stands again in a later document is checked once; the finding names every place.
    first_place = (match.view, match.start, match.end)
    spots += [copy for spot in (first_place, *spots) for copy in context.copies(*spot)]
    also = sorted(dict.fromkeys(s for s in spots if s != first_place))
    law, law_note = law_of(context, rule)
    return Finding(
        rule=rule.id,
        name=rule.name,
        title=rule.title.of(language),
        level=first.level,
        confidence=first.confidence,
        message=fill(message.of(language), values),
        why=fill(rule.why.of(language), values),
        advice=fill(advice.of(language), values),
        rewrite=fill(rewrite, values),
        law=law,
        law_note=law_note,
        place=where,
        also=tuple(place(context, v, s, e, tender_index) for v, s, e in also),
        values=values,
        requirement=_requirement(context, match, how),
        helps=tuple(rule.helps),
        lowered_by=(*(t.of(language) for t in first.lowered), *first.notes),
        fingerprint=fingerprint(rule.id, where),
    )


def _requirement(context: Context, match: Match, how: Find) -> str | None:
    """The requirement that the finding concerns: the one matched, else the one whose sentence holds the words."""
    if match.requirement is not None:
        return match.requirement.id
    if how.kind in ("absent", "fact", "file"):
        return None
    view = context.views[match.view]
    sentence = view.sentence_at(match.start)
    found = view.requirements_by_sentence.get(sentence.index, ()) if sentence else ()
    for requirement in found:
        if requirement.start <= match.start < requirement.end:
            return requirement.id
    return found[0].id if found else None
