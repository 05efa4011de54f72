"""The command `upplint`. Heavy modules are imported by the command that needs them, when it runs."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path

import click

from upplint.cli import exit_codes, swedish
from upplint.errors import UpplintError
from upplint.process import settle

#: Command name -> module and attribute. Order is the order of `upplint --help`.
_COMMANDS = {
    "check": "upplint.cli.check:check",
    "extract": "upplint.cli.extract:extract",
    "who": "upplint.cli.who:who",
    "facts": "upplint.cli.facts:facts",
    "suggest": "upplint.cli.suggest:suggest",
    "law": "upplint.cli.law:law",
    "rules": "upplint.cli.rules:rules",
    "rule": "upplint.cli.rules:rule",
    "evaluate": "upplint.cli.evaluate:evaluate",
}


class _Commands(click.Group):
    """A group that imports a command's module only when the command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        target = _COMMANDS.get(cmd_name)
        if target is None:
            return None
        module, _, attribute = target.partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return swedish.dress(command)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; a reader of its output that has seen enough, such as `head`, is no error."""
        try:
            result: object = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # Python flushes once more when it ends
            ctx.exit(exit_codes.PIPE_CLOSED)
        return result


def _version(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if not value or ctx.resilient_parsing:
        return
    import upplint
    from upplint.language import pipeline

    click.echo(f"upplint {upplint.__version__} (språkmodell sv_upplint {pipeline.version()})")
    ctx.exit()


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Visa version och avsluta."
)
def cli() -> None:
    """Granska upphandlingsdokument: vilka krav ställs, vem stängs ute, och vad kan ni skriva i stället?

    Allt sker på er dator. Inget skickas någonstans.
    """


swedish.dress(cli)


def main() -> None:
    """Run the command line. What the user can act on ends with a Swedish sentence, never with a traceback."""
    settle()
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by the caller
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - open to the end
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        status = cli.main(prog_name="upplint", standalone_mode=False)
    except UpplintError as error:
        click.echo(f"upplint: {error}", err=True)
        status = exit_codes.UNUSABLE
    except click.ClickException as error:
        error.show()
        status = error.exit_code
    except click.Abort:  # what click makes of Ctrl-C
        click.echo("Avbrutet.", err=True)
        status = exit_codes.INTERRUPTED
    sys.exit(status)
