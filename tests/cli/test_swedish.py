"""The command line speaks Swedish throughout, whatever language the machine is set to."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from upplint.cli.main import cli

_ENGLISH = re.compile(
    r"\b(usage|options?|commands?|show|exit|error|missing|argument\(s\)|invalid|value|default|try|file|directory|path|"
    r"integer|float|text range|no such|did you mean|possible|is not|does not|requires|unexpected|choose)\b",
    re.IGNORECASE,
)
#: Words that are to be typed as they stand: options, and the choices between brackets or quotes.
_TYPED = re.compile(r"--?[\w-]+|\[[\w|]+\]|'[^']*'|”[^”]*”|\b(check|json|text|upplint\.toml)\b")


def _commands() -> Iterator[tuple[str, ...]]:
    yield ()
    with click.Context(cli) as context:
        for name in cli.list_commands(context):
            yield (name,)
            command = cli.get_command(context, name)
            if isinstance(command, click.Group):
                yield from ((name, below) for below in command.commands)


def _says(*args: str) -> str:
    return CliRunner().invoke(cli, args, prog_name="upplint").output


@pytest.mark.parametrize("command", list(_commands()), ids=" ".join)
def test_help_is_in_swedish(command: tuple[str, ...]) -> None:
    said = _says(*command, "--help")
    assert said.startswith("Så här: upplint")
    assert "Visa den här hjälpen och avsluta." in said
    assert _ENGLISH.findall(_TYPED.sub("", said)) == []


def test_help_sets_the_options_under_headings() -> None:
    said = _says("check", "--help")
    order = ["Val:", "--output", "Kopior med kommentarer:", "--annotate", "Regler och inställningar:", "--select"]
    order += ["Baslinje: bara det som är nytt:", "--prune", "Uppgifter om upphandlingen", "--value", "--no-cache"]
    rest = said[said.index("Val:") :]
    for word in order:
        assert word in rest, word
        rest = rest[rest.index(word) :]
    assert said.count("--lang ") == 1


@pytest.mark.parametrize("command", list(_commands()), ids=" ".join)
def test_every_option_is_explained(command: tuple[str, ...]) -> None:
    with click.Context(cli) as context:
        found: click.Command = cli
        for name in command:
            assert isinstance(found, click.Group)
            below = found.get_command(context, name)
            assert below is not None
            found = below
    assert [p.name for p in found.params if isinstance(p, click.Option) and not p.help] == []


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        (["chek"], "Kommandot chek finns inte."),
        (["check"], "Det här saknas:"),
        (["check", "x", "--prunee"], "Valet --prunee finns inte. Menade ni"),
        (["check", "x", "--format", "pdf"], "”pdf” finns inte. Välj något av: 'text', 'json'"),
        (["check", "x", "--max-pages", "tio"], "”tio” är inget tal i rätt form."),
        (["check", "x", "--processes", "0"], "0 är utanför gränsen"),
        (["check", "x", "--select"], "Valet --select behöver ett värde."),
        (["check", "x", "--strict=ja"], "Valet --strict tar inget värde."),
        (["check", "x", "--rules", "finns-inte"], "Mapp ”finns-inte” finns inte."),
        (["law", "4:14", "4:15"], "Ett argument för mycket: 4:15"),
        (["evaluate", "finns-inte"], "Sökväg ”finns-inte” finns inte."),
    ],
)
def test_wrong_use_is_explained_in_swedish(args: list[str], expected: str) -> None:
    result = CliRunner().invoke(cli, args, prog_name="upplint")
    assert result.exit_code == 2
    assert expected in " ".join(result.output.split())
    assert _ENGLISH.findall(_TYPED.sub("", result.output)) == []
