"""Tender sentences with their trees, made by a small grammar, to train on beside the treebank.

    python models/training/tender_sentences.py OUT.conllu [--count 700] [--seed 7]

Talbanken has no tenders: no "Vid behov ska leverantören ...", hardly an imperative, no "tre (3)". The grammar below
makes such sentences, all of our own invention, annotated as UD Swedish Talbanken does. It is for teaching word
order, not facts.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from tender_phrases import Node, Phrases, comma
from tender_words import (
    ENDS,
    FINITE,
    FINITE_PASSIVE,
    IMPERATIVE,
    INFINITIVE,
    INFINITIVE_PASSIVE,
    NAMES,
    STARTS,
)


class Grammar(Phrases):
    """Whole sentences."""

    def active(self) -> Node:
        """Subject first: `Leverantören ska [inte] [, om ..., ] lämna intyget i anbudet.`"""
        verb = self.verb(0, "", INFINITIVE)
        verb.before = [self.person("nsubj"), self.modal()]
        verb.before.extend(self.adverb())
        if self.rng.random() < 0.35:
            clause = self.condition()
            clause.before.insert(0, comma())
            clause.after.append(comma())
            verb.before.append(clause)
        elif self.rng.random() < 0.3:
            verb.before.append(self.simple(self.rng.choice(STARTS), "obl"))
        if self.rng.random() < 0.25:
            verb.before.append(Node("kunna", "AUX", INFINITIVE, "aux"))
        verb.after = [self.thing("obj")]
        return self.ended(verb)

    def inverted(self) -> Node:
        """Something else first: `Vid behov ska leverantören kunna ersätta konsulten.`"""
        verb = self.verb(0, "", INFINITIVE)
        first = self.condition() if self.rng.random() < 0.45 else self.simple(self.rng.choice(STARTS), "obl")
        verb.before = [first, self.modal(), self.person("nsubj")]
        verb.before.extend(self.adverb())
        if first.label == "advcl" and self.rng.random() < 0.4:
            first.after.append(comma())
        if self.rng.random() < 0.2:
            verb.before.append(self.simple(self.rng.choice(ENDS), "obl"))
        if self.rng.random() < 0.25:
            verb.before.append(Node("kunna", "AUX", INFINITIVE, "aux"))
        verb.after = [self.thing("obj")]
        return self.ended(verb)

    def passive(self) -> Node:
        """`Intyget ska bifogas anbudet av leverantören.`"""
        verb = self.verb(0, "s", INFINITIVE_PASSIVE)
        subject = self.thing("nsubj:pass")
        if self.rng.random() < 0.5:
            verb.before = [subject, self.modal()]
        else:
            verb.before = [self.simple(self.rng.choice(STARTS), "obl"), self.modal(), subject]
        verb.before.extend(self.adverb())
        if self.rng.random() < 0.45:
            agent = self.noun(self.people, self.rng.random() < 0.8, self.rng.random() < 0.2, "obl:agent")
            if self.rng.random() < 0.15:
                agent = Node(self.rng.choice(NAMES), "PROPN", "Case=Nom", "obl:agent")
            agent.before = [Node("av", "ADP", "_", "case")]
            verb.after.append(agent)
        return self.ended(verb)

    def finite_passive(self) -> Node:
        """`Fakturan skickas av leverantören per e-post.`"""
        verb = self.verb(1, "s", FINITE_PASSIVE)
        verb.before = [self.thing("nsubj:pass")]
        agent = self.noun(self.people, True, False, "obl:agent")
        agent.before = [Node("av", "ADP", "_", "case")]
        verb.after = [agent]
        return self.ended(verb)

    def state(self) -> Node:
        """`Anbudet ska vara undertecknat.`, `Avtalet ska vara skriftligt.`"""
        subject = self.noun(self.things, True, False, "nsubj")
        common = "Gender=Com" in subject.feats
        predicate = self.adjective(common)
        predicate.label = "root"
        predicate.before = [subject, self.modal(), Node("vara", "AUX", INFINITIVE, "cop")]
        return self.ended(predicate)

    def have(self) -> Node:
        """`Leverantören ska ha minst tre (3) fordon.`"""
        verb = Node("ha", "VERB", INFINITIVE, "root")
        self.lemmas["ha", "VERB"] = "ha"
        verb.before = [self.person("nsubj"), self.modal()]
        verb.after = [self.thing("obj")]
        return self.ended(verb)

    def imperative(self) -> Node:
        """`Bifoga ett skriftligt intyg i anbudet.`"""
        verb = self.verb(2, "", IMPERATIVE)
        verb.after = [self.thing("obj")]
        if self.rng.random() < 0.3:
            second = self.verb(2, "", IMPERATIVE, "conj")
            second.before = [Node("och", "CCONJ", "_", "cc")]
            second.after = [self.thing("obj")]
            verb.after.append(second)
        return self.ended(verb)

    def fragment(self) -> Node:
        """A list item or a cell: `minst tre (3) rapporter i anbudet`, `Skriftligt intyg`."""
        head = self.thing("root")
        if self.rng.random() < 0.6:
            head.after.append(self.simple(self.rng.choice(ENDS), "nmod"))
        return head

    def item(self) -> Node:
        """What follows `Leverantören ska`: `lämna intyget i anbudet`."""
        verb = self.verb(0, "", INFINITIVE)
        verb.after = [self.thing("obj"), self.simple(self.rng.choice(ENDS), "obl")]
        return verb

    def relative(self) -> Node:
        """`Leverantören ska lämna de rapporter som kommunen begär.`"""
        verb = self.verb(0, "", INFINITIVE)
        verb.before = [self.person("nsubj"), self.modal()]
        what = self.noun(self.things, False, True, "obj")
        what.before = [Node("de", "DET", "Definite=Def|Number=Plur|PronType=Art", "det")]
        clause = self.verb(1, "", FINITE, "acl:relcl")
        clause.before = [Node("som", "PRON", "PronType=Rel", "obj"), self.noun(self.people, True, False, "nsubj")]
        what.after = [clause]
        verb.after = [what]
        return self.ended(verb)

    def ended(self, root: Node) -> Node:
        if self.rng.random() < 0.6:
            root.after.append(self.simple(self.rng.choice(ENDS), "obl"))
        if self.rng.random() < 0.85:
            root.after.append(Node(".", "PUNCT", "_", "punct", glued=True))
        return root

    def sentence(self) -> Node:
        kinds: list[tuple[Callable[[], Node], int]] = [
            (self.active, 6), (self.inverted, 6), (self.passive, 5), (self.finite_passive, 2), (self.state, 2),
            (self.have, 2), (self.imperative, 5), (self.fragment, 3), (self.item, 2), (self.relative, 2),
        ]  # fmt: skip
        return self.rng.choices([kind for kind, _ in kinds], [weight for _, weight in kinds])[0]()


def conllu(root: Node, grammar: Grammar, name: str) -> str:
    words = root.words()
    first = words[0]
    lemmas = [grammar.lemma(word) for word in words]
    if root.words()[-1].form == "." or grammar.rng.random() < 0.5:
        first.form = first.form[0].upper() + first.form[1:]
    number = {id(word): i for i, word in enumerate(words, 1)}
    heads: dict[int, int] = {}

    def walk(node: Node, head: int) -> None:
        heads[id(node)] = head
        for child in (*node.before, *node.after):
            walk(child, number[id(node)])

    walk(root, 0)
    text = "".join(("" if i == 0 or word.glued else " ") + word.form for i, word in enumerate(words))
    lines = [f"# sent_id = {name}", f"# text = {text}"]
    for i, word in enumerate(words):
        tight = i + 1 < len(words) and words[i + 1].glued
        lines.append(
            "\t".join([str(i + 1), word.form, lemmas[i], word.pos, "_", word.feats, str(heads[id(word)]),
                       word.label, "_",
                       "SpaceAfter=No" if tight else "_"])
        )  # fmt: skip
    return "\n".join(lines) + "\n\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--count", type=int, default=700)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    grammar = Grammar(args.seed)
    with args.out.open("w", encoding="utf-8", newline="\n") as out:
        for i in range(1, args.count + 1):
            out.write(conllu(grammar.sentence(), grammar, f"upplint-{i}"))


if __name__ == "__main__":
    main()
