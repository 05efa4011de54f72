"""Where the shipped data is: rule packs, law tables, lexicon and the trained pipeline.

In a checkout they lie beside the package (`rules/`, `models/`); in an installed wheel they are packed inside it
(`upplint/_data/`). Nobody else may know the difference.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from upplint.errors import UpplintError

_PACKAGE = Path(__file__).resolve().parent


def _root() -> Path:
    packed = _PACKAGE / "_data"
    return packed if packed.is_dir() else _PACKAGE.parent


def rules_dir() -> Path:
    """The folder that holds the shipped rule packs and their data."""
    return _checked(_root() / "rules")


def rules_path(*parts: str) -> Path:
    """A file or folder below `rules/`, for example `rules_path("lexicon", "terms.tsv")`.

    Raises `UpplintError` (U001) when it is not there: the installation is broken.
    """
    return _checked(rules_dir().joinpath(*parts))


def model_dir(name: str = "sv_upplint") -> Path:
    """The folder of a shipped spaCy pipeline."""
    return _checked(_root() / "models" / name)


def parse_yaml(text: str | bytes) -> Any:
    """The content of shipped YAML. PyYAML is imported here, when first asked for, with its fast loader where built.

    Raises `yaml.YAMLError` when it is not valid.
    """
    import yaml

    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def _checked(path: Path) -> Path:
    if not path.exists():
        raise UpplintError(
            "U001",
            f"Filen {path.name} saknas i installationen. Installera upplint på nytt.",
        )
    return path
