"""The inside of a paragraph: runs, revisions, content controls, fields, references, pictures and text boxes."""

from __future__ import annotations

import re
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from upplint.documents.docx import runs
from upplint.documents.docx.fields import Fields, stands_for
from upplint.documents.docx.styles import Style, StyleSheet
from upplint.documents.docx.xmlns import (
    A_NS,
    ALTERNATE,
    M_NS,
    O_NS,
    P_PR,
    R_PR,
    SDT_CONTENT,
    SDT_PR,
    TXBX,
    WP_NS,
    P,
    R,
    T,
    chosen,
    local,
    on,
    val,
    w,
    whole,
)
from upplint.documents.mapped import Piece
from upplint.documents.model import Origin

if TYPE_CHECKING:
    from lxml.etree import _Element

_INSERTED = frozenset({w("ins"), w("moveTo")})
_DELETED = frozenset({w("del"), w("moveFrom")})
_THROUGH = frozenset({w("hyperlink"), w("smartTag"), w("customXml"), w("dir"), w("bdo"), w("ruby"), w("rubyBase")})
_NO_COLOUR = frozenset({"none", "auto", "white", "FFFFFF", "ffffff"})
_CHOOSE = re.compile(r"^\s*(?:välj|klicka|ange|choose|click|select)\b", re.IGNORECASE)
_LARGER = 4  # half points above the size of body text
_SIMPLE, _BLANK = w("fldSimple"), re.compile(r"^[\s\u2002\u00a0_.…]*$")


@dataclass(frozen=True, slots=True)
class Aside:
    """Text that is noted but not part of the block: hidden or deleted."""

    kind: str
    text: str
    author: str
    origin: Origin


@dataclass(slots=True)
class Content:
    """What a paragraph holds, in reading order."""

    pieces: list[Piece] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)  # (footnote | endnote, id)
    boxes: list[_Element] = field(default_factory=list)
    pictures: list[_Element] = field(default_factory=list)
    objects: list[_Element] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)
    points: list[tuple[str, int]] = field(default_factory=list)  # comments without a range: (id, piece number)
    toc: bool = False


class Story:
    """Reads the paragraphs of one part in order and remembers what spans them: fields, comments, the page."""

    def __init__(self, part: str, root: _Element, styles: StyleSheet, *, paged: bool = False) -> None:
        self.part = part
        self.styles = styles
        self.units = {p: i for i, p in enumerate(root.iter(P))}
        self.fields = Fields()
        self.comments: set[str] = set()
        self.ranged = {e.get(w("id"), "") for e in root.iter(w("commentRangeStart"))}
        self.page: int | None = 1 if paged else None
        self.revisions: dict[int, str] = {}  # number -> author

    def read(self, paragraph: _Element) -> Content:
        """Read one paragraph."""
        return _Paragraph(self, paragraph).content


