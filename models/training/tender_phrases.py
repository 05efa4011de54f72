"""Words and phrases of the small grammar of tender Swedish, as trees."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from tender_words import (
    ADJECTIVES,
    CONDITIONS,
    DIGITS,
    FINITE,
    HOLDER,
    HOLDER_PRESENT,
    LEMMAS,
    MODAL_LEMMAS,
    MODALS,
    NAMES,
    NOUNS,
    NUMBERS,
    PEOPLE,
    PLAIN_QUALITIES,
    QUALITIES,
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


class Phrases:
    """Noun phrases, prepositional phrases, modal verbs and subordinate clauses, drawn at random from a seed."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.people = [line.split() for line in PEOPLE.splitlines()]
        self.things = [line.split() for line in THINGS.splitlines()]
        self.verbs = [line.split() for line in VERBS.splitlines()]
        self.qualities = [line.split() for line in QUALITIES.splitlines()]
        self.lemmas: dict[tuple[str, str], str] = {}

    def noun(self, table: list[list[str]], definite: bool, plural: bool, label: str, case: str = "Nom") -> Node:
        entry = self.rng.choice(table)
        form = entry[2 + definite + 2 * plural] + ("s" if case == "Gen" else "")
        self.lemmas[form, "NOUN"] = entry[0]
        feats = noun_feats(case, "Def" if definite else "Ind", entry[1], "Plur" if plural else "Sing")
        return Node(form, "NOUN", feats, label)

    def person(self, label: str) -> Node:
        if self.rng.random() < 0.15:
            return self.described(self.people, label)
        node = self.noun(self.people, self.rng.random() < 0.8, self.rng.random() < 0.15, label)
        if self.rng.random() < 0.12:
            other = self.noun(self.people, "Definite=Def" in node.feats, False, "conj")
            other.before = [Node(self.rng.choice(["och", "eller"]), "CCONJ", "_", "cc")]
            node.after.append(other)
            return node
        if self.rng.random() < 0.12:
            return Node(self.rng.choice(NAMES), "PROPN", "Case=Nom", label)
        if self.rng.random() < 0.04:
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
        if self.rng.random() < 0.22:
            return self.described(self.things, label)
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

    def described(self, table: list[list[str]], label: str) -> Node:
        """`den erbjudna konsulten`, `de angivna priserna`, `avtalad tjänst`, `godkända fakturor`."""
        definite, plural = self.rng.random() < 0.6, self.rng.random() < 0.4
        noun = self.noun(table, definite, plural, label)
        gender = "Com" if "Gender=Com" in noun.feats else "Neut"
        base, neuter, other = self.rng.choice(self.qualities)
        form = other if definite or plural else base if gender == "Com" else neuter
        self.lemmas[form, "ADJ"] = base
        if definite:
            bend = "Case=Nom|Definite=Def|Degree=Pos"
        elif plural:
            bend = "Case=Nom|Definite=Ind|Degree=Pos|Number=Plur"
        else:
            bend = f"Case=Nom|Definite=Ind|Degree=Pos|Gender={gender}|Number=Sing"
        if base.endswith("ande") or base.endswith("ende"):
            bend = "Case=Nom|Degree=Pos|Tense=Pres|VerbForm=Part"
        elif base not in PLAIN_QUALITIES:
            bend += "|Tense=Past|VerbForm=Part"
        if definite:
            article = "de" if plural else "den" if gender == "Com" else "det"
            feats = "Definite=Def|Number=Plur|PronType=Art" if plural else _definite(gender)
            noun.before.append(Node(article, "DET", feats, "det"))
        noun.before.append(Node(form, "ADJ", bend, "amod"))
        return noun

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

    def lemma(self, node: Node) -> str:
        return (
            self.lemmas.get((node.form, node.pos))
            or MODAL_LEMMAS.get(node.form)
            or LEMMAS.get(node.form, node.form.lower())
        )


def _definite(gender: str) -> str:
    return f"Definite=Def|Gender={gender}|Number=Sing|PronType=Art"


def _det(gender: str) -> str:
    return f"Definite=Ind|Gender={gender}|Number=Sing|PronType=Art"


def _figure(text: str) -> Node:
    return Node(text, "NUM", "Case=Nom|NumType=Card", "nummod")


def comma() -> Node:
    return Node(",", "PUNCT", "_", "punct", glued=True)


def _it(label: str) -> Node:
    return Node("det", "PRON", "Definite=Def|Gender=Neut|Number=Sing|PronType=Prs", label)


_DETS: dict[str, Callable[[], Node]] = {
    "hela": lambda: Node("hela", "ADJ", "Case=Nom|Definite=Def|Degree=Pos", "amod"),
    "varje": lambda: Node("varje", "DET", "Definite=Ind|Number=Sing|PronType=Tot", "det"),
}
