"""The script on a terminal."""

from collections.abc import Iterable, Mapping

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from lecture.console import clock
from lecture.reading.script import BeatScript, ClipScript

_WIDEST = 92
"""Columns of a line that is read with ease."""


def tell(scripts: Iterable[ClipScript], states: Mapping[str, str]) -> None:
    """Print the scripts, and under each sentence what is said otherwise than it is written.

    ``states`` say what became of takes, by the name of a beat's or a sentence's.
    """
    console = Console(highlight=False)
    console = Console(highlight=False, width=min(console.width, _WIDEST))
    shown = set()
    for script in scripts:
        about = f"{script.clip}, about {clock(script.seconds)}"
        console.rule(Text.assemble((script.title, "bold"), f"  {about}"), align="left")
        for beat in script.beats:
            shown |= {beat.take, *(sentence.take for sentence in beat.sentences)}
            console.print()
            console.print(_heading(beat, states))
            for number, sentence in enumerate(beat.sentences, start=1):
                lines = [Text(sentence.text)]
                if sentence.hints:
                    hints = " · ".join(f"{text} = {sound}" for text, sound in sentence.hints)
                    lines.append(Text(hints, style="dim"))
                if state := states.get(sentence.take):
                    lines.append(Text(f"{sentence.take}: {state}", style="yellow"))
                console.print(_numbered(number, lines))
        console.print()
    for name in states.keys() - shown:
        console.print(Text(f"{name} {states[name]}", style="yellow"))


def _heading(beat: BeatScript, states: Mapping[str, str]) -> Text:
    about = f"  about {beat.seconds:.0f} s\n"
    heading = Text.assemble((beat.headline, "bold"), (about, "dim"), (beat.take, "cyan"))
    if state := states.get(beat.take):
        heading.append(f"  {state}", style="yellow")
    return heading


def _numbered(number: int, lines: list[Text]) -> Padding:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(justify="right", style="dim")
    grid.add_column()
    for first, line in enumerate(lines):
        grid.add_row("" if first else str(number), line)
    return Padding(grid, (0, 0, 0, 2))
