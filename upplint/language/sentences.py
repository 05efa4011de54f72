"""Sentences in a block of tender Swedish: never cut at an abbreviation, a paragraph sign, a case number or a time.

General splitters break after "enl.", "kap." and "nr." and join after "m.m." and "kr."; this one asks the list of
abbreviations, what stands before the stop and what comes after it.
"""

from __future__ import annotations

import re
from itertools import pairwise

from upplint.language.abbreviations import sentence_end
from upplint.language.months import MONTHS

_STOP = re.compile(
    r"""
    (?P<mark>[.!?…]+)                       # the stop itself
    (?P<note>(?<=[a-zåäö]\.)\d{1,2}(?=\s+[A-ZÅÄÖ]))?   # a footnote figure glued to it
    (?P<close>["”“’»)\]]*(?:(?<=\?)\s*\((?:[Jj]a\s*/\s*[Nn]ej|JA\s*/\s*NEJ)\))?)  # the answer field of a question
    (?P<gap>\s+|$|(?=[A-ZÅÄÖ][a-zåäö]))     # or a blank lost in a PDF: "anbudet.Anbudsgivaren"
    """,
    re.VERBOSE,
)
_NEXT = re.compile(r"""["”“»«'(\[]*(?P<bullet>[-–—•·▪●○◦*]\s+)?(?P<word>[^\s]*)""")
_CHUNK = re.compile(r"\S+$")
_ENUMERATOR = re.compile(
    r"\(?(?:\d{1,2}|[A-ZÅÄÖa-zåäö]|[ivx]{1,5}|[IVX]{1,5})[.)]$|\(?[A-ZÅÄÖ]{0,4}\d{1,3}(?:\.\d{1,3}){1,5}\.?[a-z]?[.)]?$"
    r"|[A-ZÅÄÖ]{2,3}\.\d{1,4}\.?$"
)
_LIST_ITEM = re.compile(r"[ \t]*(?:[-–—•·▪●○◦*][ \t]+|\(?(?:\d{1,2}|[a-zåäö])[.)][ \t]+)(?=\S)")
_BULLET = re.compile(r"(?<=\s)[•▪●○◦](?=\s)")
_REFERENCE = re.compile(
    r"(?:bilag\w*|alternativ\w*|del\w*|område\w*|klass\w*|punkt\w*|grupp\w*|steg\w*|zon\w*|typ\w*|kategori\w*|nivå\w*"
    r"|hus\w*|rating\w*|vitamin|betyg\w*|lott?|appendix|version)$",
    re.IGNORECASE,
)
# Words that cannot end a heading line: the line goes on.
_OPEN_END = re.compile(
    r"(?:[,;:(/–-]|\b(?:och|eller|samt|av|för|i|på|med|till|om|som|att|den|det|de|en|ett|från|enligt|vid|under|inom|är|"
    r"ska|skall|har|kan|får|vara|inte|ej|mellan|mot|efter|utan|över|genom|hos|per|sin|sitt|sina|respektive|om))$",
    re.IGNORECASE,
)
# "Steg 1. Vi prövar kraven.": a label in front of a sentence.
_LABEL = re.compile(r"(?:Steg|Fas|Del|Punkt|Krav|Fråga|Område|Etapp|Moment|Kriterium|Pos|Nr)\s+(?:\d{1,2}|[A-Z])\.")
# "se bil. Prislista": what is pointed at, not "körs med bil. Leverantören ...".
_POINTS_AT = re.compile(r"(?:(?<!\w)(?:se|enligt|enl\.|jfr\.?|jämför|även)\s|\()\s*$", re.IGNORECASE)


def _abbreviated(chunk: str, before: str) -> str | None:
    """How the abbreviation that ends in a stop behaves, for the last chunk of text and what stands before it."""
    word = chunk.lstrip("(\"”“»«['/–-").lower()
    if "/" in word or "-" in word[:-1]:  # "inkl./exkl.", "kravspec.", "ort/adr."
        word = re.split(r"[/–-]", word)[-1]
    # "t. ex.", "m. m.", "fr. o. m.": stops set apart are read together.
    spaced = re.search(r"((?:(?<!\w)[^\W\d_]{1,4}\. ?){1,3})$", before)
    if spaced and re.fullmatch(r"[^\W\d_]{1,4}\.", word):
        joined = spaced[1].replace(" ", "").lower() + word
        parts = joined.split(".")
        for first in range(len(parts) - 2):
            kind = sentence_end(".".join(parts[first:]))
            if kind:
                return kind
    return sentence_end(word)


