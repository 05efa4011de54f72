"""Constructions that texts of other authors bind with: each with paraphrases, and what only looks like it."""

from __future__ import annotations

import pytest

from upplint.documents.model import Answer, AnswerKind
from upplint.requirements.clauses import find_hits

from .conftest import question, row

SPEC, CONTRACT, ADMIN, QUALIFICATION, EXCLUSION, EVALUATION = (
    "# 4 Kravspecifikation",
    "# 6 Avtalsvillkor",
    "# 2 Anbudets form",
    "# 3 Krav på anbudsgivaren",
    "# 3 Uteslutning av anbudsgivare",
    "# 5 Utvärdering",
)

BINDING = [
    # handing in a tender is an acceptance
    (ADMIN, "Den som lämnar in ett anbud godkänner att uppgifterna sparas.", "tenderer", "must"),
    (ADMIN, "Att lämna anbud innebär att man godtar villkoren i underlaget.", "tenderer", "must"),
    (ADMIN, "Inlämnat anbud medför att anbudsgivaren samtycker till kontrollen.", "tenderer", "must"),
    (ADMIN, "Genom att skicka in sin offert bekräftar anbudsgivaren att priserna är rätt.", "tenderer", "must"),
    # how a tender is written and handed in
    (ADMIN, "Anbudet avfattas på svenska.", "tenderer", "must"),
    (ADMIN, "Ansökan upprättas på engelska eller svenska.", "tenderer", "must"),
    (ADMIN, "Vi använder en portal där anbudsgivning sker digitalt.", "tenderer", "must"),
    (ADMIN, "Inlämning av anbud görs via portalen.", "tenderer", "must"),
    (QUALIFICATION, "Detta styrks genom att anbudsgivaren bifogar ett diplom.", "tenderer", "must"),
    (ADMIN, "Saknas beviset bifogas en redogörelse från banken.", "tenderer", "must"),
    # the same demand for others
    (QUALIFICATION, "Detsamma gäller för anlitade underleverantörer.", "tenderer", "must"),
    (QUALIFICATION, "Samma kapacitetskrav tillämpas på företag utomlands.", "tenderer", "must"),
    (QUALIFICATION, "Motsvarande gäller utländska leverantörer.", "tenderer", "must"),
    # a level told as the meaning of a word
    (QUALIFICATION, "Med god ekonomi menas lägst betyg 50 hos kreditföretaget.", "tenderer", "must"),
    # ways out and what may happen
    (QUALIFICATION, "Enstaka anmärkningar godkänns om de är förklarade.", "tenderer", "may"),
    (QUALIFICATION, "Ett företag med sämre betyg kan ändå anses uppfylla kravet.", "tenderer", "may"),
    (EXCLUSION, "Anbudsgivaren kan också uteslutas vid allvarliga fel i yrket.", "tenderer", "may"),
    (ADMIN, "Anbudsgivaren kan få komplettera anbudet med en fullmakt.", "tenderer", "may"),
    (ADMIN, "Diplom och betyg kan lämnas på annat språk.", "tenderer", "may"),
    (ADMIN, "Högst tre personer får offereras.", "tenderer", "must"),
    (EVALUATION, "Anbud där kvaliteten ges två poäng eller färre kommer inte att antas.", "tenderer", "must"),
    (ADMIN, "Taktimpris: 900 kronor.", "tenderer", "must"),
    # what the work asks for
    (SPEC, "Uppdraget kräver vana vid att hålla kurser.", "supplier", "must"),
    (SPEC, "Rollen förutsätter stort tålamod.", "supplier", "must"),
    (SPEC, "Leveranser sker enligt avtalad tidplan.", "supplier", "must"),
    (SPEC, "Vi förväntar oss att utföraren följer vår policy.", "supplier", "should"),
    # contract
    (CONTRACT, "Leverantören har endast rätt att lagra uppgifterna i Sverige.", "supplier", "must"),
    (CONTRACT, "Varken kunden eller leverantören har rätt att sälja resultatet.", "supplier", "must"),
    (CONTRACT, "Leverantören får byta ut en konsult om kunden godkänner det.", "supplier", "may"),
    (CONTRACT, "Prisjustering får begäras en gång om året.", "supplier", "may"),
    (CONTRACT, "Upprepade brister kan leda till vite.", "supplier", "may"),
    (CONTRACT, "Kunden får när som helst begära att leverantören visar intygen.", "supplier", "may"),
    (CONTRACT, "Beställaren har full ägande- och nyttjanderätt till rapporten.", "supplier", "must"),
    (CONTRACT, "Larm och nycklar tillhandahålls av beställaren.", "authority", "must"),
    (CONTRACT, "Fakturan ska betalas inom 30 dagar.", "authority", "must"),
    (CONTRACT, "Beställaren har rätt att ändra texten, men får inte sälja den.", "authority", "must"),
    (CONTRACT, "Traktamente ersätts alltså inte.", "supplier", "must"),
    (ADMIN, "Upphandlingsdokumenten ska publiceras i systemet.", "authority", "must"),
    # a condition with its own verb before the main clause
    (CONTRACT, "Om kunden så begär ska leverantören delta i mötet.", "supplier", "must"),
    (CONTRACT, "Om inget annat anges ska ändringar göras skriftligen.", "supplier", "must"),
    (ADMIN, "Om ni anser att vissa uppgifter ska hemlighållas ombeds ni motivera det.", "tenderer", "should"),
    (CONTRACT, "Avgifter utöver vad som anges i avtalet får inte tas ut.", "supplier", "must"),
    (CONTRACT, "I enlighet med EU:s regler ska leverantören märka varorna.", "supplier", "must"),
]

