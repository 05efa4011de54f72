"""Citations in the act that the procurement follows: LUF, LUK, LUFS and LOV number the rules of LOU their own way."""

from __future__ import annotations

from collections.abc import Sequence

#: The acts beside LOU. A rule cites LOU; `rules/law` says which provision of the others holds the same rule.
SISTER_ACTS = ("LUF", "LUK", "LUFS", "LOV")


def in_act(keys: Sequence[str], act: str) -> tuple[str, ...] | None:
    """The citations as `act` numbers them, without those it is not known to hold.

    Args:
        keys: citation keys of a rule, as `LOU 4:14`.
        act: `LOU`, `LUF`, `LUK`, `LUFS` or `LOV`.

    Returns:
        The keys unchanged unless the act is one of `SISTER_ACTS`; None where no provision of LOU among them has a known
        counterpart in the act. Court decisions, other acts and keys that the table does not hold stay as they are.
    """
    if act not in SISTER_ACTS:
        return tuple(keys)
    from upplint.errors import RuleError
    from upplint.tender.law import equivalent, provision

    found: dict[str, None] = {}
    known = lost = False
    for key in keys:
        try:
            own = equivalent(key, act) if provision(key).act == "LOU" else key
        except RuleError:  # a pack of one's own may cite what the table does not hold; `rules check` says so
            own = key
        if own is None:
            lost = True
            continue
        known = known or own != key
        found[own] = None
    return tuple(found) if known or not lost else None
