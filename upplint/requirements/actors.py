"""Whose duty a sentence states, from its subject, the agent of a passive, its verb and its section."""

from __future__ import annotations

import re

from upplint.requirements import cues
from upplint.requirements.model import On
from upplint.requirements.sections import default_on
from upplint.requirements.subjects import PRONOUNS, Names, Subject, is_party, party_before

_PATIENT = re.compile(r"\s*(?:\w+ ){0,2}?\w{3,}as\b(?! (?:och|eller) \w+a\b)")
_ACTING = re.compile(
    r"(?:enhet|avdelning|kontor|center|nämnd|handläggare|konsulent|representant|personal|chef|ombud|jurist|kök|grupp|"
    r"samordnare|ansvarig|sjuksköterska|styrelse|direktör|förvaltning)\w*$",
    re.IGNORECASE,
)
_PERFORMED = re.compile(
    r"\s*(?:\w+ ){0,2}?(?:utföras|levereras|bedrivas|genomföras|drivas|användas|förläggas|bemannas|ledas|påbörjas)\b"
)
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
_INVOICE = re.compile(r"\w*faktur(?:a|an|or|orna)$", re.IGNORECASE)
_PAID = re.compile(r"\s*(?:\w+ ){0,2}?(?:betalas|attesteras|godkännas)\b(?! (?:\w+ ){0,3}?(?:tillbaka|av leverantör))")
#: What somebody is to feel is a goal, not a duty.
_FEELS = re.compile(r"\s*(?:\w+ ){0,2}?(?:känna|uppleva|må|trivas|slippa|behöva)\b", re.IGNORECASE)
_DONE = re.compile(r"\s*(?:själv |tidigare )?ha \w+(?:t|tt)\b", re.IGNORECASE)
_PLAN = re.compile(
    r"\b(?:stå (?:klar|färdig)|öppna|byggas|leda till|tas i (?:drift|bruk)|invigas|införas|träda i kraft|starta|"
    r"avslutas|tecknas|ingås|ersätta|resultera i (?:ett )?(?:ram)?avtal|publiceras|förlängas|löpa)\b",
    re.IGNORECASE,
)


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
    if retold(text[: hit_end + 1]):
        told = cls == "authority" and text.startswith("Enligt")
        return (On.AUTHORITY if told else On.NOBODY), 0.7
    if subject.head.lower() in PRONOUNS:
        party = party_before(text[:hit_end], names)
        if party:
            cls = party
        elif previous is not None:
            return previous, 0.7
    agent = _agent(rest, names)
    if agent and not is_party(cls):
        cls = agent
        if cls == "authority" and _APPROVE.search(rest):
            return default_on(section), 0.7
    base = default_on(section)
    if cls == "mutual":
        return On.SUPPLIER, 0.9
    if cls in ("person", "work_thing") and _of_authority(subject, names) and not _PASSIVE.match(rest.lstrip()):
        return On.AUTHORITY, 0.7  # "Kommunens handläggare ska"
    if cls == "authority" and _PATIENT.match(rest):
        return (On.SUPPLIER if base is On.NOBODY else base), 0.6  # "Köparen ska informeras"
    if cls == "authority" and section == "qualification" and subject.head.lower() in ("kunden", "kunder", "kunderna"):
        return On.TENDERER, 0.7  # a customer that the tenderer refers to
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
    if cls == "beneficiary" and _FEELS.match(rest):
        return On.NOBODY, 0.6  # "Patienten ska känna sig trygg": a goal
    return _thing(subject, cls, rest, text, section, base)


def _of_authority(subject: Subject, names: Names) -> bool:
    """Does the subject belong to the authority and act ("Kommunens kontaktcenter", not "Kommunens lokaler")?"""
    first = subject.phrase.split()[0] if subject.phrase else ""
    if not first.endswith("s") or names.class_of(first.removesuffix("s")) != "authority":
        return False
    return _ACTING.search(subject.head) is not None or names.class_of(subject.head) == "person"


def retold(text: str) -> bool:
    """Does the sentence retell law or a decision before its marker?"""
    return cues.plain(cues.load("actors")["retold"]).search(text) is not None