SILENT = [
    (CONTRACT, "Leverantören har inte rätt till ersättning för utebliven vinst."),
    (CONTRACT, "Leverantörens ansvar begränsas till 2 miljoner kronor."),
    (CONTRACT, "Leverantören har rätt till ersättning om ändringar medför merarbete."),
    (CONTRACT, "Betalningssätt anges i avropet."),
    (CONTRACT, "Villkoren reglerar förhållandet mellan parterna."),
    (CONTRACT, "I avtalet ingår följande handlingar."),
    (CONTRACT, "Vid behandling av uppgifterna utgör leverantören biträde."),
    (ADMIN, "Förfrågan sänds till samtliga leverantörer på ramavtalet."),
    (ADMIN, "Frågor kommer att besvaras senast sex dagar före sista dagen."),
    (ADMIN, "Följ länken: https://exempel.se"),
    (EVALUATION, "Jämförelsepris = Timpris - Mervärde (högst 80 poäng)"),
]


@pytest.mark.parametrize(("section", "text", "on", "force"), BINDING, ids=lambda v: v[:40])
def test_sentence_binds(requirements_of, section, text, on, force):
    (found,) = requirements_of(section, text)
    assert (found.on, found.force) == (on, force)


@pytest.mark.parametrize(("section", "text"), SILENT, ids=lambda v: v[:40])
def test_sentence_binds_nobody(requirements_of, section, text):
    assert requirements_of(section, text) == ()


@pytest.mark.parametrize(
    "lead", ["Leverantören får bara lämna ut uppgifter om:", "Biträdet får överföra data endast i följande fall:"]
)
def test_items_that_tell_when_are_no_duties(requirements_of, lead):
    found = requirements_of(CONTRACT, lead, "- kunden har godkänt det", "- det krävs enligt lag")
    assert [r.text for r in found] == [lead]


@pytest.mark.parametrize("lead", ["För varje uppdrag ange:", "Avseende referensen redovisa:"])
def test_command_behind_its_topic_binds_the_items(requirements_of, lead):
    found = requirements_of(QUALIFICATION, lead, "- Beställare", "- Omfattning i timmar")
    assert [(r.text, r.on) for r in found] == [("Beställare", "tenderer"), ("Omfattning i timmar", "tenderer")]


def test_examples_of_proof_may_be_used(requirements_of):
    found = requirements_of(QUALIFICATION, "Exempel på bevis kan vara:", "- Eget system", "- Diplom från en skola")
    assert [(r.on, r.force) for r in found] == [("tenderer", "may")] * 2


