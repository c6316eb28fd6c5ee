"""How long from a save until the preview can be played: ``python -m tests.benchmarks.watch``.

One parameter of one clip is changed in ``lecture.toml``, each time to what was never drawn, while
``unrolled watch`` runs warm. The time is that of the clock, from the save until the video has been
read from the server: of the beat that is watched, which comes first, and of the whole clip.
"""

import argparse
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.lecture.watch.watching import Record, Watching, copy_of_ours, view

_NAMES = ("Berlin", "Paris", "Madrid", "London", "Vienna", "Rome", "Oslo", "Prague")
_VERBS = ("is", "was", "lies", "stays", "remains", "works")


@dataclass(frozen=True)
class Edit:
    """Seconds from one save until something could be played, and until all of the clip could."""

    first: float
    whole: float


def edits_of(clip: str, count: int, beat: int = 0) -> list[Edit]:
    """Change the sentence of ``clip`` ``count`` times, while ``beat`` is watched."""
    with tempfile.TemporaryDirectory(prefix="unrolled-bench-") as name:
        tree = copy_of_ours(Path(name) / "tree")  # nobody else edits it meanwhile
        folder = Path(name) / "lecture"
        folder.mkdir()
        with Watching(tree, folder, clip) as watching:
            state = watching.until(lambda state: _is_fresh(state, clip))
            watching.ask("/look", "POST", f'{{"clip": "{clip}", "beat": {beat}}}')
            _edit(watching, clip, 0, state)  # the reserve is being filled meanwhile
            return [
                _edit(watching, clip, number, watching.states[-1]) for number in range(1, count + 1)
            ]


def latencies(edits: int, clip: str = "rolling") -> list[float]:
    """Seconds until a preview could be played, for each of ``edits`` changes of one parameter."""
    return [edit.first for edit in edits_of(clip, edits)]


def _edit(watching: Watching, clip: str, number: int, state: Record) -> Edit:
    name, verb = _NAMES[number % len(_NAMES)], _VERBS[number // len(_NAMES) % len(_VERBS)]
    edition = view(state, clip)["edition"]
    time.sleep(2)  # as someone who reads what came of the last change
    saved = time.perf_counter()
    watching.save("lecture.toml", f'[{clip}]\nsentence = "{name} {verb} not far from {name}"\n')

    def is_playable(state: Record) -> bool:
        its = view(state, clip)
        return its["first"] is not None or its["edition"] > edition

    its = view(watching.until(is_playable), clip)
    if its["first"]:
        watching.ask(f"/first/{clip}.{its['first']['number']}.mp4")
        first = time.perf_counter() - saved
        watching.until(
            lambda state: _is_fresh(state, clip) and view(state, clip)["edition"] > edition
        )
    watching.ask(f"/clips/{clip}.mp4")
    whole = time.perf_counter() - saved
    return Edit(first if its["first"] else whole, whole)


def _is_fresh(state: Record, clip: str) -> bool:
    return bool(state["clips"]) and view(state, clip)["state"] == "fresh"


def main() -> None:
    """Print the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("clips", nargs="*", default=["rolling"])
    parser.add_argument("--edits", type=int, default=5)
    parser.add_argument("--beat", type=int, default=0, help="the one that is watched, from 0")
    arguments = parser.parse_args()
    print("seconds from a save until the preview can be played; bar: median < 2 s")
    for clip in arguments.clips:
        found = edits_of(clip, arguments.edits, arguments.beat)
        firsts, wholes = [each.first for each in found], [each.whole for each in found]
        print(f"  {clip:24} first {median(firsts):.2f}  whole {median(wholes):.2f}", end="")
        print(f"  ({', '.join(f'{each:.2f}' for each in firsts)})")


if __name__ == "__main__":
    main()
