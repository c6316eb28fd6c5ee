"""What a lecturer should know of their files before anything is drawn of them."""

from collections.abc import Iterable, Iterator

from lecture.production.job import Job
from rnn_math.errors import LectureError
from scenes.params import SequenceToSequenceParams


def notes_of(jobs: Iterable[Job]) -> Iterator[str]:
    """What was done to the rows of a series of their own. What is wrong with it is said later."""
    for job in jobs:
        if isinstance(job.params, SequenceToSequenceParams) and job.params.series.endswith(".csv"):
            yield from _of_series(job.clip, job.params)


def _of_series(clip: str, params: SequenceToSequenceParams) -> Iterator[str]:
    from scenes.traces.sequence_to_sequence import series_of

    try:
        series = series_of(params)
    except LectureError:
        return
    if isinstance(series, str):
        return
    found = series.found
    said = {
        "rows stand newest first, turned round": found.turned,
        f"{found.dropped} without a value left out": found.dropped,
        f"{found.filled} missing values filled in": found.filled,
        f"{found.gaps} steps of the calendar have no row": found.gaps,
    }
    for what, is_so in said.items():
        if is_so:
            yield f"{clip}.series: {what}"
