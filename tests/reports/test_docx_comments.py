"""Comments in copies of Word files: on the exact words, and nothing else changed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import docx
import pytest
from lxml import etree

from upplint.documents.docx.reader import read_docx
from upplint.documents.model import Document
from upplint.engine.model import Confidence, Finding, Level, Place, Report
from upplint.reports.docx_comments import annotate_docx
from upplint.reports.notes import notes_by_document

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_NOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
_SPACES = f'xmlns:w="{W}" xmlns:r="{_OFFICE}" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
_ROOTS = {"header": "hdr", "footer": "ftr", "commentsExtended": None}
_SECTION = '<w:sectPr><w:headerReference r:id="rIdheader"/><w:footerReference r:id="rIdfooter"/></w:sectPr>'


def w(name: str) -> str:
    return f"{{{W}}}{name}"


def run(text: str, look: str = "") -> str:
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*inner: str) -> str:
    return f"<w:p>{''.join(inner)}</w:p>"


def write(path: Path, body: str, **parts: str) -> Path:
    """A DOCX with that body and those parts."""
    links = "".join(f'<Relationship Id="rId{name}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>' for name in parts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:

        def put(name: str, text: str) -> None:
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 15, 8, 0, 0)), text)

        put(
            "[Content_Types].xml",
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/>'
            + (f'<Override PartName="/word/comments.xml" ContentType="{_NOTES}"/>' if "comments" in parts else "")
            + "</Types>",
        )
        put(
            "_rels/.rels",
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        put("word/document.xml", f"<w:document {_SPACES}><w:body>{body}</w:body></w:document>")
        put("word/_rels/document.xml.rels", f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>')
        for name, inner in parts.items():
            root = _ROOTS.get(name, name)
            put(f"word/{name}.xml", f"<w:{root} {_SPACES}>{inner}</w:{root}>" if root else inner)
    return path


def finding(document: Document, start: int, end: int, **values: Any) -> Finding:
    excerpt = document.text[start:end]
    place = Place(0, 0, document.file, None, "", start, end, excerpt, excerpt, 0)
    given: dict[str, Any] = {
        "rule": "ABC001",
        "name": "prov",
        "title": "En rubrik",
        "level": Level.WARNING,
        "confidence": Confidence.HIGH,
        "message": "Så är det.",
        "why": "Därför.",
        "advice": "Gör så.",
        "rewrite": "",
        "law": (),
        "place": place,
    }
    return Finding(**(given | values))


def at(document: Document, excerpt: str, **values: Any) -> Finding:
    start = document.text.index(excerpt)
    return finding(document, start, start + len(excerpt), **values)


def annotated(path: Path, findings: Sequence[Finding], *, tracked: bool = False) -> bytes:
    document = read_docx(path, file="prov.docx")
    notes = notes_by_document(Report((), tuple(findings))).get((0, 0), [])
    return annotate_docx(path.read_bytes(), document, notes, "sv", tracked=tracked)


@pytest.fixture
def marked(tmp_path: Path) -> Callable[..., str]:
    """Annotates the given words of a body and shows the body's text with the marks in brackets."""

    def mark(body: str, *excerpts: str, **parts: str) -> str:
        path = write(tmp_path / "prov.docx", body, **parts)
        document = read_docx(path, file="prov.docx")
        return shown(annotated(path, [at(document, e) for e in excerpts]))

    return mark


