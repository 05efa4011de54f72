"""The subject of a marker's clause by word order, and the names that a document gives its parties."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from upplint.documents.model import BlockKind, Document
from upplint.requirements import cues
from upplint.requirements.clauses import Hit, is_finite

_WORD = re.compile(r"[^\W\d_][\w-]*(?:/[\w-]+)?", re.UNICODE)
_JOINED = re.compile(r"(?:^|[\s,;])(?:och|samt|men|utan)\s*$", re.IGNORECASE)
_EXPLETIVE = frozenset({"det"})
#: Pronouns that take the party of the requirement before.
PRONOUNS = frozenset({"denne", "detta", "den", "de", "dessa", "han", "hon", "hen", "dem"})
_BREAK = frozenset({"om", "när", "som", "att", "av", "enligt", "där", "eller"})
_NAMED = re.compile(r"\((?:nedan|härefter|fortsättningsvis|kallad|benämnd|[”\"'])", re.IGNORECASE)
#: "ska den genast meddela": a pronoun, not the article of a noun ("ska den antagna leverantören").
_PRONOUN = re.compile(
    r"\s*(?P<word>den|de|denne|dessa|han|hon|hen) (?:(?:genast|omedelbart|också|även|i|på|utan|skriftligen|då|därför|"
    r"inte|alltid|snarast|själv|vid|senast)|\w+[^nd\W]a) (?P<next>\w+)",
    re.IGNORECASE,
)
_PARTIES = frozenset({"tenderer", "supplier", "authority", "mutual", "person"})


def _words(key: str) -> frozenset[str]:
    return cues.word_set("grammar", key)


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
    first = word.partition("/")[0]
    for name, pattern in cues.actor_classes():
        if name != "work_thing" and pattern.match(first):
            return name
    return "work_thing"


class Names:
    """The names that a document gives its parties.

    Args:
        document: read for "nedan kallad Beställaren", and for the name under "Upphandlande myndighet".
    """

    def __init__(self, document: Document) -> None:
        self.authority = frozenset(_authority_names(document))
        self.supplier = _party_headings(document)

    def class_of(self, word: str) -> str:
        """As `class_of`, with the document's own names."""
        low = word.lower()
        if low in self.authority or (low.endswith("s") and low[:-1] in self.authority):
            return "authority"
        if self.supplier and any(low.startswith(stem) for stem in self.supplier):
            return "supplier"
        return class_of(word)


def _party_headings(document: Document) -> tuple[str, ...]:
    """Stems of words that a heading makes the supplier ("Krav på organisationen")."""
    pattern = cues.plain(cues.load("actors")["party_heading"])
    found = (pattern.match(b.text) for b in document.blocks if b.kind is BlockKind.HEADING)
    return tuple(dict.fromkeys(m.group("party").lower() for m in found if m))


def _authority_names(document: Document) -> Iterable[str]:
    data = cues.load("actors")["authority_names"]
    opener = cues.plain(rf"^(?:{data['headings']})\b")
    suffix = re.compile(rf"^(.{{2,60}}?)\s+(?:{data['suffix']})\b")
    definition = re.compile(data["definition"], re.IGNORECASE)
    state = re.compile(data["state"])
    found: set[str] = set()
    take = 0
    for block in document.blocks[:400]:
        for match in state.finditer(block.text):
            found.update(_short_forms(match.group(1), match.group(2), data["definite"][match.group(2)]))
        if opener.match(block.text) and len(block.text) < 140:
            take = 3
        elif take:
            take -= 1
        if take:
            found.update(_names_in(block.text, suffix))
        if "(" in block.text and len(block.text) < 600 and _NAMED.search(block.text):
            for match in definition.finditer(block.text):
                found.update(_first_names(match.group(1)))
    return found


def _short_forms(name: str, tail: str, ending: str) -> set[str]:
    """What "Statens havsinspektion" is called later: "inspektionen", "havsinspektionen"."""
    definite = ending[1:] if ending.startswith("-") else tail + ending
    return {definite, name[: len(name) - len(tail)].lower() + definite}


def _names_in(text: str, suffix: re.Pattern[str]) -> set[str]:
    match = suffix.match(re.sub(r"^.*?(?:organisation|myndighet|beställare|köpare|är)\s+(?=[A-ZÅÄÖ])", "", text))
    return _first_names(match.group(1)) if match else set()


def _first_names(text: str) -> set[str]:
    words = text.split(maxsplit=1)
    word = words[0] if words else ""
    low = word.strip(',.;:”"').lower()
    return {low} if len(low) > 3 and word[:1].isupper() and low not in _words("openers") | _words("adverbs") else set()


