"""`upplint rules` lists, lints and tests rules; `upplint rule ID` explains one."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from upplint.cli import exit_codes, options, show

_own = click.option(
    "--rules",
    "rule_dirs",
    multiple=True,
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Mapp med egna regler. Kan anges flera gånger.",
)
_folder = click.argument(
    "folder", required=False, metavar="[MAPP]", type=click.Path(path_type=Path, file_okay=False, exists=True)
)


@click.group(invoke_without_command=True)
@_own
@options.language
@click.pass_context
def rules(ctx: click.Context, rule_dirs: tuple[Path, ...], language: str) -> None:
    """Visa alla regler, eller granska och pröva egna."""
    if ctx.invoked_subcommand is None:
        from upplint.engine.loader import load_rules
        from upplint.reports.rules import render_rule_list

        show.write(render_rule_list(load_rules(rule_dirs), language, width=show.width(None)), None)


@rules.command("check", short_help="Granska reglerna själva.")
@_folder
def check_rules(folder: Path | None) -> None:
    """Granska reglerna själva: mönster som aldrig träffar, exempel som saknas, okänd lag.

    Utan MAPP granskas de regler som följer med.
    """
    from upplint.engine.lint import lint_rules
    from upplint.engine.loader import load_rules

    ruleset = load_rules([folder] if folder else ())
    only = folder.resolve() if folder else None
    problems = [
        p for p in lint_rules(ruleset) if only is None or only in ruleset.sources[p.rule].file.resolve().parents
    ]
    for problem in problems:
        click.echo(f"{ruleset.sources[problem.rule]}: {problem.rule}: {problem.message}")
    click.echo(f"{len(problems)} problem i {len(ruleset)} regler.")
    sys.exit(exit_codes.FINDINGS if problems else exit_codes.CLEAN)


@rules.command("test", short_help="Pröva reglernas exempel.")
@_folder
def test_rules(folder: Path | None) -> None:
    """Pröva reglernas exempel: det som ska hittas, och det som inte ska anmärkas."""
    from upplint.engine.examples import run_examples
    from upplint.engine.loader import load_rules

    ruleset = load_rules([folder] if folder else ())
    only = folder.resolve() if folder else None
    chosen = [r for r in ruleset if only is None or only in ruleset.sources[r.id].file.resolve().parents]
    failed = total = known = 0
    for rule_ in chosen:
        for result in run_examples(rule_, ruleset):
            total += 1
            known += result.kind == "known_wrong"
            if not result.passed:
                failed += 1
                click.echo(f"{ruleset.sources[rule_.id]}: {rule_.id}: {result.problem}")
    click.echo(f"{total} exempel i {len(chosen)} regler, {failed} fel, {known} kända brister.")
    sys.exit(exit_codes.FINDINGS if failed else exit_codes.CLEAN)


@click.command(short_help="Förklara en regel, med lag och exempel.")
@click.argument("rule_id", metavar="ID")
@_own
@options.language
def rule(rule_id: str, rule_dirs: tuple[Path, ...], language: str) -> None:
    """Förklara en regel: vad den hittar, varför, vilken lag, exempel och vad ni kan skriva i stället."""
    from upplint.engine.loader import load_rules
    from upplint.reports.rules import render_rule

    ruleset = load_rules(rule_dirs)
    show.write(render_rule(ruleset.get(rule_id), ruleset, language, width=show.width(None)), None)
