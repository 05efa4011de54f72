"""Whose duty a sentence states: the subject by word order, the agent of a passive, and the document's own names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from upplint.documents.model import Document
from upplint.requirements import cues
from upplint.requirements.clauses import Hit
from upplint.requirements.model import On
from upplint.requirements.sections import default_on

_WORD = re.compile(r"[^\W\d_][\w-]*(?:/[\w-]+)?", re.UNICODE)
_ADVERBS = frozenset(
    "även också alltid dock därför således därvid inte ej endast därutöver vidare normalt omedelbart då sedan därefter "
    "därmed härvid således i respektive samtliga all allt alla vald valda antagen antagna tilldelad eventuell "
    "eventuella den det de denna detta dessa samma sådan sådana sådant berörd berörda varje minst en ett båda "
    "ovan nedan angivna angiven utsedd offererad offererade erbjuden erbjudna åberopade åberopat ändå fullständig "
    "nya nytt ny bevisning".split()
)
_OPENERS = frozenset(
    "om vid i på av för under efter inför när som enligt med till därutöver även vidare utöver innan från genom då "
    "sedan utan för inom mot hos där här dessutom således därmed senast i samband om därefter härutöver på ur via "
    "såvida eftersom trots oavsett utifrån däremot dock istället vidare därför så allteftersom brister".split()
)
_STOP = frozenset(
    "som av i på för till med vid under enligt inom från om hos mellan mot utan efter inklusive exklusive samt genom "
    "avseende gällande per vilka vilken vilket vars".split()
)
_PRONOUNS = frozenset({"denne", "den", "de", "dessa", "han", "hon", "hen", "dem"})
_EXPLETIVE = frozenset({"det"})
_PASSIVE = re.compile(r"\b\w{3,}(?:as|es|ås|tts|tas)\b")
_APPROVE = re.compile(r"\b(?:godkännas|accepteras|medges|anvisas|bekräftas|beställas|attesteras)\b", re.IGNORECASE)
_OFFERED = re.compile(r"\b(?:offerera|erbjud|namngiv|föreslag|tilltänkt)\w*", re.IGNORECASE)
_CONSULT = re.compile(r"(?:konsult|resurs|roll|kandidat|team|nyckelperson|arkitekt|utvecklare)", re.IGNORECASE)
_ON_REQUEST = re.compile(
    r"(?:förfrågan|begäran|anmodan|anvisning|godkännande|medgivande|uppdrag|samtycke|anvisat|angivet|utsedd\w*|beslut|"
    r"tillstånd|val|önskemål|del)\s*$",
    re.IGNORECASE,
)
_TENDER_HEAD = re.compile(
    r"(?:\w*anbud|avropssvar|svar|offert|ansök|cv|meritf|referens|espd|intyg|bevis|sidoanbud|inlogg|egenf|sanningsf|kravupp|"
    r"sekretessbeg|prisbilag|prisform|anbudspris|omsättning|soliditet|kreditv|åtagandef)",
    re.IGNORECASE,
)
_PLAN = re.compile(
    r"\b(?:stå (?:klar|färdig)|öppna|byggas|leda till|tas i (?:drift|bruk)|invigas|införas|träda i kraft|starta|"
    r"avslutas|tecknas|ingås|resultera i (?:ett )?(?:ram)?avtal|publiceras|förlängas|löpa)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Subject:
    """Who or what a marker speaks of: the phrase, its head word and the class of `actors.yaml`."""

    phrase: str
    head: str
    cls: str


NOBODY = Subject("", "", "")


@cache
def class_of(word: str) -> str:
    """The actor class of a word, `work_thing` for any noun that no class names."""
    for name, pattern in cues.actor_classes():
        if pattern.match(word):
            return name
    return "work_thing"


class Names:
    """The names that a document gives its parties.

    Args:
        document: read for "nedan kallad Beställaren", and for the name under "Upphandlande myndighet".
    """

    def __init__(self, document: Document) -> None:
        self.authority = frozenset(_authority_names(document))

    def class_of(self, word: str) -> str:
        """As `class_of`, with the document's own names."""
        low = word.lower()
        if low in self.authority or (low.endswith("s") and low[:-1] in self.authority):
            return "authority"
        return class_of(word)