def test_lead_in_with_a_duty_of_its_own_is_kept(requirements_of):
    found = requirements_of(
        ADMIN, "Anbudsgivaren ska ange om delar är hemliga och i så fall ange:", "- Vilka delar", "- Vilken skada"
    )
    assert [r.text for r in found][1:] == ["Vilka delar", "Vilken skada"]
    assert len(found) == 3


def test_full_sentence_over_full_sentences_is_kept(requirements_of):
    found = requirements_of(
        QUALIFICATION,
        "Anbudsgivaren ska redovisa uppdragen nedan i bilagan.",
        "- Uppdraget ska ha omfattat två orter.",
        "- Uppdraget ska vara avslutat.",
    )
    assert len(found) == 3


def test_lead_in_that_runs_on_into_its_first_item(requirements_of):
    found = requirements_of(
        CONTRACT,
        "Leverantören ska på begäran visa följande handlingar: Regler för inköp. Reglerna ska vara beslutade.",
        "- Plan för kontroller av underleverantörer",
        "- Rutin för avvikelser",
    )
    assert [r.text for r in found][-2:] == ["Plan för kontroller av underleverantörer", "Rutin för avvikelser"]
    assert len(found) == 4


def test_item_that_is_a_clause_of_its_lead_in(requirements_of):
    found = requirements_of(
        QUALIFICATION,
        "Av beskrivningen ska det framgå:",
        "- Hur konsulten uppfyller kraven",
        "- Att konsulten är kurator",
    )
    assert [(r.on, r.force) for r in found] == [("tenderer", "must")] * 2


def test_lead_in_of_a_period_binds_its_tasks(requirements_of):
    found = requirements_of(
        SPEC, "Uppdraget omfattar under hela avtalstiden:", "- Följa upp planerna", "- Hålla kurser"
    )
    assert [r.on for r in found] == ["supplier"] * 2


def test_head_of_a_column_binds_its_cells(requirements_of):
    heads = ("Konsulten ska ha", "Ange var i ditt CV det framgår")
    found = requirements_of(
        QUALIFICATION,
        row(*heads, headers=heads, header_row=True),
        row("lett kurser i två år", "Klicka här för att skriva.", headers=heads),
        row("erfarenhet av skolor", "", headers=heads),
    )
    assert [(r.text, r.on, r.force) for r in found] == [
        ("Ange var i ditt CV det framgår", "tenderer", "must"),
        ("lett kurser i två år", "tenderer", "must"),
        ("erfarenhet av skolor", "tenderer", "must"),
    ]


def test_question_that_the_authority_answers_is_still_asked(requirements_of):
    yes = Answer(AnswerKind.YES_NO, required="Ja", text="Ja/Nej. Ja krävs")
    text = "Kontroll: Är anbudsgivaren fri från skulder? Besvaras av upphandlaren."
    (found,) = requirements_of(QUALIFICATION, question(text, yes))
    assert (found.on, found.force) == ("tenderer", "must")


def test_contact_field_is_no_requirement(requirements_of):
    field = Answer(AnswerKind.TEXT, text="Fritext")
    assert requirements_of(ADMIN, question("Kontaktuppgifter för ombud (namn, telefon)", field)) == ()


@pytest.mark.parametrize(
    ("text", "under"),
    [
        ("Det resultat som beställaren eftersträvar ska dokumenteras.", ""),
        ("Ändringar sker för att det resultat som kunden vill ha ska nås.", "purpose"),
        ("Avgifter utöver vad som framgår av avtalet ska strykas.", ""),
        ("Om ni anser att vissa delar ska döljas", "condition"),
        ("Enligt vid var tid gällande regler ska avfallet sorteras.", ""),
        ("Rutinen (arbetsledaren ska följa den) finns i pärmen.", ""),
    ],
)
def test_kind_of_clause(text, under):
    (hit,) = [h for h in find_hits(text) if h.marker.id == "ska"]
    assert hit.under == under


def test_work_in_a_chapter_of_specification_and_evaluation_is_the_suppliers(requirements_of):
    (found,) = requirements_of(
        "# 3 Kravspecifikation och utvärdering", "## 3.3 Uppdragets utförande", "Leverantören ska hålla kurserna."
    )
    assert found.on == "supplier"
