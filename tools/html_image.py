"""Draw the picture of the README: the report on the example tender as HTML, its summary and one section.

Needs Chromium and the development tools. The picture depends on the fonts of the machine that draws it.

python tools/html_image.py          writes docs/images/rapport.png
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs/images/rapport.png"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]

#: Leaves the head, the summary and the section where text and findings fill the page best.
_LEAVE = """
() => {
  const height = (element) => [...element.children].reduce((sum, e) => sum + e.offsetHeight, 0);
  const filled = (section) => {
    const bodies = [...section.querySelectorAll('.body')].reduce((sum, e) => sum + height(e), 0);
    const cards = [...section.querySelectorAll('.cards')].reduce((sum, e) => sum + height(e), 0);
    return cards > 500 && section.querySelectorAll('.card').length > 2 ? bodies / (cards + 300) : 0;
  };
  const sections = [...document.querySelectorAll('div[data-sec]')].filter((s) => s.querySelector('.card.warning'));
  const shown = sections.sort((a, b) => filled(b) - filled(a))[0];
  for (const part of document.querySelectorAll('#who, #facts, #findings, #unread, .doc, [data-sec], .skip, .end, .back'
      + ', #documents > p, #summary .scroll, .notes, .regime')) {
    part.hidden = !part.contains(shown);
  }
}
"""


def main() -> int:
    """Check the example, open the page and take the picture."""
    from playwright.sync_api import sync_playwright

    import upplint
    from upplint.reports.html import render_html

    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        print("Chromium is not installed.", file=sys.stderr)
        return 2
    os.chdir(ROOT)  # the page names the files as they are given
    report = upplint.check("examples/stadning-hindersam")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder) / "rapport.html"
        path.write_text(render_html(report), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_page(viewport={"width": 1360, "height": 1000}, color_scheme="light")
        page.goto(path.as_uri())
        page.evaluate(_LEAVE)
        height = min(page.evaluate("document.documentElement.scrollHeight"), 1180)
        page.screenshot(path=TARGET, full_page=True, clip={"x": 0, "y": 0, "width": 1360, "height": height})
        browser.close()
    print(f"{TARGET.relative_to(ROOT)}: {TARGET.stat().st_size // 1000} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
