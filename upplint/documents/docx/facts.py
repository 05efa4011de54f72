"""What a DOCX says of itself, for the accessibility rules, and what in it could not be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from upplint.documents.docx.inline import describes, is_diagram, is_picture
from upplint.documents.docx.styles import StyleSheet
from upplint.documents.docx.walk import Output
from upplint.documents.docx.xmlns import VAL, WP_NS, w, whole
from upplint.documents.model import FileFacts, Gap, GapKind
from upplint.documents.package import Package
from upplint.errors import ReadError

if TYPE_CHECKING:
    from lxml.etree import _Element

_DC = "{http://purl.org/dc/elements/1.1/}"
_EMU_PER_CM = 360_000
_WIDE, _HIGH = 9 * _EMU_PER_CM, 4 * _EMU_PER_CM  # smaller pictures are logos and ornaments
_REVISIONS = ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange",
              "sectPrChange", "cellIns", "cellDel", "numberingChange")  # fmt: skip


def core_properties(package: Package) -> tuple[str | None, str | None, str | None]:
    """Title, author and language of the document's properties, None where empty."""
    part = package.related("", "core-properties") or "docProps/core.xml"
    if part not in package.names:
        return None, None, None
    try:
        root = package.xml(part)
    except ReadError:
        return None, None, None

    def text(name: str) -> str | None:
        return (root.findtext(f"{_DC}{name}") or "").strip() or None

    return text("title"), text("creator"), text("language")


def page_count(package: Package) -> int | None:
    """The number of pages that Word noted when it last saved the file."""
    part = package.related("", "extended-properties") or "docProps/app.xml"
    if part not in package.names:
        return None
    try:
        root = package.xml(part)
    except ReadError:
        return None
    return whole(next((e.text for e in root if str(e.tag).endswith("}Pages")), None))


def language(root: _Element, package: Package, main: str, styles: StyleSheet) -> str | None:
    """The language of the text: of the default style, else of the settings, else of the first run that says one."""
    if styles.language:
        return styles.language
    settings = package.related(main, "settings")
    if settings is not None:
        theme = package.xml(settings).find(w("themeFontLang"))
        if theme is not None and theme.get(VAL):
            return theme.get(VAL)
    return next((e.get(VAL) for e in root.iter(w("lang")) if e.get(VAL)), None)


def collect(
    package: Package,
    main: str,
    root: _Element,
    styles: StyleSheet,
    out: Output,
    *,
    styled: int,
    faked: int,
    comments: int,
) -> FileFacts:
    """Gather the facts after the walk."""
    title, author, own_language = core_properties(package)
    pictures = [p for p, _ in out.pictures if is_picture(p)]
    described = [describes(p) for p in pictures]
    return FileFacts(
        title=title,
        language=own_language or language(root, package, main, styles),
        author=author,
        headings_styled=styled,
        headings_faked=faked,
        images=len(pictures),
        images_without_alt=sum(1 for decorative, alt in described if not decorative and not alt),
        tables=out.data_tables,
        tables_without_header=out.without_header,
        tracked_changes=sum(1 for name in _REVISIONS for _ in root.iter(w(name))),
        comments=comments,
        hidden=sum(1 for a in out.asides if a.kind == "hidden" and a.text.strip()),
    )


def gaps(file: str, out: Output) -> list[Gap]:
    """What a reader sees but the walk could not read."""
    found = []
    for picture, page in out.pictures:
        if not is_picture(picture):
            continue
        if is_diagram(picture):
            message = "Ett diagram är inte läst. Kontrollera att det som står i det också står i texten."
            found.append(Gap(GapKind.IMAGE, file, message, page))
            continue
        extent = next(picture.iter(f"{{{WP_NS}}}extent"), None)
        wide = whole(extent.get("cx")) or 0 if extent is not None else 0
        high = whole(extent.get("cy")) or 0 if extent is not None else 0
        if wide >= _WIDE and high >= _HIGH and not describes(picture)[0]:
            message = "En stor bild är inte läst. Om den innehåller text: skriv texten i dokumentet också."
            found.append(Gap(GapKind.IMAGE, file, message, page))
    for _, page in out.objects:
        message = "Ett inbäddat objekt är inte läst. Spara det som en egen fil och granska den för sig."
        found.append(Gap(GapKind.EMBEDDED, file, message, page))
    for _, page in out.foreign:
        message = "En infogad fil är inte läst. Öppna dokumentet i Word och spara om det, så blir texten en del av det."
        found.append(Gap(GapKind.EMBEDDED, file, message, page))
    return found
