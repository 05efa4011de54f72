"""References inside a tender: to appendices, sections and tables that are not there, or that are called otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from upplint.documents.model import FURNITURE, Block, BlockKind
from upplint.engine.checks import check
from upplint.engine.context import Context, Match
from upplint.engine.view import View

_LABEL = r"(?:\d{1,2}[a-zA-Z]?|[A-HJ-Z])(?![\w-])"
_APPENDIX = re.compile(rf"(?<![\w-])(?:[Bb]ilag(?:a|an|or|orna)|BILAGA|[Bb]il\.|[Aa]ppendix)\s?(?P<label>{_LABEL})")
_MORE = re.compile(rf"\s*(?:,|och|samt|eller|–|-)\s*(?:bilaga\s+)?(?P<label>{_LABEL})(?![.,]?\d)")
_NAMED = re.compile(r"(?<![\w-])bilagan?\s+[”\"]?(?P<name>[A-ZÅÄÖ][\wåäöÅÄÖ-]{2,})")
_LISTED = re.compile(
    rf"^[\s\[(*•–-]*(?:Bilaga|BILAGA|Appendix|bilaga(?=\s?\w{{1,3}}[:,]?\s*[–-]?\s*[A-ZÅÄÖ]))\s?(?P<label>{_LABEL})"
)
_ELSEWHERE = re.compile(
    r"\s*(?:\([^)]*\)\s*)?(?:,\s*)?(?:till|i|av|ur)\s+"
    r"(?!(?:denna|detta|dessa|de här|den här|det här|kontrakt|avtal|upphandling|anbudsinbjudan)"
    r"|\w*(?:underlag|underlaget|förfrågan)\b)"
)
_OWNER = re.compile(
    r"\b(?:ramavtalets|direktivets|förordningens|lagens|LOU:s|anbudets|leverantörens|anbudsgivarens|er|egen|"
    r"(?:AB|ABT|ABK|ALOS|NL|AMA(?: AF)?|AFF|ABFF)\s?\d{0,2}(?:\s*,)?)\s*$",
    re.IGNORECASE,
)
_VERBS = re.compile(
    r"\b(?:ska|skall|är|framgår|innehåller|fylls|lämnas|används|bör|gäller|måste|får|beskriver|finns|visar|ingår)\b"
)
_SECTION = re.compile(
    r"(?<![\w-])(?P<word>[Aa]vsnitt(?:et)?|[Kk]apitel|[Pp]unkt(?:en)?|[Rr]ubrik(?:en)?)\s?"
    r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,4})(?![\w–-])"
    r"(?P<rest>[^\n]{0,120})"
)
_TABLE = re.compile(r"(?<![\w-])(?P<word>[Tt]abell|[Ff]igur|[Bb]ild)\s(?P<number>\d{1,2})(?!\w|\.\d)")
_TITLE = re.compile(r"[.:,]?\s*[(”\"–-]*\s*(?P<title>[A-ZÅÄÖ][a-zåäöé-]{4,}(?:[ -][a-zåäö/-]+){0,5})")
_TITLED = re.compile(r"[:,]?\s*[–-]?\s*[”\"]?[A-ZÅÄÖ]")
_CONSISTS = re.compile(r"\b(?:består av|omfattar följande|utgörs av|följande handlingar|i följande ordning|bifogas)\b")
_PUBLISHED = re.compile(r"\b(?:web\w*|hemsid\w*|stöddokument\w*|https?)\b", re.IGNORECASE)
_LEAST_HEADINGS = 5
_LEAST_FILES = 2


@dataclass(frozen=True, slots=True)
class _Listed:
    """The appendices that a tender has: labels, names in lower case, and whether there is any list of them."""

    labels: frozenset[str]
    names: tuple[str, ...]
    lists: bool


@check(values=("target", "listed"), params=("listed",))
def missing_appendix(context: Context, params: Mapping[str, Any]) -> Iterator[Match]:
    """A reference to an appendix that neither the tender's lists of appendices nor its files hold.

    Params: `listed` true = only where the tender has a list of appendices, false = only where it has none. Values:
    `target`, the appendix as named; `listed`, the labels that there are, as a text. Annexes of an act, of another
    document and of the tenderer's own tender are passed over.
    """
    has = _appendices(context)
    if has.lists is not bool(params["listed"]):
        return
    known = ", ".join(sorted(has.labels, key=lambda x: (len(x), x)))
    for view, block, start, end, label in _references(context):
        if label not in has.labels:
            text = view.document.text[block.start + start : block.start + end]
            values = {"target": f"bilaga {label}", "listed": known, "words": text}
            yield Match(view.number, block.start + start, block.start + end, values=values)
    if not has.names:
        return
    for view, block in _blocks(context):
        for found in _NAMED.finditer(block.text):
            name = found["name"].lower()
            if name in _FILLERS or any(name[:5] in other for other in has.names) or _foreign(block, found):
                continue
            if name.upper() in has.labels or _LISTED.match(block.text):
                continue
            values = {"target": f"bilaga {found['name']}", "listed": known}
            yield Match(view.number, block.start + found.start(), block.start + found.end(), values=values)


@check(values=("target", "listed"))
def unenclosed_appendix(context: Context, params: Mapping[str, Any]) -> Iterator[Match]:
    """An appendix of the tender's list that is not among its files, where the files hold most of the others.

    Values: `target`, the appendix; `listed`, the labels among the files, as a text. Silent where fewer than two of the
    listed appendices, or not at least half of them, are files: then they lie elsewhere, or in the document itself. Also
    silent on what the document itself goes on to hold, and on lists that say where the appendices are published.
    """
    del params
    files = {label for view in context.views if (label := _own_label(view)) is not None}
    listed: dict[str, tuple[View, int, int]] = {}
    for view, block in _blocks(context):
        if _listed_labels(view, block) is None or _PUBLISHED.search(block.text):
            continue
        for found in _APPENDIX.finditer(block.text):
            if not _foreign(block, found):
                place = (view, block.start + found.start(), block.start + found.end())
                listed.setdefault(_plain(found["label"]), place)
    here = files & set(listed)
    inside = {
        _plain(head["label"])
        for view in context.views
        for block in view.document.blocks
        if block.kind is BlockKind.HEADING and (head := _LISTED.match(block.text))
    }
    if len(here) < _LEAST_FILES or 2 * len(here) < len(listed):
        return
    known = ", ".join(sorted(here, key=lambda x: (len(x), x)))
    for label, (view, start, end) in listed.items():
        if label not in files and label not in inside:
            yield Match(view.number, start, end, values={"target": f"bilaga {label}", "listed": known})


@check(values=("target", "title"))
def missing_section(context: Context, params: Mapping[str, Any]) -> Iterator[Match]:
    """A reference to a section, or to a table or figure, whose number no document of the tender has.

    Values: `target`, as named. Sections are told by numbered headings and are left out where a document has few;
    tables and figures by their captions. References to other documents and to acts are passed over.
    """
    del params
    headings = {view.number: _headings(view) for view in context.views}
    lists = {v.number: {b.number.rstrip(".)") for b in v.document.blocks if b.number} for v in context.views}
    numbers = {n for own in headings.values() for n in own}
    captions = {_caption(b) for view in context.views for b in view.document.blocks} - {None}
    for view, block in _blocks(context):
        own, listed = headings[view.number], lists[view.number]
        for found in _SECTION.finditer(block.text):
            number = found["number"]
            if len(own) < _LEAST_HEADINGS or number in numbers or number in listed or _foreign(block, found):
                continue
            if "." not in number and (found["word"].lower().startswith(("punkt", "rubrik")) or not _has_chapters(own)):
                continue
            values = {"target": f"{found['word'].lower()} {number}", "title": ""}
            yield Match(view.number, block.start + found.start(), block.start + found.end("number"), values=values)
        for found in _TABLE.finditer(block.text):
            kind, number = found["word"].lower(), found["number"]
            if (
                any(c and c[0] == kind for c in captions)
                and (kind, number) not in captions
                and not _foreign(block, found)
            ):
                values = {"target": f"{kind} {number}", "title": ""}
                yield Match(view.number, block.start + found.start(), block.start + found.end(), values=values)


@check(values=("target", "title", "actual", "other"))
def misnamed_section(context: Context, params: Mapping[str, Any]) -> Iterator[Match]:
    """A reference that gives number and title of a section, where another section of the document has that title.

    Values: `target`, the number as named; `title`, the title given; `actual`, the title that the number has; `other`,
    the number that the title belongs to.
    """
    del params
    headings = {view.number: _headings(view) for view in context.views}
    for view, block in _blocks(context):
        own = headings[view.number]
        for found in _SECTION.finditer(block.text):
            heading, title = own.get(found["number"]), _TITLE.match(found["rest"])
            if heading is None or title is None or _foreign(block, found):
                continue
            given = title["title"].lower().split()
            if given[0][:6] in heading.text.lower():
                continue
            others = [n for n, h in own.items() if n != found["number"] and _same_title(given, h.text)]
            if others:
                values = {
                    "target": f"{found['word'].lower()} {found['number']}",
                    "title": title["title"].split()[0],
                    "actual": heading.text,
                    "other": others[0],
                }
                end = block.start + found.start("rest") + title.start("title") + len(title["title"].split()[0])
                also = ((view.number, heading.start, heading.end),)
                yield Match(view.number, block.start + found.start(), end, values=values, also=also)


_FILLERS = frozenset(("till", "enligt", "nedan", "ovan", "som", "och", "kan", "för", "med", "om"))


def _blocks(context: Context) -> Iterator[tuple[View, Block]]:
    """Blocks with running text that the rules may speak of."""
    for view in context.text_views():
        for block in view.document.blocks:
            if block.kind in FURNITURE or block.kind in (BlockKind.HEADING, BlockKind.CAPTION):
                continue
            if block.index not in view.repeated:
                yield view, block


def _references(context: Context) -> Iterator[tuple[View, Block, int, int, str]]:
    for view, block in _blocks(context):
        if _lists(block):
            continue
        for found in _APPENDIX.finditer(block.text):
            if _foreign(block, found):
                continue
            yield view, block, found.start(), found.end(), _plain(found["label"])
            more = _MORE.match(block.text, found.end())
            while more:
                yield view, block, more.start("label"), more.end("label"), _plain(more["label"])
                more = _MORE.match(block.text, more.end())


def _appendices(context: Context) -> _Listed:
    labels: set[str] = set()
    names: list[str] = []
    lists = False
    for view in context.views:
        stem = view.document.file.rsplit("/", 1)[-1].replace("_", " ")
        names.append(stem.lower())
        if (own := _own_label(view)) is not None:
            labels.add(own)
        for block in view.document.blocks:
            if block.kind in FURNITURE:
                continue
            entry = _listed_labels(view, block)
            if entry is not None:
                lists = True
                labels.update(entry)
                names.append(block.text.lower())
    return _Listed(frozenset(labels), tuple(names) if lists else (), lists)


def _own_label(view: View) -> str | None:
    """The label that a file has as an appendix, by its name or its first line."""
    stem = view.document.file.rsplit("/", 1)[-1].replace("_", " ")
    if found := re.search(rf"(?i)(?:bilaga|bil\.?|appendix)[ -]?({_LABEL})", stem):
        return _plain(found[1])
    top = next((b for b in view.document.blocks if b.text.strip() and b.kind not in FURNITURE), None)
    found = _LISTED.match(top.text) if top is not None else None
    return _plain(found["label"]) if found else None


def _listed_labels(view: View, block: Block) -> set[str] | None:
    """Labels that the block lists, None when it lists no appendix."""
    if _lists(block):
        return {_plain(m["label"]) for m in _APPENDIX.finditer(block.text)}
    if block.kind is BlockKind.TABLE_ROW:
        found = [m for c in block.cells if (m := _LISTED.match(block.text[c.start : c.end]))]
        return {_plain(m["label"]) for m in found} if found else None
    if block.kind is BlockKind.LIST_ITEM and _under_appendices(view, block):
        number = block.number.strip(" .)(")
        return {_plain(number)} if re.fullmatch(_LABEL, number) else set()
    out: set[str] = set()
    for sentence in view.analysis.sentences_of(block):
        first, last = sentence.start - block.start, sentence.end - block.start
        inline = [m for m in _APPENDIX.finditer(block.text, first, last) if not _foreign(block, m)]
        titled = [m for m in inline if _TITLED.match(block.text[m.end() : last])]
        if len(titled) >= 2 or (inline and _CONSISTS.search(block.text, first, last)):
            out.update(_plain(m["label"]) for m in inline)
    return out or None


def _lists(block: Block) -> bool:
    """A line of a list of appendices: "Bilaga 2 – Priser"."""
    found = _LISTED.match(block.text)
    if found is None or len(block.text) > 200:
        return False
    return bool(re.match(r"\s*[–:-]\s", block.text[found.end() :])) or not _VERBS.search(block.text)


def _under_appendices(view: View, block: Block) -> bool:
    blocks = view.document.blocks
    above = [blocks[block.lead_in]] if block.lead_in is not None else []
    above += [blocks[i] for i in block.section[-1:]]
    return any(re.match(r"(?:[\w\s]{0,40}\b)?[Bb]ilag(?:or|eförteckning)", b.text) for b in above)


def _foreign(block: Block, found: re.Match[str]) -> bool:
    """The reference is to an act, another document, or something of the tenderer's own."""
    end = found.end("number") if "number" in found.re.groupindex else found.end()
    before, after = block.text[max(0, found.start() - 45) : found.start()], block.text[end : end + 80]
    if _OWNER.search(before) or re.match(r"\s*(?:§|kap\b)", after):
        return True
    if "number" in found.re.groupindex:
        return bool(
            re.search(
                r"(?:\b(?:AB|ABT|ABK|AMA|LOU|LUF|lagen|direktiv\w*|ramavtal\w*|standard\w*|ISO|SS|EN|WCAG)\b[^.]{0,25})$",
                before,
            )
            or re.match(
                r"[^.]{0,60}?\b(?:i|till|ur|av)\s+(?:\w*ramavtal\w*|\w*vägledning\w*|AB\s?\d|ABT|ABK|LOU|lagen|direktiv\w*|förordning\w*|WCAG|EN\s?\d|\w*standard\w*|\w*föreskrift\w*|bilaga\b|\w*kontrakt\w*|\w*avtal\w*|\w*villkor\w*|kravspecifikation\w*|administrativa)",
                after,
            )
        )
    return bool(_ELSEWHERE.match(after) or _PUBLISHED.search(block.text, end, end + 160))


def _plain(label: str) -> str:
    return label.lstrip("0").upper() or label


def _headings(view: View) -> dict[str, Block]:
    return {
        b.number.rstrip(".)"): b for b in view.document.blocks if b.kind is BlockKind.HEADING and b.number.strip(".)")
    }


def _has_chapters(headings: Mapping[str, Block]) -> bool:
    """The chapters of the document are numbered 1, 2, 3 ..."""
    return {"1", "2", "3"} <= set(headings)


def _caption(block: Block) -> tuple[str, str] | None:
    found = re.match(r"(Tabell|Figur|Bild)\s(\d{1,2})(?![\w])(?!\s+(?:visar|innehåller|anger|är|ska))", block.text)
    return (found[1].lower(), found[2]) if found and block.kind not in FURNITURE else None


def _same_title(given: list[str], heading: str) -> bool:
    words = heading.lower().split()
    return bool(words) and words[0] == given[0]
