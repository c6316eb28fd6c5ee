"""``unrolled train``: train the models of the lecture again and say how good they are."""

import json

import click
from rich import box
from rich.console import Console
from rich.table import Table

from rnn_math.cells import KINDS
from rnn_math.score import Score
from rnn_math.tasks import report
from scenes.numerals import format_percent

_FILE_WIDTH = 160  # columns for whoever is not a terminal


@click.command()
@click.argument("names", nargs=-1, metavar="[TASK]...")
@click.option(
    "--seeds",
    default=len(report.SEEDS),
    show_default=True,
    type=click.IntRange(1, 100),
    help="How many seeds: 0, 1, 2 and so on.",
)
@click.option("--cell", type=click.Choice(list(KINDS)), help="Train them with another cell.")
@click.option("--json", "as_json", is_flag=True, help="Every seed's score, at full precision.")
def train(names: tuple[str, ...], seeds: int, cell: str | None, as_json: bool) -> None:
    """Train the models again, from nothing, and score them on what was held out.

    TASK is one of tagging, forecasting, spam, captioning and translation; all without one. Nothing
    is overwritten: the lecture goes on with the weights that it has.
    """
    chosen = report.tasks(*names, kind=cell)
    console = Console(width=None if Console().is_terminal else _FILE_WIDTH)
    rows: list[report.Row] = []
    progress = Console(stderr=True)
    for task in chosen:
        with progress.status(f"training {task.name} {task.data}".strip()):
            rows += report.measure([task], range(seeds))
    if as_json:
        click.echo(json.dumps([row.table() for row in rows], ensure_ascii=False, indent=1))
        return
    console.print(_table(rows))


def _table(rows: list[report.Row]) -> Table:
    table = Table(box=box.SIMPLE)
    for name in ("task", "held out", "mean", "min … max", "baseline", "", "lead", "seconds"):
        right = name in ("mean", "seconds", "baseline", "lead")
        table.add_column(name, justify="right" if right else "left")
    for row in rows:
        score = row.scores[0]
        write = _error if score.lower_is_better else _share
        table.add_row(
            f"{row.task.name} {row.task.data}".strip(),
            f"{score.items} {score.unit}{_whose(score)}",
            write(row.mean),
            f"{write(min(row.held_out))} … {write(max(row.held_out))} ({len(row.seeds)} seeds)",
            write(score.baseline),
            score.baseline_name,
            "" if score.lower_is_better else f"{score.lead:+d} {score.unit}",
            f"{row.seconds:.1f}",
        )
    return table


def _whose(score: Score) -> str:
    """Several networks have a score together where each is asked about what it did not see."""
    return f", by {score.networks} networks" if score.networks > 1 else ""


def _share(value: float) -> str:
    return format_percent(value, 1)


def _error(value: float) -> str:
    return f"{value:.3g} RMSE"
