"""Headings, numbers, lists and tables of Word documents."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from upplint.documents.docx.numbering import spell
from upplint.documents.model import AnswerKind, Block, BlockKind, Document

Read = Callable[..., Document]


def p(text: str, *, style: str = "", num: str = "", ilvl: int = 0, bold: bool = False, left: int | None = None) -> str:
    inner = f'<w:pStyle w:val="{style}"/>' if style else ""
    if num:
        inner += f'<w:numPr><w:ilvl w:val="{ilvl}"/><w:numId w:val="{num}"/></w:numPr>'
    if left is not None:
        inner += f'<w:ind w:left="{left}"/>'
    rpr = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:p><w:pPr>{inner}</w:pPr><w:r>{rpr}<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def level(ilvl: int, text: str, form: str = "decimal", extra: str = "", start: int = 1) -> str:
    how = f'<w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{extra}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{ilvl}">{how}</w:lvl>'


def abstract(number: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'


def num(number: int, of: int, overrides: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'


SECTIONS = abstract(0, level(0, "%1"), level(1, "%1.%2"), level(2, "%1.%2.%3")) + num(1, 0)


def numbers(document: Document) -> list[str]:
    return [b.number for b in document.blocks]


def outline(document: Document) -> list[tuple[int, str, str]]:
    return [(b.level, b.number, b.text) for b in document.blocks if b.kind is BlockKind.HEADING]


def test_heading_numbers_are_rebuilt(read_body: Read) -> None:
    body = (
        p("Krav", style="Rubrik1", num="1")
        + p("Personal", style="Rubrik2", num="1", ilvl=1)
        + p("Bemanning", style="Rubrik2", num="1", ilvl=2)
        + p("Leverantören ska ha personal.")
        + p("Pris", style="Rubrik1", num="1")
        + p("Priser", style="Rubrik2", num="1", ilvl=1)
    )
    document = read_body(body, numbering=SECTIONS)
    assert numbers(document) == ["1", "1.1", "1.1.1", "", "2", "2.1"]
    assert document.section_number(document.blocks[3]) == "1.1.1"


def test_a_skipped_level_counts_as_shown_once(read_body: Read) -> None:
    body = p("A", num="1") + p("B", num="1", ilvl=2) + p("C", num="1", ilvl=1)
    assert numbers(read_body(body, numbering=SECTIONS)) == ["1", "1.1.1", "1.2"]


def test_numbers_linked_to_styles(read_body: Read) -> None:
    styles = """
    <w:style w:type="paragraph" w:styleId="R1"><w:name w:val="heading 1"/>
      <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
    <w:style w:type="paragraph" w:styleId="R2"><w:name w:val="heading 2"/>
      <w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
    <w:style w:type="paragraph" w:styleId="R2b"><w:name w:val="Min rubrik"/><w:basedOn w:val="R2"/></w:style>
    """
    numbering = abstract(
        0, level(0, "%1.", extra='<w:pStyle w:val="R1"/>'), level(1, "%1.%2.", extra='<w:pStyle w:val="R2"/>')
    ) + num(1, 0)
    body = p("Ett", style="R1") + p("Två", style="R2") + p("Tre", style="R2b") + p("Utan", style="R2", num="0")
    document = read_body(body, styles=styles, numbering=numbering)
    assert outline(document) == [(1, "1", "Ett"), (2, "1.1", "Två"), (2, "1.2", "Tre"), (2, "", "Utan")]


def test_a_list_may_borrow_its_levels_from_a_numbering_style(read_body: Read) -> None:
    styles = (
        '<w:style w:type="numbering" w:styleId="Lista"><w:name w:val="Lista"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:styleLink w:val="Lista"/>'
        + level(0, "%1)", "lowerLetter")
        + "</w:abstractNum>"
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="Lista"/></w:abstractNum>' + num(1, 0) + num(2, 1)
    )
    assert numbers(read_body(p("x", num="2") + p("y", num="2"), styles=styles, numbering=numbering)) == ["a)", "b)"]


def test_overrides_restart_a_list_and_change_its_look(read_body: Read) -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "(%1)", "upperRoman")}</w:lvlOverride>'
    numbering = abstract(0, level(0, "%1.")) + num(1, 0) + num(2, 0, override) + num(3, 0, own)
    body = p("a", num="1") + p("b", num="1") + p("c", num="2") + p("d", num="2") + p("e", num="3")
    assert numbers(read_body(body, numbering=numbering)) == ["1.", "2.", "1.", "2.", "(III)"]


@pytest.mark.parametrize(
    ("restart", "expected"), [("", ["1.", "a)", "2.", "a)"]), ('<w:lvlRestart w:val="0"/>', ["1.", "a)", "2.", "b)"])]
)
def test_deeper_levels_restart_unless_told_not_to(read_body: Read, restart: str, expected: list[str]) -> None:
    numbering = abstract(0, level(0, "%1."), level(1, "%2)", "lowerLetter", restart)) + num(1, 0)
    body = "".join(p("x", num="1", ilvl=i) for i in (0, 1, 0, 1))
    assert numbers(read_body(body, numbering=numbering)) == expected


def test_legal_numbering_shows_digits_only(read_body: Read) -> None:
    numbering = abstract(0, level(0, "%1", "upperRoman"), level(1, "%1.%2", extra="<w:isLgl/>")) + num(1, 0)
    assert numbers(read_body(p("x", num="1") + p("y", num="1", ilvl=1), numbering=numbering)) == ["I", "1.1"]


@pytest.mark.parametrize(
    ("count", "form", "expected"),
    [
        (4, "lowerRoman", "iv"),
        (1994, "upperRoman", "MCMXCIV"),
        (1, "lowerLetter", "a"),
        (28, "upperLetter", "BB"),
        (7, "decimalZero", "07"),
        (3, "ordinalText", "3"),
    ],
)
def test_number_formats(count: int, form: str, expected: str) -> None:
    assert spell(count, form) == expected


def test_bullets_of_symbol_fonts(read_body: Read) -> None:
    font = '<w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr>'
    numbering = (
        abstract(0, f'<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0a8"/>{font}</w:lvl>')
        + abstract(1, level(0, "\uf0b7", "bullet"))
        + num(1, 0)
        + num(2, 1)
    )
    assert numbers(read_body(p("x", num="1") + p("y", num="2"), numbering=numbering)) == ["☐", "•"]


def test_list_depth_follows_indents_across_lists(read_body: Read) -> None:
    numbering = (
        abstract(0, level(0, "%1)", "lowerLetter")) + abstract(1, level(0, "-", "bullet")) + num(1, 0) + num(2, 1)
    )
    body = (
        p("Leverantören ska:")
        + p("lämna uppgifter om:", num="1", left=700)
        + p("priser", num="2", left=1400)
        + p("tider", num="2", left=1400)
        + p("ha personal", num="1", left=700)
    )
    document = read_body(body, numbering=numbering)
    assert [b.level for b in document.blocks] == [0, 1, 2, 2, 1]
    assert [b.lead_in for b in document.blocks] == [None, 0, 1, 1, 0]


def test_headings_of_styles_based_on_headings(read_body: Read) -> None:
    document = read_body(p("Omfattning", style="EgenRubrik"))
    assert outline(document) == [(2, "", "Omfattning")]
    assert document.facts.headings_styled == 1


def test_numbers_typed_into_headings(read_body: Read) -> None:
    body = (
        p("  3.1 Bakgrund", style="Rubrik2")
        + p("10.Leverantör", style="Rubrik1")
        + p("3.2Typ av uppdrag", style="Rubrik2")
    )
    assert outline(read_body(body)) == [(2, "3.1", "Bakgrund"), (1, "10", "Leverantör"), (2, "3.2", "Typ av uppdrag")]


def test_a_clause_in_a_heading_style_is_a_paragraph(read_body: Read) -> None:
    text = "Leverantören ska under hela avtalstiden ha de försäkringar som krävs för att fullgöra uppdraget."
    (block,) = read_body(p(text, style="Rubrik2", num="1", ilvl=1), numbering=SECTIONS).blocks
    assert (block.kind, block.number) == (BlockKind.PARAGRAPH, "1.1")


def test_headings_made_by_hand(read_body: Read) -> None:
    body = (
        p("2.1 Tjänster som ingår", bold=True)
        + p("Tjänsten ska utföras dagligen.")
        + p("Särskilda villkor", bold=True)
        + p("Leverantören ska ha bil", bold=True)
        + p("Obs! Läs noga.", bold=True)
    )
    document = read_body(body)
    assert [b.kind.value for b in document.blocks] == ["heading", "paragraph", "heading", "paragraph", "paragraph"]
    assert outline(document)[0] == (2, "2.1", "Tjänster som ingår")
    assert (document.facts.headings_styled, document.facts.headings_faked) == (0, 2)


def test_bold_list_numbers_of_a_section_list_are_headings(read_body: Read) -> None:
    body = p("Ansvar", style="Rubrik1", num="1") + p("Försäkring", num="1", ilvl=1, bold=True) + p("Text här.")
    assert outline(read_body(body, numbering=SECTIONS)) == [(1, "1", "Ansvar"), (2, "1.1", "Försäkring")]


def test_typed_list_marks(read_body: Read) -> None:
    body = p("Anbudet ska innehålla:") + p("a) pris") + p("- tidplan") + p("t. ex. en bilaga") + p("1. Intyg")
    blocks = read_body(body).blocks
    assert [(b.kind, b.number) for b in blocks] == [
        (BlockKind.PARAGRAPH, ""),
        (BlockKind.LIST_ITEM, "a)"),
        (BlockKind.LIST_ITEM, "-"),
        (BlockKind.PARAGRAPH, ""),
        (BlockKind.LIST_ITEM, "1."),
    ]


def cell(*inner: str, span: int = 1, merge: str = "") -> str:
    properties = (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "") + merge
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(inner) or '<w:p/>'}</w:tc>"


def row(*cells: str, header: bool = False) -> str:
    return f"<w:tr>{'<w:trPr><w:tblHeader/></w:trPr>' if header else ''}{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def rows_of(document: Document) -> list[Block]:
    return [b for b in document.blocks if b.kind is BlockKind.TABLE_ROW]


def test_merged_cells_come_once(read_body: Read) -> None:
    start, go_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = table(
        row(cell(p("Område"), merge=start), cell(p("Pris och kvalitet"), span=2)),
        row(cell(p("Område"), merge=go_on), cell(p("100")), cell(p("50"))),
    )
    first, second = rows_of(read_body(body))
    assert (first.text, second.text) == ("Område\tPris och kvalitet", "100\t50")
    assert [c.column for c in second.cells] == [1, 2]


def test_header_rows_name_the_columns(read_body: Read) -> None:
    body = table(
        row(cell(p("Nr")), cell(p("Krav")), cell(p("Ska/bör")), header=True),
        row(cell(p("1")), cell(p("Leverantören ska ha bil.")), cell(p("Ska"))),
    )
    head, data = rows_of(read_body(body))
    assert head.header_row and not data.header_row
    assert data.number == "1"
    assert [(data.text[c.start : c.end], c.header) for c in data.cells] == [
        ("Leverantören ska ha bil.", "Krav"),
        ("Ska", "Ska/bör"),
    ]


def test_a_first_row_in_bold_names_the_columns_and_is_reported_as_unmarked(read_body: Read) -> None:
    body = table(
        row(cell(p("Roll", bold=True)), cell(p("Pris", bold=True))), row(cell(p("Projektledare")), cell(p("900")))
    )
    document = read_body(body)
    assert [b.header_row for b in rows_of(document)] == [True, False]
    assert (document.facts.tables, document.facts.tables_without_header) == (1, 1)


def test_a_title_above_the_header_row_and_a_repeated_header(read_body: Read) -> None:
    head = row(cell(p("Roll", bold=True)), cell(p("Pris", bold=True)))
    body = table(
        row(cell(p("Prislista"), span=2)),
        head,
        row(cell(p("Projektledare")), cell(p("900"))),
        head,
        row(cell(p("X")), cell()),
    )
    rows = rows_of(read_body(body))
    assert [b.header_row for b in rows] == [False, True, False, True, False]
    assert rows[2].cells[1].header == "Pris"


def test_times_are_no_section_numbers(read_body: Read) -> None:
    body = p("10.30 Visning av lokalen") + table(
        row(cell(p("Tid")), cell(p("Aktivitet")), header=True), row(cell(p("10.30")), cell(p("Gympa")))
    )
    assert [b.text for b in read_body(body).blocks] == ["10.30 Visning av lokalen", "Tid\tAktivitet", "10.30\tGympa"]


def test_styles_that_are_headings_in_name_only(read_body: Read) -> None:
    styles = '<w:style w:type="paragraph" w:styleId="X"><w:name w:val="Rubrik 2 utan nr"/></w:style>'
    document = read_body(p("Särskilda villkor", style="X") + p("Leverantören ska ha bil.", style="X"), styles=styles)
    assert [(b.kind, b.level) for b in document.blocks] == [(BlockKind.HEADING, 2), (BlockKind.PARAGRAPH, 0)]
    assert document.facts.headings_faked == 1


def test_a_form_has_no_header_row(read_body: Read) -> None:
    body = table(
        row(cell(p("Namn:", bold=True)), cell(p("Adress:", bold=True))), row(cell(p("Telefon:")), cell(p("E-post:")))
    )
    assert [b.header_row for b in rows_of(read_body(body))] == [False, False]


def test_a_table_of_one_column_only_frames_text(read_body: Read) -> None:
    body = table(row(cell(p("Ramtext."), p("Mer text.")))) + table(row(cell(p("Nästa."))))
    document = read_body(body)
    assert [(b.kind, b.table) for b in document.blocks] == [
        (BlockKind.PARAGRAPH, 0),
        (BlockKind.PARAGRAPH, 0),
        (BlockKind.PARAGRAPH, 1),
    ]


def test_nested_tables_follow_their_row(read_body: Read) -> None:
    inner = table(row(cell(p("i1")), cell(p("i2"))))
    body = table(row(cell(p("yttre")), cell(p("två"), inner)), row(cell(p("sist")), cell(p("slut"))))
    assert [(b.text, b.table) for b in read_body(body).blocks] == [("yttre\ttvå", 0), ("i1\ti2", 1), ("sist\tslut", 0)]


def test_a_list_in_a_cell_keeps_its_lead_in(read_body: Read) -> None:
    numbering = abstract(0, level(0, "-", "bullet")) + num(1, 0)
    body = table(
        row(cell(p("5.1")), cell(p("Konsulten ska ha:"), p("bil", num="1"), p("dator", num="1")), cell(p("Ska")))
    )
    document = read_body(body, numbering=numbering)
    assert [(b.kind, b.text, b.lead_in) for b in document.blocks] == [
        (BlockKind.TABLE_ROW, "Konsulten ska ha:\tSka", None),
        (BlockKind.LIST_ITEM, "bil", 0),
        (BlockKind.LIST_ITEM, "dator", 0),
    ]
    assert document.blocks[0].number == "5.1"


def test_a_column_of_automatic_numbers_numbers_the_rows(read_body: Read) -> None:
    numbering = abstract(0, level(0, "%1.")) + num(1, 0)
    empty = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:p>'
    body = table(*(row(cell(empty), cell(p("Krav.")), cell(p("Ska"))) for _ in range(2)))
    assert [b.number for b in rows_of(read_body(body, numbering=numbering))] == ["1.", "2."]


def test_rows_and_cells_in_content_controls(read_body: Read) -> None:
    control = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
    body = table(row(cell(p("A")), control.format(cell(p("B")))), control.format(row(cell(p("C")), cell(p("D")))))
    assert [b.text for b in rows_of(read_body(body))] == ["A\tB", "C\tD"]


@pytest.mark.parametrize("choice", ["Ja ☐ Nej ☐", "☐ Ja ☐ Nej", "Ja: ☒ Nej: ☐"])
def test_tick_boxes_are_the_answer_to_the_question_before(read_body: Read, choice: str) -> None:
    (block,) = read_body(p("Uppfyller anbudsgivaren kravet?") + p(choice)).blocks
    assert (block.kind, block.text) == (BlockKind.QUESTION, "Uppfyller anbudsgivaren kravet?")
    assert block.answer is not None and block.answer.kind is AnswerKind.YES_NO


def test_a_box_for_yes_and_one_for_no_on_lines_of_their_own(read_body: Read) -> None:
    (block,) = read_body(p("Är anbudsgivaren registrerad?") + p("☐ Ja") + p("☒ Nej")).blocks
    assert block.answer is not None and (block.answer.kind, block.answer.text) == (AnswerKind.YES_NO, "☐ Ja ☒ Nej")


def test_ticked_alternatives_are_list_items(read_body: Read) -> None:
    body = p("Utvärdering:") + p("☐ Lägsta pris") + p("☒ Pris och kvalitet")
    assert [(b.number, b.text, b.lead_in) for b in read_body(body).blocks] == [
        ("", "Utvärdering:", None),
        ("☐", "Lägsta pris", 0),
        ("☒", "Pris och kvalitet", 0),
    ]


def test_tick_boxes_in_a_row(read_body: Read) -> None:
    body = table(row(cell(p("Är ni registrerade?")), cell(p("Ja ☐ Nej ☐"))))
    (block,) = rows_of(read_body(body))
    assert block.answer is not None and block.answer.kind is AnswerKind.YES_NO


def test_tick_boxes_of_old_forms(read_body: Read) -> None:
    box = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="{}"/></w:checkBox></w:ffData>'
        "</w:fldChar></w:r><w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    text = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    body = f"<w:p>{text.format('Kravet uppfylls: Ja ')}{box.format(1)}{text.format(' Nej ')}{box.format(0)}</w:p>"
    (block,) = read_body(body).blocks
    assert block.text == "Kravet uppfylls: Ja ☒ Nej ☐"
    assert block.answer is not None and block.answer.text == "Ja ☒ Nej ☐"


def test_empty_answer_columns(read_body: Read) -> None:
    head = row(cell(p("Krav")), cell(p("Ja")), cell(p("Nej")), header=True)
    (_, yes_no) = rows_of(read_body(table(head, row(cell(p("Leverantören ska ha bil.")), cell(), cell()))))
    assert yes_no.answer is not None and yes_no.answer.kind is AnswerKind.YES_NO
    head = row(cell(p("Tjänst")), cell(p("Pris per timme")), header=True)
    (_, price) = rows_of(read_body(table(head, row(cell(p("Städning")), cell()))))
    assert price.answer is not None and price.answer.kind is AnswerKind.PRICE
    head = row(cell(p("Krav")), cell(p("Leverantörens svar")), header=True)
    (_, free) = rows_of(read_body(table(head, row(cell(p("Beskriv hur.")), cell(p("Se bilaga 1"))))))
    assert free.answer is None


def test_sixty_pages_are_read_in_a_moment(make_docx: Callable[..., object]) -> None:
    import time
    from pathlib import Path

    from upplint.documents.docx.reader import read_docx

    sentence = "Leverantören ska under hela avtalstiden ha personal som kan utföra tjänsten på avtalad tid. " * 3
    page = p("Krav", style="Rubrik2", num="1", ilvl=1) + p(sentence) * 8 + p("punkt", num="1", ilvl=2) * 6
    page += table(*(row(cell(p(str(i))), cell(p(sentence)), cell(p("Ska"))) for i in range(4)))
    path = make_docx(page * 60, numbering=SECTIONS)
    assert isinstance(path, Path)
    read_docx(path)  # the first reading pays for the imports
    start = time.perf_counter()
    document = read_docx(path)
    assert time.perf_counter() - start < 1.0
    assert len(document.blocks) == 60 * 19


def test_hidden_paragraphs_take_no_number(read_body: Read) -> None:
    hidden = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:vanish/></w:rPr></w:pPr>'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>dold</w:t></w:r></w:p>"
    )
    document = read_body(p("Ett", num="1") + hidden + p("Två", num="1"), numbering=SECTIONS)
    assert numbers(document) == ["1", "2"]


def test_paragraph_signs_in_headings(read_body: Read) -> None:
    body = p("§ 4 Priser", style="Rubrik1") + p("5 § Betalning", style="Rubrik1")
    assert outline(read_body(body)) == [(1, "§ 4", "Priser"), (1, "5 §", "Betalning")]


def test_numbered_clauses_are_paragraphs_and_numbered_items_are_not(read_body: Read) -> None:
    body = (
        p("Villkor", style="Rubrik1", num="1")
        + p("Leverantören ska ha F-skatt.", num="1", ilvl=1)
        + p("Konsulten ska ha:", num="1", ilvl=1)
        + p("bil,", num="1", ilvl=2)
        + p("1.3 Priset är fast.")
    )
    assert [(b.kind.value, b.number, b.lead_in) for b in read_body(body, numbering=SECTIONS).blocks] == [
        ("heading", "1", None),
        ("paragraph", "1.1", None),
        ("paragraph", "1.2", None),
        ("list_item", "1.2.1", 2),
        ("paragraph", "1.3", None),
    ]


def test_fields_of_a_tender_system_belong_to_the_question_before(read_body: Read) -> None:
    body = (
        p("Symbolförklaring", style="Rubrik1")
        + p("Texten/frågan innehåller krav som måste uppfyllas")
        + p("Har anbudsgivaren F-skatt?")
        + p("Ja/Nej. Ja krävs")
        + p("Beskriv er metod.")
        + p("Fritext")
        + p("Fritext i ett eget stycke är text.")
    )
    blocks = read_body(body).blocks
    assert [b.kind.value for b in blocks] == ["legend", "legend", "question", "question", "paragraph"]
    assert blocks[2].answer is not None and blocks[2].answer.required == "Ja"
    assert blocks[3].answer is not None and blocks[3].answer.kind is AnswerKind.TEXT


@pytest.mark.parametrize("properties", ['<w:sz w:val="28"/>', '<w:u w:val="single"/>', "<w:caps/>", ""])
def test_headings_made_by_size_underline_or_capitals(read_body: Read, properties: str) -> None:
    words = "Särskilda villkor" if properties else "SÄRSKILDA VILLKOR"
    body = f"<w:p><w:r><w:rPr>{properties}</w:rPr><w:t>{words}</w:t></w:r></w:p>" + p("Priset är fast.")
    document = read_body(body)
    assert outline(document) == [(1, "", words)]
    assert not document.blocks[0].bold
