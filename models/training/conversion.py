"""Mend what the converted training part of Talbanken still does as version 1 did.

    python models/training/conversion.py IN.conllu OUT.conllu [--enhanced sv_talbanken-ud.enhanced.txt]

Rules learned from the development part, which exists in both versions:

* a form of `vara` never heads its clause: the predicate does (`Det är hemma`), also where version 1 said
  `dep` (clefts);
* a main clause with a subject of its own, joined without a conjunction, is `parataxis`, not `conj`;
* `som` before a noun in an adverbial is a preposition;
* `bli` with a past participle is a passive: the participle is the verb, `bli` its auxiliary;
* an auxiliary that heads a clause is a verb;
* an adjective in -a is definite after a definite word and before a definite noun, else indefinite plural;
* a participle with a prefix that no verb has (`oförändrad`, `välkänd`) is an adjective and nothing else;
* an infinitive without a subject is `xcomp`, a clause with one `ccomp`;
* only a passive has a passive subject, not a deponent (`det finns`);
* a preposition that opens a clause (`för att`, `på att`) marks the verb of that clause;
* a verb's particle that is a preposition elsewhere (`om`, `ur`, `åt`) is tagged as one.

With `--enhanced`, heads and labels are taken from the list of enhanced dependencies that the treebank's own
repository keeps beside the treebank (CC BY-SA 4.0). It names sentences and tokens by number only, so the
sentences are first aligned.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from pathlib import Path

Token = list[str]
Sentence = list[Token]

ID, FORM, LEMMA, UPOS, FEATS, HEAD, LABEL = 0, 1, 2, 3, 5, 6, 7
BE = frozenset({"är", "var", "vara", "varit", "vore"})
CLAUSES = frozenset({"root", "conj", "acl", "acl:relcl", "ccomp", "advcl", "xcomp", "appos"})
PREDICATES = frozenset({"advmod", "obl", "dislocated", "nmod"})
NOT_PREDICATES = frozenset({"inte", "ej", "icke", "också", "ju", "väl", "nog", "kanske", "nu", "redan", "alltså", "då"})
PREPOSITIONS = frozenset({"om", "ur", "åt", "efter", "i", "under", "för", "utanför", "bakom", "vid", "mot", "från"})
NO_VERB = re.compile(
    r"o(?!rd|m|ro|rs|rg|ri|ff|ck|bs|pe|dl|range|lje)|väl|hög|låg|svår|lätt|själv|ny(?!ans|tt)|sist|först(?!or)|ovan"
    r"|nedan|hem(?!sk)|halv|hel|barna|samhälls|köns|vane|yrkes"
)


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


def adjectives(sentence: Sentence) -> int:
    """`de ekonomiska villkoren`, `sina nya krav`: definite. `ekonomiska villkor`: indefinite plural."""
    changed = 0
    by_id = {token[ID]: token for token in sentence}
    for token in sentence:
        feats = set(token[FEATS].split("|"))
        head = by_id.get(token[HEAD])
        if token[UPOS] == "ADJ" and token[LABEL] == "conj" and head is not None and head[UPOS] == "ADJ":
            head = by_id.get(head[HEAD])
        elif token[LABEL] != "amod":
            continue
        plural = {"Definite=Ind", "Number=Plur"} <= feats and not any(f.startswith("Gender") for f in feats)
        definite = "Definite=Def" in feats and not any(f.startswith(("Gender", "Number")) for f in feats)
        if token[UPOS] != "ADJ" or head is None or not (plural or definite):
            continue
        before = [
            other
            for other in children(sentence, head)
            if other[LABEL] in ("det", "nmod:poss") and int(other[ID]) < int(token[ID])
        ]
        determined = any(o[LABEL] == "nmod:poss" or "Definite=Def" in o[FEATS] for o in before)
        if plural and (determined or "Definite=Def" in head[FEATS]):
            feats = feats - {"Definite=Ind", "Number=Plur"} | {"Definite=Def"}
        elif definite and not before and {"Definite=Ind", "Number=Plur"} <= set(head[FEATS].split("|")):
            feats = feats - {"Definite=Def"} | {"Definite=Ind", "Number=Plur"}
        else:
            continue
        token[FEATS] = "|".join(sorted(feats))
        changed += 1
    return changed


def adjectival(sentence: Sentence) -> int:
    changed = 0
    for token in sentence:
        if token[UPOS] == "ADJ" and "VerbForm=Part" in token[FEATS] and NO_VERB.match(token[FORM].lower()):
            feats = [f for f in token[FEATS].split("|") if not f.startswith(("Tense", "VerbForm"))]
            token[FEATS] = "|".join(feats)
            changed += 1
    return changed


def complements(sentence: Sentence) -> int:
    """`försöker [att] lämna` is xcomp; `menar att anbudet saknas` is ccomp."""
    changed = 0
    by_id = {token[ID]: token for token in sentence}
    for token in sentence:
        head = by_id.get(token[HEAD])
        if token[LABEL] not in ("ccomp", "xcomp", "advcl") or head is None:
            continue
        below = children(sentence, token)
        helpers = [child[FEATS] for child in below if child[LABEL] in ("aux", "cop", "aux:pass")]
        finite = any("VerbForm=Fin" in feats for feats in (token[FEATS], *helpers))
        infinite = not finite and any("VerbForm=Inf" in feats for feats in (token[FEATS], *helpers))
        subject = any(child[LABEL].startswith(("nsubj", "csubj", "expl")) for child in below)
        marks = {child[UPOS] for child in below if child[LABEL] == "mark"}
        label = token[LABEL]
        after_verb = not marks and head[UPOS] in ("VERB", "AUX")
        if infinite and not subject and (label == "ccomp" or (label == "advcl" and after_verb)):
            token[LABEL] = "xcomp"
        elif finite and subject and label == "xcomp" and "SCONJ" in marks:
            token[LABEL] = "ccomp"
        changed += label != token[LABEL]
    return changed


def passive_subjects(sentence: Sentence) -> int:
    changed = 0
    by_id = {token[ID]: token for token in sentence}
    for token in sentence:
        head = by_id.get(token[HEAD])
        if token[LABEL] not in ("nsubj:pass", "csubj:pass") or head is None or head[UPOS] not in ("VERB", "AUX"):
            continue
        if "Voice=Pass" in head[FEATS] or any(c[LABEL] == "aux:pass" for c in children(sentence, head)):
            continue
        token[LABEL] = token[LABEL].removesuffix(":pass")
        changed += 1
    return changed


def clause_openers(sentence: Sentence) -> int:
    changed = 0
    by_id = {token[ID]: token for token in sentence}
    for token in sentence:
        head = by_id.get(token[HEAD])
        if token[UPOS] != "ADP" or head is None or head[UPOS] != "VERB":
            continue
        if token[LABEL] == "case" and int(token[ID]) < int(head[ID]):
            token[LABEL] = "mark"
            changed += 1
        elif token[LABEL] == "mark" and int(token[ID]) > int(head[ID]):
            here = int(token[ID])
            clauses = [
                other
                for other in children(sentence, head)
                if int(other[ID]) > here and other[LABEL] in ("advcl", "acl", "ccomp", "xcomp", "csubj")
            ]
            following = by_id.get(str(here + 1))
            if clauses:
                token[HEAD] = clauses[0][ID]
            elif following is not None and following[FORM].lower() == "att" and following[HEAD] != token[ID]:
                token[HEAD] = following[HEAD]
            else:
                continue
            changed += 1
    return changed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--enhanced", type=Path)
    args = parser.parse_args()
    from enhanced import align, enhance, read_enhanced

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
        counts["complements"] += complements(sentence)
        counts["particles"] += particles(sentence)
        counts["passive subjects"] += passive_subjects(sentence)
        counts["clause openers"] += clause_openers(sentence)
        counts["adjectives"] += adjectives(sentence)
        counts["adjectival"] += adjectival(sentence)
    with args.target.open("w", encoding="utf-8", newline="\n") as out:
        for head, sentence in zip(comments, sentences, strict=True):
            out.write("\n".join([*head, *("\t".join(token) for token in sentence)]) + "\n\n")
    print(dict(counts))


if __name__ == "__main__":
    main()
