"""The sentences of the regime engine, in plain Swedish."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from upplint.tender.law import format_citation

if TYPE_CHECKING:
    from upplint.tender.regime_model import Procedure, Regime
    from upplint.tender.thresholds import DirectAwardLimit, Threshold

NAMES = {
    "A": "direktivstyrd upphandling",
    "B": "upphandling enligt 19 kap.",
    "C": "direktupphandling enligt 19 a kap.",
}
_KINDS = {
    ("LOU", "state"): "varor och tjänster hos statliga myndigheter",
    ("LOU", "other"): "varor och tjänster hos andra myndigheter än statliga",
}
_PROCEDURES = {
    "open": "öppet förfarande",
    "restricted": "selektivt förfarande",
    "negotiated": "förhandlat förfarande",
    "negotiated_without_notice": "förhandlat förfarande utan annonsering",
    "competitive_dialogue": "konkurrenspräglad dialog",
    "innovation_partnership": "innovationspartnerskap",
    "chapter_19": "19 kap.",
    "simplified": "förenklat förfarande",
    "selection": "urvalsförfarande",
    "direct_award": "direktupphandling",
    "call_off": "avrop på ramavtal",
    "dynamic": "dynamiskt inköpssystem",
}

CALL_OFF = "Ett avrop följer sitt ramavtal och de regler som det upphandlades enligt."
LOV = "Det är ett valfrihetssystem. Då gäller LOV, inte reglerna i LOU."
LAW_ASSUMED = "Lagen framgår inte. LOU antas."
NO_VALUE = "Värdet framgår inte."
NO_THRESHOLDS = "Tröskelvärdena för dagen finns inte i tabellen."
UNVERIFIED = (
    "Tröskelvärdena i kronor för 2026–2027 är beräknade med en antagen kurs, 11,35 kronor per euro. "
    "De officiella beloppen är inte kontrollerade. Stäm av mot Regeringens tillkännagivande."
)
BEFORE_2022 = "Upphandlingen är från tiden före 2022-02-01. Då såg 19 kap. LOU annorlunda ut och 19 a kap. fanns inte."
OLD_WORDS = (
    "Förenklat förfarande och urvalsförfarande finns inte i lagen sedan 2022-02-01. "
    "Dokumentet räknas som upphandling enligt 19 kap."
)
OLD_WORDS_UNSURE = (
    "Förenklat förfarande och urvalsförfarande finns inte i lagen sedan 2022-02-01. "
    "Värdet och det som köps avgör vilka regler som gäller."
)
DIRECT_AWARD_ABOVE_LIMIT = (
    "Värdet når gränsen för direktupphandling. Då krävs stöd i 19 a kap. 3–6 §§ LOU. Kontrollera grunden."
)
WORDS_CONTRADICT = "Dokumenten säger emot sig själva om förfarandet. Kontrollera vilka regler ni följer."
CHECK_FACTS = ("Kontrollera värde, CPV-kod och förfarande, och ange det som är fel i upplint.toml.",)

MISSING_NEAR = "Värdet ligger inom tio procent från en gräns. Ange det mer exakt eller ange vilka regler ni följer."
MISSING_VALUE = "Ange det uppskattade värdet utan moms, med optioner och förlängningar (--value)."
MISSING_BUYER = "Ange om myndigheten är statlig eller någon annan. Tröskelvärdena skiljer."
MISSING_CPV = "Ange CPV-kod eller om det är varor, tjänster eller byggentreprenad (--cpv)."
MISSING_ANNEX2 = (
    "En del av CPV-koderna finns i bilaga 2 och en del inte. Ange vilken del som har högst värde (2 kap. 2 § LOU)."
)
MISSING_DAY = "Ange när annonsen publicerades eller ska publiceras (--published)."
MISSING_PROCEDURE = "Ange vilka regler ni följer: öppet förfarande, 19 kap. eller direktupphandling (--regime)."
MISSING_CALL_OFF = "Ange om ramavtalet upphandlades direktivstyrt eller enligt 19 kap. (--regime)."


def money(value: Decimal) -> str:
    """An amount in kronor as Swedes write it, with no-break spaces: "2 389 585 kr"."""
    return f"{value:,.0f}".replace(",", "\u00a0") + "\u00a0kr"


def _end(text: str) -> str:
    """The text with one full stop, also after an abbreviation."""
    return text if text.endswith(".") else f"{text}."


def names(regimes: Sequence[str]) -> str:
    """The regimes in words, joined by "eller"."""
    words = [NAMES[r] for r in regimes]
    return " eller ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def stated(regime: Regime) -> str:
    """The user has said it."""
    return _end(f"Ni har angett {NAMES[regime]}")


def stated_against_law(regime: Regime, lawful: Sequence[Regime]) -> str:
    """The user's word does not go with the other facts."""
    return f"{_end(f'Övriga uppgifter pekar mot {names(lawful)}')} Kontrollera att {NAMES[regime]} är rätt."


