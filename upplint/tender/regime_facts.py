"""From the facts of a tender to what the regime engine asks for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import cast

from upplint.tender.cpv import ContractType
from upplint.tender.facts.sums import total_value
from upplint.tender.model import Ground, Part, TenderFacts
from upplint.tender.regime import Buyer, Law, Procedure, Regime, RegimeFacts

#: The value of the fact `procedure` -> the engine's procedure. Free text stated by the user is matched by its words.
PROCEDURES: Mapping[str, Procedure] = {
    "förnyad konkurrensutsättning": Procedure.CALL_OFF,
    "avrop": Procedure.CALL_OFF,
    "dynamisk rangordning": Procedure.CALL_OFF,
    "öppet förfarande": Procedure.OPEN,
    "selektivt förfarande": Procedure.RESTRICTED,
    "förhandlat förfarande utan": Procedure.NEGOTIATED_WITHOUT_NOTICE,
    "förhandlat förfarande": Procedure.NEGOTIATED,
    "konkurrenspräglad dialog": Procedure.COMPETITIVE_DIALOGUE,
    "innovationspartnerskap": Procedure.INNOVATION_PARTNERSHIP,
    "dynamiskt inköpssystem": Procedure.DYNAMIC,
    "direktupphandling": Procedure.DIRECT_AWARD,
    "valfrihetssystem": Procedure.CHOICE_SYSTEM,
    "förenklat förfarande": Procedure.SIMPLIFIED,
    "urvalsförfarande": Procedure.SELECTION,
    "19 kap": Procedure.CHAPTER_19,
}

_DIRECTIVE = re.compile(
    r"direktivstyrd|överstiger (?:det )?(?:gällande |aktuella )?tröskelvärde|(?:över|värde över) tröskelvärde",
    re.I,
)
_ADVERTISED = re.compile(
    r"\b(?:upphandlingen|upphandlingsdokumenten)\b[^.]{0,40}\bannonsera(?:s|des|ts|d)\b|\bannonsen (?:för|om|i) "
    r"|annonsdatabas|\bannonserad (?:upphandling|på|i)\b|tenders electronic daily|\bTED\b",
    re.I,
)
_NATIONAL = re.compile(
    r"icke[ -]direktivstyrd|inte direktivstyrd|under(?:stiger)? (?:det )?(?:gällande )?tröskelvärde", re.I
)


def regime_facts(facts: TenderFacts, parts: Sequence[Part]) -> RegimeFacts:
    """What the regime engine asks for.

    The value reckoned with is the stated ceiling of a framework, else the estimated value; a yearly value is
    multiplied by the term with its extensions (5 kap. 3 § LOU).
    """
    value, published = total_value(facts), facts.value("published")
    stated = facts.value("regime")
    return RegimeFacts(
        value_sek=value,
        buyer=cast("Buyer | None", facts.value("buyer_kind")),
        law=cast("Law | None", facts.value("law")),
        contract_type=cast("ContractType | None", facts.value("contract_type")),
        cpv=tuple(str(f.value) for f in facts.counting("cpv")),
        procedure=_procedure(facts),
        published=published if isinstance(published, date) else None,
        advertised=_advertised(facts, parts),
        directive_governed=_directive_governed(parts),
        stated=cast("Regime | None", stated),
    )


def _procedure(facts: TenderFacts) -> Procedure | None:
    if facts.value("call_off") is True:
        return Procedure.CALL_OFF
    said = facts.value("procedure")
    if isinstance(said, str):
        for words, procedure in PROCEDURES.items():
            if words in said.lower():
                return procedure
    return None


def _advertised(facts: TenderFacts, parts: Sequence[Part]) -> bool | None:
    """True where tenders are publicly called for: there is a notice, or the documents speak of one."""
    noticed = any(f.ground is Ground.NOTICE for f in facts)
    said = any(_ADVERTISED.search(s.text) for p in parts for s in p.analysis.sentences)
    return True if noticed or said else None


def _directive_governed(parts: Sequence[Part]) -> bool | None:
    """What the documents say in so many words; None when they say nothing, or both."""
    said: set[bool] = set()
    for part in parts:
        for sentence in part.analysis.sentences:
            if _NATIONAL.search(sentence.text):
                said.add(False)
            elif _DIRECTIVE.search(sentence.text):
                said.add(True)
    return said.pop() if len(said) == 1 else None


__all__ = ["PROCEDURES", "regime_facts"]
