"""Reads the word lists under `rules/lexicon/`: tab separated, first line that is not a comment names the columns."""

from __future__ import annotations

from functools import cache

from upplint.errors import RuleError
from upplint.resources import rules_path


@cache
def read_table(name: str) -> tuple[dict[str, str], ...]:
    """All rows of `rules/lexicon/<name>.tsv` as column -> text (missing last columns are empty).

    Raises `RuleError` (U201) when a row has more columns than the header.
    """
    rows: list[dict[str, str]] = []
    header: list[str] | None = None
    lines = rules_path("lexicon", f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if header is None:
            header = cells
            continue
        if len(cells) > len(header):
            raise RuleError(
                "U201",
                f"Rad {number} i ordlistan {name}.tsv har fler kolumner än rubrikraden. Rätta raden.",
            )
        cells += [""] * (len(header) - len(cells))
        rows.append(dict(zip(header, cells, strict=True)))
    return tuple(rows)
