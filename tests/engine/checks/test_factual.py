"""Contradictions between notice and documents, and within the documents."""

from __future__ import annotations

from functools import cache

from upplint.engine.checks.factual import notice, rivals
from upplint.engine.context import Context
from upplint.engine.loader import load_rules
from upplint.engine.plan import Plan, plan_for
from upplint.engine.ruleset import Selection
from upplint.engine.testing import tender_from_text

FACTS = {"facts": ["tender_deadline", "term_months", "ceiling_value", "lots", "cpv"]}


@cache
def _plan() -> Plan:
    return plan_for(load_rules(), ("FAC001", "FAC002"))


def context(text: str, language: str = "sv", **kwargs: object) -> Context:
    tender, _ = tender_from_text(text, read_facts=True, **kwargs)  # type: ignore[arg-type]
    return Context(tender, _plan(), Selection(), language)


def test_both_places_of_a_contradiction_are_given() -> None:
    text = "# 1 A\nSista anbudsdag: 2027-04-05.\n\n# 2 B\nAnbud ska ha kommit in senast 2027-04-07."
    made = context(text)
    (match,) = rivals(made, FACTS)
    assert made.text(match).endswith("2027-04-07")
    (also,) = match.also
    assert made.views[also[0]].document.text[also[1] : also[2]].endswith("2027-04-05")
    assert (match.values["one"], match.values["other"], match.values["where"]) == (
        "2027-04-05",
        "2027-04-07",
        "avsnitt 1",
    )


def test_the_users_word_ends_the_contradiction() -> None:
    text = "Sista anbudsdag: 2027-04-05.\n\nAnbud ska ha kommit in senast 2027-04-07."
    assert not list(rivals(context(text, facts={"tender_deadline": "2027-04-07"}), FACTS))


def test_the_longest_term_does_not_contradict_the_first_one() -> None:
    text = "Avtalet gäller i två år och kan förlängas med två år.\n\nRamavtalet löper 2027-01-01–2030-12-31."
    assert not list(rivals(context(text), FACTS))


def test_answers_to_questions_may_change_a_fact() -> None:
    from upplint.tender.model import Role

    made = context(
        "Sista anbudsdag: 2027-04-05.",
        documents={"svar.txt": "Sista anbudsdag: 2027-04-12."},
        roles={"svar.txt": Role.QUESTIONS},
    )
    assert not list(rivals(made, FACTS))


def test_notice_against_documents() -> None:
    made = context("Takvärdet är 5 000 000 kronor.", "en", notice={"ceiling_value": 4000000})
    (match,) = notice(made, FACTS)
    assert (match.values["what"], match.values["one"], match.values["other"]) == (
        "The ceiling",
        "SEK 4,000,000",
        "SEK 5,000,000",
    )
    assert not list(notice(context("Takvärdet är 4 000 000 kronor.", notice={"ceiling_value": 4000000}), FACTS))


def test_one_common_cpv_code_is_enough() -> None:
    text = "CPV-koder: 90910000-9 och 77310000-6"
    assert not list(notice(context(text, notice={"cpv": "77310000"}), FACTS))
    assert list(notice(context(text, notice={"cpv": "45000000"}), FACTS))
