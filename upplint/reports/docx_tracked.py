"""Suggestions as tracked changes in a Word file: only what can be put in place word for word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from upplint.documents.docx import runs
from upplint.documents.docx.xmlns import R_PR, SDT_CONTENT, P, R, T, w
from upplint.documents.model import BlockKind, Document
from upplint.engine.model import Finding, Place
from upplint.language.terms import find_terms
from upplint.reports.docx_anchor import Anchor, Finder
from upplint.reports.notes import AUTHOR, Note

if TYPE_CHECKING:
    from lxml.etree import _Element

    from upplint.reports.docx_comments import Pieces

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
#: A draft that names the thing in brackets or as matched, and opens for what is equivalent right behind it.
_EQUIVALENT = re.compile(r"^(?P<what>eller likvärdig\w*(?: (?:märkning|standard))?)\b")
#: What still belongs to a name that was matched: the edition of a standard, a closing quotation mark.
_TAIL = re.compile(r"(?::\d{4})?[”\"’]?")
_BESIDE = re.compile(r"[\w\-/:]")
#: Where a change by somebody else or a program would be nested in ours.
_BARRED = frozenset({w("ins"), w("del"), w("moveTo"), w("moveFrom"), w("fldSimple"), w("hyperlink")})


@dataclass(frozen=True, slots=True)
class Change:
    """A suggestion: `remove` says whether the words of the anchor go, `insert` what comes behind them."""

    anchor: Anchor
    remove: bool
    insert: str


def changes_for(notes: Sequence[Note], document: Document, finder: Finder) -> list[Change]:
    """The tracked changes that the findings of a document give.

    A word of the lexicon is replaced where the lexicon knows the replacement in the same inflection; other words
    where the draft is nothing but the replacement; "eller likvärdigt" is added where the draft has it right behind
    the matched name. Nothing is changed in headings, inside fields and links, or where somebody else has a change.
    """
    terms = {(t.start, t.end): t.replacement for t in find_terms(document.text) if t.replacement}
    out: list[Change] = []
    taken = -1
    for note in notes:
        place = note.place
        if place.start < taken or place.end <= place.start:
            continue
        if document.block_at(place.start).kind in (BlockKind.HEADING, BlockKind.LEGEND):
            continue
        for start, end, remove, insert in _suggestions(note, document, terms):
            anchor = finder.anchor(start, end)
            if anchor is not None and _changeable(anchor):
                out.append(Change(anchor, remove, insert))
                taken = end
    return out


def _suggestions(
    note: Note, document: Document, terms: dict[tuple[int, int], str]
) -> Iterator[tuple[int, int, bool, str]]:
    """Start, end, whether the words go, and what comes instead or behind."""
    place, finding = note.place, note.finding
    replacement = finding.values.get("replacement", "")
    if replacement and "term" in finding.values:
        if exact := terms.get((place.start, place.end)):
            yield place.start, place.end, True, exact
    elif replacement and finding.rewrite.strip() == replacement and note.main:
        yield place.start, place.end, True, replacement
    elif (equivalent := _equivalent(finding, finding.place)) and not _follows(document, place):
        tail = _TAIL.match(document.text, place.end)
        end = tail.end() if tail else place.end
        if not _BESIDE.match(document.text[end : end + 1]):
            yield place.start, end, False, f" {equivalent}"


def _equivalent(finding: Finding, place: Place) -> str:
    """ "eller likvärdigt" in the words of the finding's draft, empty where the draft is about something else."""
    draft = finding.rewrite
    for end in (m.end() for m in re.finditer(rf"\]|{re.escape(place.excerpt)}", draft)):
        if found := _EQUIVALENT.match(draft[end:].lstrip()):
            return found["what"]
    return ""


def _follows(document: Document, place: Place) -> bool:
    """Does the text already say something of the kind right behind?"""
    return "likvärdig" in document.text[place.end : place.end + 60].split("\n")[0].lower()


def _changeable(anchor: Anchor) -> bool:
    """May a program change these words: plain runs of one paragraph, nobody else's change, no field, link or form?"""
    if anchor.moved or anchor.point or anchor.start is None or anchor.end is None:
        return False
    if anchor.first.getparent() is not anchor.last.getparent():
        return False
    for ancestor in anchor.first.iterancestors():
        if ancestor.tag == P:
            break
        if ancestor.tag in _BARRED or ancestor.tag == SDT_CONTENT:
            return False
    return not _in_field(anchor.first)


def _in_field(run: _Element) -> bool:
    """Whether a complex field of the same paragraph is open at the run, or stands in it."""
    paragraph = next(run.iterancestors(P), None)
    if paragraph is None:
        return True
    depth = 0
    for element in paragraph.iter(R):
        inside = [c.get(w("fldCharType")) for c in element.iter(w("fldChar"))]
        if element is run:
            return depth > 0 or bool(inside)
        depth += inside.count("begin") - inside.count("end")
    return False


def put_changes(root: _Element, changes: Sequence[Change], pieces: Pieces) -> int:
    """Put the changes into the text; gives how many could be put.

    The runs must have been split at the changes' edges. Words that go are kept as deleted text, so that rejecting
    all changes gives the text as it was.
    """
    number = max((int(i) for e in root.iter(*_NUMBERED) if (i := e.get(w("id"), "")).isdigit()), default=0)
    done = 0
    for change in changes:
        covered = pieces.between(change.anchor)
        if covered is None or any(_unplain(r) for r in covered):
            continue
        last = covered[-1]
        insertion = _insertion(last if not change.remove else covered[0], change.insert)
        number += 2
        insertion.set(w("id"), str(number))
        if change.remove:
            deletion = last.makeelement(w("del"), {w("id"): str(number - 1), w("author"): AUTHOR})
            covered[0].addprevious(deletion)
            for run in covered:
                deletion.append(run)
                for text in run.iter(T):
                    text.tag = w("delText")
                    text.set(_SPACE, "preserve")
            deletion.addnext(insertion)
        else:
            last.addnext(insertion)
        done += 1
    return done


_NUMBERED = tuple(
    w(n)
    for n in (
        "ins",
        "del",
        "moveFrom",
        "moveTo",
        "rPrChange",
        "pPrChange",
        "bookmarkStart",
        "sectPrChange",
        "tblPrChange",
    )
)


def _unplain(run: _Element) -> bool:
    """Whether a run holds anything but text and its look."""
    return any(child.tag not in (T, R_PR, w("lastRenderedPageBreak")) for child in run) or not runs.length(run)


def _insertion(like: _Element, text: str) -> _Element:
    """An inserted run that looks like another one."""
    insertion = like.makeelement(w("ins"), {w("id"): "", w("author"): AUTHOR})
    run = like.makeelement(R, {})
    properties = like.find(R_PR)
    if properties is not None:
        run.append(deepcopy(properties))
    element = like.makeelement(T, {_SPACE: "preserve"})
    element.text = text
    run.append(element)
    insertion.append(run)
    return insertion
