"""Taking away the comments that an earlier run left in a Word file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from upplint.documents.docx.xmlns import R_PR, P, R, T, local, w
from upplint.documents.model import APPROVAL
from upplint.reports.docx_parts import Parts
from upplint.reports.notes import AUTHOR

if TYPE_CHECKING:
    from lxml.etree import _Element

_MARKS = (w("commentRangeStart"), w("commentRangeEnd"), w("commentReference"))
#: Parts that Word keeps beside the comments, and the attribute that names a comment's last paragraph in them.
_BESIDE = ("commentsExtended", "commentsIds")


@dataclass(frozen=True, slots=True)
class Kept:
    """What is left after the earlier comments are gone.

    Attributes:
        part, comments: the comments part, None where the file has none.
        removed: how many comments were taken away.
        texts: of those comments of an earlier run that stay, because people have worked with them.
    """

    part: str | None = None
    comments: _Element | None = None
    removed: int = 0
    texts: tuple[str, ...] = ()


def remove_own(parts: Parts, root: _Element) -> Kept:
    """Take the comments of an earlier run out of the comments part and the main part.

    Comments that somebody has answered, marked as done, or written an approval in stay.
    """
    package = parts.package
    part = package.related(package.main, "comments")
    if part is None:
        return Kept()
    comments = package.xml(part)
    own = [c for c in comments.findall(w("comment")) if c.get(w("author")) == AUTHOR]
    touched = _touched(parts)
    gone: set[str] = set()
    paragraphs: set[str] = set()
    texts: list[str] = []
    for comment in own:
        text = _text(comment)
        names = _paragraph_ids(comment)
        if names & touched or APPROVAL.search(text):  # somebody wrote an approval into it
            texts.append(text)
            continue
        gone.add(comment.get(w("id"), ""))
        paragraphs |= names
        comments.remove(comment)
    if not gone:
        return Kept(part, comments, 0, tuple(texts))
    for element in list(root.iter(*_MARKS)):
        if element.get(w("id")) in gone:
            _drop(element)
    _forget(parts, paragraphs)
    return Kept(part, comments, len(gone), tuple(texts))


def _text(comment: _Element) -> str:
    return "\n".join("".join(t.text or "" for t in p.iter(T)) for p in comment.iter(P))


def _paragraph_ids(comment: _Element) -> set[str]:
    """The names that newer versions of Word give the paragraphs (`w14:paraId`)."""
    return {str(v) for p in comment.iter(P) for k, v in p.attrib.items() if str(k).endswith("}paraId")}


def _attribute(element: _Element, name: str) -> str:
    return next((str(v) for k, v in element.attrib.items() if str(k).rpartition("}")[2] == name), "")


def _touched(parts: Parts) -> set[str]:
    """Paragraph names of comments that were answered or marked as done."""
    part = parts.package.related(parts.package.main, "commentsExtended")
    if part is None:
        return set()
    out: set[str] = set()
    for entry in parts.package.xml(part):
        if local(entry) != "commentEx":
            continue
        if parent := _attribute(entry, "paraIdParent"):
            out |= {parent}
        if _attribute(entry, "done") in ("1", "true", "on"):
            out.add(_attribute(entry, "paraId"))
    return out


def _forget(parts: Parts, paragraphs: set[str]) -> None:
    """Take the entries of removed comments out of the parts beside."""
    package = parts.package
    durable: set[str] = set()
    for kind in _BESIDE:
        part = package.related(package.main, kind)
        if part is None:
            continue
        root = package.xml(part)
        gone = [e for e in root if _attribute(e, "paraId") in paragraphs]
        durable |= {_attribute(e, "durableId") for e in gone} - {""}
        for entry in gone:
            root.remove(entry)
        if gone:
            parts.put(part, root)
    part = package.related(package.main, "commentsExtensible")
    if part is not None and durable:
        root = package.xml(part)
        for entry in [e for e in root if _attribute(e, "durableId") in durable]:
            root.remove(entry)
        parts.put(part, root)


def _drop(mark: _Element) -> None:
    """Remove a mark, and the run that held nothing else."""
    parent = mark.getparent()
    if parent is None:
        return
    parent.remove(mark)
    holder = parent.getparent()
    if parent.tag == R and holder is not None and all(child.tag == R_PR for child in parent):
        holder.remove(parent)
