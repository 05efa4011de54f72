"""Comments in copies of Word files: on the exact words, and nothing else changed."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from lxml import etree
from wordfiles import (
    SECTION,
    annotated,
    at,
    finding,
    paragraph,
    part,
    run,
    shown,
    texts,
    w,
    write,
)

from upplint.documents.docx.reader import read_docx
from upplint.engine.model import Level


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
    body = first + paragraph() + paragraph(run("Avtalet")) + SECTION
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
