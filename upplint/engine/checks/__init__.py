"""Named checks: what data cannot say, registered by name.

A rule names one as `check: module.name`; the module of this package is imported when a rule needs it. A check takes
the context and its parameters and gives matches; mitigations, levels and texts stay in the rule.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from upplint.errors import RuleError

if TYPE_CHECKING:
    from upplint.engine.context import Context, Match

CheckFunction = Callable[["Context", Mapping[str, Any]], "Iterable[Match]"]


@dataclass(frozen=True, slots=True)
class Check:
    """A named check.

    Attributes:
        name: `module.name` as rules write it.
        run: the function.
        values: names that its matches give to the message.
        params: names of parameters that it takes.
    """

    name: str
    run: CheckFunction
    values: tuple[str, ...]
    params: tuple[str, ...]

    def __call__(self, context: Context, params: Mapping[str, Any]) -> Iterable[Match]:
        return self.run(context, params)


_REGISTRY: dict[str, Check] = {}


def check(*, values: Iterable[str] = (), params: Iterable[str] = ()) -> Callable[[CheckFunction], CheckFunction]:
    """Register a function as `module.function`. It must have a docstring.

    Args:
        values: names that its matches put into `Match.values`, for the message.
        params: names it reads from its parameters.
    """

    def register(function: CheckFunction) -> CheckFunction:
        name = f"{function.__module__.rsplit('.', 1)[-1]}.{function.__name__}"
        if not function.__doc__:
            raise TypeError(f"check {name} has no docstring")
        _REGISTRY[name] = Check(name, function, tuple(values), tuple(params))
        return function

    return register


def find_check(name: str) -> Check:
    """The check with this name. Raises `RuleError` (U207)."""
    module = name.partition(".")[0]
    if name not in _REGISTRY and module in _modules():
        importlib.import_module(f"{__name__}.{module}")
    if name not in _REGISTRY:
        raise RuleError("U207", f"Den namngivna kontrollen {name} finns inte.")
    return _REGISTRY[name]


def _modules() -> frozenset[str]:
    return frozenset(m.name for m in pkgutil.iter_modules(__path__))
