"""From jobs to published clips: only what changed, on all cores.

What a clip is made of decides whether it is fresh. If it is not, and its pictures were never
filmed, all of it is filmed. If they were, it is walked for its timeline, beats that were filmed
before are taken from the cache, and the others are filmed in runs.
"""

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from functools import partial
from pathlib import Path
from typing import Any, Generic

from lecture.blame import report
from lecture.freshness.cache import Cache
from lecture.freshness.fingerprint import Fingerprint
from lecture.imports import imported
from lecture.production.clip_build import ClipBuild
from lecture.production.job import Job
from lecture.production.outcome import Call, Outcome, Report, Result
from lecture.production.pool import run_calls
from lecture.production.split import Share, shares, split
from lecture.production.turns import Say, turns
from lecture.publishing.publish import staging
from lecture.publishing.sound import is_spoken, sounds_of
from lecture.publishing.store import Clip, fresh_clip
from lecture.video.segment import Footage, Kind, Segment
from lecture.voice.engine import VoiceError
from rnn_math.errors import LectureError, OutputError

Tell = Callable[[Job, int, int], None]


def produce(
    fingerprints: Mapping[Job, Fingerprint],
    out: Path,
    workers: int,
    cache: Cache,
    tell: Tell = lambda job, done, expected: None,
    executor: Executor | None = None,
    also: Sequence[Kind] = (),
    *,
    verify: bool = False,
    say: Say = lambda what: None,
) -> Iterator[Outcome[Clip]]:
    """Publish the clip of every job under ``out``, each as soon as all its beats are there.

    What is filmed for it is filmed as ``also`` at the same time, for the cache.

    ``tell`` is called with the frames of a job that are there and those that it will have. Work
    is given to processes of this machine, or to ``executor``. What another command is drawing is
    waited for, which ``say`` is told.
    """
    stale = {}
    for job, fingerprint in fingerprints.items():
        fresh = fresh_clip(fingerprint, out, verify=verify)
        if fresh is None:
            stale[job] = fingerprint
        else:
            yield Outcome(job, fresh)
    for turn in turns(stale, cache.locks, say):
        clips = []
        for (
            job,
            fingerprint,
        ) in turn.fingerprints.items():  # another command may have made it meanwhile
            fresh = fresh_clip(fingerprint, out, verify=verify)
            if fresh is None:
                clips.append(ClipBuild(job, fingerprint, cache, ("mp4", *also), say))
            else:
                yield Outcome(job, fresh)
        if clips:
            with staging(out) as folder:
                publish = partial(_publish, folder=folder, out=out)
                for outcome in _Production(clips, workers, tell, publish).run(executor):
                    turn.release(outcome.job)
                    yield outcome
    cache.prune()


def smaller(
    fingerprints: Mapping[Job, Fingerprint],
    workers: int,
    cache: Cache,
    tell: Tell = lambda job, done, expected: None,
    executor: Executor | None = None,
    say: Say = lambda what: None,
) -> Iterator[Outcome[bytes]]:
    """The clip of every job as WebM, each as soon as all its beats are there.

    Beats that were filmed so before, such as with :func:`produce`, are taken from the cache.
    """
    from lecture.video.webm import joined

    def join(clip: ClipBuild, segments: list[Segment]) -> bytes:
        if (
            clip.fingerprint != fingerprints[clip.job]
        ):  # it would show other pictures than what is published
            raise OutputError(f"{clip.job.clip}: changed while it was drawn: unrolled page")
        assert clip.timeline is not None
        sounds = sounds_of(clip.timeline, clip.speaker.sound) if is_spoken(clip.timeline) else None
        return joined(segments, clip.job.video.fps, sounds, clip.job.look.language)

    for turn in turns(fingerprints, cache.locks, say):
        clips = [
            ClipBuild(job, fingerprint, cache, ("webm",))
            for job, fingerprint in turn.fingerprints.items()
        ]
        for outcome in _Production(clips, workers, tell, join).run(executor):
            turn.release(outcome.job)
            yield outcome
    cache.prune()


