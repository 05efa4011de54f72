"""What to do instead, for a whole tender: opportunities with their conditions, and the drafts that go with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from upplint.advice.brief import Brief, make_brief
from upplint.advice.clauses import Clause, Draft, allowed, fill, find_clause, load_clauses
from upplint.advice.employment import Places
from upplint.errors import UpplintError
from upplint.tender.model import Role, Tender
from upplint.tender.opportunities import Opportunity, Outcome, assess
from upplint.tender.opportunities.words import kronor
from upplint.tender.partnership import Criterion, criteria, is_partnership

#: Drafts for what is not divided: the plan, or the reasons.
_DIVISION = ("lotplan", "ingen-uppdelning")
_UNDIVIDED = frozenset(("LOT001", "LOT002", "LOT006", "VOL007"))


@dataclass(frozen=True)
class Suggestion:
    """What is proposed for one tender.

    Attributes:
        name: of the tender.
        regimes: those possible.
        opportunities: open and unsettled ones; all with `explain`.
        drafts: in the order they are proposed.
        criteria: the marks of a public contract, walked through, for a draft partnership agreement.
        explain: every condition is to be shown, also those that are fulfilled as a matter of course.
    """

    name: str
    regimes: tuple[str, ...]
    opportunities: tuple[Opportunity, ...]
    drafts: tuple[Draft, ...]
    explain: bool = False
    criteria: tuple[Criterion, ...] = ()


def suggest(
    tender: Tender,
    clauses: Sequence[str] = (),
    *,
    explain: bool = False,
    rules: Iterable[str] | None = None,
    parameters: Mapping[str, Mapping[str, Any]] | None = None,
) -> Suggestion:
    """Opportunities and drafts for a tender.

    Args:
        tender: documents with facts and regime.
        clauses: only these drafts, whether the conditions of their opportunity hold or not, as long as the regime
            allows them; empty: those that the conditions and the findings ask for.
        explain: opportunities that are closed too, with the reason.
        parameters: rule id -> parameter -> value, where an organisation sets its own limits (as for `api.check`).
        rules: ids of the rules that have findings in the tender; None runs the rules that drafts belong to.

    Raises:
        UpplintError: an unknown draft (U310), or one that the law does not allow in this procurement (U311).
    """
    assessed = assess(tender, settings=_limits(parameters) if parameters else None)
    brief = make_brief(tender)
    if clauses:
        chosen = [find_clause(name) for name in dict.fromkeys(clauses)]
        keys = {c.opportunity for c in chosen}
        about = tuple(o for o in assessed if o.key in keys)
        for clause in chosen:
            _refuse_closed(clause, about)
        shown = about
    else:
        shown = tuple(o for o in assessed if explain or o.outcome in (Outcome.OPEN, Outcome.UNSETTLED))
        found = frozenset(_finding_rules(tender) if rules is None else rules)
        chosen = [find_clause(n) for n in _wanted(brief, assessed, found)]
    clauses_of = load_clauses()
    shown = tuple(replace(o, clauses=tuple(n for n in o.clauses if allowed(clauses_of[n], brief))) for o in shown)
    drafts = tuple(fill(clause, brief, _notes(clause, brief)) for clause in chosen)
    marks = criteria(tender) if is_partnership(tender) else ()
    return Suggestion(tender.name, brief.regimes, shown, drafts, explain, marks)


def _limits(parameters: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """An organisation's limits by the names that the conditions know them by, as the rules hand them over."""
    from upplint.engine.loader import load_rules

    out: dict[str, Any] = {}
    for rule in load_rules().rules:
        given = parameters.get(rule.id, {})
        for how in rule.find:
            for name, value in how.params.items():
                if isinstance(value, str) and value.startswith("param:") and value[6:] in given:
                    out[name] = given[value[6:]]
    return out


def _refuse_closed(clause: Clause, about: Sequence[Opportunity]) -> None:
    """A draft whose act or regime forbids it is not written, also when it is asked for by name."""
    for opportunity in about:
        if opportunity.key != clause.opportunity:
            continue
        for condition in opportunity.conditions:
            forbidden = condition.name in ("act", "regime", "no_call_off") and condition.status == "not_fulfilled"
            if forbidden:
                raise UpplintError(
                    "U311",
                    f"Utkastet ”{clause.name}” går inte att använda här. Det här villkoret är inte uppfyllt: "
                    f"{condition.text} {condition.ground} Se upplint suggest --explain.",
                )


def _wanted(brief: Brief, assessed: Sequence[Opportunity], found: frozenset[str]) -> list[str]:
    """Names of drafts: by opportunity, then division, then by finding; each once, only those the regime allows."""
    tender = brief.tender
    names = [n for o in assessed for n in o.clauses]
    if brief.plan is not None and found & _UNDIVIDED:
        names += _DIVISION
    call_off = tender.facts.value("call_off") is True
    partnership = all(p.role is Role.PARTNERSHIP for p in tender.parts)
    for name, clause in load_clauses().items():
        if clause.rules and found.intersection(clause.rules) and not (clause.opportunity and not partnership):
            names.append(name)
    if call_off or tender.facts.value("lots"):
        names = [n for n in names if n not in _DIVISION]
    clauses = load_clauses()
    return [n for n in dict.fromkeys(names) if allowed(clauses[n], brief)]


def _finding_rules(tender: Tender) -> frozenset[str]:
    """Rules with findings in the tender, among those that drafts belong to."""
    from upplint.engine.loader import load_rules
    from upplint.engine.run import Selection, run

    ruleset = load_rules()
    asked = {r for c in load_clauses().values() for r in c.rules}
    known = tuple(sorted(asked & {r.id for r in ruleset.rules}))
    if not known:
        return frozenset()
    return frozenset(f.rule for f in run(tender, ruleset, Selection(select=known)))


def _notes(clause: Clause, brief: Brief) -> tuple[str, ...]:
    """What to know of a draft in this tender."""
    if clause.name == "sysselsattning-krav":
        return (_reckoned(brief.places),)
    if clause.name == "lotplan" and brief.plan is not None and any(lot.value for lot in brief.plan.lots):
        return ("Värdet för varje del är räknat efter mängderna i dokumenten, avrundat till 100 000 kronor.",)
    return ()


def _reckoned(places: Places | None) -> str:
    if places is None:
        return (
            "Inget räkneexempel: värdet eller avtalstiden är inte känd, eller så är kontraktet så litet att ett fast "
            "antal platser knappast är rimligt. Välj då dialogen."
        )
    posts = str(places.posts).replace(".", ",")
    return (
        f"Så är räkneexemplet räknat: {kronor(places.yearly)} om året, varav {places.staff_percent} procent antas vara "
        f"personalkostnad. En heltid antas kosta {kronor(places.full_time_cost)} om året. Det motsvarar ungefär "
        f"{posts} heltider. En plats för varje påbörjat tiotal heltider ger {places.at_once} åt gången, med en ny "
        f"omgång varje avtalsår: sammanlagt {places.persons}. Antagandena är våra. Byt dem mot era egna."
    )
