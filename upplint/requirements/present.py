"""Duties in the plain present, read from the parsed clause: "Behandlande personal är legitimerad".

Handbooks of choice systems, contracts and letters often have no word of duty at all: the clause binds because of where
it stands and of whom it speaks. The parser gives the main verb and its subject; the class of the subject, the kind of
verb, the section and how its chapter speaks decide. What the authority does, what only is, and what was, binds nobody.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from upplint.documents.model import Block, BlockKind, Document
from upplint.language.analysis import Analysis
from upplint.requirements import cues
from upplint.requirements.clauses import governor
from upplint.requirements.model import On
from upplint.requirements.sections import default_on
from upplint.requirements.subjects import Names

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj"})
_OURS = frozenset({"tenderer", "supplier", "person", "mutual"})
_LIKE_VERB = re.compile(r"[^\W\d_]{2,}(?:r|s)\b|\b(?:är)\b")
_TOLD = frozenset({"det", "vi", "man", "detta", "där", "som"})
_WORD = re.compile(r"[^\W\d_]+")
_TENDER_SECTIONS = frozenset({"qualification", "admin", "exclusion"})


@dataclass(frozen=True, slots=True)
class Present:
    """A duty in the plain present: its verb, and whose duty it is."""

    cue: str
    on: On


@cache
def _data() -> dict[str, Any]:
    return dict(cues.load("present"))


@cache
def _pattern(key: str) -> re.Pattern[str]:
    return cues.words(_data()[key])


@cache
def _set(key: str) -> frozenset[str]:
    return frozenset(_data()[key])


@cache
def _describing() -> frozenset[str]:
    return frozenset(cues.load("markers")["norms"]["describing"])


def fine(text: str, section: str) -> bool:
    """A row that says what a breach costs: "Förlorad nyckel: 5 000 kronor"."""
    return section in ("contract", "specification", "unknown") and bool(cues.plain(_data()["fine_rows"]).search(text))


def may_bind(text: str, section: str) -> bool:
    """Could the sentence state a duty in the plain present? Cheap: says which sentences are worth parsing."""
    if (
        section not in _data()["sections"]
        or not text[:1].isupper()
        or "[" in text
        or text.rstrip().endswith(("?", ":"))
    ):
        return False
    count = text.count(" ") + 1
    if not 2 <= count <= _data()["longest"] or not _LIKE_VERB.search(text):
        return False
    return not (_pattern("telling").search(text) or _pattern("words_of_duty").search(text))


class Styles:
    """How the chapters of a document speak, and which of them only tell.

    Args:
        document, analysis: as read. sections: type of each block's section. names: of the document.
    A chapter is what stands under one heading above the innermost.
    """

    def __init__(self, document: Document, analysis: Analysis, sections: Sequence[str], names: Names) -> None:
        counts: dict[tuple[int, ...], list[int]] = {}
        duty = _pattern("words_of_duty")
        self._sections = sections
        for block in document.blocks:
            if block.kind is BlockKind.HEADING:
                continue
            for sentence in analysis.sentences_of(block):
                words = _WORD.findall(sentence.text)
                if len(words) > 3:
                    pair = counts.setdefault(_chapter(block), [0, 0, 0])
                    pair[0] += bool(duty.search(sentence.text))
                    pair[1] += any(names.class_of(w) in _OURS for w in words)
                    pair[2] += 1
        self._counts = counts

    def plain(self, block: Block) -> bool:
        """Does the chapter of the block state its duties in the plain present?"""
        modal, party, every = self._counts.get(_chapter(block), [1, 0, 1])
        known = self._sections[block.index] != "unknown"
        return modal <= every * float(_data()["most_modal"]) and (known or party >= every * _data()["least_party"])

    def tells(self, block: Block) -> bool:
        """Is it a section of no kind of its own in a chapter that tells of the background?"""
        if self._sections[block.index] != "unknown":
            return False
        return not block.section or any(self._sections[i] in ("background", "definitions") for i in block.section)


def _chapter(block: Block) -> tuple[int, ...]:
    return block.section[:-1] if len(block.section) > 1 else block.section


def judge(doc: Doc, text: str, section: str, names: Names, *, plain: bool) -> Present | None:
    """The duty that a sentence states in the plain present, None where it states none.

    Args:
        doc: the sentence, parsed. text: as written. section: its type. names: of the document.
        plain: its chapter states its duties in the plain present.
    """
    roots = [t for t in doc if t.dep_ == "ROOT"][:1]
    clauses = roots + [c for r in roots for c in r.children if c.dep_ == "conj" and _finite(c) is not None]
    for root in clauses:
        verb = _finite(root)
        subject = _subject(root, verb) if verb is not None else None
        if subject is None and verb is not None and root is not roots[0]:
            subject = _subject(roots[0], verb)
        if verb is None or subject is None or _aside(text, verb.idx):
            continue
        found = _clause(_Clause(doc, text, section, root, verb, subject), names, plain)
        if found is not None:
            return found
    return None


def _aside(text: str, start: int) -> bool:
    """Does the verb stand in a clause of condition or a relative one, whatever the parser says?"""
    clause, under = governor(text, start)
    if under in ("condition", "relative", "question", "that", "purpose") and "," not in text[clause:start]:
        return True
    return _pattern("status").search(text[:start]) is not None  # "... har rätt till ersättning om ändringen medför"


@dataclass(frozen=True, slots=True)
class _Clause:
    """A main clause: its sentence, section, head, finite verb and subject."""

    doc: Doc
    text: str
    section: str
    root: Token
    verb: Token
    subject: Token

    @property
    def word(self) -> str:
        return str(self.verb.lower_)

    @property
    def rest(self) -> str:
        return self.text[self.verb.idx :]


def _clause(clause: _Clause, names: Names, plain: bool) -> Present | None:
    subject, verb, word, section = clause.subject, clause.verb, clause.word, clause.section
    if subject.lower_ in _TOLD or word.endswith(("des", "tes", "evs")):
        return None
    cls = _class(subject, names)
    if cls == "authority" or (_passive(verb) and word != "omfattas" and _by_another(clause, names)):
        return None
    if subject.lower_ == "den":
        return Present(verb.text, On.TENDERER) if _handed(word) and section in _TENDER_SECTIONS else None
    on = _on(cls, word, section, clause.text)
    if cls in _OURS:
        return Present(verb.text, on) if _party(clause, cls) else None
    if "Sup" in clause.root.morph.get("VerbForm", []) or _pattern("rough").search(clause.text) or _procedural(subject):
        return None
    if not _passive(verb) and any(_owner(c, names) == "authority" for c in subject.children):
        return None  # what the authority has
    if cls == "beneficiary":
        bound = plain and _beneficiary(clause)
    elif section in _TENDER_SECTIONS or (cls == "tender_thing" and section == "unknown"):
        bound = _of_tender(clause, cls, names)
    else:
        bound = _thing(clause, cls, plain)
    return Present(verb.text, on) if bound else None


def _by_another(clause: _Clause, names: Names) -> bool:
    """Is the agent of a passive somebody else than the supplier's side ("av kommunens kök", "av den enskilde")?"""
    if _pattern("agents_of_authority").search(clause.rest):
        return True
    for by in clause.doc[clause.verb.i + 1 :]:
        if by.lower_ != "av" or by.head.i < by.i or by.head.pos_ not in ("NOUN", "PROPN", "ADJ"):
            continue
        cls = names.class_of(by.head.text)
        if cls == "authority" or _pattern("bodies").fullmatch(by.head.text):
            return True
        if by.head.head is clause.root and by.nbor(-1).pos_ != "NOUN":
            return cls not in _OURS
    return False


