"""How hard a text is to read: LIX, OVIX, nominal ratio, lengths of sentences and words.

Only for prose: leave out headings, lists and tables before asking. LIX after Björnsson, Läsbarhet (1968); OVIX after
Hultman and Westman, Gymnasistsvenska (1977); both as Språkbanken's Sparv computes them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Literal

from upplint.language.lexicon import read_table
from upplint.language.sentences import split_sentences

_WORD = re.compile(r"[^\W_]+(?:[-–:.,'’][^\W_]+)*")
_LONG = 6  # a long word has more letters than this
_WINDOW = 1000  # OVIX is compared in windows of this many words

LixBand = Literal["mycket lätt", "lätt", "medelsvår", "svår", "mycket svår"]


@dataclass(frozen=True, slots=True)
class Readability:
    """Measures of a text.

    Attributes:
        words, sentences, long_words: counts; words without punctuation, numbers are words, a compound with a
            hyphen is one word; long words have more than six characters.
        lix: words per sentence + percent long words; `nan` for a text without words.
        ovix: word variation; `nan` without words, `inf` when no word comes twice. Texts over 1,000 words: the mean
            of whole windows of 1,000 words, since it grows with length.
        long_word_share: 0-1.
        mean_sentence: words a sentence.
        longest: words of the longest sentence.
        share_over_25, share_over_35: share of the sentences that have more words than that, 0-1.
        very_long_word_share: share of words of 20 letters or more, 0-1.
    """

    words: int
    sentences: int
    long_words: int
    lix: float
    ovix: float
    long_word_share: float
    mean_sentence: float
    longest: int
    share_over_25: float
    share_over_35: float
    very_long_word_share: float

    @property
    def band(self) -> LixBand | None:
        """The label of lix.se for the LIX, `None` without a LIX."""
        return lix_band(self.lix)


def words_of(text: str) -> list[str]:
    """The words of a text as the measures count them."""
    return _WORD.findall(text)


def lix(words: int, sentences: int, long_words: int) -> float:
    """LIX = words / sentences + 100 * long words / words. `nan` when there are no words."""
    if not words or not sentences:
        return math.nan
    return words / sentences + 100 * long_words / words


def lix_band(value: float) -> LixBand | None:
    """The label lix.se gives: below 30, 40, 50, 60 and from 60."""
    if math.isnan(value):
        return None
    bands: tuple[tuple[float, LixBand], ...] = (
        (30, "mycket lätt"),
        (40, "lätt"),
        (50, "medelsvår"),
        (60, "svår"),
        (math.inf, "mycket svår"),
    )
    return next(label for limit, label in bands if value < limit)


def ovix(words: Sequence[str]) -> float:
    """OVIX = ln(N) / ln(2 - ln(U) / ln(N)), N words of which U distinct (case ignored).

    `nan` for no words, `inf` when all are distinct.
    """
    count = len(words)
    distinct = len({word.casefold() for word in words})
    if count == 0:
        return math.nan
    if count == distinct:
        return math.inf
    return math.log(count) / math.log(2 - math.log(distinct) / math.log(count))


def _windowed_ovix(words: Sequence[str]) -> float:
    if len(words) < 2 * _WINDOW:
        return ovix(words)
    windows = [words[i : i + _WINDOW] for i in range(0, len(words) - _WINDOW + 1, _WINDOW)]
    return sum(ovix(window) for window in windows) / len(windows)


def nominal_ratio(counts: Mapping[str, int]) -> float:
    """The full nominal ratio (nouns + prepositions + participles) / (pronouns + adverbs + verbs).

    Args:
        counts: how many words of each SUC part of speech (`NN`, `PP`, `PC`, `PN`, `AB`, `VB`; others are ignored).

    Returns:
        The ratio; `inf` when there is nothing to divide by, `nan` when there is nothing at all.
    """
    upper = sum(counts.get(tag, 0) for tag in ("NN", "PP", "PC"))
    lower = sum(counts.get(tag, 0) for tag in ("PN", "AB", "VB"))
    if lower == 0:
        return math.inf if upper else math.nan
    return upper / lower


def simple_nominal_ratio(counts: Mapping[str, int]) -> float:
    """Nouns / verbs by SUC parts of speech; `inf` without verbs, `nan` without both."""
    nouns, verbs = counts.get("NN", 0), counts.get("VB", 0)
    if verbs == 0:
        return math.inf if nouns else math.nan
    return nouns / verbs


def readability(text: str | Sequence[str]) -> Readability:
    """Measures a text.

    Args:
        text: running text, or its sentences.
    """
    sentences = [text[a:b] for a, b in split_sentences(text)] if isinstance(text, str) else list(text)
    by_sentence = [found for found in (words_of(sentence) for sentence in sentences) if found]
    words = [word for found in by_sentence for word in found]
    lengths = [len(found) for found in by_sentence]
    total, count = len(words), len(lengths)
    long_words = sum(len(word) > _LONG and not word[0].isdigit() for word in words)
    return Readability(
        words=total,
        sentences=count,
        long_words=long_words,
        lix=lix(total, count, long_words),
        ovix=_windowed_ovix(words),
        long_word_share=long_words / total if total else math.nan,
        mean_sentence=total / count if count else math.nan,
        longest=max(lengths, default=0),
        share_over_25=sum(n > 25 for n in lengths) / count if count else math.nan,
        share_over_35=sum(n > 35 for n in lengths) / count if count else math.nan,
        very_long_word_share=sum(len(word) >= 20 for word in words) / total if total else math.nan,
    )


@cache
def _reference() -> tuple[tuple[float, int], ...]:
    """LIX and words of the tenders measured, easiest first."""
    rows = [row for row in read_table("readability") if row["kind"] == "tender"]
    return tuple(sorted((float(row["lix"]), int(row["words"])) for row in rows))


def percentile_of_lix(value: float) -> int | None:
    """Where a LIX stands among tenders measured: how many percent of their words stand in easier documents.

    A coarse scale (27 documents in seven groups, `rules/lexicon/readability.tsv`), with even steps between the
    documents. 0-100; `None` for `nan`.
    """
    if math.isnan(value):
        return None
    scale = _reference()
    total = sum(words for _, words in scale)
    points: list[tuple[float, float]] = []
    passed = 0
    for level, words in scale:
        middle = 100 * (passed + words / 2) / total
        if points and points[-1][0] == level:
            points[-1] = (level, (points[-1][1] + middle) / 2)
        else:
            points.append((level, middle))
        passed += words
    # Beyond the measured range the scale goes on with even steps to 0 and 100 in ten LIX.
    points = [(points[0][0] - 10, 0.0), *points, (points[-1][0] + 10, 100.0)]
    if value <= points[0][0]:
        return 0
    for (x0, y0), (x1, y1) in pairwise(points):
        if value <= x1:
            return round(y0 + (y1 - y0) * (value - x0) / (x1 - x0))
    return 100


def lix_of_the_act() -> float:
    """The LIX of LOU itself, to compare with (53.6 on its running text)."""
    return next(float(row["lix"]) for row in read_table("readability") if row["kind"] == "act")
