"""Learn the lemma tables of the pipeline.

    python models/training/lemmas.py OUT_DIR --data DIR --train TRAIN.conllu [--check FILE.conllu ...] [--no-dev]

Words come from the treebank, endings from the rules of the lemmy package (MIT; learned from SALDO's morphology
and Talbanken), corrected to the lemmas of the newest Talbanken. `--check` prints the share of right lemmas, given
gold tags.
"""

from __future__ import annotations

import argparse
import lzma
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import lemmy
from conversion import FEATS, FORM, LEMMA, UPOS, read

from upplint.language.abbreviations import ABBREVIATIONS, expansion
from upplint.language.lemmas import Lemmas, write

OPEN = ("NOUN", "VERB", "ADJ", "ADV", "PRON", "DET", "AUX", "NUM")
DEV_WEIGHT = 3

# Where the converted part keeps the lemmas of earlier versions. Found by comparing it with the development part.
RENAMED = {
    ("bäst", "god"): "bra", ("bästa", "god"): "bra", ("bättre", "god"): "bra", ("gav", "giva"): "ge",
    ("ger", "giva"): "ge", ("ge", "giva"): "ge", ("ges", "giva"): "ge", ("gett", "giva"): "ge",
    ("givit", "giva"): "ge", ("vilka", "vilka"): "vilken", ("sådana", "sådana"): "sådan",
    ("somliga", "somliga"): "somlig", ("detsamma", "detsamma"): "densamma",
}  # fmt: skip
# Adverbs in -t, and their comparatives, go to the adjective.
ADVERB = re.compile(r"(.*?)(are|ast|t)$")
OWN_LEMMA = frozenset(
    """
    mycket inte dit hit strax trots alltjämt ut fort ofta bort allt rätt sakta gott annat fast förut knappt
    nyligen likt lågt litet sist först oftast åt sent tidigt särskilt dubbelt samt sämst minst mest nätt visst
    åtminstone överallt rakt ändå snart efteråt framåt bakåt inåt utåt uppåt nedåt neråt hemåt genast
    """.split()  # noqa: SIM905
)


def spelled_out(form: str) -> str | None:
    """`t ex`, `bl.a.` -> `till_exempel`, `bland_annat`, as the treebank has it."""
    full = expansion(form)
    return full.replace(" ", "_") if full and (" " in form or "." in form) else None


def mended(form: str, pos: str, feats: str, lemma: str, adverbs: dict[str, str]) -> str:
    """A lemma of the converted part as the newest version would have it."""
    word = form.lower()
    if (word, lemma) in RENAMED:
        return RENAMED[word, lemma]
    if pos == "ADV" and word in adverbs:
        return adverbs[word]
    full = spelled_out(word)
    if full and (pos in ("ADV", "ADJ", "ADP") or lemma == word):
        return full
    return lemma


def lemmy_endings(frequency: Counter[str]) -> dict[str, dict[str, str]]:
    """Ending -> new ending. Where a whole word has several lemmas, the one that is the commoner word."""
    tables: dict[str, dict[str, str]] = {}
    for pos, rules in lemmy.load("sv").rules.items():
        if pos in OPEN:
            tables[pos] = {
                ending: max((new for new, _ in options), key=lambda new: (frequency[new], -len(new)))
                if len(options) > 1
                else options[0][0]
                for ending, options in rules.items()
                if options
            }
    return tables


def word_frequency(data: Path) -> Counter[str]:
    frequency: Counter[str] = Counter()
    for name in ("sfs", "regeringen"):
        with lzma.open(data / "text" / f"{name}.txt.xz", "rt", encoding="utf-8") as lines:
            for line in lines:
                frequency.update(line.lower().split())
    return frequency


