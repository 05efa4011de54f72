"""Sentences, sections, abbreviations and numbers in words: what can be counted in the language of a tender."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from upplint.documents.model import BlockKind
from upplint.engine.checks import check
from upplint.engine.context import Context, Match
from upplint.engine.view import View
from upplint.requirements.model import Force, On

_RUNNING = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUESTION, BlockKind.NOTE)


@check(values=("words", "limit"), params=("limit", "requirement_limit"))
def long_sentence(context: Context, params: Mapping[str, Any]) -> Iterator[Match]:
    """Sentences of running text with more words than the limit; requirements on a supplier have a lower one.

    Params: `limit` and `requirement_limit`, in words. Values: number of words, the limit that counts. Table rows and
    forms are left out, and so are sentences that are lists in disguise (more than half of the words are numbers).
    """
    from upplint.language.readability import words_of

    for view in context.text_views():
        for sentence in view.analysis.sentences:
            if len(sentence.text) < 100 or sentence.column is not None or not view.lintable(sentence):
                continue
            if view.document.blocks[sentence.block].kind not in _RUNNING:
                continue
            words = words_of(sentence.text)
            binds = any(
                r.force is Force.MUST and r.on in (On.TENDERER, On.SUPPLIER)
                for r in view.requirements_by_sentence.get(sentence.index, ())
            )
            limit = Decimal(str(params["requirement_limit"] if binds else params["limit"]))
            if len(words) > limit and sum(w[0].isdigit() for w in words) * 2 < len(words):
                yield Match(
                    view.number, sentence.start, sentence.end, values={"words": str(len(words)), "limit": limit}
                )


@check(values=("lix", "limit", "words", "title"), params=("limit", "least_words"))
def hard_section(context: Context, params: Mapping[str, Any]) -> Iterator[Match]:
    """Sections whose running text has a LIX over the limit. Places the finding at the section's heading.

    Params: `limit` (LIX), `least_words` (shorter sections are passed over). Values: LIX, limit, words, heading.
    Only paragraphs and whole-sentence list items count; see `upplint.language.readability`.
    """
    from upplint.language.readability import readability

    limit, least = Decimal(str(params["limit"])), int(params["least_words"])
    for view in context.text_views():
        for heading, sentences in _sections(view).items():
            found = readability(sentences)
            if found.words < least or found.sentences < 3 or round(found.lix) <= limit:
                continue
            block = view.document.blocks[heading]
            values = {
                "lix": str(round(found.lix)),
                "limit": limit,
                "words": str(found.words),
                "title": f"{block.number} {block.text}".strip() if block.kind is BlockKind.HEADING else "",
            }
            yield Match(view.number, block.start, block.end, values=values)


def _sections(view: View) -> dict[int, list[str]]:
    """Heading (or the first block, before any heading) -> the sentences of its own running text."""
    found: dict[int, list[str]] = {}
    for sentence in view.analysis.sentences:
        block = view.document.blocks[sentence.block]
        prose = block.kind is BlockKind.PARAGRAPH or (
            block.kind is BlockKind.LIST_ITEM and sentence.text.rstrip().endswith((".", "!", "?"))
        )
        if prose and view.lintable(sentence) and len(sentence.text.split()) > 3:
            found.setdefault(block.section[-1] if block.section else 0, []).append(sentence.text)
    return found


_CAPITALS = re.compile(r"(?<![\w-])[A-ZÅÄÖ]{2,6}(?![\w-])(?! ?\d)")
_ROMAN = re.compile(r"[IVXLC]+")


@cache
def _known() -> tuple[frozenset[str], Mapping[str, str]]:
    """Abbreviations that need no explanation, and what the others stand for."""
    from upplint.language.lexicon import read_table

    rows = read_table("initialisms")
    return frozenset(r["form"] for r in rows if r["group"] in ("known", "unit")), {
        r["form"]: r["expansion"] for r in rows if r["group"] not in ("known", "unit")
    }


@check(values=("abbreviation", "expansion", "means"), params=("also_unknown",))
def unexplained_abbreviation(context: Context, params: Mapping[str, Any]) -> Iterator[Match]:
    """An abbreviation in capitals that is never spelled out anywhere in the tender. First place of each.

    Params: `also_unknown` also reports abbreviations that the lexicon does not know. Values: the abbreviation and,
    where known, what it stands for, alone and as a sentence. Spelled out = the expansion stands somewhere, or the
    abbreviation stands in brackets behind words, or words in brackets behind the abbreviation.
    """
    known, expansions = _known()
    everything = "\n".join(v.document.text for v in context.views)
    lowered = everything.lower()
    defined = _defined(everything)
    seen: set[str] = set()
    for view in context.text_views():
        text = view.document.text
        for match in _CAPITALS.finditer(text):
            form = match.group()
            if form in seen or form in known or form in defined or _ROMAN.fullmatch(form):
                continue
            expansion = expansions.get(form, "")
            if not expansion and not params.get("also_unknown"):
                continue
            sentence = view.sentence_at(match.start())
            if sentence is None or not view.lintable(sentence) or _shouted(sentence.text):
                continue
            seen.add(form)
            if expansion and re.split(r"[(,]", expansion)[0].strip().lower() in lowered:
                continue
            usually = {"sv": "Den brukar betyda", "en": "It usually means"}[context.language]
            means = f"{usually} {expansion}." if expansion else ""
            values = {"abbreviation": form, "expansion": expansion, "means": means}
            yield Match(view.number, match.start(), match.end(), values=values)


def _shouted(sentence: str) -> bool:
    """Text set in capitals: its words are no abbreviations."""
    letters = [c for c in sentence if c.isalpha()]
    return sum(c.isupper() for c in letters) * 2 > len(letters)


def _defined(text: str) -> frozenset[str]:
    behind = re.findall(r"[a-zåäö)]\s*,?\s*\(\s*[”\"]?([A-ZÅÄÖ]{2,6})[”\"]?\s*\)", text)
    before = re.findall(r"(?<![\w-])([A-ZÅÄÖ]{2,6})\s*\(\s*[A-Za-zåäöÅÄÖ]{4}", text)
    equal = re.findall(
        r"(?<![\w-])([A-ZÅÄÖ]{2,6})\s*(?:=|:|–|-|står för|betyder|är en förkortning)\s+[a-zåäöA-ZÅÄÖ]{3}", text
    )
    called = re.findall(r"(?:kallad|kallat|kallas|benämnd|benämns|förkortas|förkortat)\s+[”\"]?([A-ZÅÄÖ]{2,6})\b", text)
    comma = re.findall(r"[a-zåäö]\)?,\s+([A-ZÅÄÖ]{2,6})(?=[,.;)])", text)
    return frozenset((*behind, *before, *equal, *called, *comma))


@check(values=("word", "digits"))
def number_mismatch(context: Context, params: Mapping[str, Any]) -> Iterator[Match]:
    """A number in words directly before another number in brackets: "två (3)".

    Values: the word and the digits. Ordinals ("andra (2)") and a number in brackets alone are no mismatch.
    """
    del params
    for view in context.text_views():
        for match in _WORD_AND_DIGITS.finditer(view.document.text):
            sentence = view.sentence_at(match.start())
            if sentence is None or not view.lintable(sentence, (*_RUNNING, BlockKind.HEADING, BlockKind.TABLE_ROW)):
                continue
            digits = Decimal(re.sub(r"[ \u00a0.]", "", match["digits"]).replace(",", "."))
            values = _readings(view.document.text[sentence.start : match.end("word")])
            if values and digits not in values:
                word = " ".join(match["word"].split())
                yield Match(
                    view.number,
                    match.start("word"),
                    match.end(),
                    values={"word": word, "digits": " ".join(match["digits"].split())},
                )


_WORD_AND_DIGITS = re.compile(
    r"(?<![\w-])(?P<word>[a-zåäöA-ZÅÄÖ]+)[ \u00a0]?\(\s*(?P<digits>\d{1,3}(?:[ \u00a0.]\d{3})+|\d+(?:,\d+)?)\s*\)"
)


def _readings(before: str) -> set[Decimal]:
    """What the last one to four words say as a number ("trettio sex"); empty when the last word is none."""
    from upplint.language.quantities.numbers import parse_words

    words = before.split()[-4:]
    found: set[Decimal] = set()
    for size in range(1, len(words) + 1):
        try:
            value = parse_words(" ".join(words[-size:]))
        except (KeyError, ValueError):
            value = None
        if value is None and size == 1 and words[-1:] != ["halvt"]:
            return set()
        if value is not None:
            found.add(value)
    return found