def _finite(root: Token) -> Token | None:
    """The finite verb of a clause, by its head, where it stands in the present."""
    if _bare_passive(root):
        return root
    finite = [t for t in (root, *root.children) if "Fin" in t.morph.get("VerbForm", []) and (t is root or _helps(t))]
    verb = min(finite, key=lambda t: t.i) if finite else None
    return verb if verb is not None and "Pres" in verb.morph.get("Tense", []) else None


def _bare_passive(root: Token) -> bool:
    """A passive in -as tagged as an infinitive, which it cannot be without "att" or a helping verb."""
    alone = not any(_helps(c) or c.lower_ == "att" for c in root.children)
    return alone and root.text.islower() and root.lower_.endswith("as") and "Inf" in root.morph.get("VerbForm", [])


def _helps(token: Token) -> bool:
    return token.dep_ in ("cop", "aux", "aux:pass")


def _subject(root: Token, verb: Token) -> Token | None:
    found = [t for t in (*root.children, *verb.children) if t.dep_ in _SUBJECTS]
    near = [t for t in found if t.pos_ in ("NOUN", "PROPN", "PRON", "ADJ", "VERB")] or found
    return min(near, key=lambda t: abs(t.i - verb.i)) if near else None


def _owner(token: Token, names: Names) -> str:
    """The class of a genitive, empty where the word is none."""
    if not token.lower_.endswith("s") or "Gen" not in token.morph.get("Case", []):
        return ""
    return names.class_of(token.lower_.removesuffix("s"))


