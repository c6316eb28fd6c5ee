"""Pictures and sound into a file of any form."""

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.filter import Graph
from av.video.frame import PictureType
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc
from numpy.typing import NDArray
from PIL import Image

from lecture.pieces.forms import Form
from lecture.pieces.pictures import rgb

Picture = NDArray[np.uint8]
"""Height × width × RGB or RGBA."""

_RATE = 48000  # samples a second, which every form can hold


class Writer:
    """Writes pictures, each shown until the next; what does not change is written once."""

    def __init__(
        self,
        target: Path,
        form: Form,
        size: tuple[int, int],
        fps: int,
        *,
        clear: bool,
        is_heard: bool = False,
    ) -> None:
        self._form, self._size, self._fps = form, size, fps
        self._pixels = form.clear_pixels if clear else form.pixels
        self._out: Any = av.open(
            str(target.absolute()), "w", format=form.container,
            options={"fflags": "+bitexact", **form.container_options},
        )  # fmt: skip
        self._stream = _stream(self._out, form, fps)
        self._stream.width, self._stream.height = size
        self._stream.pix_fmt = self._pixels
        self._stream.codec_context.time_base = Fraction(1, fps)
        if self._pixels.startswith("yuv"):
            _say_colours(self._stream.codec_context)
        self._sound: Any = None  # both must be there before anything is written
        if is_heard and form.sound:
            self._sound = self._out.add_stream(form.sound, rate=_RATE, layout="mono")
        self._shown: Picture | None = None
        self._number = -1
        self._last: av.VideoFrame | None = None
        self._palette: Any = None

    def use_palette(self, palette: av.VideoFrame) -> None:
        """The colours of a form that has few."""
        self._palette = _Palette(self._size, self._fps, palette)

    def show(self, number: int, picture: Picture) -> None:
        """From frame ``number`` on, at the rate of the file."""
        if self._shown is not None and np.array_equal(picture, self._shown):
            return
        self._shown = picture
        kind = "rgba" if picture.shape[2] == 4 else "rgb24"
        self._encode(number, av.VideoFrame.from_ndarray(resized(picture, self._size), format=kind))

    def show_frame(self, number: int, frame: av.VideoFrame) -> None:
        """The same of a frame of a clip, which is as large already."""
        if not self._pixels.startswith("yuv"):
            frame = av.VideoFrame.from_ndarray(rgb(frame), format="rgb24")
        self._encode(number, frame)

    def finish(self, frames: int, sound: Path | None = None) -> None:
        """The last picture stays until there were ``frames``; ``sound`` is a file that has it."""
        if self._number < frames - 1:
            assert self._last is not None
            self._encode(frames - 1, self._last)
        self._mux(self._stream.encode(None))
        if self._sound is not None and sound is not None:
            self._copy_sound(sound)
        self._out.close()

    def close(self) -> None:
        """Let go of the file, complete or not."""
        self._out.close()

    def _encode(self, number: int, frame: av.VideoFrame) -> None:
        self._number, self._last = number, frame
        if self._palette is not None:
            frame = self._palette.of(frame)
        elif self._pixels.startswith("yuv") and frame.format.name.startswith("rgb"):
            frame = frame.reformat(
                format=self._pixels,
                src_color_range=ColorRange.JPEG,
                dst_color_range=ColorRange.MPEG,
                dst_colorspace=Colorspace.ITU709,
            )
        else:
            frame = frame.reformat(format=self._pixels)
        frame.pts, frame.time_base = number, Fraction(1, self._fps)
        frame.pict_type = PictureType.NONE  # key frames of the clip need not be some here
        self._mux(self._stream.encode(frame))

    def _mux(self, packets: Any) -> None:
        for packet in packets:
            self._out.mux(packet)

    def _copy_sound(self, source: Path) -> None:
        resampler = av.AudioResampler(self._sound.format.name, "mono", _RATE)
        with av.open(str(source.absolute())) as container:
            for decoded in container.decode(audio=0):
                for part in resampler.resample(decoded):
                    self._mux(self._sound.encode(part))
        for part in resampler.resample(None):
            self._mux(self._sound.encode(part))
        self._mux(self._sound.encode(None))


class _Palette:
    """Draws pictures in the colours of a palette, without a pattern: drawings are flat."""

    def __init__(self, size: tuple[int, int], fps: int, palette: av.VideoFrame) -> None:
        self._graph: Any = Graph()
        width, height = size
        tick = Fraction(1, fps)
        self._source = self._graph.add_buffer(
            width=width, height=height, format=av.VideoFormat("rgb24"), time_base=tick
        )
        colors = self._graph.add_buffer(
            width=palette.width, height=palette.height, format=palette.format, time_base=tick
        )
        use = self._graph.add("paletteuse", "dither=none")
        sink = self._graph.add("buffersink")
        self._source.link_to(use, 0, 0)
        colors.link_to(use, 0, 1)
        use.link_to(sink)
        self._graph.configure()
        self._tick, self._number = tick, 0
        palette.pts, palette.time_base = 0, tick
        colors.push(palette)
        colors.push(None)
        self._sink = sink

    def of(self, frame: av.VideoFrame) -> Any:
        frame.pts, frame.time_base = self._number, self._tick
        self._number += 1
        self._source.push(frame)
        return self._sink.pull()


def _stream(out: Any, form: Form, fps: int) -> Any:
    return out.add_stream(form.codec, rate=fps, options=dict(form.options))


def palette_of(pictures: Iterable[Picture]) -> Any:
    """The 256 colours that show ``pictures``, which are RGB and of one size, best."""
    graph: Any = Graph()
    source: Any = None
    sink: Any = graph.add("buffersink")
    for number, picture in enumerate(pictures):
        frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
        frame.pts, frame.time_base = number, Fraction(1, 25)
        if source is None:
            source = graph.add_buffer(
                width=frame.width, height=frame.height, format=frame.format,
                time_base=frame.time_base,
            )  # fmt: skip
            generate = graph.add("palettegen", "reserve_transparent=0:stats_mode=full")
            source.link_to(generate)
            generate.link_to(sink)
            graph.configure()
        source.push(frame)
    source.push(None)
    return sink.pull()


def resized(picture: Picture, size: tuple[int, int]) -> Picture:
    """``picture`` as large as that."""
    if (picture.shape[1], picture.shape[0]) == size:
        return np.ascontiguousarray(picture)
    return np.asarray(Image.fromarray(picture).resize(size, Image.Resampling.LANCZOS))


def _say_colours(context: Any) -> None:
    context.color_primaries = ColorPrimaries.BT709
    context.color_trc = ColorTrc.BT709
    context.colorspace = Colorspace.ITU709
    context.color_range = ColorRange.MPEG
