"""Every pair of values that a lecturer may choose, in as few sets of parameters as will do.

``make audit`` walks through all of them and reports; the tests take a tenth. Each set is drawn
without a finding, or refused by a key that it sets before anything is drawn.
"""

import os
import sys
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from itertools import chain
from multiprocessing import get_context
from time import perf_counter
from typing import Any

from allpairspy import AllPairs

from lecture.audit import audit_scene
from lecture.drawing.renderer import FrameRenderer
from lecture.production.clips import build_scene
from lecture.production.job import Job
from rnn_math.errors import LectureError
from scenes.lecture_scene import LectureScene
from scenes.params import CLIPS, Look
from tests.lecture.audit.levels import CORNERS, LEVELS, LOOKS, params_of
from tests.lecture.audit.probe import VIDEO

TENTH = 10
"""Every tenth set is walked through by the tests."""


@dataclass(frozen=True)
class Chosen:
    """One set of levels for one clip."""

    clip: str
    number: int
    levels: dict[str, Any]

    @property
    def params(self) -> dict[str, Any]:
        """The parameters that it sets."""
        return params_of(self.clip, self.levels)

    @property
    def network(self) -> tuple[Any, ...]:
        """What sets have in common that show the same network, so that it is trained once."""
        story = "tagged" if self.clip in _TAGGED else self.clip
        keys = "cell", "hidden_size", "embedding_size"
        return (story, *(self.levels.get(key) for key in keys))

    def __str__(self) -> str:
        said = ", ".join(f"{name}={level!r}" for name, level in self.levels.items())
        return f"{self.clip} {self.number}: {said}"


_TAGGED = (
    "opening",
    "closing",
    "feedback",
    "rolling",
    "equation",
    "state",
    "training",
    "forgetting",
    "lstm",
    "gru",
)


@dataclass(frozen=True)
class Verdict:
    """What became of one set: its findings, or the key that refused it."""

    chosen: Chosen
    findings: tuple[str, ...] = ()
    refused: str = ""
    seconds: float = 0.0


def sets(clip: str) -> list[Chosen]:
    """Its corners, and sets in which every pair of levels of ``clip`` occurs; always the same."""
    levels = {**LEVELS[clip], **LOOKS}
    rows = AllPairs([list(values) for values in levels.values()])
    pairs = [dict(zip(levels, row, strict=True)) for row in rows]
    return [
        Chosen(clip, number, chosen)
        for number, chosen in enumerate([*CORNERS.get(clip, ()), *pairs])
    ]


def audited(chosen: Chosen) -> Verdict:
    """Walk through one set. A refusal is a finding if it names no key of the set, or comes late."""
    began = perf_counter()
    renderers: list[FrameRenderer] = []

    def build(renderer: FrameRenderer) -> LectureScene:
        renderers.append(renderer)
        return build_scene(Job(chosen.clip, params, look, VIDEO), renderer)

    look = Look(**{name: chosen.levels[name] for name in LOOKS})
    found: tuple[str, ...] = ()
    refused = ""
    try:
        params = CLIPS[chosen.clip](**chosen.params).fitted()
        found = tuple(map(str, audit_scene(build, VIDEO)))
    except LectureError as refusal:
        key = str(refusal).partition(" ")[0].removeprefix(f"{chosen.clip}.")
        named = key in chosen.params and str(refusal).startswith(f"{chosen.clip}.")
        found, refused = (() if named else (f"refused by no key: {refusal}",)), key
        if renderers and renderers[-1].frame:
            found = (*found, f"refused after {renderers[-1].frame} frames: {refusal}")
    except Exception as fault:  # a traceback is a finding, too
        found = (f"{type(fault).__name__}: {fault}",)
    return Verdict(chosen, found, refused, perf_counter() - began)


def _all_audited(together: list[Chosen]) -> list[Verdict]:
    return [audited(chosen) for chosen in together]


def report(verdicts: list[Verdict], seconds: float) -> Iterator[str]:
    """What was found, and how much was walked through."""
    for verdict in verdicts:
        if verdict.findings:
            yield f"{verdict.chosen}\n  " + "\n  ".join(verdict.findings[:5])
    for clip in dict.fromkeys(verdict.chosen.clip for verdict in verdicts):
        ours = [verdict for verdict in verdicts if verdict.chosen.clip == clip]
        refused = [verdict.refused for verdict in ours if verdict.refused]
        keys = ", ".join(f"{key} {refused.count(key)}" for key in sorted(set(refused)))
        bad = sum(bool(verdict.findings) for verdict in ours)
        spent = sum(verdict.seconds for verdict in ours)
        yield (
            f"{clip}: {len(ours)} sets, {bad} with findings, "
            f"refused by {keys or 'nothing'}, {spent:.0f} s"
        )
    findings = sum(len(verdict.findings) for verdict in verdicts)
    yield f"{len(verdicts)} sets in {seconds:.0f} s: {findings or 'no'} findings"


def main(clips: list[str]) -> int:
    """Audit all sets of ``clips``, of all if none is named; 1 if anything was found."""
    began = perf_counter()
    chosen = list(chain.from_iterable(map(sets, clips or LEVELS)))
    order = {clip: place for place, clip in enumerate(LEVELS)}
    together = defaultdict(list)
    for each in chosen:
        together[each.network].append(each)
    verdicts: list[Verdict] = []
    with ProcessPoolExecutor(os.cpu_count(), get_context("spawn")) as pool:
        for done in as_completed(pool.submit(_all_audited, each) for each in together.values()):
            verdicts += done.result()
            sys.stderr.write(f"{len(verdicts)} of {len(chosen)} sets\n")
    verdicts.sort(key=lambda verdict: (order[verdict.chosen.clip], verdict.chosen.number))
    for line in report(verdicts, perf_counter() - began):
        sys.stdout.write(f"{line}\n")
    return int(any(verdict.findings for verdict in verdicts))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
