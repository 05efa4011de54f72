"""Two statements of a tender that cannot both hold: roles, parties, frequencies and opposed sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from upplint.documents.model import FURNITURE, Block, BlockKind
from upplint.engine.checks import check
from upplint.engine.context import Context, Match
from upplint.engine.view import View
from upplint.language.analysis import Sentence
from upplint.language.quantities import Quantity, QuantityKind
from upplint.requirements.model import Force, On

_NO_PROSE = FURNITURE | {BlockKind.HEADING, BlockKind.CAPTION, BlockKind.TABLE_ROW}
_ROLE = re.compile(
    r"\broll(?:en)? (?:som )?(?P<role>[A-ZÅÄÖ][a-zåäö]+(?:[ -][a-zåäöA-ZÅÄÖ]+){0,2}?)"
    r"(?=[,.:;)]|\s+(?:ska|skall|måste|krävs|i|med|är)\b|$)"
)
_TIMES = re.compile(r"\b(?:gång|gånger|ggr|ggn)\b|\bg/", re.IGNORECASE)
_ALL_OF = re.compile(
    r"\b(?:[Aa]lla|[Ss]amtliga|[Dd]e)\s+(?P<n>\d{2,3})\s+(?P<noun>[a-zåäö]{9,}?)(?:na|n)?\b(?!\s+(?:som|dagar))"
)
_TRADE = re.compile(
    r"(?:are|arkitekt|ledare|konsult|tekniker|chef|specialist|koordinator|ingenjör|strateg|analytiker|pedagog"
    r"|sköterska|terapeut|biträde|designer|controller|master|kurator|psykolog)(?:en)?\b",
    re.IGNORECASE,
)
_PARTY = re.compile(
    r"\b(?:[Aa]vtalspart|[Aa]vtalstecknare|[Kk]ontraktspart|[Aa]vtalsslutande part)(?:en)?\s+är\s+"
    r"(?P<name>[A-ZÅÄÖ][\wåäö-]+(?: (?:[A-ZÅÄÖ][\wåäö-]+|kommun|region|stad|högskola|universitet|tekniska))*)"
)
_BUYER = re.compile(r"^(?:Köpare|Köparen|Beställare|Beställaren|Kund|Kunden|Uppdragsgivare|Uppdragsgivaren)$")
_ORGANISED = re.compile(r"^(?P<name>[A-ZÅÄÖ][\w åäöÅÄÖé&-]{3,60}?),?\s+(?:org|\()")
_FORMS = frozenset({"ab", "aktiebolag", "kommun", "kommuns", "region", "stad", "nedan", "i"})


@check(values=("role", "heading", "other"))
def wrong_role(context: Context, params: Mapping[str, Any]) -> Iterator[Match]:
    """A requirement that names the role of another section than the one it stands in.

    Values: `role` as named; `heading` of its section; `other` the heading that the role belongs to.
    """
    del params
    for view in context.text_views():
        headings = [b for b in view.document.blocks if b.kind is BlockKind.HEADING]
        for block in running_text(view):
            if not block.section:
                continue
            own = view.document.blocks[block.section[-1]]
            for found in _ROLE.finditer(block.text):
                role = found["role"].lower()
                siblings = [h for h in headings if h.level == own.level and h.section == own.section and h is not own]
                others = [h for h in siblings if role in h.text.lower() and _TRADE.search(h.text)]
                if others and role.split()[-1] not in own.text.lower() and _TRADE.search(own.text):
                    values = {"role": found["role"], "heading": own.text, "other": others[0].text}
                    yield Match(
                        view.number,
                        block.start + found.start(),
                        block.start + found.end(),
                        values=values,
                        also=((view.number, others[0].start, others[0].end),),
                    )


@check(values=("party", "other"))
def two_buyers(context: Context, params: Mapping[str, Any]) -> Iterator[Match]:
    """The invitation names one party of the contract, the contract another.

    Values: `party` as the invitation has it, `other` as the contract has it.
    """
    del params
    stated = [
        (view, block.start + m.start(), block.start + m.end(), m["name"])
        for view in context.text_views()
        for block in running_text(view)
        for m in _PARTY.finditer(block.text)
    ]
    if not stated:
        return
    for view in context.text_views():
        for block in running_text(view):
            heading = view.document.blocks[block.section[-1]].text if block.section else ""
            found = _ORGANISED.match(block.text) if _BUYER.match(heading.strip()) else None
            if found is None:
                continue
            for other, start, end, name in stated:
                if not (_core(name) <= _core(found["name"]) or _core(found["name"]) <= _core(name)):
                    place = (view.number, block.start + found.start("name"), block.start + found.end("name"))
                    again = tuple((v.number, a, b) for v, a, b, n in stated if _core(n) == _core(name) and a != start)
                    values = {"party": name, "other": found["name"]}
                    yield Match(other.number, start, end, values=values, also=(place, *again))
                    return


@check(values=("first", "second"), params=("verbs",))
def two_frequencies(context: Context, params: Mapping[str, Any]) -> Iterator[Match]:
    """The supplier's same duty stated with two frequencies: "two follow-up meetings a year" and "four meetings a year".

    The same verb stands before, the same unit of time behind, one of the nouns ends in the other, and the sections
    stand in one chapter. Also all of something counted twice: "alla 40 hållplatser", "de 38 hållplatserna".

    Params: `verbs` cue list. Values: the two as written.
    """
    yield from _two_totals(context)
    verbs = (params["verbs"],)
    for view in context.text_views():
        duties = []
        for index in sorted(view.sentences_with(verbs)):
            sentence = view.analysis.sentences[index]
            requirements = view.requirements_by_sentence.get(index, ())
            if not view.lintable(sentence) or not any(
                r.on is On.SUPPLIER and r.force is not Force.MAY for r in requirements
            ):
                continue
            for q in view.analysis.quantities(sentence):
                before = view.within(verbs, ((sentence.start, sentence.start + q.start),))
                if q.kind is QuantityKind.COUNT and q.rate and q.counted and q.value and before:
                    words = view.document.text[slice(*before[-1])].lower()
                    duties.append((words, q, sentence.start + q.start, sentence.start + q.end))
        for left, right in pairwise(duties):
            (verb, a, start, end), (other, b, low, high) = left, right
            same = verb == other and a.rate == b.rate and a.value != b.value
            nouns = sorted((str(a.counted).lower(), str(b.counted).lower()), key=len)
            if same and nouns[1].endswith(nouns[0]) and view.section_range(start, up=1)[1] >= high:
                text = view.document.text
                values = {"first": text[start:end], "second": text[low:high]}
                yield Match(view.number, start, end, values=values, also=((view.number, low, high),))


def _two_totals(context: Context) -> Iterator[Match]:
    """All of a kind, by a long word and in digits, with two numbers."""
    seen: dict[str, tuple[str, View, int, int, str]] = {}
    for view in context.text_views():
        for block in running_text(view):
            for found in _ALL_OF.finditer(block.text):
                start, end = block.start + found.start(), block.start + found.end()
                first = seen.setdefault(found["noun"], (found["n"], view, start, end, found[0]))
                if first[0] != found["n"]:
                    values = {"first": first[4], "second": found[0]}
                    yield Match(first[1].number, first[2], first[3], values=values, also=((view.number, start, end),))


@check(values=("first", "second"))
def row_frequency(context: Context, params: Mapping[str, Any]) -> Iterator[Match]:
    """A sentence says how often something is done, and no row of the tables for the same thing agrees.

    The sentence begins with the word that a cell of the row begins with ("Toaletter städas fem gånger per vecka", a
    row "A | Toaletter | 7 ggr/vecka"). Values: the two as written.
    """
    del params
    for view in context.text_views():
        said: list[tuple[Sentence, Quantity]] = []
        rows: list[tuple[Sentence, Quantity]] = []
        if not any(b.cells for b in view.document.blocks):
            continue
        for sentence in view.analysis.sentences:
            if not _TIMES.search(sentence.text):
                continue  # reading quantities takes time
            for q in view.analysis.quantities(sentence):
                if q.kind is QuantityKind.COUNT and q.unit == "time" and q.rate and q.value:
                    (rows if sentence.column is not None else said).append((sentence, q))
        for sentence, q in said:
            word = re.match(r"[A-ZÅÄÖ][a-zåäö]{4,}", sentence.text)
            if word is None or not view.lintable(sentence):
                continue
            stem = word[0].lower()[:-1]
            same = [(s, r) for s, r in rows if r.rate == q.rate and _starts_cell(view.document.blocks[s.block], stem)]
            if same and all(r.value != q.value for _, r in same):
                other, r = same[0]
                text = view.document.text
                spans = [(x.start + y.start, x.start + y.end) for x, y in ((sentence, q), (other, r))]
                values = {"first": text[slice(*spans[0])], "second": text[slice(*spans[1])]}
                also = ((view.number, *spans[1]),)
                yield Match(view.number, sentence.start, spans[0][1], values=values, also=also)


@check(values=("second",), params=("first", "second"))
def opposed(context: Context, params: Mapping[str, Any]) -> Iterator[Match]:
    """A sentence with all cues of `first` in a tender that also has a sentence with all cues of `second`.

    Params: `first` and `second`, each a list of cue lists that must all occur in one sentence. Values: `second`, the
    other sentence, shortened. The two sentences are never the same one.
    """
    first, second = (list(_sentences_with(context, params[name])) for name in ("first", "second"))
    if not first or not second:
        return
    view, start, end, index = first[0]
    for other, low, high, number in second:
        if (other.number, number) != (view.number, index):
            words = " ".join(other.document.text[low:high].split())
            yield Match(view.number, start, end, values={"second": words}, also=((other.number, low, high),))
            return


def _sentences_with(context: Context, cues: list[str]) -> Iterator[tuple[View, int, int, int]]:
    """Sentences where each cue list has a place of its own, with the stretch from the first to the last."""
    for view in context.text_views():
        indices = frozenset.intersection(*(view.sentences_with((cue,)) for cue in cues))
        for index in sorted(indices):
            sentence = view.analysis.sentences[index]
            if not view.lintable(sentence):
                continue
            places = [view.within((cue,), ((sentence.start, sentence.end),)) for cue in cues]
            if all(places):
                yield view, min(p[0][0] for p in places), max(p[0][1] for p in places), index


def running_text(view: View) -> Iterator[Block]:
    """Paragraphs, list items, questions and notes of a document, without text repeated from an earlier one."""
    for block in view.document.blocks:
        if block.kind not in _NO_PROSE and block.index not in view.repeated:
            yield block


def _starts_cell(row: Block, stem: str) -> bool:
    return any(row.text[c.start : c.end].lower().startswith(stem) for c in row.cells[:2])


def _core(name: str) -> set[str]:
    return {w for w in re.findall(r"\w+", name.lower()) if w not in _FORMS}
