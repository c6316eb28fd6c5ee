"""How a sweep of 40 lectures would spread over workers: ``python -m tests.benchmarks.scaling``.

Each clip is walked, filmed and published once in this process, and the processor's time for each
is noted. The calls that ``lecture.production.produce`` would make of 40 such lectures, none of
them ever filmed, are then handed out in their order, in numbers only: each to the worker that is
free first. What the command itself does for every call and result, it does for one after another.
"""

import argparse
import heapq
import os
import pickle
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from lecture.cluster.work import carry_out, order_of
from lecture.config.model import load_config
from lecture.freshness.cache import Cache
from lecture.freshness.fingerprint import Surroundings
from lecture.production.clip_build import ClipBuild
from lecture.production.film import film, walk
from lecture.production.job import Job
from lecture.production.split import Share, shares
from lecture.publishing.clip import publish_clip
from lecture.publishing.publish import staging
from lecture.video.format import VideoFormat
from scenes.params import CLIPS

Result = TypeVar("Result")

LECTURES = 40
WORKERS = (1, 4, 16, 50, 100)
CORES = (1, 2, 4, 8)
COLUMNS = ("walk", "film", "order", "check", "result", "publish")
TRIP = 0.02  # seconds: a result of some megabytes on its way, on a network of 1 Gbit/s


@dataclass(frozen=True)
class Cost:
    """Seconds of the processor for one clip, and how long it is thought to be."""

    likely_beats: int
    order: float  # by the command, for each call
    check: float  # by a worker, for each call: is its program the caller's?
    walk: float  # by a worker that draws nothing of it
    draw: tuple[float, ...]  # by a worker, each beat
    result: float  # by the command, for each result
    publish: float  # by the command, once

    @property
    def film(self) -> float:
        """By a worker that draws all of it."""
        return self.walk + sum(self.draw)

    def call(self, share: Share) -> float:
        """By a worker that draws a share of it."""
        drawn = sum(seconds for beat, seconds in enumerate(self.draw) if beat in share)
        return self.check + self.walk + drawn


def cost_of(job: Job, surroundings: Surroundings) -> Cost:
    """Make the clip once."""
    fingerprint = surroundings.fingerprint_of(job)
    ordered, order = _timed(lambda: order_of(job, surroundings, str, (job,)))
    carry_out(order)  # a worker's first comparison remembers what it has imported
    checked, _ = _timed(lambda: carry_out(order))
    walked, timeline = _timed(lambda: walk(job))
    clock = [time.process_time()]  # before each frame
    footage = film(job, report=lambda frames: clock.extend([time.process_time()] * frames))
    filmed = time.process_time() - clock[0]
    drawn = [clock[beat.start + beat.frames] - clock[beat.start] for beat in timeline.beats]
    sent = pickle.dumps(footage)
    with tempfile.TemporaryDirectory() as out, staging(Path(out)) as folder:
        draft = ClipBuild(job, fingerprint, Cache(Path(out, ".cache")))
        taken, _ = _timed(lambda: draft.add(pickle.loads(sent)))
        published, _ = _timed(
            lambda: publish_clip(job, fingerprint, timeline, draft.segments(), folder, Path(out))
        )
    share = (filmed - walked) / sum(drawn)  # the rest is building and walking
    draw = tuple(seconds * share for seconds in drawn)
    return Cost(draft.likely_beats, ordered, checked, walked, draw, taken, published)


def start_of(job: Job, walked: float) -> float:
    """Seconds of the processor until a worker can walk ``job`` in ``walked``: it imports Manim."""

    def children() -> float:
        return os.times().children_user + os.times().children_system

    took = []
    for _ in range(3):
        before = children()
        with ProcessPoolExecutor(1, get_context("spawn")) as pool:
            pool.submit(walk, job).result()
        took.append(children() - before)
    return min(took) - walked


def makespan(costs: Sequence[Cost], workers: int, expected: int, start: float) -> float:
    """Seconds until the last of the clips is published; they are cut for ``expected`` workers."""
    given_out = list(shares([cost.likely_beats for cost in costs], expected))
    free = [start + n * costs[0].order for n in range(workers)]
    missing = [0] * len(costs)
    done: list[tuple[float, int]] = []
    for clip, share in given_out:
        end = heapq.heappop(free) + costs[clip].call(share)
        heapq.heappush(free, end)
        missing[clip] += 1
        done.append((end + TRIP, clip))
    now = sum(costs[clip].order for clip, _ in given_out[: 2 * expected])
    for end, clip in sorted(done):
        now = max(now, end) + costs[clip].result + costs[clip].order
        missing[clip] -= 1
        if not missing[clip]:
            now += costs[clip].publish
    return max(now, *free)


def _timed(task: Callable[[], Result]) -> tuple[float, Result]:
    before = time.process_time()
    result = task()
    return time.process_time() - before, result


def report(clips: Sequence[str], size: str) -> None:
    """Print the tables for lectures of ``clips``."""
    jobs = [replace(job, video=VideoFormat.parse(size)) for job in load_config().jobs(clips)]
    surroundings = Surroundings()
    lecture = [cost_of(job, surroundings) for job in jobs]
    start = start_of(jobs[0], _timed(lambda: walk(jobs[0]))[0])
    print(f"\n{LECTURES} lectures of {len(clips)} clips at {size}, handed out in numbers only")
    print("  one clip:", *(f"{what} {_mean(lecture, what)}," for what in COLUMNS), end=" ")
    print(f"a worker's start {start:.2f} s of processor")
    print(f"  {'workers':>9}{'s':>9}{'efficiency':>12}   bar: ≥ 90 % at 100")
    for workers in WORKERS:
        _row(lecture * LECTURES, workers, workers, start)
    print(f"  one lecture\n  {'cores':>9}{'s':>9}{'efficiency':>12}")
    for cores in CORES:
        _row(lecture, cores, cores, start)


def _row(costs: Sequence[Cost], workers: int, expected: int, start: float) -> None:
    end = makespan(costs, workers, expected, start)
    efficiency = sum(cost.film for cost in costs) / (workers * end)
    print(f"  {workers:9}{end:9.0f}{100 * efficiency:11.1f}%")


def _mean(costs: Sequence[Cost], what: str) -> str:
    return f"{sum(getattr(cost, what) for cost in costs) / len(costs):.3f}"


def main() -> None:
    """Print everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("clips", nargs="*", default=[*CLIPS])
    parser.add_argument("--quality", default="1080p60")
    arguments = parser.parse_args()
    report(arguments.clips, arguments.quality)


if __name__ == "__main__":
    main()
