"""Lists under a lead-in: one requirement an item, with the lead-in's party and force."""

from __future__ import annotations

from .conftest import block


def texts(found):
    return [(r.text, r.on.value, r.force.value) for r in found]


def test_items_take_party_and_force(requirements_of):
    found = requirements_of("# 6 Avtalsvillkor", "Leverantören bör:", "- mäta utsläppen", "- återvinna emballage")
    assert texts(found) == [("mäta utsläppen", "supplier", "should"), ("återvinna emballage", "supplier", "should")]
    assert found[0].full_text == "Leverantören bör: mäta utsläppen"


def test_lead_in_itself_is_no_requirement(requirements_of):
    found = requirements_of("# 4 Kravspecifikation", "Rapporten ska innehålla följande:", "- resultat", "- förslag")
    assert [r.text for r in found] == ["resultat", "förslag"]


def test_nested_items_inherit_through_both_lead_ins(requirements_of):
    found = requirements_of(
        "# 3 Krav på konsulten",
        "Konsulten ska ha:",
        block("minst tre års erfarenhet av:"),
        "- ritningar",
        "- besiktning",
    )
    assert texts(found) == [("ritningar", "tenderer", "must"), ("besiktning", "tenderer", "must")]


def test_list_of_breaches_binds_nobody(requirements_of):
    found = requirements_of(
        "# 6 Avtalsvillkor",
        "Kommunen har rätt att häva avtalet om någon av följande händelser inträffar:",
        "- Leverantören överlåter avtalet till någon annan.",
        "- Leverantören lämnar felaktiga uppgifter.",
    )
    assert found == ()


def test_lead_in_with_a_duty_of_its_own_is_kept(requirements_of):
    found = requirements_of(
        "# 6 Avtalsvillkor",
        "Leverantören ska samarbeta med kommunen, vilket innebär att leverantören ska:",
        "- svara på frågor",
    )
    assert [r.text for r in found][-1] == "svara på frågor"
    assert found[0].text.startswith("Leverantören ska samarbeta")


def test_further_sentences_of_an_item_are_read_on_their_own(requirements_of):
    found = requirements_of(
        "# 4 Kravspecifikation",
        "Arbetet ska omfatta:",
        "- Städning av trapphus. Golven ska torkas dagligen. Se ritning.",
    )
    assert [r.text for r in found] == ["Städning av trapphus.", "Golven ska torkas dagligen."]


def test_lead_in_without_colon_before_a_list(requirements_of):
    found = requirements_of("# 3 Krav på anbudsgivaren", "I beskrivningen ska minst följande ingå", "- policy", "- mål")
    assert [r.text for r in found] == ["policy", "mål"]


def test_tasks_under_a_heading_bind(requirements_of):
    found = requirements_of("# 4 Krav på utförandet", "## 4.1 Uppdraget omfattar", "- Sköta växthuset", "- Vattna")
    assert texts(found) == [("Sköta växthuset", "supplier", "must"), ("Vattna", "supplier", "must")]


def test_ceiling_prices_bind_the_tenderer(requirements_of):
    found = requirements_of("# 5 Utvärdering", "Takpris för timpriser:", "Snickare 600 kr", "Målare 550 kr")
    assert texts(found) == [("Snickare 600 kr", "tenderer", "must"), ("Målare 550 kr", "tenderer", "must")]
