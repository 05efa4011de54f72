"""Quantities as one line of text, for tables of expected results."""

from __future__ import annotations

from decimal import Decimal

from upplint.language.quantities import Quantity


def _number(value: Decimal | None) -> str:
    if value is None:
        return "?"
    text = format(value, "f")
    if len(text) > 12 and "." in text:
        text = text[:6]
    return text.rstrip("0").rstrip(".") if "." in text else text


def describe(q: Quantity) -> str:
    """For example `money ge 1000000 SEK /year vat=excl`."""
    if q.date or q.upper_date:
        number = str(q.date) if q.date else "?"
        number += f"..{q.upper_date}" if q.upper_date else ""
    else:
        number = _number(q.value) + (f"..{_number(q.upper)}" if q.upper is not None else "")
    parts = [str(q.kind), str(q.comparator), number]
    if q.unit and q.unit != "date":
        parts.append(q.unit)
    if q.period:
        p = q.period
        steps = "+".join(_number(x) for x in p.parts)
        base = _number(p.base_months)
        parts.append(f"[{base}|{steps}|{_number(p.extension_months)}|{_number(p.maximum_months)}]")
    if q.rate:
        parts.append(f"/{q.rate}")
    if q.total is not None:
        parts.append(f"total={_number(q.total)}")
    told = ((name, getattr(q, name)) for name in ("counted", "of", "vat", "scope"))
    parts.extend(f"{name}={words.replace(' ', '_')}" for name, words in told if words)
    if q.conflict:
        parts.append("conflict")
    if q.notes:
        parts.append("notes=" + ",".join(q.notes))
    return " ".join(parts)
