"""Who must do what in one sentence: subject of the modal verb, agent of a passive, imperatives.

Pure helpers on a parsed `Doc` or `Span` of one sentence. The parser is asked first; where its answer cannot
be true in Swedish word order, word order decides. Between a finite modal verb and its infinitive stand only
the subject and adverbials ("Vid behov ska leverantören inom en timme ersätta ..."), and a subject never has
a preposition: that is enough for most requirements.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from upplint.language.syntax_tables import (
    CLAUSES,
    DEPONENT_FORMS,
    DEPONENTS,
    FOCUS,
    IMPERATIVES,
    LABELS,
    MODALS,
    MUST,
    NOMINALS,
    NOT_AV_AGENT,
    PART_OF_NAME,
    QUANTIFIERS,
    SUBJECTS,
    SUBORDINATORS,
    TIMES,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    Text = Doc | Span


def modal(sentence: Text) -> Token | None:
    """The finite modal verb of the main clause, or the first one where no main clause has one."""
    found = [
        token
        for token in sentence
        if token.lower_ in MODALS
        and (token.pos_ == "AUX" or (token.pos_ == "VERB" and _infinitive_follows(token, sentence)))
    ]
    if not found:
        found = [
            token
            for token in sentence
            if token.lower_ in MUST - {"får"} and (token.is_upper or token.pos_ not in ("NOUN", "PROPN"))
        ]
    if not found:
        return None
    return min(found, key=lambda token: (_subordinate(token, sentence), token.lower_ not in MUST, token.i))


def modal_subject(sentence: Text) -> tuple[int, int] | None:
    """Where the subject of the main modal verb (ska, måste, bör, får, kan ...) stands.

    Args:
        sentence: one parsed sentence.

    Returns: first character and the one after the last, counted as in the document: the noun with its articles,
    adjectives, numbers and joined nouns ("kontaktpersonens namn och telefonnummer"), without what hangs on
    it with a preposition or a relative clause. `None` when the sentence has no modal verb or no subject
    could be told.
    """
    verb = modal(sentence)
    if verb is None:
        return None
    subject = _subject_of(verb, sentence)
    return None if subject is None else phrase(subject)


def passive_agent(sentence: Text) -> tuple[int, int] | None:
    """Where the one who acts in a passive stands ("av leverantören"), without the preposition. `None` when
    unsaid."""
    for token in sentence:
        if token.dep_ == "obl:agent" and token.pos_ in NOMINALS and _agent_fits(token) and _takes_agent(token.head):
            return phrase(token)
    for token in sentence:
        if token.lower_ == "av" and token.pos_ == "ADP" and token.dep_ == "case":
            noun = token.head
            verb = noun.head
            if noun.dep_.startswith(("obl", "nmod")) and noun.i > token.i and _agent_fits(noun):
                while (
                    verb.dep_ in ("nmod", "obl", "conj", "obj", "amod", "xcomp")
                    and not is_passive(verb)
                    and verb.head is not verb
                ):
                    verb = verb.head
                if is_passive(verb) and verb.i < token.i and token.i - verb.i <= 2:
                    return phrase(noun)
    return None


def is_imperative(sentence: Text) -> bool:
    """Is the sentence an order to the reader ("Bifoga ett intyg.")?

    An item in small letters ("bifoga ett intyg" under "Anbudsgivaren ska:") is not: there it is an infinitive.
    """
    first = next((token for token in sentence if token.is_alpha), None)
    if first is None or not first.text[0].isupper() or sentence[len(sentence) - 1].text == "?":
        return False
    if any(child.dep_ in SUBJECTS and child.i > first.i for child in first.children):
        return False
    if first.lower_ in IMPERATIVES:
        following = sentence[first.i - sentence[0].i + 1] if len(sentence) > first.i - sentence[0].i + 1 else None
        return following is None or following.pos_ not in ("AUX",)
    return first.pos_ == "VERB" and first.morph.get("Mood", []) == ["Imp"] and first.dep_ == "ROOT"


def is_passive(token: Token) -> bool:
    """Is the word a passive verb: an s-form that is not a deponent (`lämnas`), or a participle with `bli`
    (`blev vald`)?"""
    form = token.lower_.endswith("s") or "Part" in token.morph.get("VerbForm", [])
    if token.pos_ in ("VERB", "AUX") and form and "Pass" in token.morph.get("Voice", []):
        return token.lemma_ not in DEPONENTS and token.lower_ not in DEPONENT_FORMS
    return any(child.dep_ == "aux:pass" for child in token.children)


def phrase(noun: Token) -> tuple[int, int]:
    """Characters of a noun with its articles, adjectives, numbers and joined nouns."""
    tokens = _core(noun)
    start, end = min(t.i for t in tokens), max(t.i for t in tokens)
    doc = noun.doc
    while start > noun.sent.start and _belongs_before(doc[start - 1], doc[start]):
        start -= 1
    start = _after_number(doc, start, noun)
    while start < noun.i and doc[start].lower_ in FOCUS:
        start += 1
    if end + 3 < len(doc) and doc[end + 1].text == "(" and doc[end + 2].is_digit and doc[end + 3].text == ")":
        end += 3  # "minst ett (1)"
    return doc[start].idx, doc[end].idx + len(doc[end])


def _after_number(doc: Doc, start: int, noun: Token) -> int:
    """Past the number of a requirement in front: `3.2.1 Konsulten`, `a) leverantören`, `Krav 7 Systemet`."""
    if start != noun.sent.start:
        return start
    here = start
    if doc[here].lower_ in LABELS and here + 1 < noun.i and doc[here + 1].like_num:
        here += 2
    elif "." in doc[here].text and doc[here].text[0].isdigit():
        here += 1
    elif here + 1 < noun.i and doc[here + 1].text in (")", ".") and len(doc[here]) <= 2:
        here += 2
    while here < noun.i and doc[here].is_punct:
        here += 1
    return here if here <= noun.i else start


def _belongs_before(word: Token, following: Token) -> bool:
    """An article or adjective in front that the parser hung elsewhere: `[den erbjudna] konsulten`."""
    if word.head.i <= word.i or following.pos_ not in ("NOUN", "PROPN", "ADJ", "NUM"):
        return False
    if word.pos_ in ("DET", "ADJ"):
        return word.dep_ != "advmod"
    return word.lower_ in ("den", "det", "de") and following.pos_ == "ADJ"


def _core(noun: Token) -> list[Token]:
    tokens = [noun]
    for child in noun.children:
        if child.dep_ in PART_OF_NAME and (child.i < noun.i or child.dep_.startswith(("flat", "fixed"))):
            if _has_case(child):  # "hos bolaget anställd personal"
                continue
            tokens.extend(child.subtree)
        elif child.dep_ == "advmod" and child.i < noun.i and child.lower_ in QUANTIFIERS:
            tokens.append(child)
        elif child.dep_ == "conj" and child.pos_ in NOMINALS and child.i > noun.i and not _has_case(child):
            tokens.extend(_core(child))
    return tokens


def _has_case(noun: Token) -> bool:
    return any(child.dep_ == "case" for child in noun.children)


def _agent_fits(noun: Token) -> bool:
    """No ground ("av säkerhetsskäl"), and no particle ("räknas av från priset")."""
    marks = [child.i for child in noun.children if child.lower_ == "av"] or [noun.i - 1]
    return not noun.lemma_.endswith(NOT_AV_AGENT) and noun.doc[marks[0] + 1].pos_ != "ADP"


def _takes_agent(verb: Token) -> bool:
    """A passive or a participle ("undertecknad av"), not "framgår av". Participles in -ade look like past tense."""
    return is_passive(verb) or verb.morph.get("VerbForm", []) == ["Part"] or verb.morph.get("Tense", []) == ["Past"]


def _infinitive_follows(verb: Token, sentence: Text) -> bool:
    """`får lämna`, but not `får hjälp`."""
    return any(t.morph.get("VerbForm", []) == ["Inf"] for t in verb.doc[verb.i + 1 : sentence[len(sentence) - 1].i + 1])


def _subordinate(verb: Token, sentence: Text) -> bool:
    """Does the modal verb stand in a subordinate clause? Asked of the parse and of the words before it."""
    head = verb.head if verb.dep_.startswith(("aux", "cop")) else verb
    seen = 0
    while head.dep_ in ("conj", "parataxis") and seen < 5:
        head, seen = head.head, seen + 1
    return head.dep_ in CLAUSES


def _subject_of(verb: Token, sentence: Text) -> Token | None:
    parsed = _parsed_subject(verb)
    if verb.is_upper and _noun_before(verb, sentence) is not None:
        return _noun_before(verb, sentence)  # capitals: the tagger is of little help after the verb
    after = _noun_after(verb, sentence)
    if after is not None and after.dep_ in SUBJECTS and after.lemma_ not in TIMES:
        return after  # between a modal verb and its infinitive stands no other noun without a preposition
    if parsed is not None and _possible(parsed, verb):
        return parsed
    return _subject_by_order(verb, sentence) or parsed


def _parsed_subject(verb: Token) -> Token | None:
    head = verb.head if verb.dep_.startswith(("aux", "cop")) else verb
    for _ in range(4):
        found = [child for child in head.children if child.dep_ in SUBJECTS]
        near = [child for child in found if child.i < verb.i] or found
        if near:
            return near[-1]
        expletive = [child for child in head.children if child.dep_ == "expl"]
        if expletive:
            return expletive[0]
        if head.dep_ != "conj":
            return None
        head = head.head
    return None


def _possible(subject: Token, verb: Token) -> bool:
    """Can this word be the subject of this modal verb? Not with a preposition, not after the infinitive."""
    if any(child.dep_ == "case" and child.lower_ != "som" for child in subject.children) or subject.pos_ in (
        "VERB",
        "AUX",
    ):
        return False
    if subject.lemma_ in TIMES and subject.i > verb.i:
        return False
    if subject.i > verb.i:
        between = subject.doc[verb.i + 1 : subject.i]
        if any(t.morph.get("VerbForm", []) == ["Inf"] and t.head.i == verb.head.i for t in between):
            return False
    return True


def _subject_by_order(verb: Token, sentence: Text) -> Token | None:
    """The subject by word order alone: what follows the modal verb if an adverbial comes first, else what
    comes first."""
    after = _noun_after(verb, sentence)
    before = _noun_before(verb, sentence)
    if before is None:
        return after
    if after is None or after.lemma_ in TIMES:
        return before
    return after if before.lemma_ in TIMES else before


def _noun_after(verb: Token, sentence: Text) -> Token | None:
    """The first noun after the modal verb, before the infinitive, without a preposition."""
    doc = verb.doc
    end = sentence[len(sentence) - 1].i
    i = verb.i + 1
    while i <= end and doc[i].pos_ in ("ADV", "PART"):
        i += 1
    while i <= end and doc[i].pos_ in ("DET", "NUM", "ADJ", "NOUN", "PROPN", "PRON"):
        token = doc[i]
        if token.pos_ in ("NOUN", "PROPN", "PRON") and not (
            i < end and "Gen" in token.morph.get("Case", []) and doc[i + 1].pos_ in ("NOUN", "ADJ", "PROPN")
        ):
            return token
        i += 1
    return None


def _noun_before(verb: Token, sentence: Text) -> Token | None:
    """The noun that the part before the modal verb is about, when that part is no adverbial and no clause."""
    doc = verb.doc
    start = sentence[0].i
    while start < verb.i and (doc[start].is_punct or doc[start].lower_ in ("och", "men", "samt", "även", "endast")):
        start += 1
    first = doc[start]
    if start == verb.i or first.pos_ == "ADP" or first.lower_ in SUBORDINATORS or first.pos_ in ("VERB", "AUX"):
        return None
    share: Token | None = None  # "minst en (1) av konsulterna"
    for i in range(start, verb.i):
        token = doc[i]
        if token.pos_ == "ADP" or token.lower_ == "som":
            return share if token.lower_ == "av" else None
        if token.pos_ in ("NUM", "PRON", "DET") and token.is_alpha:
            share = token
        following = doc[i + 1]
        last = i + 1 == verb.i or following.pos_ not in ("NOUN", "PROPN")
        if token.pos_ in ("NOUN", "PROPN", "PRON") and last:
            if "Gen" in token.morph.get("Case", []) and following.pos_ == "ADJ":
                continue
            return token
    return None
