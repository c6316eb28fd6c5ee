"""Beats that have been filmed, each a closed piece of video that any other may follow."""

import json
from dataclasses import dataclass, field
from typing import Literal

from scenes.timeline import Timeline

Kind = Literal["mp4", "webm"]
"""A film for every player, H.264, or the smaller one of a page, AV1; both are held in an MP4."""


@dataclass(frozen=True)
class Segment:
    """An MP4 of one beat in memory, and its last picture."""

    frames: int
    video: bytes
    poster: bytes  # the last picture, as PNG; only beside H.264
    fullness: int  # pixels of it that are not background

    def packed(self) -> bytes:
        """As one string of bytes."""
        sizes = [self.frames, self.fullness, len(self.video)]
        return json.dumps(sizes).encode() + b"\n" + self.video + self.poster

    @classmethod
    def unpacked(cls, content: bytes) -> "Segment":
        """The segment that ``content`` was packed from."""
        head, _, body = content.partition(b"\n")
        frames, fullness, length = json.loads(head)
        return cls(frames, body[:length], body[length:], fullness)


@dataclass(frozen=True)
class Footage:
    """Segments by the number of their beat, from 0, and the beats up to the last of them.

    ``imported`` are the files of ours that drew them, with digests; ``smaller`` the same beats in
    the other kind of film, if both were wanted.
    """

    timeline: Timeline
    segments: dict[int, Segment]
    imported: dict[str, str]
    smaller: dict[int, Segment] = field(default_factory=dict)
