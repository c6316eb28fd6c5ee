"""What a presenter shows: the beats of the lecture, each with a video and a picture of its own."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image

from lecture.page.transcript import title_of
from lecture.pieces.cut import cut
from lecture.pieces.published import Published
from lecture.publishing.captions import cues_of
from scenes.timeline import Beat, Timeline

THUMB = 384  # pixels across
_STILL = {"quality": 90, "method": 4}
_THUMB = {"quality": 80, "method": 4}


@dataclass(frozen=True)
class ShownBeat:
    """A beat of the show; files are named as they lie in ``media/``."""

    number: int  # from 0, through the whole lecture
    title: str
    stem: str  # of its files' names
    data: Mapping[str, Any]  # what the script knows of it

    @property
    def files(self) -> tuple[str, str, str]:
        """Video, picture and thumbnail."""
        return f"{self.stem}.mp4", f"{self.stem}.webp", f"{self.stem}.small.webp"


@dataclass(frozen=True)
class ShownClip:
    """A clip of the show."""

    title: str
    beats: tuple[ShownBeat, ...]


def shown(published: Sequence[Published]) -> tuple[ShownClip, ...]:
    """The show of these clips."""
    made: list[ShownClip] = []
    number = 0
    for each in published:
        clip, beats = each.clip, []
        for beat, passage in zip(clip.timeline.beats, clip.passages, strict=True):
            stem = f"{number + 1:03}-{clip.name}-{beat.name}"
            data = {
                "clip": clip.title,
                "title": title_of(beat),
                "narration": beat.narration,
                "seconds": round(beat.frames / clip.timeline.fps, 3),
                "sound": each.has_sound,
                "video": f"{stem}.mp4",
                "still": f"{stem}.webp",
                "values": [[values.what, values.rows] for values in passage.values],
                "cues": list(_cues(clip.timeline, beat)),
            }
            beats.append(ShownBeat(number, title_of(beat), stem, data))
            number += 1
        made.append(ShownClip(clip.title, tuple(beats)))
    return tuple(made)


def write_media(published: Published, shown: ShownClip, folder: Path) -> None:
    """Write the files of every beat of a clip into ``folder``."""
    timeline = published.clip.timeline
    for beat, mine in zip(timeline.beats, shown.beats, strict=True):
        target = folder / mine.files[0]
        cut(published.video, target, beat.start, beat.frames, timeline.fps, mine.title)
    with ThreadPoolExecutor(2) as pool:  # Pillow packs pictures without Python's lock
        done = [
            pool.submit(_write_pictures, picture, folder / mine.files[1], folder / mine.files[2])
            for picture, mine in zip(published.last_pictures(), shown.beats, strict=True)
        ]
        for each in done:
            each.result()


def _write_pictures(picture: Image.Image, still: Path, thumb: Path) -> None:
    picture.save(still, "WEBP", **_STILL)
    picture.thumbnail((THUMB, THUMB), Image.Resampling.LANCZOS)
    picture.save(thumb, "WEBP", **_THUMB)


def _cues(timeline: Timeline, beat: Beat) -> Iterator[tuple[float, float, str]]:
    """The captions of ``beat``, in seconds from its start."""
    start, end = beat.start / timeline.fps, (beat.start + beat.frames) / timeline.fps
    for cue in cues_of(timeline):
        if start - 1e-3 <= cue.start < end - 1e-3:
            yield round(cue.start - start, 3), round(min(cue.end, end) - start, 3), cue.text
