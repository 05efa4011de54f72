"""Law citations against the regime of the procurement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