def contradiction(said: Sequence[Regime], lawful: Sequence[Regime]) -> str:
    """The documents' words do not go with the other facts."""
    return _end(f"Dokumenten tyder på {names(said)}, men värde och tjänst pekar mot {names(lawful)}")


def conclusion(regime: Regime, law: str) -> str:
    """What applies."""
    if law == "LUK":
        texts = {"A": "hela LUK utom 15 kap.", "B": "15 kap. LUK", "C": "15 kap. 6 § LUK om direktupphandling"}
        return _end(f"Därför gäller {texts[regime]}")
    low = "15" if law == "LUFS" else "19"
    texts = {
        "A": f"{law} utom {low} och {low} a kap. (direktivstyrd upphandling)",
        "B": f"{low} kap. {law}",
        "C": f"{low} a kap. {law} (direktupphandling)",
    }
    return _end(f"Därför gäller {texts[regime]}")


def words(procedure: Procedure | None, directive: bool | None, advertised: bool | None) -> Iterable[str]:
    """What the documents themselves say."""
    if procedure is not None:
        yield _end(f"Dokumenten anger {_PROCEDURES[procedure.value]}")
    if directive is not None:
        yield f"Dokumenten anger att upphandlingen {'' if directive else 'inte '}är direktivstyrd."
    if advertised and procedure is None:
        yield "Upphandlingen annonseras."


def annex2(listed: Sequence[str], total: int, law: str) -> str:
    """Whether the services are in bilaga 2."""
    annex = "bilaga 3 till LUK" if law == "LUK" else f"bilaga 2 till {law}"
    if not listed:
        return f"CPV-koderna finns inte i {annex}."
    codes = ", ".join(listed[:3]) + (" med flera" if len(listed) > 3 else "")
    if len(listed) < total:
        return f"Bara en del av CPV-koderna finns i {annex} ({codes})."
    cited = {"LOU": "LOU 1:4", "LUF": "LUF 1:4", "LUK": "LUK 1:4"}[law]
    rest = "15 kap." if law == "LUK" else "19 eller 19 a kap."
    hedge = "" if law == "LOU" else " Bilagan antas ha samma koder som bilaga 2 till LOU."
    return f"Tjänsten finns i {annex} ({codes}). Då gäller {rest} oavsett värde ({format_citation(cited)}).{hedge}"


def _threshold_name(limit: Threshold) -> str:
    if limit.law == "LUK":
        return "koncessioner"
    if limit.kind == "works":
        return "byggentreprenader"
    return _KINDS.get((limit.law, limit.kind), f"varor och tjänster enligt {limit.law}")


def against_threshold(value: Decimal | None, limit: Threshold) -> str:
    """The value against one threshold."""
    eur = f"{limit.value_eur:,.0f}".replace(",", "\u00a0")
    about = "" if limit.verified else "cirka "
    text = f"tröskelvärdet för {_threshold_name(limit)}, {about}{money(limit.value_sek)} ({eur}\u00a0euro)"
    years = f"{limit.valid_from.year}–{limit.valid_to.year}"
    if value is None:
        return f"Värdet framgår inte. Det jämförs med {text}, som gäller {years}."
    side = "når upp till" if value >= limit.value_sek else "är lägre än"
    return f"Värdet {money(value)} {side} {text}, som gäller {years}."


def against_range(value: Decimal, low: Decimal, high: Decimal) -> str:
    """The value against all thresholds that may apply."""
    span = f"de tröskelvärden som kan gälla, {money(low)}–{money(high)}"
    if value < low:
        return f"Värdet {money(value)} är lägre än {span}."
    if value >= high:
        return f"Värdet {money(value)} når upp till alla {span}."
    return f"Värdet {money(value)} ligger bland {span}."


def against_direct(value: Decimal, limit: DirectAwardLimit) -> str:
    """The value against the direct-award limit."""
    about = "" if limit.verified else "cirka "
    where = f", {format_citation(limit.provision)}" if limit.provision else ""
    side = "är lägre än" if value < limit.value_sek else "når upp till"
    text = f"Värdet {side} gränsen för direktupphandling, {about}{money(limit.value_sek)}{where}."
    if limit.welfare_sek:
        text += f" För vissa välfärdstjänster var gränsen {money(limit.welfare_sek)}."
    return text
