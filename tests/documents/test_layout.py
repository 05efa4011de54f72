"""The steps of the layout stage, one at a time."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upplint.documents.layout import marks
from upplint.documents.layout.build import build
from upplint.documents.layout.clean import clean, joint, vocabulary
from upplint.documents.layout.furniture import Furniture, Margin
from upplint.documents.layout.headings import Candidate, chain
from upplint.documents.layout.lines import Line
from upplint.documents.layout.widths import width
from upplint.documents.model import AnswerKind, BlockKind, Box
from upplint.documents.pdf.gaps import garbled
from upplint.documents.pdf.words import View, is_nfc

LETTERS = st.text(alphabet="aåäöAÅÄÖeé\u030a\u0308\u0301\u00ad\ufb01\u200b-\u2011xyz", max_size=30)


@given(LETTERS)
def test_clean_text_is_nfc_and_every_plain_piece_is_where_it_says(raw: str) -> None:
    pieces = clean(raw)
    text = "".join(p.text for p in pieces)
    assert is_nfc(text) or text.startswith(("\u030a", "\u0308", "\u0301"))  # an accent without a letter before it
    assert "\u00ad" not in text and "\ufb01" not in text
    for piece in pieces:
        if not piece.generated:
            assert raw[piece.offset : piece.offset + len(piece.text)].replace("\u2011", "-") == piece.text
    assert [p.offset for p in pieces] == sorted(p.offset for p in pieces)


def test_a_composed_letter_is_generated_and_keeps_its_place() -> None:
    pieces = clean("BA\u030at")
    assert [(p.text, p.offset, p.generated) for p in pieces] == [("B", 0, False), ("Å", 1, True), ("t", 3, False)]


@pytest.mark.parametrize(
    ("left", "right", "whole"),
    [
        ("krav på små-", "och medelstora", "krav på små- och medelstora"),
        ("köp av IT-", "tjänster", "köp av IT-tjänster"),
        ("i Stockholm-", "Mälarregionen", "i Stockholm-Mälarregionen"),
        ("samtliga ska-", "krav", "samtliga ska-krav"),
        ("en offentlig upphand-", "ling", "en offentlig upphandling"),
        ("lämna e-", "postadress", "lämna e-postadress"),
        ("perioden 2031-", "2033", "perioden 2031-2033"),
        ("kök-, bad-", "eller tvättrum", "kök-, bad- eller tvättrum"),
        ("se https://exempel.se/kontakta-", "oss/fragor", "se https://exempel.se/kontakta-oss/fragor"),
        ("pris -", "moms", "pris - moms"),
        ("utan streck", "alls", "utan streck alls"),
    ],
)
def test_lines_are_joined_at_hyphens(left: str, right: str, whole: str) -> None:
    drop, between = joint(left, right)
    assert left[: len(left) - drop] + between + right == whole


def test_the_documents_own_words_decide_what_a_hyphen_is() -> None:
    words, hyphenated = vocabulary(iter(["en mellan-nivå finns", "och driftledare behövs"]))
    assert not hyphenated
    assert joint("på mellan-", "nivå", words) == (0, "")
    assert joint("en drift-", "ledare", words) == (1, "")


def numbers(*printed: str) -> list[str]:
    found = [
        Candidate(i, tuple(int(n) for n in p.split(".")), p, 0, 2.0 if "." in p else 0.5) for i, p in enumerate(printed)
    ]
    return [c.printed for c in chain(found)]


def test_the_chain_leaves_out_numbers_that_do_not_fit() -> None:
    assert numbers("1", "1.1", "12", "1.2", "3", "2", "2.1", "4.7", "2.2") == ["1", "1.1", "1.2", "2", "2.1", "2.2"]


def test_the_chain_bears_a_missing_number_and_a_new_count_in_an_appendix() -> None:
    assert numbers("1", "1.1", "1.3", "2", "2.1") == ["1", "1.1", "1.3", "2", "2.1"]
    count = ("1", "1.1", "1.2", "1.3", "1.4")
    assert numbers(*count, *count) == [*count, *count]


@pytest.mark.parametrize(
    ("text", "kind", "required"),
    [
        ("Ja/Nej. Ja krävs", AnswerKind.YES_NO, "Ja"),
        ("Ja/Nej", AnswerKind.YES_NO, None),
        ("Ja/Nej. Nej krävs", AnswerKind.YES_NO, "Nej"),
        ("Fritext", AnswerKind.TEXT, None),
        ("Bifogad fil", AnswerKind.FILE, None),
        ("Bifogade filer", AnswerKind.FILE, None),
        ("Flerval", AnswerKind.CHOICE, None),
        ("Prisfält", AnswerKind.PRICE, None),
        ("Prismatris. 3 rader", AnswerKind.PRICE, None),
    ],
)
def test_answer_fields(text: str, kind: AnswerKind, required: str | None) -> None:
    found = marks.answer(text)
    assert found is not None and (found.kind, found.required, found.text) == (kind, required, text)


@pytest.mark.parametrize(
    "text",
    ["Datum", "Ja", "Fritext lämnas av anbudsgivaren i svarsrutan.", "Bifogad fil ska vara i PDF-format.", "Pris"],
)
def test_ordinary_text_is_no_answer_field(text: str) -> None:
    assert marks.answer(text) is None


@pytest.mark.parametrize(("text", "value"), [("Viktning: 20%", 20), ("0%", 0), ("Vikt 12,5 %", Decimal("12.5"))])
def test_weights(text: str, value: Decimal | int) -> None:
    assert marks.weight(text) == value
    assert marks.weight(f"{text} av priset") is None


@pytest.mark.parametrize("text", ["Sida 3/26", "Sida 1 av 63", "2 (14)", "sid 4", "- 7 -", "Sidan 3 (9)"])
def test_page_numbers(text: str) -> None:
    assert marks.PAGE_NUMBER.fullmatch(text)


@pytest.mark.parametrize("text", ["2031", "Sida 3 i bilagan", "1-3 §§", "14"])
def test_other_numbers(text: str) -> None:
    assert not marks.PAGE_NUMBER.fullmatch(text)


def test_rows_at_the_same_place_on_many_pages_are_furniture() -> None:
    pages = [
        [Margin(f"Bilaga 3, sidan {n}", 30, True), Margin(f"Mening nummer {n}.", 90 + 5 * n, True)] for n in range(6)
    ]
    furniture = Furniture(pages)
    assert furniture.holds(Margin("Bilaga 3, sidan 99", 31, True))
    assert not furniture.holds(Margin("Mening nummer 3.", 90, True))
    assert not furniture.holds(Margin("Bilaga 3, sidan 2", 30, False))


def test_a_sentence_whose_numbers_change_from_page_to_page_is_no_running_title() -> None:
    pages = [[Margin(f"Leverantören ska ha minst {n + 2} referenser.", 60, True)] for n in range(4)]
    assert not Furniture(pages).holds(pages[0][0])
    same = [[Margin("Handlingen är ett utkast och får ändras.", 60, True)] for _ in range(4)]
    assert Furniture(same).holds(same[0][0])


def line(text: str, tag: str = "", **place: float) -> Line:
    base = place.get("base", 100.0)
    return Line(1, text, (), 70, 70 + width(text, 10), base - 8, base + 2, base, size=10, tag=tag)


def test_tags_that_call_most_of_the_text_contents_or_headings_are_not_trusted() -> None:
    sentence = "Leverantören ska städa lokalerna varje vardag och rapportera avvikelser samma dag."
    items = [line(sentence, tag, base=100.0 + 30 * k) for k, tag in enumerate(["TOC"] * 4 + ["H1"] * 6)]
    assert {b.kind for b in build(items)} == {BlockKind.PARAGRAPH}


def test_tags_make_headings_of_lines_that_do_not_look_like_it() -> None:
    items = [line("Introduktion", "H2"), line("Leverantören ska städa lokalerna varje vardag året om.", base=130.0)]
    assert [(b.kind, b.level) for b in build(items)] == [(BlockKind.HEADING, 2), (BlockKind.PARAGRAPH, 0)]


def test_a_sentence_in_a_heading_style_stays_a_sentence() -> None:
    sentence = "Leverantören ska under hela avtalstiden ha en ansvarsförsäkring som gäller."
    body = "Det som står här är vanlig text, och den är så lång att rubrikerna är färre tecken än den."
    items = [line(sentence, "H2"), line(body, base=130.0)]
    assert [b.kind for b in build(items)] == [BlockKind.PARAGRAPH, BlockKind.PARAGRAPH]


def test_wider_letters_are_wider() -> None:
    assert width("mmm") > width("aaa") > width("iii") > 0


def test_garbled_pages() -> None:
    assert garbled("\uf123\uf124\uf125 " * 20)
    assert garbled("(cid:12)(cid:33)" * 10)
    assert garbled("bcdfg hjklm npqrs tvwxz " * 20)
    assert not garbled("Leverantören ska utföra uppdraget i enlighet med avtalet. " * 10)
    assert not garbled("Borås Elnät AB Kristianstad Skåne län " * 20)


@given(
    st.integers(0, 3),
    st.tuples(*[st.floats(0, 400) for _ in range(4)]),
)
def test_a_view_maps_there_and_back(turns: int, corners: tuple[float, float, float, float]) -> None:
    view = View(10, 20, 605, 862, turns)
    x0, x1 = sorted(corners[:2])
    y0, y1 = sorted(corners[2:])
    there = view.box(x0, y0, x1, y1)
    assert there[0] <= there[2] and there[1] <= there[3]
    assert view.back(Box(*there)) == pytest.approx((x0, y0, x1, y1), abs=1e-6)


def spaced(texts: list[str], step: float) -> list[str]:
    """The paragraphs of lines of 12 points that stand `step` points apart."""
    lines = [
        Line(
            1 + k // 15,
            t,
            (),
            60,
            60 + 5.5 * len(t),
            80 + step * (k % 15),
            92 + step * (k % 15),
            90 + step * (k % 15),
            12,
        )
        for k, t in enumerate(texts)
    ]
    return [b.text for b in build(lines)]


SENTENCES = [
    "Anbudsgivaren ska lämna anbud i tid",
    "Leverantören ska ha personal i orten",
    "Avtalet gäller i fyra hela år",
]
SENTENCE = ["Anbudsgivaren ska lämna anbud i rätt tid och med alla handlingar", "som behövs för att pröva anbudet och"]


def test_a_few_lines_far_apart_are_paragraphs_of_their_own() -> None:
    assert spaced(SENTENCES, 40) == SENTENCES
    assert spaced(SENTENCE, 40) == [" ".join(SENTENCE)]  # a sentence that runs on


def test_lines_of_a_text_that_is_spaced_widely_throughout_are_joined() -> None:
    lines = [f"{k}:e delen av uppdraget är Lundby och Biskopsgården och" for k in range(12)]
    assert spaced(lines, 33) == [" ".join(lines)]
    assert spaced(lines, 14) == [" ".join(lines)]