def learn(train: list[Any], dev: list[Any], adjectives: set[str], frequency: Counter[str]) -> dict[str, Any]:
    """The three tables. `adjectives` are known lemmas, for the adverbs in -t."""
    counts: dict[tuple[str, str], Counter[tuple[str, str]]] = defaultdict(Counter)
    known: Counter[str] = Counter()
    adverbs = {t[FORM].lower(): t[LEMMA] for s in dev for t in s if t[UPOS] == "ADV" and t[LEMMA] != t[FORM].lower()}
    stay = {t[FORM].lower() for s in dev for t in s if t[UPOS] == "ADV" and t[LEMMA] == t[FORM].lower()}
    for part, weight in ((train, 1), (dev, DEV_WEIGHT)):
        for sentence in part:
            for token in sentence:
                form, pos, feats = token[FORM], token[UPOS], token[FEATS]
                feats = "" if feats == "_" else feats
                word = form if pos == "PROPN" else form.lower()
                lemma = token[LEMMA]
                if part is train:
                    lemma = mended(form, pos, feats, lemma, adverbs)
                    if pos == "ADV" and word not in stay and word not in OWN_LEMMA:
                        lemma = adjective_of(word, adjectives) or lemma
                    if "VerbForm=Part" in feats and pos in ("ADJ", "VERB"):
                        continue  # the rules know better
                counts[pos, word][feats, lemma] += weight
                known[lemma] += weight
    words: dict[str, dict[str, str]] = defaultdict(dict)
    tagged: dict[str, dict[str, str]] = defaultdict(dict)
    for (pos, word), seen in counts.items():
        by_lemma: Counter[str] = Counter()
        for (_, lemma), n in seen.items():
            by_lemma[lemma] += n
        best = by_lemma.most_common(1)[0][0]
        words[pos][word] = best
        if len(by_lemma) > 1:
            for feats in {feats for feats, _ in seen}:
                here = Counter({lemma: n for (f, lemma), n in seen.items() if f == feats})
                top, n = here.most_common(1)[0]
                if top != best and n >= 2:
                    tagged[f"{pos}|{feats}"][word] = top
    for form in sorted(ABBREVIATIONS):
        full = spelled_out(form)
        if full:
            for pos in ("ADV", "ADJ", "ADP", "NOUN", "CCONJ"):
                words[pos].setdefault(form.lower(), full)
    for lemma, n in known.items():
        frequency[lemma] += 100 * n
    return {"words": dict(words), "tagged": dict(tagged), "endings": lemmy_endings(frequency)}


def adjective_of(word: str, adjectives: set[str]) -> str | None:
    match = ADVERB.match(word)
    if not match or len(word) < 4:
        return None
    stem, ending = match.groups()
    if ending == "t":
        options = [stem]
        if word.endswith("tt"):
            options = [word[:-2], word[:-1], word[:-2] + "d"]  # fritt fri, absolut
        if word.endswith("at"):
            options = [stem + "d", stem]
        if word.endswith("et"):
            options = [word[:-2] + "en", stem]
        if word.endswith("nt"):
            options = [word[:-1], word[:-1] + "n", word[:-1] + "d"]
        if word.endswith("rt") or word.endswith("lt"):
            options = [stem, stem + "d"]
    else:
        options = [stem]
    for option in options:
        if option in adjectives:
            return option
    return None


def check(lemmas: Lemmas, sentences: list[Any]) -> tuple[float, Counter[tuple[str, ...]]]:
    right = total = 0
    wrong: Counter[tuple[str, ...]] = Counter()
    for sentence in sentences:
        for token in sentence:
            feats = "" if token[FEATS] == "_" else token[FEATS]
            got = lemmas.lemma(token[FORM], token[UPOS], feats)
            total += 1
            right += got == token[LEMMA]
            if got != token[LEMMA]:
                wrong[token[UPOS], token[FORM], got, token[LEMMA]] += 1
    return right / total, wrong


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--train", type=Path, required=True)
    parser.add_argument("--check", type=Path, nargs="*", default=[])
    parser.add_argument("--no-dev", action="store_true", help="learn without the development part, to measure on it")
    parser.add_argument("--show", type=int, default=0, help="how many wrong lemmas to list")
    args = parser.parse_args()
    train = read(args.train)[1]
    dev = [] if args.no_dev else read(args.data / "ud" / "talbanken-v2-dev.conllu")[1]
    adjectives = {t[LEMMA] for s in train + dev for t in s if t[UPOS] == "ADJ"}
    data = learn(train, dev, adjectives, word_frequency(args.data))
    lemmas = Lemmas(data)
    write(data, args.out)
    print("table", {pos: len(table) for pos, table in data["words"].items()})
    for path in args.check:
        share, wrong = check(lemmas, read(path)[1])
        print(path.name, f"{share:.2%}")
        for row, n in wrong.most_common(args.show):
            print("  ", n, *row)


if __name__ == "__main__":
    main()
