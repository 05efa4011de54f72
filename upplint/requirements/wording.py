"""What a sentence is by its wording alone: nothing to read, a command, an instruction, a duty of its own."""

from __future__ import annotations

import re

from upplint.requirements import cues
from upplint.requirements.clauses import Hit, find_hits

#: To the author of the document, to be deleted.
TO_AUTHOR = re.compile(r"\[\s*(?:anvisning|instruktion)", re.IGNORECASE)
#: An item that is a clause of its lead-in: "Av svaret ska framgå: Hur konsulten uppfyller kravet".
SUBORDINATE = re.compile(
    r"^(?:att|hur|vem|vad|varför|huruvida|vilk(?:en|et|a)|i vilken|på vilket|när|var)\s(?!.*\?\s*$)", re.IGNORECASE
)
_QUOTE = re.compile(r"[\"”“»«„]([^\"”“»«„]+)[\"”“»«„]")
_PHRASE = 3  # words: less is a term and no statement


def nothing(text: str) -> bool:
    """A sentence that is never a requirement, whatever its words."""
    return any(p.search(text) for p in cues.patterns("markers", "nothing"))


def quoted(text: str, at: int) -> bool:
    """Does a place stand in words that the sentence only quotes: '"Ni ska salta" stod det i det gamla avtalet'?"""
    for match in _QUOTE.finditer(text):
        if not match.start() < at < match.end() or len(match.group(1).split()) < _PHRASE:
            continue
        behind = text[match.end() :].split()
        outside = f"{text[: match.start()]} {text[match.end() :]}"
        return (match.start() == 0 and len(behind) > 1) or bool(cues.pattern("markers", "quoting").search(outside))
    return False


def befalls(text: str, hit: Hit) -> bool:
    """Does a condition say what may happen to a party: "om leverantören ska försättas i konkurs"?"""
    opened = cues.pattern("markers", "if_words").search(text[: hit.clause].rstrip()[-12:])
    return (
        hit.under == "condition" and bool(opened) and bool(cues.plain(r"\s+(?:\w+ )?\w{3,}as\b").match(text[hit.end :]))
    )


def own_duty(text: str) -> bool:
    """A lead-in that also states a duty of its own.

    "Leverantören ska samarbeta, vilket innebär att den ska:", "Ni ska ange om ... och i så fall ange:", "Utföraren
    ska ha rutiner som visar att ..., enligt minst följande punkter:".
    """
    hits = find_hits(text)
    kinds = [h.under for h in hits if h.marker.kind == "modal"]
    if len(kinds) > 1 and kinds[0] == "" and kinds[-1] == "that":
        return True
    main = next((h for h in hits if h.marker.kind == "modal" and not h.under), None)
    rest = text[main.end :] if main is not None else ""
    return cues.pattern("markers", "own_duty").search(rest) is not None


def fundament(text: str, begin: int, hit: Hit) -> str:
    """What stands before the marker in its piece of the sentence, without the conjunction."""
    return cues.plain(r"^\W*(?:och|samt|men|utan|dock|liksom)?\s").sub("", text[begin : hit.start])


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Without white space and commas at the ends."""
    while start < end and text[start] in " ,;\t":
        start += 1
    while end > start and text[end - 1] in " ,;\t":
        end -= 1
    return start, end


def command(text: str) -> str | None:
    """The imperative that a sentence begins with (also behind "Om ja,")."""
    data = cues.load("markers")["imperatives"]
    match = cues.plain(rf"^(?:[^,.?]{{0,90}}, )?(?P<c>{data['pattern']})(?!\w)").match(text)
    if match is None:
        return None
    if match.start("c") and not cues.plain(r"^(?:om|vid|i (?:det|de) fall|i förekommande)\b").match(text):
        return None
    if any(cues.plain(p).search(text) for p in data["not"]):
        return None
    word = match.group("c")
    if match.start("c") == 0 and not word[:1].isupper() and len(text.split()) > 12:
        return None
    rest = text[match.end() :]
    if cues.plain(r"^\s+(?:ska|skall|är|som|kan|får|och|av|till\b)").match(rest):
        return None
    return word


def instruction(text: str) -> str | None:
    """A plain present that tells tenderers what to do ("Frågor ställs via ...")."""
    data = cues.load("markers")["instructions"]
    who = cues.plain(data["who"]).search(text)
    if who:
        return who.group("v")
    if any(cues.plain(p.replace("@", data["pattern"])).search(text) for p in data["not"]):
        return None
    match = cues.plain(rf"(?:^|, ){data['subject']}(?: [^.;:,]{{0,50}}?)? (?P<v>{data['pattern']})(?!\w)").search(text)
    if match is None:
        match = cues.plain(
            rf"^(?:Om|Vid|Har|Saknar|Kan) [^.;:]*? (?P<v>{data['pattern']}) (?:{data['handed']})\b"
        ).search(text)
    return match.group("v") if match else None
