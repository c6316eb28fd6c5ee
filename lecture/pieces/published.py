"""Clips as they lie in ``renders``, with what is needed to take them apart."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import av
from PIL import Image

from lecture.freshness.cache import Cache
from lecture.freshness.fingerprint import Fingerprint
from lecture.page.clips import ClipOnPage, read_clip
from lecture.pieces.pictures import kept_pictures, picture_at, png
from lecture.production.job import Job
from lecture.publishing.store import fresh_clip
from rnn_math.errors import InputError
from scenes.params import Look


@dataclass(frozen=True)
class Published:
    """A clip that lies in ``renders``; ``kept`` are last pictures of its beats, as PNG.

    They are as they were drawn; None if nobody has kept them, and they come out of the video.
    """

    clip: ClipOnPage
    video: Path
    kept: tuple[bytes, ...] | None
    is_fresh: bool
    """Would it be drawn now as it lies there?"""

    def demand_fresh(self) -> None:
        """Raise :class:`InputError` if what is drawn now would not go with it."""
        if not self.is_fresh:
            raise InputError(
                f"{self.video}: has changed since it was rendered, and this has to be drawn: "
                "leave out --no-render"
            )

    @cached_property
    def look(self) -> Look:
        """How it was drawn."""
        look = json.loads(self.video.with_suffix(".json").read_bytes())["look"]
        return Look(**look | {"fonts": tuple(look["fonts"])})

    @cached_property
    def has_sound(self) -> bool:
        """Is there anything to be heard?"""
        with av.open(str(self.video.absolute())) as container:
            return bool(container.streams.audio)

    def last_pictures(self) -> Iterator[Image.Image]:
        """The last picture of every beat."""
        timeline = self.clip.timeline
        for number, beat in enumerate(timeline.beats):
            if self.kept is None:
                yield picture_at(self.video, beat.start + beat.frames - 1, timeline.fps)
            else:
                yield png(self.kept[number])


def read_published(
    fingerprints: Mapping[Job, Fingerprint], out: Path, cache: Cache
) -> Iterator[Published]:
    """Those clips of ``fingerprints`` that lie under ``out``, whole, in order."""
    for job, fingerprint in fingerprints.items():
        clip = read_clip(job.clip, out)
        if clip is not None:
            video = out / "clips" / f"{job.clip}.mp4"
            is_fresh = fresh_clip(fingerprint, out) is not None
            kept = kept_pictures(fingerprint, out, cache)
            yield Published(clip, video, kept, is_fresh)
