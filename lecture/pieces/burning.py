"""Captions burnt in: which is seen when, and what a picture is with one on it."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Generic, TypeVar

import av
import numpy as np
from av.filter import Graph
from numpy.typing import NDArray

from lecture.pieces.caption import Caption
from lecture.pieces.pictures import BLUE, LUMA, RED
from lecture.pieces.writer import Picture
from lecture.publishing.captions import cues_of
from rnn_math.errors import InputError
from scenes.timeline import Beat, Timeline

T = TypeVar("T")
Values = NDArray[Any]
"""Of any float."""


def texts_at(timeline: Timeline, frames: Sequence[int]) -> tuple[str, ...]:
    """The caption at each of ``frames`` of a clip; an empty text where there is none."""
    fps = timeline.fps
    cues = [(round(c.start * fps), round(c.end * fps), c.text) for c in cues_of(timeline)]
    return tuple(
        next((text for start, end, text in cues if start <= frame < end), "") for frame in frames
    )


def text_of_moment(timeline: Timeline, beat: Beat, frame: int, place: str) -> str:
    """The caption at ``frame``, or the last one of its beat: a still can't wait for the next.

    Raises :class:`InputError` if nothing has been said in ``beat`` by then.
    """
    texts = texts_at(timeline, range(beat.start, beat.start + beat.frames))
    until = [text for text in texts[: frame - beat.start + 1] if text]
    if until:
        return until[-1]
    refuse_silence(place, texts)
    first = -(-10 * next(n for n, text in enumerate(texts) if text) // timeline.fps) / 10
    raise InputError(
        f"{place} --burn: nothing is said so early, the first caption is at +{first} s"
    )


def refuse_silence(place: str, texts: Sequence[str]) -> None:
    """Raise :class:`InputError` if there is none among ``texts``."""
    if not any(texts):
        raise InputError(
            f"{place} --burn: nothing is said there, so there are no captions: leave out --burn"
        )


class Burner(Generic[T]):
    """Lays captions over pictures, of which each is shown until the next one comes.

    Where the caption changes and the picture does not, there is one more of it. ``shown`` has the
    caption of every place in the piece.
    """

    def __init__(self, shown: Sequence[Caption | None], lay: Callable[[T, Caption], T]) -> None:
        self._shown, self._lay = shown, lay
        self._held: T | None = None
        self._next = 0

    def at(self, place: int, picture: T) -> Iterator[tuple[int, T]]:
        """What is shown up to ``place``, from which on there is ``picture``."""
        yield from self._changes(place)
        self._held, self._next = picture, place + 1
        yield place, self._burnt(picture, place)

    def rest(self) -> Iterator[tuple[int, T]]:
        """What is shown until the end."""
        yield from self._changes(len(self._shown))

    def _changes(self, end: int) -> Iterator[tuple[int, T]]:
        if self._held is None:
            return
        for place in range(self._next, end):
            if self._shown[place] is not self._shown[place - 1]:
                yield place, self._burnt(self._held, place)

    def _burnt(self, picture: T, place: int) -> T:
        shown = self._shown[place]
        return picture if shown is None else self._lay(picture, shown)


def over_picture(picture: Picture, caption: Caption) -> Picture:
    """``picture``, RGB or RGBA over nothing, with ``caption`` on it."""
    made = picture.copy()
    below = made[caption.top :].astype(np.float32) / 255
    rest = 1 - caption.alpha
    if picture.shape[2] == 3:
        laid = caption.color + rest * below
    else:
        opacity = caption.alpha + rest * below[..., 3:]
        color = caption.color + rest * below[..., 3:] * below[..., :3]
        plain = np.divide(color, opacity, out=np.zeros_like(color), where=opacity > 0)
        laid = np.concatenate((plain, opacity), axis=2)
    made[caption.top :] = _bytes(laid * 255)
    return made


def over_frame(frame: av.VideoFrame, caption: Caption) -> av.VideoFrame:
    """``frame`` of a clip (BT.709, limited range, 4:2:0) with ``caption`` on it.

    What is outside of the caption keeps its values, which it would not by way of RGB.
    """
    alpha = caption.alpha[..., 0]
    luma = caption.color @ LUMA
    blue = (caption.color[..., 2] - luma) / BLUE
    red = (caption.color[..., 0] - luma) / RED
    few = _quarter(alpha)
    made = _copy(frame)
    _blend(made.planes[0], 219 * luma + 16 * alpha, alpha)
    _blend(made.planes[1], 224 * _quarter(blue) + 128 * few, few)
    _blend(made.planes[2], 224 * _quarter(red) + 128 * few, few)
    return made


def _copy(frame: av.VideoFrame) -> Any:
    """``frame`` once more, to be changed, with all that is known of its colours.

    By way of an array it would forget where between its pixels they are taken.
    """
    graph: Any = Graph()
    source = graph.add_buffer(
        width=frame.width, height=frame.height, format=frame.format, time_base=frame.time_base
    )
    copy, sink = graph.add("copy"), graph.add("buffersink")
    source.link_to(copy)
    copy.link_to(sink)
    graph.configure()
    source.push(frame)
    return sink.pull()


def _blend(plane: Any, color: Values, alpha: Values) -> None:
    """Lay ``color``, already times ``alpha``, over the lowest rows of ``plane``."""
    rows: Picture = np.frombuffer(plane, np.uint8).reshape(-1, plane.line_size)
    below = rows[plane.height - len(alpha) : plane.height, : plane.width]
    below[:] = _bytes(color + (1 - alpha) * below)


def _quarter(values: Values) -> Values:
    """The means of two by two."""
    rows, columns = values.shape
    return np.asarray(values.reshape(rows // 2, 2, columns // 2, 2).mean(axis=(1, 3)))


def _bytes(values: Values) -> Picture:
    return np.clip(np.rint(values), 0, 255).astype(np.uint8)
