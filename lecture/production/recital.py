"""What a clip says, found by walking through it; what its voice makes of that."""

from dataclasses import replace
from pathlib import Path

from lecture.freshness.cache import Cache
from lecture.production.job import Job
from lecture.voice.speakers import speaker_of
from scenes.speech.speech import Guesses, Speech
from scenes.timeline import Timeline

Lines = list[tuple[str, str]]
"""Where each sentence stands, for messages, and what is spoken there."""


def recital(job: Job) -> Timeline:
    """The timeline of ``job``, whose words are right and whose lengths are not yet."""
    from lecture.production.film import walk

    return walk(replace(job, speech=Speech(job.look.language, job.voice.say, Guesses())))


def lines_of(timeline: Timeline) -> Lines:
    """All that is spoken, in its order."""
    return [
        (f"{timeline.clip}, {beat.name}", said.spoken)
        for beat in timeline.beats
        for said in beat.speech
    ]


def speaking(job: Job, out: Path) -> Job:
    """``job`` with all lengths of what is said, found in this process; as it is, if it is silent.

    Sound is kept under ``out``. Raises a ``LectureError`` if the voice cannot say it.
    """
    if not job.voice.speaks:
        return job
    speaker = speaker_of(job.voice, job.look.language, Cache(out / ".cache"))
    return replace(job, speech=speaker.speech(lines_of(recital(job))))
