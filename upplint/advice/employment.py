"""The worked example of how many places an employment clause may ask for.

The assumptions stand in `rules/opportunities/employment.yaml` and are shown with the result. Nothing in law or in the
guidance of Upphandlingsmyndigheten gives a number: the authority settles it by scope and term.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from upplint.resources import rules_path
from upplint.tender._data import read_yaml
from upplint.tender.facts.sums import yearly_value
from upplint.tender.model import TenderFacts


@dataclass(frozen=True, slots=True)
class Places:
    """A proposal to settle, with what it was reckoned from.

    Attributes:
        persons: how many persons in all during the term without extensions.
        at_once: how many at a time.
        months: length of each placement.
        yearly: value a year in SEK.
        posts: full-time posts that the value may pay.
        staff_percent, full_time_cost, posts_per_place: the assumptions.
    """

    persons: int
    at_once: int
    months: int
    yearly: Decimal
    posts: Decimal
    staff_percent: int
    full_time_cost: int
    posts_per_place: int


def propose_places(facts: TenderFacts) -> Places | None:
    """Number and months of placements from value and term.

    Args:
        facts: `estimated_value` or `ceiling_value` with `term_months`, or `yearly_value`.

    Returns:
        None where value or term is not known, where the term is shorter than one placement, or where the contract is
        too small for a fixed number to be in proportion (`least_posts`).
    """
    given = read_yaml(rules_path("opportunities", "employment.yaml"))
    yearly, term = yearly_value(facts), facts.value("term_months")
    months = int(given["months"])
    if yearly is None or not isinstance(term, int | Decimal) or int(term) < months:
        return None
    share, cost, per_place = Decimal(given["staff_share"]), int(given["full_time_cost"]), int(given["posts_per_place"])
    posts = (yearly * share / cost).quantize(Decimal("0.1"), ROUND_HALF_UP)
    if posts < int(given["least_posts"]):
        return None
    at_once = min(int((posts / per_place).to_integral_value(ROUND_CEILING)), int(given["most_places"]))
    years = max(1, int(term) // 12)
    return Places(at_once * years, at_once, months, yearly, posts, int(share * 100), cost, per_place)
