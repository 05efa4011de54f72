"""What a document is in its tender, from its name, its first lines and its words (`rules/tender/roles.yaml`)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath

from upplint.documents.model import FURNITURE, Document
from upplint.language.analysis import Analysis
from upplint.resources import parse_yaml, rules_path
from upplint.tender.cues import Cues, compile_cues
from upplint.tender.model import Role

_FILE, _TITLE, _TEXT = 4, 3, 1
_FIRST_BLOCKS = 12
_SHEETS = frozenset({"xlsx", "xlsm", "ods"})


@dataclass(frozen=True, slots=True)
class _RoleCues:
    role: Role
    file: Cues | None
    title: Cues | None
    text: Cues | None
    first: int
    block: Cues | None


@cache
def _load() -> tuple[int, tuple[_RoleCues, ...]]:
    data = parse_yaml(rules_path("tender", "roles.yaml").read_bytes())

    def pattern(phrases: Iterable[str]) -> Cues | None:
        listed = list(phrases)
        return compile_cues(listed) if listed else None

    roles = tuple(
        _RoleCues(
            Role(entry["role"]),
            pattern(entry.get("file", ())),
            pattern(entry.get("title", ())),
            pattern(entry.get("text", ())),
            int(entry.get("first", _FIRST_BLOCKS)),
            pattern(entry.get("not", ())),
        )
        for entry in data["roles"]
    )
    return int(data["least"]), roles


def find_role(document: Document, analysis: Analysis) -> Role:
    """The role of a document; `Role.OTHER` where nothing speaks clearly.

    A tenderer's own text and a plain register are recognised by their language (`requirements.doctype`).
    """
    from upplint.requirements.doctype import looks_like

    silent = looks_like(document, analysis)
    if silent in ("bid", "register"):
        return Role(silent)
    least, roles = _load()
    name = re.sub(r"[_\W]+", " ", PurePosixPath(document.file).stem.lower())
    blocks = [b for b in document.blocks if b.kind not in FURNITURE]
    text = "\n".join(b.text for b in blocks)
    best, points, named = Role.OTHER, least - 1, False
    for cues in roles:
        score = 0
        if cues.file and cues.file.search(name):
            score += _FILE
        title = "\n".join(b.text for b in blocks[: cues.first])
        if cues.title and cues.title.search(title) and not (cues.block and cues.block.search(title)):
            score += _TITLE
        said = _TEXT * len({m.group().lower() for m in cues.text.finditer(text)}) if cues.text else 0
        score += said
        if cues.role is Role.PRICE_SHEET and document.format in _SHEETS:
            score += _TITLE
        if cues.role is Role.APPENDIX and named:
            continue  # "Bilaga 2 Ramavtal" is the contract: the number says less than the name behind it
        if score > points:
            best, points, named = cues.role, score, score >= _TITLE and score > said
    return best
