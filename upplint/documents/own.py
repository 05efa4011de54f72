"""Files that upplint wrote itself: reports, drafts and lists that lie among the documents of a tender.

A report quotes the documents and a draft is no tender: read as documents they would double every requirement. They are
known by what the program writes into them, never by their names.
"""

from __future__ import annotations

import io
import re
import zipfile

_HEAD = 4096
_WORDS = 600  # characters in which a report in plain text says what it is
_MARKS = (
    re.compile(rb'<meta name="generator" content="upplint\b'),
    re.compile(rb'\A\s*(?:<\?xml[^>]*>\s*)?<testsuites name="upplint"'),
    re.compile(rb'\A\s*\{.{0,400}?"(?:upplint": "|name": "upplint")', re.DOTALL),  # JSON, SARIF, rdjson
    re.compile(rb'\A\{"version": \d+, "entries": \['),  # a baseline
    re.compile(rb'\A\[\s*\{\s*"description": .{0,3000}?"check_name": ', re.DOTALL),  # GitLab
    re.compile(rb"\A\[\]\s*\Z"),  # the same with nothing to say
    re.compile(rb'\A\[\s*\{\s*"tender": .{0,400}?"regimes": \[', re.DOTALL),  # drafts
)
_LEVELS = r"\d+ (?:fel|varning(?:ar)?|råd|möjlighet(?:er)?|errors?|warnings?|pieces? of advice|opportunit(?:y|ies))"
_TEXTS = (
    re.compile(rf"\A# .*\n\n(?:{_LEVELS}(?:, {_LEVELS})*|Inget att anmärka|Nothing to report)\.\n"),
    re.compile(r"\A\S.*\n(?:Läst: [\d\xa0]+ dokument, |Read: [\d,]+ documents?, )"),
    re.compile(r"\A(?:# )?Förslag: .*\n(?:=+\n)?\nUtkasten är förslag att arbeta vidare med"),
    re.compile(r"\ANr;Fil;Avsnitt;Sida;Krav;|\A[\d\xa0]+ krav: .*\n\n.*\n=+\n"),
    re.compile(
        r"\A(?:Vem kan lämna anbud\? .*\n\n.* slags leverantörer|Who can tender\? .*\n\n.* kinds of suppliers)\b"
    ),
)
_CREATOR = re.compile(rb"<dc:creator[^>]*>upplint</dc:creator>")
_CHANGED = re.compile(rb"<cp:lastModifiedBy>[^<]+</cp:lastModifiedBy>")


def is_own(data: bytes) -> bool:
    """Did upplint write this file? A draft in Word that somebody has worked on since is theirs, and gives False.

    Args:
        data: the whole file.
    """
    if data[:4] == b"PK\x03\x04":
        return _own_package(data)
    head = data[:_HEAD]
    if any(mark.search(head) for mark in _MARKS):
        return True
    start = head.decode("utf-8-sig", "replace").replace("\r\n", "\n")[:_WORDS]
    return any(text.match(start) for text in _TEXTS)


def _own_package(data: bytes) -> bool:
    """A list in Excel or a draft in Word, by the author that its properties name."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            info = archive.getinfo("docProps/core.xml")
            core = archive.read(info) if info.file_size < 100_000 else b""
            book = "xl/workbook.xml" in archive.namelist()
    except (zipfile.BadZipFile, ValueError, EOFError, OSError, RuntimeError, NotImplementedError, KeyError):
        return False  # what is wrong with it is the reader's to say
    return bool(_CREATOR.search(core)) and (book or not _CHANGED.search(core))
