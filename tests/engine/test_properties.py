"""Properties of findings that hold for any text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upplint.engine.loader import load_rules
from upplint.engine.ruleset import RuleSet
from upplint.engine.run import run
from upplint.engine.testing import tender_from_text


@pytest.fixture(scope="module")
def shipped() -> RuleSet:
    return load_rules()


PIECES = st.lists(
    st.sampled_from(
        [
            "Anbudsgivaren ska ha F-skatt.",
            "Anbudsgivaren ska vara certifierad enligt ISO 9001.",
            "Som lägst krävs riskklass 3.",
            "Eller likvärdigt.",
            "# 3.1 Krav",
            "- minst tre referenser",
            "? Har ni F-skatt? | Ja/Nej. Ja krävs",
            "| ska | lämna tre referenser |",
            "Ange två (3) namn. Text på ”svenska” – med 👍 och e\u0301.",
            "Anbud ska avse hela uppdraget.",
            "---",
            "Frågor ställs senast den XX maj [ange år].",
        ]
    ),
    min_size=1,
    max_size=14,
)


@settings(max_examples=60, deadline=None)
@given(PIECES, st.sampled_from([None, "A", "B", "C"]))
def test_every_place_holds_the_words_it_says(shipped: RuleSet, pieces: list[str], regime: str | None) -> None:
    made, _ = tender_from_text("\n\n".join(pieces), regime=regime)
    found = run(made, shipped)
    assert found == run(made, shipped)
    assert list(found) == sorted(found, key=lambda f: (f.place.document, f.place.start, f.place.end))
    assert len({f.fingerprint for f in found}) == len(found)
    for finding in found:
        for place in (finding.place, *finding.also):
            text = made.parts[place.document].document.text
            assert text[place.start : place.end] == place.excerpt
            assert place.excerpt
            assert "\n" not in place.excerpt
