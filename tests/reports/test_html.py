"""The HTML report: one file, every finding with its mark, the jump both ways, nothing fetched, text escaped."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from upplint.documents.model import Document
from upplint.engine.model import Confidence, Finding, Level, Place, Report
from upplint.engine.testing import tender_from_text
from upplint.reports.html import render_html
from upplint.reports.html_document import marks_of, views
from upplint.reports.html_marks import Mark, shown, stretches
from upplint.tender.model import Fact, TenderFacts

VOID = {"meta", "link", "input", "br"}


class Page(HTMLParser):
    """Elements with their attributes, in order; complains of elements that are not closed as they were opened."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {k: v or "" for k, v in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def all(self, *tags: str) -> list[dict[str, str]]:
        return [attributes for tag, attributes in self.elements if tag in tags]


def test_page_is_well_formed_and_addresses_are_unique(any_report: Report) -> None:
    page = Page(render_html(any_report))
    ids = Counter(a["id"] for _, a in page.elements if "id" in a)
    assert [i for i, n in ids.items() if n > 1] == []
    for attributes in page.all("a"):
        assert attributes.get("href", "#top")[1:] in ids
    for _, attributes in page.elements:
        for name in ("aria-labelledby", "aria-describedby", "data-copy"):
            assert attributes.get(name, "top") in ids


def test_nothing_is_fetched(any_report: Report) -> None:
    text = render_html(any_report)
    page = Page(text)
    for _, attributes in page.elements:
        for name in ("href", "src", "action", "srcset", "poster", "data"):
            assert attributes.get(name, "#").startswith(("#", "data:,"))
    assert not re.search(r"url\(|@import|@font-face|fetch\(|XMLHttp", text)
    (policy,) = [a["content"] for a in page.all("meta") if a.get("http-equiv") == "Content-Security-Policy"]
    assert policy.startswith("default-src 'none';")


def test_every_place_has_a_mark_and_the_jump_both_ways(many: Report) -> None:
    page = Page(render_html(many))
    links = page.all("a")
    assert [a["id"] for a in page.all("article")] == ["f1", "f3", "f2", "f4", "f5"]  # in the order of the text
    for number, finding in enumerate(many.findings, 1):
        for spot in range(1 + len(finding.also)):
            assert {"href": f"#f{number}", "id": f"m{number}-{spot}"}.items() <= next(
                a for a in links if a.get("id") == f"m{number}-{spot}"
            ).items()
            assert any(a["href"] == f"#m{number}-{spot}" for a in links)
        assert any(a.get("id") == f"i{number}" and a["href"] == f"#f{number}" for a in links)


def test_text_is_shown_as_it_stands(one: Report) -> None:
    text = render_html(one)
    assert "&#34;hos UC&#34; &amp; vara &lt;stabil&gt;." in text
    assert "<stabil>" not in text
    assert "krav &amp; önskemål.docx" in text


def test_the_table_of_suppliers_leads_to_the_text() -> None:
    tender, _ = tender_from_text("Anbudsgivaren ska ha lägst riskklass 3 hos UC.\n")
    page = Page(render_html(Report(tenders=(tender,), findings=())))
    ids = {a["id"] for _, a in page.elements if "id" in a}
    rows = [a["href"] for a in page.all("a") if a.get("href", "").startswith("#w0-")]
    assert rows
    assert any(a.get("href", "").startswith("#b0-0-") for a in page.all("a"))
    assert all(row[1:] in ids for row in rows)


def test_facts_lead_to_their_ground(clean: Report) -> None:
    tender, _ = tender_from_text("# 1 Avtal\n\nAvtalet gäller i 24 månader.\n")
    document = tender.parts[0].document
    start = document.text.index("24 månader")
    said = Fact(
        "term_months", 24, "months", file="a.txt", excerpt="24 månader", document=0, start=start, end=start + 10
    )
    other = replace(said, value=36, excerpt="36 månader")
    tender = replace(tender, facts=TenderFacts({"term_months": (said, other)}))
    text = render_html(replace(clean, tenders=(tender,)))
    assert (
        '<td>24 månader</td><td><a href="#b0-0-1">a.txt</a> <span class="quote" lang="sv">”24 månader”</span></td>'
        in text
    )
    assert "men även" in text
    assert "Hittades inte" in text
    english = render_html(replace(clean, tenders=(tender,), language="en"))
    assert "<td>24 months</td>" in english
    assert "Possible extension" in english


def test_a_script_in_a_document_stays_text() -> None:
    tender, _ = tender_from_text("# 1 </script><script>alert(1)</script>\n\nEn <img src=x onerror=alert(1)> text.\n")
    page = Page(render_html(Report(tenders=(tender,), findings=())))
    assert len(page.all("script")) == 1
    assert page.all("img") == []


