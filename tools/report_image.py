"""Draw the picture of the README: the beginning of a report on the example tender, as SVG.

python tools/report_image.py          writes docs/images/report.svg
"""

from __future__ import annotations

import re
from io import StringIO
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LINES = 44
WIDTH = 100


def main() -> None:
    """Check the example and draw the first lines of what a terminal shows."""
    from rich.console import Console
    from rich.text import Text

    import upplint
    from upplint.reports.text import render_text

    report = upplint.check(ROOT / "examples/stadning-hindersam")
    shown = render_text(report, width=WIDTH, color=True).replace(str(ROOT) + "/", "")
    console = Console(record=True, width=WIDTH, file=StringIO())
    console.print(Text.from_ansi("$ upplint check examples/stadning-hindersam\n"))
    console.print(Text.from_ansi("\n".join(shown.splitlines()[:LINES])))
    svg = console.export_svg(title="upplint", unique_id="report")
    # No font from outside: the page that shows the picture shall fetch nothing.
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    (ROOT / "docs/images/report.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
