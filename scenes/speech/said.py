"""A sentence that is said, in its place in a clip."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Said:
    """A sentence in its beat: ``frames`` whole frames from frame ``start`` of the clip.

    ``words`` are the frames, from ``start`` on, at which the words of ``text`` begin, if they are
    known; ``key`` is what its sound is kept by.
    """

    text: str
    spoken: str
    start: int
    frames: int
    key: str
    words: tuple[int, ...] = ()