class _Paragraph:
    def __init__(self, story: Story, paragraph: _Element) -> None:
        self.story = story
        self.unit = f"p{story.units[paragraph]}"
        self.runs = {r: i for i, r in enumerate(paragraph.iter(R))}
        ppr = paragraph.find(P_PR)
        style = story.styles.get(val(ppr, "pStyle"))
        self.bold, self.vanish = bool(style.bold), bool(style.vanish)
        self.size = style.size or story.styles.size
        self.content = Content(toc=story.fields.toc)
        self.inserted: int | None = None
        self.placeholder = False
        self._walk(paragraph)
        self.content.toc = self.content.toc or story.fields.toc

    def _walk(self, element: _Element) -> None:
        for child in element:
            tag = child.tag
            if tag == R:
                self._run(child)
            elif tag in _THROUGH:
                self._walk(child)
            elif tag in _INSERTED:
                self._insertion(child)
            elif tag in _DELETED:
                self._deletion(child)
            elif tag == w("sdt"):
                self._control(child)
            elif tag == _SIMPLE:
                self._simple_field(child)
            elif tag == w("subDoc"):  # a master document points at its parts
                self.content.objects.append(child)
            elif tag == w("commentRangeStart"):
                self.story.comments.add(child.get(w("id"), ""))
            elif tag == w("commentRangeEnd"):
                self.story.comments.discard(child.get(w("id"), ""))
            elif tag == ALTERNATE:
                for inner in chosen(child):
                    if inner.tag == R:
                        self._run(inner)
                    else:
                        self._walk(inner)
            elif isinstance(tag, str) and tag.startswith(f"{{{M_NS}}}"):
                self._formula(child)

    def _insertion(self, element: _Element) -> None:
        outer = self.inserted
        if outer is None:
            self.inserted = len(self.story.revisions)
            self.story.revisions[self.inserted] = element.get(w("author"), "")
        self._walk(element)
        self.inserted = outer

    def _deletion(self, element: _Element) -> None:
        parts: list[str] = []
        for node in element.iter(w("delText"), T, w("fldChar")):
            if node.tag == w("fldChar"):  # a deleted field must not leave its state behind
                self._field_char(node, None)
            else:
                parts.append(node.text or "")
        first = next(element.iter(R), None)
        if parts:
            origin = Origin(
                self.story.page, None, self.story.part, self.unit, self.runs.get(first) if first is not None else None
            )
            self.content.asides.append(Aside("deletion", "".join(parts), element.get(w("author"), ""), origin))

    def _control(self, sdt: _Element) -> None:
        content = sdt.find(SDT_CONTENT)
        if content is None:
            return
        outer = self.placeholder
        self.placeholder = outer or shows_placeholder(sdt)
        self._walk(content)
        self.placeholder = outer

    def _simple_field(self, element: _Element) -> None:
        outer = self.placeholder
        self.placeholder = outer or "MERGEFIELD" in element.get(w("instr"), "").upper()
        self._walk(element)
        self.placeholder = outer

    def _formula(self, element: _Element) -> None:
        text = "".join(t.text or "" for t in element.iter(f"{{{M_NS}}}t"))
        if text:
            origin = Origin(self.story.page, None, self.story.part, self.unit, generated=True)
            self.content.pieces.append(Piece(text, origin, self._tags(None)))

    def _tags(self, rpr: _Element | None) -> frozenset[Hashable]:
        tags: set[Hashable] = {("comment", c) for c in self.story.comments}
        if self.inserted is not None:
            tags.add(("insertion", self.inserted))
        if self.placeholder or self.story.fields.placeholder:
            tags.add("placeholder")
        style = self.story.styles.character(val(rpr, "rStyle"))
        bold = on(rpr, "b")
        if bold is None:
            bold = self.bold if style.bold is None else style.bold
        if bold:
            tags.add("bold")
        if bold or self._stands_out(rpr, style):
            tags.add("strong")
        if rpr is not None:
            colour = val(rpr, "highlight")
            shade = rpr.find(w("shd"))
            fill = shade.get(w("fill"), "auto") if shade is not None else "auto"
            if (colour and colour not in _NO_COLOUR) or fill not in _NO_COLOUR:
                tags.add("highlight")
        return frozenset(tags)

    def _stands_out(self, rpr: _Element | None, style: Style) -> bool:
        """Whether a run is set apart as a heading made by hand is: larger by 2 points, underlined or in capitals."""
        if rpr is None:
            return (style.size or self.size) >= self.story.styles.size + _LARGER
        size = whole(val(rpr, "sz")) or style.size or self.size
        return size >= self.story.styles.size + _LARGER or val(rpr, "u", "none") != "none" or bool(on(rpr, "caps"))

    def _hidden(self, rpr: _Element | None) -> bool:
        for name in ("vanish", "specVanish"):
            direct = on(rpr, name)
            if direct:
                return True
            if name == "vanish" and direct is False:
                return False
        style = self.story.styles.character(val(rpr, "rStyle"))
        return self.vanish if style.vanish is None else style.vanish

    def _run(self, run: _Element) -> None:
        rpr = run.find(R_PR)
        hidden = self._hidden(rpr)
        index = self.runs.get(run)
        tags: frozenset[Hashable] | None = None
        offset = 0
        for child, text in runs.items(run):
            tag = child.tag
            if text:
                if self.story.fields.hidden:
                    pass
                elif hidden:
                    self._note_hidden(text, Origin(self.story.page, None, self.story.part, self.unit, index, offset))
                else:
                    tags = self._tags(rpr) if tags is None else tags
                    skip, shown = runs.visible(child, text)
                    origin = Origin(self.story.page, None, self.story.part, self.unit, index, offset + skip)
                    self._put(shown, origin, tags)
                offset += len(text)
            elif tag == w("fldChar"):
                self._field_char(child, index, offset)
                tags = None
            elif tag == w("instrText"):
                if self.story.fields.stack:
                    self.story.fields.stack[-1].instruction += child.text or ""
            elif tag == w("lastRenderedPageBreak"):
                if self.story.page is not None:
                    self.story.page += 1
            elif tag in (w("footnoteReference"), w("endnoteReference")):
                kind = "footnote" if tag == w("footnoteReference") else "endnote"
                self.content.notes.append((kind, child.get(w("id"), "")))
            elif tag == w("commentReference"):
                if (number := child.get(w("id"), "")) not in self.story.ranged:
                    self.content.points.append((number, len(self.content.pieces)))
            elif tag == w("ruby"):
                self._walk(child)
            elif tag in (w("drawing"), w("pict"), w("object")) or tag == w("AlternateContent"):
                self._graphic(child)

    def _put(self, text: str, origin: Origin, tags: frozenset[Hashable]) -> None:
        fields = self.story.fields
        if fields.form is not None and _BLANK.match(text):
            tags = tags | {"placeholder"}
            text = text if text.strip() else ""
        for open_field in fields.stack:
            open_field.shown = open_field.shown or bool(text.strip())
        if text:
            self.content.pieces.append(Piece(text, origin, tags))

    def _note_hidden(self, text: str, origin: Origin) -> None:
        asides = self.content.asides
        if asides and asides[-1].kind == "hidden":
            asides[-1] = Aside("hidden", asides[-1].text + text, "", asides[-1].origin)
        else:
            asides.append(Aside("hidden", text, "", origin))

    def _field_char(self, child: _Element, run: int | None, offset: int = 0) -> None:
        kind = child.get(w("fldCharType"))
        fields = self.story.fields
        if kind == "begin":
            fields.begin(child)
        elif kind == "separate":
            fields.separate()
            self.content.toc = self.content.toc or fields.toc
        elif kind == "end":
            ended = fields.end()
            if ended is None or run is None or fields.hidden:
                return
            text, placeholder = stands_for(ended)
            if text:
                origin = Origin(self.story.page, None, self.story.part, self.unit, run, offset, generated=True)
                tags = self._tags(None)
                self.content.pieces.append(Piece(text, origin, tags | {"placeholder"} if placeholder else tags))

    def _graphic(self, element: _Element) -> None:
        boxes = [b for b in element.iter(TXBX) if not any(True for a in b.iterancestors(TXBX) if a is not b)]
        own = []
        for box in boxes:
            outer = next((a for a in box.iterancestors(ALTERNATE) if a in set(element.iter(ALTERNATE))), None)
            if outer is None or any(box is b for c in chosen(outer) for b in c.iter(TXBX)):
                own.append(box)
        self.content.boxes += own
        if local(element) == "object" or next(element.iter(f"{{{O_NS}}}OLEObject"), None) is not None:
            self.content.objects.append(element)
        elif not own:
            self.content.pictures.append(element)