def part(data: bytes, name: str = "word/document.xml") -> Any:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def shown(data: bytes) -> str:
    """The text of the main part: [n: words] for a comment, {wrapper: } for what holds runs, one paragraph a line."""
    out: list[str] = []

    def walk(element: Any) -> None:
        name = etree.QName(element).localname
        number = element.get(w("id"))
        if name == "commentRangeStart":
            out.append(f"[{number}:")
        elif name == "commentRangeEnd":
            out.append("]")
        elif name == "commentReference":
            out.append(f"^{number}")
        elif name in ("t", "delText"):
            out.append(element.text or "")
        elif name in ("footnoteReference", "tab", "instrText"):
            out.append(f"<{name}>")
        wraps = name in ("ins", "del", "hyperlink", "sdtContent", "fldSimple", "txbxContent")
        if wraps:
            out.append(f"{{{name}|")
        for child in element:
            walk(child)
        if wraps:
            out.append("}")
        if name == "p":
            out.append("\n")

    walk(part(data).find(w("body")))
    return "".join(out).strip()


def texts(data: bytes) -> list[str]:
    return [c.text for c in docx.Document(io.BytesIO(data)).comments]


def test_without_findings_the_copy_is_the_original(tmp_path: Path) -> None:
    path = write(tmp_path / "prov.docx", paragraph(run("Text.")))

    assert annotated(path, []) == path.read_bytes()


def test_a_comment_says_what_why_and_what_to_write(tmp_path: Path) -> None:
    path = write(tmp_path / "prov.docx", paragraph(run("Anbud ska ha riskklass 3.")))
    document = read_docx(path, file="prov.docx")
    one = at(document, "riskklass 3", law=("LOU 14:1",), rewrite="Ny text.\nAndra raden.", level=Level.ERROR)

    data = annotated(path, [one])

    assert shown(data) == "Anbud ska ha [0:riskklass 3]^0."
    [comment] = docx.Document(io.BytesIO(data)).comments
    assert (comment.author, comment.initials, comment.timestamp) == ("upplint", "up", None)
    assert comment.text == (
        "Fel: En rubrik (ABC001)\nSå är det.\nVarför: Därför.\nLag: 14 kap. 1 § LOU.\nGör så här: Gör så.\n"
        "Skriv till exempel: Ny text.\nAndra raden."
    )


def test_several_comments_may_overlap(marked: Callable[..., str]) -> None:
    got = marked(paragraph(run("ett två tre fyra")), "ett två", "två tre", "tre", "ett två tre fyra")

    assert got == "[0:[1:ett [2:två]^0 [3:tre]^2]^3 fyra]^1"


def test_runs_are_split_without_changing_their_look(tmp_path: Path) -> None:
    body = paragraph(run("Anbud ska ", "<w:b/>"), run("lämnas nu", '<w:i/><w:sz w:val="28"/>'), run(" genast"))
    path = write(tmp_path / "prov.docx", body)

    data = annotated(path, [at(read_docx(path, file="prov.docx"), "ska lämnas")])

    assert shown(data) == "Anbud [0:ska lämnas]^0 nu genast"
    looks = [
        [etree.QName(x).localname for x in r.find(w("rPr"))]
        for r in part(data).iter(w("r"))
        if r.find(w("rPr")) is not None
    ]
    assert looks == [["b"], ["b"], ["i", "sz"], ["i", "sz"]]


def test_white_space_that_word_hides_stays_hidden(tmp_path: Path) -> None:
    path = write(tmp_path / "prov.docx", paragraph("<w:r><w:t> dolt ord slut </w:t></w:r>", run("nästa")))
    document = read_docx(path, file="prov.docx")

    data = annotated(path, [at(document, "ord")])

    (tmp_path / "kopia.docx").write_bytes(data)
    assert read_docx(tmp_path / "kopia.docx", file="prov.docx").text == document.text == "dolt ord slutnästa"


def test_tabs_and_breaks_count_as_characters(marked: Callable[..., str]) -> None:
    body = paragraph("<w:r><w:t>ett</w:t><w:tab/><w:t>två</w:t><w:br/><w:t>tre fyra</w:t></w:r>")

    assert marked(body, "två", "fyra") == "ett<tab>[0:två]^0tre [1:fyra]^1"


