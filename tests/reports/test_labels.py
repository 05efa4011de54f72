"""One is singular, every other number plural."""

from __future__ import annotations

from dataclasses import replace

import pytest

from upplint.engine.model import Report
from upplint.reports.extras import render_statistics
from upplint.reports.labels import WORDS, numbered, phrase
from upplint.reports.text import render_text


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("key", [k for k in WORDS["sv"] if "{n}" in WORDS["sv"][k] and not k.endswith("_one")])
def test_phrases_with_a_number_have_a_singular_where_it_reads_otherwise(key: str, language: str) -> None:
    if key not in ("more", "language_share"):
        assert phrase(key, 1, language) != phrase(key, 2, language).replace("2", "1")
    assert phrase(key, 2, language) == WORDS[language][key].format(n=2)


def test_numbers_and_their_words() -> None:
    assert [numbered("page", "pages", n, "sv") for n in (0, 1, 2)] == ["0 sidor", "1 sida", "2 sidor"]
    assert numbered("word", "words", 1, "en") == "1 word"


def test_hidden_findings_are_told_in_the_right_number(clean: Report) -> None:
    one = render_text(replace(clean, hidden={"approved": 1}))
    assert "1 anmärkning är godkänd med skäl och visas inte." in one
    two = render_text(replace(clean, hidden={"approved": 2}))
    assert "2 anmärkningar är godkända med skäl och visas inte." in two


def test_statistics_count_in_words(one: Report) -> None:
    (line,) = render_statistics(one).splitlines()
    assert " 1 anmärkning " in line and " 1 ställe " in line
    several = replace(one, findings=one.findings * 2)
    (line,) = render_statistics(several).splitlines()
    assert " 2 anmärkningar " in line and " 2 ställen " in line
    assert line.index("En rubrik") == render_statistics(one).index("En rubrik")