def _agent(rest: str, names: Names) -> str:
    if not _PASSIVE.search(rest):
        return ""
    for match in cues.pattern("actors", "agent").finditer(rest):
        if _ON_REQUEST.search(rest[: match.start()]):
            continue
        cls = names.class_of(match.group(1))
        if cls == "authority" and re.match(r" och (?:leverantör|entreprenör|utförar)", rest[match.end() :]):
            return "mutual"
        if is_party(cls):
            return cls
    return ""


def _tenderer(rest: str, text: str, section: str, asked: bool) -> tuple[On, float]:
    handed = asked or cues.pattern("actors", "tender_verbs").search(rest[:40]) is not None
    if section == "contract":
        told = asked or cues.pattern("actors", "answer_verbs").match(rest.lstrip(" ,:"))
        return (On.TENDERER, 0.7) if told else (On.SUPPLIER, 0.8)
    if section == "specification":
        if cues.pattern("actors", "contract_time").search(text):
            return On.SUPPLIER, 0.8
        has = cues.pattern("actors", "possession").match(rest.lstrip(" ,:"))
        has = has if has and not cues.pattern("actors", "possession_not").search(rest[:50]) else None
        return (On.TENDERER, 0.8) if handed or has else (On.SUPPLIER, 0.7)
    return On.TENDERER, 0.95


def _supplier(rest: str, text: str, section: str, base: On) -> tuple[On, float]:
    if section in ("qualification", "exclusion", "admin", "evaluation"):
        if cues.pattern("actors", "contract_time").search(text):
            return On.SUPPLIER, 0.7
        return On.TENDERER, 0.75
    if section in ("specification", "unknown", "background") and cues.pattern("actors", "qualities").match(
        rest.lstrip(" ,")
    ):
        return On.TENDERER, 0.6
    return On.SUPPLIER, 0.95


def _person(subject: Subject, rest: str, text: str, section: str, base: On) -> tuple[On, float]:
    if section == "contract":
        return On.SUPPLIER, 0.9
    offered = _OFFERED.search(subject.phrase) or _CONSULT.match(subject.head) or section == "qualification"
    has = cues.pattern("actors", "possession").match(
        re.sub(r"^[\s,:]*(?:\w+ )?(?=ha\b|vara\b)", "", rest).lstrip(" ,:")
    )
    if has and cues.pattern("actors", "possession_not").search(rest[:50]):
        has = None
    if section == "unknown" and _DONE.match(rest):
        return On.TENDERER, 0.7  # "Platschefen ska ha lett": shown with the tender
    if offered and (has or section in ("qualification", "admin", "evaluation")):
        if cues.pattern("actors", "contract_time").search(text):
            return On.SUPPLIER, 0.7
        return On.TENDERER, 0.8
    if section in ("qualification", "admin", "evaluation"):
        return base, 0.7
    return On.SUPPLIER, 0.8


def _thing(subject: Subject, cls: str, rest: str, text: str, section: str, base: On) -> tuple[On, float]:
    if cues.pattern("actors", "of_authority").fullmatch(subject.head):
        return On.AUTHORITY, 0.6
    if _INVOICE.match(subject.head) and _PAID.match(rest):
        return On.AUTHORITY, 0.7
    if cls == "plan_thing" and section != "contract":
        return On.NOBODY, 0.6
    if section in ("background", "definitions"):
        if section == "definitions" or _PLAN.search(rest):
            return On.NOBODY, 0.6
        base = On.SUPPLIER
    if cls == "contract_thing" and re.match(r"\s*(?:\w+ ){0,2}gälla\b", rest):
        return On.SUPPLIER, 0.7
    if cls == "work_thing" and base is On.TENDERER and _PERFORMED.match(rest):
        return On.SUPPLIER, 0.7  # "Tjänsterna ska utföras i tre kommundelar"
    if cls == "tender_thing" and section != "contract" and _TENDER_HEAD.match(subject.head):
        return On.TENDERER, 0.9
    if cues.pattern("actors", "contract_time").search(text) and base is On.TENDERER and cls != "tender_thing":
        relied = subject.head.lower().startswith("åtagande") and "åberopa" in text
        return (On.TENDERER if relied else On.SUPPLIER), 0.6
    return base, 0.7
