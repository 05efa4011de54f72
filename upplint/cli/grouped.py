"""Help with the options under headings, so that a long list can be read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

_F = TypeVar("_F", bound=Callable[..., Any])


class GroupedOption(click.Option):
    """An option that stands under a heading of its own in the help. `group`: the heading."""

    def __init__(self, *args: Any, group: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.group = group


class GroupedCommand(click.Command):
    """A command whose help lists the options without a group first, then each group under its heading.

    Args:
        examples: command lines to show before the options, each with what it does.
    """

    def __init__(self, *args: Any, examples: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.examples = examples

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options of the help text."""
        if self.examples:
            with formatter.section("Till exempel"):
                formatter.write_dl(self.examples, col_max=48)
        groups: dict[str, list[tuple[str, str]]] = {"Val": []}
        for param in self.get_params(ctx):
            record = param.get_help_record(ctx)
            if record is not None and isinstance(param, click.Option):
                groups.setdefault(getattr(param, "group", "") or "Val", []).append(record)
        for heading, records in groups.items():
            if records:
                with formatter.section(heading):
                    formatter.write_dl(records)


def group(heading: str, options: Sequence[Callable[[_F], _F]]) -> Callable[[_F], _F]:
    """Several options as one decorator; those made with `option` stand under the heading in the help."""

    def decorate(function: _F) -> _F:
        for option in reversed(options):
            function = option(function)
            # Where click keeps the options until the command is made.
            added = function.__click_params__[-1]  # type: ignore[attr-defined]
            if isinstance(added, GroupedOption) and not added.group:
                added.group = heading
        return function

    return decorate


def option(*names: str, **attributes: Any) -> Callable[[_F], _F]:
    """`click.option` for an option that a `group` takes in."""
    return click.option(*names, cls=GroupedOption, **attributes)
