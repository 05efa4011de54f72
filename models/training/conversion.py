"""Mend what the converted training part of Talbanken still does as version 1 did.

    python models/training/conversion.py IN.conllu OUT.conllu [--enhanced sv_talbanken-ud.enhanced.txt]

Rules learned from the development part, which exists in both versions:

* a form of `vara` never heads its clause: the predicate does (`Det är hemma`), also where version 1 said
  `dep` (clefts);
* a main clause with a subject of its own, joined without a conjunction, is `parataxis`, not `conj`;
* `som` before a noun in an adverbial is a preposition;
* `bli` with a past participle is a passive: the participle is the verb, `bli` its auxiliary;
* an auxiliary that heads a clause is a verb;
* a verb's particle that is a preposition elsewhere (`om`, `ur`, `åt`) is tagged as one.

With `--enhanced`, heads and labels are taken from the list of enhanced dependencies that the treebank's own
repository keeps beside the treebank (CC BY-SA 4.0). It names sentences and tokens by number only, so the
sentences are first aligned.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from pathlib import Path

Token = list[str]
Sentence = list[Token]
Edges = dict[str, list[tuple[str, str]]]

ID, FORM, LEMMA, UPOS, FEATS, HEAD, LABEL = 0, 1, 2, 3, 5, 6, 7
BE = frozenset({"är", "var", "vara", "varit", "vore"})
CLAUSES = frozenset({"root", "conj", "acl", "acl:relcl", "ccomp", "advcl", "xcomp", "appos"})
PREDICATES = frozenset({"advmod", "obl", "dislocated", "nmod"})
NOT_PREDICATES = frozenset({"inte", "ej", "icke", "också", "ju", "väl", "nog", "kanske", "nu", "redan", "alltså", "då"})
WITH_PREPOSITION = re.compile(r"(obl|nmod|advcl|acl)(:agent)?:(.+)$")
BASIC = re.compile(r"(obl:agent|obl|nmod:poss|nmod|advcl|acl:relcl|acl:cleft|acl)(:.+)?$")
PLAIN = ("nsubj", "csubj", "obj", "xcomp", "ccomp", "amod", "appos", "parataxis", "iobj", "advmod", "det", "nummod",
         "aux", "cop", "mark", "expl")  # fmt: skip
PREPOSITIONS = frozenset({"om", "ur", "åt", "efter", "i", "under", "för", "utanför", "bakom", "vid", "mot", "från"})
MAX_SHIFT = 30


def read(path: Path) -> tuple[list[list[str]], list[Sentence]]:
    """Comments and tokens (ten columns) of every sentence."""
    comments: list[list[str]] = []
    sentences: list[Sentence] = []
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        lines = block.split("\n")
        comments.append([line for line in lines if line.startswith("#")])
        sentences.append([line.split("\t") for line in lines if not line.startswith("#")])
    return comments, sentences


def children(sentence: Sentence, token: Token) -> list[Token]:
    return [other for other in sentence if other[HEAD] == token[ID]]


def copula(sentence: Sentence) -> int:
    """Give the clause to the predicate where a form of `vara` still heads it."""
    changed = 0
    for verb in sentence:
        if verb[FORM].lower() not in BE or verb[UPOS] != "AUX" or verb[LABEL] not in CLAUSES:
            continue
        below = children(sentence, verb)
        if any(child[LABEL] == "compound:prt" for child in below):
            continue
        chosen = [child for child in below if child[LABEL] == "dep"] or [
            child
            for child in below
            if child[LABEL] in PREDICATES
            and child[UPOS] in ("ADV", "NOUN", "ADJ", "PRON", "PROPN", "NUM")
            and child[FORM].lower() not in NOT_PREDICATES
        ]
        after = [child for child in chosen if int(child[ID]) > int(verb[ID])] or chosen
        if not after:
            continue
        predicate = after[-1]
        cleft = predicate[LABEL] == "dep"
        predicate[HEAD], predicate[LABEL] = verb[HEAD], verb[LABEL]
        verb[HEAD], verb[LABEL] = predicate[ID], "cop"
        for child in below:
            if child is not predicate:
                child[HEAD] = predicate[ID]
        if cleft:
            for child in children(sentence, predicate):
                if child[LABEL] == "acl:relcl" and int(child[ID]) > int(predicate[ID]):
                    child[LABEL] = "acl:cleft"
        changed += 1
    return changed


def parataxis(sentence: Sentence) -> int:
    changed = 0
    by_id = {token[ID]: token for token in sentence}
    for token in sentence:
        head = by_id.get(token[HEAD])
        if token[LABEL] != "conj" or head is None or head[LABEL] != "root":
            continue
        below = children(sentence, token)
        if any(child[LABEL].startswith("nsubj") for child in below) and not any(
            child[LABEL] == "cc" and int(child[ID]) < int(token[ID]) for child in below
        ):
            token[LABEL] = "parataxis"
            changed += 1
    return changed


def som(sentence: Sentence) -> int:
    changed = 0
    by_id = {token[ID]: token for token in sentence}
    for token in sentence:
        head = by_id.get(token[HEAD])
        if (
            token[FORM].lower() == "som"
            and token[LABEL] in ("mark", "case")
            and head is not None
            and head[LABEL] == "obl"
            and head[UPOS] in ("NOUN", "PROPN", "PRON")
        ):
            token[UPOS], token[LABEL], token[FEATS] = "ADP", "case", "_"
            changed += 1
    return changed


def passive(sentence: Sentence) -> int:
    """`bli` and a past participle: `blev vald`, `bli godkända`."""
    changed = 0
    for verb in sentence:
        if verb[LEMMA] != "bli" or verb[LABEL] in ("aux", "aux:pass"):
            continue
        below = children(sentence, verb)
        chosen = [
            child
            for child in below
            if child[LABEL] == "xcomp" and "Tense=Past" in child[FEATS] and "VerbForm=Part" in child[FEATS]
        ]
        if len(chosen) != 1:
            continue
        participle = chosen[0]
        feats = {feat for feat in participle[FEATS].split("|") if not feat.startswith(("Degree", "Voice"))}
        participle[UPOS], participle[FEATS] = "VERB", "|".join(sorted(feats | {"Voice=Pass"}))
        participle[HEAD], participle[LABEL] = verb[HEAD], verb[LABEL]
        verb[HEAD], verb[LABEL], verb[UPOS] = participle[ID], "aux:pass", "AUX"
        for child in below:
            if child is not participle:
                child[HEAD] = participle[ID]
                if child[LABEL] in ("nsubj", "csubj"):
                    child[LABEL] += ":pass"
        changed += 1
    return changed


def auxiliaries(sentence: Sentence) -> int:
    changed = 0
    for token in sentence:
        if token[UPOS] != "AUX" or token[LEMMA] in ("vara", "skola"):
            continue
        if token[LABEL] == "cop":
            token[LABEL] = "aux"
        elif token[LABEL] not in ("aux", "aux:pass", "fixed"):
            token[UPOS] = "VERB"
        else:
            continue
        changed += 1
    return changed


def particles(sentence: Sentence) -> int:
    changed = 0
    for token in sentence:
        if token[LABEL] == "compound:prt" and token[UPOS] == "ADV" and token[FORM].lower() in PREPOSITIONS:
            token[UPOS], token[FEATS] = "ADP", "_"
            changed += 1
    return changed


def read_enhanced(path: Path) -> dict[int, Edges]:
    """Edges of the training sentences: sentence number -> token number -> (head, label)."""
    found: dict[int, Edges] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        columns = line.split("\t")
        name, _, number = columns[0].rpartition("-")
        if len(columns) < 3 or name != "sv-ud-train":
            continue
        edges = [tuple(edge.split(":", 1)) for edge in columns[2].split("|")]
        found.setdefault(int(number), {})[columns[1]] = edges  # type: ignore[assignment]
    return found


def likeness(edges: Edges, sentence: Sentence) -> float:
    """How well edges without words fit a sentence: same prepositions, same heads."""
    if not edges:
        return 0.2
    below: dict[str, list[Token]] = defaultdict(list)
    for token in sentence:
        below[token[HEAD]].append(token)
    total = 0.0
    for number, pairs in edges.items():
        if "." in number:
            continue
        if int(number) > len(sentence) or any("." not in head and int(head) > len(sentence) for head, _ in pairs):
            return -5.0
        fits = False
        for head, label in pairs:
            match = WITH_PREPOSITION.match(label)
            first = match[3].split("_")[0] if match else None
            if first and any(first in (t[FORM].lower(), t[LEMMA].lower()) for t in below[number]):
                total, fits = total + 1, True
            if sentence[int(number) - 1][HEAD] == head:
                total, fits = total + 0.5, True
        total -= 0 if fits else 0.7
    return total / len(edges)


def align(enhanced: dict[int, Edges], sentences: list[Sentence]) -> list[Edges]:
    """The edges of every sentence. The list has some sentences more than the converted part, never fewer."""
    previous = {0: 0.0}
    steps: list[dict[int, int]] = []
    for index, sentence in enumerate(sentences):
        current = dict(previous)
        step: dict[int, int] = {}
        for shift in range(MAX_SHIFT + 1):
            for earlier in range(shift):
                value = previous.get(earlier, float("-inf")) - 0.8 * (shift - earlier)
                if value > current.get(shift, float("-inf")):
                    current[shift], step[shift] = value, earlier
        previous = {
            shift: value + likeness(enhanced.get(index + shift + 1, {}), sentence) for shift, value in current.items()
        }
        steps.append(step)
    shift = max(previous, key=lambda key: previous[key])
    aligned: list[Edges] = []
    for index in range(len(sentences) - 1, -1, -1):
        aligned.append(enhanced.get(index + shift + 1, {}))
        shift = steps[index].get(shift, shift)
    return aligned[::-1]


def basic(pairs: list[tuple[str, str]], token: Token) -> tuple[str, str] | None:
    """The basic head and label among enhanced ones, where it can be told."""
    known: list[tuple[str, str]] = []
    for head, label in pairs:
        match = BASIC.match(label)
        if "." in head:
            return None
        if match:
            known.append((head, match[1]))
        elif label.startswith("conj"):
            known.append((head, "conj"))
        elif label.startswith(PLAIN) and ":xsubj" not in label:
            known.append((head, label))
    conjuncts = [pair for pair in known if pair[1] == "conj"]
    if conjuncts:
        return conjuncts[0] if len(conjuncts) == 1 else None
    if len(pairs) == 1:
        return known[0] if known else None
    same = [pair for pair in known if pair[0] == token[HEAD]]
    return same[0] if len(same) == 1 else None


def without_loops(sentence: Sentence) -> bool:
    heads = {token[ID]: token[HEAD] for token in sentence}
    for start in heads:
        seen = set()
        here = start
        while here != "0":
            if here in seen:
                return False
            seen.add(here)
            here = heads[here]
    return True


def enhance(sentence: Sentence, edges: Edges) -> int:
    """Take over heads and labels one by one, each only while the tree stays a tree."""
    if not edges or likeness(edges, sentence) < 0.25:
        return 0
    changed = 0
    for number, pairs in edges.items():
        if "." in number:
            continue
        token = sentence[int(number) - 1]
        new = basic(pairs, token)
        if new is None or token[LABEL] == "root":
            continue
        head, label = new
        if head == "0":
            continue
        if label.split(":")[0] == token[LABEL].split(":")[0] and ":pass" not in token[LABEL]:
            label = max(label, token[LABEL], key=len)
        old = token[HEAD], token[LABEL]
        if old == (head, label):
            continue
        token[HEAD], token[LABEL] = head, label
        if not without_loops(sentence):
            token[HEAD], token[LABEL] = old
            continue
        changed += 1
    return changed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--enhanced", type=Path)
    args = parser.parse_args()
    comments, sentences = read(args.source)
    counts: Counter[str] = Counter()
    if args.enhanced:
        for sentence, edges in zip(sentences, align(read_enhanced(args.enhanced), sentences), strict=True):
            counts["enhanced"] += enhance(sentence, edges)
    for sentence in sentences:
        counts["copula"] += copula(sentence)
        counts["parataxis"] += parataxis(sentence)
        counts["som"] += som(sentence)
        counts["passive"] += passive(sentence)
        counts["auxiliaries"] += auxiliaries(sentence)
        counts["particles"] += particles(sentence)
    with args.target.open("w", encoding="utf-8", newline="\n") as out:
        for head, sentence in zip(comments, sentences, strict=True):
            out.write("\n".join([*head, *("\t".join(token) for token in sentence)]) + "\n\n")
    print(dict(counts))


if __name__ == "__main__":
    main()
