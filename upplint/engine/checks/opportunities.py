"""What the law lets an authority do: opportunities whose conditions hold, for the OPP rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from upplint.engine.checks import check
from upplint.engine.context import Context, Match
from upplint.tender.opportunities import Status, assess

_GROUNDS = 2
#: Limits that an organisation may set, by the name `rules/opportunities/definitions.yaml` gives them.
_SETTINGS = ("employment_value", "employment_months", "partner_value")


@check(values=("ground", "checks"), params=("opportunity", "outcome", *_SETTINGS))
def assessed(context: Context, params: Mapping[str, Any]) -> Iterator[Match]:
    """The opportunity `opportunity` has the outcome `outcome` (`open` or `unsettled`).

    The other parameters are limits of the data. Values: the grounds that speak for it, and how many
    conditions are left for the authority to check. Stands where its ground stands, else at the title.
    """
    settings = {name: params[name] for name in _SETTINGS if name in params}
    for opportunity in assess(context.tender, (params["opportunity"],), settings, closed=False):
        if opportunity.outcome.value != params["outcome"]:
            continue
        values = {
            "ground": " ".join(c.ground for c in opportunity.grounds[:_GROUNDS]),
            "checks": str(len(opportunity.with_status(Status.CHECK))),
        }
        for place in opportunity.places or ((context.title.view, context.title.start, context.title.end),):
            yield Match(*place, values=values)
