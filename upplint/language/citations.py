"""References to law in Swedish text: acts with chapter and paragraph, EU acts, cases.

The acts are data (`rules/lexicon/acts.tsv`). A citation says what the text says: a paragraph without an act has
`law=None` unless the next citation of the same chain names it ("4 kap. 13 § och 19 kap. 6 § LOU").
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from upplint.language.lexicon import read_table

CitationKind = Literal["law", "sfs", "directive", "regulation", "court"]


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference to law.

    Attributes:
        start, end: characters of the text.
        kind: `law` an act with a short name, `sfs` another act, by its number in Svensk författningssamling, or a
            paragraph of an act that is not named; `directive`, `regulation` of the EU; `court` a case.
        law: `LOU`, `LUF` ..., an SFS number (`1999:1229`), `2014/24/EU`, `(EU) 2016/679`, `HFD 2018 ref. 50`,
            `C-23/20`; `None` where the text names none.
        chapter: `13`, `19 a`, or `None`.
        paragraphs: `("6 a",)`, ranges spelt out: 1–3 §§ is `("1", "2", "3")`. For EU acts the articles (`57.7`).
        points: subsections and points as `("1 st", "3 p")`.
        text: the words of the text.
    """

    start: int
    end: int
    kind: CitationKind
    law: str | None
    chapter: str | None
    paragraphs: tuple[str, ...]
    points: tuple[str, ...]
    text: str


_B = r"[ \t\u00a0\u202f\u2009]*\n?[ \t\u00a0\u202f\u2009]*"  # a blank, maybe over a line break, or none
_ONE = rf"\d{{1,3}}(?:{_B}[a-hj-z](?![\wåäö]))?"
_DASH = "[-–—‑]"
_LIST = rf"{_ONE}(?:{_B}(?:,|och|samt|eller|till|{_DASH}){_B}{_ONE})*"
_ORDINAL = "första|andra|tredje|fjärde|femte|sjätte|sjunde|åttonde|nionde"
_ORDINALS = {word: str(n) for n, word in enumerate(_ORDINAL.split("|"), start=1)}
_POINTS = (
    rf"(?:{_B},?{_B}(?:(?:{_ORDINAL}){_B}(?:stycket|meningen|punkten)|\d{{1,2}}{_B}(?:st\b\.?|p\b\.?|pkt\b\.?)"
    rf"|punkt(?:en|erna)?{_B}\d{{1,2}}(?:{_DASH}\d{{1,2}})?|(?<=stycket)\s\d{{1,2}}\b(?!\s*(?:kap|§))"
    rf"|(?<=stycket)\s[a-z]\b))*"
)