def test_table_cells_and_stretches_over_cells(marked: Callable[..., str]) -> None:
    def cell(text: str) -> str:
        return f"<w:tc><w:tcPr/>{paragraph(run(text))}</w:tc>"

    row = f"<w:tr>{cell('Krav ett')}{cell('Ska uppfyllas')}</w:tr>"
    grid = '<w:tblPr/><w:tblGrid><w:gridCol w:w="1"/><w:gridCol w:w="1"/></w:tblGrid>'
    body = f"<w:tbl>{grid}{row}{row.replace('ett', 'två')}</w:tbl>{paragraph()}"

    assert marked(body, "två", "ett\tSka") == "Krav [0:ett\nSka]^0 uppfyllas\nKrav [1:två]^1\nSka uppfyllas"


def test_list_items(marked: Callable[..., str]) -> None:
    def item(text: str) -> str:
        return f'<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>{run(text)}</w:p>'

    assert marked(item("första punkten") + item("andra punkten"), "andra") == "första punkten\n[0:andra]^0 punkten"


@pytest.mark.parametrize(
    ("control", "expected"),
    [
        (run("fritt valt ord"), "Ange {sdtContent|fritt [0:valt] ord}^0 här"),
        (run("valt"), "Ange [0:{sdtContent|valt}]^0 här"),
    ],
)
def test_content_controls(marked: Callable[..., str], control: str, expected: str) -> None:
    sdt = f"<w:sdt><w:sdtPr/><w:sdtContent>{control}</w:sdtContent></w:sdt>"

    assert marked(paragraph(run("Ange "), sdt, run(" här")), "valt") == expected


def test_block_controls_hold_comments(marked: Callable[..., str]) -> None:
    body = f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph(run('ett ord till'))}</w:sdtContent></w:sdt>"

    assert marked(body, "ord") == "{sdtContent|ett [0:ord]^0 till\n}"


def test_hyperlinks_and_fields(marked: Callable[..., str]) -> None:
    link = f'<w:hyperlink w:anchor="x">{run("på en webbplats")}</w:hyperlink>'
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("avsnitt 3.2")}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    body = paragraph(run("Läs "), link, run(", se "), field, run(" nedan"))

    got = marked(body, "en webbplats", "avsnitt 3.2 nedan")

    assert got == "Läs {hyperlink|på [0:en webbplats}]^0, se <instrText>[1:avsnitt 3.2 nedan]^1"


def test_tracked_insertions_and_deletions_survive(marked: Callable[..., str]) -> None:
    ins = f'<w:ins w:id="7" w:author="Eva">{run("minst tre")}</w:ins>'
    gone = '<w:del w:id="8" w:author="Eva"><w:r><w:delText>två</w:delText></w:r></w:del>'

    got = marked(paragraph(run("Anbud ska visa "), gone, ins, run(" uppdrag")), "tre uppdrag", "minst")

    assert got == "Anbud ska visa {del|två}[0:{ins|minst] [1:tre}^0 uppdrag]^1"


def test_a_footnote_gets_its_comment_at_the_reference(tmp_path: Path) -> None:
    notes = f'<w:footnote w:id="2">{paragraph(run("Gäller bara i nya lokaler."))}</w:footnote>'
    body = paragraph(run("Priset är fast"), '<w:r><w:footnoteReference w:id="2"/></w:r>', run("."))
    path = write(tmp_path / "prov.docx", body, footnotes=notes)

    data = annotated(path, [at(read_docx(path, file="prov.docx"), "nya lokaler")])

    assert shown(data) == "Priset är fast[0:<footnoteReference>]^0."
    assert "Gäller noten: ”nya lokaler”. Word kan inte visa kommentarer där." in texts(data)[0]


