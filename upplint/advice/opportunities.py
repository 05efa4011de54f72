"""Opportunities in words: what the law lets an authority do, condition by condition."""

from __future__ import annotations

from upplint.tender.law import format_citations
from upplint.tender.opportunities import Condition, Opportunity, Outcome, Status, assess

STATUS_WORDS = {
    Status.FULFILLED: "Uppfyllt",
    Status.NOT_FULFILLED: "Inte uppfyllt",
    Status.CHECK: "Kontrollera",
    Status.MISSING: "Uppgift saknas",
    Status.UNSETTLED: "Inte avgjort i lagen",
}
OUTCOME_WORDS = {
    Outcome.OPEN: "Möjligt",
    Outcome.UNSETTLED: "Inte uttryckligt tillåtet här: fråga jurist eller välj en annan väg",
    Outcome.MISSING: "Går inte att säga än",
    Outcome.CLOSED: "Inte möjligt här",
}


def explain(condition: Condition) -> str:
    """A condition in a line: "Uppfyllt: Upphandlingen är direktivstyrd. ..." """
    return f"{STATUS_WORDS[condition.status]}: {condition.text} {condition.ground}".strip()


def outcome_words(opportunity: Opportunity) -> str:
    """What follows from the conditions, for example "Möjligt"."""
    if opportunity.outcome is Outcome.OPEN and opportunity.regime_open:
        return "Kan vara möjligt, det beror på vilka regler som gäller"
    return OUTCOME_WORDS[opportunity.outcome]


def law_words(opportunity: Opportunity) -> str:
    """The paragraphs, in words; empty where none applies. Where the regime is not decided each says when it applies."""
    if opportunity.law_when:
        return "; ".join(f"{format_citations(keys)} om upphandlingen {words}" for words, keys in opportunity.law_when)
    return format_citations(opportunity.law) if opportunity.law else ""


__all__ = [
    "OUTCOME_WORDS",
    "STATUS_WORDS",
    "Condition",
    "Opportunity",
    "Outcome",
    "Status",
    "assess",
    "explain",
    "law_words",
    "outcome_words",
]
