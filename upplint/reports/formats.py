"""The formats by name: one place that knows which renderer makes which."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from upplint.engine.model import Report


@dataclass(frozen=True, slots=True)
class Format:
    """A format of the report.

    Attributes:
        name: as given to `--format`.
        target: module and function that renders it; imported when it is asked for.
        binary: it can only be written to a file.
        what: one line of Swedish for the help.
    """

    name: str
    target: str
    binary: bool
    what: str

    def renderer(self) -> Callable[[Report], str | bytes]:
        """The function that renders a report."""
        module, _, function = self.target.partition(":")
        render: Callable[[Report], str | bytes] = getattr(import_module(f"upplint.reports.{module}"), function)
        return render


FORMATS: Mapping[str, Format] = {
    f.name: f
    for f in (
        Format("text", "text:render_text", False, "för skärmen"),
        Format("json", "json:render_json", False, "för program, med skriven form"),
        Format("html", "html:render_html", False, "HTML, en sida med dokumenten och anmärkningarna bredvid"),
        Format("md", "markdown:render_markdown", False, "Markdown, för möten"),
        Format("xlsx", "findings_xlsx:render_findings_xlsx", True, "Excel, för uppföljning"),
        Format("sarif", "sarif:render_sarif", False, "SARIF 2.1.0, för kodgranskning"),
        Format("junit", "junit:render_junit", False, "JUnit XML, för byggsystem"),
        Format("github", "github:render_github", False, "GitHub Actions"),
        Format("gitlab", "gitlab:render_gitlab", False, "GitLab Code Quality"),
        Format("rdjson", "rdjson:render_rdjson", False, "reviewdog"),
    )
}