@pytest.mark.parametrize(("kind", "word"), [("header", "sidhuvudet"), ("footer", "sidfoten")])
def test_headers_and_footers_get_it_at_the_start_of_their_section(tmp_path: Path, kind: str, word: str) -> None:
    first = f"<w:p><w:pPr><w:sectPr/></w:pPr>{run('Försättsblad')}</w:p>"
    parts = {"header": paragraph(run("Huvud A")), "footer": paragraph(run("Fot A"))}
    body = first + paragraph() + paragraph(run("Avtalet")) + _SECTION
    path = write(tmp_path / "prov.docx", body, **parts)

    data = annotated(path, [at(read_docx(path, file="prov.docx"), "Huvud" if kind == "header" else "Fot")])

    assert shown(data) == "Försättsblad\n\n[0:Avtalet]^0"
    assert f"Gäller {word}: ”" in texts(data)[0]


def test_a_text_box_gets_it_beside_the_box(tmp_path: Path) -> None:
    box = f"<w:r><w:pict><w:txbxContent>{paragraph(run('text i rutan'))}</w:txbxContent></w:pict></w:r>"
    path = write(tmp_path / "prov.docx", paragraph(run("Före "), box, run(" efter")))

    data = annotated(path, [at(read_docx(path, file="prov.docx"), "rutan")])

    assert shown(data).replace("\n", "") == "Före [0:{txbxContent|text i rutan}]^0 efter"
    assert "Gäller textrutan: ”rutan”." in texts(data)[0]


def test_findings_without_words_stand_at_their_block(tmp_path: Path) -> None:
    path = write(tmp_path / "prov.docx", paragraph(run("Titel på ")) + paragraph(run("Brödtext")))
    document = read_docx(path, file="prov.docx")

    assert shown(annotated(path, [finding(document, 0, 0)])) == "[0:Titel på]^0 \nBrödtext"


def test_a_document_without_text_can_hold_a_comment(tmp_path: Path) -> None:
    path = write(tmp_path / "prov.docx", paragraph())

    assert shown(annotated(path, [finding(read_docx(path, file="prov.docx"), 0, 0)])) == "[0:]^0"


_COMMENTS = f'<w:comment w:id="4" w:author="Eva" w:initials="E">{paragraph(run("Min fråga"))}</w:comment>'
_MARKED = paragraph(
    '<w:commentRangeStart w:id="4"/>',
    run("Anbud ska"),
    '<w:commentRangeEnd w:id="4"/><w:r><w:commentReference w:id="4"/></w:r>',
    run(" lämnas"),
)


def test_other_peoples_comments_stay(tmp_path: Path) -> None:
    path = write(tmp_path / "prov.docx", _MARKED, comments=_COMMENTS)

    data = annotated(path, [at(read_docx(path, file="prov.docx"), "ska lämnas")])

    assert shown(data) == "[4:Anbud [5:ska]^4 lämnas]^5"
    assert [t.splitlines()[0] for t in texts(data)] == ["Min fråga", "Varning: En rubrik (ABC001)"]


def test_a_second_run_replaces_the_comments_of_the_first(tmp_path: Path) -> None:
    path = write(tmp_path / "prov.docx", _MARKED, comments=_COMMENTS)
    document = read_docx(path, file="prov.docx")
    findings = [at(document, "ska lämnas"), at(document, "Anbud")]
    first = annotated(path, findings)
    path.write_bytes(first)

    again, other = annotated(path, findings), annotated(path, [at(document, "lämnas")])

    assert again == first
    assert shown(other) == "[4:Anbud ska]^4 [5:lämnas]^5"
    assert len(texts(annotated(path, []))) == 1


def _extended(data: bytes, *entries: str) -> dict[str, str]:
    """The comments of a file, their paragraphs named `C<comment>P<n>`, and the part that Word keeps beside them."""
    root = part(data, "word/comments.xml")
    for comment in root:
        for i, p in enumerate(comment.iter(w("p"))):
            p.set("{http://schemas.microsoft.com/office/word/2010/wordml}paraId", f"C{comment.get(w('id'))}P{i}")
    return {
        "comments": "".join(etree.tostring(c, encoding="unicode") for c in root),
        "commentsExtended": f'<w15:commentsEx xmlns:w15="{_W15}">{"".join(entries)}</w15:commentsEx>',
    }


