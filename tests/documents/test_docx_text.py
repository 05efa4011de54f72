"""What of a Word paragraph is text, what is only noted, and where each character comes from."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from upplint.documents.model import BlockKind, Document, GapKind

Read = Callable[..., Document]


def run(text: str, properties: str = "") -> str:
    inner = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inner}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*inner: str, properties: str = "") -> str:
    ppr = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{ppr}{''.join(inner)}</w:p>"


def texts(document: Document) -> list[str]:
    return [b.text for b in document.blocks]


def test_tracked_insertions_are_read_and_deletions_left_out(read_body: Read) -> None:
    body = paragraph(
        run("Leverantören ska ha "),
        f'<w:del w:id="1" w:author="Anna"><w:r><w:delText>fem</w:delText></w:r></w:del>'
        f'<w:ins w:id="2" w:author="Bo">{run("tre")}</w:ins>',
        run(" års erfarenhet."),
    )
    document = read_body(body)
    assert texts(document) == ["Leverantören ska ha tre års erfarenhet."]
    noted = {(a.kind, a.text, a.author) for a in document.annotations}
    assert noted == {("insertion", "tre", "Bo"), ("deletion", "fem", "Anna")}
    insertion = next(a for a in document.annotations if a.kind == "insertion")
    assert document.text[insertion.start : insertion.end] == "tre"
    assert document.facts.tracked_changes == 2


def test_moved_text_is_read_where_it_went(read_body: Read) -> None:
    body = paragraph(f'<w:moveFrom w:id="1">{run("flyttat")}</w:moveFrom>', run("kvar")) + paragraph(
        f'<w:moveTo w:id="2">{run("flyttat")}</w:moveTo>'
    )
    assert texts(read_body(body)) == ["kvar", "flyttat"]


def test_a_deleted_paragraph_mark_joins_two_paragraphs(read_body: Read) -> None:
    body = paragraph(run("Anbudet ska "), properties='<w:rPr><w:del w:id="1"/></w:rPr>') + paragraph(
        run("vara bindande.")
    )
    document = read_body(body)
    assert texts(document) == ["Anbudet ska vara bindande."]
    assert [s.origin.unit for s in document.blocks[0].segments] == ["p0", "p1"]


def test_deleted_table_rows_are_left_out(read_body: Read) -> None:
    cell = "<w:tc><w:p>{}</w:p></w:tc>"
    row = "<w:tr>{}" + cell.format(run("A")) + cell.format(run("B")) + "</w:tr>"
    deleted = '<w:trPr><w:del w:id="1"/></w:trPr>'
    body = f"<w:tbl>{row.format('')}{row.format(deleted)}</w:tbl>"
    assert texts(read_body(body)) == ["A\tB"]


def test_content_controls_are_read_and_prompts_are_marked(read_body: Read) -> None:
    inline = f"<w:sdt><w:sdtPr/><w:sdtContent>{run('Storköping')}</w:sdtContent></w:sdt>"
    prompt = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('Klicka här')}</w:sdtContent></w:sdt>"
    block = f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph(run('I en ram.'))}</w:sdtContent></w:sdt>"
    document = read_body(paragraph(run("Ort: "), inline) + paragraph(run("Datum: "), prompt) + block)
    assert texts(document) == ["Ort: Storköping", "Datum: Klicka här", "I en ram."]
    assert document.blocks[1].placeholder == ((7, 17),)
    assert document.blocks[0].placeholder == ()


def test_a_drop_down_left_at_its_first_entry_is_a_prompt(read_body: Read) -> None:
    body = paragraph(
        "<w:sdt><w:sdtPr><w:dropDownList><w:listItem w:value='Välj'/></w:dropDownList></w:sdtPr>"
        f"<w:sdtContent>{run('Välj grund')}</w:sdtContent></w:sdt>"
    )
    assert read_body(body).blocks[0].placeholder == ((0, 10),)


def test_field_results_are_read_and_instructions_are_not(read_body: Read) -> None:
    body = paragraph(
        run("Se avsnitt "),
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF _Ref1 \\h </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("4.2")}<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        run(" den "),
        f'<w:fldSimple w:instr="DATE">{run("3 maj")}</w:fldSimple>',
    )
    assert texts(read_body(body)) == ["Se avsnitt 4.2 den 3 maj"]


def test_an_unfilled_merge_field_is_visible_and_a_placeholder(read_body: Read) -> None:
    body = paragraph(f'<w:fldSimple w:instr=" MERGEFIELD Namn ">{run("«Namn»")}</w:fldSimple>')
    block = read_body(body).blocks[0]
    assert (block.text, block.placeholder) == ("«Namn»", ((0, 6),))


def test_a_macro_button_shows_its_prompt(read_body: Read) -> None:
    body = paragraph(
        run("Myndighet: "),
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        "<w:r><w:instrText> MACROBUTTON NoMacro [Ange namn] </w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    )
    block = read_body(body).blocks[0]
    assert block.text == "Myndighet: [Ange namn]"
    assert block.placeholder == ((11, 22),)


def test_a_table_of_contents_is_legend(read_body: Read) -> None:
    body = (
        paragraph(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o "1-3"</w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
            run("1 Krav 3"),
        )
        + paragraph(run("2 Pris 4"))
        + paragraph('<w:r><w:fldChar w:fldCharType="end"/></w:r>')
        + paragraph(run("Anbudet ska skrivas under."))
    )
    assert [b.kind for b in read_body(body).blocks] == [BlockKind.LEGEND, BlockKind.LEGEND, BlockKind.PARAGRAPH]


def test_hidden_text_is_noted_and_not_read(read_body: Read) -> None:
    body = paragraph(
        run("Synligt"), run(" dolt", "<w:vanish/>"), run(" dolt med stil", '<w:rStyle w:val="Dold"/>'), run(" igen.")
    )
    document = read_body(body)
    assert texts(document) == ["Synligt igen."]
    assert [a.text for a in document.annotations if a.kind == "hidden"] == [" dolt dolt med stil"]
    assert document.facts.hidden == 1


def test_special_characters_of_word(read_body: Read) -> None:
    body = paragraph(
        "<w:r><w:t>små</w:t><w:noBreakHyphen/><w:t xml:space='preserve'> och medel</w:t><w:softHyphen/><w:t>stora</w:t>"
        "<w:tab/><w:t>x</w:t></w:r>",
        '<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t>3</w:t></w:r>',
        run(" av\u00adtal\u200b 4\u00a0500\u00a0000 kr E\u2011post"),
    )
    assert texts(read_body(body)) == ["små- och medelstora x≥3 avtal 4 500 000 kr E-post"]


def test_decomposed_letters_are_composed_across_runs(read_body: Read) -> None:
    document = read_body(paragraph(run("A\u030atga\u0308rd ga"), run("\u030ar")))
    assert texts(document) == ["Åtgärd går"]
    origins = {document.text[s.start]: s.origin.offset for s in document.blocks[0].segments}
    assert origins["Å"] == 0


def test_text_boxes_are_read_once(read_body: Read) -> None:
    box = f"<w:txbxContent>{paragraph(run('I rutan.'))}</w:txbxContent>"
    body = paragraph(
        run("Utanför."),
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
    )
    document = read_body(body)
    assert texts(document) == ["Utanför.", "I rutan."]
    assert document.blocks[1].segments[0].origin.unit == "p1"


def test_text_boxes_of_old_word_are_read(read_body: Read) -> None:
    body = paragraph(
        f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{paragraph(run('Gammal ruta.'))}</w:txbxContent></v:textbox>"
        "</v:shape></w:pict></w:r>"
    )
    assert texts(read_body(body)) == ["Gammal ruta."]


def test_notes_follow_the_text_that_refers_to_them(read_body: Read) -> None:
    notes = (
        f'<w:footnote w:type="separator" w:id="-1">{paragraph(run("---"))}</w:footnote>'
        f'<w:footnote w:id="2">{paragraph(run("Se även bilaga 2."))}</w:footnote>'
    )
    ends = f'<w:endnote w:id="2">{paragraph(run("Sist i dokumentet."))}</w:endnote>'
    body = paragraph(run("Priset är fast"), '<w:r><w:footnoteReference w:id="2"/></w:r>', run(".")) + paragraph(
        run("Slut."), '<w:r><w:endnoteReference w:id="2"/></w:r>'
    )
    document = read_body(body, footnotes=notes, endnotes=ends)
    assert [(b.kind, b.text, b.number) for b in document.blocks] == [
        (BlockKind.PARAGRAPH, "Priset är fast.", ""),
        (BlockKind.NOTE, "Se även bilaga 2.", "1"),
        (BlockKind.PARAGRAPH, "Slut.", ""),
        (BlockKind.NOTE, "Sist i dokumentet.", "1"),
    ]
    assert document.blocks[1].segments[0].origin.part == "word/footnotes.xml"


def test_headers_and_footers_come_once_and_last(read_body: Read) -> None:
    body = (
        paragraph(run("Brödtext."))
        + paragraph(properties='<w:sectPr><w:headerReference w:type="default" r:id="rHead"/></w:sectPr>')
        + '<w:sectPr><w:headerReference w:type="default" r:id="rHead"/><w:footerReference r:id="rFoot"/></w:sectPr>'
    )
    document = read_body(body, header1=paragraph(run("Diarienr 12")), footer1=paragraph(run("Sida 1")))
    assert [(b.kind, b.text) for b in document.blocks] == [
        (BlockKind.PARAGRAPH, "Brödtext."),
        (BlockKind.HEADER, "Diarienr 12"),
        (BlockKind.FOOTER, "Sida 1"),
    ]
    assert document.words == 1


def test_comments_are_anchored_to_their_words(read_body: Read) -> None:
    comments = f'<w:comment w:id="7" w:author="Eva">{paragraph(run("upplint: ok REF001 - skäl"))}</w:comment>'
    body = paragraph(
        run("Minst "),
        '<w:commentRangeStart w:id="7"/>',
        run("tre referenser"),
        '<w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r>',
        run(" krävs."),
    )
    document = read_body(paragraph(run("Först.")) + body, comments=comments)
    (comment,) = document.annotations
    assert (comment.kind, comment.text, comment.author) == ("comment", "upplint: ok REF001 - skäl", "Eva")
    assert document.text[comment.start : comment.end] == "tre referenser"


def test_comments_of_an_earlier_run_are_not_counted(read_body: Read) -> None:
    comments = "".join(
        f'<w:comment w:id="{i}" w:author="{author}">{paragraph(run("Se över"))}</w:comment>'
        for i, author in enumerate(("upplint", "Eva", "upplint"))
    )
    document = read_body(paragraph(run("Minst tre referenser krävs.")), comments=comments)
    assert document.facts.comments == 1
    assert len(document.annotations) == 3


def test_approvals_are_not_counted_as_work_left(read_body: Read) -> None:
    comments = "".join(
        f'<w:comment w:id="{i}" w:author="Eva">{paragraph(run(text))}</w:comment>'
        for i, text in enumerate(("upplint: ok REF001 - prövat", "Kolla med Anna", "Upplint: godkänd ECO003 - prövat"))
    )
    document = read_body(paragraph(run("Minst tre referenser krävs.")), comments=comments)
    assert document.facts.comments == 1
    assert [a.is_ours for a in document.annotations] == [True, False, True]


def test_a_comment_may_span_paragraphs(read_body: Read) -> None:
    comments = f'<w:comment w:id="1" w:author="">{paragraph(run("hela"))}</w:comment>'
    body = paragraph('<w:commentRangeStart w:id="1"/>', run("Ett.")) + paragraph(
        run("Två."), '<w:commentRangeEnd w:id="1"/>'
    )
    document = read_body(body, comments=comments)
    assert document.text[document.annotations[0].start : document.annotations[0].end] == "Ett.\nTvå."


@pytest.mark.parametrize("properties", ['<w:highlight w:val="yellow"/>', '<w:shd w:val="clear" w:fill="FFFF00"/>'])
def test_highlighted_words_are_marked(read_body: Read, properties: str) -> None:
    block = read_body(paragraph(run("Ange "), run("xx", properties), run(" kronor"))).blocks[0]
    assert [block.text[a:b] for a, b in block.highlighted] == ["xx"]


def test_white_shading_is_no_highlight(read_body: Read) -> None:
    assert read_body(paragraph(run("a", '<w:shd w:val="clear" w:fill="FFFFFF"/>'))).blocks[0].highlighted == ()


def test_bold_is_inherited_and_can_be_switched_off(read_body: Read) -> None:
    styles = '<w:style w:type="paragraph" w:styleId="Fet"><w:name w:val="Fet"/><w:rPr><w:b/></w:rPr></w:style>'
    style = '<w:pStyle w:val="Fet"/>'
    body = paragraph(run("Priset är fast."), properties=style) + paragraph(
        run("Priset är", '<w:b w:val="0"/>'), run(" rörligt."), properties=style
    )
    assert [b.bold for b in read_body(body, styles=styles).blocks] == [True, False]


def test_manual_line_breaks_split_what_stands_alone(read_body: Read) -> None:
    body = paragraph(
        run("Leverantören ska:"), "<w:r><w:br/></w:r>", run("- ha bil"), "<w:r><w:br/></w:r>", run("- ha telefon")
    )
    document = read_body(body)
    assert [(b.kind, b.text, b.lead_in) for b in document.blocks] == [
        (BlockKind.PARAGRAPH, "Leverantören ska:", None),
        (BlockKind.LIST_ITEM, "ha bil", 0),
        (BlockKind.LIST_ITEM, "ha telefon", 0),
    ]


def test_a_sentence_broken_by_hand_is_joined(read_body: Read) -> None:
    body = paragraph(run("Leverantören ska senast vid avtalsstart"), "<w:r><w:br/></w:r>", run("ha en försäkring."))
    assert texts(read_body(body)) == ["Leverantören ska senast vid avtalsstart ha en försäkring."]


def test_formulas_are_read(read_body: Read) -> None:
    body = paragraph(run("Pris = "), "<m:oMath><m:r><m:t>a·b</m:t></m:r></m:oMath>")
    assert texts(read_body(body)) == ["Pris = a·b"]


def test_objects_and_foreign_parts_are_gaps(read_body: Read) -> None:
    body = paragraph("<w:r><w:object><o:OLEObject/></w:object></w:r>", run("x")) + '<w:altChunk r:id="rId9"/>'
    assert [g.kind for g in read_body(body).gaps] == [GapKind.EMBEDDED, GapKind.EMBEDDED]


def test_a_large_picture_may_hold_text_and_a_small_one_is_a_logo(read_body: Read) -> None:
    def picture(wide: int, alt: str) -> str:
        return (
            f'<w:r><w:drawing><wp:inline><wp:extent cx="{wide}" cy="{wide}"/><wp:docPr id="1" name="b" descr="{alt}"/>'
            "<a:graphic><a:blip/></a:graphic></wp:inline></w:drawing></w:r>"
        )

    document = read_body(paragraph(picture(360_000, "Logotyp")) + paragraph(picture(5_000_000, ""), run("x")))
    assert [g.kind for g in document.gaps] == [GapKind.IMAGE]
    assert (document.facts.images, document.facts.images_without_alt) == (2, 1)


def test_pages_are_known_only_when_word_noted_all_of_them(read_body: Read) -> None:
    body = paragraph(run("Ett.")) + paragraph("<w:r><w:lastRenderedPageBreak/><w:t>Två.</w:t></w:r>")
    assert [b.page for b in read_body(body, app="2").blocks] == [1, 2]
    assert [b.page for b in read_body(body).blocks] == [1, 2]
    document = read_body(body, app="5")
    assert ([b.page for b in document.blocks], document.pages) == ([None, None], None)
    assert read_body(paragraph('<w:r><w:br w:type="page"/></w:r>', run("x")), app="2").pages is None


def test_without_xml_space_word_drops_white_space_at_the_ends(read_body: Read) -> None:
    document = read_body("<w:p><w:r><w:t> Ett</w:t></w:r><w:r><w:t>två </w:t></w:r></w:p>")
    assert texts(document) == ["Etttvå"]
    assert document.blocks[0].segments[0].origin.offset == 1


def test_a_non_breaking_space_at_the_end_of_a_run_stays(read_body: Read) -> None:
    document = read_body("<w:p><w:r><w:t>4\u00a0</w:t></w:r><w:r><w:t>500 kronor</w:t></w:r></w:p>")
    assert texts(document)[0].replace("\u00a0", " ") == "4 500 kronor"


def test_a_part_of_a_master_document_is_a_gap(read_body: Read) -> None:
    document = read_body(paragraph('<w:subDoc r:id="rId9"/>') + paragraph(run("x")))
    assert [g.kind for g in document.gaps] == [GapKind.EMBEDDED]


def test_the_strict_format_is_read(make_docx: Callable[..., object], read_body: Read) -> None:
    main = (
        '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body><w:p><w:r><w:t>Strikt.</w:t></w:r>'
        "</w:p></w:body></w:document>"
    )
    assert texts(read_body("", document=main)) == ["Strikt."]
