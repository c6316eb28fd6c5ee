"""``unrolled doctor``: is everything there that is needed?"""

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from lecture.commands.options import out_option
from lecture.health import examine


@click.command()
@out_option
@click.option("--json", "as_json", is_flag=True, help="What was found as JSON.")
def doctor(out: Path, as_json: bool) -> None:
    """Look at this machine: libraries, codecs, fonts, cores, and where clips will be written.

    Leaves with 1 if something that is needed is missing, and says how to get it.
    """
    symptoms = examine(out)
    if as_json:
        click.echo(json.dumps([asdict(each) for each in symptoms], indent=1))
    else:
        console = Console(highlight=False)
        for each in symptoms:
            mark = (
                ("ok", "green") if each.ok else ("--", "yellow") if each.optional else ("NO", "red")
            )
            line = Text.assemble((mark[0], mark[1]), f"  {each.name}: {each.found}")
            console.print(line, soft_wrap=True)
            if each.remedy and not each.ok:
                console.print(Text(f"    {each.remedy}"), soft_wrap=True)
    sys.exit(0 if all(each.ok or each.optional for each in symptoms) else 1)