@cache
def _acts() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Short names, numbers and names of acts -> short name."""
    shorts, numbers, names = {}, {}, {}
    for row in read_table("acts"):
        shorts[row["short"]] = row["short"]
        numbers[row["sfs"]] = row["short"]
        for name in filter(None, row["names"].split("|")):
            names[name] = row["short"]
    return shorts, numbers, names


def _either(word: str) -> str:
    """A word with a small or a capital first letter: much sooner compiled than a word of any case."""
    return f"[{word[0].upper()}{word[0].lower()}]{re.escape(word[1:])}" if word[0].isalpha() else re.escape(word)


@cache
def _law_pattern(alone: bool = False) -> str:
    """An act as it stands after a paragraph, or alone: short name, name, with or without its number.

    Short names that mean other things too (MB, TF, KL) need a paragraph beside them.
    """
    shorts, _, names = _acts()
    single = {row["short"] for row in read_table("acts") if row["alone"]}
    known = sorted(single if alone else shorts, key=len, reverse=True)
    short = "|".join(re.escape(s) for s in known if " " not in s)
    words = sorted(names, key=len, reverse=True)
    # "lagen (2016:1145) om offentlig upphandling": the number stands after the first word of the name.
    # Acts with the same first word stand together, so that what follows it is written once: short is soon compiled.
    tail = rf"(?:{_B}\(\d{{4}}:\d+\))?"
    rests: list[str] = []
    others: list[str] = []
    for name in words:
        first, _, rest = name.partition(" ")
        spelt = r"\s+".join(_either(w) for w in (rest if first == "lagen" and rest else name).split())
        (rests if first == "lagen" and rest else others).append(spelt)
    named = [rf"[Ll]agen{tail}\s+(?:{'|'.join(rests)})", rf"(?:{'|'.join(others)}){tail}"]
    number = rf"{_B}\((?:SFS{_B})?\d{{4}}:\d+\)"
    kinds = r"(?:[Ll]ag(?:en)?|[Ff]örordning(?:en)?|[Bb]alk(?:en)?|[Kk]ungörelse(?:n)?)"
    sfs = rf"[a-zåäöA-ZÅÄÖ-]*{kinds}{number}"
    return rf"(?:(?<![\w.-])(?:{short})(?![\w-])(?:{number})?|{'|'.join(named)}|{sfs}|SFS{_B}\d{{4}}:\d+)"


@cache
def _patterns() -> tuple[tuple[str, str], ...]:
    law = _law_pattern()
    article = rf"(?P<article>[Aa]rt(?:ikel|iklarna|\.){_B}\d[\d.]*(?:{_B}[a-hj-z](?!\w))?)"
    behind = (
        rf"(?:,?{_B}(?P<article2>[Aa]rt(?:ikel\b|\b\.?){_B}\d+(?:\.\d+)*(?:{_B}[a-hj-z](?!\w))?)(?![\d.]*{_B}i\b))?"
    )
    tail = rf"(?:{_B},?{_B}(?:i{_B}|enligt{_B})?(?P<law>{law}))?"
    head = rf"(?P<before>{law}){_B},?{_B}"
    chapter = rf"(?P<chapter>{_ONE}|(?:{_ORDINAL})){_B}(?:kap\b\.?|kapitlet\b|:e kap\w*\.?)"
    return (
        # 4 kap. 13 § LOU, 19 kap 6 a §§, 13 kap. 1-3 §§ lagen (2016:1145) om ..., 13 kap. LOU
        (
            "full",
            rf"(?<![\w.:])(?:{head})?{chapter}(?:,?{_B}(?P<paras>{_LIST}){_B}§{{1,2}}|{_B}§{{1,2}}{_B}(?P<paras2>{_LIST}))?"
            rf"(?P<points>{_POINTS}){tail}",
        ),
        # LOU kap. 4 § 13, kapitel 4, 13 § LOU
        (
            "chapter first",
            rf"(?<![\w.:])(?:{head})?(?<!\w)[Kk]ap(?:itel\b|\b\.?){_B}(?P<chapter>{_ONE}),?{_B}"
            rf"(?:§{{1,2}}{_B}(?P<paras2>{_LIST})|(?P<paras>{_LIST}){_B}§{{1,2}})(?P<points>{_POINTS}){tail}",
        ),
        # kapitel 13 i LOU, kap. 19
        ("chapter", rf"(?<!\w)(?:[Kk]apitel|[Kk]ap\.?){_B}(?P<chapter>{_ONE}){_B}(?:i{_B})?(?P<law>{law})"),
        # LOU 4:13, LOU 19:6 a
        (
            "colon",
            rf"(?P<law>(?<![\w-])(?:{'|'.join(re.escape(s) for s in _acts()[0] if ' ' not in s)})){_B}"
            rf"(?P<chapter>\d{{1,2}}(?:{_B}[a-h])?):(?P<paras>\d{{1,2}}(?:{_B}[a-hj-z](?!\w))?(?:{_DASH}\d{{1,2}})?)(?!\d)",
        ),
        (
            "colon",
            rf"(?<![\w.:])(?P<chapter>\d{{1,2}}(?:{_B}[a-h])?):(?P<paras>\d{{1,2}}(?:{_B}[a-hj-z](?!\w))?(?:{_DASH}\d{{1,2}})?)"
            rf"{_B}(?P<law>(?:{'|'.join(re.escape(s) for s in _acts()[0] if ' ' not in s)})(?![\w-]))",
        ),
        # 6 § LOV, § 22 LAS, 36 och 38 §§ avtalslagen
        (
            "paragraph",
            rf"(?<![\w.:])(?:{head})?(?:(?P<paras>{_LIST}){_B}§{{1,2}}|§{{1,2}}{_B}(?P<paras2>{_LIST})(?![\d.:]))(?P<points>{_POINTS}){tail}",
        ),
        ("act", rf"(?:{article}{_B}(?:i{_B})?)?(?P<law>{_law_pattern(alone=True)}){behind}"),
        (
            "directive",
            rf"(?:{article}{_B}(?:i{_B})?)?"
            rf"(?:(?:EU:s{_B})?(?:\w*[Dd]irektiv(?:et)?)\s+(?:\((?:EU|EG)\)\s*)?)?(?<![\w/])(?P<num>(?:19|20)?\d{{2}}/\d{{1,4}}/(?:EU|EG|EEG|EC)){behind}",
        ),
        (
            "directive",
            r"[Dd]irektiv(?:et)?\s+\((?:EU|EG)\)\s*(?P<num>\d{4}/\d{1,4})",
        ),
        (
            "regulation",
            rf"(?:{article}{_B}(?:i{_B})?)?"
            rf"(?:\w*[Ff]örordning(?:en)?\s+)?\((?P<union>EU|EG|EEG|EU,{_B}Euratom)\)\s*(?:nr\s*)?(?P<num>\d{{1,4}}/\d{{2,4}}){behind}",
        ),
        (
            "regulation",
            r"(?:EU-|EU:s\s+)\w*förordning(?:en)?\s+(?:nr\s*)?(?P<num>\d{3,4}/\d{2,4})",
        ),
        (
            "court",
            rf"(?<!\w)(?:(?P<report>HFD|RÅ|NJA|RH|MÖD|PMÖD|MD|AD){_B}(?P<year>(?:19|20)\d{{2}})(?P<ref>{_B}(?:ref|not|s|nr)\b\.?{_B}\d+"
            rf"(?:{_B}I+)?|:\d+)|(?:(?:(?:de{_B})?förenade{_B})?mål(?:en|et)?{_B})?(?P<eu>(?<![\w-])[CT]{_DASH}\d{{1,4}}/\d{{2}})(?:{_B}P\b)?"
            rf"|(?:[Mm]ål|[Mm]ålnummer)\s*(?:nr\.?|nummer)?\s*(?P<case>(?:[TÖBMFPÄ]{_B})?\d{{1,6}}{_DASH}\d{{2}}(?!\d)))",
        ),
    )


def _normal(one: str) -> str:
    """`19a` -> `19 a`."""
    found = re.fullmatch(r"(\d+)\s*([a-z]?)", one.strip())
    return f"{found[1]} {found[2]}".strip() if found else one.strip()


def _spelt(listing: str | None) -> tuple[str, ...]:
    """`1-3, 5 a` -> 1, 2, 3, 5 a."""
    if not listing:
        return ()
    found: list[str] = []
    for match in re.finditer(rf"(?P<join>till|{_DASH})?{_B}(?P<one>{_ONE})", listing):
        one = _normal(match["one"])
        if match["join"] and found and one.isdigit() and found[-1].isdigit() and 0 < int(one) - int(found[-1]) <= 60:
            found.extend(str(n) for n in range(int(found[-1]) + 1, int(one) + 1))
        else:
            found.append(one)
    return tuple(found)


def _points(text: str) -> tuple[str, ...]:
    found = []
    pattern = (
        rf"({_ORDINAL}){_B}(stycket|meningen|punkten)|(\d{{1,2}}){_B}(st|p|pkt)\b|punkt\w*{_B}(\d{{1,2}})"
        r"|(?<=stycket)\s(\d{1,2})"
    )
    for m in re.finditer(pattern, text):
        if m[1]:
            found.append(f"{_ORDINALS[m[1]]} {({'stycket': 'st', 'meningen': 'men', 'punkten': 'p'})[m[2]]}")
        elif m[3]:
            found.append(f"{m[3]} {'st' if m[4] == 'st' else 'p'}")
        else:
            found.append(f"{m[5] or m[6]} p")
    return tuple(found)


def act_of(words: str) -> tuple[CitationKind, str | None]:
    """The act that a name, short name or number stands for: `lagen (2016:1145) ...` -> (`law`, `LOU`)."""
    shorts, numbers, names = _acts()
    number = re.search(r"\d{4}:\d+", words)
    if number:
        short = numbers.get(number[0])
        return ("law", short) if short else ("sfs", number[0])
    bare = " ".join(words.split())
    if bare in shorts:
        return "law", bare
    short = names.get(bare.lower())
    return ("law", short) if short else ("sfs", None)


def _from_law(name: str, match: re.Match[str]) -> Citation | None:
    groups = match.groupdict()
    words = groups.get("law") or groups.get("before")
    kind, law = act_of(words) if words else ("sfs", None)
    article = _named_article(match)
    if law == "GDPR":
        kind = "regulation"
        law = "(EU) 2016/679"
    chapter = groups.get("chapter")
    if chapter in _ORDINALS:
        chapter = _ORDINALS[chapter]
    paragraphs = _article(article) if article else _spelt(groups.get("paras") or groups.get("paras2"))
    if name == "full" and not paragraphs and not law and not re.search(r"kap", match[0]):
        return None
    return Citation(
        start=match.start(),
        end=match.end(),
        kind=kind,
        law=law,
        chapter=_normal(chapter) if chapter else None,
        paragraphs=paragraphs,
        points=_points(groups.get("points") or ""),
        text=match[0],
    )


def _article(words: str | None) -> tuple[str, ...]:
    where = re.search(r"\d[\d.]*(?:\s*[a-z])?$", words.strip()) if words else None
    return (where[0].strip(". "),) if where else ()


def _named_article(match: re.Match[str]) -> str | None:
    """The article in front of the act or behind it."""
    named = match.groupdict()
    return named.get("article") or named.get("article2")


def _from_eu(name: Literal["directive", "regulation"], match: re.Match[str]) -> Citation:
    number = match["num"]
    if name == "regulation":
        number = f"({match.groupdict().get('union') or 'EU'}) {number}"
    articles = _article(_named_article(match))
    return Citation(match.start(), match.end(), name, number, None, articles, (), match[0])


def _from_court(match: re.Match[str]) -> Citation:
    if match["report"]:
        law = re.sub(r"\s+", " ", f"{match['report']} {match['year']}{match['ref']}")
        law = re.sub(r"(ref|not|s)\b\.? ?", r"\1. ", law)
    elif match["eu"]:
        law = re.sub(_DASH, "-", match["eu"])
    else:
        law = "mål nr " + re.sub(_DASH, "-", match["case"])
    return Citation(match.start(), match.end(), "court", law, None, (), (), match[0])


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compiled when first needed: the names of all acts make these expressions long."""
    return re.compile(pattern)


