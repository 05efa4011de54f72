"""HTML, OpenDocument and RTF."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

from upplint.documents.html import read_html
from upplint.documents.model import AnswerKind, BlockKind, Document, GapKind
from upplint.documents.odt import read_odt
from upplint.documents.rtf import read_rtf


def shape(document: Document) -> list[tuple[str, str, str]]:
    return [(b.kind.value, b.number, b.text) for b in document.blocks]


def html(tmp_path: Path, body: str, head: str = "", encoding: str = "utf-8") -> Document:
    path = tmp_path / "sida.html"
    path.write_bytes(f"<!doctype html><html lang='sv'><head>{head}</head><body>{body}</body></html>".encode(encoding))
    return read_html(path, file="sida.html")


def test_html_structure(tmp_path: Path) -> None:
    body = """
    <h1>1. Krav</h1><p>Leverantören <b>ska</b>:</p>
    <ol type="a"><li>ha bil</li><li>ha jour<ul><li>på natten</li></ul></li></ol>
    <script>var x = "ska";</script><p hidden>Dolt.</p><div style="display: none">Dolt två.</div>
    <p>Rad ett.<br>- Rad två</p>Lös text &amp; mer.
    """
    document = html(tmp_path, body, "<title>Förfrågan</title>")
    assert shape(document) == [
        ("heading", "1", "Krav"),
        ("paragraph", "", "Leverantören ska:"),
        ("list_item", "a.", "ha bil"),
        ("list_item", "b.", "ha jour"),
        ("list_item", "•", "på natten"),
        ("paragraph", "", "Rad ett."),
        ("list_item", "-", "Rad två"),
        ("paragraph", "", "Lös text & mer."),
    ]
    assert [b.lead_in for b in document.blocks[2:5]] == [1, 1, 1]
    assert (document.facts.title, document.facts.language, document.facts.hidden) == ("Förfrågan", "sv", 2)


def test_html_tables(tmp_path: Path) -> None:
    body = """<table><tr><th>Krav</th><th>Ja</th><th>Nej</th></tr>
    <tr><td rowspan=2>Ha bil.</td><td></td><td></td></tr><tr><td colspan="2">Text</td></tr></table>
    <table><tr><td>Bara <p>ram.</p></td></tr></table>"""
    document = html(tmp_path, body)
    assert shape(document) == [
        ("table_row", "", "Krav\tJa\tNej"),
        ("table_row", "", "Ha bil."),
        ("table_row", "", "Text"),
        ("paragraph", "", "Bara"),
        ("paragraph", "", "ram."),
    ]
    assert document.blocks[1].answer is not None and document.blocks[1].answer.kind is AnswerKind.YES_NO
    assert document.blocks[2].cells[0].column == 1


def test_html_encodings_and_forms(tmp_path: Path) -> None:
    document = html(tmp_path, "<p>Är ni registrerade? Ja <input type=checkbox> Nej <input type=checkbox></p>",
                    '<meta charset="iso-8859-1">', "latin-1")  # fmt: skip
    (block,) = document.blocks
    assert block.text == "Är ni registrerade? Ja ☐ Nej ☐"
    assert block.kind is BlockKind.QUESTION


def test_html_frames_are_gaps(tmp_path: Path) -> None:
    assert [g.kind for g in html(tmp_path, "<p>x</p><iframe src='y.html'></iframe>").gaps] == [GapKind.EMBEDDED]


def odt(tmp_path: Path, fill: Any) -> Document:
    from odf.opendocument import OpenDocumentText

    document = OpenDocumentText()
    fill(document)
    path = tmp_path / "prov.odt"
    document.save(str(path))
    return read_odt(path, file="prov.odt")


def test_odt_structure(tmp_path: Path) -> None:
    from odf.style import Style, TextProperties
    from odf.table import Table, TableCell, TableHeaderRows, TableRow
    from odf.text import (
        H,
        List,
        ListItem,
        ListLevelStyleBullet,
        ListLevelStyleNumber,
        ListStyle,
        Note,
        NoteBody,
        P,
        Span,
    )

    def fill(document: Any) -> None:
        numbers = ListStyle(name="L1")
        numbers.addElement(ListLevelStyleNumber(level=1, numformat="a", numsuffix=")"))
        numbers.addElement(ListLevelStyleBullet(level=2, bulletchar="–"))
        document.automaticstyles.addElement(numbers)
        hidden = Style(name="T1", family="text")
        hidden.addElement(TextProperties(display="none"))
        document.automaticstyles.addElement(hidden)
        body = document.text
        body.addElement(H(outlinelevel=1, text="2.1 Omfattning"))
        lead = P(text="Leverantören ska:")
        note = Note(noteclass="footnote", id="ftn1")
        note.addElement(NoteBody())
        note.childNodes[0].addElement(P(text="Gäller även helg."))
        lead.addElement(note)
        body.addElement(lead)
        outer, inner = List(stylename=numbers), List()
        for text in ("ha bil", "ha jour"):
            item = ListItem()
            item.addElement(P(text=text))
            outer.addElement(item)
        deep = ListItem()
        deep.addElement(P(text="på natten"))
        inner.addElement(deep)
        outer.childNodes[-1].addElement(inner)
        body.addElement(outer)
        secret = P(text="Synligt")
        secret.addElement(Span(stylename=hidden, text=" dolt"))
        body.addElement(secret)
        table, head = Table(), TableHeaderRows()
        for target, texts in ((head, ("Nr", "Krav")), (table, ("1", "Ha bil."))):
            row = TableRow()
            for text in texts:
                cell = TableCell()
                cell.addElement(P(text=text))
                row.addElement(cell)
            target.addElement(row)
            if target is head:
                table.addElement(head)
        body.addElement(table)

    document = odt(tmp_path, fill)
    assert shape(document) == [
        ("heading", "2.1", "Omfattning"),
        ("paragraph", "", "Leverantören ska:"),
        ("note", "", "Gäller även helg."),
        ("list_item", "a)", "ha bil"),
        ("list_item", "b)", "ha jour"),
        ("list_item", "–", "på natten"),
        ("paragraph", "", "Synligt"),
        ("table_row", "", "Nr\tKrav"),
        ("table_row", "1", "Ha bil."),
    ]
    assert [b.lead_in for b in document.blocks[3:6]] == [1, 1, 1]
    assert [a.text for a in document.annotations] == [" dolt"]
    assert document.blocks[7].header_row


def test_odt_tracked_changes(tmp_path: Path) -> None:
    names = "".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0" ' for n in ("office", "text"))
    content = (
        f"<office:document-content {names}><office:body><office:text><text:tracked-changes><text:changed-region>"
        "<text:deletion><text:p>Struket.</text:p></text:deletion></text:changed-region></text:tracked-changes>"
        "<text:p>Kvar<text:s text:c='3'/>och<text:line-break/>slut.</text:p></office:text></office:body>"
        "</office:document-content>"
    )
    path = tmp_path / "x.odt"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
    document = read_odt(path, file="x.odt")
    assert shape(document) == [("paragraph", "", "Kvar och slut.")]
    assert [(a.kind, a.text) for a in document.annotations] == [("deletion", "Struket.")]


def test_odt_shapes_are_boxes_of_their_own_and_lists_start_where_they_say(tmp_path: Path) -> None:
    names = "".join(
        f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{u}:1.0" '
        for n, u in (("office", "office"), ("text", "text"), ("draw", "drawing"), ("style", "style"))
    )
    content = (
        f"<office:document-content {names}><office:automatic-styles><text:list-style style:name='L'>"
        "<text:list-level-style-number text:level='1' style:num-format='a' style:num-suffix=')'/></text:list-style>"
        "</office:automatic-styles><office:body><office:text>"
        "<text:p>Före rutan.<draw:g><draw:custom-shape><text:p>I rutan.</text:p></draw:custom-shape></draw:g></text:p>"
        "<draw:frame><draw:text-box><text:p>I ramen.</text:p></draw:text-box></draw:frame>"
        "<text:list text:style-name='L'><text:list-item text:start-value='4'><text:p>ha bil</text:p></text:list-item>"
        "<text:list-item><text:p>ha tåg</text:p></text:list-item></text:list>"
        "</office:text></office:body></office:document-content>"
    )
    path = tmp_path / "x.odt"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
    assert shape(read_odt(path, file="x.odt")) == [
        ("paragraph", "", "Före rutan."),
        ("paragraph", "", "I rutan."),
        ("paragraph", "", "I ramen."),
        ("list_item", "d)", "ha bil"),
        ("list_item", "e)", "ha tåg"),
    ]


def test_rtf(tmp_path: Path) -> None:
    path = tmp_path / "prov.rtf"
    path.write_bytes(
        rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\info{\title Avtal}}"
        rb"2.1 Omfattning av tj\'e4nsten som utf\'f6rs\par "
        rb"Leverant\'f6ren ska:\par {\listtext\'b7\tab}ha bil\par \trowd\cellx1\cellx2 Krav\cell Svar\cell\row "
        rb"Slut\u8364?{\footnote Not}\par}"
    )
    document = read_rtf(path, file="prov.rtf")
    assert shape(document) == [
        ("list_item", "2.1", "Omfattning av tjänsten som utförs"),
        ("paragraph", "", "Leverantören ska:"),
        ("list_item", "·", "ha bil"),
        ("table_row", "", "Krav\tSvar"),
        ("paragraph", "", "Slut€"),
    ]
    assert document.facts.title == "Avtal"
    assert [g.kind for g in document.gaps] == [GapKind.OTHER]
