"""The summary of a tender as lines of text, as Markdown and as plain values."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from upplint.advice.summary import Item, Summary
from upplint.advice.who_model import Status
from upplint.reports.places import where
from upplint.reports.who import change_in_words, joined, kinds_in_words

#: One screen at 80 columns.
LINES = 24
_COLUMNS = 80

WORDS = {
    "sv": {
        "bought": "Köps",
        "who": "Vem kan lämna anbud?",
        "barriers": "Viktigast att se över",
        "opportunities": "Det här kan ni göra",
        "none": "Inga hinder som väger tungt hittades.",
        "unread": "Kunde inte läsas",
        "undecided": "Framgår inte",
        "regime": "vilka regler i LOU som gäller",
        "shut_out": "hindrar {n} av {all} slags leverantörer",
        "more": "{n} till",
        "spots": "antal ställen: {n}",
        "all_in": "Inget av kraven ser ut att hindra någon av {n} slags leverantörer.",
        "nothing": "Inga krav på den som lämnar anbud hittades.",
        "call_off": "Det är ett avrop: bara leverantörer i ramavtalet kan svara.",
        "status": {
            Status.CAN: "Kan",
            Status.PARTNER: "Med en partner",
            Status.UNCLEAR: "Oklart",
            Status.CANNOT: "Kan inte",
        },
        "change": "Det ni kan ändra",
        "rough": "Typerna är grova. Mer: upplint who",
    },
    "en": {
        "bought": "Bought",
        "who": "Who can tender?",
        "barriers": "Most important to look at",
        "opportunities": "What you can do",
        "none": "No heavy barriers were found.",
        "unread": "Could not be read",
        "undecided": "Not stated",
        "regime": "which rules of LOU apply",
        "shut_out": "hinders {n} of {all} kinds of suppliers",
        "more": "{n} more",
        "spots": "places: {n}",
        "all_in": "No requirement seems to hinder any of {n} kinds of suppliers.",
        "nothing": "No requirements on the tenderer were found.",
        "call_off": "This is a call-off: only suppliers of the framework agreement can answer.",
        "status": {
            Status.CAN: "Can",
            Status.PARTNER: "With a partner",
            Status.UNCLEAR: "Unclear",
            Status.CANNOT: "Cannot",
        },
        "change": "What to change",
        "rough": "The kinds are rough. More: upplint who",
    },
}


def summary_lines(summary: Summary, language: str, width: int = 80) -> list[str]:
    """The summary as text: at most 24 lines of 80 columns (narrower windows may take more lines, wider ones less)."""
    lines: list[str] = []
    columns = max(width, 40)
    for label, text, rows, indent in _pieces(summary, language):
        mark = "" if label.endswith("?") else ":"
        lines += textwrap.wrap(
            f"{label}{mark} {text}" if label else text,
            columns,
            initial_indent=indent,
            subsequent_indent=indent + "  ",
            break_on_hyphens=False,
            max_lines=rows if columns >= _COLUMNS else rows * 3,
            placeholder=" …",
        )
    return lines


def summary_pieces(summary: Summary, language: str) -> list[tuple[str, str, bool]]:
    """The same pieces, uncut: label (may be empty), text, and whether it stands under the piece before."""
    return [
        (label, text.lstrip("- ").rstrip(":") if indent or not label else text, bool(indent))
        for label, text, _, indent in _pieces(summary, language)
    ]


def _pieces(summary: Summary, language: str) -> Iterator[tuple[str, str, int, str]]:
    """(label, text, most lines at 80 columns, indent) of each piece; the lines add up to at most 24."""
    words: dict[str, Any] = WORDS[language]
    if summary.title or summary.kind:
        yield words["bought"], summary.title or summary.kind, 2, ""
    if summary.facts:
        yield "", "; ".join(f"{name}: {value}" for name, value in summary.facts) + ".", 3, ""
    yield from ((label, text, rows, "") for label, text, rows in _who(summary, language))
    if summary.barriers:
        yield "", f"{words['barriers']}:", 1, ""
        for number, item in enumerate(summary.barriers, 1):
            yield "", f"{number}. {item_text(item, summary, language)}", 2, "  "
    else:
        yield "", words["none"], 1, ""
    if summary.opportunities:
        yield "", f"{words['opportunities']}:", 1, ""
        for item in summary.opportunities:
            yield "", f"- {item.finding.title} ({item.finding.rule})", 1, "  "
    yield from ((label, text, rows, "") for label, text, rows in _open(summary, language))


def _who(summary: Summary, language: str) -> Iterator[tuple[str, str, int]]:
    words: dict[str, Any] = WORDS[language]
    table = summary.who
    if table is None:
        return
    said = []
    if table.call_off:
        said.append(words["call_off"])
    if not table.rows:
        said.append(words["all_in"].format(n=len(table.kinds)) if table.tried else words["nothing"])
    else:
        for status in (Status.CANNOT, Status.UNCLEAR, Status.PARTNER, Status.CAN):
            kinds = table.with_status(status)
            if kinds:
                said.append(f"{words['status'][status]}: {kinds_in_words(kinds, language)}.")
        said.append(words["rough"])
    yield words["who"], " ".join(said), 4
    if table.changes:
        best = table.changes[-1]
        what = "; ".join(table.row(r).change.of(language) for r in best.rows)
        yield "", f"{change_in_words(table, best, language)} {words['change']}: {what}.", 3


def item_text(item: Item, summary: Summary, language: str) -> str:
    """A finding in a line or two: title, rule, place and how many it hinders."""
    finding = item.finding
    words: dict[str, Any] = WORDS[language]
    place = where(finding.place, language)
    text = f"{finding.title} ({', '.join(p for p in (finding.rule, place) if p)})"
    if item.shut_out and summary.who is not None:
        text += f": {words['shut_out'].format(n=item.shut_out, all=len(summary.who.kinds))}"
    return text


def _open(summary: Summary, language: str) -> Iterator[tuple[str, str, int]]:
    words: dict[str, Any] = WORDS[language]
    if summary.unread:
        files = list(dict.fromkeys(PurePosixPath(gap.file).name for gap in summary.unread))
        named = files if len(files) <= 3 else [*files[:2], words["more"].format(n=len(files) - 2)]
        yield words["unread"], f"{joined(named, language)} ({words['spots'].format(n=len(summary.unread))}).", 1
    missing = undecided(summary, language)
    if missing:
        yield words["undecided"], f"{missing}.", 1 if summary.unread else 2


def undecided(summary: Summary, language: str) -> str:
    """What is not known of the tender, as a list in words; empty where all is known."""
    words: dict[str, Any] = WORDS[language]
    names = [*summary.undecided, *([words["regime"]] if summary.regime_open else [])]
    return joined(names, language) if names else ""


def summary_data(summary: Summary | None, language: str) -> dict[str, Any] | None:
    """The summary as plain values; None for a tender that asks nothing of a supplier. Findings by their fingerprint."""
    if summary is None:
        return None
    return {
        "title": summary.title,
        "kind": summary.kind,
        "facts": [{"name": name, "value": value} for name, value in summary.facts],
        "barriers": [_item_data(i) for i in summary.barriers],
        "opportunities": [_item_data(i) for i in summary.opportunities],
        "unread": len(summary.unread),
        "undecided": list(summary.undecided),
        "regime_open": summary.regime_open,
        "lines": summary_lines(summary, language),
    }


def _item_data(item: Item) -> dict[str, Any]:
    return {"rule": item.finding.rule, "fingerprint": item.finding.fingerprint, "shut_out": item.shut_out}


__all__ = ["LINES", "summary_data", "summary_lines", "summary_pieces"]
