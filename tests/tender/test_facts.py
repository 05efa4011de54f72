"""Facts and their grounds: what the documents say, what follows, what wins."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from upplint.engine.testing import document_from_text
from upplint.errors import ConfigError
from upplint.language.analysis import Analysis
from upplint.tender.build import build_tender, make_part
from upplint.tender.facts import find_facts
from upplint.tender.facts.identity import buyer_kind
from upplint.tender.facts.resolve import resolve
from upplint.tender.facts.sums import total_months, total_value, yearly_value
from upplint.tender.model import Fact, Ground, Part, Role, TenderFacts
from upplint.tender.stated import read_stated, stated_facts


def facts_of(text: str) -> TenderFacts:
    document = document_from_text(text).document
    return resolve(find_facts((Part(document, Analysis(document), (), Role.INVITATION),)))


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("Sista anbudsdag: 2026-09-14 23:59", "tender_deadline", date(2026, 9, 14)),
        ("Anbud ska vara kommunen tillhanda senast den 3 mars 2027.", "tender_deadline", date(2027, 3, 3)),
        ("Svara senast den 9 mars 2026.", "tender_deadline", date(2026, 3, 9)),
        ("Frågor om upphandlingen ska ställas senast 2026-09-01.", "question_deadline", date(2026, 9, 1)),
        ("Sista dag för att ställa frågor är 2026-09-02.", "question_deadline", date(2026, 9, 2)),
        ("Publicerad 2026-08-01 10:12", "published", date(2026, 8, 1)),
        ("| Annonserad | 2026-08-03 |", "published", date(2026, 8, 3)),
        ("Anbudet ska vara bindande till och med 2026-12-31.", "validity_date", date(2026, 12, 31)),
        ("Anbudet ska gälla t.o.m. 2027-01-31.", "validity_date", date(2027, 1, 31)),
        ("Ramavtalets takvärde är 4 500 000 kronor.", "ceiling_value", Decimal(4500000)),
        ("Det uppskattade värdet är 12 miljoner kronor.", "estimated_value", Decimal(12000000)),
        ("Kommunen upphandlar städning för 4 500 000 kronor.", "estimated_value", Decimal(4500000)),
        ("Regionen ska upphandla lokalvård för ungefär 4,5 mkr.", "estimated_value", Decimal(4500000)),
        ("Vi köper konsulter för två miljoner kronor per år.", "estimated_value", Decimal(2000000)),
        ("Avtalstiden är två (2) år.", "term_months", 24),
        ("Avtalet gäller från och med 2026-09-01 till och med 2028-08-31.", "term_months", 24),
        ("Avtalet gäller i 2+1+1 år.", "term_months", 24),
        ("Avtalet gäller i 2+1+1 år.", "extension_months", 24),
        ("Kommunen får förlänga avtalet med högst tolv månader.", "extension_months", 12),
        ("Avtalet gäller i två år med möjlighet till förlängning ett plus ett år.", "extension_months", 24),
        ("Avropet omfattar ett team av sex konsulter.", "volume", Decimal(6)),
        ("Kontraktet har två (2) förlängningsoptioner á 1 månad.", "extension_months", 2),
        ("Kommunen kommer att teckna ramavtal med tre (3) leverantörer.", "suppliers", 3),
        ("En leverantör antas.", "suppliers", 1),
        ("Upphandlingen är uppdelad i fyra anbudsområden.", "lots", 4),
        ("Upphandlingen delas inte upp.", "lots", 0),
        ("Upphandlingen genomförs som ett öppet förfarande enligt LOU.", "procedure", "öppet förfarande"),
        ("Upphandlingen genomförs som en direktupphandling.", "procedure", "direktupphandling"),
        ("Detta är ett avrop från ramavtalet Städ 2025.", "call_off", True),
        ("Avtalet avser ett ramavtal.", "framework", True),
        ("Avtalet är ett kontrakt och inte ett ramavtal.", "framework", False),
        ("Upphandlande myndighet är Granby kommun.", "authority", "Granby kommun"),
        ("| Upphandlande myndighet | Samordningsförbundet Norr |", "authority", "Samordningsförbundet Norr"),
        ("CPV-kod: 90911200-8 Städning av byggnader", "cpv", "90911200-8"),
        ("Anbuden utvärderas efter bästa förhållandet mellan pris och kvalitet.", "award_basis", "quality_price"),
        ("Det anbud som har lägst pris antas.", "award_basis", "price"),
    ],
)
def test_fact_is_read_from_the_text(text: str, name: str, value: object) -> None:
    facts = facts_of(text)
    assert facts.value(name) == value
    fact = facts.get(name)
    assert fact is not None and fact.excerpt and fact.start is not None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Små och medelstora företag har en omsättning som understiger 50 miljoner euro.", "estimated_value"),
        ("Leverantörens ansvar är begränsat till ett takbelopp: högsta värde av vite 500 000 kronor.", "ceiling_value"),
        ("Vitet är högst 100 000 kronor per avtalsår.", "estimated_value"),
        ("Direktupphandlingsgränsen är 700 000 kronor.", "estimated_value"),
        ("Kommunen köper timmar för 1 450 kronor per timme.", "estimated_value"),
        ("Kommunen upphandlar städning för 1 250 kronor per tillfälle.", "estimated_value"),
        ("Leverantören köper material för 2 000 000 kronor per år.", "estimated_value"),
        ("Om kommunen köper tjänsten från annan för 500 000 kronor står leverantören för det.", "estimated_value"),
        ("Kommunen köper en försäkring för 10 000 000 kronor.", "estimated_value"),
        ("Referensuppdrag där en kommun köper städning för 2 000 000 kronor per år.", "estimated_value"),
        ("Kommunen upphandlar för andra kommuner med en omsättning på 40 000 000 kronor.", "estimated_value"),
        ("Avtalet får sägas upp med tre månaders uppsägningstid.", "term_months"),
        ("Kommunen meddelar senast sex månader före avtalstidens slut om avtalet förlängs.", "term_months"),
        ("Anbudstiden kan förlängas med två veckor.", "extension_months"),
        ("Frågor besvaras senast 2026-09-05.", "question_deadline"),
        ("Leverantören ska ha minst tre leverantörer av kemikalier.", "suppliers"),
        ("Diarienummer 85312100-0 finns inte.", "lots"),
        ("Kommunens avrop från tidigare avtal kan komma att göras genom förnyad konkurrensutsättning.", "procedure"),
    ],
)
def test_trap_gives_no_fact(text: str, name: str) -> None:
    assert facts_of(text).get(name) is None


def test_value_in_other_words_is_of_modest_certainty() -> None:
    fact = facts_of("Vi köper städning för 2 mkr per år.").get("estimated_value")
    assert fact is not None
    assert (fact.unit, fact.certainty) == ("SEK per year", 0.7)


def test_rivals_are_kept_with_their_ground() -> None:
    facts = facts_of("Sista anbudsdag: 2026-09-14\n\nAnbud ska vara oss tillhanda senast 2026-09-15.")
    fact = facts.get("tender_deadline")
    assert fact is not None and fact.value == date(2026, 9, 14)
    assert [r.value for r in facts.rivals("tender_deadline")] == [date(2026, 9, 15)]


def test_call_off_is_no_framework_whatever_it_says_of_its_framework() -> None:
    facts = facts_of("Detta är ett avrop från ramavtalet.\n\nKommunen avser teckna ramavtal med två leverantörer.")
    assert facts.value("call_off") is True
    assert facts.value("framework") is False


def test_price_weight_below_the_whole_means_that_quality_counts() -> None:
    facts = facts_of("# 5 Utvärdering\n\nPriset viktas 40 procent.")
    assert facts.value("price_weight") == Decimal(40)
    assert facts.value("award_basis") == "quality_price"


def test_yearly_value_counts_for_the_whole_term() -> None:
    facts = facts_of(
        "Värdet beräknas till 2 000 000 kronor per år.\n\n"
        "Avtalstiden är två år med möjlighet till förlängning i två år."
    )
    assert total_months(facts) == 48
    assert total_value(facts) == Decimal(8000000)
    assert yearly_value(facts) == Decimal(2000000)


def test_value_without_term_says_nothing_of_the_whole() -> None:
    assert total_value(facts_of("Värdet beräknas till 2 000 000 kronor per år.")) is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Granby kommun", "other"),
        ("Region Mellansjö", "other"),
        ("Granby Bostäder AB", "other"),
        ("Skogsverket", "state"),
        ("Länsstyrelsen i Norra län", "state"),
        ("Anna Berg", None),
    ],
)
def test_kind_of_buyer(name: str, kind: str | None) -> None:
    assert buyer_kind(name) == kind


def test_the_users_word_wins(tmp_path: Path) -> None:
    (tmp_path / "upplint.toml").write_text("[facts]\nestimated_value = 900000\nterm_months = 12\n", encoding="utf-8")
    document = document_from_text("Det uppskattade värdet är 5 000 000 kronor.").document
    tender = build_tender("t", [make_part(document)], stated={"term_months": 6}, root=tmp_path)
    value = tender.facts.get("estimated_value")
    assert value is not None
    assert (value.value, value.ground) == (Decimal(900000), Ground.USER)
    assert tender.facts.value("term_months") == 6
    assert [r.value for r in tender.facts.rivals("estimated_value")] == [Decimal(5000000)]


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("4 500 000 kr", Decimal(4500000)),
        ("4500000,50", Decimal("4500000.5")),
        ("4.500.000", Decimal(4500000)),
        (700000, Decimal(700000)),
        ("4,5 mkr", Decimal(4500000)),
        ("4,5 miljoner kronor", Decimal(4500000)),
        ("1 miljon", Decimal(1000000)),
        ("2 MSEK", Decimal(2000000)),
        ("900 tkr", Decimal(900000)),
    ],
)
def test_stated_money(raw: object, value: Decimal) -> None:
    assert stated_facts({"estimated_value": raw})["estimated_value"][0].value == value


@pytest.mark.parametrize(
    ("values", "code", "words"),
    [
        ({"estimatedvalue": 1}, "U230", "estimated_value"),
        ({"published": "i maj"}, "U231", "ÅÅÅÅ-MM-DD"),
        ({"lots": "många"}, "U231", "heltal"),
        ({"law": "LPU"}, "U231", "LOU"),
        ({"estimated_value": "4,5"}, "U231", "4,5 mkr"),
        ({"estimated_value": 4.5}, "U231", "4,5 mkr"),
        ({"yearly_value": 999}, "U231", "999 mkr"),
        ({"ceiling_value": "100 mkr kanske"}, "U231", "4,5 mkr"),
        ({"estimated_value": 0}, "U231", "mindre än 1 000 kronor"),
        ({"price_weight": 140}, "U231", "mellan 0 och 100"),
        ({"cpv": "123"}, "U231", "åtta siffror"),
        ({"term_months": 0}, "U231", "minst 1 månad"),
        ({"term_months": -3}, "U231", "minst 1 månad"),
        ({"suppliers": 0}, "U231", "minst 1"),
        ({"cpv": "90911200-7"}, "U231", "90911200-8"),
        ({"cpv": ["90911200-8", "85311000-1"]}, "U231", "85311000-2"),
    ],
)
def test_stated_nonsense_is_refused_with_help(values: dict[str, object], code: str, words: str) -> None:
    with pytest.raises(ConfigError) as error:
        stated_facts(values)
    assert error.value.code == code
    assert words in error.value.message


def test_settings_file_that_is_no_toml(tmp_path: Path) -> None:
    (tmp_path / "upplint.toml").write_text("[facts\n", encoding="utf-8")
    with pytest.raises(ConfigError) as error:
        read_stated(tmp_path)
    assert error.value.code == "U232"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('lang = "sv"\n[facts]\nlots = = 3\n', "Kontrollera rad 3."),
        ("[facts]\nlots = 1\nlots = 2\n", "Kontrollera"),
        ('[facts]\nauthority = "Granby', "Kontrollera"),
    ],
)
def test_settings_file_that_is_no_toml_is_told_in_swedish(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "upplint.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as error:
        read_stated(tmp_path)
    assert words in error.value.message
    assert not {"at", "line", "Invalid", "Cannot", "Illegal"} & set(error.value.message.split())


def test_settings_file_in_another_encoding(tmp_path: Path) -> None:
    (tmp_path / "upplint.toml").write_bytes('[facts]\nauthority = "Ånge"\n'.encode("latin-1"))
    with pytest.raises(ConfigError) as error:
        read_stated(tmp_path)
    assert "UTF-8" in error.value.message


def test_notice_outranks_the_documents() -> None:
    said = Fact("estimated_value", Decimal(5), "SEK", Ground.DOCUMENT)
    notice = {"estimated_value": (Fact("estimated_value", Decimal(7), "SEK", Ground.NOTICE),)}
    facts = resolve([said], {}, notice)
    assert facts.value("estimated_value") == Decimal(7)
    assert facts.rivals("estimated_value") == (said,)


def test_term_before_the_word_extension_is_no_extension() -> None:
    facts = facts_of("Avtalet gäller under tre (3) år med möjlighet till förlängning enligt bilagan.")
    assert facts.value("term_months") == 36
    assert facts.get("extension_months") is None


def test_two_terms_of_the_same_agreement_are_rivals() -> None:
    facts = facts_of("Ramavtalet gäller i två år från 2027-02-01. Ramavtalet löper 2027-02-01–2030-01-31.")
    assert [f.value for f in facts.all("term_months")] == [24, 36]


def test_value_a_sentence_away_is_less_certain_than_in_the_next_cell() -> None:
    row = facts_of("| Sista anbudsdag | 2027-03-01 |").get("tender_deadline")
    away = facts_of("Här står sista anbudsdag. Mötet hålls 2027-03-01.").get("tender_deadline")
    assert row is not None and away is not None
    assert row.certainty > 0.9 > away.certainty


LOTS = """
# 2 Uppdelning
Upphandlingen är uppdelad i tre anbudsområden.

