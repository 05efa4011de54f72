"""Dictionary forms of Swedish words, from a table and from endings, given part of speech and features.

The data is learned from Talbanken and from the endings of the `lemmy` package (see
`models/training/lemmas.py`) and lies inside the shipped pipeline. A word is looked up as it stands; a word
that was never seen gets its lemma from its longest known ending. The lemmas follow UD Swedish Talbanken:
participles keep their own lemma (`angivna` -> `angiven`), adverbs in -t go to the adjective (`snabbt` ->
`snabb`), passive verbs to the active (`lämnas` -> `lämna`).
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.tokens import Doc

COMPONENT = "upplint_lemmatizer"
DATA_FILE = "lemmas.json.gz"
Data = dict[str, Any]

_LETTERS = re.compile(r"[^\W\d_]")
_VERBAL_S = re.compile(r"(?:^|\|)Voice=Pass")
_KEPT = ("PUNCT", "SYM", "NUM", "X")


def empty() -> Data:
    """Data that knows nothing: every word is its own lemma."""
    return {"words": {}, "tagged": {}, "endings": {}}


class Lemmas:
    """Looks up lemmas.

    `data` has three tables: `words` (part of speech -> form -> lemma), `tagged` (the same, for forms whose
    lemma hangs on the features: part of speech + features -> form -> lemma) and `endings` (part of speech ->
    ending -> new ending).
    """

    def __init__(self, data: Data) -> None:
        self.data = data
        self._longest = {
            pos: max((len(ending) for ending in table), default=0) for pos, table in data["endings"].items()
        }
        self._cache: dict[tuple[str, str, str], str] = {}

    def lemma(self, form: str, pos: str, feats: str = "") -> str:
        """The lemma of `form` as part of speech `pos` (UPOS) with features `feats` (`Case=Nom|Number=Sing`)."""
        key = (form, pos, feats)
        found = self._cache.get(key)
        if found is None:
            if len(self._cache) > 200_000:
                self._cache.clear()
            found = self._cache[key] = self._find(form, pos, feats)
        return found

    def _find(self, form: str, pos: str, feats: str) -> str:
        if not _LETTERS.search(form):
            return form
        name = pos == "PROPN"
        word = form if name else form.lower()
        for table in (self.data["tagged"].get(f"{pos}|{feats}"), self.data["words"].get(pos)):
            if table and word in table:
                return str(table[word])
        if name:
            return _without_genitive(form) if "Case=Gen" in feats else form
        if pos in _KEPT:
            return word
        if len(form) > 1 and form.isupper() and pos == "NOUN" and len(form) <= 5:
            return form
        if "-" in word.strip("-") and pos in ("NOUN", "ADJ"):
            first, _, last = word.rpartition("-")
            kept = form.rpartition("-")[0]
            head = kept if any(c.isupper() for c in kept[1:]) or len(kept) == 1 else first
            return f"{head}-{self._find(last, pos, feats)}" if last else word
        return self._by_rule(word, pos, feats)

    def _by_rule(self, word: str, pos: str, feats: str) -> str:
        if pos == "ADJ" or (pos == "VERB" and "VerbForm=Part" in feats):
            if "Case=Gen" in feats and word.endswith("s"):
                word = word[:-1]
            participle = _participle(word, feats)
            if participle:
                return participle
        own = _base_form(word, pos, feats)
        if own:
            return own
        lemma = self._ending(word, pos, feats)
        if pos == "VERB" and _VERBAL_S.search(feats) and lemma.endswith("as"):
            return lemma[:-1]  # a passive, so not a verb that always ends in -s
        return lemma

    def _ending(self, word: str, pos: str, feats: str) -> str:
        table = self.data["endings"].get(pos)
        if not table:
            return word
        for size in range(min(len(word), self._longest[pos]), -1, -1):
            new = table.get(word[len(word) - size :])
            if new is not None:
                return str(word[: len(word) - size] + new)
        return word


def _base_form(word: str, pos: str, feats: str) -> str | None:
    """The word itself where the features say that it is the dictionary form."""
    if pos == "NOUN" and "Definite=Ind" in feats and "Number=Sing" in feats:
        if "Case=Nom" in feats:
            return word
        if "Case=Gen" in feats and word.endswith("s") and not word.endswith("ss"):
            return word[:-1]
    if pos == "VERB" and "VerbForm=Inf" in feats and "Voice=Pass" not in feats:
        return word
    if pos == "ADJ" and "Degree=Pos" in feats and "Gender=Com" in feats and "Definite=Ind" in feats:
        return word
    return None


def _without_genitive(name: str) -> str:
    if name.endswith((":s", "'s", "’s")):
        return name[:-2]
    return name[:-1] if name.endswith("s") and len(name) > 2 else name


_PAST = (
    (re.compile(r"(.{2,}a)(?:de|t)$"), r"\1d"),  # ökade, ökat -> ökad
    (re.compile(r"(.*(?:[^aeiouyåäö]d))a$"), r"\1"),  # höjda -> höjd
    (re.compile(r"(.*dd)a$"), r"\1"),  # försedda -> försedd
    (re.compile(r"(.*[bcfgkpstx]t)a$"), r"\1"),  # köpta -> köpt
    (re.compile(r"(.*[^aeiouyåäö])na$"), r"\1en"),  # angivna -> angiven
    (re.compile(r"(.*[^aeiouyåäö])et$"), r"\1en"),  # angivet -> angiven
    (re.compile(r"(.*[eouyåäö])tt$"), r"\1dd"),  # försett -> försedd
    (re.compile(r"(.*(?:nd|ld|rd|nn|mm))$"), r"\1"),
    (re.compile(r"(.*[jlmnrvg])t$"), r"\1d"),  # höjt -> höjd, ställt -> ställd
)


def _participle(word: str, feats: str) -> str | None:
    """The base form of a participle, or `None` when the endings do not tell."""
    if "VerbForm=Part" not in feats:
        return None
    if "Tense=Pres" in feats or word.endswith(("ande", "ende")):
        return word
    if "Gender=Com" in feats and "Number=Sing" in feats and "Definite=Ind" in feats:
        return word
    for pattern, base in _PAST:
        if pattern.match(word):
            return pattern.sub(base, word)
    return None


def read(path: Path) -> Data:
    """The tables of a pipeline's folder."""
    with gzip.open(path / DATA_FILE, "rt", encoding="utf-8") as file:
        data: Data = json.load(file)
    return data


