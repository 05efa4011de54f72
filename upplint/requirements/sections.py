"""What kind of section a block stands in, told from the headings above it."""

from __future__ import annotations

import re
from functools import cache

from upplint.documents.model import Block, BlockKind, Document
from upplint.requirements import cues
from upplint.requirements.model import On, Stage

UNKNOWN = "unknown"
#: A heading that speaks of the tender also inside a specification.
_OF_TENDER = re.compile(r"anbud|ansökan|\bsvar|offert|upphandling|pris|avrop|komplettering|frågor", re.IGNORECASE)
_JUDGES = re.compile(r"utvärdering|bedömning av anbud|tilldelning", re.IGNORECASE)
_ANSWER = re.compile(r"^(?:svar|fråga)\b[^:.]{0,6}:", re.IGNORECASE)  # of the list of questions and answers
#: Codes of administrative rules for construction (AMA AF): orientation, tendering (B), terms of the works (C, D, G, H).
_CODE = re.compile(r"\s*(AF[A-DGH])(?:[.\d]|\b)")
_CODED = {"AFA": "background", "AFC": "contract", "AFD": "contract", "AFG": "contract", "AFH": "contract"}
_OWN_ONLY = frozenset({"definitions", "background"})


@cache
def _types() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, cues.plain(rf"^(?:{body})")) for name, body in cues.load("sections")["types"].items())


@cache
def heading_type(title: str) -> str:
    """The type of section that a heading opens, `unknown` where it does not tell."""
    title = _bare(title)
    for name, found in _types():
        if found.match(title):
            return name
    return UNKNOWN


def _bare(title: str) -> str:
    """A title without "Bilaga 1" or a code before it ("AFB.31 Anbudets form")."""
    title = re.sub(r"^(?:bilaga|del|kapitel|dokument)\s+\w{1,3}\W+", "", title.strip(), flags=re.IGNORECASE)
    return re.sub(r"^[A-ZÅÄÖ]{2,4}(?:\.?\d+)*\s+(?=[A-ZÅÄÖ])", "", title)


def section_types(document: Document) -> tuple[str, ...]:
    """The section type of each block of the document, by block index.

    The innermost telling heading decides; a contract heading above it wins; a document without telling headings is
    `unknown` throughout.
    """
    title = _title_type(document)
    out: list[str] = []
    known: dict[tuple[int, ...], str] = {}
    for block in document.blocks:
        path = (*block.section, block.index) if block.kind is BlockKind.HEADING else block.section
        if path not in known:
            known[path] = _of_path(document, path, title)
        asked = known[path] == "admin" and block.kind is not BlockKind.HEADING and _ANSWER.match(block.text)
        out.append(UNKNOWN if asked else known[path])
    return tuple(out)


def _of_path(document: Document, path: tuple[int, ...], title: str) -> str:
    titles = [document.blocks[i].text for i in path]
    kinds = [heading_type(t) for t in titles]
    if not kinds:
        return title
    code = next((m.group(1) for t in reversed(titles) if (m := _CODE.match(t))), "")
    if code:  # the codes of AMA AF say what the section is, whatever its title
        kinds[-1] = _CODED.get(code) or (kinds[-1] if kinds[-1] != UNKNOWN else "admin")
    outer, own = [title, *kinds[:-1]], kinds[-1]
    if own == "admin" and "specification" in outer and not _OF_TENDER.search(_bare(document.blocks[path[-1]].text)):
        return "specification"  # "Språk" in a specification speaks of the staff, not of the tender
    if own == "specification" and any(
        _JUDGES.search(t) and k != "specification" for t, k in zip(titles[:-1], kinds[:-1], strict=True)
    ):
        return "evaluation"  # "Utvärdering" > "Kvalitet"
    if "contract" in outer:
        return own if own in _OWN_ONLY else "contract"
    if own == "specification" and "qualification" in outer:
        return "qualification"  # "Krav på anbudsgivaren" > "Kvalitet"
    if own != UNKNOWN:
        return own
    for kind in reversed(outer):
        if kind not in _OWN_ONLY and kind != UNKNOWN:
            return kind
    return title


def _title_type(document: Document) -> str:
    """What the title of the document says of all of it: only contracts and specifications are told so."""
    for block in document.blocks[:3]:
        if block.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH) and len(block.text) < 120:
            for kind, found in cues.load("sections")["titles"].items():
                if cues.plain(found).match(_bare(block.text)):
                    return str(kind)
    return UNKNOWN


def default_on(section: str) -> On:
    """Whose duty a requirement of such a section is, where its words do not tell."""
    return On(cues.load("sections")["default_on"].get(section, "supplier"))


def stage_of(section: str) -> Stage:
    """Where in the procurement a requirement of such a section is tested."""
    return Stage(cues.load("sections")["stages"].get(section, "specification"))


def headings(document: Document, block: Block) -> str:
    """The headings above a block, innermost first, joined with a line break."""
    return "\n".join(document.blocks[i].text for i in reversed(block.section))