class _Production(Generic[Result]):
    """What is to be done for some clips, in the order of the lecture.

    ``finish`` makes of all beats of a clip what is wanted of it.
    """

    def __init__(
        self,
        clips: list[ClipBuild],
        workers: int,
        tell: Tell,
        finish: Callable[[ClipBuild, list[Segment]], Result],
    ) -> None:
        self._finish = finish
        self._clips = {clip.job: clip for clip in clips}
        self._workers = workers
        self._tell = tell
        self._calls: deque[Call[Any]] = deque()
        self._walking: set[Job] = set()
        self._reciting = {clip.job for clip in clips if not clip.is_heard}
        self._calls.extend(Call(_recite, job) for job in self._clips if job in self._reciting)
        if not self._reciting:
            self._share_out()
        self._done: dict[Call[Any], int] = {}  # frames of runs that are at work

    def _share_out(self) -> None:
        """What is said is known of all clips: walk those that may be in the cache, film others."""
        clips = [clip for clip in self._clips.values() if not clip.is_over]
        new = [clip for clip in clips if clip.is_new]
        walked = [clip.job for clip in clips if clip.timeline is None and not clip.is_new]
        self._walking = {*walked}
        self._calls.extend(Call(_walk, job) for job in walked)
        for number, share in shares([clip.likely_beats for clip in new], self._workers):
            self._calls.append(_filming(new[number], share))
        if not walked:
            self._split()

    def run(self, executor: Executor | None = None) -> Iterator[Outcome[Result]]:
        """Give outcomes as there are any."""
        for clip in self._clips.values():
            yield from self._finished(clip)
        # Where workers may be added, those that come find something to do.
        at_once = self._workers if executor is None else 2 * self._workers
        for call, outcome in run_calls(self._calls, at_once, self._progress, executor):
            clip = self._clips[call.job]
            is_recital = call.job in self._reciting
            added = _added(clip, outcome, clip.recited if is_recital else clip.add)
            if added.result is None and not clip.is_over:
                self._give_up(clip)
                yield Outcome(clip.job, mistake=added.mistake, fault=added.fault)
            self._done.pop(call, None)
            if is_recital:
                self._reciting.remove(call.job)
                if not self._reciting:
                    self._share_out()
                    for other in self._clips.values():
                        yield from self._finished(other)
            elif call.job in self._walking:
                self._walking.remove(call.job)
                if not self._walking:
                    self._split()
            yield from self._finished(clip)

    def _finished(self, clip: ClipBuild) -> Iterator[Outcome[Result]]:
        """The clip, if all its beats are there; what has gone again is filmed once more."""
        if clip.is_over or not clip.is_whole:
            return
        segments = clip.segments()
        if segments is None:
            beats = tuple(number for number, _ in clip.missing)
            self._calls.append(_filming(clip, beats))
            return
        clip.is_over = True
        self._tell(clip.job, clip.frames_there, clip.frames_there)
        yield _outcome(clip, partial(self._finish, clip, segments))

    def _split(self) -> None:
        """All timelines are known: share out what must be filmed."""
        clips = [clip for clip in self._clips.values() if not (clip.is_over or clip.is_new)]
        fps = max((clip.job.video.fps for clip in clips), default=1)
        runs = split([clip.missing for clip in clips], self._workers, fps)
        for clip, parts in zip(clips, runs, strict=True):
            self._calls.extend(_filming(clip, beats) for beats in parts)

    def _give_up(self, clip: ClipBuild) -> None:
        clip.is_over = True
        for call in [call for call in self._calls if call.job == clip.job]:
            self._calls.remove(call)

    def _progress(self, call: Call[Any], done: int, expected: int) -> None:
        clip = self._clips[call.job]
        self._done[call] = done
        running = sum(done for other, done in self._done.items() if other.job == clip.job)
        self._tell(
            clip.job, clip.frames_there + running, clip.timeline.frames if clip.timeline else 0
        )


def _added(
    clip: ClipBuild, outcome: Outcome[Footage], take: Callable[[Footage], None]
) -> Outcome[bool]:
    """Let ``take`` have what was done; what went wrong, if something did."""
    footage = outcome.result
    if footage is None:
        return Outcome(clip.job, mistake=outcome.mistake, fault=outcome.fault)

    def add() -> bool:
        take(footage)
        return True

    return _outcome(clip, add)


def _outcome(clip: ClipBuild, make: Callable[[], Result]) -> Outcome[Result]:
    try:
        return Outcome(clip.job, make())
    except VoiceError:
        raise  # the other clips have the same voice
    except LectureError as mistake:
        return Outcome(clip.job, mistake=str(mistake))
    except Exception as error:  # everything else is ours, and the other clips go on
        return Outcome(clip.job, fault=report(error))


def _publish(clip: ClipBuild, segments: list[Segment], folder: Path, out: Path) -> Clip:
    from lecture.publishing.clip import publish_clip

    assert clip.timeline is not None
    return publish_clip(
        clip.job, clip.fingerprint, clip.timeline, segments, folder, out, clip.drawn,
        clip.speaker.sound,
    )  # fmt: skip


def _filming(clip: ClipBuild, beats: tuple[int, ...] | Share) -> Call[Footage]:
    return Call(partial(_film, beats=beats, kinds=clip.kinds), clip.job)


def _walk(job: Job, report: Report) -> Footage:
    from lecture.production.film import walk

    return Footage(walk(job), {}, imported())


def _recite(job: Job, report: Report) -> Footage:
    from lecture.production.recital import recital

    return Footage(recital(job), {}, imported())


def _film(
    job: Job, report: Report, beats: tuple[int, ...] | Share, kinds: Sequence[Kind]
) -> Footage:
    from lecture.production.film import film

    drawn = 0

    def count(frames: int) -> None:
        nonlocal drawn
        drawn += frames
        report(drawn, 0)

    return film(job, beats, count, kinds)