def _authority_names(document: Document) -> Iterable[str]:
    data = cues.load("actors")["authority_names"]
    opener = cues.plain(rf"^(?:{data['headings']})\b")
    suffix = re.compile(rf"^(.{{2,60}}?)\s+(?:{data['suffix']})\b")
    definition = re.compile(data["definition"], re.IGNORECASE)
    found: set[str] = set()
    take = 0
    for block in document.blocks[:400]:
        if opener.match(block.text) and len(block.text) < 140:
            take = 3
        elif take:
            take -= 1
        if take:
            found.update(_names_in(block.text, suffix))
        if len(block.text) < 600:
            for match in definition.finditer(block.text):
                found.update(_first_names(match.group(1)))
    return found


def _names_in(text: str, suffix: re.Pattern[str]) -> set[str]:
    match = suffix.match(re.sub(r"^.*?(?:organisation|myndighet|beställare|köpare|är)\s+(?=[A-ZÅÄÖ])", "", text))
    return _first_names(match.group(1)) if match else set()


def _first_names(text: str) -> set[str]:
    word = text.split()[0] if text.split() else ""
    low = word.strip(",.;:”\"").lower()
    return {low} if len(low) > 3 and word[:1].isupper() and low not in _OPENERS | _ADVERBS else set()


def find_subject(text: str, hit: Hit, names: Names) -> Subject:
    """The subject of a marker's clause: behind the verb in inverted order, else before it.

    Args:
        text: the sentence. hit: the marker. names: the document's own names.
    """
    before = text[hit.clause : hit.start].strip(" ,")
    inside = _actor_in(text[hit.start : hit.end], names)
    after = _after(text[hit.end :], names)
    words = [w.group() for w in _WORD.finditer(before)]
    inverted = not words or words[0].lower() in _OPENERS
    if inside is not None:
        return inside
    if not inverted:
        front = _head_of(before, names)
        if front.head.lower() in _EXPLETIVE:
            return after if after.head else front
        if front.cls in ("tenderer", "supplier", "authority", "person", "mutual") or not _actor(after.cls):
            return front
        return after if _adverbial(words) else front
    return after


def _adverbial(words: list[str]) -> bool:
    return all(w.lower() in _ADVERBS | _OPENERS for w in words)


def _genitive(word: str) -> bool:
    return word.endswith("s") and word not in ("parts", "annans")


def _actor(cls: str) -> bool:
    return cls in ("tenderer", "supplier", "authority", "mutual", "person")


def _actor_in(text: str, names: Names) -> Subject | None:
    for match in list(_WORD.finditer(text))[1:3]:
        cls = names.class_of(match.group())
        if _actor(cls) and match.group().lower() not in _PRONOUNS:
            return Subject(match.group(), match.group(), cls)
    return None


def _after(text: str, names: Names) -> Subject:
    """The subject behind the verb: the first noun behind determiners and adverbs."""
    count = 0
    for match in _WORD.finditer(text):
        word = match.group()
        low = word.lower()
        if low in _ADVERBS:
            continue
        cls = names.class_of(word)
        if _actor(cls) and _genitive(low):
            continue  # "köparens villkor": the villkor are spoken of
        if _actor(cls):
            return Subject(word, word, cls)
        if cls not in ("work_thing", "plan_thing") and not low.endswith(("era", "as")):
            return Subject(word, word, cls)
        count += 1
        if count > 4 or low in _STOP - {"på", "i", "för", "med", "vid", "efter", "under", "till", "utan", "om"}:
            break
    first = next((w.group() for w in _WORD.finditer(text) if w.group().lower() not in _ADVERBS), "")
    return Subject(first, first, names.class_of(first) if first and not first.lower().endswith("a") else "")


def _head_of(phrase: str, names: Names) -> Subject:
    """The head of a noun phrase: the last word before a preposition or relative clause."""
    head = ""
    for match in _WORD.finditer(phrase):
        word = match.group()
        if word.lower() in _STOP and head:
            break
        if head and phrase[: match.start()].rstrip().endswith(",") and _actor(names.class_of(head)):
            break
        head = word
    return Subject(phrase, head, names.class_of(head) if head else "")


