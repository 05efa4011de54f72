"""Settings: the closest `upplint.toml`, or `[tool.upplint]` in `pyproject.toml`. Files are not merged.

Options of the command win over the file; `--isolated` reads no file at all.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from upplint.documents.names import resolved
from upplint.errors import ConfigError

FILE_NAME = "upplint.toml"
_LEVELS = ("error", "warning", "advice", "opportunity", "never")
_PROFILES = ("lag", "standard", "granska")


@dataclass(frozen=True, slots=True)
class PathRules:
    """Rules for some paths only.

    Attributes:
        path: glob pattern on the path as given or on the file's name.
        ignore: rule ids or families left out there.
    """

    path: str
    ignore: tuple[str, ...]

    def holds_for(self, file: str) -> bool:
        """Does the pattern match the document?"""
        return fnmatch(file, self.path) or fnmatch(file.rsplit("/", 1)[-1], self.path)


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
        origin: name of a setting -> where its value comes from (`default`, the file, or `option`).
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


#: Tables of the file that belong to the tender, not to the settings (`upplint.tender.stated`).
_OTHERS = ("facts",)
_NAMES = tuple(f.name for f in fields(Settings) if f.name not in ("source", "origin"))


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
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError("U244", f"{path} går inte att läsa som TOML: {error}.") from error


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
    origin = dict.fromkeys(_NAMES, "default")
    values: dict[str, Any] = {}
    for key, raw in data.items():
        name = key.replace("-", "_")
        if name not in _NAMES:
            close = get_close_matches(name, _NAMES, 1)
            hint = f" Menar ni {close[0]}?" if close else f" Välj bland: {', '.join(_NAMES)}."
            raise ConfigError("U245", f"{source}: inställningen {key} finns inte.{hint}")
        values[name] = _value(name, raw, source)
        origin[name] = str(source)
    for name, raw in options.items():
        if raw is None or raw == ():
            continue
        values[name] = _value(name, raw, None)
        origin[name] = "option"
    return Settings(**values, source=source, origin=origin)


def _value(name: str, raw: Any, source: Path | None) -> Any:
    base = source.parent if source else Path()
    try:
        if name == "profile":
            return _one_of(raw, _PROFILES)
        if name == "lang":
            return _one_of(raw, ("sv", "en"))
        if name == "fail_on":
            return _one_of(raw, _LEVELS)
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
            return {str(k).upper(): _one_of(v, _LEVELS[:4]) for k, v in _table(raw).items()}
        if name == "parameters":
            return {str(k).upper(): dict(_table(v)) for k, v in _table(raw).items()}
        if name == "per_path":
            return tuple(
                PathRules(str(_table(r)["path"]), tuple(str(i).upper() for i in _list(_table(r)["ignore"])))
                for r in _list(raw)
            )
        return tuple(dict(_table(r)) for r in _list(raw))  # approved
    except (ValueError, KeyError) as error:
        where = f"{source}: " if source else ""
        raise ConfigError("U246", f"{where}{name} har ett värde som inte går att använda. Ange {error}.") from error


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
    """Each setting with its value and where it comes from, one a line."""
    lines = []
    for name in _NAMES:
        value = getattr(settings, name)
        lines.append(f"{name} = {value!r}  ({settings.origin.get(name, 'default')})")
    return "\n".join(lines) + "\n"
