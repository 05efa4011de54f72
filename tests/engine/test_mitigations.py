"""To which demand an exception belongs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from upplint.engine.ruleset import RuleSet
from upplint.engine.run import run
from upplint.engine.testing import tender_from_text

BODY = "find: {{phrases: [vagn, tvätt, låda]}}\ncollect: {{per: each}}\nunless:\n  - {{phrases: [likvärdig], {more}}}"
SECTION = "scope: section"
NEXT = "scope: near, sentences: 2"
#: Scope, text, words that stay.
CASES = (
    (SECTION, "En vagn krävs. Likvärdig godtas.", []),
    (SECTION, "En vagn krävs. En tvätt eller likvärdig krävs.", ["vagn"]),
    (SECTION, "En vagn krävs. En vagn eller likvärdig krävs.", []),
    (SECTION, "En tvätt krävs. Likvärdig godtas. En låda krävs.", ["låda"]),
    (SECTION, "En tvätt krävs. En låda krävs. Likvärdig godtas.", []),
    (SECTION, "Likvärdig godtas. En låda krävs.", []),
    (NEXT, "En tvätt krävs. Likvärdig godtas. En låda krävs.", ["låda"]),
    (NEXT, "En vagn krävs. En tvätt eller likvärdig krävs.", ["vagn"]),
    (SECTION + ", shared: true", "En vagn krävs. En tvätt eller likvärdig krävs.", []),
    ("scope: document", "En vagn krävs. En tvätt eller likvärdig krävs.", []),
)


@pytest.mark.parametrize(("more", "text", "stays"), CASES)
def test_exception_belongs_to_one_demand(rules: Callable[..., RuleSet], more: str, text: str, stays: list[str]) -> None:
    made, _ = tender_from_text(text)
    found = run(made, rules(BODY.format(more=more)))
    assert [f.place.excerpt for f in found] == stays
