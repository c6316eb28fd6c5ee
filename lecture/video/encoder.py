"""Takes pictures, gives a film in memory."""

from collections.abc import Sequence
from io import BytesIO
from queue import Queue
from threading import Thread
from typing import NamedTuple

from lecture.drawing.canvas import Picture
from lecture.drawing.tiles import Rectangle
from lecture.video.format import VideoFormat
from lecture.video.reel import Reel
from lecture.video.yuv import Patch

_WAITING = 8  # pictures at most, since whole ones are large


class _Shot(NamedTuple):
    """A picture to be encoded, as what has changed in it."""

    patches: list[Patch]
    repeat: int
    key: bool


class Encoder:
    """Takes RGBA pictures, gives an MP4 held in memory, to be published by ``lecture.video.mux``.

    All clips are encoded with the same settings, so that they can be joined without encoding
    them again. Large pictures are encoded while the next ones are drawn: x264 and the conversion
    of colours leave Python's lock alone. With small ones the two would only wait for each other.
    """

    def __init__(self, video: VideoFormat) -> None:
        self._file = BytesIO()
        self._reel = Reel(video, self._file)
        self._aside = None if video.is_preview else _Aside(self._reel)
        self._is_first = self._key_next = True

    def begin_beat(self) -> None:
        """The next frame becomes a key frame: players can jump to it."""
        self._key_next = True

    def write(
        self, picture: Picture, repeat: int = 1, changes: Sequence[Rectangle] | None = None
    ) -> None:
        """Show ``picture`` (height × width × RGBA) for ``repeat`` frames.

        ``changes`` has every place in which it may differ from the one before; None if it may
        differ anywhere.
        """
        if changes is None or self._is_first:
            changes = [_everything(picture)]
        patches = [(place, picture[place]) for place in changes]
        shot = _Shot(patches, repeat, self._key_next)
        if self._aside is None:
            self._reel.show(*shot)
        else:  # the picture will be drawn over
            patches[:] = [(place, content.copy()) for place, content in patches]
            self._aside.put(shot)
        self._is_first = self._key_next = False

    def __enter__(self) -> "Encoder":
        return self

    def __exit__(self, *_: object) -> None:
        """Stop, also when a scene has raised and nothing will be finished."""
        if self._aside is not None:
            self._aside.stop()
        self._reel.close()

    def finish(self) -> BytesIO:
        """Encode what is waiting; the file, from its start."""
        if self._aside is not None:
            self._aside.finish()
        self._reel.finish()
        self._file.seek(0)
        return self._file


class _Aside:
    """Shows shots to a reel on a thread of its own, in order.

    It knows nothing of its encoder: in a circle both would stay, with all that x264 keeps, until
    Python looks for circles, and a clip has an encoder for every beat.
    """

    def __init__(self, reel: Reel) -> None:
        self._reel = reel
        self._waiting: Queue[_Shot | None] = Queue(_WAITING)
        self._failure: BaseException | None = None
        self._thread = Thread(target=self._run, name="encoder", daemon=True)
        self._thread.start()

    def put(self, shot: _Shot) -> None:
        """Leave ``shot`` to be shown; raises what went wrong with earlier ones."""
        self._raise_failure()
        self._waiting.put(shot)

    def finish(self) -> None:
        """Show what is waiting."""
        self.stop()
        self._raise_failure()

    def stop(self) -> None:
        """End the thread."""
        self._waiting.put(None)
        self._thread.join()

    def _raise_failure(self) -> None:
        if self._failure is not None:
            raise self._failure

    def _run(self) -> None:
        try:
            while (shot := self._waiting.get()) is not None:
                self._reel.show(*shot)
        except BaseException as failure:  # handed to the thread that draws, which may be waiting
            self._failure = failure
            while self._waiting.get() is not None:
                pass


def _everything(picture: Picture) -> Rectangle:
    height, width = picture.shape[:2]
    return Rectangle(slice(0, height), slice(0, width))