def _starts_abbreviation(chunk: str, following: str) -> bool:
    """Is this stop inside an abbreviation written with blanks: "m. m.", "t. ex."?"""
    head = chunk.lstrip('("”').lower()
    tail = re.match(r"(?:[^\W\d_]{1,4}\. ?){1,2}", following)
    if not tail or not re.fullmatch(r"[^\W\d_]{1,2}\.", head):
        return False
    pieces = tail[0].replace(" ", "").lower().split(".")
    return any(sentence_end(head + ".".join(pieces[:n]) + ".") for n in range(1, len(pieces)))


def _opens_sentence(word: str) -> bool:
    """Can a sentence start with this? A capital, or a digit (checked more closely by the caller)."""
    bare = word.lstrip("\"”“»«'([")
    return bool(bare) and (bare[0].isupper() or bare[0].isdigit() or bare[0] in "§€☐☒□")


def _is_end(text: str, start: int, match: re.Match[str]) -> bool:
    """Does the sentence that began at `start` end at this stop?"""
    mark = match["mark"]
    tail = text[match.end() :]
    if not tail.strip():
        return True
    chunk_match = _CHUNK.search(text, start, match.start("mark") + 1)
    chunk = text[chunk_match.start() : match.start("mark") + 1] if chunk_match else mark[:1]
    before = text[start : match.start("mark") + 1 - len(chunk)]
    if not match["gap"]:
        return _lost_blank(chunk, match, tail)
    found = _NEXT.match(tail)
    word = found["word"] if found else ""
    if found and found["bullet"] and ("\n" in match["gap"] or found["bullet"][0] in "•▪●○◦·"):
        return True
    if _in_bracket(text, start, match):
        return False
    if "?" in mark:
        return _opens_sentence(tail) or re.match(r"\(?(?:ja|nej)\b", tail, re.IGNORECASE) is not None
    if not _opens_sentence(tail):
        # "a) ..." or "- ..." on a new line starts an item
        return "\n" in match["gap"] and _LIST_ITEM.match(tail) is not None
    if "!" in mark or "…" in mark or len(mark) > 1:
        return word[:1].isupper() or tail[0] in '"”“('
    if not before.strip() and _ENUMERATOR.match(chunk):
        return False
    if match["note"]:
        return sentence_end(chunk.lower()) is None
    if _LABEL.fullmatch(text[start : match.start("mark") + 1]):
        return False
    return _full_stop_ends(chunk, before, word, tail, bool(match["close"]))


def _full_stop_ends(chunk: str, before: str, word: str, tail: str, closed: bool) -> bool:
    kind = _abbreviated(chunk, before)
    capital = _capital(word)
    if kind == "never" or _starts_abbreviation(chunk, tail):
        return False
    if kind == "may":
        saint = chunk.lstrip("(") == "St." and bool(before.strip())  # "vid St. Eriks sjukhus", not "300 st."
        return capital and not closed and not saint
    if kind == "lower":
        lettered = re.match(r"[A-ZÅÄÖ]{2,}|[A-ZÅÄÖ]?\d|[A-HJ-ZÄÖ](?!\w)", word)  # "bil. B"; "I" and "Å" are words
        return capital and not lettered and not _POINTS_AT.search(before)
    bare = chunk.lstrip('("”“»«[')
    if re.fullmatch(r"(?:[A-ZÅÄÖ]\.)+", bare):
        return not _initial(bare, before, word, tail)
    if not capital:  # a digit follows
        return _digit_opens(bare, before, tail)
    return not (re.fullmatch(r"\d{1,2}\.", bare) and word.lower().rstrip(".,") in MONTHS)


def _capital(word: str) -> bool:
    bare = word.lstrip("\"”“»«'([")
    return bool(bare) and not bare[0].isdigit()


def _initial(bare: str, before: str, word: str, tail: str) -> bool:
    """Is a lone capital with a stop an initial in a name (Anna K. Berg) rather than "bilaga A."?"""
    last = before.rsplit(maxsplit=1)[-1] if before.split() else ""
    if not last:
        return True
    if len(bare) > 2:  # "J.R. Svensson", but "A.B." after a name ends
        return True
    if _REFERENCE.search(last.rstrip(".,")):
        return False
    if re.fullmatch(r"[A-ZÅÄÖ]\.", word):  # "J. R. Lind"
        return True
    if last[:1].isupper() and len(last) > 1 and not last.isupper() and len(word.rstrip(".,;:")) > 1:
        return True
    # "enhetschef M. Ek, tel.": a name ends; "sal B. Kaffe serveras": a sentence goes on.
    return re.match(r"[A-ZÅÄÖ][a-zåäöé-]+(?:\s*[.,;)]|\s*$|\s+(?:och|eller|samt)\b|\s+[A-ZÅÄÖ])", tail) is not None