def write(data: Data, path: Path) -> None:
    """Write the tables; the same tables give the same bytes."""
    path.mkdir(parents=True, exist_ok=True)
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    (path / DATA_FILE).write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))


class LemmaComponent:
    """The pipeline component around `Lemmas`."""

    def __init__(self, name: str = COMPONENT) -> None:
        self.name = name
        self.lemmas = Lemmas(empty())

    def __call__(self, doc: Doc) -> Doc:
        lemma = self.lemmas.lemma
        for token in doc:
            token.lemma_ = lemma(token.text, token.pos_, str(token.morph))
        return doc

    def score(self, examples: Iterable[Any], **_: Any) -> dict[str, float]:
        from spacy.scorer import Scorer

        return dict(Scorer.score_token_attr(examples, "lemma"))

    def to_disk(self, path: str | Path, **_: Any) -> None:
        write(self.lemmas.data, Path(path))

    def from_disk(self, path: str | Path, **_: Any) -> LemmaComponent:
        self.lemmas = Lemmas(read(Path(path)))
        return self

    def to_bytes(self, **_: Any) -> bytes:
        return json.dumps(self.lemmas.data, ensure_ascii=False, sort_keys=True).encode()

    def from_bytes(self, data: bytes, **_: Any) -> LemmaComponent:
        self.lemmas = Lemmas(json.loads(data))
        return self


def register() -> None:
    """Make the component known to spaCy. Safe to call more than once."""
    from spacy.language import Language

    if Language.has_factory(COMPONENT):
        return

    def make(nlp: Language, name: str) -> LemmaComponent:
        return LemmaComponent(name)

    Language.factory(
        COMPONENT, assigns=["token.lemma"], requires=["token.pos", "token.morph"],
        default_score_weights={"lemma_acc": 1.0},
        func=make,
    )  # fmt: skip
