"""What a file says of itself, for readers who use a screen reader or cannot use a mouse."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from upplint.documents.model import FURNITURE, Block, BlockKind, GapKind
from upplint.engine.checks import check
from upplint.engine.context import Context, Match
from upplint.engine.view import View

_OWN_STYLES = ("heading", "rubrik", "title", "titel")  # names of heading styles, in the languages of Word that we meet


@check(values=("missing",), params=("formats", "names"))
def missing_properties(context: Context, params: Mapping[str, Any]) -> Iterator[Match]:
    """Files without the properties that a screen reader needs: tags (PDF), title, language.

    Params: `formats` to look at; `names` property -> its name in `sv` and `en`. Values: `missing`, the properties that
    are not there, as a text.
    """
    names = params["names"]
    for view in context.text_views():
        facts = view.document.facts
        if view.document.format not in params["formats"]:
            continue
        missing = []
        if facts.tagged is False and view.document.format == "pdf":
            missing.append("tagged")
        missing += [n for n in ("title", "language") if not str(getattr(facts, n) or "").strip()]
        words = [str(names[n][context.language]) for n in missing if n in names]
        if words:
            yield _at_top(view, missing=_listed(words, context.language))


@check(values=("pages", "count"))
def unread_page(context: Context, params: Mapping[str, Any]) -> Iterator[Match]:
    """Files with scanned pages. Values: `pages`, their numbers as a text; `count`, how many."""
    del params
    for view in context.text_views():
        pages = sorted({g.page for g in view.document.gaps if g.kind is GapKind.SCANNED and g.page is not None})
        whole = any(g.kind is GapKind.SCANNED and g.page is None for g in view.document.gaps)
        if pages or whole:
            yield _at_top(view, pages=_ranges(pages), count=str(len(pages)) if pages else "")


@check(values=("faked", "styled"), params=("least", "share"))
def faked_headings(context: Context, params: Mapping[str, Any]) -> Iterator[Match]:
    """Files where many headings are only bold or large text. Untagged PDF files are left out: they have no structure
    at all.

    Params: `least` so many faked headings; `share` percent of all headings. Values: how many are faked, how many are
    headings in truth. Reported at the first faked heading that can be told from its style.
    """
    for view in context.text_views():
        facts = view.document.facts
        faked, styled = facts.headings_faked or 0, facts.headings_styled or 0
        if facts.tagged is False or faked < int(params["least"]):
            continue
        if faked * 100 >= int(params["share"]) * (faked + styled):
            block = next((b for b in view.document.blocks if _is_faked(b)), None)
            yield _at(view, block, faked=str(faked), styled=str(styled))


@check(values=("bare", "all"), params=("what",))
def without_text(context: Context, params: Mapping[str, Any]) -> Iterator[Match]:
    """Files with pictures that have no alternative text (`what: images`) or tables without a header row
    (`what: tables`). Values: `bare`, how many lack it; `all`, how many there are. A table is reported at its first
    row where it can be told which one lacks the header."""
    images = params["what"] == "images"
    for view in context.text_views():
        facts = view.document.facts
        bare = facts.images_without_alt if images else facts.tables_without_header
        if not bare:
            continue
        tables = [] if images else _tables_without_header(view)
        block = tables[0] if len(tables) == bare else None
        also = tuple((view.number, b.start, b.end) for b in tables[1:]) if block else ()
        match = _at(view, block, bare=str(bare), all=str((facts.images if images else facts.tables) or bare))
        yield Match(match.view, match.start, match.end, values=match.values, also=also)


@check(values=("left",), params=("names",))
def working_traces(context: Context, params: Mapping[str, Any]) -> Iterator[Match]:
    """Files with tracked changes, comments or hidden text.

    Params: `names` field -> its name in `sv` and `en`. Values: `left`, what there is and how many, as a text.
    Reported at the first one that has a place in the text.
    """
    for view in context.text_views():
        facts, names = view.document.facts, params["names"]
        counts = [(n, getattr(facts, n) or 0) for n in ("tracked_changes", "comments", "hidden")]
        words = [f"{names[n][context.language]} ({count})" for n, count in counts if count and n in names]
        if not words:
            continue
        placed = (a for a in view.document.annotations if a.start is not None and a.end is not None)
        noted = next((a for a in placed if not a.is_ours), None)
        block = view.document.block_at(noted.start) if noted and noted.start is not None else None
        yield _at(view, block, left=_listed(words, context.language))


def _at_top(view: View, **values: str) -> Match:
    return _at(view, None, **values)


def _at(view: View, block: Block | None, **values: str) -> Match:
    """At the block, else at the first text of the file."""
    if block is None or not block.text:
        block = next((b for b in view.document.blocks if b.text.strip() and b.kind not in FURNITURE), None)
    start, end = (block.start, block.end) if block else (0, 0)
    return Match(view.number, start, end, values=dict(values))


def _is_faked(block: Block) -> bool:
    return block.kind is BlockKind.HEADING and bool(block.style) and not block.style.lower().startswith(_OWN_STYLES)


def _tables_without_header(view: View) -> list[Block]:
    """The first row of each table that has no header row."""
    rows: dict[int, list[Block]] = {}
    for block in view.document.blocks:
        if block.table is not None:
            rows.setdefault(block.table, []).append(block)
    return [blocks[0] for blocks in rows.values() if not any(b.header_row for b in blocks)]


def _listed(words: list[str], language: str) -> str:
    joint = " and " if language == "en" else " och "
    return joint.join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]


def _ranges(pages: list[int]) -> str:
    """Page numbers with runs drawn together: 3–5, 8."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in runs)
