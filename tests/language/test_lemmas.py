"""Lemmas from table, features and endings."""

from __future__ import annotations

from pathlib import Path

import pytest

from upplint.language import lemmas
from upplint.resources import model_dir

CASES = [
    ("anbudsgivarens", "NOUN", "Case=Gen|Definite=Def|Gender=Com|Number=Sing", "anbudsgivare"),
    ("takvolymen", "NOUN", "Case=Nom|Definite=Def|Gender=Com|Number=Sing", "takvolym"),
    ("tilldelningskriterierna", "NOUN", "Case=Nom|Definite=Def|Gender=Neut|Number=Plur", "tilldelningskriterium"),
    ("referensuppdragen", "NOUN", "Case=Nom|Definite=Def|Gender=Neut|Number=Plur", "referensuppdrag"),
    ("tillhandahålls", "VERB", "Mood=Ind|Tense=Pres|VerbForm=Fin|Voice=Pass", "tillhandahålla"),
    ("utvärderades", "VERB", "Mood=Ind|Tense=Past|VerbForm=Fin|Voice=Pass", "utvärdera"),
    ("inkommit", "VERB", "VerbForm=Sup|Voice=Act", "inkomma"),
    ("angivna", "ADJ", "Case=Nom|Definite=Ind|Degree=Pos|Number=Plur|Tense=Past|VerbForm=Part", "angiven"),
    ("höjda", "ADJ", "Case=Nom|Definite=Ind|Degree=Pos|Number=Plur|Tense=Past|VerbForm=Part", "höjd"),
    ("gällande", "ADJ", "Case=Nom|Degree=Pos|Tense=Pres|VerbForm=Part", "gällande"),
    ("obligatoriska", "ADJ", "Case=Nom|Definite=Def|Degree=Pos", "obligatorisk"),
    ("ska", "AUX", "Mood=Ind|Tense=Pres|VerbForm=Fin|Voice=Act", "skola"),
    ("Göteborgs", "PROPN", "Case=Gen", "Göteborg"),
    ("Skatteverket", "PROPN", "Case=Nom", "Skatteverket"),
    ("LOU", "NOUN", "", "LOU"),
    ("IT-systemen", "NOUN", "Case=Nom|Definite=Def|Gender=Neut|Number=Plur", "IT-system"),
    ("t.ex.", "ADV", "Abbr=Yes", "till_exempel"),
    ("42", "NUM", "", "42"),
]


@pytest.fixture(scope="module")
def tables() -> lemmas.Lemmas:
    return lemmas.Lemmas(lemmas.read(model_dir() / lemmas.COMPONENT))


@pytest.mark.parametrize(("form", "pos", "feats", "lemma"), CASES)
def test_lemma(tables: lemmas.Lemmas, form: str, pos: str, feats: str, lemma: str) -> None:
    assert tables.lemma(form, pos, feats) == lemma


def test_written_and_read_again(tables: lemmas.Lemmas, tmp_path: Path) -> None:
    lemmas.write(tables.data, tmp_path)
    first = (tmp_path / lemmas.DATA_FILE).read_bytes()
    lemmas.write(lemmas.read(tmp_path), tmp_path)
    assert (tmp_path / lemmas.DATA_FILE).read_bytes() == first


def test_without_tables_every_word_is_its_own_lemma() -> None:
    assert lemmas.Lemmas(lemmas.empty()).lemma("Anbuden", "NOUN") == "anbuden"
