"""Swedish abbreviations: which there are, what they stand for, and which a text leaves unexplained.

The lists are data: `rules/lexicon/abbreviations.tsv` (words cut short, with full stops) and
`rules/lexicon/initialisms.tsv` (capitals such as LOU and ESPD).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from upplint.language.lexicon import read_table

End = Literal["never", "may", "lower", "nodot"]


@cache
def _ends() -> dict[str, End]:
    return {row["form"].replace(" ", ""): row["end"] for row in read_table("abbreviations")}  # type: ignore[misc]


def sentence_end(form: str) -> End | None:
    """How a full stop after `form` (lower case, with its stops, without blanks) behaves at a sentence's end.

    `never`: it never ends a sentence. `may`: it ends one when a capital follows. `lower`: it is an abbreviation
    only when no capital follows, else an ordinary word. `None`: not an abbreviation.
    """
    return _ends().get(form)


@cache
def _expansions() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in read_table("abbreviations"):
        form = row["form"].lower()
        for key in (form, form.rstrip("."), form.replace(" ", ""), form.replace(" ", "").rstrip(".")):
            found.setdefault(key, row["expansion"])
    return found


@cache
def _capitals() -> dict[str, tuple[str, str]]:
    return {row["form"]: (row["expansion"], row["group"]) for row in read_table("initialisms")}


ABBREVIATIONS: frozenset[str] = frozenset(row["form"] for row in read_table("abbreviations") if row["end"] != "nodot")
"""The abbreviations that are written with a full stop, as they are written (`bl.a.`, `enl.`, `m. fl.`)."""


def expansion(abbr: str) -> str | None:
    """What an abbreviation stands for: `t.ex.`, `t ex` -> `till exempel`, `LOU` -> the act. `None` when unknown.

    Capitals are looked up as written, others without regard to case.
    """
    word = abbr.strip()
    if word in _capitals():
        return _capitals()[word][0]
    return _expansions().get(word.lower())


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """An abbreviation in capitals that a text uses.

    Attributes:
        start, end: characters of its first use.
        form: as written, without a hyphenated second part (`PUB` in `PUB-avtal`).
        expansion: what the text itself says it stands for, else what the lexicon says, else `None`.
        explained: the text expands it at its first use or before.
        known: needs no explanation (EU, AB, PDF ...).
        uses: how many times the text has it.
    """

    start: int
    end: int
    form: str
    expansion: str | None
    explained: bool
    known: bool
    uses: int


_CAPITALS = re.compile(r"(?<![\w.&/-])(?:[A-ZÅÄÖ]{2,6}|[A-ZÅÄÖ][a-zåäö]?[A-ZÅÄÖ]{1,4}|SaaS|PaaS|IaaS)(?![\w&]|\.\w)")
_ROMAN = re.compile(r"[IVXLC]+$")
_QUOTES = "\"”“»«'’"
_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*", re.UNICODE)


def _stands_for(form: str, phrase: str) -> bool:
    """Do the letters of `form` start the words of `phrase`, or run through it from its first letter?"""
    words = [w.lower() for w in _WORDS.findall(phrase) if w not in ("AB", "HB", "KB")]
    if not words:
        return False
    letters = form.lower()
    minor = {"om", "och", "för", "i", "av", "på", "med", "till", "den", "det", "en", "ett", "of", "the", "vid"}
    initials = "".join(w[0] for w in words)
    weighty = "".join(w[0] for w in words if w not in minor)
    if letters in (initials, weighty):
        return True
    # Letters in order inside compounds: Arbetsmiljölagen (AML), personuppgiftsbiträdesavtal (PUB).
    if len(words) > 2 or letters[0] != words[0][0] or len(phrase) < 2 * len(letters):
        return False
    rest = iter("".join(words))
    return all(letter in rest for letter in letters)


def _alike(form: str, phrase: str) -> bool:
    """A looser test for a bracket right after the form: several words, the first and the last with its letters."""
    words = _WORDS.findall(phrase)
    return len(words) > 1 and words[0][0].lower() == form[0].lower() and words[-1][0].lower() in form.lower()


def _before(text: str, start: int, form: str) -> str | None:
    """The phrase in front of a bracket that opens at `start` which `form` abbreviates."""
    window = text[max(0, start - 160) : start]
    cut = max(window.rfind(mark) for mark in (". ", ": ", "; ", "\n\n"))
    words = list(_WORDS.finditer(window, max(cut, 0)))
    for first in range(len(words) - 1, max(len(words) - 12, 0) - 1, -1):
        phrase = window[words[first].start() :].strip().rstrip(",")
        if ")" in re.sub(r"\(\d{4}:\d+\)", "", phrase):
            return None
        if _stands_for(form, re.sub(r"\(\d{4}:\d+\)", "", phrase)):
            return phrase
    return None


def _explained_at(text: str, match: re.Match[str]) -> str | None:
    form = match.group()
    left = text[: match.start()].rstrip(_QUOTES + " \u00a0")
    right = re.sub(r"^-\w+", "", text[match.end() : match.end() + 200]).lstrip(_QUOTES)
    if left.endswith("(") and right[:1] in (")", ",", " "):
        return _before(text, len(left) - 1, form)
    opened = re.match(r"\s*\(([^()]{4,120})\)", right)
    if opened and not opened[1][0].isdigit() and (_stands_for(form, opened[1]) or _alike(form, opened[1])):
        return opened[1].strip(_QUOTES + " ")
    said = re.match(r"\s*(?:=|står för|betyder|är en förkortning (?:av|för)|utläses|–|-)\s+([^.,;()\n]{4,100})", right)
    if said and _stands_for(form, said[1]):
        return said[1].strip(_QUOTES + " ")
    called = re.search(r"(?:förkorta[ts]\w*|nedan(?: kallad\w*| benämnd\w*)?|i det följande)\s*$", left)
    if called:
        return _before(text, called.start(), form) or (expansion(form) if form in _capitals() else None)
    return None


def find_abbreviations(text: str) -> tuple[Abbreviation, ...]:
    """The abbreviations in capitals of a text, in order of first use, each once.

    An abbreviation counts as explained when the text expands it in a bracket before or after it
    ("lagen om offentlig upphandling (LOU)", "LOU (lagen om ...)"), by `=`, "står för", "förkortat" or
    "nedan", at its first use or before that. Headings set in capitals, Roman numbers and codes with digits
    (AFB.22, AB 04) are left out.
    """
    first: dict[str, tuple[int, int]] = {}
    uses: dict[str, int] = {}
    said: dict[str, tuple[int, str]] = {}
    for match in _CAPITALS.finditer(text):
        form = match.group()
        if _ROMAN.match(form) or len(set(form)) == 1 or _in_capitals(text, match):
            continue
        numbered = re.match(r"[ \u00a0]?\d", text[match.end() : match.end() + 2])
        if numbered and _capitals().get(form, ("", ""))[1] != "law":
            continue  # AB 04, ISO 9001: a code
        first.setdefault(form, match.span())
        uses[form] = uses.get(form, 0) + 1
        if form not in said and (phrase := _explained_at(text, match)):
            said[form] = (match.start(), phrase)
    found = []
    for form, (start, end) in first.items():
        own = said.get(form)
        listed = _capitals().get(form)
        found.append(
            Abbreviation(
                start=start,
                end=end,
                form=form,
                expansion=own[1] if own else (listed[0] if listed else None),
                explained=bool(own and own[0] <= start),
                known=bool(listed and listed[1] == "known"),
                uses=uses[form],
            )
        )
    return tuple(found)


def _in_capitals(text: str, match: re.Match[str]) -> bool:
    """Is the word part of a run of capitals (a heading set in capitals)?"""
    around = text[max(0, match.start() - 25) : match.end() + 25]
    words = [w for w in _WORDS.findall(around) if len(w) > 1]
    return len(words) >= 3 and sum(w.isupper() for w in words) > 0.7 * len(words)
