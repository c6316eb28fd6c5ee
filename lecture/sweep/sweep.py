"""Clips of many combinations of parameters, each combination in a folder of its own.

All are made in one go: what several have in common is drawn once, and no core waits for the last
beat of a combination.
"""

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import Path

from lecture.freshness.cache import Cache
from lecture.freshness.fingerprint import Fingerprint
from lecture.production.job import Job
from lecture.production.outcome import Outcome
from lecture.production.produce import produce
from lecture.publishing.publish import publish, reported, staging
from lecture.publishing.store import SUFFIXES, Clip, fresh_clip
from rnn_math.errors import OutputError


@dataclass(frozen=True)
class Item:
    """One clip of one combination, to be found in ``folder``."""

    folder: Path
    job: Job
    fingerprint: Fingerprint


Made = tuple[Item, Outcome[Clip]]


def sweep(
    items: Sequence[Item],
    out: Path,
    workers: int,
    cache: Cache,
    executor: Executor | None = None,
    tell: Callable[[Job, int, int], None] = lambda job, done, expected: None,
    say: Callable[[str], None] = lambda what: None,
) -> Iterator[Made]:
    """Give what becomes of every item, as soon as it is known; all folders are in ``out``.

    Clips that are fresh are left alone. Items with equal jobs are made once and copied.
    """
    twins: dict[Job, list[Item]] = {}
    for item in items:
        twins.setdefault(item.job, []).append(item)
    todo = []
    for alike in twins.values():
        ready = next(
            (clip for twin in alike if (clip := fresh_clip(twin.fingerprint, twin.folder))), None
        )
        if ready is None:
            todo.append(alike[0])
        else:
            yield from _shared(Outcome(alike[0].job, ready), alike)
    if todo:
        fingerprints = {item.job: item.fingerprint for item in todo}
        with staging(out) as folder:
            for outcome in produce(fingerprints, folder, workers, cache, tell, executor, say=say):
                first, *others = twins[outcome.job]
                made = _moved(outcome, first)
                yield first, made
                yield from _shared(made, others)


def _moved(outcome: Outcome[Clip], item: Item) -> Outcome[Clip]:
    """The clip from where it was made to where it belongs; its timeline comes last."""
    if outcome.result is None:
        return outcome
    target = item.folder / "clips" / item.job.clip
    try:
        for suffix in SUFFIXES:
            publish(outcome.result.path.with_suffix(suffix), target.with_suffix(suffix))
    except OutputError as mistake:
        return Outcome(item.job, mistake=str(mistake))
    return Outcome(item.job, replace(outcome.result, path=target.with_suffix(".mp4")))


def _shared(outcome: Outcome[Clip], items: Iterable[Item]) -> Iterator[Made]:
    """The same clip, or the same mistake, for other combinations."""
    for item in items:
        fresh = fresh_clip(item.fingerprint, item.folder)
        if fresh is not None:
            yield item, Outcome(item.job, fresh)
        elif outcome.result is None:
            yield item, outcome
        else:
            yield item, _copied(outcome.result, item)


def _copied(clip: Clip, item: Item) -> Outcome[Clip]:
    try:
        with staging(item.folder) as folder, reported(item.folder):
            stem = folder / item.job.clip
            for suffix in SUFFIXES:
                shutil.copyfile(clip.path.with_suffix(suffix), stem.with_suffix(suffix))
            copy = replace(clip, path=stem.with_suffix(".mp4"), drawn=0)
            return _moved(Outcome(item.job, copy), item)
    except OutputError as mistake:
        return Outcome(item.job, mistake=str(mistake))
