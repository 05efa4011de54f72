"""The HTML report in a browser: axe finds nothing, nothing is fetched, filter and jumps work, also without script."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import upplint
from upplint.engine.model import Report
from upplint.reports.html import render_html

sync_api = pytest.importorskip("playwright.sync_api")
axe = pytest.importorskip("axe_playwright_python.sync_playwright")

CHROMIUM = next((p for p in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if p), None)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EXAMPLE = Path(__file__).parents[2] / "examples/stadning-hindersam"

pytestmark = [pytest.mark.slow, pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")]

Open = Callable[..., Any]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield found
        found.close()


@pytest.fixture(scope="module")
def example() -> Report:
    """A PDF and a price sheet: pages, lists, tables, many findings."""
    return upplint.check(EXAMPLE / "03-avtalsvillkor.pdf", EXAMPLE / "04-prisbilaga.xlsx")


@pytest.fixture
def show(browser: Any, tmp_path: Path) -> Iterator[Open]:
    """Opens a report; fails when the page logs an error or asks for anything but itself."""
    contexts, wrong = [], []

    def opened(report: Report, width: int = 1280, **options: Any) -> Any:
        path = tmp_path / "rapport.html"
        path.write_text(render_html(report), encoding="utf-8")
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda r: None if r.url.startswith((path.as_uri(), "data:,")) else wrong.append(r.url))
        page.goto(path.as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []


def violations(page: Any) -> list[str]:
    found = axe.Axe().run(page, options={"runOnly": TAGS}).response["violations"]
    return [f"{v['id']}: {n['html'][:120]}" for v in found for n in v["nodes"]]


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 320)])
def test_axe_finds_nothing(show: Open, many: Report, scheme: str, width: int) -> None:
    page = show(many, width, color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    assert violations(page) == []


def test_axe_finds_nothing_on_a_whole_report(show: Open, example: Report) -> None:
    assert violations(show(example)) == []


def test_page_fits_a_narrow_window(show: Open, example: Report) -> None:
    """WCAG 1.4.10: 320 CSS pixels without scrolling in two directions."""
    page = show(example, 320)
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_page_fits_a_narrow_window_whatever_a_file_is_called(show: Open, many: Report) -> None:
    part = many.tenders[0].parts[0]
    long = "Upphandlingsdokument_" * 12 + ".docx"
    part = replace(part, document=replace(part.document, file=f"mapp/{long}"))
    other = replace(part, document=replace(part.document, file=f"annan/{long}"))
    place = replace(many.findings[0].place, file=f"annan/{long}", document=1)
    first = replace(many.findings[0], also=(place,))
    tender = replace(many.tenders[0], parts=(part, other))
    page = show(replace(many, tenders=(tender,), findings=(first, *many.findings[1:])), 320)
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_text_stays_in_view_beside_its_findings(show: Open, many: Report) -> None:
    page = show(many)
    page.evaluate("document.querySelector('.row .cards').style.height = '3000px'")
    page.evaluate("document.querySelector('.row').scrollIntoView()")
    page.evaluate("window.scrollBy(0, 1500)")
    top = page.evaluate("document.querySelector('.row .body').getBoundingClientRect().top")
    assert 0 <= top < 100


def test_axe_finds_nothing_on_small_reports(show: Open, any_report: Report) -> None:
    assert violations(show(any_report)) == []


def test_page_can_be_read_without_script(show: Open, many: Report) -> None:
    page = show(many, java_script_enabled=False)
    assert page.locator(".card:visible").count() == 5
    assert page.locator("form:visible, button:visible").count() == 0


def test_filter_hides_cards_marks_and_index(show: Open, many: Report) -> None:
    page = show(many)
    assert page.inner_text("#status") == "Visar 5 av 5 anmärkningar."
    page.uncheck("[name=level][value=opportunity]")
    assert page.inner_text("#status") == "Visar 3 av 5 anmärkningar."
    page.select_option("[name=family]", "REF")
    assert [c.get_attribute("id") for c in page.locator(".card:visible").all()] == ["f2"]
    assert page.locator(".index a:visible").count() == 1
    assert {r.get_attribute("href") for r in page.locator(".ref:visible").all()} == {"#f2"}
    page.check("[name=only]")
    assert page.locator("[data-sec]:visible").count() == 2  # its own section, and the one it is also found in
    page.evaluate("location.hash = '#f1'")  # a jump to what is hidden shows all again
    page.wait_for_function("document.getElementById('status').textContent.startsWith('Visar 5')")


def test_jumps_go_both_ways_by_keyboard(show: Open, many: Report) -> None:
    page = show(many)
    page.focus("#m1-0")
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.id === 'f1'")
    page.focus("#f1 .back a")
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.id === 'm1-0'")


def test_a_jump_opens_the_folded_section(show: Open, example: Report) -> None:
    page = show(example)
    inside = page.locator("details.quiet p[id]").first
    assert not inside.is_visible()
    page.evaluate(f"location.hash = '#{inside.get_attribute('id')}'")
    inside.wait_for(state="visible")


def test_first_key_reaches_the_skip_link(show: Open, many: Report) -> None:
    page = show(many)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#findings"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0


def test_draft_is_copied(show: Open, many: Report) -> None:
    page = show(many, permissions=["clipboard-read", "clipboard-write"])
    page.click("#f1 .copy")
    page.wait_for_function("document.getElementById('status').textContent === 'Kopierat.'")
    assert page.evaluate("navigator.clipboard.readText()") == "Anbudsgivaren ska ha en stabil ekonomi."


def test_printed_page_has_findings_and_reasons(show: Open, many: Report, tmp_path: Path) -> None:
    from pypdf import PdfReader

    page = show(many)
    page.pdf(path=tmp_path / "rapport.pdf", prefer_css_page_size=True)
    text = " ".join(p.extract_text() for p in PdfReader(tmp_path / "rapport.pdf").pages)
    assert "Godta andra handlingar." in text
    assert "Det stänger ute små leverantörer." in text
    assert "Välj vad som visas" not in text