def shows_placeholder(sdt: _Element) -> bool:
    """Whether a content control shows its prompt instead of an answer.

    Word marks that; a drop-down list left at its first entry ("Välj ...") is not marked.
    """
    properties = sdt.find(SDT_PR)
    if properties is None:
        return False
    if on(properties, "showingPlcHdr"):
        return True
    if properties.find(w("dropDownList")) is None and properties.find(w("comboBox")) is None:
        return False
    content = sdt.find(SDT_CONTENT)
    shown = "".join(t.text or "" for t in content.iter(T)) if content is not None else ""
    return bool(_CHOOSE.match(shown))


def describes(picture: _Element) -> tuple[bool, str]:
    """Whether a picture is there for decoration only, and its alternative text."""
    for properties in picture.iter(f"{{{WP_NS}}}docPr"):
        text = (properties.get("descr") or properties.get("title") or "").strip()
        decorative = any(
            local(e) == "decorative" and e.get("val", "0") in ("1", "true")
            for e in properties.iter()
            if e is not properties
        )
        return decorative, text
    for shape in picture.iter():
        if local(shape) in ("shape", "rect", "image") and (alt := shape.get("alt")):
            return False, alt.strip()
    return False, ""


def is_diagram(element: _Element) -> bool:
    """Whether a drawing is a chart or a SmartArt diagram: its words lie in parts of their own."""
    return any(local(e) in ("chart", "relIds") for e in element.iter())


def is_picture(element: _Element) -> bool:
    """Whether a drawing shows a picture, chart or diagram (and not just a line)."""
    if next(element.iter(f"{{{A_NS}}}blip"), None) is not None:
        return True
    names = {local(e) for e in element.iter()}
    return bool(names & {"imagedata", "chart", "relIds", "pic"})
