"""Headings, numbers and lists of Word documents."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from upplint.documents.docx.numbering import spell
from upplint.documents.model import BlockKind, Document

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


def test_styles_that_are_headings_in_name_only(read_body: Read) -> None:
    styles = '<w:style w:type="paragraph" w:styleId="X"><w:name w:val="Rubrik 2 utan nr"/></w:style>'
    document = read_body(p("Särskilda villkor", style="X") + p("Leverantören ska ha bil.", style="X"), styles=styles)
    assert [(b.kind, b.level) for b in document.blocks] == [(BlockKind.HEADING, 2), (BlockKind.PARAGRAPH, 0)]
    assert document.facts.headings_faked == 1


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


@pytest.mark.parametrize("properties", ['<w:sz w:val="28"/>', '<w:u w:val="single"/>', "<w:caps/>", ""])
def test_headings_made_by_size_underline_or_capitals(read_body: Read, properties: str) -> None:
    words = "Särskilda villkor" if properties else "SÄRSKILDA VILLKOR"
    body = f"<w:p><w:r><w:rPr>{properties}</w:rPr><w:t>{words}</w:t></w:r></w:p>" + p("Priset är fast.")
    document = read_body(body)
    assert outline(document) == [(1, "", words)]
    assert not document.blocks[0].bold
