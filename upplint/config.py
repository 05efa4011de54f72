"""Settings: the closest `upplint.toml`, or `[tool.upplint]` in `pyproject.toml`. Files are not merged.

Options of the command win over the file; `--isolated` reads no file at all.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from upplint.documents.names import meant, resolved
from upplint.errors import ConfigError

FILE_NAME = "upplint.toml"
DEFAULT, OPTION = "förval", "val i kommandot"
LEVELS = ("error", "warning", "advice", "opportunity", "never")
PROFILES = ("lag", "standard", "granska")


@dataclass(frozen=True, slots=True)
class PathRules:
    """Rules for some paths only.

    Attributes:
        path: name or glob pattern, on the path, its end or the file's name (see `documents.names.meant`).
        ignore: rule ids or families left out there.
    """

    path: str
    ignore: tuple[str, ...]

    def holds_for(self, file: str) -> bool:
        """Does the pattern match the document?"""
        return meant(file, self.path)


@dataclass(frozen=True, slots=True)
class Settings:
    """What the settings say; everything has a default.

    Attributes:
        profile: `lag`, `standard` or `granska`.
        select, ignore: rule ids or families.
        lang: `sv` or `en`.
        fail_on: lowest level that gives exit status 1, or `never`.
        rules: folders with rule packs of one's own, as paths.
        processes: how many read at once, None for automatic.
        baseline: path of the baseline, None for none.
        parameters: rule id -> parameter -> value.
        levels: rule id -> level.
        per_path: rules for some paths.
        approved: approvals, each with rule, reason and maybe file and section (see `engine.suppress`).
        source: the file the settings come from, None where there is none.
        origin: name of a setting -> where its value comes from (`DEFAULT`, the file, or `OPTION`).
    """

    profile: str = "standard"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    lang: str = "sv"
    fail_on: str = "warning"
    rules: tuple[Path, ...] = ()
    processes: int | None = None
    baseline: Path | None = None
    parameters: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    levels: Mapping[str, str] = field(default_factory=dict)
    per_path: tuple[PathRules, ...] = ()
    approved: tuple[Mapping[str, Any], ...] = ()
    source: Path | None = None
    origin: Mapping[str, str] = field(default_factory=dict)

    def left_out(self, file: str, rule: str) -> bool:
        """Is a rule left out in a document by `per_path`?"""
        return any(p.holds_for(file) and any(rule.startswith(name) for name in p.ignore) for p in self.per_path)

    def named(self) -> tuple[str, ...]:
        """The rules and families that `per_path` and `approved` speak of."""
        listed = [r for a in self.approved for r in (a["rule"] if isinstance(a["rule"], list) else [a["rule"]])]
        return tuple(dict.fromkeys([*(name for p in self.per_path for name in p.ignore), *map(str, listed)]))


#: Tables of the file that belong to the tender, not to the settings (`upplint.tender.stated`).
_OTHERS = ("facts",)
#: The settings, in the order they are shown.
NAMES = tuple(f.name for f in fields(Settings) if f.name not in ("source", "origin"))


def find_settings(paths: Sequence[Path]) -> tuple[Path, Mapping[str, Any]] | None:
    """The closest settings file at or above the first path given, with its content.

    Raises:
        ConfigError (U244): a file that is not valid TOML.
    """
    start = resolved(paths[0] if paths else Path.cwd())
    for folder in [start if start.is_dir() else start.parent, *start.parents]:
        own = folder / FILE_NAME
        if own.is_file():
            data = _toml(own)
            # A file that states facts only belongs to the tender: the settings may lie further up.
            if set(data) - set(_OTHERS):
                return own, {k: v for k, v in data.items() if k not in _OTHERS}
        project = folder / "pyproject.toml"
        if project.is_file():
            table = _toml(project).get("tool", {}).get("upplint")
            if table is not None:
                return project, table
    return None


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        from upplint.tender.stated import toml_help

        raise ConfigError("U244", f"{path} går inte att läsa som TOML. {toml_help(error)}") from error


def load_settings(paths: Sequence[Path], options: Mapping[str, Any], *, isolated: bool = False) -> Settings:
    """Settings from the closest file, with options in front.

    Args:
        paths: what is to be checked; the file is looked for from the first.
        options: values given by options, by name; None and empty values are not given.
        isolated: read no file.

    Raises:
        ConfigError: U244 (no TOML), U245 (unknown key, with a suggestion), U246 (a value that cannot be used).
    """
    found = None if isolated else find_settings(paths)
    source, data = found if found else (None, {})
    origin = dict.fromkeys(NAMES, DEFAULT)
    values: dict[str, Any] = {}
    for key, raw in data.items():
        name = key.replace("-", "_")
        if name not in NAMES:
            close = get_close_matches(name, NAMES, 1)
            hint = f" Menar ni {close[0]}?" if close else f" Välj bland: {', '.join(NAMES)}."
            raise ConfigError("U245", f"{source}: inställningen {key} finns inte.{hint}")
        values[name] = _value(name, raw, source)
        origin[name] = str(source)
    for name, raw in options.items():
        if raw is None or raw == ():
            continue
        values[name] = _value(name, raw, None)
        origin[name] = OPTION
    return Settings(**values, source=source, origin=origin)


def _value(name: str, raw: Any, source: Path | None) -> Any:
    base = source.parent if source else Path()
    try:
        if name == "profile":
            return _one_of(raw, PROFILES)
        if name == "lang":
            return _one_of(raw, ("sv", "en"))
        if name == "fail_on":
            return _one_of(raw, LEVELS)
        if name in ("select", "ignore"):
            return tuple(str(r).upper() for r in _list(raw))
        if name == "rules":
            return tuple(base / str(r) for r in _list(raw))
        if name == "baseline":
            return base / str(raw)
        if name == "processes":
            if not isinstance(raw, int) or isinstance(raw, bool) or raw < 1:
                raise ValueError("ett heltal från 1 och uppåt")
            return raw
        if name == "levels":
            return {str(k).upper(): _one_of(v, LEVELS[:4]) for k, v in _table(raw).items()}
        if name == "parameters":
            return {str(k).upper(): dict(_table(v)) for k, v in _table(raw).items()}
        if name == "per_path":
            return tuple(_path_rules(_table(r)) for r in _list(raw))
        return tuple(_approval(_table(r)) for r in _list(raw))
    except ValueError as error:
        where = f"{source}: " if source else ""
        raise ConfigError("U246", f"{where}{name} har ett värde som inte går att använda. Ange {error}.") from error


def _path_rules(raw: Mapping[str, Any]) -> PathRules:
    _keys(raw, needed=("path", "ignore"))
    return PathRules(str(raw["path"]), tuple(str(i).upper() for i in _list(raw["ignore"])))


def _approval(raw: Mapping[str, Any]) -> Mapping[str, Any]:
    _keys(raw, needed=("rule", "reason"), free=("file", "section"))
    return dict(raw)


def _keys(table: Mapping[str, Any], needed: Sequence[str], free: Sequence[str] = ()) -> None:
    """Raises ValueError with what to write where a key of a table is unknown or missing."""
    known = (*needed, *free)
    for key in table:
        if key not in known:
            close = get_close_matches(key, known, 1)
            raise ValueError(f"{close[0]} i stället för {key}" if close else f"{_joined(known)}, inte {key}")
    for key in needed:
        if key not in table:
            raise ValueError(f"också {key}")


def _joined(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} och {names[-1]}"


def _one_of(raw: Any, allowed: Sequence[str]) -> str:
    if raw in allowed:
        return str(raw)
    raise ValueError(f"något av {', '.join(allowed)}")


def _list(raw: Any) -> Sequence[Any]:
    if isinstance(raw, list | tuple):
        return raw
    raise ValueError("en lista")


def _table(raw: Any) -> Mapping[str, Any]:
    if isinstance(raw, Mapping):
        return raw
    raise ValueError("en tabell")


def show_settings(settings: Settings) -> str:
    """Each setting with its value as in `upplint.toml` and where it comes from, one a line."""
    lines = [f"# {'Inställningsfil: ' + str(settings.source) if settings.source else 'Ingen inställningsfil'}"]
    for name in NAMES:
        value = _shown(getattr(settings, name))
        origin = settings.origin.get(name, DEFAULT)
        # What has no value in TOML is shown as a comment.
        lines.append(f"# {name}: inget värde  # {origin}" if value is None else f"{name} = {value}  # {origin}")
    return "\n".join(lines) + "\n"


def _shown(value: Any) -> str | None:
    """A value as TOML, on one line; None where TOML has no word for it."""
    if value is None:
        return None
    if isinstance(value, PathRules):
        return _shown({"path": value.path, "ignore": value.ignore})
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{_key(str(k))} = {_shown(v)}' for k, v in value.items())}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(_shown(v) or '' for v in value)}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    return json.dumps(str(value), ensure_ascii=False)  # a JSON string is a TOML string


def _key(name: str) -> str:
    return name if re.fullmatch(r"[\w-]+", name, re.ASCII) else json.dumps(name, ensure_ascii=False)
