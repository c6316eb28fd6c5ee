"""The sound of a clip, beat by beat, as its timeline places it."""

from collections.abc import Iterator

from lecture.voice.speaker import Pcm, SoundOf
from scenes.timeline import Beat, Timeline


def is_spoken(timeline: Timeline) -> bool:
    """Is anything said in it?"""
    return any(beat.speech for beat in timeline.beats)


def sounds_of(timeline: Timeline, sound_of: SoundOf, start: int = 0) -> Iterator[Pcm]:
    """Samples of every beat, as many as its frames last; the clip begins at frame ``start``."""
    for beat in timeline.beats:
        yield _sound_of_beat(beat, timeline.fps, sound_of, start)


def _sound_of_beat(beat: Beat, fps: int, sound_of: SoundOf, start: int) -> Pcm:
    import numpy as np

    from lecture.video.sound import sample_at

    first = sample_at(start + beat.start, fps)
    samples = np.zeros(sample_at(start + beat.start + beat.frames, fps) - first, np.int16)
    for said in beat.speech:
        place = sample_at(start + said.start, fps) - first
        room = samples[place : place + sample_at(said.frames, fps) + 1]
        sound = sound_of(said)[: len(room)]
        room[: len(sound)] = sound
    return samples
