"""Words that reports share, in Swedish and English."""

from __future__ import annotations

from collections.abc import Mapping

from upplint.engine.model import Confidence, Level

LEVEL: Mapping[str, Mapping[Level, str]] = {
    "sv": {Level.ERROR: "fel", Level.WARNING: "varning", Level.ADVICE: "råd", Level.OPPORTUNITY: "möjlighet"},
    "en": {
        Level.ERROR: "error",
        Level.WARNING: "warning",
        Level.ADVICE: "advice",
        Level.OPPORTUNITY: "opportunity",
    },
}

LEVELS_COUNTED: Mapping[str, Mapping[Level, tuple[str, str]]] = {
    "sv": {
        Level.ERROR: ("fel", "fel"),
        Level.WARNING: ("varning", "varningar"),
        Level.ADVICE: ("råd", "råd"),
        Level.OPPORTUNITY: ("möjlighet", "möjligheter"),
    },
    "en": {
        Level.ERROR: ("error", "errors"),
        Level.WARNING: ("warning", "warnings"),
        Level.ADVICE: ("piece of advice", "pieces of advice"),
        Level.OPPORTUNITY: ("opportunity", "opportunities"),
    },
}

CONFIDENCE: Mapping[str, Mapping[Confidence, str]] = {
    "sv": {Confidence.HIGH: "hög", Confidence.MEDIUM: "medel", Confidence.LOW: "låg"},
    "en": {Confidence.HIGH: "high", Confidence.MEDIUM: "medium", Confidence.LOW: "low"},
}

WORDS: Mapping[str, Mapping[str, str]] = {
    "sv": {
        "read": "Läst",
        "documents": "dokument",
        "document": "dokument",
        "pages": "sidor",
        "page": "sida",
        "p": "s.",
        "words": "ord",
        "word": "ord",
        "requirements": "krav",
        "requirement": "krav",
        "findings": "anmärkningar",
        "finding": "anmärkning",
        "places": "ställen",
        "place": "ställe",
        "on_supplier": "på leverantören",
        "nothing": "Inget att anmärka.",
        "no_documents": "Det fanns inga dokument att granska.",
        "law": "Lag",
        "why": "Varför",
        "advice": "Gör så här",
        "rewrite": "Skriv till exempel",
        "also": "Även",
        "gaps": "Kunde inte läsas",
        "errors": "Filer som inte gick att öppna",
        "section": "avsnitt",
        "whole": "Hela dokumentet",
        "no_section": "Före första rubriken",
        "regime": "Regler",
        "facts": "Uppgifter",
        "language": "Språket",
        "language_sum": "{n} ställen där språket kan bli enklare. Visa alla: upplint check --select LAN",
        "language_sum_one": "{n} ställe där språket kan bli enklare. Visa det: upplint check --select LAN",
        "language_share": "varav {n} om språket, sist i rapporten",
        "worst": "Flest ställen",
        "more": "och {n} till",
        "times": "{n} gånger",
        "times_one": "{n} gång",
        "notes": "Att tänka på",
        "barriers": "Viktigast att se över",
        "opportunities": "Det här kan ni göra",
        "clean_gaps": "Allt lästes.",
        "lowered": "Lägre nivå",
        "hidden_paths": "{n} anmärkningar visas inte för att regeln är avstängd för filen.",
        "hidden_paths_one": "{n} anmärkning visas inte för att regeln är avstängd för filen.",
        "hidden_approved": "{n} anmärkningar är godkända med skäl och visas inte.",
        "hidden_approved_one": "{n} anmärkning är godkänd med skäl och visas inte.",
        "hidden_baseline": "{n} anmärkningar är kända sedan tidigare och visas inte.",
        "hidden_baseline_one": "{n} anmärkning är känd sedan tidigare och visas inte.",
        "and": "och",
    },
    "en": {
        "read": "Read",
        "documents": "documents",
        "document": "document",
        "pages": "pages",
        "page": "page",
        "p": "p.",
        "words": "words",
        "word": "word",
        "requirements": "requirements",
        "requirement": "requirement",
        "findings": "findings",
        "finding": "finding",
        "places": "places",
        "place": "place",
        "on_supplier": "on the supplier",
        "nothing": "Nothing to report.",
        "no_documents": "There were no documents to check.",
        "law": "Law",
        "why": "Why",
        "advice": "What to do",
        "rewrite": "For example",
        "also": "Also",
        "gaps": "Could not be read",
        "errors": "Files that could not be opened",
        "section": "section",
        "whole": "The whole document",
        "no_section": "Before the first heading",
        "regime": "Rules (in Swedish)",
        "facts": "Facts",
        "language": "Language",
        "language_sum": "{n} places where the language could be simpler. Show all: upplint check --select LAN",
        "language_sum_one": "{n} place where the language could be simpler. Show it: upplint check --select LAN",
        "language_share": "of which {n} on language, last in the report",
        "worst": "Most places",
        "more": "and {n} more",
        "times": "{n} times",
        "times_one": "{n} time",
        "notes": "Keep in mind",
        "barriers": "Most important to look at",
        "opportunities": "What you can do",
        "clean_gaps": "Everything was read.",
        "lowered": "Lower level",
        "hidden_paths": "{n} findings are not shown because the rule is off for the file.",
        "hidden_paths_one": "{n} finding is not shown because the rule is off for the file.",
        "hidden_approved": "{n} findings are approved with a reason and not shown.",
        "hidden_approved_one": "{n} finding is approved with a reason and not shown.",
        "hidden_baseline": "{n} findings are known from before and not shown.",
        "hidden_baseline_one": "{n} finding is known from before and not shown.",
        "and": "and",
    },
}


def counted(level: Level, number: int, language: str) -> str:
    """A number of findings of one level in words, for example `3 varningar`."""
    one, many = LEVELS_COUNTED[language][level]
    return f"{number} {one if number == 1 else many}"


def phrase(key: str, number: int, language: str) -> str:
    """A phrase of `WORDS` with a number in it, in the singular where there is one: `1 anmärkning är godkänd ...`."""
    words = WORDS[language]
    text = words.get(f"{key}_one", words[key]) if number == 1 else words[key]
    return text.format(n=grouped(number, language))


def numbered(one: str, many: str, number: int, language: str) -> str:
    """A number and its word, by their keys in `WORDS`: `1 sida`, `12 340 ord`."""
    return f"{grouped(number, language)} {WORDS[language][one if number == 1 else many]}"


def grouped(number: int, language: str) -> str:
    """A whole number with thousands set apart: `12 340` in Swedish (no-break space), `12,340` in English."""
    return f"{number:,}" if language == "en" else f"{number:,}".replace(",", "\u00a0")
