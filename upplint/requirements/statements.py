"""Sentences that bind the supplier's side without being read as a requirement: "Konsulten innehar certifikat i ...".

`extract` is careful with sentences that hold no word of duty, since most of them only tell. A rule that looks for the
words of a barrier knows more: where "certifierad enligt ISO 9001" stands, the sentence binds unless it is a wish,
speaks of the authority, of a case or of the past, or stands where the background is told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from upplint.documents.model import Block
from upplint.language.analysis import Sentence
from upplint.requirements import cues
from upplint.requirements.model import Force, On, Requirement
from upplint.requirements.subjects import Names, is_party

_WORD = re.compile(r"[^\W\d_][\w-]*", re.UNICODE)
_LONGEST = 60  # words of a sentence that is read as one statement
_OURS = (On.TENDERER, On.SUPPLIER)


def binds(sentence: Sentence, block: Block, requirements: Sequence[Requirement], section: str, names: Names) -> bool:
    """Must what the sentence says hold for the tenderer, the supplier, its staff or its goods?

    Args:
        sentence, block: where it stands.
        requirements: those read in the sentence.
        section: type of its section, as `section_types` gives it.
        names: of the document.
    """
    ours = [r for r in requirements if r.on in _OURS]
    if any(r.force is Force.MUST for r in ours):
        return not _only_case(sentence.text)
    if any(r.force is Force.MAY for r in ours):
        return cues.words(cues.load("statements")["exclusive"]).search(sentence.text) is not None
    return not requirements and _states(sentence.text, block, section, names)


def _only_case(text: str) -> bool:
    """Does a sentence without a word of duty speak of a case: "Om leverantören är certifierad bifogas beviset"?"""
    case = cues.plain(rf"^(?:{cues.load('statements')['case']})\b").match(text)
    return case is not None and not cues.pattern("present", "words_of_duty").search(text)


def _states(text: str, block: Block, section: str, names: Names) -> bool:
    data = cues.load("statements")
    if section in data["silent_sections"] or len(text.split()) > _LONGEST:
        return False
    if cues.words(data["wish"]).search(text) or cues.words(data["told"]).search(text):
        return False
    if text.rstrip().endswith("?") and block.answer is None:
        return False
    if cues.plain(rf"^(?:{data['case']})\b").match(text):
        return False
    return not _of_authority(text, names)


def _of_authority(text: str, names: Names) -> bool:
    """Is the first party named the authority or what it owns, other than as a place or as the one who demands?"""
    data = cues.load("statements")
    previous = ""
    for match in _WORD.finditer(text):
        word = match.group()
        cls = names.class_of(word)
        if cls != "authority" and word.lower().endswith("s"):
            owner = names.class_of(word[:-1])
            cls = owner if owner == "authority" else cls
        if is_party(cls) and previous not in data["before_place"]:
            if cls != "authority":
                return False
            return cues.words(data["demands"]).search(text, match.end(), match.end() + 40) is None
        previous = word.lower()
    return False
