"""Where in the procurement a requirement is tested."""

from __future__ import annotations

from upplint.requirements.model import Force, On, Stage
from upplint.requirements.sections import stage_of

_FORMAL = frozenset({"form", "documentation", "language"})
_QUALIFYING = frozenset(
    {"turnover", "credit", "accounts", "registration", "legal_form", "reference", "reliance", "group", "capacity"}
)


def stage(section: str, on: On, force: Force, topic: str, *, scored: bool) -> Stage:
    """The stage, from the section, whose duty it is and what it is about.

    Args:
        section: type of section (`sections.section_types`). scored: it gives points.
    """
    if scored or (section == "evaluation" and topic not in ("price", "form")):
        return Stage.AWARD
    if topic == "exclusion" and section != "contract":
        return Stage.EXCLUSION
    if on is On.TENDERER:
        if section in ("qualification", "exclusion"):
            return stage_of(section)
        if topic in _QUALIFYING:
            return Stage.QUALIFICATION
        if topic in _FORMAL or section == "admin":
            return Stage.FORMALITY
        if force is Force.SHOULD:
            return Stage.AWARD
        return Stage.QUALIFICATION if section in ("specification", "unknown") else Stage.FORMALITY
    if section in ("qualification", "exclusion", "admin", "evaluation", "definitions"):
        return Stage.CONTRACT if on is On.SUPPLIER else Stage.FORMALITY
    return stage_of(section)