def test_sections_without_findings_are_folded(one: Report) -> None:
    (view,) = views(one)
    assert [(s.marked, bool(s.rows)) for s in view.sections] == [(False, False), (True, True), (False, True)]
    text = render_html(one)
    assert re.search(r'<details class="sec quiet".*?3\.2.*?Erfarenhet', text, re.DOTALL)
    assert not re.search(r'<details class="sec quiet"[^>]*>\s*<summary><h\d[^>]*><span class="no">3\.1', text)


def test_headings_never_skip_a_level(any_report: Report) -> None:
    levels = [int(tag[1]) for tag, _ in Page(render_html(any_report)).elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert all(b <= a + 1 for a, b in pairwise(levels))


def test_headings_of_a_document_that_skips_levels_are_put_right() -> None:
    tender, _ = tender_from_text("### 1.1.1 Djupt\n\nText.\n\n# 2 Ytligt\n\nText.\n\n##### Djupast\n\nText.\n")
    (view,) = views(Report(tenders=(tender,), findings=()))
    assert [s.level for s in view.sections] == [4, 4, 5]


def test_a_finding_in_a_document_without_text_has_its_mark(clean: Report) -> None:
    part = clean.tenders[0].parts[0]
    empty = Document("tom.pdf", "pdf", ())
    tender = replace(clean.tenders[0], parts=(part, replace(part, document=empty, requirements=())))
    place = Place(0, 1, "tom.pdf", None, "", 0, 0, "", "", -1)
    finding = Finding("ACC001", "x", "Filen", Level.ADVICE, Confidence.HIGH, "Filen.", "", "Gör om.", "", (), place)
    page = Page(render_html(replace(clean, tenders=(tender,), findings=(finding,))))
    assert [a["id"] for a in page.all("article")] == ["f1"]
    assert any(a.get("id") == "m1-0" for a in page.all("a"))


def test_lists_tables_and_answers_keep_their_shape() -> None:
    tender, _ = tender_from_text(
        "Anbudsgivaren ska ha:\n\n- F-skatt\n- moms\n\n| Krav | Svar |\n|---|\n| Ett | Två |\n"
    )
    text = render_html(Report(tenders=(tender,), findings=()))
    assert text.count("<li id=") == 2
    assert '<th scope="col">Krav</th>' in text
    assert "<td>Två</td>" in text


def test_english_report_says_that_the_text_is_swedish(one: Report) -> None:
    page = Page(render_html(replace(one, language="en")))
    assert page.all("html") == [{"lang": "en"}]
    assert all(a.get("lang") == "sv" for a in page.all("div") if a.get("class") == "body")


def test_characters_that_a_page_must_not_hold_are_replaced() -> None:
    assert shown("a\x00b\x0bc\x85d\ud800e\tf\n") == "a\ufffdb\ufffdc\ufffdd\ufffde\tf\n"


@st.composite
def marked_text(draw: st.DrawFn) -> tuple[str, int, list[tuple[int, int]], list[Mark]]:
    text = draw(st.text("abc <&", min_size=0, max_size=20))
    offset = draw(st.integers(0, 5))
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=3)))
    edges = [0, *cuts, len(text)]
    bounds = list(pairwise(edges))
    marks = []
    for number in range(1, 1 + draw(st.integers(0, 4))):
        start = draw(st.integers(0, offset + len(text)))
        end = start + draw(st.integers(0, 10))
        marks.append(Mark(number, 0, draw(st.sampled_from(list(Level))), "t", start, end))
    return text, offset, bounds, marks


@given(marked_text())
def test_pieces_keep_text_and_show_each_mark_once(
    case: tuple[str, int, list[tuple[int, int]], list[Mark]],
) -> None:
    text, offset, bounds, marks = case
    cells = stretches(text, offset, bounds, marks)
    assert ["".join(p.text for p in cell) for cell in cells] == [text[a:b] for a, b in bounds]
    ends = [m.number for cell in cells for p in cell for m in p.ends]
    assert sorted(ends) == [m.number for m in marks if m.start >= offset]
    position = offset
    for piece in (p for cell in cells for p in cell):
        for i in range(position, position + len(piece.text)):
            assert piece.numbers == tuple(m.number for m in marks if m.start <= i < m.end)
        position += len(piece.text)


def test_findings_are_numbered_in_the_order_of_the_report(many: Report) -> None:
    found = marks_of(many.findings)[0, 0]
    assert [(m.number, m.spot) for m in found] == [(1, 0), (2, 0), (2, 1), (3, 0), (4, 0), (5, 0)]
