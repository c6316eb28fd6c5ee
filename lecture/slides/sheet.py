"""What is on a slide or on a page of the handout: a beat."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PIL import Image

from lecture.page.transcript import Values, title_of
from lecture.pieces.published import Published


@dataclass(frozen=True)
class Sheet:
    """A beat of a clip: ``first`` is its first frame in ``published``, ``frames`` its length."""

    published: Published
    number: int  # from 1, through the whole lecture
    title: str
    narration: str
    values: tuple[Values, ...]
    first: int
    frames: int

    @property
    def seconds(self) -> float:
        """How long its video is."""
        return self.frames / self.published.clip.timeline.fps


def sheets(published: Sequence[Published]) -> Iterator[tuple[Sheet, Image.Image]]:
    """Every beat with its last picture, in the order of the lecture."""
    number = 0
    for each in published:
        clip = each.clip
        beats = zip(clip.timeline.beats, clip.passages, each.last_pictures(), strict=True)
        for beat, passage, picture in beats:
            number += 1
            yield (
                Sheet(
                    each, number, title_of(beat), beat.narration, passage.values,
                    beat.start, beat.frames,
                ),
                picture,
            )  # fmt: skip
