"""upplint asks for plain Swedish. What it says itself has to stand the same test: rules, law, messages, help, pages."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

import upplint

ROOT = Path(__file__).resolve().parents[1]

#: Data that is matched against documents, not shown.
_NOT_SHOWN = {"cues", "facts", "lexicon", "market", "notice", "requirements", "tender"}
#: Keys of texts that are in Swedish only.
_SWEDISH_KEYS = {"rewrite", "ask_lawyer", "text", "notes", "decide", "where"}
_FUNCTION_WORDS = re.compile(
    r"\b(och|att|inte|som|är|till|för|med|på|av|den|det|ett|kan|ni|har|vid|om|från|eller|ska|var|finns|saknas)\b",
    re.IGNORECASE,
)
_ENGLISH = re.compile(r"\b(the|of|and|is|are|not|with|that|from|which|no|by)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Text:
    """A text and where it stands (`rules/award.yaml` or `upplint/errors.py:12`)."""

    where: str
    text: str


@dataclass(frozen=True, slots=True)
class Exempt:
    """Texts that may break a test, by the file they stand in and words of theirs."""

    where: str
    words: str
    why: str


_STATUTE = "a draft on reserved contracts has to keep to the words of the act"
_PARAPHRASE = "names the duty with the verb of the act, which has no plainer one-word form"
LONG = (
    Exempt("rules/opportunities.yaml", "social och yrkesmässig integration", _STATUTE),
    Exempt("rules/opportunities.yaml", "återinvestera eventuell vinst", _STATUTE),
    Exempt("rules/opportunities.yaml", "inom [två] månader från avtalsstart", "two gaps to fill in stand in brackets"),
    Exempt("rules/opportunities/definitions.yaml", "minst 30 procent av de sysselsatta", _STATUTE),
)
HARD = (
    Exempt("rules/opportunities/definitions.yaml", "hänsyn bör beaktas", _PARAPHRASE),
    Exempt("rules/specification.yaml", "Därutöver gäller kraven", "to be reworded with the rules on specifications"),
    Exempt("rules/specification.yaml", "har påtalat dem", "to be reworded with the rules on specifications"),
    Exempt("rules/volumes.yaml", "i genomsnitt uppgått till", "to be reworded with the rules on volumes"),
)
#: English in Swedish dress, with what to write instead.
_ANGLICISMS = {
    r"adressera\w*": "ta upp, lösa",
    r"baserat på": "utifrån, efter",
    r"i termer av": "i fråga om",
    r"i linje med": "enligt",
    r"ta höjd för": "räkna med",
    r"spendera\w*": "använda, lägga",
    r"exekvera\w*": "köra, genomföra",
    r"implementera\w*": "införa",
    r"facilitera\w*": "underlätta",
    r"matcha\w*": "passa ihop med, stämma med",
    r"supporta\w*": "stödja",
    r"indikera\w*": "visa, tyda på",
    r"inkludera[rst]?": "ta med, omfatta",
    r"exkludera\w*": "utesluta, lämna ut",
    r"generera\w*": "ge, skapa",
    r"refererar? till": "hänvisa till",
    r"involvera\w*": "ta med",
    r"fokusera\w*": "inrikta sig på",
    r"feedback": "synpunkter",
    r"deadline": "sista dag",
    r"default": "förval",
    r"vänligen": "(stryk)",
    r"notera att": "(stryk)",
}
_QUOTED = re.compile(r"”[^”]*”|“[^”]*”|\"[^\"]*\"|`[^`]*`")
_WORDS = 30


def all_texts() -> tuple[Text, ...]:
    """Every text, in the order of the files."""
    return (*_from_rules(), *_from_code(), *_from_pages())


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """The texts with where they stand. Quoted words are left out: they are talked about, not used."""
    found: dict[str, str] = {}
    for text in all_texts():
        plain = " ".join(re.sub(r"\{[^}]*\}", "X", _QUOTED.sub("ordet", text.text)).split())
        found.setdefault(plain if plain.endswith((".", "!", "?", ":")) else f"{plain}.", text.where)
    return found


def test_the_collection_is_whole(texts: dict[str, str]) -> None:
    places = set(texts.values())
    assert len(texts) > 1500
    for file in ("README.md", "docs/facts.md", "rules/award.yaml", "rules/law/lou-1-5.yaml"):
        assert file in places
    for folder in ("upplint/cli/check.py", "upplint/documents/safety.py", "upplint/reports/who"):
        assert any(place.startswith(folder) for place in places)


@pytest.fixture(scope="module")
def complaints(texts: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, str, str, str]]:
    """What upplint says of the texts: rule, file, paragraph, message."""
    path = tmp_path_factory.mktemp("own") / "texter.txt"
    path.write_text("\n\n".join(texts), encoding="utf-8")
    limits = {"LAN004": {"words": _WORDS, "requirement_words": _WORDS}}
    report = upplint.check(path, profile="granska", select=("LAN001", "LAN004"), parameters=limits)
    document = report.tenders[0].parts[0].document
    out = []
    for finding in report.findings:
        for place in (finding.place, *finding.also):
            block = next(b for b in document.blocks if b.start <= place.start < b.end)
            text = document.text[block.start : block.end]
            out.append((finding.rule, texts.get(text, "?"), text, finding.message))
    return out


@pytest.mark.parametrize(("rule", "exempt"), [("LAN001", HARD), ("LAN004", LONG)])
def test_own_texts_pass_the_rule(
    complaints: list[tuple[str, str, str, str]], rule: str, exempt: tuple[Exempt, ...]
) -> None:
    of_rule = [c for c in complaints if c[0] == rule]
    left = [c for c in of_rule if not any(c[1].startswith(e.where) and e.words in c[2] for e in exempt)]
    assert left == []


@pytest.mark.parametrize(("rule", "exempt"), [("LAN001", HARD), ("LAN004", LONG)])
def test_exceptions_are_still_needed(
    complaints: list[tuple[str, str, str, str]], rule: str, exempt: tuple[Exempt, ...]
) -> None:
    of_rule = [c for c in complaints if c[0] == rule]
    assert [e for e in exempt if not any(c[1].startswith(e.where) and e.words in c[2] for c in of_rule)] == []


def test_the_reader_is_ni(texts: dict[str, str]) -> None:
    familiar = re.compile(r"\b(du|dig|din|ditt|dina)\b", re.IGNORECASE)
    assert [(where, text) for text, where in texts.items() if familiar.search(text)] == []


def test_no_english_in_swedish_dress(texts: dict[str, str]) -> None:
    found = [
        (where, match.group(), better)
        for text, where in texts.items()
        for pattern, better in _ANGLICISMS.items()
        for match in re.finditer(rf"\b{pattern}\b", text, re.IGNORECASE)
    ]
    assert [f for f in found if f[1] != "Inkludera"] == [], "Inkludera is the name of an organisation"


def _from_rules() -> Iterator[Text]:
    for path in sorted((ROOT / "rules").rglob("*.yaml")):
        if path.relative_to(ROOT / "rules").parts[0] in _NOT_SHOWN:
            continue
        where = path.relative_to(ROOT).as_posix()
        for text in _swedish(yaml.safe_load(path.read_text(encoding="utf-8"))):
            yield Text(where, text)


def _swedish(data: Any, key: str = "") -> Iterator[str]:
    if isinstance(data, str):
        if key == "sv" or key in _SWEDISH_KEYS:
            yield data
    elif isinstance(data, list):
        for item in data:
            yield from _swedish(item, key)
    elif isinstance(data, dict):
        for name, value in data.items():
            if name in ("examples", "find", "when", "unless", "en"):
                continue
            yield from _swedish(value, key if key in _SWEDISH_KEYS else str(name))


def _from_code() -> Iterator[Text]:
    for path in sorted((ROOT / "upplint").rglob("*.py")):
        where = path.relative_to(ROOT).as_posix()
        tree = ast.parse(path.read_text(encoding="utf-8"))
        passed: set[int] = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and not _is_command(node):
                first = node.body[0] if node.body else None
                if isinstance(first, ast.Expr):
                    passed.add(id(first.value))
            if isinstance(node, ast.JoinedStr):
                passed.update(id(part) for part in node.values)
        for node in ast.walk(tree):
            if id(node) in passed:
                continue
            text = _string(node)
            if text and is_swedish(text) and isinstance(node, ast.expr):
                yield Text(f"{where}:{node.lineno}", text)


def _is_command(node: ast.AST) -> bool:
    """Help texts of the commands are their docstrings."""
    return isinstance(node, ast.FunctionDef) and any(
        "command" in ast.unparse(d) or "group" in ast.unparse(d) for d in node.decorator_list
    )


def _string(node: ast.AST) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(p.value) if isinstance(p, ast.Constant) else "{x}" for p in node.values)
    return ""


def is_swedish(text: str) -> bool:
    """Prose in Swedish, not a word list, a pattern or a name."""
    words = text.split()
    if len(words) < 3 or re.search(r"\(\?|\\b|\[\^|\|\w", text):
        return False
    return len(_FUNCTION_WORDS.findall(text)) > len(_ENGLISH.findall(text))


def _from_pages() -> Iterator[Text]:
    readme = (ROOT / "README.md").read_text(encoding="utf-8").partition("# upplint in English")[0]
    yield from _paragraphs("README.md", readme)
    for path in sorted((ROOT / "docs").glob("*.md")):
        page = path.read_text(encoding="utf-8")
        if is_swedish(_prose(page)):
            yield from _paragraphs(f"docs/{path.name}", page)


def _prose(page: str) -> str:
    page = re.sub(r"```.*?```", "", page, flags=re.DOTALL)
    return re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", page)


def _paragraphs(where: str, page: str) -> Iterator[Text]:
    for paragraph in re.split(r"\n\s*\n|\n(?=[-|#]|\d\. )", _prose(page)):
        if paragraph.startswith("|"):
            yield from (Text(where, cell.strip()) for cell in paragraph.strip("|").split("|") if is_swedish(cell))
        elif is_swedish(paragraph):
            yield Text(where, " ".join(paragraph.lstrip("-#* ").split()))