@cache
def _hints() -> dict[str, re.Pattern[str]]:
    """What a text must hold for a pattern to be worth trying."""
    single = "|".join(re.escape(row["short"]) for row in read_table("acts") if row["alone"])
    act = rf"(?:lag(?:en)?|balk(?:en)?|formen|ning(?:en)?|kungörelse(?:n)?)\b|SFS|\b(?:{single})\b"
    return {
        "full": re.compile(r"(?:\d|[a-z]) ?[a-h]?\s*(?:kap|:e kap)", re.IGNORECASE),
        "chapter first": re.compile(r"[Kk]ap\w*\.?\s*\d[^§]{0,20}§"),
        "chapter": re.compile(r"[Kk]ap"),
        "colon": re.compile(r"\d ?[a-h]?:\d"),
        "paragraph": re.compile(r"§"),
        "act": re.compile(act, re.IGNORECASE),
        "directive": re.compile(r"/E|irektiv"),
        "regulation": re.compile(r"\(E|EU-|EU:s"),
        "court": re.compile(r"\b[CT][-–—‑]\d|HFD|RÅ|NJA|RH|MÖD|MD|AD|[Mm]ål"),
    }


def find_citations(text: str) -> tuple[Citation, ...]:
    """The references to law in a text, in order, not overlapping.

    Bare names of acts are citations too (`chapter=None`, no paragraphs).
    """
    taken: list[tuple[int, int]] = []
    found: list[Citation] = []
    hints = _hints()
    for name, pattern in _patterns():
        if not hints[name].search(text):
            continue
        for match in _compiled(pattern).finditer(text):
            start, end = match.span()
            if any(start < b and a < end for a, b in taken):
                continue
            if name == "court":
                citation: Citation | None = _from_court(match)
            elif name in ("directive", "regulation"):
                citation = _from_eu(name, match)  # type: ignore[arg-type]
            else:
                citation = _from_law(name, match)
            if citation is not None:
                taken.append((start, end))
                found.append(citation)
    found.sort(key=lambda c: c.start)
    return tuple(_with_shared_act(found, text))


_CHAIN = re.compile(rf"{_B}(?:,|och|samt|eller|respektive|jämfört med|jfr){_B}(?:i{_B}|enligt{_B})?$")


def _with_shared_act(found: list[Citation], text: str) -> list[Citation]:
    """Gives a citation without an act the act of the next one in its chain, and one without a chapter the chapter of
    the one before: "19 kap. 6 a § och 7 § LOU"."""
    result = list(found)
    for index in range(1, len(result)):
        before, here = result[index - 1], result[index]
        bare = here.chapter is None and here.paragraphs and here.kind in ("sfs", "law")
        open_chapter = before.chapter and before.paragraphs and before.law is None and before.kind == "sfs"
        if bare and open_chapter and _CHAIN.fullmatch(text[before.end : here.start]):
            result[index] = replace(here, chapter=before.chapter)
    for index in range(len(result) - 2, -1, -1):
        here, following = result[index], result[index + 1]
        between = text[here.end : following.start]
        if here.law is None and here.kind == "sfs" and following.law and _CHAIN.fullmatch(between):
            result[index] = replace(here, kind=following.kind, law=following.law)
    return result
