"""Law citations against the regime of the procurement."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from upplint.engine.checks import check
from upplint.engine.context import Context, Match

#: Chapter of LOU -> the only regime in which it applies.
_CHAPTERS = {"19": "B", "19a": "C"}
_APPLIES = {
    "sv": {
        "B": "vid annonserad upphandling under tröskelvärdet eller av tjänster i bilaga 2",
        "C": "vid direktupphandling",
    },
    "en": {
        "B": "to advertised procurement below the threshold or of services in annex 2",
        "C": "to direct awards",
    },
}
_MADE = {
    "sv": {"A": "som en direktivstyrd upphandling", "B": "enligt 19 kap.", "C": "som en direktupphandling"},
    "en": {"A": "under the directive-based rules", "B": "under chapter 19", "C": "as a direct award"},
}


@check(values=("cited", "right"), params=("more",))
def wrong_number(context: Context, params: Mapping[str, Any]) -> Iterator[Match]:
    """An act is cited by its name with a number that is not its own: "säkerhetsskyddslagen (1996:627)".

    Params: `more`, acts beside those of the lexicon, as "name number". Values: the words of the text, and the act's
    name with its number. Amendments ("i dess lydelse enligt ...") are not looked at.
    """
    acts = _numbered_acts(tuple(str(a) for a in params["more"]))
    for view in context.text_views():
        for sentence in view.analysis.sentences:
            if ":" not in sentence.text or not view.lintable(sentence):
                continue
            for found in _NUMBERED.finditer(sentence.text):
                said = found["name"] or f"lagen om {found['about']}"
                known = next((n for n in acts if _is_name(n, said.lower(), bool(found["about"]))), None)
                group = "first" if found["first"] else "second"
                if known is None or found[group] in acts[known]:
                    continue
                values = {
                    "cited": " ".join(sentence.text[found.start() : found.end(group) + 1].split()),
                    "right": f"{known} ({acts[known][0]})",
                }
                start, end = sentence.start + found.start(), sentence.start + found.end(group) + 1
                yield Match(view.number, start, end, values=values)


_NUMBERED = re.compile(
    r"(?:(?P<name>\b(?:[a-zåäöA-ZÅÄÖ]+- och )?[a-zåäöA-ZÅÄÖ]*(?:lagen|förordningen|balken))"
    r"\s*\((?P<first>\d{4}:\d{1,4})\)"
    r"(?!\s+om\b)|\b[Ll]agen\s*\((?P<second>\d{4}:\d{1,4})\)\s+om\s+(?P<about>[a-zåäö -]{6,80}))"
)


_SFS = re.compile(r"\d{4}:\d{1,4}")


def _is_name(known: str, said: str, open_ended: bool) -> bool:
    """Is this the act? What follows "lagen (...) om" may run on behind the act's name."""
    return said == known or (open_ended and said.startswith(f"{known} ")) or (open_ended and said.strip() == known)


@cache
def _numbered_acts(more: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Names of acts in lower case and the numbers they may have."""
    from upplint.language.lexicon import read_table

    acts: dict[str, tuple[str, ...]] = {}
    for row in read_table("acts"):
        for name in filter(None, row["names"].split("|")):
            if _SFS.fullmatch(row["sfs"]):
                acts[name] = (*acts.get(name, ()), row["sfs"])
    for entry in more:
        name, _, number = entry.rpartition(" ")
        acts[name.lower()] = (*acts.get(name.lower(), ()), number)
    return dict(sorted(acts.items(), key=lambda a: -len(a[0])))


@check(values=("cited", "applies", "regime"))
def other_regime(context: Context, params: Mapping[str, Any]) -> Iterator[Match]:
    """A paragraph of 19 or 19 a kap. LOU is cited in a procurement to which that chapter does not apply.

    Silent when the regime is not decided. Values: the citation, where its chapter applies, and the regime.
    Source: LOU 1 kap. 4 §, 19 kap. 1 §, 19 a kap. 1 §.
    """
    del params
    regime = context.regime
    if regime not in _MADE["sv"]:
        return
    for view in context.text_views():
        text = view.document.text
        if "19" not in text:
            continue
        for sentence in view.analysis.sentences:
            if "19" not in sentence.text or not view.lintable(sentence):
                continue
            for citation in view.analysis.citations(sentence):
                chapter = (citation.chapter or "").replace(" ", "")
                home = _CHAPTERS.get(chapter)
                if citation.law != "LOU" or home is None or home == regime or not citation.paragraphs:
                    continue
                start, end = sentence.start + citation.start, sentence.start + citation.end
                values = {
                    "cited": " ".join(citation.text.split()),
                    "applies": _APPLIES[context.language][home],
                    "regime": _MADE[context.language][regime],
                }
                yield Match(view.number, start, end, values=values)
