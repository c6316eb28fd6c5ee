"""Runs of beats out of a published clip, without decoding them."""

from fractions import Fraction
from pathlib import Path

import av
from av.container import InputContainer, OutputContainer
from av.stream import Stream


def cut(video: Path, target: Path, first: int, frames: int, fps: int, title: str) -> None:
    """Write ``frames`` frames of ``video``, from number ``first`` on, as an MP4 of their own.

    ``first`` is where a beat begins: there is a key frame, and nothing after it needs a picture
    before it. Sound that belongs to these frames comes along.

    Raises ValueError if the clip has no such frames.
    """
    start, end = Fraction(first, fps), Fraction(first + frames, fps)
    options = {"movflags": "+faststart", "fflags": "+bitexact"}
    with (
        av.open(str(video.absolute())) as source,
        av.open(str(target.absolute()), "w", format="mp4", options=options) as out,
    ):
        out.metadata["title"] = title
        streams = {
            stream.index: out.add_stream_from_template(stream)
            for stream in (*source.streams.video, *source.streams.audio)
        }
        written = _copied(source, out, streams, start, end)
    if written != frames:
        raise ValueError(f"{video}: {written} frames from {first} on, wanted {frames}")


def _copied(
    source: InputContainer,
    out: OutputContainer,
    streams: dict[int, Stream],
    start: Fraction,
    end: Fraction,
) -> int:
    """Copy the packets between ``start`` and ``end``, in seconds; how many had pictures."""
    source.seek(int(start * av.time_base), backward=True)
    pictures = 0
    wanted = [source.streams[index] for index in streams]
    for packet in source.demux(wanted):
        if packet.pts is None or packet.dts is None:
            continue
        assert packet.time_base is not None
        time, tick = packet.pts * packet.time_base, packet.time_base
        if time >= end + 1 and packet.stream.type == "video":
            break
        if not start - tick / 2 <= time < end - tick / 2:
            continue
        shift = round(start / tick)
        is_picture = packet.stream.type == "video"
        if is_picture and not pictures and not packet.is_keyframe:
            raise ValueError(f"{source.name}: no beat begins at {float(start):g} s")
        packet.pts -= shift
        packet.dts -= shift
        packet.stream = streams[packet.stream.index]
        out.mux(packet)
        pictures += is_picture
    return pictures
