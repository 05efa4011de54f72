"""upplint reads Swedish tender documents and shows what keeps small and non-profit suppliers out.

`upplint.check(*paths)` returns a `Report`, `upplint.extract(*paths)` the requirements; see `upplint.api`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["__version__", "check", "extract"]

if TYPE_CHECKING:
    from upplint.api import check, extract


def __getattr__(name: str) -> Any:
    """Import the public functions when they are first used, so that `import upplint` stays light."""
    if name in ("check", "extract"):
        from upplint import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
