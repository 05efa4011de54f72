"""Provisions as text."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping

from upplint.errors import UpplintError
from upplint.tender.law import Provision, format_citation, load_provisions, parse_key

_REGIMES: Mapping[str, str] = {
    "A": "upphandling över tröskelvärdet",
    "B": "19 kap. LOU (under tröskelvärdet, eller tjänster i bilaga 2)",
    "C": "direktupphandling",
    "LOV": "valfrihetssystem",
}


def render_provision(key: str) -> str:
    """One provision. A key without act means LOU: `4:14`.

    Raises:
        UpplintError (U305): no such provision in the table.
    """
    provisions = load_provisions()
    for wanted in (key, f"LOU {key}"):
        try:
            settled = parse_key(wanted).key
        except UpplintError:
            continue
        if settled in provisions:
            return _full(provisions[settled])
    raise UpplintError("U305", f"”{key}” finns inte i lagtabellen. Visa alla med: upplint law")


def render_provisions() -> str:
    """All provisions, one a line."""
    lines = [
        f"{format_citation(key)}: {textwrap.shorten(p.text, 110, placeholder=' …')}"
        for key, p in load_provisions().items()
    ]
    return "\n".join(lines) + "\n"


def _full(provision: Provision) -> str:
    lines = [format_citation(provision.key), "", *textwrap.wrap(provision.text, 90)]
    if provision.regimes:
        lines += ["", "Gäller vid: " + "; ".join(_REGIMES[r] for r in provision.regimes) + "."]
    if provision.unsure_regimes:
        lines.append("Osäkert vid: " + "; ".join(_REGIMES[r] for r in provision.unsure_regimes) + ".")
    if provision.in_force_from:
        to = f" till och med {provision.in_force_to}" if provision.in_force_to else ""
        lines.append(f"I kraft från {provision.in_force_from}{to}.")
    if provision.note:
        lines += textwrap.wrap(f"Obs: {provision.note}", 90)
    lines += [f"Läs mer: {provision.url}", f"Kontrollerad {provision.checked}."]
    return "\n".join(lines) + "\n"
