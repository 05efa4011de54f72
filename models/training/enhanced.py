"""Heads and labels for the converted training part from the treebank's list of enhanced dependencies.

The list (`not-to-release/sv_talbanken-ud.enhanced.txt` in the treebank's repository, CC BY-SA 4.0) has the edges of
version 2 for a quarter of the tokens, by number of sentence and token, without words: first the sentences are aligned.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

from conversion import FORM, HEAD, ID, LABEL, LEMMA, Sentence, Token

Edges = dict[str, list[tuple[str, str]]]

WITH_PREPOSITION = re.compile(r"(obl|nmod|advcl|acl)(:agent)?:(.+)$")
BASIC = re.compile(r"(obl:agent|obl|nmod:poss|nmod|advcl|acl:relcl|acl:cleft|acl)(:.+)?$")
PLAIN = ("nsubj", "csubj", "obj", "xcomp", "ccomp", "amod", "appos", "parataxis", "iobj", "advmod", "det", "nummod",
         "aux", "cop", "mark", "expl")  # fmt: skip
MAX_SHIFT = 30


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
