"""Tender sentences with their trees, made by a small grammar, to train on beside the treebank.

    python models/training/tender_sentences.py OUT.conllu [--count 700] [--seed 7]

Talbanken has no tenders: no "Vid behov ska leverantören ...", hardly an imperative, no "tre (3)". The grammar below
makes such sentences, all of our own invention, annotated as UD Swedish Talbanken does. It is for teaching word
order, not facts.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tender_words import (
    ADJECTIVES,
    CONDITIONS,
    DIGITS,
    ENDS,
    FINITE,
    FINITE_PASSIVE,
    HOLDER,
    HOLDER_PRESENT,
    IMPERATIVE,
    INFINITIVE,
    INFINITIVE_PASSIVE,
    LEMMAS,
    MODAL_LEMMAS,
    MODALS,
    NAMES,
    NOUNS,
    NUMBERS,
    PEOPLE,
    STARTS,
    THINGS,
    VERBS,
    noun_feats,
)


@dataclass
class Node:
    """A word and what hangs on it, in the order of the text."""

    form: str
    pos: str
    feats: str = "_"
    label: str = "dep"
    before: list[Node] = field(default_factory=list)
    after: list[Node] = field(default_factory=list)
    glued: bool = False  # no blank before it

    def words(self) -> list[Node]:
        found = [word for child in self.before for word in child.words()]
        found.append(self)
        return found + [word for child in self.after for word in child.words()]


class Grammar:
    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.people = [line.split() for line in PEOPLE.splitlines()]
        self.things = [line.split() for line in THINGS.splitlines()]
        self.verbs = [line.split() for line in VERBS.splitlines()]
        self.lemmas: dict[tuple[str, str], str] = {}

    def noun(self, table: list[list[str]], definite: bool, plural: bool, label: str, case: str = "Nom") -> Node:
        entry = self.rng.choice(table)
        form = entry[2 + definite + 2 * plural] + ("s" if case == "Gen" else "")
        self.lemmas[form, "NOUN"] = entry[0]
        feats = noun_feats(case, "Def" if definite else "Ind", entry[1], "Plur" if plural else "Sing")
        return Node(form, "NOUN", feats, label)

    def person(self, label: str) -> Node:
        node = self.noun(self.people, self.rng.random() < 0.8, self.rng.random() < 0.15, label)
        if self.rng.random() < 0.12:
            other = self.noun(self.people, "Definite=Def" in node.feats, False, "conj")
            other.before = [Node(self.rng.choice(["och", "eller"]), "CCONJ", "_", "cc")]
            node.after.append(other)
            return node
        if self.rng.random() < 0.12:
            return Node(self.rng.choice(NAMES), "PROPN", "Case=Nom", label)
        if self.rng.random() < 0.06:
            form = self.rng.choice(
                ["ansvarige", "huvudansvarige", "avgående", "skadelidande", "skattskyldige", "anställde"]
            )
            present = form.endswith("ende") or form.endswith("ande")
            holder = Node(form, "ADJ", HOLDER_PRESENT if present else HOLDER, label)
            self.lemmas[form, "ADJ"] = form if present else form[:-1]
            holder.before = [Node("den", "DET", "Definite=Def|Gender=Com|Number=Sing|PronType=Art", "det")]
            return holder
        if self.rng.random() < 0.08:
            node.before.append(Node(self.rng.choice(["även", "endast", "bara", "också"]), "ADV", "_", "advmod"))
            return node
        if self.rng.random() < 0.08:
            return Node("ni", "PRON", "Case=Nom|Definite=Def|Number=Plur|PronType=Prs", label)
        if self.rng.random() < 0.1:
            node.after.append(self.simple("för tjänsten", "nmod"))
        return node

    def thing(self, label: str) -> Node:
        """`ett skriftligt intyg`, `tre (3) rapporter`, `tjänsterna`, `leverantörens pris`."""
        roll = self.rng.random()
        if roll < 0.3:
            node = self.noun(self.things, True, self.rng.random() < 0.4, label)
            if self.rng.random() < 0.2:
                other = self.noun(self.things, True, self.rng.random() < 0.4, "conj")
                other.before = [Node(self.rng.choice(["och", "eller", "samt"]), "CCONJ", "_", "cc")]
                node.after.append(other)
            return node
        if roll < 0.37:
            return self.noun(self.things, False, self.rng.random() < 0.7, label)
        if roll < 0.55:
            node = self.noun(self.things, False, False, label)
            common = "Gender=Com" in node.feats
            article = Node("en" if common else "ett", "DET", _det("Com" if common else "Neut"), "det")
            node.before.append(article)
            if self.rng.random() < 0.6:
                node.before.append(self.adjective(common))
            return node
        if roll < 0.75:
            node = self.noun(self.things, False, True, label)
            number = self.rng.choice(NUMBERS)
            count = Node(number, "NUM", "Case=Nom|NumType=Card", "nummod")
            if self.rng.random() < 0.4:
                least = self.rng.choice(["minst", "högst"])
                count.before.append(Node(least, "ADV", "Degree=Sup", "advmod"))
            if self.rng.random() < 0.4:
                digits = Node(DIGITS[number], "NUM", "Case=Nom|NumType=Card", "appos", glued=True)
                digits.before.append(Node("(", "PUNCT", "_", "punct"))
                digits.after.append(Node(")", "PUNCT", "_", "punct", glued=True))
                count.after.append(digits)
            node.before.append(count)
            return node
        if roll < 0.85:
            node = self.noun(self.things, False, False, label)
            node.before.append(self.noun(self.people, True, False, "nmod:poss", "Gen"))
            return node
        node = self.noun(self.things, False, True, label)
        every = self.rng.choice(
            [("alla", "all", "Number=Plur|PronType=Tot"), ("samtliga", "samtlig", "Number=Plur|PronType=Tot")]
        )
        self.lemmas[every[0], "DET"] = every[1]
        node.before.append(Node(every[0], "DET", every[2], "det"))
        return node

    def adjective(self, common: bool) -> Node:
        base = self.rng.choice(ADJECTIVES)
        participle = base.endswith("ande")
        form = base if common or participle else base + ("tt" if base == "ny" else "" if base == "komplett" else "t")
        self.lemmas[form, "ADJ"] = base
        if participle:
            return Node(form, "ADJ", "Case=Nom|Degree=Pos|Tense=Pres|VerbForm=Part", "amod")
        gender = "Com" if common else "Neut"
        return Node(form, "ADJ", f"Case=Nom|Definite=Ind|Degree=Pos|Gender={gender}|Number=Sing", "amod")

    def adverb(self) -> list[Node]:
        if self.rng.random() < 0.8:
            return []
        word = self.rng.choice(["inte", "inte", "även", "alltid", "endast", "dock"])
        if word == "inte":
            return [Node(word, "PART", "Polarity=Neg", "advmod")]
        return [Node(word, "ADV", "_", "advmod")]

    def modal(self) -> Node:
        form, lemma, feats = self.rng.choice(MODALS)
        self.lemmas[form, "AUX"] = lemma
        return Node(form, "AUX", feats, "aux")

    def verb(self, column: int, suffix: str, feats: str, label: str = "root") -> Node:
        entry = self.rng.choice(self.verbs)
        form = entry[column]
        if suffix == "s" and column == 1:
            form = {"r": form[:-1]}.get(form[-1], form)  # redovisar -> redovisa+s
            form = (
                form[:-1]
                if form.endswith("e")
                and entry[0] in ("godkänna", "ersätta", "beskriva", "följa", "använda", "tillhandahålla")
                else form
            )
        self.lemmas[form + suffix, "VERB"] = entry[0]
        return Node(form + suffix, "VERB", feats, label)

    # Fixed phrases ------------------------------------------------------------------------------------------------
    def simple(self, text: str, label: str) -> Node:
        """A prepositional phrase, written out, as a tree."""
        words = text.split()
        if words[:3] == ["från", "och", "med"]:
            first = Node("från", "ADP", "ExtPos=ADP", "case")
            first.after = [Node("och", "CCONJ", "_", "fixed"), Node("med", "ADP", "_", "fixed")]
            return self._head(words[3], label, [first])
        if words[:3] == ["i", "samband", "med"]:
            head = Node("samband", "NOUN", NOUNS["samband"], label)
            head.before = [Node("i", "ADP", "_", "case")]
            head.after = [self._head(words[3], "nmod", [Node("med", "ADP", "_", "case")])]
            return head
        if words[0] == "enligt" and "§" in words:
            section = Node("§", "NOUN", "_", label)
            chapter = Node(words[2], "NOUN", "Abbr=Yes", "nmod", [_figure(words[1])])
            section.before = [Node("enligt", "ADP", "_", "case"), chapter, _figure(words[3])]
            section.after = [Node(words[5], "PROPN", "Case=Nom", "nmod")]
            return section
        if words[0] == "senast":
            month = Node("mars", "NOUN", "Case=Nom|Gender=Com", label)
            month.before = [Node("senast", "ADV", "Degree=Sup", "advmod"),
                            Node("den", "DET", "Definite=Def|Gender=Com|Number=Sing|PronType=Art", "det"),
                            _figure(words[2])]  # fmt: skip
            return month
        before = [Node(words[0], "ADP", "_", "case")]
        rest = words[1:]
        if len(rest) == 2 and rest[1].isdigit():
            head = self._head(rest[0], label, before)
            head.after = [Node(rest[1], "NUM", "Case=Nom|NumType=Card", "nummod")]
            return head
        for word in rest[:-1]:
            if word in ("hela", "varje"):
                before.append(_DETS[word]())
            else:
                before.append(Node(word, "NUM", "Case=Nom|NumType=Card", "nummod"))
        return self._head(rest[-1], label, before)

    def _head(self, word: str, label: str, before: list[Node]) -> Node:
        return Node(word, "NOUN", NOUNS[word], label, before)

    def condition(self) -> Node:
        """A subordinate clause, its verb as the head."""
        text = self.rng.choice(CONDITIONS)
        mark_form = text.split()[0]
        mark = Node(mark_form, "SCONJ", "_", "mark")
        if "finns" in text:
            verb = Node("finns", "VERB", "Mood=Ind|Tense=Pres|VerbForm=Fin", "advcl")
            reasons = Node("skäl", "NOUN", "Case=Nom|Definite=Ind|Gender=Neut|Number=Plur", "nsubj")
            reasons.before = [
                Node(
                    "särskilda", "ADJ", "Case=Nom|Definite=Ind|Degree=Pos|Number=Plur|Tense=Past|VerbForm=Part", "amod"
                )
            ]
            verb.before, verb.after = [mark, _it("expl")], [reasons]
            return verb
        verb = Node(text.split()[-2] if "{what}" in text else "begär", "VERB", FINITE, "advcl")
        subject = self.noun(self.people, True, False, "nsubj")
        verb.before = [mark, subject]
        if "inte" in text:
            verb.before.append(Node("inte", "PART", "Polarity=Neg", "advmod"))
        verb.after = [self.noun(self.things, True, False, "obj") if "{what}" in text else _it("obj")]
        return verb

    # Sentences ----------------------------------------------------------------------------------------------------
    def active(self) -> Node:
        """Subject first: `Leverantören ska [inte] [, om ..., ] lämna intyget i anbudet.`"""
        verb = self.verb(0, "", INFINITIVE)
        verb.before = [self.person("nsubj"), self.modal()]
        verb.before.extend(self.adverb())
        if self.rng.random() < 0.35:
            clause = self.condition()
            clause.before.insert(0, _comma())
            clause.after.append(_comma())
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
            first.after.append(_comma())
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

    def lemma(self, node: Node) -> str:
        return (
            self.lemmas.get((node.form, node.pos))
            or MODAL_LEMMAS.get(node.form)
            or LEMMAS.get(node.form, node.form.lower())
        )


def _det(gender: str) -> str:
    return f"Definite=Ind|Gender={gender}|Number=Sing|PronType=Art"


def _figure(text: str) -> Node:
    return Node(text, "NUM", "Case=Nom|NumType=Card", "nummod")


def _comma() -> Node:
    return Node(",", "PUNCT", "_", "punct", glued=True)


def _it(label: str) -> Node:
    return Node("det", "PRON", "Definite=Def|Gender=Neut|Number=Sing|PronType=Prs", label)


_DETS: dict[str, Callable[[], Node]] = {
    "hela": lambda: Node("hela", "ADJ", "Case=Nom|Definite=Def|Degree=Pos", "amod"),
    "varje": lambda: Node("varje", "DET", "Definite=Ind|Number=Sing|PronType=Tot", "det"),
}


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
