"""Provisions as text."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping

from upplint.errors import UpplintError
from upplint.tender.law import Provision, format_citation, load_provisions, parse_key

_REGIMES: Mapping[str, str] = {
    "A": "direktivstyrd upphandling (från tröskelvärdet, utom tjänster i bilaga 2)",
    "B": "upphandling enligt 19 kap. (under tröskelvärdet, eller tjänster i bilaga 2)",
    "C": "direktupphandling",
    "LOV": "valfrihetssystem",
}


_WRITTEN = re.compile(
    r"(?:(?P<before>\D+?) )?(?:(?P<chapter>\d+(?: ?[a-z])?) ?kap\.? ?)?"
    r"(?P<section>\d+(?: ?[a-z])?) ?§(?: (?:i )?(?P<act>\D.*))?",
    re.IGNORECASE,
)
_WIDTH = 100
_LONG_LINE = 160  # characters of a line in the list, on wide screens and in pipes
_WIDEST = 90  # running text is hard to read on longer lines


def render_provision(key: str, *, width: int = _WIDTH) -> str:
    """One provision. A key without act means LOU: `4:14`.

    Args:
        key: such as `4:14`, `19a:2` or `LOV 1:2a`.
        width: columns of the text.

    Raises:
        UpplintError (U305): no such provision in the table.
    """
    provisions = load_provisions()
    short = _short(key)
    for wanted in (short, f"LOU {short}"):
        try:
            settled = parse_key(wanted).key
        except UpplintError:
            continue
        if settled in provisions:
            return _full(provisions[settled], min(width, _WIDEST))
    raise UpplintError("U305", f"”{key}” finns inte i lagtabellen. Visa alla med: upplint law")


def _short(citation: str) -> str:
    """A citation as Swedes write it, as a key: "19 a kap. 2 § LOU" gives "LOU 19a:2"; other text is left as it is."""
    found = _WRITTEN.fullmatch(" ".join(citation.split()))
    if found is None:
        return citation
    chapter = f"{found['chapter'].replace(' ', '')}:" if found["chapter"] else ""
    act = found["before"] or found["act"] or "LOU"
    return f"{act} {chapter}{found['section'].replace(' ', '')}"


def render_provisions(*, width: int = _WIDTH) -> str:
    """All provisions, each on one or two lines of at most `width` columns."""
    lines: list[str] = []
    for key, provision in load_provisions().items():
        text = textwrap.shorten(
            f"{format_citation(key)}: {provision.text}", min(2 * width - 6, _LONG_LINE), placeholder=" …"
        )
        lines += _wrapped(text, width, indent="    ")
    return "\n".join(lines) + "\n"


def _full(provision: Provision, width: int) -> str:
    lines = [format_citation(provision.key), "", *_wrapped(provision.text, width)]
    if provision.regimes:
        lines += ["", *_wrapped("Gäller vid: " + "; ".join(_REGIMES[r] for r in provision.regimes) + ".", width)]
    if provision.unsure_regimes:
        lines += _wrapped("Osäkert vid: " + "; ".join(_REGIMES[r] for r in provision.unsure_regimes) + ".", width)
    if provision.in_force_from:
        to = f" till och med {provision.in_force_to}" if provision.in_force_to else ""
        lines.append(f"I kraft från {provision.in_force_from}{to}.")
    if provision.note:
        lines += _wrapped(f"Obs: {provision.note}", width)
    lines += [f"Läs mer: {provision.url}", f"Kontrollerad {provision.checked}."]
    return "\n".join(lines) + "\n"


def _wrapped(text: str, width: int, indent: str = "") -> list[str]:
    return textwrap.wrap(text, max(width, 20), subsequent_indent=indent, break_on_hyphens=False, break_long_words=False)
