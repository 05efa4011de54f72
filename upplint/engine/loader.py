"""Reads rule packs, cue lists and profiles from folders and checks them against the schema."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from upplint.engine.primitives import Model
from upplint.engine.ruleset import RuleSet, Source
from upplint.engine.schema import Pack, Profile, ProfileChain, Rule
from upplint.engine.yaml_nodes import line_of, read_yaml
from upplint.errors import RuleError
from upplint.resources import rules_dir

if TYPE_CHECKING:
    from yaml import Node

M = TypeVar("M", bound=Model)
_PROFILES = "profiles.yaml"
_NAMED = re.compile(r"\{(\w+)\}")


def load_rules(own: Sequence[Path] = (), *, shipped: bool = True) -> RuleSet:
    """The rules of the shipped packs and of one's own folders.

    A folder holds packs (`*.yaml`), `cues/*.yaml`, and may hold `profiles.yaml`. A rule of one's own with the id of a
    shipped rule replaces it; so does a cue list of the same name.

    Args:
        own: further folders, the later wins.
        shipped: begin with the packs that come with upplint.

    Raises:
        RuleError: U202 (no YAML), U203 (against the schema), U204 (unknown cue list or profile), U205 (no such
            folder); the message names file and line.
    """
    folders = ([rules_dir()] if shipped else []) + [Path(p) for p in own]
    cues: dict[str, list[str]] = {}
    profiles: tuple[Profile, ...] = ()
    packs: dict[str, Pack] = {}
    sources: dict[str, Source] = {}
    for folder in folders:
        if not folder.is_dir():
            raise RuleError("U205", f"Regelmappen {folder} finns inte. Kontrollera sökvägen.")
        seen: dict[str, Source] = {}
        named: dict[str, Path] = {}
        for path in sorted((folder / "cues").glob("*.yaml")):
            for name, phrases in _read_cues(path).items():
                if name in named:
                    raise RuleError("U203", f"{path}: fraslistan {name} finns redan i {named[name].name}. Byt namn.")
                named[name] = path
                cues[name] = phrases
        for path in sorted(folder.glob("*.yaml")):
            if path.name == _PROFILES:
                profiles = _read(path, ProfileChain)[0].profiles
                continue
            pack, node = _read(path, Pack)
            for i, rule in enumerate(pack.rules):
                here = Source(path, line_of(node, ("rules", i)))
                if rule.id in seen:
                    raise RuleError("U203", f"{here}: {rule.id} finns redan i {seen[rule.id]}. Ge regeln ett eget id.")
                seen[rule.id] = sources[rule.id] = here
            packs[pack.family] = _merged(packs.get(pack.family), pack)
    if not profiles:
        profiles = _read(rules_dir() / _PROFILES, ProfileChain)[0].profiles
    ruleset = RuleSet(tuple(packs[f] for f in sorted(packs)), _expanded(cues), profiles, sources)
    _check_names(ruleset)
    return ruleset


def _merged(base: Pack | None, pack: Pack) -> Pack:
    if base is None:
        return pack
    rules = {r.id: r for r in base.rules} | {r.id: r for r in pack.rules}
    return base.model_copy(update={"rules": tuple(rules.values())})


def _read(path: Path, model: type[M]) -> tuple[M, Node | None]:
    data, node = read_yaml(path)
    try:
        return model.model_validate(data), node
    except ValidationError as error:
        raise RuleError("U203", _explained(path, node, error)) from error


#: Kinds of pydantic errors -> what a writer of rules is told.
_SAID = {
    "extra_forbidden": "okänd nyckel",
    "literal_error": "skriv {expected}",
    "enum": "skriv {expected}",
    "string_type": "ska vara text",
    "bool_type": "ska vara true eller false",
    "bool_parsing": "ska vara true eller false",
    "int_type": "ska vara ett heltal",
    "int_parsing": "ska vara ett heltal",
    "int_from_float": "ska vara ett heltal",
    "float_type": "ska vara ett tal",
    "float_parsing": "ska vara ett tal",
    "list_type": "ska vara en lista",
    "tuple_type": "ska vara en lista",
    "dict_type": "ska vara nycklar med värden",
    "model_type": "ska vara nycklar med värden",
    "model_attributes_type": "ska vara nycklar med värden",
    "too_short": "ska ha minst {min_length}, har {actual_length}",
    "too_long": "ska ha högst {max_length}, har {actual_length}",
    "string_too_short": "ska ha minst {min_length} tecken",
    "string_pattern_mismatch": "stämmer inte med mönstret {pattern}",
    "greater_than": "ska vara större än {gt}",
    "greater_than_equal": "ska vara minst {ge}",
    "less_than_equal": "ska vara högst {le}",
}


def _explained(path: Path, node: Node | None, error: ValidationError) -> str:
    lines = []
    problems = error.errors(include_url=False)
    # An error inside a list also makes the list too short: only the inner one says anything.
    inner = [p for p in problems if not any(q is not p and q["loc"][: len(p["loc"])] == p["loc"] for q in problems)]
    for problem in inner[:5]:
        where = [step for step in problem["loc"] if isinstance(step, int) or step in _keys(node)]
        address = ".".join(str(s) for s in where) or "filen"
        text = problem["msg"].removeprefix("Value error, ")
        if problem["type"] == "missing":
            text = f"{problem['loc'][-1]} saknas"
        elif problem["type"] in _SAID:
            context = {k: str(v).replace(" or ", " eller ") for k, v in problem.get("ctx", {}).items()}
            text = _SAID[problem["type"]].format(**context)
        lines.append(f"{path}, rad {line_of(node, where)}: {address}: {text}")
    more = len(inner) - len(lines)
    return "\n".join([*lines, f"… och {more} fel till"] if more > 0 else lines)


def _keys(node: Node | None) -> frozenset[object]:
    """All keys of a node tree: steps of a pydantic path that are not keys (names of union members) are left out."""
    found: set[object] = set()
    stack = [node] if node else []
    while stack:
        current: Any = stack.pop()
        for child in current.value if isinstance(current.value, list) else ():
            if isinstance(child, tuple):
                found.add(child[0].value)
                stack.append(child[1])
            else:
                stack.append(child)
    return frozenset(found)


def _read_cues(path: Path) -> dict[str, list[str]]:
    data, node = read_yaml(path)
    if not isinstance(data, dict):
        raise RuleError("U203", f"{path}, rad 1: filen ska innehålla namn på fraslistor.")
    for name, phrases in data.items():
        if not isinstance(phrases, list) or not all(isinstance(p, str) and p.strip() for p in phrases):
            raise RuleError("U203", f"{path}, rad {line_of(node, (name,))}: {name} ska vara en lista med fraser.")
    return data


def _expanded(cues: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    done: dict[str, tuple[str, ...]] = {}

    def expand(name: str, above: tuple[str, ...]) -> tuple[str, ...]:
        if name in done:
            return done[name]
        if name not in cues or name in above:
            raise RuleError("U204", f"Fraslistan cue:{name} finns inte, eller innehåller sig själv.")
        out: list[str] = []
        for phrase in cues[name]:
            if phrase.startswith("cue:"):
                out.extend(expand(phrase[4:], (*above, name)))
            elif "{" not in phrase:
                out.append(phrase)
            else:
                out.extend(_joined(phrase, lambda other: expand(other, (*above, name))))
        done[name] = tuple(dict.fromkeys(out))
        return done[name]

    for name in cues:
        expand(name, ())
    return done


def _joined(phrase: str, lists: Callable[[str], Sequence[str]]) -> Iterator[str]:
    """A phrase with each `{name}` in it replaced by every phrase of that cue list: "{every} {staff}"."""
    pieces = _NAMED.split(phrase)
    choices = [lists(piece) if i % 2 else (piece,) for i, piece in enumerate(pieces)]
    return ("".join(chosen) for chosen in product(*choices))


def _check_names(ruleset: RuleSet) -> None:
    profiles = {p.name for p in ruleset.profiles}
    for rule in ruleset.rules:
        if rule.profile not in profiles:
            raise RuleError("U204", f"{ruleset.sources[rule.id]}: profilen {rule.profile} finns inte.")
        for name in _cue_names(rule):
            if name not in ruleset.cues:
                raise RuleError("U204", f"{ruleset.sources[rule.id]}: fraslistan cue:{name} i {rule.id} finns inte.")


def _cue_names(rule: Rule) -> set[str]:
    """Names of cue lists used anywhere in a rule's way to find and its mitigations."""
    found: set[str] = set()
    stack: list[object] = [rule]
    while stack:
        value = stack.pop()
        if isinstance(value, str):
            if value.startswith("cue:"):
                found.add(value[4:])
        elif isinstance(value, Model):
            stack.extend(getattr(value, name) for name in type(value).model_fields if name != "examples")
        elif isinstance(value, dict):
            stack.extend(value.keys())
            stack.extend(value.values())
        elif isinstance(value, (list, tuple)):
            stack.extend(value)
    return found