Anbudsområde 1: Norr, uppskattat värde 1 000 000 kr

Anbudsområde 2: Söder, uppskattat värde 900 000 kr

Anbudsområde 3: Väst, uppskattat värde 800 000 kr
"""


def test_the_value_of_a_lot_is_not_that_of_the_procurement() -> None:
    facts = facts_of(LOTS)
    assert [f.value for f in facts.all("lot")] == ["Anbudsområde 1 Norr", "Anbudsområde 2 Söder", "Anbudsområde 3 Väst"]
    assert [(f.value, f.unit) for f in facts.all("lot_value")] == [
        (Decimal(n), "SEK per lot") for n in (1000000, 900000, 800000)
    ]
    (whole,) = facts.all("estimated_value")
    assert (whole.value, whole.unit, whole.ground) == (Decimal(2700000), "SEK", Ground.COMPUTED)
    assert total_value(facts) == Decimal(2700000)


def test_a_stated_total_is_not_summed_and_has_no_lot_for_a_rival() -> None:
    facts = facts_of("# 1 Värde\nDet uppskattade värdet är 2 800 000 kronor." + LOTS)
    assert [f.value for f in facts.all("estimated_value")] == [Decimal(2800000)]
    assert facts.value("ceiling_value") is None


def test_lots_are_not_summed_where_one_is_untold() -> None:
    untold = facts_of(LOTS.replace(", uppskattat värde 900 000 kr", ""))
    assert total_value(untold) is None
    more = facts_of(LOTS.replace("tre anbudsområden", "fyra anbudsområden"))
    assert total_value(more) is None


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("Det uppskattade värdet är 1 000 000 kronor per anbudsområde.", "estimated_value", Decimal(3000000)),
        ("Takvärdet är 2 miljoner kronor per anbudsområde.", "ceiling_value", Decimal(6000000)),
    ],
)
def test_so_much_a_lot_is_times_the_lots(text: str, name: str, value: Decimal) -> None:
    facts = facts_of(f"# 2 Uppdelning\nUpphandlingen är uppdelad i tre anbudsområden. {text}")
    assert (facts.value(name), total_value(facts)) == (value, value)
    assert facts.get(name).ground is Ground.COMPUTED  # type: ignore[union-attr]
    assert total_value(facts_of(f"# 2 Värde\n{text}")) is None


def test_a_value_under_the_heading_of_a_lot_is_the_lots() -> None:
    facts = facts_of(
        "# 1 Delar\nUpphandlingen är uppdelad i två delar.\n"
        "# Del A: Norr\nDet uppskattade värdet är 3 miljoner kronor.\n"
        "# Del B: Söder\nDet uppskattade värdet är 3 miljoner kronor."
    )
    assert [f.value for f in facts.all("lot_value")] == [Decimal(3000000)] * 2
    assert total_value(facts) == Decimal(6000000)


def test_two_lots_told_together_are_no_lot() -> None:
    facts = facts_of("# 1 Delar\nOmråde 1 och 2 har tillsammans ett uppskattat värde om 4 000 000 kronor.")
    assert facts.value("lot_value") is None
    assert total_value(facts) == Decimal(4000000)
