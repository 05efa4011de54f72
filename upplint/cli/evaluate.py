"""`upplint evaluate`: how right upplint is on annotated documents."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from upplint.cli import exit_codes, options, show


@click.command()
@click.argument("gold", type=click.Path(path_type=Path, exists=True), metavar="FACIT")
@click.option(
    "--documents",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Mapp med dokumenten. Annars letar upplint bredvid facit.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Form på svaret.",
)
@click.option("--profile", metavar="PROFIL", default="granska", show_default=True, help="Regelprofil som prövas.")
@click.option("--only", multiple=True, metavar="NAMN", help="Bara dessa dokument.")
@click.option("--show", "shown", type=int, default=10, show_default=True, help="Så många av de sämsta visas.")
@options.output
def evaluate(
    gold: Path,
    documents: Path | None,
    format_: str,
    profile: str,
    only: tuple[str, ...],
    shown: int,
    output: Path | None,
) -> None:
    """Jämför med facit: krav, anmärkningar och uppgifter. FACIT är en .jsonl-fil eller en mapp med sådana."""
    from upplint import api
    from upplint.engine.evaluate import evaluate as score
    from upplint.engine.evaluate import prediction_of
    from upplint.reports.evaluation import render_evaluation

    with show.progress() as progress:
        evaluation = score(
            gold,
            documents,
            lambda path: prediction_of(api.check(path, profile=profile)),
            only=only,
            progress=progress,
        )
    show.write(render_evaluation(evaluation, format_, show=shown), output)
    sys.exit(exit_codes.UNUSABLE if evaluation.errors else exit_codes.CLEAN)