def decide(
    subject: Subject,
    text: str,
    hit_end: int,
    section: str,
    names: Names,
    *,
    previous: On | None = None,
    asked: bool = False,
) -> tuple[On, float]:
    """Whose duty it is, and how sure that is (0-1).

    Args:
        subject: of the marker's clause.
        text: the sentence; hit_end: where the marker ends in it.
        section: type of its section.
        names: the document's own names.
        previous: whose duty the requirement before it in the same block was, for pronouns.
        asked: it stands at an answer field.
    """
    rest = text[hit_end:]
    cls = subject.cls
    if cues.pattern("actors", "no_duty").match(rest.lstrip(" ,")):
        return On.NOBODY, 0.7
    if subject.head.lower() in _PRONOUNS and previous is not None:
        return previous, 0.7
    agent = _agent(rest, names)
    if agent and not _actor(cls):
        cls = agent
        if cls == "authority" and _APPROVE.search(rest):
            return default_on(section), 0.7
    base = default_on(section)
    if cls == "mutual":
        return On.SUPPLIER, 0.9
    if cls == "authority":
        if cues.pattern("actors", "authority_right").search(text[max(hit_end - 5, 0) : hit_end + 40]):
            return (On.SUPPLIER if base is On.NOBODY else base), 0.6
        return On.AUTHORITY, 0.9
    if cls == "tenderer":
        return _tenderer(rest, text, section, asked)
    if cls == "supplier":
        return _supplier(rest, text, section, base)
    if cls == "person":
        return _person(subject, rest, text, section, base)
    return _thing(subject, cls, rest, text, section, base)


def _agent(rest: str, names: Names) -> str:
    if not _PASSIVE.search(rest):
        return ""
    for match in cues.pattern("actors", "agent").finditer(rest):
        if _ON_REQUEST.search(rest[: match.start()]):
            continue
        cls = names.class_of(match.group(1))
        if cls == "authority" and re.match(r" och (?:leverantör|entreprenör|utförar)", rest[match.end() :]):
            return "mutual"
        if _actor(cls):
            return cls
    return ""


def _tenderer(rest: str, text: str, section: str, asked: bool) -> tuple[On, float]:
    handed = cues.pattern("actors", "tender_verbs").match(rest.lstrip(" ,:")) or asked
    if not handed:
        handed = cues.pattern("actors", "tender_verbs").search(rest[:40])
    if section == "contract":
        told = asked or cues.pattern("actors", "answer_verbs").match(rest.lstrip(" ,:"))
        return (On.TENDERER, 0.7) if told else (On.SUPPLIER, 0.8)
    if section == "specification":
        if cues.pattern("actors", "contract_time").search(text):
            return On.SUPPLIER, 0.8
        return (On.TENDERER, 0.8) if handed else (On.SUPPLIER, 0.7)
    return On.TENDERER, 0.95


def _supplier(rest: str, text: str, section: str, base: On) -> tuple[On, float]:
    if section in ("qualification", "exclusion", "admin", "evaluation"):
        if cues.pattern("actors", "contract_time").search(text):
            return On.SUPPLIER, 0.7
        return On.TENDERER, 0.75
    return On.SUPPLIER, 0.95


def _person(subject: Subject, rest: str, text: str, section: str, base: On) -> tuple[On, float]:
    if section == "contract":
        return On.SUPPLIER, 0.9
    offered = _OFFERED.search(subject.phrase) or _CONSULT.match(subject.head) or section == "qualification"
    has = cues.pattern("actors", "possession").match(re.sub(r"^[\s,:]*(?:\w+ )?(?=ha\b|vara\b)", "", rest).lstrip(" ,:"))
    if has and cues.pattern("actors", "possession_not").search(rest[:50]):
        has = None
    if offered and (has or section in ("qualification", "admin", "evaluation")):
        if cues.pattern("actors", "contract_time").search(text):
            return On.SUPPLIER, 0.7
        return On.TENDERER, 0.8
    if section in ("qualification", "admin", "evaluation"):
        return base, 0.7
    return On.SUPPLIER, 0.8


def _thing(subject: Subject, cls: str, rest: str, text: str, section: str, base: On) -> tuple[On, float]:
    if cls == "plan_thing" and section != "contract":
        return On.NOBODY, 0.6
    if section in ("background", "definitions"):
        if section == "definitions" or _PLAN.search(rest):
            return On.NOBODY, 0.6
        base = On.SUPPLIER
    if cls == "contract_thing" and re.match(r"\s*(?:\w+ ){0,2}gälla\b", rest):
        return On.SUPPLIER, 0.7
    if cls == "tender_thing" and section != "contract" and _TENDER_HEAD.match(subject.head):
        return On.TENDERER, 0.9
    if cues.pattern("actors", "contract_time").search(text) and base is On.TENDERER and cls != "tender_thing":
        return On.SUPPLIER, 0.6
    return base, 0.7
