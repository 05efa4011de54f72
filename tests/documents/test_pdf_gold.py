"""Every quote of the gold annotations is found in the text that is read, on the right page."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from upplint.documents.limits import Limits
from upplint.documents.model import Document
from upplint.documents.pdf import read_pdf
from upplint.documents.text import read_text

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
NAMES = [p.name for p in sorted((CORPUS / "real").glob("*")) if p.suffix in (".pdf", ".txt")] if CORPUS.exists() else []

#: Quotes taken from a text in another order, by shape: a cover page read by rows, running titles that are kept once.
KNOWN = (
    re.compile(r"Upphandlande organisation Upphandling "),  # two columns of a cover, read one after the other here
    re.compile(r".*Sida \d+/\d+$"),  # a running footer cut off by its page number: kept once, for the first page
)
_MARKS = re.compile(r"[•◦▪]\s*|\s*[•◦▪]")


def printed(document: Document) -> tuple[str, list[int]]:
    """The text with numbers and answer fields where they are printed, white space folded, and each character's page."""
    text = ""
    pages: list[int] = []
    for block in document.blocks:
        answer = block.answer.text if block.answer else ""
        number = "" if _MARKS.fullmatch(block.number) else block.number
        for part, inside in ((number, False), (block.text, True), (answer, False)):
            for k, char in enumerate(part):
                if not char.isspace() or not text.endswith(" "):
                    text += " " if char.isspace() else char
                    pages.append(document.page_at(block.start + (k if inside else 0)) or 0)
            if part and not text.endswith(" "):
                text += " "
                pages.append(pages[-1])
    return text, pages


@pytest.mark.skipif(not NAMES, reason="the shared documents are not here")
@pytest.mark.parametrize("name", NAMES)
def test_gold_quotes_are_found_on_their_page(name: str) -> None:
    gold = CORPUS / "gold" / f"{Path(name).stem}.jsonl"
    if not gold.exists():
        pytest.skip("not annotated")
    path = CORPUS / "real" / name
    reader = read_pdf if path.suffix == ".pdf" else read_text
    text, pages = printed(reader(path, file=name, limits=Limits()))
    missed = []
    for line in gold.read_text("utf-8").splitlines():
        entry = json.loads(line)
        if "quote" not in entry:
            continue
        quote = " ".join(_MARKS.sub(" ", entry["quote"]).split())
        found = [m.start() for m in re.finditer(re.escape(quote), text)]
        on_page = "page" not in entry or any(entry["page"] in (pages[i], pages[i + len(quote) - 1]) for i in found)
        if (not found or not on_page) and not any(k.match(entry["quote"]) for k in KNOWN):
            missed.append(entry["quote"])
    assert missed == []
