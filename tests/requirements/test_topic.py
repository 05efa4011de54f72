"""What a requirement is about."""

from __future__ import annotations

import pytest

from upplint.requirements import cues
from upplint.requirements.stage import stage
from upplint.requirements.topic import combine, is_close, names, score
from upplint.requirements.topic_model import probabilities

TOPICS = [
    ("Anbudsgivaren ska ha en årsomsättning på minst tio miljoner kronor.", "turnover"),
    ("Leverantören ska ha en ansvarsförsäkring.", "insurance"),
    ("Utföraren ska betala vite om 1 000 kronor.", "penalty"),
    ("Fakturor ska skickas elektroniskt.", "payment"),
    ("Leverantören får inte anlita underleverantör utan medgivande.", "subcontracting"),
    ("Anbudsgivaren ska redovisa tre referenser.", "reference"),
    ("Personalen ska tala och skriva svenska.", "language"),
    ("Leverantören ska iaktta sekretess och tystnadsplikt.", "security"),
    ("Anställda ska ha villkor enligt kollektivavtal.", "labour_terms"),
    ("Anbudsgivaren ska vara certifierad enligt ISO 9001.", "certificate"),
    ("Personuppgifter ska raderas när avtalet upphör.", "personal_data"),
    ("Priserna ska anges i svenska kronor.", "price"),
]


@pytest.mark.parametrize(("text", "topic"), TOPICS, ids=lambda v: v[:40])
def test_cues_tell_the_topic(text, topic):
    assert combine(score(text), None)[0] == topic


def test_heading_tells_where_the_sentence_does_not():
    assert combine(score("Anbudsgivaren ska svara ja.", "", ["Försäkring"]), None)[0] == "insurance"


def test_confirmation_is_about_form():
    assert combine(score("Uppfyller anbudsgivaren kravet?", "", ["Referenser"]), None)[0] == "form"


def test_clear_cues_are_not_overruled_by_the_classifier():
    scores = score("Utföraren ska betala vite om 1 000 kronor.")
    assert not is_close(scores)
    assert combine(scores, {"method": 0.99, "penalty": 0.0001})[0] == "penalty"


def test_classifier_tips_the_scale():
    even = {"method": 2.0, "quality": 2.0}
    assert is_close(even)
    assert combine(even, {"method": 0.1, "quality": 0.8})[0] == "quality"


def test_classifier_knows_the_topics_and_adds_up():
    (row,) = probabilities([["w:försäkring", "t:insurance", "top:insurance"]])
    assert set(row) == set(names())
    assert sum(row.values()) == pytest.approx(1.0, abs=1e-3)


def test_every_family_and_cue_names_known_topics():
    known = set(names())
    for entry in cues.load("context")["cues"]:
        assert set(entry.get("topics", ())) <= known
    for family in cues.load("context")["families"]:
        assert set(family) <= known
    for entry in cues.load("measures")["measures"]:
        assert set(entry.get("topics", ())) <= known


@pytest.mark.parametrize(
    ("section", "on", "topic", "scored", "want"),
    [
        ("qualification", "tenderer", "reference", False, "qualification"),
        ("admin", "tenderer", "form", False, "formality"),
        ("exclusion", "tenderer", "exclusion", False, "exclusion"),
        ("evaluation", "tenderer", "quality", True, "award"),
        ("contract", "supplier", "payment", False, "contract"),
        ("specification", "supplier", "method", False, "specification"),
        ("specification", "tenderer", "experience", False, "qualification"),
    ],
)
def test_stage(section, on, topic, scored, want):
    from upplint.requirements.model import Force, On

    assert stage(section, On(on), Force.MUST, topic, scored=scored) == want
