"""Who buys, and CPV codes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from upplint.documents.model import FURNITURE, Block, BlockKind
from upplint.language.analysis import Sentence
from upplint.tender.cpv import CPV_PATTERN
from upplint.tender.facts.data import FactCues
from upplint.tender.facts.spots import Spot, make_fact
from upplint.tender.model import Fact, Part, Role

_NAME = r"(?!(?:Mellan|För|Hos|Till|Av|Inom|Mot|Enligt|Denna|Detta)\b)[A-ZÅÄÖ][\wåäöÅÄÖéü&.-]*"
_BODY = re.compile(
    rf"(?:(?:Samordningsförbundet|Kommunalförbundet|Stiftelsen|Föreningen) {_NAME}"
    rf"(?: {_NAME}| park| museum| skola){{0,2}}"
    rf"|{_NAME}s (?:gemensamma )?(?:inköpsnämnd|upphandlingsnämnd|servicenämnd)\b"
    rf"|{_NAME} (?:{_NAME} ){{0,3}}(?:kommun|stad|kommunalförbund|landsting)\b(?!s?(?:styrelse|direktör))"
    rf"|Region {_NAME}(?: {_NAME})?"
    rf"|Länsstyrelsen i {_NAME}(?: {_NAME})? län"
    rf"|{_NAME} AB (?!Org){_NAME}"
    rf"|{_NAME}(?: (?:{_NAME}|i|och|för|av)){{0,5}} (?:AB|Aktiebolag|aktiebolag)\b"
    rf"|(?:Statens |Sveriges |Svenska )?{_NAME}(?:verket|myndigheten|styrelsen|nämnden|inspektionen|kollegiet"
    rf"|institutet|vården|makten|gälden|arkivet|domstolen|rådet)\b"
    rf"|Statens [a-zåäö]+(?:verk|myndighet|nämnd|styrelse|inspektion|institut|museer|center|råd)\b"
    rf"|Myndigheten för [a-zåäö]+(?:,? (?:och )?[a-zåäö]+){{0,4}}?(?=,| (?:inbjuder|upphandlar|avser|genomför)|[.\n]|$)"
    rf"|{_NAME}(?: {_NAME}){{0,2}} (?:universitet|högskola)\b)"
)
_LABEL = re.compile(
    r"(?:(?:upphandlande|avropande) (?:organisation|myndighet|enhet)|beställare|köpare|avtalstecknare|uppdragsgivare"
    r"|byggherre|inköpare|vem köper|vi som köper|organisation(?=\s*(?::|$|\t)))",
    re.I,
)
# What stands beside the label where the names stand in the row below.
_NO_NAME = re.compile(
    r"(?:upphandling(?:en|ens namn)?|diarienummer|dnr|referens\w*|ärende\w*|namn|kontakt\w*)\s*$", re.I
)
_SAYS = re.compile(
    r"(?:(?:upphandlande|avropande) (?:organisation|myndighet|enhet)|^organisation(?=:)"
    r"|avtalstecknare|uppdragsgivare|beställare|byggherre|köpare)"
    r"[^.]{0,60}?\b(?:är|:)\s*",
    re.I,
)
_PRESENTS = re.compile(
    r"(?: \((?:nedan|härefter|fortsättningsvis|i det följande|här)[^)]{0,60}\))?"
    r",? (?:[a-zåäö]+(?:nämnden|förvaltningen|styrelsen|kontoret),? )?"
    r"(?:är en (?:gemensam nämnd|kommun|region|stiftelse|del av|(?:statlig |kommunal )?(?:förvaltnings)?myndighet)"
    r"|har sedan|driver|förvaltar|ansvarar för|ser till att|arbetar för|verkar för|låter|tillämpar"
    r"|har cirka|har drygt|har omkring|bildades|ligger|äger)\b"
)
_BUYS = re.compile(
    r"\s*(?:,? \(?(?:org\.? ?nr|organisationsnummer)[^,]{0,20},?)?\s*(?:,? (?:nedan|härefter)[^,]{0,40},)?\s*"
    r"(?:inbjuder|upphandlar|bjuder in|avser att (?:upphandla|teckna)|genomför (?:denna|en) upphandling"
    r"|söker\b|har behov av|önskar (?:teckna|upphandla|köpa)|välkomnar"
    r"|behöver (?:upphandla|köpa|en|ett|hjälp|nya?)\b|(?:har )?beslutade? om|har beslutat|fastställde|antog"
    r"|ska (?:upphandla|köpa)"
    r"|vill (?:köpa|teckna|upphandla|ingå|ha hjälp)|inrättar|efterfrågar|köper|begär (?:in )?(?:anbud|offert)|inhämtar)"
)
_CALLED = re.compile(
    r"(?:nedan|härefter|fortsättningsvis|i det följande)\b[^.]{0,20}\b(?:kalla|benämn)"
    r"|\((?:nedan|härefter|fortsättningsvis) (?:\w+ )?\w+\)",
    re.I,
)
_STATE = re.compile(
    r"(verket|myndigheten|inspektionen|domstol\w*|försvarsmakten|länsstyrelsen\b.*|universitet|högskola"
    r"|kammarkollegiet|kriminalvården|riksgälden|riksarkivet|vetenskapsrådet)$|^(?:statens|myndigheten för) ",
    re.I,
)
_OTHER = re.compile(
    r"(kommun|stad|nämnd|region\b.*|landsting|kommunalförbund|ab|aktiebolag|förbund)$"
    r"|\bab \w+$|^(?:stiftelsen|\w+förbundet) ",
    re.I,
)
_SHORT = re.compile(r"\w+(?:nämnden|styrelsen)")  # often what a body named in full is called later
_SHORT_NAME = 0.1
# Bodies that others' documents name again and again.
_SELDOM_BUYERS = re.compile(
    r"(?:Skatteverket|Bolagsverket|Kronofogde\w*|Konkurrensverket|Upphandlingsmyndigheten|Arbetsmiljöverket|Boverket"
    r"|Socialstyrelsen|Transportstyrelsen|Trafikverket|Försäkringskassan|Migrationsverket|Livsmedelsverket"
    r"|Kemikalieinspektionen|Naturvårdsverket|Elsäkerhetsverket|Diskrimineringsombudsmannen|Kammarkollegiet"
    r"|Integritetsskyddsmyndigheten|Polismyndigheten|Folkhälsomyndigheten|Arbetsförmedlingen|Riksarkivet"
    r"|Europa\w*|\w*[Dd]omstolen)"
)
_FRONT, _FRONT_BLOCKS, _OFTEN = 0.65, 12, 2
_EARLY = 80  # blocks: the buyer is presented at the beginning
_CPV_CUE = re.compile(r"\bcpv\b", re.I)


def authority_facts(parts: Sequence[Part]) -> Iterator[Fact]:
    """The buyer, from "Upphandlande myndighet är ...", the label on the cover, or the first body named."""
    for document, part in enumerate(parts):
        if part.role in (Role.BID, Role.REGISTER, Role.ESPD):
            continue
        yield from _front_facts(document, part)
        blocks = part.document.blocks
        for sentence in part.analysis.sentences:
            block = blocks[sentence.block]
            said = _SAYS.search(sentence.text)
            match = _BODY.match(sentence.text, said.end()) if said else None
            certainty = 0.95
            if match is None and _label_above(blocks, block):
                match, certainty = _BODY.search(sentence.text) or _cell(block, sentence), 0.93
            if match is None and _CALLED.search(sentence.text):
                match, certainty = _BODY.search(sentence.text), 0.85
            if match is None and block.index < _EARLY:
                named = _BODY.search(sentence.text)
                # "Socialnämnden i Granby kommun inbjuder": the municipality behind its committee buys.
                buys = next((m for m in _BODY.finditer(sentence.text) if _BUYS.match(sentence.text, m.end())), None)
                if buys:
                    match, certainty = buys, 0.85
                elif named and not named.start() and _PRESENTS.match(sentence.text, named.end()):
                    match, certainty = named, 0.8
            if match:
                spot = Spot(document, part, sentence, match.start(), match.end(), certainty)
                name = match.group()
                if _SHORT.fullmatch(name):
                    spot = replace(spot, certainty=spot.certainty - _SHORT_NAME)
                yield make_fact("authority", name, spot)
                kind = buyer_kind(name)
                if kind:
                    yield make_fact("buyer_kind", kind, spot, certainty=certainty * 0.95)


def _front_facts(document: int, part: Part) -> Iterator[Fact]:
    """The body that stands on the cover or in the running header, and that the text names again.

    Far less sure than a body that is presented as the buyer, so it counts only where nobody is.
    """
    blocks = part.document.blocks
    lines = [b.text for b in blocks if b.kind in (BlockKind.HEADER, BlockKind.FOOTER)]
    lines += [b.text for b in [b for b in blocks if b.kind not in FURNITURE][:_FRONT_BLOCKS]]
    for name in dict.fromkeys(m.group() for line in lines if (m := _BODY.search(line))):
        if _SELDOM_BUYERS.match(name) or part.document.text.count(name) < _OFTEN:
            continue
        sentence = next((s for s in part.analysis.sentences if name in s.text), None)
        if sentence is not None:
            at = sentence.text.index(name)
            certainty = _FRONT - (0.03 if _SHORT.fullmatch(name) else 0)
            spot = Spot(document, part, sentence, at, at + len(name), certainty)
            yield make_fact("authority", name, spot)
            if kind := buyer_kind(name):
                yield make_fact("buyer_kind", kind, spot, certainty=certainty * 0.95)
            return


def _cell(block: Block, sentence: Sentence) -> re.Match[str] | None:
    """The cell behind a label is the name, whatever it looks like."""
    if not block.cells or sentence.column in (None, 0):
        return None
    return None if _NO_NAME.match(sentence.text) else re.fullmatch(r"[A-ZÅÄÖ][^.:;]{3,70}", sentence.text)


def _label_above(blocks: Sequence[Block], block: Block) -> bool:
    """The block, or the one before it, is or begins with a label such as "Upphandlande organisation"."""
    above = blocks[block.index - 1] if block.index else None
    if _LABEL.match(block.text) and len(block.text) < 160:
        return True
    if above is not None and len(above.cells) > 1 and block.cells and _NO_NAME.match(above.text.split("\t")[1]):
        return bool(_LABEL.match(above.text))
    if above is not None and not above.cells and _LABEL.match(above.text) and len(above.text) < 60:
        return True
    heading = blocks[block.section[-1]] if block.section else None
    return heading is not None and heading.index == block.index - 1 and bool(_LABEL.search(heading.text))


def buyer_kind(name: str) -> str | None:
    """`state` for a state authority, `other` for municipalities, regions and companies, None where unsure.

    The two have different thresholds (5 kap. 1 § LOU).
    """
    words = name.strip()
    state = words.lower().startswith(("statens ", "myndigheten för "))
    if not state and (_OTHER.search(words) or words.startswith("Region ")):
        return "other"
    return "state" if _STATE.search(words) else None


def cpv_facts(cues: FactCues, parts: Sequence[Part]) -> Iterator[Fact]:
    """CPV codes that stand near the word CPV, or that carry a right check digit."""
    for document, part in enumerate(parts):
        blocks = part.document.blocks
        for sentence in part.analysis.sentences:
            for match in CPV_PATTERN.finditer(sentence.text):
                block = blocks[sentence.block]
                near = _CPV_CUE.search(block.text) or any(
                    _CPV_CUE.search(blocks[i].text) for i in _around(blocks, block)
                )
                if near or match["check"]:
                    spot = Spot(document, part, sentence, match.start(), match.end(), 0.95 if near else 0.8)
                    code = match["code"] + (f"-{match['check']}" if match["check"] else "")
                    yield make_fact(cues.name, code, spot)


def _around(blocks: Sequence[Block], block: Block) -> list[int]:
    before = [i for i in range(max(0, block.index - 3), block.index) if blocks[i].kind is not BlockKind.HEADING]
    return before + list(block.section[-1:])
