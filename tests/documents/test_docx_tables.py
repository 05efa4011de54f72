"""Tables, forms and answer fields of Word documents."""

from __future__ import annotations

from collections.abc import Callable

import pytest

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


@pytest.mark.parametrize(
    ("names", "header"),
    [
        (("Nr", "Krav", "Ska/Bör", "Anbudsgivarens svar"), True),
        (("Nr", "Kravtext", "Typ", "Uppfylls (Ja/Nej)"), True),
        (("Nr", "Ort", "Ska/Bör", "Svar"), False),
    ],
)
def test_plain_first_row_of_column_names_is_a_header(read_body: Read, names: tuple[str, ...], header: bool) -> None:
    document = read_body(
        table(
            row(*(cell(p(name)) for name in names)),
            row(cell(p("3.1")), cell(p("Svenskt gränssnitt")), cell(p("Ska")), cell(p(""))),
            row(cell(p("3.2")), cell(p("Rapporter i PDF")), cell(p("Bör")), cell(p(""))),
        )
    )
    rows = rows_of(document)
    assert [b.header_row for b in rows] == [header, False, False]
    assert [c.header for c in rows[1].cells if c.header] == ([names[1], names[2]] if header else [])
