"""HTML pages: headings, lists, tables and forms keep their meaning; scripts and hidden parts are left out."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from upplint.documents.assemble import assemble
from upplint.documents.fieldlines import absorbed, asking, is_legend
from upplint.documents.limits import Limits
from upplint.documents.mapped import Mapped, Piece, join, map_lines, map_pieces
from upplint.documents.model import Annotation, Block, BlockKind, Document, FileFacts, Gap, GapKind, Origin
from upplint.documents.rows import RowCell, row_block
from upplint.documents.safety import damaged, read_bytes, sha256
from upplint.documents.typed import split_typed_heading, typed_block

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LIMITS = Limits()
_SKIPPED = frozenset({"script", "style", "head", "template", "noscript", "svg", "canvas", "object", "embed", "iframe"})
_BLOCK_NAMES = """
    address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form
    header hr html legend li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_HEADING = re.compile(r"^h([1-6])$")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_BOLD = frozenset({"b", "strong", "th"})
_LETTERS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


def read_html(path: Path, *, file: str | None = None, limits: Limits = _LIMITS) -> Document:
    """Read an HTML page.

    Args:
        path: the file.
        file: name shown to the user; the path where left out.
        limits: see `Limits`.

    Returns:
        The document. Origins name the line of the source (`unit` `l42`); their characters are not addressed one by
        one (`generated`), because markup and entities stand between them.

    Raises:
        ReadError: U101-U104, U106.
    """
    file = path.as_posix() if file is None else file
    data = read_bytes(path, file, limits)
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    text = _decode(data, file)
    try:
        root = document_fromstring(text, parser=HTMLParser(no_network=True, remove_comments=True, remove_pis=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise damaged(file, str(error)) from None
    page = _Page(root)
    body = root.find("body")
    page.walk(body if body is not None else root)
    page.flush()
    title = (root.findtext("head/title") or "").strip() or None
    gaps = []
    if page.frames:
        message = "Sidan visar innehåll från andra filer eller webbplatser, som inte är läst. Spara det för sig."
        gaps.append(Gap(GapKind.EMBEDDED, file, message))
    return assemble(
        file,
        "html",
        page.blocks,
        gaps=gaps,
        annotations=page.hidden,
        facts=FileFacts(
            title=title,
            language=root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang"),
            headings_styled=sum(1 for b in page.blocks if b.kind is BlockKind.HEADING and b.style.startswith("h")),
            headings_faked=sum(1 for b in page.blocks if b.kind is BlockKind.HEADING and not b.style.startswith("h")),
            images=page.images,
            images_without_alt=page.without_alt,
            tables=page.tables,
            tables_without_header=page.without_header,
            hidden=len(page.hidden),
        ),
        sha256=sha256(data),
        path=str(path),
    )


def _decode(data: bytes, file: str) -> str:
    """The text of the page: by byte order mark, UTF-8, the page's own word, then a guess. XML declarations go."""
    from upplint.documents.text import decode

    named = _CHARSET.search(data[:4096])
    try:
        text = decode(data, file) if b"\x00" in data[:4096] else data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = data.decode(named[1].decode("ascii")) if named else decode(data, file)
        except (LookupError, UnicodeDecodeError):
            text = decode(data, file)
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text)


class _Page:
    def __init__(self, root: HtmlElement) -> None:
        self.blocks: list[Block] = []
        self.hidden: list[Annotation] = []
        self.images = self.without_alt = self.tables = self.without_header = self.frames = 0
        self._pieces: list[Piece] = []
        self._bold = 0
        self._marked = 0
        self._lists: list[tuple[str, int]] = []  # kind of mark, count so far
        self._item: str | None = None  # mark of the list item whose first text is still to come
        self._table: int | None = None

    def walk(self, element: HtmlElement) -> None:
        for child in element:
            self._element(child)
            if child.tail:
                self._text(child.tail, child)

    def _element(self, element: HtmlElement) -> None:
        tag = element.tag
        if not isinstance(tag, str) or tag in _SKIPPED:
            self.frames += tag in ("iframe", "object", "embed")
            return
        if element.get("hidden") is not None or _HIDDEN.search(element.get("style") or ""):
            text = " ".join(element.text_content().split())
            if text:
                self.hidden.append(Annotation("hidden", text, "", None, None, self._origin(element)))
            return
        heading = _HEADING.match(tag)
        if heading:
            self.flush()
            self._inside(element)
            self._heading(int(heading[1]), tag)
        elif tag == "table":
            self.flush()
            self._rows(element)
        elif tag in ("ul", "ol", "menu"):
            self.flush()
            mark = "•" if tag != "ol" else element.get("type") or "1"
            start = element.get("start") or "1"
            self._lists.append((mark, int(start) - 1 if start.lstrip("-").isdigit() else 0))
            self._inside(element)
            self.flush()
            self._lists.pop()
        elif tag == "li":
            self.flush()
            self._item = self._next_mark()
            self._inside(element)
            self.flush()
            self._item = None
        elif tag == "br":
            self._pieces.append(Piece("\n", self._origin(element)))
        elif tag == "img":
            self.images += 1
            self.without_alt += element.get("alt") is None
        elif tag == "input":
            self._input(element)
        elif tag in ("select", "textarea", "button"):
            return
        elif tag in _BLOCKS:
            self.flush()
            self._inside(element)
            self.flush()
        else:
            self._inside(element)

    def _inside(self, element: HtmlElement) -> None:
        bold, marked = element.tag in _BOLD, element.tag == "mark"
        self._bold += bold
        self._marked += marked
        if element.text:
            self._text(element.text, element)
        self.walk(element)
        self._bold -= bold
        self._marked -= marked

    def _next_mark(self) -> str:
        if not self._lists:
            return "•"
        kind, count = self._lists[-1]
        if kind == "•":
            return kind
        from upplint.documents.docx.numbering import spell

        self._lists[-1] = (kind, count + 1)
        return f"{spell(count + 1, _LETTERS.get(kind, 'decimal'))}."

    def _input(self, element: HtmlElement) -> None:
        if element.get("type") in ("checkbox", "radio"):
            sign = "☒" if element.get("checked") is not None else "☐"
            self._pieces.append(Piece(f" {sign} ", self._origin(element)))

    def _origin(self, element: HtmlElement) -> Origin:
        line = element.sourceline
        return Origin(unit=f"l{line - 1}" if line else None, generated=True)

    def _text(self, text: str, element: HtmlElement) -> None:
        tags = {"bold"} if self._bold else set()
        if self._marked:
            tags.add("highlight")
        self._pieces.append(Piece(text.replace("\n", " "), self._origin(element), frozenset(tags)))

    def _take(self) -> list[Piece]:
        pieces, self._pieces = self._pieces, []
        return pieces

    def _heading(self, level: int, style: str) -> None:
        mapped = map_pieces(self._take())
        number, mapped = split_typed_heading(mapped)
        if mapped.text:
            block = Block(BlockKind.HEADING, mapped.text, mapped.segments, level=level, number=number, style=style)
            self.blocks.append(block)

    def flush(self) -> None:
        """End the running paragraph."""
        pieces = self._take()
        if not pieces:
            return
        lines = map_lines(pieces)
        if self._item is not None:
            mapped = join([line for line in lines if line.text])
            if mapped.text:
                level = max(len(self._lists), 1)
                kind = BlockKind.LIST_ITEM
                block = Block(kind, mapped.text, mapped.segments, level=level, number=self._item, table=self._table)
                self.blocks.append(block)
                self._item = None
            return
        for made in typed_block(lines, headings=self._table is None, table=self._table):
            block = made
            if made.kind is BlockKind.PARAGRAPH and is_legend(made.text):
                block = replace(made, kind=BlockKind.LEGEND)
            question = absorbed(self.blocks[-1] if self.blocks else None, block)
            if question is not None:
                self.blocks[-1] = question
            else:
                self.blocks.append(asking(block))

    def _rows(self, table: HtmlElement) -> None:
        rows = [r for r in table.iter("tr") if next(r.iterancestors("table")) is table]
        outer, self._table = self._table, self.tables
        self.tables += 1
        number = self._table
        single = all(sum(1 for _ in r.iterchildren("td", "th")) <= 1 for r in rows)
        if single:
            for row in rows:
                for cell in row.iterchildren("td", "th"):
                    self._inside(cell)
                    self.flush()
            self._table = outer
            return
        taken: dict[tuple[int, int], bool] = {}  # places that a cell from above or the left covers
        headers: dict[int, str] = {}
        named = False
        for index, row in enumerate(rows):
            cells, all_th = self._cells(row, index, taken)
            head = all_th and not named if index else all_th or row.getparent().tag == "thead"
            made = row_block(cells, {} if head else headers, table=number, header_row=head)
            if head:
                for cell in cells:
                    headers[cell.column] = cell.mapped.text or headers.get(cell.column - 1, "")
            named = named or not head
            if made is not None:
                self.blocks.append(made[0])
        if len(rows) > 1 and not headers:
            self.without_header += 1
        self._table = outer

    def _cells(self, row: HtmlElement, index: int, taken: dict[tuple[int, int], bool]) -> tuple[list[RowCell], bool]:
        cells: list[RowCell] = []
        column = 0
        kinds = []
        for cell in row.iterchildren("td", "th"):
            while (index, column) in taken:
                cells.append(RowCell(column, Mapped(), continued=True))
                column += 1
            kinds.append(cell.tag)
            across, down = _span(cell.get("colspan")), _span(cell.get("rowspan"))
            inner = _Page(cell)
            inner._table = self._table  # rows of tables in tables come as text of the cell
            inner._bold = self._bold + (cell.tag == "th")
            inner._inside(cell)
            inner.flush()
            self.images += inner.images
            self.without_alt += inner.without_alt
            self.hidden += inner.hidden
            texts = [Mapped(b.text, b.segments) for b in inner.blocks]
            cells.append(RowCell(column, join(texts)))
            for down_by in range(down):
                for across_by in range(across):
                    taken[(index + down_by, column + across_by)] = True
            column += across
        return cells, bool(kinds) and all(k == "th" for k in kinds)


def _span(text: str | None) -> int:
    return min(int(text), 1000) if text and text.isdigit() and int(text) else 1