def find_subject(text: str, hit: Hit, names: Names) -> Subject:
    """The subject of a marker's clause: behind the verb in inverted order, else before it.

    Args:
        text: the sentence. hit: the marker. names: the document's own names.
    """
    before = text[hit.clause : hit.start].strip(" ,")
    inside = _party_in(text[hit.start : hit.end], names)
    after = _after(text[hit.end :], names)
    words = [w.group() for w in _WORD.finditer(before)]
    if not words and hit.clause and not is_party(after.cls) and _JOINED.search(text[: hit.clause]):
        return _shared(text[: hit.clause], names) or after  # "Köparen har rätt att ändra, men får inte ..."
    inverted = not words or words[0].lower() in _words("openers")
    front = _head_of(before, names) if not inverted else NOBODY
    if inside is not None and not (hit.marker.kind == "option" and is_party(front.cls)):
        return inside
    if not inverted:
        if front.head.lower() in _EXPLETIVE:
            return after if after.head else front
        if front.cls in ("tenderer", "supplier", "authority", "person", "mutual") or not is_party(after.cls):
            return front
        return after if _adverbial(words) else front
    return after


def _shared(before: str, names: Names) -> Subject | None:
    """The subject of the clause before, where it begins with a party and so is the subject of the next one too."""
    words = [w.group() for w in _WORD.finditer(before)]
    for i, word in enumerate(words):
        if i and is_finite(word):
            head = words[i - 1]
            cls = names.class_of(head)
            first = words[0].lower() in _words("openers")
            return Subject(head, head, cls) if is_party(cls) and not first and not _genitive(head.lower()) else None
    return None


def party_before(text: str, names: Names) -> str:
    """The class of the first party that a text names as such (not "leverantörens ..."), empty where it names none."""
    for match in _WORD.finditer(text):
        cls = names.class_of(match.group())
        if is_party(cls) and not _genitive(match.group().lower()) and match.group().lower() not in PRONOUNS:
            return cls
    return ""


def _adverbial(words: list[str]) -> bool:
    return all(w.lower() in _words("adverbs") | _words("openers") for w in words)


def _definite(word: str) -> bool:
    return len(word) > 5 and word.endswith(("en", "et", "erna", "arna", "orna"))


def _genitive(word: str) -> bool:
    return word.endswith("s") and word not in ("parts", "annans")


def is_party(cls: str) -> bool:
    """Is the class one of those that can have duties?"""
    return cls in _PARTIES


def _party_in(text: str, names: Names) -> Subject | None:
    words = list(_WORD.finditer(text))
    long = len(words) > 2 and words[1].group().lower() in ("den", "en")
    for match in words[1 : 4 if long else 3]:
        cls = names.class_of(match.group())
        if is_party(cls) and match.group().lower() not in PRONOUNS:
            return Subject(match.group(), match.group(), cls)
    return None


def _after(text: str, names: Names) -> Subject:
    """The subject behind the verb: the first noun behind determiners and adverbs."""
    count, previous = 0, ""
    pronoun = _PRONOUN.match(text)
    if pronoun and not is_party(names.class_of(pronoun.group("next"))):
        return Subject(pronoun.group("word"), pronoun.group("word"), "")
    for match in _WORD.finditer(text):
        word = match.group()
        low = word.lower()
        if low in _words("adverbs"):
            continue
        if count and low in _BREAK:
            break
        cls = names.class_of(word)
        if cls == "work_thing" and _definite(low) and previous not in _words("stops"):
            return Subject(word, word, cls)
        previous = low
        if is_party(cls) and _genitive(low):
            continue  # "köparens villkor": the villkor are spoken of
        if is_party(cls):
            return Subject(word, word, cls)
        if cls not in ("work_thing", "plan_thing") and not low.endswith(("era", "as")):
            return Subject(word, word, cls)
        count += 1
        if count > 4 or low in _words("stops") - {
            "på",
            "i",
            "för",
            "med",
            "vid",
            "efter",
            "under",
            "till",
            "utan",
            "om",
        }:
            break
    others = (w.group() for w in _WORD.finditer(text) if w.group().lower() not in _words("adverbs"))
    first = next((w for w in others if not (_genitive(w.lower()) and is_party(names.class_of(w)))), "")
    return Subject(first, first, names.class_of(first) if first and not first.lower().endswith("a") else "")


def _head_of(phrase: str, names: Names) -> Subject:
    """The head of a noun phrase: the last word before a preposition or relative clause."""
    head = ""
    for match in _WORD.finditer(phrase):
        word = match.group()
        if word.lower() in _words("stops") and head:
            break
        if head and phrase[: match.start()].rstrip().endswith(",") and is_party(names.class_of(head)):
            break
        head = word
    return Subject(phrase, head, names.class_of(head) if head else "")
