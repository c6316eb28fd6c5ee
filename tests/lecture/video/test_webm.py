import io
import os
import sys
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from lecture.production import clips
from lecture.production.film import film
from lecture.production.split import Share
from lecture.publishing.clip import Clip
from lecture.video import av1
from lecture.video.encoder import Encoder
from lecture.video.format import VideoFormat
from lecture.video.segment import Footage, Segment
from lecture.video.webm import joined
from tests.lecture import tiny


@pytest.fixture(scope="module")
def footage() -> Footage:
    """The tiny clip, filmed in both kinds at once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clips, "build_scene", tiny.build)
        return film(tiny.job(), kinds=("mp4", "webm"))


@pytest.fixture(scope="module")
def webm(footage: Footage) -> bytes:
    return joined([*footage.smaller.values()], tiny.VIDEO.fps)


def pictures(file: str | io.BytesIO) -> dict[Fraction, np.ndarray]:
    """The pictures of a video by the time at which each appears."""
    with av.open(file, "r") as container:
        found = {}
        for frame in container.decode(video=0):
            assert frame.pts is not None
            assert frame.time_base is not None
            found[round(frame.pts * frame.time_base, 2)] = frame.to_ndarray(format="gray")
        return found


def test_it_shows_the_same_pictures_at_the_same_times(clip: Clip, webm: bytes) -> None:
    before, after = pictures(str(clip.path)), pictures(io.BytesIO(webm))
    assert set(after) <= set(before)
    last: np.ndarray = after[min(after)]
    for time, picture in before.items():
        last = after.get(time, last)
        assert np.abs(picture.astype(int) - last).mean() < 1.5, f"another picture at {time}"


def test_it_is_as_long_as_the_clip_to_the_frame(clip: Clip, webm: bytes) -> None:
    with av.open(io.BytesIO(webm)) as small, av.open(str(clip.path)) as large:
        assert small.duration == large.duration
    assert max(pictures(io.BytesIO(webm))) == max(pictures(str(clip.path)))


def test_pictures_that_stand_are_not_encoded_again_and_again(clip: Clip, webm: bytes) -> None:
    assert len(pictures(io.BytesIO(webm))) < len(pictures(str(clip.path))) / 2


def test_readers_can_jump_to_every_beat(clip: Clip, webm: bytes) -> None:
    with av.open(io.BytesIO(webm)) as container:
        assert b"\x1c\x53\xbb\x6b" in webm, "no cues"
        keys = [
            float(packet.pts * packet.time_base)
            for packet in container.demux(video=0)
            if packet.is_keyframe and packet.pts is not None
        ]
    for beat in clip.document["beats"]:
        assert min(abs(key - beat["start_seconds"]) for key in keys) < 0.002


def test_the_same_whoever_films_which_beats_and_what_else_is_made_of_them(
    footage: Footage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clips, "build_scene", tiny.build)
    alone = film(tiny.job(), Share(1, 2), kinds=("webm",))
    assert alone.segments == {1: footage.smaller[1]}
    assert film(tiny.job()).segments == footage.segments


def test_what_was_encoded_with_other_settings_is_not_joined(footage: Footage) -> None:
    larger = _film(VideoFormat(640, 360, 10), [1])
    with pytest.raises(ValueError, match="other settings"):
        joined([footage.smaller[0], larger], 10)


def _film(video: VideoFormat, repeats: list[int]) -> Segment:
    """Grey pictures, each for some frames."""
    with Encoder(video, ("webm",)) as encoder:
        for number, repeat in enumerate(repeats):
            grey = np.full((video.height, video.width, 4), 50 + 20 * number, np.uint8)
            encoder.write(grey, repeat)
        return Segment(sum(repeats), encoder.finish()["webm"].getvalue(), b"", 0)


@pytest.mark.parametrize("fps", [24, 30, 60, 120])
def test_every_frame_has_its_own_time(fps: int) -> None:
    beats = [_film(VideoFormat(160, 90, fps), repeats) for repeats in ([1, 1, 7, 1], [3, 1, 2])]
    shown = pictures(io.BytesIO(joined(beats, fps)))
    starts = [0, 1, 2, 9, 10, 13, 14]
    assert {round(Fraction(start, fps), 2) for start in starts} <= set(shown)
    with av.open(io.BytesIO(joined(beats, fps))) as container:
        assert container.duration == pytest.approx(16 / fps * av.time_base, abs=1000)


def test_long_motion_has_key_frames(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(av1, "LONGEST_SEEK", 0.5)
    moving = _film(VideoFormat(160, 90, 10), [1] * 10 + [20])
    with av.open(io.BytesIO(moving.video)) as container:
        keys = [p.pts * p.time_base for p in container.demux(video=0) if p.is_keyframe]
    assert keys == [0, Fraction(1, 2), 1]


def test_large_clips_are_made_smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(av1, "WIDEST", 160)
    made = joined([_film(replace(tiny.VIDEO), [3])], tiny.VIDEO.fps)
    with av.open(io.BytesIO(made)) as container:
        assert (container.streams.video[0].width, container.streams.video[0].height) == (160, 90)


def test_players_are_told_what_its_colours_mean(webm: bytes) -> None:
    with av.open(io.BytesIO(webm)) as container:
        context = container.streams.video[0].codec_context
        assert (context.color_primaries, context.color_trc, context.colorspace) == (1, 1, 1)
        assert context.color_range == 1, "limited"


def test_it_says_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    """SVT-AV1 writes to the terminal itself, whatever Python's standard error is."""
    joined([_film(tiny.VIDEO, [1, 5])], tiny.VIDEO.fps)
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(sys.platform != "linux", reason="priorities are read from /proc")
def test_others_get_a_turn_while_it_is_encoded_and_afterwards() -> None:
    """SVT-AV1 takes real-time priority if root runs it, and whatever is started inherits it."""
    file = io.BytesIO()
    reel = av1.Av1Reel(tiny.VIDEO, file)
    threads = [int(thread.name) for thread in Path("/proc/self/task").iterdir()]
    assert {os.sched_getscheduler(thread) for thread in threads} == {os.SCHED_OTHER}
    reel.close()
    assert os.sched_getscheduler(0) == os.SCHED_OTHER
