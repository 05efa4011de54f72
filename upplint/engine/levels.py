"""The level of a match, and the law that applies to it."""

from __future__ import annotations

from upplint.engine.acts import in_act
from upplint.engine.context import Context, Match
from upplint.engine.mitigations import Verdict, lighter
from upplint.engine.model import LEVELS, Confidence, Level
from upplint.engine.primitives import Texts
from upplint.engine.schema import Find, Rule

_UNDECIDED = Texts(
    sv="Det framgår inte vilka regler som gäller för upphandlingen.",
    en="It is not clear which rules apply to the procurement.",
)
_OTHER_ACT = Texts(
    sv="Bestämmelsen finns i LOU. Om den lag som gäller här har samma bestämmelse är inte kontrollerat.",
    en="The provision is one of LOU. Whether the act that applies here has the same provision has not been checked.",
)


def lower(level: Level, steps: int = 1) -> Level:
    """One level lower, at least `advice`; an opportunity stays what it is."""
    if level is Level.OPPORTUNITY:
        return level
    return LEVELS[min(LEVELS.index(level) + steps, LEVELS.index(Level.ADVICE))]


def base_level(context: Context, rule: Rule, how: Find) -> tuple[Level, tuple[Texts, ...]] | None:
    """The level under the regime that applies, with the reason when it is lower; None where the rule is silent.

    Where the regime is not decided the lightest of the possible levels counts, and it is one lower when the rule
    is silent under one of the possible regimes (the duty holds in A only). An error that rests on LOU alone is one
    level lower under LUF, LUK, LUFS or LOV.
    """
    levels = [rule.level_in(regime, how) for regime in context.regimes]
    known = [level for level in levels if level is not None]
    if not known:
        return None
    heaviest = min(known, key=LEVELS.index)
    lightest = max(known, key=LEVELS.index)
    level = lower(lightest) if len(known) < len(levels) and lightest is heaviest else lightest
    reasons = (_UNDECIDED,) if level is not heaviest else ()
    if level is Level.ERROR and (
        context.regimes == _CHOICE or all(in_act(rule.law_in(r), context.act) is None for r in context.regimes)
    ):
        return lower(level), (*reasons, _OTHER_ACT)
    return level, reasons


def final_level(
    context: Context, rule: Rule, base: tuple[Level, tuple[Texts, ...]], verdict: Verdict, match: Match
) -> tuple[Level, tuple[Texts, ...]]:
    """The level after mitigations, missing facts and the organisation's own settings."""
    level, reasons = base
    if match.level is not None:
        level = match.level
    if verdict.steps:
        level = lower(level)
    if verdict.at_most is not None and level is not Level.OPPORTUNITY:
        level = lighter(level, verdict.at_most)
    if match.missing:
        level = lower(level)
    own = context.selection.levels.get(rule.id)
    if own is not None:
        level = own
    return level, (*reasons, *verdict.reasons)


def law_of(context: Context, rule: Rule) -> tuple[tuple[str, ...], str]:
    """Citation keys that apply, and a note where the regime is not decided or a source is not sure to apply.

    Under LUF, LUK or LUFS the keys are those of that act; where none is known, those of LOU with a note.
    """
    english = context.language == "en"
    if context.regimes == _CHOICE and isinstance(rule.law, dict):  # LOV has the principles of 19 kap. 2 § LOU
        return rule.law_in("LOV") or in_act(rule.law_in("B"), "LOV") or (), ""
    if context.regime is not None:
        keys = rule.law_in(context.regime)
        own = in_act(keys, context.act)
        if own is None:
            return keys, _other_act_note(context.act, english)
        return own, _unsure_note(own, context.regime, english)
    by_regime = {r: in_act(rule.law_in(r), context.act) or rule.law_in(r) for r in context.regimes}
    keys = tuple(dict.fromkeys(k for found in by_regime.values() for k in found))
    if len(set(by_regime.values())) == 1:
        return keys, ""
    from upplint.tender.law import format_citations

    said = [
        (_REGIMES[r][english], format_citations(found)) for r, found in by_regime.items() if found and r in _REGIMES
    ]
    if not said:
        return keys, ""
    listed = "; ".join(f"{name}: {citations}" for name, citations in said)
    if english:
        return keys, f"It is not clear which rules apply. {listed[0].upper()}{listed[1:]}."
    return keys, f"Det framgår inte vilka regler som gäller. {listed[0].upper()}{listed[1:]}."


_CHOICE = ("LOV",)  # a system of choice: what `Context.regimes` holds then
_REGIMES = {
    "A": ("vid direktivstyrd upphandling", "under the directive-based rules"),
    "B": ("vid upphandling enligt 19 kap.", "under chapter 19"),
    "C": ("vid direktupphandling", "in a direct award"),
}


def _other_act_note(act: str, english: bool) -> str:
    if english:
        return f"The procurement follows {act}. The counterpart in {act} of this provision of LOU has not been checked."
    return f"Upphandlingen följer {act}. Vilken bestämmelse i {act} som motsvarar den här i LOU är inte kontrollerat."


def _unsure_note(keys: tuple[str, ...], regime: str, english: bool) -> str:
    from upplint.errors import RuleError
    from upplint.tender.law import format_citations, provision

    unsure = []
    for key in keys:
        try:
            if regime in provision(key).unsure_regimes:
                unsure.append(key)
        except RuleError:  # a pack of one's own may cite what the table does not hold; `rules check` says so
            continue
    if not unsure:
        return ""
    cited = format_citations(unsure)
    if english:
        return f"It is likely but not settled that {cited} applies here."
    return f"Det är troligt men inte prövat att {cited} gäller här."


def final_confidence(context: Context, rule: Rule, how: Find, match: Match) -> Confidence:
    """The rule's confidence; one step lower for what is missing when something could not be read."""
    confidence = how.confidence or rule.confidence
    unread = how.kind == "absent" and any(v.document.gaps for v in context.views)
    if (unread or match.missing) and confidence is not Confidence.LOW:
        return Confidence.MEDIUM if confidence is Confidence.HIGH else Confidence.LOW
    return confidence
