"""Swedish tokens as tenders write them: abbreviations, paragraph signs, units, case numbers, times and references.

spaCy's Swedish tokenizer keeps references such as `AFB.22`, `26.050`, `2023-07003` and `24/7` whole. What it gets
wrong is added here as data: abbreviations come from the one list of the house (`upplint.language.abbreviations`),
units and signs from the tables below.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

from upplint.language.abbreviations import ABBREVIATIONS, sentence_end

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokenizer import Tokenizer
    from spacy.tokens import Doc

# Written apart in one word's sense; the treebank counts each as one word.
SPACED = (
    "t ex", "s k", "bl a", "d v s", "o s v", "t o m", "fr o m", "f o m", "m m", "m fl", "p g a", "f n", "f d", "m a o",
    "o dyl", "e dyl", "t. ex.", "bl. a.", "s. k.", "fr. o. m.", "t. o. m.", "m. fl.", "m. m.", "o. dyl.", "p. g. a.",
)  # fmt: skip

# Signs that stand for one token although they are punctuation to spaCy.
SIGNS = ("§§", "24/7", "1:a", "2:a", "3:e")

# Abbreviations that the list says never end a sentence, but whose letters are also an everyday word.
ALSO_WORDS = frozenset({"bil.", "el.", "ex.", "st.", "sid.", "max.", "min.", "art.", "h.", "f.", "s.", "p.", "l."})

# Units glued to a figure: "500kr", "3st", "30min". spaCy splits metric units by itself.
UNITS = ("kr", "kronor", "kkr", "tkr", "mkr", "mnkr", "mdkr", "SEK", "MSEK", "KSEK", "TSEK", "EUR", "st", "tim", "min",
         "kvm", "m2", "m²", "m3", "m³", "mån", "år", "%", "p", "poäng", "§§", "§")  # fmt: skip


@cache
def special_cases() -> tuple[str, ...]:
    """Strings that are one token each, in the order they are added.

    Abbreviations that are also ordinary words (`bil.`, `art.`) are not here: they are joined to their full stop only
    inside a sentence, see `TenderTokenizer`.
    """
    found: dict[str, None] = {}
    for form in sorted(ABBREVIATIONS):
        if " " in form or _also_word(form):
            continue
        for written in (form, form[0].upper() + form[1:], form.upper()):
            found[written] = None
            # "st.," and "(enl." are handled by affixes; "t.ex" without its last stop is not.
            if form.count(".") > 1:
                found[written.rstrip(".")] = None
    for form in SPACED:
        found[form] = None
        found[form[0].upper() + form[1:]] = None
    for sign in SIGNS:
        found[sign] = None
    return tuple(found)


@cache
def _either() -> frozenset[str]:
    """Words that are abbreviations only inside a sentence, without their full stop."""
    return frozenset(
        form.removesuffix(".") for form in ABBREVIATIONS if _also_word(form) and "." not in form.removesuffix(".")
    )


def _also_word(form: str) -> bool:
    return form in ALSO_WORDS or sentence_end(form) == "lower"


def customise(tokenizer: Tokenizer, defaults: Any) -> Tokenizer:
    """Add the special cases and units to a plain spaCy tokenizer, in place.

    Args:
        tokenizer: a tokenizer of the Swedish language.
        defaults: `nlp.Defaults` of that language, for the suffixes to extend.
    """
    from spacy.symbols import ORTH
    from spacy.util import compile_suffix_regex

    units = "|".join(re.escape(unit) for unit in sorted(UNITS, key=len, reverse=True))
    suffixes = [*(defaults.suffixes or ()), rf"(?<=\d)(?:{units})"]
    tokenizer.suffix_search = compile_suffix_regex(suffixes).search
    known = tokenizer.rules or {}
    for form in special_cases():
        if [token.get(ORTH) for token in known.get(form, ())] != [form]:
            tokenizer.add_special_case(form, [{ORTH: form}])
    return tokenizer


class TenderTokenizer:
    """A spaCy tokenizer that also joins `bil`, `art`, `ev` to a full stop that does not end the sentence.

    Whether such a stop ends a sentence shows only in what follows: a small letter, a digit or a paragraph sign.
    Callable like every spaCy tokenizer: text in, `Doc` out. Saving and loading go to the plain tokenizer.
    """

    def __init__(self, inner: Tokenizer) -> None:
        self.inner = inner
        self.vocab = inner.vocab

    def __call__(self, text: str) -> Doc:
        doc: Doc = self.inner(text)
        either = _either()
        spans = [
            (stop.i - 1, stop.i + 1)
            for stop in doc
            if stop.orth_ == "."
            and 0 < stop.i < len(doc) - 1
            and not doc[stop.i - 1].whitespace_
            and doc[stop.i - 1].lower_ in either
            and _goes_on(doc[stop.i + 1].text)
        ]
        if spans:
            with doc.retokenize() as retokenizer:
                for start, end in spans:
                    retokenizer.merge(doc[start:end])
        return doc

    def pipe(self, texts: Iterable[str], batch_size: int = 1000) -> Iterable[Doc]:
        for text in texts:
            yield self(text)

    def to_bytes(self, **kwargs: Any) -> bytes:
        return bytes(self.inner.to_bytes(**kwargs))

    def from_bytes(self, data: bytes, **kwargs: Any) -> TenderTokenizer:
        self.inner.from_bytes(data, **kwargs)
        return self

    def to_disk(self, path: Any, **kwargs: Any) -> None:
        self.inner.to_disk(path, **kwargs)

    def from_disk(self, path: Any, **kwargs: Any) -> TenderTokenizer:
        self.inner.from_disk(path, **kwargs)
        return self


def _goes_on(following: str) -> bool:
    return following[0].islower() or following[0].isdigit() or following[0] in "§,;:)"


def install(nlp: Language) -> Language:
    """Give `nlp` the tokenizer of tender Swedish, in place."""
    nlp.tokenizer = TenderTokenizer(customise(nlp.tokenizer, nlp.Defaults))
    return nlp
