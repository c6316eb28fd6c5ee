"""Takes pictures, gives films in memory."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from queue import Queue
from threading import Thread
from typing import NamedTuple

from lecture.drawing.canvas import Picture
from lecture.drawing.tiles import Rectangle
from lecture.video.av1 import Av1Reel
from lecture.video.format import VideoFormat
from lecture.video.h264 import H264Writer
from lecture.video.segment import Kind
from lecture.video.yuv import Converter, Patch

_REELS: dict[Kind, type[H264Writer | Av1Reel]] = {"mp4": H264Writer, "webm": Av1Reel}
_WAITING = 8  # pictures at most, since whole ones are large


class _Shot(NamedTuple):
    """A picture to be encoded, as what has changed in it."""

    patches: list[Patch]
    repeat: int
    key: bool


class Encoder:
    """Takes RGBA pictures, gives an MP4 of every kind held in memory, for ``lecture.video.mux``.

    All clips are encoded with the same settings, so that they can be joined without encoding
    them again. Large pictures are encoded while the next ones are drawn: x264 and the conversion
    of colours leave Python's lock alone. With small ones the two would only wait for each other.
    """

    def __init__(self, video: VideoFormat, kinds: Sequence[Kind] = ("mp4",)) -> None:
        self._files = {kind: BytesIO() for kind in kinds}
        self._reel = _Reels(video, self._files)
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
        self.close()

    def close(self) -> None:
        """Stop, also when a scene has raised and nothing will be finished."""
        if self._aside is not None:
            self._aside.stop()
        self._reel.close()

    def finish(self) -> dict[Kind, BytesIO]:
        """Encode what is waiting; the files, from their start."""
        if self._aside is not None:
            self._aside.finish()
        self._reel.finish()
        for file in self._files.values():
            file.seek(0)
        return self._files


class _Reels:
    """Converts every picture once, and shows it to a reel of each kind."""

    def __init__(self, video: VideoFormat, files: Mapping[Kind, BytesIO]) -> None:
        self._converter = Converter(video.width, video.height)
        self._reels = [_REELS[kind](video, file) for kind, file in files.items()]

    def show(self, patches: Sequence[Patch], repeat: int, key: bool) -> None:
        new = self._converter.show(patches)
        for reel in self._reels:
            reel.show(self._converter.frame, new, repeat, key)

    def finish(self) -> None:
        for reel in self._reels:
            reel.finish()

    def close(self) -> None:
        for reel in self._reels:
            reel.close()


class _Aside:
    """Shows shots to a reel on a thread of its own, in order.

    It knows nothing of its encoder: in a circle both would stay, with all that x264 keeps, until
    Python looks for circles, and a clip has an encoder for every beat.
    """

    def __init__(self, reel: _Reels) -> None:
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
