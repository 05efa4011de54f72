"""Duties in the plain present: "Leverantören upprättar en plan", "Underlag skickas senast den femte".

They have no word of duty and bind only because of where they stand, so they are looked for in binding sections alone,
and with less certainty.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from upplint.requirements import cues
from upplint.requirements.clauses import governor, is_finite
from upplint.requirements.model import On
from upplint.requirements.subjects import Names, is_party

_WORD = re.compile(r"[^\W\d_][\w-]*", re.UNICODE)
_LONGEST = 45  # words of a sentence that is read as one duty
_FRONT = 16  # words before the verb
_SHORT = 18  # words of a sentence outside specifications and contracts
#: A passive in the present, by its ending; genitives and nouns in s are told by their endings and what follows.
_PASSIVE = (
    r"[a-zåäö]{3,}(?<!nas)(?<!bas)(?<!gräs)as|[a-zåäö]{2,}[bdfgklmnprtvj]s(?<!ens)(?<!ns)(?<!ets)(?<!hets)(?<!ings)"
    r"(?<!plats)(?<!kurs)(?<!dags)(?<!skaps)(?<!orts)(?<!vis)(?<!års)(?<!kronors)(?<!ars)(?<!ors)(?<!kontors)(?<!ers)(?<!ogs)(?<!evs)(?<!aks)(?<!öts)"
    r"|fylls|hålls|ställs|täcks|töms|tas|ges|sköts|känns|hängs|stängs|rengörs|görs|körs|smörjs|spärras"
)


#: What makes a describing passive a promise: "Akuta remisser bedöms samma dag."
_PROMPT = re.compile(r" (?:samma dag|inom|senast|omgående|omedelbart|minst|varje)\b")
_MANNER = re.compile(r"(?:igen|vis|igt|ande)$")
_AGREEMENT = re.compile(r"(?:ram|under)?(?:avtal|kontrakt|avrop)(?:et|en)?$", re.IGNORECASE)
_SIGNED = re.compile(r"(?:undertecknas|skrivs|upprättas|tecknas|ingås)\b")
#: "för" as a verb: "Vårdgivaren för journal".
_KEEPS = re.compile(
    r"^(?:\w+ )?(?P<who>\w+) för (?:\w+ )?(?:journal|protokoll|statistik|register|dagbok|anteckning|lista|logg|bok)"
)


@dataclass(frozen=True, slots=True)
class Norm:
    """A duty in the plain present.

    Attributes:
        cue: the verb.
        on: whose duty, None where the section decides.
    """

    cue: str
    on: On | None


@cache
def _data() -> dict[str, re.Pattern[str]]:
    norms = cues.load("markers")["norms"]
    found = {key: cues.words(norms[key]) for key in ("passive", "timed")}
    found["other"] = cues.plain(rf"(?<=\w )(?P<v>{_PASSIVE})(?!\w)(?= ?{norms['behind']})")
    return found


@cache
def _describing() -> frozenset[str]:
    return frozenset(cues.load("markers")["norms"]["describing"])


@cache
def _stative() -> frozenset[str]:
    return frozenset(cues.load("markers")["norms"]["stative"])


@cache
def _friends() -> tuple[re.Pattern[str], ...]:
    return tuple(cues.plain(p) for p in cues.load("markers")["norms"]["not"])


def find_norm(text: str, section: str, names: Names) -> Norm | None:
    """The duty that a sentence states in the plain present, None where it states none.

    Args:
        text: a sentence without any marker. section: its type. names: of the document.
    """
    if section not in cues.load("markers")["norms"]["sections"] or len(text.split()) > _LONGEST:
        return None
    if any(p.search(text) for p in _friends()) or not text[:1].isupper():
        return None
    return _party(text, section, names) or _thing(text, names) or _other(text, section, names)


def _on(cls: str, section: str, verb: str) -> On:
    handed = section == "unknown" or (section != "contract" and verb in cues.word_set("grammar", "tender_presents"))
    return On.TENDERER if cls == "tenderer" and handed else On.SUPPLIER


def _party(text: str, section: str, names: Names) -> Norm | None:
    """A party as subject, before its verb or right behind it."""
    tokens = list(_WORD.finditer(text))
    opened = tokens[0].group().lower() in cues.word_set("grammar", "condition") if tokens else False
    kept = _KEEPS.search(text)
    if kept and is_party(cls := names.class_of(kept.group("who"))) and cls != "authority":
        return Norm("för", On.SUPPLIER)
    for i, token in enumerate(tokens[1:_FRONT], start=1):
        word = token.group()
        if not word.islower() or not word.endswith("r") or word == "var" or not is_finite(word) or word in _stative():
            continue
        if governor(text, token.start())[1] or (_auxiliary(tokens[:i]) and not opened):
            return None
        before, after = tokens[i - 1].group(), tokens[i + 1].group() if i + 1 < len(tokens) else ""
        for other in (before, after):
            cls = names.class_of(other)
            if not is_party(cls) or other.lower().endswith("s"):
                continue
            owned = other is before and i > 1 and _of_authority(tokens[i - 2 : i], names)
            return None if owned or cls == "authority" else Norm(word, _on(cls, section, word.lower()))
        return None
    return None


def _thing(text: str, names: Names) -> Norm | None:
    """A thing as subject of a passive."""
    for key in ("passive", "timed"):
        match = _data()[key].search(text)
        if match is None or match.start() == 0:
            continue
        tokens = list(_WORD.finditer(text, 0, match.start()))
        if len(tokens) > _FRONT or governor(text, match.start())[1] or _auxiliary(tokens):
            continue
        if _of_authority(tokens, names) or _procedural(tokens, match.group()):
            continue
        if text.count("(", 0, match.start()) > text.count(")", 0, match.start()):
            continue  # "Tillägg (upprättas vid behov)"
        agent = cues.pattern("actors", "agent").search(text, match.end())
        cls = names.class_of(agent.group(1)) if agent else ""
        verb = match.group().split()[0]
        if cls == "authority" and verb in cues.word_set("grammar", "provided"):
            return Norm(verb, On.AUTHORITY)
        if cls == "authority" or names.class_of((agent.group(1) if agent else "").removesuffix("s")) == "authority":
            return None  # what the authority does, told in passing
        return Norm(verb, None)
    return None


def _other(text: str, section: str, names: Names) -> Norm | None:
    """Any other passive in the place of the finite verb ("Häckarna klipps två gånger per år")."""
    if section == "unknown" and len(text.split()) > _SHORT:
        return None
    stops = cues.word_set("grammar", "stops")
    for match in _data()["other"].finditer(text):
        verb = match.group("v")
        if verb.lower() in _describing() and not _PROMPT.match(text[match.end() :]):
            return None
        tokens = list(_WORD.finditer(text, 0, match.start()))
        if len(tokens) > _FRONT or governor(text, match.start())[1] or _auxiliary(tokens):
            return None
        if _of_authority(tokens, names) or _procedural(tokens, verb) or _AGREEMENT.match(tokens[-1].group()):
            return None
        if any(_verb(t.group()) and p.group().lower() not in stops for p, t in pairwise(tokens[:-1])):
            return None
        if names.class_of(tokens[-1].group()) in ("plan_thing", "authority", "supplier", "tenderer"):
            return None
        agent = cues.pattern("actors", "agent").search(text, match.end())
        cls = names.class_of(agent.group(1)) if agent else ""
        if cls == "authority" and verb in cues.word_set("grammar", "provided"):
            return Norm(verb, On.AUTHORITY)
        if agent and _MANNER.search(agent.group(1)):
            return Norm(verb, None)  # "torkas av dagligen"
        return None if agent and cls not in ("supplier", "tenderer", "person", "mutual") else Norm(verb, None)
    return None


def _procedural(tokens: list[re.Match[str]], verb: str) -> bool:
    """Does the sentence begin with a step of the procedure, or tell how the agreement itself is made?"""
    if not tokens:
        return False
    signed = _AGREEMENT.match(tokens[-1].group()) and _SIGNED.match(verb)
    return bool(signed) or cues.pattern("present", "of_procedure").fullmatch(tokens[0].group()) is not None


def _verb(word: str) -> bool:
    return word.islower() and not word.endswith("s") and is_finite(word)


def _of_authority(tokens: list[re.Match[str]], names: Names) -> bool:
    """Does the sentence begin with what the authority has ("Beställarens ombud")?"""
    first = tokens[0].group() if tokens else ""
    return len(tokens) > 1 and first.endswith("s") and names.class_of(first.removesuffix("s")) == "authority"


def _auxiliary(tokens: list[re.Match[str]]) -> bool:
    """Is there a finite verb before, so that this one is an infinitive or stands in another clause?"""
    words = cues.word_set("grammar", "finite") | {"kommer", "kunna", "att"}
    return any(t.group().lower() in words for t in tokens)