def _digit_opens(bare: str, before: str, tail: str) -> bool:
    """A digit after a full stop: a new sentence ("... år. 15 konsulter"), or a number cut in two ("26. 050")?"""
    if re.search(r"\d\.$", bare):
        return re.match(r"\d[\d ,]*\s+[a-zåäö§]{2,}", tail) is not None and not re.match(r"\d{3}\b(?! [a-zåäö])", tail)
    return len(bare) > 2 or not before.strip()


def _lost_blank(chunk: str, match: re.Match[str], tail: str) -> bool:
    """ "anbudet.Anbudsgivaren ska": a blank lost between two sentences, not an address or a code."""
    word = re.match(r"\S+", tail)
    if match["mark"] != "." or not word or len(word[0]) < 3 or "@" in word[0]:
        return False
    if re.search(r"www|://|@|\d|\..*\.$", chunk.lower()) or re.search(r"\.[a-z]{2,4}\b", word[0]):
        return False
    return re.search(r"[a-zåäö]{3,}\.$", chunk) is not None and sentence_end(chunk.lower()) is None


def _in_bracket(text: str, start: int, match: re.Match[str]) -> bool:
    """Inside a bracket that opened within this sentence, not with it, and closes later in the same line of thought."""
    if ")" in match["close"]:
        return False
    opened = text.rfind("(", start, match.start())
    if opened <= start or text.find(")", opened, match.start()) != -1:
        return False
    closing = text.find(")", match.end(), match.end() + 200)
    return closing != -1 and "(" not in text[match.end() : closing]


def _line_ends(text: str) -> list[int]:
    """Ends forced by line breaks: an empty line, an item on the next line, a heading without a stop."""
    ends = []
    start_of_unit = 0
    widest = max((len(line) for line in text.split("\n")), default=0)
    for found in re.finditer(r"\n", text):
        position = found.start()
        if position < start_of_unit:
            continue
        line = text[text.rfind("\n", 0, position) + 1 : position].strip()
        following = text[position + 1 :]
        if not following.strip() or not line:
            if not line:
                start_of_unit = position + 1
            continue
        next_line = following.split("\n", 1)[0]
        forced = not next_line.strip() or _LIST_ITEM.match(next_line) is not None
        if forced or (text[start_of_unit:position].strip() == line and _is_heading(line, next_line, widest)):
            ends.append(position)
            start_of_unit = position + 1
        elif re.search(r"[.!?]$", line):
            start_of_unit = position + 1
    return ends


def _is_heading(line: str, next_line: str, widest: int) -> bool:
    """A short line that starts like a heading, has no stop, and is followed by a line that starts anew.

    Where the next line's first word would not have fitted, the line may have been broken for width only.
    """
    if len(line) + 1 + len(next_line.split(maxsplit=1)[0] if next_line.split() else "") > widest:
        return False
    if len(line) > 70 or len(line.split()) > 9 or re.search(r"[.!?,;:]$", line) or _OPEN_END.search(line):
        return False
    if re.search(r"\b(?:ska|skall|är|har|kan|får|måste|bör|kommer|avser|gäller|krävs|innebär)\b", line):
        return False
    following = next_line.lstrip()
    heading = re.match(r"(?:(?:§\s?)?[A-ZÅÄÖ]{0,3}[\d.]+\s+)?[A-ZÅÄÖ]", line)
    return heading is not None and following[:1].isupper() and len(following.split()) > 3


def split_sentences(text: str) -> tuple[tuple[int, int], ...]:
    """The sentences of one block of text.

    Args:
        text: a paragraph, heading, list item or cell. Blocks do not run over several paragraphs, but may
            hold line breaks.

    Returns:
        (start, end) in characters of `text`, in order, without white space at either end; together they hold
        every character that is not white space.
    """
    cuts = _line_ends(text)
    cuts += [m.start() for m in _BULLET.finditer(text)]
    spans: list[tuple[int, int]] = []
    for start, end in _pieces(sorted(set(cuts)), len(text)):
        spans.extend(_split_piece(text, start, end))
    return tuple(spans)


def _pieces(cuts: list[int], length: int) -> list[tuple[int, int]]:
    edges = [0, *cuts, length]
    return [(a, b) for a, b in pairwise(edges) if a < b]


def _split_piece(text: str, start: int, end: int) -> list[tuple[int, int]]:
    piece = text[start:end]
    spans = []
    begin = len(piece) - len(piece.lstrip())
    for match in _STOP.finditer(piece):
        if match.start() <= begin and not piece[begin : match.start()].strip():
            continue
        if _is_end(piece, begin, match):
            last = match.end("close")
            spans.append((start + begin, start + last))
            begin = match.end()
    last = len(piece.rstrip())
    if begin < last:
        spans.append((start + begin, start + last))
    return spans