@pytest.mark.parametrize(
    "entry",
    ['<w15:commentEx w15:paraId="C9P0" w15:paraIdParent="C0P3"/>', '<w15:commentEx w15:paraId="C0P3" w15:done="1"/>'],
)
def test_comments_that_people_worked_with_stay_and_are_not_doubled(tmp_path: Path, entry: str) -> None:
    path = write(tmp_path / "prov.docx", paragraph(run("ett två")))
    document = read_docx(path, file="prov.docx")
    findings = [at(document, "ett"), at(document, "två")]
    first = annotated(path, findings)
    other = '<w15:commentEx w15:paraId="C1P3" w15:done="0"/>'
    body = "".join(etree.tostring(p, encoding="unicode") for p in part(first).find(w("body")))
    write(path, body, **_extended(first, entry, other))

    data = annotated(path, findings)

    assert shown(data) == "[0:ett]^0 [1:två]^1"
    assert len(texts(data)) == 2
    left = [e.get(f"{{{_W15}}}paraId") for e in part(data, "word/commentsExtended.xml")]
    assert left == [entry.split('"')[1]]


def test_an_approval_in_our_own_comment_stays(tmp_path: Path) -> None:
    path = write(tmp_path / "prov.docx", paragraph(run("ett två")))
    document = read_docx(path, file="prov.docx")
    first = annotated(path, [at(document, "två", message="upplint: ok ABC001 - prövat")])
    path.write_bytes(first)

    assert "upplint: ok ABC001 - prövat" in texts(annotated(path, []))[0]


def test_numbers_of_comments_are_unique_and_only_the_needed_parts_change(tmp_path: Path) -> None:
    path = write(tmp_path / "prov.docx", paragraph(run("ett två tre")), settings="", numbering="")
    document = read_docx(path, file="prov.docx")

    data = annotated(path, [at(document, word) for word in ("ett", "två", "tre")])

    with zipfile.ZipFile(path) as before, zipfile.ZipFile(io.BytesIO(data)) as after:
        changed = {n for n in after.namelist() if n not in before.namelist() or before.read(n) != after.read(n)}
        assert after.namelist()[: len(before.namelist())] == before.namelist()
    assert changed == {
        "[Content_Types].xml",
        "word/_rels/document.xml.rels",
        "word/document.xml",
        "word/comments.xml",
    }
    numbers = [c.get(w("id")) for c in part(data, "word/comments.xml")]
    assert numbers == ["0", "1", "2"]


def test_strict_markup_stays_strict(tmp_path: Path) -> None:
    path = write(tmp_path / "prov.docx", paragraph(run("ett två")))
    with zipfile.ZipFile(path) as archive:
        files = {n: archive.read(n) for n in archive.namelist()}
    strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    files["word/document.xml"] = files["word/document.xml"].replace(W.encode(), strict)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)

    data = annotated(path, [at(read_docx(path, file="prov.docx"), "två")])

    for name in ("word/document.xml", "word/comments.xml"):
        assert etree.QName(part(data, name)).namespace == strict.decode()
    path.write_bytes(data)
    [note] = read_docx(path, file="prov.docx").annotations
    assert (note.start, note.end) == (4, 7)


def test_other_places_get_a_short_comment_at_most_ten(tmp_path: Path) -> None:
    path = write(tmp_path / "prov.docx", paragraph(run(" ".join(["ord"] * 13))))
    document = read_docx(path, file="prov.docx")
    places = [finding(document, i, i + 3).place for i in range(0, 52, 4)]

    got = texts(annotated(path, [finding(document, 0, 3, also=tuple(places[1:]))]))

    assert len(got) == 11
    assert got[0].endswith(
        "Även: ”ord”; ”ord”; ”ord”; ”ord”; ”ord” och 7 till\nYtterligare 2 ställen har ingen egen kommentar."
    )
    assert got[1] == "Varning: En rubrik (ABC001)\nSamma sak som i kommentaren vid ”ord”."


