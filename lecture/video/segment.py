"""Beats that have been filmed, each a closed piece of video that any other may follow."""

import json
from dataclasses import dataclass

from scenes.timeline import Timeline


@dataclass(frozen=True)
class Segment:
    """An MP4 of one beat in memory, and its last picture."""

    frames: int
    video: bytes
    poster: bytes  # the last picture, as PNG
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
    """Segments by the number of their beat, from 0, and the beats up to the last of them."""

    timeline: Timeline
    segments: dict[int, Segment]
