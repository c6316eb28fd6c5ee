"""How long from a save until the preview can be played: ``python -m tests.benchmarks.watch``.

One parameter of one clip is changed in ``lecture.toml``, each time to what was never drawn, while
``unrolled watch`` runs warm. The time is that of the clock, from the save until the video has been
read from the server: of the beat that is watched, which comes first, and of the whole clip.
"""

import argparse
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import tomli_w

from tests.lecture.watch.watching import Record, Watching, copy_of_ours, view

_SENTENCES = [
    f"{name} {verb} not far from {name}"
    for verb in ("is", "was", "lies")
    for name in ("Berlin", "Paris", "Madrid", "London", "Vienna", "Rome", "Oslo", "Prague")
]
_MESSAGES = [
    f"{whose} {what} won the weekly phone lottery"
    for whose in ("Your", "My", "His", "Her", "Our")
    for what in ("friend", "ticket", "team", "sister", "school")
]
_PHRASES = [
    f"{who} {does} {what} {color}"
    for does in ("mange", "voit", "lave")
    for who in ("elle", "il")
    for what, color in (("un livre", "rouge"), ("un livre", "vert"), ("une poire", "verte"))
]
EDITS: dict[str, tuple[str, Sequence[str | int]]] = {
    "feedback": ("sentence", _SENTENCES),
    "rolling": ("sentence", _SENTENCES),
    "equation": ("sentence", _SENTENCES),
    "state": ("sentence", _SENTENCES),
    "sequence-to-sequence": ("sentence", _SENTENCES),
    "sequence-to-vector": ("message", _MESSAGES),
    "vector-to-sequence": ("digit", range(1, 60)),
    "encoder-decoder": ("sentence", _PHRASES),
    "architectures": ("sentence", _SENTENCES),
    "quiz": ("seconds", range(4, 60)),
}
"""A parameter of each clip, and values that it never has otherwise."""


@dataclass(frozen=True)
class Edit:
    """Seconds from one save until something could be played, and until all of the clip could."""

    first: float
    whole: float


def edits_of(clip: str, count: int, beat: int = 0) -> list[Edit]:
    """Change a parameter of ``clip`` ``count`` times, while ``beat`` is watched."""
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


def _edit(watching: Watching, clip: str, number: int, state: Record) -> Edit:
    key, values = EDITS[clip]
    edition = view(state, clip)["edition"]
    time.sleep(2)  # as someone who reads what came of the last change
    saved = time.perf_counter()
    watching.save("lecture.toml", tomli_w.dumps({clip: {key: values[number]}}))

    def is_playable(state: Record) -> bool:
        clip_view = view(state, clip)
        return clip_view["first"] is not None or clip_view["edition"] > edition

    clip_view = view(watching.until(is_playable), clip)
    if clip_view["first"]:
        watching.ask(f"/first/{clip}.{clip_view['first']['number']}.mp4")
        first = time.perf_counter() - saved
        watching.until(
            lambda state: _is_fresh(state, clip) and view(state, clip)["edition"] > edition
        )
    watching.ask(f"/clips/{clip}.mp4")
    whole = time.perf_counter() - saved
    return Edit(first if clip_view["first"] else whole, whole)


def _is_fresh(state: Record, clip: str) -> bool:
    return bool(state["clips"]) and view(state, clip)["state"] == "fresh"


def report(clips: Sequence[str], count: int = 5, beat: int = 0) -> None:
    """Print the median of each clip, and that of all edits."""
    print("\na parameter saved in a warm watch, until the preview plays (bar: median < 2 s)")
    print(f"  {'':22}{'beat watched':>13}{'all of the clip':>17}")
    edits: list[Edit] = []
    for clip in clips:
        found = edits_of(clip, count, beat)
        edits += found
        print(f"  {clip:22}{_times(found)}", flush=True)
    print(f"  {f'{len(edits)} edits':22}{_times(edits)}")


def _times(edits: Sequence[Edit]) -> str:
    first, whole = median(each.first for each in edits), median(each.whole for each in edits)
    return f"{first:11.2f} s{whole:15.2f} s"


def main() -> None:
    """Print the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("clips", nargs="*", help="all if none is named")
    parser.add_argument("--edits", type=int, default=5)
    parser.add_argument("--beat", type=int, default=0, help="the one that is watched, from 0")
    arguments = parser.parse_args()
    report(arguments.clips or tuple(EDITS), arguments.edits, arguments.beat)


if __name__ == "__main__":
    main()
