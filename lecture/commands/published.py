"""What commands share that make something out of finished clips: these are rendered first."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from lecture.commands.options import (
    cache_size_option,
    config_options,
    jobs_option,
    out_option,
    quality_option,
)
from lecture.config.model import LectureConfig
from lecture.console import Talk, megabytes
from lecture.freshness.cache import Cache
from lecture.freshness.fingerprint import Fingerprint, Surroundings
from lecture.production.failures import Failures
from lecture.production.job import Job
from lecture.production.produce import produce
from lecture.video.segment import Kind
from rnn_math.errors import OutputError

if TYPE_CHECKING:
    from lecture.pieces.published import Published

Command = TypeVar("Command", bound=Callable[..., Any])


def no_render_option(function: Command) -> Command:
    """Leave the clips alone."""
    return click.option("--no-render", is_flag=True, help="Take the clips as they lie there.")(
        function
    )


def published_options(function: Command) -> Command:
    """Which clips are meant, where they lie, and whether they may be rendered first."""
    for option in reversed(
        (
            quality_option, config_options, out_option, jobs_option, cache_size_option,
            no_render_option,
        )
    ):  # fmt: skip
        function = option(function)
    return function


def render_stale(
    fingerprints: Mapping[Job, Fingerprint],
    out: Path,
    workers: int,
    cache: Cache,
    talk: Talk,
    also: Sequence[Kind] = (),
) -> None:
    """Publish those clips that are not fresh; leaves with the exit code of what went wrong."""
    failures = Failures()
    with talk.progress(tuple(fingerprints)) as tell:
        for outcome in produce(fingerprints, out, workers, cache, tell, also=also, say=talk.say):
            if outcome.result is None:
                failures.add(outcome)
            elif outcome.result.drawn:
                talk.say(f"{outcome.result.path}  {megabytes(outcome.result.size)}")
    failures.leave_if_any()


def published_clips(
    config: LectureConfig,
    names: Iterable[str],
    out: Path,
    workers: int,
    talk: Talk,
    *,
    no_render: bool,
) -> "tuple[Published, ...]":
    """The clips of these names, or all of the lecture, rendered unless that is not wanted.

    Raises :class:`OutputError` if none is there.
    """
    from lecture.pieces.published import read_published

    cache = Cache(out / ".cache", config.cache_megabytes)
    surroundings = Surroundings()
    fingerprints = {job: surroundings.fingerprint_of(job) for job in config.jobs(names)}
    if not no_render:
        render_stale(fingerprints, out, workers, cache, talk)
    found = tuple(read_published(fingerprints, out, cache))
    there = {each.clip.name for each in found}
    if absent := [job.clip for job in fingerprints if job.clip not in there]:
        missing = f"unrolled render {' '.join(absent)}"
        if not found:
            raise OutputError(f"{out / 'clips'}: none of these clips is there: {missing}")
        talk.say(f"Left out, as they were not rendered: {missing}")
    return found
