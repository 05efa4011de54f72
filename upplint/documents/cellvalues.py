"""The value of a spreadsheet cell as Excel shows it in Swedish."""

from __future__ import annotations

import datetime
import re

_QUOTED = re.compile(r'"([^"]*)"|\\(.)')
_COLOURS = re.compile(r"\[[^\]]*\]")
_DECIMALS = re.compile(r"[0#?]\.([0#?]+)")
_THOUSANDS = re.compile(r"[#0][,  ]##0|#\s##0")


def shown(value: object, number_format: str | None) -> str:
    """The text of a value: numbers with the decimals, thousands and unit of their format, dates as ISO dates."""
    if isinstance(value, str):
        return value.replace("_x000D_", "")
    if isinstance(value, bool):
        return "SANT" if value else "FALSKT"
    if isinstance(value, datetime.datetime):
        if value.time() == datetime.time():
            return value.date().isoformat()
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, datetime.time):
        return value.strftime("%H:%M")
    if isinstance(value, int | float):
        return _number(value, number_format or "General")
    return str(value)


def _number(value: float, number_format: str) -> str:
    section = _COLOURS.sub("", number_format.split(";", maxsplit=1)[0])
    words = "".join(a or b for a, b in _QUOTED.findall(section)).strip()
    pattern = _QUOTED.sub("", section)
    if "kr" in pattern.lower() and "kr" not in words:
        words = "kr"
    percent = "%" in pattern
    if percent:
        value *= 100
    decimals = _DECIMALS.search(pattern)
    if pattern.strip().lower() in ("general", "@", "") or not re.search(r"[0#]", pattern):
        text = f"{value:.10g}" if isinstance(value, float) else str(value)
        if "e" in text:
            text = f"{value:.0f}" if abs(value) >= 1 else f"{value:.10f}".rstrip("0")
    else:
        text = f"{value:.{len(decimals[1]) if decimals else 0}f}"
    whole, _, fraction = text.partition(".")
    if _THOUSANDS.search(pattern):
        sign = "-" if whole.startswith("-") else ""
        whole = sign + f"{int(whole.lstrip('-') or 0):,}".replace(",", " ")
    text = f"{whole},{fraction}" if fraction else whole
    if percent:
        return f"{text} %"
    return f"{text} {words}".strip() if words and words.strip("-") else text
