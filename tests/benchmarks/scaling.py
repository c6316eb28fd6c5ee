"""How a sweep of 40 lectures would spread over workers: ``python -m tests.benchmarks.scaling``.

Each clip is walked, filmed and published once in this process, and the processor's time for each
is noted. The calls that ``lecture.produce`` would make of 40 such lectures, none of them ever
filmed, are then handed out in their order, in numbers only: each to the worker that is free first.
What the command itself does for every result, it does for one after another.
"""

import argparse
import heapq
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from lecture.config import load_config
from lecture.facts import Surroundings
from lecture.film import film, walk
from lecture.job import Job
from lecture.publish import staging
from lecture.render import publish_clip
from lecture.segment import Segment
from lecture.split import shares
from lecture.video_format import VideoFormat
from scenes.params import CLIPS

Result = TypeVar("Result")

LECTURES = 40
WORKERS = (1, 4, 16, 50, 100)
START = 1.5  # seconds: a worker imports Manim before its first call
TRIP = 0.02  # seconds: a result of some megabytes on its way, on a network of 1 Gbit/s


@dataclass(frozen=True)
class Cost:
    """Seconds of the processor for one clip."""

    walk: float  # by a worker that draws nothing of it
    film: float  # by a worker that draws all of it, its walk among it
    result: float  # by the command, for each result
    publish: float  # by the command, once


def cost_of(job: Job) -> Cost:
    """Make the clip once."""
    walked, _ = _timed(lambda: walk(job))
    filmed, footage = _timed(lambda: film(job))
    asked, facts = _timed(lambda: Surroundings().facts_of(job))
    segments = [Segment.unpacked(each.packed()) for each in footage.segments.values()]
    with tempfile.TemporaryDirectory() as out, staging(Path(out)) as folder:
        published, _ = _timed(
            lambda: publish_clip(job, facts, footage.timeline, segments, folder, Path(out))
        )
    return Cost(walked, filmed, asked, published)


def makespan(costs: Sequence[Cost], workers: int) -> float:
    """Seconds until the last of the clips is published."""
    free = [START] * workers
    done: list[tuple[float, int]] = []
    parts = shares(len(costs), workers if workers == 1 else 2 * workers)  # as with a cluster
    for number, (cost, its) in enumerate(zip(costs, parts, strict=True)):
        for _ in its:
            begun = heapq.heappop(free)
            end = begun + cost.walk + (cost.film - cost.walk) / len(its)
            heapq.heappush(free, end)
            done.append((end + TRIP, number))
    now = 0.0
    missing = [len(its) for its in parts]
    for end, number in sorted(done):
        now = max(now, end) + costs[number].result
        missing[number] -= 1
        if not missing[number]:
            now += costs[number].publish
    return max(now, *free)


def _timed(task: Callable[[], Result]) -> tuple[float, Result]:
    before = time.process_time()
    result = task()
    return time.process_time() - before, result


def report(clips: Sequence[str], size: str) -> None:
    """Print the table for lectures of ``clips``."""
    jobs = [replace(job, video=VideoFormat.parse(size)) for job in load_config().jobs(clips)]
    lecture = [cost_of(job) for job in jobs]
    costs = lecture * LECTURES
    work = sum(cost.film for cost in costs)
    print(f"\n{LECTURES} lectures of {len(clips)} clips at {size}, handed out in numbers only")
    print(f"  one clip: walk {_mean(lecture, 'walk')}, film {_mean(lecture, 'film')}, ", end="")
    print(f"result {_mean(lecture, 'result')}, publish {_mean(lecture, 'publish')} s of processor")
    print(f"  {'workers':>9}{'s':>9}{'efficiency':>12}   bar: ≥ 90 % at 100")
    for workers in WORKERS:
        end = makespan(costs, workers)
        print(f"  {workers:9}{end:9.0f}{100 * work / (workers * end):11.1f}%")


def _mean(costs: Sequence[Cost], what: str) -> str:
    return f"{sum(getattr(cost, what) for cost in costs) / len(costs):.2f}"


def main() -> None:
    """Print everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("clips", nargs="*", default=[*CLIPS])
    parser.add_argument("--quality", default="1080p60")
    arguments = parser.parse_args()
    report(arguments.clips, arguments.quality)


if __name__ == "__main__":
    main()
