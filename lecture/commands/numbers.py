"""``unrolled numbers``: every number that a clip shows, and all that lie between."""

import json
from pathlib import Path

import click
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from lecture.commands.options import config_options, read_config
from rnn_math.trace import Trace
from scenes.numerals import format_percent
from scenes.params import CLIPS
from scenes.traces import traces_for

_FILE_WIDTH = 200  # columns for whoever is not a terminal


@click.command()
@click.argument("clip", metavar="|".join(CLIPS))
@config_options
@click.option("--json", "as_json", is_flag=True, help="Everything, at full precision.")
def numbers(
    clip: str,
    settings: tuple[str, ...],
    config_file: Path | None,
    theme: str | None,
    as_json: bool,
) -> None:
    """Show the numbers of a clip: weights, inputs, every intermediate at every step, the answer.

    Nothing is drawn for it. With --json anyone can compute them again.
    """
    (job,) = read_config(config_file, settings, theme).jobs([clip])
    traces = traces_for(job.clip, job.params)
    if as_json:
        document = {
            "clip": job.clip,
            "parameters": job.params.model_dump(mode="json"),
            "traces": {name: trace.table() for name, trace in traces.items()},
        }
        click.echo(json.dumps(document, ensure_ascii=False, indent=1))
        return
    console = Console(width=None if Console().is_terminal else _FILE_WIDTH)
    for name, trace in traces.items():
        console.rule(Text(f"{clip}: {name}"))
        console.print(_weights(trace))
        console.print(_steps(trace))


def _weights(trace: Trace) -> Table:
    table = _table("weights")
    table.add_column("row", justify="right")
    table.add_column("values")
    for quantity in trace.quantities(0):
        array = trace.array(quantity, 0)
        for number, row in enumerate(array.reshape(len(array), -1), start=1):
            values = "  ".join(f"{value:+.4f}" for value in row)
            table.add_row("h_0" if quantity == "h" else quantity, str(number), values)
    return table


def _steps(trace: Trace) -> Table:
    """One column a step; products and running sums, which have two axes, are left to JSON."""
    table = _table("steps")
    table.add_column("row", justify="right")
    for number, token in enumerate(trace.tokens, start=1):
        table.add_column(Text(f"{number} {token}"), justify="right")
    numbered = range(1, len(trace) + 1)
    for quantity in trace.quantities(1):
        columns = [trace.array(quantity, step) for step in numbered]
        if columns[0].ndim == 1:
            for row in range(len(columns[0])):
                shown = [f"{column[row]:+.4f}" for column in columns]
                table.add_row(quantity, str(row + 1), *shown)
    said = {
        answer.step: f"{answer.label} {format_percent(answer.probability, 1)}"
        for answer in trace.answers
    }
    table.add_row("answer", "", *(Text(said.get(step, "")) for step in numbered))
    return table


def _table(title: str) -> Table:
    table = Table(title=title, title_justify="left", box=box.SIMPLE)
    table.add_column("quantity")
    return table
