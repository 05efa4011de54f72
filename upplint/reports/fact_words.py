"""Names, values and grounds of facts in Swedish and English."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from upplint.engine.primitives import Texts
from upplint.reports.labels import grouped
from upplint.tender.model import Fact, Ground

TITLES: Mapping[str, Texts] = {
    name: Texts(sv=sv, en=en)
    for name, sv, en in (
        ("subject", "Vad som köps", "What is bought"),
        ("authority", "Köpare", "Buyer"),
        ("buyer_kind", "Slags köpare", "Kind of buyer"),
        ("law", "Lag", "Act"),
        ("regime", "Regler i LOU", "Rules of LOU"),
        ("procedure", "Förfarande", "Procedure"),
        ("contract_type", "Slags köp", "Kind of purchase"),
        ("call_off", "Avrop från ramavtal", "Call-off under a framework"),
        ("framework", "Ramavtal", "Framework agreement"),
        ("suppliers", "Antal leverantörer som får avtal", "Suppliers that get a contract"),
        ("estimated_value", "Uppskattat värde", "Estimated value"),
        ("ceiling_value", "Takvärde för ramavtalet", "Ceiling of the framework"),
        ("yearly_value", "Värde per år", "Value per year"),
        ("volume", "Mängd", "Quantity"),
        ("term_months", "Avtalstid utan förlängning", "Term without extensions"),
        ("extension_months", "Möjlig förlängning", "Possible extension"),
        ("start", "Avtalet börjar", "Start of the contract"),
        ("lots", "Antal delar (anbudsområden)", "Number of lots"),
        ("lot", "Delarna", "The lots"),
        ("lot_value", "Delarnas värde", "Value of the lots"),
        ("lots_bid_max", "Så många delar får man lämna anbud på", "Lots that may be bid on"),
        ("lots_won_max", "Så många delar kan en leverantör få", "Lots that one supplier can win"),
        ("reserved", "Reserverad upphandling", "Reserved procurement"),
        ("cpv", "CPV-kod", "CPV code"),
        ("award_basis", "Grund för tilldelning", "Award basis"),
        ("price_weight", "Prisets vikt", "Weight of the price"),
        ("tender_deadline", "Sista dag för anbud", "Last day for tenders"),
        ("question_deadline", "Sista dag för frågor", "Last day for questions"),
        ("published", "Annonserad", "Published"),
        ("validity_date", "Anbuden gäller till och med", "Tenders valid until"),
        ("answer_form", "Anbud lämnas", "Tenders are handed in"),
    )
}
_WORDS: Mapping[str | bool, Texts] = {
    True: Texts(sv="ja", en="yes"),
    False: Texts(sv="nej", en="no"),
    "price": Texts(sv="lägsta pris", en="lowest price"),
    "cost": Texts(sv="kostnad", en="cost"),
    "quality_price": Texts(sv="pris och kvalitet", en="price and quality"),
    "state": Texts(sv="statlig myndighet", en="central government"),
    "other": Texts(
        sv="inte staten (till exempel kommun, region eller bolag)",
        en="not central government (for example a municipality, region or company)",
    ),
    "services": Texts(sv="tjänster", en="services"),
    "goods": Texts(sv="varor", en="goods"),
    "works": Texts(sv="byggentreprenad", en="works"),
    "electronic": Texts(sv="elektroniskt", en="electronically"),
    "paper": Texts(sv="på papper", en="on paper"),
}
_UNITS: Mapping[str, Texts] = {
    "SEK": Texts(sv="kr", en="SEK"),
    "SEK per year": Texts(sv="kr per år", en="SEK per year"),
    "SEK per lot": Texts(sv="kr per del", en="SEK per lot"),
    "SEK per lot at most": Texts(sv="kr per del som högst", en="SEK per lot at most"),
    "SEK per year per lot": Texts(sv="kr per år och del", en="SEK per year and lot"),
    "EUR": Texts(sv="euro", en="EUR"),
    "EUR per year": Texts(sv="euro per år", en="EUR per year"),
    "months": Texts(sv="månader", en="months"),
    "months in all, extensions included": Texts(sv="månader, förlängning inräknad", en="months, extensions included"),
    "percent": Texts(sv="procent", en="percent"),
    "hours": Texts(sv="timmar", en="hours"),
    "m2": Texts(sv="m²", en="m²"),
    "full-time post": Texts(sv="heltidstjänst", en="full-time post"),
    "consultants": Texts(sv="konsulter", en="consultants"),
    "places": Texts(sv="platser", en="places"),
    "portions": Texts(sv="portioner", en="portions"),
}
_PLACES: Mapping[str, Texts] = {
    "stated": Texts(sv="angivet av er", en="stated by you"),
    "stated_in": Texts(sv="angivet av er i {file}", en="stated by you in {file}"),
    "notice": Texts(sv="annonsen {file}", en="the notice {file}"),
    "computed": Texts(sv="uträknat", en="worked out"),
    "page": Texts(sv="s. {page}", en="p. {page}"),
    "section": Texts(sv="avsnitt {section}", en="section {section}"),
}
_UNDIVIDED = Texts(sv="ingen uppdelning", en="not divided")


def fact_title(name: str, language: str = "sv") -> str:
    """What a fact is called, for example `Uppskattat värde`."""
    return TITLES[name].of(language) if name in TITLES else name


def fact_value(fact: Fact, language: str = "sv") -> str:
    """A fact's value in words, for example `4 500 000 kr`."""
    value = fact.value
    if isinstance(value, bool) or (isinstance(value, str) and value in _WORDS):
        return _WORDS[value].of(language)
    if isinstance(value, date):
        return value.isoformat()
    if fact.name == "lots" and value == 0:
        return _UNDIVIDED.of(language)
    unit = _UNITS[fact.unit].of(language) if fact.unit in _UNITS else fact.unit
    if isinstance(value, Decimal):
        whole = value == value.to_integral_value()
        number = grouped(int(value), language) if whole else str(value)
        return f"{number if whole or language == 'en' else number.replace('.', ',')} {unit}".strip()
    if isinstance(value, int):
        return f"{value} {unit}".strip()
    return value


def fact_ground(fact: Fact, named: Callable[[str], str] = str, language: str = "sv") -> str:
    """Where a fact is stated, for example `krav.pdf, s. 3, avsnitt 1.1.8`. `named`: what a file is called."""
    file = named(fact.file) if fact.file else ""
    if fact.ground is Ground.USER:
        return _PLACES["stated_in" if file else "stated"].of(language).format(file=file)
    if fact.ground is Ground.NOTICE:
        return _PLACES["notice"].of(language).format(file=file).strip()
    pieces = [_PLACES["computed"].of(language)] if fact.ground is Ground.COMPUTED else []
    pieces.append(file)
    if fact.page:
        pieces.append(_PLACES["page"].of(language).format(page=fact.page))
    if fact.section:
        pieces.append(_PLACES["section"].of(language).format(section=fact.section))
    return ", ".join(p for p in pieces if p)