def test_tracked_replacement_of_a_lexicon_word(tmp_path: Path) -> None:
    body = paragraph(run("Leverantören ", "<w:b/>"), run("erhå", "<w:i/>"), run("ller betalning.", "<w:i/>"))
    path = write(tmp_path / "prov.docx", body)
    document = read_docx(path, file="prov.docx")
    one = at(document, "erhåller", values={"term": "erhålla", "replacement": "får"})

    data = annotated(path, [one], tracked=True)

    assert shown(data) == "Leverantören [0:{del|erhåller}{ins|får}]^0 betalning."
    changes = list(part(data).iter(w("ins"), w("del")))
    assert {e.get(w("author")) for e in changes} == {"upplint"}
    assert len({e.get(w("id")) for e in changes}) == 2
    assert all(r.find(w("rPr")).find(w("i")) is not None for e in changes for r in e.iter(w("r")))


def test_a_word_that_a_person_must_choose_is_not_replaced(tmp_path: Path) -> None:
    path = write(tmp_path / "prov.docx", paragraph(run("Beloppet ska vara erlagt i maj.")))
    document = read_docx(path, file="prov.docx")
    one = at(document, "ska vara", values={"term": "x", "replacement": "betala, lämna"})

    assert "ins" not in shown(annotated(path, [one], tracked=True))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Certifikat enligt ISO 9001 krävs.", "Certifikat enligt [0:ISO 9001{ins| eller likvärdigt}]^0 krävs."),
        ("Enligt ISO 9001:2015 nu.", "Enligt [0:ISO 9001]^0:2015{ins| eller likvärdigt} nu."),
        ("En ISO 9001-certifiering.", "En [0:ISO 9001]^0-certifiering."),
        ("ISO 9001 (likvärdigt godtas).", "[0:ISO 9001]^0 (likvärdigt godtas)."),
    ],
)
def test_tracked_addition_of_or_equivalent(tmp_path: Path, text: str, expected: str) -> None:
    path = write(tmp_path / "prov.docx", paragraph(run(text)))
    document = read_docx(path, file="prov.docx")
    one = at(
        document, "ISO 9001", rewrite="Visa det med certifikat enligt [standard] eller likvärdigt, eller på annat sätt."
    )

    assert shown(annotated(path, [one], tracked=True)) == expected


def test_nothing_is_changed_in_headings_controls_links_and_other_peoples_changes(tmp_path: Path) -> None:
    styles = '<w:style w:type="paragraph" w:styleId="R"><w:name w:val="heading 1"/></w:style>'
    heading = f'<w:p><w:pPr><w:pStyle w:val="R"/><w:outlineLvl w:val="0"/></w:pPr>{run("Vi erhåller")}</w:p>'
    control = paragraph(f"<w:sdt><w:sdtPr/><w:sdtContent>{run('De erhåller')}</w:sdtContent></w:sdt>")
    link = paragraph(f'<w:hyperlink w:anchor="x">{run("Ni erhåller")}</w:hyperlink>')
    change = paragraph(f'<w:ins w:id="1" w:author="Eva">{run("Hon erhåller")}</w:ins>')
    path = write(tmp_path / "prov.docx", heading + control + link + change, styles=styles)
    document = read_docx(path, file="prov.docx")
    starts = [i for i in range(len(document.text)) if document.text.startswith("erhåller", i)]
    findings = [finding(document, i, i + 8, values={"term": "erhålla", "replacement": "får"}) for i in starts]

    root = part(annotated(path, findings, tracked=True))

    assert len(starts) == 4
    assert [e.get(w("author")) for e in root.iter(w("ins"), w("del"))] == ["Eva"]
