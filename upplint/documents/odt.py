"""OpenDocument text (ODT): the same care as for DOCX, from the markup of ODF 1.3."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from upplint.documents.assemble import assemble
from upplint.documents.limits import Limits
from upplint.documents.model import Annotation, Block, BlockKind, Document, FileFacts, Gap, GapKind
from upplint.documents.odtstyles import DRAW, FO, META, OFFICE, STYLE, SVG, TEXT, OdtStyles, read_odt_styles
from upplint.documents.odtwalk import OdtWalker
from upplint.documents.safety import (
    Deadline,
    check_archive,
    damaged,
    encrypted,
    parse_xml,
    read_bytes,
    read_member,
    sha256,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

_LIMITS = Limits()
_DC = "{http://purl.org/dc/elements/1.1/}"


def read_odt(path: Path, *, file: str | None = None, limits: Limits = _LIMITS) -> Document:
    """Read an OpenDocument text.

    Args:
        path: the file.
        file: name shown to the user; the path where left out.
        limits: see `Limits`.

    Returns:
        The document. Tracked insertions are read, deletions are annotations. Origins: `part` `content.xml`, `unit`
        `p<N>`, the N-th `text:p` or `text:h` of the part from 0, `offset` counts the paragraph's own characters.

    Raises:
        ReadError: U101-U108, see `safety`.
    """
    file = path.as_posix() if file is None else file
    data = read_bytes(path, file, limits)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError) as error:
        raise damaged(file, "arkivet är inte helt") from error
    with archive:
        check_archive(archive, file, limits)
        names = set(archive.namelist())
        manifest = read_member(archive, "META-INF/manifest.xml", file) if "META-INF/manifest.xml" in names else b""
        if b"encryption-data" in manifest:
            raise encrypted(file)
        if "content.xml" not in names:
            raise damaged(file, "innehållet saknas")
        root = parse_xml(read_member(archive, "content.xml", file), file)
        shared = parse_xml(read_member(archive, "styles.xml", file), file) if "styles.xml" in names else None
        meta = parse_xml(read_member(archive, "meta.xml", file), file) if "meta.xml" in names else None
    body = root.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise damaged(file, "dokumentet har ingen text")
    styles = read_odt_styles(shared, root)
    deadline = Deadline.after(limits)
    walker = OdtWalker(styles, root, "content.xml", stop=deadline.passed)
    walker.walk(body)
    gaps = _gaps(file, root, deadline)
    blocks = walker.blocks + (_running(shared, styles) if shared is not None else [])
    return assemble(
        file,
        "odt",
        blocks,
        gaps=gaps,
        annotations=[*walker.annotations, *_deletions(body)],
        facts=_facts(root, shared, meta, walker),
        sha256=sha256(data),
        path=str(path),
    )


def _running(shared: _Element, styles: OdtStyles) -> list[Block]:
    """Headers and footers of the page styles, each text once."""
    blocks: list[Block] = []
    seen: set[tuple[BlockKind, str]] = set()
    for page in shared.iter(f"{STYLE}master-page"):
        for child in page:
            name = str(child.tag).rpartition("}")[2]
            kind = BlockKind.HEADER if name.startswith("header") else BlockKind.FOOTER
            if not name.startswith(("header", "footer")) or child.get(f"{STYLE}display") == "false":
                continue
            walker = OdtWalker(styles, shared, "styles.xml", kind=kind)
            walker.walk(child)
            for block in walker.blocks:
                if (kind, block.text) not in seen:
                    seen.add((kind, block.text))
                    blocks.append(block)
    return blocks


def _deletions(body: _Element) -> list[Annotation]:
    found = []
    for region in body.iter(f"{TEXT}deletion"):
        author = region.findtext(f"{OFFICE}change-info/{_DC}creator") or ""
        text = " ".join("".join(map(str, p.itertext())) for p in region if p.tag in (f"{TEXT}p", f"{TEXT}h")).strip()
        if text:
            found.append(Annotation("deletion", text, author))
    return found


def _gaps(file: str, root: _Element, deadline: Deadline) -> list[Gap]:
    gaps = []
    if deadline.passed():
        message = "Tiden tog slut innan hela filen var läst. Dela upp filen eller höj gränsen."
        gaps.append(Gap(GapKind.LIMIT, file, message))
    for _ in root.iter(f"{DRAW}object", f"{DRAW}object-ole"):
        message = "Ett inbäddat objekt är inte läst. Spara det som en egen fil och granska den för sig."
        gaps.append(Gap(GapKind.EMBEDDED, file, message))
    for frame in root.iter(f"{DRAW}frame"):
        if frame.find(f"{DRAW}image") is None or frame.find(f"{DRAW}object") is not None:
            continue
        if _centimetres(frame.get(f"{SVG}width")) >= 9 and _centimetres(frame.get(f"{SVG}height")) >= 4:
            message = "En stor bild är inte läst. Om den innehåller text: skriv texten i dokumentet också."
            gaps.append(Gap(GapKind.IMAGE, file, message))
    return gaps


def _centimetres(length: str | None) -> float:
    units = {"cm": 1.0, "mm": 0.1, "in": 2.54, "pt": 2.54 / 72, "px": 2.54 / 96}
    for unit, factor in units.items():
        if length and length.endswith(unit):
            try:
                return float(length.removesuffix(unit)) * factor
            except ValueError:
                return 0.0
    return 0.0


def _facts(root: _Element, shared: _Element | None, meta: _Element | None, walker: OdtWalker) -> FileFacts:
    language = None
    if shared is not None:
        for properties in shared.iter(f"{STYLE}text-properties"):
            tongue, country = properties.get(f"{FO}language"), properties.get(f"{FO}country")
            if tongue and tongue != "none":
                language = f"{tongue}-{country}" if country and country != "none" else tongue
                break
    info = meta.find(f"{OFFICE}meta") if meta is not None else None
    frames = [f for f in root.iter(f"{DRAW}frame") if f.find(f"{DRAW}image") is not None]
    described = [bool((f.findtext(f"{SVG}title") or f.findtext(f"{SVG}desc") or "").strip()) for f in frames]
    headings = [b for b in walker.blocks if b.kind is BlockKind.HEADING]
    return FileFacts(
        title=((info.findtext(f"{_DC}title") or "").strip() or None) if info is not None else None,
        language=language,
        author=((info.findtext(f"{META}initial-creator") or "").strip() or None) if info is not None else None,
        headings_styled=len(headings) - walker.faked,
        headings_faked=walker.faked,
        images=len(frames),
        images_without_alt=described.count(False),
        tables=walker.tables,
        tables_without_header=walker.without_header,
        tracked_changes=sum(1 for _ in root.iter(f"{TEXT}changed-region")),
        comments=sum(1 for _ in root.iter(f"{OFFICE}annotation")) - sum(a.is_ours for a in walker.annotations),
        hidden=sum(1 for a in walker.annotations if a.kind == "hidden"),
    )