def _class(subject: Token, names: Names) -> str:
    if subject.lower_ in ("alla", "samtliga", "båda"):
        return "person"
    if subject.lower_ in ("person", "personer", "många", "flera", "vissa", "få"):
        return "work_thing"
    cls = names.class_of(subject.text)
    if _pattern("bodies").fullmatch(subject.text) and cls != "supplier":
        return "authority"
    if cls == "person" and any(_owner(c, names) == "authority" for c in subject.children):
        return "authority"
    return cls


def _on(cls: str, verb: str, section: str, text: str) -> On:
    base = default_on(section)
    base = On.SUPPLIER if base is On.NOBODY else base
    if section == "contract":
        told = cls == "tenderer" and verb in cues.word_set("grammar", "assuring")
        return On.TENDERER if told or (cls == "tenderer" and _pattern("read").search(text)) else On.SUPPLIER
    late = cues.pattern("actors", "contract_time").search(text) is not None
    if cls == "tender_thing" and not late:
        return On.TENDERER
    if cls == "tenderer" and (section != "specification" or verb in cues.word_set("grammar", "tender_presents")):
        return On.SUPPLIER if late or (section == "unknown" and not _handed(verb)) else On.TENDERER
    return On.SUPPLIER if late and base is On.TENDERER else base


def _handed(verb: str) -> bool:
    return verb in _set("handing") or _pattern("handed").fullmatch(verb) is not None


def _passive(verb: Token) -> bool:
    return "Pass" in verb.morph.get("Voice", []) or (
        verb.lower_.endswith("s") and verb.lower_ not in ("finns", "minns")
    )


def _procedural(subject: Token) -> bool:
    return cues.plain(rf"(?:{_data()['of_procedure']})$").match(subject.text) is not None


def _party(clause: _Clause, cls: str) -> bool:
    """The supplier's side as subject: any verb but those that only tell."""
    word, rest = clause.word, clause.rest
    if _pattern("no_answer").match(rest) or (cls == "mutual" and word in ("är", "har")):
        return False
    if word == "har" and _pattern("achieved").match(rest):
        return True
    if word in ("har", "är"):
        return _pattern("status").match(rest) is None
    if word == "finns":
        return "på plats" in rest
    return (cls == "tenderer" and word in _set("handing")) or word not in _set("stative")


def _beneficiary(clause: _Clause) -> bool:
    if clause.section in _TENDER_SECTIONS:
        return False
    passive = _passive(clause.verb) and clause.word not in _set("procedure")
    return passive or _pattern("let_do").match(clause.rest) is not None


def _of_tender(clause: _Clause, cls: str, names: Names) -> bool:
    """What is handed in, and what of the tenderer is asked for, in a chapter of tendering."""
    word = clause.word
    if _pattern("handed").fullmatch(word) or (cls == "tender_thing" and word == "görs"):
        return True
    if cls == "tender_thing":
        return _pattern("tender_is").match(clause.rest) is not None
    if _passive(clause.verb):
        return False
    owners = [_owner(c, names) for c in clause.subject.children]
    return ("tenderer" in owners or "supplier" in owners) and word not in _set("stative") | _set("stative_things")


def _thing(clause: _Clause, cls: str, plain: bool) -> bool:
    """A thing as subject in a chapter of the service or the contract."""
    word, rest, subject = clause.word, clause.rest, clause.subject
    if cls == "plan_thing" or any(_pattern(key).fullmatch(subject.text) for key in ("agreement", "limits")):
        return False
    if _passive(clause.verb):
        if word in _set("procedure"):
            return plain and word in _set("service")
        return plain or word not in _describing()
    if cls == "tender_thing" and word in ("är", "har"):
        return plain and _pattern("tender_is").match(rest) is not None
    if word == "finns":
        return plain and subject.i > clause.verb.i
    if word == "gäller":
        return plain and _pattern("holds").match(rest) is not None
    if word in ("är", "har"):
        return plain and not _defines(clause.root) and not _pattern("status").match(rest)
    if word in _set("prescribing"):
        return True
    return plain and word not in _set("stative") | _set("stative_things")


def _defines(root: Token) -> bool:
    """Is the predicate a noun with an article?"""
    return root.pos_ == "NOUN" and any(c.lower_ in ("en", "ett", "den", "det") for c in root.children)


__all__: Sequence[str] = ("Present", "Styles", "fine", "judge", "may_bind")
